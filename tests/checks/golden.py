"""tests/golden/<command>/NAME.<suffix> with NAME.out: the bytes the command writes for that input.

NAME.in goes to standard input; NAME.pdf, .docx, .html, .txt ... is named on the command line.  NAME.args holds further
arguments, NAME.status the exit status when it is not 0, NAME.bug why the case is known to fail.
"""
from tools import bug_of, difference, over

ASIDE = {".out", ".args", ".status", ".bug"}


def run_case(t, case):
    args = case.with_suffix(".args")
    words = args.read_text("utf-8").split() if args.exists() else []
    if case.suffix == ".in":
        return t.gongbao(case.parent.name, *words, stdin=case.read_bytes(), cwd=case.parent)
    return t.gongbao(case.parent.name, *words, case.name, cwd=case.parent)


def accept(case, got):
    out = case.with_suffix(".out")
    old = out.read_bytes() if out.exists() else b""
    if old == got.out:
        print(f"{case.parent.name}/{case.stem}: as before")
        return
    print(difference(old, got.out))
    out.write_bytes(got.out)
    print(f"{case.parent.name}/{case.stem}: accepted")


def cases(t):
    return [p for p in sorted((t.root / "tests/golden").glob("*/*")) if p.suffix not in ASIDE and p.is_file()]


def name_of(case):
    return f"{case.parent.name}/{case.stem}"


@over(cases, name=name_of)
def check(t, case):
    name, got = name_of(case), run_case(t, case)
    if t.accept:
        accept(case, got)
        return
    out, status = case.with_suffix(".out"), case.with_suffix(".status")
    if not out.exists():
        t.fail(name, f"there is no {out.name}; make golden-accept CASE={name}")
        return
    want = int(status.read_text()) if status.exists() else 0
    same = got.out == out.read_bytes()
    t.ok(name, same and got.status == want,
         lambda: f"status {got.status}, expected {want}\n{got.err}" if same else difference(out.read_bytes(), got.out), bug=bug_of(case))

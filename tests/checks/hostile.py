"""Input that is damaged or made to do harm costs itself and nothing else.

tests/hostile/NAME with NAME.expect: a line "status code" (code "-": no error record); the code must stand in an error record.
Every sample document is also cut short and scratched; the outcome is free, but it must be an orderly one.
"""
from tools import records

CUTS = (0.03, 0.4, 0.97)


def orderly(t, name, run):
    checked = t.gongbao("check", stdin=run.out)
    codes = [r["code"] for r in records(run.out) if r["record"] == "error"] if checked.status == 0 else []
    t.ok(name, run.status in (0, 1) and checked.status == 0 and "reader_died" not in codes and bool(codes) == (run.status == 1),
         lambda: f"status {run.status}, errors {codes}\n{run.err}\n{checked.out.decode('utf-8', 'replace')}")


def named(t):
    for expect in sorted((t.root / "tests/hostile").glob("*.expect")):
        case = expect.with_suffix("")
        if not t.wanted(case.name):
            continue
        status, code = expect.read_text().split()
        run = t.gongbao("convert", case.name, cwd=case.parent)
        codes = [r["code"] for r in records(run.out) if r["record"] == "error"]
        t.ok(case.name, run.status == int(status) and (code in codes or (code == "-" and not codes)),
             f"status {run.status} (expected {status}), errors {codes} (expected {code})\n{run.err}")


def scratch(data):
    """Every 997th byte changed: reproducible noise."""
    noisy = bytearray(data)
    for i in range(500, len(noisy), 997):
        noisy[i] ^= 0x5A
    return bytes(noisy)


def damaged(t, path):
    data = (t.root / path).read_bytes()
    variants = {f"cut at {int(c * 100)} %": data[:int(len(data) * c)] for c in CUTS}
    variants["scratched"] = scratch(data)
    for what, content in variants.items():
        name = f"{path.name} {what}"
        if not t.wanted(name):
            continue
        case = t.tmp / f"damaged-{path.name}"
        case.write_bytes(content)
        orderly(t, name, t.gongbao("convert", case))


def check(t):
    named(t)
    t.each(damaged, t.corpus())

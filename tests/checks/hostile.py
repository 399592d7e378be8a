"""Input that is damaged or made to do harm costs itself and nothing else.

tests/hostile/NAME with NAME.expect: a line "status code" (code "-": no error record); the code must stand in an error record.  NAME.bug
beside them says why the case is known to fail.
Every sample document is also cut short and scratched; the outcome is free, but it must be an orderly one.
"""
from tools import bug_of, over, records

CUTS = (0.4, 0.97)


def expectations(t):
    return sorted((t.root / "tests/hostile").glob("*.expect"))


@over(expectations, name=lambda expect: expect.stem)
def named(t, expect):
    case = expect.with_suffix("")
    status, code = expect.read_text().split()
    run = t.gongbao("convert", case.name, cwd=case.parent)
    codes = [r["code"] for r in records(run.out) if r["record"] == "error"]
    t.ok(case.name, run.status == int(status) and (code in codes or (code == "-" and not codes)),
         f"status {run.status} (expected {status}), errors {codes} (expected {code})\n{run.err}", bug=bug_of(case))


def scratch(data):
    """Every 997th byte changed: reproducible noise."""
    noisy = bytearray(data)
    for i in range(500, len(noisy), 997):
        noisy[i] ^= 0x5A
    return bytes(noisy)


@over(lambda t: [path for path in t.corpus() if ".gbk" not in path.name])
def damaged(t, path):
    data, runs = (t.root / path).read_bytes(), {}
    variants = {f"cut at {int(c * 100)} %": data[:int(len(data) * c)] for c in CUTS}
    variants["scratched"] = scratch(data)
    for what, content in variants.items():
        case = t.tmp / f"damaged-{path.name}"
        case.write_bytes(content)
        runs[what] = t.gongbao("convert", case)
    checked = t.gongbao("check", stdin=b"".join(run.out for run in runs.values()))
    t.ok(f"{path.name}: records as published", checked.status == 0, checked.out.decode("utf-8", "replace"))
    for what, run in runs.items():
        codes = [r["code"] for r in records(run.out) if r["record"] == "error"]
        t.ok(f"{path.name} {what}", run.status in (0, 1) and "reader_died" not in codes and bool(codes) == (run.status == 1),
             f"status {run.status}, errors {codes}\n{run.err}")


PARTS = (named, damaged)

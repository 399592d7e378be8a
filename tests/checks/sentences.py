"""The classes of sentence in tests/sentences: none may fall below what it once reached (FLOOR)."""
import sys


def check(t):
    sys.path.insert(0, str(t.root / "tests/score"))
    import sentences as s
    folder = t.root / "tests/sentences"
    verdicts = s.judge(t.binary, s.read_all(folder))
    tally, floor = s.passed_by_class(verdicts), s.read_floor(folder / "FLOOR")
    for name, (good, whole) in sorted(tally.items()):
        t.ok(name, good >= floor.get(name, 0), lambda name=name, good=good, whole=whole: f"{good} of {whole} pass, {floor[name]} wanted\n" + "\n".join(
            line for v in verdicts if v.case.name == name and not v.passed for line in (v.case.context["text"], *("  " + f for f in v.faults()))))
    t.ok("no class has gone", not set(floor) - set(tally), ", ".join(sorted(set(floor) - set(tally))))

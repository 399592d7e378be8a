"""The cases of tests/sentences, class by class.  A case with a line "bug: why" is known to fail."""
import sys

from tools import over


def library(t):
    sys.path.insert(0, str(t.root / "tests/score"))
    import sentences
    return sentences


def classes(t):
    """Every class with its cases."""
    out = {}
    for case in library(t).read_all(t.root / "tests/sentences"):
        out.setdefault(case.name, []).append(case)
    return sorted(out.items())


@over(classes, name=lambda item: item[0], each=False)
def check(t, some):
    for v in library(t).judge(t.binary, [case for _, cases in some for case in cases]):
        t.ok(f"{v.case.name} {v.case.place}", v.passed, lambda v=v: "\n".join([v.case.context["text"], *("  " + f for f in v.faults())]), bug=v.case.bug)

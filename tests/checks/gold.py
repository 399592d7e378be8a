"""The records found in the sample documents against those a person wrote down (corpus/gold), for every format of a document."""
from collections import Counter

from tools import records

FLOOR = {"targets": 0.9, "measures": 0.95, "milestones": 0.9}  # F1, over all sample documents of a format
KINDS = {"targets": ("target", "fact"), "measures": ("measure",), "milestones": ("milestone",)}


def key(kind, r):
    if kind == "targets":
        return (r["measure"], r["value"], r["value_max"], r["unit"], r.get("status") or r.get("record"))
    if kind == "measures":
        return (r["measure"],)
    return (r["measure"], r["deadline"])


def count(t, path, totals, lines):
    name = path.name.split(".")[0]
    found = records(t.convert(path).out)
    for kind, of in KINDS.items():
        gold = t.root / "corpus/gold" / f"{name}.{kind}.jsonl"
        if not gold.exists():
            continue
        want = Counter(key(kind, r) for r in records(gold.read_bytes()))
        got = Counter(key(kind, r) for r in found if r["record"] in of)
        both = sum((want & got).values())
        total = totals.setdefault((kind, "".join(path.suffixes)), [0, 0, 0])
        for i, n in enumerate((both, sum(want.values()), sum(got.values()))):
            total[i] += n
        lines += [f"{path.name}: missed {kind} {k}" for k in (want - got)] + [f"{path.name}: invented {kind} {k}" for k in (got - want)]


def check(t):
    totals, lines = {}, []
    for path in t.corpus():
        count(t, path, totals, lines)
    for (kind, suffix), (both, want, got) in sorted(totals.items()):
        f1 = 2 * both / (want + got) if want + got else 1.0
        t.ok(f"{kind} in {suffix}", f1 >= FLOOR[kind], f"{both} of {want} found, {got - both} more: F1 {f1:.3f}, {FLOOR[kind]} wanted\n"
             + "\n".join(x for x in lines if f" {kind} " in x and suffix in x))

"""The records found in the sample documents against those a person wrote down (corpus/gold), in every format of a document.

tests/floors.txt says how many may be missed and how many invented in each document: the most of any format; formats.py holds the formats together.
"""
from collections import Counter

from tools import over, records

KINDS = {"targets": ("target", "fact"), "measures": ("measure",), "milestones": ("milestone",)}


def key(kind, r):
    if kind == "targets":
        return (r["measure"], r["value"], r["value_max"], r["unit"], r.get("status") or r.get("record"))
    if kind == "measures":
        return (r["measure"],)
    return (r["measure"], r["deadline"])


def texts(keys):
    return [" ".join(str(x) for x in k) for k in sorted(keys.elements(), key=str)]


@over(lambda t: t.corpus())
def check(t, path):
    found, name = records(t.convert(path).out), path.name.split(".")[0]
    for kind, of in KINDS.items():
        gold = t.root / "corpus/gold" / f"{name}.{kind}.jsonl"
        if not gold.exists():
            continue
        want = Counter(key(kind, r) for r in records(gold.read_bytes()))
        got = Counter(key(kind, r) for r in found if r["record"] in of)
        for what, keys in (("missed", want - got), ("invented", got - want)):
            t.faults(f"{kind} {what} in {path.name}", f"{kind} {what} in {name}", texts(keys))

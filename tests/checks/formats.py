"""The same document in another format gives the same records, but for where they stand."""
from collections import Counter

from tools import over, records

BESIDE = 0.98  # shared part of all records, for documents that are not in this tree


def key(r):
    if r["record"] == "milestone":
        return ("milestone", r["measure"], r["action"], r["deadline"])
    return (r["record"], r["measure"], r["value"], r["value_max"], r["unit"], r["comparator"], r["deadline"])


def keys(t, path):
    return Counter(key(r) for r in records(t.convert(path).out) if r["record"] in ("target", "fact", "milestone"))


def pairs(t):
    """A page of HTML says most plainly what is a paragraph and what a table: the others are held against it."""
    groups = {}
    for path in t.corpus() + t.seeds():
        groups.setdefault((path.parent, path.name.split(".")[0]), []).append(path)
    for files in groups.values():
        files.sort(key=lambda p: (p.suffix != ".html", len(p.name), p.name))
        yield from ((files[0], other) for other in files[1:])


@over(pairs, name=lambda pair: pair[1].name)
def check(t, pair):
    first, other = pair
    a, b = keys(t, first), keys(t, other)
    only = [f"only in {path.name}: {k}" for path, some in ((first, a - b), (other, b - a)) for k in some.elements()]
    name = f"{other.name} as {first.name}"
    if other.is_absolute():  # beside the tree: its faults are not in tests/floors.txt
        t.ok(name, sum((a & b).values()) >= BESIDE * sum((a | b).values()), "\n".join(only))
    else:
        t.faults(name, f"not the same in every format of {first.name.split('.')[0]}", only)

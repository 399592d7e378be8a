"""The same document in another format gives the same records, but for where they stand."""
from collections import Counter

from tools import records

FLOOR = 0.98  # shared part of all records of the two


def key(r):
    if r["record"] == "milestone":
        return ("milestone", r["measure"], r["action"], r["deadline"])
    return (r["record"], r["measure"], r["value"], r["value_max"], r["unit"], r["comparator"], r["deadline"])


def keys(t, path):
    return Counter(key(r) for r in records(t.convert(path).out) if r["record"] in ("target", "fact", "milestone"))


def shared(a, b):
    union = sum((a | b).values())
    return sum((a & b).values()) / union if union else 1.0


def compare(t, pair):
    first, other = pair
    if not t.worth(other.name):
        return
    a, b = keys(t, first), keys(t, other)
    score = shared(a, b)
    t.ok(f"{other.name} as {first.name}", score >= FLOOR, lambda: f"{score:.3f} shared\n" + "\n".join(
        [f"only in {first.name}: {k}" for k in (a - b)] + [f"only in {other.name}: {k}" for k in (b - a)]))


def check(t):
    groups = {}
    for path in t.corpus() + t.seeds():
        groups.setdefault((path.parent, path.name.split(".")[0]), []).append(path)
    pairs = []
    for files in groups.values():
        # A page of HTML says most plainly what is a paragraph and what a table: the others are held against it.
        files.sort(key=lambda p: (p.suffix != ".html", len(p.name), p.name))
        pairs += [(files[0], other) for other in files[1:]]
    t.each(compare, pairs)

"""Gold for the comparison of two documents of the corpus: which number of the older became which number of the newer.

A file corpus/source/A--B.diff names what a reader pairs beyond equal names. The rule that names a change is written down
here a second time, on purpose apart from the program's, so that one checks the other.
"""
import json
from datetime import date
from decimal import Decimal

SIDE = ["id", "document", "measure", "indicator", "value", "value_max", "unit", "comparator", "basis", "direction", "per", "deadline", "quote"]


def read_hints(path):
    hints = {"shift": 0, "pairs": {}}
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("shift "):
            hints["shift"] = int(line.split()[1])
        elif line.startswith("pair "):
            old, new = line[5:].split("=>")
            hints["pairs"][tuple(x.strip() for x in new.split("|"))] = tuple(x.strip() for x in old.split("|"))
    return hints


def rows(path):
    return [r for r in map(json.loads, path.read_text("utf-8").splitlines()) if r["status"] == "target"]


def key(rec):
    """What must be equal for two numbers to be the same indicator: its name, its unit, what it counts."""
    return rec["indicator"], rec["unit"], rec["basis"], rec["per"]


def named(rec):
    """How a hint names a number: its indicator and its value."""
    return rec["indicator"], rec["value"]


def choose(new, pool, hints):
    wanted = hints["pairs"].get(named(new))
    if wanted:
        return next((o for o in pool if named(o) == wanted), None)
    hinted = set(hints["pairs"].values())
    same = [o for o in pool if key(o) == key(new) and named(o) not in hinted]
    return next((o for o in same if o["scope"] == new["scope"]), same[0] if same else None)


def later(day, years):
    return None if day is None else date(int(day[:4]) + years, int(day[5:7]), int(day[8:])).isoformat()


def change_of(old, new, shift):
    ends = lambda r: (Decimal(r["value"]), Decimal(r["value_max"] or r["value"]))
    if ends(old) != ends(new):
        return "raised" if ends(new) > ends(old) else "lowered"
    if later(old["deadline"], shift) != new["deadline"]:
        return "deadline_moved"
    if (old["comparator"], old["modality"]) != (new["comparator"], new["modality"]):
        return "reworded"
    return "same"


def side(rec):
    return None if rec is None else {k: rec.get(k) for k in SIDE if k not in ("id", "document")} | {"document": rec["doc"], "scope": rec["scope"]}


def record(change, old, new):
    either = new or old
    delta = None
    if old and new:
        delta = format(Decimal(new["value"]) - Decimal(old["value"]), "f")
    return {"record": "change", "change": change, "indicator": either["indicator"], "unit": either["unit"], "from": side(old), "to": side(new), "delta": delta}


def compare(hint_path, gold):
    old_name, new_name = hint_path.stem.split("--")
    hints = read_hints(hint_path)
    pool, out = rows(gold / f"{old_name}.targets.jsonl"), []
    for new in rows(gold / f"{new_name}.targets.jsonl"):
        old = choose(new, pool, hints)
        if old is None:
            out.append(record("added", None, new))
        else:
            pool.remove(old)
            out.append(record(change_of(old, new, hints["shift"]), old, new))
    return out + [record("dropped", old, None) for old in pool]

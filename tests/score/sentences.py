"""The cases of tests/sentences: reading them, asking the program, holding its answers against them."""
import json
import re
import subprocess
import unicodedata
from collections import Counter
from decimal import Decimal, InvalidOperation

CONTEXT = ("date", "period", "head", "row", "unit", "section", "lead", "closing", "note", "term", "purpose", "title", "kind", "text")
BASES = ("level", "increment", "cumulative", "change")
SIGNS = ("=", ">", ">=", "<", "<=", "~", "range")
STRICT = ("comparator", "status", "basis", "direction", "per", "deadline")
FIELDS = STRICT + ("modality", "implied")
CLOSE = 0.6  # bigram F1 from which two indicators are the same
ACTION = 0.5


class Broken(Exception):
    """A line of a case file that cannot be read."""


class Case:
    def __init__(self, name, place):
        self.name, self.place = name, place
        self.context, self.numbers, self.milestones, self.nothing = {}, [], [], False
        self.bug = None  # why the case is known to fail


# ---- reading ----

def last_day(period):
    return "" if period == "-" else period[-4:] + "-12-31"


def number_of(kind, rest, inherited):
    parts = [p.strip() for p in rest.split("|")]
    if len(parts) not in (4, 5):
        raise Broken("indicator | value | unit | words [| scope] wanted")
    low, _, high = parts[1].partition("..")
    got = {"indicator": parts[0], "value": low, "value_max": high or None, "unit": parts[2], "scope": parts[4] if len(parts) == 5 else None,
           "comparator": "=", "status": kind, "basis": None, "direction": None, "per": None, "modality": "firm", "implied": False,
           "deadline": inherited if kind == "target" else None}
    for word in parts[3].split():
        if word in BASES:
            got["basis"] = word
        elif word in SIGNS:
            got["comparator"] = word
        elif word in ("up", "down"):
            got["direction"] = word
        elif word == "strive":
            got["modality"] = word
        elif word == "implied":
            got["implied"] = True
        elif re.fullmatch(r"P\d+[YMWD]", word):
            got["per"] = word
        elif re.fullmatch(r"\d{4}-\d\d-\d\d", word):
            got["deadline"] = word
        else:
            raise Broken(f"what is {word}?")
    if got["basis"] is None:
        raise Broken("no basis")
    return got


def fill(case, lines):
    for key, rest in lines:
        if key in CONTEXT:
            case.context[key] = rest
    inherited = last_day(case.context.get("period", "2026")) or None
    for key, rest in lines:
        if key in ("target", "fact"):
            case.numbers.append(number_of(key, rest, inherited))
        elif key == "milestone":
            action, _, day = rest.partition("|")
            case.milestones.append({"action": action.strip(), "deadline": day.strip() or None})
        elif key == "none":
            case.nothing = True
        elif key == "bug":
            case.bug = rest or "no reason given"
        elif key not in CONTEXT:
            raise Broken(f"what is {key}?")
    if "text" not in case.context or case.nothing == bool(case.numbers or case.milestones):
        raise Broken("a case is a text and either none or something")


def read_file(path):
    name, case, lines, cases = None, None, [], []
    for at, line in enumerate([*path.read_text("utf-8").splitlines(), ""], 1):
        try:
            if line.startswith("## "):
                name = line[3:].split()[0]
            elif line.strip():
                case = case or Case(name, f"{path.name}:{at}")
                key, _, rest = line.partition(":")
                lines.append((key.strip(), rest.strip()))
            elif case:
                fill(case, lines)
                cases.append(case)
                case, lines = None, []
        except Broken as why:
            raise SystemExit(f"{path.name}:{at}: {why}")
    return cases


def read_all(folder):
    return [case for path in sorted(folder.glob("*.txt")) for case in read_file(path)]


# ---- asking ----

def records_of(case, n):
    c, ident = case.context, f"c{n}"
    period, day = c.get("period", "2026"), c.get("date", "2026-01-15")
    around = {k: c.get(k) for k in ("head", "row", "unit", "section", "lead", "closing", "note", "term")}
    cell = around["head"] is not None or around["row"] is not None
    yield {"record": "document", "id": ident, "title": c.get("title"), "notice_title": None, "number": None, "number_parts": None, "genre": None, "purpose": c.get("purpose"), "issuer": [],
           "addressees": [], "signed": day, "published": None, "index_number": None, "subject": None, "disclosure": None,
           "period": None if period == "-" else {"start": period[:4] + "-01-01", "end": last_day(period)}, "attachments": [], "gazette": None,
           "source": case.place, "pages": None}
    at = 0
    for text in [*re.findall("[^。]+。?", c.get("lead", "")), c["text"]]:  # the lead-in is a sentence, or more, of the same block
        yield {"record": "sentence", "document": ident, "measure": None, "seq": n, "text": text,
               "where": {"block": n, "offset": at, "length": len(text), "page": None, "bbox": None, "cell": [1, 1] if cell else None},
               "cue": {"kind": c.get("kind", "cell" if cell else "prose"), "attribute": None, **around, "lead": c.get("lead") if at else None,
                       "last": "closing" in c}}
        at += len(text)


def line(*args, data):
    run = subprocess.run([str(a) for a in args], input=data, stdout=subprocess.PIPE, check=False)
    if run.returncode:
        raise SystemExit(f"{' '.join(map(str, args))}: status {run.returncode}")
    return run.stdout


def ask(binary, cases):
    """For each case the records that came of it."""
    data = "".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")) + "\n" for n, case in enumerate(cases) for r in records_of(case, n)).encode("utf-8")
    out = line(binary, "normalize", data=line(binary, "extract", data=data))
    got = [[] for _ in cases]
    for record in map(json.loads, out.decode("utf-8").splitlines()):
        if record["record"] in ("target", "fact", "milestone"):
            n = int(record["document"][1:])
            if record["where"]["offset"] >= len(cases[n].context.get("lead", "")):
                got[n].append({**record, "status": record["record"]})
    return got


# ---- comparing ----

def plain(text):
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def decimal(text):
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def unit(text):
    bare = re.sub(r"\(.*?\)", "", plain(text))
    return {"个百分点": "百分点", "比1": "比", ":1": "比"}.get(bare, bare)


def key(r):
    return decimal(r["value"]), decimal(r.get("value_max")), unit(r["unit"])


def pairs_of_letters(text):
    bare = re.sub(r"[^\w%‰]", "", plain(text))
    return Counter([bare] if 0 < len(bare) < 2 else (bare[i:i + 2] for i in range(len(bare) - 1)))


def likeness(a, b):
    x, y = pairs_of_letters(a), pairs_of_letters(b)
    if not x or not y:
        return float(not x and not y)
    return 2 * sum((x & y).values()) / (sum(x.values()) + sum(y.values()))


def fields_right(want, got):
    right = {f: (want[f] or None) == (got.get(f) or None) for f in FIELDS}
    right["indicator"] = likeness(want["indicator"], got["indicator"]) >= CLOSE
    right["scope"] = likeness(want["scope"], got.get("scope")) >= CLOSE
    return right


def strict(want, right):
    """The date of a fact is often not said."""
    return right["indicator"] and all(right[f] for f in STRICT if f != "deadline" or want["status"] == "target")


def couple(wanted, got, same, weight):
    """One-to-one pairs, the likest first, and what is left of both."""
    edges = sorted(((weight(w, g), -abs(i - j), i, j) for i, w in enumerate(wanted) for j, g in enumerate(got) if same(w, g)), reverse=True)
    left, right, both = set(range(len(wanted))), set(range(len(got))), []
    for _, _, i, j in edges:
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            both.append((wanted[i], got[j]))
    return both, [wanted[i] for i in sorted(left)], [got[j] for j in sorted(right)]


class Verdict:
    """What became of one case."""

    def __init__(self, case, got):
        self.case = case
        numbers = [g for g in got if g["status"] != "milestone"]
        stones = [g for g in got if g["status"] == "milestone"]
        alike = lambda w, g: likeness(w["indicator"], g["indicator"]) + 0.1 * (w["status"] == g["status"]) + 0.1 * (w["deadline"] == g["deadline"])
        self.pairs, self.missed, self.extra = couple(case.numbers, numbers, lambda w, g: key(w) == key(g), alike)
        self.stones, self.stones_missed, self.stones_extra = couple(
            case.milestones, stones, lambda w, g: w["deadline"] == g["deadline"] and likeness(w["action"], g["action"]) >= ACTION,
            lambda w, g: likeness(w["action"], g["action"]))
        self.fields = [fields_right(w, g) for w, g in self.pairs]
        self.strict = [strict(w, r) for (w, _), r in zip(self.pairs, self.fields)]
        self.passed = all(self.strict) and all(r["modality"] for r in self.fields) and not (
            self.missed or self.extra or self.stones_missed or self.stones_extra)

    def faults(self):
        show = lambda r: f"{r['indicator']} {r['value']}{'..' + r['value_max'] if r.get('value_max') else ''} {r['unit']}"
        for r in self.missed:
            yield f"missed {r['status']} {show(r)}"
        for r in self.extra:
            yield f"invented {r['status']} {show(r)} ({r['basis']}; {r['rule']})"
        for (w, g), right in zip(self.pairs, self.fields):
            for field in (f for f, ok in right.items() if not ok and not (f == "deadline" and w["status"] == "fact")):
                yield f"{field} of {show(w)}: {w[field]} wanted, {g.get(field)} found"
        for r in self.stones_missed:
            yield f"missed milestone {r['action']} {r['deadline']}"
        for r in self.stones_extra:
            yield f"invented milestone {r['action']} {r['deadline']}"


def judge(binary, cases):
    return [Verdict(case, got) for case, got in zip(cases, ask(binary, cases))]


def passed_by_class(verdicts):
    tally = {}
    for v in verdicts:
        good, whole = tally.get(v.case.name, (0, 0))
        tally[v.case.name] = (good + v.passed, whole + 1)
    return tally

"""The cases of tests/compare: what became of the numbers of one edition in the next (tests/compare/README)."""
import json
import sys

from tools import over, records

DOCUMENT = {"notice_title": None, "number": None, "number_parts": None, "genre": None, "issuer": [], "addressees": [], "signed": None, "published": None,
            "index_number": None, "subject": None, "disclosure": None, "attachments": [], "gazette": None, "pages": None}
WHERE = {"block": 1, "offset": 0, "length": 9, "page": None, "bbox": None, "cell": None}
YEARS = {"old": 2025, "new": 2026}


class Case:
    def __init__(self, place, name, claim):
        self.place, self.name, self.claim, self.bug, self.options = place, name, claim, None, []
        self.numbers, self.want = {"old": [], "new": []}, []


def cases(t):
    case = None
    for path in sorted((t.root / "tests/compare").glob("*.txt")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            key, _, rest = line.partition(":")
            if line.startswith("## "):
                name, _, claim = line[3:].partition(" ")
                case = Case(f"{path.name}:{number}", f"{path.stem}/{name}", claim.strip())
                yield case
            elif key in YEARS:
                case.numbers[key].append(rest.strip())
            elif key == "options":
                case.options = rest.split()
            elif key == "bug":
                case.bug = rest.strip()
            elif line.startswith("=>"):
                case.want.append(line[2:].strip())


def library(t):
    sys.path.insert(0, str(t.root / "tests/score"))
    import sentences
    return sentences


def edition(t, side, rows):
    """The records of a document with the numbers; a row is "[fact] [measure title] indicator | value | unit | words [| scope]"."""
    year = YEARS[side]
    name = f"甲府发〔{year}〕1号"
    yield {"record": "document", "id": name, "title": f"{year}年重点工作方案", "source": "x", "period": {"start": f"{year}-01-01", "end": f"{year}-12-31"}, **DOCUMENT}
    titles = []
    for n, row in enumerate(rows):
        status, row = ("fact", row[5:]) if row.startswith("fact ") else ("target", row)
        title, row = row[1:].split("] ", 1) if row.startswith("[") else ("重点任务", row)
        if title not in titles:
            titles.append(title)
            yield {"record": "measure", "id": f"{name}#{titles.index(title) + 1}", "document": name, "measure": str(titles.index(title) + 1), "label": "1", "ordinal": 1,
                   "title": title, "text": title, "responsible": [], "where": WHERE}
        got = library(t).number_of(status, row, f"{year}-12-31")
        place = str(titles.index(title) + 1)
        words = f"{got['indicator']}{got['value']}{got['unit']}"
        yield {"record": status, "id": f"{name}#{place}/t{n}", "document": name, "measure": place, "unit_code": None, "deadline_source": "explicit", "attribute": None,
               "baseline": None, "responsible": [], "quote": words, "context": words + "。", "where": WHERE, "rule": "test", "flags": [],
               **{k: v for k, v in got.items() if k != "status"}}


def amount(side):
    return "-" if side is None else f"{side['indicator']} {side['value']}{'..' + side['value_max'] if side['value_max'] else ''}{side['unit']}"


def told(found):
    """A change as the files write it."""
    for r in found:
        if r["record"] == "change":
            more = [f"by {r['delta']}" if r["delta"] else "", f"times {r['ratio']}" if r["ratio"] else "", f"({r['reason']})" if r["reason"] else ""]
            yield " ".join(x for x in [f"{r['change']}: {amount(r['from'])} -> {amount(r['to'])}", *more] if x)


@over(cases, name=lambda case: case.name)
def check(t, case):
    folder = t.tmp / "compare" / case.name
    folder.mkdir(parents=True)
    for side, rows in case.numbers.items():
        (folder / side).write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in edition(t, side, rows)), "utf-8")
    run = t.gongbao("diff", "-f", "jsonl", "-n", *case.options, folder / "old", folder / "new")
    got = list(told(records(run.out)))
    t.ok(case.name, run.status in (0, 1) and got == case.want and case.want,
         lambda: "\n".join([f"{case.place} {case.claim}", *(f"-{x}" for x in case.want if x not in got), *(f"+{x}" for x in got if x not in case.want), run.err]),
         bug=case.bug)

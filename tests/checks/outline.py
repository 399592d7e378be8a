"""The cases of tests/outline: which measure each sentence of a document belongs to, what a cell is a value of (tests/outline/README)."""
import json
import re

from tools import over, records

STYLE = {"font": None, "size": None, "bold": False, "align": None, "indent": 0.0, "level": None, "lead": None}
CUE = ("head", "row", "unit")


class Case:
    def __init__(self, place, name, claim):
        self.place, self.name, self.claim, self.bug = place, name, claim, None
        self.lines, self.want = [], []


def read(path):
    case, into = None, None
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.startswith("## "):
            name, _, claim = line[3:].partition(" ")
            case = Case(f"{path.name}:{number}", f"{path.stem}/{name}", claim.strip())
            into = case.lines
            yield case
        elif case and line.startswith("bug:"):
            case.bug = line[4:].strip()
        elif case and line == "=>":
            into = case.want
        elif case and line.strip():
            into.append(line.strip())


def cases(t):
    return [case for path in sorted((t.root / "tests/outline").glob("*.txt")) for case in read(path)]


def table(rows):
    """Cells of lines of | a | b |; ^ takes the cell above, < the cell to the left into one."""
    grid = [[text.strip() for text in row.strip("|").split("|")] for row in rows]
    cells = []
    for r, row in enumerate(grid):
        for c, text in enumerate(row):
            if text in ("^", "<"):
                continue
            down = next((i for i in range(r + 1, len(grid)) if grid[i][c] != "^"), len(grid)) - r
            right = next((i for i in range(c + 1, len(row)) if row[i] != "<"), len(row)) - c
            cells.append({"row": r, "col": c, "rowspan": down, "colspan": right, "header": False, "text": text, "page": None, "bbox": None, "lines": []})
    return cells


def blocks(case):
    groups = []
    for line in case.lines:
        if line == "|-":
            groups.append([])
        elif line.startswith("|") and groups and isinstance(groups[-1], list):
            groups[-1].append(line)
        else:
            groups.append([line] if line.startswith("|") else line)
    yield {"record": "source", "schema": "gongbao/1", "path": "made-up", "media": "text/html", "sha256": "0" * 64, "bytes": 1, "pages": None, "meta": {}}
    for seq, group in enumerate(groups):
        plain = isinstance(group, str)
        bold = plain and group.startswith("**")
        yield {"record": "block", "source": "made-up", "seq": seq, "kind": "paragraph" if plain else "table", "text": group.strip("*") if plain else "",
               "page": None, "bbox": None, "style": {**STYLE, "bold": bold}, "cells": [] if plain else table(group), "lines": [], "where": None}


def told(found, fields):
    """The fields of the document that are asked for, and the sentences as the files write them: path: text [head; row; unit]."""
    out = [f"document {field}: {r.get(field) or '-'}" for r in found if r["record"] == "document" for field in fields]
    for r in found:
        if r["record"] == "sentence":
            cue = [r["cue"].get(k) for k in CUE]
            cue = f" [{'; '.join(x or '-' for x in cue)}]" if any(cue) else ""
            out.append(f"{r['measure'] or '-'}: {re.sub(chr(10), ' ', r['text'])}{cue}")
    return out


@over(cases, name=lambda case: case.name)
def check(t, case):
    data = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in blocks(case))
    run = t.gongbao("segment", stdin=data.encode())
    got = told(records(run.out), [line[9:].split(":")[0] for line in case.want if line.startswith("document ")])
    t.ok(case.name, run.status == 0 and got == case.want and case.want,
         lambda: "\n".join([f"{case.place} {case.claim}", *(f"-{x}" for x in case.want if x not in got), *(f"+{x}" for x in got if x not in case.want),
                            *(["in another order"] if sorted(got) == sorted(case.want) else []), run.err]), bug=case.bug)

#!/usr/bin/env python3
"""How many cells of the printed tables are right.

    tests/tables/score.py FOLDER [--tool NAME] [--show CASE] [--json] [WORD...]

A cell is right when its row, column, spans and text (white space aside) are those of the truth.  The share is of the cells of the truth or of
those found in the document, whichever are more, so that invented cells count.  Tables are paired in order, so as to make the most cells right.
Tools: gongbao (the default), and where peers.py finds them pdfplumber, pymupdf, camelot.
"""
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

sys.dont_write_bytecode = True
here = Path(__file__).resolve().parent
sys.path.insert(0, str(here))
import cases  # noqa: E402

PROGRAM = here.parent.parent / "out/bin/gongbao"
KINDS = {"ruled": "ruled", "open": "half-ruled", "rows": "half-ruled", "three": "half-ruled", "head": "half-ruled", "none": "unruled"}


def squeeze(text):
    return "".join(text.split())


def gongbao(path):
    tables = []
    for line in subprocess.run([str(PROGRAM), "read", str(path)], capture_output=True, check=False).stdout.decode("utf-8").splitlines():
        record = json.loads(line)
        if record["record"] == "block" and record["kind"] == "table":
            tables.append([(c["row"], c["col"], c["rowspan"], c["colspan"], squeeze(c["text"])) for c in record["cells"]])
    return tables


def reader(name):
    if name == "gongbao":
        return gongbao
    import peers
    return getattr(peers, name)


def pair(truths, found):
    """The most cells that are right when tables are paired in order."""
    best = [[0] * (len(found) + 1) for _ in range(len(truths) + 1)]
    for i, t in enumerate(truths):
        for j, f in enumerate(found):
            best[i + 1][j + 1] = max(best[i][j + 1], best[i + 1][j], best[i][j] + len(t & f))
    return best[-1][-1]


def score(case, path, read):
    truths = [{(*cell[:4], squeeze(cell[4])) for cell in cases.truth(t)["cells"]} for t in case.tables()]
    found = [set(f) for f in read(path)]
    total = sum(map(len, truths))
    return pair(truths, found), max(total, sum(map(len, found))), len(found)


def show(case, path, read):
    """Cells that differ, for reading."""
    for k, (t, f) in enumerate(zip(case.tables(), read(path) + [[]] * 9)):
        truth = {(*c[:4], squeeze(c[4])) for c in cases.truth(t)["cells"]}
        print(f"-- table {k + 1}")
        for cell in sorted(truth - set(f)):
            print("missing ", cell)
        for cell in sorted(set(f) - truth):
            print("invented", cell)


def main():
    args = sys.argv[1:]
    tool = args.pop(args.index("--tool") + 1) if "--tool" in args else "gongbao"
    single = args.pop(args.index("--show") + 1) if "--show" in args else None
    flags, rest = [a for a in args if a.startswith("--")], [a for a in args if not a.startswith("--")]
    folder, words, read, sums = Path(rest[0]), rest[1:], reader(tool), defaultdict(lambda: [0, 0])
    for case in cases.cases():
        for producer in ("writer", "chromium"):
            path = folder / f"{case.name}.{producer}.pdf"
            if not path.exists() or (words and not any(w in path.name for w in words)):
                continue
            if single:
                if single in path.name:
                    show(case, path, read)
                continue
            good, total, n = score(case, path, read)
            for key in (KINDS[case.style], f"{case.style} ({producer})", "all"):
                sums[key][0] += good
                sums[key][1] += total
            if "--json" not in flags:
                print(f"{good / total:6.3f} {good:5d} of {total:5d}  {path.name}  tables {n} of {len(case.tables())}", flush=True)
    if "--json" in flags:
        print(json.dumps({k: g / t for k, (g, t) in sums.items()}))
    elif not single:
        print(*(f"{g / t:6.3f} {g:6d} of {t:6d}  {k}" for k, (g, t) in sorted(sums.items())), sep="\n")


if __name__ == "__main__":
    main()

"""The lines of tests/mentions: every number and date in them, and nothing else."""
import json

from tools import over

DAY = "2026-01-15"


def read(path):
    kind = ""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.startswith("## "):
            kind = line[3:].strip()
        elif line.strip():
            text, arrow, want = line.partition("=>")
            assert arrow, f"{path}:{number}: a case needs =>"
            yield number, kind, text.strip(), [w.strip() for w in want.split(";") if w.strip()]


def told(m):
    """A mention as the files write it."""
    if m["kind"] in ("date", "daterange"):
        value = "?" if m["from"] is None and m["to"] is None else f"{m['from'] or ''}~{m['to'] or ''}"
        if m["value"]:
            value += f" ({m['value']} {m['unit']})"
    elif m["kind"] == "set":
        value = "every " + m["per"]
    elif m["kind"] == "ordinal":
        value = "no " + m["value"]
    else:
        amount = m["duration"] or (m["value"] or "?") + (".." + m["value_max"] if m["value_max"] else "")
        unit = m["unit"] if m["unit"] and not m["duration"] else None
        cmp = m["comparator"] if m["comparator"] not in ("=", "range") else None
        value = " ".join(p for p in (amount, unit, cmp) if p)
    return f"{m['text']} = {value}"


@over(lambda t: sorted((t.root / "tests/mentions").glob("*.txt")), name=lambda path: path.stem)
def check(t, path):
    cases = list(read(path))
    run = t.gongbao("mentions", "--document", "--date", DAY, stdin="".join(c[2] + "\n" for c in cases).encode())
    lines = [json.loads(line) for line in run.out.splitlines()]
    t.ok(f"{path.stem} is read", run.status == 0 and len(lines) == len(cases), run.err)
    for (number, kind, text, want), line in zip(cases, lines):
        found = [told(m) for m in line["mentions"]]
        t.ok(f"{path.stem}:{number} {kind}", found == want, f"{text}\nwanted {'; '.join(want)}\nfound  {'; '.join(found)}")

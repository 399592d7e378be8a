"""The + and - lines beside every rule, the lint of the grammar format, and what a mistake in a rule is answered with."""
import re
import shutil

# file, what is written there, what is written instead, what the message names
MISTAKES = [
    ("sentence/frame.gram", 'drop', 'dorp', "no rule has a key of this name: dorp; the nearest known is drop"),
    ("sentence/frame.gram", '"topic"', '"topik"', "not a word of its list: topik; the nearest known is topic"),
    ("words/unit.gram", " area\n", " areaa\n", "not a word of its list: areaa; the nearest known is area"),
    ("words/unit.gram", " km2 ", " kn2 ", "not a UCUM code: kn2"),
    ("words/unit.gram", "dim:dimension", "dim:dimensoin", "there is no type, list or set of this name: dimensoin"),
    ("words/unit.gram", "map unit : name", "map unit : names", "a map lacks a column: unit.name"),
    ("sentence/tense.gram", "rule stone.idle", "rule stone.idel", "the grammars lack a rule of this name: stone.idle; the nearest known is stone.idel"),
    ("MANIFEST", "outline/numbering", "# outline/numbering", "the grammars lack a file of this name: numbering"),
]


def mistake(t, i, file, right, wrong, says):
    """One word changed in a copy of the grammars: the program names file, line and the nearest known word, and reads nothing."""
    copy = t.tmp / f"grammars-{i}"
    shutil.copytree(t.root / "grammars", copy)
    path = copy / file
    text = path.read_text("utf-8")
    keyed = re.search(rf"^  {right}\s+=", text, re.M) if right == "drop" else re.search(re.escape(right), text)
    at = keyed.start() + (2 if right == "drop" else 0)
    path.write_text(text[:at] + wrong + text[at + len(right):], "utf-8")
    run = t.gongbao("convert", "-g", copy, "-")
    line = text[:at].count("\n") + 1
    place = f"{path}:{line}: " if not says.startswith(("the grammars lack", "a map lacks")) else ""
    t.ok(f"mistake: {wrong.strip()}", run.status == 2 and place + says in run.err and run.out == b"", run.err)


def keys(t):
    """Every key, type and word of keys.def is in the manual page."""
    page = (t.root / "grammars/gongbao-grammar.5").read_text("utf-8")
    table = (t.root / "extractors/grammar/keys.def").read_text("utf-8")
    missing = [name for name in re.findall(r'^(?:KEY|LIST)\(\w+, "(\w+)"', table, re.M) if f".It Ic {name}\n" not in page]
    missing += [word for word in re.findall(r'^WORD\(\w+, \w+, "([^"]+)"', table, re.M) if f".Ql {word} " not in page and f".Ql {word}\n" not in page]
    t.ok("keys in the manual page", not missing, "gongbao-grammar.5 lacks: " + " ".join(missing))


def cost(t):
    """What `trace --cost` counts: few calls of PCRE2 a match, and few rules compiled that never match."""
    blocks = b"".join(t.gongbao("read", p).out for p in sorted((t.root / "corpus").glob("*plan*.html"))[:6])
    run = t.gongbao("grammar", "trace", "--cost", stdin=blocks)
    rows = [line.split() for line in run.out.decode("utf-8", "replace").splitlines()[1:]]
    total = rows[-1] if rows and len(rows[-1]) == 5 else ["0", "0", "0", "=", "0/0"]
    calls, matches, (idle, compiled) = int(total[0]), int(total[1]), map(int, total[4].split("/"))
    t.ok("calls a match", run.status == 0 and 0 < matches <= calls <= 3 * matches, f"{calls} calls, {matches} matches: {run.err}")
    t.ok("rules compiled for nothing", 0 < compiled and idle <= 0.2 * compiled, f"{idle} of {compiled}")


def check(t):
    run = t.gongbao("grammar", "check")
    t.ok("rules", run.status == 0, run.out.decode("utf-8", "replace") + run.err)
    for i, case in enumerate(MISTAKES):
        mistake(t, i, *case)
    keys(t)
    cost(t)

"""The program speaks Chinese and English: every text is there in both, the language never shows in what programs read."""
import json
import os
import re
import shutil
import subprocess

from tools import records

# What stays as it is in a Chinese text: names of things one types or that are called so everywhere.
NAMES = set("""gongbao zh en CSV JSON Lines JSONL Schema PDF OFD DOCX HTML PNG SQLite PostgreSQL postgresql Frictionless Excel MiB UTF OCR
    OLE XML MHTML TXT DOC Ctrl version MANIFEST YYYY MM DD record schema db""".split())
# Values of options and words of rule files, which are typed too.
VALUES = set("""text jsonl csv html package auto always never all none check show trace pat set map rule tracker document section measure target
    fact milestone read segment extract normalize docx doc pdf ofd txt wps htm""".split())
WORD = re.compile(r"[A-Za-z]{2,}")


def english_left(text, known):
    """The English words of a text in which Chinese is expected."""
    text = re.sub(r"(?<![\w-])--?[a-zA-Z][\w-]*", " ", text)  # options
    text = re.sub(r"(?<![\w.])\.[a-z]+", " ", text)           # suffixes
    text = re.sub(r"[\w./-]*/[\w./-]*", " ", text)            # paths
    return sorted(set(WORD.findall(text)) - NAMES - VALUES - known)


def commands(t):
    listed = t.gongbao("--help").out.decode("utf-8").splitlines()
    return [line.split()[0] for line in listed if line.startswith("  ") and not line.startswith("  gongbao")]


# ---- the texts ----

def texts(t):
    """No message of the program is missing in a translation, none is empty, unsure or of the wrong form."""
    pot = t.tmp / "gongbao.pot"
    made = subprocess.run([t.root / "scripts/texts", pot], cwd=t.root, capture_output=True, text=True)
    t.ok("the messages can be gathered", made.returncode == 0 and not made.stderr, made.stderr)
    for po in sorted((t.root / "extractors/po").glob("*.po")):
        run = subprocess.run(["msgfmt", "--check", "--statistics", "-o", "/dev/null", po], capture_output=True, text=True,
                             env={**os.environ, "LC_ALL": "C.UTF-8"})
        t.ok(f"{po.name} is well formed and complete", run.returncode == 0 and re.fullmatch(r"\d+ translated messages?\.\n", run.stderr), run.stderr)
        run = subprocess.run(["msgcmp", po, pot], capture_output=True, text=True)
        t.ok(f"{po.name} has every message of the program; if not: make texts", run.returncode == 0, run.stderr)


TOKEN = re.compile(r'/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|[A-Za-z_]\w*|\n|.', re.S)
MARKS = {"_", "N_", "GB_T", "C_", "gb_say_count"}
# For machines: style, markup, SQL, addresses of arguments that are not words, texts of error records.
NO_WORDS = re.compile(r'[{}<>]|^ORDER BY|^line %llu|use strict|default-src')


def unmarked(path):
    """Literals of two words or more that no mark stands around."""
    line, stack, before = 1, [], ""
    for m in TOKEN.finditer(path.read_text("utf-8")):
        token = m.group()
        if token == "(":
            stack.append(before)
        elif token == ")" and stack:
            stack.pop()
        elif token[0] == '"' and not MARKS & set(stack):
            token = re.sub(r"%[-.*0-9]*[hlz]*[a-z]", "", token)
            if re.search(r"[A-Za-z]{2,}[,:;]? +[A-Za-z%]{2}", token) and not NO_WORDS.search(token[1:]):
                yield f"{path.name}:{line}: {token[:100]}"
        line += token.count("\n")
        if not token.isspace():
            before = token


def marks(t):
    found = [x for path in sorted([*(t.root / "extractors").glob("commands/*.[ch]"), *(t.root / "extractors").glob("view/*.[ch]")]) for x in unmarked(path)]
    # what is said when the texts themselves are missing, and the beginning of every message
    found = [x for x in found if "the texts of the language" not in x and '"gongbao %s: "' not in x]
    t.ok("every text of the commands is marked for translation", not found, "\n".join(found))
    wild = [f"{p.name}: {m}" for p in sorted((t.root / "extractors").rglob("*.c"))
            for m in re.findall(r'fprintf\(stderr, "[^"]*[a-z]{3}[^"]*"', p.read_text("utf-8")) if "gongbao %s: " not in m]
    t.ok("nothing is printed for people but what is marked", not wild, "\n".join(wild))


def page_words(t):
    """Every label of the page and of words.def stands in both languages, and in the right one; every one the page asks for is there."""
    view = t.root / "extractors/view"
    own = (view / "page/words.js").read_text("utf-8")
    pairs = re.findall(r"^\t'?([\w.]+)'?: \[('(?:[^'\\]|\\.)*'),\s*('(?:[^'\\]|\\.)*')\],", own, re.M)
    keys = re.findall(r"^\t'?([\w.]+)'?: \[", own, re.M)
    t.ok("the labels of the page come in pairs", len(pairs) == len(keys) > 150, f"{len(pairs)} of {len(keys)}: {set(keys) - {p[0] for p in pairs}}")
    shared = re.findall(r'^X\("([\w.]+)", ("[^"]+"), ("[^"]+")\)$', (view / "words.def").read_text("utf-8"), re.M)
    t.ok("no label is written twice", len(shared) == len({k for k, _, _ in shared}) > 80 and len(keys) == len(set(keys)) and not set(keys) & {k for k, _, _ in shared},
         sorted(set(keys) & {k for k, _, _ in shared}))
    han = re.compile(r"[\u4e00-\u9fff]")
    one = {"other", "otherLabel", "fingerprint", "scale.8", "scale.4", "verdict.article"}  # in one language, or with a word of the other
    wrong = [f"{k}: {zh} {en}" for k, zh, en in [*pairs, *((k, zh, en) for k, en, zh in shared)] if k not in one and
             (not han.search(zh) and re.search(r"\w", zh) or han.search(re.sub(r"such as .*", "", en)) or len(en) < 3)]
    t.ok("the labels of the page are in their languages", not wrong, "\n".join(wrong))
    code = "".join(p.read_text("utf-8") for p in sorted((view / "page").glob("*.js")) if p.name != "words.js") + (view / "page/page.html").read_text("utf-8")
    asked = set(re.findall(r"\bt\('([\w.]+)'[,)]", code)) | set(re.findall(r'data-(?:t|label)="(\w+)"', code))
    missing = asked - set(keys) - {k for k, _, _ in shared}
    t.ok("every label the page asks for is there", not missing and len(asked) > 90, sorted(missing))
    codes = set(re.findall(r'^X\(\w+, INPUT, "(\w+)"', (t.root / "extractors/base/err.def").read_text("utf-8"), re.M))
    t.ok("the page has a label for every error code", codes <= set(keys), str(sorted(codes - set(keys))))


# ---- what is said ----

def helps(t):
    known = set(commands(t))
    for command in ["", *sorted(known)]:
        run = t.gongbao("--lang", "zh", *command.split(), "--help")
        left = english_left(run.out.decode("utf-8"), known)
        t.ok(f"help in Chinese: {command or 'gongbao'}", run.status == 0 and not left, str(left))
        same = t.gongbao(*command.split(), "--help", "--lang=zh")
        t.ok(f"--lang behind the command: {command or 'gongbao'}", same.out == run.out, same.out.decode("utf-8"))


def situation_files(t):
    folder = t.tmp / "wrong"
    (folder / "empty").mkdir(parents=True)
    (folder / "tables").mkdir()
    (folder / "tables/a.csv").write_text("1,2\n")
    (folder / "x").write_text("x\n")
    (folder / "bad.jsonl").write_text("nonsense\n")
    (folder / "zero").write_bytes(b"")
    (folder / "two").mkdir()
    (folder / "two/x").write_text("x\n")
    (folder / "g").mkdir()
    (folder / "g/MANIFEST").write_text("b\n")
    (folder / "g/b.gram").write_text("rule x\n  match = (\n")
    (folder / "c").mkdir()
    (folder / "c/MANIFEST").write_text("b\n")
    (folder / "c/b.gram").write_text("pat y = 乙\nrule x\n  match = 甲\n  + [乙]\n  - 甲\n", "utf-8")
    (folder / "corrections").write_text('{"id":"a","action":"burn"}\n')
    (folder / "wrong.jsonl").write_text('{"record":"target","id":5}\n{"record":"none"}\n[1]\n{"a" 1}\n')
    t.gongbao("convert", "-o", folder / "r", *(t.root / p for p in ("corpus/livelihood-2025.pdf", "corpus/livelihood-2026.pdf")))
    for year in (5, 6):
        (folder / f"r/livelihood-202{year}.pdf.jsonl").rename(folder / str(year))
    t.gongbao("load", "-q", "--db", "db", "5", cwd=folder)
    (folder / "p").symlink_to(t.root / "corpus/livelihood-2026.pdf")
    (folder / "w").symlink_to(t.root / "corpus/livelihood-2026.docx")
    return folder


# Wrong and right ways to call the program, and the status; the output is for people and must hold no English word.
SITUATIONS = """
2
2 --lang
2 --lang xx convert p
2 nonsense
2 x
2 convert
1 convert nowhere
1 convert empty
1 convert tables
2 convert -o x p
2 convert --seconds 0 p
2 convert --memory 0 p
2 convert --seconds much p
2 convert --secnds 3 p
2 convert -z p
2 convert -o
2 convert --output= p
2 convert --help=x
2 convert -j 0 p
2 convert -j 2 p
2 convert -g nowhere p
2 convert -g g p
2 convert --corrections nowhere p
2 convert --corrections corrections p
2 convert -o out x two/x
3 convert -o /proc/out p
0 convert -o out p w
1 convert -o out p zero nowhere
1 read nowhere
1 read empty
2 read
1 segment nowhere
1 segment empty
1 check nowhere
1 check bad.jsonl
1 check wrong.jsonl
1 check p
0 check 5
1 mentions nowhere
2 mentions --date x
2 explain --date x
0 explain 到2027年，新建改建公园45个以上，培训1.5万人次，比上年提高2个百分点。
2 grammar
2 grammar check more
0 grammar check
2 grammar check -g c
2 grammar show nothing
2 diff
2 diff nowhere nowhere
2 diff empty empty
2 diff p p
2 diff -f x 5 6
2 diff --colour x 5 6
1 diff --levels -f html 5 6
2 diff --levels -f xml 5 6
2 diff --old-document none 5 6
1 diff 5 6
1 diff -a 5 6
1 diff -f html 5 6
1 diff --levels 5 6
2 series
2 series -f x 5
1 series nowhere
0 series 5 6
0 series -f html 5 6
3 load --db nowhere/db 5
3 load --db x 5
1 load --db new nowhere
1 load --db new bad.jsonl
0 load --db new 5 6
0 load --db new 5
1 search --db nowhere 健身
3 search --db x 健身
1 search --db empty 健身
2 search --db db
2 search --db db -n 0 健身
2 search --db db -k x 健身
0 search --db db 没有这样的词
0 search --db db -n 1 -t 健身步道
1 export --db nowhere
2 export -o x 5
2 export -f x 5
2 export -f package 5
2 export -k x 5
2 export --excel -f jsonl 5
2 export -o out -k target 5
2 export --db db 5
0 export -o tables-out 5
2 report
1 report empty
2 report -o empty 5
2 report -d nowhere 5
2 report --crops x 5
3 report -o /proc/none/page 5
2 render
2 render -
1 render nowhere -o png
1 render x -o png
1 render w -o png
1 render p -p 99 -o png
2 render p -p 0 -o png
2 render p -r 1 -o png
2 render p -o empty
"""


def situations(t):
    folder = situation_files(t)
    known = set(commands(t)) | {"corrections", "tables", "nowhere", "empty", "two", "nonsense", "out", "convert", "bad", "wrong", "much", "secnds",
                                "zero", "xx", "png", "page", "nothing", "gram", "jsonl", "id", "action", "burn"}
    known |= {"reject", "add", "missing", "closing", "parenthesis"}  # values of corrections; what PCRE2 says of a pattern
    # names of rules and fields in what explain and grammar show, of keys in what check finds
    rules = set(WORD.findall(" ".join(p.read_text("utf-8") for p in (t.root / "grammars").rglob("*.gram"))))
    keys = set(WORD.findall((t.root / "grammars/schema/gongbao-1.schema.json").read_text("utf-8")))

    def one(t, line):
        status, *words = line.split()
        run = t.gongbao(*words, cwd=folder, env={"LC_ALL": "zh_CN.UTF-8"})
        said = run.out.decode("utf-8", "replace")
        if "html" in words:  # the labels of the page are in its script, in both languages: page_words, and the tests in a browser
            said = re.sub(r"<(style|script|noscript)\b.*?</\1>|<[^>]*>|&\w+;", " ", said, flags=re.S)
        if words[:1] == ["convert"] and "-o" not in words or words[:1] in (["read"], ["segment"]) or words[:1] == ["export"] and "-o" not in words:
            said = ""  # records
        more = rules if words[:1] in (["explain"], ["grammar"]) or "-g" in words else keys if words[:1] == ["check"] else set()
        left = english_left(said + run.err, known | more)
        t.ok(f"in Chinese: {line[2:80]}", run.status == int(status) and not left and (said or run.err),
             f"status {run.status}, left {left}\n{run.err}\n{said[:400]}")

    for line in SITUATIONS.strip("\n").split("\n"):  # one after the other: some make what others use
        one(t, line)
    t.ok("a search makes no database", not (folder / "nowhere").exists(), "")


# ---- which language ----

def said_in(t, env, *args):
    clean = {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "", "LANGUAGE": "", **env}
    return "zh" if "用法" in t.gongbao(*args, "--help", env=clean).out.decode("utf-8") else "en"


def choice(t):
    for env, want in (({}, "en"), ({"LANG": "zh_CN.UTF-8"}, "zh"), ({"LANG": "en_GB.UTF-8"}, "en"), ({"LANG": "de_DE.UTF-8"}, "en"),
                      ({"LANG": "C"}, "en"), ({"LANG": "C", "LANGUAGE": "zh"}, "en"), ({"LANG": "C.UTF-8", "LANGUAGE": "zh_CN"}, "zh"),
                      ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"), ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN"}, "zh"),
                      ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_SG.UTF-8"}, "zh"), ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en"}, "en"),
                      ({"LANG": "en_US.UTF-8", "LANGUAGE": "fr:zh_CN:en"}, "zh"), ({"LANGUAGE": "zh_CN"}, "zh")):
        t.ok("locale " + " ".join(f"{k}={v}" for k, v in env.items()), said_in(t, env) == want, f"not {want}")
        for lang in ("zh", "en", "zh_CN", "en-US"):
            t.ok(f"--lang {lang} over " + " ".join(f"{k}={v}" for k, v in env.items()), said_in(t, env, "--lang", lang) == lang[:2], "")
    run = t.gongbao("convert", "--lang", "fr", "x")
    t.ok("a language there is not", run.status == 2 and "fr" in run.err and "zh" in run.err and "en" in run.err and not run.out, run.err)
    run = t.gongbao("explain", "--", "--lang", "zh")
    t.ok("what stands behind -- is no option", run.status == 0 and "--lang" in run.out.decode("utf-8"), run.err)
    lone = t.tmp / "lone"
    lone.mkdir()
    shutil.copy(t.binary, lone / "gongbao")
    p = subprocess.run([lone / "gongbao", "--lang", "zh", "--help"], capture_output=True, text=True)
    t.ok("a program without its texts", p.returncode == 2 and "not installed" in p.stderr, p.stderr)
    p = subprocess.run([lone / "gongbao", "--help"], capture_output=True, text=True, env={**os.environ, "LC_ALL": "zh_CN.UTF-8"})
    t.ok("a program without its texts speaks English", p.returncode == 0 and "usage" in p.stdout, p.stderr)


def machine(t):
    """What programs read has the same bytes in every language."""
    folder = t.tmp / "machine"
    folder.mkdir()
    some = [p for p in t.corpus() if p.stem.startswith("livelihood-2026")] + [p.relative_to(t.root) for p in (t.root / "tests/hostile").glob("*.pdf")]
    for path in some[:12]:
        run = t.gongbao("convert", path, "--lang", "zh")
        t.ok(f"records in Chinese and English: {path.name}", run.out == t.gongbao("convert", path, "--lang", "en").out and run.out, run.err)
    for year in (2025, 2026):
        (folder / f"{year}.jsonl").write_bytes(t.convert(f"corpus/livelihood-{year}.pdf").out)
    (folder / "bad.jsonl").write_text('nonsense\n{"record":1}\n')
    (folder / "lines").write_text("到2027年，新建改建公园45个以上\n", "utf-8")
    for args in (("diff", "-f", "jsonl", "2025.jsonl", "2026.jsonl"), ("diff", "-f", "csv", "2025.jsonl", "2026.jsonl"),
                 ("diff", "--levels", "-f", "jsonl", "2025.jsonl", "2026.jsonl"), ("diff", "--levels", "-f", "csv", "2025.jsonl", "2026.jsonl"),
                 ("series", "-f", "csv", "2025.jsonl", "2026.jsonl"), ("series", "-f", "jsonl", "2025.jsonl", "2026.jsonl"),
                 ("export", "2026.jsonl"), ("segment", "bad.jsonl"), ("mentions", "lines"), ("report", "--crops", "none", "2026.jsonl"), ("diff", "-f", "html", "--crops", "none", "2025.jsonl", "2026.jsonl"),
                 ("series", "-f", "html", "--crops", "none", "2025.jsonl", "2026.jsonl"), ("explain", "--html", "到2027年，新建改建公园45个以上"),
                 ("read", t.root / "tests/hostile/password.pdf")):
        runs = [t.gongbao(*args, cwd=folder, env=env).out for env in ({}, {"LC_ALL": "zh_CN.UTF-8", "LANGUAGE": "zh_CN"})]
        t.ok("the same in every locale: " + " ".join(map(str, args))[:70], runs[0] == runs[1] and runs[0], "")
    for lang, want in (("zh", 'data-language="zh"'), ("en_GB", 'data-language="en"'), (None, 'data-language=""')):
        page = t.gongbao("report", "--crops", "none", "2026.jsonl", *(["--lang", lang] if lang else []), cwd=folder).out.decode("utf-8")
        t.ok(f"the page opens in the language asked for: {lang}", want in page, "")
    folders = [folder / "zh", folder / "en"]
    for out in folders:
        t.gongbao("convert", "--lang", out.name, "-o", out, *some[:12])
    same = [sorted((p.name, p.read_bytes()) for p in out.iterdir()) for out in folders]
    t.ok("files of a batch in Chinese and English", same[0] == same[1] and same[0], "")
    codes = {r["code"]: r["message"] for p in folders[0].iterdir() for r in records(p.read_bytes()) if r["record"] == "error"}
    t.ok("messages of error records stay English", codes and not re.search(r"[\u4e00-\u9fff]", json.dumps(codes, ensure_ascii=False)), str(codes))


# ---- the two front pages ----

def front_pages(t):
    pages = [(t.root / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md")]
    shape = []
    for text in pages:
        plain = re.sub(r"```.*?```", "", text, flags=re.S)
        shape.append({
            "headings": [len(h) for h in re.findall(r"^(#+) ", plain, re.M)],
            "rows of tables": len(re.findall(r"^\|", plain, re.M)),
            "fenced blocks": re.findall(r"```.*?```", text, re.S),
            "commands": [re.sub(r"\s+#.*", "", line).strip() for line in re.findall(r"^    ((?:gongbao|make|git|sudo)\b.*)$", plain, re.M)],
            "things named": sorted(set(re.findall(r"`([^`\u4e00-\u9fff]+)`", plain))),
        })
    for key, value in shape[0].items():
        t.ok(f"README.md and README.zh-CN.md agree: {key}", value == shape[1][key] and value, f"{value}\n{shape[1][key]}")
    for text, other in zip(pages, ("README.zh-CN.md", "README.md")):
        t.ok(f"the other language is a click away: {other}", f"]({other})" in text, "")


PARTS = (texts, marks, page_words, helps, situations, choice, machine, front_pages)

"""The examples of the manual pages work, and the pages are clean where mandoc is there to say so."""
import json
import os
import re
import shutil
import subprocess

from tools import over, records

ESCAPES = {"\\e": "\\", "\\&": "", "\\-": "-"}


def examples(page):
    """The commands ("$ ...") and the other literal text of the EXAMPLES section."""
    text = page.read_text("utf-8").split(".Sh EXAMPLES", 1)[-1].split("\n.Sh ")[0]
    for literal in re.findall(r"\.Bd -literal\n(.*?)\n\.Ed", text, re.S):
        for escape, plain in ESCAPES.items():
            literal = literal.replace(escape, plain)
        yield literal


def run_commands(t, page, literal, folder):
    for line in literal.split("\n"):
        if not line.startswith("$ ") or (" jq " in line and not shutil.which("jq")):
            continue
        env = {**os.environ, "PATH": f"{t.binary.parent}:{os.environ['PATH']}"}
        p = subprocess.run(["bash", "-o", "pipefail", "-c", line[2:]], cwd=folder, env=env, capture_output=True, text=True, errors="replace", timeout=120)
        t.ok(f"{page.stem}: {line[2:]}", p.returncode == 0 and (p.stdout or " -o " in line), f"status {p.returncode}\n{p.stderr}")


def check_readme(t):
    """The record shown in README.md is one that the program writes for the document named there."""
    text = (t.root / "README.md").read_text("utf-8")
    shown = json.loads(re.search(r"```json\n(.*?)```", text, re.S).group(1))
    t.ok("README.md: the record shown", shown in records(t.convert("corpus/livelihood-2026.pdf").out), str(shown))


def named(page):
    """The options, commands, variables, headings, references and examples of a page: what no translation changes."""
    text = page.read_text("utf-8")
    items = re.findall(r"^\.It (?:Fl|Cm|Ev|Ic|\d).*", text, re.M)
    items = [re.sub(r" Ar .*", " Ar", x) for x in items]
    return sorted([*items, *re.findall(r"^\.Sh .*", text, re.M), *{x for x in re.findall(r"\.?Xr ([\w-]+ \d)", text)}, *examples(page)])


def pages(t):
    return sorted([*t.root.glob("extractors/*/*.1"), *t.root.glob("grammars/**/*.5"), *t.root.glob("extractors/po/*/*.[15]")])


def page_name(page):
    return f"{page.parent.name}/{page.name}" if page.parent.parent.name == "po" else page.name


@over(pages, name=page_name, each=False)
def examples_run(t, some):
    folder = t.tmp / "manual"
    folder.mkdir()
    (folder / "corpus").symlink_to(t.root / "corpus")
    for page in some:
        if "/" not in page_name(page):
            for literal in examples(page):
                run_commands(t, page, literal, folder)


@over(pages, name=page_name)
def clean(t, page):
    if shutil.which("mandoc"):
        lint = subprocess.run(["mandoc", "-Tlint", "-Wwarning", str(page)], capture_output=True, text=True)
        t.ok(f"{page_name(page)} is clean", lint.returncode == 0, lint.stdout)


@over(lambda t: [p for p in pages(t) if "/" in page_name(p)], name=page_name)
def translated(t, page):
    english = next(p for p in pages(t) if p.name == page.name and p.parent.parent.name != "po")
    own, theirs = named(page), named(english)
    t.ok(f"{page_name(page)} names what the English page names", own == theirs and own, str(sorted(set(own) ^ set(theirs))))


def every_language(t):
    """Each language has a page for every English one."""
    english = {p.name for p in pages(t) if "/" not in page_name(p)}
    for po in sorted(t.root.glob("extractors/po/*.po")):
        t.ok(f"{po.stem} has every page", (own := {p.name for p in po.with_suffix("").glob("*.[15]")}) == english, str(sorted(english ^ own)))


def grammar_page(t):
    for text in [x for x in examples(t.root / "grammars/gongbao-grammar.5") if not x.startswith("$")]:
        grammars = t.tmp / "manual-grammar"
        grammars.mkdir(exist_ok=True)
        (grammars / "MANIFEST").write_text("example\n")
        (grammars / "example.gram").write_text(text + "\n", "utf-8")
        run = t.gongbao("grammar", "-g", grammars, "check")
        t.ok("the rules of gongbao-grammar(5)", run.status == 0, run.out.decode("utf-8") + run.err)


def tools_there(t):
    for tool, what in (("mandoc", "the pages are clean"), ("jq", "examples with jq")):
        if not shutil.which(tool):
            t.leave_out(f"manual: {what}", f"needs {tool}")


PARTS = (tools_there, check_readme, examples_run, clean, translated, every_language, grammar_page)

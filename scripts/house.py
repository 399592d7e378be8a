"""What the rules of the house (HACKING.md) ask of whole folders: circles, doors, names, tags, Chinese words in C, asserts.

count(sources) gives {"CHECK/FOLDER": [finding, ...]}.  scripts/lint holds the numbers of findings against scripts/ceilings.txt, where the tree
is not there yet; a number may only fall.
"""
import re
from collections import defaultdict

# Tables that are no policy: numerals of a word processor, radicals and characters of fonts and charsets, single marks of punctuation.
HAN_TABLES = ("read/docx/numfmt.c", "read/docx/sym.c", "read/ocr/trust.c", "text/characters.c", "text/charset.c", "text/marks.h")
NO_DOOR = ("base", "text", "commands")  # shelves of small parts, a header each; nothing includes from commands but main.c
TOKEN = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'', re.S)
HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
FUNCTION = re.compile(r"^(?!static|typedef|extern|struct\s+\w+\s*\{|enum\s+\w+\s*\{|#|return\b|else\b)[A-Za-z_][\w \t*]*?[ *](gb_\w+)\(", re.M)
STATIC = re.compile(r"^static (?:inline |_Noreturn )*[A-Za-z_][\w \t*]*?[ *](\w+)\(", re.M)
TAG = re.compile(r"^(?:static const |static |typedef )?(struct|enum|union) (\w+)\s*\{", re.M)


class Source:
    def __init__(self, path, code):
        self.path, self.name = path, str(path.relative_to(code))
        self.folder = str(path.parent.relative_to(code)) if path.parent != code else "commands"
        self.text = path.read_text("utf-8")
        self.plain = TOKEN.sub(lambda m: re.sub(r"[^\n]", " ", m.group()) if m.group()[0] == "/" else '""', self.text)
        self.is_header = path.suffix == ".h"
        self.defines = set() if self.is_header else {m.group(1) for m in FUNCTION.finditer(self.plain) if self.has_body(m.end())}
        self.statics = set() if self.is_header else {m.group(1) for m in STATIC.finditer(self.plain) if self.has_body(m.end())}
        self.uses = set(re.findall(r"\bgb_\w+", self.plain))

    def has_body(self, at):
        """Whether what follows the opening bracket is a definition and no declaration."""
        depth = 1
        while depth and at < len(self.plain):
            depth += {"(": 1, ")": -1}.get(self.plain[at], 0)
            at += 1
        return self.plain[at:at + 40].lstrip().startswith("{")


def circles(edges):
    """The groups of nodes that reach each other."""
    index, low, stack, on, out = {}, {}, [], set(), []

    def visit(v):
        index[v] = low[v] = len(index)
        stack.append(v)
        on.add(v)
        for w in sorted(edges.get(v, ())):
            if w not in index:
                visit(w)
                low[v] = min(low[v], low[w])
            elif w in on:
                low[v] = min(low[v], index[w])
        if low[v] == index[v]:
            group = []
            while not group or group[-1] != v:
                group.append(stack.pop())
                on.discard(group[-1])
            if len(group) > 1:
                out.append(sorted(group))

    for v in sorted(edges):
        if v not in index:
            visit(v)
    return out


def call_circles(sources, out):
    """Files of a folder that call each other in a circle."""
    home = {name: s for s in sources for name in s.defines}
    edges = defaultdict(lambda: defaultdict(set))
    for s in sources:
        if not s.is_header:
            for name in s.uses & home.keys():
                there = home[name]
                if there is not s and there.folder == s.folder:
                    edges[s.folder][s.name].add(there.name)
    for folder, calls in edges.items():
        for group in circles(calls):
            out[f"circle/{folder}"] += [f"{name}: in a circle of calls with {', '.join(n.rsplit('/', 1)[-1] for n in group if n != name)}" for name in group]


def include_circles(sources, out):
    headers = {s.name: s for s in sources if s.is_header}
    edges = {}
    for s in headers.values():
        beside = [f"{s.folder}/{n}" if "/" not in n else n for n in re.findall(r'^#include "([^"]+)"', s.text, re.M)]
        edges[s.name] = {n for n in beside if n in headers}
    for group in circles(edges):
        out[f"include/{headers[group[0]].folder}"] += [f"{name}: includes itself by way of {', '.join(group)}" for name in group]


def doors(sources, out):
    """One door a folder, and one header for its own files."""
    by = defaultdict(list)
    for s in sources:
        if s.is_header and s.folder not in NO_DOOR:
            by[s.folder].append(s.name)
    for folder, names in by.items():
        own = [n for n in names if n.endswith("internal.h")]
        doors = [n for n in names if n not in own]
        out[f"door/{folder}"] += [f"{n}: one more door of {folder}" for n in sorted(doors)[1:]] + [f"{n}: one more internal header" for n in sorted(own)[1:]]


def names(sources, out):
    """gb_NOUN_verb is in NOUN.c; the folder may stand before the noun or for it."""
    for s in sources:
        parts = s.name.rsplit(".", 1)[0].split("/")
        stem = parts[-1]
        allowed = {stem, *(f"{p}_{stem}" for p in parts[:-1]), *parts[:-1], stem.removesuffix("s"), stem.removeprefix(parts[-2] + "_") if len(parts) > 1 else stem}
        for name in sorted(s.defines):
            bare = name.removeprefix("gb_")
            if not any(bare == a or bare.startswith(a + "_") for a in allowed) and not bare.startswith("cmd_"):
                out[f"name/{s.folder}"].append(f"{s.name}: {name} does not say that it is in {stem}.c")


def twice(sources, out):
    tags, statics = defaultdict(list), defaultdict(list)
    for s in sources:
        for kind, tag in TAG.findall(s.plain):
            tags[tag].append((s, kind))
        for name in s.statics:
            statics[(s.folder, name)].append(s)
    for tag, some in tags.items():
        for s, kind in some[1:]:
            out[f"tag/{s.folder}"].append(f"{s.name}: {kind} {tag} is something else in {some[0][0].name}")
    for (folder, name), some in statics.items():
        out[f"static/{folder}"] += [f"{s.name}: {name}() is another function in {some[0].name}" for s in some[1:]]


def han(sources, out):
    for s in sources:
        if s.name in HAN_TABLES:
            continue
        for m in TOKEN.finditer(s.text):
            if m.group()[0] == '"' and HAN.search(m.group()) and not re.search("[A-Za-z]{3}", re.sub(r"%[a-z.*]+", "", m.group())):  # texts for people
                out[f"han/{s.folder}"].append(f"{s.name}:{s.text.count(chr(10), 0, m.start()) + 1}: {m.group()}: words belong to grammars/")


def asserts(sources):
    """Asserts and lines of code."""
    return sum(len(re.findall(r"\bassert\(", s.plain)) for s in sources), sum(s.text.count("\n") for s in sources)


def read(code):
    return [Source(p, code) for p in sorted(code.rglob("*.[ch]"))]


def count(sources):
    out = defaultdict(list)
    for check in (call_circles, include_circles, doors, names, twice, han):
        check(sources, out)
    return out

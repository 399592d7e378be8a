"""What of the checks a word of the command line asks for, found out before anything runs.

A check module has parts: the functions in its PARTS, or else its check(t).  A part that goes over items (files, cases) says so with
tools.over.  A word asks for what holds it in its name: a module, module/part, module/item, or a claim, as far as the claim is written in
the source.  A word that is the name of a folder of extractors/ stands for the line of that folder in tests/folders and for the unit tests
that include one of its headers.
"""
import ast
import difflib
import inspect
import re
from pathlib import Path

COUNTED = {"ok", "fail", "faults"}  # the methods of Tests whose first argument is the name of a claim


class Part:
    def __init__(self, module, group, function):
        self.module, self.group, self.function = module, group, function
        self.name = function.__name__
        self.over = getattr(function, "over", None)

    def items(self, t):
        """Names of the items and the items, in order."""
        return [(f"{self.group}/{self.over.name(i)}", i) for i in self.over.list(t)] if self.over else []

    def claims(self):
        """The claims of the part as they stand in its source: pieces of constant text."""
        functions = {n.name: n for n in ast.parse(inspect.getsource(self.module)).body if isinstance(n, ast.FunctionDef)}
        todo, seen, pieces = [self.name], set(), []
        while todo:
            name = todo.pop()
            if name in seen or name not in functions:
                continue
            seen.add(name)
            for node in ast.walk(functions[name]):
                if isinstance(node, ast.Name) and node.id in functions:
                    todo.append(node.id)
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in COUNTED and node.args:
                    first = [n.value for n in ast.walk(node.args[0]) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
                    pieces += first or [n.value for n in ast.walk(functions[name]) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
        return pieces


class Choice:
    """A part and what of it is wanted: all of it, or some items, or the claims that hold a word."""

    def __init__(self, part, whole=False):
        self.part, self.whole, self.items, self.words = part, whole, set(), []

    def wants_item(self, name):
        return self.whole or bool(self.words) or name in self.items

    def wants_claim(self, name):
        if self.whole or not self.words:
            return True
        return any(w in name for w in self.words) or any(i.split("/", 1)[1] in name for i in self.items)


def matches(word, name, group):
    """Whether the word asks for this item; a word with its group may be a whole claim that names the item."""
    item, rest = name[len(group) + 1:], word.removeprefix(group + "/")
    return word in name or (rest != word and (rest in item or item in rest))


def claimed(word, part, claims):
    bare = word.removeprefix(part.group + "/")
    return any(bare in c or (bare != word and len(c) > 3 and c.strip() in bare) for c in claims)


def choose(t, part, words):
    """The choice, and those of the words that ask for something of the part."""
    choice, used = Choice(part), set()
    names = [name for name, _ in part.items(t)]
    claims = part.claims()
    for word in words:
        some = [name for name in names if matches(word, name, part.group)]
        if word in f"{part.group}/{part.name}":
            choice.whole = True
        elif some:
            choice.items |= set(some)
        elif claimed(word, part, claims):
            choice.words.append(word)
        else:
            continue
        used.add(word)
    return choice, used


# ---- folders ----

def read_folders(root):
    """The lines of tests/folders: folder -> words."""
    lines = [line.split() for line in (root / "tests/folders").read_text("utf-8").splitlines() if line.strip() and line[0] != "#"]
    return {words[0]: words[1:] for words in lines}


def units_of(root, folder):
    """The unit tests that include a header of the folder, or of one below it, themselves or by a header beside them."""
    pattern, tests = re.compile(rf'^#include "{re.escape(folder)}/', re.M), root / "tests/unit"
    beside = [h.name for h in tests.glob("*.h") if pattern.search(h.read_text("utf-8"))]
    texts = {p.stem: p.read_text("utf-8") for p in sorted(tests.glob("*.c"))}
    return [f"unit/{name}" for name, text in texts.items() if pattern.search(text) or any(f'#include "{h}"' in text for h in beside)]


def spread(root, words):
    """The words with the names of folders replaced by what holds the folder."""
    table, out = read_folders(root), []
    for word in words:
        name = word.removeprefix("extractors/")
        if name not in table:
            out.append(word)
            continue
        below = [w for folder, ws in table.items() if folder == name or folder.startswith(name + "/") for w in ws]
        held = list(dict.fromkeys(below + units_of(root, name)))
        print(f"{word} is a folder: {' '.join(held)}", flush=True)
        out += held
        if (root / f"tests/checks/{name}.py").exists():
            out.append(name + "/")
    return out


# ---- all together ----

def parts_of(modules):
    for group, module in modules:
        for function in getattr(module, "PARTS", None) or (module.check,):
            yield Part(module, group, function)


def plan(t, modules, words):
    """The choices, and the words that match nothing."""
    parts = list(parts_of(modules))
    if not words:
        return [Choice(p, whole=True) for p in parts], []
    words, choices, used = spread(t.root, words), [], set()
    for part in parts:
        choice, some = choose(t, part, words)
        used |= some
        if some:
            choices.append(choice)
    return choices, [w for w in words if w not in used]


def nearest(t, modules, word):
    """Names like the word, for the message."""
    names = sorted({n for p in parts_of(modules) for n in (p.group, f"{p.group}/{p.name}", *(name for name, _ in p.items(t)))} | set(read_folders(t.root)))
    return difflib.get_close_matches(word, names, 4, 0.5)

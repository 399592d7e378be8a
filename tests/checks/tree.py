"""The tree keeps its own rules: layers, sizes, banned functions, folders (scripts/lint says which), and nothing is made outside out/."""
import re
import shutil
import subprocess


def lint(t):
    run = subprocess.run(["python3", "-B", t.root / "scripts/lint", "--own"], cwd=t.root, capture_output=True, text=True)
    t.ok("lint", run.returncode == 0, run.stdout + run.stderr)


# A tree in which each rule is broken once.
WRONG = {
    "base/span.h": "struct gb_span { int n; };\n",
    "base/span.c": '#include "span.h"\n#include "store/store.h"\nint gb_span_n(void)\n{\n\treturn 0;\n}\nint gb_other_n(void)\n{\n\treturn 0;\n}\n',
    "store/store.h": '#include "second.h"\n',
    "store/second.h": '#include "store.h"\nstruct gb_span { char c; };\nint gb_store_one(void);\nint gb_second_two(void);\n',
    "store/store.c": '#include "second.h"\nstatic int put(void)\n{\n\treturn 0;\n}\nint gb_store_one(void)\n{\n\treturn put() + gb_second_two();\n}\n',
    "store/second.c": '#include "second.h"\nstatic int n = 1;\nstatic int put(void)\n{\n\treturn n;\n}\nint gb_second_two(void)\n{\n\treturn gb_store_one() + put() + (int)"公园"[0];\n}\n',
    "tag/tag.c": "#include <sqlite3.h>\nint gb_tag_n(char *p)\n{\n\tstrcpy(p, p);\n\treturn p == malloc(1);\n}\n",
    "tag/long.c": "int gb_long_n(void)\n{\n" + "\t;\n" * 61 + "\treturn 0;\n}\n",
}
SAID = ("base may not include from store", "<sqlite3.h> belongs to store", "strcpy is banned", "memory comes from an arena", "state at file level",
        "a function of 65 lines", "in a circle of calls with", "includes itself by way of", "one more door of store", "gb_other_n does not say",
        "struct gb_span is something else", "put() is another function", "words belong to grammars/")


def lint_bites(t):
    """Every rule of lint is noticed when it is broken."""
    folder = t.tmp / "wrong-tree"
    for name, text in WRONG.items():
        path = folder / "extractors" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for name in ("scripts/lint", "scripts/house.py", "tests/floors.py"):
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(t.root / name, folder / name)
    run = subprocess.run(["python3", "-B", folder / "scripts/lint", "--own"], cwd=folder, capture_output=True, text=True)
    for words in SAID:
        t.ok(f"lint says: {words}", run.returncode == 1 and re.search(re.escape(words), run.stdout), run.stdout + run.stderr)


def bootstrap(t):
    run = subprocess.run([t.root / "scripts/bootstrap", "build", "tests"], cwd="/", capture_output=True, text=True, timeout=60)
    t.ok("bootstrap has nothing to do", run.returncode == 0 and not run.stdout + run.stderr, run.stderr)


PARTS = (lint, lint_bites, bootstrap)

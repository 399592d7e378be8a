"""What the checks share: counting, floors, running the program, the sample documents."""
import json
import os
import shutil
import subprocess
import tempfile
import threading
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

SUFFIXES = (".pdf", ".docx", ".html", ".ofd")
CRASHED = ("Sanitizer", "runtime error:", "Assertion")


class Run:
    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err

    def __iter__(self):
        return iter((self.status, self.out, self.err))


class Stop(Exception):
    """The first failure, when nothing is wanted behind it."""


class Over:
    """The items a part goes over: a function of t that lists them, one that names one, and whether the part takes them one by one."""

    def __init__(self, items, name, each):
        self.list, self.name, self.each = items, name, each


def over(items, name=lambda item: getattr(item, "name", item), each=True):
    """Marks a part function(t, item), run for every item that is wanted, as many at a time as there are processors; with each=False
    function(t, items) gets them all at once."""
    def mark(function):
        function.over = Over(items, name, each)
        return function
    return mark


class Tests:
    def __init__(self, root, accept, first, floors):
        self.root, self.accept, self.first, self.floors = root, accept, first, floors
        self.binary = Path(os.environ.get("GONGBAO", root / "out/bin/gongbao"))
        # SAN=1 and the like, for a make that is run from here
        self.variables = [f"{v}=1" for v in ("SAN", "DEBUG", "COV") if v.lower() in os.environ.get("VARIANT", "").split("-")]
        self.tmp = Path(tempfile.mkdtemp(prefix="gongbao-check-"))
        self.passed = self.failed = 0
        self.bugs, self.left_out = [], []
        self.group, self.choice = "", None
        self.cache = {}
        self.lock = threading.RLock()
        self.print = print

    def close(self):
        shutil.rmtree(self.tmp, ignore_errors=True)

    def begin(self, choice):
        self.group, self.choice = choice.part.group, choice

    def whole_groups(self, choices):
        """The groups of which everything ran."""
        return {c.part.group for c in choices} - {c.part.group for c in choices if not c.whole}

    # ---- counting ----

    def wanted(self, name):
        return self.choice.wants_claim(f"{self.group}/{name}")

    def ok(self, name, condition, detail="", bug=None):
        """Counts a claim.  With bug (why it is known to fail) it must fail."""
        if not self.wanted(name):
            return
        if bug and condition:
            self.fail(name, f"passes, but is marked as a known bug: take the mark away ({bug})")
        elif bug:
            with self.lock:
                self.bugs.append(f"{self.group}/{name}")
        elif not condition:
            self.fail(name, detail() if callable(detail) else detail)
        else:
            with self.lock:
                self.passed += 1

    def fail(self, name, detail="", always=False):
        if not always and not self.wanted(name):
            return
        with self.lock:
            self.failed += 1
            self.print(f"FAIL {self.group}/{name}", flush=True)
            lines = str(detail).splitlines()
            for line in lines[:16]:
                self.print("    " + line[:300])
            if len(lines) > 16:
                self.print(f"    ... {len(lines) - 16} lines more")
        if self.first:
            raise Stop

    def faults(self, name, floor, lines):
        """Counts a claim of a score: no more faults than tests/floors.txt allows under `floor`.  lines say what the faults are."""
        if not self.wanted(name):
            return
        with self.lock:
            allowed = self.floors.see(f"{self.group}/{floor}", len(lines))
        self.ok(name, len(lines) <= allowed or self.floors.accepting, lambda: f"{len(lines)} faults, {allowed} allowed by tests/floors.txt\n" + "\n".join(lines))

    def leave_out(self, what, why):
        """Says that a suite cannot run here."""
        with self.lock:
            self.left_out.append((what, why))

    # ---- running ----

    def each(self, function, items):
        """function(self, item) for all items, as many at a time as there are processors."""
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            tasks = [pool.submit(function, self, item) for item in items]
            try:
                for done in tasks:
                    done.result()
            except Stop:
                pool.shutdown(cancel_futures=True)
                raise

    def gongbao(self, *args, stdin=b"", timeout=120, cwd=None, env=None, stdout=subprocess.PIPE):
        """Runs the program; a crash or a complaint of a sanitizer is a failure of its own."""
        full = {**os.environ, **(env or {})}
        try:
            p = subprocess.run([str(self.binary), *map(str, args)], input=stdin, stdout=stdout, stderr=subprocess.PIPE,
                               timeout=timeout, cwd=cwd or self.root, env=full)
            status, out, err = p.returncode, p.stdout, p.stderr.decode("utf-8", "replace")
        except subprocess.TimeoutExpired:
            status, out, err = 124, b"", f"not finished after {timeout} s"
        if status < 0 or status not in (0, 1, 2, 3) or any(word in err for word in CRASHED):
            words = " ".join(map(str, args[:6])) + (" ..." if len(args) > 6 else "")
            self.fail("no crash: gongbao " + words, f"status {status}\n" + "\n".join(dict.fromkeys(err.splitlines())), always=True)
        return Run(status, out, err)

    def once(self, *args):
        if args not in self.cache:
            self.cache[args] = self.gongbao(*args)
        return self.cache[args]

    def convert(self, path):
        """The output of convert for a file, made once."""
        return self.once("convert", str(path))

    def read(self, path):
        return self.once("read", str(path))

    # ---- documents ----

    def corpus(self, *suffixes):
        """The sample documents, as paths from the root of the tree."""
        return [p.relative_to(self.root) for p in sorted((self.root / "corpus").glob("*"))
                if p.is_file() and p.suffix in (suffixes or SUFFIXES)]

    def seeds(self):
        """Further documents beside the tree, when somebody has put some there."""
        folder = Path(os.environ.get("GONGBAO_SEEDS", self.root.parent / "shared" / "seeds"))
        return [p for p in sorted(folder.glob("*")) if p.suffix in SUFFIXES] if folder.is_dir() else []


def records(data):
    return [json.loads(line) for line in data.decode("utf-8").splitlines() if line]


def bare(text):
    """The text without white space and with compatibility forms folded: what two extractions of one page must share."""
    return "".join(c for c in unicodedata.normalize("NFKC", text or "") if not c.isspace() and c not in "\u200b\ufeff\u00ad")


def bug_of(case):
    """Why a case is known to fail: what NAME.bug beside it says; None where there is no such file."""
    mark = case.with_suffix(".bug")
    return (mark.read_text("utf-8").strip() or "no reason given") if mark.exists() else None


def difference(want, got):
    import difflib
    a, b = (x.decode("utf-8", "replace").splitlines() for x in (want, got))
    return "\n".join(line[:240] for line in difflib.unified_diff(a, b, "expected", "got", lineterm="", n=1))

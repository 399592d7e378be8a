"""tests/run itself: what a word asks for, known bugs, floors; that it can fail."""
import subprocess
from types import SimpleNamespace

from floors import Floors
from tools import Tests


def words(t):
    for word, status, said in (("no-such-case", 2, "nothing is called no-such-case"), ("outline", 0, "outline is a folder: "), ("extractors/read/html", 0, "cms"),
                               ("segment/work-report", 0, "golden/check: 1 items"), ("filters equal convert", 0, "streams/one_file"),
                               ("streams/filters equal convert: opinion-2026.html", 0, "streams/one_file: 1 items"), ("unit/span", 0, "unit/check: 1 items")):
        run = subprocess.run([t.root / "tests/run", "--list", word], capture_output=True, text=True, timeout=60)
        t.ok(f"word: {word}", run.returncode == status and said in run.stdout, f"{run.returncode}\n{run.stdout}{run.stderr}")
    run = subprocess.run([t.root / "tests/run", "--nonsense"], capture_output=True, text=True, timeout=60)
    t.ok("an option there is not", run.returncode == 2, run.stdout)


def pretend(folder, first=False):
    """A run of its own, whose output is thrown away."""
    t = Tests(folder, False, first, Floors(folder / "floors.txt", False))
    t.close()
    t.begin(SimpleNamespace(part=SimpleNamespace(group="g"), wants_claim=lambda name: True))
    t.print = lambda *args, **more: None
    return t


def counting(t):
    other = pretend(t.tmp)
    other.ok("good", True)
    other.ok("bad", False, "why")
    t.ok("what holds and what does not", (other.passed, other.failed) == (1, 1))
    other.ok("known", False, bug="why")
    t.ok("a known bug fails nothing", (other.passed, other.failed, other.bugs) == (1, 1, ["g/known"]))
    other.ok("mended", True, bug="why")
    t.ok("a known bug that passes does", other.failed == 2)


def floors(t):
    path = t.tmp / "floors.txt"
    path.write_text("2 g/missed in x\n1 g/missed in y\n1 h/other\n")
    other = pretend(t.tmp)
    other.faults("missed in x.pdf", "missed in x", ["a", "b"])
    t.ok("as many faults as are allowed", (other.passed, other.failed) == (1, 0))
    other.faults("missed in x.html", "missed in x", ["a", "b", "c"])
    other.faults("missed in z", "missed in z", ["a"])
    t.ok("one more, and one where none is allowed", (other.passed, other.failed) == (1, 2))
    other.floors.seen = {"g/missed in x": 1, "g/missed in z": 3}
    t.ok("what is better is told", other.floors.better({"g"}) == ["g/missed in x"] and other.floors.better(set()) == [])
    other.floors.write(False, {"g"})
    lines = [line for line in path.read_text().splitlines() if line[0] != "#"]
    t.ok("only lower numbers are written, and what is gone is gone", lines == ["1 g/missed in x", "1 h/other"], str(lines))
    other.floors.write(True, {"g"})
    lines = [line for line in path.read_text().splitlines() if line[0] != "#"]
    t.ok("higher ones when they are asked for", lines == ["1 g/missed in x", "3 g/missed in z", "1 h/other"], str(lines))


PARTS = (words, counting, floors)

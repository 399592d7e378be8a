"""Made-up packages (DOCX, OFD) for tests/golden/read and tests/hostile: cases are functions that return the parts of one.

golden-docx.py and golden-ofd.py declare them.  Files are the same on every run, so that only a changed case shows as changed.
"""
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / "tests"
sys.dont_write_bytecode = True


class Cases:
    def __init__(self, suffix):
        self.suffix, self.cases, self.harmful = suffix, {}, {}

    def case(self, f):
        """A case of tests/golden/read: SUFFIX-NAME.SUFFIX."""
        self.cases[f.__name__.replace("_", "-")] = f
        return f

    def hostile(self, status, code):
        """A case of tests/hostile, with the status and the error code that are expected; a _SUFFIX at the end of the name falls away."""
        def keep(f):
            self.harmful[f.__name__.replace("_", "-").removesuffix(f"-{self.suffix}")] = (f, status, code)
            return f
        return keep

    def write(self):
        """All, or those that are named on the command line."""
        wanted = sys.argv[1:]
        for name, f in self.cases.items():
            if not wanted or name in wanted:
                write(ROOT / "golden/read" / f"{self.suffix}-{name}.{self.suffix}", f())
        for name, (f, status, code) in self.harmful.items():
            if not wanted or name in wanted:
                write(ROOT / "hostile" / f"{name}.{self.suffix}", f())
                (ROOT / "hostile" / f"{name}.{self.suffix}.expect").write_text(f"{status} {code}\n")


def write(target, files):
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as z:
        for name, content in files.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            z.writestr(info, content.encode() if isinstance(content, str) else content, compresslevel=9)

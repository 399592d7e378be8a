"""Old binary files: read through LibreOffice where it is installed, else an error that names the format and what to do."""
import os
import shutil
import subprocess
from pathlib import Path

from tools import records

NAME = "livelihood-2026"


def promises(found):
    keys = ("record", "measure", "value", "value_max", "unit", "comparator", "deadline", "action")
    return sorted([r.get(k) or "" for k in keys] for r in found if r["record"] in ("target", "fact", "milestone"))


def broken_file(t):
    """An OLE2 file that says it is a document and holds noise: nothing is left of what was started for it."""
    path = t.tmp / "noise.doc"
    name = "WordDocument".encode("utf-16-le")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + name + bytes((i * 7919) % 251 for i in range(4096)))
    return path


def check(t):
    noise = broken_file(t)
    folder = t.tmp / "tmp"
    folder.mkdir()
    run = t.gongbao("read", noise, env={"TMPDIR": str(folder)})
    found = records(run.out)
    t.ok("noise", run.status == 1 and [r["code"] for r in found[1:]] == ["legacy_format"], run.out)
    t.ok("nothing is left behind", not list(folder.iterdir()), list(folder.iterdir()))
    bare = t.gongbao("read", noise, env={"PATH": str(t.tmp)})
    message = [r["message"] for r in records(bare.out) if r["record"] == "error"]
    t.ok("without LibreOffice", bare.status == 1 and any("libreoffice-writer" in m for m in message), message)
    if not shutil.which("soffice"):
        t.leave_out("legacy: old files", "needs soffice")
        return
    made = subprocess.run(["soffice", f"-env:UserInstallation=file://{t.tmp}/profile", "--headless", "--convert-to", "doc:MS Word 97", "--outdir", t.tmp,
                           t.root / "corpus" / f"{NAME}.docx"], capture_output=True, env={**os.environ, "HOME": str(t.tmp)}, timeout=300)
    old = t.tmp / f"{NAME}.doc"
    if not old.is_file():
        t.leave_out("legacy: old files", "soffice makes no .doc here: " + made.stderr.decode("utf-8", "replace")[:200])
        return
    other = shutil.copy(old, Path(t.tmp) / f"{NAME}.wps")
    want = promises(records(t.convert(f"corpus/{NAME}.docx").out))
    for path in (old, other):
        run = t.gongbao("convert", path, timeout=300, env={"TMPDIR": str(folder)})
        found = records(run.out)
        t.ok(f"{path.suffix if isinstance(path, Path) else '.wps'}: the same records", run.status == 0 and promises(found) == want,
             f"status {run.status}, {len(promises(found))} of {len(want)}")
        t.ok(f"{path}: the source tells", found[0]["media"] == "application/x-ole-storage" and "wordprocessingml" in (found[0]["via"] or ""), found[0])
    t.ok("nothing is left behind by files that are read", not list(folder.iterdir()), list(folder.iterdir()))

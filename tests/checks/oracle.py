"""Numbers, fields and boxes of DOCX as a word processor shows them: what we read stands, line by line, in LibreOffice's rendering.

Where LibreOffice (7.4) is known to show something else than Word, the line is listed here with the reason.
"""
import os
import shutil
import subprocess
from pathlib import Path

from tools import bare, over, records

FIRST = 14  # characters of a line that are looked for: its label and first words; a page can break the rest
MADE = ("docx-numbering-levels", "docx-soft-breaks", "docx-table-spans", "docx-pictures")
LEGAL, WORDS, ENCLOSED = "w:isLgl is not known to it", "it takes one character for a bullet", "it has no such format"
OTHER = {"1.1范围": LEGAL, "1.2 2025年起实行": LEGAL, "1.2-01细则": LEGAL, "2.1又一节": LEGAL, "注：词代替圆点": WORDS, "⑴括号": ENCLOSED}


def lines_of(found):
    for r in found:
        if r["record"] == "block" and r["kind"] != "furniture":
            for text in [c["text"] for c in r["cells"]] or [r["text"]]:
                yield from (line for line in text.split("\n") if bare(line))


def rendered(t, path):
    folder = t.tmp / f"oracle-{path.stem}"
    folder.mkdir()
    run = subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir", folder, path],
                         capture_output=True, env={**os.environ, "HOME": str(folder)}, timeout=300)
    made = folder / f"{path.stem}.pdf"
    if run.returncode != 0 or not made.is_file():
        return None
    return [bare(subprocess.run(["pdftotext", how, made, "-"], capture_output=True).stdout.decode("utf-8", "replace")) for how in ("-raw", "-layout")]


def compare(t, path):
    shown = rendered(t, path)
    if shown is None:
        t.leave_out(f"oracle/{path.name}", "soffice does not render it")
        return
    lines = [line for line in lines_of(records(t.gongbao("read", path).out)) if line not in OTHER]
    missing = [line for line in lines if not any(bare(line)[:FIRST] in page for page in shown)]
    t.ok(path.name, lines and not missing, "\n".join(["not in the rendering:", *missing]))


def files(t):
    real = Path(os.environ.get("GONGBAO_REAL", t.root.parent / "shared" / "real")) / "docx"
    own = [t.root / "tests/golden/read" / f"{name}.docx" for name in MADE] + [t.root / "corpus/action-plan-2026-2028.docx"]
    return own + (sorted(real.glob("stress-*.docx")) if real.is_dir() else [])


@over(files, each=False)
def check(t, paths):
    if not (shutil.which("soffice") and shutil.which("pdftotext")):
        t.leave_out("oracle", "needs soffice and pdftotext")
        return
    for path in paths:
        compare(t, path)

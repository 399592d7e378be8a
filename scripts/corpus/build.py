#!/usr/bin/python3
"""Make the sample corpus: gold and files from corpus/source.

    build.py gold [NAME …]     corpus/gold/NAME.{documents,measures,targets,milestones}.jsonl and A--B.diff.jsonl (python3 alone is enough)
    build.py files [NAME …]    corpus/NAME.{docx,html,gbk.html,pdf,chromium.pdf,ofd} and corpus/SOURCES.tsv
    build.py ofd [NAME …]      corpus/NAME.ofd and corpus/SOURCES.tsv alone (python3 alone is enough)
    build.py check [NAME …]    every sentence gold quotes stands in the DOCX, HTML and PDF files (pdftotext needed)

`files` wants python3-docx, LibreOffice (soffice), chromium, fonts-noto-cjk and fonts-wqy-zenhei; the made files are committed, so nobody
who only uses or tests the program needs any of them.
"""
import hashlib, html, json, os, re, shutil, subprocess, sys, tempfile, zipfile
from collections import Counter
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import diff_gold  # noqa: E402
import model  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
CORPUS, GOLD, SOURCE = ROOT / "corpus", ROOT / "corpus" / "gold", ROOT / "corpus" / "source"
LIMIT = 1_000_000                  # a printed page larger than this is left out
KINDS = {"docx": "word-processor document", "html": "web page, UTF-8", "gbk.html": "web page, GB 18030 declared as gb2312",
         "ofd": "OFD (GB/T 33190) typeset by scripts/corpus/ofd_out.py",
         "pdf": "PDF made from the DOCX by LibreOffice", "chromium.pdf": "PDF printed from the HTML by Chromium"}


def sources(names):
    paths = sorted(SOURCE.glob("*.txt"))
    return [model.Reader(p).run() for p in paths if not names or p.stem in names]


def write_rows(path, rows):
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf-8")


def make_gold(names):
    GOLD.mkdir(exist_ok=True)
    total = [0, 0, 0, 0]
    for src in sources(names):
        parts = (src.documents, src.measures, src.targets, src.milestones)
        for kind, rows in zip(("documents", "measures", "targets", "milestones"), parts):
            write_rows(GOLD / f"{src.name}.{kind}.jsonl", rows)
        facts = sum(r["status"] == "fact" for r in src.targets)
        print(f"{src.name:28} documents {len(src.documents)}  measures {len(src.measures):3}  targets {len(src.targets) - facts:3}  facts {facts:3}  milestones {len(src.milestones):3}")
        total = [a + len(b) for a, b in zip(total, parts)]
    make_diffs()
    print(f"{'all':28} documents {total[0]}  measures {total[1]}  numbers {total[2]}  milestones {total[3]}")


def make_diffs():
    for hints in sorted(SOURCE.glob("*--*.diff")):
        changes = diff_gold.compare(hints, GOLD)
        write_rows(GOLD / f"{hints.stem}.diff.jsonl", changes)
        counts = Counter(c["change"] for c in changes)
        print(f"{hints.stem}: " + "  ".join(f"{k} {v}" for k, v in sorted(counts.items())))


def to_pdf(docx, folder):
    with tempfile.TemporaryDirectory() as home:
        subprocess.run(["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(docx)],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=240)
    return folder / (docx.stem + ".pdf")


def print_html(page, out):
    with tempfile.TemporaryDirectory() as home:
        subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={home}", "--no-pdf-header-footer",
                        f"--print-to-pdf={out}", page.as_uri()], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=240)
    if out.stat().st_size > LIMIT:
        print(f"{out.name}: {out.stat().st_size} bytes, left out")
        out.unlink()


def make_files(names):
    import docx_out
    import html_out
    import ofd_out
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1767225600")
    for src in sources(names):
        wanted = src.layout.get("formats", "docx,html,pdf,chromium").split(",")
        pages = html_out.write(src, CORPUS)
        if "docx" in wanted or "pdf" in wanted:
            doc = docx_out.write(src, CORPUS)
            if "pdf" in wanted:
                to_pdf(doc, CORPUS)
            if "docx" not in wanted:
                doc.unlink()
        if "chromium" in wanted:
            print_html(pages[0], CORPUS / f"{src.name}.chromium.pdf")
        ofd_out.write(src, CORPUS)
        print(src.name, " ".join(f"{p.name.split('.', 1)[1]}={p.stat().st_size}" for p in sorted(CORPUS.glob(src.name + ".*"))))
    list_files()


def make_ofd(names):
    import ofd_out
    for src in sources(names):
        path = ofd_out.write(src, CORPUS)
        print(path.name, path.stat().st_size)
    list_files()


def list_files():
    rows = ["file\tkind\tabout\tsource\tlicence\tsha256"]
    for src in sources([]):
        for path in sorted(CORPUS.glob(src.name + ".*")):
            kind = KINDS[path.name.split(".", 1)[1]]
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            rows.append(f"{path.name}\t{kind}\t{src.layout.get('about', '')}\tsource/{src.name}.txt\tCC0-1.0, written for this project\t{digest}")
    (CORPUS / "SOURCES.tsv").write_text("\n".join(rows) + "\n", "utf-8")


def text_of(path):
    if path.suffix == ".pdf":
        return subprocess.run(["pdftotext", "-raw", str(path), "-"], check=True, capture_output=True).stdout.decode("utf-8", "replace")
    if path.suffix == ".docx":
        xml = zipfile.ZipFile(path).read("word/document.xml").decode("utf-8")
        return html.unescape(re.sub(r"<[^>]+>", "", xml))
    if path.suffix == ".ofd":
        return ofd_text(path)
    data = path.read_bytes()
    page = data.decode("gb18030" if ".gbk." in path.name else "utf-8")
    return html.unescape(re.sub(r"<[^>]+>", "", page))


def ofd_text(path):
    parts = zipfile.ZipFile(path)
    order = re.findall(r'BaseLoc="[^"]*?(Pages/[^"]+)"', parts.read("Doc_0/Document.xml").decode("utf-8"))
    pages = [parts.read("Doc_0/" + name).decode("utf-8") for name in order]
    return "".join(html.unescape(x) for page in pages for x in re.findall(r"TextCode[^>]*>([^<]*)<", page))


def check(names):
    """Counts sentences of gold that do not stand in one piece; in a PDF a table or a page break may part some."""
    bad = 0
    for src in sources(names):
        want = {model.squeeze(r["context"]) for r in src.targets + src.milestones}
        for path in sorted(CORPUS.glob(src.name + ".*")):
            text = re.sub(r"—\d+—", "", model.squeeze(text_of(path)))
            missing = [w for w in want if w not in text]
            strict = path.suffix not in (".pdf", ".ofd")
            bad += len(missing) if strict else 0
            print(f"{path.name:36} {len(want) - len(missing)}/{len(want)}" + (f"  e.g. {missing[0][:40]}" if missing and strict else ""))
    return bad


def main():
    if len(sys.argv) < 2 or sys.argv[1] not in ("gold", "files", "ofd", "check"):
        sys.exit(__doc__)
    names = sys.argv[2:]
    try:
        if sys.argv[1] == "gold":
            make_gold(names)
        elif sys.argv[1] == "ofd":
            make_ofd(names)
        elif sys.argv[1] == "files":
            for tool in ("soffice", "chromium"):
                if not shutil.which(tool):
                    sys.exit(f"build.py: {tool} is not installed")
            make_files(names)
        elif check(names):
            sys.exit("build.py: gold and files differ")
    except model.SourceError as bad:
        sys.exit(f"build.py: {bad}")


if __name__ == "__main__":
    main()

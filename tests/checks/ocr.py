"""Pages whose characters cannot be had from the file: they are read from their picture, or said to be lost; in no case is a
wrong number passed off as a good one.

OCR is optional.  What is said without it is tested everywhere; what it reads, where Tesseract has data for Chinese.
"""
import difflib
import re
import shutil
import subprocess
import zlib
from collections import Counter

from tools import over, records

LONG = 300  # seconds a file: the machine that tests may be slow
HAN = 0.97  # share of the Chinese characters of a page that are read, in their order
PAGES = (("livelihood-2026.pdf", 2),)


def has_ocr():
    if not shutil.which("tesseract"):
        return False
    run = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True)
    return "chi_sim" in run.stdout.split()


def built_with_ocr(t):
    return subprocess.run(["make", "-s", "--no-print-directory", "has-ocr", *t.variables], cwd=t.root).returncode == 0


# ---- files ----

def pdf_of(objects):
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj %s endobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % p for p in places)
    return out + table + b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))


def stream(content, more=b""):
    packed = zlib.compress(content)
    return b"<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (more, len(packed), packed)


def scan_of(t, path, page, name, dpi=300):
    """The page as a scanner would give it: a PDF of one grey picture."""
    picture = t.tmp / f"{name}.pgm"
    subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", "-f", str(page), "-l", str(page), "-singlefile", path, picture.with_suffix("")],
                   check=True, capture_output=True)
    data = picture.read_bytes()
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data)
    width, height = int(head[1]), int(head[2])
    size = (width * 72 / dpi, height * 72 / dpi)
    out = t.tmp / f"{name}.pdf"
    out.write_bytes(pdf_of([
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %f %f]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>" % size,
        stream(b"%f 0 0 %f 0 0 cm /I Do" % size),
        stream(data[head.end():], b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8" % (width, height)),
    ]))
    return out


def lying_pdf(lie):
    """A page of text in a standard font whose ToUnicode map says `lie` (a dict of bytes to characters) of some codes."""
    pairs = "\n".join(f"<{code:02X}> <{ord(char):04X}>" for code, char in {**{c: chr(c) for c in range(32, 127)}, **lie}.items())
    cmap = ("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
            "1 begincodespacerange <00> <FF> endcodespacerange\n" + f"95 beginbfchar\n{pairs}\nendbfchar\nendcmap end end").encode()
    lines = ["By 2026 the share of clean energy reaches 35.6 percent", "and 1280 kilometres of road are renewed in 47 towns."] * 6
    text = "BT /F 12 Tf 60 780 Td 18 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    return pdf_of([
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        stream(text.encode()),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 6 0 R>>", stream(cmap),
    ])


# ---- what is read ----

def pieces(found):
    for r in found:
        if r["record"] == "block":
            yield from r["cells"] or [r]


def han(text):
    return "".join(c for c in text if "\u4e00" <= c <= "\u9fff")


def numbers(text):
    return Counter(re.findall(r"\d+(?:\.\d+)?%?", text))


def doubtful(found):
    out = Counter()
    for p in pieces(found):
        for line in p["lines"]:
            if len(line) > 7 and line[7] < 80:
                out += numbers(p["text"][line[0]:line[0] + line[1]])
    return out


def scanned(t, case):
    name, page = case
    want = [r for r in records(t.read(f"corpus/{name}").out)]
    words = [p for p in pieces(want) if p["page"] == page]
    path = scan_of(t, t.root / "corpus" / name, page, f"scan-{name}")
    run = t.gongbao("read", "--seconds", LONG, path, timeout=LONG)
    got = records(run.out)
    a, b = ("\n".join(p["text"] for p in part) for part in (words, pieces(got)))
    same = sum(m.size for m in difflib.SequenceMatcher(None, han(a), han(b), autojunk=False).get_matching_blocks())
    t.ok(f"{name}: characters of a scan", same >= HAN * len(han(a)), f"{same} of {len(han(a))}")
    wrong = numbers(b) - numbers(a) - doubtful(got)
    t.ok(f"{name}: digits right or doubtful", not wrong, f"wrong and not doubtful: {dict(wrong)}")
    t.ok(f"{name}: the source tells", got[0]["trust"]["ocr"] == [1] and "tesseract" in (got[0]["trust"]["engine"] or ""), got[0])
    converted = t.gongbao("convert", "--seconds", LONG, path, timeout=LONG).out
    full = records(converted)
    promised = [r for r in full if r["record"] in ("target", "fact", "milestone")]
    t.ok(f"{name}: flags", promised and all("ocr" in r["flags"] for r in promised), [r["flags"] for r in promised])
    checked = t.gongbao("check", stdin=converted)
    t.ok(f"{name}: records as published", checked.status == 0, checked.out.decode())
    quotes = {r["quote"] for r in full if "quote" in r}
    words = "".join(p["text"] for p in pieces(got))
    t.ok(f"{name}: the same twice", promised and all(q in words for q in quotes), [q for q in quotes if q not in words])


def never(t, path):
    run = t.gongbao("read", "--ocr", "never", path)
    found = records(run.out)
    t.ok("never: the picture is an error", run.status == 1 and [r["code"] for r in found[1:]] == ["image_without_text"], found[1:])
    t.ok("never: the source tells", found[0]["trust"] == {"untrusted": [], "pictures": [1], "ocr": [], "engine": None}, found[0])


def without_data(t, path):
    """The library is there and its data is not; or it is not there at all: both are said."""
    if not built_with_ocr(t):
        t.leave_out("ocr/without_data", "needs libtesseract-dev")
        return
    empty = t.tmp / "no-data"
    empty.mkdir()
    run = t.gongbao("read", path, env={"TESSDATA_PREFIX": str(empty)})
    said = [r["message"] for r in records(run.out) if r["record"] == "error"]
    t.ok("without data: says what is missing", run.status == 1 and any("Debian" in m for m in said), said)


def without_library(t, path):
    """The same program built without the header, from the objects that are there."""
    source, other = t.root / "extractors/read/ocr/ocr.c", t.tmp / "ocr-none.o"
    flags = ["-fsanitize=address,undefined"] if "SAN=1" in t.variables else []
    packages = subprocess.run(["make", "-s", "--no-print-directory", "packages"], cwd=t.root, capture_output=True, text=True).stdout.split()
    config = [subprocess.run(["pkg-config", what, *packages], capture_output=True, text=True).stdout.split() for what in ("--cflags", "--libs")]
    build = subprocess.run(["cc", "-std=c17", "-D_XOPEN_SOURCE=700", "-Iextractors", *config[0], *flags, "-c", "-o", other, source], cwd=t.root,
                           capture_output=True, text=True)
    objects = subprocess.run(["make", "-s", "--no-print-directory", "objects", *t.variables], cwd=t.root, capture_output=True, text=True).stdout.split()
    parts = [t.root / name for name in objects if not name.endswith("/read/ocr/ocr.o")]
    program = t.tmp / "bin" / "gongbao"
    program.parent.mkdir(exist_ok=True)
    link = subprocess.run(["cc", *flags, *(["--coverage"] if "COV=1" in t.variables else []), "-o", program, *parts, other, *config[1], "-lm"],
                          capture_output=True, text=True)
    t.ok("without the library: builds", build.returncode == 0 and link.returncode == 0, build.stderr + link.stderr)
    if link.returncode == 0:
        run = subprocess.run([program, "read", "-g", t.root / "grammars", path], capture_output=True, cwd=t.root)
        said = [r["message"] for r in records(run.stdout) if r["record"] == "error"]
        t.ok("without the library: says what is missing", run.returncode == 1 and any("libtesseract-dev" in m for m in said), said)


def lies(t):
    """A ToUnicode map that exchanges digits gives a text layer without a fault in it: only the font's own encoding tells."""
    for name, lie, trusted in (("true", {}, True), ("digits", {0x33: "8", 0x38: "3"}, False), ("letters", {0x61: "u", 0x65: "q"}, False)):
        path = t.tmp / f"lie-{name}.pdf"
        path.write_bytes(lying_pdf(lie))
        found = records(t.gongbao("read", "--ocr", "never", path).out)
        codes = [r["code"] for r in found if r["record"] == "error"]
        t.ok(f"ToUnicode, {name}", (codes == []) == trusted and found[0]["trust"]["untrusted"] == ([] if trusted else [1]), codes)


def with_scan(part):
    """A part that needs a page as a scanner gives it."""
    def run(t):
        if not shutil.which("pdftoppm"):
            t.leave_out(f"ocr/{part.__name__}", "needs pdftoppm")
            return
        if "scan" not in t.cache:
            t.cache["scan"] = scan_of(t, t.root / "corpus" / PAGES[0][0], 1, "scan-first")
        part(t, t.cache["scan"])
    run.__name__ = part.__name__
    return run


def options(t, path):
    t.ok("always and never", t.gongbao("read", "--ocr", "sometimes", path).status == 2)


@over(lambda t: PAGES, name=lambda page: page[0])
def scans(t, page):
    if shutil.which("pdftoppm") and built_with_ocr(t) and has_ocr():
        scanned(t, page)
    else:
        t.leave_out("ocr/scans", "needs pdftoppm, libtesseract-dev and tesseract-ocr-chi-sim")


PARTS = (lies, with_scan(never), with_scan(options), with_scan(without_library), with_scan(without_data), scans)

"""gongbao render: a page becomes a picture with marks on it; what cannot be drawn is said so."""
import struct
import zlib

from tools import over, records

MARKS = {"target": (230, 0, 0), "table": (0, 128, 51)}   # colours that the page itself does not have


def decode(data):
    """Width, height and the rows of a PNG of eight bits a channel, three channels."""
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        return None
    at, body, width, height = 8, b"", 0, 0
    while at < len(data):
        n, kind = struct.unpack(">I4s", data[at:at + 8])
        chunk = data[at + 8:at + 8 + n]
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", chunk[:10])
            if (depth, colour) != (8, 2):
                return None
        body += chunk if kind == b"IDAT" else b""
        at += n + 12
    return width, height, unfilter(zlib.decompress(body), width * 3)


def unfilter(raw, stride):
    rows, last = [], bytearray(stride)
    for at in range(0, len(raw), stride + 1):
        kind, line = raw[at], bytearray(raw[at + 1:at + 1 + stride])
        for i in range(stride if kind else 0):
            a, b, c = line[i - 3] if i > 2 else 0, last[i], last[i - 3] if i > 2 else 0
            p = a + b - c
            paeth = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
            line[i] = (line[i] + (0, a, b, (a + b) // 2, paeth)[kind]) & 255
        rows.append(bytes(line))
        last = line
    return rows


def near(rows, colour):
    count = 0
    for row in rows:
        count += sum(all(abs(row[i + k] - colour[k]) < 12 for k in range(3)) for i in range(0, len(row), 3))
    return count


def pictures(t):
    for suffix in (".pdf", ".ofd"):
        path = f"corpus/livelihood-2026{suffix}"
        run = t.gongbao("render", "-p", "2", "-r", "60", path)
        picture = decode(run.out)
        t.ok(f"a picture of {path}", run.status == 0 and picture is not None and abs(picture[0] - 496) <= 1 and picture[1] > 701, run.err)
        if picture:
            for name, colour in MARKS.items():
                t.ok(f"{name} marked in {path}", near(picture[2], colour) > 30, f"{near(picture[2], colour)} pixels")
        t.ok(f"same bytes: {path}", run.out == t.gongbao("render", "-p", "2", "-r", "60", path).out)
    last = next(r["pages"] for r in records(t.read("corpus/livelihood-2026.pdf").out) if r["record"] == "source")
    for number, there in ((last, True), (last + 1, False)):
        run = t.gongbao("render", "-p", number, "-r", "30", "corpus/livelihood-2026.pdf")
        t.ok("the last page is drawn" if there else "one behind it is not", (run.status == 0 and bool(run.out)) == there, run.err)
    out = t.tmp / "page.png"
    run = t.gongbao("render", "-r", "60", "-o", out, "corpus/livelihood-2026.ofd")
    t.ok("into a file", run.status == 0 and not run.out and out.read_bytes()[:4] == b"\x89PNG", run.err)


def refusals(t):
    good = "corpus/livelihood-2026.pdf"
    for name, args, status in (("a page that is not there", ("-p", "99", good), 1), ("page 0", ("-p", "0", good), 2), ("two files", (good, good), 2),
                               ("no pages", ("corpus/livelihood-2026.html",), 1), ("no file", ("corpus/none.pdf",), 1), ("standard input", ("-",), 2),
                               ("a picture too large", ("-r", "1200", "-p", "1", good), 1), ("a folder that is not there", ("-o", t.tmp / "no/a.png", good), 3)):
        run = t.gongbao("render", *args)
        t.ok(name, run.status == status and run.err and not run.out, f"status {run.status}\n{run.err}")


def drawn(t):
    return sorted(p for p in (t.root / "tests/hostile").iterdir() if p.suffix in (".pdf", ".ofd"))


@over(drawn)
def hostile(t, path):
    run = t.gongbao("render", "-r", "30", path)
    t.ok(f"orderly: {path.name}", run.status in (0, 1) and (bool(run.out) or bool(run.err)), f"status {run.status}\n{run.err}")


PARTS = (pictures, refusals, hostile)

"""Every record can be traced: its quote and context are words of the source, and in a PDF they stand in the record's box."""
import html
import re
import subprocess

from tools import bare, over, records

KINDS = ("target", "fact", "milestone")
SLACK = 1.5  # points


def source_text(blocks):
    """Block and cell texts, each on its own: a quote never runs over two of them."""
    for b in blocks:
        yield bare(b["text"])
        for c in b["cells"]:
            yield bare(c["text"])


def check_quotes(t, path, found):
    texts = list(source_text(r for r in records(t.read(path).out) if r["record"] == "block"))
    whole = "\n".join(texts)
    lost = [r for r in found if bare(r["quote"]) not in bare(r["context"]) or bare(r["context"]) not in whole]
    t.ok(f"quotes stand in the source: {path.name}", not lost, lambda: "\n".join(f"{r['id']}: {r['quote']} | {r['context']}" for r in lost))


def check_places(t, path, found):
    """`where` names a block (and a cell) whose text at that offset is the context."""
    blocks = {r["seq"]: r for r in records(t.read(path).out) if r["record"] == "block"}
    wrong = []
    for r in found:
        w = r["where"]
        block = blocks.get(w["block"])
        text = block["text"] if block else ""
        if block and w["cell"]:
            text = next((c["text"] for c in block["cells"] if [c["row"], c["col"]] == w["cell"]), "")
        piece = bare(text[w["offset"]:w["offset"] + w["length"]])
        if not piece or bare(r["quote"]) not in piece:
            wrong.append(f"{r['id']}: {r['quote']} | at its place: {piece[:60]}")
    t.ok(f"offsets lead to the words: {path.name}", not wrong, lambda: "\n".join(wrong))


def page_words(path):
    """For each page the words pdftotext sees, with their boxes."""
    out = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True).stdout.decode("utf-8", "replace")
    pages = []
    for page in out.split("<page ")[1:]:
        pages.append([(*(float(x) for x in m.group(1, 2, 3, 4)), html.unescape(m.group(5)))
                      for m in re.finditer(r'<word xMin="([^"]+)" yMin="([^"]+)" xMax="([^"]+)" yMax="([^"]+)">(.*?)</word>', page)])
    return pages


def words_in(words, box):
    """The words whose middle line runs through the box, cut to the characters that lie inside."""
    x0, y0, x1, y1 = box
    text = []
    for wx0, wy0, wx1, wy1, word in words:
        if not y0 - SLACK <= (wy0 + wy1) / 2 <= y1 + SLACK or wx1 < x0 or wx0 > x1:
            continue
        step = (wx1 - wx0) / max(len(word), 1)
        text.append("".join(c for i, c in enumerate(word) if x0 - SLACK <= wx0 + (i + 0.5) * step <= x1 + SLACK))
    return bare("".join(text))


def runs_on(here, context, quote, pages, page):
    """The sentence goes on overleaf: its box holds the beginning, the quote stands on the next page."""
    if context in here or page >= len(pages) or not here or here[-4:] not in context:
        return False
    overleaf = bare("".join(word for *_, word in pages[page]))
    return quote in overleaf or any(here.endswith(quote[:i]) and quote[i:] in overleaf for i in range(1, len(quote)))


def check_boxes(t, path, found):
    pages = page_words(t.root / path)
    lost = []
    for r in found:
        w, quote = r["where"], bare(r["quote"])
        if w["page"] is None or w["bbox"] is None:
            lost.append(f"{r['id']}: no page")
            continue
        here = words_in(pages[w["page"] - 1], w["bbox"])
        if quote in here:
            continue
        if not runs_on(here, bare(r["context"]), quote, pages, w["page"]):
            lost.append(f"{r['id']} page {w['page']}: {r['quote']} | in its box: {here[:80]}")
    t.ok(f"boxes hold the words: {path.name}", not lost, lambda: f"{len(lost)} of {len(found)}\n" + "\n".join(lost))


@over(lambda t: t.corpus())
def check(t, path):
    found = [r for r in records(t.convert(path).out) if r["record"] in KINDS]
    t.ok(f"something is found: {path.name}", found, "no target, fact or milestone")
    check_quotes(t, path, found)
    check_places(t, path, found)
    if path.suffix == ".pdf":
        check_boxes(t, path, found)

"""Tables as other programs find them, for score.py --tool NAME; from PyPI (pdfplumber, PyMuPDF, camelot-py), needed for nothing else.

None of them joins tables over pages or gives spans, so both are made here, in their favour: a table whose page follows and that has as many columns
goes on, without the head rows it repeats; where a tool leaves a place out of its grid, the cell to the left or above spans it.
"""


def squeeze(text):
    return "".join((text or "").split())


def joined(pages):
    """pages: lists of tables, each a list of rows of texts or None."""
    out, last = [], -9
    for number, tables in enumerate(pages):
        for k, rows in enumerate(tables):
            if out and k == 0 and last == number - 1 and rows and out[-1] and len(rows[0]) == len(out[-1][0]):
                head = 0
                while head < min(len(rows), len(out[-1]), 4) and rows[head] == out[-1][head]:
                    head += 1
                out[-1] += rows[head:]
            else:
                out.append(list(rows))
            last = number
    return [cells_of(rows) for rows in out]


def cells_of(rows):
    owner, cells = {}, []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if (r, c) in owner or text is None:
                continue
            width = height = 1
            while c + width < len(row) and row[c + width] is None and (r, c + width) not in owner:
                width += 1
            while r + height < len(rows) and all(rows[r + height][x] is None and (r + height, x) not in owner for x in range(c, c + width)):
                height += 1
            owner.update({(y, x): True for y in range(r, r + height) for x in range(c, c + width)})
            cells.append((r, c, height, width, squeeze(text)))
    return cells


def pdfplumber(path, **settings):
    import pdfplumber as library
    with library.open(path) as pdf:
        return joined([p.extract_tables(settings) for p in pdf.pages])


def pdfplumber_text(path):
    return pdfplumber(path, vertical_strategy="text", horizontal_strategy="text")


def pymupdf(path, **settings):
    import pymupdf as library
    with library.open(path) as pdf:
        return joined([[t.extract() for t in p.find_tables(**settings).tables] for p in pdf])


def pymupdf_text(path):
    return pymupdf(path, strategy="text")


def camelot(path, flavor="lattice"):
    import camelot as library
    tables = library.read_pdf(str(path), pages="all", flavor=flavor)
    pages = {}
    for t in tables:
        # A cell without a wall to the left or above belongs to its neighbour.
        rows = [[None if (c > 0 and not cell.left) or (r > 0 and not cell.top) else cell.text for c, cell in enumerate(row)] for r, row in enumerate(t.cells)]
        if flavor != "lattice":
            rows = [[cell.text for cell in row] for row in t.cells]
        pages.setdefault(t.page, []).append(rows)
    return joined([pages.get(n, []) for n in range(1, max(pages, default=0) + 1)])


def camelot_stream(path):
    return camelot(path, "stream")

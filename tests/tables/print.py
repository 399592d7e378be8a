#!/usr/bin/env python3
"""Print the cases (cases.py) to PDF with LibreOffice and with Chromium.

    tests/tables/print.py FOLDER [WORD...]     cases whose name holds a word

FOLDER gets CASE.writer.pdf and CASE.chromium.pdf.  Needs the Debian packages libreoffice-writer, chromium, fonts-noto-cjk, qpdf; the files in
tests/tables/pdf were made by it.
"""
import subprocess
import sys
import tempfile
import zipfile
from html import escape
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import cases  # noqa: E402

FONTS = {"serif": "Noto Serif CJK SC", "sans": "Noto Sans CJK SC"}


def sides(style, r, c, rows, cols, heads, cell):
    """Which sides of a cell have a line: top, bottom, left, right."""
    last = r + cell.rowspan == rows
    if style == "ruled":
        return True, True, True, True
    if style == "open":
        return True, True, c > 0, c + cell.colspan < cols
    if style == "rows":
        return True, True, False, False
    below_head = r + cell.rowspan == heads
    if style == "three":
        return r == 0, last or below_head or (r < heads and cell.colspan > 1), False, False
    return False, style == "head" and below_head, False, False


# ---- Chromium --------------------------------------------------------------

def html_table(t):
    look, out = t.look, []
    for r, line in enumerate(t.rows):
        if r == 0:
            out.append("<thead>" if look.get("repeat", True) and t.heads else "<tbody>")
        if r == t.heads and r > 0:
            out.append("</thead><tbody>" if look.get("repeat", True) else "")
        out.append("<tr>")
        for c, cell in enumerate(line):
            if cell is None:
                continue
            css = "".join(f"border-{n}:0.75pt solid #000;" for n, on in zip(
                ("top", "bottom", "left", "right"), sides(look["style"], r, c, len(t.rows), len(t.widths), t.heads, cell)) if on)
            css += f"text-align:{cell.align};" + ("font-weight:bold;" if cell.bold else "") + (f"padding-left:{cell.indent}em;" if cell.indent else "")
            text = "<br>".join(escape(x) for x in cell.text.split("\n"))
            out.append(f'<td rowspan={cell.rowspan} colspan={cell.colspan} style="{css}">{text}</td>')
        out.append("</tr>")
    columns = "".join(f'<col style="width:{w}%">' for w in t.widths)
    style = f"font:{look['size']}pt '{FONTS[look['font']]}';--pad:{look['pad']}pt;--align:{'middle' if look['valign'] == 'center' else 'top'}"
    return f'<table style="{style}"><colgroup>{columns}</colgroup>{"".join(out)}</table>'


def html(case):
    body = []
    for kind, what in case.parts:
        body.append(html_table(what) if kind == "table" else f"<p class={kind}>{escape(what)}</p>")
    return f"""<!doctype html><html lang=zh-CN><meta charset=utf-8><title>{case.name}</title><style>
@page {{ size: A4 {"landscape" if case.landscape else "portrait"}; margin: 25mm 22mm }}
body {{ margin: 0; font: 12pt 'Noto Serif CJK SC'; line-height: 1.6 }}
.text {{ text-indent: 2em; text-align: justify }} .title {{ text-align: center; font-size: 18pt; font-weight: bold }}
.caption {{ text-align: center; font-weight: bold; margin-bottom: 0 }} .unit {{ text-align: right; font-size: 10pt; margin: 0 }} .note {{ font-size: 9pt }}
table {{ border-collapse: collapse; width: 100%; table-layout: fixed; line-height: 1.35 }}
td {{ padding: var(--pad) 4pt; vertical-align: var(--align) }}
</style>{"".join(body)}</html>"""


def print_chromium(case, folder, out):
    page = folder / f"{case.name}.html"
    page.write_text(html(case), encoding="utf-8")
    subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={folder}/profile",
                    f"--print-to-pdf={out}", page.as_uri()], check=True, capture_output=True, timeout=120)


# ---- LibreOffice -----------------------------------------------------------

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def run(text, size, bold=False, font="serif"):
    name = FONTS[font]
    return (f'<w:r><w:rPr><w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}"/>{"<w:b/>" if bold else ""}'
            f'<w:sz w:val="{round(size * 2)}"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>')


def paragraph(text, size, align="left", bold=False, indent=0, font="serif", hanging=0, tight=False):
    return (f'<w:p><w:pPr><w:spacing w:line="{240 if tight else 320}" w:lineRule="auto" w:before="0" w:after="{0 if tight else 80}"/>'
            f'<w:ind w:firstLine="{round(indent * 20)}" w:left="{round(hanging * 20)}"/><w:jc w:val="{align}"/></w:pPr>{run(text, size, bold, font)}</w:p>')


def docx_cell(t, cell, widths, lines, go_on=""):
    look = t.look
    edges = "".join(f'<w:{n} w:val="single" w:sz="6" w:color="000000"/>' for n, on in zip(("top", "left", "bottom", "right"), (lines[0], lines[2], lines[1], lines[3])) if on)
    merge = '<w:vMerge w:val="restart"/>' if cell.rowspan > 1 and not go_on else go_on
    span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
    text = "" if go_on else cell.text
    paragraphs = "".join(paragraph(x, look["size"], cell.align, cell.bold, font=look["font"], hanging=cell.indent * look["size"], tight=True) for x in text.split("\n"))
    return (f'<w:tc><w:tcPr><w:tcW w:w="{round(sum(widths))}" w:type="dxa"/>{span}{merge}<w:tcBorders>{edges}</w:tcBorders>'
            f'<w:vAlign w:val="{look["valign"]}"/></w:tcPr>{paragraphs}</w:tc>')


def docx_table(t, room):
    look, out = t.look, []
    widths = [w * room / sum(t.widths) for w in t.widths]
    above = {}  # column -> (cell that spans down to here, its row)
    for r, line in enumerate(t.rows):
        tag = "<w:tblHeader/>" if r < t.heads and look.get("repeat", True) else ""
        out.append(f"<w:tr><w:trPr>{tag}</w:trPr>")
        c = 0
        while c < len(line):
            cell, go_on = line[c], ""
            if cell is None:
                cell, start = above[c]
                go_on = "<w:vMerge/>"
            else:
                start = r
                if cell.rowspan > 1:
                    above[c] = (cell, r)
            lines = list(sides(look["style"], start, c, len(t.rows), len(t.widths), t.heads, cell))
            if cell.rowspan > 1:  # a line only at the ends of what is merged
                lines[0] = lines[0] and r == start
                lines[1] = lines[1] and r == start + cell.rowspan - 1
            out.append(docx_cell(t, cell, widths[c:c + cell.colspan], lines, go_on))
            c += cell.colspan
        out.append("</w:tr>")
    grid = "".join(f'<w:gridCol w:w="{round(w)}"/>' for w in widths)
    pad = round(look["pad"] * 20)
    return (f'<w:tbl><w:tblPr><w:tblW w:w="{round(room)}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="{pad}" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
            f'<w:bottom w:w="{pad}" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(out)}</w:tbl>')


def docx(case, path):
    width, height = (16838, 11906) if case.landscape else (11906, 16838)
    looks = {"text": {"size": 12, "indent": 24, "align": "both"}, "title": {"size": 18, "align": "center", "bold": True},
             "caption": {"size": 12, "align": "center", "bold": True}, "unit": {"size": 10, "align": "right"}, "note": {"size": 9}}
    body = []
    for kind, what in case.parts:
        body.append(docx_table(what, width - 2 * 1247) if kind == "table" else paragraph(what, **looks[kind]))
    if case.parts[-1][0] == "table":
        body.append("<w:p/>")
    foot = '<w:footerReference w:type="default" r:id="rId1"/>' if case.foot else ""
    size = f'<w:pgSz w:w="{width}" w:h="{height}"{" w:orient=%slandscape%s" % (chr(34), chr(34)) if case.landscape else ""}/>'
    document = (f'<?xml version="1.0" encoding="UTF-8"?><w:document {W}><w:body>{"".join(body)}<w:sectPr>{foot}{size}'
                '<w:pgMar w:top="1417" w:right="1247" w:bottom="1417" w:left="1247" w:header="700" w:footer="850"/></w:sectPr></w:body></w:document>')
    number = ('<w:r><w:t xml:space="preserve">— </w:t></w:r><w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space="preserve"> —</w:t></w:r>')
    parts = {
        "[Content_Types].xml": '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/footer1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>',
        "_rels/.rels": '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>',
        "word/footer1.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:ftr {W}><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{number}</w:p></w:ftr>',
        "word/document.xml": document,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in parts.items():
            z.writestr(name, text)


def print_writer(chosen, folder):
    files = []
    for case in chosen:
        files.append(folder / f"{case.name}.docx")
        docx(case, files[-1])
    subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)],
                   check=True, capture_output=True, timeout=500)


def squeeze(source, target):
    """The same file every time, and as small as it can be."""
    subprocess.run(["qpdf", "--object-streams=generate", "--compression-level=9", "--recompress-flate", "--deterministic-id", str(source), str(target)],
                   check=False, capture_output=True)


def main():
    out, words_ = Path(sys.argv[1]), sys.argv[2:]
    chosen = [c for c in cases.cases() if not words_ or any(w in c.name for w in words_)]
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print_writer(chosen, folder)
        for case in chosen:
            squeeze(folder / f"{case.name}.pdf", out / f"{case.name}.writer.pdf")
            print_chromium(case, folder, folder / "page.pdf")
            squeeze(folder / "page.pdf", out / f"{case.name}.chromium.pdf")
    print(f"{2 * len(chosen)} files in {out}")


if __name__ == "__main__":
    main()

"""A source as a word-processor document: styles, running head and foot, merged cells, repeated head rows, real numbering."""
import re

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, Mm, RGBColor

SERIF, SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"
NUMBERING = """<w:abstractNum {ns} w:abstractNumId="77"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/><w:lvlJc w:val="left"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>{restart}<w:suff w:val="nothing"/><w:lvlText w:val="（%2）"/><w:lvlJc w:val="left"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="nothing"/><w:lvlText w:val="%3."/><w:lvlJc w:val="left"/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="nothing"/><w:lvlText w:val="（%4）"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>"""


def font(run, name, size=None, bold=None, color=None):
    run.font.name = name
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)
    if size:
        run.font.size = Pt(size)
    if bold is not None:
        run.font.bold = bold
    if color:
        run.font.color.rgb = RGBColor.from_string(color)


def page_field(par):
    run = par.add_run("— ")
    font(run, SERIF, 9)
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = par.add_run()
        font(run, SERIF, 9)
        if kind:
            node = OxmlElement("w:fldChar")
            node.set(qn("w:fldCharType"), kind)
        else:
            node = OxmlElement("w:instrText")
            node.text = text
        run._element.append(node)
    font(par.add_run(" —"), SERIF, 9)


class Writer:
    def __init__(self, src):
        self.src, self.lay = src, src.layout
        self.doc = Document()
        self.size = float(self.lay.get("size", 14))
        style = self.doc.styles["Normal"]
        style.font.name, style.font.size = SERIF, Pt(self.size)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), SERIF)
        style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing = Pt(self.size * 1.75)
        core = self.doc.core_properties
        core.title = src.documents[0]["title"]
        core.author, core.comments = "、".join(src.documents[0]["issuer"]), ""
        self.set_page(self.doc.sections[0])
        self.numbered = self.lay.get("numbering") == "auto"
        if self.numbered:
            self.add_numbering()

    def set_page(self, section):
        section.page_width, section.page_height = Mm(210), Mm(297)
        if self.lay.get("landscape"):
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Mm(297), Mm(210)
        section.left_margin = section.right_margin = Mm(27)
        section.top_margin, section.bottom_margin = Mm(32), Mm(30)
        par = section.footer.paragraphs[0]
        par.alignment = WD_ALIGN_PARAGRAPH.CENTER
        page_field(par)
        if self.lay.get("header"):
            par = section.header.paragraphs[0]
            par.alignment = WD_ALIGN_PARAGRAPH.CENTER
            font(par.add_run(self.lay["header"]), SERIF, 9)

    def add_numbering(self):
        """One list for the whole document; （一） goes on through the sections where the source says continue=1."""
        part = self.doc.part.numbering_part._element
        restart = '<w:lvlRestart w:val="0"/>' if self.lay.get("continue") else ""
        node = parse_xml(NUMBERING.format(ns=nsdecls("w"), restart=restart))
        part.insert(0, node)
        part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))

    def number(self, par, level):
        ppr = par._element.get_or_add_pPr()
        ppr.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'))

    # --- paragraphs ----------------------------------------------------------------------------------------------
    def par(self, where, align=None, indent=True):
        par = where.add_paragraph()
        if align is not None:
            par.alignment = align
        if indent:
            par.paragraph_format.first_line_indent = Pt(self.size * 2)
        return par

    def runs(self, par, text, lead="", size=None):
        """Text with a bold lead; a run may break anywhere, as after editing, so the rest is cut in two."""
        if lead and text.startswith(lead):
            font(par.add_run(lead), SANS, size, True)
            text = text[len(lead):]
        cut = len(text) * 2 // 5 if len(text) > 60 else len(text)
        for piece in (text[:cut], text[cut:]):
            if piece:
                font(par.add_run(piece), SERIF, size)

    def labelled(self, block):
        """Text and numbering level; with automatic numbering the label is not in the text."""
        label = block.label
        if not (self.numbered and label):
            return block.text, None
        body = re.sub(r"^[（(]?[一二三四五六七八九十\d]+[）)]?[、.．]?", "", block.text)
        for level, pattern in enumerate((r"[一二三四五六七八九十]+$", r"（[一二三四五六七八九十]+）$", r"\d+$", r"（\d+）$")):
            if re.match(pattern, label):
                return body, level
        return block.text, None

    def block(self, block, where=None):
        where = where or self.doc
        kind, text = block.kind, block.text
        center = WD_ALIGN_PARAGRAPH.CENTER
        if kind in ("cover", "title"):
            par = self.par(where, center, False)
            par.paragraph_format.line_spacing = None
            for k, piece in enumerate(text.split("/")):
                run = par.add_run(piece)
                font(run, SERIF, 28 if kind == "cover" else 20, True, "C00000" if kind == "cover" else None)
                self.space_out(run)
                if k < text.count("/"):
                    run.add_break()
        elif kind in ("center", "caption"):
            font(self.par(where, center, False).add_run(text), SANS if kind == "caption" else SERIF, None, kind == "caption")
        elif kind == "right":
            font(self.par(where, WD_ALIGN_PARAGRAPH.RIGHT, False).add_run(text + "　　"), SERIF)
        elif kind == "flush":
            font(self.par(where, None, False).add_run(text), SERIF)
        elif kind == "toc":
            self.toc(text)
        elif kind == "heading":
            self.heading(block, where)
        elif kind == "item":
            self.item(block, where)
        elif kind == "table":
            self.table(block)
        elif kind == "box":
            self.box(block)
        elif kind == "page":
            self.doc.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        else:
            self.runs(self.par(where), text)

    def space_out(self, run):
        """Letter-spaced titles: points between the characters, which a PDF's text then shows as spaces."""
        if self.lay.get("titlespacing"):
            run._element.get_or_add_rPr().append(parse_xml(f'<w:spacing {nsdecls("w")} w:val="{int(self.lay["titlespacing"]) * 20}"/>'))

    def toc(self, text):
        title, _, page = text.partition("|")
        par = self.doc.add_paragraph()
        sec = self.doc.sections[0]
        par.paragraph_format.tab_stops.add_tab_stop(sec.page_width - sec.left_margin - sec.right_margin, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        font(par.add_run(title.strip() + "\t" + page.strip()), SERIF, self.size - 2)

    def heading(self, block, where):
        text, level = self.labelled(block)
        chapter = re.match(r"第.+[章编节]", block.text)
        par = self.par(where, WD_ALIGN_PARAGRAPH.CENTER if chapter else None, not chapter)
        if level is not None:
            self.number(par, level)
        par.paragraph_format.keep_with_next = True
        font(par.add_run(text), SANS, self.size + (2 if chapter and block.level == 1 else 0), True)

    def item(self, block, where):
        text, level = self.labelled(block)
        par = self.par(where)
        if level is not None:
            self.number(par, level)
        lead = block.opts.get("lead", "")
        self.runs(par, text, lead[len(block.text) - len(text):] if lead else "")

    # --- tables ------------------------------------------------------------------------------------------------------
    def table(self, block):
        ncols = max(sum(c.colspan for c in row) for row in block.rows)
        table = self.doc.add_table(len(block.rows), ncols)
        table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
        sec = self.doc.sections[0]
        width = sec.page_width - sec.left_margin - sec.right_margin
        widths = [int(w) for w in block.opts["widths"].split(",")] if "widths" in block.opts else [1] * ncols
        sizes = [int(width * w / sum(widths)) for w in widths]
        for k, column in enumerate(table.columns):
            column.width = sizes[k]
        for row in table.rows:
            for k, c in enumerate(row.cells):
                c.width = sizes[k]
        for r, row in enumerate(block.rows):
            if all(c.header for c in row) and not block.opts.get("norepeat"):
                prop = table.rows[r]._tr.get_or_add_trPr()
                prop.append(OxmlElement("w:tblHeader"))
            for c in row:
                self.cell(table, r, c, len(block.rows))

    def cell(self, table, r, c, nrows):
        cell = table.cell(r, c.col - 1)
        if c.rowspan > 1 or c.colspan > 1:
            cell = cell.merge(table.cell(min(r + c.rowspan, nrows) - 1, c.col + c.colspan - 2))
        for k, line in enumerate(c.text.split("\n")):
            par = cell.paragraphs[0] if k == 0 else cell.add_paragraph()
            par.paragraph_format.line_spacing = 1.0
            if c.header or len(c.text) < 8:
                par.alignment = WD_ALIGN_PARAGRAPH.CENTER
            font(par.add_run(line), SANS if c.header else SERIF, float(self.lay.get("cellsize", 10.5)), c.header or None)

    def box(self, block):
        table = self.doc.add_table(1, 1)
        table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
        cell = table.cell(0, 0)
        par = cell.paragraphs[0]
        par.alignment = WD_ALIGN_PARAGRAPH.CENTER
        font(par.add_run(block.text), SANS, self.size - 2, True)
        for inner in block.blocks:
            self.block(inner, cell)
        for par in cell.paragraphs:
            par.paragraph_format.line_spacing = 1.3
        self.doc.add_paragraph()


def write(src, folder):
    writer = Writer(src)
    for block in src.blocks:
        writer.block(block)
    path = folder / f"{src.name}.docx"
    writer.doc.save(path)
    return path

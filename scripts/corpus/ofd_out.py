"""A source as an OFD file (GB/T 33190), typeset here: lines with offsets for every character, tables ruled by paths, pages as their makers write them.

Files differ in their ways, as those of different makers do: pieces of text cut where the script changes, offsets written out or as "g n d", page
folders out of order, absolute and relative paths, a running head as a template, a watermark as an annotation. Needs nothing but Python.
"""
import re
import zipfile
from dataclasses import dataclass, field
from html import escape

MM = 25.4 / 72                       # of a point
WIDTH, HEIGHT, SIDE, TOP, FOOT = 210.0, 297.0, 27.0, 32.0, 30.0
CLOSERS = "，。、；：？！）》”’】〕』」％,.;:?!)]}%"
OPENERS = "（《“‘【〔『「([{"
FONTS = {"仿宋_GB2312": 3, "黑体": 4, "方正小标宋简体": 5, "宋体": 6}
SONG, HEI, TITLE, SMALL = FONTS
NS = 'xmlns:{p}="http://www.ofdspec.org/2016"'


@dataclass
class Style:
    font: str
    size: float                      # mm
    bold: bool = False
    color: str = ""


@dataclass
class Way:
    """How a maker writes."""
    prefix: str = "ofd"
    split: bool = False              # a piece of text for each script
    repeat: bool = True              # "g n d" for offsets
    absolute: bool = False           # paths from the root
    shuffled: bool = False           # page folders are not in the order of the pages
    watermark: str = ""


@dataclass
class Page:
    objects: list = field(default_factory=list)


def ways(name):
    k = sum(name.encode())
    return Way(prefix=("ofd", "ofd", "ns1")[k % 3], split=k % 2 == 0, repeat=k % 4 != 1, absolute=k % 5 < 2, shuffled=k % 3 == 1,
               watermark="内部资料 注意保存" if k % 4 == 0 else "")


def advance(char, style):
    return style.size * (0.5 if ord(char) < 0x2000 and char not in "·×" else 1)


def tokens(chars):
    """Pieces that no line may cut: words and numbers, a character with the marks that go with it."""
    out = []
    for char, style in chars:
        latin = "!" < char <= "~"
        glue = out and (char in CLOSERS or out[-1][-1][0] in OPENERS or (latin and "!" < out[-1][-1][0] <= "~" and out[-1][-1][0] not in ",;"))
        if glue and len(out[-1]) < 40:
            out[-1].append((char, style))
        else:
            out.append([(char, style)])
    return out


def break_lines(chars, width, first):
    """Lines as lists of (char, style); `first` is the indent of the first one."""
    lines, line, used = [], [], first
    for token in tokens(chars):
        w = sum(advance(c, s) for c, s in token)
        hang = w - advance(*token[-1]) if token[-1][0] in CLOSERS else w
        if line and used + hang > width + 0.01:
            lines.append(line)
            line, used = [], 0.0
        line += token
        used += w
    return lines + [line] if line else lines


class Writer:
    def __init__(self, src):
        self.src, self.lay, self.way = src, src.layout, ways(src.name)
        self.wide = bool(self.lay.get("landscape"))
        self.width, self.height = (HEIGHT, WIDTH) if self.wide else (WIDTH, HEIGHT)
        self.size = float(self.lay.get("size", 14)) * MM
        self.body, self.lead = Style(SONG, self.size), Style(HEI, self.size, True)
        self.pages, self.id = [], 100
        self.new_page()

    def tag(self, name, attrs="", content=None):
        p = self.way.prefix
        return f"<{p}:{name}{attrs}/>" if content is None else f"<{p}:{name}{attrs}>{content}</{p}:{name}>"

    def next_id(self):
        self.id += 1
        return self.id

    def new_page(self):
        self.pages.append(Page())
        self.y = TOP

    @property
    def bottom(self):
        return self.height - FOOT

    def room(self, height):
        if self.y + height > self.bottom and self.y > TOP:
            self.new_page()

    # --- text ----------------------------------------------------------------------------------------------------
    def deltas(self, values):
        if not values:
            return ""
        words, k = [], 0
        while k < len(values):
            n = 1
            while k + n < len(values) and values[k + n] == values[k]:
                n += 1
            words += ["g", str(n), values[k]] if n > 2 and self.way.repeat else [values[k]] * n
            k += n
        return f' DeltaX="{" ".join(words)}"'

    def pieces(self, line):
        """Runs of one style, and of one script where the maker cuts so."""
        out = []
        for k, (char, style, x) in enumerate(line):
            latin = ord(char) < 0x2000
            if out and out[-1][0] is style and (not self.way.split or out[-1][1] == latin):
                out[-1][2].append(k)
            else:
                out.append((style, latin, [k]))
        return out

    def put_line(self, line, baseline):
        """line: (char, style, x) with x in mm from the left of the page."""
        for style, _, index in self.pieces(line):
            x0, last = line[index[0]][2], line[index[-1]]
            text = "".join(line[k][0] for k in index)
            steps = [f"{line[b][2] - line[a][2]:.4f}".rstrip("0").rstrip(".") for a, b in zip(index, index[1:])]
            w = last[2] + advance(last[0], style) - x0
            code = self.tag("TextCode", f' X="0" Y="{style.size * 0.86:.4f}"{self.deltas(steps)}', escape(text))
            color = self.tag("FillColor", f' Value="{style.color}"') if style.color else ""
            weight = ' Weight="700"' if style.bold else ""
            self.pages[-1].objects.append(self.tag(
                "TextObject", f' ID="{self.next_id()}" Boundary="{x0:.4f} {baseline - style.size * 0.86:.4f} {w:.4f} {style.size:.4f}" '
                f'Font="{FONTS[style.font]}" Size="{style.size:.4f}"{weight}', color + code))

    def place(self, line, left, width, align, last, indent):
        """x of every character; a full line is spread to its width."""
        natural = sum(advance(c, s) for c, s in line)
        room = width - indent - natural
        gap, x = 0.0, left + indent
        if align == "center":
            x = left + room / 2 + indent / 2
        elif align == "right":
            x = left + width - natural
        elif not last and len(line) > 1 and room < 3 * line[0][1].size:
            gap = room / (len(line) - 1)
        out = []
        for char, style in line:
            out.append((char, style, x))
            x += advance(char, style) + gap
        return out

    def paragraph(self, chars, align="left", indent=0.0, pitch=None, left=SIDE, width=None):
        width = width or self.width - 2 * SIDE
        pitch = pitch or self.size * 1.75
        lines = break_lines(chars, width, indent if align == "left" else 0.0)
        for k, line in enumerate(lines):
            self.room(pitch)
            size = max(s.size for _, s in line)
            first = indent if k == 0 and align == "left" else 0.0
            self.put_line(self.place(line, left, width, align, k == len(lines) - 1, first), self.y + (pitch - size) / 2 + size * 0.86)
            self.y += pitch

    def styled(self, text, style):
        return [(c, style) for c in text]

    # --- blocks ---------------------------------------------------------------------------------------------------
    def block(self, block):
        kind, text = block.kind, block.text
        two = 2 * self.size
        if kind in ("cover", "title"):
            style = Style(TITLE, (28 if kind == "cover" else 20) * MM, True, "238 0 0" if kind == "cover" else "")
            for piece in text.split("/"):
                self.paragraph(self.styled(piece, style), "center", 0.0, style.size * 1.4)
        elif kind in ("center", "caption"):
            self.paragraph(self.styled(text, self.lead if kind == "caption" else self.body), "center")
        elif kind == "right":
            self.paragraph(self.styled(text + "　　", self.body), "right")
        elif kind == "flush":
            self.paragraph(self.styled(text, self.body))
        elif kind == "toc":
            self.toc(text)
        elif kind == "heading":
            chapter = re.match(r"第.+[章编节篇]", text)
            self.room(3 * self.size * 1.75)
            self.paragraph(self.styled(text, self.lead), "center" if chapter else "left", 0.0 if chapter else two)
        elif kind == "table":
            self.table(block)
        elif kind == "box":
            self.box(block)
        elif kind == "page":
            self.new_page()
        else:
            lead = block.opts.get("lead", "")
            lead = lead if text.startswith(lead) else ""
            self.paragraph(self.styled(lead, self.lead) + self.styled(text[len(lead):], self.body), "left", two)

    def toc(self, text):
        title, _, page = text.partition("|")
        style = Style(SONG, 12 * MM)
        title, page = title.strip(), page.strip()
        used = sum(advance(c, style) for c in title + page)
        dots = int((self.width - 2 * SIDE - used) / (style.size * 0.5)) - 1
        self.paragraph(self.styled(title + "." * dots + page, style))

    # --- tables ------------------------------------------------------------------------------------------------------
    def rectangle(self, x, y, w, h):
        data = self.tag("AbbreviatedData", "", f"M 0 0 L {w:.4f} 0 L {w:.4f} {h:.4f} L 0 {h:.4f} C")
        self.pages[-1].objects.append(self.tag("PathObject", f' ID="{self.next_id()}" Boundary="{x:.4f} {y:.4f} {w:.4f} {h:.4f}" LineWidth="0.18"', data))

    def cell_lines(self, c, width):
        style = Style(HEI if c.header else SONG, float(self.lay.get("cellsize", 10.5)) * MM, c.header)
        out = []
        for piece in c.text.split("\n"):
            out += [(line, k == 0) for k, line in enumerate(break_lines(self.styled(piece, style), width - 3.8, 0.0))]
        return out, style

    def heights(self, rows, edges):
        out = [0.0] * len(rows)
        for r, row in enumerate(rows):
            for c in sorted(row, key=lambda c: c.rowspan):
                lines, style = self.cell_lines(c, edges[c.col + c.colspan - 1] - edges[c.col - 1])
                need = max(1, len(lines)) * style.size * 1.35 + 1.6
                last = min(r + c.rowspan, len(rows)) - 1
                out[last] = max(out[last], need - sum(out[r:last]))
        return out

    def draw_cell(self, c, x, y, w, h, text=True):
        self.rectangle(x, y, w, h)
        lines, style = self.cell_lines(c, w)
        pitch = style.size * 1.35
        align = "center" if c.header or len(c.text) < 8 else "left"
        top = y + (h - len(lines) * pitch) / 2
        for k, (line, _) in enumerate(lines if text else []):
            placed = self.place(line, x + 1.9, w - 3.8, align, k + 1 == len(lines) or lines[k + 1][1], 0.0)
            self.put_line(placed, top + k * pitch + (pitch - style.size) / 2 + style.size * 0.86)

    def draw_rows(self, rows, first, last, heights, edges):
        """Rows [first, last) at the place where we are; cells that reach out of them are cut there."""
        tops = [self.y + sum(heights[first:r]) for r in range(first, last + 1)]
        for r, row in enumerate(rows[:last]):
            for c in row:
                a, b = max(r, first), min(r + c.rowspan, last)
                if a < b:
                    self.draw_cell(c, edges[c.col - 1], tops[a - first], edges[c.col + c.colspan - 1] - edges[c.col - 1],
                                   tops[b - first] - tops[a - first], r >= first)
        self.y = tops[-1]

    def table(self, block):
        rows = block.rows
        ncols = max(sum(c.colspan for c in row) for row in rows)
        widths = [int(w) for w in block.opts["widths"].split(",")] if "widths" in block.opts else [1] * ncols
        edges = [SIDE]
        for w in widths:
            edges.append(edges[-1] + (self.width - 2 * SIDE) * w / sum(widths))
        heights = self.heights(rows, edges)
        heads = 0
        while heads < len(rows) and all(c.header for c in rows[heads]):
            heads += 1
        self.y += 1
        first = 0
        while first < len(rows):
            if first > 0:
                self.new_page()
                if heads and not block.opts.get("norepeat"):
                    self.draw_rows(rows, 0, heads, heights, edges)
            last = first
            while last < len(rows) and self.y + sum(heights[first:last + 1]) <= self.bottom:
                last += 1
            if last == first and self.y == TOP:
                last += 1                # taller than a page: let it run out
            elif first == 0 and last <= heads and self.y > TOP + 1:
                self.new_page()
                continue
            elif last == first:
                self.new_page()
                continue
            self.draw_rows(rows, first, last, heights, edges)
            first = last
        self.y += self.size

    def box(self, block):
        left, width = SIDE + 3, self.width - 2 * SIDE - 6
        page, top = len(self.pages), self.y
        title = Style(HEI, self.size * 0.9, True)
        self.y += 1.5
        self.paragraph(self.styled(block.text, title), "center", 0.0, self.size * 1.4, left, width)
        for b in block.blocks:
            lead = b.opts.get("lead", "")
            lead = lead if b.text.startswith(lead) else ""
            self.paragraph(self.styled(lead, self.lead) + self.styled(b.text[len(lead):], self.body), "left", 2 * self.size, self.size * 1.4, left, width)
        self.y += 1.5
        for k in range(page, len(self.pages) + 1):    # a frame on every page it stands on
            y0 = top if k == page else TOP - 1
            y1 = self.y if k == len(self.pages) else self.bottom + 1
            pages, self.pages = self.pages, self.pages[:k]
            self.rectangle(SIDE, y0, self.width - 2 * SIDE, y1 - y0)
            self.pages = pages
        self.y += self.size / 2

    # --- the file -----------------------------------------------------------------------------------------------------
    def page_xml(self, content, template=""):
        box = self.tag("Area", "", self.tag("PhysicalBox", "", f"0 0 {self.width:g} {self.height:g}"))
        layer = self.tag("Content", "", self.tag("Layer", f' ID="{self.next_id()}"', "".join(content)))
        return self.xml("Page", box + template + layer)

    def xml(self, root, content, attrs=""):
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{self.tag(root, " " + NS.format(p=self.way.prefix) + attrs, content)}\n'

    def feet(self):
        style = Style(SMALL, 9 * MM)
        pages = self.pages
        for k, page in enumerate(pages):
            self.pages = [page]
            self.put_line(self.place(self.styled(f"— {k + 1} —", style), SIDE, self.width - 2 * SIDE, "center", True, 0.0), self.height - 15)
        self.pages = pages

    def head(self):
        style = Style(SMALL, 9 * MM)
        pages, self.pages = self.pages, [Page()]
        self.put_line(self.place(self.styled(self.lay["header"], style), SIDE, self.width - 2 * SIDE, "center", True, 0.0), 18.0)
        objects, self.pages = self.pages[0].objects, pages
        return objects

    def watermark(self):
        text, size = self.way.watermark, 14.0
        code = self.tag("TextCode", f' X="0" Y="{size}" DeltaX="{" ".join([str(size)] * (len(text) - 1))}"', text)
        color = self.tag("FillColor", ' Value="200 200 200" Alpha="120"')
        mark = self.tag("TextObject", f' ID="{self.next_id()}" Boundary="0 0 200 200" Font="4" Size="{size}" CTM="0.7071 -0.7071 0.7071 0.7071 10 110"', color + code)
        annot = self.tag("Annot", f' ID="{self.next_id()}" Type="Watermark"', self.tag("Appearance", ' Boundary="20 40 200 200"', mark))
        return self.xml("PageAnnot", annot)

    def files(self):
        self.feet()
        root = "/Doc_0/" if self.way.absolute else ""
        out, pages, refs = {}, "", ""
        template = ""
        if self.lay.get("header"):
            out["Doc_0/Tpls/Tpl_0/Content.xml"] = self.page_xml(self.head())
            refs = self.tag("TemplatePage", f' ID="9" BaseLoc="{root}Tpls/Tpl_0/Content.xml"')
            template = self.tag("Template", ' TemplateID="9" ZOrder="Background"')
        n = len(self.pages)
        for k, page in enumerate(self.pages):
            folder = f"Page_{(k * 7 + 3) % n if n % 7 and self.way.shuffled else k}"
            out[f"Doc_0/Pages/{folder}/Content.xml"] = self.page_xml(page.objects, template)
            pages += self.tag("Page", f' ID="{10 + k}" BaseLoc="{root if k % 2 == 0 else ""}Pages/{folder}/Content.xml"')
        fonts = "".join(self.tag("Font", f' ID="{i}" FontName="{name}"') for name, i in FONTS.items())
        out["Doc_0/PublicRes.xml"] = self.xml("Res", self.tag("Fonts", "", fonts), ' BaseLoc="Res"')
        notes = ""
        if self.way.watermark:
            out["Doc_0/Annots/Annotations.xml"] = self.xml("Annotations", "".join(
                self.tag("Page", f' PageID="{10 + k}"', self.tag("FileLoc", "", "Page_0/Annotation.xml")) for k in range(n)))
            out["Doc_0/Annots/Page_0/Annotation.xml"] = self.watermark()
            notes = self.tag("Annotations", "", f"{root}Annots/Annotations.xml")
        area = self.tag("PageArea", "", self.tag("PhysicalBox", "", f"0 0 {self.width:g} {self.height:g}"))
        common = self.tag("CommonData", "", self.tag("MaxUnitID", "", str(self.id)) + area + self.tag("PublicRes", "", f"{root}PublicRes.xml") + refs)
        out["Doc_0/Document.xml"] = self.xml("Document", common + self.tag("Pages", "", pages) + notes)
        doc = self.src.documents[0]
        info = self.tag("DocInfo", "", self.tag("DocID", "", "0" * 32) + self.tag("Title", "", escape(doc["title"]))
                        + self.tag("Author", "", escape("、".join(doc["issuer"]))) + self.tag("CreationDate", "", "2026-01-01"))
        body = self.tag("DocBody", "", info + self.tag("DocRoot", "", ("/" if self.way.absolute else "") + "Doc_0/Document.xml"))
        return {"OFD.xml": self.xml("OFD", body, ' Version="1.1" DocType="OFD"'), **out}


def write(src, folder):
    writer = Writer(src)
    for block in src.blocks:
        writer.block(block)
    path = folder / f"{src.name}.ofd"
    with zipfile.ZipFile(path, "w") as z:
        for name, content in writer.files().items():
            info = zipfile.ZipInfo(name)         # the same bytes on every run
            info.compress_type = zipfile.ZIP_DEFLATED
            z.writestr(info, content.encode(), compresslevel=9)
    return path

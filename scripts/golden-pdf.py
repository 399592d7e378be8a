#!/usr/bin/env python3
"""Writes the made-up PDF cases of tests/golden/read; needs nothing but Python.

    scripts/golden-pdf.py [NAME...]      all, or the named ones

Each function below is one case, one claim, and returns the pages of a file: what stands on them, in points from the upper left corner.  What
the reader makes of it stands in NAME.out and is read by a person before it is accepted.  The fonts are not embedded, their widths are given:
so the files are small, and the same on every run.
"""
import sys

sys.dont_write_bytecode = True
from golden_zip import ROOT  # noqa: E402

WIDE, HIGH, SIZE = 595, 842, 16
CASES = {}


def case(f):
    """A case of tests/golden/read: pdf-NAME.pdf."""
    CASES["pdf-" + f.__name__.replace("_", "-")] = f
    return f


# ---- what stands on a page ----

def text(x, y, words, size=SIZE, font=1, mode=0):
    """Words whose upper left corner is at x, y."""
    codes = "".join(f"{ord(c):04X}" for c in words)
    return lambda high: f"BT /F{font} {size} Tf {mode} Tr 1 0 0 1 {x} {high - y - 0.88 * size:g} Tm <{codes}> Tj ET\n"


def drawn(content):
    """Operators as they are; `high` in braces is the height of the page."""
    return lambda high: content.replace("{high}", f"{high:g}") + "\n"


def colored(color, *parts):
    return lambda high: f"q {color}\n" + "".join(p(high) for p in parts) + "Q\n"


def slanted(x, y, words, size=40, color="0.8 g"):
    codes = "".join(f"{ord(c):04X}" for c in words)
    return lambda high: f"q {color} BT /F1 {size} Tf 0.707 0.707 -0.707 0.707 {x} {high - y} Tm <{codes}> Tj ET Q\n"


def lines(x, y, *many, step=30, size=SIZE, font=1):
    return [text(x, y + step * i, words, size, font) for i, words in enumerate(many)]


def rule(x0, y0, x1, y1, width=0.5):
    return lambda high: f"{width} w {x0} {high - y0} m {x1} {high - y1} l S\n"


def grid(xs, ys):
    return [rule(x, ys[0], x, ys[-1]) for x in xs] + [rule(xs[0], y, xs[-1], y) for y in ys]


def page(*parts, wide=WIDE, high=HIGH, more=""):
    flat = [p for part in parts for p in (part if isinstance(part, list) else [part])]
    return wide, high, more, "".join(p(high) for p in flat)


# ---- the file ----

def to_unicode():
    """Every code is the character itself; a map takes a hundred ranges at a time."""
    ranges = [f"<{i:02X}00> <{i:02X}FF> <{i:02X}00>\n" for i in range(256)]
    some = [ranges[i:i + 100] for i in range(0, 256, 100)]
    return ("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
            "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
            + "".join(f"{len(part)} beginbfrange\n{''.join(part)}endbfrange\n" for part in some) + "endcmap end end")


def font(name, first):
    """Objects first and first + 1: a font whose codes are the characters themselves."""
    return [f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{first + 1} 0 R]/ToUnicode 3 0 R>>",
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/DW 1000/W[32 126 500]/FontDescriptor<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0"
            f"/Ascent 880/Descent -120/CapHeight 700/StemV {150 if 'Bold' in name else 80}>>>>"]


def stream(content, more=""):
    return f"<<{more}/Length {len(content.encode())}>>stream\n{content}\nendstream"


def pdf(pages):
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", stream(to_unicode()), *font("FangSong", 4), *font("SimHei-Bold", 6)]
    kids = []
    for wide, high, more, content in pages:
        kids.append(len(objects) + 1)
        objects += [f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {wide} {high}]{more}/Contents {len(objects) + 2} 0 R"
                    "/Resources<</Font<</F1 4 0 R/F2 6 0 R>>>>>>", stream(content)]
    objects[1] = f"<</Type/Pages/Kids[{' '.join(f'{k} 0 R' for k in kids)}]/Count {len(kids)}>>"
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj {content} endobj\n".encode()
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{p:010d} 00000 n \n" for p in places)
    return out + f"{table}trailer<</Root 1 0 R/Size {len(objects) + 1}>>\nstartxref\n{len(out)}\n%%EOF\n".encode()


# ---- the cases ----

TITLE = text(217, 60, "2026年工作要点")
FULL = "全市城镇新增就业一万人以上，开展补贴性职业技能培"  # 24 characters, 90 to 474


@case
def paragraphs():
    """A line that starts two characters in begins a paragraph, one at the edge goes on with it."""
    return [page(TITLE, lines(122, 110, FULL[:22]), lines(90, 140, "训八千人次，帮扶困难人员就业。"), lines(122, 170, FULL[:22]), lines(90, 200, "训两千人次。"))]


@case
def over_pages():
    """A sentence that is cut by the end of the page is one, and numbers of pages are furniture."""
    rows = [FULL[:22] + "训", *[FULL] * 19]
    return [page(TITLE, text(122, 110, rows[0]), lines(90, 140, *rows[1:]), text(285, 780, "- 1 -", 14)),
            page(lines(90, 80, "训三千人次。"), lines(122, 110, "新建公园十个。"), text(285, 780, "- 2 -", 14))]


@case
def foot_of_a_page():
    """A line at the foot of an upright page, lower than the page is wide, is read."""
    return [page(TITLE, text(122, 110, "新建公园十个。"), text(122, 700, "培训八千人次。"))]


@case
def ruled_table():
    """Ruled lines make a table: a cell over two rows, one over two columns, two lines in a cell."""
    xs, ys = (90, 190, 340, 505), (150, 180, 210, 240, 270, 300)
    rules = [rule(x, ys[0], x, ys[-1]) for x in (xs[0], xs[1], xs[3])] + [rule(xs[2], ys[1], xs[2], ys[-1])]
    rules += [rule(xs[0], y, xs[3], y) for y in (ys[0], ys[1], ys[2], ys[4], ys[5])] + [rule(xs[1], ys[3], xs[3], ys[3])]
    cells = [text(95, 157, "类别"), text(195, 157, "任务和目标"), text(95, 187, "教育"), text(195, 187, "新建学校"), text(345, 187, "5所"),
             text(95, 232, "医疗"), text(195, 217, "新增床位"), text(345, 217, "200张"), text(195, 247, "培训医生"), text(345, 247, "90人"),
             text(95, 277, "住房"), text(195, 277, "建保障房"), text(345, 277, "500套")]
    return [page(TITLE, rules, cells)]


@case
def table_over_pages():
    """A table that goes on overleaf under the same head is one table, and the head is there once."""
    xs = (90, 190, 400)
    head = [text(95, 157, "任务"), text(195, 157, "目标")]
    first = [text(95, 187 + 30 * i, f"第{n}项") for i, n in enumerate("一二三")] + [text(195, 187 + 30 * i, f"{9 + i}个") for i in range(3)]
    return [page(TITLE, grid(xs, range(150, 271, 30)), head, first, text(285, 780, "- 1 -", 14)),
            page(grid(xs, (60, 90, 120)), text(95, 67, "任务"), text(195, 67, "目标"), text(95, 97, "第四项"), text(195, 97, "12个"),
                 text(122, 160, "以上任务六月底前完成。"), text(285, 780, "- 2 -", 14))]


@case
def half_ruled_table():
    """Lying lines alone, above and below the head and at the foot, make a table."""
    rows = [("指标", "单位", "目标"), ("新增就业", "万人", "12"), ("新建住房", "套", "500"), ("森林覆盖率", "%", "24.1")]
    cells = [text(x, 157 + 30 * i, word) for i, row in enumerate(rows) for x, word in zip((95, 260, 400), row)]
    return [page(TITLE, [rule(90, y, 505, y) for y in (150, 180, 270)], cells)]


@case
def two_columns():
    """Two columns are read one after the other."""
    left = [FULL[:11]] * 10
    return [page(TITLE, lines(90, 110, *left, step=24), lines(320, 110, *["右栏文字也有十一个字啊"] * 10, step=24))]


@case
def short_columns():
    """Two columns of a few lines are read one after the other, and the sentence at the foot of the first goes on in the second."""
    left = [text(112, 110, "一、水利建设"), text(112, 134, "年内新建泵站四座，整治河道", 11), text(90, 158, "三十公里，其中城区河道不少于", 11),
            text(90, 182, "八公里。", 11), text(112, 206, "加固水库两座，新增灌溉面积", 11), text(90, 230, "不低于", 11)]
    right = [text(320, 110, "5000亩。", 11), text(342, 134, "二、农业建设"), text(342, 158, "年内建成高标准农田六万亩，", 11), text(320, 182, "新增设施农业两千亩。", 11)]
    return [page(TITLE, left, right)]


@case
def vertical():
    """Upright characters in lines that run downwards, from the right to the left."""
    many = ["二〇二六年工作要点", "一、农村供水工程建设", "新建农村水厂十二座，", "改造管网三百公里。", "二、农村道路建设任务", "硬化村道一百五十公里。"]
    return [page([text(420 - 40 * i, 90 + 18 * k, c) for i, words in enumerate(many) for k, c in enumerate(words)])]


@case
def labelled_lines():
    """A line that begins with a mark or a number of two figures is an item of its own after a full one that is a sentence."""
    return [page(TITLE, lines(122, 110, "▶全市新开工改造老旧小区十九个，涉及居民五千户；", "▶推动既有住宅加装电梯，完工九十五台；", "▶更新楼道扶手。"),
                 lines(122, 230, "01望舒街道：新建卫生服务站两处，配备健康驿站八个。", "02柳浔街道：更新扶手三百处。"))]


@case
def lowered():
    """Lowered characters belong to the word before them."""
    return [page(TITLE, text(122, 110, "PM"), text(138, 117, "2.5", 8), text(150, 110, "浓度下降到28微克。"))]


def utf16(words):
    return "<FEFF" + "".join(f"{ord(c):04X}" for c in words) + ">"


@case
def struck():
    """A line through letters, or a reviewer's mark, strikes them out; a line below them or a rule of a table does not."""
    mark = f"/Annots[<</Type/Annot/Subtype/StrikeOut/Rect[154 {HIGH - 187} 186 {HIGH - 169}]/QuadPoints[154 {HIGH - 169} 186 {HIGH - 169} 154 {HIGH - 187} 186 {HIGH - 187}]>>]"
    return [page(TITLE, text(122, 110, "新建泵站30座，治理河道8公里。"), rule(186, 117.5, 202, 117.5, 1), text(122, 140, "下划线以上的字保留。"),
                 rule(122, 157, 282, 157), text(122, 170, "新增培训八千人次。"), more=mark)]


@case
def free_text():
    """A note that is laid over the page as text is text."""
    note = f"/Annots[<</Type/Annot/Subtype/FreeText/Rect[186 {HIGH - 126} 220 {HIGH - 108}]/Contents{utf16('45')}/DA(/Helv 12 Tf)>>]"
    return [page(TITLE, text(122, 110, "新建公园"), text(222, 110, "个。"), more=note)]


@case
def large_picture():
    """A large picture beside text is a figure and an error; a small one is neither, nor one behind the text."""
    image = "q {} cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q"
    return [page(TITLE, drawn(image.format("400 0 0 300 90 150")), text(122, 110, "具体指标如下。"), text(122, 720, "六月底前完成。")),
            page(drawn(image.format("30 0 0 30 90 150")), drawn(image.format("560 0 0 500 10 300")), lines(122, 110, *[FULL] * 3))]


@case
def turned():
    """A page that is shown turned: its places are those of the page as it is seen."""
    return [page(TITLE, text(122, 110, "新建公园十个。"), wide=842, high=595, more="/Rotate 180")]


@case
def crop_box():
    """What lies outside the part of the page that is shown is not read; places are in that part."""
    return [page(TITLE, text(122, 110, "新建公园十个。"), text(122, 800, "裁切线以外的字"), more="/CropBox[50 100 545 842]")]


@case
def invisible():
    """Text that is not painted, as OCR lays it below a picture, is read."""
    return [page(text(217, 60, "2026年工作要点", mode=3), text(122, 110, "新建公园十个。", mode=3))]


@case
def unseen():
    """Text of no paint, of white on white, of a point, under a box is not read; white on colour is."""
    return [page(TITLE, text(122, 110, "新建公园十个。"), text(250, 110, "不显示一。", mode=3), colored("1 g", text(122, 140, "不显示二。")),
                 text(122, 160, "不显示三。", size=1), text(122, 180, "不显示四。"), drawn("1 g 115 630 100 40 re f 0 g"),
                 drawn("0.7 0 0 rg 120 580 180 26 re f"), colored("1 g", text(122, 240, "红底白字可以看见。")), text(122, 280, "改造学校三所。"))]


@case
def watermark():
    """What is laid slanted over a page, pale and large, or pale and many times, is not its text."""
    tiles = [colored("0.85 g", text(x, y, "内部资料", size=12)) for x in (90, 260, 420) for y in (300, 360, 420)]
    return [page(TITLE, text(122, 110, "新建公园十个，改造学校三所。"), slanted(120, 200, "样稿2025"), slanted(250, 130, "张三", 10, "0.5 g"),
                 colored("0.9 g", text(150, 160, "征求意见稿", size=48)), tiles, text(122, 250, "培训八千人次。"))]


@case
def watermark_tagged():
    """What the file says is a watermark is none of its text."""
    mark = "/Artifact <</Subtype /Watermark /Type /Pagination>> BDC"
    return [page(TITLE, drawn(mark), text(122, 200, "机密88份"), drawn("EMC"), text(122, 110, "新建公园十个。"))]


@case
def twice_printed():
    """Bold that is made by printing twice is one text."""
    return [page(TITLE, text(122, 110, "新建公园十个。"), text(122.4, 110, "新建公园十个。"))]


@case
def bold():
    """A heading in a bold font is told as such, and so is how far it reaches into a line."""
    return [page(TITLE, text(122, 110, "一、主要目标", font=2), text(122, 140, "扩大就业。", font=2), text(202, 140, "新增就业一万人。"))]


@case
def note_marks():
    """A small raised figure is a mark, no digit of the number beside it."""
    return [page(TITLE, text(122, 110, "常住人口"), text(186, 108, "1", 8), text(190, 110, "1761万人，比上年多。"))]


@case
def set_apart():
    """Letters that are set apart are one word, figures with a blank between them one number."""
    return [page(TITLE, text(122, 110, "林　　业　　局"), text(122, 140, "投资达到 2 9 0 0 万元。"))]


@case
def footnote_line():
    """Below a short rule at the foot of the page stand notes, not the next words of the text."""
    return [page(TITLE, text(122, 110, FULL[:22]), lines(90, 140, "训八千人次。"), rule(90, 700, 234, 700), text(90, 706, "1 常住人口为年末数。", 10))]


def main():
    wanted = sys.argv[1:]
    for name, f in CASES.items():
        if not wanted or name in wanted:
            (ROOT / "golden/read" / f"{name}.pdf").write_bytes(pdf(f()))


if __name__ == "__main__":
    main()

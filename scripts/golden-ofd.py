#!/usr/bin/env python3
"""Writes the made-up OFD cases of tests/golden/read and tests/hostile; needs nothing but Python.

    scripts/golden-ofd.py [NAME...]      all, or the named ones

Each function below is one case and returns the parts of a package; what the reader makes of it stands in NAME.out and is read by a
person before it is accepted.  Files are the same on every run, so that only a changed case shows as changed.
"""
import struct
import sys
import zlib

sys.dont_write_bytecode = True
from golden_zip import Cases  # noqa: E402

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
CASES = Cases("ofd")
case, hostile = CASES.case, CASES.hostile


# ---- pieces ----

def code(text, x=0, y=5, dx="", dy=""):
    attrs = "".join(f' {k}="{v}"' for k, v in (("X", x), ("Y", y), ("DeltaX", dx), ("DeltaY", dy)) if v != "")
    return f"<ofd:TextCode{attrs}>{text}</ofd:TextCode>"


def text(x, y, content, size=5, font=1, attrs="", more="", w=150):
    """A line; content without a tag gets offsets of one size."""
    if not content.startswith("<"):
        content = code(content, dx=" ".join(str(size / 2 if c < "\x7f" else size) for c in content[:-1]))
    return f'<ofd:TextObject Boundary="{x} {y} {w} 6" Font="{font}" Size="{size}"{attrs}>{more}{content}</ofd:TextObject>'


def path(x, y, data, attrs="", more=""):
    return f'<ofd:PathObject Boundary="{x} {y} 200 200"{attrs}>{more}<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>'


def fill(value, attrs=""):
    return f'<ofd:FillColor Value="{value}"{attrs}/>'


def page(*objects, area="<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>", before="", ns=NS):
    return (f'<?xml version="1.0" encoding="UTF-8"?><ofd:Page {ns}><ofd:Area>{area}</ofd:Area>{before}'
            f'<ofd:Content><ofd:Layer ID="2">{"".join(objects)}</ofd:Layer></ofd:Content></ofd:Page>')


def package(pages, common="", after="", parts=None, res='<ofd:Fonts><ofd:Font ID="1" FontName="仿宋_GB2312"/><ofd:Font ID="2" FontName="ABCDEF+SimHei-Bold"/></ofd:Fonts>',
            info="", folder="Doc_0"):
    names = [f"Pages/Page_{i}/Content.xml" for i in range(len(pages))]
    listed = "".join(f'<ofd:Page ID="{10 + i}" BaseLoc="{name}"/>' for i, name in enumerate(names))
    return {
        "OFD.xml": f'<?xml version="1.0" encoding="UTF-8"?><ofd:OFD {NS} Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo>{info}</ofd:DocInfo>'
                   f"<ofd:DocRoot>{folder}/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        f"{folder}/Document.xml": f'<?xml version="1.0" encoding="UTF-8"?><ofd:Document {NS}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>'
                                  f"</ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>{after}</ofd:Document>",
        f"{folder}/PublicRes.xml": f'<ofd:Res {NS} BaseLoc="Res">{res}</ofd:Res>',
        **{f"{folder}/{name}": p for name, p in zip(names, pages)},
        **{f"{folder}/{name}": p for name, p in (parts or {}).items()},
    }


def png(w, h):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + b"\x80" * w for _ in range(h))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


# ---- cases ----

@case
def offsets():
    """Offsets as g n d, written out, missing, too few; several codes in an object; lines inside one code; scaled and squeezed objects."""
    return package([page(
        text(25, 30, code("关于印发2026年工作要点的通知", dx="g 4 5 g 3 2.5 g 11 5")),
        text(25, 40, code("新增学位", dx="5 5 5") + code("3600个", x=20, dx="2.5 2.5 2.5 2.5")),
        text(25, 50, code("到年底覆盖率达到") + code("98%以上。", x=40, dx="2.5 2.5")),
        text(25, 60, code("第一行第二行", dx="5 5 -10 5 5", dy="0 0 5 0 0")),
        text(25, 80, code("放大的标题", y=0.5, dx="g 4 0.5"), size=0.5, attrs=' CTM="20 0 0 20 0 0"'),
        text(25, 100, code("狭 长 的 字", dx="g 7 4"), attrs=' HScale="0.7" Weight="700"'),
        text(25, 110, code("Annual plan, 2026: GDP +5.2%", dx="3.6 2.5 2.5 2.5 2.2 1.4 1.25 2.5 1.4 2.2 2.5 1.25 1.25 g 4 2.5 1.4 1.25 3.6 3.6 2.8 1.25 2.8 2.5 1.25 2.5 4.2"), font=9),
        text(25, 120, "\n      <ofd:TextCode X=\"0\" Y=\"5\" DeltaX=\"g 4 5\">\n        排过版的文\n      </ofd:TextCode>\n"),
    )], info="<ofd:Title>工作要点</ofd:Title><ofd:Author>某市人民政府</ofd:Author><ofd:Keywords><ofd:Keyword>要点</ofd:Keyword></ofd:Keywords>"
             "<ofd:CreationDate>2026-01-05</ofd:CreationDate><ofd:CustomDatas><ofd:CustomData Name=\"发文字号\">某政发〔2026〕1号</ofd:CustomData></ofd:CustomDatas>")


@case
def beside_the_text():
    """A running head in a template, watermarks as annotation and in the page, a note, what is hidden, white or transparent."""
    template = page(text(80, 15, "某市人民政府公报", size=3))
    mark = text(0, 0, "仅供内部使用", size=14, more=fill("200 200 200"), attrs=' CTM="0.7 -0.7 0.7 0.7 20 120"')
    note = text(0, 0, "请办公室核对", size=4)
    notes = (f'<ofd:PageAnnot {NS}><ofd:Annot ID="90" Type="Watermark"><ofd:Appearance Boundary="20 60 150 150">{mark}</ofd:Appearance></ofd:Annot>'
             f'<ofd:Annot ID="91" Type="Highlight"><ofd:Appearance Boundary="120 60 50 10">{note}</ofd:Appearance></ofd:Annot>'
             f'<ofd:Annot ID="92" Type="Watermark" Visible="false"><ofd:Appearance Boundary="0 0 9 9">{text(0, 0, "看不见的")}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>')
    use = '<ofd:Template TemplateID="5" ZOrder="Background"/>'
    first = page(text(30, 40, "一、新建公园十个。"), text(30, 50, "占位", more=fill("255 255 255")), text(30, 60, "隐去", attrs=' Visible="false"'),
                 text(30, 70, "透明", attrs=' Alpha="0"'), path(30, 90, "M 0 0 L 60 0 L 60 8 L 0 8 C", ' Fill="true" Stroke="false"', fill("0 60 120")),
                 text(32, 91, "蓝底白字", more=fill("255 255 255")), text(40, 200, "样稿", size=30, more=fill("225 225 225")),
                 text(50, 150, "斜着的字", size=10, attrs=' CTM="0.866 -0.5 0.5 0.866 0 20"'), before=use)
    second = page(text(30, 40, "二、新增泊位五百个。"), before=use)
    return package([first, second, second.replace("二、新增泊位五百个", "三、加装电梯二十部")], '<ofd:TemplatePage ID="5" BaseLoc="Tpls/Tpl_0/Content.xml"/>',
                   "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>",
                   {"Tpls/Tpl_0/Content.xml": template, "Annots/Page_0.xml": notes,
                    "Annots/Annotations.xml": f'<ofd:Annotations {NS}><ofd:Page PageID="10"><ofd:FileLoc>Page_0.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>'})


@case
def watermark():
    """A watermark that is upright and dark is one all the same."""
    notes = (f'<ofd:PageAnnot {NS}><ofd:Annot ID="90" Type="Watermark"><ofd:Appearance Boundary="20 60 150 20">{text(0, 0, "仅供内部使用")}</ofd:Appearance>'
             "</ofd:Annot></ofd:PageAnnot>")
    return package([page(text(30, 40, "一、新建公园十个。"))], "", "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>",
                   {"Annots/Page_0.xml": notes, "Annots/Annotations.xml":
                    f'<ofd:Annotations {NS}><ofd:Page PageID="10"><ofd:FileLoc>Page_0.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>'})


@case
def paths_and_namespaces():
    """Two documents, pages out of the order of their folders, absolute, relative and backslash paths, other prefixes, marks of byte order, parts missing."""
    plain = page(text(30, 40, "甲文件第一页。")).replace("ofd:", "").replace("xmlns:ofd", "xmlns")
    other = page(text(30, 40, "甲文件第二页。")).replace("ofd:", "n:").replace("xmlns:ofd", "xmlns:n").replace("www.ofdspec.org/2016", "www.ofdspec.org")
    first = (f'\ufeff<?xml version="1.0" encoding="UTF-8"?><ofd:Document {NS}><ofd:Pages><ofd:Page ID="3" BaseLoc="/Doc_0/Pages/Page_7/Content.xml"/>'
             '<ofd:Page ID="1" BaseLoc="pages/Page_2/content.xml"/><ofd:Page ID="2" BaseLoc="Pages/Page_9/Content.xml"/></ofd:Pages>'
             "<ofd:CommonData><ofd:PublicRes>/Doc_0/None.xml</ofd:PublicRes></ofd:CommonData></ofd:Document>")
    second = f'<ofd:Document {NS}><ofd:Pages><ofd:Page ID="1" BaseLoc="../Shared/Content.xml"/></ofd:Pages></ofd:Document>'
    return {
        "OFD.xml": f'\ufeff<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>'
                   "<ofd:DocBody><ofd:DocRoot>Doc_1/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": first, "Doc_1/Document.xml": second,
        "Doc_0/Pages/Page_7/Content.xml": plain, "Doc_0\\Pages\\Page_2\\Content.xml": other,
        "Shared/Content.xml": page(text(30, 40, "乙文件第一页。"), area=""),
    }


@case
def sideways():
    """Pages whose text is turned: up and down the paper; a column of upright characters."""
    lines = ("表一　重点任务分工", "任务名称由市发展改革委牵头负责", "完成时限为二〇二六年十二月底前", "新增托位八百个以上")
    up = "".join(text(0, 0, s, attrs=f' CTM="0 -1 1 0 {40 + 10 * i} 200"') for i, s in enumerate(lines))
    down = "".join(text(0, 0, s, attrs=f' CTM="0 1 -1 0 {180 - 10 * i} 60"') for i, s in enumerate(lines))
    column = text(100, 60, code("竖排标题", dx="0 0 0", dy="7 7 7"), w=10)
    return package([page(up), page(down), page(column, text(30, 120, "正文在标题下面，一共只有这么一行。"))])


@case
def tables():
    """Tables ruled by strokes, by thin filled boxes and by turned paths, the last over two pages with its head repeated."""
    def grid(x, y, rows, line):
        lines = "".join(line(x, y + 10 * r, 120, 0) for r in range(len(rows) + 1)) + "".join(line(x + 40 * c, y, 0, 10 * len(rows)) for c in range(4))
        return lines + "".join(text(x + 40 * c + 2, y + 10 * r + 2, v, w=36) for r, row in enumerate(rows) for c, v in enumerate(row))

    def stroke(x, y, w, h):
        return path(x, y, f"M 0 0 L {w} {h}")

    def thin(x, y, w, h):
        return path(x, y, f"M 0 0 L {w or 0.3} 0 L {w or 0.3} {h or 0.3} L 0 {h or 0.3} C", ' Stroke="false" Fill="true"', fill("0 0 0"))

    def turned(x, y, w, h):
        return path(0, 0, f"M 0 0 L {w} {-h}", f' CTM="1 0 0 -1 {x} {y}"')

    head = ["项目", "单位", "目标"]
    return package([
        page(grid(30, 40, [head, ["公园", "个", "12"]], stroke), text(30, 80, "另一张表如下。"), grid(30, 100, [head, ["泊位", "个", "500"]], thin),
             text(30, 200, "第三张表跨页。"), grid(30, 240, [head, ["电梯", "部", "20"], ["学位", "个", "3600"]], turned)),
        page(grid(30, 25, [head, ["托位", "个", "800"]], turned), text(30, 60, "表后的话。")),
    ])


@case
def pictures():
    """Pages that are drawn, a picture, a scan with its text hidden under it, outlines beside a page number, and one with nothing on it."""
    image = '<ofd:ImageObject ResourceID="7" Boundary="10 10 190 270" CTM="190 0 0 270 0 0"/>'
    glyph = "".join(path(30 + 6 * (i % 20), 40 + 8 * (i // 20), "M 0 0 B 1 0 4 1 4 2 B 4 4 3 5 2 5 L 1 4 L 0 3 L 1 2 L 2 2 L 1 1 C", ' Fill="true" Stroke="false"', fill("0 0 0"))
                    for i in range(60))
    scan = image + text(30, 40, "扫描件的文字。", attrs=' Alpha="0"')
    return package([page(path(40, 40, "M 0 0 L 50 0 L 50 30 L 0 30 C", ' Fill="true"', fill("255 0 0"))), page(image), page(scan),
                    page(glyph, text(100, 280, "— 4 —", size=3)), page()],
                   "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>",
                   parts={"Res/a.png": png(8, 8), "DocumentRes.xml": f'<ofd:Res {NS} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image">'
                          "<ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"})


@case
def units():
    """Text in blocks of a page, in drawings used again, beside clips and patterns that hold paths of their own."""
    unit = (f'<ofd:CompositeGraphicUnit ID="50" Width="100" Height="20"><ofd:Content>{text(0, 0, "签发人：张三", w=60)}</ofd:Content></ofd:CompositeGraphicUnit>'
            f'<ofd:CompositeGraphicUnit ID="51" Width="9" Height="9"><ofd:Content>{text(0, 0, "没有用到")}</ofd:Content></ofd:CompositeGraphicUnit>')
    clip = '<ofd:Clips><ofd:Clip><ofd:Area><ofd:Path Boundary="0 0 9 9"><ofd:AbbreviatedData>M 0 0 L 99 0</ofd:AbbreviatedData></ofd:Path></ofd:Area></ofd:Clip></ofd:Clips>'
    pattern = f'<ofd:FillColor><ofd:Pattern Width="5" Height="5"><ofd:CellContent>{text(0, 0, "花纹")}</ofd:CellContent></ofd:Pattern></ofd:FillColor>'
    return package([page(
        f'<ofd:PageBlock><ofd:PageBlock>{text(30, 40, "块里的文字")}</ofd:PageBlock></ofd:PageBlock>',
        '<ofd:CompositeObject Boundary="30 60 100 20" ResourceID="50"/>', '<ofd:CompositeObject Boundary="30 80 100 20" CTM="2 0 0 2 0 0" ResourceID="50"/>',
        text(30, 110, "有裁剪的字", more=clip), text(30, 120, "有花纹的字", more=pattern), '<ofd:CompositeObject Boundary="30 130 9 9" ResourceID="77"/>',
    )], "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>",
        parts={"DocumentRes.xml": f'<ofd:Res {NS}><ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits></ofd:Res>'})


# ---- hostile ----

@hostile(1, "bad_xml")
def broken_page():
    whole = page(text(30, 40, "前面的字还在。"), text(30, 50, "后面的没有了。"))
    return package([whole[:whole.index("后面")], page(text(30, 40, "下一页也在。"))])


@hostile(1, "bad_xml")
def broken_root():
    return {**package([page(text(30, 40, "按惯例找到的文字。"))]), "OFD.xml": "<ofd:OFD"}


@hostile(1, "bad_xml")
def entities():
    return package([page(text(30, 40, "&a;")).replace("?>", '?><!DOCTYPE x [<!ENTITY a "' + "公" * 1000 + '">]>', 1)])


@hostile(1, "bad_page")
def page_missing():
    parts = package([page(text(30, 40, "第一页。")), page(text(30, 40, "第二页。"))])
    del parts["Doc_0/Pages/Page_0/Content.xml"]
    return parts


@hostile(1, "locked")
def encrypted():
    return {**package([page(text(30, 40, "密文。"))]), "Doc_0/Document.xml": bytes(range(256)) * 4, "Encryptions.xml": f"<ofd:Encryptions {NS}/>"}


@hostile(1, "no_text")
def no_pages():
    return package([])


@hostile(1, "bad_xml")
def deep():
    n = 100000
    return package([page("<ofd:PageBlock>" * n + text(30, 40, "深处") + "</ofd:PageBlock>" * n)])


@hostile(1, "too_large")
def composite_loop():
    unit = '<ofd:CompositeGraphicUnit ID="50"><ofd:Content><ofd:CompositeObject ResourceID="50"/><ofd:CompositeObject ResourceID="50"/></ofd:Content></ofd:CompositeGraphicUnit>'
    return package([page(text(30, 40, "正文。"), '<ofd:CompositeObject Boundary="0 0 9 9" ResourceID="50"/>')], "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>",
                   parts={"DocumentRes.xml": f"<ofd:Res {NS}>{unit}</ofd:Res>"})


@hostile(1, "too_large")
def bomb():
    return package([page(text(30, 40, code("炸" + " " * (260 << 20))))])


@hostile(0, "-")
def numbers():
    """Numbers that are none, are huge, or ask for much."""
    return package([page(
        text(30, 40, code("数数数数", dx="g 999999999 5")), text(30, 50, code("坏坏坏", x="nan", dx="abc g g 1e999"), size=5), text("1e300", 50, "远"),
        text(30, 60, "无穷", attrs=' CTM="1e30 0 0 1e30 0 0"'), text(30, 70, "没有大小", size=0), text(30, 80, "零", attrs=' CTM="0 0 0 0 0 0"'),
        text(30, 90, "转", attrs=' CharDirection="-99999999999"'), path(0, 0, "M 0 0 L 1e300 nan L - B 1 2 3 A Q M M C C 99 S"),
        path(0, 0, "L 5 5 C", ' LineWidth="-1e9"'), text(30, 100, "这一行好好的。"),
        area="<ofd:PhysicalBox>0 0 -1 1e300</ofd:PhysicalBox>")])


@hostile(0, "-")
def same_page_often():
    parts = package([page(text(30, 40, "同一页。"))])
    name = "Doc_0/Document.xml"
    one = '<ofd:Page ID="10" BaseLoc="Pages/Page_0/Content.xml"/>'
    parts[name] = parts[name].replace(one, one * 3000)
    return parts


@hostile(0, "-")
def template_of_itself():
    use = '<ofd:Template TemplateID="5"/>'
    return package([page(text(30, 40, "正文。"), before=use)], '<ofd:TemplatePage ID="5" BaseLoc="Tpls/T.xml"/>', parts={"Tpls/T.xml": page(text(30, 60, "模板。"), before=use * 9)})


if __name__ == "__main__":
    CASES.write()

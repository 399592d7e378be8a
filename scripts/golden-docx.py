#!/usr/bin/env python3
"""Writes the made-up DOCX cases of tests/golden/read and tests/hostile; needs nothing but Python.

    scripts/golden-docx.py [NAME...]      all, or the named ones

Each function below is one case and returns the parts of a package; what the reader makes of it stands in NAME.out and is read by a
person before it is accepted.  Files are the same on every run, so that only a changed case shows as changed.
"""
import sys

sys.dont_write_bytecode = True
from golden_zip import Cases  # noqa: E402

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PKG = "http://schemas.openxmlformats.org/package/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
STRICT_REL = "http://purl.oclc.org/ooxml/officeDocument/relationships"
SPACES = (f'xmlns:w="{W}" xmlns:r="{REL}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
          'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
          'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
          'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
          'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"')
CASES = Cases("docx")
case, hostile = CASES.case, CASES.hostile


# ---- pieces ----

def r(text, props="", space=' xml:space="preserve"'):
    return f"<w:r>{f'<w:rPr>{props}</w:rPr>' if props else ''}<w:t{space}>{text}</w:t></w:r>"


def p(content="", props=""):
    if content and not content.startswith("<"):
        content = r(content)
    return f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{content}</w:p>"


def num(n, level):
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{n}"/></w:numPr>'


def li(n, level, text=""):
    return p(text, num(n, level))


def lvl(i, fmt, text, start=1, more=""):
    return f'<w:lvl w:ilvl="{i}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(i, *levels, more=""):
    return f'<w:abstractNum w:abstractNumId="{i}"><w:multiLevelType w:val="multilevel"/>{more}{"".join(levels)}</w:abstractNum>'


def use(n, a, more=""):
    return f'<w:num w:numId="{n}"><w:abstractNumId w:val="{a}"/>{more}</w:num>'


def tc(content="", props=""):
    if not content.startswith("<w:p") and not content.startswith("<w:tbl"):
        content = p(content)
    return f"<w:tc>{f'<w:tcPr>{props}</w:tcPr>' if props else ''}{content}</w:tc>"


def tr(*cells, props=""):
    return f"<w:tr>{f'<w:trPr>{props}</w:trPr>' if props else ''}{''.join(cells)}</w:tr>"


def tbl(*rows):
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def field(code, result):
    parts = [f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>']
    if result is not None:
        parts.append(f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}')
    return "".join(parts) + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def document(body, spaces=SPACES):
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document {spaces}><w:body>{body}</w:body></w:document>'


def package(body, parts=None, main="word/document.xml", rel=REL, spaces=SPACES):
    """parts: {type: (name beside the main part, root element's content or whole XML)}"""
    folder, name = main.rsplit("/", 1)
    types = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
             f'<Override PartName="/{main}" ContentType="{WORD}.document.main+xml"/>')
    files = {"_rels/.rels": f'<Relationships xmlns="{PKG}"><Relationship Id="rId1" Type="{rel}/officeDocument" Target="{main}"/></Relationships>'}
    links = ""
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes", "header": "hdr", "footer": "ftr"}
    for i, (kind, (target, content)) in enumerate((parts or {}).items(), 1):
        kind = kind.split("#")[0]
        links += f'<Relationship Id="rId{i}" Type="{rel}/{kind}" Target="{target}"/>'
        root = roots.get(kind)
        files[f"{folder}/{target}"] = f"<w:{root} {spaces}>{content}</w:{root}>" if root else content
        types += f'<Override PartName="/{folder}/{target}" ContentType="{WORD}.{kind}+xml"/>'
    files[f"{folder}/_rels/{name}.rels"] = f'<Relationships xmlns="{PKG}">{links}</Relationships>'
    files[main] = document(body, spaces)
    return {"[Content_Types].xml": types + "</Types>", **files}


# ---- cases ----

@case
def numbering_levels():
    """The usual levels of an official document, a restart, a list that goes on after plain text, numbers as the only content of cells."""
    lists = abstract(0, lvl(0, "chineseCountingThousand", "%1、"), lvl(1, "japaneseCounting", "（%2）"), lvl(2, "decimal", "%3."),
                     lvl(3, "decimal", "（%4）"), lvl(4, "decimalEnclosedCircle", "%5"))
    lists += abstract(1, lvl(0, "chineseCounting", "第%1章", more='<w:suff w:val="space"/>'),
                      lvl(1, "decimal", "%1.%2", more="<w:isLgl/>"), lvl(2, "decimalZero", "%1.%2-%3", more="<w:isLgl/>"))
    lists += abstract(2, lvl(0, "decimal", "%1"))
    lists += abstract(3, lvl(0, "bullet", "\uf0b7"), lvl(1, "bullet", "注："), lvl(2, "none", "附："))
    lists += abstract(4, lvl(0, "ideographTraditional", "%1．", start=9), lvl(1, "upperRoman", "%2."), lvl(2, "lowerLetter", "%3)"),
                      lvl(3, "decimalEnclosedParen", "%4"), lvl(4, "taiwaneseCounting", "%5)"))
    lists += use(1, 0) + use(2, 1) + use(3, 2) + use(4, 3) + use(5, 4)
    lists += use(6, 0, '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="1"/></w:lvlOverride>')
    body = li(1, 0, "总体要求") + li(1, 1, "指导思想。深入贯彻。") + li(1, 1, "主要目标。到2027年，建成100个。") + li(1, 2, "GDP增长5%。")
    body += li(1, 2, "新增就业10万人。") + li(1, 3, "细目") + li(1, 4, "更细") + li(1, 4, "2026年的") + li(1, 0, "重点任务") + li(1, 1, "一项")
    body += p("插入一段普通文字。") + li(1, 1, "二项") + li(6, 1, "从头数起") + li(6, 1, "接着数")
    for k in range(3, 13):
        body += li(1, 0, f"第{k}个一级")
    body += li(2, 0, "总则") + li(2, 1, "范围") + li(2, 1, "2025年起实行") + li(2, 2, "细则") + li(2, 0) + li(2, 1, "又一节")
    body += li(4, 0, "圆点不是文字") + li(4, 1, "词代替圆点") + li(4, 2, "一份附件")
    body += li(5, 0, "壬") + li(5, 0, "癸") + li(5, 0, "十一") + li(5, 1, "罗马") + li(5, 2, "字母") + li(5, 3, "括号") + li(5, 4, "汉字")
    body += tbl(tr(tc("序号"), tc("任务")), *[tr(tc(li(3, 0)), tc(t)) for t in ("甲", "乙", "丙")])
    return package(body, {"numbering": ("numbering.xml", lists)})


@case
def numbering_styles():
    """Numbers that only the styles give: by level's pStyle, by inheritance, through a numbering style, taken away by numId 0."""
    styles = ('<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:rPr><w:rFonts w:ascii="Times New Roman" w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/></w:rPr></w:style>'
              '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr></w:style>'
              '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
              '<w:style w:type="paragraph" w:styleId="2a"><w:name w:val="二级变体"/><w:basedOn w:val="2"/></w:style>'
              '<w:style w:type="paragraph" w:styleId="loop1"><w:name w:val="圈一"/><w:basedOn w:val="loop2"/></w:style>'
              '<w:style w:type="paragraph" w:styleId="loop2"><w:name w:val="圈二"/><w:basedOn w:val="loop1"/></w:style>'
              '<w:style w:type="numbering" w:styleId="list"><w:name w:val="清单"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>')
    lists = abstract(0, lvl(0, "chineseCounting", "%1、", more='<w:pStyle w:val="1"/>'), lvl(1, "chineseCounting", "（%2）", more='<w:pStyle w:val="2"/>'))
    lists += abstract(1, lvl(0, "decimal", "%1．"), lvl(1, "lowerRoman", "%2."), more='<w:styleLink w:val="list"/>')
    lists += abstract(2, more='<w:numStyleLink w:val="list"/>') + use(1, 0) + use(2, 1) + use(3, 2)

    def s(style, text, more=""):
        return p(text, f'<w:pStyle w:val="{style}"/>{more}')
    body = s("1", "加强领导") + s("2", "压实责任") + s("2a", "完善机制") + s("1", "强化保障") + s("2", "资金")
    body += s("1", "附则不编号", '<w:numPr><w:numId w:val="0"/></w:numPr>') + s("1", "监督考核")
    body += li(3, 0, "经链接的列表") + li(3, 0, "第二条") + li(3, 1, "下级") + s("loop1", "样式互为基础") + s("没有", "没有的样式")
    body += s("2", "标题与正文同行。", "<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + p("正文接在标题后。") + s("2", "下一项")
    return package(body, {"styles": ("styles.xml", styles), "numbering": ("numbering.xml", lists)})


@case
def table_spans():
    """gridSpan, vMerge, hMerge, gridBefore, head rows, several paragraphs in a cell, a deleted row, tables in cells."""
    head = '<w:tblHeader/>'
    body = p("表1　主要指标") + tbl(
        tr(tc("类别", '<w:vMerge w:val="restart"/>'), tc("指标", '<w:vMerge w:val="restart"/>'), tc("目标", '<w:gridSpan w:val="2"/>'), props=head),
        tr(tc("", "<w:vMerge/>"), tc("", "<w:vMerge/>"), tc("2025年"), tc("2030年"), props=head),
        tr(tc("经济", '<w:vMerge w:val="restart"/>'), tc("生产总值增长（%）"), tc("5"), tc(p("5.5") + p("左右"))),
        tr(tc("看不见", "<w:vMerge/>"), tc("城镇新增就业（万人）"), tc("1000", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>")),
        tr(tc("删去的行"), tc("x"), tc("1"), tc("2"), props='<w:del w:id="1" w:author="x"/>'),
        tr(tc("晚起的行", '<w:gridSpan w:val="2"/>'), props='<w:gridBefore w:val="2"/>'),
        tr(tc("不在表头的头", ""), tc("甲"), tc("乙"), tc("丙"), props=head))
    inner = tbl(tr(tc("年份"), tc("数量")), tr(tc("2026"), tc("30个")))
    frame = tbl(tr(tc(p("框里第一段") + p("框里第二段"))))
    body += tbl(tr(tc("事项"), tc("内容")), tr(tc("一"), tc(p("如下：") + inner + p("以上。"))), tr(tc("二"), tc(frame + p("完"))))
    body += tbl(tr(tc(""), tc(""))) + p("末段")
    return package(body)


@case
def tracked_changes():
    """Insertions and moves are read as accepted, deletions are gone; so are deleted paragraph marks and old properties."""
    w = 'w:id="1" w:author="x" w:date="2026-01-01T00:00:00Z"'
    lists = abstract(0, lvl(0, "decimal", "%1.")) + use(1, 0)
    gone = f"<w:rPr><w:del {w}/></w:rPr>"
    body = p(r("增长") + f"<w:del {w}><w:r><w:delText>5%</w:delText></w:r></w:del><w:ins {w}>{r('6%')}</w:ins>" + r("左右。"))
    body += f"<w:moveFromRangeStart {w}/>" + p(f"<w:moveFrom {w}>{r('移走的段落。')}</w:moveFrom>", f"<w:rPr><w:moveFrom {w}/></w:rPr>") + "<w:moveFromRangeEnd w:id=\"1\"/>"
    body += p(f"<w:moveTo {w}>{r('移来的段落。')}</w:moveTo>")
    body += p("前半句，", num(1, 0) + gone) + p("后半句。", num(1, 0)) + p("第二条。", num(1, 0))
    body += p(f"<w:del {w}><w:r><w:delText>整段删去。</w:delText></w:r></w:del>", num(1, 0) + gone) + p("第三条。", num(1, 0))
    body += p(r("旧格式不算", f'<w:b/><w:rPrChange {w}><w:rPr><w:vanish/><w:sz w:val="72"/></w:rPr></w:rPrChange>'),
              f'<w:jc w:val="center"/><w:pPrChange {w}><w:pPr>{num(1, 0)}<w:jc w:val="right"/></w:pPr></w:pPrChange>')
    body += p(f"<w:ins {w}>{r('插入中')}<w:del {w}><w:r><w:delText>又删</w:delText></w:r></w:del></w:ins>")
    body += tbl(tr(tc(p("甲", gone) + p("乙"))))
    body += p("没有下文", gone)
    return package(body, {"numbering": ("numbering.xml", lists)})


def box(content, w=2000000):
    return (f'<w:drawing><wp:anchor><wp:extent cx="{w}" cy="{w}"/><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{content}'
            '</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>')


@case
def text_boxes():
    """A box is read once though it stands in two forms, after the paragraph it hangs on; in a cell it becomes text of the cell."""
    def both(content, requires="wps"):
        pict = f"<w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict>"
        return f'<w:r><mc:AlternateContent><mc:Choice Requires="{requires}">{box(content)}</mc:Choice><mc:Fallback>{pict}</mc:Fallback></mc:AlternateContent></w:r>'
    body = p(r("正文在前，") + both(p("专栏1　重点工程") + p("新建公园10个。")) + r("正文在后。"))
    body += p(both(p("认不得的形式用后备"), requires="future1"))
    body += p(f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('老式文本框')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>")
    body += p(both(p(r("外框") + both(p("内框")))) + r("套了两层"))
    body += p(both(tbl(tr(tc("指标"), tc("目标")), tr(tc("覆盖率"), tc("80%")))) + r("框里有表"))
    body += tbl(tr(tc(p(r("单元格") + both(p("格中框")))), tc("右"))) + p("末段")
    return package(body)


@case
def notes():
    """Notes follow the block they belong to; their marks are not glued to numbers."""
    def ref(kind, i):
        return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{i}"/></w:r>'
    mark = "<w:r><w:footnoteRef/></w:r>"
    foot = f'<w:footnote w:type="separator" w:id="-1">{p("<w:r><w:separator/></w:r>")}</w:footnote><w:footnote w:id="1">{p(mark + r(" 初步核算数。"))}</w:footnote>'
    foot += f'<w:footnote w:id="2">{p(mark + r("脚注首段。")) + p("脚注次段。")}</w:footnote><w:footnote w:id="3">{p("没有人引用。")}</w:footnote>'
    end = f'<w:endnote w:id="1">{p("尾注。")}</w:endnote>'
    body = p(r("生产总值增长5") + ref("footnote", 1) + r("%，就业1000万人") + ref("endnote", 1) + r("。")) + p("下一段。")
    body += tbl(tr(tc("甲"), tc(p(r("12") + ref("footnote", 2))))) + p(ref("footnote", 9) + r("没有的脚注。"))
    return package(body, {"footnotes": ("footnotes.xml", foot), "endnotes": ("endnotes.xml", end)})


@case
def fields():
    """The result of a field is text, its code is not; contents fields are contents; a broken field loses nothing."""
    toc = '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    line = f'<w:hyperlink w:anchor="_Toc1">{r("一、总体要求")}<w:r><w:tab/></w:r>{field(" PAGEREF _Toc1 ", r("3"))}</w:hyperlink>'
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    body = p("目　录") + p(begin + line) + p(r("二、重点任务") + "<w:r><w:tab/></w:r>" + r("5")) + p('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    body += p(r("三、无页码的目录行"), '<w:pStyle w:val="T1"/>') + p("四、手打的目录行…………12") + p("五、另一行........ (13)") + p("他说……有12个")
    body += p(r("见第") + field(" REF x ", r("三")) + r("条，") + '<w:fldSimple w:instr="SEQ 表"><w:r><w:t>2</w:t></w:r></w:fldSimple>' + r("张表"))
    body += p(field(" eq \\o\\ac(○,3)", None) + r("带圈的号，") + field(" EQ \\o\\ac(□,密)", None) + r("件") + field(" XE \"索引\" ", None))
    body += p(r("外层") + field(" IF 1 = " + "</w:instrText></w:r>" + field(" PAGE ", r("7")) + "<w:r><w:instrText> ", r("结果")) + r("。"))
    body += p(r("没有收尾：") + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF y</w:instrText></w:r>' + r("丢在里面")) + p("下一段还在。")
    return package(body, {"styles": ("styles.xml", toc)})


@case
def soft_breaks():
    """A line end inside a paragraph joins a title and a head, and parts items, fields and pages."""
    br, page = "<w:r><w:br/></w:r>", '<w:r><w:br w:type="page"/></w:r>'
    centre = '<w:jc w:val="center"/>'
    body = p(r("某市人民政府办公室关于") + br + r("印发《2026年工作要点》的通知"), centre) + p(r("政府工作报告") + br + r("（征求意见稿）"), centre)
    body += p(r("一是抓项目。") + br + r("二是抓投资。")) + p(r("任务如下") + br + r("1.新建学校10所") + br + r("（二）改造医院3家") + br + r("③修路"))
    body += p(r("联系人：张三") + br + r("电话：12345678")) + p(r("首段没有句号") + br + r("　　缩进的另一段")) + p(r("上页") + page + r("下页"))
    body += p(r("完成投资") + br + r("100") + br + r("亿元")) + p(r("Chongqing") + br + r("Municipality")) + p(r("甲") + br + br + r("乙"))
    body += tbl(tr(tc(p(r("责任") + br + r("单位"))), tc(p(r("6月") + br + r("底前")))), tr(tc(p(r("市教育委员会") + br + r("市科学技术局"))), tc(p(r("完成规划；") + br + r("启动建设")))))
    return package(body)


@case
def runs():
    """Hidden text, symbols, raised digits, tabs, hyphens, blanks, bold leads, fonts and sizes."""
    styles = ('<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:eastAsia="宋体"/><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
              '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="粗"/><w:rPr><w:b/></w:rPr></w:style>'
              '<w:style w:type="character" w:styleId="S"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
              '<w:style w:type="character" w:styleId="H"><w:name w:val="隐"/><w:rPr><w:vanish/></w:rPr></w:style>')
    body = p(r("看得见") + r("看不见", "<w:vanish/>") + r("也看不见", '<w:rStyle w:val="H"/>') + r("又看得见", '<w:rStyle w:val="H"/><w:vanish w:val="0"/>'))
    body += p(r("整段隐去", "<w:vanish/>"), "<w:rPr><w:vanish/></w:rPr>") + p(r("段首，"), "<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + p("段尾。") + p("下一段不接上去。")
    body += p('<w:r><w:t>不小于</w:t></w:r><w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + r("90%，小于") + r("\uf0a3", '<w:rFonts w:ascii="Symbol"/>') + r("10，") +
              '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + r("是") + '<w:r><w:sym w:font="宋体" w:char="2103"/></w:r>')
    body += p(r("面积10") + r("4", '<w:vertAlign w:val="superscript"/>') + r("m") + r("2", '<w:vertAlign w:val="superscript"/>') + r("，CO") + r("2", '<w:vertAlign w:val="subscript"/>') +
              r("，注") + r("[3]", '<w:vertAlign w:val="superscript"/>'))
    body += p(r("甲") + "<w:r><w:tab/></w:r>" + r("乙") + "<w:r><w:noBreakHyphen/></w:r>" + r("丙") + "<w:r><w:softHyphen/></w:r>" + r("丁"))
    body += p(r("  不保留", space="") + r(" 空白\n", space="") + r(" 保留 ") + r("的", space=""))
    body += p(r("健全政策体系。", "<w:b/>") + r("实施行动，新增") + r("100万", "<w:b/>") + r("人，各方协同推进，持续改善。"), '<w:ind w:firstLineChars="200" w:firstLine="420"/>')
    body += p(r("全粗", "<w:b/>") + r(" ") + r("到底", '<w:rStyle w:val="S"/>')) + p(r("样式粗") + r("粗上加粗", '<w:rStyle w:val="S"/>'), '<w:pStyle w:val="B"/>')
    body += p(r("大字号仿宋", '<w:rFonts w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/>') + r("1", '<w:sz w:val="10"/>'), '<w:jc w:val="right"/><w:ind w:left="840" w:hanging="420"/>')
    body += p("<w:r><w:ruby><w:rt>" + r("chóng") + "</w:rt><w:rubyBase>" + r("重") + "</w:rubyBase></w:ruby></w:r>" + r("庆") + "<m:oMath><m:r><m:t>x≥5</m:t></m:r></m:oMath>")
    return package(body, {"styles": ("styles.xml", styles)})


@case
def containers():
    """Content controls, custom XML, smart tags and links are transparent; the place of a block counts them."""
    body = p("一") + f"<w:sdt><w:sdtPr><w:alias w:val='x'/><w:rPr><w:vanish/></w:rPr></w:sdtPr><w:sdtContent>{p('控件里')}{tbl(tr(tc('表')))}</w:sdtContent></w:sdt>"
    body += p(r("行内") + f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{r('控件')}</w:sdtContent></w:sdt>" + f"<w:smartTag>{r('标记')}</w:smartTag>" + f'<w:hyperlink r:id="x">{r("链接")}</w:hyperlink>')
    body += f"<w:customXml>{p('自定义')}</w:customXml>" + tbl("<w:sdt><w:sdtContent>" + tr("<w:sdt><w:sdtContent>" + tc("格") + "</w:sdtContent></w:sdt>") + "</w:sdtContent></w:sdt>")
    body += f"<w:ins w:id='1' w:author='x'>{p('插入的段')}</w:ins>" + '<w:altChunk r:id="rId9"/>' + p("末")
    return package(body)


@case
def strict_and_moved():
    """Strict namespaces, parts under other names, heads and feet, what the file says of itself."""
    spaces = f'xmlns:w="{STRICT_W}" xmlns:r="{STRICT_REL}"'
    body = p("严格的命名空间", '<w:jc w:val="start"/>') + f'<w:sectPr><w:headerReference w:type="default" r:id="rId1"/><w:footerReference w:type="default" r:id="rId2"/><w:footerReference w:type="first" r:id="rId2"/></w:sectPr>'
    files = package(body, {"header": ("../parts/页眉.xml", p("某某公报　2026年第3期")), "footer": ("foot.xml", p(r("— ") + field("PAGE", None) + r(" —")))},
                    main="doc/main.xml", rel=STRICT_REL, spaces=spaces)
    files["parts/页眉.xml"] = files.pop("doc/../parts/页眉.xml")
    files["[Content_Types].xml"] = files["[Content_Types].xml"].replace("/doc/..", "")
    core = '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="/meta/core.xml"/></Relationships>'
    files["_rels/.rels"] = files["_rels/.rels"].replace("</Relationships>", core)
    files["meta/core.xml"] = ('<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
                              "<dc:title>A &amp; B 通知</dc:title><dc:creator> 某某 </dc:creator><dc:subject/></cp:coreProperties>")
    return files


@case
def absolute_targets():
    """A part with a path from the root of the package is found there, not beside the main part."""
    files = package(p("正文一行。"), {"header": ("/parts/head.xml", p("某某公报"))})
    files["parts/head.xml"] = files.pop("word//parts/head.xml").replace("<w:p>", "<w:p>", 1)
    files["word/document.xml"] = files["word/document.xml"].replace("</w:body>", '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr></w:body>')
    files["[Content_Types].xml"] = files["[Content_Types].xml"].replace("/word//parts", "/parts")
    return files


@case
def white():
    """Words in white on white paper are not read."""
    return package(p(r("看得见") + r("看不见", '<w:color w:val="FFFFFF"/>') + r("的字。")))


@case
def pictures():
    """A picture of the size of a page is said to be skipped; an ornament is nothing."""
    def picture(w, h):
        return (f'<w:r><w:drawing><wp:inline><wp:extent cx="{w * 12700}" cy="{h * 12700}"/><a:graphic><a:graphicData><a:blip r:embed="rId7"/>'
                "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>")
    vml = '<w:r><w:pict><v:shape style="width:400pt;height:200pt"><v:imagedata r:id="rId8"/></v:shape></w:pict></w:r>'
    return package(p(r("图前") + picture(400, 600)) + p(picture(20, 20) + r("小图")) + p(vml) + p("末"))


# ---- hostile ----

WHITE = '<w:color w:val="FFFFFF"/>'


@case
def unseen():
    """Struck out, white on white, of one point, hidden: not read; white on colour: read."""
    struck = '<w:style w:type="character" w:styleId="gone"><w:name w:val="gone"/><w:rPr><w:strike/></w:rPr></w:style>'
    dark = '<w:shd w:val="clear" w:fill="003366"/>'
    body = p("西岸区交通提升方案")
    body += p(r("新建人行天桥") + r("9", "<w:strike/>") + r("8", "<w:dstrike/>") + r("7", '<w:rStyle w:val="gone"/>') + r("3座")
              + r("，缓建6座", '<w:strike w:val="1"/>') + r("，改造路口20处。", '<w:strike w:val="0"/>'))
    body += p(r("新增公交线路5条") + r("，停运41条", WHITE) + r("，撤销42条", '<w:sz w:val="2"/>') + r("，隐去43条", "<w:vanish/>") + r("。"))
    body += p(r("红底白字：更新公交车60辆。", WHITE), '<w:shd w:val="clear" w:fill="C00000"/>')
    body += p(r("突出显示：新建场站2处。", WHITE + '<w:highlight w:val="blue"/>'))
    body += ("<w:tbl><w:tr><w:tc><w:tcPr>" + dark + "</w:tcPr>" + p(r("指标", WHITE)) + "</w:tc><w:tc>" + p("数量") + "</w:tc></w:tr><w:tr><w:tc>"
             + p("充电桩") + "</w:tc><w:tc>" + p(r("300", "<w:strike/>") + r("500个")) + "</w:tc></w:tr></w:tbl>")
    return package(body, {"styles": ("styles.xml", struck)})


@case
def foreign():
    """Fractions and exponents of formulas, a drop-down; an embedded sheet, a chart, pictures, parts in other formats."""
    space = 'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'

    def m(text):
        return f"<m:r><m:t>{text}</m:t></m:r>"

    def drawing(w, h, what):
        return (f'<w:r><w:drawing><wp:inline><wp:extent cx="{w * 12700}" cy="{h * 12700}"/><a:graphic><a:graphicData uri="x">{what}'
                "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>")

    drop = ('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="不低于"/>'
            '<w:listEntry w:val="不高于"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    third = f"<m:oMath><m:f><m:num>{m(2)}</m:num><m:den>{m(5)}</m:den></m:f></m:oMath>"
    power = f"<m:oMath><m:sSup><m:e>{m(10)}</m:e><m:sup>{m(5)}</m:sup></m:sSup></m:oMath>"
    sheet = (f'<w:r><w:object {space}><v:shape style="width:300pt;height:100pt"><v:imagedata r:id="i1"/></v:shape>'
             '<o:OLEObject Type="Embed" ProgID="Excel.Sheet.12" r:id="x1"/></w:object></w:r>')
    body = p("北港市节水行动方案")
    body += p(r("再生水利用率超过") + third + r("，漏损率") + drop + r("9%，年节水1.5×") + power + r("立方米。"))
    body += p("分区任务如下：") + p(sheet) + p("进度见图：") + p(drawing(240, 160, f'<c:chart {space} r:id="c1"/>'))
    body += p(drawing(400, 200, '<a:blip r:embed="i1"/>')) + p(drawing(60, 60, '<a:blip r:embed="i1"/>'))
    body += '<w:altChunk r:id="h1"/>' + p("附则见后。") + '<w:altChunk r:id="q1"/><w:altChunk r:id="nope"/>'
    files = package(body)
    html = '<html><head><meta charset="utf-8"></head><body><p>一、新建<s>4</s>泵站6座。</p><p>短行</p></body></html>'
    chunks = "".join(f'<Relationship Id="{i}" Type="{REL}/aFChunk" Target="{name}"/>' for i, name in (("h1", "part.html"), ("q1", "part.rtf")))
    name = "word/_rels/document.xml.rels"
    old = files.get(name) or f'<Relationships xmlns="{PKG}"></Relationships>'
    return {**files, name: old.replace("</Relationships>", chunks + "</Relationships>"), "word/part.html": html, "word/part.rtf": "{\\rtf1 text}"}


@hostile(1, "bad_xml")
def cut_xml_docx():
    files = package(p("前面的还在。") + tbl(tr(tc("表也在"))) + p("断在这里"))
    files["word/document.xml"] = files["word/document.xml"].split("断在")[0]
    return files


@hostile(1, "bad_xml")
def entities_docx():
    files = package(p("&a;"))
    bomb = "".join(f'<!ENTITY {c} "{f"&{n};" * 10}">' for c, n in zip("abcdefgh", "bcdefghi"))
    files["word/document.xml"] = files["word/document.xml"].replace("?>", f'?><!DOCTYPE d [{bomb}<!ENTITY i SYSTEM "file:///etc/passwd">]>', 1)
    return files


@hostile(1, "bad_xml")
def deep_docx():
    return package("<w:sdt><w:sdtContent>" * 5000 + p("底") + "</w:sdtContent></w:sdt>" * 5000)


@hostile(1, "too_large")
def bomb_docx():
    return {**package(""), "word/document.xml": document(p("炸")[:-6] + " " * (260 << 20) + "</w:p>")}


@hostile(1, "unknown_type")
def workbook_docx():
    main = '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    return {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": main,
            "_rels/.rels": f'<Relationships xmlns="{PKG}"><Relationship Id="rId1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>'}


@hostile(1, "unknown_type")
def plain_zip_docx():
    return {"a.txt": "只是一个压缩包"}


@hostile(1, "no_text")
def empty_docx():
    return package(p())


if __name__ == "__main__":
    CASES.write()

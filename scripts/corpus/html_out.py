"""A source as a web page, as a content management system would serve it, in UTF-8 or in GB 18030 declared as gb2312."""
from html import escape

SITES = {
    # the frame around the article: head, what stands before it, what stands behind it
    "trs": ('<div class="header noprint"><ul class="nav">{nav}</ul><div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; {column}</div></div>\n'
            '<div class="zwxl-article"><div class="tools noprint">字号：<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>　<a href="javascript:window.print()">打印</a></div>\n'
            '<div class="trs_editor_view TRS_UEDITOR" id="zoom">\n{body}\n</div></div>\n'
            '<div class="footer noprint"><p>主办：{site}办公厅　承办：{site}电子政务中心</p><p>网站标识码：9900000001　备案号：某ICP备05000000号-1</p><p>联系电话：0990-6300000　邮编：990001</p></div>'),
    "table": ('<table width="960" border="0" align="center" class="noprint"><tr><td><a href="/">网站首页</a> | <a href="/xwdt/">新闻动态</a> | <a href="/zwgk/">政务公开</a> | <a href="/bsfw/">办事服务</a> | <a href="/hdjl/">互动交流</a></td></tr></table>\n'
              '<table width="960" border="0" align="center" cellpadding="0" cellspacing="0"><tr><td class="b12c" id="UCAP-CONTENT">\n{body}\n</td></tr></table>\n'
              '<table width="960" border="0" align="center" class="noprint"><tr><td align="center">版权所有：{site}　网站地图　联系我们<br>您是本站第 1027645 位访客</td></tr></table>'),
    "plain": ('<div class="top noprint"><h1 class="logo">{site}</h1><form action="/search"><input name="q" value="请输入关键字"><input type="submit" value="搜索"></form><ul>{nav}</ul></div>\n'
              '<div id="main">\n{body}\n</div>\n'
              '<div class="side noprint"><h3>相关文件</h3><ul><li><a href="/1.html">关于做好2024年度统计报送工作的通知</a></li><li><a href="/2.html">图解：十个数字看懂全年任务</a></li></ul></div>\n'
              '<div class="bottom noprint">Copyright © 2010-2026　{site}版权所有　累计访问量 3356210 次</div>'),
}
NAV = ["首页", "走进本地", "要闻动态", "政务公开", "政务服务", "互动交流", "数据发布"]
STYLE = """body{font-family:%(serif)s;font-size:12pt;line-height:1.7;margin:0 auto;max-width:960px}
table.doc{border-collapse:collapse;width:100%%;font-size:10.5pt;line-height:1.4}
table.doc td,table.doc th{border:1px solid #333;padding:2px 5px;vertical-align:middle}
table.meta td{border:1px solid #bbb;padding:3px 8px;font-size:10.5pt}
.wide{letter-spacing:%(wide)spt}
.c{text-align:center}.r{text-align:right}.lead,h2,h3,h4{font-family:%(sans)s}
.box{border:1px solid #333;padding:4px 10px;margin:8px 0}
.toc{display:flex}.toc i{flex:1;border-bottom:1px dotted #333;margin:0 6px 6px}
@media print{.noprint{display:none}body{max-width:none}}
@page{size:A4 %(orient)s;margin:22mm 20mm;%(head)s@bottom-center{content:"— " counter(page) " —";font-size:9pt}}"""


def multi(text):
    return "<br>".join(escape(x) for x in text.split("\n"))


def cell(c):
    tag = "th" if c.header else "td"
    spans = (f' rowspan="{c.rowspan}"' if c.rowspan > 1 else "") + (f' colspan="{c.colspan}"' if c.colspan > 1 else "")
    inner = "".join(f"<p>{escape(x)}</p>" for x in c.text.split("\n")) if "\n" in c.text and not c.header else multi(c.text)
    return f"<{tag}{spans}>{inner}</{tag}>"


def table(block):
    rows = ["<tr>" + "".join(cell(c) for c in row) + "</tr>" for row in block.rows]
    heads = sum(1 for row in block.rows if all(c.header for c in row))
    widths = block.opts.get("widths")
    group = ""
    if widths:
        total = sum(int(w) for w in widths.split(","))
        group = "<colgroup>" + "".join(f'<col width="{int(w) * 100 // total}%">' for w in widths.split(",")) + "</colgroup>"
    head, body = "\n".join(rows[:heads]), "\n".join(rows[heads:])
    return f'<table class="doc" border="1">{group}<thead>\n{head}\n</thead><tbody>\n{body}\n</tbody></table>'


def item(block, spaced):
    lead, text = block.opts.get("lead", ""), block.text
    if lead and text.startswith(lead):
        return f'<p style="text-indent:2em">{spaced}<strong class="lead">{escape(lead)}</strong>{escape(text[len(lead):])}</p>'
    return f'<p style="text-indent:2em">{spaced}{escape(text)}</p>'


def render(block, spaced=""):
    text = block.text
    if block.kind == "cover":
        return f'<p class="c"><span class="wide" style="font-size:26pt;color:#c00">{multi(text.replace("/", chr(10)))}</span></p>'
    if block.kind == "title":
        return f'<p style="text-align:center"><strong><span class="wide" style="font-size:20pt">{multi(text.replace("/", chr(10)))}</span></strong></p>'
    if block.kind in ("center", "caption"):
        return f'<p class="c">{"<b>" if block.kind == "caption" else ""}{escape(text)}{"</b>" if block.kind == "caption" else ""}</p>'
    if block.kind == "heading":
        return f'<p style="text-indent:2em">{spaced}<strong>{escape(text)}</strong></p>' if spaced else f"<h{block.level + 1}>{escape(text)}</h{block.level + 1}>"
    if block.kind == "item":
        return item(block, spaced)
    if block.kind == "flush":
        return f"<p>{escape(text)}</p>"
    if block.kind == "right":
        return f'<p class="r">{escape(text)}&nbsp;&nbsp;</p>'
    if block.kind == "toc":
        title, _, page = text.partition("|")
        return f'<p class="toc"><span>{escape(title.strip())}</span><i></i><span>{page.strip()}</span></p>'
    if block.kind == "table":
        return table(block)
    if block.kind == "box":
        return f'<div class="box"><p class="c"><b>{escape(text)}</b></p>\n' + "\n".join(render(b, spaced) for b in block.blocks) + "</div>"
    if block.kind == "page":
        return '<div style="page-break-before:always"></div>'
    return f'<p style="text-indent:2em">{spaced}{escape(text)}</p>'


def meta_table(src):
    """索引号, 发文字号, 成文日期 … as the site shows them above the article."""
    doc, lay = src.documents[0], src.layout
    if "index" not in lay:
        return ""
    date = lambda d: "" if not d else "{}年{}月{}日".format(*[int(x) for x in d.split("-")])
    pairs = [("索 引 号", lay["index"]), ("主题分类", lay.get("subject", "综合政务")), ("发文机关", "、".join(doc["issuer"])), ("成文日期", date(doc["signed"])),
             ("标　　题", doc["notice_title"] or doc["title"]), None, ("发文字号", doc["number"] or ""), ("发布日期", date(lay.get("published")))]
    rows, k = [], 0
    while k < len(pairs):
        (a, b), other = pairs[k], pairs[k + 1]
        rest = f"<td><b>{other[0]}：</b></td><td>{escape(other[1])}</td>" if other else ""
        rows.append(f'<tr><td width="80"><b>{a}：</b></td><td{"" if other else chr(32) + "colspan=" + chr(34) + "3" + chr(34)}>{escape(b)}</td>{rest}</tr>')
        k += 2
    return '<table class="meta" width="100%">' + "\n".join(rows) + "</table>\n"


def page(src, charset="utf-8"):
    doc, lay = src.documents[0], src.layout
    site = lay.get("site", "澄川省人民政府")
    title = lay.get("webtitle") or doc["notice_title"] or doc["title"]
    spaced = "　　" if lay.get("spaced") else ""
    # Chromium draws Noto's outlines as Type 3 fonts (four times the bytes); most pages are printed in a TrueType face.
    noto = lay.get("font") == "noto"
    fonts = {"serif": "'Noto Serif CJK SC',serif" if noto else "'WenQuanYi Zen Hei',sans-serif",
             "sans": "'Noto Sans CJK SC',sans-serif" if noto else "'WenQuanYi Zen Hei',sans-serif"}
    head = f'@top-center{{content:"{lay["header"]}";font-size:9pt}}' if lay.get("header") else ""
    style = STYLE % {**fonts, "head": head, "wide": lay.get("titlespacing", "0"), "orient": "landscape" if lay.get("landscape") else "portrait"}
    if lay.get("printnav"):              # a page whose menus are printed with it
        style = style.replace("@media print{.noprint{display:none}", "@media print{")
    body = meta_table(src) + "\n".join(render(b, spaced) for b in src.blocks)
    nav = "".join(f'<li><a href="/{i}/">{n}</a></li>' for i, n in enumerate(NAV))
    frame = SITES[lay.get("cms", "trs")].replace("{nav}", nav).replace("{column}", lay.get("column", "政策文件")).replace("{site}", site).replace("{body}", body)
    published = f'<meta name="PubDate" content="{lay["published"]} 09:30">\n<meta name="ContentSource" content="{site}">\n' if lay.get("published") else ""
    return (f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>{escape(title)}_{site}网</title>\n<meta name="SiteName" content="{site}网">\n'
            f'<meta name="ArticleTitle" content="{escape(title)}">\n{published}<style>{style}</style>\n'
            '<script>var _page={"id":20260315,"cols":[1,2,3]};function fontSize(n){document.getElementById("zoom").style.fontSize=n+"pt"}</script></head><body>\n'
            f"{frame}\n</body></html>\n")


def write(src, folder):
    made = []
    path = folder / f"{src.name}.html"
    path.write_text(page(src), "utf-8")
    made.append(path)
    if src.layout.get("gbk"):
        path = folder / f"{src.name}.gbk.html"
        path.write_bytes(page(src, "gb2312").encode("gb18030"))
        made.append(path)
    return made

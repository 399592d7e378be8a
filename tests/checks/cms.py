"""The article of a page, whatever content management system wraps it: all of it, and nothing of what stands around."""
from tools import bare, over, records

TITLE = "临江市人民政府关于印发2026年就业工作方案的通知"
ARTICLE = ["各县（市、区）人民政府，市政府各部门、各直属机构：", "现将《2026年就业工作方案》印发给你们，请结合实际认真贯彻执行。",
           "一、总体目标", "到2026年底，全市新增城镇就业12万人，城镇调查失业率控制在5.5%以内，高校毕业生去向落实率达到90%以上。",
           "二、重点任务", "（一）扩大就业容量。实施就业优先战略，开发公益性岗位3000个，帮扶困难人员就业1.5万人。",
           "（二）提升就业能力。开展补贴性职业技能培训8万人次，新建实训基地10个。", "临江市人民政府", "2026年3月1日"]
MENU = ["首页", "政务公开", "政务服务", "互动交流", "数据开放", "走进临江"]
RELATED = ["临江市召开就业工作会议部署全年任务", "我市一季度新增城镇就业3.2万人", "市领导调研高校毕业生就业情况"]
FOOT = ["主办：临江市人民政府办公室", "版权所有 临江市人民政府", "网站标识码：3300000001", "京ICP备05000001号", "联系我们"]
TOOLS = ["字号：大 中 小", "打印本页", "关闭窗口", "分享到微信微博", "扫一扫在手机打开当前页"]


def p(lines, tag="p", attrs=""):
    return "".join(f"<{tag}{attrs}>{line}</{tag}>" for line in lines)


def links(lines, tag="li"):
    return "<ul>" + "".join(f'<{tag}><a href="/{i}.html">{line}</a></{tag}>' for i, line in enumerate(lines)) + "</ul>"


MENUS, LINKS, FEET, BAR = links(MENU), links(RELATED), p(FOOT), "<div>" + " | ".join(f'<a href="#">{x}</a>' for x in TOOLS) + "</div>"
HEAD = f"<h1>{TITLE}</h1>"


def around(body, before="", after=""):
    return (f'<html><head><meta charset="utf-8"><title>{TITLE}_临江市人民政府</title></head><body><div class="header">{MENUS}</div>{before}{body}'
            f'{after}<div class="footer">{FEET}</div></body></html>')


# The shells that are met: names of containers, tables for layout, lines without paragraphs, fragments.
SHELLS = {
    "trs": around(f'<div class="main">{HEAD}{BAR}<div class="TRS_Editor">{p(ARTICLE)}</div></div><div class="xgwz">相关文章{LINKS}</div>'),
    "trs-word": around(f'<div id="zoom"><div class="view TRS_UEDITOR trs_paper_default">{HEAD}{p(ARTICLE, "p", " class=MsoNormal")}</div></div>'),
    "ucap": around(f'<div class="pages_content"><div id="UCAP-CONTENT">{HEAD}{p(ARTICLE)}</div></div>', before=LINKS),
    "jpage": around(f'<table width="1000" align="center"><tr><td width="240">{LINKS}</td><td>{HEAD}<div id="zoom">{p(ARTICLE)}</div></td></tr></table>'),
    "tables-in-tables": around(f'<table><tr><td><table><tr><td>{HEAD}</td></tr><tr><td>{BAR}</td></tr><tr><td>{p(ARTICLE)}</td></tr></table></td></tr></table>'),
    "article": around(f"<article><header>{HEAD}</header><section>{p(ARTICLE)}</section></article><aside><h3>推荐阅读</h3>{LINKS}</aside>"),
    "divs": around(f'<div class="detail-content">{HEAD}{p(ARTICLE, "div")}</div><div class="side">{LINKS}</div>'),
    "breaks": around(f'<div class="content">{HEAD}{"<br/>　　".join(ARTICLE)}</div>'),
    "breaks-twice": around(f'<td class="bt_content"><div>{HEAD}{"<br><br>".join(ARTICLE)}</div></td>'),
    "spans": around(f'<div class="con_main">{HEAD}{p([f"<span style=font-size:16pt><span>{x}</span></span>" for x in ARTICLE])}</div>'),
    "centred": around(f'<center>{HEAD}</center><font size="3">{p(ARTICLE)}</font>'),
    "ucms": around(f'<div class="Custom_UnionStyle">{HEAD}{p(ARTICLE)}</div>', after=f"<div>上一篇：{LINKS}</div>"),
    "hidden-copy": around(f'<div class="txt">{HEAD}{p(ARTICLE)}</div><div style="display:none">{p(ARTICLE[::-1])}</div>'),
    "wechat": around(f'<div id="js_content" class="rich_media_content">{HEAD}<section><section>{p(ARTICLE, "section")}</section></section></div>'),
    "sections": around(f'<main>{HEAD}{"".join(f"<section><p>{x}</p></section>" for x in ARTICLE)}</main>', after=BAR),
    "related-inside": around(f'<div class="article">{HEAD}{p(ARTICLE)}<div class="related"><p>相关链接</p>{LINKS}</div></div>'),
    "tools-inside": around(f'<div class="article">{HEAD}{BAR}{p(ARTICLE)}{BAR}</div>'),
    "fragment": f"<div>{HEAD}{p(ARTICLE)}</div>",
    "no-body": f"{MENUS}<h1>{TITLE}</h1>{p(ARTICLE)}<hr>{FEET}",
    "long-menus": around(f'<div class="art">{HEAD}{p(ARTICLE)}</div>', before=links(MENU * 40) + LINKS * 6, after=LINKS * 10),
}


@over(lambda t: SHELLS)
def check(t, name):
    path = t.tmp / f"cms-{name}.html"
    path.write_text(SHELLS[name], "utf-8")
    blocks = [r for r in records(t.gongbao("read", path).out) if r["record"] == "block" and r["kind"] != "furniture"]
    text = bare("\n".join("\n".join(c["text"] for c in b["cells"]) or b["text"] for b in blocks))
    lost = [line for line in [TITLE, *ARTICLE] if bare(line) not in text]
    alien = [line for line in RELATED + FOOT[1:4] + TOOLS[1:] if bare(line) in text]
    t.ok(name, not lost and not alien, f"lost: {lost}\nnot of the article: {alien}")

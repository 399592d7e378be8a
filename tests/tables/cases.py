"""Tables with known truth: what each case says, independent of who prints it.

A case is a document: paragraphs and tables.  Nothing here is random but through Rng, which is the same everywhere, so the truth need
not be kept in a file.  `truth(case)` gives the tables as rows, columns and cells: (row, col, rowspan, colspan, text).
Styles: ruled (all lines), open (no line at the left and right edge), rows (lying lines only), three (top, head, bottom), head (one line
below the head), none.
"""


class Rng:
    def __init__(self, seed):
        self.state = seed * 2654435761 % 2**32 or 1

    def below(self, n):
        self.state = (self.state * 1103515245 + 12345) % 2**31
        return (self.state >> 8) % n

    def pick(self, items):
        return items[self.below(len(items))]

    def some(self, items, n):
        left = list(items)
        return [left.pop(self.below(len(left))) for _ in range(min(n, len(left)))]


class Cell:
    def __init__(self, text, rowspan=1, colspan=1, align="left", bold=False, indent=0):
        self.text, self.rowspan, self.colspan, self.align, self.bold, self.indent = text, rowspan, colspan, align, bold, indent


AREAS = "东城 西岭 南浦 北塘 长河 云台 青石 临江 永安 和平 新桥 白沙 金湾 双溪 石门 龙泉 太和 宁远 大兴 海曲".split()
INDICATORS = ("地区生产总值 一般公共预算收入 规模以上工业增加值 固定资产投资 社会消费品零售总额 进出口总额 常住人口城镇化率 研发经费投入强度 每万人口高价值发明专利拥有量 "
              "城镇新增就业 居民人均可支配收入 粮食综合生产能力 森林覆盖率 单位地区生产总值能耗降低 空气质量优良天数比率 地表水达到或好于Ⅲ类水体比例 "
              "每千人口拥有执业（助理）医师数 每千人口拥有3岁以下婴幼儿托位数 基本养老保险参保率 劳动年龄人口平均受教育年限 人均预期寿命 高标准农田面积 "
              "农作物耕种收综合机械化率 5G基站数 城市轨道交通运营里程 公共图书馆数 养老机构护理型床位占比").split()
UNITS = "亿元 万人 % 公里 万亩 万吨 个 张 件 岁 年 亿千瓦时".split()
BODIES = "发展改革委 教育局 科技局 工业和信息化局 民政局 财政局 人力资源社会保障局 自然资源局 生态环境局 住房城乡建设局 交通运输局 水务局 农业农村局 商务局 文化和旅游局 卫生健康委".split()
VERBS = "推进 实施 开展 完成 建设 制定 优化 完善 启动 编制 提升 落实".split()
THINGS = ("城镇老旧小区改造 中小型水库除险加固 农村公路提质改造 社区养老服务设施建设 义务教育薄弱环节改善 污水处理厂提标 产业园区智能化改造 数字政府一体化平台 "
          "高标准农田新建与改造提升 河道综合整治 保障性租赁住房筹集 公共充电设施布局 应急避难场所标准化 乡镇卫生院能力建设 文化遗产保护利用 口袋公园增设").split()
TAILS = ("，确保年底前投入使用 ，力争完成投资12.5亿元 ，新增服务能力3000人次 ，建成示范点15个以上 ，覆盖率达到95%以上 ，惠及群众2.3万户 "
         "，按季度通报进展情况并纳入年度考核 ，形成可复制可推广的经验 ，较上年提高2个百分点").split()
DATES = "2025年12月底 2026年6月底 2027年底 持续推进 2026年3月 2025年9月30日前".split()
PROSE = ("为贯彻落实有关部署，进一步完善工作机制，现将有关情况汇总如下。各单位要对照任务分工，细化措施，压实责任，按时报送进展情况，确保各项目标如期实现。",
         "上述任务由牵头单位会同有关单位组织实施，执行中的重要情况及时报告。数据为快报数，最终以年度统计资料为准，部分合计数因小数取舍而产生的误差未作机械调整。",
         "各地区各部门要加强统筹协调，注重分类指导，坚持问题导向和目标导向相结合，推动资金、土地、能耗等要素向重点项目倾斜。")


def figure(g, places=1, big=False):
    whole = g.below(90000 if big else 900) + (1000 if big else 1)
    return f"{whole}.{g.below(10 ** places):0{places}d}" if places else str(whole)


def task(g, n=2):
    return "；".join(g.pick(VERBS) + g.pick(THINGS) + g.pick(TAILS) for _ in range(n)) + "。"


def head(*words):
    return [Cell(w, align="center", bold=True) for w in words]


def row(*cells):
    return [c if isinstance(c, Cell) or c is None else Cell(c) for c in cells]


def center(text, **more):
    return Cell(text, align="center", **more)


def right(text):
    return Cell(text, align="right")


class Table:
    def __init__(self, widths, rows, heads=1, **look):
        self.widths, self.rows, self.heads = widths, rows, heads
        self.look = {"style": "ruled", "pad": 3, "size": 10.5, "valign": "center", "width": 100, "font": "serif", **look}


# ---- what tables look like -------------------------------------------------

def indicators(g, groups=True, n=12):
    """序号, indicator, unit, base, target, attribute; a cell over each group of rows."""
    rows, left, number = [head("类别" if groups else "序号", "指标", "单位", "2020年", "2025年", "属性")], n, 0
    names = g.some(INDICATORS, n)
    for group in ("经济发展", "创新驱动", "民生福祉", "绿色生态"):
        size = min(left, 2 + g.below(3)) if group != "绿色生态" else left
        for k in range(size):
            number += 1
            first = (center(group, rowspan=size) if k == 0 else None) if groups else center(str(number))
            base = right("—" if g.below(6) == 0 else figure(g))
            rows.append(row(first, names[number - 1], center(g.pick(UNITS)), base, right(g.pick(("〔%s〕", "%s", "＞%s", "%s左右")) % figure(g)),
                            center(g.pick(("预期性", "约束性")))))
        left -= size
        if left <= 0:
            break
    return Table([10, 34, 12, 14, 17, 13], rows)


def statistics(g, n=14):
    """As in reports of statistics: sub-rows are indented, one column has gaps."""
    rows = [head("指 标", "单位", "绝对数", "比上年增长（%）")]
    for k, name in enumerate(g.some(INDICATORS, n)):
        sub = k % 4 in (2, 3)
        rows.append(row(Cell(("其中：" if k % 4 == 2 else "") + name, indent=2 if sub else 0), center(g.pick(UNITS)), right(figure(g, 2, True)),
                        right("" if g.below(7) == 0 else ("-" if g.below(4) == 0 else "") + figure(g))))
    return Table([44, 14, 21, 21], rows)


def two_heads(g, n=10):
    """A head in two rows: years over what is measured in them."""
    rows = [row(center("地区", rowspan=2, bold=True), center("2023年", colspan=2, bold=True), None, center("2024年", colspan=2, bold=True), None),
            row(None, *head("总量（亿元）", "增速（%）", "总量（亿元）", "增速（%）"))]
    for name in ["全 市"] + g.some(AREAS, n):
        rows.append(row(center(name), right(figure(g, 2)), right(figure(g)), right(figure(g, 2)), right(figure(g))))
    return Table([20, 20, 20, 20, 20], rows, heads=2)


def tasks(g, n=8, sections=True):
    """Long texts, several bodies one a line, rows that name a section."""
    rows = [head("序号", "主要任务", "工作内容", "责任单位", "完成时限")]
    for k in range(n):
        if sections and k % 4 == 0:
            rows.append(row(Cell("一二三四五六七八九十"[k // 4] + "、" + g.pick(("产业发展", "民生保障", "生态环境", "改革创新")), colspan=5, bold=True),
                            None, None, None, None))
        rows.append(row(center(str(k + 1)), g.pick(VERBS) + g.pick(THINGS), task(g, 1 + g.below(3)),
                        "\n".join("市" + b for b in g.some(BODIES, 1 + g.below(3))), center(g.pick(DATES))))
    return Table([7, 20, 42, 18, 13], rows)


def projects(g, n=60):
    """A long list."""
    rows = [head("序号", "项目名称", "建设地点", "总投资（万元）", "年度目标")]
    for k in range(n):
        rows.append(row(center(str(k + 1)), g.pick(AREAS) + "区" + g.pick(THINGS) + "项目" + ("（一期）" if g.below(3) == 0 else ""),
                        g.pick(AREAS) + "区", right(figure(g, 0, True)), task(g, 1)))
    return Table([8, 32, 14, 14, 32], rows)


def months(g, n=8):
    """Many narrow columns."""
    rows = [head("地区", *[f"{m}月" for m in range(1, 13)])]
    for name in g.some(AREAS, n):
        rows.append(row(name, *[right("" if g.below(12) == 0 else figure(g)) for _ in range(12)]))
    return Table([10] + [7.5] * 12, rows, size=8)


def form(g):
    """Labels and room to write in."""
    rows = [row(center("项目名称"), Cell(g.pick(AREAS) + "区" + g.pick(THINGS), colspan=3), None, None),
            row(center("申报单位"), "", center("联系电话"), ""),
            row(center("建设期限"), "2025年1月至2026年12月", center("总投资（万元）"), right(figure(g, 0, True))),
            row(center("资金来源", rowspan=3), center("中央资金"), right(figure(g, 0)), ""),
            row(None, center("地方配套"), right(figure(g, 0)), ""),
            row(None, center("自筹"), "", ""),
            row(center("主要建设内容"), Cell(task(g, 3), colspan=3), None, None),
            row(center("审核意见"), Cell("", colspan=2), None, "年 月 日")]
    return Table([18, 32, 22, 28], rows, heads=0)


def groups(g, parts=6, each=9):
    """Cells over many rows, some of which stand on two pages."""
    rows = [head("领域", "类别", "任务", "牵头单位")]
    for p in range(parts):
        for k in range(each):
            rows.append(row(center(g.pick(THINGS)[:6], rowspan=each) if k == 0 else None,
                            center(f"第{'一二三'[k // 3]}类", rowspan=3) if k % 3 == 0 else None,
                            g.pick(VERBS) + g.pick(THINGS) + g.pick(TAILS), "市" + g.pick(BODIES)))
    return Table([15, 13, 50, 22], rows)


def duties(g, n=9):
    """Words only."""
    rows = [head("名称", "职责", "联系处室")]
    for body in g.some(BODIES, n):
        rows.append(row("市" + body, g.pick(VERBS) + g.pick(THINGS) + "，" + g.pick(VERBS) + g.pick(THINGS) + "等工作。", g.pick(("综合处", "规划处", "法规处", "办公室"))))
    return Table([24, 56, 20], rows)


def words(g, n=8):
    """Short words in columns, no figures."""
    rows = [head("区县", "牵头部门", "试点名称", "推进情况")]
    for name in g.some(AREAS, n):
        rows.append(row(name + "区", g.pick(BODIES), g.pick(THINGS), center(g.pick(("已完成", "正在实施", "前期工作", "")))))
    return Table([16, 28, 38, 18], rows)


def wide(g, n=10):
    """Twelve columns on a page laid across, heads in two rows."""
    rows = [row(center("序号", rowspan=2, bold=True), center("区县", rowspan=2, bold=True),
                *[c for name in ("供水管网", "污水管网", "燃气管网") for c in (center(name, colspan=3, bold=True), None, None)], center("备注", rowspan=2, bold=True)),
            row(None, None, *[c for _ in range(3) for c in head("现状（公里）", "新建（公里）", "投资（万元）")], None)]
    for k, name in enumerate(g.some(AREAS, n)):
        rows.append(row(center(str(k + 1)), name + "区", *[right(figure(g, 1)) for _ in range(9)], "" if k % 3 else "含续建项目"))
    return Table([5, 9] + [8] * 9 + [14], rows, heads=2)


def sparse(g, n=9):
    """Marks in a few places."""
    rows = [head("事项", "市级", "区级", "街道", "备注")]
    for k in range(n):
        rows.append(row(g.pick(VERBS) + g.pick(THINGS), *[center("√" if g.below(3) == 0 else "") for _ in range(3)], "按规定办理" if k % 4 == 0 else ""))
    return Table([44, 12, 12, 12, 20], rows)


# ---- documents -------------------------------------------------------------

# name, style, [(maker, arguments)], look, document
PLAN = (
    ("indicators", "ruled", [(indicators, {})], {}, {"title": 1}),
    ("indicators-tight", "ruled", [(indicators, {"n": 16})], {"pad": 0.5, "size": 9, "font": "sans"}, {"title": 1, "note": 1}),
    ("statistics", "ruled", [(statistics, {})], {"pad": 1}, {"unit": 1}),
    ("two-heads", "ruled", [(two_heads, {})], {}, {"unit": 1, "note": 1}),
    ("tasks", "ruled", [(tasks, {})], {"valign": "top"}, {"title": 1}),
    ("tasks-long", "ruled", [(tasks, {"n": 26})], {"pad": 2}, {"title": 1, "after": 1, "foot": 1}),
    ("projects", "ruled", [(projects, {"n": 70})], {"pad": 1, "size": 9}, {"foot": 1}),
    ("projects-no-repeat", "ruled", [(projects, {"n": 45})], {"pad": 2, "repeat": False, "valign": "top"}, {"before": 1, "after": 1}),
    ("months", "ruled", [(months, {})], {"pad": 1, "size": 7.5}, {"before": 1}),
    ("form", "ruled", [(form, {})], {"pad": 6, "size": 12}, {"title": 1}),
    ("groups", "ruled", [(groups, {})], {"pad": 3}, {"foot": 1}),
    ("two-tables", "ruled", [(statistics, {"n": 7}), (words, {"n": 6})], {"pad": 1}, {"before": 1, "unit": 1}),
    ("wide", "ruled", [(wide, {"n": 16})], {"size": 9}, {"landscape": 1, "title": 1}),
    ("sparse", "ruled", [(sparse, {})], {}, {"note": 1}),
    ("indicators", "open", [(indicators, {})], {}, {"unit": 1, "note": 1}),
    ("two-heads", "open", [(two_heads, {})], {"pad": 1}, {"unit": 1}),
    ("projects", "open", [(projects, {"n": 40})], {"pad": 1.5, "size": 9}, {"foot": 1}),
    ("indicators", "rows", [(indicators, {})], {}, {"title": 1}),
    ("statistics", "rows", [(statistics, {})], {"pad": 1, "font": "sans"}, {"unit": 1, "note": 1}),
    ("tasks", "rows", [(tasks, {"n": 6})], {"pad": 3}, {"before": 1, "after": 1}),
    ("projects", "rows", [(projects, {"n": 40})], {"pad": 2, "size": 9}, {"foot": 1}),
    ("words", "rows", [(words, {})], {"pad": 2}, {"before": 1}),
    ("two-tables", "rows", [(two_heads, {"n": 6}), (sparse, {"n": 6})], {"pad": 2}, {"before": 1}),
    ("statistics", "three", [(statistics, {})], {"pad": 1}, {"unit": 1, "note": 1}),
    ("two-heads", "three", [(two_heads, {})], {"pad": 1}, {"unit": 1}),
    ("indicators", "three", [(indicators, {"groups": False})], {"pad": 1.5}, {"title": 1, "note": 1}),
    ("words", "three", [(words, {})], {"pad": 3}, {"before": 1, "after": 1}),
    ("duties", "three", [(duties, {})], {"pad": 4}, {"before": 1}),
    ("months", "three", [(months, {})], {"pad": 1, "size": 7.5}, {}),
    ("two-tables", "three", [(statistics, {"n": 6}), (two_heads, {"n": 6})], {"pad": 1}, {"before": 1}),
    ("statistics", "head", [(statistics, {"n": 10})], {"pad": 1.5}, {"before": 1, "after": 1}),
    ("duties", "head", [(duties, {})], {"pad": 4}, {"before": 1}),
    ("statistics", "none", [(statistics, {})], {"pad": 1.5}, {"unit": 1, "after": 1}),
    ("two-heads", "none", [(two_heads, {})], {"pad": 1.5}, {"unit": 1, "after": 1}),
    ("indicators", "none", [(indicators, {"groups": False})], {"pad": 2}, {"title": 1, "note": 1}),
    ("months", "none", [(months, {})], {"pad": 1, "size": 7.5}, {"before": 1}),
    ("words", "none", [(words, {"n": 10})], {"pad": 3}, {"before": 1, "after": 1}),
    ("duties", "none", [(duties, {"n": 10})], {"pad": 5}, {"before": 1, "after": 1}),
    ("projects", "none", [(projects, {"n": 34})], {"pad": 4, "size": 9}, {"title": 1}),
    ("wide", "none", [(wide, {})], {"size": 9, "pad": 2}, {"landscape": 1, "title": 1}),
    ("two-tables", "none", [(statistics, {"n": 8}), (months, {"n": 6})], {"pad": 1, "size": 8.5}, {"before": 1, "after": 1}),
)


class Case:
    def __init__(self, name, style, parts, landscape=False, foot=False):
        self.name, self.style, self.parts, self.landscape, self.foot = name, style, parts, landscape, foot

    def tables(self):
        return [p[1] for p in self.parts if p[0] == "table"]


def make(seed, name, style, makers, look, document):
    g = Rng(seed + 1)
    parts = []
    if "title" in document:
        parts.append(("title", g.pick(("重点指标表", "任务分工表", "项目安排表"))))
    if "before" in document:
        parts.append(("text", g.pick(PROSE) + g.pick(PROSE)))
    for k, (maker, arguments) in enumerate(makers):
        table = maker(g, **arguments)
        table.look.update(look, style=style)
        if len(makers) > 1 or "unit" in document:
            parts.append(("caption", f"表{k + 1} {g.pick(('主要指标完成情况', '分地区情况', '工作推进情况'))}"))
        if "unit" in document:
            parts.append(("unit", "单位：" + g.pick(("亿元", "万元、%", "个"))))
        parts.append(("table", table))
        if "note" in document:
            parts.append(("note", "注：1.〔 〕内为五年累计数；2.带“—”的为无统计数据；3.“预期性”指标主要依靠市场主体的自主行为实现，政府适时调整方向和力度。"))
    if "after" in document:
        parts.append(("text", g.pick(PROSE)))
    return Case(f"{style}-{name}", style, parts, "landscape" in document, "foot" in document)


def cases():
    return [make(k, *plan) for k, plan in enumerate(PLAN)]


def truth(table):
    cells = []
    for r, cells_of_row in enumerate(table.rows):
        for c, cell in enumerate(cells_of_row):
            if cell is not None:
                cells.append((r, c, cell.rowspan, cell.colspan, cell.text))
    return {"rows": len(table.rows), "cols": len(table.widths), "cells": cells}

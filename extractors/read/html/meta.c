/*
 * What a page says of its document beside the text: 索引号, 发文字号, 成文日期 … They
 * come as table cells, dl, list items, pairs of div or one line; seen as a
 * sequence of short pieces all these are the same: label, value, label, value.
 */
#include "html.h"
#include "internal.h"

#include <string.h>

#define LABEL_CP 10 /* a label that is not in the list, between known ones, is no longer than this */
#define VALUE_BYTES 1200
#define CHROME_BYTES 300 /* longer paragraphs are not the page's machinery */
#define WORD_BYTES 48
#define RUN_ON_BYTES 70 /* a value without a colon before it is short */
#define LONG_LABEL 9 /* bytes: three characters */

/*
 * STRONG stands in such tables only; ATTR in the line below a title; WEAK counts
 * beside others; GADGET is like ATTR, but says nothing of the document.
 */
enum weight { NONE, WEAK, GADGET, ATTR, STRONG };

static const struct {
	const char *label;
	enum weight weight;
} labels[] = {
	{ "索引号", STRONG }, { "索取号", STRONG }, { "信息索引号", STRONG }, { "信息索引", STRONG },
	{ "发文字号", STRONG }, { "文号", STRONG }, { "发布文号", STRONG }, { "文件编号", STRONG },
	{ "发文机关", STRONG }, { "发文机构", STRONG }, { "发文单位", STRONG }, { "发布机构", STRONG },
	{ "发布机关", STRONG }, { "制发机关", STRONG }, { "制发单位", STRONG }, { "制定机关", STRONG },
	{ "公开机构", STRONG }, { "公开责任部门", STRONG }, { "成文日期", STRONG }, { "成文时间", STRONG },
	{ "发文日期", STRONG }, { "发文时间", STRONG }, { "生成日期", STRONG }, { "主题分类", STRONG },
	{ "体裁分类", STRONG }, { "组配分类", STRONG }, { "信息分类", STRONG }, { "公开方式", STRONG },
	{ "公开形式", STRONG }, { "公开范围", STRONG }, { "公开时限", STRONG }, { "公开属性", STRONG },
	{ "公开类别", STRONG }, { "公开程度", STRONG }, { "有效性", STRONG }, { "时效性", STRONG },
	{ "效力状态", STRONG }, { "是否有效", STRONG }, { "统一登记号", STRONG }, { "登记号", STRONG },
	{ "统一编号", STRONG }, { "生效日期", STRONG }, { "失效日期", STRONG }, { "废止日期", STRONG },
	{ "主题词", STRONG }, { "施行日期", STRONG }, { "实施日期", STRONG }, { "发布单位", STRONG },
	{ "所属机构", STRONG }, { "所属主题", STRONG }, { "主题类别", STRONG }, { "服务对象", WEAK }, { "标题", WEAK },
	{ "名称", WEAK }, { "信息名称", STRONG }, { "文件名称", WEAK }, { "关键词", WEAK }, { "关键字", WEAK },
	{ "分类", WEAK }, { "体裁", WEAK }, { "内容概述", WEAK }, { "概述", WEAK }, { "状态", WEAK },
	{ "签发日期", WEAK }, { "公布日期", WEAK }, { "公开日期", WEAK }, { "公开目录", WEAK }, { "发布日期", ATTR },
	{ "发布时间", ATTR }, { "来源", ATTR }, { "信息来源", ATTR }, { "文章来源", ATTR }, { "稿源", ATTR },
	{ "时间", ATTR }, { "日期", ATTR }, { "浏览次数", GADGET }, { "浏览量", GADGET }, { "访问量", GADGET },
	{ "访问次数", GADGET }, { "阅读次数", GADGET }, { "点击数", GADGET }, { "点击量", GADGET },
	{ "点击次数", GADGET }, { "字号", GADGET }, { "字体", GADGET }, { "字体大小", GADGET }, { "作者", ATTR },
	{ "责任编辑", ATTR }, { "编辑", ATTR },
};

/* One short piece: a paragraph, or a cell of a table. */
struct piece {
	size_t item;
	size_t cell; /* index, or GB_NONE */
	struct gb_span text;
};

struct pieces {
	struct piece *item;
	size_t n, cap;
};

struct pair {
	struct gb_span name, value;
	bool gadget;
};

struct scan {
	struct gb_page *page;
	struct gb_items *items;
	struct pieces pieces;
	struct pair *pair; /* of the region being read */
	size_t npair, cap_pair;
	size_t strong, attr, known;
};

/* ---- labels ---- */

static bool is_sep(struct gb_span s, size_t at, size_t *len)
{
	static const char *const marks[] = { "：", ":", "】", "］", "]", "﹕" };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		*len = strlen(marks[i]);
		if (gb_span_starts(gb_span_from(s, at), gb_span_of(marks[i])))
			return true;
	}
	return false;
}

static size_t skip_space(struct gb_span s, size_t at)
{
	size_t len;

	while (at < s.n && gb_cp_is_space(gb_utf8_decode(gb_span_from(s, at), &len)))
		at += len;
	return at;
}

/* Bytes of s that spell `label`, spaces between its characters allowed; 0 when they do not. */
static size_t spells(struct gb_span s, struct gb_span label)
{
	size_t at = 0;

	for (size_t i = 0; i < label.n;) {
		const size_t len = gb_utf8_len(gb_span_from(label, i));

		at = i > 0 ? skip_space(s, at) : at;
		if (!gb_span_starts(gb_span_from(s, at), gb_span_sub(label, i, len)))
			return 0;
		at += len;
		i += len;
	}
	return at;
}

/* Label and value in two spans side by side: 成文日期2026年11月3日, 索引号11330/2026-1. */
static bool runs_on(struct gb_span s, size_t at, enum weight w)
{
	const struct gb_span value = gb_span_from(s, at);
	const bool figure = (value.p[0] >= '0' && value.p[0] <= '9') || (value.p[0] >= 'A' && value.p[0] <= 'Z');

	if (value.n >= RUN_ON_BYTES || gb_span_has(value, GB_S("，")) || gb_span_has(value, GB_S("。")))
		return false;
	return figure || (w == STRONG && at >= LONG_LABEL + 3);
}

/*
 * A known label at the start of s: its weight, name, and the bytes up to the value.
 * Without a colon it must be all of s.
 */
static enum weight known_label(struct gb_span s, struct gb_span *name, size_t *used)
{
	const size_t start = gb_span_starts(s, GB_S("【")) || gb_span_starts(s, GB_S("［")) ? 3 : gb_span_starts(s, GB_S("[")) ? 1 : 0;
	enum weight best = NONE;
	size_t best_n = 0, len;

	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		if (s.n < start + 6 || memcmp(s.p + start, labels[i].label, 3) != 0)
			continue; /* all labels start with a character of three bytes */
		const struct gb_span label = gb_span_of(labels[i].label);
		const size_t n = spells(gb_span_from(s, start), label);
		const size_t after = skip_space(s, start + n);

		if (n == 0 || label.n < best_n)
			continue;
		const bool sep = after < s.n && is_sep(s, after, &len);

		if (after < s.n && !sep && !runs_on(s, after, labels[i].weight))
			continue;
		len = sep ? len : 0;
		best = labels[i].weight;
		best_n = label.n;
		*name = label;
		*used = after < s.n ? after + len : after;
		for (size_t more = skip_space(s, *used); more < s.n && is_sep(s, more, &len); more = skip_space(s, *used))
			*used = more + len; /* 【索引号】： */
	}
	return best;
}

/* "某某：" or "某某：值" with a short first part of Chinese characters. */
static bool other_label(struct gb_span s, struct gb_span *name, size_t *used)
{
	size_t cp = 0, len, sep;

	for (size_t i = 0; i < s.n && cp <= LABEL_CP; i += len, cp++) {
		if (cp >= 2 && is_sep(s, i, &sep)) {
			*name = gb_span_sub(s, 0, i);
			*used = i + sep;
			return true;
		}
		const uint32_t c = gb_utf8_decode(gb_span_from(s, i), &len);

		if (!gb_cp_is_han(c) && !gb_cp_is_space(c))
			return false;
	}
	return false;
}

/* ---- pieces ---- */

static void add_piece(struct scan *s, size_t item, size_t cell, struct gb_span text)
{
	text = gb_span_trim(text);
	if (text.n == 0 || text.n > VALUE_BYTES)
		return;
	struct piece *p = GB_PUSH(s->page->r->arena, s->pieces.item, s->pieces.n, s->pieces.cap);

	*p = (struct piece){ item, cell, text };
}

static void add_pieces(struct scan *s)
{
	for (size_t i = 0; i < s->items->n; i++) {
		const struct gb_item *it = &s->items->item[i];

		add_piece(s, i, GB_NONE, it->kind == GB_BLOCK_PARAGRAPH ? it->text : GB_S(""));
		for (size_t c = 0; c < it->cells.n; c++)
			add_piece(s, i, c, it->cells.item[c].text);
	}
}

static const struct gb_item *item_of(const struct scan *s, const struct piece *p)
{
	return &s->items->item[p->item];
}

/* The value of a label stands beside it: in its row, or in the element around it. */
static bool beside(const struct scan *s, const struct piece *label, const struct piece *p)
{
	const struct gb_item *a = item_of(s, label), *b = item_of(s, p);

	if (label->cell != GB_NONE || p->cell != GB_NONE)
		return label->item == p->item && a->cells.item[label->cell].row == b->cells.item[p->cell].row;
	const struct gb_node *nodes = s->page->nodes.item;
	size_t around = nodes[a->node].parent;

	if (around == GB_NONE)
		return false;
	const enum gb_tag tag = nodes[around].tag;

	if (tag == GB_TAG_TD || tag == GB_TAG_TH || tag == GB_TAG_DT || tag == GB_TAG_LI)
		around = nodes[around].parent; /* a block of its own inside the cell */
	return nodes[around].tag != GB_TAG_BODY && gb_html_inside(s->page, b->node, around);
}

/* ---- regions ---- */

static void add_pair(struct scan *s, struct gb_span name, struct gb_span value, enum weight w)
{
	struct pair *p = GB_PUSH(s->page->r->arena, s->pair, s->npair, s->cap_pair);

	p->name = name;
	p->value = gb_span_trim(value);
	p->gadget = w == GADGET;
}

static void count_label(struct scan *s, enum weight w)
{
	s->strong += w == STRONG;
	s->attr += w == ATTR || w == GADGET;
	s->known += w != NONE;
}

/*
 * Where in s the next known label with a colon starts; s.n if nowhere.  Short
 * labels (来源) need white space before them, since longer ones end like them.
 */
static size_t next_label(struct gb_span s)
{
	size_t used, len;
	struct gb_span name;
	bool space = false;

	for (size_t i = 0; i < s.n; i += len) {
		const bool is_space = gb_cp_is_space(gb_utf8_decode(gb_span_from(s, i), &len));

		if (!is_space && known_label(gb_span_from(s, i), &name, &used) != NONE && (space || name.n >= LONG_LABEL) &&
		    (gb_span_has(gb_span_sub(s, i, used), GB_S("：")) || gb_span_has(gb_span_sub(s, i, used), GB_S(":"))))
			return i;
		space = is_space;
	}
	return s.n;
}

/*
 * Reads one piece as labels and values.  Returns false when it is neither; *open
 * tells that the last label still wants its value.
 */
static bool read_piece(struct scan *s, struct gb_span text, bool inside, bool *open)
{
	struct gb_span name = GB_S("");
	size_t used = 0;
	enum weight w = known_label(text, &name, &used);

	if (w == NONE && !(inside && other_label(text, &name, &used)))
		return false;
	for (;;) {
		const struct gb_span rest = gb_span_from(text, used);
		const size_t stop = next_label(rest);

		count_label(s, w);
		add_pair(s, name, gb_span_sub(rest, 0, stop), w);
		*open = stop == rest.n && gb_span_trim(rest).n == 0;
		if (stop == rest.n)
			return true;
		text = gb_span_from(rest, stop);
		w = known_label(text, &name, &used);
	}
}

/* Reads a region from piece `at`; returns the piece after it. */
static size_t read_region(struct scan *s, size_t at)
{
	bool open = false;
	size_t label = at, i = at;

	s->npair = s->strong = s->attr = s->known = 0;
	for (; i < s->pieces.n; i++) {
		const struct piece *p = &s->pieces.item[i];

		if (p->text.n > VALUE_BYTES)
			break;
		if (read_piece(s, p->text, i > at, &open)) {
			label = i;
			continue;
		}
		if (!open || !beside(s, &s->pieces.item[label], p))
			break;
		s->pair[s->npair - 1].value = p->text;
		open = false;
	}
	return i;
}

/* A head row of labels over a row of values. */
static bool read_columns(struct scan *s, const struct gb_item *it)
{
	struct gb_span name;
	size_t used;

	s->npair = s->strong = s->attr = s->known = 0;
	for (size_t i = 0; i < it->cells.n; i++) {
		const struct gb_cell *head = &it->cells.item[i];
		enum weight w = head->row == 0 ? known_label(gb_span_trim(head->text), &name, &used) : NONE;

		if (head->row == 0 && (w == NONE || used < gb_span_trim(head->text).n))
			return false;
		for (size_t k = i + 1; w != NONE && k < it->cells.n; k++)
			if (it->cells.item[k].row == 1 && it->cells.item[k].col == head->col)
				add_pair(s, name, it->cells.item[k].text, w);
		count_label(s, w);
	}
	return s->strong >= 2 && s->npair >= 2;
}

static void take_pairs(struct scan *s)
{
	for (size_t i = 0; i < s->npair; i++)
		if (!s->pair[i].gadget)
			gb_html_meta(s->page, s->pair[i].name, s->pair[i].value);
}

/* A table is taken only when most of its cells belong to the region. */
static void set_roles(struct scan *s, size_t from, size_t to)
{
	for (size_t i = from; i < to;) {
		const size_t item = s->pieces.item[i].item, first = i;
		struct gb_item *it = &s->items->item[item];
		size_t filled = 0;

		while (i < to && s->pieces.item[i].item == item)
			i++;
		for (size_t c = 0; c < it->cells.n; c++)
			filled += gb_span_trim(it->cells.item[c].text).n > 0;
		if (it->cells.n == 0 || (i - first) * 2 >= filled)
			it->role = GB_ROLE_META;
	}
}

static bool qualifies(const struct scan *s)
{
	return s->strong >= 2 || (s->strong >= 1 && s->known >= 3) || s->attr >= 2;
}

static bool try_columns(struct scan *s, size_t at)
{
	struct gb_item *it = &s->items->item[s->pieces.item[at].item];

	if (it->kind != GB_BLOCK_TABLE || s->pieces.item[at].cell != 0 || it->cells.item[it->cells.n - 1].row != 1 || !read_columns(s, it))
		return false;
	take_pairs(s);
	it->role = GB_ROLE_META;
	return true;
}

/* One or two short items between two that were taken: a label nobody knows, with its value if it has one. */
static void fill_gaps(struct gb_page *page, struct gb_items *items)
{
	size_t last = GB_NONE;

	for (size_t i = 0; i < items->n; i++) {
		struct gb_item *gap = last != GB_NONE ? &items->item[last + 1] : NULL;

		if (items->item[i].role != GB_ROLE_META)
			continue;
		if (last != GB_NONE && i - last == 2 && gap->cp <= LABEL_CP)
			gap->role = GB_ROLE_FURNITURE;
		if (last != GB_NONE && i - last == 3 && gap->cp <= LABEL_CP && gap[1].cp <= LABEL_CP * 3 &&
			gap[1].kind == GB_BLOCK_PARAGRAPH) {
			gb_html_meta(page, gap->text, gap[1].text);
			gap[0].role = gap[1].role = GB_ROLE_META;
		}
		last = i;
	}
}

void gb_html_metadata(struct gb_page *page, struct gb_items *items)
{
	struct scan s = { .page = page, .items = items };

	add_pieces(&s);
	for (size_t i = 0; i < s.pieces.n;) {
		struct gb_span name;
		size_t used;

		if (try_columns(&s, i)) {
			const size_t item = s.pieces.item[i].item;

			while (i < s.pieces.n && s.pieces.item[i].item == item)
				i++;
			continue;
		}
		if (known_label(s.pieces.item[i].text, &name, &used) == NONE) {
			i++;
			continue;
		}
		const size_t end = read_region(&s, i);

		if (qualifies(&s)) {
			take_pairs(&s);
			set_roles(&s, i, end);
		}
		i = end > i ? end : i + 1;
	}
	fill_gaps(page, items);
}

/* ---- words of the page's machinery ---- */

/* What stands between and around the words: brackets, bars, arrows, white space. */
static bool is_decoration(uint32_t cp)
{
	static const uint32_t marks[] = { 0x3010, 0x3011, '[', ']', '|', 0xff5c, 0xff1a, ':', '>', '<', '+', '-', '/', 0xbb, 0xab, '(', ')',
					  0xff08, 0xff09, 0xd7, 0x3001, 0xb7, 0x2022, 'x', 'X' };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (cp == marks[i])
			return true;
	return gb_cp_is_space(cp);
}

/* The next word of s, decoration on both sides taken off; empty at the end. */
static struct gb_span next_word(struct gb_span *s)
{
	size_t at = 0, len = 0;

	while (at < s->n && is_decoration(gb_utf8_decode(gb_span_from(*s, at), &len)))
		at += len;
	const size_t start = at;

	while (at < s->n && at - start < WORD_BYTES && !is_decoration(gb_utf8_decode(gb_span_from(*s, at), &len)))
		at += len;
	const struct gb_span word = gb_span_sub(*s, start, at - start);

	*s = gb_span_from(*s, at);
	return word;
}

static bool is_button(struct gb_span word)
{
	static const char *const buttons[] = {
		"打印", "打印本页", "打印页面", "打印文章", "打印本稿", "打印此页", "下载", "下载本文", "收藏",
		"收藏本页", "收藏此页", "分享", "分享到", "关闭", "关闭窗口", "关闭本页", "关闭此页", "返回",
		"返回顶部", "返回首页", "返回上一页", "返回列表", "字号", "字体", "大", "中", "小", "大中小", "加大",
		"还原", "减小", "放大", "缩小", "全屏", "首页", "微信", "微博", "新浪微博", "QQ空间", "默认",
		"发表评论", "我要评论", "我要纠错", "纠错", "复制链接", "朗读", "语音播报", "繁体", "简体", "无障碍",
		"特大", "较大", "标准", "更多", "上一页", "下一页", "尾页", "字体大", "字号大", "大字",
	};

	for (size_t i = 0; i < sizeof buttons / sizeof *buttons; i++)
		if (gb_span_eq(word, gb_span_of(buttons[i])))
			return true;
	return false;
}

/* How a line of the machinery starts that goes on with something of the page. */
static bool starts_chrome(struct gb_span word)
{
	static const char *const starts[] = {
		"当前位置", "您当前的位置", "您现在的位置", "您现在所在的位置", "您当前所在位置", "您当前所在的位置",
		"您的位置", "当前所在位置", "当前您所在的位置", "你当前的位置", "你现在的位置", "您所在的位置",
		"您所在位置", "所在位置", "上一篇", "下一篇", "上一条", "下一条", "扫一扫", "扫码", "分享到", "分享至",
		"浏览次数", "浏览量", "访问量", "点击数", "阅读次数", "责任编辑", "网站标识码", "版权所有", "相关链接",
		"相关新闻", "相关解读", "相关文档", "相关阅读", "相关报道", "相关文章", "相关稿件", "关联稿件",
		"关联阅读", "延伸阅读", "打印本页", "点击下载", "点击此处下载", "附件下载",
	};

	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (gb_span_starts(word, gb_span_of(starts[i])))
			return true;
	return false;
}

bool gb_html_is_chrome(struct gb_span text)
{
	if (text.n > CHROME_BYTES)
		return false;
	struct gb_span rest = text;
	struct gb_span word = next_word(&rest);

	if (starts_chrome(word) || gb_span_has(text, GB_S("ICP备")) || gb_span_has(text, GB_S("公网安备")))
		return true;
	while (word.n > 0 && is_button(word))
		word = next_word(&rest);
	return word.n == 0;
}

bool gb_html_is_file(struct gb_span href)
{
	static const char *const others[] = { "xls", "xlsx", "et", "zip", "rar", "7z", "ppt", "pptx", "ceb" };
	const size_t query = gb_span_find(href, GB_S("?"), 0);
	char low[8];

	if (query != GB_NONE && query > 0)
		href = gb_span_sub(href, 0, query);
	const size_t dot = gb_span_rfind(href, GB_S("."));

	if (dot == GB_NONE || href.n - dot >= sizeof low)
		return false;
	for (size_t i = dot + 1; i < href.n; i++)
		low[i - dot - 1] = href.p[i] >= 'A' && href.p[i] <= 'Z' ? (char)(href.p[i] - 'A' + 'a') : href.p[i];
	const struct gb_span ending = { low, href.n - dot - 1 };
	const struct gb_reader *reader = gb_readers_of_ending(ending);

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (gb_span_eq(ending, gb_span_of(others[i])))
			return true;
	return reader != NULL && reader != &gb_html_reader && reader != &gb_mhtml_reader;
}

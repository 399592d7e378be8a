/*
 * mention - what was found in one sentence: a number, a quantity, a date, a name that only looks like one.
 *
 * Offsets are bytes of the sentence's text in memory and code points in the
 * record.  All strings are borrowed.  Values are exact decimals as text, with
 * 万/亿 resolved; dates are ISO days, both ends inclusive, "" for open.
 */
#ifndef GB_RECORD_MENTION_H
#define GB_RECORD_MENTION_H

#include "base/json.h"
#include "base/sink.h"

enum gb_mention_kind {
	GB_MENTION_MASK,     /* must not be read as a quantity: “885”工作体系, 渝府办发〔2026〕12号, 第十六届 */
	GB_MENTION_NUMBER,   /* 1227, no unit */
	GB_MENTION_ORDINAL,  /* 第三 */
	GB_MENTION_PERCENT,  /* 24.1% */
	GB_MENTION_PERMILLE, /* 3‰ */
	GB_MENTION_RANGE,    /* 8—10个, 5%—5.5% */
	GB_MENTION_QUANTITY, /* 1.5万名以上 */
	GB_MENTION_DATE,     /* 2026年11月底前 */
	GB_MENTION_DATERANGE, /* 2026—2028年, “十五五”期间 */
	GB_MENTION_DURATION, /* 三年, 20分钟 */
	GB_MENTION_SET,      /* 每年, 日均, 每季度 */
	GB_MENTION_IMPLIED,  /* 全覆盖, 清零, 零发生: words that stand for a number */
	GB_MENTION_KINDS
};

struct gb_extent {
	size_t start, end;
};

struct gb_mention {
	enum gb_mention_kind kind;
	struct gb_extent at;   /* with the comparator words */
	struct gb_extent core; /* the number and its unit alone */
	struct gb_span rule;
	struct gb_span value, value_max;
	struct gb_span unit;       /* as in the records: 百分点, 套, %; empty: none */
	struct gb_span comparator; /* "=", ">=", ">", "<=", "<", "~", "range" */
	struct gb_span from, to;
	struct gb_span duration, per; /* ISO 8601 */
	bool deadline; /* the words set a term: …前, …底, 到…, …末 */
	bool assumed;  /* its year is the one said last before: running text without a reference day */
};

struct gb_mentions {
	struct gb_mention *item;
	size_t n, cap;
};

struct gb_span gb_mention_kind_name(enum gb_mention_kind kind);
/* document, measure, seq: of the sentence whose text is given. */
void gb_mention_put(struct gb_sink *to, struct gb_buf *tmp, struct gb_span document, struct gb_span measure, long long seq,
		    struct gb_span text, struct gb_cursor *place, const struct gb_mention *m);
/*
 * text: of the sentence the record belongs to, to turn code points into bytes.
 * place: one cursor a sentence, so that its mentions in order cost the text once.
 */
void gb_mention_read(const struct gb_value *v, struct gb_span text, struct gb_cursor *place, struct gb_mention *out);

#endif

/*
 * frame - what stands around a number: the rule that took it, and the words it makes an indicator of.
 *
 * A clause is split into items, one or more numbers each (更新交通标志<189套>、
 * 交通标线<1.25万平方米> has two), and every number of an item is put to the rules of
 * grammars/frame.gram.  Shared heads (a verb before a list, 各, 分别) are
 * resolved here; what an earlier clause of the sentence says is carried in
 * struct gb_topic.
 */
#ifndef GB_PROMISE_FRAME_H
#define GB_PROMISE_FRAME_H

#include "grammar/grammar.h"
#include "clause.h"

struct gb_frame {
	const struct gb_clause *clause; /* it stands in */
	const struct gb_mention *focus;
	struct gb_span rule;      /* empty: no rule took it */
	struct gb_span indicator; /* words of the source, in their order */
	struct gb_span scope;
	struct gb_span basis, direction, per;
	const struct gb_mention *base; /* the value it starts from, or NULL */
	bool strive;
	bool plain; /* a bare noun and its number: a fact of this shape is a state */
	struct gb_span gap; /* of 快于全省: what it is called when it is told; or empty */
	bool existing; /* 改扩建现有8个库: what is there is to be changed, so 现有 tells nothing */
	bool at_least; /* 至少 stands before the verb: 每年至少组织一次 */
	struct gb_span comparator; /* said before a base: 不低于低保标准的1.5倍; or empty */
	const struct gb_mention *ref; /* the date of a base (2025年的3倍), which is no term; or NULL */
	const struct gb_mention *date; /* of 2027年、2028年分别…30公里、50公里, this number's; or NULL */
};

struct gb_frames {
	struct gb_frame *item;
	size_t n, cap;
};

enum { GB_HEADS = 32 };

/* What earlier clauses of a sentence leave behind; zeroed at its start. */
struct gb_topic {
	struct gb_span thing;   /* what was done or built: 农村供水工程 */
	struct gb_span subject; /* the last indicator: the subject of 力争达到8% */
	struct gb_span verb;    /* shared by the members of a list */
	struct gb_span last_verb; /* of the last clause that had one: 其中 goes on with it */
	bool strive;            /* 力争到2030年， opened the sentence */
	bool among;             /* behind 其中： */
	struct gb_span basis, direction, unit; /* of the last number */
	bool granted;           /* a condition opened a grant: 对…的企业，给予… */
	bool counted;           /* thing comes from a number, not from a mere clause */
	struct gb_span prefix;  /* what stands before a colon: 农村公路拓宽工程： */
	struct gb_span head[GB_HEADS]; /* what the clauses measured, for 分别增长 behind them */
	size_t nhead, nlast;           /* so many in all, so many in the last clause with numbers */
	struct gb_span task;           /* of a clause without a number, just before: 推进老旧厂房改造 */
	struct gb_span member[GB_HEADS]; /* its list: 面向老人和儿童, for 分别 */
	size_t nmember;
	bool toward;                   /* the list says for whom */
	struct gb_span whole, whole_name, whole_basis, whole_per; /* what 其中 takes a part of */
	struct gb_span list_per, list_verb; /* 每年新建公园8个，绿道15公里: they hold for the clause behind */
	bool changed;                  /* which said how much something grew or fell */
};

struct gb_frame_reader;

/* What became of a number. */
enum gb_frame_verdict {
	GB_FRAME_TAKEN,
	GB_FRAME_SAME,      /* nothing but the number: it is read like the one before it */
	GB_FRAME_NO_RULE,   /* no rule fits the words around it */
	GB_FRAME_DROPPED,   /* the rule says that such a number promises nothing */
	GB_FRAME_ARTICLE,   /* 一 is no count: 打造一支队伍 */
	GB_FRAME_SUM,       /* it only sums up what is named: 预算、绩效、采购三项改革 */
	GB_FRAME_NAMELESS,  /* nothing says what is counted */
	GB_FRAME_ATTRIBUTE, /* it only says what kind of thing is meant: 3.5米宽 */
	GB_FRAME_VERDICTS
};

/* Called for every number: the item's skeleton with the number in question as its focus, and the rule that took it. */
struct gb_frame_event {
	const struct gb_clause *clause;
	const struct gb_mention *focus;
	struct gb_span item;
	const struct gb_match *hit; /* NULL: none */
	enum gb_frame_verdict verdict;
};

struct gb_frame_trace {
	void (*number)(struct gb_frame_trace *self, const struct gb_frame_event *e);
};

struct gb_frame_reader *gb_frame_reader_new(const struct gb_grammar *g);
void gb_frame_reader_free(struct gb_frame_reader *f);
void gb_frame_reader_trace(struct gb_frame_reader *f, struct gb_frame_trace *trace); /* borrowed; NULL: off */
/*
 * Append the frames of the clause's numbers, in order; everything comes from the
 * arena.  Numbers that are parts of names are renamed in the clause.
 */
void gb_frame_reader_clause(struct gb_frame_reader *f, struct gb_arena *a, struct gb_span text, struct gb_clause *c,
		      struct gb_topic *topic, struct gb_frames *out);

#endif

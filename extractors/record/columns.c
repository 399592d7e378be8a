#include "columns.h"

#include <glib.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))
#define T GB_COLUMN_TEXT
#define N GB_COLUMN_DECIMAL
#define D GB_COLUMN_DAY
#define I GB_COLUMN_INT
#define B GB_COLUMN_BOOL
#define L GB_COLUMN_NAMES
#define A GB_COLUMN_ARRAY
#define J GB_COLUMN_JSON

#define WHERE_COLUMNS                                                                       \
	{ "page", "where/page", I, false, "page of the file, from 1" },                     \
	{ "block", "where/block", I, true, "block of the file, from 0" },                   \
	{ "start", "where/offset", I, true, "first character in the block or cell" },       \
	{ "length", "where/length", I, true, "characters" },                                \
	{ "bbox", "where/bbox", A, true, "x0, y0, x1, y1 in points from the top left" },    \
	{ "cell", "where/cell", A, true, "row and column in a table" }

static const struct gb_column document_columns[] = {
	{ "id", NULL, T, false, "document number, else title, else hash" },
	{ "title", NULL, T, false, "title of what is issued" },
	{ "notice_title", NULL, T, false, "title of the covering notice" },
	{ "number", NULL, T, false, "发文字号" },
	{ "number_code", "number_parts/code", T, false, "发文机关代字" },
	{ "number_year", "number_parts/year", I, false, NULL },
	{ "number_serial", "number_parts/serial", I, false, NULL },
	{ "genre", NULL, T, false, "文种" },
	{ "purpose", NULL, T, false, "plan, report, rule, reference or other" },
	{ "issuer", NULL, L, false, "发文机关" },
	{ "addressees", NULL, L, false, "主送机关" },
	{ "signed", NULL, D, false, "成文日期" },
	{ "published", NULL, D, false, "发布日期" },
	{ "index_number", NULL, T, false, "索引号" },
	{ "subject", NULL, T, false, "主题分类" },
	{ "disclosure", NULL, T, false, "公开方式" },
	{ "period_start", "period/start", D, false, "first day of the period that is planned" },
	{ "period_end", "period/end", D, false, "last day of the period that is planned" },
	{ "attachments", NULL, L, false, "附件" },
	{ "gazette_title", "gazette/title", T, false, "公报" },
	{ "gazette_year", "gazette/year", I, false, NULL },
	{ "gazette_issue", "gazette/issue", I, false, NULL },
	{ "gazette_serial", "gazette/serial", I, false, NULL },
	{ "gazette_published", "gazette/published", D, false, NULL },
	{ "source", NULL, T, false, "path of the file" },
	{ "page_first", "pages/0", I, false, NULL },
	{ "page_last", "pages/1", I, false, NULL },
};

static const struct gb_column section_columns[] = {
	{ "document", NULL, T, true, "id of the document" },
	{ "path", NULL, T, false, "labels, outermost first" },
	{ "label", NULL, T, false, "as printed, without punctuation" },
	{ "ordinal", NULL, I, false, NULL },
	{ "level", NULL, I, false, "1 is outermost" },
	{ "title", NULL, T, false, NULL },
	WHERE_COLUMNS,
};

static const struct gb_column measure_columns[] = {
	{ "id", NULL, T, false, NULL },
	{ "document", NULL, T, true, "id of the document" },
	{ "measure", NULL, T, false, "labels, outermost first" },
	{ "label", NULL, T, false, "as printed, without punctuation" },
	{ "ordinal", NULL, I, false, NULL },
	{ "title", NULL, T, false, NULL },
	{ "text", NULL, T, false, "all of it" },
	{ "responsible", NULL, L, false, "责任单位" },
	WHERE_COLUMNS,
};

static const struct gb_column target_columns[] = {
	{ "id", NULL, T, false, NULL },
	{ "document", NULL, T, true, "id of the document" },
	{ "measure", NULL, T, false, "labels of the measure, outermost first; empty: the document itself" },
	{ "indicator", NULL, T, false, "what is measured" },
	{ "scope", NULL, T, false, "where or for whom, when the number holds only for a part" },
	{ "value", NULL, N, false, "multipliers resolved; of a range the lower end" },
	{ "value_max", NULL, N, false, "upper end of a range" },
	{ "unit", NULL, T, false, "as printed" },
	{ "unit_code", NULL, T, false, "UCUM" },
	{ "comparator", NULL, T, false, "= >= > <= < ~ range" },
	{ "basis", NULL, T, false, "level, increment, cumulative, change" },
	{ "direction", NULL, T, false, "of a change: up, down" },
	{ "per", NULL, T, false, "ISO 8601 duration, when the number is for each such period" },
	{ "modality", NULL, T, false, "firm, strive" },
	{ "deadline", NULL, D, false, "last day by which it is to hold" },
	{ "deadline_source", NULL, T, false, "explicit, column, inherited" },
	{ "attribute", NULL, T, false, "预期性, 约束性" },
	{ "baseline_value", "baseline/value", N, false, "where it starts from" },
	{ "baseline_unit", "baseline/unit", T, false, NULL },
	{ "baseline_year", "baseline/year", I, false, NULL },
	{ "implied", NULL, B, false, "words stand for the number: 全覆盖 is 100 %" },
	{ "responsible", NULL, L, false, "责任单位" },
	{ "quote", NULL, T, false, "the words it was read from" },
	{ "context", NULL, T, false, "the sentence around them" },
	WHERE_COLUMNS,
	{ "rule", NULL, T, false, "grammar rule that fired" },
	{ "flags", NULL, L, false, "what is doubtful about the record" },
};

static const struct gb_column milestone_columns[] = {
	{ "id", NULL, T, false, NULL },
	{ "document", NULL, T, true, "id of the document" },
	{ "measure", NULL, T, false, "labels of the measure, outermost first; empty: the document itself" },
	{ "action", NULL, T, false, "what is to be done" },
	{ "deadline", NULL, D, false, "last day by which it is to be done" },
	{ "deadline_source", NULL, T, false, "explicit, column, inherited" },
	{ "responsible", NULL, L, false, "责任单位" },
	{ "quote", NULL, T, false, "the words it was read from" },
	{ "context", NULL, T, false, "the sentence around them" },
	WHERE_COLUMNS,
	{ "rule", NULL, T, false, "grammar rule that fired" },
	{ "flags", NULL, L, false, "what is doubtful about the record" },
};

static const struct gb_column change_columns[] = {
	{ "change", NULL, T, false, "raised, lowered, same, reworded, deadline_moved, added, dropped, incomparable" },
	{ "indicator", NULL, T, false, NULL },
	{ "unit", NULL, T, false, NULL },
	{ "from_document", "from/document", T, true, NULL },
	{ "from_id", "from/id", T, false, NULL },
	{ "from_value", "from/value", N, false, NULL },
	{ "from_value_max", "from/value_max", N, false, NULL },
	{ "from_deadline", "from/deadline", D, false, NULL },
	{ "from_quote", "from/quote", T, true, NULL },
	{ "to_document", "to/document", T, true, NULL },
	{ "to_id", "to/id", T, false, NULL },
	{ "to_value", "to/value", N, false, NULL },
	{ "to_value_max", "to/value_max", N, false, NULL },
	{ "to_deadline", "to/deadline", D, false, NULL },
	{ "to_quote", "to/quote", T, true, NULL },
	{ "delta", NULL, N, false, "to less from" },
	{ "ratio", NULL, N, false, NULL },
	{ "similarity", NULL, N, false, "of the indicators, 0 to 1" },
	{ "reason", NULL, T, false, "why the two do not compare" },
	{ "kin", "kin/kind", T, false, "split, merge" },
	{ "kin_id", "kin/id", T, false, "the other number it was split from or merged into" },
};

static const struct gb_column measure_change_columns[] = {
	{ "change", NULL, T, false, "same, reworded, moved, responsible, added, dropped" },
	{ "title", NULL, T, false, NULL },
	{ "aspects", NULL, L, false, "what has changed: title, text, place, responsible" },
	{ "from_document", "from/document", T, true, NULL },
	{ "from_id", "from/id", T, false, NULL },
	{ "to_document", "to/document", T, true, NULL },
	{ "to_id", "to/id", T, false, NULL },
	{ "came", NULL, L, false, "responsible bodies that are new" },
	{ "went", NULL, L, false, "responsible bodies that are no longer" },
	{ "similarity", NULL, N, false, "0 to 1" },
	{ "kin", "kin/kind", T, false, "split, merge" },
	{ "kin_id", "kin/id", T, false, "the other measure it was split from or merged into" },
};

static const struct gb_column milestone_change_columns[] = {
	{ "change", NULL, T, false, "same, reworded, deadline_moved, responsible, added, dropped" },
	{ "action", NULL, T, false, "what is to be done" },
	{ "aspects", NULL, L, false, "what has changed: deadline, action, responsible" },
	{ "from_document", "from/document", T, true, NULL },
	{ "from_id", "from/id", T, false, NULL },
	{ "from_deadline", "from/deadline", D, false, NULL },
	{ "to_document", "to/document", T, true, NULL },
	{ "to_id", "to/id", T, false, NULL },
	{ "to_deadline", "to/deadline", D, false, NULL },
	{ "came", NULL, L, false, "responsible bodies that are new" },
	{ "went", NULL, L, false, "responsible bodies that are no longer" },
	{ "similarity", NULL, N, false, "0 to 1" },
};

static const struct gb_column correction_columns[] = {
	{ "id", NULL, T, false, "the record that is corrected" },
	{ "document", NULL, T, true, "id of the document" },
	{ "action", NULL, T, false, "set, reject, add" },
	{ "field", NULL, T, false, NULL },
	{ "value", NULL, J, false, "what it should be, as JSON" },
	{ "reason", NULL, T, false, NULL },
	{ "was", NULL, J, false, "what the reviewer had seen, as JSON" },
	{ "source", NULL, T, false, "SHA-256 of the file the reviewer had seen" },
	{ "state", NULL, T, false, "applied, stale, refused" },
	{ "why", NULL, T, false, "why it was not applied" },
	{ "read", NULL, J, false, "the record as the program had read it" },
};

static const struct gb_column error_columns[] = {
	{ "path", NULL, T, false, "path of the file" },
	{ "stage", NULL, T, false, NULL },
	{ "page", NULL, I, false, NULL },
	{ "code", NULL, T, false, NULL },
	{ "message", NULL, T, false, NULL },
};

const struct gb_record_kind gb_record_kinds[] = {
	{ "document", "documents", "the documents", document_columns, COUNT(document_columns) },
	{ "section", "sections", "headings that group measures", section_columns, COUNT(section_columns) },
	{ "measure", "measures", "the smallest numbered or titled units that ask for something", measure_columns, COUNT(measure_columns) },
	{ "target", "targets", "commitments with a number", target_columns, COUNT(target_columns) },
	{ "fact", "facts", "numbers that are already true", target_columns, COUNT(target_columns) },
	{ "milestone", "milestones", "actions with a day and no number", milestone_columns, COUNT(milestone_columns) },
	{ "change", "changes", "what became of a number from one document to the next", change_columns, COUNT(change_columns) },
	{ "measure_change", "measure_changes", "what became of a measure from one document to the next", measure_change_columns,
	  COUNT(measure_change_columns) },
	{ "milestone_change", "milestone_changes", "what became of a milestone from one document to the next", milestone_change_columns,
	  COUNT(milestone_change_columns) },
	{ "correction", "corrections", "what reviewers have corrected", correction_columns, COUNT(correction_columns) },
	{ "error", "errors", "what could not be read", error_columns, COUNT(error_columns) },
};
const size_t gb_record_kinds_count = COUNT(gb_record_kinds);

#undef T
#undef N
#undef D
#undef I
#undef B
#undef L
#undef A
#undef J

const struct gb_record_kind *gb_record_kind_named(struct gb_span record)
{
	for (size_t i = 0; i < gb_record_kinds_count; i++)
		if (gb_span_eq(record, gb_span_of(gb_record_kinds[i].record)))
			return &gb_record_kinds[i];
	return NULL;
}

static const struct gb_value *walk(const struct gb_value *v, struct gb_span path)
{
	while (path.n > 0 && v != NULL) {
		struct gb_span key = gb_span_cut(&path, '/');

		if (v->kind == GB_JSON_ARRAY) {
			long long i = gb_number_int(key);

			for (v = v->first; v != NULL && i > 0; i--)
				v = v->next;
		} else {
			v = gb_value_member(v, key);
		}
	}
	return v;
}

/* 甲；乙（牵头） */
static struct gb_span join_names(struct gb_arena *a, const struct gb_value *list)
{
	struct gb_buf b = { 0 };

	for (const struct gb_value *v = list->first; v != NULL; v = v->next) {
		struct gb_span role = gb_value_text(v, GB_S("role"));

		if (b.n > 0)
			gb_buf_add(&b, GB_S("；"));
		gb_buf_add(&b, v->kind == GB_JSON_OBJECT ? gb_value_text(v, GB_S("name")) : v->text);
		if (role.n > 0) {
			gb_buf_add(&b, GB_S("（"));
			gb_buf_add(&b, role);
			gb_buf_add(&b, GB_S("）"));
		}
	}
	struct gb_span text = gb_arena_copy(a, gb_buf_span(&b));

	gb_buf_free(&b);
	return text;
}

bool gb_column_text(struct gb_arena *a, const struct gb_column *c, const struct gb_value *v, struct gb_span *out)
{
	const struct gb_value *found = walk(v, gb_span_of(c->path != NULL ? c->path : c->name));

	if (found == NULL || found->kind == GB_JSON_NULL)
		return false;
	if (c->type == GB_COLUMN_NAMES && found->kind == GB_JSON_ARRAY) {
		*out = join_names(a, found);
		return out->n > 0;
	}
	bool whole = c->type == GB_COLUMN_JSON || found->kind == GB_JSON_ARRAY || found->kind == GB_JSON_OBJECT;

	*out = whole ? found->raw : found->text;
	return true;
}

static bool all_digits(struct gb_span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0;
}

static bool is_decimal(struct gb_span s)
{
	struct gb_span rest = gb_span_starts(s, GB_S("-")) ? gb_span_from(s, 1) : s;
	bool point = gb_span_has(rest, GB_S("."));
	struct gb_span whole = gb_span_cut(&rest, '.');

	return all_digits(whole) && (!point || all_digits(rest)) && s.n < 1000;
}

static bool is_day(struct gb_span s)
{
	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-' || !all_digits(gb_span_sub(s, 0, 4)) || !all_digits(gb_span_sub(s, 5, 2)) ||
	    !all_digits(gb_span_sub(s, 8, 2)))
		return false;
	long long year = gb_number_int(gb_span_sub(s, 0, 4)), month = gb_number_int(gb_span_sub(s, 5, 2));
	long long day = gb_number_int(gb_span_sub(s, 8, 2));

	return year >= 1 && month >= 1 && month <= 12 && day >= 1 &&
	       g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year) != FALSE;
}

bool gb_column_fits(enum gb_column_type type, struct gb_span text)
{
	switch (type) {
	case GB_COLUMN_DECIMAL:
		return is_decimal(text);
	case GB_COLUMN_DAY:
		return is_day(text);
	case GB_COLUMN_INT:
		return all_digits(gb_span_starts(text, GB_S("-")) ? gb_span_from(text, 1) : text) && text.n <= 18;
	case GB_COLUMN_BOOL:
		return gb_span_eq(text, GB_S("true")) || gb_span_eq(text, GB_S("false"));
	case GB_COLUMN_TEXT:
	case GB_COLUMN_NAMES:
	case GB_COLUMN_ARRAY:
	case GB_COLUMN_JSON:
	case GB_COLUMN_TYPES:
		break;
	}
	return true;
}

size_t gb_record_pieces(const struct gb_value *v, struct gb_span piece[GB_RECORD_PIECES])
{
	static const char *const searched[] = { "title", "text", "indicator", "scope", "action", "context", "notice_title" };
	size_t n = 0;

	for (size_t i = 0; i < COUNT(searched) && n < GB_RECORD_PIECES; i++) {
		struct gb_span text = gb_value_text(v, gb_span_of(searched[i]));

		if (text.n > 0)
			piece[n++] = text;
	}
	return n;
}

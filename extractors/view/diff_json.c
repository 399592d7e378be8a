/* diff_json - changes as JSON Lines. */
#include "internal.h"

void gb_diff_json_side(struct gb_json *j, const struct gb_target *t)
{
	gb_record_write_side(j, GB_KIND_CHANGE, GB_KIND_TARGET, t);
}

static void number_side(struct gb_json *j, const void *t)
{
	gb_diff_json_side(j, t);
}

static void measure_side(struct gb_json *j, const void *side)
{
	const struct gb_measure *m = side;
	const struct gb_measure_record r = { .id = m->id, .document = m->document, .measure = m->path, .title = m->title,
					     .responsible = m->responsible };

	gb_record_write_side(j, GB_KIND_MEASURE_CHANGE, GB_KIND_MEASURE, &r);
}

static void milestone_side(struct gb_json *j, const void *side)
{
	gb_record_write_side(j, GB_KIND_MILESTONE_CHANGE, GB_KIND_MILESTONE, side);
}

static void write_side(struct gb_json *j, struct gb_span key, void (*members)(struct gb_json *j, const void *side), const void *side)
{
	gb_json_key(j, key);
	if (side == NULL) {
		gb_json_null(j);
		return;
	}
	gb_json_open(j, '{');
	members(j, side);
	gb_json_close(j, '}');
}

/* What the changes of all kinds have behind what is their own: the two sides. */
static void write_sides(struct gb_json *j, void (*members)(struct gb_json *j, const void *side), const void *from, const void *to)
{
	write_side(j, GB_S("from"), members, from);
	write_side(j, GB_S("to"), members, to);
}

void gb_diff_json_similarity(struct gb_json *j, struct gb_span key, int thousandths)
{
	char digits[16];

	snprintf(digits, sizeof digits, "%d.%03d", thousandths / 1000, thousandths % 1000);
	gb_json_text(j, key, thousandths > 0 ? gb_span_of(digits) : GB_S(""));
}

static void write_kin(struct gb_json *j, enum gb_kin kin, struct gb_span id)
{
	gb_json_key(j, GB_S("kin"));
	if (kin == GB_KIN_NONE) {
		gb_json_null(j);
		return;
	}
	gb_json_open(j, '{');
	gb_json_text(j, GB_S("kind"), gb_diff_kin_name(kin));
	gb_json_text(j, GB_S("id"), id);
	gb_json_close(j, '}');
}

static void open(struct gb_json *j, struct gb_span record, enum gb_change_kind kind)
{
	gb_buf_clear(j->out);
	j->comma = false;
	gb_json_open(j, '{');
	gb_json_text(j, GB_S("record"), record);
	gb_json_text(j, GB_S("change"), gb_diff_change_name(kind));
}

static void close(struct gb_json *j, struct gb_sink *to)
{
	gb_json_close(j, '}');
	gb_record_put_line(to, gb_buf_span(j->out));
}

static void write_change(struct gb_json *j, struct gb_sink *to, const struct gb_change *c)
{
	const struct gb_target *either = c->to != NULL ? c->to : c->from;

	open(j, GB_S("change"), c->kind);
	gb_json_text(j, GB_S("indicator"), either->indicator);
	gb_json_key(j, GB_S("unit"));
	gb_json_str(j, either->unit);
	write_sides(j, number_side, c->from, c->to);
	gb_json_text(j, GB_S("delta"), c->delta);
	gb_json_text(j, GB_S("ratio"), c->ratio);
	gb_diff_json_similarity(j, GB_S("similarity"), c->similarity);
	gb_json_text(j, GB_S("reason"), c->reason);
	write_kin(j, c->kin, c->relative != NULL ? c->relative->id : GB_S(""));
	close(j, to);
}

struct aspect {
	bool set;
	struct gb_span name;
};

static void write_aspects(struct gb_json *j, const struct aspect *all, size_t n)
{
	gb_json_key(j, GB_S("aspects"));
	gb_json_open(j, '[');
	for (size_t i = 0; i < n; i++)
		if (all[i].set)
			gb_json_str(j, all[i].name);
	gb_json_close(j, ']');
}

static void write_names(struct gb_json *j, struct gb_span key, const struct gb_bodies *b)
{
	gb_json_key(j, key);
	gb_json_open(j, '[');
	for (size_t i = 0; i < b->n; i++)
		gb_json_str(j, b->item[i].name);
	gb_json_close(j, ']');
}

static void write_measure(struct gb_json *j, struct gb_sink *to, const struct gb_measure_change *c)
{
	const struct aspect aspects[] = { { c->retitled, GB_S("title") },
					  { c->reworded, GB_S("text") },
					  { c->moved, GB_S("place") },
					  { c->other_bodies, GB_S("responsible") } };

	open(j, GB_S("measure_change"), c->kind);
	gb_json_text(j, GB_S("title"), (c->to != NULL ? c->to : c->from)->title);
	write_aspects(j, aspects, sizeof aspects / sizeof *aspects);
	write_sides(j, measure_side, c->from, c->to);
	write_names(j, GB_S("came"), &c->came);
	write_names(j, GB_S("went"), &c->went);
	gb_diff_json_similarity(j, GB_S("similarity"), c->similarity);
	write_kin(j, c->kin, c->relative != NULL ? c->relative->id : GB_S(""));
	close(j, to);
}

static void write_milestone(struct gb_json *j, struct gb_sink *to, const struct gb_milestone_change *c)
{
	const struct aspect aspects[] = { { c->day_moved, GB_S("deadline") },
					  { c->reworded, GB_S("action") },
					  { c->other_bodies, GB_S("responsible") } };

	open(j, GB_S("milestone_change"), c->kind);
	gb_json_text(j, GB_S("action"), (c->to != NULL ? c->to : c->from)->action);
	write_aspects(j, aspects, sizeof aspects / sizeof *aspects);
	write_sides(j, milestone_side, c->from, c->to);
	write_names(j, GB_S("came"), &c->came);
	write_names(j, GB_S("went"), &c->went);
	gb_diff_json_similarity(j, GB_S("similarity"), c->similarity);
	close(j, to);
}

void gb_diff_json(const struct gb_diff_view *v, struct gb_sink *to)
{
	struct gb_buf line = { 0 };
	struct gb_json j = { .out = &line };

	for (size_t i = 0; i < v->diff->n; i++)
		write_change(&j, to, &v->diff->change[i]);
	for (size_t i = 0; v->measures && i < v->diff->nmeasure; i++)
		write_measure(&j, to, &v->diff->measure[i]);
	for (size_t i = 0; v->measures && i < v->diff->nmilestone; i++)
		write_milestone(&j, to, &v->diff->milestone[i]);
	gb_buf_free(&line);
}

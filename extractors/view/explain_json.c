/* explain_json - an explanation as data for the page; what is said in it, in both languages. */
#include "internal.h"
#include "base/utf8.h"

/* How the page marks a stretch of the sentence. */
static struct gb_span colour(const struct gb_explained *e, bool record)
{
	static const char *const of[GB_MENTION_KINDS] = {
		[GB_MENTION_MASK] = "mask", [GB_MENTION_ORDINAL] = "mask", [GB_MENTION_DATE] = "date",
		[GB_MENTION_DATERANGE] = "date", [GB_MENTION_SET] = "set",
	};

	if (e->mention == NULL)
		return GB_S("by");
	if (of[e->mention->kind] != NULL)
		return gb_span_of(of[e->mention->kind]);
	return record ? GB_S("target") : GB_S("number");
}

static void number(struct gb_json *j, struct gb_span key, size_t n)
{
	gb_json_key(j, key);
	gb_json_int(j, (long long)n);
}

/* A member that is said in both languages, if anything is. */
static void said(struct gb_json *j, struct gb_span key, struct gb_buf in[GB_TONGUES])
{
	if (in[GB_ENGLISH].n > 0) {
		gb_json_key(j, key);
		gb_json_open(j, '[');
		gb_json_str(j, gb_buf_span(&in[GB_CHINESE]));
		gb_json_str(j, gb_buf_span(&in[GB_ENGLISH]));
		gb_json_close(j, ']');
	}
	for (int i = 0; i < GB_TONGUES; i++)
		gb_buf_free(&in[i]);
}

static void reading(struct gb_json *j, const struct gb_explained *e)
{
	struct gb_buf in[GB_TONGUES] = { { 0 } };

	for (int i = 0; i < GB_TONGUES; i++)
		gb_explain_words_reading(&in[i], e, (enum gb_tongue)i);
	said(j, GB_S("reading"), in);
}

static void around(struct gb_json *j, const struct gb_cue *c)
{
	struct gb_buf in[GB_TONGUES] = { { 0 } };

	for (int i = 0; i < GB_TONGUES; i++)
		gb_explain_words_around(&in[i], c, (enum gb_tongue)i);
	said(j, GB_S("around"), in);
}

static void rivals(struct gb_json *j, const struct gb_rivals *all, const struct gb_explain_numbers *of)
{
	if (all->n == 0)
		return;
	gb_json_key(j, GB_S("rivals"));
	gb_json_open(j, '[');
	for (size_t i = 0; i < all->n; i++) {
		gb_json_open(j, '{');
		number(j, GB_S("rule"), of->rule(of->rules, all->item[i].rule));
		gb_json_text(j, GB_S("words"), all->item[i].words);
		gb_json_text(j, GB_S("why"), gb_span_of(gb_explain_words_lost(all->item[i].why)));
		gb_json_close(j, '}');
	}
	gb_json_close(j, ']');
}

static void masked(struct gb_json *j, struct gb_span s)
{
	struct gb_buf b = { 0 };

	gb_explain_skeleton(&b, s);
	gb_json_str(j, gb_buf_span(&b));
	gb_buf_free(&b);
}

static void frame(struct gb_json *j, const struct gb_explained *e, const struct gb_explain_numbers *of)
{
	const struct gb_match *hit = e->frame.hit;

	gb_json_key(j, GB_S("frame"));
	gb_json_open(j, '{');
	gb_json_key(j, GB_S("as"));
	masked(j, e->frame.item);
	if (hit != NULL) {
		number(j, GB_S("rule"), of->rule(of->rules, hit->rule));
		gb_json_key(j, GB_S("fields"));
		gb_json_open(j, '[');
		for (size_t i = 0; i < hit->nfield; i++) {
			const struct gb_range at = hit->field[i].at;

			gb_json_open(j, '[');
			gb_json_str(j, hit->field[i].name);
			masked(j, gb_span_sub(e->frame.item, at.start, at.end - at.start));
			gb_json_close(j, ']');
		}
		gb_json_close(j, ']');
	}
	rivals(j, &e->frame_rivals, of);
	gb_json_close(j, '}');
}

static void item(struct gb_json *j, const struct gb_explanation *x, const struct gb_explained *e, const struct gb_explain_numbers *of)
{
	const char *verdict = gb_explain_words_verdict(x, e);
	bool record = false;

	gb_json_open(j, '{');
	number(j, GB_S("from"), gb_utf8_count(gb_span_sub(x->sentence->text, 0, e->at.start)));
	number(j, GB_S("to"), gb_utf8_count(gb_span_sub(x->sentence->text, 0, e->at.end)));
	gb_json_text(j, GB_S("kind"), e->mention != NULL ? gb_record_mention_kind(e->mention->kind) : GB_S(""));
	reading(j, e);
	number(j, GB_S("rule"), of->rule(of->rules, e->rule));
	rivals(j, &e->rivals, of);
	if (e->framed)
		frame(j, e, of);
	if (verdict != NULL)
		gb_json_text(j, GB_S("verdict"), gb_span_of(verdict));
	gb_json_key(j, GB_S("rows"));
	gb_json_open(j, '[');
	for (size_t i = 0; i < x->promises.ntarget; i++)
		if (gb_explain_words_is_from(x, e, &x->promises.target[i])) {
			gb_json_int(j, (long long)(of->target + i));
			record = true;
		}
	gb_json_close(j, ']');
	gb_json_text(j, GB_S("colour"), colour(e, record));
	gb_json_close(j, '}');
}

void gb_explain_json(struct gb_json *j, const struct gb_explanation *x, const struct gb_explain_numbers *of)
{
	gb_json_open(j, '{');
	gb_json_text(j, GB_S("document"), x->sentence->document);
	gb_json_text(j, GB_S("measure"), x->sentence->measure);
	gb_json_text(j, GB_S("text"), x->sentence->text);
	around(j, &x->sentence->cue);
	gb_json_key(j, GB_S("items"));
	gb_json_open(j, '[');
	for (size_t i = 0; i < x->n; i++)
		item(j, x, &x->item[i], of);
	gb_json_close(j, ']');
	gb_json_key(j, GB_S("milestones"));
	gb_json_open(j, '[');
	for (size_t i = 0; i < x->promises.nmilestone; i++)
		gb_json_int(j, (long long)(of->target + x->promises.ntarget + i));
	gb_json_close(j, ']');
	gb_json_close(j, '}');
}

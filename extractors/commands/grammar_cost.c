/* What each rule costs: the text stages over records, with the calls of PCRE2 counted and timed. */
#include <stdio.h>
#include <stdlib.h>

#include <glib.h>

#include "base/say.h"
#include "commands.h"
#include "filter.h"
#include "pipeline.h"

struct cost_line {
	const struct gb_pass *pass;
	const struct gb_rule *rule; /* NULL: all of the pass */
	struct gb_rule_cost cost;
	unsigned long compiled, idle; /* rules compiled; those of them that never matched */
};

static void drop_record(struct gb_sink *self, struct gb_record *r)
{
	(void)self;
	(void)r;
}

static void end_drop(struct gb_sink *self)
{
	(void)self;
}

static int by_calls(const void *a, const void *b)
{
	const struct cost_line *x = a, *y = b;

	if (x->cost.calls != y->cost.calls)
		return x->cost.calls > y->cost.calls ? -1 : 1;
	return x->rule != NULL && y->rule != NULL ? gb_span_cmp(gb_rule_name(x->rule), gb_rule_name(y->rule)) : 0;
}

static void add_cost(struct cost_line *sum, const struct cost_line *l)
{
	sum->cost.calls += l->cost.calls;
	sum->cost.matches += l->cost.matches;
	sum->cost.nanoseconds += l->cost.nanoseconds;
	sum->compiled += l->compiled;
	sum->idle += l->idle;
}

static void print_span(struct gb_span s)
{
	fwrite(s.p, 1, s.n, stdout);
}

static void print_line(const struct cost_line *l)
{
	printf("%9lu %9lu %10.3f  ", l->cost.calls, l->cost.matches, (double)l->cost.nanoseconds / 1e6);
	if (l->pass != NULL)
		print_span(gb_pass_name(l->pass));
	if (l->rule != NULL) {
		putchar('.');
		print_span(gb_rule_name(l->rule));
	} else {
		printf("%s%lu/%lu", l->pass != NULL ? "  " : "= ", l->idle, l->compiled);
	}
	putchar('\n');
}

static struct cost_line rule_line(const struct gb_pass *p, const struct gb_rule *r)
{
	struct cost_line l = { .pass = p, .rule = r, .cost = gb_rule_spent(r) };

	l.compiled = l.cost.compiled;
	l.idle = l.cost.compiled && l.cost.matches == 0;
	return l;
}

/* A line a rule that was called, the costliest first; a line a file of rules; a line for all. */
static void print_costs(const struct gb_grammar *g)
{
	const size_t passes = gb_grammar_passes(g);
	struct cost_line *sum = g_new0(struct cost_line, passes + 1), *rule;
	size_t n = 0;

	for (size_t i = 0; i < passes; i++)
		n += gb_pass_rules(gb_grammar_pass_number(g, i));
	rule = g_new0(struct cost_line, n + 1);
	n = 0;
	for (size_t i = 0; i < passes; i++) {
		sum[i].pass = gb_grammar_pass_number(g, i);
		for (size_t k = 0; k < gb_pass_rules(sum[i].pass); k++) {
			rule[n] = rule_line(sum[i].pass, gb_pass_rule(sum[i].pass, k));
			add_cost(&sum[i], &rule[n]);
			n += rule[n].cost.calls > 0;
		}
		add_cost(&sum[passes], &sum[i]);
	}
	printf(_("    calls   matches         ms  rule, or file with its rules compiled without a match / compiled\n"));
	qsort(rule, n, sizeof *rule, by_calls);
	qsort(sum, passes, sizeof *sum, by_calls);
	for (size_t i = 0; i < n; i++)
		print_line(&rule[i]);
	for (size_t i = 0; i <= passes; i++)
		if (sum[i].cost.calls > 0)
			print_line(&sum[i]);
	g_free(rule);
	g_free(sum);
}

int gb_grammar_cost(struct gb_grammar *g, int n, char **files)
{
	struct gb_sink nowhere = { drop_record, end_drop };
	struct gb_pipeline p;
	struct gb_out out;
	int status;

	gb_out_init(&out, stdout);
	gb_grammar_timed(g, true);
	gb_pipeline_open(&p, g, &nowhere);
	const struct gb_filter f = { GB_S("grammar"), gb_pipeline_sink(&p), &out };

	status = gb_filter_files(&f, n, files);
	gb_sink_end(gb_pipeline_sink(&p));
	status = gb_status_worst(status, gb_pipeline_status(&p));
	gb_pipeline_close(&p);
	print_costs(g);
	return status;
}

#include <math.h>

#include "internal.h"

static bool is_white(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool is_delimiter(char c)
{
	return c == '(' || c == ')' || c == '<' || c == '>' || c == '[' || c == ']' || c == '{' || c == '}' || c == '/' ||
	       c == '%';
}

static bool is_regular(char c)
{
	return !is_white(c) && !is_delimiter(c);
}

/* The byte after a literal string that begins at i. */
static size_t string_end(struct gb_span s, size_t i)
{
	int depth = 0;

	for (; i < s.n; i++) {
		if (s.p[i] == '\\')
			i++;
		else if (s.p[i] == '(')
			depth++;
		else if (s.p[i] == ')' && --depth == 0)
			return i + 1;
	}
	return s.n;
}

static double number_of(struct gb_span s)
{
	double v = 0, scale = 1;
	bool minus = false, point = false;

	for (size_t i = 0; i < s.n; i++) {
		const char c = s.p[i];

		if (c == '-')
			minus = true;
		else if (c == '.')
			point = true;
		else if (c >= '0' && c <= '9') {
			v = v * 10 + (c - '0');
			scale = point ? scale * 10 : scale;
		}
		if (v > 1e12)
			break;
	}
	v /= scale;
	return minus ? -v : v;
}

static bool is_number(struct gb_span s)
{
	const char c = s.p[0];

	return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.';
}

static void push(struct gb_pdf_operation *o, double v)
{
	if (o->n == GB_PDF_OPERANDS) {
		for (size_t i = 1; i < GB_PDF_OPERANDS; i++)
			o->num[i - 1] = o->num[i];
		o->n--;
	}
	o->num[o->n++] = v;
}

/* The byte after an inline image whose data begin at i: EI between white space. */
static size_t image_end(struct gb_span s, size_t i)
{
	for (; i + 3 < s.n; i++)
		if (is_white(s.p[i]) && s.p[i + 1] == 'E' && s.p[i + 2] == 'I' && !is_regular(s.p[i + 3]))
			return i + 3;
	return s.n;
}

static size_t word_end(struct gb_span s, size_t i)
{
	while (i < s.n && is_regular(s.p[i]))
		i++;
	return i;
}

static size_t line_end(struct gb_span s, size_t i)
{
	while (i < s.n && s.p[i] != '\n' && s.p[i] != '\r')
		i++;
	return i;
}

static size_t hex_end(struct gb_span s, size_t i)
{
	while (i < s.n && s.p[i] != '>')
		i++;
	return i < s.n ? i + 1 : i;
}

/* One thing that is neither number nor operator: the byte after it. */
static size_t skip_other(struct gb_span s, size_t i, struct gb_pdf_operation *out)
{
	const char c = s.p[i];

	if (c == '(') {
		const size_t end = string_end(s, i);

		out->bytes += end - i - 2 < end ? end - i - 2 : 0;
		return end;
	}
	if (c == '%')
		return line_end(s, i);
	if (c == '/') {
		const size_t end = word_end(s, i + 1);

		out->name = (struct gb_span){ s.p + i + 1, end - i - 1 };
		return end;
	}
	if (c == '<' && !(i + 1 < s.n && s.p[i + 1] == '<')) {
		const size_t end = hex_end(s, i);

		out->bytes += (end - i) / 2;
		return end;
	}
	return i + 1;
}

bool gb_pdf_content_next(struct gb_span *in, struct gb_pdf_operation *out)
{
	const struct gb_span s = *in;
	size_t i = 0;
	int array = 0;

	out->n = out->bytes = 0;
	out->name = GB_S("");
	while (i < s.n) {
		if (s.p[i] == '[' || s.p[i] == ']') {
			array = s.p[i] == '[';
			i++;
			continue;
		}
		if (!is_regular(s.p[i])) {
			i = skip_other(s, i, out);
			continue;
		}
		const size_t end = word_end(s, i);
		const struct gb_span word = { s.p + i, end - i };

		i = end;
		if (is_number(word)) {
			if (!array)
				push(out, number_of(word));
			continue;
		}
		out->op = 0;
		for (size_t k = 0; k < word.n && k < 4; k++)
			out->op |= (uint32_t)(unsigned char)word.p[k] << (8 * k);
		if (out->op == GB_PDF_OP2('I', 'D'))
			i = image_end(s, i);
		*in = gb_span_from(s, i);
		return true;
	}
	*in = gb_span_from(s, s.n);
	return false;
}

/* How light the colour of the operands is; dark where it is not known. */
double gb_pdf_content_light(const struct gb_pdf_operation *o)
{
	const double *v = o->num;

	if (o->n == 1)
		return v[0];
	if (o->n == 3)
		return 0.3 * v[0] + 0.59 * v[1] + 0.11 * v[2];
	return o->n == 4 ? fmax(0, 1 - 0.3 * v[0] - 0.59 * v[1] - 0.11 * v[2] - v[3]) : 0;
}

bool gb_pdf_content_white(const struct gb_pdf_operation *o)
{
	double low = 1;

	if (o->n == 4)
		return o->num[0] + o->num[1] + o->num[2] + o->num[3] < 0.02;
	for (size_t i = 0; i < o->n; i++)
		low = fmin(low, o->num[i]);
	return o->n > 0 && low > 0.98;
}

uint32_t gb_pdf_content_hash(struct gb_span s)
{
	uint32_t h = 2166136261U;

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 16777619U;
	return h;
}

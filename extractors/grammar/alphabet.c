/*
 * alphabet - characters numbered by how the patterns treat them.
 *
 * A character that a pattern names, and every one of a short range, is a letter of its own; a wide range (the Han
 * characters) only has borders, and between two borders all characters without a letter of their own share one.
 */
#include <stdlib.h>
#include <string.h>

#include "internal.h"

#define WIDE 64u /* a range of more code points has borders only */
#define WORDS (GB_LETTERS / 64)

bool gb_letters_has(const uint64_t *bits, uint32_t letter)
{
	return (bits[letter / 64] >> (letter % 64) & 1) != 0;
}

void gb_letters_add(uint64_t *bits, uint32_t letter)
{
	bits[letter / 64] |= (uint64_t)1 << (letter % 64);
}

static void add_border(struct gb_arena *a, struct gb_alphabet *l, uint32_t cp)
{
	*GB_PUSH(a, l->border, l->nborder, l->border_cap) = cp;
}

void gb_alphabet_note(struct gb_arena *a, struct gb_alphabet *l, uint32_t low, uint32_t high)
{
	if (high - low > WIDE || high > 0xffff) {
		add_border(a, l, low);
		add_border(a, l, high + 1);
		return;
	}
	for (uint32_t cp = low; cp <= high; cp++)
		l->letter[cp] = 1;
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

static void sort_borders(struct gb_alphabet *l)
{
	size_t n = 0;

	qsort(l->border, l->nborder, sizeof *l->border, by_number);
	for (size_t i = 0; i < l->nborder; i++)
		if (n == 0 || l->border[i] != l->border[n - 1])
			l->border[n++] = l->border[i];
	l->nborder = n;
}

static uint16_t add_letter(struct gb_alphabet *l, uint32_t cp)
{
	g_assert(l->n < GB_LETTERS);
	l->sample[l->n] = cp;
	return (uint16_t)l->n++;
}

void gb_alphabet_close(struct gb_arena *a, struct gb_alphabet *l)
{
	size_t at = 0;
	uint16_t shared = 0; /* of the stretch at hand */

	add_border(a, l, 0);
	sort_borders(l);
	l->stretch = gb_arena_array(a, l->nborder, sizeof *l->stretch);
	l->n = GB_LETTER_EDGE + 1;
	for (uint32_t cp = 0; cp <= 0xffff; cp++) {
		if (at < l->nborder && l->border[at] == cp) {
			at++;
			shared = 0;
		}
		if (l->letter[cp] != 0) {
			l->letter[cp] = add_letter(l, cp);
			continue;
		}
		if (shared == 0)
			l->stretch[at - 1] = shared = add_letter(l, cp);
		l->letter[cp] = shared;
	}
	for (size_t i = 0; i < l->nborder; i++)
		if (l->border[i] > 0xffff)
			l->stretch[i] = add_letter(l, l->border[i]);
	if (l->stretch[at - 1] == 0)
		l->stretch[at - 1] = add_letter(l, 0x10000);
}

uint32_t gb_alphabet_rare(const struct gb_alphabet *l, uint32_t cp)
{
	size_t low = 0, high = l->nborder;

	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (l->border[mid] <= cp)
			low = mid;
		else
			high = mid;
	}
	return l->stretch[low];
}

static void add_interval(const struct gb_alphabet *l, struct gb_interval in, uint64_t *bits)
{
	if (in.high - in.low <= WIDE && in.high <= 0xffff) {
		for (uint32_t cp = in.low; cp <= in.high; cp++)
			gb_letters_add(bits, l->letter[cp]);
		return;
	}
	for (uint32_t i = GB_LETTER_EDGE + 1; i < l->n; i++)
		if (l->sample[i] >= in.low && l->sample[i] <= in.high)
			gb_letters_add(bits, i);
}

const uint64_t *gb_class_bits(struct gb_arena *a, const struct gb_alphabet *l, struct gb_class *c)
{
	if (c->bits != NULL)
		return c->bits;
	c->bits = gb_arena_array(a, WORDS, sizeof *c->bits);
	for (size_t i = 0; i < c->n; i++)
		add_interval(l, c->item[i], c->bits);
	for (size_t w = 0; w < WORDS && c->negated; w++)
		c->bits[w] = ~c->bits[w];
	c->bits[0] &= ~((uint64_t)1 << GB_LETTER_EDGE);
	if (c->edge)
		gb_letters_add(c->bits, GB_LETTER_EDGE);
	return c->bits;
}

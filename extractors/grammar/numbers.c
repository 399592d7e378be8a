/* numbers - rows of numbers, and tables from a number to a number. */
#include "internal.h"

uint64_t gb_table_mix(uint64_t x)
{
	x ^= x >> 31;
	x *= 0x9e3779b97f4a7c15u;
	x ^= x >> 29;
	x *= 0xbf58476d1ce4e5b9u;
	return x ^ x >> 32;
}

static size_t slot(const struct gb_table *t, uint64_t key)
{
	size_t i = (size_t)gb_table_mix(key) & (t->size - 1);

	while (t->key[i] != 0 && t->key[i] != key)
		i = (i + 1) & (t->size - 1);
	return i;
}

static void grow(struct gb_table *t)
{
	const struct gb_table old = *t;

	t->size = old.size > 0 ? old.size * 2 : 1024;
	t->key = g_new0(uint64_t, t->size);
	t->value = g_new(uint32_t, t->size);
	for (size_t i = 0; i < old.size; i++) {
		if (old.key[i] == 0)
			continue;
		size_t to = slot(t, old.key[i]);

		t->key[to] = old.key[i];
		t->value[to] = old.value[i];
	}
	g_free(old.key);
	g_free(old.value);
}

uint32_t *gb_table_lookup(struct gb_table *t, uint64_t key, bool *known)
{
	if (t->n * 2 >= t->size)
		grow(t);
	size_t i = slot(t, key);

	*known = t->key[i] != 0;
	if (!*known) {
		t->key[i] = key;
		t->n++;
	}
	return &t->value[i];
}

void gb_table_free(struct gb_table *t)
{
	g_free(t->key);
	g_free(t->value);
	*t = (struct gb_table){ 0 };
}

void gb_numbers_add(struct gb_numbers *v, uint32_t n)
{
	if (v->n == v->cap) {
		v->cap = v->cap > 0 ? v->cap * 2 : 256;
		v->item = g_renew(uint32_t, v->item, v->cap);
	}
	v->item[v->n++] = n;
}

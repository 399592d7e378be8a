/* Buffers and arenas: growth over their steps, what is kept, alignment, the ceiling that ends a process. */
#include <assert.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"

static void adding(void)
{
	struct gb_buf b = { 0 };

	gb_buf_add(&b, (struct gb_span){ 0 });
	assert(b.n == 0 && gb_buf_span(&b).n == 0);
	gb_buf_add_int(&b, LLONG_MIN);
	gb_buf_add_byte(&b, ' ');
	gb_buf_add_int(&b, 0);
	gb_buf_add_cp(&b, 0x4e2d);
	assert(gb_span_eq(gb_buf_span(&b), GB_S("-9223372036854775808 0中")));
	gb_buf_clear(&b);
	assert(b.n == 0 && b.cap > 0);
	gb_buf_free(&b);
	assert(b.p == NULL && b.cap == 0);
}

/* Every size over the first steps of growth keeps its bytes. */
static void growing(void)
{
	struct gb_buf b = { 0 };

	for (size_t i = 0; i < 5000; i++) {
		gb_buf_add_byte(&b, (char)('a' + i % 26));
		assert(b.cap >= b.n);
	}
	for (size_t i = 0; i < 5000; i++)
		assert(b.p[i] == (char)('a' + i % 26));
	gb_buf_reserve(&b, 100000);
	assert(b.cap - b.n >= 100000 && b.p[4999] == (char)('a' + 4999 % 26));
	gb_buf_free(&b);
}

/* Does the function end its process with status 3? */
static bool ends(void (*function)(void))
{
	int status;
	const pid_t child = fork();

	if (child == 0) {
		close(2);
		function();
		_exit(0);
	}
	assert(waitpid(child, &status, 0) == child);
	return WIFEXITED(status) && WEXITSTATUS(status) == 3;
}

static void fill_up_to_the_ceiling(void)
{
	struct gb_buf b = { .max = 1000 };

	for (int i = 0; i < 1000; i++)
		gb_buf_add_byte(&b, 'x');
	gb_buf_free(&b);
}

static void fill_over_the_ceiling(void)
{
	struct gb_buf b = { .max = 1000 };

	for (int i = 0; i < 1001; i++)
		gb_buf_add_byte(&b, 'x');
}

static void overflow(void)
{
	struct gb_buf b = { 0 };

	gb_buf_add_byte(&b, 'x');
	gb_buf_reserve(&b, SIZE_MAX);
}

static void arena_over_its_ceiling(void)
{
	struct gb_arena *a = gb_arena_new((size_t)1 << 20);

	for (int i = 0; i < 40; i++)
		gb_arena_alloc(a, (size_t)32 << 10);
}

static void array_that_overflows(void)
{
	gb_arena_array(gb_arena_new(0), SIZE_MAX / 4, 8);
}

static void arenas(void)
{
	struct gb_arena *a = gb_arena_new(0);
	int *item = NULL;
	size_t n = 0, cap = 0;

	for (size_t size = 0; size < 200; size++) {
		const unsigned char *p = gb_arena_alloc(a, size);

		assert((uintptr_t)p % _Alignof(max_align_t) == 0);
		for (size_t i = 0; i < size; i++)
			assert(p[i] == 0);
	}
	for (int i = 0; i < 1000; i++)
		*GB_PUSH(a, item, n, cap) = i;
	for (int i = 0; i < 1000; i++)
		assert(item[i] == i);
	assert(gb_span_eq(gb_arena_concat(a, GB_S("甲"), GB_S("乙")), GB_S("甲乙")) && gb_arena_copy(a, (struct gb_span){ 0 }).n == 0);
	gb_arena_reset(a);
	for (int i = 0; i < 100; i++) { /* memory that is used again is zero again */
		unsigned char *p = gb_arena_alloc(a, 1000);

		for (size_t k = 0; k < 1000; k++)
			assert(p[k] == 0);
		p[999] = 1;
	}
	gb_arena_free(a);
	gb_arena_free(NULL);
}

int main(void)
{
	adding();
	growing();
	arenas();
	assert(!ends(fill_up_to_the_ceiling));
	assert(ends(fill_over_the_ceiling));
	assert(ends(overflow));
	assert(ends(arena_over_its_ceiling) && ends(array_that_overflows));
	return 0;
}

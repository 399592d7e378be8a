/*
 * The reading process: what it cannot do, and that whatever happens to it the
 * records it had finished arrive, followed by one error that says why it ended.
 */
#define _GNU_SOURCE

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "read/sandbox/sandbox.h"

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

struct lines {
	struct gb_sink sink;
	struct gb_buf text;
	size_t n;
};

static void put(struct gb_sink *self, struct gb_record *r)
{
	struct lines *l = (struct lines *)self;

	if (r->line.n > 0)
		gb_buf_add(&l->text, r->line);
	else
		gb_record_write(&l->text, r->kind, r->data);
	gb_buf_add_byte(&l->text, '\n');
	l->n++;
}

static void put_blocks(struct gb_reading *r, int n)
{
	struct gb_block b = { .text = GB_S("今年新增就业12万人。"), .where = GB_S(""), .style = { .font = GB_S("") } };

	for (int i = 0; i < n; i++)
		gb_reading_block(r, &b);
}

/* ---- readers that misbehave ---- */

static enum gb_err nothing(struct gb_reading *r)
{
	(void)r;
	return GB_ERR_NO_TEXT;
}

static enum gb_err fine(struct gb_reading *r)
{
	put_blocks(r, 3000); /* more than one piece of the shared memory */
	return GB_ERR_OK;
}

static enum gb_err early_error(struct gb_reading *r)
{
	gb_reading_error(r, 0, GB_ERR_CHARSET, GB_S(""));
	put_blocks(r, 1);
	return GB_ERR_OK;
}

static enum gb_err dies(struct gb_reading *r)
{
	put_blocks(r, 1000);
	signal(SIGSEGV, SIG_DFL);
	raise(SIGSEGV);
	return GB_ERR_OK;
}

static enum gb_err leaves(struct gb_reading *r)
{
	put_blocks(r, 2);
	_exit(3);
}

static enum gb_err hangs(struct gb_reading *r)
{
	put_blocks(r, 2);
	for (;;)
		pause();
	return GB_ERR_OK;
}

static enum gb_err spins(struct gb_reading *r)
{
	volatile unsigned long n = 0;

	put_blocks(r, 2);
	for (;;)
		n++;
	return GB_ERR_OK;
}

static enum gb_err floods(struct gb_reading *r)
{
	for (;;)
		put_blocks(r, 100);
	return GB_ERR_OK;
}

static enum gb_err eats(struct gb_reading *r)
{
	put_blocks(r, 2);
	for (int i = 0; i < 4096; i++)
		memset(gb_arena_alloc(r->arena, (size_t)1 << 20), 1, (size_t)1 << 20);
	return GB_ERR_OK;
}

/* Each of these must be refused; the name of one that is not becomes a block. */
static enum gb_err escapes(struct gb_reading *r)
{
	const char *path = "/tmp/gongbao-test-escape";
	const struct rlimit more = { RLIM_INFINITY, RLIM_INFINITY };
	char *const argv[] = { NULL };
	struct {
		const char *name;
		bool done;
	} tries[] = {
		{ "socket", socket(AF_INET, SOCK_STREAM, 0) >= 0 },
		{ "unix socket", socket(AF_UNIX, SOCK_STREAM, 0) >= 0 },
		{ "create", open(path, O_WRONLY | O_CREAT, 0600) >= 0 },
		{ "creat", creat(path, 0600) >= 0 },
		{ "write", open("/dev/null", O_RDWR) >= 0 },
		{ "mkdir", mkdir(path, 0700) == 0 },
		{ "unlink", unlink("/tmp/gongbao-test-keep") == 0 || errno == ENOENT },
		{ "rename", rename("/tmp/gongbao-test-keep", path) == 0 || errno == ENOENT },
		{ "kill", kill(getppid(), 0) == 0 },
		{ "exec", execv("/bin/true", argv) == 0 || errno == ENOENT },
		{ "rlimit", setrlimit(RLIMIT_CORE, &more) == 0 },
		{ "read", !SANITIZED && open("/etc/passwd", O_RDONLY) >= 0 },
	};

	for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
		struct gb_block b = { .text = gb_span_of(tries[i].name), .where = GB_S(""), .style = { .font = GB_S("") } };

		if (tries[i].done)
			gb_reading_block(r, &b);
	}
	const pid_t child = fork();

	if (child == 0)
		_exit(0);
	if (child > 0)
		put_blocks(r, 1);
	return GB_ERR_OK;
}

static enum gb_err opens(struct gb_reading *r)
{
	if (open("/etc/passwd", O_RDONLY) >= 0)
		put_blocks(r, 1);
	return open("/dev/null", O_WRONLY) >= 0 || open("/dev/null", O_RDWR) >= 0 || open("/etc/passwd", O_RDONLY | O_TRUNC) >= 0 ? GB_ERR_IO : GB_ERR_OK;
}

/* ---- the expectations ---- */

struct want {
	const char *name;
	enum gb_err (*read)(struct gb_reading *r);
	size_t blocks;
	enum gb_err err;
	struct gb_read_limits limits;
	bool opens_files;
};

static size_t count(struct gb_span text, struct gb_span what)
{
	size_t n = 0;

	for (size_t at = gb_span_find(text, what, 0); at != (size_t)-1; at = gb_span_find(text, what, at + what.n))
		n++;
	return n;
}

static void expect(const struct want *w)
{
	struct lines to = { .sink = { put, NULL } };
	struct gb_reading r = { .path = GB_S("x"), .bytes = GB_S("x"), .sha256 = GB_S(""), .media = GB_S("test/test"), .to = &to.sink,
				.arena = gb_arena_new(0) };
	const struct gb_child_work work = { w->read, w->opens_files, false };
	const int status = gb_child_run(&r, &work, &w->limits);
	const struct gb_span text = gb_buf_span(&to.text);
	const size_t errors = count(text, GB_S("{\"record\":\"error\"")), blocks = count(text, GB_S("{\"record\":\"block\""));
	const bool floods_over = w->err == GB_ERR_LIMIT && w->read == floods;
	const bool same = gb_span_starts(text, GB_S("{\"record\":\"source\"")) && count(text, GB_S("{\"record\":\"source\"")) == 1 &&
			  errors == (w->err != GB_ERR_OK) && (floods_over || blocks == w->blocks) && status == gb_err_status(w->err) &&
			  (w->err == GB_ERR_OK || gb_span_has(text, gb_err_code(w->err)));

	if (!same)
		fprintf(stderr, "%s: status %d, %zu blocks, %zu errors\n%.*s\n", w->name, status, blocks, errors,
			(int)(text.n < 3000 ? text.n : 3000), text.p);
	assert(same);
	gb_buf_free(&to.text);
	gb_buf_free(&r.tmp);
	gb_arena_free(r.arena);
}

int main(void)
{
	const struct gb_read_limits usual = { 20, (size_t)1 << 30, (size_t)64 << 20 }, brief = { 1, (size_t)1 << 30, (size_t)64 << 20 },
				    narrow = { 20, (size_t)1 << 30, (size_t)1 << 20 }, small = { 20, (size_t)256 << 20, (size_t)64 << 20 };
	const struct want wants[] = {
		{ "nothing", nothing, 0, GB_ERR_NO_TEXT, usual, false },
		{ "fine", fine, 3000, GB_ERR_OK, usual, false },
		{ "early error", early_error, 1, GB_ERR_CHARSET, usual, false },
		{ "dies", dies, 1000, GB_ERR_CRASH, usual, false },
		{ "leaves", leaves, 2, GB_ERR_LIMIT, usual, false },
		{ "hangs", hangs, 2, GB_ERR_TIMEOUT, brief, false },
		{ "spins", spins, 2, GB_ERR_TIMEOUT, brief, false },
		{ "floods", floods, 0, GB_ERR_LIMIT, narrow, false },
		{ "eats", eats, 2, GB_ERR_LIMIT, small, false },
		{ "escapes", escapes, 0, GB_ERR_OK, usual, false },
		{ "opens", opens, 1, GB_ERR_OK, usual, true },
	};

	printf("held back"); /* must not be printed by a child as well */
	for (size_t i = 0; i < sizeof wants / sizeof *wants; i++)
		if (!SANITIZED || wants[i].read != eats)
			expect(&wants[i]);
	printf("\n");
	return 0;
}

/*
 * The reader in a process of its own.  Record lines come through a pipe in
 * large pieces; the piece that is not yet sent stands in memory shared with the
 * parent, so that a death at any moment loses no finished line.
 *
 * The stream is counted in bytes from its start: `base` is the count at the
 * start of the shared piece.  The parent knows how much it has received and so
 * needs no lock to tell what of the piece is new.
 *
 * Lines that begin with "!" are for the parent.  "!u3", "!p3", "!o3" judge page 3
 * (enum gb_judgement), "!e" names what reads pictures, and "!" with the exit status
 * ends a reading that ran to its end.  The source record is to list what was
 * judged and comes first, so the records of such formats are held to the end.
 *
 * Libraries say on standard error why they give up; that goes into a second pipe,
 * which never blocks, and is looked at only when the child has died.
 */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS, wait4 */

#include "base/json.h"
#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PIECE ((size_t)64 << 10)

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1 /* its findings belong on the real standard error */
#else
#define SANITIZED 0
#endif

struct piece {
	_Atomic size_t base, used;
	char bytes[PIECE];
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- the child's end ---- */

struct child_sink {
	struct gb_sink sink;
	struct piece *piece; /* shared with the parent */
	int fd;
	struct gb_buf line;
};

static void send_bytes(int fd, struct gb_span s)
{
	while (s.n > 0) {
		const ssize_t n = write(fd, s.p, s.n);

		if (n < 0 && errno != EINTR)
			_exit(3); /* nobody listens any more */
		s = gb_span_from(s, n > 0 ? (size_t)n : 0);
	}
}

static void send_piece(struct child_sink *c)
{
	struct piece *p = c->piece;
	const size_t n = p->used;

	send_bytes(c->fd, (struct gb_span){ p->bytes, n });
	p->used = 0;
	p->base += n;
}

static void add_bytes(struct child_sink *c, struct gb_span s)
{
	struct piece *p = c->piece;

	while (s.n > 0) {
		const size_t free_n = PIECE - p->used;
		const size_t n = s.n < free_n ? s.n : free_n;

		memcpy(p->bytes + p->used, s.p, n);
		p->used += n;
		s = gb_span_from(s, n);
		if (p->used == PIECE)
			send_piece(c);
	}
}

static void child_put(struct gb_sink *self, struct gb_record *r)
{
	struct child_sink *c = (struct child_sink *)self;

	gb_buf_clear(&c->line);
	if (r->line.n == 0)
		gb_record_write(&c->line, r->kind, r->data);
	add_bytes(c, r->line.n > 0 ? r->line : gb_buf_span(&c->line));
	add_bytes(c, GB_S("\n"));
}

static void child_end(struct gb_sink *self)
{
	(void)self;
}

static void keep_quiet(int words)
{
	if (SANITIZED)
		return;
	fcntl(words, F_SETFL, O_NONBLOCK);
	dup2(words, STDERR_FILENO);
}

static _Noreturn void run_child(struct gb_reading *r, const struct gb_child_work *w, const struct gb_read_limits *limits,
				struct piece *piece, int fd)
{
	struct child_sink c = { .sink = { child_put, child_end }, .piece = piece, .fd = fd };

	gb_confine(limits, w->opens_files);
	r->to = &c.sink;
	r->judges = w->judges;
	r->limits = limits;
	r->parting = !SANITIZED;
	r->started = (long long)(now() * 1e6);
	gb_reading_run(r, w->run);
	const char last[] = { '!', (char)('0' + r->status), '\n' };

	add_bytes(&c, (struct gb_span){ last, sizeof last });
	send_piece(&c);
	_exit(0);
}

/* ---- the parent's end ---- */

enum stop { STOP_NONE, STOP_TIME, STOP_OUTPUT };

/* Pages as lists of JSON numbers. */
struct judged {
	struct gb_buf untrusted, picture, ocr, engine;
};

struct parent {
	struct gb_reading *r;
	const struct gb_read_limits *limits;
	struct piece *piece;
	int fd, words; /* records; what is said on standard error */
	pid_t pid;
	struct gb_buf part; /* the start of a line whose end has not come */
	size_t received;
	double deadline; /* seconds of the monotonic clock */
	bool sourced, ended;
	int status;
	enum stop stop;
	bool judges;
	struct gb_buf held; /* record lines, when judges */
	struct judged judged;
};

static void add_page(struct gb_buf *list, struct gb_span page)
{
	if (list->n > 0)
		gb_buf_add_byte(list, ',');
	gb_buf_add(list, page);
}

static void take_word(struct parent *p, struct gb_span word)
{
	const struct gb_span rest = gb_span_from(word, 1);

	switch (word.p[0]) {
	case GB_PAGE_UNTRUSTED: add_page(&p->judged.untrusted, rest); return;
	case GB_PAGE_PICTURE: add_page(&p->judged.picture, rest); return;
	case GB_PAGE_OCR: add_page(&p->judged.ocr, rest); return;
	case 'e':
		gb_buf_clear(&p->judged.engine);
		gb_buf_add(&p->judged.engine, rest);
		return;
	default:
		p->ended = true;
		p->status = word.p[0] - '0';
	}
}

static void pass_line(struct parent *p, struct gb_span line)
{
	if (line.n >= 2 && line.p[0] == '!') {
		take_word(p, gb_span_from(line, 1));
		return;
	}
	p->sourced = p->sourced || gb_span_starts(line, GB_S("{\"record\":\"source\""));
	if (!p->judges) {
		gb_record_put_line(p->r->to, line);
		return;
	}
	gb_buf_add(&p->held, line);
	gb_buf_add_byte(&p->held, '\n');
}

/* The source record with what is known at the end. */
static void put_source(struct parent *p, struct gb_span line)
{
	const struct gb_span unknown = GB_S("\"trust\":null}");
	const struct judged *t = &p->judged;
	struct gb_buf b = { 0 };
	struct gb_json j = { .out = &b };
	const struct {
		struct gb_span name;
		const struct gb_buf *list;
	} lists[] = { { GB_S("untrusted"), &t->untrusted }, { GB_S("pictures"), &t->picture }, { GB_S("ocr"), &t->ocr } };

	gb_buf_add(&b, gb_span_sub(line, 0, line.n - unknown.n));
	gb_buf_add(&b, GB_S("\"trust\":"));
	gb_json_open(&j, '{');
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		gb_json_key(&j, lists[i].name);
		gb_json_open(&j, '[');
		gb_json_raw(&j, gb_buf_span(lists[i].list));
		gb_json_close(&j, ']');
	}
	gb_json_key(&j, GB_S("engine"));
	gb_json_str_or_null(&j, gb_buf_span(&t->engine));
	gb_json_close(&j, '}');
	gb_buf_add_byte(&b, '}');
	gb_record_put_line(p->r->to, gb_buf_span(&b));
	gb_buf_free(&b);
}

static void put_held(struct parent *p)
{
	struct gb_span rest = gb_buf_span(&p->held);

	while (rest.n > 0) {
		const struct gb_span line = gb_span_cut(&rest, '\n');

		if (gb_span_starts(line, GB_S("{\"record\":\"source\"")) && gb_span_ends(line, GB_S("\"trust\":null}")))
			put_source(p, line);
		else
			gb_record_put_line(p->r->to, line);
	}
}

static void free_held(struct parent *p)
{
	gb_buf_free(&p->held);
	gb_buf_free(&p->judged.untrusted);
	gb_buf_free(&p->judged.picture);
	gb_buf_free(&p->judged.ocr);
	gb_buf_free(&p->judged.engine);
}

static void pass_bytes(struct parent *p, struct gb_span s)
{
	const double start = now();

	p->received += s.n;
	while (s.n > 0) {
		const size_t before = s.n;
		const struct gb_span head = gb_span_cut(&s, '\n');
		const bool whole = head.n < before;

		if (whole && p->part.n == 0) {
			pass_line(p, head);
			continue;
		}
		gb_buf_add(&p->part, head);
		if (whole) {
			pass_line(p, gb_buf_span(&p->part));
			gb_buf_clear(&p->part);
		}
	}
	p->deadline += now() - start; /* what the next stage takes is not the reader's time */
}

/* Takes what has come; false at the end of the stream or when a limit is passed. */
static bool receive(struct parent *p, char *bytes)
{
	struct pollfd fd = { .fd = p->fd, .events = POLLIN };
	const double left = p->deadline - now();
	const int ready = left > 0 ? poll(&fd, 1, (int)(left * 1000) + 1) : 0;

	if (left <= 0)
		p->stop = STOP_TIME;
	if (ready <= 0)
		return p->stop == STOP_NONE && (ready == 0 || errno == EINTR);
	const ssize_t n = read(p->fd, bytes, PIECE);

	if (n <= 0)
		return n < 0 && errno == EINTR;
	pass_bytes(p, (struct gb_span){ bytes, (size_t)n });
	if (p->received > p->limits->output)
		p->stop = STOP_OUTPUT;
	return p->stop == STOP_NONE;
}

/* The finished lines that a dead child had not sent. */
static void take_rest(struct parent *p)
{
	const struct piece *s = p->piece;
	const size_t base = s->base, used = s->used;

	if (p->stop == STOP_OUTPUT || used > PIECE || p->received < base || p->received - base >= used)
		return;
	pass_bytes(p, gb_span_from((struct gb_span){ s->bytes, used }, p->received - base));
}

/* Everybody's words for it: "Out of memory", "failed to allocate", "std::bad_alloc". */
static bool speaks_of_memory(struct gb_span s)
{
	return gb_span_has(s, GB_S("memory")) || gb_span_has(s, GB_S("alloc"));
}

/* What a dead child has said; it cannot say more, so reading comes to an end. */
static void read_words(int fd, struct gb_buf *out)
{
	ssize_t n = 1;

	while (n > 0 && out->n < PIECE) {
		gb_buf_reserve(out, 4096);
		n = read(fd, out->p + out->n, 4096);
		out->n += n > 0 ? (size_t)n : 0;
	}
}

/* Why a child that did not come to its end ended. */
static enum gb_err death(const struct parent *p, int wstatus, const struct rusage *use, struct gb_span words)
{
	const int sig = WIFSIGNALED(wstatus) ? WTERMSIG(wstatus) : 0;
	const bool full = (size_t)use->ru_maxrss * 1024 > p->limits->memory / 4 * 3;

	if (p->stop == STOP_TIME || sig == SIGXCPU)
		return GB_ERR_TIMEOUT;
	if (p->stop == STOP_OUTPUT || sig == SIGKILL)
		return GB_ERR_LIMIT; /* nobody but the kernel, short of memory, kills it so */
	if (WIFEXITED(wstatus) && WEXITSTATUS(wstatus) == 3)
		return GB_ERR_LIMIT; /* arena.h, buf.h */
	return full || speaks_of_memory(words) ? GB_ERR_LIMIT : GB_ERR_CRASH;
}

static void finish(struct parent *p)
{
	struct rusage use = { 0 };
	int wstatus = 0;
	pid_t got;

	if (p->stop != STOP_NONE)
		kill(p->pid, SIGKILL);
	do
		got = wait4(p->pid, &wstatus, 0, &use);
	while (got < 0 && errno == EINTR);
	take_rest(p);
	put_held(p);
	if (p->ended)
		return;
	struct gb_buf words = { 0 };

	read_words(p->words, &words);
	const enum gb_err why = death(p, wstatus, &use, gb_buf_span(&words));

	if (why == GB_ERR_CRASH)
		fwrite(words.p, 1, words.n, stderr);
	p->r->sourced = p->sourced;
	gb_reading_error(p->r, 0, why, GB_S(""));
	gb_reading_end(p->r);
	p->status = p->r->status;
	gb_buf_free(&words);
}

static int listen_to(struct parent *p)
{
	char *bytes = gb_arena_alloc(p->r->arena, PIECE);

	while (receive(p, bytes))
		;
	finish(p);
	gb_buf_free(&p->part);
	free_held(p);
	return p->status;
}

static int system_error(struct gb_reading *r)
{
	gb_reading_error(r, 0, GB_ERR_IO, GB_S("no process could be started for reading"));
	gb_reading_end(r);
	return r->status;
}

static void close_both(const int fds[2])
{
	close(fds[0]);
	close(fds[1]);
}

static bool open_pipes(int records[2], int words[2])
{
	if (pipe(records) != 0)
		return false;
	if (pipe(words) == 0)
		return true;
	close_both(records);
	return false;
}

int gb_child_run(struct gb_reading *r, const struct gb_child_work *w, const struct gb_read_limits *limits)
{
	struct piece *piece = mmap(NULL, sizeof *piece, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int fds[2], words[2];

	if (piece == MAP_FAILED)
		return system_error(r);
	if (!open_pipes(fds, words)) {
		munmap(piece, sizeof *piece);
		return system_error(r);
	}
	fflush(NULL); /* so that the child holds no half of anybody's output */
	const pid_t pid = fork();

	if (pid == 0) {
		close(fds[0]);
		close(words[0]);
		keep_quiet(words[1]);
		run_child(r, w, limits, piece, fds[1]);
	}
	close(fds[1]);
	close(words[1]);
	struct parent p = { .r = r, .limits = limits, .piece = piece, .fd = fds[0], .words = words[0], .pid = pid,
			    .part = { .max = limits->output + 2 * PIECE }, .deadline = now() + limits->seconds,
			    .judges = w->judges, .held = { .max = limits->output + 4 * PIECE } };
	const int status = pid > 0 ? listen_to(&p) : system_error(r);

	close(fds[0]);
	close(words[0]);
	munmap(piece, sizeof *piece);
	return status;
}

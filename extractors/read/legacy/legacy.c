#define _GNU_SOURCE /* prctl, nftw */

#include "legacy.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <seccomp.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MEMORY ((rlim_t)6 << 30) /* of address space, most of it never touched */
#define OUTPUT ((rlim_t)256 << 20)

/* Of the time for a file, what the conversion may use. */
static const double SHARE = 0.8;

/* The main stream of Word's binary format has this name, in UTF-16; WPS writes the same. */
bool gb_legacy_is_text(struct gb_span bytes)
{
	static const char name[] = "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t";

	return gb_span_has(bytes, (struct gb_span){ name, sizeof name });
}

static int remove_one(const char *path, const struct stat *s, int kind, struct FTW *f)
{
	(void)s, (void)kind, (void)f;
	return remove(path);
}

static void limit(__rlimit_resource_t what, rlim_t most)
{
	const struct rlimit l = { most, most };

	setrlimit(what, &l);
}

/* No network: sockets of the file system alone.  The filter stays for all that is started. */
static void deny_network(void)
{
	scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_ALLOW);
	const struct scmp_arg_cmp other = { 0, SCMP_CMP_NE, AF_UNIX, 0 };

	if (ctx == NULL)
		return;
	seccomp_rule_add_array(ctx, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(socket), 1, &other);
	seccomp_load(ctx);
	seccomp_release(ctx);
}

static _Noreturn void run(const struct gb_read_limits *limits, const char *program, const char *dir)
{
	char *profile = g_strconcat("-env:UserInstallation=file://", dir, "/profile", NULL);
	char *out = g_build_filename(dir, "out", NULL), *in = g_build_filename(dir, "in.doc", NULL);
	char *const args[] = { (char[]){ "soffice" }, profile, (char[]){ "--headless" }, (char[]){ "--norestore" },
			       (char[]){ "--convert-to" }, (char[]){ "docx:MS Word 2007 XML" }, (char[]){ "--outdir" }, out, in, NULL };
	const int null = open("/dev/null", O_RDWR);

	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	g_setenv("HOME", dir, TRUE);
	g_setenv("TMPDIR", dir, TRUE);
	for (int fd = 0; fd < 3; fd++)
		dup2(null, fd);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_CPU, (rlim_t)limits->seconds);
	limit(RLIMIT_FSIZE, OUTPUT);
	limit(RLIMIT_AS, MEMORY);
	deny_network();
	execv(program, args);
	_exit(127);
}

/* Waits for the process; when the time is over, or it has ended, nothing of its group stays. */
static bool wait_for(pid_t pid, int milliseconds)
{
	const struct timespec nap = { 0, 20 * 1000 * 1000 };
	int status = 1;
	pid_t got = 0;

	for (; milliseconds > 0 && (got = waitpid(pid, &status, WNOHANG)) == 0; milliseconds -= 20)
		nanosleep(&nap, NULL);
	kill(-pid, SIGKILL);
	while (got == 0 && (got = waitpid(pid, &status, 0)) < 0 && errno == EINTR)
		got = 0;
	return milliseconds > 0 && got == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool convert_in(const char *dir, struct gb_span bytes, const struct gb_read_limits *limits, const char *program)
{
	char *in = g_build_filename(dir, "in.doc", NULL);
	const bool written = g_file_set_contents(in, bytes.p, (gssize)bytes.n, NULL);

	g_free(in);
	if (!written)
		return false;
	const pid_t pid = fork();

	if (pid == 0)
		run(limits, program, dir);
	if (pid < 0)
		return false;
	setpgid(pid, pid); /* both do it: whoever comes first */
	return wait_for(pid, (int)(limits->seconds * 1000 * SHARE));
}

bool gb_legacy_convert(struct gb_span bytes, const struct gb_read_limits *limits, struct gb_buf *out, struct gb_span *why)
{
	char *program = g_find_program_in_path("soffice");
	char *dir = program != NULL ? g_dir_make_tmp("gongbao-XXXXXX", NULL) : NULL;
	char *text = NULL;
	gsize n = 0;

	*why = program == NULL ? GB_S("LibreOffice, which could convert it, is not installed (Debian: libreoffice-writer)") :
				 GB_S("LibreOffice could not convert it");
	if (dir != NULL && convert_in(dir, bytes, limits, program)) {
		char *made = g_build_filename(dir, "out", "in.docx", NULL);

		if (g_file_get_contents(made, &text, &n, NULL) && n < OUTPUT)
			gb_buf_add(out, (struct gb_span){ text, n });
		g_free(text);
		g_free(made);
	}
	if (dir != NULL)
		nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	g_free(dir);
	g_free(program);
	return out->n > 0;
}

/* An OOXML file with a password is an OLE2 file that holds a stream of this name, in UTF-16. */
static enum gb_sniff sniff_locked(const struct gb_sniffed *file)
{
	static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";

	return file->ole && gb_span_has(file->bytes, (struct gb_span){ name, sizeof name }) ? GB_SNIFF_SURE : GB_SNIFF_NO;
}

static enum gb_sniff sniff(const struct gb_sniffed *file)
{
	return file->ole ? GB_SNIFF_LIKELY : GB_SNIFF_NO;
}

const struct gb_reader gb_legacy_locked_reader = {
	.media = { "application/x-ole-storage", 25 },
	.endings = "",
	.sniff = sniff_locked,
	.err = GB_ERR_LOCKED,
};

const struct gb_reader gb_legacy_reader = {
	.name = { "DOC", 3 },
	.media = { "application/x-ole-storage", 25 },
	.endings = "doc wps",
	.sniff = sniff,
	.err = GB_ERR_LEGACY,
	.needs.converter = true,
};

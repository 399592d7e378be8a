/*
 * What the reading process gives up.  Two kinds of things are taken away: what
 * nothing in a reader ever asks for (answer: not permitted), and what a library
 * asks for but can do without (clone3, openat2: answer "no such call", then it
 * falls back to the older call, whose arguments a filter can see).
 */
#define _GNU_SOURCE /* O_CREAT and all its kin, prctl */

#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1 /* its shadow memory is terabytes of address space */
#else
#define SANITIZED 0
#endif

/* Valgrind is a program around this one in the same process: it opens files and needs address space for two. */
static bool under_valgrind(void)
{
	const char *preload = getenv("LD_PRELOAD");

	return preload != NULL && strstr(preload, "/valgrind/") != NULL;
}

static void limit(__rlimit_resource_t what, rlim_t soft, rlim_t hard)
{
	const struct rlimit l = { soft, hard };

	setrlimit(what, &l);
}

static const int denied[] = {
	SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(listen), SCMP_SYS(accept),
	SCMP_SYS(accept4), SCMP_SYS(sendto), SCMP_SYS(sendmsg), SCMP_SYS(sendmmsg), SCMP_SYS(execve), SCMP_SYS(execveat),
	SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(creat), SCMP_SYS(unlink), SCMP_SYS(unlinkat), SCMP_SYS(rename),
	SCMP_SYS(renameat), SCMP_SYS(renameat2), SCMP_SYS(link), SCMP_SYS(linkat), SCMP_SYS(symlink), SCMP_SYS(symlinkat),
	SCMP_SYS(mkdir), SCMP_SYS(mkdirat), SCMP_SYS(rmdir), SCMP_SYS(mknod), SCMP_SYS(mknodat), SCMP_SYS(chmod),
	SCMP_SYS(fchmod), SCMP_SYS(fchmodat), SCMP_SYS(chown), SCMP_SYS(fchown), SCMP_SYS(lchown), SCMP_SYS(fchownat),
	SCMP_SYS(truncate), SCMP_SYS(ftruncate), SCMP_SYS(utime), SCMP_SYS(utimes), SCMP_SYS(utimensat), SCMP_SYS(setxattr),
	SCMP_SYS(lsetxattr), SCMP_SYS(fsetxattr), SCMP_SYS(removexattr), SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(chroot),
	SCMP_SYS(pivot_root), SCMP_SYS(unshare), SCMP_SYS(setns), SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv),
	SCMP_SYS(process_vm_writev), SCMP_SYS(bpf), SCMP_SYS(perf_event_open), SCMP_SYS(userfaultfd), SCMP_SYS(io_uring_setup),
	SCMP_SYS(keyctl), SCMP_SYS(add_key), SCMP_SYS(request_key), SCMP_SYS(shmget), SCMP_SYS(msgget), SCMP_SYS(semget),
	SCMP_SYS(setrlimit), SCMP_SYS(setpriority), SCMP_SYS(pidfd_open), SCMP_SYS(pidfd_send_signal), SCMP_SYS(name_to_handle_at),
	SCMP_SYS(open_by_handle_at),
};

static const int absent[] = { SCMP_SYS(clone3), SCMP_SYS(openat2) };

/* Opening is refused when any of these flags asks for more than reading. */
static void deny_writing(scmp_filter_ctx ctx, int call, unsigned int arg)
{
	static const struct {
		scmp_datum_t mask, value;
	} flags[] = { { O_ACCMODE, O_WRONLY }, { O_ACCMODE, O_RDWR }, { O_CREAT, O_CREAT }, { O_TRUNC, O_TRUNC } };

	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
		const struct scmp_arg_cmp cmp = { arg, SCMP_CMP_MASKED_EQ, flags[i].mask, flags[i].value };

		seccomp_rule_add_array(ctx, SCMP_ACT_ERRNO(EACCES), call, 1, &cmp);
	}
}

/* A signal may go to this process (abort does that) and to no other. */
static void deny_killing(scmp_filter_ctx ctx)
{
	const struct scmp_arg_cmp other = { 0, SCMP_CMP_NE, (scmp_datum_t)getpid(), 0 };

	seccomp_rule_add_array(ctx, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(kill), 1, &other);
	seccomp_rule_add_array(ctx, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(tgkill), 1, &other);
	seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(tkill), 0);
}

static void load_filter(bool opens_files)
{
	scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_ALLOW);
	const struct scmp_arg_cmp sets = { 2, SCMP_CMP_NE, 0, 0 };
	const struct scmp_arg_cmp no_thread = { 0, SCMP_CMP_MASKED_EQ, 0x00010000 /* CLONE_THREAD */, 0 };

	if (ctx == NULL)
		return;
	for (size_t i = 0; i < sizeof denied / sizeof *denied; i++)
		seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EPERM), denied[i], 0);
	for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
		seccomp_rule_add(ctx, SCMP_ACT_ERRNO(ENOSYS), absent[i], 0);
	seccomp_rule_add_array(ctx, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(prlimit64), 1, &sets);
	seccomp_rule_add_array(ctx, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1, &no_thread);
	deny_killing(ctx);
	if (opens_files || SANITIZED) {
		deny_writing(ctx, SCMP_SYS(open), 1);
		deny_writing(ctx, SCMP_SYS(openat), 2);
	} else {
		seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(open), 0);
		seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(openat), 0);
	}
	seccomp_load(ctx); /* a kernel without filters: the limits alone remain */
	seccomp_release(ctx);
}

void gb_confine(const struct gb_read_limits *limits, bool opens_files)
{
	const rlim_t seconds = (rlim_t)limits->seconds;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	limit(RLIMIT_CORE, 0, 0);
	signal(SIGXFSZ, SIG_IGN); /* standard error can be a file: a line there fails, it does not kill */
	if (!SANITIZED)
		limit(RLIMIT_FSIZE, 0, 0);
	limit(RLIMIT_CPU, seconds + 1, seconds + 2);
	if (under_valgrind())
		return;
	if (!SANITIZED)
		limit(RLIMIT_AS, limits->memory, limits->memory);
	load_filter(opens_files);
}

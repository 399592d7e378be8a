/*
 * measure - runs a command and writes to descriptor 3 what it cost: CPU microseconds, peak KiB, exit status.
 *
 * A small process of its own, because the peak memory of a child counts from the size of the process it was forked from.
 */
#define _DEFAULT_SOURCE
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	struct rusage u;
	int how;
	pid_t pid = argc > 1 ? fork() : -1;

	if (pid < 0)
		return 2;
	if (pid == 0) {
		close(3);
		execvp(argv[1], argv + 1);
		_exit(127);
	}
	if (wait4(pid, &how, 0, &u) != pid)
		return 2;
	long long cpu = (u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1000000LL + u.ru_utime.tv_usec + u.ru_stime.tv_usec;

	dprintf(3, "%lld %ld %d\n", cpu, u.ru_maxrss, WIFEXITED(how) ? WEXITSTATUS(how) : -1);
	return 0;
}

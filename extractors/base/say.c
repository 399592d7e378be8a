#include "say.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *gb_say(const char *english)
{
	return *english != '\0' ? gettext(english) : "";
}

struct gb_span gb_say_span(struct gb_span english)
{
	char key[256];

	if (english.n == 0 || english.n >= sizeof key || memchr(english.p, '\0', english.n) != NULL)
		return english;
	memcpy(key, english.p, english.n);
	key[english.n] = '\0';
	const char *found = gettext(key);

	return found != key ? gb_span_of(found) : english;
}

/* The library's own texts come and go with packages of the system, so the usual ones are ours. */
const char *gb_say_errno(int number)
{
	static const struct {
		int number;
		const char *text;
	} texts[] = {
		{ ENOENT, N_("there is no such file or folder") },
		{ EACCES, N_("permission denied") },
		{ EPERM, N_("this is not permitted") },
		{ EISDIR, N_("it is a folder") },
		{ ENOTDIR, N_("a part of the path is a file, not a folder") },
		{ EEXIST, N_("it is there already") },
		{ ENOSPC, N_("no space is left on the disk") },
		{ EDQUOT, N_("the disk quota is used up") },
		{ EROFS, N_("the file system is read-only") },
		{ EIO, N_("input or output failed") },
		{ EPIPE, N_("the reader has gone away") },
		{ EBADF, N_("the stream is closed") },
		{ EMFILE, N_("too many files are open") },
		{ ENFILE, N_("too many files are open") },
		{ ENAMETOOLONG, N_("the name is too long") },
		{ ELOOP, N_("too many symbolic links") },
		{ ENOMEM, N_("out of memory") },
		{ EFBIG, N_("the file is too large") },
		{ EINTR, N_("stopped by a signal") },
		{ EAGAIN, N_("the system has no room for more processes") },
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (texts[i].number == number)
			return gettext(texts[i].text);
	return strerror(number);
}

void gb_say_error(const char *command, const char *format, ...)
{
	va_list rest;

	fprintf(stderr, command != NULL ? "gongbao %s: " : "gongbao: ", command);
	va_start(rest, format);
	vfprintf(stderr, format, rest);
	va_end(rest);
	fputc('\n', stderr);
}

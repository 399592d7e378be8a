/* The kind of a record: as we write it, with blanks, with other keys before it, cut short. */
#include <assert.h>

#include "record/record.h"

static void expect(const char *line, const char *kind)
{
	assert(gb_span_eq(gb_record_line_kind(gb_span_of(line)), gb_span_of(kind)));
}

int main(void)
{
	expect("{\"record\":\"target\",\"id\":\"a\"}", "target");
	expect("{ \"record\" : \"sentence\" , \"seq\": 1 }", "sentence");
	expect("\t{\"seq\": [1, {\"record\": \"inner\"}], \"text\": \"\\\"}, \", \"record\": \"block\"}", "block");
	expect("{\"record\":\"\"}", "");
	expect("{\"text\":\"record\"}", "");
	expect("{\"record\":5}", "");
	expect("{\"record\":\"tar", "");
	expect("{\"record\"", "");
	expect("{\"a\":\"\\", "");
	expect("[\"record\",\"target\"]", "");
	expect("", "");
	return 0;
}

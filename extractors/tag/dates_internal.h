/* dates_int - what the files that turn matches of calendar.gram into days share. */
#ifndef GB_TAG_DATES_INTERNAL_H
#define GB_TAG_DATES_INTERNAL_H

#include "internal.h"

/* The grain of a date: what the smallest part is. */
enum gb_grain { GB_GRAIN_NONE, GB_GRAIN_YEARS, GB_GRAIN_HALF, GB_GRAIN_QUARTER, GB_GRAIN_MONTH, GB_GRAIN_THIRD, GB_GRAIN_DAY };

struct gb_date_point {
	struct gb_period at;
	enum gb_grain grain;
	int y, m; /* year and month it stands in, 0: not known */
};

/* dates */
bool gb_dates_has(const struct gb_reading *r, const struct gb_match *m, const char *field);
struct gb_date_point gb_dates_point(struct gb_period at, enum gb_grain grain);
/* The mention of what matched, from and to as the point has them. */
void gb_dates_put(const struct gb_reading *r, const struct gb_match *m, const struct gb_date_point *p, struct gb_mention *out);

/* dates_span: as all that make a date, false when the words are none */
bool gb_dates_ahead(struct gb_reading *r, const struct gb_match *m, struct gb_mention *out);
bool gb_dates_back_to_now(struct gb_reading *r, const struct gb_match *m, struct gb_mention *out);
bool gb_dates_shifted(struct gb_reading *r, const struct gb_match *m, struct gb_mention *out);
bool gb_dates_recurring(struct gb_reading *r, const struct gb_match *m, struct gb_mention *out);

#endif

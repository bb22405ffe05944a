/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The time outside the simulation: how long something took, and what the clock shows. */
#ifndef DI_WALL_CLOCK_H
#define DI_WALL_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/** Seconds from a fixed point in the past; never goes backwards. */
double di_wall_clock_seconds(void);

/** Processor time that all threads of this process have spent. */
double di_wall_clock_cpu_seconds(void);

/** Wait; a signal may end it early. */
void di_wall_clock_sleep(double seconds);

/** Seconds since 1970, for the order of recent files. */
int64_t di_wall_clock_unix_time(void);

/** Its local day: year, month from 1, day of the month; false if the system cannot tell. */
bool di_wall_clock_day_of(int64_t unix_time, int day[3]);

/** Local time as "14:32", or "" if the system cannot tell. */
void di_wall_clock_text(char text[8]);

#endif

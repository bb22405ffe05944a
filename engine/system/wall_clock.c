/* SPDX-License-Identifier: GPL-3.0-or-later */
/* POSIX. */
#include "di/wall_clock.h"

#include <time.h>

static double seconds_of(clockid_t clock)
{
    struct timespec now;
    if (clock_gettime(clock, &now) != 0)
        return 0.0;
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

double di_wall_clock_seconds(void)
{
    return seconds_of(CLOCK_MONOTONIC);
}

double di_wall_clock_cpu_seconds(void)
{
    return seconds_of(CLOCK_PROCESS_CPUTIME_ID);
}

void di_wall_clock_sleep(double seconds)
{
    const time_t whole = (time_t)seconds;
    const struct timespec length = {whole, (long)(1e9 * (seconds - (double)whole))};
    (void)nanosleep(&length, NULL); /* a signal may end it early */
}

int64_t di_wall_clock_unix_time(void)
{
    return (int64_t)time(NULL);
}

bool di_wall_clock_day_of(int64_t unix_time, int day[3])
{
    const time_t when = (time_t)unix_time;
    struct tm local;
    if (localtime_r(&when, &local) == NULL)
        return false;
    day[0] = local.tm_year + 1900;
    day[1] = local.tm_mon + 1;
    day[2] = local.tm_mday;
    return true;
}

void di_wall_clock_text(char text[8])
{
    const time_t now = time(NULL);
    struct tm local;
    text[0] = '\0';
    if (localtime_r(&now, &local) != NULL)
        (void)strftime(text, 8, "%H:%M", &local);
}

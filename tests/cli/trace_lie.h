/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A trace of which one line is missing or says something else: a recount that still agrees with
 * the tables proves nothing. */
#ifndef TRACE_LIE_H
#define TRACE_LIE_H

#include "di/trace_file.h"

struct trace_lie {
    enum di_trace_event event;
    bool (*is_meant)(const struct di_trace_row *row); /* NULL: any line of the event */
    uint32_t skip;                                    /* so many of them stay as they are */
    void (*change)(struct di_trace_row *row);         /* NULL: the line is left out */
};

/** Every line of a folder's trace; `lie` NULL: as it stands. Fails the test if there is no
 * trace, or not the line to lie about. */
void trace_lie_read(const char *folder, const struct trace_lie *lie, di_trace_visit visit,
                    void *context);

/**
 * Fail the test unless a recount differs from the results when such a line lies. A line may say
 * what no table shows (a child moves twice in a quarter): one of twelve must not.
 *
 * @param differ  values that differ in a recount of the trace with the lie
 */
void trace_lie_must_show(size_t (*differ)(const struct trace_lie *lie),
                         const struct trace_lie *lie);

#endif

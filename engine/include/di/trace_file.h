/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Reading trace.csv.gz of a results folder: what `homeward explain` tells a child's life from,
 * and what tests recompute indicators from.
 */
#ifndef DI_TRACE_FILE_H
#define DI_TRACE_FILE_H

#include "di/error.h"
#include "di/trace.h"

/** One line as text; ids are those of the scenario, "" where a field is empty. */
struct di_trace_row {
    uint32_t replication;
    double day;        /* since the scenario's start, with its fraction */
    int32_t civil_day; /* of `day` */
    enum di_trace_event event;
    const char *child;
    int32_t birth_civil_day; /* INT32_MIN: none */
    const char *sex, *disability, *age_band, *origin;
    const char *from, *from_region, *to, *to_region, *move, *place, *what;
    double value; /* NaN: none */
};

/** Return false to stop reading. The row is borrowed for the call. */
typedef bool (*di_trace_visit)(void *context, const struct di_trace_row *row);

/**
 * Every line of a folder's trace, in order.
 *
 * @return DI_OK; DI_ERR_FILE if there is none or it cannot be read; DI_ERR_SYNTAX with the line
 *         if it is not as this program writes it
 */
DI_MUST_CHECK enum di_status di_trace_read(const char *folder, di_trace_visit visit,
                                           void *context, struct di_error *error);

#endif

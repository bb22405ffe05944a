/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be said of workers and visits (K16); computed by work_measure.c. */
#ifndef DI_WORK_MEASURE_H
#define DI_WORK_MEASURE_H

#include <stdint.h>

#include "di/result.h"

enum work_measure {
    WORK_ACTIVE_FTE, /* at the end of the period, down to LATE_CHILDREN */
    WORK_TRAINING_FTE,
    WORK_VACANT_FTE,
    WORK_QUEUE,
    WORK_CASES,
    WORK_CASE_LIMIT, /* 0 where there is none */
    WORK_LATE_CHILDREN,
    WORK_HOURS_AVAILABLE, /* in the period */
    WORK_HOURS_WORKED,
    WORK_STARTED,
    WORK_WAIT_DAYS,
    WORK_VISITS_DUE,
    WORK_VISITS_MADE,
    WORK_VISITS_MISSED,
    WORK_LATE_DAYS,
    WORK_CASE_DAYS,
    WORK_LEFT,
    WORK_MEASURES
};
#define WORK_FLOWS_FROM WORK_HOURS_AVAILABLE

/**
 * Sum over a region, or all (UINT32_MAX), of the quarters [first, last]; measures of the end
 * are of the last. NaN where the scenario has no roles.
 */
double work_measure(const struct di_result *result, enum work_measure measure, uint32_t region,
                    uint32_t first, uint32_t last);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums over teams and cases of one replication. Regions without a limit of cases add nothing to
 * WORK_CASE_LIMIT, and their cases still count. Fractions are added as whole millionths, so
 * that no sum depends on the order of regions and roles in the scenario file. */
#include "work_measure.h"

#include <math.h>

static double of_team(const struct di_work_team *team, enum work_measure measure)
{
    switch (measure) {
    case WORK_ACTIVE_FTE:
        return (double)team->active_fte;
    case WORK_TRAINING_FTE:
        return (double)team->training_fte;
    case WORK_VACANT_FTE:
        return (double)team->vacant_fte;
    case WORK_QUEUE:
        return team->queue;
    case WORK_HOURS_AVAILABLE:
        return team->hours_available;
    case WORK_HOURS_WORKED:
        return team->hours_worked;
    case WORK_STARTED:
        return team->started;
    case WORK_WAIT_DAYS:
        return team->wait_days;
    case WORK_LEFT:
        return team->left;
    case WORK_CASES:
    case WORK_CASE_LIMIT:
    case WORK_LATE_CHILDREN:
    case WORK_VISITS_DUE:
    case WORK_VISITS_MADE:
    case WORK_VISITS_MISSED:
    case WORK_LATE_DAYS:
    case WORK_CASE_DAYS:
    case WORK_MEASURES:
        break;
    }
    return 0;
}

static double of_region(const struct di_work_region *region, enum work_measure measure)
{
    switch (measure) {
    case WORK_CASES:
        return region->cases;
    case WORK_CASE_LIMIT:
        return isfinite(region->case_limit) ? (double)region->case_limit : 0;
    case WORK_LATE_CHILDREN:
        return region->late_children;
    case WORK_VISITS_DUE:
        return region->visits_due;
    case WORK_VISITS_MADE:
        return region->visits_made;
    case WORK_VISITS_MISSED:
        return region->visits_missed;
    case WORK_LATE_DAYS:
        return region->late_child_days;
    case WORK_CASE_DAYS:
        return region->case_days;
    case WORK_ACTIVE_FTE:
    case WORK_TRAINING_FTE:
    case WORK_VACANT_FTE:
    case WORK_QUEUE:
    case WORK_HOURS_AVAILABLE:
    case WORK_HOURS_WORKED:
    case WORK_STARTED:
    case WORK_WAIT_DAYS:
    case WORK_LEFT:
    case WORK_MEASURES:
        break;
    }
    return 0;
}

#define PARTS_PER_UNIT 1e6

static int64_t parts_of(double value)
{
    return llround(value * PARTS_PER_UNIT);
}

static int64_t of_place(const struct di_result *result, enum work_measure measure,
                        uint32_t region, uint32_t quarter)
{
    const struct di_work_result *work = &result->work;
    const size_t at = (size_t)quarter * result->dims.regions + region;
    int64_t sum = parts_of(of_region(&work->regions[at], measure));
    for (uint32_t role = 0; role < work->roles; role++)
        sum += parts_of(of_team(&work->teams[at * work->roles + role], measure));
    return sum;
}

double work_measure(const struct di_result *result, enum work_measure measure, uint32_t region,
                    uint32_t first, uint32_t last)
{
    if (result->work.roles == 0)
        return (double)NAN;
    int64_t sum = 0;
    for (uint32_t quarter = measure < WORK_FLOWS_FROM ? last : first; quarter <= last;
         quarter++)
        for (uint32_t r = 0; r < result->dims.regions; r++)
            if (region == UINT32_MAX || region == r)
                sum += of_place(result, measure, r, quarter);
    return (double)sum / PARTS_PER_UNIT;
}

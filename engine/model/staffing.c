/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of activities, and who does which where (MODEL 8.1). */
#include "di/staffing.h"

#include "di/time.h"

struct activity_row {
    const char *id;
    enum di_work_class work_class;
    enum di_role_kind kind;
    double hours, min_days;
};

#define ROW(suffix, id, class, kind, hours, min_days)                                          \
    {id, DI_WORK_##class, DI_ROLE_##kind, hours, min_days},
static const struct activity_row rows[DI_ACTIVITIES] = {DI_ACTIVITY_TABLE(ROW)};
#undef ROW

const char *di_role_kind_id(enum di_role_kind kind)
{
    static const char *const ids[DI_ROLE_KINDS] = {"assessor", "case_manager",
                                                   "carer_recruiter", "generic"};
    return ids[kind];
}

const char *di_work_class_id(enum di_work_class work_class)
{
    static const char *const ids[DI_WORK_CLASSES] = {
        "crisis",     "urgent_assessment", "preparation", "visits",
        "assessment", "adoption_file",     "renewal",     "carer_assessment"};
    return ids[work_class];
}

const char *di_activity_id(enum di_activity activity)
{
    return rows[activity].id;
}

enum di_work_class di_activity_class(enum di_activity activity)
{
    return rows[activity].work_class;
}

double di_activity_default_hours(enum di_activity activity)
{
    return rows[activity].hours;
}

double di_activity_default_min_days(enum di_activity activity)
{
    return rows[activity].min_days;
}

double di_role_daily_hours(const struct di_role *role)
{
    return role->hours_per_year * (1 - role->overhead_share) / DI_DAYS_PER_YEAR;
}

bool di_activity_needs_hours(const struct di_activity_plan *plan)
{
    return plan->hours > 0 || plan->disability_hours > 0;
}

static bool has_workers(const struct di_staffing *staffing, uint16_t region, uint32_t role)
{
    for (uint32_t w = 0; w < staffing->workers_count; w++)
        if (staffing->workers[w].region == region && staffing->workers[w].role == role)
            return true;
    return false;
}

static uint16_t first_of_kind(const struct di_staffing *staffing, uint16_t region,
                              enum di_role_kind kind)
{
    uint16_t found = DI_NONE;
    for (uint16_t r = 0; r < staffing->role_count; r++)
        if (staffing->roles[r].kind == kind && has_workers(staffing, region, r) &&
            (found == DI_NONE ||
             staffing->roles[r].name.rank < staffing->roles[found].name.rank))
            found = r;
    return found;
}

uint16_t di_staffing_role_of(const struct di_staffing *staffing, uint16_t region,
                             enum di_activity activity)
{
    const uint16_t own = staffing->activities[activity].role;
    if (own != DI_NONE)
        return has_workers(staffing, region, own) ? own : DI_NONE;
    const uint16_t of_kind = first_of_kind(staffing, region, rows[activity].kind);
    return of_kind != DI_NONE ? of_kind : first_of_kind(staffing, region, DI_ROLE_GENERIC);
}

uint32_t di_staffing_redeployed_to(const struct di_staffing *staffing, uint16_t region)
{
    const uint16_t role = di_staffing_role_of(staffing, region, DI_ACTIVITY_PREPARATION);
    uint32_t found = UINT32_MAX;
    for (uint32_t e = 0; e < staffing->workers_count; e++)
        if (staffing->workers[e].region == region && staffing->workers[e].role == role &&
            (found == UINT32_MAX ||
             staffing->workers[e].name.rank < staffing->workers[found].name.rank))
            found = e;
    return found;
}

double di_workers_posts(const struct di_workers *workers, int32_t day)
{
    double posts = di_series_at(&workers->posts, day);
    for (uint32_t i = 0; i < workers->hire_count && workers->hires[i].day <= day; i++)
        posts += workers->hires[i].fte;
    return posts;
}

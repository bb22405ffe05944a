/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "selftest_listed.h"

#include <math.h>

void listed_enter(struct draft *draft, const struct listed_child *children, uint32_t count)
{
    struct di_listed_group *group = NULL;
    uint32_t member = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct listed_child *child = &children[i];
        if (child->group_size > 0) {
            group = draft_listed(draft, child->day, 0, 0);
            group->size = child->group_size;
            member = 0;
        }
        if (group == NULL)
            return;
        group->age_years[member] = child->age_years;
        group->sex[member] = child->sex;
        group->disability[member++] = child->disability;
    }
}

static double minutes_of(const struct selftest_view *view, const struct listed_child *child,
                         uint16_t setting)
{
    const struct di_result *result = view->results[0];
    uint32_t cells[4];
    int64_t time = 0;
    (void)di_result_cells(&result->dims,
                          di_model_age_band(view->model, (double)child->age_years), child->sex,
                          child->disability, cells);
    for (uint32_t q = 0; q < result->dims.quarters; q++)
        time +=
            result->child_time[di_result_stock_index(&result->dims, q, 0, setting, cells[0])];
    return round(di_time_days(time) * LISTED_MINUTES);
}

void listed_observe(const struct selftest_view *view, const struct listed_child *children,
                    const struct listed_stay *stays, uint32_t count, double *values)
{
    for (uint32_t i = 0; i < count; i++)
        values[i] = minutes_of(view, &children[stays[i].child], stays[i].setting);
}

void listed_answer(const struct listed_stay *stays, uint32_t count,
                   struct selftest_answer *answers)
{
    for (uint32_t i = 0; i < count; i++)
        answers[i].exact = round(stays[i].days * LISTED_MINUTES);
}

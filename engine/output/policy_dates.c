/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When a scenario's dated policies begin, for charts: the first date of each kind after the
 * start and before the end of the horizon, and how many places it reaches by then. What holds
 * from the start is no event of the run and is left out.
 */
#include "results_rows.h"

struct first_date {
    int32_t day; /* from the start */
    uint32_t places;
};

static void meet(const struct di_model *model, struct first_date *first, int32_t day)
{
    if (day <= 0 || day >= model->horizon_days)
        return;
    if (first->places++ == 0 || day < first->day)
        first->day = day;
}

/* First step, after the start, to a value other than 0 from 0. */
static int32_t switched_on(const struct di_series *series)
{
    for (uint32_t i = 1; i < series->count; i++)
        if (series->day[i] > 0 && series->value[i] != 0.0 && series->value[i - 1] == 0.0)
            return series->day[i];
    return DI_NO_DAY;
}

static int32_t earlier(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static void meet_institutions(const struct di_model *model, struct first_date *first)
{
    for (uint32_t i = 0; i < model->institution_count; i++) {
        const struct di_institution *home = &model->institutions[i];
        meet(model, &first[DI_POLICY_SCOPE],
             earlier(home->assess_from_day, home->wind_down_day));
        meet(model, &first[DI_POLICY_MORATORIUM],
             earlier(home->moratorium_day, home->wind_down_day));
        meet(model, &first[DI_POLICY_WIND_DOWN], home->wind_down_day);
    }
}

static void meet_settings(const struct di_model *model, struct first_date *first)
{
    for (uint32_t s = 0; s < model->setting_count; s++) {
        const struct di_setting *setting = &model->settings[s];
        int32_t requests = DI_NO_DAY;
        for (uint32_t p = 0; p < setting->pathway_count; p++)
            requests = earlier(requests, switched_on(&setting->pathways[p].mode));
        meet(model, &first[DI_POLICY_REQUESTS], requests);
        if (s >= DI_SETTING_BUILTIN_COUNT)
            meet(model, &first[DI_POLICY_SCOPE], setting->assess_from_day);
    }
}

void results_add_policies(struct di_results *results, const struct di_model *model)
{
    struct first_date first[DI_POLICY_KINDS] = {{0}};
    meet_institutions(model, first);
    meet_settings(model, first);
    meet(model, &first[DI_POLICY_UNDER_3], switched_on(&model->policies.no_under3_admission));
    for (uint32_t kind = 0; kind < DI_POLICY_KINDS; kind++)
        if (first[kind].places > 0)
            results->policies[results->policy_count++] = (struct di_results_policy){
                (enum di_policy_kind)kind, model->start_civil_day + first[kind].day,
                first[kind].places};
}

const char *results_policy_id(enum di_policy_kind kind)
{
    static const char *const ids[DI_POLICY_KINDS] = {"assess_from", "by_request",
                                                     "no_under3_admission", "moratorium_from",
                                                     "wind_down_from"};
    return ids[kind];
}

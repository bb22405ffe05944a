/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the event loop asks of a setting at nearly every event, looked up once: ages as whole
 * days from birth, its kind's groupings, and which options and targets are open by request.
 *
 * Openness is dated, and time only goes forward: the table holds until `rules_until`, the next
 * day on which the mode of any pathway may change, and is then made anew.
 */
#include <stdlib.h>
#include <string.h>

#include "system.h"

static int32_t days_at_age(double age_years)
{
    return di_day_at_age(0, age_years);
}

static struct setting_rule rule_of(const struct di_setting *setting)
{
    struct setting_rule rule = {.edge_days = DI_NO_DAY,
                                .leave_days = days_at_age(setting->leave_age_years),
                                .max_stay = DI_TIME_NEVER,
                                .kind = (uint8_t)setting->kind,
                                .is_care = di_kind_is_formal_care(setting->kind),
                                .has_stock = !di_kind_is_absorbing(setting->kind),
                                .is_urgent = setting->kind == DI_KIND_UNPLACED ||
                                             setting->kind == DI_KIND_EMERGENCY_FOSTER};
    if (setting->age_to_years < 18) {
        rule.edge_days = days_at_age(setting->age_to_years);
        rule.notice_days = days_at_age(setting->age_to_years - 1);
    }
    if (setting->kind == DI_KIND_EMERGENCY_FOSTER && setting->max_stay_days < 1e6)
        rule.max_stay = di_time_from_days(setting->max_stay_days);
    return rule;
}

enum di_status setting_rules_create(struct di_care *care)
{
    const struct di_model *model = care->model;
    const struct di_policies *policies = &model->policies;
    care->rules = calloc(model->setting_count, sizeof *care->rules);
    care->target_is_open = calloc((size_t)model->setting_count * model->setting_count,
                                  sizeof *care->target_is_open);
    if (care->rules == NULL || care->target_is_open == NULL)
        return DI_ERR_MEMORY;
    for (uint32_t s = 0; s < model->setting_count; s++)
        care->rules[s] = rule_of(&model->settings[s]);
    for (uint32_t band = 0; band < model->age_band_count; band++)
        care->terms.band_days[band] = days_at_age(model->age_band_from[band]);
    care->terms.days_at_3 = days_at_age(3);
    care->terms.days_at_18 = days_at_age(18);
    care->terms.monitoring = di_time_from_days(policies->monitoring_days);
    care->terms.guarantee = di_time_from_days(policies->guarantee_days);
    care->terms.disability_after = di_time_from_days(policies->disability_after_days);
    care->terms.split_after = di_time_from_days(policies->split_after_days);
    care->terms.option_wait = di_time_from_days(policies->option_wait_days);
    for (uint32_t o = 0; o < DI_OPTIONS; o++)
        care->terms.suitable_by_years |= policies->suitable_share[o].years_in_care_cuts > 0;
    return DI_OK;
}

/* ---- what is open by request ---- */

static void note_change(int32_t *until, const struct di_series *mode, int32_t today)
{
    const uint32_t next = di_series_step(mode, today) + 1;
    if (next < mode->count && mode->day[next] < *until)
        *until = mode->day[next];
}

/* Emergency families and `unplaced` need no pathways of their own: every option that exists by
 * request in the country is open from there. */
static void open_urgent(struct di_care *care, uint32_t s, int32_t today, int32_t *until)
{
    for (uint32_t option = 0; option < DI_OPTIONS; option++) {
        const int32_t from = care->option_from_day[option];
        if (today >= from)
            care->rules[s].open_options |= (uint8_t)(1u << option);
        else if (from < *until)
            *until = from;
    }
    memset(care->target_is_open + (size_t)s * care->model->setting_count, 1,
           care->model->setting_count);
}

static void open_pathways(struct di_care *care, uint32_t s, int32_t today, int32_t *until)
{
    const struct di_setting *setting = &care->model->settings[s];
    for (uint32_t p = 0; p < setting->pathway_count; p++) {
        const struct di_pathway *pathway = &setting->pathways[p];
        note_change(until, &pathway->mode, today);
        if (di_series_at(&pathway->mode, today) <= 0.5)
            continue;
        for (uint32_t option = 0; option < DI_OPTIONS; option++)
            if (request_is_answered_by(care->model, pathway, (enum di_option)option))
                care->rules[s].open_options |= (uint8_t)(1u << option);
        if (pathway->path == DI_PATH_PLACEMENT)
            care->target_is_open[(size_t)s * care->model->setting_count + pathway->target] = 1;
    }
}

void setting_rules_open(struct di_care *care, di_time now)
{
    const int32_t today = di_time_day(now);
    const size_t settings = care->model->setting_count;
    int32_t until = DI_NO_DAY;
    memset(care->target_is_open, 0, settings * settings * sizeof *care->target_is_open);
    for (uint32_t s = 0; s < settings; s++) {
        care->rules[s].open_options = 0;
        if (care->rules[s].is_urgent)
            open_urgent(care, s, today, &until);
        else
            open_pathways(care, s, today, &until);
    }
    care->rules_until = di_time_of_day(until);
}

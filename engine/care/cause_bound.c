/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is known of a pathway before any child is seen, made once per scenario: which dates and
 * properties its hazard depends on, and a bound that no child of an age band and degree of
 * disability ever exceeds. A bound is a trifle too high, never too low.
 */
#include <math.h>
#include <stdlib.h>

#include "di/shock.h"

#include "system.h"

static double highest_of(const double *values, uint32_t count)
{
    if (values == NULL)
        return 1;
    double highest = 0;
    for (uint32_t i = 0; i < count; i++)
        highest = fmax(highest, values[i]);
    return highest;
}

/* Of all whose disability this is and who are, or will be, in this band or a later one. */
static double highest_factor(const struct di_model *model, const struct di_quantity *factor,
                             uint32_t band, uint32_t disability)
{
    const double *from_band = factor->by_age_band == NULL ? NULL : factor->by_age_band + band;
    const double *of_disability =
        factor->by_disability == NULL ? NULL : factor->by_disability + disability;
    return highest_of(factor->series.value, factor->series.count) *
           highest_of(from_band, model->age_band_count - band) * highest_of(of_disability, 1) *
           highest_of(factor->by_sex, DI_SEXES) * highest_of(factor->by_sibling, 2) *
           highest_of(factor->by_region, model->region_count) *
           highest_of(factor->by_reason, model->reason_count) *
           highest_of(factor->by_years_in_care, factor->years_in_care_cuts + 1);
}

static double highest_rate(const struct di_hazard *hazard)
{
    if (hazard->form == DI_HAZARD_PIECEWISE)
        return highest_of(hazard->rate_per_year, hazard->pieces);
    return hazard->shape < 1 ? HUGE_VAL : di_hazard_rate(hazard, 100);
}

static bool is_never_by_rate(const struct di_care *care, uint32_t setting,
                             const struct di_pathway *pathway)
{
    return pathway->mode.count == 1 && pathway->mode.value[0] > 0.5 &&
           !clocks_runs_by_request(care->model->settings[setting].kind, pathway);
}

static struct cause_rule rule_of(const struct di_care *care, uint32_t setting, uint32_t p)
{
    const struct di_pathway *pathway = &care->model->settings[setting].pathways[p];
    const struct di_quantity *factor = &pathway->hazard.factor;
    struct cause_rule rule = {.key = pathway->key,
                              .pathway = (uint8_t)p,
                              .is_place_clock = pathway->clock == DI_CLOCK_PLACE,
                              .has_person = !di_quantity_is_for_all(factor),
                              .has_time = factor->series.count > 1 || pathway->mode.count > 1,
                              .has_age = factor->by_age_band != NULL,
                              .has_years = factor->years_in_care_cuts > 0,
                              .has_shock = shock_changes_hazard(care->model, pathway->path)};
    rule.is_steady =
        !rule.has_time && !rule.has_age && !rule.has_years && !rule.has_shock &&
        !(pathway->path == DI_PATH_REENTRY && setting == DI_SETTING_HOME_MONITORED);
    return rule;
}

/* A trifle more than the highest, so that rounding never hides a cause. Frailty and what else
 * is the child's own are in the constant of its cause (clocks.c). */
static double bound_of(const struct di_care *care, uint32_t setting, uint32_t p, uint32_t band,
                       uint32_t disability)
{
    const struct di_pathway *pathway = &care->model->settings[setting].pathways[p];
    if (is_never_by_rate(care, setting, pathway))
        return 0;
    double rate = highest_rate(&pathway->hazard) * (1 + 1e-9) *
                  highest_factor(care->model, &pathway->hazard.factor, band, disability);
    if (pathway->path == DI_PATH_REENTRY)
        rate *= fmax(1, care->model->policies.closed_reentry_rr);
    rate *= shock_hazard_highest(care->model, pathway->path);
    return isnan(rate) ? HUGE_VAL : rate;
}

double *cause_bounds_of(const struct di_care *care, uint32_t setting, uint32_t band,
                        uint32_t disability)
{
    return care->bounds +
           (((size_t)setting * care->model->age_band_count + band) * DI_DISABILITIES +
            disability) *
               care->causes;
}

/* Likely causes first: what they find keeps the search of the others short. */
static void order_causes(const struct di_care *care, uint32_t setting)
{
    struct cause_rule *rules = care->cause_rules + (size_t)setting * care->causes;
    double highest[CAUSES_MAX];
    for (uint32_t p = 0; p < care->model->settings[setting].pathway_count; p++) {
        const double rate = bound_of(care, setting, p, 0, DI_DISABILITY_NONE);
        uint32_t place = p;
        for (; place > 0 && highest[place - 1] < rate; place--) {
            highest[place] = highest[place - 1];
            rules[place] = rules[place - 1];
        }
        highest[place] = rate;
        rules[place] = rule_of(care, setting, p);
    }
}

static void fill_bounds(const struct di_care *care, uint32_t setting)
{
    const struct cause_rule *rules = care->cause_rules + (size_t)setting * care->causes;
    for (uint32_t band = 0; band < care->model->age_band_count; band++)
        for (uint32_t d = 0; d < DI_DISABILITIES; d++)
            for (uint32_t k = 0; k < care->model->settings[setting].pathway_count; k++)
                cause_bounds_of(care, setting, band, d)[k] =
                    bound_of(care, setting, rules[k].pathway, band, d);
}

enum di_status cause_bound_create(struct di_care *care)
{
    const struct di_model *model = care->model;
    const uint32_t settings = model->setting_count;
    care->causes = 1;
    for (uint32_t s = 0; s < settings; s++)
        if (model->settings[s].pathway_count > care->causes)
            care->causes = model->settings[s].pathway_count;
    if (care->causes > CAUSES_MAX)
        return DI_ERR_LIMIT;
    const size_t people = (size_t)model->age_band_count * DI_DISABILITIES;
    care->cause_rules = calloc((size_t)settings * care->causes, sizeof *care->cause_rules);
    care->bounds = calloc(settings * people * care->causes, sizeof *care->bounds);
    if (care->cause_rules == NULL || care->bounds == NULL)
        return DI_ERR_MEMORY;
    for (uint32_t s = 0; s < settings; s++) {
        order_causes(care, s);
        fill_bounds(care, s);
    }
    return DI_OK;
}

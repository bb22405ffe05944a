/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Survival in a setting before the start.
 *
 * Multipliers are those of the last day before the start, held back in time. A transfer within
 * the kind does not end a stay. Clocks `place`, `state` and `care` all count from entry. */
#include "exit_law.h"

#include <math.h>

#define LAST_DAY_BEFORE (-1)

static bool is_by_request(const struct di_pathway *pathway)
{
    return di_series_at(&pathway->mode, LAST_DAY_BEFORE) > 0.5;
}

static void note_variation(struct exit_law *law, const struct di_quantity *factor)
{
    law->varies_by_region = law->varies_by_region || factor->by_region != NULL;
    law->varies_by_disability = law->varies_by_disability || factor->by_disability != NULL;
    law->varies_by_sex = law->varies_by_sex || factor->by_sex != NULL;
}

enum di_status exit_law_init(struct exit_law *law, const struct di_model *model,
                             uint16_t setting, struct di_arena *arena)
{
    const struct di_setting *place = &model->settings[setting];
    struct exit_cause *causes = DI_ARENA_NEW(arena, place->pathway_count, struct exit_cause);
    *law = (struct exit_law){.model = model, .causes = causes};
    if (causes == NULL) {
        return DI_ERR_MEMORY;
    }
    for (uint32_t p = 0; p < place->pathway_count; p++) {
        const struct di_pathway *pathway = &place->pathways[p];
        if (pathway->path == DI_PATH_TRANSFER) {
            continue;
        }
        const bool is_historic = is_by_request(pathway);
        causes[law->count++] = (struct exit_cause){pathway, is_historic, pathway->is_frailty,
                                                   pathway->path == DI_PATH_ADOPTED};
        if (!is_historic) {
            note_variation(law, &pathway->hazard.factor);
        }
    }
    return DI_OK;
}

static double baseline(const struct exit_cause *cause, double from_years, double to_years)
{
    if (cause->is_historic) {
        return cause->pathway->historic_exit * (to_years - from_years);
    }
    const struct di_hazard *hazard = &cause->pathway->hazard;
    if (cause->pathway->clock == DI_CLOCK_NONE) {
        return di_hazard_rate(hazard, 0.0) * (to_years - from_years);
    }
    return di_hazard_cumulative(hazard, to_years) - di_hazard_cumulative(hazard, from_years);
}

/* With multipliers by years in care, which here are the years of the stay. */
static double weighted_baseline(const struct exit_cause *cause, double from_years,
                                double to_years)
{
    const struct di_quantity *factor = &cause->pathway->hazard.factor;
    if (cause->is_historic || factor->years_in_care_cuts == 0) {
        return baseline(cause, from_years, to_years);
    }
    double sum = 0.0;
    for (uint32_t i = 0; i <= factor->years_in_care_cuts; i++) {
        const double low = i == 0 ? 0.0 : factor->years_in_care[i - 1];
        const double high =
            i < factor->years_in_care_cuts ? factor->years_in_care[i] : HUGE_VAL;
        const double from = fmax(from_years, low);
        const double to = fmin(to_years, high);
        if (to > from) {
            sum += factor->by_years_in_care[i] * baseline(cause, from, to);
        }
    }
    return sum;
}

void exit_law_used(const struct exit_law *law, double entry_age_years, double stay_years,
                   uint32_t band, double *used_out)
{
    const struct di_model *model = law->model;
    for (uint32_t c = 0; c < law->count; c++) {
        double *row = &used_out[c * DI_AGE_BANDS_MAX];
        for (uint32_t b = 0; b < DI_AGE_BANDS_MAX; b++) {
            row[b] = 0.0;
        }
        const struct exit_cause *cause = &law->causes[c];
        const bool has_bands =
            !cause->is_historic && cause->pathway->hazard.factor.by_age_band != NULL;
        if (band < DI_AGE_BANDS_MAX || !has_bands) {
            row[band < DI_AGE_BANDS_MAX ? band : 0] = weighted_baseline(cause, 0.0, stay_years);
            continue;
        }
        for (uint32_t b = 0; b < model->age_band_count; b++) {
            const double end = b + 1 < model->age_band_count
                                   ? model->age_band_from[b + 1] - entry_age_years
                                   : HUGE_VAL;
            const double from = fmax(0.0, model->age_band_from[b] - entry_age_years);
            const double to = fmin(stay_years, end);
            if (to > from) {
                row[b] = weighted_baseline(cause, from, to);
            }
        }
    }
}

/* Mean over reasons: the reason of a resident is drawn after the stay. */
static double mean_over_reasons(const struct di_model *model, const struct di_quantity *factor,
                                struct di_person person)
{
    if (factor->by_reason == NULL || model->reason_count == 0) {
        return di_quantity_factor(factor, &person);
    }
    double sum = 0.0;
    uint32_t count = 0;
    for (uint32_t q = 0; q < model->reason_count; q++) {
        if (model->reasons[q].is_unexplained) {
            continue;
        }
        person.reason = (uint16_t)q;
        sum += di_quantity_factor(factor, &person);
        count++;
    }
    return sum / (double)count;
}

void exit_law_factors(const struct exit_law *law, const struct di_person *person,
                      double *factors_out)
{
    for (uint32_t c = 0; c < law->count; c++) {
        struct di_quantity factor = law->causes[c].pathway->hazard.factor;
        factor.years_in_care_cuts = 0; /* already in the baseline used */
        const double level = di_series_at(&factor.series, LAST_DAY_BEFORE);
        for (uint32_t b = 0; b < DI_AGE_BANDS_MAX; b++) {
            struct di_person at_age = *person;
            at_age.age_band =
                (uint8_t)(b < law->model->age_band_count ? b : law->model->age_band_count - 1);
            factors_out[c * DI_AGE_BANDS_MAX + b] =
                law->causes[c].is_historic
                    ? 1.0
                    : level * mean_over_reasons(law->model, &factor, at_age);
        }
    }
}

static double cause_hazard(const double *used, const double *factors, uint32_t cause)
{
    double sum = 0.0;
    for (uint32_t b = 0; b < DI_AGE_BANDS_MAX; b++) {
        sum += used[cause * DI_AGE_BANDS_MAX + b] * factors[cause * DI_AGE_BANDS_MAX + b];
    }
    return sum;
}

/* Laplace transform of the gamma frailty; exp(-hazard) at theta = 0. */
static double mean_survival(double theta, double hazard)
{
    return theta > 0.0 ? pow(1.0 + theta * hazard, -1.0 / theta) : exp(-hazard);
}

struct hazard_sums { /* cumulative, of one child at Z = 1 */
    double plain;
    double frail;
    double adoption_plain;
    double adoption_frail;
};

static struct hazard_sums sum_hazards(const struct exit_law *law, const double *used,
                                      const double *factors)
{
    struct hazard_sums sums = {.plain = 0.0};
    for (uint32_t c = 0; c < law->count; c++) {
        const struct exit_cause *cause = &law->causes[c];
        double *sum = cause->is_frailty ? &sums.frail : &sums.plain;
        if (cause->is_adoption) {
            sum = cause->is_frailty ? &sums.adoption_frail : &sums.adoption_plain;
        }
        *sum += cause_hazard(used, factors, c);
    }
    return sums;
}

double exit_law_survival(const struct exit_law *law, const double *used, const double *factors)
{
    const struct di_policies *policies = &law->model->policies;
    const struct hazard_sums sums = sum_hazards(law, used, factors);
    const double theta = policies->placement_frailty;
    const double free = policies->legally_free_share;
    const double bound = mean_survival(theta, sums.frail);
    if (!(sums.adoption_plain + sums.adoption_frail > 0.0)) {
        return exp(-sums.plain) * bound;
    }
    return exp(-sums.plain) *
           ((1.0 - free) * bound + free * exp(-sums.adoption_plain) *
                                       mean_survival(theta, sums.frail + sums.adoption_frail));
}

struct exit_past exit_law_past(const struct exit_law *law, const double *used,
                               const double *factors)
{
    const struct di_policies *policies = &law->model->policies;
    const struct hazard_sums sums = sum_hazards(law, used, factors);
    const double theta = policies->placement_frailty;
    const double share = policies->legally_free_share;
    const double free = share * exp(-sums.adoption_plain) *
                        mean_survival(theta, sums.frail + sums.adoption_frail);
    const double bound = (1.0 - share) * mean_survival(theta, sums.frail);
    return (struct exit_past){.legally_free =
                                  free + bound > 0.0 ? free / (free + bound) : share,
                              .hazard = sums.frail,
                              .adoption = sums.adoption_frail};
}

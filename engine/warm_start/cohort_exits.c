/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exits of one class of the expected system: hazards of a step by time in the setting.
 *
 * Invariant: what survives a cell and what leaves it by any cause sum to one.
 * Order: causes in the order of the setting's pathways. A table is made again only when a level
 * that goes into it has changed. Moves nobody: cohort_class.c applies the tables. */
#include "cohort_exits.h"

#include <math.h>

#include "cohort_mass.h"

static double mean_cumulative(const struct di_hazard *hazard, double from, double to)
{
    if (hazard->form == DI_HAZARD_WEIBULL) {
        const double k = hazard->shape + 1.0;
        const double c = hazard->scale_years;
        return c / k * (pow(to / c, k) - pow(from / c, k)) / (to - from);
    }
    const uint32_t points = 16;
    double sum = 0.0;
    for (uint32_t i = 0; i < points; i++) {
        sum += di_hazard_cumulative(hazard, from + (to - from) * (i + 0.5) / points);
    }
    return sum / points;
}

static double care_multiplier(const struct di_quantity *factor, double years)
{
    uint32_t i = 0;
    while (i < factor->years_in_care_cuts && years >= factor->years_in_care[i]) {
        i++;
    }
    return factor->years_in_care_cuts > 0 ? factor->by_years_in_care[i] : 1.0;
}

void cohort_exits_tabulate(const struct cohort_class *class, const struct di_pathway *pathway,
                           double *used_up)
{
    const double step = class->grid->step_years;
    const double window = pathway->path == DI_PATH_REENTRY
                              ? class->model->policies.reentry_window_years
                              : HUGE_VAL;
    double before = 0.0;
    for (uint32_t i = 0; i < class->grid->stays; i++) {
        const double from = i * step;
        const double mean = pathway->clock == DI_CLOCK_NONE
                                ? di_hazard_rate(&pathway->hazard, 0.0) * (from + step / 2.0)
                                : mean_cumulative(&pathway->hazard, from, from + step);
        const double exposed = fmin(1.0, fmax(0.0, (window - from) / step + 0.5));
        used_up[i] = (mean - before) * exposed * care_multiplier(&pathway->hazard.factor, from);
        before = mean;
    }
}

static double mean_over_step(const struct cohort_class *class, const struct di_series *level,
                             const struct di_series *mode, double *by_request_out)
{
    if (level->count == 1 && mode->count == 1) {
        *by_request_out = mode->value[0] > 0.5 ? 1.0 : 0.0;
        return level->value[0] * (1.0 - *by_request_out);
    }
    const double from = class->step * class->grid->step_days;
    const double to = from + class->grid->step_days;
    double sum = 0.0;
    double by_request = 0.0;
    for (int32_t day = (int32_t)from; day < to; day++) {
        const double part = (fmin(to, day + 1.0) - fmax(from, day)) / (to - from);
        const int32_t inputs = cohort_input_day(class->grid, day);
        const bool is_by_request = di_series_at(mode, inputs) > 0.5;
        by_request += is_by_request ? part : 0.0;
        sum += is_by_request ? 0.0 : part * di_series_at(level, inputs);
    }
    *by_request_out = by_request;
    return sum;
}

/* Share of a band that the receiving setting admits. */
static double admitted_share(const struct cohort_class *class, const struct di_pathway *pathway,
                             uint32_t band)
{
    const struct di_setting *to = &class->model->settings[pathway->target];
    if (pathway->path != DI_PATH_PLACEMENT) {
        return 1.0;
    }
    if ((to->disability_mask >> class->person->disability & 1) == 0) {
        return 0.0;
    }
    if (!class->grid->ageing || band + 1 >= class->model->age_band_count) {
        return 1.0;
    }
    const double from = class->model->age_band_from[band];
    const double end = class->model->age_band_from[band + 1];
    return fmax(0.0, fmin(end, to->age_to_years) - fmax(from, to->age_from_years)) /
           (end - from);
}

/* Reasons of residents: not those of bookkeeping. */
static uint32_t reason_count(const struct di_model *model)
{
    uint32_t count = 0;
    for (uint32_t q = 0; q < model->reason_count; q++) {
        count += model->reasons[q].is_unexplained ? 0 : 1;
    }
    return count;
}

static double mean_over_reasons(const struct di_model *model, const struct di_quantity *factor,
                                struct di_person who)
{
    if (factor->by_reason == NULL) {
        return di_quantity_factor(factor, &who);
    }
    const uint32_t reasons = reason_count(model);
    double mean = 0.0;
    for (uint32_t q = 0; q < model->reason_count; q++) {
        who.reason = (uint16_t)q;
        mean +=
            model->reasons[q].is_unexplained ? 0.0 : di_quantity_factor(factor, &who) / reasons;
    }
    return mean;
}

static double person_factor(const struct cohort_class *class, uint16_t s,
                            const struct di_pathway *pathway, uint32_t band)
{
    const struct di_policies *policies = &class->model->policies;
    struct di_quantity factor = pathway->hazard.factor;
    const struct di_person who = {.region = class->region->region,
                                  .age_band = (uint8_t)band,
                                  .sex = class->person->sex,
                                  .disability = class->person->disability};
    factor.years_in_care_cuts = 0;
    double mean = mean_over_reasons(class->model, &factor, who);
    if (pathway->is_frailty) {
        mean *= class->person->z * class->region->tables->frailty_factor[s];
    }
    if (pathway->path == DI_PATH_BREAKDOWN && policies->breakdown_frailty > 0.0) {
        mean *= pow(class->person->z, -policies->breakdown_frailty);
    }
    if (pathway->path == DI_PATH_REENTRY) {
        mean *= policies->closed_reentry_rr;
    }
    if ((pathway->path == DI_PATH_ADOPTED && !class->person->is_legally_free) ||
        pathway->path == DI_PATH_TRANSFER) {
        return 0.0;
    }
    return mean * admitted_share(class, pathway, band);
}

static bool refresh_levels(const struct cohort_class *class, uint16_t s, uint32_t band,
                           struct cohort_exit_table *table)
{
    const struct di_setting *setting = &class->model->settings[s];
    bool has_changed = !table->is_made;
    for (uint32_t c = 0; c < setting->pathway_count; c++) {
        const struct di_pathway *pathway = &setting->pathways[c];
        const bool is_fixed =
            pathway->hazard.factor.series.count == 1 && pathway->mode.count == 1;
        if (table->is_made && is_fixed) {
            continue;
        }
        double by_request;
        const double level =
            mean_over_step(class, &pathway->hazard.factor.series, &pathway->mode, &by_request) *
            person_factor(class, s, pathway, band);
        const double frailty = pathway->is_frailty
                                   ? class->person->z * class->region->tables->frailty_factor[s]
                                   : 1.0;
        const double extra = by_request * pathway->historic_exit * class->grid->step_years *
                             frailty * admitted_share(class, pathway, band);
        has_changed = has_changed || level != table->level[c] || extra != table->extra[c];
        table->level[c] = level;
        table->extra[c] = extra;
    }
    return has_changed;
}

static void make_exits(const struct cohort_class *class, uint16_t s,
                       struct cohort_exit_table *table)
{
    const uint32_t causes = class->model->settings[s].pathway_count;
    const uint32_t stays = class->grid->stays;
    const double *used_up = class->stocks[s].used_up;
    for (uint32_t i = 0; i < stays; i++) {
        const double part = i == 0 ? 0.5 : 1.0;
        double total = 0.0;
        for (uint32_t c = 0; c < causes; c++) {
            const double hazard =
                table->level[c] * used_up[c * stays + i] + part * table->extra[c];
            table->leave[c * stays + i] = hazard;
            total += hazard;
        }
        table->survive[i] = exp(-total);
        const double scale = total > 0.0 ? -expm1(-total) / total : 0.0;
        for (uint32_t c = 0; c < causes; c++) {
            table->leave[c * stays + i] *= scale;
        }
    }
    table->is_made = true;
}

static struct cohort_exit_table *exits_at(struct cohort_class *class, uint16_t s, uint32_t band)
{
    struct cohort_exit_table *table = &class->stocks[s].exits[band];
    const size_t causes = class->model->settings[s].pathway_count;
    if (table->survive == NULL) {
        table->survive = DI_ARENA_NEW(&class->arena, class->grid->stays, double);
        table->leave = DI_ARENA_NEW(&class->arena, causes * class->grid->stays, double);
        table->level = DI_ARENA_NEW(&class->arena, causes, double);
        table->extra = DI_ARENA_NEW(&class->arena, causes, double);
        if (table->survive == NULL || table->leave == NULL || table->level == NULL ||
            table->extra == NULL) {
            class->has_failed = true;
            table->survive = NULL;
            return NULL;
        }
    }
    return table;
}

void cohort_exits_refresh(struct cohort_class *class, uint16_t s)
{
    for (uint32_t b = 0; b < class->model->age_band_count && !class->has_failed; b++) {
        struct cohort_exit_table *table = exits_at(class, s, b);
        if (table != NULL && refresh_levels(class, s, b, table)) {
            make_exits(class, s, table);
        }
    }
}

/* Exits of children on both sides of a band edge, in the proportion of their ages. */
static const struct cohort_exit_table *blend_exits(struct cohort_class *class, uint16_t s,
                                                   uint32_t lower, double share_above,
                                                   uint32_t used)
{
    const struct cohort_exit_table *below = &class->stocks[s].exits[lower];
    const struct cohort_exit_table *above = &class->stocks[s].exits[lower + 1];
    const size_t stays = class->grid->stays;
    const size_t count = used + 1 < stays ? used + 1 : stays;
    for (size_t i = 0; i < count; i++) {
        class->blend.survive[i] =
            below->survive[i] + share_above * (above->survive[i] - below->survive[i]);
    }
    for (size_t c = 0; c < class->model->settings[s].pathway_count; c++) {
        for (size_t i = c * stays; i < c * stays + count; i++) {
            class->blend.leave[i] =
                below->leave[i] + share_above * (above->leave[i] - below->leave[i]);
        }
    }
    return &class->blend;
}

const struct cohort_exit_table *cohort_exits_of_row(struct cohort_class *class, uint16_t s,
                                                    uint32_t adult, uint32_t bin, double years)
{
    const uint32_t oldest_band = class->model->age_band_count - 1;
    const struct cohort_exit_table *exits = class->stocks[s].exits;
    if (adult == 1 || oldest_band == 0) {
        return &exits[oldest_band];
    }
    if (!class->grid->ageing) {
        return &exits[bin];
    }
    uint32_t band = cohort_mass_band(class, fmax(0.0, cohort_mass_bin_age(class, bin, years)));
    band = band < oldest_band ? band : oldest_band - 1;
    if (band + 1 >= oldest_band) {
        return &exits[band];
    }
    const double above =
        cohort_mass_share_past(class, bin, years, class->model->age_band_from[band + 1]);
    return above > 0.0 ? blend_exits(class, s, band, above, class->stocks[s].used[adult][bin])
                       : &exits[band];
}

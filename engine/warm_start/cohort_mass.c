/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Children of one class of the expected system: cells, arrivals of the step and their routes.
 *
 * Invariant: whoever is routed is recorded as a flow once, and arrives at most once. Cells at
 * or beyond `used` are zero. Order: callers add in rank of setting and bin; sums are not
 * reordered. Does not decide who leaves (cohort_exits.c) nor when (cohort_class.c). */
#include "cohort_mass.h"

#include <math.h>

#include "di/first_placement.h"
#include "di/result.h"

#define SPLIT_PARTS 16 /* ages within a bin across an edge */

double cohort_mass_bin_age(const struct cohort_class *class, uint32_t bin, double years)
{
    if (!class->grid->ageing) {
        return class->model->age_band_from[bin];
    }
    return OLDEST_YEARS - (double)(bin + 1) * BIN_YEARS + years;
}

/* Of those already born. */
double cohort_mass_middle_age(const struct cohort_class *class, uint32_t bin, double years)
{
    if (!class->grid->ageing) {
        return class->model->age_band_from[bin] + 0.5;
    }
    const double youngest = cohort_mass_bin_age(class, bin, years);
    return (fmax(0.0, youngest) + fmax(0.0, youngest + BIN_YEARS)) / 2.0;
}

uint32_t cohort_mass_band(const struct cohort_class *class, double age_years)
{
    uint32_t band = 0;
    while (band + 1 < class->model->age_band_count &&
           age_years >= class->model->age_band_from[band + 1]) {
        band++;
    }
    return band;
}

/* Share of a bin, uniform over its quarter of birth, that is past an age. */
double cohort_mass_share_past(const struct cohort_class *class, uint32_t bin, double years,
                              double age)
{
    const double past = (cohort_mass_bin_age(class, bin, years) + BIN_YEARS - age) / BIN_YEARS;
    return past <= 0.0 ? 0.0 : past >= 1.0 ? 1.0 : past;
}

double *cohort_mass_row(struct cohort_class *class, uint16_t s, uint32_t adult, uint32_t bin)
{
    struct cohort_stock *stock = &class->stocks[s];
    if (stock->rows[adult] == NULL) {
        stock->rows[adult] = DI_ARENA_NEW(
            &class->arena, (size_t) class->grid->bins * class->grid->stays, double);
        stock->used[adult] = DI_ARENA_NEW(&class->arena, class->grid->bins, uint32_t);
        if (stock->rows[adult] == NULL || stock->used[adult] == NULL) {
            class->has_failed = true;
            stock->rows[adult] = NULL;
            return NULL;
        }
    }
    return &stock->rows[adult][(size_t)bin * class->grid->stays];
}

void cohort_mass_add(struct cohort_class *class, uint16_t s, uint32_t adult, uint32_t bin,
                     uint32_t cell, double children)
{
    double *row = cohort_mass_row(class, s, adult, bin);
    if (row == NULL) {
        return;
    }
    const uint32_t last = class->grid->stays - 1;
    const uint32_t at = cell < last ? cell : last;
    row[at] += children;
    if (class->stocks[s].used[adult][bin] <= at) {
        class->stocks[s].used[adult][bin] = at + 1;
    }
}

double cohort_mass_sum(const struct cohort_class *class, uint16_t s, uint32_t adult,
                       uint32_t bin)
{
    const struct cohort_stock *stock = &class->stocks[s];
    const double *row = &stock->rows[adult][(size_t)bin * class->grid->stays];
    double sum = 0.0;
    for (uint32_t i = 0; i < stock->used[adult][bin]; i++) {
        sum += row[i];
    }
    return sum;
}

void cohort_mass_record(struct cohort_class *class, uint16_t from, uint16_t to, uint32_t adult,
                        double children)
{
    class->region->flows[cohort_flow_index(class->region, from, to, adult, class->step)] +=
        children;
}

void cohort_mass_arrive(struct cohort_class *class, uint16_t s, uint32_t adult, uint32_t bin,
                        double children)
{
    class->arrivals[((size_t)s * 2 + adult) * class->grid->bins + bin] += children;
}

/* Children who come into a place of care now. */
struct coming {
    uint16_t from, reason; /* DI_NONE: no first placement, so by the ladder */
    uint32_t adult, bin;
};

static void arrive_and_record(struct cohort_class *class, const struct coming *coming,
                              uint16_t to, double children)
{
    cohort_mass_arrive(class, to, coming->adult, coming->bin, children);
    cohort_mass_record(class, coming->from, to, coming->adult, children);
}

static const struct di_first_shares *shares_at(const struct cohort_class *class,
                                               uint16_t reason, double age)
{
    return reason == DI_NONE
               ? NULL
               : di_first_shares_of(class->model, reason, cohort_mass_band(class, age));
}

/* Those for whom the scenario says where they go first, and whom the setting takes. @return the
 * rest */
static double arrive_by_share(struct cohort_class *class, const struct coming *coming,
                              double age, double children)
{
    const struct di_first_shares *shares = shares_at(class, coming->reason, age);
    const double middle = (class->step + 0.5) * class->grid->step_days;
    const int32_t day = cohort_input_day(class->grid, middle);
    double rest = children;
    for (uint32_t i = 0; shares != NULL && i < shares->count; i++) {
        const uint16_t to = shares->setting[i];
        if (to == DI_NONE ||
            !cohort_is_open(class->region, class->step, to, age, class->person->disability)) {
            continue;
        }
        const double part = children * di_first_share(shares, i, day);
        cohort_mass_arrive(class, to, coming->adult, coming->bin, part);
        cohort_mass_record(class,
                           coming->from == DI_FROM_OUTSIDE_NEW ? COHORT_NEW_BY_SHARE
                                                               : COHORT_RETURN_BY_SHARE,
                           to, coming->adult, part);
        rest -= part;
    }
    return fmax(0.0, rest);
}

/* Children of one age within their quarter of birth. */
static void arrive_at_age(struct cohort_class *class, const struct coming *coming, double age,
                          double children)
{
    const bool is_entry =
        coming->from == DI_FROM_OUTSIDE_NEW || coming->from == DI_FROM_OUTSIDE_RETURN;
    const uint32_t disability = class->person->disability;
    const struct di_person who = {.region = class->region->region,
                                  .age_band = (uint8_t)cohort_mass_band(class, age),
                                  .sex = class->person->sex,
                                  .disability = class->person->disability};
    const int32_t day = cohort_input_day(class->grid, class->step * class->grid->step_days);
    const struct di_quantity *share = &class->model->policies.kin_at_entry_share;
    double rest = arrive_by_share(class, coming, age, children);
    const uint16_t kin =
        is_entry ? cohort_kin_target(class->region, class->step, age, disability, coming->from)
                 : DI_NONE;
    if (kin != DI_NONE) {
        const double with_kin = rest * fmin(1.0, di_quantity_at(share, day, &who));
        arrive_and_record(class, coming, kin, with_kin);
        rest -= with_kin;
    }
    arrive_and_record(
        class, coming,
        cohort_ladder_target(class->region, class->step, age, disability, 0, DI_NONE), rest);
}

static bool shares_differ(const struct cohort_class *class, uint16_t reason, double youngest,
                          double oldest)
{
    const struct di_first_shares *shares = shares_at(class, reason, youngest);
    const uint32_t disability = class->person->disability;
    if (shares != shares_at(class, reason, oldest)) {
        return true;
    }
    for (uint32_t i = 0; shares != NULL && i < shares->count; i++) {
        const uint16_t to = shares->setting[i];
        if (to != DI_NONE &&
            cohort_is_open(class->region, class->step, to, youngest, disability) !=
                cohort_is_open(class->region, class->step, to, oldest, disability)) {
            return true;
        }
    }
    return false;
}

/* A bin that lies across the age range of a setting is split, or edges would jump by steps. */
static void arrive(struct cohort_class *class, const struct coming *coming, double children)
{
    const double years = (class->step + 0.5) * class->grid->step_years;
    const double middle = cohort_mass_middle_age(class, coming->bin, years);
    const double youngest = fmax(0.0, cohort_mass_bin_age(class, coming->bin, years));
    const double oldest = 2.0 * middle - youngest;
    const uint32_t disability = class->person->disability;
    const bool is_split =
        class->grid->ageing &&
        (cohort_ladder_target(class->region, class->step, youngest, disability, 0, DI_NONE) !=
             cohort_ladder_target(class->region, class->step, oldest, disability, 0, DI_NONE) ||
         cohort_kin_target(class->region, class->step, youngest, disability, coming->from) !=
             cohort_kin_target(class->region, class->step, oldest, disability, coming->from) ||
         shares_differ(class, coming->reason, youngest, oldest));
    const uint32_t parts = is_split ? SPLIT_PARTS : 1;
    for (uint32_t i = 0; i < parts; i++) {
        const double age =
            is_split ? youngest + (oldest - youngest) * (i + 0.5) / parts : middle;
        arrive_at_age(class, coming, age, children / parts);
    }
}

void cohort_mass_arrive_from_home(struct cohort_class *class, uint16_t from, uint32_t adult,
                                  uint32_t bin, double children)
{
    const struct cohort_region *region = class->region;
    const struct coming coming = {.from = from,
                                  .reason = region->streams[class->person->stream].reason,
                                  .adult = adult,
                                  .bin = bin};
    arrive(class, &coming, children);
}

static void break_down(struct cohort_class *class, uint16_t s, uint32_t adult, uint32_t bin,
                       double children)
{
    const struct coming coming = {.from = s, .reason = DI_NONE, .adult = adult, .bin = bin};
    arrive(class, &coming, children);
}

static void go_home(struct cohort_class *class, uint16_t from, uint32_t adult, uint32_t bin,
                    double children)
{
    cohort_mass_record(class, from, DI_SETTING_HOME_CLOSED, adult, children);
    if (adult == 0 && class->model->settings[DI_SETTING_HOME_CLOSED].pathway_count > 0) {
        cohort_mass_arrive(class, DI_SETTING_HOME_CLOSED, 0, bin, children);
    }
}

void cohort_mass_route(struct cohort_class *class, uint16_t s, const struct di_pathway *pathway,
                       uint32_t adult, uint32_t bin, double children)
{
    if (pathway->is_frailty && (class->step + 0.5) * class->grid->step_years < 1.0) {
        class->region->frailty_exits[s] += children;
    }
    switch (pathway->path) {
    case DI_PATH_HOME:
    case DI_PATH_SPONTANEOUS_HOME:
        go_home(class, s, adult, bin, children);
        break;
    case DI_PATH_ADOPTED:
        cohort_mass_record(class, s, DI_SETTING_ADOPTED, adult, children);
        break;
    case DI_PATH_DIED:
        cohort_mass_record(class, s, DI_SETTING_DIED, adult, children);
        break;
    case DI_PATH_LEFT_COUNTRY:
        cohort_mass_record(class, s, DI_SETTING_LEFT_COUNTRY, adult, children);
        break;
    case DI_PATH_INDEPENDENT:
        cohort_mass_record(class, s, DI_SETTING_AGED_OUT, adult, children);
        break;
    case DI_PATH_BREAKDOWN:
        break_down(class, s, adult, bin, children);
        break;
    case DI_PATH_REENTRY:
        cohort_mass_arrive_from_home(class, DI_FROM_OUTSIDE_RETURN, adult, bin, children);
        break;
    case DI_PATH_PLACEMENT:
        cohort_mass_record(class, s, pathway->target, adult, children);
        cohort_mass_arrive(class, pathway->target, adult, bin, children);
        break;
    case DI_PATH_SINK:
        cohort_mass_record(class, s, pathway->target, adult, children);
        break;
    case DI_PATH_TRANSFER:
        break;
    }
}

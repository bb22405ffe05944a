/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The expected system of one class, step by step.
 *
 * Invariant: what leaves a setting's cells is what the flows record and the arrivals of other
 * settings receive, so children are conserved to rounding. Cell i of a row holds children whose
 * time in the setting lies in [i, i + 1) steps; all of a step's arrivals enter in its middle.
 * Order: settings by rank of name within the class; sums are not reordered. */
#include "cohort_class.h"

#include <math.h>

#include "di/result.h"

#define ADULT_AGE 18.0
#define SPLIT_PARTS 16
#define NEVER_MASS 1e-13 /* children: rows below this are not followed */

struct exit_table { /* one setting and age band at one step */
    bool is_made;
    double *survive; /* [stays] into cell i, from cell i - 1; from entry for i = 0 */
    double *leave;   /* [cause][stays] */
    double *level;   /* [cause] hazard multiplier used */
    double *extra;   /* [cause] hazard a step of historic exits */
};

struct stock {
    double *rows[2];   /* [bin][stays], minors and adults; NULL: nobody */
    uint32_t *used[2]; /* [bin] cells in use */
    double *used_up;   /* [cause][stays] baseline hazard of a step */
    struct exit_table exits[DI_AGE_BANDS_MAX];
    double stays_on; /* share at 18 */
};

struct class
{
    const struct cohort_region *region;
    const struct cohort_grid *grid;
    const struct di_model *model;
    const struct cohort_person *person;
    struct di_arena arena;
    struct stock *stocks;    /* [setting] */
    double *arrivals;        /* [setting][2][bin] */
    struct exit_table blend; /* of a bin that lies across a band edge */
    uint32_t step;
    bool has_failed; /* memory */
};

size_t cohort_flow_index(const struct cohort_region *region, uint16_t from, uint16_t to,
                         uint32_t step)
{
    const size_t settings = region->grid->model->setting_count;
    size_t row = from;
    if (from == DI_FROM_OUTSIDE_NEW) {
        row = settings;
    } else if (from == DI_FROM_OUTSIDE_RETURN) {
        row = settings + 1;
    }
    return (row * settings + to) * region->grid->steps + step;
}

/* ---- ages ---- */

static double bin_age(const struct class *class, uint32_t bin, double years)
{
    if (!class->grid->ageing) {
        return class->model->age_band_from[bin];
    }
    return OLDEST_YEARS - (double)(bin + 1) * BIN_YEARS + years;
}

/* Of those already born. */
static double middle_age(const struct class *class, uint32_t bin, double years)
{
    if (!class->grid->ageing) {
        return class->model->age_band_from[bin] + 0.5;
    }
    const double youngest = bin_age(class, bin, years);
    return (fmax(0.0, youngest) + fmax(0.0, youngest + BIN_YEARS)) / 2.0;
}

static uint32_t band_of(const struct class *class, double age_years)
{
    uint32_t band = 0;
    while (band + 1 < class->model->age_band_count &&
           age_years >= class->model->age_band_from[band + 1]) {
        band++;
    }
    return band;
}

/* Share of a bin, uniform over its quarter of birth, that is past an age. */
static double share_past(const struct class *class, uint32_t bin, double years, double age)
{
    const double past = (bin_age(class, bin, years) + BIN_YEARS - age) / BIN_YEARS;
    return past <= 0.0 ? 0.0 : past >= 1.0 ? 1.0 : past;
}

/* ---- hazards ---- */

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

static void tabulate_baseline(const struct class *class, const struct di_pathway *pathway,
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

static double mean_over_step(const struct class *class, const struct di_series *level,
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
static double admitted_share(const struct class *class, const struct di_pathway *pathway,
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

static double person_factor(const struct class *class, uint16_t s,
                            const struct di_pathway *pathway, uint32_t band)
{
    const struct di_policies *policies = &class->model->policies;
    struct di_quantity factor = pathway->hazard.factor;
    struct di_person who = {.region = class->region->region,
                            .age_band = (uint8_t)band,
                            .sex = class->person->sex,
                            .disability = class->person->disability};
    factor.years_in_care_cuts = 0;
    double mean = 0.0;
    const uint32_t reasons = factor.by_reason != NULL ? class->model->reason_count : 1;
    for (uint32_t q = 0; q < reasons; q++) {
        who.reason = (uint16_t)q;
        mean += di_quantity_factor(&factor, &who) / reasons;
    }
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

static bool refresh_levels(const struct class *class, uint16_t s, uint32_t band,
                           struct exit_table *table)
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

static void make_exits(const struct class *class, uint16_t s, struct exit_table *table)
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

static struct exit_table *exits_at(struct class *class, uint16_t s, uint32_t band)
{
    struct exit_table *table = &class->stocks[s].exits[band];
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

static void refresh_exits(struct class *class, uint16_t s)
{
    for (uint32_t b = 0; b < class->model->age_band_count && !class->has_failed; b++) {
        struct exit_table *table = exits_at(class, s, b);
        if (table != NULL && refresh_levels(class, s, b, table)) {
            make_exits(class, s, table);
        }
    }
}

/* ---- mass ---- */

static double *row_of(struct class *class, uint16_t s, uint32_t adult, uint32_t bin)
{
    struct stock *stock = &class->stocks[s];
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

static void add_mass(struct class *class, uint16_t s, uint32_t adult, uint32_t bin,
                     uint32_t cell, double children)
{
    double *row = row_of(class, s, adult, bin);
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

static void record(struct class *class, uint16_t from, uint16_t to, double children)
{
    class->region->flows[cohort_flow_index(class->region, from, to, class->step)] += children;
}

static void arrive(struct class *class, uint16_t s, uint32_t adult, uint32_t bin,
                   double children)
{
    class->arrivals[((size_t)s * 2 + adult) * class->grid->bins + bin] += children;
}

/* Children of one age within their quarter of birth. */
static void arrive_at_age(struct class *class, uint16_t from, uint32_t adult, uint32_t bin,
                          double age, double children)
{
    const bool is_entry = from == DI_FROM_OUTSIDE_NEW || from == DI_FROM_OUTSIDE_RETURN;
    const uint32_t disability = class->person->disability;
    const struct di_person who = {.region = class->region->region,
                                  .age_band = (uint8_t)band_of(class, age),
                                  .sex = class->person->sex,
                                  .disability = class->person->disability};
    const int32_t day = cohort_input_day(class->grid, class->step * class->grid->step_days);
    const struct di_quantity *share = &class->model->policies.kin_at_entry_share;
    double rest = children;
    const uint16_t kin =
        is_entry ? cohort_kin_target(class->region, class->step, age, disability, from)
                 : DI_NONE;
    if (kin != DI_NONE) {
        const double with_kin = children * fmin(1.0, di_quantity_at(share, day, &who));
        arrive(class, kin, adult, bin, with_kin);
        record(class, from, kin, with_kin);
        rest -= with_kin;
    }
    const uint16_t to =
        cohort_ladder_target(class->region, class->step, age, disability, 0, DI_NONE);
    arrive(class, to, adult, bin, rest);
    record(class, from, to, rest);
}

/* A bin that lies across the age range of a setting is split, or edges would jump by steps. */
static void arrive_by_ladder(struct class *class, uint16_t from, uint32_t adult, uint32_t bin,
                             double children)
{
    const double years = (class->step + 0.5) * class->grid->step_years;
    const double middle = middle_age(class, bin, years);
    const double youngest = fmax(0.0, bin_age(class, bin, years));
    const double oldest = 2.0 * middle - youngest;
    const uint32_t disability = class->person->disability;
    const bool is_split =
        class->grid->ageing &&
        (cohort_ladder_target(class->region, class->step, youngest, disability, 0, DI_NONE) !=
             cohort_ladder_target(class->region, class->step, oldest, disability, 0, DI_NONE) ||
         cohort_kin_target(class->region, class->step, youngest, disability, from) !=
             cohort_kin_target(class->region, class->step, oldest, disability, from));
    const uint32_t parts = is_split ? SPLIT_PARTS : 1;
    for (uint32_t i = 0; i < parts; i++) {
        const double age =
            is_split ? youngest + (oldest - youngest) * (i + 0.5) / parts : middle;
        arrive_at_age(class, from, adult, bin, age, children / parts);
    }
}

static void go_home(struct class *class, uint16_t from, uint32_t adult, uint32_t bin,
                    double children)
{
    record(class, from, DI_SETTING_HOME_CLOSED, children);
    if (adult == 0 && class->model->settings[DI_SETTING_HOME_CLOSED].pathway_count > 0) {
        arrive(class, DI_SETTING_HOME_CLOSED, 0, bin, children);
    }
}

static void route(struct class *class, uint16_t s, const struct di_pathway *pathway,
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
        record(class, s, DI_SETTING_ADOPTED, children);
        break;
    case DI_PATH_DIED:
        record(class, s, DI_SETTING_DIED, children);
        break;
    case DI_PATH_LEFT_COUNTRY:
        record(class, s, DI_SETTING_LEFT_COUNTRY, children);
        break;
    case DI_PATH_INDEPENDENT:
        record(class, s, DI_SETTING_AGED_OUT, children);
        break;
    case DI_PATH_BREAKDOWN:
        arrive_by_ladder(class, s, adult, bin, children);
        break;
    case DI_PATH_REENTRY:
        arrive_by_ladder(class, DI_FROM_OUTSIDE_RETURN, adult, bin, children);
        break;
    case DI_PATH_PLACEMENT:
        record(class, s, pathway->target, children);
        arrive(class, pathway->target, adult, bin, children);
        break;
    case DI_PATH_SINK:
        record(class, s, pathway->target, children);
        break;
    case DI_PATH_TRANSFER:
        break;
    }
}

/* ---- a step ---- */

/* Four running sums: shorter chains of additions, in an order that never changes. */
static double weighted_sum(const double *mass, const double *share, uint32_t count)
{
    double sums[4] = {0.0, 0.0, 0.0, 0.0};
    uint32_t i = 0;
    for (; i + 4 <= count; i += 4) {
        sums[0] += mass[i] * share[i];
        sums[1] += mass[i + 1] * share[i + 1];
        sums[2] += mass[i + 2] * share[i + 2];
        sums[3] += mass[i + 3] * share[i + 3];
    }
    for (; i < count; i++) {
        sums[0] += mass[i] * share[i];
    }
    return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

/* Exits of children on both sides of a band edge, in the proportion of their ages. */
static const struct exit_table *blend_exits(struct class *class, uint16_t s, uint32_t lower,
                                            double share_above, uint32_t used)
{
    const struct exit_table *below = &class->stocks[s].exits[lower];
    const struct exit_table *above = &class->stocks[s].exits[lower + 1];
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

static const struct exit_table *exits_of_row(struct class *class, uint16_t s, uint32_t adult,
                                             uint32_t bin, double years)
{
    const uint32_t oldest_band = class->model->age_band_count - 1;
    const struct exit_table *exits = class->stocks[s].exits;
    if (adult == 1 || oldest_band == 0) {
        return &exits[oldest_band];
    }
    if (!class->grid->ageing) {
        return &exits[bin];
    }
    uint32_t band = band_of(class, fmax(0.0, bin_age(class, bin, years)));
    band = band < oldest_band ? band : oldest_band - 1;
    if (band + 1 >= oldest_band) {
        return &exits[band];
    }
    const double above = share_past(class, bin, years, class->model->age_band_from[band + 1]);
    return above > 0.0 ? blend_exits(class, s, band, above, class->stocks[s].used[adult][bin])
                       : &exits[band];
}

static void advance_row(struct class *class, uint16_t s, uint32_t adult, uint32_t bin,
                        const struct exit_table *exits)
{
    struct stock *stock = &class->stocks[s];
    const uint32_t stays = class->grid->stays;
    const uint32_t used = stock->used[adult][bin];
    double *row = &stock->rows[adult][(size_t)bin * stays];
    const struct di_setting *setting = &class->model->settings[s];
    const uint32_t moving = used < stays ? used : stays - 1; /* cells with a next cell */
    const double oldest = used == stays ? row[stays - 1] : 0.0;
    for (uint32_t c = 0; c < setting->pathway_count; c++) {
        const double *leave = &exits->leave[(size_t)c * stays];
        const double left = weighted_sum(row, &leave[1], moving) + oldest * leave[stays - 1];
        if (left > 0.0) {
            route(class, s, &setting->pathways[c], adult, bin, left);
        }
    }
    for (uint32_t i = moving; i > 0; i--) {
        row[i] = row[i - 1] * exits->survive[i];
    }
    row[0] = 0.0;
    if (used == stays) {
        row[stays - 1] += oldest * exits->survive[stays - 1];
    }
    stock->used[adult][bin] = used < stays ? used + 1 : stays;
}

static void advance_setting(struct class *class, uint16_t s)
{
    const double middle = (class->step + 0.5) * class->grid->step_years;
    struct stock *stock = &class->stocks[s];
    for (uint32_t adult = 0; adult < 2; adult++) {
        for (uint32_t bin = 0; stock->rows[adult] != NULL && bin < class->grid->bins; bin++) {
            if (stock->used[adult][bin] > 0) {
                advance_row(class, s, adult, bin, exits_of_row(class, s, adult, bin, middle));
            }
        }
    }
}

static uint32_t arrival_band(const struct class *class, uint32_t adult, uint32_t bin,
                             double years)
{
    const uint32_t oldest_band = class->model->age_band_count - 1;
    const uint32_t band = band_of(class, middle_age(class, bin, years));
    const bool is_minor = adult == 0 && class->grid->ageing && band == oldest_band && band > 0;
    return adult == 1 ? oldest_band : is_minor ? oldest_band - 1 : band;
}

/* Arrivals of a step are in for half of it; what leaves again at once enters the next place at
 * the end of the step. */
static void settle_arrivals(struct class *class)
{
    const uint32_t bins = class->grid->bins;
    const double middle = (class->step + 0.5) * class->grid->step_years;
    for (uint32_t pass = 0; pass < 2; pass++) {
        for (uint16_t rank = 0; rank < class->model->setting_count; rank++) {
            const uint16_t s = class->grid->settings[rank];
            for (uint32_t i = 0; i < 2 * bins; i++) {
                double *slot = &class->arrivals[(size_t)s * 2 * bins + i];
                const double children = *slot;
                if (!(children > 0.0)) {
                    continue;
                }
                *slot = 0.0;
                const uint32_t adult = i / bins;
                const uint32_t bin = i % bins;
                const uint32_t band = arrival_band(class, adult, bin, middle);
                const struct exit_table *exits = &class->stocks[s].exits[band];
                const struct di_setting *setting = &class->model->settings[s];
                if (pass == 1 || setting->pathway_count == 0) {
                    add_mass(class, s, adult, bin, 0, children);
                    continue;
                }
                add_mass(class, s, adult, bin, 0, children * exits->survive[0]);
                for (uint32_t c = 0; c < setting->pathway_count; c++) {
                    const double left = children * exits->leave[(size_t)c * class->grid->stays];
                    if (left > 0.0) {
                        route(class, s, &setting->pathways[c], adult, bin, left);
                    }
                }
            }
        }
    }
}

static void leave_by_age(struct class *class, uint16_t s, uint32_t bin, double children)
{
    const double *share = class->model->settings[s].leaving_share;
    record(class, s, DI_SETTING_AGED_OUT,
           children * (share[DI_LEAVING_AFTERCARE] + share[DI_LEAVING_INDEPENDENT]));
    record(class, s, DI_SETTING_ADULT_INSTITUTION,
           children * share[DI_LEAVING_ADULT_INSTITUTION]);
    go_home(class, s, 1, bin, children * share[DI_LEAVING_HOME]);
}

static double share_leaving(const struct class *class, uint32_t bin, double from, double to,
                            double age)
{
    const double before = share_past(class, bin, from, age);
    const double after = share_past(class, bin, to, age);
    return before >= 1.0 ? 1.0 : (after - before) / (1.0 - before);
}

/* Takes a share of a row away; `to` receives it cell by cell where it is another setting, or
 * `stays_on` of it as adults where it is the same. Returns what left the row for nobody. */
static double take_share(struct class *class, uint16_t s, uint32_t adult, uint32_t bin,
                         double share, uint16_t to, double stays_on)
{
    double *row = row_of(class, s, adult, bin);
    const uint32_t used = class->stocks[s].used[adult][bin];
    double taken = 0.0;
    for (uint32_t i = 0; i < used; i++) {
        const double moved = row[i] * share;
        row[i] -= moved;
        if (to != DI_NONE && stays_on > 0.0) {
            add_mass(class, to, to == s ? 1 : 0, bin, i, moved * stays_on);
        }
        taken += moved * (1.0 - stays_on);
    }
    return taken;
}

static double row_sum(const struct class *class, uint16_t s, uint32_t adult, uint32_t bin)
{
    const struct stock *stock = &class->stocks[s];
    const double *row = &stock->rows[adult][(size_t)bin * class->grid->stays];
    double sum = 0.0;
    for (uint32_t i = 0; i < stock->used[adult][bin]; i++) {
        sum += row[i];
    }
    return sum;
}

/* The upper edge of a setting's age range: residential rungs of the ladder (MODEL 5.3). */
static void cross_edge(struct class *class, uint16_t s, uint32_t bin, double share)
{
    const double edge = class->model->settings[s].age_to_years;
    const uint16_t to = cohort_ladder_target(class->region, class->step, edge + 1e-6,
                                             class->person->disability, 3, s);
    const double children = row_sum(class, s, 0, bin) * share;
    if (!(children > NEVER_MASS)) {
        return;
    }
    record(class, s, to, children);
    if (class->model->settings[to].kind == class->model->settings[s].kind) {
        (void)take_share(class, s, 0, bin, share, to, 1.0); /* the state's clock runs on */
    } else {
        arrive(class, to, 0, bin, take_share(class, s, 0, bin, share, DI_NONE, 0.0));
    }
}

static void cross_adulthood(struct class *class, uint16_t s, uint32_t bin, double share)
{
    const double stays_on = class->stocks[s].stays_on;
    const double leaving =
        take_share(class, s, 0, bin, share, stays_on > 0.0 ? s : DI_NONE, stays_on);
    if (leaving > 0.0 && s != DI_SETTING_HOME_CLOSED) {
        leave_by_age(class, s, bin, leaving);
    }
}

static void cross_ages(struct class *class, uint16_t s, double from, double to)
{
    const struct di_setting *setting = &class->model->settings[s];
    struct stock *stock = &class->stocks[s];
    for (uint32_t bin = 0; bin < class->grid->bins; bin++) {
        if (stock->rows[0] != NULL && stock->used[0][bin] > 0) {
            const double edge = setting->age_to_years < ADULT_AGE
                                    ? share_leaving(class, bin, from, to, setting->age_to_years)
                                    : 0.0;
            if (edge > 0.0) {
                cross_edge(class, s, bin, edge);
            }
            const double grown = share_leaving(class, bin, from, to, ADULT_AGE);
            if (grown > 0.0) {
                cross_adulthood(class, s, bin, grown);
            }
            if (grown >= 1.0 && edge <= 0.0) {
                stock->used[0][bin] = 0;
            }
        }
        if (stock->rows[1] != NULL && stock->used[1][bin] > 0 &&
            class->person->disability != DI_DISABILITY_SEVERE) {
            const double left = share_leaving(class, bin, from, to, setting->leave_age_years);
            if (left > 0.0) {
                leave_by_age(class, s, bin, take_share(class, s, 1, bin, left, DI_NONE, 0.0));
            }
        }
    }
}

static void cross_all(struct class *class, double from, double to)
{
    for (uint16_t rank = 0; class->grid->ageing && rank < class->model->setting_count; rank++) {
        cross_ages(class, class->grid->settings[rank], from, to);
    }
}

/* First entries of the step, spread over the birth quarters by their ages in mid-step. */
static void enter(struct class *class)
{
    const struct cohort_grid *grid = class->grid;
    const double middle = (class->step + 0.5) * grid->step_years;
    const double *rates =
        &class->region
             ->entries[((size_t) class->step * DI_DISABILITIES + class->person->disability) *
                       ENTRY_AGES];
    const double scale = grid->step_years * class->person->weight * class->person->sex_share;
    for (uint32_t bin = 0; bin < grid->bins; bin++) {
        const double from =
            grid->ageing ? bin_age(class, bin, middle) : class->model->age_band_from[bin];
        const double to = grid->ageing ? from + BIN_YEARS
                          : bin + 1 < class->model->age_band_count
                              ? class->model->age_band_from[bin + 1]
                              : from;
        double children = 0.0;
        for (uint32_t a = 0; a < ENTRY_AGES; a++) {
            const double overlap = fmin(to, a + 1.0) - fmax(from, (double)a);
            children += overlap > 0.0 ? rates[a] * overlap * scale : 0.0;
        }
        if (children > 0.0) {
            arrive_by_ladder(class, DI_FROM_OUTSIDE_NEW, 0, bin, children);
        }
    }
}

static void add_totals(struct class *class, uint32_t step)
{
    for (uint16_t s = 0; s < class->model->setting_count; s++) {
        for (uint32_t adult = 0; adult < 2; adult++) {
            double sum = 0.0;
            for (uint32_t bin = 0;
                 class->stocks[s].rows[adult] != NULL && bin < class->grid->bins; bin++) {
                sum += row_sum(class, s, adult, bin);
            }
            class->region
                ->totals[((size_t)step * class->model->setting_count + s) * 2 + adult] += sum;
        }
    }
}

static void run_step(struct class *class)
{
    const double from = class->step * class->grid->step_years;
    const double middle = from + class->grid->step_years / 2.0;
    cross_all(class, from, middle);
    for (uint16_t s = 0; s < class->model->setting_count; s++) {
        refresh_exits(class, s);
    }
    for (uint16_t rank = 0; rank < class->model->setting_count && !class->has_failed; rank++) {
        advance_setting(class, class->grid->settings[rank]);
    }
    if (!class->has_failed) {
        enter(class);
        settle_arrivals(class);
        cross_all(class, middle, from + class->grid->step_years);
        add_totals(class, class->step + 1);
    }
}

/* ---- the start ---- */

static uint32_t bin_of_age(const struct class *class, uint32_t band, double age_years)
{
    if (!class->grid->ageing) {
        return band;
    }
    const double bin = floor((OLDEST_YEARS - age_years) / BIN_YEARS);
    return bin > 0.0 ? (uint32_t)bin : 0;
}

/* Share of this frailty node among residents with an elapsed stay: those easy to place left. */
static double node_share(const struct class *class, const struct stay_density *density,
                         uint32_t variant, double age, double stay, double *scratch)
{
    const struct cohort_person *person = class->person;
    if (person->nodes <= 1) {
        return 1.0;
    }
    const double hazard =
        stay_density_frailty_hazard(density, variant, fmax(age, stay), stay, scratch);
    double total = 0.0;
    for (uint32_t k = 0; k < person->nodes; k++) {
        total += exp(-person->node_values[k] * hazard);
    }
    return exp(-person->z * hazard) / total * (double)person->nodes;
}

struct resident_group {
    uint16_t setting;
    uint32_t variant;
    uint32_t band;
    uint32_t stay_band;
    double children;
};

/* Spreads children over the cells of time that [from, to) years cover. */
static void spread(struct class *class, const struct resident_group *group, uint32_t bin,
                   double from, double to, double children)
{
    const double step = class->grid->step_years;
    const uint32_t adult = group->band + 1 == class->model->age_band_count ? 1 : 0;
    const uint32_t last = (uint32_t)(to / step);
    for (uint32_t i = (uint32_t)(from / step); i <= last; i++) {
        const double overlap = fmin(to, (i + 1) * step) - fmax(from, i * step);
        if (overlap > 0.0) {
            add_mass(class, group->setting, adult, bin, i, children * overlap / (to - from));
        }
    }
}

static double seated_mass(const struct stay_density *density,
                          const struct resident_group *group, const double *cumulative,
                          double low, double high)
{
    const struct stay_band *band = &density->bands[group->band];
    double sum = 0.0;
    for (uint32_t n = 0; n < band->step_count; n++) {
        const struct stay_step *step = &band->steps[n];
        for (uint32_t i = step->node_first + 1; i < step->node_first + step->node_count; i++) {
            const double from = density->node_years[i - 1];
            const double to = density->node_years[i];
            const double part = (fmin(high, to) - fmax(low, from)) / (to - from);
            sum += part > 0.0 ? (cumulative[i] - cumulative[i - 1]) * part : 0.0;
        }
    }
    return sum;
}

static void seat_group(struct class *class, const struct resident_group *group, double *scratch)
{
    const struct stay_density *density = class->region->tables->densities[group->setting];
    const struct stay_band *band = &density->bands[group->band];
    const double *cumulative =
        &density->cumulative[(size_t)group->variant * density->node_count];
    double low;
    double high;
    stay_density_bounds(density, group->stay_band, &low, &high);
    const double total = seated_mass(density, group, cumulative, low, high);
    for (uint32_t n = 0; n < band->step_count && total > 0.0; n++) {
        const struct stay_step *step = &band->steps[n];
        const double age = (step->age_from_years + step->age_to_years) / 2.0;
        const uint32_t bin = bin_of_age(class, group->band, age);
        for (uint32_t i = step->node_first + 1; i < step->node_first + step->node_count; i++) {
            const double from = fmax(low, density->node_years[i - 1]);
            const double to = fmin(high, density->node_years[i]);
            const double width = density->node_years[i] - density->node_years[i - 1];
            if (!(to > from)) {
                continue;
            }
            const double mass = (cumulative[i] - cumulative[i - 1]) * (to - from) / width;
            const double share =
                node_share(class, density, group->variant, age, (from + to) / 2.0, scratch);
            spread(class, group, bin, from, to, group->children * mass * share / total);
        }
    }
}

static void seat_residents(struct class *class, double *scratch)
{
    const struct joint_table *table = &class->region->tables->table;
    for (uint32_t c = 0; c < table->cell_count; c++) {
        const struct stock_cell *cell = &table->cells[c];
        const struct stock_place *place = &table->places[cell->place];
        if (place->region != class->region->region ||
            cell->disability != class->person->disability ||
            (class->person->is_one_sex && cell->sex != class->person->sex)) {
            continue;
        }
        const struct stay_density *density = class->region->tables->densities[place->setting];
        const struct resident_group group = {
            place->setting,
            stay_density_variant(density, place->region, cell->disability, cell->sex),
            cell->age_band, cell->stay_band, cell->count * class->person->weight};
        seat_group(class, &group, scratch);
    }
}

/* Children who went home before: uniform within the calendar year of return. */
static void seat_home_pool(struct class *class, double *scratch)
{
    const struct home_pool *pool = &class->region->tables->pool;
    const uint16_t region = class->region->region;
    const uint32_t parts = 24;
    for (uint32_t y = 0; y < pool->year_count; y++) {
        const double children =
            (double)pool->returned[(size_t)y * class->model->region_count + region] *
            pool->disability_share[class->person->disability] * class->person->weight *
            class->person->sex_share;
        for (uint32_t i = 0; i < parts && children > 0.0; i++) {
            const struct home_year *year = &pool->years[y];
            const double home =
                year->from_years + (year->to_years - year->from_years) * (i + 0.5) / parts;
            for (uint32_t a = 0; a < 4 * ENTRY_AGES; a++) {
                const double age = (a + 0.5) / 4.0;
                const double share = (pool->age_cumulative[a / 4] -
                                      (a >= 4 ? pool->age_cumulative[a / 4 - 1] : 0)) /
                                     4.0;
                if (home >= class->model->policies.reentry_window_years ||
                    (class->grid->ageing && age + home >= ADULT_AGE)) {
                    continue;
                }
                const double kept =
                    home_pool_still_home(pool, region, class->person->disability,
                                         class->person->sex, age, home, scratch);
                add_mass(class, DI_SETTING_HOME_CLOSED, 0,
                         bin_of_age(class, band_of(class, age), age + home),
                         (uint32_t)(home / class->grid->step_years),
                         children * share * kept / parts);
            }
        }
    }
}

static size_t most_causes(const struct di_model *model)
{
    size_t most = 0;
    for (uint32_t s = 0; s < model->setting_count; s++) {
        most =
            model->settings[s].pathway_count > most ? model->settings[s].pathway_count : most;
    }
    return most;
}

static enum di_status prepare(struct class *class)
{
    const struct di_model *model = class->model;
    class->stocks = DI_ARENA_NEW(&class->arena, model->setting_count, struct stock);
    class->arrivals = DI_ARENA_NEW(
        &class->arena, (size_t)model->setting_count * 2 * class->grid->bins, double);
    class->blend.survive = DI_ARENA_NEW(&class->arena, class->grid->stays, double);
    class->blend.leave =
        DI_ARENA_NEW(&class->arena, most_causes(model) * class->grid->stays, double);
    if (class->stocks == NULL || class->arrivals == NULL || class->blend.survive == NULL ||
        class->blend.leave == NULL) {
        return DI_ERR_MEMORY;
    }
    for (uint32_t s = 0; s < model->setting_count; s++) {
        const struct di_setting *setting = &model->settings[s];
        struct stock *stock = &class->stocks[s];
        stock->used_up = DI_ARENA_NEW(
            &class->arena, (size_t)setting->pathway_count * class->grid->stays, double);
        if (stock->used_up == NULL) {
            return DI_ERR_MEMORY;
        }
        for (uint32_t c = 0; c < setting->pathway_count; c++) {
            tabulate_baseline(class, &setting->pathways[c],
                              &stock->used_up[(size_t)c * class->grid->stays]);
        }
        const struct di_person who = {.region = class->region->region,
                                      .age_band = (uint8_t)(model->age_band_count - 1),
                                      .sex = class->person->sex,
                                      .disability = class->person->disability};
        stock->stays_on = s == DI_SETTING_HOME_CLOSED
                              ? 0.0
                              : fmin(1.0, di_quantity_at(&setting->stay18_share, 0, &who));
    }
    return DI_OK;
}

enum di_status cohort_class_run(const struct cohort_region *region,
                                const struct cohort_person *person)
{
    struct class class = {
        .region = region, .grid = region->grid, .model = region->grid->model, .person = person};
    di_arena_init(&class.arena);
    enum di_status status = prepare(&class);
    double *scratch =
        DI_ARENA_NEW(&class.arena, (most_causes(class.model) + 1) * DI_AGE_BANDS_MAX, double);
    if (status == DI_OK && scratch != NULL) {
        seat_residents(&class, scratch);
        seat_home_pool(&class, scratch);
        add_totals(&class, 0);
        while (class.step < class.grid->steps && !class.has_failed) {
            run_step(&class);
            class.step++;
        }
    }
    di_arena_finish(&class.arena);
    return status == DI_OK && scratch != NULL && !class.has_failed ? DI_OK : DI_ERR_MEMORY;
}

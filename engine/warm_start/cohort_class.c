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
#include "di/unexplained.h"

#include "cohort_mass.h"
#include "cohort_start.h"

#define ADULT_AGE 18.0
#define NEVER_MASS 1e-13 /* children: rows below this are not followed */

size_t cohort_flow_index(const struct cohort_region *region, uint16_t from, uint16_t to,
                         uint32_t adult, uint32_t step)
{
    const size_t settings = region->grid->model->setting_count;
    size_t row = from;
    if (from == DI_FROM_OUTSIDE_NEW) {
        row = settings;
    } else if (from == DI_FROM_OUTSIDE_RETURN) {
        row = settings + 1;
    } else if (from == COHORT_NEW_BY_SHARE) {
        row = settings + 2;
    } else if (from == COHORT_RETURN_BY_SHARE) {
        row = settings + 3;
    }
    return ((row * settings + to) * 2 + adult) * region->grid->steps + step;
}

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

static void advance_row(struct cohort_class *class, uint16_t s, uint32_t adult, uint32_t bin,
                        const struct cohort_exit_table *exits)
{
    struct cohort_stock *stock = &class->stocks[s];
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
            cohort_mass_route(class, s, &setting->pathways[c], adult, bin, left);
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

static void advance_setting(struct cohort_class *class, uint16_t s)
{
    const double middle = (class->step + 0.5) * class->grid->step_years;
    struct cohort_stock *stock = &class->stocks[s];
    for (uint32_t adult = 0; adult < 2; adult++) {
        for (uint32_t bin = 0; stock->rows[adult] != NULL && bin < class->grid->bins; bin++) {
            if (stock->used[adult][bin] > 0) {
                advance_row(class, s, adult, bin,
                            cohort_exits_of_row(class, s, adult, bin, middle));
            }
        }
    }
}

static uint32_t arrival_band(const struct cohort_class *class, uint32_t adult, uint32_t bin,
                             double years)
{
    const uint32_t oldest_band = class->model->age_band_count - 1;
    const uint32_t band = cohort_mass_band(class, cohort_mass_middle_age(class, bin, years));
    const bool is_minor = adult == 0 && class->grid->ageing && band == oldest_band && band > 0;
    return adult == 1 ? oldest_band : is_minor ? oldest_band - 1 : band;
}

/* Arrivals of a step are in for half of it; what leaves again at once enters the next place at
 * the end of the step. */
static void settle_arrivals(struct cohort_class *class)
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
                const struct cohort_exit_table *exits = &class->stocks[s].exits[band];
                const struct di_setting *setting = &class->model->settings[s];
                if (pass == 1 || setting->pathway_count == 0) {
                    cohort_mass_add(class, s, adult, bin, 0, children);
                    continue;
                }
                cohort_mass_add(class, s, adult, bin, 0, children * exits->survive[0]);
                for (uint32_t c = 0; c < setting->pathway_count; c++) {
                    const double left = children * exits->leave[(size_t)c * class->grid->stays];
                    if (left > 0.0) {
                        cohort_mass_route(class, s, &setting->pathways[c], adult, bin, left);
                    }
                }
            }
        }
    }
}

/* On the 18th birthday as a child, as in the simulation (decision 12); later as an adult. */
static void leave_by_age(struct cohort_class *class, uint16_t s, uint32_t adult,
                         double children)
{
    const double *share = class->model->settings[s].leaving_share;
    cohort_mass_record(class, s, DI_SETTING_AGED_OUT, adult,
                       children * (share[DI_LEAVING_AFTERCARE] + share[DI_LEAVING_INDEPENDENT] +
                                   share[DI_LEAVING_HOME]));
    cohort_mass_record(class, s, DI_SETTING_ADULT_INSTITUTION, adult,
                       children * share[DI_LEAVING_ADULT_INSTITUTION]);
}

static double share_leaving(const struct cohort_class *class, uint32_t bin, double from,
                            double to, double age)
{
    const double before = cohort_mass_share_past(class, bin, from, age);
    const double after = cohort_mass_share_past(class, bin, to, age);
    return before >= 1.0 ? 1.0 : (after - before) / (1.0 - before);
}

/* Takes a share of a row away; `to` receives it cell by cell where it is another setting, or
 * `stays_on` of it as adults where it is the same. Returns what left the row for nobody. */
static double take_share(struct cohort_class *class, uint16_t s, uint32_t adult, uint32_t bin,
                         double share, uint16_t to, double stays_on)
{
    double *row = cohort_mass_row(class, s, adult, bin);
    const uint32_t used = class->stocks[s].used[adult][bin];
    double taken = 0.0;
    for (uint32_t i = 0; i < used; i++) {
        const double moved = row[i] * share;
        row[i] -= moved;
        if (to != DI_NONE && stays_on > 0.0) {
            cohort_mass_add(class, to, to == s ? 1 : 0, bin, i, moved * stays_on);
        }
        taken += moved * (1.0 - stays_on);
    }
    return taken;
}

/* The upper edge of a setting's age range: residential rungs of the ladder (MODEL 5.3). */
static void cross_edge(struct cohort_class *class, uint16_t s, uint32_t bin, double share)
{
    const double edge = class->model->settings[s].age_to_years;
    const uint16_t to = cohort_ladder_target(class->region, class->step, edge + 1e-6,
                                             class->person->disability, 3, s);
    const double children = cohort_mass_sum(class, s, 0, bin) * share;
    if (!(children > NEVER_MASS)) {
        return;
    }
    cohort_mass_record(class, s, to, 0, children);
    if (class->model->settings[to].kind == class->model->settings[s].kind) {
        (void)take_share(class, s, 0, bin, share, to, 1.0); /* the state's clock runs on */
    } else {
        cohort_mass_arrive(class, to, 0, bin,
                           take_share(class, s, 0, bin, share, DI_NONE, 0.0));
    }
}

static void cross_adulthood(struct cohort_class *class, uint16_t s, uint32_t bin, double share)
{
    const double stays_on = class->stocks[s].stays_on;
    const double leaving =
        take_share(class, s, 0, bin, share, stays_on > 0.0 ? s : DI_NONE, stays_on);
    if (leaving > 0.0 && s != DI_SETTING_HOME_CLOSED) {
        leave_by_age(class, s, 0, leaving);
    }
}

static void cross_ages(struct cohort_class *class, uint16_t s, double from, double to)
{
    const struct di_setting *setting = &class->model->settings[s];
    struct cohort_stock *stock = &class->stocks[s];
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
                leave_by_age(class, s, 1, take_share(class, s, 1, bin, left, DI_NONE, 0.0));
            }
        }
    }
}

static void cross_all(struct cohort_class *class, double from, double to)
{
    for (uint16_t rank = 0; class->grid->ageing && rank < class->model->setting_count; rank++) {
        cross_ages(class, class->grid->settings[rank], from, to);
    }
}

/* Of a single year of age, the part whose children enter: all of it, or what a setting admits.
 */
static void span_of(const struct cohort_class *class, uint16_t into, uint32_t age, double *from,
                    double *to)
{
    *from = age;
    *to = age + 1.0;
    if (into != DI_NONE) {
        di_unexplained_span(&class->model->settings[into], age, from, to);
    }
}

static void put_entrants(struct cohort_class *class, uint16_t into, uint32_t bin,
                         double children)
{
    if (into == DI_NONE) {
        cohort_mass_arrive_from_home(class, DI_FROM_OUTSIDE_NEW, 0, bin, children);
    } else {
        cohort_mass_arrive(class, into, 0, bin, children);
        cohort_mass_record(class, DI_SETTING_UNEXPLAINED_IN, into, 0, children);
    }
}

/* Entries of the step, spread over the birth quarters by their ages in mid-step; `into`: the
 * setting of unexplained ones, DI_NONE: first entries. */
static void enter(struct cohort_class *class, const double *entries, uint16_t into)
{
    const struct cohort_grid *grid = class->grid;
    const double middle = (class->step + 0.5) * grid->step_years;
    const double *rates =
        &entries[((size_t) class->step * DI_DISABILITIES + class->person->disability) *
                 ENTRY_AGES];
    const double scale = grid->step_years * class->person->weight * class->person->sex_share;
    for (uint32_t bin = 0; bin < grid->bins; bin++) {
        const double from = grid->ageing ? cohort_mass_bin_age(class, bin, middle)
                                         : class->model->age_band_from[bin];
        const double to = grid->ageing ? from + BIN_YEARS
                          : bin + 1 < class->model->age_band_count
                              ? class->model->age_band_from[bin + 1]
                              : from;
        double children = 0.0;
        for (uint32_t a = 0; a < ENTRY_AGES; a++) {
            double youngest, oldest;
            span_of(class, into, a, &youngest, &oldest);
            const double overlap = fmin(to, oldest) - fmax(from, youngest);
            children += overlap > 0.0 ? rates[a] * overlap / (oldest - youngest) * scale : 0.0;
        }
        if (children > 0.0) {
            put_entrants(class, into, bin, children);
        }
    }
}

static void add_totals(struct cohort_class *class, uint32_t step)
{
    for (uint16_t s = 0; s < class->model->setting_count; s++) {
        for (uint32_t adult = 0; adult < 2; adult++) {
            double sum = 0.0;
            for (uint32_t bin = 0;
                 class->stocks[s].rows[adult] != NULL && bin < class->grid->bins; bin++) {
                sum += cohort_mass_sum(class, s, adult, bin);
            }
            class->region
                ->totals[((size_t)step * class->model->setting_count + s) * 2 + adult] += sum;
        }
    }
}

static void run_step(struct cohort_class *class)
{
    const double from = class->step * class->grid->step_years;
    const double middle = from + class->grid->step_years / 2.0;
    cross_all(class, from, middle);
    for (uint16_t s = 0; s < class->model->setting_count; s++) {
        cohort_exits_refresh(class, s);
    }
    for (uint16_t rank = 0; rank < class->model->setting_count && !class->has_failed; rank++) {
        advance_setting(class, class->grid->settings[rank]);
    }
    if (!class->has_failed) {
        const struct cohort_region *region = class->region;
        if (region->streams[class->person->stream].children != NULL) {
            enter(class, region->streams[class->person->stream].children, DI_NONE);
        }
        for (uint32_t i = 0; i < region->inflow_count; i++) {
            if (region->inflows[i].stream == class->person->stream) {
                enter(class, region->inflows[i].children, region->inflows[i].setting);
            }
        }
        settle_arrivals(class);
        cross_all(class, middle, from + class->grid->step_years);
        add_totals(class, class->step + 1);
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

static enum di_status prepare(struct cohort_class *class)
{
    const struct di_model *model = class->model;
    class->stocks = DI_ARENA_NEW(&class->arena, model->setting_count, struct cohort_stock);
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
        struct cohort_stock *stock = &class->stocks[s];
        stock->used_up = DI_ARENA_NEW(
            &class->arena, (size_t)setting->pathway_count * class->grid->stays, double);
        if (stock->used_up == NULL) {
            return DI_ERR_MEMORY;
        }
        for (uint32_t c = 0; c < setting->pathway_count; c++) {
            cohort_exits_tabulate(class, &setting->pathways[c],
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
    struct cohort_class class = {
        .region = region, .grid = region->grid, .model = region->grid->model, .person = person};
    di_arena_init(&class.arena);
    enum di_status status = prepare(&class);
    double *scratch =
        DI_ARENA_NEW(&class.arena, (most_causes(class.model) + 1) * DI_AGE_BANDS_MAX, double);
    if (status == DI_OK && scratch != NULL) {
        cohort_start_residents(&class, scratch);
        cohort_start_home_pool(&class, scratch);
        add_totals(&class, 0);
        while (class.step < class.grid->steps && !class.has_failed) {
            run_step(&class);
            class.step++;
        }
    }
    di_arena_finish(&class.arena);
    return status == DI_OK && scratch != NULL && !class.has_failed ? DI_OK : DI_ERR_MEMORY;
}

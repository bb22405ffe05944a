/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The start of one class of the expected system (MODEL 7): residents by age and elapsed stay,
 * and the pool of children at home.
 *
 * Invariant: a cell of the joint table is seated whole over the classes of its people, for
 * their weights and frailty shares sum to one. Order: cells and years as the tables have them.
 * Draws nothing. */
#include "cohort_start.h"

#include <math.h>

#define ADULT_AGE 18.0

static uint32_t bin_of_age(const struct cohort_class *class, uint32_t band, double age_years)
{
    if (!class->grid->ageing) {
        return band;
    }
    const double bin = floor((OLDEST_YEARS - age_years) / BIN_YEARS);
    return bin > 0.0 ? (uint32_t)bin : 0;
}

struct resident_group {
    uint16_t setting;
    uint32_t variant;
    uint32_t band;
    uint32_t stay_band;
    double children;
};

/* Spreads children over the cells of time that [from, to) years cover. */
static void spread(struct cohort_class *class, const struct resident_group *group, uint32_t bin,
                   double from, double to, double children)
{
    const double step = class->grid->step_years;
    const uint32_t adult = group->band + 1 == class->model->age_band_count ? 1 : 0;
    const uint32_t last = (uint32_t)(to / step);
    for (uint32_t i = (uint32_t)(from / step); i <= last; i++) {
        const double overlap = fmin(to, (i + 1) * step) - fmax(from, i * step);
        if (overlap > 0.0) {
            cohort_mass_add(class, group->setting, adult, bin, i,
                            children * overlap / (to - from));
        }
    }
}

/* Share of the class among residents with a past, over its share among entrants. */
static double class_share(const struct cohort_class *class, uint16_t setting,
                          const struct exit_past *past)
{
    const struct cohort_person *person = class->person;
    const double free = class->model->policies.legally_free_share;
    const double hazard = past->hazard + (person->is_legally_free ? past->adoption : 0.0);
    double share = frailty_mixture_resident(person->frailty, setting, person->node, hazard);
    if (person->is_one_freedom) {
        share *= person->is_legally_free ? past->legally_free / free
                                         : (1.0 - past->legally_free) / (1.0 - free);
    }
    return share;
}

static void seat_group(struct cohort_class *class, const struct resident_group *group,
                       double *scratch)
{
    const struct stay_density *density = class->region->tables->densities[group->setting];
    const struct cohort_person *person = class->person;
    struct stay_walk walk =
        stay_walk_start(density, group->variant, group->band, group->stay_band);
    struct stay_walk sum = walk;
    double total = 0.0;
    while (stay_walk_next(&sum)) {
        total += sum.mass;
    }
    while (total > 0.0 && stay_walk_next(&walk)) {
        const uint32_t bin = bin_of_age(class, group->band, walk.age);
        const double stay = (walk.from + walk.to) / 2.0;
        double share = 1.0;
        if (person->frailty->nodes > 1 || person->is_one_freedom) {
            const struct exit_past past = stay_density_past(
                density, group->variant, group->band, fmax(walk.age, stay), stay, scratch);
            share = class_share(class, group->setting, &past);
        }
        spread(class, group, bin, walk.from, walk.to,
               group->children * walk.mass * share / total);
    }
}

static double start_share(const struct cohort_class *class)
{
    const struct cohort_person *person = class->person;
    return class->region->streams[person->stream].start_share[person->disability];
}

void cohort_start_residents(struct cohort_class *class, double *scratch)
{
    for (uint32_t c = 0; c < class->region->cell_count; c++) {
        const struct cohort_cell *cell = &class->region->cells[c];
        if (cell->disability != class->person->disability ||
            (class->person->is_one_sex && cell->sex != class->person->sex)) {
            continue;
        }
        const struct resident_group group = {
            cell->setting, cell->variant, cell->age_band, cell->stay_band,
            cell->children * class->person->weight * start_share(class)};
        seat_group(class, &group, scratch);
    }
}

static uint32_t returned_in(const struct cohort_region *region, uint32_t y)
{
    const size_t first = (size_t)y * region->grid->model->region_count;
    uint32_t sum = 0;
    for (uint32_t m = 0; m < region->member_count; m++) {
        sum += region->tables->pool.returned[first + region->members[m]];
    }
    return sum;
}

/* Not come back; monitored or not, they are one stock here. */
static double share_kept(const struct cohort_class *class, double age, double home,
                         double *scratch)
{
    const struct home_pool *pool = &class->region->tables->pool;
    const struct cohort_person *person = class->person;
    const uint16_t region = class->region->region;
    const double monitored = home_pool_monitored_share(pool, home);
    double kept = 0.0;
    if (monitored < 1.0) {
        kept = (1.0 - monitored) * home_pool_still_home(pool, region, person->disability,
                                                        person->sex, age, home, false, scratch);
    }
    if (monitored > 0.0) {
        kept += monitored * home_pool_still_home(pool, region, person->disability, person->sex,
                                                 age, home, true, scratch);
    }
    return kept;
}

/* The home pool of one year: uniform within the calendar year of return. */
static void start_returned(struct cohort_class *class, uint32_t y, double *scratch)
{
    const struct home_pool *pool = &class->region->tables->pool;
    const struct home_year *year = &pool->years[y];
    const uint32_t parts = 24;
    const double children = (double)returned_in(class->region, y) *
                            pool->disability_share[class->person->disability] *
                            class->person->weight * class->person->sex_share *
                            start_share(class);
    for (uint32_t i = 0; i < parts && children > 0.0; i++) {
        const double home =
            year->from_years + (year->to_years - year->from_years) * (i + 0.5) / parts;
        for (uint32_t a = 0; a < 4 * ENTRY_AGES; a++) {
            const double age = (a + 0.5) / 4.0;
            const double share =
                (pool->age_cumulative[a / 4] - (a >= 4 ? pool->age_cumulative[a / 4 - 1] : 0)) /
                4.0;
            if (home >= class->model->policies.reentry_window_years ||
                (class->grid->ageing && age + home >= ADULT_AGE)) {
                continue;
            }
            const double kept = share_kept(class, age, home, scratch);
            cohort_mass_add(class, DI_SETTING_HOME_CLOSED, 0,
                            bin_of_age(class, cohort_mass_band(class, age), age + home),
                            (uint32_t)(home / class->grid->step_years),
                            children * share * kept / parts);
        }
    }
}

void cohort_start_home_pool(struct cohort_class *class, double *scratch)
{
    for (uint32_t y = 0; y < class->region->tables->pool.year_count; y++) {
        start_returned(class, y, scratch);
    }
}

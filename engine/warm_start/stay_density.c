/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joint density of age a and elapsed stay u of residents: e(a-u) n(t0-u) S(u | entry age a-u).
 *
 * Ages go in narrow steps; within one the stay has a piecewise constant density between nodes
 * that never straddle a jump of the entry-age law, and lie closer where the stay is short,
 * since survival may fall steeply at 0. A little mass everywhere (FLOOR) lets a published cell
 * exist that the law thinks impossible. With `ageing` off age plays no part: S(u)/E[S]. */
#include "stay_density.h"

#include <math.h>

#define FLOOR 1e-9
#define RARE 1e-6 /* 18 and over where nobody stays on, stays past a maximum */
#define LONGEST_YEARS 400.0
#define STATIONARY_NODES 2048

static double band_edge(const struct di_model *model, uint32_t band)
{
    return band < model->age_band_count ? model->age_band_from[band] : HUGE_VAL;
}

/* Ages of residents of a band, cut by the setting's own range below 18. */
static bool band_range(const struct di_model *model, const struct di_setting *setting,
                       uint32_t band, double *from, double *to)
{
    *from = band_edge(model, band);
    *to = band_edge(model, band + 1);
    if (band + 1 == model->age_band_count) {
        *to = setting->leave_age_years > *from ? setting->leave_age_years : *from + 5.0;
        return true;
    }
    if (model->policies.ageing) {
        *from = fmax(*from, setting->age_from_years);
        *to = fmin(*to, setting->age_to_years);
    }
    return *to > *from;
}

static double stay_edge(const struct di_model *model, uint32_t edge)
{
    if (edge == 0) {
        return 0.0;
    }
    return edge <= model->initial_stock.stay_band_cuts
               ? model->initial_stock.stay_cut_years[edge - 1]
               : HUGE_VAL;
}

static double past_entries(const struct di_model *model, double stay_years)
{
    const struct di_initial_stock *stock = &model->initial_stock;
    if (stock->past_years == 0) {
        return 1.0;
    }
    const double days = fmin(stay_years, LONGEST_YEARS) * DI_DAYS_PER_YEAR;
    int32_t year;
    int32_t month;
    int32_t day;
    di_date_to_civil(model->start_civil_day - 1 - (int32_t)days, &year, &month, &day);
    const int32_t last = (int32_t)stock->past_years - 1;
    int32_t index = year - stock->past_first_year;
    index = index < 0 ? 0 : index > last ? last : index;
    return stock->past_entries[index];
}

/* ---- layout ---- */

static double step_width(double age_years)
{
    return age_years < 1.0 ? 0.125 : 0.25;
}

struct node_writer {
    double *years; /* NULL: only count */
    uint32_t count;
};

static void put_node(struct node_writer *writer, double years)
{
    if (writer->years != NULL) {
        writer->years[writer->count] = years;
    }
    writer->count++;
}

/* Nodes of one age: from the shortest to the longest stay, no cell across a whole entry age. */
static void put_nodes(struct node_writer *writer, const struct di_setting *setting, double age)
{
    const double longest = fmax(age - fmax(0.0, setting->age_from_years), 1e-3);
    const double shortest = fmax(0.0, age - fmin((double)ENTRY_AGES, setting->age_to_years));
    const double jump = age - floor(age); /* stays at which the entry age is whole */
    double from = fmin(shortest, longest - 1e-3);
    put_node(writer, from);
    while (from < longest - 1e-9) {
        double to = jump + ceil(from - jump + 1e-9);
        to = fmin(to, longest);
        const bool is_first = from < 1e-9;
        const uint32_t parts = is_first ? 16 : 4;
        for (uint32_t i = 1; i <= parts; i++) {
            const double share = (double)i / (double)parts;
            put_node(writer, from + (to - from) * (is_first ? share * share : share));
        }
        from = to;
    }
}

static void put_stationary_nodes(struct node_writer *writer, double longest)
{
    for (uint32_t i = 0; i <= STATIONARY_NODES; i++) {
        const double share = (double)i / STATIONARY_NODES;
        put_node(writer, longest * share * share * share);
    }
}

/* Stays so long that hardly anybody is left, for the stationary law. */
static double longest_stay(const struct stay_density *density, double *used)
{
    double years = 1.0;
    double survival = 1.0;
    while (survival > 1e-9 && years < LONGEST_YEARS) {
        years *= 1.5;
        exit_law_used(&density->exits, 0.0, years, 0, used);
        survival = exit_law_survival(&density->exits, used, density->factors);
    }
    return fmin(years, LONGEST_YEARS);
}

static uint32_t lay_out_band(struct stay_density *density, const struct di_setting *setting,
                             uint32_t band, struct node_writer *writer, double longest)
{
    const bool ageing = density->model->policies.ageing;
    double from;
    double to;
    if (!band_range(density->model, setting, band, &from, &to)) {
        return 0;
    }
    struct stay_step *steps = density->bands[band].steps;
    uint32_t count = 0;
    for (double age = from; age < to - 1e-9; count++) {
        const double next = ageing ? fmin(to, age + step_width(age)) : to;
        const uint32_t first = writer->count;
        if (ageing) {
            put_nodes(writer, setting, (age + next) / 2.0);
        } else {
            put_stationary_nodes(writer, longest);
        }
        if (steps != NULL) {
            steps[count] = (struct stay_step){age, next, first, writer->count - first};
        }
        age = next;
    }
    return count;
}

/* Two passes: the first counts, the second writes. */
static enum di_status lay_out(struct stay_density *density, const struct di_setting *setting,
                              struct di_arena *arena, double longest)
{
    struct node_writer writer = {NULL, 0};
    const uint32_t bands = density->model->age_band_count;
    for (uint32_t b = 0; b < bands; b++) {
        struct stay_band *band = &density->bands[b];
        band->step_count = lay_out_band(density, setting, b, &writer, longest);
        band->steps = DI_ARENA_NEW(arena, band->step_count, struct stay_step);
        band->step_cumulative = DI_ARENA_NEW(
            arena, (size_t)density->variant_count * density->stay_bands * band->step_count,
            double);
        if (band->steps == NULL || band->step_cumulative == NULL) {
            return DI_ERR_MEMORY;
        }
    }
    density->node_count = writer.count;
    density->node_years = DI_ARENA_NEW(arena, writer.count, double);
    density->cumulative =
        DI_ARENA_NEW(arena, (size_t)density->variant_count * writer.count, double);
    if (density->node_years == NULL || density->cumulative == NULL) {
        return DI_ERR_MEMORY;
    }
    writer = (struct node_writer){density->node_years, 0};
    for (uint32_t b = 0; b < bands; b++) {
        (void)lay_out_band(density, setting, b, &writer, longest);
    }
    return DI_OK;
}

/* ---- variants ---- */

static uint32_t variant_disability(const struct stay_density *density, uint32_t variant)
{
    return variant / (density->exits.varies_by_sex ? 2u : 1u) % DI_DISABILITIES;
}

uint32_t stay_density_variant(const struct stay_density *density, uint16_t region,
                              uint32_t disability, uint32_t sex)
{
    uint32_t variant = density->exits.varies_by_region ? region : 0;
    variant = variant * DI_DISABILITIES + disability;
    return density->exits.varies_by_sex ? variant * 2 + sex : variant;
}

static enum di_status make_variants(struct stay_density *density, struct di_arena *arena)
{
    const uint32_t regions = density->exits.varies_by_region ? density->model->region_count : 1;
    const uint32_t sexes = density->exits.varies_by_sex ? 2 : 1;
    const size_t row = (size_t)density->exits.count * DI_AGE_BANDS_MAX;
    density->variant_count = regions * DI_DISABILITIES * sexes;
    density->factors = DI_ARENA_NEW(arena, density->variant_count * row + 1, double);
    if (density->factors == NULL) {
        return DI_ERR_MEMORY;
    }
    for (uint32_t v = 0; v < density->variant_count; v++) {
        const struct di_person person = {.region = (uint16_t)(v / (DI_DISABILITIES * sexes)),
                                         .disability = (uint8_t)variant_disability(density, v),
                                         .sex = (uint8_t)(v % sexes)};
        exit_law_factors(&density->exits, &person, &density->factors[v * row]);
    }
    return DI_OK;
}

/* ---- densities ---- */

struct filler {
    struct stay_density *density;
    const struct entry_law *entries;
    const struct di_setting *setting;
    double *used;
};

static double entry_density(const struct filler *filler, uint32_t disability, double entry_age)
{
    const int32_t age = (int32_t)floor(entry_age);
    const double weight =
        age >= 0 && age < ENTRY_AGES ? filler->entries->age_weight[disability][age] : 0.0;
    return weight + FLOOR;
}

static double band_entries(const struct filler *filler, uint32_t disability, uint32_t band)
{
    double sum = FLOOR;
    for (uint32_t a = 0; a < ENTRY_AGES; a++) {
        if ((double)a >= band_edge(filler->density->model, band) &&
            (double)a < band_edge(filler->density->model, band + 1)) {
            sum += filler->entries->age_weight[disability][a];
        }
    }
    return sum;
}

static void fill_step(const struct filler *filler, uint32_t band, const struct stay_step *step)
{
    struct stay_density *density = filler->density;
    const bool ageing = density->model->policies.ageing;
    const double age = (step->age_from_years + step->age_to_years) / 2.0;
    const double width = ageing ? step->age_to_years - step->age_from_years : 1.0;
    const size_t row = (size_t)density->exits.count * DI_AGE_BANDS_MAX;
    for (uint32_t i = 1; i < step->node_count; i++) {
        const uint32_t node = step->node_first + i;
        const double from = density->node_years[node - 1];
        const double to = density->node_years[node];
        const double stay = (from + to) / 2.0;
        const double past = past_entries(density->model, stay);
        const double late =
            stay > filler->setting->max_stay_days / DI_DAYS_PER_YEAR ? RARE : 1.0;
        exit_law_used(&density->exits, age - stay, stay, ageing ? DI_AGE_BANDS_MAX : band,
                      filler->used);
        for (uint32_t v = 0; v < density->variant_count; v++) {
            const uint32_t disability = variant_disability(density, v);
            const double enters = ageing ? entry_density(filler, disability, age - stay)
                                         : band_entries(filler, disability, band);
            const double survives =
                exit_law_survival(&density->exits, filler->used, &density->factors[v * row]);
            double *cumulative = &density->cumulative[(size_t)v * density->node_count];
            cumulative[node] = cumulative[node - 1] +
                               width * (to - from) * late * enters * past * (survives + FLOOR);
        }
    }
}

/* Cumulative mass of one step up to a stay. */
static double step_mass_to(const struct stay_density *density, const double *cumulative,
                           const struct stay_step *step, double stay_years)
{
    const double *years = &density->node_years[step->node_first];
    const double *mass = &cumulative[step->node_first];
    uint32_t low = 0;
    uint32_t high = step->node_count - 1;
    if (stay_years <= years[low]) {
        return 0.0;
    }
    if (stay_years >= years[high]) {
        return mass[high];
    }
    while (high - low > 1) {
        const uint32_t middle = (low + high) / 2;
        if (years[middle] <= stay_years) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return mass[low] +
           (mass[high] - mass[low]) * (stay_years - years[low]) / (years[high] - years[low]);
}

static void sum_steps(const struct filler *filler, uint32_t b, uint32_t variant, uint32_t k)
{
    struct stay_density *density = filler->density;
    const struct stay_band *band = &density->bands[b];
    const double *cumulative = &density->cumulative[(size_t)variant * density->node_count];
    const bool is_adult = b + 1 == density->model->age_band_count;
    const struct di_person person = {
        .region = (uint16_t)(density->exits.varies_by_region
                                 ? variant / (DI_DISABILITIES *
                                              (density->exits.varies_by_sex ? 2u : 1u))
                                 : 0),
        .age_band = (uint8_t)b,
        .disability = (uint8_t)variant_disability(density, variant)};
    const double stays_on =
        is_adult ? fmax(RARE, di_quantity_at(&filler->setting->stay18_share, -1, &person))
                 : 1.0;
    double sum = 0.0;
    for (uint32_t s = 0; s < band->step_count; s++) {
        const double to = step_mass_to(density, cumulative, &band->steps[s],
                                       stay_edge(density->model, k + 1));
        const double from =
            step_mass_to(density, cumulative, &band->steps[s], stay_edge(density->model, k));
        sum += stays_on * (to - from);
        band->step_cumulative[((size_t)variant * density->stay_bands + k) * band->step_count +
                              s] = sum;
    }
}

static void fill(const struct filler *filler)
{
    struct stay_density *density = filler->density;
    for (uint32_t b = 0; b < density->model->age_band_count; b++) {
        for (uint32_t s = 0; s < density->bands[b].step_count; s++) {
            fill_step(filler, b, &density->bands[b].steps[s]);
        }
        for (uint32_t v = 0; v < density->variant_count; v++) {
            for (uint32_t k = 0; k < density->stay_bands; k++) {
                sum_steps(filler, b, v, k);
            }
        }
    }
}

enum di_status stay_density_init(struct stay_density *density, const struct entry_law *entries,
                                 uint16_t setting, struct di_arena *arena)
{
    *density =
        (struct stay_density){.model = entries->model,
                              .stay_bands = entries->model->initial_stock.stay_band_cuts + 1};
    enum di_status status = exit_law_init(&density->exits, entries->model, setting, arena);
    if (status == DI_OK) {
        status = make_variants(density, arena);
    }
    struct filler filler = {density, entries, &entries->model->settings[setting], NULL};
    filler.used =
        DI_ARENA_NEW(arena, (size_t)density->exits.count * DI_AGE_BANDS_MAX + 1, double);
    if (status != DI_OK || filler.used == NULL) {
        return DI_ERR_MEMORY;
    }
    status = lay_out(density, filler.setting, arena, longest_stay(density, filler.used));
    if (status == DI_OK) {
        fill(&filler);
    }
    return status;
}

/* ---- questions ---- */

static const double *steps_of(const struct stay_density *density, uint32_t variant,
                              uint32_t band, uint32_t stay_band)
{
    const struct stay_band *ages = &density->bands[band];
    return &ages->step_cumulative[((size_t)variant * density->stay_bands + stay_band) *
                                  ages->step_count];
}

double stay_density_mass(const struct stay_density *density, uint32_t variant, uint32_t band,
                         uint32_t stay_band)
{
    const uint32_t steps = density->bands[band].step_count;
    return steps == 0 ? 0.0 : steps_of(density, variant, band, stay_band)[steps - 1];
}

struct stay_walk stay_walk_start(const struct stay_density *density, uint32_t variant,
                                 uint32_t band, uint32_t stay_band)
{
    return (struct stay_walk){.density = density,
                              .variant = variant,
                              .band = band,
                              .low = stay_edge(density->model, stay_band),
                              .high = stay_edge(density->model, stay_band + 1)};
}

bool stay_walk_next(struct stay_walk *walk)
{
    const struct stay_density *density = walk->density;
    const struct stay_band *band = &density->bands[walk->band];
    const double *cumulative =
        &density->cumulative[(size_t)walk->variant * density->node_count];
    for (; walk->step < band->step_count; walk->step++, walk->node = 0) {
        const struct stay_step *step = &band->steps[walk->step];
        while (++walk->node < step->node_count) {
            const uint32_t i = step->node_first + walk->node;
            const double width = density->node_years[i] - density->node_years[i - 1];
            walk->age = (step->age_from_years + step->age_to_years) / 2.0;
            walk->from = fmax(walk->low, density->node_years[i - 1]);
            walk->to = fmin(walk->high, density->node_years[i]);
            if (walk->to > walk->from) {
                walk->mass =
                    (cumulative[i] - cumulative[i - 1]) * (walk->to - walk->from) / width;
                return true;
            }
        }
    }
    return false;
}

/* First index whose cumulative value is above `target`, which lies below the last. */
static uint32_t search(const double *cumulative, uint32_t count, double target)
{
    uint32_t low = 0;
    uint32_t high = count - 1;
    while (low < high) {
        const uint32_t middle = (low + high) / 2;
        if (cumulative[middle] > target) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

/* Stretches the part of a stay band that the step's middle age allows to what `age` allows. */
static double fit_to_age(double stay, double age, double middle_age, double from, double to)
{
    const double top = fmin(to, middle_age);
    const double room = fmin(to, age);
    if (top == room || !(top > from)) {
        return fmin(stay, age);
    }
    return fmin(age, from + (stay - from) * fmax(0.0, room - from) / (top - from));
}

void stay_density_draw(const struct stay_density *density, uint32_t variant, uint32_t band,
                       uint32_t stay_band, double u_age, double u_stay, double *age_years_out,
                       double *stay_years_out)
{
    const struct stay_band *ages = &density->bands[band];
    const double *steps = steps_of(density, variant, band, stay_band);
    const double target = u_age * steps[ages->step_count - 1];
    const uint32_t s = search(steps, ages->step_count, target);
    const struct stay_step *step = &ages->steps[s];
    const double before = s > 0 ? steps[s - 1] : 0.0;
    const double share = (target - before) / (steps[s] - before);
    *age_years_out = step->age_from_years + share * (step->age_to_years - step->age_from_years);
    const double *cumulative = &density->cumulative[(size_t)variant * density->node_count];
    const double from = stay_edge(density->model, stay_band);
    const double to = stay_edge(density->model, stay_band + 1);
    const double low = step_mass_to(density, cumulative, step, from);
    const double mass = low + u_stay * (step_mass_to(density, cumulative, step, to) - low);
    const uint32_t node = search(&cumulative[step->node_first], step->node_count, mass);
    const uint32_t i = step->node_first + (node > 0 ? node : 1);
    const double part = cumulative[i] - cumulative[i - 1];
    const double stay =
        density->node_years[i - 1] + (part > 0.0 ? (mass - cumulative[i - 1]) / part : 0.5) *
                                         (density->node_years[i] - density->node_years[i - 1]);
    *stay_years_out =
        density->model->policies.ageing
            ? fit_to_age(stay, *age_years_out,
                         (step->age_from_years + step->age_to_years) / 2.0, from, to)
            : stay;
}

struct exit_past stay_density_past(const struct stay_density *density, uint32_t variant,
                                   uint32_t band, double age_years, double stay_years,
                                   double *scratch)
{
    const size_t row = (size_t)density->exits.count * DI_AGE_BANDS_MAX;
    exit_law_used(&density->exits, age_years - stay_years, stay_years,
                  density->model->policies.ageing ? DI_AGE_BANDS_MAX : band, scratch);
    return exit_law_past(&density->exits, scratch, &density->factors[variant * row]);
}

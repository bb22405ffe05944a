/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stays of a group are drawn apart and its members are a chance sample of their place, so what
 * k - 1 brothers and sisters have used up is a sum of k - 1 independent hazards. Sums are taken
 * between points of equal chance, each the mean of its slice.
 *
 * Approximate: the members are a sample of the setting, not of the one place. */
#include "sibling_hazard.h"

#include <math.h>

#include "resident_groups.h"

#define BINS 512
#define LOG_MAX 8.0
#define SLICES (SIBLING_POINTS - 1)

struct histogram { /* of hazards, on a scale of log(1 + hazard) */
    double mass[BINS];
    double sum[BINS]; /* mass * hazard */
};

static void put(struct histogram *histogram, double hazard, double mass)
{
    const double at = log1p(hazard) * (BINS / LOG_MAX);
    const uint32_t bin = at < BINS - 1 ? (uint32_t)at : BINS - 1;
    histogram->mass[bin] += mass;
    histogram->sum[bin] += mass * hazard;
}

/* Means of slices of equal chance; zero where there is nobody. */
static void slice(const struct histogram *histogram, double *points_out)
{
    double total = 0.0;
    for (uint32_t bin = 0; bin < BINS; bin++) {
        total += histogram->mass[bin];
    }
    const double width = total / SLICES;
    uint32_t bin = 0;
    double left = histogram->mass[0];
    for (uint32_t i = 0; i < SLICES; i++) {
        double wanted = width;
        double sum = 0.0;
        while (wanted > 0.0 && bin < BINS) {
            const double part = fmin(wanted, left);
            sum += part > 0.0 ? part * histogram->sum[bin] / histogram->mass[bin] : 0.0;
            wanted -= part;
            left -= part;
            if (!(left > 0.0)) {
                bin++;
                left = bin < BINS ? histogram->mass[bin] : 0.0;
            }
        }
        points_out[i] = width > 0.0 ? sum / width : 0.0;
    }
}

/* Points of the sum of two independent hazards. */
static void convolve(struct histogram *scratch, const double *a, const double *b,
                     double *points_out)
{
    *scratch = (struct histogram){.mass = {0.0}};
    for (uint32_t i = 0; i < SLICES; i++) {
        for (uint32_t k = 0; k < SLICES; k++) {
            put(scratch, a[i] + b[k], 1.0);
        }
    }
    slice(scratch, points_out);
}

/* ---- one setting ---- */

struct summer {
    const struct di_model *model;
    const struct joint_table *table;
    struct resident_groups groups;
    struct histogram histogram;
    double *alike; /* [variant][age band][stay band] residents of the setting */
    double *scratch;
};

/* Residents alike, and how many of the setting are in groups of each size. */
static void count_residents(struct summer *summer, uint16_t setting,
                            const struct stay_density *density, double *in_size_out)
{
    for (uint32_t p = 0; p < summer->table->place_count; p++) {
        const struct stock_place *place = &summer->table->places[p];
        uint64_t seats = 0;
        double opens = 0.0;
        for (uint32_t i = 0; i < place->cell_count && place->setting == setting; i++) {
            const struct stock_cell *cell = &summer->table->cells[place->cell_first + i];
            const struct di_person person = {.region = place->region,
                                             .age_band = cell->age_band,
                                             .sex = cell->sex,
                                             .disability = cell->disability};
            const uint32_t variant =
                stay_density_variant(density, place->region, cell->disability, cell->sex);
            summer->alike[((size_t)variant * DI_AGE_BANDS_MAX + cell->age_band) *
                              density->stay_bands +
                          cell->stay_band] += cell->count;
            seats += cell->count;
            opens += cell->count * resident_groups_opening(&summer->groups, &person);
        }
        if (seats > 0) {
            resident_groups_expect(&summer->groups, opens / (double)seats, seats, in_size_out);
        }
    }
}

/* Hazards of the children of one variant, age band and stay band. */
static void put_alike(struct summer *summer, const struct stay_density *density,
                      struct stay_walk walk, double children)
{
    struct stay_walk sum = walk;
    double total = 0.0;
    while (stay_walk_next(&sum)) {
        total += sum.mass;
    }
    while (total > 0.0 && stay_walk_next(&walk)) {
        const double stay = (walk.from + walk.to) / 2.0;
        const double mass = children * walk.mass / total;
        const struct exit_past past = stay_density_past(
            density, walk.variant, walk.band, fmax(walk.age, stay), stay, summer->scratch);
        put(&summer->histogram, past.hazard, mass * (1.0 - past.legally_free));
        put(&summer->histogram, past.hazard + past.adoption, mass * past.legally_free);
    }
}

static void put_variant(struct summer *summer, const struct stay_density *density, uint32_t v)
{
    for (uint32_t b = 0; b < summer->model->age_band_count; b++) {
        for (uint32_t k = 0; k < density->stay_bands; k++) {
            const double children =
                summer->alike[((size_t)v * DI_AGE_BANDS_MAX + b) * density->stay_bands + k];
            if (children > 0.0) {
                put_alike(summer, density, stay_walk_start(density, v, b, k), children);
            }
        }
    }
}

/* Regions by rank: sums do not depend on the order of the file. */
static void one_child(struct summer *summer, const struct stay_density *density,
                      double *points_out)
{
    const uint32_t regions = density->exits.varies_by_region ? summer->model->region_count : 1;
    const uint32_t sexes = density->exits.varies_by_sex ? DI_SEXES : 1;
    summer->histogram = (struct histogram){.mass = {0.0}};
    for (uint32_t rank = 0; rank < regions; rank++) {
        const uint16_t region = di_model_region_of_rank(summer->model, rank);
        for (uint32_t i = 0; i < DI_DISABILITIES * sexes; i++) {
            put_variant(summer, density,
                        stay_density_variant(density, region, i / sexes, i % sexes));
        }
    }
    slice(&summer->histogram, points_out);
}

static void make_law(struct summer *summer, uint16_t setting,
                     const struct stay_density *density, struct sibling_hazard *law)
{
    double in_size[DI_GROUP_SIZE_MAX + 1] = {0.0};
    double one[SLICES];
    double others[SLICES];
    struct histogram all = {.mass = {0.0}};
    count_residents(summer, setting, density, in_size);
    double residents = 0.0;
    for (uint32_t size = 1; size <= DI_GROUP_SIZE_MAX; size++) {
        residents += in_size[size];
    }
    if (!(residents > in_size[1])) {
        return;
    }
    one_child(summer, density, one);
    for (uint32_t i = 0; i < SLICES; i++) {
        others[i] = one[i];
    }
    for (uint32_t size = 2; size <= DI_GROUP_SIZE_MAX; size++) {
        for (uint32_t i = 0; i < SLICES; i++) {
            put(&all, others[i], in_size[size]);
        }
        convolve(&summer->histogram, others, one, others);
    }
    slice(&all, &law->hazard[1]);
    law->share[0] = in_size[1] / residents;
    for (uint32_t i = 1; i < SIBLING_POINTS; i++) {
        law->share[i] = (1.0 - law->share[0]) / SLICES;
    }
}

static enum di_status make_room(struct summer *summer, struct stay_density *const *densities,
                                struct di_arena *arena)
{
    size_t alike = 1;
    size_t causes = 0;
    for (uint32_t s = 0; s < summer->model->setting_count; s++) {
        if (densities[s] != NULL) {
            const size_t cells = (size_t)densities[s]->variant_count * DI_AGE_BANDS_MAX *
                                 densities[s]->stay_bands;
            alike = cells > alike ? cells : alike;
            causes = densities[s]->exits.count > causes ? densities[s]->exits.count : causes;
        }
    }
    summer->alike = DI_ARENA_NEW(arena, alike, double);
    summer->scratch = DI_ARENA_NEW(arena, (causes + 1) * DI_AGE_BANDS_MAX, double);
    return summer->alike != NULL && summer->scratch != NULL ? DI_OK : DI_ERR_MEMORY;
}

enum di_status sibling_hazard_make(const struct di_model *model,
                                   const struct joint_table *table,
                                   struct stay_density *const *densities,
                                   struct di_arena *arena, struct sibling_hazard **laws_out)
{
    struct summer summer = {.model = model, .table = table};
    struct sibling_hazard *laws =
        DI_ARENA_NEW(arena, model->setting_count, struct sibling_hazard);
    if (laws == NULL || make_room(&summer, densities, arena) != DI_OK) {
        return DI_ERR_MEMORY;
    }
    resident_groups_init(&summer.groups, model);
    for (uint32_t s = 0; s < model->setting_count; s++) {
        laws[s].share[0] = 1.0;
        if (!summer.groups.has_siblings || densities[s] == NULL) {
            continue;
        }
        const size_t cells =
            (size_t)densities[s]->variant_count * DI_AGE_BANDS_MAX * densities[s]->stay_bands;
        for (size_t i = 0; i < cells; i++) {
            summer.alike[i] = 0.0;
        }
        make_law(&summer, (uint16_t)s, densities[s], &laws[s]);
    }
    *laws_out = laws;
    return DI_OK;
}

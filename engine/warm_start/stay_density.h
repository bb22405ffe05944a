/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ages and elapsed stays of residents at the start (MODEL 7.4), tabulated once per setting so
 * that drawing a resident costs two binary searches. */
#ifndef DI_STAY_DENSITY_H
#define DI_STAY_DENSITY_H

#include "entry_law.h"
#include "exit_law.h"

struct stay_step { /* residents of one narrow age range */
    double age_from_years;
    double age_to_years;
    uint32_t node_first; /* into `node_years` and the cumulative rows */
    uint32_t node_count;
};

struct stay_band {
    uint32_t step_count; /* 0: no resident can be of this age here */
    struct stay_step *steps;
    double *step_cumulative; /* [variant][stay band][step] mass */
};

/** One setting. Immutable after init. */
struct stay_density {
    const struct di_model *model;
    struct exit_law exits;
    uint32_t variant_count; /* regions x disabilities x sexes, where they matter */
    uint32_t stay_bands;    /* at least 1 */
    uint32_t node_count;
    double *node_years;
    double *cumulative; /* [variant][node], from 0 within each step */
    double *factors;    /* [variant][cause][DI_AGE_BANDS_MAX] */
    struct stay_band bands[DI_AGE_BANDS_MAX];
};

DI_MUST_CHECK enum di_status stay_density_init(struct stay_density *density,
                                               const struct entry_law *entries,
                                               uint16_t setting, struct di_arena *arena);

uint32_t stay_density_variant(const struct stay_density *density, uint16_t region,
                              uint32_t disability, uint32_t sex);

/** Mass of the residents expected of an age band and stay band; 0: they cannot exist. */
double stay_density_mass(const struct stay_density *density, uint32_t variant, uint32_t band,
                         uint32_t stay_band);

/** Pieces of constant density of the residents of one variant, age band and stay band. */
struct stay_walk {
    const struct stay_density *density;
    uint32_t variant;
    uint32_t band;
    double low; /* years: limits of the stay band */
    double high;
    uint32_t step; /* where the walk is */
    uint32_t node;
    double age;  /* of the piece: the middle age of its step */
    double from; /* years of stay */
    double to;
    double mass;
};

struct stay_walk stay_walk_start(const struct stay_density *density, uint32_t variant,
                                 uint32_t band, uint32_t stay_band);

/** Goes to the next piece, by age, then stay; false after the last. */
bool stay_walk_next(struct stay_walk *walk);

/** Age and elapsed stay at two uniforms; both are non-decreasing in theirs. */
void stay_density_draw(const struct stay_density *density, uint32_t variant, uint32_t band,
                       uint32_t stay_band, double u_age, double u_stay, double *age_years_out,
                       double *stay_years_out);

/** What a resident of an age and elapsed stay has lived through.
 *
 * @param scratch  [causes of the setting][DI_AGE_BANDS_MAX] */
struct exit_past stay_density_past(const struct stay_density *density, uint32_t variant,
                                   uint32_t band, double age_years, double stay_years,
                                   double *scratch);

#endif

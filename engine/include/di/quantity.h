/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A number of the scenario as the engine reads it: a step function of time, times multipliers
 * by group. Ramps of the scenario file arrive here as monthly steps (value at mid-month).
 */
#ifndef DI_QUANTITY_H
#define DI_QUANTITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum di_sex { DI_FEMALE, DI_MALE, DI_SEXES };
enum di_disability {
    DI_DISABILITY_NONE,
    DI_DISABILITY_MODERATE,
    DI_DISABILITY_SEVERE,
    DI_DISABILITIES
};

/** Age bands of a scenario, 18+ included. */
#define DI_AGE_BANDS_MAX 8

/** Whom a quantity is asked for. Indices are those of the model. */
struct di_person {
    uint16_t region; /* of residence, or of origin for entries */
    uint16_t reason;
    uint8_t age_band;
    uint8_t sex;
    uint8_t disability;
    uint8_t in_sibling_group; /* 1 if at least one sibling shares the group */
    double years_in_care;
};

/**
 * Step function of time: value[i] holds from day[i] (days since the scenario's start) until
 * day[i + 1]; day[0] is INT32_MIN. count >= 1. Borrowed from the model's arena.
 */
struct di_series {
    uint32_t count;
    const int32_t *day;
    const double *value;
};

/** Multipliers by group; a NULL member means 1 for everyone. */
struct di_quantity {
    struct di_series series;
    const double *by_age_band;      /* [age_band_count] */
    const double *by_disability;    /* [DI_DISABILITIES] */
    const double *by_sex;           /* [DI_SEXES] */
    const double *by_sibling;       /* [2]: alone, with siblings */
    const double *by_region;        /* [region_count] */
    const double *by_reason;        /* [reason_count] */
    uint32_t years_in_care_cuts;    /* 0: none */
    const double *years_in_care;    /* [cuts] ascending */
    const double *by_years_in_care; /* [cuts + 1] */
};

/** Value of the step function on `day`. Cost O(log count). */
double di_series_at(const struct di_series *series, int32_t day);

/** Index of the step that holds on `day`. */
uint32_t di_series_step(const struct di_series *series, int32_t day);

/** Product of the multipliers that apply to `person` (no time). */
double di_quantity_factor(const struct di_quantity *quantity, const struct di_person *person);

/** series(day) times the multipliers of `person`. */
double di_quantity_at(const struct di_quantity *quantity, int32_t day,
                      const struct di_person *person);

/** true: the same for everyone, so the person need not be known. */
static inline bool di_quantity_is_for_all(const struct di_quantity *quantity)
{
    return quantity->by_age_band == NULL && quantity->by_disability == NULL &&
           quantity->by_sex == NULL && quantity->by_sibling == NULL &&
           quantity->by_region == NULL && quantity->by_reason == NULL &&
           quantity->years_in_care_cuts == 0;
}

#endif

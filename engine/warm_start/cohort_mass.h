/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the children of one class are: by setting, minor or adult, quarter of birth and time
 * in the setting. Bins are quarters of birth, oldest first, or age bands without ageing. */
#ifndef DI_COHORT_MASS_H
#define DI_COHORT_MASS_H

#include "di/arena.h"

#include "cohort_class.h"
#include "cohort_exits.h"

struct cohort_stock {
    double *rows[2];   /* [bin][stays], minors and adults; NULL: nobody */
    uint32_t *used[2]; /* [bin] cells in use */
    double *used_up;   /* [cause][stays] baseline hazard of a step */
    struct cohort_exit_table exits[DI_AGE_BANDS_MAX];
    double stays_on; /* share at 18 */
};

struct cohort_class {
    const struct cohort_region *region;
    const struct cohort_grid *grid;
    const struct di_model *model;
    const struct cohort_person *person;
    struct di_arena arena;
    struct cohort_stock *stocks;    /* [setting] */
    double *arrivals;               /* [setting][2][bin] */
    struct cohort_exit_table blend; /* of a bin that lies across a band edge */
    uint32_t step;
    bool has_failed; /* memory */
};

/** Youngest age of a bin, negative before birth. */
double cohort_mass_bin_age(const struct cohort_class *class, uint32_t bin, double years);

double cohort_mass_middle_age(const struct cohort_class *class, uint32_t bin, double years);

/** Age band of an age. */
uint32_t cohort_mass_band(const struct cohort_class *class, double age_years);

double cohort_mass_share_past(const struct cohort_class *class, uint32_t bin, double years,
                              double age);

/** Cells of a bin, made on first use; NULL and has_failed on lack of memory. */
double *cohort_mass_row(struct cohort_class *class, uint16_t s, uint32_t adult, uint32_t bin);

void cohort_mass_add(struct cohort_class *class, uint16_t s, uint32_t adult, uint32_t bin,
                     uint32_t cell, double children);

/** Children of a bin; its row must exist. */
double cohort_mass_sum(const struct cohort_class *class, uint16_t s, uint32_t adult,
                       uint32_t bin);

/** Counts a flow of the step; moves nobody. */
void cohort_mass_record(struct cohort_class *class, uint16_t from, uint16_t to, uint32_t adult,
                        double children);

/** Children for a setting to receive when the step's arrivals settle. */
void cohort_mass_arrive(struct cohort_class *class, uint16_t s, uint32_t adult, uint32_t bin,
                        double children);

/** Places children who come into care, first or again: by the shares of first placements of
 * the class's stream, what is left with kin or by the ladder. Records the flows. */
void cohort_mass_arrive_from_home(struct cohort_class *class, uint16_t from, uint32_t adult,
                                  uint32_t bin, double children);

/** Sends children who left a setting on a pathway to where it leads. */
void cohort_mass_route(struct cohort_class *class, uint16_t s, const struct di_pathway *pathway,
                       uint32_t adult, uint32_t bin, double children);

#endif

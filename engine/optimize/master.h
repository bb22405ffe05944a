/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What regions share, when each is solved alone (MODEL 13.5, decomposition). A *measure* is a
 * number of one region's plan that a national rule or goal adds up: its spending in a year, its
 * closures, its residents, its share of each goal. A national row is a sum of measures, at most
 * its bound.
 */
#ifndef DI_MASTER_H
#define DI_MASTER_H

#include "di/fluid_program.h"

/* One measure: a row of every region's program, by family and indices. */
struct master_measure {
    enum di_fluid_row_family family;
    uint32_t t, a;
};

struct master_row {
    uint32_t measure;
    uint32_t only_region; /* UINT32_MAX: all count */
    double factor;        /* of every region's measure: 1, or -1 for "at least" */
    double worst;         /* factor of the worst wait, which is no region's measure */
    /* equity: the region's own share less the nation's; else NULL weights */
    bool is_equity;
    double nation_weight;
    double bound;
    double scale; /* the row is divided by it in the master */
};

struct master {
    const struct di_fluid_parameters *parameters; /* of the nation */
    uint32_t measure_count, row_count;
    struct master_measure *measures;
    struct master_row *rows;
    uint32_t goal_measure[DI_GOALS]; /* UINT32_MAX: not decomposed; of the wait all but it */
    uint32_t goal_row[DI_GOALS];     /* rows that fix earlier goals; HUGE_VAL bound: free */
    uint32_t step_measure, step_row; /* of a price: at most, and in the row after it at least */
};

enum di_status master_create(const struct di_fluid_parameters *parameters,
                             struct master **master_out, struct di_error *error);
void master_destroy(struct master *master);

/* Factor of a region's measure in a national row. */
double master_factor(const struct master *master, uint32_t row, uint32_t region,
                     uint32_t measure);

/* Factor of the worst wait in a national row. */
double master_worst(const struct master *master, uint32_t row);

/* From now on no region waits longer than the worst: rows that are free until then. */
void master_hold_waits(struct master *master);

/* One region takes a step of `amount`; UINT32_MAX: none does, and those rows are free. */
void master_take_step(struct master *master, uint32_t region, double amount);

/* The region's own problem: national limits out, rows of all measures in. */
struct di_fluid_parameters *master_region(const struct master *master, uint32_t region);

#endif

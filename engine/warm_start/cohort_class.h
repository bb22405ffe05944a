/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One class of children of the expected system: same region, disability, sex, legal freedom
 * and frailty. Classes never meet, so each is run alone and summed. */
#ifndef DI_COHORT_CLASS_H
#define DI_COHORT_CLASS_H

#include "di/cohort.h"

#include "frailty_mixture.h"

#define BIN_YEARS 0.25    /* children born within a quarter move together */
#define OLDEST_YEARS 30.0 /* at the start; older residents stay in the oldest bin */

/** Where the ladder may put children at one step. */
struct ladder_place {
    bool is_open;
    uint8_t ages;         /* bit per age band */
    uint8_t disabilities; /* bit per disability */
};

struct cohort_grid {
    const struct di_model *model;
    const uint16_t *settings; /* by rank: sums do not depend on the order of the file */
    double step_days;
    double step_years;
    uint32_t steps;
    uint32_t stays; /* cells of time in a setting */
    uint32_t bins;
    bool ageing;
    int32_t inputs_until;
    bool without_unexplained;
};

/** The day whose inputs act at a time in days. */
int32_t cohort_input_day(const struct cohort_grid *grid, double days);

/** Residents of the start who are alike. */
struct cohort_cell {
    uint16_t setting;
    uint32_t variant; /* of the setting's density of stays */
    uint8_t age_band, stay_band, disability, sex;
    double children;
};

/** Children of reasons with the same first placements: a class of their own, for who comes back
 * into care comes by the reason of the first time. */
struct cohort_stream {
    uint16_t reason;                     /* the first of them */
    double *children;                    /* [step][disability][ENTRY_AGES] who enter a year */
    double start_share[DI_DISABILITIES]; /* of those who are there, or at home, at the start */
};

/** Children who come straight into a setting (di/unexplained.h). */
struct cohort_inflow {
    uint16_t setting;
    uint32_t stream;
    double *children; /* [step][disability][ENTRY_AGES] a year */
};

/** What a run of one region, or of several whose rates agree, gathers over its classes. */
struct cohort_region {
    const struct cohort_grid *grid;
    const struct warm_tables *tables;
    uint16_t region;         /* whose rates hold: the first of the members */
    const uint16_t *members; /* [member_count] */
    uint32_t member_count;
    struct cohort_cell *cells; /* residents of the members */
    uint32_t cell_count;
    struct ladder_place *ladder;   /* [step][setting] */
    double *totals;                /* [step + 1][setting][2] */
    double *flows;                 /* [setting + 4][setting][2][step]: children, 18 and over */
    double *frailty_exits;         /* [setting] */
    struct cohort_stream *streams; /* one where reasons make no difference */
    uint32_t stream_count;
    struct cohort_inflow *inflows; /* of unexplained reasons, by rank */
    uint32_t inflow_count;
};

struct cohort_person {
    uint8_t disability;
    uint8_t sex;
    bool is_one_sex;  /* else both sexes together */
    double sex_share; /* of entrants; 1 for both */
    bool is_legally_free;
    bool is_one_freedom; /* else free and bound together */
    double z;            /* frailty */
    double weight;       /* share of all children of the disability and sex */
    const struct frailty_mixture *frailty;
    uint32_t node;   /* of frailty */
    uint32_t stream; /* of the region's */
};

/* Outside, of children who come where first placements say; beside DI_FROM_OUTSIDE_*. */
#define COHORT_NEW_BY_SHARE (DI_NONE - 3)
#define COHORT_RETURN_BY_SHARE (DI_NONE - 4)

/** Row of a flow's origin: settings, then the kinds of outside. `adult` is 1 for 18 and over.
 */
size_t cohort_flow_index(const struct cohort_region *region, uint16_t from, uint16_t to,
                         uint32_t adult, uint32_t step);

DI_MUST_CHECK enum di_status cohort_class_run(const struct cohort_region *region,
                                              const struct cohort_person *person);

/** Setting the ladder gives from `rung` on: 0 = emergency foster, 3 = institution. */
uint16_t cohort_ladder_target(const struct cohort_region *region, uint32_t step,
                              double age_years, uint32_t disability, uint32_t rung,
                              uint16_t except);

/** Has the setting any place for such children, who come there by share? */
bool cohort_is_open(const struct cohort_region *region, uint32_t step, uint16_t s,
                    double age_years, uint32_t disability);

/** Setting of kin for an age, or DI_NONE. */
uint16_t cohort_kin_target(const struct cohort_region *region, uint32_t step, double age_years,
                           uint32_t disability, uint16_t except);

#endif

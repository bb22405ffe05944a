/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The groups of people rows are split by, each a set of person cells (bit = cell). */
#ifndef DI_PEOPLE_H
#define DI_PEOPLE_H

#include "indicator_table.h"

enum people_split {
    PEOPLE_CHILDREN, /* all 0-17 */
    PEOPLE_ADULTS,   /* all 18 and over */
    PEOPLE_SINGLE,   /* one of age band, sex, disability */
    PEOPLE_CROSS     /* several at a time: full splits only */
};

struct people {
    enum people_split split;
    bool is_adults;
    const char *age_band, *sex, *disability;
    uint64_t cells;
    int band; /* of age; -1: all */
};

/* (bands + 1) x (sexes + 1) x (disabilities + 1) at most */
#define PEOPLE_MAX ((DI_AGE_BANDS_MAX + 1) * 3 * 4)

/* Writes the groups in the order of the files; returns how many. */
uint32_t people_list(const struct di_model *model, const struct di_result_dims *dims,
                     struct people people_out[PEOPLE_MAX]);

/* Of whom an indicator's rows of a group are: "0_17", "18_plus" or "all". */
const char *people_population(const struct indicator *indicator, const struct people *people);

/* Cells of the children 0-17 an indicator is restricted to; 0 if the scenario's age bands
 * cannot tell them apart. */
uint64_t people_restriction(const struct di_model *model, const struct di_result_dims *dims,
                            enum count_people people);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What the front page of a workbook says, in both languages at once: a file does not know its
 * reader's, and its bytes do not depend on the one the program spoke. So these words stand here
 * and not in a catalogue.
 */
#ifndef DI_FRONT_LINE_H
#define DI_FRONT_LINE_H

enum di_front_line {
    DI_FRONT_SCENARIO,
    DI_FRONT_NAME,
    DI_FRONT_FIRST_DAY,
    DI_FRONT_LAST_DAY,
    DI_FRONT_SYNTHETIC,
    /* of a run's results */
    DI_FRONT_METHOD,
    DI_FRONT_SEED,
    DI_FRONT_REPLICATIONS,
    DI_FRONT_RANGES,
    DI_FRONT_CHANCE,
    DI_FRONT_CHANCE_AND_INPUTS,
    DI_FRONT_WITHHELD,
    DI_FRONT_NUMBERS,
    DI_FRONT_DEFAULTS,
    DI_FRONT_ILLUSTRATIVE,
    DI_FRONT_UNSOURCED,
    DI_FRONT_SHEETS,
    DI_FRONT_PERIODS,
    /* of a plan */
    DI_FRONT_STATUS,
    DI_FRONT_WEIGHTED_YEARS,
    DI_FRONT_BOUND,
    DI_FRONT_PROMISED_YEARS,
    DI_FRONT_WEIGHT_UNDER_3,
    DI_FRONT_WEIGHT_DISABILITY,
    DI_FRONT_WEIGHT_OTHERS,
    DI_FRONT_WEIGHT_GROUP_HOME,
    DI_FRONT_WEIGHT_UNPLACED,
    DI_FRONT_LINES
};

struct di_front_words {
    const char *english, *russian;
};

/** Static texts. */
struct di_front_words di_front_line_words(enum di_front_line line);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A country ready to run, from the text of a scenario or from a model made in memory. Anything
 * that goes wrong fails the test with the message users would read. */
#ifndef COUNTRY_H
#define COUNTRY_H

#include "di/care.h"
#include "di/scenario.h"

#include "di_test.h"

struct country {
    struct di_scenario *scenario; /* NULL: the model was made in memory, and is owned */
    struct di_model *model;
    struct di_warm_start *start;
    struct di_care *care;
    struct di_result *result; /* of the last run */
    uint64_t seed;
};

/** From JSON text. */
void country_load(struct country *country, const char *text, uint64_t seed);
/** From a model, which it owns from now on. */
void country_take(struct country *country, struct di_model *model, uint64_t seed);
void country_destroy(struct country *country);

/** One replication into a fresh result; the one before is freed. */
const struct di_result *country_run(struct country *country, uint32_t replication,
                                    const struct di_care_options *options);

/** People marked in all quarters, of all ages. */
int64_t country_mark(const struct country *country, enum di_mark which);

/** Events counted, over all regions, from a quarter on. */
int64_t country_tally(const struct country *country, enum di_tally which,
                      uint32_t from_quarter);
/** Moves of people of all ages from `from` (DI_NONE: anywhere) to a setting (NULL: any). */
int64_t country_arrivals(const struct country *country, uint16_t from, const char *setting,
                         uint32_t from_quarter);
/** People of all ages at the end of a quarter. */
int32_t country_stock(const struct country *country, uint32_t quarter, const char *region,
                      const char *setting);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The failed units of a batch, as they are told. The database keeps reasons in English; those
 * of units that failed just now are known as messages, and are told in the user's language.
 */
#ifndef DI_BATCH_FAILURES_H
#define DI_BATCH_FAILURES_H

#include <jansson.h>

#include "batch_study.h"

/** So many are told to people; a database may hold millions. */
#define DI_BATCH_FAILURES_SHOWN 5

struct di_batch_failure {
    size_t scenario;
    uint32_t number; /* of the unit */
    char *reason;    /* in the user's language */
};

/** The first units that failed, in the order of units. All zero: none yet. */
struct di_batch_failures {
    size_t count;
    struct di_batch_failure items[DI_BATCH_FAILURES_SHOWN];
};

/** Note one if it is among the first; from one thread at a time. What memory has no room for is
 * told in English. */
void di_batch_failures_note(struct di_batch_failures *failures, const struct di_cli *cli,
                            size_t scenario, uint32_t number, const struct di_error *error);
void di_batch_failures_finish(struct di_batch_failures *failures);

/**
 * Tell what the database holds: all of it into `list`, with reasons in English, or the first
 * few on stderr.
 *
 * @param list  an array; NULL: people read it
 */
enum di_exit di_batch_failures_list(const struct di_cli *cli,
                                    const struct di_batch_failures *failures,
                                    const struct di_batch_study *batch,
                                    struct di_results_database *database, json_t *list);

#endif

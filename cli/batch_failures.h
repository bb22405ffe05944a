/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The failed units of a batch, as they are told: by the database, which keeps their messages.
 */
#ifndef DI_BATCH_FAILURES_H
#define DI_BATCH_FAILURES_H

#include <jansson.h>

#include "di/results_database.h"

#include "command.h"

/** So many are told to people; a database may hold millions. */
#define DI_BATCH_FAILURES_SHOWN 5

/**
 * Tell what the database holds: all of it into `list`, with reasons in English, or the first
 * few on stderr in the user's language.
 *
 * @param list  an array; NULL: people read it
 */
enum di_exit di_batch_failures_list(const struct di_cli *cli,
                                    struct di_results_database *database, json_t *list);

#endif

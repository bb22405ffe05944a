/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A study made ready for work: its file, its scenarios, what is drawn in each, and what the
 * database is to be of.
 */
#ifndef DI_BATCH_STUDY_H
#define DI_BATCH_STUDY_H

#include "di/results.h"
#include "di/results_database.h"
#include "di/scenario.h"
#include "di/study.h"
#include "di/warm_start.h"

#include "command.h"
#include "input_draws.h"
#include "warning_list.h"

struct di_batch_scenario {
    struct di_scenario *scenario;
    struct di_warm_start *start;
    struct di_input_draws draws; /* count 0: nothing is drawn */
    struct di_inputs_drawn inputs;
    struct di_warning_list warnings;
};

struct di_batch_study {
    struct di_study *study;
    struct di_batch_scenario *scenarios; /* [study->scenario_count] */
    struct di_study_scenario *named;     /* the same as the database knows them */
    struct di_study_identity identity;
};

/**
 * Read the study and everything it names; reports every problem. Nothing is simulated yet.
 *
 * @param part, part_count  1 of 1 for the whole
 * @param[out] out  free with di_batch_study_finish, also on failure
 */
enum di_exit di_batch_study_open(const struct di_cli *cli, const char *path, uint32_t part,
                                 uint32_t part_count, struct di_batch_study *out);
/** All that the results depend on, as one text: what two processes hold against each other.
 * Free with free(). @return NULL if memory ran out */
char *di_batch_study_text(const struct di_batch_study *batch);

void di_batch_study_finish(struct di_batch_study *batch);

#endif

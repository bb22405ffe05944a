/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What a results database keeps of a unit, as bytes: made in the process that simulated it,
 * which need not be the one that has the database.
 */
#ifndef DI_UNIT_RECORD_H
#define DI_UNIT_RECORD_H

#include <stdbool.h>
#include <stddef.h>

#include "di/error.h"
#include "di/result.h"

struct di_unit_record {
    bool has_failed;
    unsigned char *bytes; /* the counts; of a failure its code, sentence and message */
    size_t size;
};

/** @param model  the replication's own
 *  @param[out] out  free with di_unit_record_finish */
DI_MUST_CHECK enum di_status di_unit_record_of_result(const struct di_model *model,
                                                      const struct di_result *result,
                                                      struct di_unit_record *out,
                                                      struct di_error *error);
DI_MUST_CHECK enum di_status di_unit_record_of_failure(const struct di_error *failure,
                                                       struct di_unit_record *out,
                                                       struct di_error *error);
void di_unit_record_finish(struct di_unit_record *record);

/** The texts of a failure, in `record`: its status code, the sentence in English, the message
 * as text ("" if it could not be made). */
struct di_unit_failure {
    const char *code, *sentence, *message;
};

/** @return false if the bytes are those of no failure */
bool di_unit_record_failure(const struct di_unit_record *record, struct di_unit_failure *out);

#endif

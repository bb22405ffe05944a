/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Databases of the parts of one study, joined into one of the whole. */
#ifndef DI_RESULTS_MERGE_H
#define DI_RESULTS_MERGE_H

#include "di/results_database.h"

/** Units of one scenario that no part has the counts of; at least one of the two. */
struct di_study_gap {
    const char *scenario;       /* id */
    uint64_t missing, failed;   /* not tried; tried, and failed */
    uint32_t draw, replication; /* of the first of them */
};

/** What is asked of whoever merges, and told once all is joined. */
struct di_merge_report {
    bool (*is_cancelled)(void *context); /* asked all the time; NULL: never */
    /** A scenario that is not complete, in the order of the study; its text lives until this
     * returns. */
    void (*gap)(void *context, const struct di_study_gap *gap);
    /** A part that was not named, where all that were are parts of equally many. */
    void (*absent)(void *context, uint32_t part, uint32_t part_count);
    void *context;
};

struct di_merge_counts {
    uint64_t units, kept, failed; /* of the whole study */
};

/**
 * Join `parts` into a new database at `path`, of part 1/1, which `batch` can go on with.
 *
 * @return DI_OK, also if units are missing; DI_ERR_EXISTS if there is something at `path`, or a
 *         part is no database of ours; DI_ERR_INCONSISTENT if parts are of different studies,
 *         or have a unit in common; DI_ERR_FILE, DI_ERR_SYNTAX as of
 *         di_results_database_open; DI_ERR_INTERRUPTED. On failure nothing is left at `path`.
 */
DI_MUST_CHECK enum di_status di_results_merge(const char *path, const char *const *parts,
                                              size_t part_count,
                                              const struct di_merge_report *report,
                                              struct di_merge_counts *counts_out,
                                              struct di_error *error);

#endif

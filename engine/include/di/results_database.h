/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The database of a study: one file that keeps the counts of every replication as it is done,
 * so that a study which is stopped at any moment goes on where it was (docs/STUDY_FORMAT.md has
 * the tables).
 *
 * A unit is one replication of one scenario, under one draw of its inputs where the study has
 * draws. Each is one transaction, on the disk before the next begins. A database belongs to one
 * study, one version of the program and one part of the study, and is of one process at a time.
 */
#ifndef DI_RESULTS_DATABASE_H
#define DI_RESULTS_DATABASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "di/error.h"
#include "di/unit_record.h"

/** A study may be cut into so many parts. */
#define DI_STUDY_PARTS_MAX 1000000

struct di_study_scenario {
    const char *id;
    const char *sha256;   /* of `resolved` */
    const char *resolved; /* canonical JSON */
};

/** What a database is the database of. All pointers are borrowed. */
struct di_study_identity {
    const char *id;
    const char *program_version;
    uint64_t seed;
    uint32_t replications;     /* of each draw */
    uint32_t draws;            /* 0: each replication is a draw of its own, or none */
    bool full_splits;          /* tables crossed by all properties of children */
    bool is_fixed;             /* uncertain inputs keep their values */
    uint32_t part, part_count; /* units that this database has: unit % part_count == part - 1 */
    size_t scenario_count;
    const struct di_study_scenario *scenarios; /* the base of comparisons first */
};

/** Units of each scenario: number = draw * replications + replication. */
uint32_t di_study_units(const struct di_study_identity *identity);

/** Is a unit of this part's matter? */
bool di_study_has(const struct di_study_identity *identity, size_t scenario, uint32_t number);

struct di_results_database;

/**
 * Open the database at `path`, or make it. A file that a killed program left is repaired.
 *
 * @param identity  borrowed until close
 * @param[out] out  close with di_results_database_close
 * @return DI_OK; DI_ERR_INCONSISTENT if it is of another study, part or version of the program;
 *         DI_ERR_UNSUPPORTED if its tables are of another version; DI_ERR_EXISTS if the file is
 *         something else; DI_ERR_SYNTAX if it is damaged; DI_ERR_FILE if another process has
 *         it, or it cannot be reached
 */
DI_MUST_CHECK enum di_status di_results_database_open(const char *path,
                                                      const struct di_study_identity *identity,
                                                      struct di_results_database **out,
                                                      struct di_error *error);

/** Close; NULL is fine. What was kept stays kept, whether this works or not. */
void di_results_database_close(struct di_results_database *database);

/** Marks the units of a scenario whose counts are kept: `kept_out` [di_study_units]. */
DI_MUST_CHECK enum di_status di_results_database_kept(struct di_results_database *database,
                                                      size_t scenario, bool *kept_out,
                                                      struct di_error *error);

/**
 * Keep what came of a unit, in one transaction; one that failed before may be done now. From
 * any thread.
 *
 * @return DI_OK once it is on the disk; DI_ERR_FILE if there is no room for it
 */
DI_MUST_CHECK enum di_status di_results_database_keep(struct di_results_database *database,
                                                      size_t scenario, uint32_t number,
                                                      const struct di_unit_record *record,
                                                      struct di_error *error);

/**
 * Between begin and commit all that is kept is one transaction: who writes for many processes
 * need not wait for the disk at each unit. From one thread.
 *
 * @return DI_OK from commit once all of it is on the disk; else none of it is
 */
DI_MUST_CHECK enum di_status di_results_database_begin(struct di_results_database *database,
                                                       struct di_error *error);
DI_MUST_CHECK enum di_status di_results_database_commit(struct di_results_database *database,
                                                        struct di_error *error);
/** Forget what was kept since begin. */
void di_results_database_forget(struct di_results_database *database);

/**
 * The counts of a unit.
 *
 * @param model  of the scenario as it stands
 * @param[out] result_out  free with di_result_destroy
 */
DI_MUST_CHECK enum di_status di_results_database_get(struct di_results_database *database,
                                                     size_t scenario, uint32_t number,
                                                     const struct di_model *model,
                                                     struct di_result **result_out,
                                                     struct di_error *error);

struct di_study_failure {
    const char *scenario; /* id */
    uint32_t draw, replication;
    const char *code, *reason;        /* status and sentence in English */
    const struct di_message *message; /* the same for any language; NULL: it was not kept */
};

typedef void di_study_failure_visit(void *context, const struct di_study_failure *failure);

/** Calls `visit` for every unit that failed, in order; texts live until it returns. */
DI_MUST_CHECK enum di_status di_results_database_failures(struct di_results_database *database,
                                                          di_study_failure_visit *visit,
                                                          void *context,
                                                          struct di_error *error);

#endif

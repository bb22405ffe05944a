/* SPDX-License-Identifier: GPL-3.0-or-later */
/** A study file, read: which scenarios `homeward batch` works through, and how often. See
 * docs/STUDY_FORMAT.md. */
#ifndef DI_STUDY_H
#define DI_STUDY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "di/arena.h"
#include "di/diagnostic.h"
#include "di/error.h"

#define DI_STUDY_SCENARIOS_MAX 100
#define DI_STUDY_DRAWS_MAX 10000
#define DI_STUDY_SEED_MAX 9e15 /* whole numbers of JSON are exact up to here */

struct di_study {
    struct di_arena arena; /* owns everything below */
    const char *id;
    size_t scenario_count;  /* 1 to DI_STUDY_SCENARIOS_MAX */
    const char **scenarios; /* paths as the study's own folder makes them; the base first */
    uint32_t replications;  /* of every scenario; with draws, of every draw */
    uint32_t draws;         /* of all uncertain inputs together; 0: see is_fixed */
    uint64_t seed;
    bool full_splits;
    bool is_fixed; /* without draws: uncertain inputs keep their values, and are not drawn anew
                      in every replication */
};

/**
 * Read and check a study. Its scenarios are looked for and not read.
 *
 * @param diagnostics  every problem with its place; initialised by the caller
 * @param[out] out  free with di_study_destroy; untouched on failure
 * @return DI_OK; DI_ERR_FILE if `path` cannot be read; else the status of the first error,
 *         which also fills `error`
 */
DI_MUST_CHECK enum di_status di_study_load(const char *path, struct di_diagnostics *diagnostics,
                                           struct di_study **out, struct di_error *error);

/** The same from memory, as if it stood in a file of the current folder. */
DI_MUST_CHECK enum di_status di_study_load_text(const char *text, size_t size,
                                                const char *shown_name,
                                                struct di_diagnostics *diagnostics,
                                                struct di_study **out, struct di_error *error);

void di_study_destroy(struct di_study *study); /* NULL is fine */

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A scenario file, read: the model the engine simulates, the resolved text it came from, and
 * the files that took part. See docs/SCENARIO_FORMAT.md.
 */
#ifndef DI_SCENARIO_H
#define DI_SCENARIO_H

#include <stdbool.h>
#include <stddef.h>

#include "di/diagnostic.h"
#include "di/error.h"
#include "di/model.h"
#include "di/warm_start.h"

#define DI_SCENARIO_EXTENDS_MAX 8 /* files a scenario may build on, one after the other */

/** One `--set path=value`: a dotted path or JSON pointer into the resolved scenario. */
struct di_set_override {
    const char *path;
    const char *value; /* a JSON number, true, false, or text as it stands */
};

struct di_scenario_file {
    const char *path; /* as given, or as reached through `extends` */
    char sha256[65];  /* lower-case hexadecimal, of the bytes */
};

struct di_scenario {
    struct di_model *model;
    char *resolved;  /* canonical JSON of the merged scenario: keys sorted, C numbers */
    char sha256[65]; /* of `resolved` */
    size_t file_count;
    struct di_scenario_file *files; /* the scenario itself first, then what it extends */
    struct di_scenario_tree *tree;  /* where each value came from; see di_scenario_each_value */
};

/**
 * Read, merge, check and bind one scenario.
 *
 * All problems of the file go to `diagnostics` (which the caller initialises), warnings too.
 *
 * @param sets  may be NULL when set_count is 0
 * @param[out] out  owned by the caller, free with di_scenario_destroy; untouched on failure
 * @return DI_OK; DI_ERR_FILE if `path` cannot be read; else the status of the first error,
 *         which also fills `error`
 *
 * Cost: below a second whatever the file holds. Thread-safe.
 */
DI_MUST_CHECK enum di_status di_scenario_load(const char *path,
                                              const struct di_set_override *sets,
                                              size_t set_count,
                                              struct di_diagnostics *diagnostics,
                                              struct di_scenario **out, struct di_error *error);

/**
 * The same with a JSON merge patch (RFC 7396) laid over the file: what an editor does. The
 * patch is held to the same rules as a file that extends `path`.
 *
 * @param patch       one JSON object, `size` bytes; borrowed for the call
 * @param shown_name  stands for the file's name in reports about the patch
 */
DI_MUST_CHECK enum di_status di_scenario_load_patched(const char *path, const char *patch,
                                                      size_t size, const char *shown_name,
                                                      struct di_diagnostics *diagnostics,
                                                      struct di_scenario **out,
                                                      struct di_error *error);

/** A path that means the standard input: read once, to its end; `extends` counts from the
 * current folder. */
#define DI_SCENARIO_STDIN "-"

/** What the standard input is called in reports and in the list of files. */
#define DI_SCENARIO_STDIN_NAME "standard input"

/**
 * Read and merge alone: what a scenario that is still to be completed says so far.
 *
 * @param[out] merged_out  JSON, keys in the order of the files, not checked; free with free()
 * @return as di_scenario_load, for what keeps files from being read and merged
 */
DI_MUST_CHECK enum di_status di_scenario_merge(const char *path,
                                               struct di_diagnostics *diagnostics,
                                               char **merged_out, struct di_error *error);

/** The same from `resolved` of a scenario, which extends nothing. */
DI_MUST_CHECK enum di_status
di_scenario_load_resolved(const char *resolved, const struct di_set_override *sets,
                          size_t set_count, struct di_diagnostics *diagnostics,
                          struct di_scenario **out, struct di_error *error);

/** The same from memory; `extends` is refused, for there is no folder to look in. */
DI_MUST_CHECK enum di_status di_scenario_load_text(const char *text, size_t size,
                                                   const char *shown_name,
                                                   struct di_diagnostics *diagnostics,
                                                   struct di_scenario **out,
                                                   struct di_error *error);

void di_scenario_destroy(struct di_scenario *scenario); /* NULL is fine */

/**
 * Who is there on its first day: di_warm_start_prepare, whose reports get the file and line of
 * what they are about.
 *
 * @return as di_warm_start_prepare; where counts contradict each other `error` is the first
 *         such report
 */
DI_MUST_CHECK enum di_status di_scenario_start(const struct di_scenario *scenario,
                                               struct di_diagnostics *diagnostics,
                                               struct di_warm_start **start_out,
                                               struct di_error *error);

/** Is this text fit to be an id: 1 to 64 of a-z, 0-9 and _? */
bool di_scenario_is_id(const char *text);

/** Does format 1 keep this id for itself: "home", "all", "note"...? A thing that an import
 * names needs another one. */
bool di_scenario_is_reserved(const char *id);

/**
 * The resolved scenario as a file of its own, with another id: what `homeward new` writes.
 * Order as in the files. Its name gets the suffix, " (2)", in every language; without one
 * (NULL) it goes by its id.
 *
 * @param schema  its `$schema`, which comes first; NULL: none, for the copied one would point
 *                from the wrong folder. An address of the network is right from anywhere: it
 *                stays
 * @return free with free(); NULL if memory ran out
 */
char *di_scenario_copy_text(const struct di_scenario *scenario, const char *id,
                            const char *name_suffix, const char *schema);

/** One value of the resolved scenario that is not an object or list. */
struct di_scenario_value {
    const char *pointer;
    const char *text;       /* as JSON */
    const char *file;       /* that the value stands in; "--set" for the command line */
    uint32_t line;          /* 0 for the command line */
    const char *changed_by; /* file of {"multiply"} or {"add"}; "" if none */
};

/** Calls `visit` for every value, keys in byte order. @return DI_OK or DI_ERR_MEMORY */
DI_MUST_CHECK enum di_status
di_scenario_each_value(const struct di_scenario *scenario,
                       void (*visit)(void *context, const struct di_scenario_value *value),
                       void *context);

#endif

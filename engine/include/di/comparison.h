/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Two runs with the same seeds, compared replication by replication, and the inputs in which
 * their scenarios differ.
 */
#ifndef DI_COMPARISON_H
#define DI_COMPARISON_H

#include "di/results.h"

struct di_comparison_row {
    const struct di_results_row *base, *changed;
    struct di_paired paired; /* changed - base */
};

struct di_comparison {
    const struct di_results *base, *changed;
    size_t row_count;
    struct di_comparison_row *rows; /* the rows both have, in the order of indicators.csv */
};

/**
 * Do the two share luck, draws of inputs, number of replications, first day and method?
 *
 * @return DI_OK; DI_ERR_INCONSISTENT with a sentence
 */
DI_MUST_CHECK enum di_status di_comparison_check(const struct di_results *base,
                                                 const struct di_results *changed,
                                                 struct di_error *error);

/**
 * Pair the default rows of two results.
 *
 * @param base, changed  borrowed until destroy
 * @param[out] out  free with di_comparison_finish
 * @return DI_OK; DI_ERR_INCONSISTENT with a sentence if it is not possible
 */
DI_MUST_CHECK enum di_status di_comparison_init(const struct di_results *base,
                                                const struct di_results *changed,
                                                struct di_comparison *out,
                                                struct di_error *error);
void di_comparison_finish(struct di_comparison *comparison);

/**
 * One value that differs, as people read it: texts without quotes, steps as a sentence, the
 * rest as JSON; "" where a scenario has no such value. Borrowed for the call.
 *
 * An input is a number with its steps, multipliers and distribution: several of these may
 * differ, one after the other, in the same input. How many inputs differ is said everywhere by
 * `is_first`.
 */
struct di_input_difference {
    const char *input;   /* JSON pointer of the input: "/settings/home/capacity" */
    const char *pointer; /* of the value: the same, or a member such as ".../steps" */
    const char *base, *changed;
    bool is_first; /* of its input */
};
typedef void (*di_input_visit)(void *context, const struct di_input_difference *difference);

/**
 * Calls `visit` for every value that differs, in byte order of keys. Names, notes and sources
 * are no inputs; 0.1 and {"value": 0.10} are the same input.
 *
 * @param base, changed  resolved scenarios as JSON
 * @return DI_OK; DI_ERR_SYNTAX if a text is not a JSON object; DI_ERR_MEMORY
 */
DI_MUST_CHECK enum di_status di_inputs_compare(const char *base, const char *changed,
                                               di_input_visit visit, void *context,
                                               struct di_error *error);

/** DI_ERR_EXISTS if the folder holds a comparison.csv or inputs.csv that is not an earlier one.
 */
DI_MUST_CHECK enum di_status di_comparison_check_folder(const char *folder, bool force,
                                                        struct di_error *error);

/** Take an earlier comparison.csv and inputs.csv away; what another program wrote stays. */
void di_comparison_remove(const char *folder);

/** comparison.csv and inputs.csv as they are written, one scenario after the other, so that no
 * more than two results need to be in memory. */
struct di_comparison_files;

/** Begin both in `folder`, under temporary names; destroy afterwards. */
DI_MUST_CHECK enum di_status di_comparison_files_open(const char *folder,
                                                      struct di_comparison_files **out,
                                                      struct di_error *error);
/** Add a scenario; all are against one base. */
DI_MUST_CHECK enum di_status di_comparison_files_add(struct di_comparison_files *files,
                                                     const struct di_comparison *comparison,
                                                     struct di_error *error);
/** Give them their names. */
DI_MUST_CHECK enum di_status di_comparison_files_close(struct di_comparison_files *files,
                                                       struct di_error *error);
/** NULL is fine; what was not closed leaves nothing. */
void di_comparison_files_destroy(struct di_comparison_files *files);

/** All of it at once. */
DI_MUST_CHECK enum di_status di_comparison_write(const struct di_comparison *comparisons,
                                                 size_t count, const char *folder,
                                                 struct di_error *error);

#endif

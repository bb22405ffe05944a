/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Every default row of a scenario over draws of its uncertain inputs (MODEL 11): the spread of
 * the draws' means, and what of it is chance. Draws are added one after the other, so that the
 * counts of one draw are in memory at a time.
 */
#ifndef DI_DRAW_TABLE_H
#define DI_DRAW_TABLE_H

#include "di/results.h"

struct di_draw_table;

DI_MUST_CHECK enum di_status di_draw_table_create(uint32_t draws, uint32_t replications,
                                                  struct di_draw_table **out);
void di_draw_table_destroy(struct di_draw_table *table); /* NULL is fine */

/**
 * Add the next draw. The first one's rows are the table's.
 *
 * @param results  of this draw's replications; owned by the table afterwards, also on failure
 * @return DI_OK; DI_ERR_INTERNAL if its rows are not those of the first; DI_ERR_MEMORY
 */
DI_MUST_CHECK enum di_status di_draw_table_add(struct di_draw_table *table,
                                               struct di_results *results,
                                               struct di_error *error);

/** One input with its drawn values. */
struct di_drawn_input {
    const char *pointer;
    const double *values; /* of draw d at values[d * stride] */
    size_t stride;
};

/** DI_ERR_EXISTS if the folder holds a spread.csv or draws.csv that is not an earlier one, or
 * tables of replications, which would stay beside them whether forced or not. */
DI_MUST_CHECK enum di_status di_draw_table_check_folder(const char *folder, bool force,
                                                        struct di_error *error);

/** The other way round: DI_ERR_EXISTS if the folder holds tables of draws. */
DI_MUST_CHECK enum di_status di_draw_table_check_none(const char *folder,
                                                      struct di_error *error);

/** Write spread.csv and draws.csv into `folder`. */
DI_MUST_CHECK enum di_status di_draw_table_write(const struct di_draw_table *table,
                                                 const struct di_drawn_input *inputs,
                                                 size_t input_count, const char *folder,
                                                 struct di_error *error);

/** DI_ERR_EXISTS if the folder holds a spread_comparison.csv that is not an earlier one. */
DI_MUST_CHECK enum di_status di_draw_comparison_check_folder(const char *folder, bool force,
                                                             struct di_error *error);

/** Take an earlier spread_comparison.csv away; what another program wrote stays. */
void di_draw_comparison_remove(const char *folder);

/** spread_comparison.csv as it is written: scenarios against a base, draw by draw, one scenario
 * after the other. */
struct di_draw_comparison;

/** Begin it in `folder`, under a temporary name; destroy afterwards. */
DI_MUST_CHECK enum di_status di_draw_comparison_open(const char *folder, uint32_t draws,
                                                     struct di_draw_comparison **out,
                                                     struct di_error *error);
/** @param base, changed  of the same draws and seed; the base is always the same */
DI_MUST_CHECK enum di_status di_draw_comparison_add(struct di_draw_comparison *comparison,
                                                    const struct di_draw_table *base,
                                                    const struct di_draw_table *changed,
                                                    struct di_error *error);
/** Give it its name. */
DI_MUST_CHECK enum di_status di_draw_comparison_close(struct di_draw_comparison *comparison,
                                                      struct di_error *error);
/** NULL is fine; what was not closed leaves nothing. */
void di_draw_comparison_destroy(struct di_draw_comparison *comparison);

#endif

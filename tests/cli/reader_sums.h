/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers that tables show or withhold, what is known to add up, and what a reader can work out
 * of those withheld. */
#ifndef READER_SUMS_H
#define READER_SUMS_H

#include <stdbool.h>
#include <stddef.h>

#include "name_index.h"

struct reader_cell {
    double truth; /* NaN: in no table */
    bool is_shown;
};

struct reader_term {
    size_t cell;
    int sign;
};

struct reader_sums {
    struct name_index names; /* of the cells */
    struct reader_cell *cells;
    size_t room;
    struct reader_term *terms;
    size_t term_count, term_room;
    size_t *first; /* [relations + 1] into terms */
    size_t relation_count, relation_room;
    double below; /* counts above zero and below it are secret */
};

/** The cell of a name, new or known; the array of cells may move. */
size_t reader_sums_cell(struct reader_sums *sums, const char *name);

/** A term of the sum in the making; nothing, if the cell is in no table. */
void reader_sums_add(struct reader_sums *sums, const char *name, int sign);

/** Ends a sum that should be zero, kept only if it is: what may add up is listed by columns. */
void reader_sums_end(struct reader_sums *sums);

bool reader_sums_is_secret(const struct reader_sums *sums, size_t cell);

/** How many secrets follow from what is shown; prints them. */
size_t reader_sums_count_told(const struct reader_sums *sums);

/** Fails the test if one sum shows a secret to be below the limit. */
void reader_sums_assert_unbounded(const struct reader_sums *sums);

void reader_sums_finish(struct reader_sums *sums);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Cells of a sheet that are merged over several rows: the first one has the text, which holds
 * for those below it. Only ranges that begin in wanted columns are kept, and of each such
 * column the text of the one range that the row being read lies in.
 */
#ifndef DI_MERGED_CELLS_H
#define DI_MERGED_CELLS_H

#include "office/cell_store.h"

#define DI_MERGED_CELLS_MAX 200000

struct di_merged_range {
    uint32_t first_row, last_row;
    size_t place; /* of the store */
};

/* What holds at a place of the store. */
struct di_merged_text {
    char *text; /* NULL: nothing */
    enum di_office_cell_kind kind;
    uint32_t last_row;
};

struct di_merged_cells {
    struct di_merged_range *ranges; /* by their first row, once they are sorted */
    size_t count, room;
    size_t next;                    /* the first one that no row has reached */
    struct di_merged_text *holding; /* [place_count] */
    size_t place_count;
    bool ran_out;
};

void di_merged_cells_add(struct di_merged_cells *merged, uint32_t first_row, uint32_t last_row,
                         size_t place);

/** Before the rows are read: all ranges are there, with places below `place_count`. */
void di_merged_cells_begin(struct di_merged_cells *merged, size_t place_count);

/** Fill what goes on in this row, and keep what begins in it; a row that has nothing of its own
 * stays empty. */
void di_merged_cells_fill(struct di_merged_cells *merged, uint32_t row,
                          struct di_cell_store *cells);

/** Wipes; none is left. */
void di_merged_cells_finish(struct di_merged_cells *merged);

#endif

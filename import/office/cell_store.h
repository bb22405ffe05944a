/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The wanted cells of one row, in memory that is wiped before the next. */
#ifndef DI_CELL_STORE_H
#define DI_CELL_STORE_H

#include <stdbool.h>

#include "di/office_table.h"

struct di_cell_store {
    struct {
        size_t offset; /* of its text; 0: the empty one */
        enum di_office_cell_kind kind;
    } * cells;
    size_t count;
    char *text;
    size_t used, room;
    bool ran_out;
};

/** All cells empty. false: memory ran out. */
bool di_cell_store_open(struct di_cell_store *store, size_t count);
void di_cell_store_close(struct di_cell_store *store); /* fine on a zeroed one */
void di_cell_store_clear(struct di_cell_store *store);

/** Set one: spaces of any kind at both ends are dropped, bytes that are no UTF-8 become U+FFFD.
 */
void di_cell_store_set(struct di_cell_store *store, size_t index, enum di_office_cell_kind kind,
                       const char *text, size_t length);

struct di_office_cell di_cell_store_cell(const struct di_cell_store *store, size_t index);

#endif

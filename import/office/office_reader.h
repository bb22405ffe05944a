/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What the two kinds of files have in common for the table: rows of cells. A reader gives the
 * cells of wanted columns of one row after the other, and says what is wrong in a sentence.
 */
#ifndef DI_OFFICE_READER_H
#define DI_OFFICE_READER_H

#include "di/office_table.h"

#include "cell_store.h"
#include "office_bytes.h"

enum di_office_step {
    DI_STEP_ROW,
    DI_STEP_END,
    DI_STEP_FAILED /* a problem of the whole file: reported */
};

struct di_office_reader;

/* What is wanted of the rows that follow. */
struct di_office_wish {
    bool takes_all;      /* the heading: every cell */
    uint32_t after_line; /* rows up to this one are passed over */
    size_t columns;      /* that the table has; behind them nothing may stand in a text */
    const size_t *place; /* [columns]: where the column's cell goes; SIZE_MAX: nowhere */
    struct di_cell_store *cells; /* filled for each row */
};

struct di_office_reading {
    struct di_office_table *table; /* for reports */
    struct di_office_bytes *source;
    const struct di_office_form *form;
};

/* Both have these. */
struct di_office_reader_kind {
    /* NULL if it failed: reported, or `*ran_out`. */
    struct di_office_reader *(*open)(const struct di_office_reading *reading);
    /* Begin again: rows will be read as `wish` says, which must outlive the reading. */
    bool (*restart)(struct di_office_reader *reader, const struct di_office_wish *wish);
    enum di_office_step (*next)(struct di_office_reader *reader, uint32_t *line);
    void (*close)(struct di_office_reader *reader);
    enum di_text_encoding (*encoding)(const struct di_office_reader *reader);
};

extern const struct di_office_reader_kind di_office_text_reader, di_office_sheet_reader;

#endif

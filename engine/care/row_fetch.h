/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of events to come, fetched before their turn. */
#ifndef DI_CARE_ROW_FETCH_H
#define DI_CARE_ROW_FETCH_H

#include <stdint.h>

/* Children whose rows have been fetched for a cell of the calendar. */
enum { ROW_LIST_ROOM = 64, ROW_LISTS = 4 };

struct row_list {
    uint32_t count;
    uint32_t slot[ROW_LIST_ROOM];
};

struct row_notes {
    struct row_list children; /* events of their own */
    struct row_list cases;    /* whose casework ends */
};

struct di_care;

/** A cell of the calendar has opened: fetches rows of the events to come. */
void row_fetch_cells(struct di_care *care);

#endif

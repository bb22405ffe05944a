/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results.xlsx out of finished CSV files; built only where libxlsxwriter is found
 * (HOMEWARD_XLSX). */
#ifndef DI_WORKBOOK_H
#define DI_WORKBOOK_H

#include <stddef.h>
#include <stdio.h>

#include "di/front_line.h"
#include "di/results.h"

struct workbook_table {
    const char *name;     /* of the sheet */
    const char *path;     /* of a complete CSV file of ours */
    const char *text;     /* or, where not NULL, its text */
    FILE *stream;         /* or, where not NULL, a stream to read it from, once, and close */
    bool has_all_periods; /* not calendar years alone */
};

/* The front page: lines in both languages, as files do not know the reader's. */
struct workbook_page;
void workbook_say(struct workbook_page *page, enum di_front_line line, const char *text);
void workbook_say_number(struct workbook_page *page, enum di_front_line line, double number);

struct workbook_front {
    void (*write)(struct workbook_page *page, const void *context);
    const void *context;
    const char *title;
    int32_t start_civil_day; /* stands for the date of creation */
};

/* Any workbook of a front page and tables. */
enum di_status workbook_make(const struct workbook_front *front,
                             const struct workbook_table *tables, size_t count,
                             const char *path, struct di_error *error);

/* results.xlsx */
enum di_status workbook_write(const struct di_results *results,
                              const struct workbook_table *tables, size_t count,
                              const char *path, struct di_error *error);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * plan.xlsx: a front page in both languages and tables of a plan as sheets, cell for cell what
 * their CSV text says. Written by the module that writes results.xlsx.
 */
#ifndef DI_PLAN_WORKBOOK_H
#define DI_PLAN_WORKBOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "di/error.h"
#include "di/front_line.h"

/** One line of the front page: a number, or a text where there is one. */
struct di_plan_fact {
    enum di_front_line line;
    const char *text; /* NULL: the number */
    double number;
};

/** One sheet from CSV text of ours. */
struct di_plan_sheet {
    const char *name; /* of the sheet, at most 31 bytes */
    const char *csv;
};

struct di_plan_workbook {
    const char *title;
    int32_t start_civil_day; /* stands for the date of creation: equal plans, equal bytes */
    const struct di_plan_fact *facts;
    size_t fact_count;
    const struct di_plan_sheet *sheets;
    size_t sheet_count;
};

/** Can this program write workbooks (was it built with libxlsxwriter)? */
bool di_plan_workbook_is_possible(void);

/** @return DI_OK, DI_ERR_FILE, DI_ERR_MEMORY; DI_ERR_UNSUPPORTED where it is not possible */
DI_MUST_CHECK enum di_status di_plan_workbook_write(const struct di_plan_workbook *workbook,
                                                    const char *path, struct di_error *error);

#endif

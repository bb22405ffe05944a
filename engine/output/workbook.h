/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results.xlsx out of finished CSV files; built only where libxlsxwriter is found
 * (HOMEWARD_XLSX). */
#ifndef DI_WORKBOOK_H
#define DI_WORKBOOK_H

#include <stddef.h>

#include "di/results.h"

struct workbook_table {
    const char *name; /* of the sheet */
    const char *path; /* of a complete CSV file of ours */
};

enum di_status workbook_write(const struct di_results *results,
                              const struct workbook_table *tables, size_t count,
                              const char *path, struct di_error *error);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Which column of an SDMX-CSV file is which field: by its name, in any order. Both dialects
 * (1.0 with DATAFLOW, 2.0 with STRUCTURE and ACTION), the names of the first ETL of TransMonEE,
 * and the three ways of labels: none, a column of their own after the coded one, "CODE: label".
 */
#ifndef DI_SDMX_HEADING_H
#define DI_SDMX_HEADING_H

#include "di/observation.h"

#define DI_SDMX_COLUMNS_MAX 100

struct di_sdmx_heading {
    size_t columns;                 /* of the heading, at most DI_SDMX_COLUMNS_MAX */
    size_t column[DI_SDMX_FIELDS];  /* SIZE_MAX: the file has none */
    bool has_label[DI_SDMX_FIELDS]; /* cells are "CODE: label" */
    size_t area_label;              /* column of the names of countries; SIZE_MAX: none */
};

/**
 * Read the cells of the heading; every problem of it is reported at once.
 *
 * @param list  takes the names of columns that are not used
 * @return false if a column is missing or there twice, or memory ran out
 */
bool di_sdmx_heading_read(struct di_sdmx_heading *heading, const char *const *cells,
                          size_t count, struct di_observations *list, uint32_t line,
                          struct di_diagnostics *diagnostics);

/** How many of the columns that must be there are among these cells. */
size_t di_sdmx_heading_match(const char *const *cells, size_t count);

/** The field of a dimension or attribute by its SDMX id; DI_SDMX_FIELDS: another one. */
enum di_sdmx_field di_sdmx_field_of(const char *name, size_t length);

#endif

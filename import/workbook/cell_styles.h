/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Which styles of a workbook show numbers as dates. */
#ifndef DI_CELL_STYLES_H
#define DI_CELL_STYLES_H

#include "xml_part.h"

#define DI_CELL_STYLES_MAX 65536

struct di_cell_styles {
    uint8_t is_date[DI_CELL_STYLES_MAX / 8]; /* a bit each */
    size_t count;
};

/** Read the part of styles; a workbook without one has none. */
enum di_xml_step di_cell_styles_read(struct di_cell_styles *styles, struct zip *archive,
                                     const char *path);

bool di_cell_styles_is_date(const struct di_cell_styles *styles, size_t style);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mapping files that the window keeps in its data folder, "mappings": for next year's file. */
#ifndef MAPPING_SHELF_H
#define MAPPING_SHELF_H

#include "import_mapping.h"

/* Where that of a file goes: ".../mappings/KIND-NAME.json"; free with free(); NULL. */
char *mapping_shelf_path(enum import_kind kind, const char *file);

/* The kept mapping that says most of the columns of these headings and of no other; the last in
 * byte order of several. Its path, free with free(); NULL: none does. */
char *mapping_shelf_find(const char *const *headings, size_t count);

#endif

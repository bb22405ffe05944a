/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Where the parts of an XLSX file are: its sheets by name, its strings and styles. */
#ifndef DI_WORKBOOK_PARTS_H
#define DI_WORKBOOK_PARTS_H

#include "di/arena.h"

#include "xml_part.h"

#define DI_WORKBOOK_SHEETS_MAX 4096

struct di_workbook_sheet {
    const char *name;
    const char *relation; /* id */
    bool is_hidden;
    struct di_workbook_sheet *next;
};

struct di_workbook_relation {
    const char *id, *type, *path;
    struct di_workbook_relation *next;
};

struct di_workbook {
    struct di_arena arena;
    struct zip *archive;
    const char *path; /* of the workbook's own part */
    bool is_1904;
    struct di_workbook_sheet *sheets, **sheets_end;
    struct di_workbook_relation *relations, **relations_end;
    size_t count; /* of both */
    bool ran_out;
};

/** Read what the archive says of itself; the archive stays the caller's. */
enum di_xml_step di_workbook_read(struct di_workbook *workbook, struct zip *archive);
void di_workbook_finish(struct di_workbook *workbook);

/** Path of the sheet of this name, or of the first that is not hidden (NULL); NULL: none. */
const char *di_workbook_sheet_path(const struct di_workbook *workbook, const char *name);

/** Names of those that are not hidden; NULL behind the last. */
const char *di_workbook_sheet_name(const struct di_workbook *workbook, size_t index);

/** Path of the part whose type ends with "/sharedStrings" or so; NULL: none. */
const char *di_workbook_part_path(const struct di_workbook *workbook, const char *ending);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The folder an import writes to. Its files are meant to be edited, so what an earlier import
 * wrote is overwritten only while it is as it was written: the report holds their digests.
 */
#ifndef DI_IMPORT_FOLDER_H
#define DI_IMPORT_FOLDER_H

#include "command.h"

/** A file as it will be written: name within the folder, and its whole text. */
struct di_import_file {
    const char *name;
    char *text; /* owned by whoever fills it */
};

/** The report, which names the others with their digests. */
#define DI_IMPORT_REPORT "data_quality.json"

/** Files of one import, as its report says whose they are. */
struct di_import_files {
    const char *kind;    /* "transmonee" */
    const char *subject; /* whose data: "BGR" */
    const struct di_import_file *items;
    size_t count;
};

/**
 * May these files be written there? Reports the first that may not: one that was edited or is
 * no import's, the import of something else, or one that would be left behind.
 */
enum di_exit di_import_folder_check(const struct di_cli *cli, const char *folder,
                                    const struct di_import_files *files);

/** Write all of them; no file gets its name before all are on the disk. */
enum di_exit di_import_folder_write(const struct di_cli *cli, const char *folder,
                                    const struct di_import_files *files);

#endif

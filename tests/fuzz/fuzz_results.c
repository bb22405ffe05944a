/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of results folders on arbitrary files: it must refuse or accept, never crash.
 * One input is manifest.json, scenario.json, indicators.csv, replications.csv.gz (zlib reads
 * plain text too) and the tables only some runs have, in this order, with a record separator
 * (0x1e) between them. Of the tables, those with nothing in them are not written. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "di/results_folder.h"

#include "fuzz_folder.h"

enum { FILES = 10, REQUIRED = 4, SEPARATOR = 0x1e };

static const char *const names[FILES] = {
    "manifest.json", "scenario.json", "indicators.csv", "replications.csv.gz", "flows.csv",
    "resources.csv", "closures.csv",  "costs.csv",      "sensitivity.csv",     "plan.csv"};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* The last file takes what is left, separators and all; missing ones are empty. */
static void write_folder(const char *folder, const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < FILES; i++) {
        const uint8_t *end = i + 1 < FILES && size > 0 ? memchr(bytes, SEPARATOR, size) : NULL;
        const size_t length = end == NULL ? size : (size_t)(end - bytes);
        if (i < REQUIRED || length > 0)
            fuzz_folder_write(folder, names[i], bytes, length);
        const size_t used = end == NULL ? length : length + 1;
        bytes += used;
        size -= used;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char folder[] = FUZZ_FOLDER;
    fuzz_folder_make(folder);
    write_folder(folder, bytes, size);
    struct di_results_folder *read = NULL;
    struct di_error error = {0};
    const enum di_status status = di_results_folder_read(folder, &read, &error);
    if ((status == DI_OK) != (read != NULL))
        abort();
    if (read != NULL) {
        struct di_results_gap gap;
        (void)di_results_gap(read->results, "K1r_residential_stock", 2008, &gap);
        (void)di_results_opening(read->results, "K1r_residential_stock", "all");
        di_results_folder_destroy(read);
    }
    fuzz_folder_remove(folder, names, FILES);
    return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of traces on arbitrary lines (zlib reads plain text too): it must refuse or
 * accept, never crash, and every row it hands out must be whole. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "di/trace_file.h"

#include "fuzz_folder.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static bool look(void *context, const struct di_trace_row *row)
{
    const char *const texts[] = {row->child,     row->sex,  row->disability,  row->age_band,
                                 row->origin,    row->from, row->from_region, row->to,
                                 row->to_region, row->move, row->place,       row->what};
    size_t *letters = context;
    if (di_trace_event_id(row->event) == NULL)
        abort();
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        *letters += strlen(texts[i]);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const char *const name = "trace.csv.gz";
    char folder[] = FUZZ_FOLDER;
    fuzz_folder_make(folder);
    fuzz_folder_write(folder, name, bytes, size);
    size_t letters = 0;
    struct di_error error = {0};
    const enum di_status status = di_trace_read(folder, look, &letters, &error);
    if (status != DI_OK && error.message.id == NULL)
        abort();
    fuzz_folder_remove(folder, &name, 1);
    return 0;
}

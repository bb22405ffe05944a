/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "first_error.h"

#include "di/number.h"

/* "file:line /pointer", the form in which errors carry a place. */
static void write_place(struct di_error *error, const struct di_diagnostic *item)
{
    char line[DI_NUMBER_TEXT_MAX];
    const bool has_pointer = item->pointer[0] == '/';
    (void)di_number_format(item->line, line);
    const char *const parts[] = {item->file, item->line > 0 ? ":" : "",
                                 item->line > 0 ? line : "", has_pointer ? " " : "",
                                 has_pointer ? item->pointer : ""};
    size_t used = 0;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        for (const char *c = parts[i]; *c != '\0' && used + 1 < sizeof error->where; c++)
            error->where[used++] = *c;
    error->where[used] = '\0';
}

enum di_status di_first_error(const struct di_diagnostics *diagnostics, size_t errors_before,
                              size_t before, struct di_error *error)
{
    if (diagnostics->errors == errors_before)
        return DI_OK;
    for (size_t i = before; i < diagnostics->count; i++) {
        const struct di_diagnostic *item = &diagnostics->items[i];
        if (item->severity != DI_SEVERITY_ERROR)
            continue;
        if (error != NULL) {
            di_error_clear(error);
            error->status = item->status;
            write_place(error, item);
            di_message_copy(&error->message, &item->message);
        }
        return item->status;
    }
    return di_fail_memory(error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "di/diagnostic.h"

#include <stdlib.h>
#include <string.h>

void di_diagnostics_init(struct di_diagnostics *list)
{
    *list = (struct di_diagnostics){0};
}

void di_diagnostics_finish(struct di_diagnostics *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].file);
        free(list->items[i].pointer);
    }
    free(list->items);
    di_diagnostics_init(list);
}

static char *copy_text(const char *text)
{
    const size_t size = strlen(text) + 1;
    char *copy = malloc(size);
    if (copy != NULL)
        memcpy(copy, text, size);
    return copy;
}

/* Entries hold messages whose arguments point into themselves, so growth re-copies them. */
static int grow(struct di_diagnostics *list)
{
    const size_t capacity = list->capacity == 0 ? 16 : list->capacity * 2;
    struct di_diagnostic *items = malloc(capacity * sizeof *items);
    if (items == NULL)
        return -1;
    for (size_t i = 0; i < list->count; i++) {
        items[i] = list->items[i];
        di_message_copy(&items[i].message, &list->items[i].message);
        di_message_copy(&items[i].hint, &list->items[i].hint);
    }
    free(list->items);
    list->items = items;
    list->capacity = capacity;
    return 0;
}

struct di_diagnostic *di_diagnostics_add(struct di_diagnostics *list, enum di_severity severity,
                                         enum di_status status, const char *file, uint32_t line,
                                         uint32_t column, const char *pointer,
                                         const struct di_message *message)
{
    if (severity == DI_SEVERITY_ERROR)
        list->errors++;
    if (list->count >= DI_DIAGNOSTICS_MAX ||
        (list->count == list->capacity && grow(list) != 0)) {
        list->dropped++;
        return NULL;
    }
    char *file_copy = copy_text(file != NULL ? file : "");
    char *pointer_copy = copy_text(pointer != NULL ? pointer : "");
    if (file_copy == NULL || pointer_copy == NULL) {
        free(file_copy);
        free(pointer_copy);
        list->dropped++;
        return NULL;
    }
    struct di_diagnostic *item = &list->items[list->count++];
    *item = (struct di_diagnostic){.severity = severity,
                                   .status = status,
                                   .file = file_copy,
                                   .line = line,
                                   .column = column,
                                   .pointer = pointer_copy};
    di_message_copy(&item->message, message);
    return item;
}

bool di_diagnostics_have_errors(const struct di_diagnostics *list)
{
    return list->errors > 0;
}

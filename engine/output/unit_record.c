/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "di/unit_record.h"

#include <stdlib.h>
#include <string.h>

#include "message_code.h"
#include "result_code.h"

enum { TEXTS = 3 };

enum di_status di_unit_record_of_result(const struct di_model *model,
                                        const struct di_result *result,
                                        struct di_unit_record *out, struct di_error *error)
{
    *out = (struct di_unit_record){0};
    return result_code_write(model, result, &out->bytes, &out->size) == DI_OK
               ? DI_OK
               : di_fail_memory(error);
}

void di_unit_record_finish(struct di_unit_record *record)
{
    free(record->bytes);
    *record = (struct di_unit_record){0};
}

/* ---- failures: three texts, each with its end mark ---- */

static enum di_status pack(const char *const texts[TEXTS], struct di_unit_record *out)
{
    size_t size = 0;
    for (size_t i = 0; i < TEXTS; i++)
        size += strlen(texts[i]) + 1;
    out->bytes = malloc(size);
    if (out->bytes == NULL)
        return DI_ERR_MEMORY;
    for (size_t i = 0; i < TEXTS; i++) {
        const size_t length = strlen(texts[i]) + 1;
        memcpy(out->bytes + out->size, texts[i], length);
        out->size += length;
    }
    return DI_OK;
}

enum di_status di_unit_record_of_failure(const struct di_error *failure,
                                         struct di_unit_record *out, struct di_error *error)
{
    const struct di_message plain = {.id = di_status_text(failure->status)};
    const struct di_message *message = failure->message.id != NULL ? &failure->message : &plain;
    char *sentence = di_message_text(message, NULL);
    char *code = message_code_write(message);
    const char *const texts[TEXTS] = {di_status_code(failure->status), sentence,
                                      code != NULL ? code : ""};
    *out = (struct di_unit_record){.has_failed = true};
    const enum di_status status = sentence != NULL ? pack(texts, out) : DI_ERR_MEMORY;
    free(sentence);
    free(code);
    return status == DI_OK ? DI_OK : di_fail_memory(error);
}

bool di_unit_record_failure(const struct di_unit_record *record, struct di_unit_failure *out)
{
    const char *texts[TEXTS];
    const char *next = (const char *)record->bytes;
    size_t left = record->size;
    for (size_t i = 0; i < TEXTS; i++) {
        const char *end = left > 0 ? memchr(next, '\0', left) : NULL;
        if (end == NULL)
            return false;
        texts[i] = next;
        left -= (size_t)(end - next) + 1;
        next = end + 1;
    }
    *out = (struct di_unit_failure){texts[0], texts[1], texts[2]};
    return record->has_failed && left == 0;
}

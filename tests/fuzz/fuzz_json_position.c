/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The position scanner and jansson accept the same texts, within the scanner's limits, and
 * agree on how many values a text has. */
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "json_position.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static size_t count_values(const json_t *json)
{
    size_t count = 1, index;
    const char *key;
    json_t *value;
    json_t *changeable = (json_t *)(uintptr_t)json; /* only looked at */
    json_object_foreach(changeable, key, value) count += count_values(value);
    if (json_is_array(json))
        json_array_foreach(json, index, value) count += count_values(value);
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct di_json_positions positions = {0};
    struct di_diagnostics diagnostics;
    json_error_t error;
    di_diagnostics_init(&diagnostics);
    const enum di_status status =
        di_json_position_scan((const char *)bytes, size, "fuzz", &positions, &diagnostics);
    json_t *json = json_loadb((const char *)bytes, size,
                              JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL, &error);
    /* jansson 2.14 loses a NUL byte that follows a number; the scanner, which runs first in the
     * product, refuses every NUL byte. */
    const bool has_nul = size > 0 && memchr(bytes, 0, size) != NULL;
    if (has_nul && status == DI_OK)
        abort();
    if (!has_nul && status != DI_ERR_LIMIT && (status == DI_OK) != (json != NULL))
        abort();
    if (status == DI_OK && positions.count != count_values(json))
        abort();
    json_decref(json);
    di_json_positions_finish(&positions);
    di_diagnostics_finish(&diagnostics);
    return 0;
}

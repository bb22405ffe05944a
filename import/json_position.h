/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Where each value of a JSON text stands. jansson keeps no positions and stops at the first
 * duplicate key, so this strict scanner reads the text first and reports both.
 */
#ifndef DI_JSON_POSITION_H
#define DI_JSON_POSITION_H

#include <stddef.h>
#include <stdint.h>

#include "di/diagnostic.h"

#define DI_JSON_DEPTH_MAX 64
#define DI_JSON_BYTES_MAX ((size_t)16 << 20)
#define DI_JSON_VALUES_MAX 1000000
#define DI_JSON_NUMBER_MAX 400 /* characters of one number */

struct di_json_position {
    uint32_t line, column; /* from 1; columns count characters */
};

/** Positions in the order in which the values begin in the text; a member's is its key's. */
struct di_json_positions {
    struct di_json_position *items;
    size_t count;
    size_t capacity;
};

/**
 * Scan one text. Accepts what jansson accepts with JSON_REJECT_DUPLICATES, within the limits
 * above; reports every duplicate key, and the first error of syntax.
 *
 * @param file  shown in diagnostics
 * @param[out] positions  initialise with {0}; free with di_json_positions_finish
 * @return DI_OK, DI_ERR_SYNTAX, DI_ERR_LIMIT or DI_ERR_MEMORY
 *
 * Cost O(size log keys).
 */
DI_MUST_CHECK enum di_status di_json_position_scan(const char *text, size_t size,
                                                   const char *file,
                                                   struct di_json_positions *positions,
                                                   struct di_diagnostics *diagnostics);

void di_json_positions_finish(struct di_json_positions *positions);

#endif

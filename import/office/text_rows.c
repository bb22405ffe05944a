/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text_rows.h"

#include <stdlib.h>
#include <string.h>

#include "wipe.h"

enum { BLOCK = 65536, ROOM_MIN = 1024 };

bool di_text_rows_open(struct di_text_rows *rows, struct di_office_bytes *source,
                       enum di_text_encoding encoding, char separator)
{
    *rows = (struct di_text_rows){.source = source,
                                  .decoder = {.encoding = encoding},
                                  .separator = separator,
                                  .raw = malloc(BLOCK),
                                  .block = malloc(DI_TEXT_ROOM(BLOCK)),
                                  .row = malloc(ROOM_MIN),
                                  .room = ROOM_MIN,
                                  .next_line = 1};
    if (rows->raw != NULL && rows->block != NULL && rows->row != NULL &&
        di_office_bytes_rewind(source))
        return true;
    di_text_rows_close(rows);
    return false;
}

void di_text_rows_close(struct di_text_rows *rows)
{
    if (rows->raw != NULL)
        di_wipe(rows->raw, BLOCK);
    if (rows->block != NULL)
        di_wipe(rows->block, rows->end);
    if (rows->row != NULL)
        di_wipe(rows->row, rows->used);
    free(rows->raw);
    free(rows->block);
    free(rows->row);
    *rows = (struct di_text_rows){0};
}

/* false at the end of the file. */
static bool refill(struct di_text_rows *rows)
{
    di_wipe(rows->block, rows->end);
    rows->at = rows->end = 0;
    while (rows->end == 0) { /* a block may be the half of a character */
        const size_t size = di_office_bytes_read(rows->source, rows->raw, BLOCK);
        if (size == 0)
            return false;
        rows->end = di_text_decoder_take(&rows->decoder, rows->raw, size, rows->block);
        di_wipe(rows->raw, size);
    }
    return true;
}

/* ---- the row ---- */

/* Memory for one more character and the zero, moved without leaving a copy behind. */
static bool has_room(struct di_text_rows *rows)
{
    if (rows->used + 2 <= rows->room)
        return true;
    char *grown = malloc(2 * rows->room);
    if (grown == NULL)
        return false;
    memcpy(grown, rows->row, rows->used);
    di_wipe(rows->row, rows->used);
    free(rows->row);
    rows->row = grown;
    rows->room *= 2;
    return true;
}

/* Where a cell is: at its first character, in quotation marks, on one of them that may be
 * doubled, or in the open. */
enum place { CELL_BEGIN, CELL_QUOTED, CELL_QUOTE, CELL_OPEN };

static enum place next_place(enum place place, char c, char separator)
{
    if (place == CELL_QUOTED)
        return c == '"' ? CELL_QUOTE : CELL_QUOTED;
    if (place == CELL_QUOTE && c == '"')
        return CELL_QUOTED;
    if (c == separator)
        return CELL_BEGIN;
    return place == CELL_BEGIN && c == '"' ? CELL_QUOTED : CELL_OPEN;
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* Characters up to the end of the row, or of the block: `*is_whole_out`. */
static enum di_text_row_end take_characters(struct di_text_rows *rows, enum place *place,
                                            bool *is_whole_out)
{
    *is_whole_out = false;
    while (rows->at < rows->end) {
        const char c = rows->block[rows->at++];
        if (rows->is_after_return && c == '\n') {
            rows->is_after_return = false;
            continue;
        }
        rows->is_after_return = false;
        if (is_line_end(c) && *place != CELL_QUOTED) {
            rows->is_after_return = c == '\r';
            *is_whole_out = true;
            return DI_ROW_THERE;
        }
        rows->next_line += c == '\n';
        *place = next_place(*place, c, rows->separator);
        if (rows->used == DI_TEXT_ROW_MAX)
            return DI_ROW_TOO_LONG;
        if (!has_room(rows))
            return DI_ROW_NO_MEMORY;
        rows->row[rows->used++] = c;
    }
    return DI_ROW_THERE;
}

enum di_text_row_end di_text_rows_next(struct di_text_rows *rows)
{
    enum place place = CELL_BEGIN;
    bool is_whole = false, has_more = true;
    di_wipe(rows->row, rows->used);
    rows->used = 0;
    rows->line = rows->next_line;
    while (!is_whole && has_more) {
        const enum di_text_row_end end = take_characters(rows, &place, &is_whole);
        rows->is_quoted = place == CELL_QUOTED;
        if (end != DI_ROW_THERE)
            return end;
        has_more = is_whole || refill(rows);
    }
    rows->row[rows->used] = '\0';
    rows->next_line += is_whole;
    if (is_whole)
        return DI_ROW_THERE;
    if (di_office_bytes_failed(rows->source))
        return DI_ROW_UNREADABLE;
    if (rows->is_quoted)
        return DI_ROW_OPEN_QUOTE;
    return rows->used > 0 ? DI_ROW_THERE : DI_ROW_NONE;
}

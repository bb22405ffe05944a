/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "target_writer.h"

#include "target_row.h"

void di_target_writer_header(struct di_growing_text *text)
{
    for (unsigned column = 0; column < DI_TARGET_COLUMNS; column++) {
        di_growing_text_add(text, column > 0 ? "," : "");
        di_growing_text_add(text, di_target_column_name((enum di_target_column)column));
    }
    di_growing_text_add(text, "\n");
}

void di_target_writer_quoted(struct di_growing_text *text, const char *cell)
{
    char one[3] = "";
    di_growing_text_add(text, "\"");
    for (; *cell != '\0'; cell++) {
        const bool is_line_end = *cell == '\n' || *cell == '\r';
        one[0] = is_line_end ? ' ' : *cell;
        one[1] = *cell == '"' ? '"' : '\0';
        di_growing_text_add(text, one);
    }
    di_growing_text_add(text, "\"");
}

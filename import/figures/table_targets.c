/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The targets as a file: by target and year; what is missing or withheld stays empty. */
#include <stdio.h>
#include <string.h>

#include "di/number.h"

#include "file_name.h"
#include "growing_text.h"
#include "table_book.h"

static const char header[] =
    "target,measure,setting,to,region,year,value,tolerance,counts_18plus,break,source\n";

/* In quotation marks, for names hold commas; line ends become spaces. */
static void append_quoted(struct di_growing_text *text, const char *cell)
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

static void append_cells(struct di_growing_text *text, const char *const *cells, size_t count)
{
    for (size_t c = 0; c < count; c++) {
        di_growing_text_add(text, cells[c]);
        di_growing_text_add(text, ",");
    }
}

static void append_row(struct di_growing_text *text, const struct di_table_import *import,
                       const struct di_table_target *target,
                       const struct di_table_figure *figure)
{
    char year[16], value[DI_NUMBER_TEXT_MAX], tolerance[DI_NUMBER_TEXT_MAX];
    const struct di_table_counted *counted = &target->counted;
    (void)snprintf(year, sizeof year, "%d", figure->year);
    (void)di_number_format(figure->is_withheld ? (double)NAN : figure->value, value);
    (void)di_number_format(figure->tolerance, tolerance);
    const char *const cells[] = {
        target->id,
        counted->measure,
        counted->setting,
        counted->to,
        target->region == DI_NONE ? "" : import->model->regions[target->region].name.id,
        year,
        value,
        tolerance,
        counted->counts_18plus,
        figure->is_break ? "yes" : ""};
    append_cells(text, cells, sizeof cells / sizeof cells[0]);
    append_quoted(text, counted->source != NULL  ? counted->source
                        : figure->source != NULL ? figure->source
                                                 : di_file_name(import->request.path));
    di_growing_text_add(text, "\n");
}

char *di_table_import_targets(struct di_table_import *import)
{
    struct di_growing_text text = {0};
    di_growing_text_add(&text, header);
    for (size_t i = 0; i < import->figure_count; i++) {
        const struct di_table_figure *figure = &import->figures[i];
        const struct di_table_target *target = &import->targets[figure->target];
        if (!target->is_left_out)
            append_row(&text, import, target, figure);
    }
    return di_growing_text_take(&text);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The targets as a file: by target and year; what is missing or withheld stays empty. */
#include <stdio.h>

#include "di/number.h"
#include "di/path.h"

#include "table_book.h"
#include "target_writer.h"

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
    di_target_writer_quoted(text, counted->source != NULL ? counted->source
                                  : figure->source != NULL
                                      ? figure->source
                                      : di_path_name(import->request.path));
    di_growing_text_add(text, "\n");
}

char *di_table_import_targets(struct di_table_import *import)
{
    struct di_growing_text text = {0};
    di_target_writer_header(&text);
    for (size_t i = 0; i < import->figure_count; i++) {
        const struct di_table_figure *figure = &import->figures[i];
        const struct di_table_target *target = &import->targets[figure->target];
        if (!target->is_left_out)
            append_row(&text, import, target, figure);
    }
    return di_growing_text_take(&text);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks live in the arena of a scene that also holds every word; nothing is freed apart. */
#include "report_block.h"

#include <string.h>

static double no_width(void *context, const char *text, const struct di_text_style *style)
{
    (void)context;
    (void)text;
    (void)style;
    return 0;
}

bool report_init(struct report *report, const struct di_report_request *request)
{
    static const struct di_text_measure measure = {no_width, NULL};
    const struct di_rect frame = {0, 0, 1000, 1000};
    memset(report, 0, sizeof *report);
    report->request = request;
    di_chart_request_defaults(&report->chart);
    report->chart.scenario = request->scenario;
    report->chart.baseline = request->baseline;
    report->chart.catalogue = request->catalogue;
    report->chart.language = request->language;
    report->chart.text_scale = 1;
    report->chart.input_text = request->input_text;
    di_scene_init(&report->words.scene);
    return sheet_init(&report->sheet, &report->chart, &frame, &measure, &report->words);
}

void report_finish(struct report *report)
{
    di_chart_plan_finish(&report->words);
}

static struct block *add(struct report *report, enum block_kind kind)
{
    struct block *block = DI_ARENA_NEW(&report->words.scene.arena, 1, struct block);
    if (block == NULL) {
        report->words.scene.is_out_of_memory = true;
        return NULL;
    }
    block->kind = kind;
    block->text = "";
    if (report->last != NULL)
        report->last->next = block;
    else
        report->first = block;
    report->last = block;
    report->count++;
    return block;
}

void report_add(struct report *report, enum block_kind kind, const char *text)
{
    struct block *block = add(report, kind);
    if (block != NULL && text != NULL)
        block->text = text;
}

void report_add_chart(struct report *report, const struct di_chart_request *chart,
                      double height)
{
    struct block *block = add(report, BLOCK_FIGURE);
    if (block == NULL)
        return;
    block->chart = *chart;
    block->height = height;
    report->figures++;
}

void report_add_figure(struct report *report, enum di_chart_kind kind, double height)
{
    struct di_chart_request chart = report->chart;
    chart.kind = kind;
    report_add_chart(report, &chart, height);
}

struct block *report_add_table(struct report *report, const char *caption, size_t columns,
                               size_t rows, const double *share, const bool *is_number)
{
    struct block *block = add(report, BLOCK_TABLE);
    const char **cells =
        DI_ARENA_NEW(&report->words.scene.arena, columns * (rows + 1), const char *);
    if (block == NULL || cells == NULL) {
        report->words.scene.is_out_of_memory = true;
        return NULL;
    }
    block->text = caption;
    block->column_count = columns;
    block->row_count = rows;
    block->cells = cells;
    for (size_t c = 0; c < columns; c++) {
        block->share[c] = share[c];
        block->is_number[c] = is_number[c];
    }
    for (size_t i = 0; i < columns * (rows + 1); i++)
        cells[i] = "";
    report->tables++;
    return block;
}

void report_cell(struct report *report, struct block *table, size_t row, size_t column,
                 const char *text)
{
    (void)report;
    if (table != NULL && text != NULL)
        table->cells[row * table->column_count + column] = text;
}

const char *report_word(struct report *report, const char *id)
{
    return sheet_word(&report->sheet, id);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "di/data_quality.h"

#include <stdlib.h>

#include "quality_parts.h"

static const char *keep(struct di_data_quality *quality, const char *text)
{
    if (text == NULL)
        return NULL;
    const char *kept = di_arena_copy_text(&quality->arena, text);
    quality->ran_out = quality->ran_out || kept == NULL;
    return kept;
}

struct di_data_quality *di_data_quality_create(const char *kind, const char *subject)
{
    struct di_data_quality *quality = calloc(1, sizeof *quality);
    if (quality == NULL)
        return NULL;
    di_arena_init(&quality->arena);
    quality->findings_end = &quality->findings;
    quality->tables_end = &quality->tables;
    quality->kind = keep(quality, kind);
    quality->subject = keep(quality, subject);
    if (!quality->ran_out)
        return quality;
    di_data_quality_destroy(quality);
    return NULL;
}

void di_data_quality_destroy(struct di_data_quality *quality)
{
    if (quality == NULL)
        return;
    di_arena_finish(&quality->arena);
    free(quality);
}

struct di_message *di_data_quality_title(struct di_data_quality *quality)
{
    return &quality->title;
}

struct di_message *di_data_quality_intro(struct di_data_quality *quality)
{
    return &quality->intro;
}

struct di_message *di_data_quality_note(struct di_data_quality *quality, const char *id,
                                        bool is_warning, const struct di_finding_place *place)
{
    struct di_quality_finding *finding =
        DI_ARENA_NEW(&quality->arena, 1, struct di_quality_finding);
    if (finding == NULL) {
        quality->ran_out = true;
        return &quality->spare_finding.message;
    }
    finding->id = id;
    finding->is_warning = is_warning;
    if (place != NULL) {
        finding->place = *place;
        finding->place.file = keep(quality, place->file);
        finding->place.column = keep(quality, place->column);
    }
    quality->finding_count++;
    quality->warning_count += is_warning;
    *quality->findings_end = finding;
    quality->findings_end = &finding->next;
    return &finding->message;
}

size_t di_data_quality_findings(const struct di_data_quality *quality)
{
    return quality->finding_count;
}

size_t di_data_quality_warnings(const struct di_data_quality *quality)
{
    return quality->warning_count;
}

/* ---- tables ---- */

struct di_quality_table *di_data_quality_table(struct di_data_quality *quality, const char *id,
                                               const char *title, const char *const *keys,
                                               const char *const *headings, size_t count)
{
    struct di_quality_table *table = DI_ARENA_NEW(&quality->arena, 1, struct di_quality_table);
    if (table == NULL) {
        quality->ran_out = true;
        quality->spare_table.quality = quality;
        return &quality->spare_table;
    }
    *table = (struct di_quality_table){.quality = quality,
                                       .id = id,
                                       .title = title,
                                       .keys = keys,
                                       .headings = headings,
                                       .columns = count,
                                       .cells_end = &table->cells,
                                       .remarks_end = &table->remarks};
    *quality->tables_end = table;
    quality->tables_end = &table->next;
    return table;
}

static void add_cell(struct di_quality_table *table, enum di_quality_cell_kind kind,
                     const char *text, double number)
{
    struct di_data_quality *quality = table->quality;
    struct di_quality_cell *cell = DI_ARENA_NEW(&quality->arena, 1, struct di_quality_cell);
    if (cell == NULL || table == &quality->spare_table) {
        quality->ran_out = true;
        return;
    }
    *cell = (struct di_quality_cell){.kind = kind, .text = text, .number = number};
    *table->cells_end = cell;
    table->cells_end = &cell->next;
}

void di_quality_text(struct di_quality_table *table, const char *text)
{
    add_cell(table, DI_QUALITY_TEXT, keep(table->quality, text), 0);
}

void di_quality_phrase(struct di_quality_table *table, const char *id)
{
    add_cell(table, DI_QUALITY_PHRASE, id, 0);
}

void di_quality_year(struct di_quality_table *table, int32_t year)
{
    add_cell(table, DI_QUALITY_YEAR, NULL, year);
}

void di_quality_number(struct di_quality_table *table, double number)
{
    add_cell(table, DI_QUALITY_NUMBER, NULL, number);
}

void di_quality_withheld(struct di_quality_table *table)
{
    add_cell(table, DI_QUALITY_WITHHELD, NULL, 0);
}

struct di_message *di_quality_remark(struct di_quality_table *table)
{
    struct di_data_quality *quality = table->quality;
    struct di_quality_remark *remark =
        DI_ARENA_NEW(&quality->arena, 1, struct di_quality_remark);
    if (remark == NULL || table == &quality->spare_table) {
        quality->ran_out = true;
        return &quality->spare_remark.message;
    }
    *table->remarks_end = remark;
    table->remarks_end = &remark->next;
    return &remark->message;
}

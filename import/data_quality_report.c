/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report as one object for programs and one text (Markdown) for people. Nothing is
 * computed here. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "growing_text.h"
#include "json_builder.h"
#include "quality_parts.h"

static char *render_phrase(const char *id, const struct di_catalogue *catalogue)
{
    struct di_message message;
    di_message_set(&message, id, NULL, 0);
    return di_message_text(&message, catalogue);
}

/* ---- for programs ---- */

static json_t *take_text(char *text)
{
    json_t *value = text != NULL ? json_string(text) : NULL;
    free(text);
    return value;
}

static json_t *text_or_null(const char *text)
{
    return text != NULL ? json_string(text) : json_null();
}

static json_t *count_or_null(size_t count)
{
    return count != 0 ? json_integer((json_int_t)count) : json_null();
}

static json_t *finding_object(const struct di_quality_finding *f,
                              const struct di_catalogue *catalogue)
{
    return json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:o}", "id", f->id, "severity",
                     f->is_warning ? "warning" : "note", "file", text_or_null(f->place.file),
                     "line", count_or_null(f->place.line), "column",
                     text_or_null(f->place.column), "rows", count_or_null(f->place.rows),
                     "message", take_text(di_message_text(&f->message, catalogue)));
}

static json_t *number_value(double number)
{
    if (isnan(number))
        return json_null();
    return number == floor(number) && fabs(number) < 1e15 ? json_integer((json_int_t)number)
                                                          : json_real(number);
}

static json_t *cell_value(const struct di_quality_cell *cell,
                          const struct di_catalogue *catalogue)
{
    switch (cell->kind) {
    case DI_QUALITY_PHRASE:
        return take_text(render_phrase(cell->text, catalogue));
    case DI_QUALITY_TEXT:
        return json_string(cell->text);
    case DI_QUALITY_WITHHELD:
        return json_string("withheld");
    case DI_QUALITY_YEAR:
    case DI_QUALITY_NUMBER:
        break;
    }
    return number_value(cell->number);
}

static json_t *table_rows(struct di_json_builder *json, const struct di_quality_table *table,
                          const struct di_catalogue *catalogue)
{
    json_t *rows = json_array();
    const struct di_quality_cell *cell = table->cells;
    while (cell != NULL) {
        json_t *row = json_object();
        for (size_t c = 0; c < table->columns && cell != NULL; c++, cell = cell->next)
            di_json_set(json, row, table->keys[c], cell_value(cell, catalogue));
        di_json_append(json, rows, row);
    }
    return rows;
}

char *di_data_quality_json(const struct di_data_quality *quality,
                           const struct di_catalogue *catalogue,
                           const struct di_digest_of_file *files, size_t file_count)
{
    struct di_json_builder json = {.ran_out = quality->ran_out};
    char maker[64];
    (void)snprintf(maker, sizeof maker, "homeward import %.32s", quality->kind);
    json_t *root = json_object(), *written = json_object(), *findings = json_array();
    for (size_t i = 0; i < file_count; i++)
        di_json_set(&json, written, files[i].name, json_string(files[i].sha256));
    for (const struct di_quality_finding *f = quality->findings; f != NULL; f = f->next)
        di_json_append(&json, findings, finding_object(f, catalogue));
    di_json_set(&json, root, "made_by", json_string(maker));
    di_json_set(&json, root, "format", json_integer(1));
    di_json_set(&json, root, "subject", json_string(quality->subject));
    di_json_set(&json, root, "files", written);
    di_json_set(&json, root, "findings", findings);
    for (const struct di_quality_table *t = quality->tables; t != NULL; t = t->next)
        di_json_set(&json, root, t->id, table_rows(&json, t, catalogue));
    return di_json_finish(&json, root, JSON_INDENT(2));
}

/* ---- for people ---- */

struct page {
    const struct di_catalogue *catalogue;
    struct di_growing_text text;
};

static void put(struct page *page, const char *more)
{
    di_growing_text_add(&page->text, more);
}

/* A line end would end the row or the item, a bar would end the cell. */
static void put_in_line(struct page *page, const char *text)
{
    for (; *text != '\0'; text++) {
        const char one[] = {*text == '\n' || *text == '\r' ? ' ' : *text, '\0'};
        put(page, *text == '|' ? "\\|" : one);
    }
}

static void take(struct page *page, char *sentence)
{
    page->text.ran_out = page->text.ran_out || sentence == NULL;
    if (sentence != NULL)
        put_in_line(page, sentence);
    free(sentence);
}

static void put_message(struct page *page, const char *before, const struct di_message *message,
                        const char *after)
{
    if (message->id == NULL)
        return;
    put(page, before);
    take(page, di_message_text(message, page->catalogue));
    put(page, after);
}

static void put_phrase(struct page *page, const char *before, const char *id, const char *after)
{
    put(page, before);
    take(page, render_phrase(id, page->catalogue));
    put(page, after);
}

static void put_findings(struct page *page, const struct di_data_quality *quality,
                         bool is_warning, const char *heading)
{
    size_t count = 0;
    put_phrase(page, "## ", heading, "\n\n");
    for (const struct di_quality_finding *f = quality->findings; f != NULL; f = f->next) {
        if (f->is_warning != is_warning)
            continue;
        put_message(page, "- ", &f->message, "\n");
        count++;
    }
    if (count == 0)
        put_phrase(page, "", DI_N_("Nothing."), "\n");
    put(page, "\n");
}

static void put_number(struct page *page, double number)
{
    struct di_message message;
    const bool is_whole = number == floor(number) && fabs(number) < 1e15;
    if (isnan(number)) {
        put(page, "-");
        return;
    }
    DI_MESSAGE(&message, "%1",
               is_whole ? di_integer_arg((int64_t)number) : di_real_arg(number));
    put_message(page, "", &message, "");
}

static void put_cell(struct page *page, const struct di_quality_cell *cell)
{
    char year[16];
    switch (cell->kind) {
    case DI_QUALITY_TEXT:
        put_in_line(page, cell->text);
        break;
    case DI_QUALITY_PHRASE:
        put_phrase(page, "", cell->text, "");
        break;
    case DI_QUALITY_WITHHELD:
        put_phrase(page, "", DI_N_("withheld"), "");
        break;
    case DI_QUALITY_YEAR:
        (void)snprintf(year, sizeof year, "%.0f", cell->number);
        put(page, year);
        break;
    case DI_QUALITY_NUMBER:
        put_number(page, cell->number);
        break;
    }
    put(page, " | ");
}

static void put_table(struct page *page, const struct di_quality_table *table)
{
    const struct di_quality_cell *cell = table->cells;
    put_phrase(page, "## ", table->title, "\n\n| ");
    for (size_t c = 0; c < table->columns; c++)
        put_phrase(page, "", table->headings[c], " | ");
    put(page, "\n|");
    for (size_t c = 0; c < table->columns; c++)
        put(page, "---|");
    put(page, "\n");
    while (cell != NULL) {
        put(page, "| ");
        for (size_t c = 0; c < table->columns && cell != NULL; c++, cell = cell->next)
            put_cell(page, cell);
        put(page, "\n");
    }
    put(page, "\n");
    for (const struct di_quality_remark *r = table->remarks; r != NULL; r = r->next)
        put_message(page, "", &r->message, "\n\n");
}

char *di_data_quality_text(const struct di_data_quality *quality,
                           const struct di_catalogue *catalogue)
{
    struct page page = {.catalogue = catalogue, .text = {.ran_out = quality->ran_out}};
    put_message(&page, "# ", &quality->title, "\n\n");
    put_message(&page, "", &quality->intro, "\n\n");
    put_findings(&page, quality, true, DI_N_("To be looked at"));
    for (const struct di_quality_table *t = quality->tables; t != NULL; t = t->next)
        put_table(&page, t);
    put_findings(&page, quality, false, DI_N_("Also noted"));
    return di_growing_text_take(&page.text);
}

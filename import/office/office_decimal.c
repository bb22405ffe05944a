/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One number that can be read in one way only tells the sign for all; "1.234" tells nothing. */
#include <stdio.h>
#include <stdlib.h>

#include "di/office_value.h"

struct decimal_search {
    struct di_office_table *table;
    bool has_point, has_comma, has_ambiguous;
    uint32_t line; /* of the first ambiguous one */
    size_t column;
    char text[48]; /* of it */
    bool is_told;  /* a contradiction, once */
};

static void note_ambiguous(struct decimal_search *search, uint32_t line, size_t column,
                           const char *text)
{
    if (search->has_ambiguous)
        return;
    search->has_ambiguous = true;
    search->line = line;
    search->column = column;
    (void)snprintf(search->text, sizeof search->text, "%s", text);
}

static void report(const struct decimal_search *search, uint32_t line, size_t column,
                   const char *sentence, const char *text)
{
    struct di_message message;
    DI_MESSAGE(&message, sentence, di_text_arg(di_office_table_heading(search->table, column)),
               di_text_arg(text));
    (void)di_office_table_report(search->table, line, column, DI_ERR_INPUT, &message);
}

static void look(struct decimal_search *search, uint32_t line, size_t column,
                 const struct di_office_cell *cell)
{
    const enum di_office_decimal_hint hint = di_office_decimal_hint(cell);
    if (hint == DI_DECIMAL_IS_AMBIGUOUS)
        note_ambiguous(search, line, column, cell->text);
    if (hint != DI_DECIMAL_IS_POINT && hint != DI_DECIMAL_IS_COMMA)
        return;
    search->has_point = search->has_point || hint == DI_DECIMAL_IS_POINT;
    search->has_comma = search->has_comma || hint == DI_DECIMAL_IS_COMMA;
    if (search->has_point && search->has_comma && !search->is_told) {
        search->is_told = true;
        report(search, line, column,
               DI_N_("Column '%1': '%2' has another sign before decimals than numbers before "
                     "it. Write all with one, or say --decimal point or --decimal comma."),
               cell->text);
    }
}

static enum di_status conclude(const struct decimal_search *search, char *decimal_out,
                               struct di_error *error)
{
    if (search->has_ambiguous && !search->has_point && !search->has_comma)
        report(search, search->line, search->column,
               DI_N_("Column '%1': '%2' may have thousands or decimals, and no other number "
                     "tells. Say --decimal point or --decimal comma."),
               search->text);
    *decimal_out = search->has_comma ? ',' : '.';
    return di_office_table_status(search->table, error);
}

enum di_status di_office_decimal(struct di_office_table *table, const size_t *columns,
                                 size_t count, char asked, char *decimal_out,
                                 struct di_error *error)
{
    struct decimal_search search = {.table = table};
    uint32_t line;
    if (asked != '\0' || count == 0) {
        *decimal_out = asked != '\0' ? asked : '.';
        return DI_OK;
    }
    struct di_office_cell *cells = calloc(count, sizeof *cells);
    if (cells == NULL)
        return di_fail_memory(error);
    enum di_status status = di_office_table_select(table, columns, count, error);
    while (status == DI_OK && di_office_table_next(table, cells, &line))
        for (size_t i = 0; i < count; i++)
            look(&search, line, columns[i], &cells[i]);
    free(cells);
    return status == DI_OK ? conclude(&search, decimal_out, error) : status;
}

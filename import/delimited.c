/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells are cut out of the text in place: what a quote doubled or left out frees stays unused.
 */
#include "di/delimited.h"

#include <stddef.h>

void di_delimited_open(struct di_delimited *reader, char *text, char separator)
{
    *reader = (struct di_delimited){.at = text, .separator = separator, .next_line = 1};
}

char di_delimited_guess_separator(const char *text)
{
    const char signs[] = {',', ';', '\t'};
    size_t most = 0;
    char best = ',';
    for (size_t s = 0; s < sizeof signs; s++) {
        size_t count = 0;
        for (const char *c = text; *c != '\0' && *c != '\n'; c++)
            count += *c == signs[s];
        if (count > most) {
            most = count;
            best = signs[s];
        }
    }
    return best;
}

/* ---- cells ---- */

/* The quoted part, moved to `to`; `reader->at` ends behind its closing quote. */
static char *take_quoted(struct di_delimited *reader, char *to)
{
    const size_t line = reader->next_line;
    char *c = reader->at + 1;
    for (; *c != '\0' && !(c[0] == '"' && c[1] != '"'); c++) {
        c += c[0] == '"' ? 1 : 0;
        reader->next_line += *c == '\n';
        *to++ = *c;
    }
    if (*c == '\0' && reader->open_quote_line == 0)
        reader->open_quote_line = line;
    reader->at = *c == '"' ? c + 1 : c;
    return to;
}

static bool is_row_end(char c)
{
    return c == '\0' || c == '\n' || c == '\r';
}

/* One cell; `*end_out`: the character that ended it. */
static const char *take_cell(struct di_delimited *reader, char *end_out)
{
    char *cell = reader->at, *to = cell;
    if (*cell == '"')
        to = take_quoted(reader, to);
    char *c = reader->at;
    while (!is_row_end(*c) && *c != reader->separator)
        *to++ = *c++;
    *end_out = *c;
    reader->at = *c == '\0' ? c : c + 1;
    while (to > cell && to[-1] == ' ')
        to--;
    *to = '\0'; /* may be the character that ended it */
    return cell;
}

/* One row, empty ones too. */
static size_t take_row(struct di_delimited *reader, const char **cells, size_t room,
                       bool *is_empty_out)
{
    size_t count = 0;
    char end;
    *is_empty_out = true;
    reader->line = reader->next_line;
    do {
        const char *cell = take_cell(reader, &end);
        *is_empty_out = *is_empty_out && cell[0] == '\0';
        if (count < room)
            cells[count] = cell;
        count++;
    } while (end == reader->separator);
    if (end == '\r' && *reader->at == '\n')
        reader->at++;
    reader->next_line += end != '\0';
    return count;
}

size_t di_delimited_next(struct di_delimited *reader, const char **cells, size_t room)
{
    while (*reader->at != '\0') {
        bool is_empty;
        const size_t count = take_row(reader, cells, room, &is_empty);
        if (!is_empty)
            return count;
    }
    return 0;
}

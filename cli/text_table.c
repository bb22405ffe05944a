/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cells are collected first, because a column's width is known only at the end. Lines carry no
 * trailing spaces when their last cell has text. Nothing is cut: headings break between words
 * so that columns are as narrow as their numbers; so do the words of the first column where the
 * table would be too wide, with the numbers beside their last line.
 */
#include "text_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void di_text_table_init(struct di_text_table *table, size_t columns)
{
    *table = (struct di_text_table){.columns = columns, .most = DI_TEXT_LINE, .gap = 2};
}

void di_text_table_finish(struct di_text_table *table)
{
    for (size_t i = 0; i < table->count; i++)
        free(table->cells[i]);
    free(table->cells);
    free(table->widths);
    *table = (struct di_text_table){0};
}

static bool has_room(struct di_text_table *table)
{
    if (table->count < table->capacity)
        return true;
    const size_t capacity = table->capacity > 0 ? 2 * table->capacity : 64;
    char **grown = realloc(table->cells, capacity * sizeof *grown);
    if (grown == NULL)
        return false;
    table->cells = grown;
    table->capacity = capacity;
    return true;
}

void di_text_table_add(struct di_text_table *table, const char *text)
{
    const size_t size = strlen(text) + 1;
    char *copy = has_room(table) ? malloc(size) : NULL;
    if (copy == NULL) {
        table->is_incomplete = true;
        return;
    }
    memcpy(copy, text, size);
    table->cells[table->count++] = copy;
}

void di_text_table_add_real(struct di_text_table *table, const struct di_catalogue *catalogue,
                            double value, int decimals)
{
    char text[DI_CATALOGUE_NUMBER_MAX] = "";
    if (!isnan(value))
        (void)di_catalogue_real(catalogue, value, decimals, text);
    di_text_table_add(table, text);
}

static size_t word_length(const char *text)
{
    return strcspn(text, " ");
}

/* Width of the longest word: a heading breaks between its words only. */
static size_t widest_word(const char *text)
{
    size_t widest = 0;
    for (;;) {
        const size_t length = word_length(text);
        size_t width = 0;
        for (size_t i = 0; i < length; i++) /* characters: bytes that begin one */
            width += ((unsigned char)text[i] & 0xC0) != 0x80;
        widest = width > widest ? width : widest;
        if (text[length] == '\0')
            return widest;
        text += length + 1;
    }
}

static size_t column_width(const struct di_text_table *table, size_t column)
{
    size_t widest = column < table->count ? widest_word(table->cells[column]) : 0;
    for (size_t i = column + table->columns; i < table->count; i += table->columns) {
        const size_t width = di_catalogue_width(table->cells[i]);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static size_t table_width(const struct di_text_table *table)
{
    size_t width = (table->columns - 1) * table->gap;
    for (size_t column = 0; column < table->columns; column++)
        width += table->widths[column];
    return width;
}

/* Down to its longest word. */
static void narrow_first_column(struct di_text_table *table)
{
    const size_t width = table_width(table);
    const size_t over = table->most > 0 && width > table->most ? width - table->most : 0;
    size_t least = 0;
    for (size_t i = 0; i < table->count; i += table->columns) {
        const size_t word = widest_word(table->cells[i]);
        least = word > least ? word : least;
    }
    if (over > 0 && table->widths[0] > least)
        table->widths[0] = table->widths[0] - least > over ? table->widths[0] - over : least;
    if (table->most > 0 && table_width(table) > table->most)
        table->gap = 1;
}

/* Before anything is printed: headings are cut in place then. */
static bool set_widths(struct di_text_table *table)
{
    free(table->widths);
    table->widths = calloc(table->columns, sizeof *table->widths);
    for (size_t c = 0; table->widths != NULL && c < table->columns; c++)
        table->widths[c] = column_width(table, c);
    if (table->widths != NULL)
        narrow_first_column(table);
    return table->widths != NULL;
}

static void print_repeated(FILE *stream, char character, size_t count)
{
    for (size_t i = 0; i < count; i++)
        (void)fputc(character, stream);
}

/* Right-aligned; the first column left. */
static void print_cell(const struct di_text_table *table, size_t column, const char *text,
                       FILE *stream)
{
    const size_t rest = table->widths[column] - di_catalogue_width(text);
    if (column > 0)
        print_repeated(stream, ' ', table->gap + rest);
    (void)fputs(text, stream);
    if (column == 0 && table->columns > 1)
        print_repeated(stream, ' ', rest);
}

/* Cuts `text` into lines of at most `width` characters, in place; returns how many. */
static size_t break_lines(char *text, size_t width)
{
    size_t lines = 1;
    char *line = text;
    for (char *space = strchr(text, ' '); space != NULL; space = strchr(space + 1, ' ')) {
        char *next = strchr(space + 1, ' ');
        if (next != NULL)
            *next = '\0';
        const size_t needed = di_catalogue_width(line);
        if (next != NULL)
            *next = ' ';
        if (needed <= width)
            continue;
        *space = '\0';
        line = space + 1;
        lines++;
    }
    return lines;
}

static const char *line_at(const char *lines, size_t index)
{
    for (; index > 0; index--)
        lines += strlen(lines) + 1;
    return lines;
}

/* Headings stand on the rule: short ones have empty lines above. */
static bool print_headings(const struct di_text_table *table, FILE *stream)
{
    size_t *lines = calloc(table->columns, sizeof *lines);
    if (lines == NULL)
        return false;
    size_t height = 1;
    for (size_t c = 0; c < table->columns && c < table->count; c++) {
        lines[c] = 1;
        if (di_catalogue_width(table->cells[c]) > table->widths[c])
            lines[c] = break_lines(table->cells[c], table->widths[c]);
        height = lines[c] > height ? lines[c] : height;
    }
    for (size_t row = 0; row < height; row++) {
        for (size_t c = 0; c < table->columns && c < table->count; c++) {
            const size_t above = height - lines[c];
            print_cell(table, c, row < above ? "" : line_at(table->cells[c], row - above),
                       stream);
        }
        (void)fputc('\n', stream);
    }
    free(lines);
    return true;
}

static void print_rule(const struct di_text_table *table, FILE *stream)
{
    print_repeated(stream, '-', table_width(table));
    (void)fputc('\n', stream);
}

/* Lines of words that the row's numbers do not stand beside; returns the last line. */
static const char *print_lines_before(const struct di_text_table *table, char *words,
                                      FILE *stream)
{
    const size_t lines =
        di_catalogue_width(words) > table->widths[0] ? break_lines(words, table->widths[0]) : 1;
    for (size_t line = 0; line + 1 < lines; line++)
        (void)fprintf(stream, "%s\n", line_at(words, line));
    return line_at(words, lines - 1);
}

bool di_text_table_print(struct di_text_table *table, FILE *stream)
{
    if (table->is_incomplete || table->columns == 0)
        return false;
    if (!set_widths(table) || !print_headings(table, stream))
        return false;
    print_rule(table, stream);
    for (size_t i = table->columns; i < table->count; i++) {
        const size_t column = i % table->columns;
        const char *text =
            column == 0 ? print_lines_before(table, table->cells[i], stream) : table->cells[i];
        print_cell(table, column, text, stream);
        if ((i + 1) % table->columns == 0)
            (void)fputc('\n', stream);
    }
    return true;
}

void di_text_print_wrapped(const char *text, size_t width, FILE *stream)
{
    const size_t size = strlen(text) + 1;
    char *copy = malloc(size);
    if (copy == NULL) {
        (void)fprintf(stream, "%s\n", text);
        return;
    }
    memcpy(copy, text, size);
    const size_t lines = break_lines(copy, width);
    for (size_t i = 0; i < lines; i++)
        (void)fprintf(stream, "%s\n", line_at(copy, i));
    free(copy);
}

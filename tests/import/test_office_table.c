/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of offices from memory: encodings, separators, headings, rows. Whatever is in them is
 * made up. */
#include <stdlib.h>
#include <string.h>

#include "di/office_table.h"

#include "di_test.h"

enum { CELLS = 8, TEXT_BYTES = 4096 };

struct open_table {
    struct di_diagnostics list;
    struct di_office_table *table;
    enum di_status status;
};

static void open_bytes(struct open_table *open, const char *bytes, size_t size,
                       const struct di_office_form *form)
{
    open->table = NULL;
    di_diagnostics_init(&open->list);
    open->status =
        di_office_table_open_bytes(bytes, size, "table", form, &open->list, &open->table, NULL);
}

static void open_text(struct open_table *open, const char *text)
{
    static const struct di_office_form form;
    open_bytes(open, text, strlen(text), &form);
}

static void close_table(struct open_table *open)
{
    di_office_table_close(open->table);
    di_diagnostics_finish(&open->list);
}

/* All problems as "line:column sentence", one a line. */
static const char *problems(const struct open_table *open, char text[TEXT_BYTES])
{
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < open->list.count; i++) {
        const struct di_diagnostic *item = &open->list.items[i];
        used += (size_t)snprintf(text + used, TEXT_BYTES - used, "%u:%u ", item->line,
                                 item->column);
        used += di_message_render(&item->message, NULL, text + used, TEXT_BYTES - used);
        used += (size_t)snprintf(text + used, TEXT_BYTES - used, "\n");
    }
    return text;
}

#define assert_problems(open, expected)                                                        \
    do {                                                                                       \
        char problems_[TEXT_BYTES];                                                            \
        assert_string_equal(problems(open, problems_), expected);                              \
    } while (0)

/* The rest of the table as "line a|b", one a line. */
static const char *rows(struct open_table *open, const size_t *columns, size_t count,
                        char text[TEXT_BYTES])
{
    struct di_office_cell cells[CELLS];
    uint32_t line;
    size_t used = 0;
    text[0] = '\0';
    if (di_office_table_select(open->table, columns, count, NULL) != DI_OK)
        return text;
    while (di_office_table_next(open->table, cells, &line)) {
        used += (size_t)snprintf(text + used, TEXT_BYTES - used, "%u ", line);
        for (size_t i = 0; i < count; i++)
            used += (size_t)snprintf(text + used, TEXT_BYTES - used, "%s%s", i > 0 ? "|" : "",
                                     cells[i].text);
        used += (size_t)snprintf(text + used, TEXT_BYTES - used, "\n");
    }
    return text;
}

static const size_t first_two[] = {0, 1};

#define assert_rows(open, expected)                                                            \
    do {                                                                                       \
        char rows_[TEXT_BYTES];                                                                \
        assert_string_equal(rows(open, first_two, 2, rows_), expected);                        \
    } while (0)

/* ---- rows ---- */

static void selected_columns_alone_come_out(void **state)
{
    (void)state;
    struct open_table open;
    open_text(&open, "name,region,children\nA,North,5\n\nB, South ,\n");
    const size_t columns[] = {2, SIZE_MAX, 1, 2};
    char text[TEXT_BYTES];
    assert_int_equal(open.status, DI_OK);
    assert_int_equal(di_office_table_columns(open.table), 3);
    assert_string_equal(rows(&open, columns, 4, text), "2 5||North|5\n4 ||South|\n");
    assert_string_equal(rows(&open, columns, 4, text), "2 5||North|5\n4 ||South|\n");
    assert_int_equal(di_office_table_rows(open.table), 2);
    close_table(&open);
}

static bool is_stopped(void *context)
{
    return ++*(int *)context > 2;
}

/* Asked between blocks of rows; the rows so far stand, and the end says why. */
static void reading_can_be_stopped(void **state)
{
    (void)state;
    enum { ROWS = 2000 };
    char text[16 * ROWS];
    struct open_table open;
    struct di_office_cell cell;
    struct di_error error;
    uint32_t line;
    int asked = 0;
    size_t used = (size_t)snprintf(text, sizeof text, "a,b\n");
    const struct di_office_form form = {.is_stopped = is_stopped, .stop_context = &asked};
    for (int i = 0; i < ROWS; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, "%d,x\n", i);
    open_bytes(&open, text, used, &form);
    assert_int_equal(open.status, DI_OK);
    assert_int_equal(di_office_table_select(open.table, &(size_t){0}, 1, &error), DI_OK);
    while (di_office_table_next(open.table, &cell, &line))
        continue;
    assert_in_range(di_office_table_rows(open.table), 1, ROWS - 1);
    assert_int_equal(di_office_table_status(open.table, &error), DI_ERR_INTERRUPTED);
    assert_false(di_office_table_next(open.table, &cell, &line));
    assert_int_equal(open.list.count, 0);
    close_table(&open);
}

static void quotes_hold_separators_and_line_ends(void **state)
{
    (void)state;
    struct open_table open;
    open_text(&open, "\"a;\nx\";b\r\n\"1\r\n2\";\"say \"\"yes\"\"\"\rno\"t;x\r\n");
    assert_string_equal(di_office_table_heading(open.table, 0), "a;\nx");
    assert_rows(&open, "3 1\r\n2|say \"yes\"\n5 no\"t|x\n");
    close_table(&open);
}

static void open_quote_is_told(void **state)
{
    (void)state;
    struct open_table open;
    open_text(&open, "a,b\n1,2\n3,\"4\n5,6\n");
    assert_rows(&open, "2 1|2\n");
    assert_problems(&open, "3:0 A cell of this row begins with a quotation mark and has none "
                           "at its end. Add it.\n");
    close_table(&open);
}

static void rows_of_other_length_are_told(void **state)
{
    (void)state;
    struct open_table open;
    open_text(&open, "a,b\n1\n1,2,,\n1,2,x\n3,4\n");
    assert_rows(&open, "3 1|2\n5 3|4\n");
    assert_problems(&open, "2:0 The row has 1 cells, the heading has 2. Make them equal.\n"
                           "4:0 The row has 3 cells, the heading has 2. Make them equal.\n");
    close_table(&open);
}

static void heading_may_be_in_another_row(void **state)
{
    (void)state;
    const char text[] = "Report of 2024;\n;;\nregion;children;\nNorth;5;\n";
    const struct di_office_form form = {.heading_row = 2};
    struct open_table open;
    open_bytes(&open, text, sizeof text - 1, &form);
    assert_int_equal(di_office_table_heading_line(open.table), 3);
    assert_rows(&open, "4 North|5\n");
    assert_problems(&open, "");
    close_table(&open);
}
static void cells_and_rows_have_a_longest(void **state)
{
    (void)state;
    enum { ROOM = 2 << 20 };
    char *text = malloc(ROOM);
    assert_non_null(text);
    memcpy(text, "a,b\n", 4);
    memset(text + 4, 'x', DI_OFFICE_CELL_MAX + 1);
    (void)snprintf(text + 5 + DI_OFFICE_CELL_MAX, 20, ",1\nx,2\n");
    struct open_table open;
    open_text(&open, text);
    assert_rows(&open, "3 x|2\n");
    assert_problems(&open, "2:1 Column 'a': the cell is longer than 10000 characters.\n");
    close_table(&open);

    memset(text + 4, 'x', ROOM - 5);
    text[ROOM - 1] = '\0';
    open_text(&open, text);
    assert_rows(&open, "");
    assert_problems(&open, "2:0 The row is longer than 1 MB.\n");
    close_table(&open);
    text[4] = '"';
    open_text(&open, text);
    assert_rows(&open, "");
    assert_problems(&open, "2:0 A cell of this row begins with a quotation mark and has none "
                           "at its end. Add it.\n");
    close_table(&open);
    free(text);
}

/* ---- separators ---- */

static void separator_follows_from_the_heading(void **state)
{
    (void)state;
    struct open_table open;
    open_text(&open, "a\tb\n1,5\t2;3\n");
    assert_rows(&open, "2 1,5|2;3\n");
    close_table(&open);
    open_text(&open, "Region, name;Children\nNorth, a;1\nSouth;2\n"); /* commas come and go */
    assert_rows(&open, "2 North, a|1\n3 South|2\n");
    close_table(&open);
    open_text(&open, "sep=;\na;b,c\n1;2\n");
    assert_string_equal(di_office_table_heading(open.table, 1), "b,c");
    assert_rows(&open, "3 1|2\n");
    close_table(&open);
    open_text(&open, "a,b;c\n1,2;3\n");
    assert_problems(&open, "0:0 It is not clear what stands between columns. Say --separator "
                           "comma, semicolon or tab.\n");
    close_table(&open);
    const struct di_office_form form = {.separator = ';'};
    open_bytes(&open, "a,b;c\n1,2;3\n", 12, &form);
    assert_rows(&open, "2 1,2|3\n");
    close_table(&open);
}

/* ---- encodings ---- */

static void utf16_in_small_blocks(void **state)
{
    (void)state;
    static const char text[] = "\xFF\xFE"
                               "a\0\t\0b\0\r\0\n\0"
                               "\x10\x04\t\0\x3D\xD8\x00\xDE\r\0\n\0";
    struct di_text_decoder decoder = {.encoding = DI_TEXT_UTF16};
    static const struct di_office_form form;
    char decoded[64];
    size_t used = di_text_decoder_take(&decoder, text, 2, decoded);
    for (size_t i = 2; i < sizeof text - 1; i++)
        used += di_text_decoder_take(&decoder, text + i, 1, decoded + used);
    decoded[used] = '\0';
    assert_string_equal(decoded, "a\tb\r\n\xD0\x90\t\xF0\x9F\x98\x80\r\n");
    struct open_table open;
    open_bytes(&open, text, sizeof text - 1, &form);
    assert_int_equal(di_office_table_encoding(open.table), DI_TEXT_UTF16);
    assert_rows(&open, "2 \xD0\x90|\xF0\x9F\x98\x80\n");
    close_table(&open);
}

static void letters_tell_the_code_page(void **state)
{
    (void)state;
    struct open_table open;
    open_text(&open, "region;n\n\xD1\xE5\xE2\xE5\xF0;1\xA0"
                     "200\n"); /* Cyrillic, a no-break space */
    assert_int_equal(di_office_table_encoding(open.table), DI_TEXT_CP1251);
    assert_rows(&open, "2 \xD0\xA1\xD0\xB5\xD0\xB2\xD0\xB5\xD1\x80|1\xC2\xA0"
                       "200\n");
    close_table(&open);
    open_text(&open, "region;n\nOrl\xE9"
                     "ans;1 \x80\n"); /* an accent among ASCII, a euro sign */
    assert_int_equal(di_office_table_encoding(open.table), DI_TEXT_CP1252);
    assert_rows(&open, "2 Orl\xC3\xA9"
                       "ans|1 \xE2\x82\xAC\n");
    close_table(&open);
    open_text(&open, "region;n\nx;\xE9\n"); /* one letter alone */
    assert_problems(&open, "2:0 The letters may be of Windows-1251 (Cyrillic) or Windows-1252 "
                           "(Western Europe). Say --encoding cp1251 or --encoding cp1252.\n");
    close_table(&open);
    open_text(&open, "region;n\nx;1\xA0"
                     "000\n"); /* no letter at all: both say the same */
    assert_rows(&open, "2 x|1\xC2\xA0"
                       "000\n");
    close_table(&open);
}

static void what_is_said_must_fit(void **state)
{
    (void)state;
    const struct di_office_form utf8 = {.encoding = DI_TEXT_UTF8}, sheet = {.sheet = "May"};
    struct open_table open;
    open_bytes(&open, "a,b\n\xFFx,1\n", 10, &utf8);
    assert_problems(&open, "2:0 This is not UTF-8. Say another --encoding, or leave it out.\n");
    close_table(&open);
    open_bytes(&open, "a,b\n1,2\n", 8, &sheet);
    assert_problems(&open,
                    "0:0 This is a text file, which has no sheets. Leave --sheet out.\n");
    close_table(&open);
    open_bytes(&open, "PK\x03\x04", 4, &utf8);
    assert_problems(&open, "0:0 This is an Excel workbook: --encoding and --separator are for "
                           "text files. Leave them out.\n");
    close_table(&open);
}

/* A cell can hold no more than what its encoding has: half a character is none. */
static void bytes_that_are_no_characters_are_mended(void **state)
{
    (void)state;
    const struct di_office_form form = {.encoding = DI_TEXT_UTF16, .separator = ';'};
    struct open_table open;
    open_bytes(&open,
               "\xFF\xFE"
               "a\0;\0b\0\n\0\x00\xD8;\0x\0\n\0",
               18, &form);
    assert_rows(&open, "2 \xEF\xBF\xBD|x\n");
    close_table(&open);
}

/* ---- no table ---- */

static void other_files_are_told_apart(void **state)
{
    (void)state;
    struct open_table open;
    open_text(&open, "");
    assert_problems(&open, "0:0 The file is empty.\n");
    close_table(&open);
    open_text(&open, "\n\n,,\n");
    assert_problems(&open, "0:0 The file is empty.\n");
    close_table(&open);
    open_text(&open, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    assert_non_null(strstr(open.list.items[0].message.id, "old Excel"));
    close_table(&open);
    open_text(&open, "<html><table>");
    assert_non_null(strstr(open.list.items[0].message.id, "web page"));
    close_table(&open);
    const struct di_office_form form = {.heading_row = 9};
    open_bytes(&open, "a,b\n1,2\n", 8, &form);
    assert_problems(&open, "0:0 There is no row 9 for a heading.\n");
    close_table(&open);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(selected_columns_alone_come_out),
        cmocka_unit_test(quotes_hold_separators_and_line_ends),
        cmocka_unit_test(open_quote_is_told),
        cmocka_unit_test(rows_of_other_length_are_told),
        cmocka_unit_test(heading_may_be_in_another_row),
        cmocka_unit_test(cells_and_rows_have_a_longest),
        cmocka_unit_test(separator_follows_from_the_heading),
        cmocka_unit_test(utf16_in_small_blocks),
        cmocka_unit_test(letters_tell_the_code_page),
        cmocka_unit_test(reading_can_be_stopped),
        cmocka_unit_test(what_is_said_must_fit),
        cmocka_unit_test(bytes_that_are_no_characters_are_mended),
        cmocka_unit_test(other_files_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

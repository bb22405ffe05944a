/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows and cells of text with separators, and the encodings that offices write. */
#include <stdlib.h>

#include "di/delimited.h"
#include "di/text_encoding.h"

#include "di_test.h"

enum { ROOM = 4 };

static struct di_delimited open_text(char *text)
{
    struct di_delimited reader;
    di_delimited_open(&reader, text, ',');
    return reader;
}

static void quotes_hold_separators_line_ends_and_quotes(void **state)
{
    (void)state;
    char text[] = "a,\"b,\"\"c\"\"\nd\",e  \r\n\r\n,,\n\"x\",\"\"\r1,2,3,4,5";
    const char *cells[ROOM];
    struct di_delimited reader = open_text(text);
    assert_int_equal(di_delimited_next(&reader, cells, ROOM), 3);
    assert_int_equal(reader.line, 1);
    assert_string_equal(cells[0], "a");
    assert_string_equal(cells[1], "b,\"c\"\nd");
    assert_string_equal(cells[2], "e");
    assert_int_equal(di_delimited_next(&reader, cells, ROOM), 2); /* after two empty rows */
    assert_int_equal(reader.line, 5);
    assert_string_equal(cells[0], "x");
    assert_string_equal(cells[1], "");
    assert_int_equal(di_delimited_next(&reader, cells, ROOM), 5);
    assert_int_equal(reader.line, 6);
    assert_string_equal(cells[3], "4");
    assert_int_equal(di_delimited_next(&reader, cells, ROOM), 0);
    assert_int_equal(reader.open_quote_line, 0);
}

static void a_quote_without_end_is_noted_with_its_line(void **state)
{
    (void)state;
    char text[] = "a,b\n1,\"2\n3,4\n";
    const char *cells[ROOM];
    struct di_delimited reader = open_text(text);
    assert_int_equal(di_delimited_next(&reader, cells, ROOM), 2);
    assert_int_equal(di_delimited_next(&reader, cells, ROOM), 2);
    assert_string_equal(cells[1], "2\n3,4\n");
    assert_int_equal(di_delimited_next(&reader, cells, ROOM), 0);
    assert_int_equal(reader.open_quote_line, 2);
}

static void the_last_empty_cell_counts(void **state)
{
    (void)state;
    char text[] = "a,b,";
    const char *cells[ROOM];
    struct di_delimited reader = open_text(text);
    assert_int_equal(di_delimited_next(&reader, cells, ROOM), 3);
    assert_string_equal(cells[2], "");
}

static void reads_as(const char *bytes, size_t size, enum di_text_encoding encoding,
                     const char *wanted)
{
    enum di_text_encoding found = DI_TEXT_GUESS;
    char *text = di_text_decode(bytes, size, &found);
    assert_non_null(text);
    assert_string_equal(text, wanted);
    assert_int_equal(found, encoding);
    free(text);
}

static void encodings_are_told_apart(void **state)
{
    (void)state;
    const char nothing[] = {0};
    reads_as("\xEF\xBB\xBF\xD0\x94,1", 7, DI_TEXT_UTF8, "\xD0\x94,1");
    reads_as("\xC4\xEE\xEC;1", 5, DI_TEXT_CP1251, "\xD0\x94\xD0\xBE\xD0\xBC;1");
    reads_as("\xFF\xFE\x14\x04,\0001\0", 8, DI_TEXT_UTF16, "\xD0\x94,1");
    reads_as("\xFE\xFF\x04\x14\0,\0001", 8, DI_TEXT_UTF16, "\xD0\x94,1");
    reads_as("A\0,\0001\0", 6, DI_TEXT_UTF16, "A,1");
    reads_as("\xFF\xFE\x3D\xD8\x00\xDE\x3D\xD8", 8, DI_TEXT_UTF16,
             "\xF0\x9F\x98\x80\xEF\xBF\xBD"); /* a pair, and half of one */
    reads_as(nothing, 0, DI_TEXT_UTF8, "");
    reads_as("a\0b", 3, DI_TEXT_UTF8, "a?b");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_hold_separators_line_ends_and_quotes),
        cmocka_unit_test(a_quote_without_end_is_noted_with_its_line),
        cmocka_unit_test(the_last_empty_cell_counts),
        cmocka_unit_test(encodings_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

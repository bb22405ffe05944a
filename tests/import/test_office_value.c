/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in a cell: numbers, dates, missing, censored; which sign decimals have. */
#include <math.h>
#include <string.h>

#include "di/office_value.h"
#include "di/time.h"

#include "di_test.h"

#define NBSP "\xC2\xA0"

static const struct number_case {
    const char *text;
    char decimal;
    enum di_office_value_kind kind;
    double number;
} number_cases[] = {
    {"5", 0, DI_VALUE_NUMBER, 5},
    {"0", 0, DI_VALUE_NUMBER, 0},
    {"-5", 0, DI_VALUE_NUMBER, -5},
    {"\xE2\x88\x92"
     "5",
     0, DI_VALUE_NUMBER, -5},
    {"12,5", 0, DI_VALUE_NUMBER, 12.5},
    {"12.5", 0, DI_VALUE_NUMBER, 12.5},
    {"1.234", 0, DI_VALUE_AMBIGUOUS, 0},
    {"1,234", 0, DI_VALUE_AMBIGUOUS, 0},
    {"1,234", ',', DI_VALUE_NUMBER, 1.234},
    {"1,234", '.', DI_VALUE_NUMBER, 1234},
    {"0,234", 0, DI_VALUE_NUMBER, 0.234}, /* no thousands begin with 0 */
    {"1.234,5", 0, DI_VALUE_NUMBER, 1234.5},
    {"1,234.5", 0, DI_VALUE_NUMBER, 1234.5},
    {"1.234.567", 0, DI_VALUE_NUMBER, 1234567},
    {"1 234", 0, DI_VALUE_NUMBER, 1234},
    {"1" NBSP "234,5", 0, DI_VALUE_NUMBER, 1234.5},
    {"1'234", 0, DI_VALUE_NUMBER, 1234},
    {"12345,6", ',', DI_VALUE_NUMBER, 12345.6},
    {"1 23", 0, DI_VALUE_WRONG, 0},
    {"12 345 6", 0, DI_VALUE_WRONG, 0},
    {"1234 567", 0, DI_VALUE_WRONG, 0},
    {"1 234.567.890", 0, DI_VALUE_WRONG, 0},
    {"12,5", '.', DI_VALUE_WRONG, 0},
    {"12,", 0, DI_VALUE_WRONG, 0},
    {",5", 0, DI_VALUE_WRONG, 0},
    {"1e3", 0, DI_VALUE_WRONG, 0},
    {"0x10", 0, DI_VALUE_WRONG, 0},
    {"inf", 0, DI_VALUE_WRONG, 0},
    {"12*", 0, DI_VALUE_WRONG, 0},
    {"(5)", 0, DI_VALUE_WRONG, 0},
    {"5%", 0, DI_VALUE_WRONG, 0},
    {"<5", 0, DI_VALUE_BELOW, 5},
    {"> 95", 0, DI_VALUE_ABOVE, 95},
    {"<=4", 0, DI_VALUE_BELOW, 5},
    {">=95", 0, DI_VALUE_ABOVE, 94},
    {"<x", 0, DI_VALUE_WRONG, 0},
    {"<", 0, DI_VALUE_WRONG, 0},
    {"", 0, DI_VALUE_MISSING, 0},
    {"-", 0, DI_VALUE_MISSING, 0},
    {"\xE2\x80\x93", 0, DI_VALUE_MISSING, 0},
    {"..", 0, DI_VALUE_MISSING, 0},
    {":", 0, DI_VALUE_MISSING, 0},
    {"NaN", 0, DI_VALUE_MISSING, 0},
    {"N/A", 0, DI_VALUE_MISSING, 0},
    {"\xD0\x9D/\xD0\x94", 0, DI_VALUE_MISSING, 0},
    {"123456789012345678901234567890123456789012345678901234567890123456", 0, DI_VALUE_WRONG,
     0},
};

static void numbers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof number_cases / sizeof number_cases[0]; i++) {
        const struct number_case *of = &number_cases[i];
        const struct di_office_cell cell = {of->text, DI_CELL_TEXT};
        const struct di_office_value value = di_office_number(&cell, of->decimal);
        const bool has_number = of->kind == DI_VALUE_NUMBER || of->kind == DI_VALUE_BELOW ||
                                of->kind == DI_VALUE_ABOVE;
        if (value.kind != of->kind || (has_number && value.number != of->number))
            fail_msg("'%s': kind %d, number %g", of->text, (int)value.kind, value.number);
    }
}

static void counts_are_whole_and_not_negative(void **state)
{
    (void)state;
    const char *const wrong[] = {"-1", "1,5", "0.5", "9999999999"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        const struct di_office_cell cell = {wrong[i], DI_CELL_TEXT};
        assert_int_equal(di_office_count(&cell, '\0').kind, DI_VALUE_WRONG);
    }
    const struct di_office_cell machine = {"1e3", DI_CELL_NUMBER},
                                fault = {"#REF!", DI_CELL_ERROR};
    assert_near(di_office_count(&machine, ',').number, 1000, 0);
    assert_int_equal(di_office_count(&fault, ',').kind, DI_VALUE_WRONG);
}

static const struct date_case {
    const char *text;
    enum di_office_cell_kind cell;
    enum di_office_date_kind kind;
    int32_t year, month, day;
} date_cases[] = {
    {"2024-02-29", DI_CELL_TEXT, DI_DATE_RIGHT, 2024, 2, 29},
    {"2024-02-29T10:30:00Z", DI_CELL_TEXT, DI_DATE_RIGHT, 2024, 2, 29},
    {"2024-02-29 10:30", DI_CELL_DATE, DI_DATE_RIGHT, 2024, 2, 29},
    {"2023-02-29", DI_CELL_TEXT, DI_DATE_WRONG, 0, 0, 0},
    {"03.04.2024", DI_CELL_TEXT, DI_DATE_RIGHT, 2024, 4, 3},
    {"3/4/2024", DI_CELL_TEXT, DI_DATE_RIGHT, 2024, 4, 3},
    {"3/4.2024", DI_CELL_TEXT, DI_DATE_WRONG, 0, 0, 0},
    {"31/12/2024 0:00:00", DI_CELL_TEXT, DI_DATE_RIGHT, 2024, 12, 31},
    {"12/31/2024", DI_CELL_TEXT, DI_DATE_MONTH, 0, 0, 0},
    {"31/31/2024", DI_CELL_TEXT, DI_DATE_WRONG, 0, 0, 0},
    {"3/4/24", DI_CELL_TEXT, DI_DATE_TWO_DIGITS, 0, 0, 0},
    {"3/4/124", DI_CELL_TEXT, DI_DATE_WRONG, 0, 0, 0},
    {"2024", DI_CELL_TEXT, DI_DATE_WRONG, 0, 0, 0}, /* a year, no serial day */
    {"45351", DI_CELL_TEXT, DI_DATE_RIGHT, 2024, 2, 29},
    {"45351.75", DI_CELL_NUMBER, DI_DATE_RIGHT, 2024, 2, 29},
    {"123456", DI_CELL_TEXT, DI_DATE_WRONG, 0, 0, 0},
    {"1899-01-01", DI_CELL_TEXT, DI_DATE_WRONG, 0, 0, 0},
    {"2024-", DI_CELL_TEXT, DI_DATE_WRONG, 0, 0, 0},
    {"2024--", DI_CELL_TEXT, DI_DATE_WRONG, 0, 0, 0},
    {"1.", DI_CELL_TEXT, DI_DATE_WRONG, 0, 0, 0},
    {"March 2024", DI_CELL_TEXT, DI_DATE_WRONG, 0, 0, 0},
    {"TRUE", DI_CELL_BOOLEAN, DI_DATE_WRONG, 0, 0, 0},
    {"", DI_CELL_TEXT, DI_DATE_MISSING, 0, 0, 0},
    {"n/a", DI_CELL_TEXT, DI_DATE_MISSING, 0, 0, 0},
};

static void dates(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof date_cases / sizeof date_cases[0]; i++) {
        const struct date_case *of = &date_cases[i];
        const struct di_office_cell cell = {of->text, of->cell};
        int32_t day = 0;
        const enum di_office_date_kind kind = di_office_date(&cell, &day);
        const bool is_right =
            kind == of->kind &&
            (kind != DI_DATE_RIGHT || day == di_date_from_civil(of->year, of->month, of->day));
        if (!is_right)
            fail_msg("'%s': kind %d, day %d", of->text, (int)kind, (int)day);
    }
}

/* ---- the sign before decimals ---- */

static const struct decimal_case {
    const char *text;
    char decimal; /* '\0': a problem */
} decimal_cases[] = {
    {"n\n1\n2\n", '.'},          {"n\n1 234\n", '.'},     {"n\n12,5\n1.234\n", ','},
    {"n\n1.234\n12.5\n", '.'},   {"n\n1.234\n", '\0'},    {"n\n<1,234\n", '\0'},
    {"n\n12,5\n12.5\n", '\0'},   {"n\n1.234.567\n", ','}, {"n\nx\n..\n", '.'},
    {"n\n1.234\n0,5\nx\n", ','},
};

static void decimals(void **state)
{
    (void)state;
    static const struct di_office_form form = {.separator = ';'};
    const size_t columns[] = {0};
    for (size_t i = 0; i < sizeof decimal_cases / sizeof decimal_cases[0]; i++) {
        const struct decimal_case *of = &decimal_cases[i];
        struct di_diagnostics list;
        struct di_office_table *table = NULL;
        char decimal = 'x';
        di_diagnostics_init(&list);
        assert_int_equal(di_office_table_open_bytes(of->text, strlen(of->text), "table", &form,
                                                    &list, &table, NULL),
                         DI_OK);
        const enum di_status status =
            di_office_decimal(table, columns, 1, '\0', &decimal, NULL);
        if ((status == DI_OK) != (of->decimal != '\0') ||
            (status == DI_OK && decimal != of->decimal))
            fail_msg("'%s': status %d, sign %c", of->text, (int)status, decimal);
        assert_int_equal(list.errors, of->decimal == '\0');
        di_office_table_close(table);
        di_diagnostics_finish(&list);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers),
        cmocka_unit_test(counts_are_whole_and_not_negative),
        cmocka_unit_test(dates),
        cmocka_unit_test(decimals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

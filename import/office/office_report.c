/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with a cell, in words: with its heading, and what to write instead. */
#include "di/office_value.h"

static void report(const struct di_office_table *table, uint32_t line, size_t column,
                   enum di_status status, const char *sentence, const char *text)
{
    struct di_message message;
    DI_MESSAGE(&message, sentence, di_text_arg(di_office_table_heading(table, column)),
               di_text_arg(text));
    (void)di_office_table_report(table, line, column, status, &message);
}

static void report_formula(const struct di_office_table *table, uint32_t line, size_t column,
                           const struct di_office_cell *cell)
{
    report(table, line, column, DI_ERR_TYPE,
           DI_N_("Column '%1': a formula has no result here ('%2'). Calculate it in a "
                 "spreadsheet program and save the file again, or write the value."),
           cell->text);
}

void di_office_report_number(const struct di_office_table *table, uint32_t line, size_t column,
                             const struct di_office_cell *cell, bool is_count)
{
    if (cell->kind == DI_CELL_ERROR) {
        report_formula(table, line, column, cell);
        return;
    }
    report(table, line, column, DI_ERR_TYPE,
           is_count ? DI_N_("Column '%1': '%2' is no whole number from 0 up. Correct it; write "
                            "'..' where the number is not known.")
                    : DI_N_("Column '%1': '%2' is no number. Correct it; write '..' where the "
                            "number is not known."),
           cell->text);
}

void di_office_report_words(const struct di_office_table *table, uint32_t line, size_t column,
                            size_t count)
{
    struct di_message message;
    DI_MESSAGE(&message, DI_N_("Column '%1': what %2 {%2|text means|texts mean} is not known."),
               di_text_arg(di_office_table_heading(table, column)),
               di_integer_arg((int64_t)count));
    (void)di_office_table_report(table, line, column, DI_ERR_REFERENCE, &message);
}

void di_office_report_date(const struct di_office_table *table, uint32_t line, size_t column,
                           const struct di_office_cell *cell)
{
    int32_t day;
    const enum di_office_date_kind kind = di_office_date(cell, &day);
    if (cell->kind == DI_CELL_ERROR) {
        report_formula(table, line, column, cell);
        return;
    }
    report(table, line, column, DI_ERR_TYPE,
           kind == DI_DATE_TWO_DIGITS
               ? DI_N_("Column '%1': the year of '%2' has two digits, which may be of two "
                       "centuries. Write it with four.")
           : kind == DI_DATE_MONTH
               ? DI_N_("Column '%1': '%2' has a month above 12. Dates are read day first; if "
                       "this file has the month first, write its dates as 2024-12-31.")
               : DI_N_("Column '%1': '%2' is no date. Write 2024-12-31, 31.12.2024 or "
                       "31/12/2024."),
           cell->text);
}

void di_office_report_missing(const struct di_office_table *table, uint32_t line, size_t column)
{
    report(table, line, column, DI_ERR_MISSING,
           DI_N_("Column '%1': nothing stands here, and it is needed."), "");
}

void di_office_report_censored(const struct di_office_table *table, uint32_t line,
                               size_t column, const struct di_office_cell *cell,
                               bool has_option)
{
    report(table, line, column, DI_ERR_TYPE,
           has_option ? DI_N_("Column '%1': '%2' says a bound, not a number. What to take for "
                              "it is said by --censored lower, middle or upper.")
                      : DI_N_("Column '%1': '%2' says a bound, not a number."),
           cell->text);
}

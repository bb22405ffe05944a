/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What stands in a cell of an office's table. Nothing is guessed: a number whose sign before
 * decimals is not known, and a date whose century is not, are told as such.
 *
 * INTERFACE 6: decimal comma or point; thousands apart by space (also no-break, thin), comma,
 * point or apostrophe; dates ISO, D.M.Y, D/M/Y and serial days of Excel; empty, "-", "..",
 * "n/a" missing, which is never zero; "<5", ">95" censored.
 */
#ifndef DI_OFFICE_VALUE_H
#define DI_OFFICE_VALUE_H

#include "di/office_table.h"

enum di_office_value_kind {
    DI_VALUE_MISSING,
    DI_VALUE_NUMBER,
    DI_VALUE_BELOW,     /* "<5": `number` is 5 */
    DI_VALUE_ABOVE,     /* ">95": 95 */
    DI_VALUE_AMBIGUOUS, /* "1.234" while the decimal sign is not known */
    DI_VALUE_WRONG
};

struct di_office_value {
    enum di_office_value_kind kind;
    double number;
};

/**
 * Is the text one of those for "missing", in any case of letters? These and no others, in
 * tables of offices and in published statistics alike; docs/IMPORT.md lists them.
 */
bool di_office_is_missing(const char *text);

/** @param decimal  '.' or ','; '\0': not known */
struct di_office_value di_office_number(const struct di_office_cell *cell, char decimal);

/** The same where only whole numbers from 0 up are right: others are DI_VALUE_WRONG. */
struct di_office_value di_office_count(const struct di_office_cell *cell, char decimal);

/** What a number tells of the sign before decimals. */
enum di_office_decimal_hint {
    DI_DECIMAL_SAYS_NOTHING, /* digits alone, a machine's number, or none */
    DI_DECIMAL_IS_POINT,
    DI_DECIMAL_IS_COMMA,
    DI_DECIMAL_IS_AMBIGUOUS /* "1.234": decimals or thousands */
};
enum di_office_decimal_hint di_office_decimal_hint(const struct di_office_cell *cell);

enum di_office_date_kind {
    DI_DATE_MISSING,
    DI_DATE_RIGHT,
    DI_DATE_TWO_DIGITS, /* the year has two: which century? */
    DI_DATE_MONTH,      /* a month above 12: day and month may be the other way round */
    DI_DATE_WRONG
};

/**
 * A date: day before month. Serial days count from 1900 (of sheets that count from 1904 they
 * come as dates already); of 10,000 to 80,000 only, so that a year is not taken for one.
 *
 * @param[out] civil_day_out  days since 1970-01-01; set if DI_DATE_RIGHT
 */
enum di_office_date_kind di_office_date(const struct di_office_cell *cell,
                                        int32_t *civil_day_out);

/** Report a cell that is no count, no number, no date: says why, and what to do. */
void di_office_report_number(const struct di_office_table *table, uint32_t line, size_t column,
                             const struct di_office_cell *cell, bool is_count);
void di_office_report_date(const struct di_office_table *table, uint32_t line, size_t column,
                           const struct di_office_cell *cell);

/** A cell that is missing where it is needed; one that is censored where a number is, and
 * whether --censored says what it is taken for. */
void di_office_report_missing(const struct di_office_table *table, uint32_t line,
                              size_t column);
void di_office_report_censored(const struct di_office_table *table, uint32_t line,
                               size_t column, const struct di_office_cell *cell,
                               bool has_option);

/**
 * The sign before decimals in these columns of numbers, by one pass over the table.
 *
 * Any number that tells decides; two that tell different things are a problem, and so is
 * "1.234" where none tells.
 *
 * @param asked  '.' or ',' if an option says it: then nothing is looked at; '\0'
 * @param[out] decimal_out  '.' if no number has any sign
 * @return DI_OK; the status of the problem, which is reported
 */
DI_MUST_CHECK enum di_status di_office_decimal(struct di_office_table *table,
                                               const size_t *columns, size_t count, char asked,
                                               char *decimal_out, struct di_error *error);

#endif

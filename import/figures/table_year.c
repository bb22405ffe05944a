/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table_year.h"

#include <stdlib.h>
#include <string.h>

#include "di/office_value.h"
#include "di/time.h"

#include "office/office_fold.h"

enum { FOLDED_BYTES = 64, YEAR_MIN = 1950, YEAR_MAX = 2200 };

/* A number with nothing behind it but the word for year. */
static bool plain_year(const char *text, int32_t *year_out)
{
    char folded[FOLDED_BYTES];
    di_office_fold(text, folded, sizeof folded);
    if (strspn(folded, "0123456789") != 4)
        return false;
    const long year = strtol(folded, NULL, 10);
    const char *rest = folded + 4 + strspn(folded + 4, " ");
    if (year < YEAR_MIN || year > YEAR_MAX || !di_office_is_among("|г|г.|год|г.г.|year", rest))
        return false;
    *year_out = (int32_t)year;
    return true;
}

bool di_table_year(const struct di_office_cell *cell, int32_t *year_out)
{
    int32_t civil_day, year, month, day;
    if (plain_year(cell->text, year_out))
        return true;
    if (di_office_date(cell, &civil_day) != DI_DATE_RIGHT)
        return false;
    di_date_to_civil(civil_day, &year, &month, &day);
    if (month != 12 || day != 31)
        return false;
    *year_out = year;
    return true;
}

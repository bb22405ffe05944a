/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "di/office_mapping.h"
#include "di/office_slug.h"

#include "office_fold.h"

enum { FOLDED_BYTES = 512 };

bool di_office_is_total(const char *text)
{
    static const char *const words[] = {"total",       "totals",   "sum",   "all",
                                        "grand total", "subtotal", "всего", "итого",
                                        "итог",        "сумма",    "все"};
    static const char *const begins[] = {"total ", "grand total ", "всего ", "итого "};
    char folded[FOLDED_BYTES];
    di_office_fold(text, folded, sizeof folded);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(words[i], folded) == 0)
            return true;
    for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++)
        if (strncmp(begins[i], folded, strlen(begins[i])) == 0)
            return true;
    return false;
}

void di_office_id_of(const char *text, char id[65])
{
    di_office_slug(text, id);
    if (id[0] == '\0')
        memcpy(id, "x", 2);
}

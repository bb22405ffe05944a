/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "di/language.h"

#include <string.h>

#include "languages_table.h"

static const struct di_language languages[] = {LANGUAGE_TABLE};

const char di_language_codes[] = LANGUAGE_CODES;

size_t di_language_count(void)
{
    return sizeof languages / sizeof languages[0];
}

const struct di_language *di_language_at(size_t index)
{
    return &languages[index];
}

const struct di_language *di_language_find(const char *code)
{
    for (size_t i = 0; i < di_language_count(); i++)
        if (strcmp(languages[i].code, code) == 0)
            return &languages[i];
    return NULL;
}

const char *di_language_pick(const char *code, const char *english, const char *russian)
{
    return strcmp(code, "ru") == 0 ? russian : english;
}

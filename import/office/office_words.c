/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "di/office_mapping.h"

#include "office_fold.h"

enum { FOLDED_BYTES = 512, ID_MAX = 64 };

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

/* ---- ids ---- */

/* Latin letters of the 32 Cyrillic ones from U+0430 on, as on passports. */
static const char *const latin[] = {
    "a", "b", "v", "g", "d", "e",  "zh", "z",  "i",  "i",    "k", "l", "m", "n", "o",  "p",
    "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "",  "y", "",  "e", "iu", "ia"};

static void put(char id[ID_MAX + 1], const char *letters)
{
    const size_t used = strlen(id), more = strlen(letters);
    const bool is_second_gap = strcmp(letters, "_") == 0 && (used == 0 || id[used - 1] == '_');
    if (used + more <= ID_MAX && !is_second_gap)
        memcpy(id + used, letters, more + 1);
}

/* Letters for the character at `text`; `*bytes`: how many it has. */
static const char *letters_of(const unsigned char *text, char one[2], size_t *bytes)
{
    *bytes = 1;
    if ((text[0] >= 'a' && text[0] <= 'z') || (text[0] >= '0' && text[0] <= '9')) {
        one[0] = (char)text[0];
        return one;
    }
    while ((text[*bytes] & 0xC0) == 0x80)
        (*bytes)++;
    if (text[0] == 0xD0 && *bytes == 2 && text[1] >= 0xB0)
        return latin[text[1] - 0xB0];
    return text[0] == 0xD1 && *bytes == 2 && text[1] < 0x90 ? latin[16 + text[1] - 0x80] : "_";
}

void di_office_id_of(const char *text, char id[65])
{
    char folded[FOLDED_BYTES], one[2] = "";
    size_t bytes;
    di_office_fold(text, folded, sizeof folded);
    id[0] = '\0';
    for (const char *c = folded; *c != '\0'; c += bytes)
        put(id, letters_of((const unsigned char *)c, one, &bytes));
    size_t used = strlen(id);
    while (used > 0 && id[used - 1] == '_')
        id[--used] = '\0';
    if (used == 0)
        memcpy(id, "x", 2);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table of letters, small ones only; large ones are made small first. */

#include "di/office_slug.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "di/utf8.h"

#define LETTER_NONE 0xFFFD /* bytes that are no UTF-8 */

/* Of the Cyrillic alphabet in its order, U+0430 to U+045F. "" is a letter without a sound. */
static const char *const cyrillic[] = {
    "a", "b", "v", "g", "d",  "e",  "zh", "z",  "i",  "i",    "k",  "l", "m", "n", "o",  "p",
    "r", "s", "t", "u", "f",  "kh", "ts", "ch", "sh", "shch", "ie", "y", "",  "e", "iu", "ia",
    "e", "e", "d", "g", "ie", "dz", "i",  "i",  "j",  "lj",   "nj", "c", "k", "i", "u",  "dz"};

/* Of the Georgian alphabet in its order, U+10D0 to U+10F0. */
static const char *const georgian[] = {"a",  "b",  "g",  "d",  "e",  "v", "z",  "t",  "i",
                                       "k",  "l",  "m",  "n",  "o",  "p", "zh", "r",  "s",
                                       "t",  "u",  "p",  "k",  "gh", "q", "sh", "ch", "ts",
                                       "dz", "ts", "ch", "kh", "j",  "h"};

/* Of the Armenian alphabet in its order, U+0561 to U+0587. */
static const char *const armenian[] = {"a", "b", "g",  "d",  "e",  "z", "e",  "y",  "t",  "zh",
                                       "i", "l", "kh", "ts", "k",  "h", "dz", "gh", "ch", "m",
                                       "y", "n", "sh", "o",  "ch", "p", "j",  "r",  "s",  "v",
                                       "t", "r", "ts", "v",  "p",  "k", "o",  "f",  "ev"};

/* Latin letters with accents, U+00DF to U+017F, and letters beyond the alphabets above. */
static const struct {
    uint32_t from, to;
    const char *text;
} letters[] = {
    {0xDF, 0xDF, "ss"},   {0xE0, 0xE5, "a"},    {0xE6, 0xE6, "ae"},  {0xE7, 0xE7, "c"},
    {0xE8, 0xEB, "e"},    {0xEC, 0xEF, "i"},    {0xF0, 0xF0, "d"},   {0xF1, 0xF1, "n"},
    {0xF2, 0xF6, "o"},    {0xF8, 0xF8, "o"},    {0xF9, 0xFC, "u"},   {0xFD, 0xFD, "y"},
    {0xFE, 0xFE, "th"},   {0xFF, 0xFF, "y"},    {0x100, 0x105, "a"}, {0x106, 0x10D, "c"},
    {0x10E, 0x111, "d"},  {0x112, 0x11B, "e"},  {0x11C, 0x123, "g"}, {0x124, 0x127, "h"},
    {0x128, 0x131, "i"},  {0x132, 0x133, "ij"}, {0x134, 0x135, "j"}, {0x136, 0x138, "k"},
    {0x139, 0x142, "l"},  {0x143, 0x14B, "n"},  {0x14C, 0x151, "o"}, {0x152, 0x153, "oe"},
    {0x154, 0x159, "r"},  {0x15A, 0x161, "s"},  {0x162, 0x167, "t"}, {0x168, 0x173, "u"},
    {0x174, 0x175, "w"},  {0x176, 0x178, "y"},  {0x179, 0x17E, "z"}, {0x218, 0x219, "s"},
    {0x21A, 0x21B, "t"},  {0x259, 0x259, "a"},  {0x490, 0x491, "g"}, {0x492, 0x493, "g"},
    {0x496, 0x497, "zh"}, {0x498, 0x499, "z"},  {0x49A, 0x49B, "k"}, {0x4A0, 0x4A1, "k"},
    {0x4A2, 0x4A3, "n"},  {0x4AE, 0x4B1, "u"},  {0x4B2, 0x4B3, "h"}, {0x4B6, 0x4B7, "j"},
    {0x4BA, 0x4BB, "h"},  {0x4D8, 0x4D9, "a"},  {0x4E2, 0x4E3, "i"}, {0x4E8, 0x4E9, "o"},
    {0x4EE, 0x4EF, "u"}};

static uint32_t next_letter(const char **text)
{
    uint32_t letter = LETTER_NONE;
    const size_t length = di_utf8_read(*text, &letter);
    *text += length > 0 ? length : 1;
    return letter;
}

static uint32_t small(uint32_t letter)
{
    if ((letter >= 'A' && letter <= 'Z') ||
        (letter >= 0xC0 && letter <= 0xDE && letter != 0xD7))
        return letter + 0x20;
    if (letter >= 0x410 && letter <= 0x42F)
        return letter + 0x20;
    if (letter >= 0x400 && letter <= 0x40F)
        return letter + 0x50;
    if (letter >= 0x531 && letter <= 0x556)
        return letter + 0x30;
    if (letter >= 0x1C90 && letter <= 0x1CB0) /* Georgian capitals */
        return letter - 0x1C90 + 0x10D0;
    return letter;
}

/* NULL: neither letter nor digit, as far as is known. */
static const char *text_of(uint32_t letter, char one[2])
{
    const uint32_t c = small(letter);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        one[0] = (char)c;
        one[1] = '\0';
        return one;
    }
    if (c >= 0x430 && c <= 0x45F)
        return cyrillic[c - 0x430];
    if (c >= 0x10D0 && c <= 0x10F0)
        return georgian[c - 0x10D0];
    if (c >= 0x561 && c <= 0x587)
        return armenian[c - 0x561];
    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++)
        if (c >= letters[i].from && c <= letters[i].to)
            return letters[i].text;
    return NULL;
}

void di_office_slug(const char *name, char slug_out[DI_OFFICE_SLUG_MAX + 1])
{
    const char *at = name;
    size_t used = 0;
    bool is_apart = false;
    while (*at != '\0') {
        char one[2];
        const uint32_t letter = next_letter(&at);
        const char *text = text_of(letter, one);
        if (text == NULL) { /* an apostrophe parts nothing: "o'g'il" */
            is_apart = is_apart || (letter != '\'' && letter != 0x2019 && letter != 0x2BB &&
                                    letter != 0x2BC);
            continue;
        }
        const size_t length = strlen(text), gap = is_apart && used > 0 && length > 0 ? 1 : 0;
        if (used + gap + length > DI_OFFICE_SLUG_MAX)
            break;
        if (gap > 0)
            slug_out[used++] = '_';
        memcpy(slug_out + used, text, length);
        used += length;
        is_apart = is_apart && length == 0;
    }
    slug_out[used] = '\0';
}

bool di_office_slug_is_whole(const char *name)
{
    const char *at = name;
    char one[2];
    while (*at != '\0') {
        const uint32_t letter = next_letter(&at);
        if (letter >= 0xC0 && text_of(letter, one) == NULL &&
            !(letter >= 0x2000 && letter <= 0x206F) && letter != 0x2116)
            return false;
    }
    return true;
}

void di_office_slug_new(const char *name, const char *fallback,
                        bool (*is_taken)(const void *context, const char *id),
                        const void *context, char id_out[DI_OFFICE_SLUG_MAX + 1])
{
    char plain[DI_OFFICE_SLUG_MAX + 1];
    di_office_slug(name, plain);
    if (plain[0] == '\0')
        (void)snprintf(plain, sizeof plain, "%s", fallback);
    (void)snprintf(id_out, DI_OFFICE_SLUG_MAX + 1, "%s", plain);
    for (unsigned number = 2; is_taken(context, id_out); number++)
        (void)snprintf(id_out, DI_OFFICE_SLUG_MAX + 1, "%.55s_%u", plain, number);
}

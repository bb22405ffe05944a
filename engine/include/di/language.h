/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The languages this build speaks: English and one for each catalogue in po/. Nothing else in
 * the program lists languages, so a new one needs its .po file alone.
 */
#ifndef DI_LANGUAGE_H
#define DI_LANGUAGE_H

#include <stddef.h>

struct di_language {
    const char *code;            /* "en": as in po/CODE.po */
    const char *name;            /* what it calls itself */
    char decimal_point;          /* '.' or ',' */
    const char *group_separator; /* between thousands; "" for none */
};

/** Every code, English first, with bars between: "en|ru". */
extern const char di_language_codes[];

/** English and one for each catalogue of this build. */
size_t di_language_count(void);

/** By index, English first. */
const struct di_language *di_language_at(size_t index);

/** By code; NULL if this build has no such language. */
const struct di_language *di_language_find(const char *code);

/**
 * The one of a scenario object's two names (format 1 knows English and Russian) that a reader
 * of `code` is shown: Russian for "ru", English for every other.
 */
const char *di_language_pick(const char *code, const char *english, const char *russian);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What a scenario file may hold, for machines and for people, from the table of fields. */
#ifndef DI_SCHEMA_H
#define DI_SCHEMA_H

#include <stddef.h>

/** JSON Schema (draft 2020-12) of scenario files; free with free(); NULL if memory ran out. */
char *di_schema_write(void);

/** The same of study files. */
char *di_schema_write_study(void);

/** One field of a scenario file, for `validate --explain`. Texts are borrowed constants; path
 * and known values live until the visit returns. */
struct di_schema_field {
    const char *path;    /* "policies.max_skips", "regions.ID.name" */
    const char *type;    /* English, marked for translation */
    const char *unit;    /* "" if none */
    const char *text;    /* marked for translation */
    const char *choices; /* "a|b", NULL if free */
    double minimum, maximum;
    int has_range;
    int is_required;
    int has_default;
    double default_value;
};

/** Calls `visit` for every field whose last key, or whole path, is `key`; NULL: every field.
 * @return how many were visited */
size_t di_schema_explain(const char *key,
                         void (*visit)(void *context, const struct di_schema_field *field),
                         void *context);

/** What a field is, by its place in a scenario ("/carers/families/recruitment/places"): a text
 * marked for translation, or NULL if there is no such field. A named place goes before ID. */
const char *di_schema_pointer_text(const char *pointer);

/** The known key nearest to `key`, or NULL. */
const char *di_schema_nearest(const char *key);

#endif

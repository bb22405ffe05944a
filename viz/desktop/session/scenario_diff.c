/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario_diff.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { POINTER_BYTES = 1024 };

struct differing {
    struct edit_state *edits;
    char pointer[POINTER_BYTES];
    bool is_well;
};

/* One part more, escaped; false if it does not fit. */
static bool enter(struct differing *d, const char *key)
{
    size_t used = strlen(d->pointer);
    if (used + 2 * strlen(key) + 2 > sizeof d->pointer)
        return false;
    d->pointer[used++] = '/';
    for (const char *c = key; *c != '\0'; c++) {
        if (*c == '~' || *c == '/') {
            d->pointer[used++] = '~';
            d->pointer[used++] = *c == '~' ? '0' : '1';
        } else {
            d->pointer[used++] = *c;
        }
    }
    d->pointer[used] = '\0';
    return true;
}

static void add(struct differing *d, const json_t *value)
{
    char *json = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(17));
    d->is_well = json != NULL && edit_state_add(d->edits, d->pointer, json);
    free(json);
}

/* 1 and 1.0 are one number. */
static bool is_equal(const json_t *a, const json_t *b)
{
    const bool are_numbers = json_is_number(a) && json_is_number(b);
    return json_equal(a, b) || (are_numbers && !(json_number_value(a) < json_number_value(b)) &&
                                !(json_number_value(a) > json_number_value(b)));
}

static void differ(struct differing *d, json_t *from, json_t *to);

static void differ_member(struct differing *d, const char *key, json_t *from, json_t *to)
{
    const size_t length = strlen(d->pointer);
    if (!enter(d, key))
        d->is_well = false;
    else if (to == NULL)
        add(d, json_null());
    else if (json_is_object(from) && json_is_object(to))
        differ(d, from, to);
    else if (from == NULL || !is_equal(from, to))
        add(d, to);
    d->pointer[length] = '\0';
}

static bool names_the_file(const struct differing *d, const char *key)
{
    static const char *const keys[] = {"id", "name", "$schema"};
    for (size_t i = 0; d->pointer[0] == '\0' && i < sizeof keys / sizeof keys[0]; i++)
        if (strcmp(keys[i], key) == 0)
            return true;
    return false;
}

/* Objects. */
static void differ(struct differing *d, json_t *from, json_t *to)
{
    const char *key;
    json_t *value;
    json_object_foreach(from, key, value)
    {
        if (!names_the_file(d, key) && json_object_get(to, key) == NULL)
            differ_member(d, key, value, NULL);
    }
    json_object_foreach(to, key, value)
    {
        if (!names_the_file(d, key))
            differ_member(d, key, json_object_get(from, key), value);
    }
}

bool scenario_diff(const char *from, const char *to, struct edit_state *edits_out)
{
    json_t *a = json_loads(from, 0, NULL), *b = json_loads(to, 0, NULL);
    struct differing d = {.edits = edits_out, .is_well = a != NULL && b != NULL};
    *edits_out = (struct edit_state){0};
    if (d.is_well)
        differ(&d, a, b);
    json_decref(a);
    json_decref(b);
    return d.is_well;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "random_country.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

#include "di_test.h"
#include "program.h"

/* Sums of such numbers are bounded elsewhere, or they are no amounts. */
static bool stays(const char *key)
{
    static const char *const keys[] = {"format",         "years",       "leaving_shares",
                                       "entries",        "release",     "initial_stock",
                                       "age_from_years", "age_weights", "neighbours"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (strcmp(key, keys[i]) == 0)
            return true;
    return false;
}

/* 0.75 to 1.5, by the place of the number in the file and the seed. */
static double factor(uint64_t *state)
{
    *state += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t z = *state;
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return 0.75 + 0.75 * (double)((z ^ z >> 31) >> 11) * 0x1p-53;
}

static json_t *varied(const json_t *number, uint64_t *state)
{
    const double value = json_number_value(number) * factor(state);
    return json_is_integer(number) ? json_integer(llround(value)) : json_real(value);
}

static void vary(json_t *item, uint64_t *state)
{
    const char *key;
    json_t *member;
    void *next;
    size_t at;
    json_array_foreach(item, at, member)
    {
        if (json_is_number(member))
            json_array_set_new(item, at, varied(member, state));
        else
            vary(member, state);
    }
    json_object_foreach_safe(item, next, key, member)
    {
        if (stays(key))
            continue;
        if (json_is_number(member))
            json_object_set_new(item, key, varied(member, state));
        else
            vary(member, state);
    }
}

void random_country_write(const char *path, uint64_t seed)
{
    json_t *root = json_load_file(program_source("tests/cli/whole_country.json"), 0, NULL);
    uint64_t state = seed;
    assert_non_null(root);
    if (seed != 0)
        vary(root, &state);
    assert_int_equal(json_dump_file(root, path, JSON_INDENT(2)), 0);
    json_decref(root);
}

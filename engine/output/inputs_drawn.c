/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inputs_drawn.h"

#include <string.h>

static const char *const words[DI_INPUTS_FROM_COUNT] = {NULL, "fixed", "distributions", "file"};

bool inputs_drawn_add(json_t *manifest, const struct di_inputs_drawn *drawn)
{
    const char *word = words[drawn->from];
    const bool has_draws = drawn->from == DI_INPUTS_DISTRIBUTIONS;
    return json_object_set_new(manifest, "inputs_from",
                               word == NULL ? json_null() : json_string(word)) == 0 &&
           json_object_set_new(manifest, "draws",
                               has_draws ? json_integer(drawn->draws) : json_null()) == 0 &&
           json_object_set_new(manifest, "draws_sha256",
                               drawn->from == DI_INPUTS_FILE ? json_string(drawn->sha256)
                                                             : json_null()) == 0;
}

bool inputs_drawn_read(const json_t *manifest, struct di_arena *arena,
                       struct di_inputs_drawn *out)
{
    const char *word = json_string_value(json_object_get(manifest, "inputs_from"));
    const char *sha256 = json_string_value(json_object_get(manifest, "draws_sha256"));
    const json_int_t draws = json_integer_value(json_object_get(manifest, "draws"));
    *out = (struct di_inputs_drawn){.from = DI_INPUTS_CERTAIN};
    for (int from = DI_INPUTS_FIXED; word != NULL && from < DI_INPUTS_FROM_COUNT; from++)
        if (strcmp(word, words[from]) == 0)
            out->from = (enum di_inputs_from)from;
    if (out->from == DI_INPUTS_DISTRIBUTIONS)
        out->draws = draws > 0 && draws <= UINT32_MAX ? (uint32_t)draws : 0;
    if (out->from == DI_INPUTS_FILE)
        out->sha256 = sha256 == NULL ? NULL : di_arena_copy_text(arena, sha256);
    return (word != NULL) == (out->from != DI_INPUTS_CERTAIN) &&
           (out->from == DI_INPUTS_DISTRIBUTIONS) == (out->draws > 0) &&
           (out->from == DI_INPUTS_FILE) == (out->sha256 != NULL);
}

bool di_inputs_are_alike(const struct di_inputs_drawn *a, const struct di_inputs_drawn *b)
{
    if (a->from == DI_INPUTS_CERTAIN || b->from == DI_INPUTS_CERTAIN)
        return true;
    return a->from == b->from && a->draws == b->draws &&
           (a->from != DI_INPUTS_FILE || strcmp(a->sha256, b->sha256) == 0);
}

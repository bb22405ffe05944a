/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json_builder.h"

#include <math.h>

#include "growing_text.h"

void di_json_set(struct di_json_builder *builder, json_t *object, const char *key,
                 json_t *value)
{
    if (json_object_set_new(object, key, value) != 0)
        builder->ran_out = true;
}

void di_json_append(struct di_json_builder *builder, json_t *list, json_t *value)
{
    if (json_array_append_new(list, value) != 0)
        builder->ran_out = true;
}

json_t *di_json_number(double value)
{
    const double whole = round(value);
    return fabs(value - whole) < 1e-9 ? json_integer((json_int_t)whole) : json_real(value);
}

/* The writer of JSON does not look at every answer, so the text remembers. */
static int append(const char *more, size_t size, void *data)
{
    struct di_growing_text *text = data;
    di_growing_text_add_bytes(text, more, size);
    return text->ran_out ? -1 : 0;
}

char *di_json_finish(struct di_json_builder *builder, json_t *root, size_t flags)
{
    struct di_growing_text text = {0};
    if (root == NULL || builder->ran_out || json_dump_callback(root, append, &text, flags) != 0)
        text.ran_out = true;
    di_growing_text_add(&text, "\n");
    json_decref(root);
    return di_growing_text_take(&text);
}

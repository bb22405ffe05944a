/* SPDX-License-Identifier: GPL-3.0-or-later */
/** JSON that is built in many small steps, none of which may go missing when memory runs out.
 */
#ifndef DI_JSON_BUILDER_H
#define DI_JSON_BUILDER_H

#include <jansson.h>
#include <stdbool.h>

struct di_json_builder {
    bool ran_out; /* nothing that was built may be used */
};

/** Add a member; takes `value`, NULL of which means that memory ran out. */
void di_json_set(struct di_json_builder *builder, json_t *object, const char *key,
                 json_t *value);

/** Add to the end of a list. */
void di_json_append(struct di_json_builder *builder, json_t *list, json_t *value);

/** A number as JSON: whole ones, as counts that were computed are to 1e-9, without a point. */
json_t *di_json_number(double value);

/** The text of `root`, which is taken; NULL if memory ran out at any time. Free with free(). */
char *di_json_finish(struct di_json_builder *builder, json_t *root, size_t flags);

#endif

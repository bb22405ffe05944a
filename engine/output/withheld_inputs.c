/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario.json of a run whose small counts are withheld: without who is in care at the start
 * and without lists of single entries. It names what is gone, and does not load as a scenario.
 */
#include "withheld_inputs.h"

#include <jansson.h>
#include <string.h>

static void withhold(json_t *object, const char *key)
{
    if (json_object_get(object, key) != NULL)
        (void)json_object_set_new(object, key, json_string("withheld"));
}

char *withheld_inputs(const char *resolved)
{
    json_t *root = json_loads(resolved, 0, NULL);
    if (root == NULL)
        return NULL;
    withhold(root, "initial_stock");
    withhold(json_object_get(root, "entries"), "list");
    char *text = json_dumps(root, JSON_INDENT(2) | JSON_SORT_KEYS | JSON_REAL_PRECISION(15));
    json_decref(root);
    return text;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario.json of a run whose small counts are withheld: without who is in care at the start,
 * without lists of single entries and small published counts. It names what is gone, and does
 * not load as a scenario. */
#include "withheld_inputs.h"

#include <jansson.h>
#include <string.h>

#include "di/indicator.h"
#include "di/results.h"

/* Counts of children that are withheld whatever they are. */
static const struct {
    const char *section, *key;
} counts[] = {{NULL, "initial_stock"}, {"entries", "list"}};
enum { COUNTS = sizeof counts / sizeof counts[0] };

/* Goes past "/name" of a pointer, if that is its next key. */
static bool pass_key(const char **pointer, const char *name)
{
    const size_t length = strlen(name);
    if ((*pointer)[0] != '/' || strncmp(*pointer + 1, name, length) != 0)
        return false;
    const char *rest = *pointer + 1 + length;
    if (rest[0] != '/' && rest[0] != '\0')
        return false;
    *pointer = rest;
    return true;
}

bool di_results_withholds_input(const char *pointer)
{
    for (size_t i = 0; i < COUNTS; i++) {
        const char *rest = pointer;
        if ((counts[i].section == NULL || pass_key(&rest, counts[i].section)) &&
            pass_key(&rest, counts[i].key))
            return true;
    }
    return false;
}

static void withhold(json_t *object, const char *key)
{
    if (json_object_get(object, key) != NULL)
        (void)json_object_set_new(object, key, json_string("withheld"));
}

bool withheld_published(const char *indicator, double value, uint32_t below)
{
    const uint32_t index = di_indicator_find(indicator);
    const char *unit = index == UINT32_MAX ? "" : di_indicator_at(index).unit;
    return (strcmp(unit, "children") == 0 || strcmp(unit, "people") == 0) && value > 0 &&
           value < below;
}

static void withhold_published(json_t *series, uint32_t below)
{
    const char *indicator = json_string_value(json_object_get(series, "indicator"));
    json_t *values = json_object_get(series, "values"), *value;
    const char *year;
    void *next;
    json_object_foreach_safe(values, next, year, value)
    {
        const json_t *sourced = json_object_get(value, "value");
        const double number = json_number_value(sourced != NULL ? sourced : value);
        if (indicator != NULL && withheld_published(indicator, number, below))
            withhold(values, year);
    }
}

char *withheld_inputs(const char *resolved, uint32_t below)
{
    json_t *root = json_loads(resolved, 0, NULL);
    if (root == NULL)
        return NULL;
    for (size_t i = 0; i < COUNTS; i++)
        withhold(counts[i].section == NULL ? root : json_object_get(root, counts[i].section),
                 counts[i].key);
    const char *id;
    json_t *series;
    json_object_foreach(json_object_get(root, "published"), id, series)
        withhold_published(series, below);
    char *text = json_dumps(root, JSON_INDENT(2) | JSON_SORT_KEYS | JSON_REAL_PRECISION(15));
    json_decref(root);
    return text;
}

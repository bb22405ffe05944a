/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario.json of a run whose small counts are withheld: without who is in care at the start,
 * lists of single entries, targets of calibration and years of published figures that tell a
 * small count; without keys that are ignored. It names what is gone, and does not load as a
 * scenario. */
#include "withheld_inputs.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/indicator.h"
#include "di/results.h"

/* Counts of children that are withheld whatever they are. */
static const struct {
    const char *section, *key;
} counts[] = {{NULL, "initial_stock"}, {"entries", "list"}, {NULL, "targets"}};
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

bool withheld_inputs_name(const char *pointer, uint32_t below)
{
    return below == 0 || !di_results_withholds_input(pointer);
}

static void withhold(json_t *object, const char *key)
{
    if (json_object_get(object, key) != NULL)
        (void)json_object_set_new(object, key, json_string("withheld"));
}

/* ---- published figures ---- */

static bool is_count(const char *indicator, enum di_measure *measure_out)
{
    const uint32_t index = di_indicator_find(indicator);
    if (index == UINT32_MAX)
        return false;
    const struct di_indicator_text text = di_indicator_at(index);
    *measure_out = text.measure;
    return strcmp(text.unit, "children") == 0 || strcmp(text.unit, "people") == 0;
}

static double published_in(const struct di_published *series, int32_t year)
{
    for (uint32_t i = 0; i < series->count; i++)
        if (series->year[i] == year)
            return series->value[i];
    return (double)NAN;
}

/* More than nobody and fewer than the limit; false of NaN. */
static bool is_few(double children, uint32_t below)
{
    return children > 0.0 && children < below;
}

bool withheld_published_year(const struct di_model *model, int32_t year, uint32_t below)
{
    enum di_measure measure, other;
    for (uint32_t i = 0; below > 0 && i < model->published_count; i++) {
        const struct di_published *series = &model->published[i];
        if (!is_count(series->indicator, &measure))
            continue;
        const double value = published_in(series, year);
        if (is_few(value, below))
            return true;
        for (uint32_t k = 0; k < i; k++)
            if (is_count(model->published[k].indicator, &other) && other == measure &&
                is_few(fabs(value - published_in(&model->published[k], year)), below))
                return true;
    }
    return false;
}

static void withhold_published(json_t *series, const struct di_model *model, uint32_t below)
{
    json_t *values = json_object_get(series, "values"), *value;
    const char *year;
    void *next;
    json_object_foreach_safe(values, next, year, value)
    {
        if (withheld_published_year(model, (int32_t)strtol(year, NULL, 10), below))
            withhold(values, year);
    }
}

/* ---- the whole ---- */

/* Keys the program never reads may hold anything. Depth is bounded by the loader's limit on
 * nesting. NOLINTNEXTLINE(misc-no-recursion) */
static void remove_remarks(json_t *value)
{
    const char *key;
    json_t *member;
    void *next;
    size_t i;
    json_array_foreach(value, i, member) remove_remarks(member);
    json_object_foreach_safe(value, next, key, member)
    {
        if (strncmp(key, "x-", 2) == 0)
            (void)json_object_del(value, key);
        else
            remove_remarks(member);
    }
}

char *withheld_inputs(const struct di_model *model, const char *resolved, uint32_t below)
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
        withhold_published(series, model, below);
    remove_remarks(root);
    char *text = json_dumps(root, JSON_INDENT(2) | JSON_SORT_KEYS | JSON_REAL_PRECISION(15));
    json_decref(root);
    return text;
}

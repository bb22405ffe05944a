/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace_shocks.h"

#include <string.h>

#include "di_test.h"
#include "scenario_kind.h"

void trace_shocks_begin(struct trace_shocks *shocks, const json_t *scenario)
{
    *shocks = (struct trace_shocks){.scenario = scenario};
}

static const json_t *shock_of(const struct trace_shocks *shocks, const char *id)
{
    return json_object_get(json_object_get(shocks->scenario, "shocks"), id);
}

/* Keys of the scenario live longer than lines. */
static const char *kept_name(const struct trace_shocks *shocks, const char *id)
{
    const char *key;
    json_t *shock;
    json_object_foreach(json_object_get(shocks->scenario, "shocks"), key, shock)
    {
        if (strcmp(key, id) == 0)
            return key;
    }
    fail_msg("no shock %s", id);
    return NULL;
}

void trace_shocks_count(struct trace_shocks *shocks, const struct di_trace_row *row)
{
    if (row->value > 0) {
        assert_true(shocks->count < TRACE_SHOCKS_MAX);
        shocks->on[shocks->count++] = kept_name(shocks, row->what);
        return;
    }
    size_t at = 0;
    while (at < shocks->count && strcmp(shocks->on[at], row->what) != 0)
        at++;
    assert_true(at < shocks->count);
    shocks->on[at] = shocks->on[--shocks->count];
}

static bool is_in(const json_t *shock, const char *region)
{
    const json_t *regions = json_object_get(shock, "regions");
    bool is_listed = regions == NULL;
    for (size_t i = 0; i < json_array_size(regions); i++)
        is_listed =
            is_listed || strcmp(json_string_value(json_array_get(regions, i)), region) == 0;
    return is_listed;
}

static double number_of(const json_t *shock, const char *key, double otherwise)
{
    const json_t *value = scenario_value(shock, key);
    return value == NULL ? otherwise : json_number_value(value);
}

double trace_shocks_hours(const struct trace_shocks *shocks, const char *region)
{
    double factor = 1;
    for (size_t i = 0; i < shocks->count; i++) {
        const json_t *shock = shock_of(shocks, shocks->on[i]);
        if (is_in(shock, region))
            factor *= number_of(shock, "hours", 1) * (1 - number_of(shock, "absence_share", 0));
    }
    return factor;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of indicators: the only place that says what each number counts (MODEL 14), in
 * parts of one subject each. Order here is order in the files; ids are never renamed.
 */
#include "indicator_table.h"

#include <assert.h>
#include <string.h>

static const struct indicator_part *const parts[] = {
    &indicator_stocks, &indicator_moves,      &indicator_groups,
    &indicator_waits,  &indicator_placements, &indicator_events,
    &indicator_costs,  &indicator_justice,    &indicator_work};

enum { PARTS = sizeof parts / sizeof parts[0] };

const char *di_measure_id(enum di_measure measure)
{
    static const char *const ids[DI_MEASURES] = {"stock", "flow", "rate",
                                                 "share", "time", "money"};
    return ids[measure];
}

uint32_t di_indicator_count(void)
{
    uint32_t count = 0;
    for (uint32_t part = 0; part < PARTS; part++)
        count += parts[part]->count;
    return count;
}

const struct indicator *indicator_at(uint32_t index)
{
    uint32_t part = 0;
    while (index >= parts[part]->count) {
        index -= parts[part++]->count;
        assert(part < PARTS);
    }
    return &parts[part]->indicators[index];
}

struct di_indicator_text di_indicator_at(uint32_t index)
{
    return indicator_at(index)->text;
}

uint32_t di_indicator_find(const char *id)
{
    uint32_t before = 0;
    for (uint32_t part = 0; part < PARTS; part++) {
        for (uint32_t i = 0; i < parts[part]->count; i++)
            if (strcmp(parts[part]->indicators[i].text.id, id) == 0)
                return before + i;
        before += parts[part]->count;
    }
    return UINT32_MAX;
}

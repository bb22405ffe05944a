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

const char *di_indicator_population(uint32_t index)
{
    const struct indicator *indicator = indicator_at(index);
    if (!indicator_is_of_all_ages(indicator))
        return indicator->has_adults ? "`0_17`, `18_plus`" : "`0_17`";
    return indicator->numerator.source == COUNT_SPELLS ? "`all`, groups `0_17`" : "`all`";
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

/* Who turns 18 is counted with the children until the mark is made (transition.c). */
static bool is_mark_of_grown(enum di_mark mark)
{
    return mark == DI_MARK_STAYED_ON || mark == DI_MARK_AGED_OUT_AFTERCARE ||
           mark == DI_MARK_AGED_OUT_INDEPENDENT || mark == DI_MARK_AGED_OUT_HOME ||
           mark == DI_MARK_AGED_OUT_ADULT_INSTITUTION;
}

bool indicator_is_of_all_ages(const struct indicator *indicator)
{
    const struct count *count = &indicator->numerator;
    switch (count->source) {
    case COUNT_STOCK_END:
    case COUNT_STOCK_START:
    case COUNT_CHILD_YEARS:
    case COUNT_ARRIVALS:
    case COUNT_DEPARTURES:
        return count->people == COUNT_ALL_AGES;
    case COUNT_MARK:
        return is_mark_of_grown(count->mark);
    case COUNT_SPELLS:
        return !spell_measure_is_of_returns(count->spells);
    case COUNT_NOTHING:
    case COUNT_TALLY:
    case COUNT_TALLY_END:
    case COUNT_PLACES:
    case COUNT_IDLE:
    case COUNT_WORK:
    case COUNT_POPULATION_END:
    case COUNT_POPULATION_MIDDLE:
    case COUNT_POPULATION_14_17:
    case COUNT_BUDGET_GAP:
    case COUNT_COST:
        break;
    }
    return true;
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

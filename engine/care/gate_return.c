/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Families kept from care, by prevention or at the gate, who may be at the gate again (MODEL
 * 6). All that is drawn of such a family follows from its canonical id, so a short row is all
 * that is kept. Many come back years later: the calendar holds only those of the running twelve
 * months, and takes in the others when their year begins.
 */
#include "system.h"

enum { MONTHS_AHEAD = 12 };

struct away {
    uint64_t order;       /* canonical id of the group */
    di_time back;         /* DI_TIME_NEVER: the row is unused */
    int16_t arrival_day;  /* at the gate, the first time */
    uint16_t returns;     /* of which the next is the last counted */
    uint32_t next_unused; /* row, or NO_SLOT */
};

uint64_t gate_return_order(const struct di_care *care, uint32_t row)
{
    return care->aways[row].order;
}

size_t gate_return_bytes(const struct di_care *care)
{
    return (size_t)care->away_slots.capacity * sizeof *care->aways;
}

static void schedule(struct di_care *care, uint32_t row)
{
    care_schedule(care, care->aways[row].back, DI_EVENT_CLASS_CLOCK, EVENT_GATE_RETURN,
                  row | OTHER_ENTITY, 0);
}

static di_time first_instant(const struct di_care *care, uint32_t month)
{
    return month < di_model_months(care->model)
               ? di_time_of_day(di_result_month_first_day(care->model, month))
               : care->end;
}

void gate_return_start(struct di_care *care)
{
    care->away_until = first_instant(care, MONTHS_AHEAD);
}

void gate_return_month(struct di_care *care, uint32_t month)
{
    const di_time from = care->away_until;
    if (month % MONTHS_AHEAD != 0)
        return;
    care->away_until = first_instant(care, month + MONTHS_AHEAD);
    for (uint32_t row = 0; row < care->away_slots.used; row++)
        if (care->aways[row].back >= from && care->aways[row].back < care->away_until)
            schedule(care, row);
}

void gate_return_restart(struct di_care *care)
{
    care->aways = slots_restart(care, &care->away_slots, care->aways, sizeof *care->aways);
}

static uint32_t take_row(struct di_care *care)
{
    struct slots *slots = &care->away_slots;
    const uint32_t row = slots->free_head;
    if (row != NO_SLOT) {
        slots->free_head = care->aways[row].next_unused;
        return row;
    }
    void *rows = care->aways;
    if (!slots_have_rows(care, slots, slots->used + 1, &rows, sizeof *care->aways))
        return NO_SLOT;
    care->aways = rows;
    return slots->used++;
}

void gate_return_keep(struct di_care *care, const struct group *group, int32_t arrival_day,
                      di_time back)
{
    const uint32_t row = back < care->end ? take_row(care) : NO_SLOT;
    if (row == NO_SLOT)
        return;
    care->aways[row] = (struct away){.order = group->order,
                                     .back = back,
                                     .arrival_day = (int16_t)arrival_day,
                                     .returns = (uint16_t)(group->returns + 1u)};
    if (back < care->away_until)
        schedule(care, row);
}

void gate_return_arrive(struct di_care *care, uint32_t row)
{
    struct away *away = &care->aways[row];
    const struct away family = *away;
    away->back = DI_TIME_NEVER;
    away->next_unused = care->away_slots.free_head;
    care->away_slots.free_head = row;
    entry_again(care, family.order, family.returns, family.arrival_day);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Clocks carried over a change (MODEL 5): since when they count, what is left of the
 * exponential of each pathway, and how many draws of it were used up before. Settings differ in
 * their pathways by a factor of three, so there is a table for each number of pathways.
 *
 * A row is a run of 8-byte words: `since`, one number a pathway, and the attempts, four to a
 * word. The first word of a free row is the next free one.
 */
#include "carried_clocks.h"

#include <stdlib.h>
#include <string.h>

#include "system.h"

static size_t row_size(uint32_t pathways)
{
    return (1 + (size_t)pathways + (pathways + 3) / 4) * sizeof(uint64_t);
}

static unsigned char *row_of(const struct di_care *care, uint32_t pathways, uint32_t row)
{
    return care->clock_tables[pathways].rows + row * row_size(pathways);
}

enum di_status carried_clocks_create(struct di_care *care)
{
    care->clock_tables = calloc((size_t)care->causes + 1, sizeof *care->clock_tables);
    if (care->clock_tables == NULL)
        return DI_ERR_MEMORY;
    carried_clocks_reset(care);
    return DI_OK;
}

void carried_clocks_destroy(struct di_care *care)
{
    for (uint32_t n = 0; care->clock_tables != NULL && n <= care->causes; n++)
        care_rows_free(care->clock_tables[n].rows);
    free(care->clock_tables);
}

void carried_clocks_reset(struct di_care *care)
{
    for (uint32_t n = 0; n <= care->causes; n++) {
        struct clock_table *table = &care->clock_tables[n];
        table->rows = slots_restart(care, &table->slots, table->rows, row_size(n));
    }
}

size_t carried_clocks_bytes(const struct di_care *care)
{
    size_t bytes = 0;
    for (uint32_t n = 0; n <= care->causes; n++)
        bytes += care->clock_tables[n].slots.capacity * row_size(n);
    return bytes;
}

static uint32_t take_row(struct di_care *care, uint32_t pathways)
{
    struct clock_table *table = &care->clock_tables[pathways];
    struct slots *slots = &table->slots;
    const uint32_t row = slots->free_head;
    if (row != NO_SLOT) {
        memcpy(&slots->free_head, row_of(care, pathways, row), sizeof slots->free_head);
        return row;
    }
    void *rows = table->rows;
    if (!slots_have_rows(care, slots, slots->used + 1, &rows, row_size(pathways)))
        return NO_SLOT;
    table->rows = rows;
    return slots->used++;
}

void carried_clocks_drop(struct di_care *care, uint32_t slot)
{
    struct carry *carry = child_carry_if_any(care, slot);
    if (carry == NULL || carry->clocks == NO_SLOT)
        return;
    struct slots *slots = &care->clock_tables[carry->pathways].slots;
    memcpy(row_of(care, carry->pathways, carry->clocks), &slots->free_head,
           sizeof slots->free_head);
    slots->free_head = carry->clocks;
    carry->clocks = NO_SLOT;
}

void carried_clocks_set(struct di_care *care, uint32_t slot, const double *left,
                        const uint16_t *attempt, uint32_t pathways)
{
    struct carry *carry = child_carry(care, slot);
    if (carry == NULL)
        return;
    if (carry->clocks == NO_SLOT || carry->pathways != pathways) {
        carried_clocks_drop(care, slot);
        carry->clocks = take_row(care, pathways);
        carry->pathways = (uint8_t)pathways;
    }
    if (carry->clocks == NO_SLOT)
        return;
    unsigned char *row = row_of(care, pathways, carry->clocks);
    memcpy(row, &care->now, sizeof care->now);
    memcpy(row + sizeof care->now, left, pathways * sizeof *left);
    memcpy(row + sizeof care->now + pathways * sizeof *left, attempt,
           pathways * sizeof *attempt);
}

struct carried_clocks carried_clocks_of(const struct di_care *care, const struct carry *carry)
{
    if (carry->clocks == NO_SLOT)
        return (struct carried_clocks){0};
    const unsigned char *row = row_of(care, carry->pathways, carry->clocks);
    struct carried_clocks clocks;
    memcpy(&clocks.since, row, sizeof clocks.since);
    clocks.left = (const double *)(const void *)(row + sizeof clocks.since);
    clocks.attempt = (const uint16_t *)(const void *)(clocks.left + carry->pathways);
    return clocks;
}

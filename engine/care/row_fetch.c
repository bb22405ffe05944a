/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of coming events travel to the cache while others run, in steps: what a row points to
 * can be fetched only when the row itself has arrived. The calendar opens a cell of a few
 * events at a time; each step looks one cell less ahead. Nothing here changes a result.
 *
 * Kinds of events follow each other at random, so a branch on the kind is a guess that fails
 * as often as not, and would cost more than the fetch: rows are chosen by arithmetic, and the
 * children that later steps need are noted in lists. Which row is fetched is a hint, so a list
 * that is full drops the rest and links of a row that is no longer in use are followed blindly.
 */
#include "row_fetch.h"

#include "desk.h"
#include "monitoring.h"
#include "system.h"

enum { ROW_CELLS = 3, PLACE_CELLS = 2, PARTY_CELLS = 1 }; /* how far the steps look ahead */

/* ---- which row an event is about ---- */

enum row_kind { ROW_NONE, ROW_CHILD, ROW_WATCH, ROW_JOB, ROW_KINDS };

struct row_table {
    uintptr_t first;
    uint32_t size;
    uint32_t last; /* offset of what is read in a second line */
};

static inline enum row_kind kind_of(const struct di_calendar_entry *entry)
{
    const unsigned is_clock = entry->event_class == DI_EVENT_CLASS_CLOCK;
    const unsigned is_release = entry->event_class == DI_EVENT_CLASS_RELEASE;
    const unsigned is_plain = entry->entity < WORK_ENTITY;
    const unsigned is_for_desk = is_of_desk(entry->entity);
    return (enum row_kind)(ROW_CHILD * (is_clock & is_plain) +
                           ROW_WATCH * (is_clock & is_for_desk) +
                           ROW_JOB * (is_release & is_for_desk));
}

static void fetch_address(uintptr_t address)
{
    row_fetch((const void *)address);
}

/* No row: the first of the table, which costs nothing. */
static inline void fetch_of(const void *table, uint32_t row, size_t size)
{
    fetch_address((uintptr_t)table + (row != NO_SLOT ? row : 0) * size);
}

static void fetch_rows(const struct di_care *care)
{
    const struct di_calendar *calendar = &care->calendar;
    const struct desk *desk = care->desk;
    struct row_table tables[ROW_KINDS] = {[ROW_NONE] = {(uintptr_t)care->children, 0, 0},
                                          [ROW_CHILD] = {(uintptr_t)care->children,
                                                         sizeof(struct child),
                                                         offsetof(struct child, setting)}};
    if (desk != NULL) {
        tables[ROW_WATCH] =
            (struct row_table){(uintptr_t)desk->watches, sizeof(struct watch), 0};
        tables[ROW_JOB] = (struct row_table){(uintptr_t)desk->teams.jobs, sizeof(struct job),
                                             offsetof(struct job, state)};
    }
    for (uint32_t node = di_calendar_coming(calendar, ROW_CELLS); node != DI_CALENDAR_NO_NODE;
         node = calendar->node[node].next) {
        const struct di_calendar_entry *entry = &calendar->node[node].entry;
        const struct row_table *table = &tables[kind_of(entry)];
        const uintptr_t row =
            table->first + (size_t)(entry->entity & ~WORK_ENTITY) * table->size;
        fetch_address(row);
        fetch_address(row + table->last);
    }
}

/* ---- what those rows point to ---- */

static void fetch_places(const struct di_care *care, uint32_t slot)
{
    const struct child *child = &care->children[slot];
    fetch_of(care->groups, child->group, sizeof *care->groups);
    fetch_of(care->waiting.requests, child->request, sizeof *care->waiting.requests);
    fetch_of(care->carries, child->carry, sizeof *care->carries);
    fetch_of(care->units, child->unit < care->unit_count ? child->unit : NO_SLOT,
             sizeof *care->units);
}

/* Parties of what a child waits for, or the ranks they stand in: who changes its place in a
 * list is looked for there. */
static void fetch_parties(const struct di_care *care, uint32_t slot, bool ranks)
{
    const struct child *child = &care->children[slot];
    if (child->group == NO_SLOT || child->request == NO_SLOT)
        return;
    const struct waiting *waiting = &care->waiting;
    const struct request *request = &waiting->requests[child->request];
    for (uint32_t i = 0; i < PARTY_OPTIONS; i++) {
        const uint32_t party = request->party[i];
        if (party != NO_SLOT)
            row_fetch(ranks ? (const void *)waiting_rank_of(waiting, party)
                            : (const void *)&waiting->parties[party]);
    }
}

static void fetch_file(const struct di_care *care, uint32_t slot)
{
    const uint32_t request = care->children[slot].request;
    if (request < care->desk->file_capacity)
        row_fetch(&care->desk->files[request]);
}

static void fetch_match(const struct di_care *care, uint32_t slot)
{
    const uint32_t request = care->children[slot].request;
    if (request < care->desk->file_capacity &&
        care->desk->files[request].match_unit < care->unit_count)
        row_fetch(&care->units[care->desk->files[request].match_unit]);
}

/* ---- the steps ---- */

static inline void note(struct row_list *list, uint32_t slot, bool is_one)
{
    list->slot[list->count] = slot;
    list->count += is_one && list->count + 1 < ROW_LIST_ROOM;
}

static struct row_notes *notes_of(struct di_care *care, uint32_t distance)
{
    return &care->fetched[(care->calendar.cell + distance) % ROW_LISTS];
}

/* Owner of a job: a watch, or a child whose case it is. */
static void fetch_owner(const struct di_care *care, uint32_t j, struct row_notes *notes)
{
    const struct desk *desk = care->desk;
    const struct job *job = &desk->teams.jobs[j];
    const bool is_watched =
        (job->activity == DI_ACTIVITY_VISIT) | (job->activity == DI_ACTIVITY_CRISIS);
    const bool is_case = !is_watched & (job->owner < care->child_slots.used);
    fetch_of(is_watched ? (const void *)desk->watches : (const void *)care->children,
             is_watched || is_case ? job->owner : NO_SLOT,
             is_watched ? sizeof(struct watch) : sizeof(struct child));
    note(&notes->cases, job->owner, is_case);
}

static void fetch_owners_and_places(struct di_care *care)
{
    const struct di_calendar *calendar = &care->calendar;
    struct row_notes *notes = notes_of(care, PLACE_CELLS);
    notes->children.count = notes->cases.count = 0;
    for (uint32_t node = di_calendar_coming(calendar, PLACE_CELLS); node != DI_CALENDAR_NO_NODE;
         node = calendar->node[node].next) {
        const struct di_calendar_entry *entry = &calendar->node[node].entry;
        const enum row_kind kind = kind_of(entry);
        if (kind == ROW_JOB)
            fetch_owner(care, entry->entity & ~WORK_ENTITY, notes);
        note(&notes->children, entry->entity, kind == ROW_CHILD);
    }
    for (uint32_t i = 0; i < notes->children.count; i++)
        fetch_places(care, notes->children.slot[i]);
}

static void fetch_parties_and_files(struct di_care *care)
{
    const struct row_notes *notes = notes_of(care, PARTY_CELLS);
    for (uint32_t i = 0; i < notes->children.count; i++)
        fetch_parties(care, notes->children.slot[i], false);
    for (uint32_t i = 0; i < notes->cases.count; i++) {
        fetch_places(care, notes->cases.slot[i]);
        fetch_file(care, notes->cases.slot[i]);
    }
}

static void fetch_ranks_and_matches(struct di_care *care)
{
    const struct row_notes *notes = notes_of(care, 0);
    for (uint32_t i = 0; i < notes->children.count; i++)
        fetch_parties(care, notes->children.slot[i], true);
    for (uint32_t i = 0; i < notes->cases.count; i++) {
        fetch_parties(care, notes->cases.slot[i], false);
        fetch_match(care, notes->cases.slot[i]);
    }
}

void row_fetch_cells(struct di_care *care)
{
    fetch_rows(care);
    fetch_owners_and_places(care);
    fetch_parties_and_files(care);
    fetch_ranks_and_matches(care);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recorder.h"

#include <stdlib.h>
#include <string.h>

#include "desk.h"
#include "system.h"

static bool grow_flows(struct recorder *recorder);

enum { FLOW_SLOTS_FIRST = 1024, FLOW_SLAB_ROWS = 1024 };

static uint32_t cell_of(const struct child *child)
{
    const uint32_t band = child->age_band, sex = child->sex, disability = child->disability;
    return (band * DI_SEXES + sex) * DI_DISABILITIES + disability;
}

static size_t place_index(const struct recorder *recorder, uint32_t region, uint32_t setting,
                          uint32_t cell)
{
    return ((size_t)region * recorder->settings + setting) * recorder->full_cells + cell;
}

enum di_status recorder_create(struct recorder *recorder, const struct di_model *model)
{
    memset(recorder, 0, sizeof *recorder);
    recorder->regions = model->region_count;
    recorder->settings = model->setting_count;
    recorder->full_cells = model->age_band_count * DI_SEXES * DI_DISABILITIES;
    const size_t places = (size_t)recorder->regions * recorder->settings * recorder->full_cells;
    recorder->counts = care_rows(places, sizeof *recorder->counts);
    recorder->notes = calloc(FLOW_NOTES, sizeof *recorder->notes);
    recorder->folds = calloc(recorder->full_cells, sizeof *recorder->folds);
    recorder->tally = calloc((size_t)recorder->regions * DI_TALLIES, sizeof *recorder->tally);
    recorder->flow_slots = FLOW_SLOTS_FIRST;
    recorder->flows = calloc(recorder->flow_slots, sizeof *recorder->flows);
    if (recorder->counts == NULL || recorder->notes == NULL || recorder->tally == NULL ||
        recorder->flows == NULL || recorder->folds == NULL)
        return DI_ERR_MEMORY;
    return DI_OK;
}

void recorder_destroy(struct recorder *recorder)
{
    for (uint32_t i = 0; i < recorder->slab_count; i++)
        free(recorder->slabs[i]);
    free(recorder->slabs);
    free(recorder->folds);
    care_rows_free(recorder->counts);
    free(recorder->notes);
    free(recorder->tally);
    free(recorder->flows);
    care_rows_free(recorder->used_flows);
}

static void make_folds(struct recorder *recorder, const struct di_result_dims *dims)
{
    for (uint32_t cell = 0; cell < recorder->full_cells; cell++) {
        struct cell_fold *fold = &recorder->folds[cell];
        fold->count = di_result_cells(dims, cell / (DI_DISABILITIES * DI_SEXES),
                                      cell / DI_DISABILITIES % DI_SEXES, cell % DI_DISABILITIES,
                                      fold->cells);
    }
}

static bool add_slab(struct recorder *recorder)
{
    int32_t **slabs =
        realloc(recorder->slabs, (recorder->slab_count + 1u) * sizeof *recorder->slabs);
    if (slabs == NULL)
        return false;
    recorder->slabs = slabs;
    slabs[recorder->slab_count] =
        calloc((size_t)FLOW_SLAB_ROWS * recorder->full_cells, sizeof **slabs);
    if (slabs[recorder->slab_count] == NULL)
        return false;
    recorder->slab_count++;
    recorder->allocations++;
    return true;
}

static void reserve_used_flows(struct recorder *recorder, uint32_t capacity)
{
    if (recorder->used_flow_capacity >= capacity)
        return;
    care_rows_free(recorder->used_flows);
    recorder->used_flows = care_rows(capacity, sizeof *recorder->used_flows);
    recorder->used_flow_capacity = recorder->used_flows != NULL ? capacity : 0;
}

/* Room for twice the rows seen so far, so a warm replication allocates nothing for new ones. */
static void reserve_flows(struct recorder *recorder)
{
    reserve_used_flows(recorder, 2 * recorder->flow_count);
    while (recorder->slab_count * FLOW_SLAB_ROWS < 2 * recorder->flow_count + FLOW_SLAB_ROWS)
        if (!add_slab(recorder))
            return;
    while (recorder->flow_slots < 4 * recorder->flow_count)
        if (!grow_flows(recorder))
            return;
}

/* Rows of earlier replications keep their storage: a warm recorder allocates nothing new for
 * moves it has seen before. */
void recorder_start(struct recorder *recorder, struct di_result *result)
{
    const size_t places = (size_t)recorder->regions * recorder->settings * recorder->full_cells;
    memset(recorder->counts, 0, places * sizeof *recorder->counts);
    memset(recorder->tally, 0,
           (size_t)recorder->regions * DI_TALLIES * sizeof *recorder->tally);
    for (uint32_t i = 0; i < recorder->flow_slots; i++) {
        recorder->flows[i].row = UINT32_MAX;
        recorder->flows[i].is_used = false;
        if (recorder->flows[i].count != NULL)
            memset(recorder->flows[i].count, 0, recorder->full_cells * sizeof(int32_t));
    }
    reserve_flows(recorder);
    make_folds(recorder, &result->dims);
    recorder->result = result;
    recorder->used_flow_count = recorder->result_capacity = recorder->entry_capacity = 0;
    recorder->spell_capacity = 0;
    recorder->note_count = 0;
    recorder->quarter_entry = 0;
    recorder->quarter = recorder->month = 0;
    recorder->quarters = result->dims.quarters;
    recorder->in_care = recorder->peak_in_care = 0;
    recorder->integral = 0;
    recorder->integral_at = 0;
    recorder->allocations = 0;
}

static void advance_integral(struct di_care *care)
{
    struct recorder *recorder = &care->recorder;
    recorder->integral +=
        (uint64_t)recorder->in_care * (uint64_t)(care->now - recorder->integral_at);
    recorder->integral_at = care->now;
}

static void count_one(struct di_care *care, const struct child *child, struct cell_count *count,
                      int64_t change)
{
    count->time -= (uint64_t)change * (uint64_t)care->now;
    count->stock += change;
    if (count->stock < 0)
        invariant_fail(care, (uint32_t)(child - care->children),
                       DI_N_("a stock of children would fall below zero"));
}

/* One child more (1) or fewer (-1) where it now is: both counts, and the care system's own. */
static void count_child(struct di_care *care, const struct child *child, int64_t change)
{
    struct recorder *recorder = &care->recorder;
    const struct setting_rule *rule = rule_of_child(care, child);
    if (!rule->has_stock)
        return;
    struct cell_counts *const counts = recorder->counts;
    const uint32_t cell = cell_of(child);
    count_one(care, child,
              &counts[place_index(recorder, child->region, child->setting, cell)].by_residence,
              change);
    count_one(care, child,
              &counts[place_index(recorder, child->origin, child->setting, cell)].by_origin,
              change);
    if (!rule->is_care)
        return;
    advance_integral(care);
    recorder->in_care += change;
    if (recorder->in_care > recorder->peak_in_care)
        recorder->peak_in_care = recorder->in_care;
}

void recorder_enter(struct di_care *care, const struct child *child)
{
    count_child(care, child, 1);
}

void recorder_leave(struct di_care *care, const struct child *child)
{
    count_child(care, child, -1);
}

static uint64_t pack_flow(const struct di_flow_key *key)
{
    /* settings below 2^8 (outside: 254, 255), regions below 2^10, move below 2^2 */
    return (uint64_t)(key->from & 0xffu) | (uint64_t)(key->to & 0xffu) << 8 |
           (uint64_t)key->from_region << 16 | (uint64_t)key->to_region << 28 |
           (uint64_t)key->origin << 40 | (uint64_t)(key->move + 1u) << 52;
}

static const struct flow_row *first_slot(const struct flow_row *rows, uint32_t slots,
                                         uint64_t key)
{
    return rows + ((uint32_t)((key * UINT64_C(0x9e3779b97f4a7c15)) >> 40) & (slots - 1));
}

static struct flow_row *find_row(struct flow_row *rows, uint32_t slots, uint64_t key)
{
    uint32_t i = (uint32_t)(first_slot(rows, slots, key) - rows);
    while (rows[i].key != 0 && rows[i].key != key)
        i = (i + 1) & (slots - 1);
    return &rows[i];
}

static bool grow_flows(struct recorder *recorder)
{
    const uint32_t slots = recorder->flow_slots * 2;
    struct flow_row *rows = calloc(slots, sizeof *rows);
    if (rows == NULL)
        return false;
    for (uint32_t i = 0; i < recorder->flow_slots; i++)
        if (recorder->flows[i].key != 0)
            *find_row(rows, slots, recorder->flows[i].key) = recorder->flows[i];
    for (uint32_t i = 0; i < recorder->used_flow_count; i++) {
        const uint64_t key = recorder->flows[recorder->used_flows[i]].key;
        recorder->used_flows[i] = (uint32_t)(find_row(rows, slots, key) - rows);
    }
    free(recorder->flows);
    recorder->flows = rows;
    recorder->flow_slots = slots;
    return true;
}

static struct flow_row *flow_row_of(struct di_care *care, const struct di_flow_key *fields)
{
    struct recorder *recorder = &care->recorder;
    const uint64_t key = pack_flow(fields);
    struct flow_row *row = find_row(recorder->flows, recorder->flow_slots, key);
    if (row->key == key)
        return row;
    if (recorder->flow_count * 2 >= recorder->flow_slots) {
        if (!grow_flows(recorder))
            return NULL;
        row = find_row(recorder->flows, recorder->flow_slots, key);
    }
    if (recorder->flow_count == recorder->slab_count * FLOW_SLAB_ROWS && !add_slab(recorder))
        return NULL;
    int32_t *count = recorder->slabs[recorder->flow_count / FLOW_SLAB_ROWS] +
                     (size_t)(recorder->flow_count % FLOW_SLAB_ROWS) * recorder->full_cells;
    recorder->flow_count++;
    *row = (struct flow_row){.key = key, .fields = *fields, .count = count, .row = UINT32_MAX};
    return row;
}

static bool note_used(struct di_care *care, struct flow_row *row)
{
    struct recorder *recorder = &care->recorder;
    if (recorder->used_flow_count == recorder->used_flow_capacity) {
        uint32_t *grown = care_grow(care, recorder->used_flows, &recorder->used_flow_capacity,
                                    recorder->used_flow_count + 1, sizeof *grown);
        if (grown == NULL)
            return false;
        recorder->used_flows = grown;
    }
    row->is_used = true;
    recorder->used_flows[recorder->used_flow_count++] = (uint32_t)(row - recorder->flows);
    return true;
}

static const struct flow_row *likely_row(const struct recorder *recorder, uint32_t note)
{
    return first_slot(recorder->flows, recorder->flow_slots,
                      pack_flow(&recorder->notes[note].fields));
}

static void fetch_flow(const struct recorder *recorder, uint32_t note)
{
    if (note < recorder->note_count)
        row_fetch(likely_row(recorder, note));
}

static void fetch_count(const struct recorder *recorder, uint32_t note)
{
    if (note >= recorder->note_count)
        return;
    const struct flow_row *row = likely_row(recorder, note);
    if (row->count != NULL)
        row_fetch(&row->count[recorder->notes[note].cell]);
}

/* Rows of flows are far apart in memory: found for many moves in a row, they are fetched side
 * by side instead of one by one. */
static void add_notes(struct di_care *care)
{
    struct recorder *recorder = &care->recorder;
    for (uint32_t i = 0; i < recorder->note_count; i++) {
        fetch_flow(recorder, i + 16);
        fetch_count(recorder, i + 8);
        struct flow_row *row = flow_row_of(care, &recorder->notes[i].fields);
        if (row == NULL || (!row->is_used && !note_used(care, row))) {
            care_fail_memory(care);
            return;
        }
        row->count[recorder->notes[i].cell]++;
    }
    recorder->note_count = 0;
}

void recorder_flow(struct di_care *care, const struct child *child, uint16_t from,
                   uint16_t from_region, uint16_t to, uint16_t to_region, enum di_move move)
{
    struct recorder *recorder = &care->recorder;
    recorder->notes[recorder->note_count++] =
        (struct flow_note){.fields = {.from = from,
                                      .to = to,
                                      .from_region = from_region,
                                      .to_region = to_region,
                                      .origin = (uint16_t)child->origin,
                                      .move = (uint8_t)move},
                           .cell = (uint16_t)cell_of(child)};
    if (recorder->note_count == FLOW_NOTES)
        add_notes(care);
}

void recorder_tally(struct di_care *care, uint16_t region, enum di_tally tally)
{
    care->recorder.tally[(size_t)region * DI_TALLIES + tally]++;
}

void recorder_mark(struct di_care *care, const struct child *child, uint32_t region,
                   enum di_mark mark)
{
    const struct recorder *recorder = &care->recorder;
    struct di_result *result = recorder->result;
    if (recorder->quarter >= recorder->quarters)
        return;
    const struct cell_fold *fold = &recorder->folds[cell_of(child)];
    int32_t *cells =
        result->marks + di_result_mark_index(&result->dims, recorder->quarter, region, mark);
    for (uint32_t i = 0; i < fold->count; i++)
        cells[fold->cells[i]]++;
}

/* ---- folding into the result ---- */

static void fold_stock(const struct cell_fold *fold, int64_t stock, int32_t *stock_out)
{
    for (uint32_t i = 0; i < fold->count; i++)
        stock_out[fold->cells[i]] += (int32_t)stock;
}

/* Stock now, and child-time of the period so far: what has left, plus what is there until now.
 * The count then starts the next period as if everyone there had just come in. */
static void close_count(struct cell_count *count, const struct cell_fold *fold, di_time now,
                        int32_t *stock_out, int64_t *time_out)
{
    if (count->stock == 0 && count->time == 0)
        return;
    const uint64_t present = (uint64_t)count->stock * (uint64_t)now;
    const int64_t time = (int64_t)(count->time + present);
    count->time = 0 - present;
    fold_stock(fold, count->stock, stock_out);
    for (uint32_t i = 0; i < fold->count; i++)
        time_out[fold->cells[i]] += time;
}

static size_t place_count_of(const struct recorder *recorder)
{
    return (size_t)recorder->regions * recorder->settings;
}

static void close_counts(struct di_care *care)
{
    struct recorder *recorder = &care->recorder;
    struct di_result *result = recorder->result;
    const size_t cells = result->dims.cells;
    size_t out = di_result_stock_index(&result->dims, recorder->quarter, 0, 0, 0);
    struct cell_counts *counts = recorder->counts;
    for (size_t place = 0; place < place_count_of(recorder); place++, out += cells)
        for (uint32_t cell = 0; cell < recorder->full_cells; cell++, counts++) {
            close_count(&counts->by_residence, &recorder->folds[cell], care->now,
                        result->stock + out, result->child_time + out);
            close_count(&counts->by_origin, &recorder->folds[cell], care->now,
                        result->stock_origin + out, result->child_time_origin + out);
        }
}

static bool give_result_row(struct di_care *care, struct flow_row *row)
{
    struct recorder *recorder = &care->recorder;
    struct di_result *result = recorder->result;
    if (row->row != UINT32_MAX)
        return true;
    if (result->flow_count == recorder->result_capacity) {
        const uint32_t capacity = result->flow_count * 2 + 1024;
        struct di_flow *grown = realloc(result->flows, capacity * sizeof *grown);
        if (grown == NULL)
            return false;
        result->flows = grown;
        recorder->result_capacity = capacity;
    }
    row->row = result->flow_count++;
    result->flows[row->row] = (struct di_flow){.key = row->fields};
    return true;
}

static bool reserve_entries(struct recorder *recorder, uint32_t more)
{
    struct di_result *result = recorder->result;
    if (result->entry_count + more <= recorder->entry_capacity)
        return true;
    const uint32_t capacity = recorder->entry_capacity * 2 + more + 4096;
    struct di_flow_entry *grown = realloc(result->entries, capacity * sizeof *grown);
    if (grown == NULL)
        return false;
    result->entries = grown;
    recorder->entry_capacity = capacity;
    return true;
}

/* One row's counts of the quarter as entries; entries of a row come in order of quarter and
 * cell, rows are gathered when the replication ends. */
static bool fold_row(struct di_care *care, struct flow_row *row, int32_t *folded)
{
    struct recorder *recorder = &care->recorder;
    struct di_result *result = recorder->result;
    const uint32_t cells = result->dims.cells;
    if (!give_result_row(care, row) || !reserve_entries(recorder, cells))
        return false;
    memset(folded, 0, cells * sizeof *folded);
    for (uint32_t cell = 0; cell < recorder->full_cells; cell++) {
        const struct cell_fold *fold = &recorder->folds[cell];
        for (uint32_t k = 0; row->count[cell] != 0 && k < fold->count; k++)
            folded[fold->cells[k]] += row->count[cell];
    }
    for (uint32_t cell = 0; cell < cells; cell++)
        if (folded[cell] != 0)
            result->entries[result->entry_count++] =
                (struct di_flow_entry){.flow = row->row,
                                       .quarter = (uint16_t)recorder->quarter,
                                       .cell = (uint16_t)cell,
                                       .count = folded[cell]};
    memset(row->count, 0, recorder->full_cells * sizeof *row->count);
    row->is_used = false;
    return true;
}

static void fold_flows(struct di_care *care)
{
    struct recorder *recorder = &care->recorder;
    int32_t folded[DI_AGE_BANDS_MAX * DI_SEXES * DI_DISABILITIES];
    add_notes(care);
    recorder->quarter_entry = recorder->result->entry_count;
    for (uint32_t i = 0; i < recorder->used_flow_count; i++)
        if (!fold_row(care, &recorder->flows[recorder->used_flows[i]], folded)) {
            care_fail_memory(care);
            return;
        }
    recorder->used_flow_count = 0;
}

void recorder_opening(struct di_care *care)
{
    const struct recorder *recorder = &care->recorder;
    const struct di_result *result = recorder->result;
    const struct cell_counts *counts = recorder->counts;
    size_t out = 0;
    for (size_t place = 0; place < place_count_of(recorder); place++, out += result->dims.cells)
        for (uint32_t cell = 0; cell < recorder->full_cells; cell++, counts++) {
            fold_stock(&recorder->folds[cell], counts->by_residence.stock,
                       result->opening + out);
            fold_stock(&recorder->folds[cell], counts->by_origin.stock,
                       result->opening_origin + out);
        }
}

void recorder_quarter(struct di_care *care)
{
    struct recorder *recorder = &care->recorder;
    struct di_result *result = recorder->result;
    if (recorder->quarter >= recorder->quarters)
        return;
    close_counts(care);
    fold_flows(care);
    const size_t tallies = (size_t)recorder->regions * DI_TALLIES;
    memcpy(result->tally + (size_t)recorder->quarter * tallies, recorder->tally,
           tallies * sizeof *recorder->tally);
    memset(recorder->tally, 0, tallies * sizeof *recorder->tally);
    advance_integral(care);
    recorder->quarter++;
    if (care->on_quarter != NULL)
        care->on_quarter(care->cancel_context, recorder->quarter);
}

void recorder_month(struct di_care *care)
{
    struct recorder *recorder = &care->recorder;
    struct di_result *result = recorder->result;
    if (recorder->month >= result->dims.months)
        return;
    const uint32_t adult_from = (care->model->age_band_count - 1) * DI_SEXES * DI_DISABILITIES;
    int32_t *out = result->month_stock + (size_t)recorder->month * recorder->settings * 2;
    const struct cell_counts *counts = recorder->counts;
    for (size_t place = 0; place < place_count_of(recorder); place++) {
        int32_t *stock = out + place % recorder->settings * 2;
        for (uint32_t cell = 0; cell < recorder->full_cells; cell++, counts++)
            stock[cell >= adult_from] += (int32_t)counts->by_residence.stock;
    }
    recorder->month++;
}

struct numbered_flow {
    struct di_flow flow;
    uint32_t row; /* before sorting */
};

static int compare_flows(const void *a, const void *b)
{
    const uint64_t key_a = pack_flow(&((const struct numbered_flow *)a)->flow.key);
    const uint64_t key_b = pack_flow(&((const struct numbered_flow *)b)->flow.key);
    return key_a < key_b ? -1 : key_a > key_b;
}

/* Rows in order of their keys, and the entries gathered row by row; the order of entries within
 * a row is kept. */
static bool sort_flows(struct di_result *result)
{
    const uint32_t count = result->flow_count;
    struct numbered_flow *sorted = calloc((size_t)count + 1, sizeof *sorted);
    uint32_t *row_of = calloc((size_t)count + 1, sizeof *row_of);
    struct di_flow_entry *entries = calloc((size_t)result->entry_count + 1, sizeof *entries);
    const bool ready = sorted != NULL && row_of != NULL && entries != NULL;
    for (uint32_t i = 0; ready && i < count; i++)
        sorted[i] = (struct numbered_flow){result->flows[i], i};
    if (ready && count > 1) /* keys are unique: no ties */
        qsort(sorted, count, sizeof *sorted, compare_flows);
    for (uint32_t i = 0; ready && i < count; i++) {
        result->flows[i] = sorted[i].flow;
        row_of[sorted[i].row] = i;
    }
    for (uint32_t e = 0; ready && e < result->entry_count; e++)
        result->flows[row_of[result->entries[e].flow]].count++;
    for (uint32_t i = 1; ready && i < count; i++)
        result->flows[i].first = result->flows[i - 1].first + result->flows[i - 1].count;
    for (uint32_t i = 0; ready && i < count; i++)
        result->flows[i].count = 0;
    for (uint32_t e = 0; ready && e < result->entry_count; e++) {
        const uint32_t row = row_of[result->entries[e].flow];
        struct di_flow *flow = &result->flows[row];
        entries[flow->first + flow->count] = result->entries[e];
        entries[flow->first + flow->count++].flow = row;
    }
    if (ready) {
        free(result->entries);
        result->entries = entries;
    } else {
        free(entries);
    }
    free(sorted);
    free(row_of);
    return ready;
}

void recorder_finish(struct di_care *care)
{
    struct di_result *result = care->recorder.result;
    if (!sort_flows(result))
        care_fail_memory(care);
    spell_finish(care);
    result->replication = care->replication;
    result->events = care->events;
    result->children = care->children_ever;
}

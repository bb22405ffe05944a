/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One walk over a result for both directions, so that what is written is what is read. A value
 * that is zero is not stored on reading: the arrays come zeroed, and pages that nobody touches
 * take no memory.
 *
 * Layout: checksum (4 bytes), length of the plain bytes (8), deflated plain bytes.
 */
#include "result_code.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "di/cost_book.h"

enum { HEAD = 12, LEVEL = 1, DEFLATE_RATIO_MAX = 1040 };

struct code {
    bool is_writing;
    bool is_damaged, has_no_memory;
    unsigned char *bytes; /* written, or read */
    size_t at, size;      /* size: room when writing */
};

/* ---- single values ---- */

static bool make_room(struct code *code, size_t more)
{
    if (code->size - code->at >= more)
        return true;
    const size_t size = code->size * 2 + more + 4096;
    unsigned char *bytes = realloc(code->bytes, size);
    if (bytes == NULL) {
        code->has_no_memory = true;
        return false;
    }
    code->bytes = bytes;
    code->size = size;
    return true;
}

/* Seven bits a byte, the lowest first. */
static void write_bits(struct code *code, uint64_t bits)
{
    if (!make_room(code, 10))
        return;
    for (; bits > 127; bits >>= 7)
        code->bytes[code->at++] = (unsigned char)(bits | 128);
    code->bytes[code->at++] = (unsigned char)bits;
}

static uint64_t read_bits(struct code *code)
{
    uint64_t bits = 0;
    for (unsigned shift = 0; shift < 64 && code->at < code->size; shift += 7) {
        const unsigned char byte = code->bytes[code->at++];
        bits |= (uint64_t)(byte & 127) << shift;
        if (byte < 128)
            return bits;
    }
    code->is_damaged = true;
    return 0;
}

/* Signs go to the lowest bit, so that small numbers of either sign are short. */
static int64_t whole(struct code *code, int64_t value, int64_t lowest, int64_t highest)
{
    if (code->is_writing) {
        const uint64_t bits = (uint64_t)value << 1;
        write_bits(code, value < 0 ? ~bits : bits);
        return value;
    }
    const uint64_t bits = read_bits(code);
    const uint64_t half = bits >> 1;
    const int64_t got = (bits & 1) != 0 ? -(int64_t)half - 1 : (int64_t)half;
    if (got >= lowest && got <= highest)
        return got;
    code->is_damaged = true;
    return lowest > 0 ? lowest : 0;
}

static double real(struct code *code, double value)
{
    uint64_t bits = 0;
    if (code->is_writing) {
        memcpy(&bits, &value, sizeof bits);
        if (make_room(code, 8))
            for (unsigned i = 0; i < 8; i++)
                code->bytes[code->at++] = (unsigned char)(bits >> (8 * i));
        return value;
    }
    if (code->size - code->at < 8) {
        code->is_damaged = true;
        return 0.0;
    }
    for (unsigned i = 0; i < 8; i++)
        bits |= (uint64_t)code->bytes[code->at++] << (8 * i);
    memcpy(&value, &bits, sizeof value);
    return value;
}

static void int32s(struct code *code, int32_t *values, size_t count)
{
    for (size_t i = 0; i < count && !code->is_damaged; i++) {
        const int32_t value = (int32_t)whole(code, values[i], INT32_MIN, INT32_MAX);
        if (value != values[i])
            values[i] = value;
    }
}

static void int64s(struct code *code, int64_t *values, size_t count)
{
    for (size_t i = 0; i < count && !code->is_damaged; i++) {
        const int64_t value = whole(code, values[i], INT64_MIN, INT64_MAX);
        if (value != values[i])
            values[i] = value;
    }
}

static void reals(struct code *code, double *values, size_t count)
{
    for (size_t i = 0; i < count && !code->is_damaged; i++)
        values[i] = real(code, values[i]);
}

static uint32_t natural(struct code *code, uint32_t value, uint32_t below)
{
    return (uint32_t)whole(code, value, 0, (int64_t)below - 1);
}

/* The length of a list: on reading, no list is longer than the bytes that are left. */
static uint32_t length_of(struct code *code, uint32_t length)
{
    const size_t left = code->is_writing ? UINT32_MAX : code->size - code->at;
    return (uint32_t)whole(code, length, 0, left < UINT32_MAX ? (int64_t)left : UINT32_MAX - 1);
}

/* NULL: out of memory, or nothing to read into. */
static void *list(struct code *code, void *now, size_t count, size_t size)
{
    if (code->is_writing || code->is_damaged)
        return now;
    void *fresh = calloc(count + 1, size);
    code->has_no_memory = code->has_no_memory || fresh == NULL;
    return fresh;
}

static bool goes_on(const struct code *code)
{
    return !code->is_damaged && !code->has_no_memory;
}

/* ---- the parts of a result ---- */

/* Tables are allocated by what the model is; bytes of another one are none of it. */
static void dims(struct code *code, const struct di_result *result)
{
    const struct di_result_dims *d = &result->dims;
    const uint32_t sizes[] = {d->regions,  d->settings, d->age_bands,    d->cells,
                              d->quarters, d->months,   d->institutions, result->work.roles};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        (void)whole(code, sizes[i], sizes[i], sizes[i]);
}

static void stocks(struct code *code, struct di_result *result)
{
    const struct di_result_dims *d = &result->dims;
    const size_t areas = (size_t)d->regions * d->settings, places = areas * d->cells;
    const size_t quarters = d->quarters, periods = quarters * d->regions;
    int32s(code, result->opening, places);
    int32s(code, result->opening_origin, places);
    int32s(code, result->stock, places * quarters);
    int32s(code, result->stock_origin, places * quarters);
    int32s(code, result->month_stock, (size_t)d->months * d->settings * 2);
    int64s(code, result->child_time, places * quarters);
    int64s(code, result->child_time_origin, places * quarters);
    int32s(code, result->tally, periods * DI_TALLIES);
    int32s(code, result->marks, periods * DI_MARKS * d->cells);
    int32s(code, result->places, areas * quarters * DI_PLACE_MEASURES);
    int64s(code, result->family_time, areas * quarters * DI_FAMILY_TIMES);
}

/* A place that is no setting is one of the last numbers. */
static uint16_t place(struct code *code, uint16_t value, uint32_t settings)
{
    const uint16_t got = (uint16_t)whole(code, value, 0, UINT16_MAX);
    if (got >= settings && got < DI_FROM_OUTSIDE_RETURN)
        code->is_damaged = true;
    return got;
}

static void flow(struct code *code, const struct di_result *result, struct di_flow *flow)
{
    const struct di_result_dims *d = &result->dims;
    struct di_flow_key *key = &flow->key;
    key->from = place(code, key->from, d->settings);
    key->to = (uint16_t)natural(code, key->to, d->settings);
    key->from_region = (uint16_t)natural(code, key->from_region, d->regions);
    key->to_region = (uint16_t)natural(code, key->to_region, d->regions);
    key->origin = (uint16_t)natural(code, key->origin, d->regions);
    key->move = (uint8_t)natural(code, key->move, DI_MOVES);
    flow->first = natural(code, flow->first, result->entry_count + 1);
    flow->count = natural(code, flow->count, result->entry_count - flow->first + 1);
}

static void flows(struct code *code, struct di_result *result)
{
    const uint32_t flow_count = length_of(code, result->flow_count);
    const uint32_t entry_count = length_of(code, result->entry_count);
    result->flows = list(code, result->flows, flow_count, sizeof *result->flows);
    result->entries = list(code, result->entries, entry_count, sizeof *result->entries);
    if (!goes_on(code))
        return;
    result->flow_count = flow_count;
    result->entry_count = entry_count;
    for (uint32_t i = 0; i < flow_count && goes_on(code); i++)
        flow(code, result, &result->flows[i]);
    for (uint32_t i = 0; i < entry_count && goes_on(code); i++) {
        struct di_flow_entry *entry = &result->entries[i];
        entry->flow = natural(code, entry->flow, flow_count);
        entry->quarter = (uint16_t)natural(code, entry->quarter, result->dims.quarters);
        entry->cell = (uint16_t)natural(code, entry->cell, result->dims.cells);
        int32s(code, &entry->count, 1);
    }
}

static void closure(struct code *code, struct di_closure *closure)
{
    closure->shut_at = whole(code, closure->shut_at, INT64_MIN, INT64_MAX);
    closure->last_child_at = whole(code, closure->last_child_at, INT64_MIN, INT64_MAX);
    closure->closed_at = whole(code, closure->closed_at, INT64_MIN, INT64_MAX);
    int32s(code, &closure->wind_down_day, 1);
    int32s(code, &closure->close_by_day, 1);
    int32s(code, &closure->alert_day, 1);
    int32s(code, closure->departures, DI_DEPARTURES);
    int32s(code, &closure->late_departures, 1);
    int32s(code, &closure->refused_transfers, 1);
    int32s(code, &closure->admitted_siblings, 1);
    int32s(code, &closure->admitted_evacuees, 1);
    int32s(code, &closure->admitted_unexplained, 1);
    closure->idle_days = real(code, closure->idle_days);
}

static void institutions(struct code *code, struct di_result *result)
{
    const size_t count = result->dims.institutions, all = count * result->dims.quarters;
    int64s(code, result->institution_time, all);
    reals(code, result->institution_idle_days, all);
    int32s(code, result->institution_closed_day, count);
    for (size_t i = 0; i < count && goes_on(code); i++)
        closure(code, &result->closures[i]);
}

static void spell(struct code *code, const struct di_result *result, struct di_spell *spell)
{
    spell->from = natural(code, spell->from, UINT32_MAX);
    spell->decided = (uint32_t)whole(code, spell->decided, 0, UINT32_MAX);
    spell->lasts = natural(code, spell->lasts, UINT32_MAX);
    spell->region = natural(code, spell->region, result->dims.regions) & 1023u;
    spell->kind = natural(code, spell->kind, 2) & 3u;
    spell->end = natural(code, spell->end, 3) & 3u;
    spell->age_band = natural(code, spell->age_band, result->dims.age_bands) & 7u;
    spell->sex = natural(code, spell->sex, DI_SEXES) & 1u;
    spell->disability = natural(code, spell->disability, DI_DISABILITIES) & 3u;
}

static void spells(struct code *code, struct di_result *result)
{
    const uint32_t count = length_of(code, result->spell_count);
    result->spells = list(code, result->spells, count, sizeof *result->spells);
    if (!goes_on(code))
        return;
    result->spell_count = count;
    for (uint32_t i = 0; i < count && goes_on(code); i++)
        spell(code, result, &result->spells[i]);
}

static void team(struct code *code, struct di_work_team *team)
{
    double *const times[] = {&team->hours_available, &team->hours_worked,
                             &team->employed_fte_days, &team->wait_days};
    uint32_t *const counts[] = {&team->started, &team->waited, &team->hired, &team->left,
                                &team->queue};
    float *const fte[] = {&team->active_fte, &team->training_fte, &team->vacant_fte};
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++)
        *times[i] = real(code, *times[i]);
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
        *counts[i] = natural(code, *counts[i], UINT32_MAX);
    for (size_t i = 0; i < sizeof fte / sizeof fte[0]; i++)
        *fte[i] = (float)real(code, (double)*fte[i]);
}

static void work_region(struct code *code, struct di_work_region *region)
{
    uint32_t *const counts[] = {&region->cases,         &region->late_children,
                                &region->visits_due,    &region->visits_made,
                                &region->visits_missed, &region->assessments,
                                &region->renewals,      &region->plans,
                                &region->preparations,  &region->crises};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
        *counts[i] = natural(code, *counts[i], UINT32_MAX);
    region->case_limit = (float)real(code, (double)region->case_limit);
    region->late_child_days = real(code, region->late_child_days);
    region->case_days = real(code, region->case_days);
}

static void work(struct code *code, struct di_result *result)
{
    const size_t periods = (size_t)result->dims.quarters * result->dims.regions;
    if (result->work.roles == 0)
        return;
    for (size_t i = 0; i < periods * result->work.roles && goes_on(code); i++)
        team(code, &result->work.teams[i]);
    for (size_t i = 0; i < periods && goes_on(code); i++)
        work_region(code, &result->work.regions[i]);
}

/* ---- money of drawn inputs ---- */

struct money_sizes {
    size_t costs, saved, budgeted, discount;
};

static enum di_status measure_money(const struct di_model *model, struct money_sizes *sizes)
{
    struct di_cost_book *book = NULL;
    const struct di_cost_plan *plan = model->cost_plan;
    const enum di_status status = di_cost_book_create(model, &book);
    if (status != DI_OK)
        return status;
    const size_t quarters = di_cost_book_quarters(book), sources = plan->source_count;
    *sizes = (struct money_sizes){.costs = quarters * di_cost_book_accounts(book),
                                  .saved = quarters * (sources + 1),
                                  .budgeted = sources * plan->years,
                                  .discount = quarters};
    di_cost_book_destroy(book);
    return DI_OK;
}

static void money(struct code *code, const struct di_model *model, struct di_result *result)
{
    struct money_sizes sizes = {0};
    const bool has_money = whole(code, result->costs != NULL, 0, 1) == 1;
    if (!goes_on(code) || !has_money)
        return;
    if (model->cost_plan == NULL) {
        code->is_damaged = true;
        return;
    }
    if (measure_money(model, &sizes) != DI_OK) {
        code->has_no_memory = true;
        return;
    }
    const size_t all[] = {sizes.costs, sizes.saved, sizes.budgeted, sizes.discount};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        (void)whole(code, (int64_t)all[i], (int64_t)all[i], (int64_t)all[i]);
    result->costs = list(code, result->costs, sizes.costs, sizeof *result->costs);
    result->saved = list(code, result->saved, sizes.saved, sizeof *result->saved);
    result->budgeted = list(code, result->budgeted, sizes.budgeted, sizeof *result->budgeted);
    result->discount = list(code, result->discount, sizes.discount, sizeof *result->discount);
    if (!goes_on(code))
        return;
    int64s(code, result->costs, sizes.costs);
    int64s(code, result->saved, sizes.saved);
    int64s(code, result->budgeted, sizes.budgeted);
    reals(code, result->discount, sizes.discount);
}

static void everything(struct code *code, const struct di_model *model,
                       struct di_result *result)
{
    dims(code, result);
    result->replication = natural(code, result->replication, UINT32_MAX);
    result->events = (uint64_t)whole(code, (int64_t)result->events, 0, INT64_MAX);
    result->children = (uint64_t)whole(code, (int64_t)result->children, 0, INT64_MAX);
    if (!code->is_damaged)
        stocks(code, result);
    if (goes_on(code))
        flows(code, result);
    if (goes_on(code))
        institutions(code, result);
    if (goes_on(code))
        spells(code, result);
    if (goes_on(code))
        work(code, result);
    if (goes_on(code))
        money(code, model, result);
    if (!code->is_writing && code->at != code->size)
        code->is_damaged = true;
}

/* ---- packed ---- */

static void put_fixed(unsigned char *to, uint64_t value, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        to[i] = (unsigned char)(value >> (8 * i));
}

static uint64_t get_fixed(const unsigned char *from, unsigned bytes)
{
    uint64_t value = 0;
    for (unsigned i = 0; i < bytes; i++)
        value |= (uint64_t)from[i] << (8 * i);
    return value;
}

static enum di_status pack(const unsigned char *plain, size_t size, unsigned char **bytes_out,
                           size_t *size_out)
{
    uLongf packed = compressBound((uLong)size);
    unsigned char *bytes = size > UINT32_MAX ? NULL : malloc(HEAD + packed);
    if (bytes == NULL || compress2(bytes + HEAD, &packed, plain, (uLong)size, LEVEL) != Z_OK) {
        free(bytes);
        return DI_ERR_MEMORY;
    }
    put_fixed(bytes, crc32(0, plain, (uInt)size), 4);
    put_fixed(bytes + 4, size, 8);
    *bytes_out = bytes;
    *size_out = HEAD + packed;
    return DI_OK;
}

static enum di_status unpack(const unsigned char *bytes, size_t size, struct code *code)
{
    const uint64_t plain = size < HEAD ? 0 : get_fixed(bytes + 4, 8);
    if (plain == 0 || plain > UINT32_MAX || plain / DEFLATE_RATIO_MAX > size)
        return DI_ERR_SYNTAX;
    uLongf got = (uLongf)plain;
    code->bytes = malloc(plain);
    code->size = plain;
    if (code->bytes == NULL)
        return DI_ERR_MEMORY;
    const int answer = uncompress(code->bytes, &got, bytes + HEAD, (uLong)(size - HEAD));
    if (answer == Z_MEM_ERROR)
        return DI_ERR_MEMORY;
    return answer == Z_OK && got == plain &&
                   crc32(0, code->bytes, (uInt)plain) == get_fixed(bytes, 4)
               ? DI_OK
               : DI_ERR_SYNTAX;
}

enum di_status result_code_write(const struct di_model *model, const struct di_result *result,
                                 unsigned char **bytes_out, size_t *size_out)
{
    struct code code = {.is_writing = true};
    everything(&code, model, (struct di_result *)(uintptr_t)result); /* only read */
    enum di_status status = code.has_no_memory ? DI_ERR_MEMORY : DI_OK;
    if (status == DI_OK)
        status = pack(code.bytes, code.at, bytes_out, size_out);
    free(code.bytes);
    return status;
}

enum di_status result_code_read(const unsigned char *bytes, size_t size,
                                const struct di_model *model, bool full_splits,
                                struct di_result **result_out)
{
    struct code code = {0};
    struct di_result *result = NULL;
    enum di_status status = unpack(bytes, size, &code);
    if (status == DI_OK)
        status = di_result_create(model, full_splits, &result);
    if (status == DI_OK) {
        everything(&code, model, result);
        status = code.has_no_memory ? DI_ERR_MEMORY : code.is_damaged ? DI_ERR_SYNTAX : DI_OK;
    }
    free(code.bytes);
    if (status != DI_OK) {
        di_result_destroy(result);
        return status;
    }
    *result_out = result;
    return DI_OK;
}

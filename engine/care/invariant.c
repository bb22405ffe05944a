/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rules that must hold in every run (MODEL 12), checked at every report tick against a count of
 * the tables that shares nothing with the recorder. A broken rule stops the run with child,
 * time and rule.
 */
#include <stdio.h>
#include <string.h>

#include "party.h"
#include "system.h"

void invariant_fail(struct di_care *care, uint32_t slot, const char *rule)
{
    if (care->status != DI_OK)
        return;
    char where[200];
    if (slot != NO_SLOT)
        child_name(care, slot, where, sizeof where);
    else
        (void)snprintf(where, sizeof where, "replication %u, day %d", care->replication,
                       di_time_day(care->now));
    care->status = DI_FAIL(
        &care->error, DI_ERR_INVARIANT, where,
        DI_N_("The run broke a rule that must always hold: %1. This is a fault of the "
              "program, not of your scenario; please report it with the scenario file."),
        di_text_arg(rule));
}

/* Stock of one (region, setting) by the recorder: all person cells. */
static int64_t recorded_stock(const struct recorder *recorder, uint32_t region,
                              uint32_t setting)
{
    const struct cell_counts *counts =
        recorder->counts +
        ((size_t)region * recorder->settings + setting) * recorder->full_cells;
    int64_t stock = 0;
    for (uint32_t cell = 0; cell < recorder->full_cells; cell++)
        stock += counts[cell].by_residence.stock;
    return stock;
}

static void check_stocks(struct di_care *care)
{
    const struct recorder *recorder = &care->recorder;
    const size_t places = (size_t)recorder->regions * recorder->settings;
    memset(care->census, 0, places * sizeof *care->census);
    memset(care->unit_census, 0, care->unit_count * sizeof *care->unit_census);
    for (uint32_t slot = 0; slot < care->child_slots.used; slot++) {
        const struct child *child = &care->children[slot];
        if (child->group == NO_SLOT)
            continue;
        care->census[(size_t)child->region * recorder->settings + child->setting]++;
        if (child->setting != DI_SETTING_UNPLACED && child->unit != NO_SLOT)
            care->unit_census[child->unit]++;
    }
    for (uint32_t r = 0; r < recorder->regions; r++)
        for (uint32_t s = 0; s < recorder->settings; s++)
            if (!di_kind_is_absorbing(care->model->settings[s].kind) &&
                recorded_stock(recorder, r, s) !=
                    care->census[(size_t)r * recorder->settings + s])
                invariant_fail(care, NO_SLOT,
                               DI_N_("recorded stocks equal the children counted"));
    for (uint32_t u = 0; u < care->unit_count; u++)
        if (care->units[u].occupied != care->unit_census[u] || care->units[u].reserved < 0)
            invariant_fail(care, NO_SLOT, DI_N_("occupied places equal the children in them"));
}

/* opening + flows in - flows out = stock, in whole children, of every setting and region: the
 * result's own numbers, not the recorder's. */
static void check_balance(struct di_care *care)
{
    const struct recorder *recorder = &care->recorder;
    const struct di_result *result = recorder->result;
    const struct di_result_dims *dims = &result->dims;
    if (recorder->quarter == 0)
        return;
    const uint32_t quarter = recorder->quarter - 1;
    const size_t places = (size_t)recorder->regions * recorder->settings;
    memset(care->census, 0, places * sizeof *care->census);
    for (uint32_t e = recorder->quarter_entry; e < result->entry_count; e++) {
        const struct di_flow_entry *entry = &result->entries[e];
        const struct di_flow_key *key = &result->flows[entry->flow].key;
        if (!di_result_cell_is_everyone(dims, entry->cell))
            continue;
        if (key->from < dims->settings)
            care->census[(size_t)key->from_region * dims->settings + key->from] -= entry->count;
        care->census[(size_t)key->to_region * dims->settings + key->to] += entry->count;
    }
    for (uint32_t r = 0; r < dims->regions; r++)
        for (uint32_t s = 0; s < dims->settings; s++) {
            if (!di_kind_is_formal_care(care->model->settings[s].kind))
                continue;
            int64_t before = 0, after = 0;
            const uint32_t cells = dims->full_splits ? dims->cells : 2;
            for (uint32_t cell = 0; cell < cells; cell++) {
                before +=
                    quarter == 0
                        ? result->opening[di_result_stock_index(dims, 0, r, s, cell)]
                        : result->stock[di_result_stock_index(dims, quarter - 1, r, s, cell)];
                after += result->stock[di_result_stock_index(dims, quarter, r, s, cell)];
            }
            if (before + care->census[(size_t)r * dims->settings + s] != after)
                invariant_fail(care, NO_SLOT,
                               DI_N_("opening stock plus entries minus exits equals closing "
                                     "stock, in every setting and region"));
        }
}

/* Child-years are the integral of the stock: the sum over cells against one running integral.
 */
static void check_child_time(struct di_care *care)
{
    const struct recorder *recorder = &care->recorder;
    const struct di_result *result = recorder->result;
    const struct di_result_dims *dims = &result->dims;
    if (recorder->quarter == 0)
        return;
    const uint32_t cells = dims->full_splits ? dims->cells : 2;
    for (uint32_t r = 0; r < dims->regions; r++)
        for (uint32_t s = 0; s < dims->settings; s++)
            for (uint32_t cell = 0;
                 di_kind_is_formal_care(care->model->settings[s].kind) && cell < cells; cell++)
                care->time_census += (uint64_t)result->child_time[di_result_stock_index(
                    dims, recorder->quarter - 1, r, s, cell)];
    if (care->time_census != recorder->integral)
        invariant_fail(care, NO_SLOT, DI_N_("child-years equal the integral of the stock"));
}

/* A freed place passes who is listed as one it does not suit. */
static void check_waiting(struct di_care *care)
{
    const struct waiting *waiting = &care->waiting;
    for (uint32_t p = 0; p < waiting->party_used; p++)
        if (waiting->parties[p].is_live && !party_is_listed(care, p))
            invariant_fail(care, waiting->parties[p].child,
                           DI_N_("who waits is listed by the ages and disabilities of today"));
}

void invariant_check(struct di_care *care)
{
    check_stocks(care);
    check_waiting(care);
    check_balance(care);
    check_child_time(care);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Counts while the replication runs. Works on full person cells (one counter per child and
 * place) and folds them into the result's cells when a quarter ends.
 *
 * Child-time is kept as the sum of (leave - enter) in fixed point, modulo 2^64: exact, because
 * each period's true sum fits.
 */
#ifndef DI_CARE_RECORDER_H
#define DI_CARE_RECORDER_H

#include <stdbool.h>
#include <stdint.h>

#include "di/model.h"
#include "di/result.h"

struct cell_count {
    uint64_t time; /* fixed-point days, modulo 2^64 */
    int64_t stock;
};

/* The two counts of a region, setting and cell. Most children live where they come from, so
 * both are in one cache line. */
struct cell_counts {
    struct cell_count by_residence, by_origin;
};

/* A move not yet added to its flow. */
struct flow_note {
    struct di_flow_key fields;
    uint16_t cell;
};

enum { FLOW_NOTES = 2048 };

struct flow_row {
    uint64_t key;
    struct di_flow_key fields;
    int32_t *count; /* [full cells] of the running quarter */
    uint32_t row;   /* in the result */
    bool is_used;   /* in the running quarter */
};

/* Where a full cell goes in the result's cells. */
struct cell_fold {
    uint32_t cells[4];
    uint32_t count;
};

struct recorder {
    struct di_result *result;
    struct cell_fold *folds; /* [full cells], for the result's dimensions */
    uint32_t regions, settings, full_cells, quarter, month, quarters;
    struct cell_counts *counts; /* [region][setting][full cells] */
    struct flow_note *notes;    /* [FLOW_NOTES]: moves are added to flows many at a time */
    uint32_t note_count;
    struct flow_row *flows; /* open addressing, power of two */
    uint32_t flow_slots, flow_count;
    int32_t **slabs; /* storage of flow_row.count, FLOW_SLAB_ROWS each */
    uint32_t slab_count;
    uint32_t *used_flows; /* rows used in the running quarter */
    uint32_t used_flow_count, used_flow_capacity;
    uint32_t result_capacity, entry_capacity, spell_capacity; /* what the result has room for */
    uint32_t quarter_entry; /* first entry of the last quarter reported */
    int32_t *tally;         /* [region][DI_TALLIES] of the running quarter */
    int64_t in_care;        /* formal care, all ages */
    int64_t peak_in_care;
    uint64_t integral; /* of in_care: the independent check of child-time */
    di_time integral_at;
    uint64_t allocations;
};

struct di_care;
struct child;

/* Counts a child apart in the running quarter. */
void recorder_mark(struct di_care *care, const struct child *child, uint32_t region,
                   enum di_mark mark);

#endif

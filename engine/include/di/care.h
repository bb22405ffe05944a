/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The simulated care system: one replication at a time, memory kept between replications.
 * One object per thread; the model and the warm start are shared and read only.
 */
#ifndef DI_CARE_H
#define DI_CARE_H

#include <stdbool.h>
#include <stdint.h>

#include "di/error.h"
#include "di/model.h"
#include "di/result.h"
#include "di/trace.h"
#include "di/warm_start.h"

struct di_care;

struct di_care_options {
    /** Polled about every simulated month; may be NULL. Nonzero stops with
     * DI_ERR_INTERRUPTED. */
    bool (*is_cancelled)(void *context);
    void *context;
    /** Called when a quarter is complete, with how many are: `result->stock` of these is final
     * already. May be NULL; gets `context`. */
    void (*on_quarter)(void *context, uint32_t quarters);
    /** Called at every entry into care but unexplained ones, for tests and traces; may be
     * NULL. `child` is the canonical id, the same in every scenario; `is_return` marks a
     * re-entry. */
    void (*on_entry)(void *entry_context, uint64_t child, di_time time, bool is_return);
    void *entry_context;
    /** Called for every line of the trace, in the order of events; may be NULL: no trace. */
    di_trace_sink on_trace;
    void *trace_context;
};

/** `model` and `start` are borrowed until destroy. */
DI_MUST_CHECK enum di_status di_care_create(const struct di_model *model,
                                            const struct di_warm_start *start,
                                            struct di_care **care_out, struct di_error *error);
void di_care_destroy(struct di_care *care);

/**
 * Simulate one replication into `result` (made by di_result_create of the same model).
 *
 * Deterministic: the same model, seed and replication give the same result whatever ran
 * before in this object and on whichever thread.
 *
 * @return DI_OK; DI_ERR_INVARIANT with child id, time and rule in `error`; DI_ERR_INTERRUPTED;
 *         DI_ERR_MEMORY. On failure `result` is incomplete and must not be used.
 */
DI_MUST_CHECK enum di_status di_care_run(struct di_care *care, uint64_t seed,
                                         uint32_t replication,
                                         const struct di_care_options *options,
                                         struct di_result *result, struct di_error *error);

/** What the events of a replication were about, for `homeward bench`. */
enum di_care_event_kind {
    DI_CARE_EVENT_CLOCK,    /* a child's causes, birthdays and edges */
    DI_CARE_EVENT_REQUEST,  /* thresholds of a request */
    DI_CARE_EVENT_GATE,     /* families at the gate */
    DI_CARE_EVENT_MATCHING, /* of places */
    DI_CARE_EVENT_VISIT,    /* due, made or late */
    DI_CARE_EVENT_WORK,     /* all else that takes hours */
    DI_CARE_EVENT_CARERS,   /* families won and lost */
    DI_CARE_EVENT_SYSTEM,   /* dates, months, reports */
    DI_CARE_EVENT_KINDS
};

/** Size of a care object and its last replication, for `homeward bench`. */
struct di_care_memory {
    uint64_t table_bytes;    /* child and group tables */
    uint64_t calendar_bytes; /* pending-event set */
    uint64_t peak_in_care;   /* children in formal care, highest of the last replication */
    uint64_t allocations;    /* growths of any table during the last replication */
    uint64_t events[DI_CARE_EVENT_KINDS];
};
void di_care_memory(const struct di_care *care, struct di_care_memory *memory_out);

#endif

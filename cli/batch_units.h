/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Units of a batch simulated, and given away one by one as they are done. */
#ifndef DI_BATCH_UNITS_H
#define DI_BATCH_UNITS_H

#include "di/unit_record.h"

#include "batch_deal.h"

/** Who gets them. Called from any thread. */
struct di_batch_taker {
    /** May take the bytes, and then empties the record. */
    void (*take)(void *context, size_t scenario, uint32_t number,
                 struct di_unit_record *record);
    /** A unit could not be made into a record. */
    void (*give_up)(void *context, enum di_status status, const struct di_error *error);
    /** Asked before each unit: begin no more of them? */
    bool (*is_over)(void *context);
    /** Now and then, from one thread at a time; may be NULL. */
    void (*progress)(void *context);
    void *context;
};

/** @return DI_OK also if it was over before all were begun */
DI_MUST_CHECK enum di_status di_batch_units_run(const struct di_batch_study *batch,
                                                const struct di_batch_hand *hand,
                                                uint32_t threads,
                                                const struct di_batch_taker *taker,
                                                struct di_error *error);

#endif

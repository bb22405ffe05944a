/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One replication of a draft, for tests that know by hand what must come out. */
#ifndef DRAFT_RUN_H
#define DRAFT_RUN_H

#include "di/result.h"

#include "model_draft.h"

struct draft_run {
    struct di_model *model;
    struct di_result *result;
};

/** Finishes the draft and runs it; fails the test if anything goes wrong. */
struct draft_run draft_run(struct draft *draft, uint32_t replication);
void draft_run_finish(struct draft_run *run);

/** A measure of places in a quarter, over all regions, of one setting. */
int32_t draft_run_places(const struct draft_run *run, uint32_t quarter, uint16_t setting,
                         enum di_place_measure measure);
/** Everyone in the setting at the end of a quarter. */
int32_t draft_run_stock(const struct draft_run *run, uint32_t quarter, uint16_t setting);

#endif

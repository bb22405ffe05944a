/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Costs of all replications of a run: the cost book filled once, shared by the table of costs,
 * the budget and the indicators of K18.
 */
#ifndef DI_COST_SHEET_H
#define DI_COST_SHEET_H

#include <math.h>

#include "di/cost_book.h"
#include "di/experiment.h"

struct cost_sheet {
    const struct di_model *model;
    struct di_cost_book *book; /* NULL: the model has no cost plan */
    uint32_t accounts, quarters, replications;
    int64_t *cents;   /* [replication][quarter][account] */
    double *discount; /* [replication][quarter]: to the scenario's start */
};

enum di_status cost_sheet_create(const struct di_model *model,
                                 const struct di_replication_set *set,
                                 struct cost_sheet *sheet);
void cost_sheet_destroy(struct cost_sheet *sheet);

static inline int64_t cost_sheet_at(const struct cost_sheet *sheet, uint32_t replication,
                                    uint32_t quarter, uint32_t account)
{
    return sheet
        ->cents[((size_t)replication * sheet->quarters + quarter) * sheet->accounts + account];
}

/* Cents of a quarter, discounted. */
static inline int64_t cost_sheet_discounted(const struct cost_sheet *sheet,
                                            uint32_t replication, uint32_t quarter,
                                            int64_t cents)
{
    return llround((double)cents *
                   sheet->discount[(size_t)replication * sheet->quarters + quarter]);
}

#endif

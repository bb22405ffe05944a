/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A country has a hundred prices; people see one for each scarce thing. */
#include "di/message.h"
#include "di/plan_prices.h"

static const char *const names[DI_PRICE_KINDS][DI_SPECIALITIES] = {
    [DI_PRICE_BUDGET] = {DI_N_("a million in the budget"), NULL},
    [DI_PRICE_WORKER] = {DI_N_("trained worker from the start"), NULL},
    [DI_PRICE_FAMILY] = {DI_N_("foster family from the start"),
                         DI_N_("specialised family from the start")},
    [DI_PRICE_BED] = {DI_N_("bed in a group home from the start"), NULL},
    [DI_PRICE_APPROVALS] = {DI_N_("foster family sought each year"),
                            DI_N_("specialised family sought each year")},
    [DI_PRICE_HIRES] = {DI_N_("post filled each year"), NULL},
};

const char *di_price_name(enum di_price_kind kind, uint32_t index)
{
    return names[kind][kind == DI_PRICE_BUDGET ? 0 : index]; /* a budget's index is its year */
}

const struct di_price *di_plan_prices_dearest(const struct di_plan_prices *prices,
                                              enum di_price_kind kind, uint32_t index)
{
    const struct di_price *best = NULL;
    for (uint32_t n = 0; n < prices->count; n++) {
        const struct di_price *price = &prices->price[n];
        if (price->kind == kind && price->index == index && price->from <= 1 &&
            price->more.is_verified &&
            (best == NULL || price->more.gross > best->more.gross + DI_PRICE_NOTHING))
            best = price;
    }
    return best;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cost_sheet.h"

#include <stdlib.h>
#include <string.h>

static void note_discount(const struct cost_sheet *sheet, const struct di_result *result,
                          double *discount_out)
{
    for (uint32_t q = 0; q < sheet->quarters; q++)
        discount_out[q] = result->discount != NULL ? result->discount[q]
                                                   : di_cost_book_discount(sheet->book, q);
}

enum di_status cost_sheet_create(const struct di_model *model,
                                 const struct di_replication_set *set, struct cost_sheet *sheet)
{
    *sheet = (struct cost_sheet){.model = model, .replications = set->count};
    if (model->cost_plan == NULL)
        return DI_OK;
    if (di_cost_book_create(model, &sheet->book) != DI_OK)
        return DI_ERR_MEMORY;
    sheet->accounts = di_cost_book_accounts(sheet->book);
    sheet->quarters = di_cost_book_quarters(sheet->book);
    const size_t size = (size_t)sheet->quarters * sheet->accounts;
    sheet->cents = calloc(size * set->count + 1, sizeof *sheet->cents);
    sheet->discount = calloc((size_t)sheet->quarters * set->count + 1, sizeof *sheet->discount);
    if (sheet->cents == NULL || sheet->discount == NULL)
        return DI_ERR_MEMORY;
    for (uint32_t i = 0; i < set->count; i++) {
        note_discount(sheet, set->results[i], sheet->discount + i * sheet->quarters);
        if (set->results[i]->costs != NULL)
            memcpy(sheet->cents + i * size, set->results[i]->costs,
                   size * sizeof *sheet->cents);
        else
            di_cost_book_fill(sheet->book, set->results[i], sheet->cents + i * size);
    }
    return DI_OK;
}

void cost_sheet_destroy(struct cost_sheet *sheet)
{
    di_cost_book_destroy(sheet->book);
    free(sheet->cents);
    free(sheet->discount);
}

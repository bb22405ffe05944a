/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds whose tables no run writes yet. */
#include "plans.h"

static enum di_status nothing(struct sheet *sheet)
{
    sheet_empty(sheet, sheet_word(sheet, di_chart_kind_name(sheet->request->kind)),
                sheet_word(sheet, DI_N_("These results hold no data for this chart.")));
    return DI_OK;
}

#define STUB(name)                                                                             \
    enum di_status name(struct sheet *sheet, struct di_error *error)                           \
    {                                                                                          \
        (void)error;                                                                           \
        return nothing(sheet);                                                                 \
    }
STUB(promised_plan)

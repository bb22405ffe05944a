/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of the section `uncertainty`. The distributions stand beside the numbers they are of.
 */
#include "di/message.h"

#include "field.h"

static const struct di_field correlation_members[] = {
    {"first", DI_FIELD_TEXT, DI_FIELD_REQUIRED,
     .text = DI_N_("JSON pointer of an uncertain input")},
    {"second", DI_FIELD_TEXT, DI_FIELD_REQUIRED,
     .text = DI_N_("JSON pointer of another uncertain input")},
    {"rank_correlation", DI_FIELD_NUMBER, DI_FIELD_REQUIRED, -0.99, 0.99,
     .text = DI_N_("how strongly their ranks go together")},
    {0}};
static const struct di_field correlation = {"", DI_FIELD_OBJECT,
                                            .text = DI_N_("inputs that are uncertain together"),
                                            .members = correlation_members};

const struct di_field di_field_uncertainty[] = {
    {"correlations", DI_FIELD_OBJECT, .text = DI_N_("rank correlations of uncertain inputs"),
     .element = &correlation, .count_max = 500},
    {0}};

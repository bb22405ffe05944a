/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of `first_placements`, of the entries and of reasons. */
#include "di/message.h"
#include "di/model.h"

#include "field.h"

/* One share that is drawn may exceed 1: a row is taken in proportion to its sum. */
#define PART 0, 0, 100, "share"
#define ROWS_MAX (DI_SETTINGS_MAX + 1)

static const struct di_field share = {"", DI_FIELD_SERIES, PART,
                                      .text = DI_N_("children who come to this setting first")};

static const struct di_field row_members[] = {
    {"entry_ladder", DI_FIELD_SERIES, PART,
     .text = DI_N_("children whom the entry ladder places")},
    {0}};

const struct di_field di_field_first_row = {
    "",
    DI_FIELD_OBJECT,
    .text = DI_N_("shares of an age band by the setting children come to first; sum 1"),
    .members = row_members,
    .element = &share,
    .count_min = 1,
    .count_max = ROWS_MAX};

const struct di_field di_field_first_rows[] = {
    {"all_ages", DI_FIELD_OBJECT,
     .text = DI_N_("shares of every age band that has none of its own; sum 1"),
     .members = row_members, .element = &share, .count_min = 1, .count_max = ROWS_MAX},
    {0}};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Rows of targets, from a file or a scenario, on their way to series. */
#ifndef DI_TARGET_TABLE_H
#define DI_TARGET_TABLE_H

#include <stddef.h>

#include "di/calibration_target.h"

#include "target_row.h"

struct di_target_table {
    struct di_target_reading reading;
    struct di_target_row *rows;
    size_t count, room;
};

/** Room for one more row, zeroed; it counts once `count` is raised. NULL: no memory. */
struct di_target_row *di_target_table_next(struct di_target_table *table);

/** Sort the rows into series. What contradicts each other is reported; then, and after earlier
 * errors, `targets` stays empty. */
void di_target_table_settle(struct di_target_table *table, struct di_targets *targets);

void di_target_table_finish(struct di_target_table *table);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/** One row of targets.csv: its cells, checked by themselves and against the scenario. */
#ifndef DI_TARGET_ROW_H
#define DI_TARGET_ROW_H

#include "di/calibration_target.h"
#include "di/diagnostic.h"
#include "di/model.h"

enum di_target_column {
    DI_COLUMN_TARGET,
    DI_COLUMN_MEASURE,
    DI_COLUMN_SETTING,
    DI_COLUMN_TO,
    DI_COLUMN_REGION,
    DI_COLUMN_YEAR,
    DI_COLUMN_VALUE,
    DI_COLUMN_TOLERANCE,
    DI_COLUMN_18PLUS,
    DI_COLUMN_BREAK,
    DI_COLUMN_SOURCE,
    DI_TARGET_COLUMNS
};

/** Its name in the header. */
const char *di_target_column_name(enum di_target_column column);

/** Ids of settings, as indices by rank. */
struct di_target_settings {
    uint32_t count;
    uint16_t *settings;
};

struct di_target_row {
    const char *cells[DI_TARGET_COLUMNS];
    uint32_t line;
    enum di_target_measure measure;
    struct di_target_settings covered, to;
    uint16_t region;
    bool counts_18plus;
    struct di_target_point point;
};

/** Where problems go, and what ids are looked up in. */
struct di_target_reading {
    const char *file, *pointer; /* of a scenario; "" */
    bool takes_any_year;        /* also outside the horizon */
    const struct di_model *model;
    struct di_diagnostics *diagnostics;
    struct di_arena *arena;
    bool has_no_memory;
};

/** Report a problem of a line, about one or two texts of it. */
void di_target_report(const struct di_target_reading *reading, uint32_t line,
                      enum di_status status, const char *id, const char *first,
                      const char *second, const char *hint);

/** A copy of a text that lives as long as the targets; "" and has_no_memory if there is none.
 */
const char *di_target_copy_text(struct di_target_reading *reading, const char *text);

/** Read the cells of a row; everything wrong with it is reported. @return false: left out */
bool di_target_row_read(struct di_target_reading *reading, struct di_target_row *row);

/** Is the year whole within the horizon? Of stocks the end is enough, and the opening. */
bool di_target_year_is_within(const struct di_model *model, enum di_target_measure measure,
                              int32_t year);

/** Where children may be counted: the country's own settings and `unplaced`. */
bool di_target_may_cover(const struct di_model *model, uint16_t setting);

/** Home of both states goes by one id in flows. */
bool di_target_may_lead_to(uint16_t setting);

#endif

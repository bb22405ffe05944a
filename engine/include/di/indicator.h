/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The indicators of MODEL 14 and the rows they make: one table says what is counted, one pass
 * over the replications turns the counts into values and their summaries.
 *
 * Rows come in a fixed order that does not depend on the scenario file's: indicators as in the
 * table; region (all, then by id); setting (all, then by id); people; years, quarters, months.
 */
#ifndef DI_INDICATOR_H
#define DI_INDICATOR_H

#include <stdbool.h>
#include <stdint.h>

#include "di/error.h"
#include "di/experiment.h"
#include "di/model.h"
#include "di/statistics.h"

enum di_measure {
    DI_STOCK,
    DI_FLOW_COUNT,
    DI_RATE,
    DI_SHARE,
    DI_TIME_SPENT,
    DI_MONEY,
    DI_MEASURES
};

/** "stock", "flow", "rate", "share", "time", "money". */
const char *di_measure_id(enum di_measure measure);

/** What people read about an indicator. */
struct di_indicator_text {
    const char *id;         /* as in the files, never renamed */
    const char *label;      /* marked for translation */
    const char *unit;       /* as in the files */
    const char *definition; /* English, for docs/INDICATORS.md */
    enum di_measure measure;
    bool by_origin; /* region of origin, else of residence */
};

/** Of whom the rows of an indicator are, as in docs/INDICATORS.md. */
const char *di_indicator_population(uint32_t index);

/** Indicators of the table (docs/INDICATORS.md). */
uint32_t di_indicator_count(void);

/** Text of an indicator; index below di_indicator_count(). */
struct di_indicator_text di_indicator_at(uint32_t index);

/** Index by id, or UINT32_MAX. */
uint32_t di_indicator_find(const char *id);

enum di_period { DI_YEAR, DI_QUARTER, DI_MONTH };

/** One row of indicators.csv. Pointers are borrowed for the visit. */
struct di_row {
    uint32_t indicator;
    enum di_period period;
    int32_t first_civil_day, last_civil_day; /* both inclusive; a stock holds at the end */
    const char *region, *setting;            /* "all" marks a total */
    const char *population;                  /* "0_17", "18_plus" or "all": whatever the age */
    const char *age_band, *sex, *disability;
    struct di_summary summary;
    const double *values; /* [replications]; NaN where undefined */
    uint32_t replications;
};

/** True for the rows of replications.csv.gz: no person splits, and not of adults beside. */
bool di_row_is_default(const struct di_row *row);

typedef enum di_status (*di_row_visit)(void *context, const struct di_row *row,
                                       struct di_error *error);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Published stocks and flows that a scenario is fitted to (MODEL 11): series of yearly figures,
 * each stating which settings it covers and whether it counts young people of 18 and over.
 */
#ifndef DI_CALIBRATION_TARGET_H
#define DI_CALIBRATION_TARGET_H

#include <stdbool.h>
#include <stdint.h>

#include "di/arena.h"

#define DI_TARGET_SERIES_MAX 200
#define DI_TARGET_ROWS_MAX 50000

/* Default tolerance of a figure (docs/decisions/0042): a share of it, and at least so many. */
#define DI_TARGET_TOLERANCE_SHARE 0.02
#define DI_TARGET_TOLERANCE_CHILDREN 5.0

enum di_target_measure {
    DI_TARGET_STOCK,   /* children at the end of the year */
    DI_TARGET_ENTRIES, /* into the settings from outside them, in the year */
    DI_TARGET_EXITS    /* out of the settings, in the year */
};

/** One year of a series. */
struct di_target_point {
    int32_t year;
    double value;     /* NaN: missing, never zero */
    double tolerance; /* children, > 0 */
    bool is_break;    /* the series changes its definition at the start of this year */
};

struct di_target_series {
    const char *id;
    enum di_target_measure measure;
    uint32_t setting_count;
    const uint16_t *settings; /* covered, by rank */
    uint32_t to_count;        /* exits: destinations; 0: all */
    const uint16_t *to;       /* setting indices; `home` is both home states */
    const char *setting_text; /* as the file names them */
    const char *to_text;
    uint16_t region; /* DI_NONE: the whole country */
    bool counts_18plus;
    const char *source;
    uint32_t count;
    const struct di_target_point *points; /* by year */
};

struct di_targets {
    struct di_arena arena; /* owns everything below */
    uint32_t count;
    const struct di_target_series *series; /* in byte order of ids */
    char sha256[65];                       /* of the file */
};

#endif

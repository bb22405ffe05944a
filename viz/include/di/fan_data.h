/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What a fan chart shows: quantiles of runs over time, recorded points, policies, a target.
 * This is the contract between whoever reads results and whoever draws them; the chart
 * computes no statistics.
 *
 * Start with `struct di_fan_data data = {0};` and set what you have: every member may stay
 * zero except `title` and one series or one published point. All pointers are borrowed for
 * the call. Texts from the caller (title, names, labels) are already in the chart's language;
 * the chart's own words ("published", "50% of runs") and all numbers go through `catalogue`.
 */
#ifndef DI_FAN_DATA_H
#define DI_FAN_DATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "di/message.h"

#define DI_FAN_SERIES_MAX 6
#define DI_FAN_POINTS_MAX 4096
#define DI_FAN_MARKERS_MAX 9

enum di_fan_role {
    DI_FAN_SCENARIO, /* coloured; the first one is the selected one and carries bands */
    DI_FAN_BASELINE  /* grey and dashed; carries bands too */
};

/**
 * One scenario. `civil_day` (days since 1970-01-01) rises strictly. A stock "at the end of
 * the month" belongs to the month's last day; the first point is best the start day itself.
 * Give all four band arrays or none (NULL). A NaN is a gap: nothing is drawn there.
 */
struct di_fan_series {
    const char *name; /* short: it stands beside the line's end */
    enum di_fan_role role;
    size_t count;
    const int32_t *civil_day; /* [count] */
    const double *p50;        /* [count] median of runs */
    const double *p05;        /* [count] or NULL */
    const double *p25;
    const double *p75;
    const double *p95;
};

/** Recorded, published values, e.g. of a statistical office. Shown as dark dots. */
struct di_fan_published {
    const char *label; /* legend; NULL: "published" in the catalogue's language */
    size_t count;
    const int32_t *civil_day; /* [count], rising strictly */
    const double *value;      /* [count] */
};

/** A policy that starts; numbered in the order given, so give them in time order. */
struct di_fan_marker {
    int32_t civil_day;
    const char *label;
};

/** Horizontal line of a target; not shown without a label. */
struct di_fan_target {
    const char *label; /* "National target"; the chart adds ": 2,000" */
    double value;
};

/** What differs between the runs: written under the chart. */
enum di_fan_uncertainty { DI_FAN_CHANCE_ONLY, DI_FAN_CHANCE_AND_INPUTS };

struct di_fan_data {
    /* Heading. The finding (id NULL: none) is the title; `title` then leads the line below.
     * Give its numbers as texts written by di_chart_number, so that they match the chart's. */
    struct di_message finding; /* "Children in institutions fall by %1 by %2" */
    const char *title;         /* neutral: "Children living in institutions" */
    const char *measure; /* what and unit: "Number of children at the end of each month" */

    size_t series_count; /* 0 to DI_FAN_SERIES_MAX */
    const struct di_fan_series *series;
    struct di_fan_published published;
    size_t marker_count; /* 0 to DI_FAN_MARKERS_MAX */
    const struct di_fan_marker *markers;
    struct di_fan_target target;

    /* Boundary between "recorded" and "projected"; drawn only if it lies inside the chart. */
    bool has_projection_start;
    int32_t projection_start_day;

    /* Footer: "Runs: 20. Bands hold 50% and 90% of runs; chance only." and what follows. */
    uint32_t runs; /* 0: expected numbers, without chance */
    enum di_fan_uncertainty uncertainty;
    bool has_illustrative_inputs; /* adds a warning mark and sentence */
    const char *note;             /* any further line (source, suppression), or NULL */
    bool is_yearly; /* a point is of the whole year it lies in, and called by its number */
    bool is_card;   /* no footer at all: the page around the chart says what it would */

    int decimals; /* of values shown in labels and tooltips; 0 for counts, 3 for shares */
    const struct di_catalogue *catalogue; /* NULL: English */
};

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Every chart as a function of (results, language, rectangle): geometry, words and hit areas.
 * No cairo here; di/chart.h paints what this plans. The window, pictures and the report all
 * come through this one door.
 *
 *     struct di_chart_request request;
 *     di_chart_request_defaults(&request);
 *     request.kind = DI_CHART_SANKEY;
 *     request.scenario = folder;
 *     request.catalogue = &catalogue;
 */
#ifndef DI_CHART_PLAN_H
#define DI_CHART_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "di/calibration_folder.h"
#include "di/error.h"
#include "di/results_folder.h"
#include "di/scene.h"
#include "di/text_measure.h"

/* X(suffix, key): the key is what `homeward chart RESULTS KIND` takes */
#define DI_CHART_TABLE(X)                                                                      \
    X(FAN, "fan")                                                                              \
    X(MULTIPLES, "multiples")                                                                  \
    X(SANKEY, "sankey")                                                                        \
    X(SHARES, "shares")                                                                        \
    X(WAITS, "waits")                                                                          \
    X(HEATMAP, "heatmap")                                                                      \
    X(CLOSURES, "closures")                                                                    \
    X(COSTS, "costs")                                                                          \
    X(CUMULATIVE, "cumulative")                                                                \
    X(WATERFALL, "waterfall")                                                                  \
    X(TORNADO, "tornado")                                                                      \
    X(GAPS, "gaps")                                                                            \
    X(PLAN, "plan")                                                                            \
    X(LIFE, "life")                                                                            \
    X(BACKTEST, "backtest")                                                                    \
    X(FIT, "fit")                                                                              \
    X(UNEXPLAINED, "unexplained")                                                              \
    X(HOLDOUT, "holdout")

#define DI_CHART_ENUM(suffix, key) DI_CHART_##suffix,
enum di_chart_kind { DI_CHART_TABLE(DI_CHART_ENUM) DI_CHARTS };
#undef DI_CHART_ENUM

/** Whose numbers a Sankey shows; difference is scenario less baseline. */
enum di_chart_view { DI_VIEW_SCENARIO, DI_VIEW_BASELINE, DI_VIEW_DIFFERENCE };

/** What small multiples are of. */
enum di_chart_facet { DI_FACET_REGIONS, DI_FACET_INDICATORS };

#define DI_CHART_OTHERS_MAX 5

struct di_chart_request {
    enum di_chart_kind kind;
    const struct di_results_folder *scenario;        /* always, but of a calibration */
    const struct di_calibration_folder *calibration; /* of fit, unexplained and holdout */
    const struct di_results_folder *baseline;        /* NULL: none */
    size_t other_count;                              /* further scenarios of multiples */
    const struct di_results_folder *others[DI_CHART_OTHERS_MAX];
    const struct di_catalogue *catalogue; /* NULL: English */
    const char *language;                 /* code of di/language.h, for names of the scenario */
    enum di_chart_view view;
    enum di_chart_facet facet;
    const char *indicator;    /* of fan, multiples by region, backtest */
    const char *region;       /* id or "all" */
    const char *resource;     /* of heatmap and gaps: as in resources.csv; NULL: the tightest */
    const char *child;        /* of life: id in the trace; NULL: the first child */
    const char *target_label; /* of fan: "National target"; NULL: none */
    double target_value;
    int32_t from_year, to_year; /* of sankey; 0: from the first, to the last */
    /* What an input of a tornado is, by its JSON pointer: a message id, or NULL (the key then
     * stands for itself). NULL: keys as they are. See di_schema_pointer_text. */
    const char *(*input_text)(const char *pointer);
    double text_scale; /* 0: suits a picture of this size; a card in a window: 1 */
    bool is_card; /* of the notes only what is the chart's own: the page around it says runs,
                   * ranges and assumptions */
};

/** Fan of residential care, all regions, scenario view, own text scale, notes under it. */
void di_chart_request_defaults(struct di_chart_request *request);

struct di_chart_plan {
    struct di_scene scene;   /* items, hit areas; keyboard order is the order of hit areas */
    const char *title;       /* the finding, or the neutral title; owned by the scene */
    const char *description; /* the chart in words, one statement a line; owned by the scene */
    struct di_rect plot;     /* where the data stand; zero if the chart has no single one */
    bool has_data;           /* false: the scene says in a sentence why there is nothing */
};

/**
 * Lay a chart out in `frame` (logical pixels).
 *
 * A table that is absent is no failure: the scene then says so and has_data is false.
 *
 * @param measure  of text; see di/text_measure.h
 * @param[out] plan_out  free with di_chart_plan_finish; untouched on failure
 * @return DI_OK; DI_ERR_RANGE if the frame is too small; DI_ERR_REFERENCE for an unknown
 *         indicator, region, resource or child; DI_ERR_MEMORY
 *
 * The results are read only, and nothing of them is kept but names and numbers as text.
 */
DI_MUST_CHECK enum di_status di_chart_plan_init(const struct di_chart_request *request,
                                                const struct di_rect *frame,
                                                const struct di_text_measure *measure,
                                                struct di_chart_plan *plan_out,
                                                struct di_error *error);
void di_chart_plan_finish(struct di_chart_plan *plan);

/** False if `key` names no chart. */
bool di_chart_kind_find(const char *key, enum di_chart_kind *kind_out);
const char *di_chart_kind_key(enum di_chart_kind kind);

/** Is it drawn of a calibration's folder, not of results? */
bool di_chart_kind_is_of_calibration(enum di_chart_kind kind);

/** Neutral name of a kind of chart, marked for translation: "Pathways of children". */
const char *di_chart_kind_name(enum di_chart_kind kind);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The results of one run: made from replications, written to a results folder, read back from
 * one (MODEL 14). Tables, comparisons and charts work on this and nothing else, so a run
 * just finished and a folder from last year are the same to them.
 */
#ifndef DI_RESULTS_H
#define DI_RESULTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "di/arena.h"
#include "di/cohort.h"
#include "di/indicator.h"

struct di_input_file {
    const char *path;
    const char *sha256; /* lower-case hexadecimal */
};

/** How uncertain inputs came by their values: the replications of two runs are pairs only if it
 * was the same way. */
enum di_inputs_from {
    DI_INPUTS_CERTAIN, /* there are none */
    DI_INPUTS_FIXED,   /* as the scenario states them */
    DI_INPUTS_DISTRIBUTIONS,
    DI_INPUTS_FILE,
    DI_INPUTS_FROM_COUNT
};

struct di_inputs_drawn {
    enum di_inputs_from from;
    uint32_t draws;     /* from distributions: of the Latin hypercube, else 0 */
    const char *sha256; /* of the file of draws, else NULL */
};

/** May replications of runs with these be paired? Certain inputs go with any. */
bool di_inputs_are_alike(const struct di_inputs_drawn *a, const struct di_inputs_drawn *b);

/** A sentence that a reader warned with. */
struct di_run_warning {
    char *text;
    bool has_number; /* which may count children: withheld with suppress_below */
};

/** What is known about a run beside its numbers. All pointers are borrowed. */
struct di_run_record {
    const struct di_model *model;
    const struct di_replication_set *set; /* at least one replication; NULL with `expected` */
    const struct di_cohort *expected;     /* numbers without chance, instead of replications */
    const struct di_warm_start *start;    /* of the model; asked for only with is_traced */
    bool is_traced;                       /* write trace.csv.gz */
    bool no_workbook;                     /* leave out results.xlsx */
    const struct di_experiment_options *experiment; /* how `set` was made; may be NULL */
    size_t uncertain_inputs; /* drawn in every replication; 0: bands hold chance only */
    struct di_inputs_drawn inputs_drawn;
    uint32_t suppress_below; /* counts of fewer children are withheld; 0: none; not traced */
    const char *program_version;
    const char *method;   /* "simulation" or "cohort" */
    const char *resolved; /* scenario.json as it stands */
    const char *scenario_sha256;
    size_t file_count;
    const struct di_input_file *files;
    uint32_t threads;
    double wall_seconds;
    size_t warning_count;
    const struct di_run_warning *warnings;
};

/** A default row with its values (children 0-17), or one of 18 and over without them. */
struct di_results_row {
    uint32_t indicator;
    enum di_period period;
    int32_t first_civil_day, last_civil_day;
    const char *region, *setting;
    bool is_adults;
    struct di_summary summary;
    const double *values; /* [replications]; NULL for adults */
};

/** Rows [first, end). */
struct di_row_span {
    size_t first, end;
};

struct di_results_published {
    const char *id, *indicator, *source;
    uint32_t count;
    const int32_t *year;
    const double *value;
};

/** Dated policies a chart marks, in the order of a plan. */
enum di_policy_kind {
    DI_POLICY_SCOPE,      /* residents come into scope for a family: assess_from */
    DI_POLICY_REQUESTS,   /* a pathway turns from by_rate to by_request */
    DI_POLICY_UNDER_3,    /* no admission of children under 3 */
    DI_POLICY_MORATORIUM, /* no admission; wind-down implies it */
    DI_POLICY_WIND_DOWN,
    DI_POLICY_KINDS
};

/** First date of a kind of policy within the horizon, after its start. */
struct di_results_policy {
    enum di_policy_kind kind;
    int32_t civil_day;
    uint32_t places; /* institutions or settings it reaches in the horizon; 1 for a nation's */
};

/** A stock at day 0: children 0-17, all settings. */
struct di_results_opening {
    const char *indicator;
    const char *region; /* id or "all" */
    struct di_summary summary;
};

/**
 * A published stock beside the simulated one, at the end of a year. Nothing here closes the
 * gap; `unexplained` says how much of it the published accounts themselves leave open.
 */
struct di_results_gap {
    double published, simulated; /* simulated: mean */
    double gap;   /* simulated - published: above zero, the simulation is higher */
    double share; /* gap / published */
    /* Change of the published stock less published entries plus published exits: below zero,
     * more children left the count than its exits say. NaN if any of them is not published;
     * the opening stock stands for the year before the first. */
    double unexplained;
};

struct di_results {
    struct di_arena arena; /* owns everything below */
    const char *scenario;  /* id */
    const char *name_en, *name_ru;
    const char *method;
    const char *resolved; /* canonical JSON */
    const char *currency; /* of all money; "": the scenario names none */
    int32_t start_civil_day, last_civil_day;
    uint64_t seed;
    uint32_t replications, requested;
    uint32_t inputs, defaults, illustrative, unsourced; /* numbers of the scenario */
    uint32_t uncertain_inputs; /* drawn in every replication; 0: bands hold chance only */
    struct di_inputs_drawn inputs_drawn;
    uint32_t suppress_below; /* smaller counts are withheld, and what tells them; 0: none */
    uint32_t published_count;
    struct di_results_published *published;
    uint32_t policy_count; /* 0 to DI_POLICY_KINDS, by kind */
    struct di_results_policy policies[DI_POLICY_KINDS];
    uint32_t opening_count;
    struct di_results_opening *openings;
    size_t row_count, row_capacity;
    struct di_results_row *rows; /* in the order of indicators.csv */
    struct di_row_span *spans;   /* by indicator; NULL: rows made by hand, in any order */
};

/**
 * From the first to the last row of an indicator, so that nobody reads all rows for a few.
 * Empty for an unknown one; rows of other indicators may stand between, so ask each row too.
 */
struct di_row_span di_results_span(const struct di_results *results, uint32_t indicator);

/**
 * Compute all rows of a run; with a folder, write the results folder too.
 *
 * Also proves the balance: opening + entries - exits = closing in whole children for every
 * place, quarter and replication.
 *
 * All files are written under temporary names first and then renamed, manifest.json last, so
 * that a failure leaves none with its final name. Files of the folder that are not an earlier
 * run's results are not overwritten unless `force`.
 *
 * @param folder  exists; NULL: nothing is written
 * @param[out] results_out  free with di_results_destroy
 * @return DI_OK; DI_ERR_EXISTS; DI_ERR_FILE; DI_ERR_INVARIANT; DI_ERR_MEMORY
 */
DI_MUST_CHECK enum di_status di_results_make(const struct di_run_record *record,
                                             const char *folder, bool force,
                                             struct di_results **results_out,
                                             struct di_error *error);

/** Would di_results_make be allowed to write here? DI_OK or DI_ERR_EXISTS. */
DI_MUST_CHECK enum di_status di_results_check_folder(const char *folder, bool force,
                                                     struct di_error *error);

/**
 * Read a results folder: manifest.json, scenario.json, indicators.csv, replications.csv.gz.
 *
 * @return DI_OK; DI_ERR_FILE if a file is missing or unreadable; DI_ERR_SYNTAX, DI_ERR_LIMIT or
 *         DI_ERR_INCONSISTENT, with the place, if one is not as this program writes it
 */
DI_MUST_CHECK enum di_status
di_results_read(const char *folder, struct di_results **results_out, struct di_error *error);
void di_results_destroy(struct di_results *results);

/** False of one run and of expected numbers: neither has ranges, for nothing differs. */
bool di_results_has_ranges(const struct di_results *results);

/** Is the scenario's value at this JSON pointer a count of children that results with
 * suppress_below lack, whatever it is? */
bool di_results_withholds_input(const char *pointer);

/** First row of an indicator, nation and all settings, with this period and first day; NULL if
 * there is none. `adults`: the row of 18 and over. */
const struct di_results_row *di_results_find(const struct di_results *results,
                                             const char *indicator, enum di_period period,
                                             int32_t first_civil_day, bool adults);

/** Half of the 95% interval of the mean over the mean, nation, end of the last year; NaN if it
 * cannot be said. */
double di_results_precision(const struct di_results *results, const char *indicator);

/** Published value of a year in a series for `indicator`; NaN if there is none. */
double di_results_published(const struct di_results *results, const char *indicator,
                            int32_t year);

/** Stock of an indicator at day 0, or NULL. */
const struct di_summary *di_results_opening(const struct di_results *results,
                                            const char *indicator, const char *region);

/** False if that year's stock is not published or not simulated to its end. */
bool di_results_gap(const struct di_results *results, const char *indicator, int32_t year,
                    struct di_results_gap *gap_out);

/** Does the scenario close part of such gaps itself, by unexplained entries or exits? */
bool di_results_have_unexplained(const struct di_results *results);

#endif

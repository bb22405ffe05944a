/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The model: one validated scenario as the engine reads it. Immutable once built, shared by
 * all replications and threads. Arrays are in display order of the file; whatever must not
 * depend on that order uses the `key` (SHA-256 of names) and the `rank` (byte order of names).
 *
 * Days count from the scenario's start (day 0 = horizon start). Rates are per year, shares
 * 0 to 1. Names of members are those of MODEL and of the scenario file.
 */
#ifndef DI_MODEL_H
#define DI_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include "di/arena.h"
#include "di/closure.h"
#include "di/diagnostic.h"
#include "di/hazard.h"
#include "di/kind.h"
#include "di/name.h"
#include "di/quantity.h"
#include "di/recruitment.h"
#include "di/staffing.h"
#include "di/time.h"

/* Documented limits of a scenario. */
#define DI_REGIONS_MAX 1000
#define DI_SETTINGS_MAX 200
#define DI_REASONS_MAX 50
#define DI_INSTITUTIONS_MAX 20000
#define DI_CARERS_MAX 5000
#define DI_FAMILIES_MAX 2000000
#define DI_CHILDREN_MAX 20000000 /* initial stock, and expected entries over the horizon */
#define DI_HORIZON_YEARS_MAX 60
#define DI_GROUP_SIZE_MAX 8
#define DI_PATHWAYS_MAX 24 /* of one setting, defaults included */

struct di_neighbour {
    uint16_t region;
    double distance; /* as given: km or minutes; only the order matters */
};

struct di_region {
    struct di_name name;
    struct di_series population; /* children 0-17 */
    const double *age_weights;   /* [18] population by single year of age, relative */
    uint32_t neighbour_count;
    const struct di_neighbour *neighbours; /* by distance, then rank */
};

/* ---- settings and their ways out ---- */

enum di_path {
    DI_PATH_HOME,             /* return home: reunification by request, or by rate */
    DI_PATH_SPONTANEOUS_HOME, /* unplanned return home */
    DI_PATH_ADOPTED,          /* if legally free */
    DI_PATH_DIED,
    DI_PATH_LEFT_COUNTRY,
    DI_PATH_BREAKDOWN,   /* of a placement: back through the entry ladder */
    DI_PATH_TRANSFER,    /* to another institution */
    DI_PATH_REENTRY,     /* from home (reunified_monitored, home_closed) */
    DI_PATH_INDEPENDENT, /* to independent life before 18: state aged_out */
    DI_PATH_PLACEMENT,   /* to another setting of care */
    DI_PATH_SINK         /* to a named absorbing setting of the country */
};

enum di_mode { DI_MODE_BY_RATE, DI_MODE_BY_REQUEST };

struct di_pathway {
    enum di_path path;
    uint16_t target;       /* setting index: PLACEMENT and SINK; built-in settings else */
    struct di_series mode; /* values of enum di_mode */
    struct di_hazard hazard;
    enum di_clock clock;
    bool is_frailty;      /* multiplied by Z (MODEL 5.4) */
    double historic_exit; /* per year, before the start, of a pathway by request (MODEL 7.4) */
    uint64_t key;         /* of "pathway/SETTING/DESTINATION": the cause's stream */
};

enum di_on_full { DI_ON_FULL_REFUSE, DI_ON_FULL_OVERFILL };

/** Where the places of a setting are. */
enum di_places {
    DI_PLACES_UNLIMITED, /* one endless pool per region */
    DI_PLACES_POOL,      /* one counted pool per region: `capacity` */
    DI_PLACES_UNITS,     /* institutions or group homes listed one by one */
    DI_PLACES_FAMILIES   /* carers listed by profile */
};

enum di_leaving { /* destinations of a child who leaves at 18 or later */
                  DI_LEAVING_AFTERCARE,
                  DI_LEAVING_INDEPENDENT,
                  DI_LEAVING_HOME,
                  DI_LEAVING_ADULT_INSTITUTION,
                  DI_LEAVINGS
};

/** As in scenario files and traces. */
const char *di_leaving_id(enum di_leaving leaving);

struct di_setting {
    struct di_name name;
    enum di_kind kind;
    bool in_residential_statistics;
    bool in_entry_ladder; /* may the entry ladder use it? */
    enum di_places places;
    struct di_quantity capacity; /* DI_PLACES_POOL: places per region */
    enum di_on_full on_full;
    double age_from_years;   /* inclusive */
    double age_to_years;     /* exclusive: the upper edge; HUGE_VAL: none */
    uint8_t disability_mask; /* bit d set: admits di_disability d */
    uint32_t pathway_count;
    const struct di_pathway *pathways; /* by key of destination: order never matters */
    struct di_quantity stay18_share;   /* asked with the child's disability */
    double leave_age_years;            /* 23; severe disability never leaves by age */
    double leaving_share[DI_LEAVINGS]; /* of those who leave at 18 or later; sum 1 */
    double max_stay_days;              /* emergency foster care; HUGE_VAL: none */
    int32_t assess_from_day;           /* residents come into scope; DI_NO_DAY: never */
    double supply_response_per_year;   /* children each empty bed draws; 0: off */
    uint16_t supply_reason;            /* their reason of entry */
    const char *published_stock;       /* id of the published series it counts in, or NULL */
};

/* Built-in settings come first in every model; a file may give numbers to UNPLACED and HOME. */
enum di_builtin_setting {
    DI_SETTING_UNPLACED,
    DI_SETTING_HOME_MONITORED, /* file id "home" sets the numbers of both home states */
    DI_SETTING_HOME_CLOSED,
    DI_SETTING_ADOPTED,
    DI_SETTING_AGED_OUT,
    DI_SETTING_ADULT_INSTITUTION,
    DI_SETTING_LEFT_COUNTRY,
    DI_SETTING_DIED,
    DI_SETTING_UNEXPLAINED_IN,
    DI_SETTING_UNEXPLAINED_OUT,
    DI_SETTING_BUILTIN_COUNT
};

/** What a built-in setting is in every model. */
struct di_builtin {
    const char *id;
    const char *name; /* English, marked for translation */
    enum di_kind kind;
};

/** Built-in setting by index, below DI_SETTING_BUILTIN_COUNT. */
const struct di_builtin *di_setting_builtin(uint32_t index);

/** An institution or small group home (or several pooled: capacities summed). */
struct di_institution {
    struct di_name name;
    uint16_t region;
    uint16_t setting;
    uint32_t count;            /* buildings pooled in this entry */
    struct di_series capacity; /* places of all together; days before opening: 0 */
    int32_t moratorium_day;    /* no admissions from here; DI_NO_DAY: never */
    int32_t assess_from_day;   /* residents in scope; DI_NO_DAY: with the setting's */
    int32_t wind_down_day;     /* implies moratorium and scope */
    int32_t close_by_day;      /* deadline: priority level 3 */
};

/** Foster families of one profile in one region. */
struct di_carers {
    struct di_name name;
    uint16_t region;
    uint16_t setting;
    struct di_series families; /* how many are approved; whole numbers. With recruitment: on
                                  the first day, later numbers come from the pipeline */
    const struct di_recruitment *recruitment; /* NULL: none */
    const struct di_family_rest *rest;        /* NULL: families never rest */
    uint32_t places_per_family;
    uint8_t age_band_mask;   /* bit b set: accepts age band b */
    uint8_t disability_mask; /* bit d set */
};

/* ---- entries ---- */

struct di_reason {
    struct di_name name;
    /* lambda base: groups a year per 1000 children 0-17 is base * population/1000, or the
     * yearly count directly; see `counts` */
    struct di_quantity base;
    bool base_counts_children; /* divided by the mean group size */
    bool base_is_per_1000;     /* else absolute per year; by_region then shares it out */
    struct di_quantity disability_share[2]; /* moderate, severe among entrants */
    double violence_coefficient;            /* b_v */
    double poverty_coefficient;             /* b_p */
    double prevention_effect;               /* eff_q, share */
    const double *entry_age_weights;        /* [18] per single year of age; never NULL */
    bool is_unexplained;       /* bookkeeping of calibration; di/unexplained.h. `base` counts
                                  children a year of the nation */
    uint16_t unexplained_into; /* the setting they come into */
};

/** A dated group of a replay or a test: enters at `at`, ids n = 0, ordinal in the list. */
struct di_listed_group {
    di_time at;
    uint16_t region;
    uint16_t reason;
    uint8_t size;
    uint8_t sex[DI_GROUP_SIZE_MAX];
    uint8_t disability[DI_GROUP_SIZE_MAX];
    float age_years[DI_GROUP_SIZE_MAX];
};

struct di_first_shares;

struct di_entries {
    double group_size_share[DI_GROUP_SIZE_MAX]; /* [0] = size 1; sum 1 */
    double mean_group_size;
    double female_share;
    double season[12];      /* by calendar month; mean 1 over the year */
    double entry_cv;        /* sd of the region-year multiplier */
    bool include_reentries; /* published counts contain re-entries (MODEL 7.6) */
    uint32_t listed_count;
    const struct di_listed_group *listed;
    /* [reason][age band] (di/first_placement.h); a NULL row: the ladder; NULL: none at all */
    const struct di_first_shares *const *first_shares;
};

/** Input of a whole population at the start (MODEL 7). */
enum di_margin_dimension {
    DI_DIMENSION_INSTITUTION,
    DI_DIMENSION_SETTING,
    DI_DIMENSION_REGION,
    DI_DIMENSION_AGE_BAND,
    DI_DIMENSION_SEX,
    DI_DIMENSION_DISABILITY,
    DI_DIMENSION_STAY,
    DI_DIMENSIONS
};

struct di_margin_leaf {
    uint32_t index[DI_DIMENSIONS]; /* of the margin's dimensions, in their order */
    double count;
};

struct di_margin {
    uint32_t dimension_count;
    enum di_margin_dimension dimension[DI_DIMENSIONS];
    bool is_partial; /* keys not named are left free; else they are zero */
    uint32_t leaf_count;
    const struct di_margin_leaf *leaves;
    const char *pointer; /* JSON pointer, for reports */
};

struct di_initial_stock {
    uint32_t margin_count;
    const struct di_margin *margins;
    uint32_t stay_band_cuts; /* 0: elapsed stays unknown */
    const double *stay_cut_years;
    struct di_quantity sibling_share; /* share of residents who have a sibling in their place */
    double assessed_share;            /* without effect where nothing needs workers */
    /* past: entries by calendar year before the start (relative), oldest first; count 0: even
     */
    uint32_t past_years;
    int32_t past_first_year;
    const double *past_entries;
    /* home pool: returns home by calendar year before the start */
    uint32_t return_years;
    int32_t return_first_year;
    const double *returns;  /* children a year, nation; shared out by region population */
    double monitored_share; /* of those who went home within `monitoring_days` of the start */
};

/* ---- rules ---- */

/** Options of a request in the order of MODEL 8.0. */
enum di_option {
    DI_OPTION_REUNIFICATION,
    DI_OPTION_KINSHIP,
    DI_OPTION_FOSTER,
    DI_OPTION_SPECIALISED_FOSTER,
    DI_OPTION_SGH,
    DI_OPTION_SUPPORTED_INDEPENDENT,
    DI_OPTIONS
};

/** Levels of the waiting lists' lexicographic order (MODEL 8.3). */
enum di_priority {
    DI_PRIORITY_URGENT,
    DI_PRIORITY_UNDER_3,
    DI_PRIORITY_CLOSING,
    DI_PRIORITY_GUARANTEE,
    DI_PRIORITY_DISABILITY,
    DI_PRIORITIES /* earliest request, then lowest id, always follow */
};

struct di_policies {
    struct di_quantity suitable_share[DI_OPTIONS];
    struct di_quantity kin_at_entry_share; /* rung 1 of the entry ladder */
    enum di_option option_order[DI_OPTIONS];
    bool option_enabled[DI_OPTIONS]; /* named by a setting of that kind in the model */
    double option_wait_days;         /* 60 */
    double neighbour_distance_limit; /* HUGE_VAL: any neighbour */
    enum di_priority priority[DI_PRIORITIES];
    uint32_t priority_count;      /* levels in use, in order */
    double guarantee_days;        /* 90 */
    double closing_days;          /* 180 */
    double disability_after_days; /* 45 */
    uint32_t max_skips;           /* 10; 0: off */
    double hold_days;             /* 180 */
    double hold_family_share;     /* 0.1 of a region's families */
    double reservation_days;      /* 60; without effect where nothing needs workers */
    double together_share[2];     /* sibling policy: required, preferred; the rest is free */
    double split_after_days;      /* 180 */
    double acceptance_share;      /* p_acc 0.7 */
    double placement_frailty;     /* theta */
    double breakdown_frailty;     /* rho */
    double legally_free_share;    /* 0.3 */
    struct di_series no_under3_admission; /* 1 where in force */
    bool monthly_ladder;                  /* unplaced children run rungs 3-6 again each month */
    bool ageing; /* false in tests: no age-out, no age edge, no elapsed <= age */
    double reentry_window_years; /* 6 */
    double closed_reentry_rr;    /* closed_rr */
    double monitoring_days;      /* planned returns: 365 */
};

struct di_services {
    struct di_quantity prevention_coverage; /* cov by region */
    struct di_quantity prevention_places; /* by region; series value >= DI_UNLIMITED: endless */
    double prevention_days;               /* 180 */
    double prevention_return_per_year;    /* 0 */
    struct di_quantity gate_share;        /* gate by region; 0 where not in force */
    struct di_quantity gate_effect;       /* effg by age band and disability */
};

struct di_drivers {
    /* standardised, by region: [region_count]; count 0: zero */
    const struct di_series *violence;
    const struct di_series *poverty;
};

/** A series of published figures, drawn over results and never used by the simulation. */
struct di_published {
    const char *id;        /* "residential_stock" */
    const char *indicator; /* id of docs/INDICATORS.md it is drawn over */
    const char *source;
    uint32_t count;
    const int32_t *year;
    const double *value;
};

enum di_origin { DI_ORIGIN_USER, DI_ORIGIN_DEFAULT };
enum di_quality {
    DI_QUALITY_UNSOURCED,
    DI_QUALITY_PUBLISHED,
    DI_QUALITY_ESTIMATED,
    DI_QUALITY_ILLUSTRATIVE
};

/** One number of the scenario and where it came from. */
struct di_input {
    const char *pointer; /* JSON pointer in the resolved scenario */
    double value;
    enum di_origin origin;
    enum di_quality quality;
    const char *source;     /* "" if none */
    int32_t year;           /* 0 if none */
    const char *changed_by; /* file of the override, "" if none */
};

struct di_cost_plan;
struct di_planning_goals;
struct di_shocks;
struct di_justice;

struct di_model {
    struct di_arena arena; /* owns everything below */
    const char *id;
    const char *name_en;
    const char *name_ru;
    const char *currency; /* of all money, in prices of price_year */
    int32_t price_year;

    int32_t start_civil_day; /* civil day of day 0 */
    int32_t horizon_days;    /* exclusive end: day 0 of the calendar after the last year */
    double horizon_years;

    uint32_t age_band_count;                /* 18+ included */
    double age_band_from[DI_AGE_BANDS_MAX]; /* years: 0, 3, 7, 12, 15, 18 */
    const char *age_band_id[DI_AGE_BANDS_MAX];

    uint32_t region_count;
    const struct di_region *regions;
    uint32_t reason_count;
    const struct di_reason *reasons;
    uint32_t setting_count; /* DI_SETTING_BUILTIN_COUNT and the country's own */
    const struct di_setting *settings;
    uint32_t institution_count;
    const struct di_institution *institutions;
    const struct di_closure_plan *closure_plans; /* [institution_count], or NULL: none */
    uint32_t carers_count;
    const struct di_carers *carers;

    struct di_entries entries;
    struct di_initial_stock initial_stock;
    struct di_policies policies;
    struct di_services services;
    struct di_drivers drivers;
    struct di_staffing staffing;

    const struct di_planning_goals *goals; /* of imported models; di/planning_goals.h */
    const struct di_cost_plan *cost_plan;  /* NULL: no costs and no budget; di/cost_plan.h */
    const struct di_shocks *shocks;        /* NULL: none; di/shock.h */
    const struct di_justice *justice;      /* NULL: no such strand; di/justice.h */

    uint32_t published_count;
    const struct di_published *published;
    uint32_t input_count;
    const struct di_input *inputs;
};

/** A model with nothing in it but its arena; import fills it, then calls di_model_finish. */
struct di_model *di_model_create(void);
void di_model_destroy(struct di_model *model); /* NULL and half-built are fine */

/**
 * Complete a filled model: keys, ranks in byte order of ids, neighbours by distance, pathways
 * by key; then check what only the whole shows. Problems carry JSON pointers, no lines.
 *
 * @return DI_OK, also when problems of the input were reported; DI_ERR_MEMORY
 */
DI_MUST_CHECK enum di_status di_model_finish(struct di_model *model,
                                             struct di_diagnostics *diagnostics);

/** Age band of an age in years; the last band is 18+. */
uint32_t di_model_age_band(const struct di_model *model, double age_years);

/** First setting of a kind in rank order, or DI_NONE. */
uint16_t di_model_setting_of_kind(const struct di_model *model, enum di_kind kind);

/** Where a pathway leads, as its key in the file: "home", "died", or a setting's id. */
const char *di_pathway_destination(const struct di_model *model,
                                   const struct di_pathway *pathway);

/** Does the setting count in K1r? */
/**
 * Growth of the places of these carers, per year of the horizon: dated counts by what they say,
 * recruitment by its expected approvals less the families that leave. What MODEL 16's warning
 * on the pace of recruitment compares with published growth.
 */
double di_carers_growth_places_per_year(const struct di_carers *carers, int32_t horizon_days);

/** By its kind, or because the scenario counts it so (`in_residential_statistics`). */
bool di_setting_is_residential(const struct di_setting *setting);

/** The region, setting or reason that has this rank among its like; DI_NONE if none has.
 * Walking through all of them by rank is the order that no order of the file can change. Cost
 * O(count). */
uint16_t di_model_region_of_rank(const struct di_model *model, uint32_t rank);
uint16_t di_model_setting_of_rank(const struct di_model *model, uint32_t rank);
uint16_t di_model_reason_of_rank(const struct di_model *model, uint32_t rank);

/** Children 0-17 of the whole country on the first day, regions added up by rank: a sum of
 * fractions depends on its order. Cost O(regions^2). */
double di_model_population(const struct di_model *model);

/** A region's share of them; 0 where there are none. */
double di_model_population_share(const struct di_model *model, uint32_t region);

/** What violence and poverty multiply the entries of a reason by, in a region on a day. */
double di_model_driver_factor(const struct di_model *model, uint32_t region, uint32_t reason,
                              int32_t day);

#endif

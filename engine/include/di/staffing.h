/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Workers, their hours, and the work that needs them (MODEL 8.1, 8.5).
 *
 * A *role* is a kind of worker with its productive hours; a *workers* entry says how many of a
 * role a region has; an *activity* is a piece of work with its hours and least duration. All
 * workers of one role and region are one team. A scenario without roles needs no hours:
 * requests are then decided when they are made.
 */
#ifndef DI_STAFFING_H
#define DI_STAFFING_H

#include <stdbool.h>
#include <stdint.h>

#include "di/name.h"
#include "di/quantity.h"

/* Documented limits of a scenario. */
#define DI_ROLES_MAX 16
#define DI_WORKERS_MAX 10000
#define DI_FTE_MAX 100000 /* of one entry */

/** What a role may do; `generic` does whatever a region has no specialist for. */
enum di_role_kind {
    DI_ROLE_ASSESSOR,
    DI_ROLE_CASE_MANAGER,
    DI_ROLE_CARER_RECRUITER,
    DI_ROLE_GENERIC,
    DI_ROLE_KINDS
};

/** Classes of a team's queue, served head of line in this order (MODEL 8.1). */
enum di_work_class {
    DI_WORK_CRISIS,
    DI_WORK_URGENT, /* assessment of a child without a lasting place */
    DI_WORK_PREPARATION,
    DI_WORK_VISIT,
    DI_WORK_ASSESSMENT, /* with care plan and tracing */
    DI_WORK_ADOPTION_FILE,
    DI_WORK_RENEWAL,
    DI_WORK_CARER_ASSESSMENT,
    DI_WORK_CLASSES
};

/* X(suffix, id, class, role kind, hours, min_days): the activities and their defaults, all
 * illustrative. */
#define DI_ACTIVITY_TABLE(X)                                                                   \
    X(ASSESSMENT, "assessment", ASSESSMENT, ASSESSOR, 24, 21)                                  \
    X(RENEWAL, "renewal", RENEWAL, ASSESSOR, 8, 0)                                             \
    X(CARE_PLAN, "care_plan", ASSESSMENT, ASSESSOR, 8, 0)                                      \
    X(TRACING, "tracing", ASSESSMENT, ASSESSOR, 16, 30)                                        \
    X(PREPARATION, "preparation", PREPARATION, CASE_MANAGER, 30, 21)                           \
    X(ADOPTION_FILE, "adoption_file", ADOPTION_FILE, ASSESSOR, 40, 180)                        \
    X(VISIT, "visit", VISIT, CASE_MANAGER, 3, 0)                                               \
    X(CARER_ASSESSMENT, "carer_assessment", CARER_ASSESSMENT, CARER_RECRUITER, 60, 0)          \
    X(CRISIS, "crisis", CRISIS, CASE_MANAGER, 12, 0)                                           \
    X(PREVENTION, "prevention", ASSESSMENT, CASE_MANAGER, 0, 0)                                \
    X(DIVERSION, "diversion", ASSESSMENT, CASE_MANAGER, 0, 0)                                  \
    X(AFTERCARE, "aftercare", VISIT, CASE_MANAGER, 0, 0)                                       \
    X(REVIEW, "review", RENEWAL, ASSESSOR, 0, 0)

#define DI_ACTIVITY_ENUM(suffix, id, class, kind, hours, min_days) DI_ACTIVITY_##suffix,
enum di_activity { DI_ACTIVITY_TABLE(DI_ACTIVITY_ENUM) DI_ACTIVITIES };
#undef DI_ACTIVITY_ENUM

/** Ids of scenario files and tables; what kind of work an activity is; hours of one, and the
 * least days from its start to its end, where the scenario says nothing (MODEL 8.5). */
const char *di_role_kind_id(enum di_role_kind kind);
const char *di_work_class_id(enum di_work_class work_class);
const char *di_activity_id(enum di_activity activity);
enum di_work_class di_activity_class(enum di_activity activity);
double di_activity_default_hours(enum di_activity activity);
double di_activity_default_min_days(enum di_activity activity);

/** How hours and lags spread around their mean. */
enum di_work_form {
    DI_WORK_FIXED,
    DI_WORK_EXPONENTIAL,
    DI_WORK_GAMMA,     /* shape */
    DI_WORK_LOGNORMAL, /* sd of the logarithm */
    DI_WORK_WEIBULL,   /* shape */
    DI_WORK_EMPIRICAL, /* one of `sample`, each as likely */
    DI_WORK_FORMS
};

/** Zeros are a fixed time. */
struct di_work_law {
    enum di_work_form form;
    double shape;
    uint32_t sample_count;
    const double *sample; /* ascending */
};

struct di_activity_plan {
    double hours;            /* mean; 0: the activity needs no worker */
    double disability_hours; /* more for a child with disability */
    struct di_work_law law;  /* of hours */
    double min_days;         /* from its start, holding no hours */
    uint16_t role;           /* DI_NONE: by its kind */
};

struct di_role {
    struct di_name name;
    enum di_role_kind kind;
    double hours_per_year;                 /* productive hours of one FTE */
    double overhead_share;                 /* of them, lost to administration */
    double max_parallel_hours_per_day;     /* rate of one activity; one FTE's unless given */
    double reserve_share[DI_WORK_CLASSES]; /* of a team's hours, kept for one class */
    double ramp_share;                     /* of a worker's hours in the first quarter */
    double hire_lag_days, training_days, redeploy_training_days; /* means */
    struct di_work_law hire_lag_law, training_law, redeploy_training_law;
    double turnover_per_year;
    double overload_factor; /* of turnover, per 0.1 of utilisation above 0.9 */
    struct di_quantity cost_per_fte_year;
};

/** Workers hired in one quarter beyond the posts there are. */
struct di_planned_hire {
    int32_t day; /* first of the quarter */
    double fte;
};

struct di_workers {
    struct di_name name;
    uint16_t region;
    uint16_t role;
    double fte;             /* active and experienced on the first day */
    double in_training_fte; /* evenly spread over the training */
    struct di_series posts; /* budgeted FTE, planned hires apart */
    uint32_t cut_count;
    const int32_t *cut_days; /* days on which money for posts ends: who is above them leaves */
    uint32_t hire_count;
    const struct di_planned_hire *hires; /* by day */
};

struct di_staffing {
    uint32_t role_count; /* 0: nothing needs hours */
    const struct di_role *roles;
    uint32_t workers_count;
    const struct di_workers *workers;
    struct di_activity_plan activities[DI_ACTIVITIES];
    struct di_quantity travel_hours; /* of a visit, by region */
    double reunified_visits_per_month, reunified_first_days, reunified_later_visits_per_month;
    double foster_visits_per_month, kinship_visits_per_month, supported_visits_per_month;
    double caseload_limit;        /* children per case manager */
    double assessment_valid_days; /* at the match */
    double review_days;           /* between reviews of a care plan; 0: none */
    double late_after_days;       /* a visit later than this */
    double unmonitored_rr;        /* ... multiplies breakdown and re-entry */
    double crises_per_year;       /* in a family placement */
    double crisis_support_rr;     /* breakdown after support was given */
};

/** Hours a day of one FTE: 3.91 at the defaults. */
double di_role_daily_hours(const struct di_role *role);

/**
 * The role whose team does an activity in a region: the activity's own; else, among roles with
 * workers there, the first of its kind in byte order of ids; else the first generic one.
 *
 * @return index, or UINT16_MAX: nobody there could do it
 */
uint16_t di_staffing_role_of(const struct di_staffing *staffing, uint16_t region,
                             enum di_activity activity);

/**
 * Where staff of closed institutions of a region are redeployed to: the entry of workers, first
 * in byte order of ids, of the role that prepares moves there, which follows children after
 * they left the institution.
 *
 * @return index of staffing->workers, or UINT32_MAX: nobody is redeployed there
 */
uint32_t di_staffing_redeployed_to(const struct di_staffing *staffing, uint16_t region);

/** May the activity take any hours? */
bool di_activity_needs_hours(const struct di_activity_plan *plan);

/** Budgeted FTE of an entry on a day, planned hires included. */
double di_workers_posts(const struct di_workers *workers, int32_t day);

#endif

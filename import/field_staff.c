/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of roles and resources: workers, their hours and the work that needs them. */
#include "di/defaults.h"

#include "field.h"

#define SHARE .minimum = 0, .maximum = 1, .unit = "share"
#define DAYS .minimum = 0, .maximum = 40000, .unit = "days"
#define HOURS .minimum = 0, .maximum = 100000, .unit = "hours"
#define FTE .minimum = 0, .maximum = DI_FTE_MAX, .unit = "FTE"
#define PER_MONTH .minimum = 0, .maximum = 31, .unit = "visits per month"
#define DEFAULT(name) .fallback = DI_DEFAULT_##name + 1

/* ---- roles ---- */

#define SHARE_OF(id, what)                                                                     \
    {                                                                                          \
        id, DI_FIELD_NUMBER, 0, SHARE, .text = what                                            \
    }

static const struct di_field reserve_shares[] = {
    SHARE_OF("crisis", DI_N_("hours kept for crisis support")),
    SHARE_OF("urgent_assessment", DI_N_("hours kept for urgent assessments")),
    SHARE_OF("preparation", DI_N_("hours kept for preparation")),
    SHARE_OF("visits", DI_N_("hours kept for visits")),
    SHARE_OF("assessment", DI_N_("hours kept for assessments, plans and tracing")),
    SHARE_OF("adoption_file", DI_N_("hours kept for adoption files")),
    SHARE_OF("renewal", DI_N_("hours kept for renewals")),
    SHARE_OF("carer_assessment", DI_N_("hours kept for assessing carers")),
    {0}};

static const struct di_field sample_days = {"", DI_FIELD_PLAIN, 0, DAYS,
                                            .text = DI_N_("days observed")};

const struct di_field di_field_law[] = {
    {"law", DI_FIELD_CHOICE, .text = DI_N_("how the time differs from case to case"),
     .choices = "fixed|exponential|gamma|lognormal|weibull|empirical"},
    {"shape", DI_FIELD_NUMBER, DI_FIELD_ABOVE, 0, 1000, "",
     .text = DI_N_("shape of the law; of lognormal, the sd of the logarithm")},
    {"sample", DI_FIELD_LIST, .text = DI_N_("days observed, for law empirical"),
     .element = &sample_days, .count_min = 1, .count_max = 10000},
    {0}};

#define LAW_OF(id, what)                                                                       \
    {                                                                                          \
        id, DI_FIELD_OBJECT, .text = what, .members = di_field_law                             \
    }

static const struct di_field role_members[] = {
    {"name", DI_FIELD_NAME, .text = DI_N_("name for people")},
    {"kind", DI_FIELD_CHOICE, DI_FIELD_REQUIRED, .text = DI_N_("what the role may do"),
     .choices = "assessor|case_manager|carer_recruiter|generic"},
    {"hours_per_year", DI_FIELD_NUMBER, DI_FIELD_ABOVE, 0, 8766, "hours",
     .text = DI_N_("productive hours of a full-time worker"), DEFAULT(hours_per_year)},
    {"overhead_share", DI_FIELD_NUMBER, 0, SHARE,
     .text = DI_N_("of these, lost to administration"), DEFAULT(overhead_share)},
    {"max_parallel_hours_per_day", DI_FIELD_NUMBER, DI_FIELD_ABOVE, 0, 24, "hours per day",
     .text = DI_N_("fastest work on one activity; absent: one full-time worker")},
    {"reserve_shares", DI_FIELD_OBJECT, .text = DI_N_("hours of a team kept for a class"),
     .members = reserve_shares},
    {"ramp_share", DI_FIELD_NUMBER, 0, SHARE,
     .text = DI_N_("hours of a new worker in the first quarter after training"),
     DEFAULT(ramp_share)},
    {"hire_lag", DI_FIELD_DURATION, 0, DAYS, .text = DI_N_("from a vacancy to a hire"),
     DEFAULT(hire_lag)},
    LAW_OF("hire_lag_law", DI_N_("how the time to a hire differs around its mean")),
    {"training", DI_FIELD_DURATION, 0, DAYS, .text = DI_N_("training of a new worker"),
     DEFAULT(training)},
    {"redeploy_training", DI_FIELD_DURATION, 0, DAYS,
     .text = DI_N_("training of staff who come from an institution"),
     DEFAULT(redeploy_training)},
    LAW_OF("training_law", DI_N_("how the training differs around its mean")),
    LAW_OF("redeploy_training_law",
           DI_N_("how the training of staff from an institution differs around its mean")),
    {"turnover_per_year", DI_FIELD_NUMBER, 0, 0, 100, "per year",
     .text = DI_N_("workers who leave"), DEFAULT(turnover_per_year)},
    {"overload_factor", DI_FIELD_NUMBER, 0, 0, 100, "ratio",
     .text = DI_N_("added turnover, as a multiple, at full use instead of 90%"),
     DEFAULT(overload_factor)},
    {"cost_per_fte_year", DI_FIELD_QUANTITY, 0, 0, 1e12, "money", .groups = di_field_by_region,
     .text = DI_N_("cost of a full-time worker a year")},
    {0}};

const struct di_field di_field_role = {"", DI_FIELD_OBJECT, .text = DI_N_("a kind of worker"),
                                       .members = role_members};

/* ---- workers ---- */

static const struct di_field planned_hire = {
    "", DI_FIELD_NUMBER, 0, FTE,
    .text = DI_N_("workers hired in the quarter, 2027_q1 and so on")};

static const struct di_field workers_members[] = {
    {"name", DI_FIELD_NAME, .text = DI_N_("name for people")},
    {"region", DI_FIELD_ID, DI_FIELD_REQUIRED, .text = DI_N_("region they work in")},
    {"role", DI_FIELD_ID, DI_FIELD_REQUIRED, .text = DI_N_("role they have")},
    {"fte", DI_FIELD_NUMBER, DI_FIELD_REQUIRED, FTE,
     .text = DI_N_("trained workers on the first day")},
    {"in_training", DI_FIELD_NUMBER, 0, FTE, .text = DI_N_("workers in training on that day")},
    {"posts", DI_FIELD_SERIES, 0, FTE,
     .text = DI_N_("budgeted posts; absent: those filled on the first day")},
    {"planned_hires", DI_FIELD_OBJECT, .text = DI_N_("posts added and filled, by quarter"),
     .element = &planned_hire},
    {0}};
static const struct di_field workers = {"", DI_FIELD_OBJECT,
                                        .text = DI_N_("workers of one role in one region"),
                                        .members = workers_members};

/* ---- activities ---- */

static const struct di_field sample_hours = {"", DI_FIELD_PLAIN, 0, HOURS,
                                             .text = DI_N_("hours observed")};

#define ACTIVITY_MEMBERS                                                                       \
    {"hours", DI_FIELD_NUMBER, 0, HOURS,                                                       \
     .text = DI_N_("working hours on average; 0: it needs no worker")},                        \
        {"law", DI_FIELD_CHOICE, .text = DI_N_("how hours differ from case to case"),          \
         .choices = "fixed|exponential|gamma|lognormal|weibull|empirical"},                    \
        {"shape",                                                                              \
         DI_FIELD_NUMBER,                                                                      \
         DI_FIELD_ABOVE,                                                                       \
         0,                                                                                    \
         1000,                                                                                 \
         "",                                                                                   \
         .text = DI_N_("shape of the law; of lognormal, the sd of the logarithm")},            \
        {"sample",                                                                             \
         DI_FIELD_LIST,                                                                        \
         .text = DI_N_("hours observed, for law empirical"),                                   \
         .element = &sample_hours,                                                             \
         .count_min = 1,                                                                       \
         .count_max = 10000},                                                                  \
        {"min_days", DI_FIELD_DURATION, 0, DAYS,                                               \
         .text = DI_N_("least time from its start to its end")},                               \
    {                                                                                          \
        "role", DI_FIELD_ID, .text = DI_N_("role that does it; absent: by kind")               \
    }

static const struct di_field activity_members[] = {ACTIVITY_MEMBERS, {0}};
static const struct di_field preparation_members[] = {
    ACTIVITY_MEMBERS,
    {"disability_hours", DI_FIELD_NUMBER, 0, HOURS,
     .text = DI_N_("more hours for a child with disability"), DEFAULT(disability_hours)},
    {0}};

#define ACTIVITY(id, what)                                                                     \
    {                                                                                          \
        id, DI_FIELD_OBJECT, .text = what, .members = activity_members                         \
    }

static const struct di_field activities[] = {
    ACTIVITY("assessment", DI_N_("assessment of a child and its family")),
    ACTIVITY("renewal", DI_N_("renewal of an expired assessment")),
    ACTIVITY("care_plan", DI_N_("care plan")),
    ACTIVITY("tracing", DI_N_("search for family and kin")),
    {"preparation", DI_FIELD_OBJECT, .text = DI_N_("preparation of a move"),
     .members = preparation_members},
    ACTIVITY("adoption_file", DI_N_("file of an adoption")),
    ACTIVITY("visit", DI_N_("monitoring visit, travel apart")),
    ACTIVITY("carer_assessment", DI_N_("assessment and training of a foster family")),
    ACTIVITY("crisis", DI_N_("support of a placement in crisis")),
    ACTIVITY("prevention", DI_N_("work with a family that prevention serves")),
    ACTIVITY("diversion", DI_N_("work with a child who is diverted")),
    ACTIVITY("aftercare", DI_N_("work with a young person who leaves to aftercare")),
    ACTIVITY("review", DI_N_("review of a care plan")),
    {0}};

static const struct di_field visits[] = {
    {"reunified_per_month", DI_FIELD_NUMBER, 0, PER_MONTH,
     .text = DI_N_("visits to a child that went home, at first"), DEFAULT(reunified_per_month)},
    {"reunified_first", DI_FIELD_DURATION, 0, DAYS, .text = DI_N_("how long that is"),
     DEFAULT(reunified_first)},
    {"reunified_later_per_month", DI_FIELD_NUMBER, 0, PER_MONTH,
     .text = DI_N_("visits after that, until monitoring ends"),
     DEFAULT(reunified_later_per_month)},
    {"foster_per_month", DI_FIELD_NUMBER, 0, PER_MONTH,
     .text = DI_N_("visits to a foster family"), DEFAULT(foster_per_month)},
    {"kinship_per_month", DI_FIELD_NUMBER, 0, PER_MONTH, .text = DI_N_("visits to kin"),
     DEFAULT(kinship_per_month)},
    {"supported_per_month", DI_FIELD_NUMBER, 0, PER_MONTH,
     .text = DI_N_("visits to a young person in supported living"),
     DEFAULT(supported_per_month)},
    {0}};

const struct di_field di_field_resources[] = {
    {"workers", DI_FIELD_OBJECT, .text = DI_N_("workers by region and role"),
     .element = &workers, .count_max = DI_WORKERS_MAX},
    {"activities", DI_FIELD_OBJECT, .text = DI_N_("what work takes"), .members = activities},
    {"travel_hours", DI_FIELD_QUANTITY, 0, HOURS, .groups = di_field_by_region,
     .text = DI_N_("travel for one visit"), DEFAULT(travel_hours)},
    {"visits", DI_FIELD_OBJECT, .text = DI_N_("how often children are visited"),
     .members = visits},
    {"caseload_limit", DI_FIELD_NUMBER, 0, 0, 1e6, "children per case manager",
     .text = DI_N_("no preparation begins above it"), DEFAULT(caseload_limit)},
    {"assessment_valid", DI_FIELD_DURATION, 0, DAYS,
     .text = DI_N_("how long an assessment serves a match"), DEFAULT(assessment_valid)},
    {"review_every", DI_FIELD_DURATION, 0, 1, 4000, "days",
     .text = DI_N_("time between reviews of a care plan; absent: none")},
    {"late_after", DI_FIELD_DURATION, 0, DAYS,
     .text = DI_N_("delay after which a visit counts as late"), DEFAULT(late_after)},
    {"unmonitored_rr", DI_FIELD_NUMBER, 0, 0, 100, "ratio",
     .text = DI_N_("breakdown and re-entry while a visit is late, relative to else"),
     DEFAULT(unmonitored_rr)},
    {"crises_per_year", DI_FIELD_NUMBER, 0, 0, 100, "per year",
     .text = DI_N_("crises of a family placement that ask for support"),
     DEFAULT(crises_per_year)},
    {"crisis_support_rr", DI_FIELD_NUMBER, 0, 0, 100, "ratio",
     .text = DI_N_("breakdown after such support, relative to before"),
     DEFAULT(crisis_support_rr)},
    {0}};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Roles and resources (MODEL 8.1, 8.5). Without roles nothing is bound and no default is
 * listed: the scenario has no workers, and nothing waits for them.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bind.h"

/* ---- laws of hours and lags ---- */

static enum di_work_form form_of(struct di_binding *binding, struct di_node *node)
{
    static const char *const ids[DI_WORK_FORMS] = {"fixed",     "exponential", "gamma",
                                                   "lognormal", "weibull",     "empirical"};
    const struct di_node *law = di_bind_member(binding, node, "law");
    for (int f = 0; law != NULL && law->type == DI_NODE_TEXT && f < DI_WORK_FORMS; f++)
        if (strcmp(ids[f], law->text) == 0)
            return (enum di_work_form)f;
    return DI_WORK_FIXED;
}

static int by_hours(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y; /* equal numbers are the same number */
}

/* The mean of the sample replaces that of the law. */
static void bind_sample(struct di_binding *binding, struct di_node *node,
                        struct di_work_law *law, double *mean)
{
    struct di_node *list = di_bind_member(binding, node, "sample");
    if (list == NULL || list->type != DI_NODE_ARRAY || list->count == 0)
        return;
    double *sample = DI_BIND_NEW(binding, list->count, double);
    if (sample == NULL)
        return;
    double sum = 0;
    for (uint32_t i = 0; i < list->count; i++)
        sum += sample[i] = fmax(di_bind_plain(list->children[i], 0), 0);
    qsort(sample, list->count, sizeof *sample, by_hours);
    law->sample = sample;
    law->sample_count = list->count;
    *mean = sum / list->count;
}

static void check_law(struct di_binding *binding, struct di_node *node,
                      const struct di_work_law *law)
{
    const bool needs_shape = law->form == DI_WORK_GAMMA || law->form == DI_WORK_LOGNORMAL ||
                             law->form == DI_WORK_WEIBULL;
    if (needs_shape && di_bind_member(binding, node, "shape") == NULL)
        DI_BIND_REPORT(binding, node, DI_ERR_INCONSISTENT,
                       DI_N_("The law of '%1' needs a 'shape'."), NULL, di_text_arg(node->key));
    if ((law->form == DI_WORK_EMPIRICAL) != (law->sample_count > 0))
        DI_BIND_REPORT(binding, node, DI_ERR_INCONSISTENT,
                       DI_N_("'%1' needs both law \"empirical\" and a 'sample', or neither."),
                       NULL, di_text_arg(node->key));
}

void di_bind_work_law(struct di_binding *binding, struct di_node *node, struct di_work_law *law,
                      double *mean)
{
    law->form = form_of(binding, node);
    law->shape = fmax(di_bind_plain(di_bind_member(binding, node, "shape"), 1), 1e-6);
    if (node == NULL)
        return;
    bind_sample(binding, node, law, mean);
    check_law(binding, node, law);
}

/* ---- roles ---- */

static enum di_role_kind kind_of_role(struct di_binding *binding, struct di_node *node)
{
    const struct di_node *kind = di_bind_member(binding, node, "kind");
    for (int k = 0; kind != NULL && kind->type == DI_NODE_TEXT && k < DI_ROLE_KINDS; k++)
        if (strcmp(di_role_kind_id((enum di_role_kind)k), kind->text) == 0)
            return (enum di_role_kind)k;
    return DI_ROLE_GENERIC;
}

static void bind_reserves(struct di_binding *binding, struct di_node *node,
                          struct di_role *role)
{
    struct di_node *shares = di_bind_member(binding, node, "reserve_shares");
    double sum = 0;
    for (int c = 0; c < DI_WORK_CLASSES; c++) {
        role->reserve_share[c] = di_bind_plain(
            di_bind_member(binding, shares, di_work_class_id((enum di_work_class)c)), 0);
        sum += role->reserve_share[c];
    }
    if (sum > 1 + 1e-9)
        DI_BIND_REPORT(binding, shares, DI_ERR_INCONSISTENT,
                       DI_N_("The shares of hours kept for single classes add up to %1, more "
                             "than 1."),
                       NULL, di_real_arg(sum));
}

static void bind_role(struct di_binding *binding, struct di_node *node, struct di_role *role)
{
#define NUMBER(name) di_bind_number(binding, node, #name, DI_DEFAULT_##name)
    role->name = di_bind_name(binding, node);
    role->kind = kind_of_role(binding, node);
    role->hours_per_year = NUMBER(hours_per_year);
    role->overhead_share = NUMBER(overhead_share);
    role->ramp_share = NUMBER(ramp_share);
    role->hire_lag_days = NUMBER(hire_lag);
    role->training_days = NUMBER(training);
    role->redeploy_training_days = NUMBER(redeploy_training);
    role->turnover_per_year = NUMBER(turnover_per_year);
    role->overload_factor = NUMBER(overload_factor);
#undef NUMBER
    di_bind_work_law(binding, di_bind_member(binding, node, "hire_lag_law"),
                     &role->hire_lag_law, &role->hire_lag_days);
    di_bind_work_law(binding, di_bind_member(binding, node, "training_law"),
                     &role->training_law, &role->training_days);
    di_bind_work_law(binding, di_bind_member(binding, node, "redeploy_training_law"),
                     &role->redeploy_training_law, &role->redeploy_training_days);
    role->max_parallel_hours_per_day = di_bind_plain(
        di_bind_member(binding, node, "max_parallel_hours_per_day"), di_role_daily_hours(role));
    role->cost_per_fte_year =
        di_bind_quantity(binding, di_bind_member(binding, node, "cost_per_fte_year"), 0);
    bind_reserves(binding, node, role);
}

static struct di_node **nodes_of(struct di_binding *binding, struct di_node *section,
                                 uint32_t most, uint32_t *count)
{
    *count = di_bind_things(section, NULL);
    struct di_node **nodes = DI_BIND_NEW(binding, *count, struct di_node *);
    if (nodes == NULL || *count > most) { /* too many: check.c has said so */
        *count = 0;
        return NULL;
    }
    (void)di_bind_things(section, nodes);
    return nodes;
}

static void bind_roles(struct di_binding *binding, struct di_staffing *staffing)
{
    uint32_t count = 0;
    struct di_node **nodes = nodes_of(binding, di_bind_member(binding, binding->root, "roles"),
                                      DI_ROLES_MAX, &count);
    struct di_role *roles = DI_BIND_NEW(binding, count, struct di_role);
    if (roles == NULL)
        return;
    for (uint32_t i = 0; i < count; i++)
        bind_role(binding, nodes[i], &roles[i]);
    staffing->roles = roles;
    staffing->role_count = count;
}

static uint16_t role_of(struct di_binding *binding, const struct di_node *node)
{
    const struct di_staffing *staffing = &binding->model->staffing;
    const char *ids[DI_ROLES_MAX];
    if (node == NULL || node->type != DI_NODE_TEXT)
        return DI_NONE;
    for (uint32_t i = 0; i < staffing->role_count; i++)
        ids[i] = staffing->roles[i].name.id;
    const uint32_t at =
        di_bind_choice(binding, node, node->text, DI_N_("role"), ids, staffing->role_count);
    return at == UINT32_MAX ? DI_NONE : (uint16_t)at;
}

/* ---- workers ---- */

/* First day of "2027_q1"; DI_NO_DAY if the text is no quarter. */
static int32_t day_of_quarter(const struct di_binding *binding, const char *text)
{
    int year = 0, quarter = 0, length = 0;
    if (sscanf(text, "%4d_q%1d%n", &year, &quarter, &length) != 2 ||
        (size_t)length != strlen(text) || year < 1900 || year > 2200 || quarter < 1 ||
        quarter > 4)
        return DI_NO_DAY;
    return di_date_from_civil(year, 3 * quarter - 2, 1) - binding->model->start_civil_day;
}

static int by_day(const void *a, const void *b)
{
    const struct di_planned_hire *x = a, *y = b;
    return x->day < y->day ? -1 : x->day > y->day; /* keys of an object are distinct */
}

static void bind_hires(struct di_binding *binding, struct di_node *node,
                       struct di_workers *workers)
{
    uint32_t count = 0;
    struct di_node **quarters =
        nodes_of(binding, di_bind_member(binding, node, "planned_hires"), UINT32_MAX, &count);
    struct di_planned_hire *hires = DI_BIND_NEW(binding, count, struct di_planned_hire);
    if (hires == NULL)
        return;
    for (uint32_t i = 0; i < count; i++) {
        hires[i].day = day_of_quarter(binding, quarters[i]->key);
        hires[i].fte = fmax(di_bind_plain(quarters[i], 0), 0);
        if (hires[i].day == DI_NO_DAY || hires[i].day < 0)
            DI_BIND_REPORT(binding, quarters[i], DI_ERR_INCONSISTENT,
                           DI_N_("'%1' is no quarter of the scenario; write '2027_q1'."), NULL,
                           di_text_arg(quarters[i]->key));
    }
    if (count > 1)
        qsort(hires, count, sizeof *hires, by_day);
    workers->hires = hires;
    workers->hire_count = count;
}

static void bind_workers(struct di_binding *binding, struct di_node *node,
                         struct di_workers *workers)
{
    workers->name = di_bind_name(binding, node);
    workers->region = di_bind_region(binding, di_bind_member(binding, node, "region"));
    workers->role = role_of(binding, di_bind_member(binding, node, "role"));
    workers->fte = fmax(di_bind_plain(di_bind_member(binding, node, "fte"), 0), 0);
    workers->in_training_fte =
        fmax(di_bind_plain(di_bind_member(binding, node, "in_training"), 0), 0);
    workers->posts = di_bind_series(binding, di_bind_member(binding, node, "posts"),
                                    workers->fte + workers->in_training_fte);
    bind_hires(binding, node, workers);
}

static void bind_all_workers(struct di_binding *binding, struct di_node *resources,
                             struct di_staffing *staffing)
{
    uint32_t count = 0;
    struct di_node **nodes = nodes_of(binding, di_bind_member(binding, resources, "workers"),
                                      DI_WORKERS_MAX, &count);
    struct di_workers *workers = DI_BIND_NEW(binding, count, struct di_workers);
    if (workers == NULL)
        return;
    for (uint32_t i = 0; i < count; i++)
        bind_workers(binding, nodes[i], &workers[i]);
    staffing->workers = workers;
    staffing->workers_count = count;
}

/* ---- activities ---- */

static double number_or_table(struct di_binding *binding, struct di_node *activities,
                              struct di_node *node, enum di_activity activity, const char *key,
                              double value)
{
    struct di_node *given = di_bind_member(binding, node, key);
    char path[64];
    (void)snprintf(path, sizeof path, "%s%s/%s", activities == NULL ? "activities/" : "",
                   di_activity_id(activity), key);
    if (given == NULL)
        di_bind_use_default(binding, activities, path, value, DI_QUALITY_ILLUSTRATIVE);
    return di_bind_days(given, value);
}

/* A visit is made when its hours are done; services work from the first (decision 24). */
static bool is_waited_for(enum di_activity activity)
{
    return activity != DI_ACTIVITY_VISIT && activity != DI_ACTIVITY_PREVENTION &&
           activity != DI_ACTIVITY_DIVERSION && activity != DI_ACTIVITY_AFTERCARE;
}

static void bind_activity(struct di_binding *binding, struct di_node *activities,
                          enum di_activity activity, struct di_activity_plan *plan)
{
    struct di_node *node = di_bind_member(binding, activities, di_activity_id(activity));
    di_bind_work_law(binding, node, &plan->law, &plan->hours);
    plan->min_days = number_or_table(binding, activities, node, activity, "min_days",
                                     di_activity_default_min_days(activity));
    if (plan->min_days > 0 && !is_waited_for(activity))
        DI_BIND_REPORT(
            binding, di_bind_member(binding, node, "min_days"), DI_ERR_INCONSISTENT,
            DI_N_("Nothing waits for the end of '%1', so 'min_days' has no meaning."),
            DI_N_("Leave it out."), di_text_arg(di_activity_id(activity)));
    plan->role = role_of(binding, di_bind_member(binding, node, "role"));
    if (activity == DI_ACTIVITY_PREPARATION)
        plan->disability_hours =
            number_or_table(binding, activities, node, activity, "disability_hours",
                            di_default_value(DI_DEFAULT_disability_hours));
    if (plan->law.sample_count == 0)
        plan->hours = number_or_table(binding, activities, node, activity, "hours",
                                      di_activity_default_hours(activity));
}

/* ---- visits and limits ---- */

static void bind_visits(struct di_binding *binding, struct di_node *node,
                        struct di_staffing *staffing)
{
#define NUMBER(name) di_bind_number(binding, node, #name, DI_DEFAULT_##name)
    staffing->reunified_visits_per_month = NUMBER(reunified_per_month);
    staffing->reunified_first_days = NUMBER(reunified_first);
    staffing->reunified_later_visits_per_month = NUMBER(reunified_later_per_month);
    staffing->foster_visits_per_month = NUMBER(foster_per_month);
    staffing->kinship_visits_per_month = NUMBER(kinship_per_month);
    staffing->supported_visits_per_month = NUMBER(supported_per_month);
}

static void bind_limits(struct di_binding *binding, struct di_node *node,
                        struct di_staffing *staffing)
{
    staffing->caseload_limit = NUMBER(caseload_limit);
    staffing->assessment_valid_days = NUMBER(assessment_valid);
    staffing->late_after_days = NUMBER(late_after);
    staffing->review_days = di_bind_days(di_bind_member(binding, node, "review_every"), 0);
    staffing->unmonitored_rr = NUMBER(unmonitored_rr);
    staffing->crises_per_year = NUMBER(crises_per_year);
    staffing->crisis_support_rr = NUMBER(crisis_support_rr);
#undef NUMBER
    staffing->travel_hours =
        di_bind_listed_quantity(binding, node, "travel_hours", DI_DEFAULT_travel_hours);
}

void di_bind_staffing(struct di_binding *binding)
{
    struct di_node *resources = di_bind_member(binding, binding->root, "resources");
    struct di_staffing *staffing = &binding->model->staffing;
    for (int a = 0; a < DI_ACTIVITIES; a++)
        staffing->activities[a].role = DI_NONE;
    bind_roles(binding, staffing);
    if (staffing->role_count == 0) {
        if (resources != NULL && di_bind_things(resources, NULL) > 0)
            DI_BIND_REPORT(binding, resources, DI_ERR_MISSING,
                           DI_N_("'resources' needs 'roles': whose hours are they?"),
                           DI_N_("Add a role, for example \"roles\": {\"social_worker\": "
                                 "{\"kind\": \"generic\"}}."),
                           di_integer_arg(0));
        return;
    }
    binding->section = "/resources";
    bind_all_workers(binding, resources, staffing);
    struct di_node *activities = di_bind_member(binding, resources, "activities");
    for (int a = 0; a < DI_ACTIVITIES; a++)
        bind_activity(binding, activities, (enum di_activity)a, &staffing->activities[a]);
    bind_limits(binding, resources, staffing);
    binding->section = "/resources/visits";
    bind_visits(binding, di_bind_member(binding, resources, "visits"), staffing);
    binding->section = "";
}

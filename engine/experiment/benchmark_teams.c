/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who works in the benchmark's country: assessors, case managers and recruiters of carers in
 * every region, with hours for a little more than the work there is, so that queues form and
 * pass. Families leave and are won back at the model's default rates.
 */
#include "di/defaults.h"

#include "benchmark_builder.h"

enum { ROLES = 3 };

static const struct role_row {
    const char *id;
    enum di_role_kind kind;
    double fte; /* at scale 1 */
} roles[ROLES] = {{"assessor", DI_ROLE_ASSESSOR, 3000},
                  {"case_manager", DI_ROLE_CASE_MANAGER, 3600},
                  {"recruiter", DI_ROLE_CARER_RECRUITER, 400}};

static const double families_won_share = 0.14; /* of those approved, each year */
static const double crises_a_year = 0.1;
static const double travel = 0.5;

static void add_roles(struct benchmark_builder *builder)
{
    struct di_role *list = benchmark_room(builder, ROLES, sizeof *list);
    for (uint32_t r = 0; r < ROLES && list != NULL; r++) {
        list[r] = (struct di_role){
            .name = benchmark_name(builder, roles[r].id),
            .kind = roles[r].kind,
            .hours_per_year = di_default_value(DI_DEFAULT_hours_per_year),
            .overhead_share = di_default_value(DI_DEFAULT_overhead_share),
            .ramp_share = di_default_value(DI_DEFAULT_ramp_share),
            .hire_lag_days = di_default_value(DI_DEFAULT_hire_lag),
            .training_days = di_default_value(DI_DEFAULT_training),
            .redeploy_training_days = di_default_value(DI_DEFAULT_redeploy_training),
            .turnover_per_year = di_default_value(DI_DEFAULT_turnover_per_year),
            .overload_factor = di_default_value(DI_DEFAULT_overload_factor),
            .cost_per_fte_year = benchmark_quantity(builder, 0)};
        list[r].max_parallel_hours_per_day = di_role_daily_hours(&list[r]);
    }
    builder->model->staffing.roles = list;
    builder->model->staffing.role_count = ROLES;
}

static void add_workers(struct benchmark_builder *builder)
{
    struct di_workers *list =
        benchmark_room(builder, (size_t)ROLES * BENCHMARK_REGIONS, sizeof *list);
    for (uint32_t i = 0; i < ROLES * BENCHMARK_REGIONS && list != NULL; i++) {
        const double fte = roles[i % ROLES].fte * builder->scale * builder->weight[i / ROLES];
        list[i] = (struct di_workers){
            .name = benchmark_numbered(builder, roles[i % ROLES].id, i / ROLES + 1),
            .region = (uint16_t)(i / ROLES),
            .role = (uint16_t)(i % ROLES),
            .fte = fte,
            .posts = benchmark_constant(builder, fte)};
    }
    builder->model->staffing.workers = list;
    builder->model->staffing.workers_count = ROLES * BENCHMARK_REGIONS;
}

static void set_work(struct benchmark_builder *builder)
{
    struct di_staffing *staffing = &builder->model->staffing;
    for (int a = 0; a < DI_ACTIVITIES; a++)
        staffing->activities[a] = (struct di_activity_plan){
            .hours = di_activity_default_hours((enum di_activity)a),
            .min_days = di_activity_default_min_days((enum di_activity)a),
            .law = {.shape = 1},
            .role = DI_NONE};
    staffing->activities[DI_ACTIVITY_PREPARATION].disability_hours =
        di_default_value(DI_DEFAULT_disability_hours);
    staffing->travel_hours = benchmark_quantity(builder, travel);
    staffing->reunified_visits_per_month = di_default_value(DI_DEFAULT_reunified_per_month);
    staffing->reunified_first_days = di_default_value(DI_DEFAULT_reunified_first);
    staffing->reunified_later_visits_per_month =
        di_default_value(DI_DEFAULT_reunified_later_per_month);
    staffing->foster_visits_per_month = di_default_value(DI_DEFAULT_foster_per_month);
    staffing->kinship_visits_per_month = di_default_value(DI_DEFAULT_kinship_per_month);
    staffing->caseload_limit = di_default_value(DI_DEFAULT_caseload_limit);
    staffing->assessment_valid_days = di_default_value(DI_DEFAULT_assessment_valid);
    staffing->late_after_days = di_default_value(DI_DEFAULT_late_after);
    staffing->unmonitored_rr = di_default_value(DI_DEFAULT_unmonitored_rr);
    staffing->crises_per_year = crises_a_year;
    staffing->crisis_support_rr = di_default_value(DI_DEFAULT_crisis_support_rr);
}

void benchmark_add_teams(struct benchmark_builder *builder)
{
    add_roles(builder);
    add_workers(builder);
    set_work(builder);
}

const struct di_recruitment *benchmark_recruitment(struct benchmark_builder *builder,
                                                   double families)
{
    struct di_recruitment *list = benchmark_room(builder, 1, sizeof *list);
    const double share = di_default_value(DI_DEFAULT_application_share) *
                         di_default_value(DI_DEFAULT_approval_share);
    if (list != NULL)
        *list = (struct di_recruitment){
            .enquiries_per_year =
                benchmark_constant(builder, families * families_won_share / share),
            .campaign_budget_per_year = benchmark_constant(builder, 0),
            .campaign_scale = 1,
            .application_share = di_default_value(DI_DEFAULT_application_share),
            .approval_share = di_default_value(DI_DEFAULT_approval_share),
            .approval_lag_days = di_default_value(DI_DEFAULT_approval_lag),
            .approval_lag_sigma = di_default_value(DI_DEFAULT_approval_lag_sigma),
            .leave_per_year = di_default_value(DI_DEFAULT_leave_per_year),
            .leave_after_breakdown_factor =
                di_default_value(DI_DEFAULT_leave_after_breakdown_factor)};
    return list;
}

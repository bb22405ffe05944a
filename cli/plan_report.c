/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers of a plan as they are, beside what is proved about them. "Optimal" is said only where
 * the gap is closed; figures are promises of the fluid model until a simulation confirms them.
 */
#include "plan_report.h"

#include <math.h>
#include <stdio.h>

#include "di/language.h"
#include "di/number.h"
#include "di/plan_check.h"
#include "di/planning_goals.h"
#include "di/time.h"

#include "csv_cell.h"
#include "error_report.h"
#include "plan_price_report.h"
#include "plan_scenario.h"
#include "plan_study.h"
#include "text_table.h"

/* ---- the table ---- */

static double sum_of(const struct di_plan_book *book, enum di_plan_part part, uint32_t first,
                     uint32_t last)
{
    const struct di_plan_shape *shape = &book->plan->shape;
    const uint32_t b = di_plan_part_axis(part, 1) == DI_AXIS_SPECIALITY ? DI_SPECIALITIES : 1;
    double sum = 0;
    for (uint32_t t = first; t <= last; t++)
        for (uint32_t a = 0; a < shape->axis[di_plan_part_axis(part, 0)]; a++)
            for (uint32_t n = 0; n < b; n++)
                sum += di_plan_at(book->plan, part, t, a, n, 0);
    return sum;
}

static double closures(const struct di_plan_book *book, uint32_t first, uint32_t last)
{
    const struct di_fluid_parameters *p = book->country->parameters;
    double sum = 0;
    for (uint32_t i = 0; i < p->institutions; i++)
        sum += p->buildings[i] * (di_plan_at(book->plan, DI_PART_CLOSED, last, i, 0, 0) -
                                  di_plan_at(book->plan, DI_PART_CLOSED, first - 1, i, 0, 0));
    return sum;
}

static double cost(const struct di_plan_book *book, uint32_t first, uint32_t last)
{
    double sum = 0;
    for (uint32_t t = first; t <= last; t++)
        sum += di_plan_cost(book->country->parameters, book->plan, t) +
               di_fluid_emergency_cost(book->country, t);
    return sum;
}

/* Emergency families sought in a period. */
static double emergency(const struct di_plan_book *book, uint32_t t, uint32_t r)
{
    return book->country->emergency[r] / 4 * book->country->parameters->quarters[t];
}

static double families_sought(const struct di_plan_book *book, uint32_t first, uint32_t last)
{
    double sum = sum_of(book, DI_PART_APPROVALS, first, last);
    for (uint32_t t = first; t <= last; t++)
        for (uint32_t r = 0; r < book->country->parameters->regions; r++)
            sum += emergency(book, t, r);
    return sum;
}

static void add_year(const struct di_cli *cli, const struct di_plan_book *book,
                     struct di_text_table *table, uint32_t first, uint32_t last)
{
    const struct di_fluid_parameters *p = book->country->parameters;
    char year[16];
    di_plan_book_year(book->model, p->year[first], year);
    di_text_table_add(table, year);
    di_text_table_add_real(table, &cli->catalogue,
                           di_plan_book_residents(book, last, UINT32_MAX), 0);
    di_text_table_add_real(
        table, &cli->catalogue,
        di_plan_book_placed(book, last, UINT32_MAX, DI_PLACEMENT_FOSTER) +
            di_plan_book_placed(book, last, UINT32_MAX, DI_PLACEMENT_SPECIALISED),
        0);
    di_text_table_add_real(table, &cli->catalogue,
                           di_plan_book_placed(book, last, UINT32_MAX, DI_PLACEMENT_KINSHIP),
                           0);
    di_text_table_add_real(table, &cli->catalogue,
                           di_plan_book_placed(book, last, UINT32_MAX, DI_PLACEMENT_SGH), 0);
    di_text_table_add_real(table, &cli->catalogue, di_plan_book_backlog(book, last, UINT32_MAX),
                           0);
    di_text_table_add_real(table, &cli->catalogue, families_sought(book, first, last), 0);
    di_text_table_add_real(table, &cli->catalogue, sum_of(book, DI_PART_HIRES, first, last), 0);
    di_text_table_add_real(table, &cli->catalogue, closures(book, first, last), 0);
    di_text_table_add_real(table, &cli->catalogue, cost(book, first, last), 0);
}

static void add_cost_heading(const struct di_cli *cli, const struct di_plan_book *book,
                             struct di_text_table *table)
{
    char text[64];
    struct di_message heading;
    if (book->model->currency[0] == '\0') {
        di_text_table_add(table, _("cost"));
        return;
    }
    DI_MESSAGE(&heading, DI_N_("cost, %1"), di_text_arg(book->model->currency));
    (void)di_message_render(&heading, &cli->catalogue, text, sizeof text);
    di_text_table_add(table, text);
}

static void print_table(const struct di_cli *cli, const struct di_plan_book *book)
{
    const struct di_fluid_parameters *p = book->country->parameters;
    struct di_text_table table;
    di_text_table_init(&table, 10);
    di_text_table_add(&table, _("year"));
    di_text_table_add(&table, _("in institutions"));
    di_text_table_add(&table, _("in foster care"));
    di_text_table_add(&table, _("with kin"));
    di_text_table_add(&table, _("group homes"));
    di_text_table_add(&table, _("waiting"));
    di_text_table_add(&table, _("families sought"));
    di_text_table_add(&table, _("posts filled"));
    di_text_table_add(&table, _("closures"));
    add_cost_heading(cli, book, &table);
    for (uint32_t first = 1; first <= p->horizon;) {
        uint32_t last = first;
        while (last < p->horizon && p->year[last + 1] == p->year[first])
            last++;
        add_year(cli, book, &table, first, last);
        first = last + 1;
    }
    (void)di_text_table_print(&table, stdout);
    di_text_table_finish(&table);
}

/* No plan finds them: trials do. */
static void print_emergency(const struct di_cli *cli, const struct di_plan_book *book)
{
    double per_year = 0;
    for (uint32_t r = 0; r < book->country->parameters->regions; r++)
        per_year += book->country->emergency[r];
    if (per_year > 0)
        DI_SAY(cli, stdout,
               N_("Of the families sought %1 a year are emergency families: so many the trials "
                  "asked for, where children had no place."),
               di_real_arg(round(per_year)));
}

static void print_proof(const struct di_cli *cli, const struct di_plan *plan)
{
    const double gap = di_plan_gap(&plan->goal[DI_GOAL_RESIDENTIAL]);
    if (plan->status == DI_PLAN_OPTIMAL)
        DI_SAY(cli, stdout,
               N_("No plan keeps these limits with fewer weighted years in care (%1 in all)."),
               di_real_arg(round(plan->goal[DI_GOAL_RESIDENTIAL].value)));
    else if (gap < 1)
        DI_SAY(cli, stdout,
               N_("Weighted years in care: %1; no plan reaches fewer than %2, so this one is "
                  "within %3%% of the best."),
               di_real_arg(round(plan->goal[DI_GOAL_RESIDENTIAL].value)),
               di_real_arg(round(plan->goal[DI_GOAL_RESIDENTIAL].bound)),
               di_real_arg(round(gap * 1000) / 10));
    else
        DI_SAY(cli, stdout,
               N_("How far this plan is from the best is not known: %1 weighted "
                  "years in care. Give more time."),
               di_real_arg(round(plan->goal[DI_GOAL_RESIDENTIAL].value)));
    if (plan->is_stopped)
        (void)puts(_("The time limit ended the search: more time may give a better plan."));
}

static const char *name_of(const struct di_cli *cli, const struct di_name *name)
{
    return di_language_pick(cli->catalogue.language, name->name_en, name->name_ru);
}

/* The first quarter from `from` on by whose end an institution closes; UINT32_MAX: none. */
static uint32_t next_closing(const struct di_plan_book *book, uint32_t from)
{
    uint32_t first = UINT32_MAX;
    for (uint32_t i = 0; i < book->country->parameters->institutions; i++) {
        const uint32_t quarter = di_plan_book_promised(book, i);
        if (book->country->unit[i] != UINT32_MAX && quarter >= from && quarter < first)
            first = quarter;
    }
    return first;
}

static void print_closures(const struct di_cli *cli, const struct di_plan_book *book)
{
    const struct di_fluid_country *country = book->country;
    for (uint32_t quarter = next_closing(book, 0); quarter != UINT32_MAX;
         quarter = next_closing(book, quarter + 1)) {
        DI_SAY(cli, stdout, N_("To close by %1:"),
               di_date_arg(di_plan_book_quarter_day(book->model, quarter + 1) - 1));
        for (uint32_t i = 0; i < country->parameters->institutions; i++)
            if (country->unit[i] != UINT32_MAX && di_plan_book_promised(book, i) == quarter)
                (void)printf("  %s\n",
                             name_of(cli, &book->model->institutions[country->unit[i]].name));
    }
}

void di_plan_report_print(const struct di_cli *cli, const struct di_plan_book *book)
{
    const struct di_planning_goals *goals = book->model->goals;
    print_table(cli, book);
    print_emergency(cli, book);
    print_closures(cli, book);
    print_proof(cli, book->plan);
    DI_SAY(cli, stdout,
           N_("Weights are value judgements: under three %1, with disability %2, others %3, "
              "group homes %4 of an institution."),
           di_real_arg(goals->weight_under_3), di_real_arg(goals->weight_disability),
           di_real_arg(goals->weight_standard), di_real_arg(goals->weight_group_home));
    DI_SAY(
        cli, stdout,
        N_("Promised: %1 {%1|year|years} of children in institutions until the horizon. "
           "Queues, siblings and chance are not in this figure: simulate the plan (--apply)."),
        di_real_arg(round(di_plan_book_institution_years(book))));
    if (book->study != NULL)
        di_plan_study_print(cli, book);
}

/* ---- plan.json ---- */

static json_t *goal_json(const struct di_plan_goal *goal)
{
    json_t *object = json_pack("{s:f, s:b}", "value", goal->value, "solved", goal->is_solved);
    if (goal->bound > -HUGE_VAL)
        (void)json_object_set_new(object, "bound", json_real(goal->bound));
    const double gap = di_plan_gap(goal);
    if (gap < HUGE_VAL)
        (void)json_object_set_new(object, "gap", json_real(gap));
    return object;
}

static json_t *goals_json(const struct di_plan *plan)
{
    static const char *const names[DI_GOALS] = {"unmet_need", "overspend", "residential_years",
                                                "worst_wait", "cost"};
    json_t *object = json_object();
    for (uint32_t n = 0; n < DI_GOALS; n++)
        (void)json_object_set_new(object, names[n], goal_json(&plan->goal[n]));
    return object;
}

static json_t *weights_json(const struct di_planning_goals *goals)
{
    return json_pack("{s:f, s:f, s:f, s:f, s:f, s:f}", "under_3", goals->weight_under_3,
                     "standard", goals->weight_standard, "disability", goals->weight_disability,
                     "adult", goals->weight_adult, "group_home", goals->weight_group_home,
                     "unplaced", goals->weight_unplaced);
}

static json_t *closures_json(const struct di_plan_book *book)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < book->country->parameters->institutions; i++) {
        const uint32_t quarter = di_plan_book_promised(book, i);
        char day[16];
        if (quarter == UINT32_MAX || book->country->unit[i] == UINT32_MAX)
            continue;
        di_date_format(di_plan_book_quarter_day(book->model, quarter + 1) - 1, day);
        (void)json_array_append_new(
            list, json_pack("{s:s, s:s}", "institution",
                            book->model->institutions[book->country->unit[i]].name.id,
                            "close_by", day));
    }
    return list;
}

/* What is written by period and region, in this order. */
static const struct {
    const char *id;
    enum di_plan_part part;
    uint32_t k;
} decisions[] = {
    {"foster_families_sought", DI_PART_APPROVALS, 0},
    {"specialised_families_sought", DI_PART_APPROVALS, 1},
    {"foster_families", DI_PART_FAMILIES, 0},
    {"specialised_families", DI_PART_FAMILIES, 1},
    {"workers_hired", DI_PART_HIRES, 0},
    {"workers_redeployed", DI_PART_REDEPLOYED, 0},
    {"workers", DI_PART_WORKERS, 0},
    {"group_homes_begun", DI_PART_HOMES, 0},
    {"group_home_beds", DI_PART_BEDS, 0},
    {"prevention_coverage_added", DI_PART_COVERAGE, 0},
};
#define DECISIONS (sizeof decisions / sizeof decisions[0])

static json_t *region_json(const struct di_plan_book *book, uint32_t t, uint32_t r)
{
    json_t *object = json_pack(
        "{s:f, s:f, s:f, s:f, s:f, s:f}", "residents", di_plan_book_residents(book, t, r),
        "waiting", di_plan_book_backlog(book, t, r), "foster",
        di_plan_book_placed(book, t, r, DI_PLACEMENT_FOSTER), "specialised_foster",
        di_plan_book_placed(book, t, r, DI_PLACEMENT_SPECIALISED), "kinship",
        di_plan_book_placed(book, t, r, DI_PLACEMENT_KINSHIP), "group_homes",
        di_plan_book_placed(book, t, r, DI_PLACEMENT_SGH));
    for (size_t n = 0; n < DECISIONS; n++)
        (void)json_object_set_new(
            object, decisions[n].id,
            json_real(di_plan_at(book->plan, decisions[n].part, t, r, decisions[n].k, 0)));
    (void)json_object_set_new(object, "emergency_families_sought",
                              json_real(emergency(book, t, r)));
    return object;
}

static void period_days(const struct di_plan_book *book, uint32_t t, char *first, char *last)
{
    const struct di_fluid_parameters *p = book->country->parameters;
    di_date_format(di_plan_book_quarter_day(book->model, p->first_quarter[t]), first);
    di_date_format(
        di_plan_book_quarter_day(book->model, p->first_quarter[t] + p->quarters[t]) - 1, last);
}

static json_t *periods_json(const struct di_plan_book *book)
{
    const struct di_fluid_parameters *p = book->country->parameters;
    json_t *list = json_array();
    for (uint32_t t = 1; t <= p->horizon; t++) {
        json_t *regions = json_object();
        char first[16], last[16];
        period_days(book, t, first, last);
        for (uint32_t r = 0; r < p->regions; r++)
            (void)json_object_set_new(regions, book->model->regions[r].name.id,
                                      region_json(book, t, r));
        (void)json_array_append_new(list,
                                    json_pack("{s:s, s:s, s:f, s:o}", "from", first, "to", last,
                                              "cost", cost(book, t, t), "regions", regions));
    }
    return list;
}

json_t *di_plan_report_json(const struct di_plan_book *book)
{
    char planned[DI_PLAN_SCENARIO_ID_MAX];
    di_plan_scenario_id(book->model, planned);
    json_t *plan = json_pack(
        "{s:s, s:s, s:s, s:b, s:b, s:o, s:o, s:f, s:o, s:o}", "scenario", book->model->id,
        "planned_scenario", planned, "status", di_plan_status_id(book->plan->status),
        "stopped_by_time", book->plan->is_stopped, "pooled_bound", book->plan->is_aggregated,
        "goals", goals_json(book->plan), "weights", weights_json(book->model->goals),
        "promised_institution_years", di_plan_book_institution_years(book), "closures",
        closures_json(book), "periods", periods_json(book));
    if (book->study != NULL)
        di_plan_study_json(book, plan);
    return plan;
}

/* ---- plan.csv ---- */

static void csv_row(FILE *stream, const char *region, const char *first, const char *last,
                    const char *quantity, double value)
{
    char number[DI_NUMBER_TEXT_MAX];
    (void)di_number_format(round(value * 1e6) / 1e6, number);
    (void)fprintf(stream, "%s,%s,%s,%s,%s\n", region, first, last, quantity, number);
}

static void csv_region(const struct di_plan_book *book, FILE *stream, uint32_t t, uint32_t r)
{
    char first[16], last[16];
    const char *region = book->model->regions[r].name.id;
    period_days(book, t, first, last);
    csv_row(stream, region, first, last, "residents", di_plan_book_residents(book, t, r));
    csv_row(stream, region, first, last, "waiting", di_plan_book_backlog(book, t, r));
    for (uint32_t q = 0; q < DI_PLACEMENTS; q++) {
        static const char *const names[DI_PLACEMENTS] = {
            "reunified",   "kinship",          "foster",    "specialised_foster",
            "group_homes", "supported_living", "adult_care"};
        csv_row(stream, region, first, last, names[q], di_plan_book_placed(book, t, r, q));
    }
    for (size_t n = 0; n < DECISIONS; n++)
        csv_row(stream, region, first, last, decisions[n].id,
                di_plan_at(book->plan, decisions[n].part, t, r, decisions[n].k, 0));
    csv_row(stream, region, first, last, "emergency_families_sought", emergency(book, t, r));
}

void di_plan_report_csv(const struct di_plan_book *book, FILE *stream)
{
    const struct di_fluid_parameters *p = book->country->parameters;
    (void)fputs(DI_PLAN_CSV_HEADER, stream);
    for (uint32_t t = 1; t <= p->horizon; t++)
        for (uint32_t r = 0; r < p->regions; r++)
            csv_region(book, stream, t, r);
    if (book->study != NULL && book->study->prices != NULL)
        di_plan_price_report_csv(book, stream);
}

static void csv_years(const struct di_plan_book *book, FILE *stream, uint32_t first,
                      uint32_t last)
{
    const double values[] = {
        di_plan_book_residents(book, last, UINT32_MAX),
        di_plan_book_placed(book, last, UINT32_MAX, DI_PLACEMENT_FOSTER),
        di_plan_book_placed(book, last, UINT32_MAX, DI_PLACEMENT_SPECIALISED),
        di_plan_book_placed(book, last, UINT32_MAX, DI_PLACEMENT_KINSHIP),
        di_plan_book_placed(book, last, UINT32_MAX, DI_PLACEMENT_SGH),
        di_plan_book_backlog(book, last, UINT32_MAX),
        families_sought(book, first, last),
        sum_of(book, DI_PART_HIRES, first, last),
        sum_of(book, DI_PART_HOMES, first, last),
        closures(book, first, last),
        cost(book, first, last)};
    char year[16], number[DI_NUMBER_TEXT_MAX];
    di_plan_book_year(book->model, book->country->parameters->year[first], year);
    (void)fputs(year, stream);
    for (size_t n = 0; n < sizeof values / sizeof values[0]; n++) {
        (void)di_number_format(round(values[n] * 1e6) / 1e6, number);
        (void)fprintf(stream, ",%s", number);
    }
    (void)fputc('\n', stream);
}

void di_plan_report_years_csv(const struct di_plan_book *book, FILE *stream)
{
    const struct di_fluid_parameters *p = book->country->parameters;
    (void)fputs("year,in_institutions,foster,specialised_foster,kinship,group_homes,waiting,"
                "families_sought,posts_filled,homes_begun,closures,cost\n",
                stream);
    for (uint32_t first = 1; first <= p->horizon;) {
        uint32_t last = first;
        while (last < p->horizon && p->year[last + 1] == p->year[first])
            last++;
        csv_years(book, stream, first, last);
        first = last + 1;
    }
}

void di_plan_report_closures_csv(const struct di_plan_book *book, FILE *stream)
{
    const struct di_fluid_country *country = book->country;
    (void)fputs("institution,region,close_by,english,russian\n", stream);
    for (uint32_t i = 0; i < country->parameters->institutions; i++) {
        const uint32_t quarter = di_plan_book_closure(book, i);
        char day[16];
        if (quarter == UINT32_MAX || country->unit[i] == UINT32_MAX)
            continue;
        di_date_format(di_plan_book_quarter_day(book->model, quarter + 1) - 1, day);
        const struct di_name *name = &book->model->institutions[country->unit[i]].name;
        (void)fprintf(stream, "%s,%s,%s,", name->id,
                      book->model->regions[country->parameters->institution_region[i]].name.id,
                      day);
        di_csv_cell(stream, name->name_en);
        (void)fputc(',', stream);
        di_csv_cell(stream, name->name_ru);
        (void)fputc('\n', stream);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Points are solved from the least money to the most. Where a point's own search ends worse
 * than the plan of less money, that plan stands for it: it keeps the larger budget too.
 */
#include "plan_frontier.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/fluid_parameters.h"
#include "di/number.h"

#include "error_report.h"
#include "interrupt.h"
#include "text_table.h"

#define BETTER 1e-9

bool di_plan_frontier_parse(const char *text, struct di_plan_frontier *frontier_out)
{
    double number[3];
    const char *at = text;
    for (uint32_t n = 0; n < 3; n++) {
        char part[32];
        const size_t length = strcspn(at, ":");
        if (length == 0 || length >= sizeof part || (at[length] == ':') != (n < 2))
            return false;
        memcpy(part, at, length);
        part[length] = '\0';
        if (!di_number_parse(part, &number[n]) || !(number[n] > 0))
            return false;
        at += length + 1;
    }
    const double steps = floor((number[1] - number[0]) / number[2] + 1e-6);
    if (!(steps >= 0) || steps >= DI_FRONTIER_POINTS_MAX)
        return false;
    *frontier_out = (struct di_plan_frontier){.count = (uint32_t)steps + 1};
    for (uint32_t n = 0; n < frontier_out->count; n++)
        frontier_out->point[n].share = round((number[0] + n * number[2]) * 1e9) / 1e9;
    return true;
}

/* ---- solving ---- */

static bool has_budget(const struct di_fluid_parameters *p)
{
    for (uint32_t year = 0; year < p->years; year++)
        if (p->budget[year] < HUGE_VAL)
            return true;
    return false;
}

/* Least unmet need first, then fewest weighted years. */
static bool is_worse(const struct di_plan *plan, const struct di_plan *than)
{
    const double unmet = plan->goal[DI_GOAL_UNMET].value - than->goal[DI_GOAL_UNMET].value;
    const double allowed = 1e-5 * (1 + fabs(than->goal[DI_GOAL_UNMET].value));
    if (fabs(unmet) > allowed)
        return unmet > 0;
    return plan->goal[DI_GOAL_RESIDENTIAL].value >
           than->goal[DI_GOAL_RESIDENTIAL].value * (1 + BETTER);
}

/* The plan of less money keeps its own bound only where it is the point's too. */
static void carry_over(struct di_frontier_point *point, const struct di_frontier_point *less)
{
    if (less->plan == NULL || (point->plan != NULL && !is_worse(point->plan, less->plan)))
        return;
    struct di_plan *copy = di_plan_copy(less->plan);
    if (copy == NULL)
        return;
    for (uint32_t goal = 0; goal < DI_GOALS; goal++)
        copy->goal[goal].bound =
            point->plan != NULL ? point->plan->goal[goal].bound : -HUGE_VAL;
    if (copy->status == DI_PLAN_OPTIMAL)
        copy->status = DI_PLAN_WITHIN_GAP;
    di_plan_destroy(point->plan);
    point->plan = copy;
    point->status = DI_OK;
}

static void solve(const struct di_fluid_country *country,
                  const struct di_optimizer_options *options, struct di_frontier_point *point)
{
    struct di_fluid_parameters *p = di_fluid_parameters_copy(country->parameters);
    point->status = DI_ERR_MEMORY;
    if (p == NULL)
        return;
    for (uint32_t year = 0; year < p->years; year++)
        p->budget[year] *= point->share;
    point->status = di_optimize(p, options, &point->plan, NULL);
    if (point->status != DI_OK)
        point->plan = NULL;
    di_fluid_parameters_destroy(p);
}

enum di_exit di_plan_frontier_check(const struct di_cli *cli,
                                    const struct di_fluid_country *country,
                                    const struct di_plan_frontier *frontier)
{
    struct di_message message;
    if (frontier->count == 0 || has_budget(country->parameters))
        return DI_EXIT_DONE;
    di_message_set(
        &message, DI_N_("--frontier needs a scenario with a budget: this one limits no money."),
        NULL, 0);
    return di_error_report_usage(cli, &message, "optimize");
}

enum di_exit di_plan_frontier_run(const struct di_fluid_country *country,
                                  const struct di_optimizer_options *options,
                                  struct di_plan_frontier *frontier)
{
    for (uint32_t n = 0; n < frontier->count; n++) {
        solve(country, options, &frontier->point[n]);
        if (di_interrupt_requested())
            return DI_EXIT_INTERRUPTED;
        if (n > 0)
            carry_over(&frontier->point[n], &frontier->point[n - 1]);
    }
    return DI_EXIT_DONE;
}

void di_plan_frontier_finish(struct di_plan_frontier *frontier)
{
    for (uint32_t n = 0; n < frontier->count; n++)
        di_plan_destroy(frontier->point[n].plan);
    frontier->count = 0;
}

/* ---- showing ---- */

static const char *state_of(const struct di_frontier_point *point)
{
    if (point->plan != NULL)
        return di_plan_status_id(point->plan->status);
    return di_plan_status_id(point->status == DI_ERR_INFEASIBLE ? DI_PLAN_INFEASIBLE
                                                                : DI_PLAN_NONE);
}

static struct di_plan_book book_of(const struct di_plan_book *book,
                                   const struct di_frontier_point *point)
{
    struct di_plan_book of = *book;
    of.plan = point->plan;
    return of;
}

static double closures_of(const struct di_plan_book *book)
{
    double sum = 0;
    for (uint32_t i = 0; i < book->country->parameters->institutions; i++)
        sum += di_plan_book_closure(book, i) != UINT32_MAX
                   ? book->country->parameters->buildings[i]
                   : 0;
    return sum;
}

static void add_point(const struct di_cli *cli, const struct di_plan_book *book,
                      struct di_text_table *table, const struct di_frontier_point *point)
{
    char number[DI_CATALOGUE_NUMBER_MAX], percent[DI_CATALOGUE_NUMBER_MAX + 4];
    (void)di_catalogue_real(&cli->catalogue, point->share * 100, 1, number);
    (void)snprintf(percent, sizeof percent, "%s%%", number);
    di_text_table_add(table, percent);
    if (point->plan == NULL) {
        di_text_table_add(table,
                          point->status == DI_ERR_INFEASIBLE ? _("no plan") : _("none found"));
        for (uint32_t n = 0; n < 4; n++)
            di_text_table_add(table, "");
        return;
    }
    const struct di_plan_book of = book_of(book, point);
    di_text_table_add_real(table, &cli->catalogue, point->plan->goal[DI_GOAL_RESIDENTIAL].value,
                           0);
    di_text_table_add_real(table, &cli->catalogue, di_plan_book_institution_years(&of), 0);
    di_text_table_add_real(table, &cli->catalogue, point->plan->goal[DI_GOAL_UNMET].value, 1);
    di_text_table_add_real(table, &cli->catalogue, closures_of(&of), 0);
    di_text_table_add_real(table, &cli->catalogue, point->plan->goal[DI_GOAL_COST].value, 0);
}

void di_plan_frontier_print(const struct di_cli *cli, const struct di_plan_book *book,
                            const struct di_plan_frontier *frontier)
{
    struct di_text_table table;
    di_text_table_init(&table, 6);
    di_text_table_add(&table, _("budget"));
    di_text_table_add(&table, _("weighted years in care"));
    di_text_table_add(&table, _("years in institutions"));
    di_text_table_add(&table, _("unmet need"));
    di_text_table_add(&table, _("closures"));
    di_text_table_add(&table, _("cost"));
    for (uint32_t n = 0; n < frontier->count; n++)
        add_point(cli, book, &table, &frontier->point[n]);
    (void)putchar('\n');
    (void)di_text_table_print(&table, stdout);
    di_text_table_finish(&table);
}

json_t *di_plan_frontier_json(const struct di_plan_book *book,
                              const struct di_plan_frontier *frontier)
{
    json_t *list = json_array();
    for (uint32_t n = 0; n < frontier->count; n++) {
        const struct di_frontier_point *point = &frontier->point[n];
        json_t *item =
            json_pack("{s:f, s:s}", "budget_share", point->share, "status", state_of(point));
        if (point->plan != NULL) {
            const struct di_plan_book of = book_of(book, point);
            const double gap = di_plan_gap(&point->plan->goal[DI_GOAL_RESIDENTIAL]);
            (void)json_object_update_new(
                item,
                json_pack("{s:f, s:f, s:f, s:f, s:f}", "residential_years",
                          point->plan->goal[DI_GOAL_RESIDENTIAL].value, "institution_years",
                          di_plan_book_institution_years(&of), "unmet_need",
                          point->plan->goal[DI_GOAL_UNMET].value, "closures", closures_of(&of),
                          "cost", point->plan->goal[DI_GOAL_COST].value));
            if (gap < HUGE_VAL)
                (void)json_object_set_new(item, "gap", json_real(gap));
        }
        (void)json_array_append_new(list, item);
    }
    return list;
}

static void csv_number(FILE *stream, double value)
{
    char number[DI_NUMBER_TEXT_MAX] = "";
    if (isfinite(value))
        (void)di_number_format(round(value * 1e6) / 1e6, number);
    (void)fprintf(stream, ",%s", number);
}

void di_plan_frontier_csv(const struct di_plan_book *book,
                          const struct di_plan_frontier *frontier, FILE *stream)
{
    (void)fputs(DI_PLAN_FRONTIER_HEADER, stream);
    for (uint32_t n = 0; n < frontier->count; n++) {
        const struct di_frontier_point *point = &frontier->point[n];
        char share[DI_NUMBER_TEXT_MAX];
        (void)di_number_format(point->share, share);
        (void)fprintf(stream, "%s,%s", share, state_of(point));
        if (point->plan == NULL) {
            (void)fputs(",,,,,,\n", stream);
            continue;
        }
        const struct di_plan_book of = book_of(book, point);
        csv_number(stream, point->plan->goal[DI_GOAL_RESIDENTIAL].value);
        csv_number(stream, di_plan_book_institution_years(&of));
        csv_number(stream, point->plan->goal[DI_GOAL_UNMET].value);
        csv_number(stream, closures_of(&of));
        csv_number(stream, point->plan->goal[DI_GOAL_COST].value);
        csv_number(stream, di_plan_gap(&point->plan->goal[DI_GOAL_RESIDENTIAL]));
        (void)fputc('\n', stream);
    }
}

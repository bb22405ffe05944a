/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan_choice.h"

#include "plan_report.h"
#include "text_table.h"

static double started(const struct di_plan_book *book, enum di_plan_part part)
{
    const struct di_plan_shape *shape = &book->plan->shape;
    const uint32_t last =
        di_plan_part_axis(part, 1) == DI_AXIS_SPECIALITY ? DI_SPECIALITIES : 1;
    double sum = 0;
    for (uint32_t t = 1; t <= book->country->parameters->horizon; t++)
        for (uint32_t r = 0; r < shape->axis[DI_AXIS_REGION]; r++)
            for (uint32_t k = 0; k < last; k++)
                sum += di_plan_at(book->plan, part, t, r, k, 0);
    return sum;
}

static uint32_t closing(const struct di_plan_book *book)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < book->country->parameters->institutions; i++)
        count += di_plan_book_closure(book, i) != UINT32_MAX;
    return count;
}

/* Institutions that close at another time, or in one plan only. */
static uint32_t moved(const struct di_plan_book *a, const struct di_plan_book *b)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < a->country->parameters->institutions; i++)
        count += di_plan_book_closure(a, i) != di_plan_book_closure(b, i);
    return count;
}

static void add_plan(const struct di_cli *cli, const struct di_plan_book *best,
                     const struct di_plan_book *book, struct di_text_table *table)
{
    di_text_table_add_real(table, &cli->catalogue, book->plan->goal[DI_GOAL_RESIDENTIAL].value,
                           0);
    di_text_table_add_real(table, &cli->catalogue, book->plan->goal[DI_GOAL_COST].value, 0);
    di_text_table_add_real(table, &cli->catalogue, started(book, DI_PART_APPROVALS), 0);
    di_text_table_add_real(table, &cli->catalogue, started(book, DI_PART_HIRES), 0);
    di_text_table_add_real(table, &cli->catalogue, started(book, DI_PART_HOMES), 0);
    di_text_table_add_real(table, &cli->catalogue, closing(book), 0);
    di_text_table_add_real(table, &cli->catalogue, moved(best, book), 0);
}

static struct di_plan_book book_of(const struct di_plan_book *book, const struct di_plan *plan)
{
    struct di_plan_book of = *book;
    of.plan = plan;
    of.study = NULL;
    return of;
}

static void print_table(const struct di_cli *cli, const struct di_plan_book *book,
                        const struct di_plan_alternatives *alternatives)
{
    struct di_text_table table;
    di_text_table_init(&table, 8);
    di_text_table_add(&table, _("plan"));
    di_text_table_add(&table, _("weighted years in care"));
    di_text_table_add(&table, _("cost"));
    di_text_table_add(&table, _("families sought"));
    di_text_table_add(&table, _("posts filled"));
    di_text_table_add(&table, _("homes begun"));
    di_text_table_add(&table, _("closures"));
    di_text_table_add(&table, _("dates that differ"));
    di_text_table_add(&table, _("the plan"));
    add_plan(cli, book, book, &table);
    for (uint32_t n = 0; n < alternatives->count; n++) {
        const struct di_plan_book of = book_of(book, alternatives->plan[n]);
        char name[32];
        (void)snprintf(name, sizeof name, "%u", n + 1);
        di_text_table_add(&table, name);
        add_plan(cli, book, &of, &table);
    }
    (void)putchar('\n');
    (void)di_text_table_print(&table, stdout);
    di_text_table_finish(&table);
}

void di_plan_choice_print(const struct di_cli *cli, const struct di_plan_book *book,
                          const struct di_plan_alternatives *alternatives)
{
    if (alternatives->count > 0) {
        print_table(cli, book, alternatives);
        (void)puts(_("The other plans are nearly as good (within 1% in weighted years and in "
                     "cost) and as different as could be: choose by what no model sees."));
    } else {
        (void)puts(_("No other plan was found that is nearly as good."));
    }
    if (alternatives->is_stopped)
        (void)puts(_("The time limit ended the search for other plans."));
}

json_t *di_plan_choice_json(const struct di_plan_book *book,
                            const struct di_plan_alternatives *alternatives)
{
    json_t *list = json_array();
    for (uint32_t n = 0; n < alternatives->count; n++) {
        const struct di_plan_book of = book_of(book, alternatives->plan[n]);
        json_t *plan = di_plan_report_json(&of);
        (void)json_object_set_new(plan, "difference", json_real(alternatives->difference[n]));
        (void)json_array_append_new(list, plan);
    }
    return list;
}

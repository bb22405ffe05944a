/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan_study.h"

#include "interrupt.h"
#include "plan_choice.h"
#include "plan_price_report.h"

#define NEARLY 0.01 /* alternatives are within 1% (manual page, --alternatives) */

enum di_exit di_plan_study_draws(const struct di_cli *cli, const struct di_draws_task *task,
                                 struct di_plan_study *study, struct di_plan **plan)
{
    if (study->wanted_draws == 0)
        return DI_EXIT_DONE;
    return di_plan_draws_run(cli, task, plan, &study->draws);
}

/* A plan without prices or other plans is still a plan: what goes wrong here is not its loss.
 */
enum di_exit di_plan_study_run(const struct di_fluid_country *country,
                               const struct di_optimizer_options *options,
                               struct di_plan_study *study, const struct di_plan *plan)
{
    if (study->wants_prices &&
        di_plan_prices_find(country->parameters, plan, options, &study->prices, NULL) != DI_OK)
        study->prices = NULL;
    if (study->wanted_alternatives > 0 &&
        di_plan_alternatives_find(country->parameters, plan, options,
                                  study->wanted_alternatives, NEARLY, &study->alternatives,
                                  NULL) != DI_OK)
        study->alternatives = NULL;
    if (di_interrupt_requested())
        return DI_EXIT_INTERRUPTED;
    if (study->frontier.count > 0)
        return di_plan_frontier_run(country, options, &study->frontier);
    return DI_EXIT_DONE;
}

void di_plan_study_finish(struct di_plan_study *study)
{
    di_plan_prices_destroy(study->prices);
    di_plan_alternatives_destroy(study->alternatives);
    di_plan_frontier_finish(&study->frontier);
    di_plan_draws_finish(&study->draws);
    json_decref(study->simulated);
}

void di_plan_study_print(const struct di_cli *cli, const struct di_plan_book *book)
{
    const struct di_plan_study *study = book->study;
    if (study->draws.count > 0)
        di_plan_draws_print(cli, &study->draws);
    if (study->prices != NULL)
        di_plan_price_report_print(cli, book);
    if (study->alternatives != NULL)
        di_plan_choice_print(cli, book, study->alternatives);
    if (study->frontier.count > 0)
        di_plan_frontier_print(cli, book, &study->frontier);
}

void di_plan_study_json(const struct di_plan_book *book, json_t *plan)
{
    const struct di_plan_study *study = book->study;
    if (study->prices != NULL)
        (void)json_object_set_new(plan, "prices", di_plan_price_report_json(book));
    if (study->alternatives != NULL)
        (void)json_object_set_new(plan, "alternatives",
                                  di_plan_choice_json(book, study->alternatives));
    if (study->frontier.count > 0)
        (void)json_object_set_new(plan, "frontier",
                                  di_plan_frontier_json(book, &study->frontier));
    if (study->draws.count > 0)
        (void)json_object_set_new(plan, "draws", di_plan_draws_json(&study->draws));
    if (study->simulated != NULL)
        (void)json_object_set(plan, "simulated", study->simulated);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws are keyed as those of every other study, and all have the luck of the same
 * replications: what differs between two misfits is the inputs. */
#include "calibration_abc.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "di/experiment.h"
#include "di/number.h"
#include "di/statistics.h"

#include "error_report.h"
#include "input_draws.h"
#include "text_table.h"

struct studying {
    const struct di_abc_task *task;
    uint32_t per_draw;
    double *values; /* [draws * per_draw][points] */
};

static double *row_of(const struct studying *studying, uint32_t number)
{
    return &studying->values[(size_t)number * studying->task->fit->point_count];
}

static void observe(void *context, uint32_t number, const struct di_model *model,
                    const struct di_result *result)
{
    struct studying *studying = context;
    di_calibration_observe(model, studying->task->targets, result, row_of(studying, number));
}

static enum di_status expect(void *context, uint32_t number, const struct di_variant *variant,
                             struct di_error *error)
{
    struct studying *studying = context;
    return di_calibration_expect(variant->model, studying->task->targets,
                                 row_of(studying, number), error);
}

/* Means of a draw's replications, in their order. */
static double misfit_of(const struct studying *studying, size_t draw, double *means)
{
    const uint32_t points = studying->task->fit->point_count;
    for (uint32_t i = 0; i < points; i++) {
        means[i] = 0;
        for (uint32_t r = 0; r < studying->per_draw; r++)
            means[i] += row_of(studying, (uint32_t)(draw * studying->per_draw) + r)[i];
        means[i] /= studying->per_draw;
    }
    return di_calibration_misfit(studying->task->targets, studying->task->fit, means);
}

/* By misfit, then by number: insertion into what is sorted already. */
static void rank_draws(struct di_abc *abc)
{
    for (size_t draw = 0; draw < abc->draws; draw++) {
        size_t at = draw;
        for (; at > 0 && abc->misfit[abc->order[at - 1]] > abc->misfit[draw]; at--)
            abc->order[at] = abc->order[at - 1];
        abc->order[at] = draw;
    }
}

static enum di_status evaluate(const struct di_abc_task *task, struct studying *studying,
                               struct di_input_draws *draws, struct di_error *error)
{
    struct di_experiment_options options;
    di_experiment_options_defaults(&options);
    options.replications = (uint32_t)(task->draws * studying->per_draw);
    options.seed = task->seed;
    options.threads = task->threads;
    options.draw = di_input_draws_make;
    options.drop = di_input_draws_drop;
    options.draw_context = draws;
    options.take = observe;
    options.take_context = studying;
    options.evaluate = task->is_simulated ? NULL : expect;
    options.progress = task->progress;
    options.is_cancelled = task->is_cancelled;
    options.context = task->context;
    return di_calibration_simulate(task->scenario->model, &options, error);
}

static enum di_status sample(const struct di_abc_task *task, struct di_input_draws *draws,
                             struct di_error *error)
{
    enum di_status status =
        di_uncertainty_read(task->scenario->resolved, &draws->uncertainty, error);
    if (status == DI_OK && draws->uncertainty.count == 0)
        status = di_fail(error, DI_ERR_INPUT, "--abc",
                         DI_N_("The scenario declares no uncertain input, so there is nothing "
                               "for --abc to draw."),
                         NULL, 0);
    draws->drawn = (struct di_drawn_scenario){.path = "",
                                              .uncertainty = &draws->uncertainty,
                                              .model = task->scenario->model,
                                              .resolved = task->text};
    if (status == DI_OK)
        status = di_input_draws_sample(draws, task->seed, task->draws, error);
    return status;
}

static bool make_tables(const struct di_abc_task *task, struct di_abc *abc,
                        struct studying *studying, double **means_out)
{
    const size_t points = task->fit->point_count;
    abc->draws = task->draws;
    abc->kept = (size_t)ceil(DI_ABC_KEPT_SHARE * (double)task->draws);
    abc->misfit = calloc(task->draws + 1, sizeof *abc->misfit);
    abc->order = calloc(task->draws + 1, sizeof *abc->order);
    studying->values = calloc(task->draws * studying->per_draw * points + 1, sizeof(double));
    *means_out = calloc(points + 1, sizeof **means_out);
    return abc->misfit != NULL && abc->order != NULL && studying->values != NULL &&
           *means_out != NULL;
}

enum di_status di_abc_run(const struct di_abc_task *task, struct di_abc *abc_out,
                          struct di_error *error)
{
    struct studying studying = {.task = task,
                                .per_draw = task->is_simulated ? task->replications : 1};
    struct di_input_draws draws = {.per_row = studying.per_draw};
    double *means = NULL;
    *abc_out = (struct di_abc){0};
    enum di_status status = sample(task, &draws, error);
    if (status == DI_OK && !make_tables(task, abc_out, &studying, &means))
        status = di_fail_memory(error);
    if (status == DI_OK)
        status = evaluate(task, &studying, &draws, error);
    for (size_t draw = 0; status == DI_OK && draw < task->draws; draw++)
        abc_out->misfit[draw] = misfit_of(&studying, draw, means);
    if (status == DI_OK)
        rank_draws(abc_out);
    free(studying.values);
    free(means);
    abc_out->uncertainty = draws.uncertainty;
    abc_out->values = draws.values;
    return status;
}

void di_abc_finish(struct di_abc *abc)
{
    di_uncertainty_finish(&abc->uncertainty);
    free(abc->values);
    free(abc->misfit);
    free(abc->order);
    *abc = (struct di_abc){0};
}

/* ---- what is shown ---- */

void di_abc_write_draws(const struct di_abc *abc, const char *scenario, FILE *stream)
{
    const size_t inputs = abc->uncertainty.count;
    (void)fputs("scenario,draw,pointer,value\n", stream);
    for (size_t n = 0; n < abc->kept; n++)
        for (size_t i = 0; i < inputs; i++) {
            char value[DI_NUMBER_TEXT_MAX];
            (void)di_number_format(abc->values[abc->order[n] * inputs + i], value);
            (void)fprintf(stream, "%s,%zu,%s,%s\n", scenario, n,
                          abc->uncertainty.inputs[i].pointer, value);
        }
}

void di_abc_write_misfits(const struct di_abc *abc, FILE *stream)
{
    (void)fputs("draw,misfit,is_kept\n", stream);
    for (size_t n = 0; n < abc->draws; n++) {
        char misfit[DI_NUMBER_TEXT_MAX];
        (void)di_number_format(abc->misfit[abc->order[n]], misfit);
        (void)fprintf(stream, "%zu,%s,%s\n", abc->order[n], misfit, n < abc->kept ? "yes" : "");
    }
}

static void add_input(const struct di_cli *cli, const struct di_abc *abc, size_t input,
                      double *kept, struct di_text_table *table)
{
    const struct di_uncertain_input *of = &abc->uncertainty.inputs[input];
    for (size_t n = 0; n < abc->kept; n++)
        kept[n] = abc->values[abc->order[n] * abc->uncertainty.count + input];
    double low = kept[0], high = kept[0];
    for (size_t n = 1; n < abc->kept; n++) {
        low = fmin(low, kept[n]);
        high = fmax(high, kept[n]);
    }
    di_text_table_add(table, of->pointer);
    di_text_table_add_real(table, &cli->catalogue, of->value, 3);
    di_text_table_add_real(table, &cli->catalogue,
                           di_distribution_quantile(&of->distribution, 0.05), 3);
    di_text_table_add_real(table, &cli->catalogue,
                           di_distribution_quantile(&of->distribution, 0.95), 3);
    di_text_table_add_real(table, &cli->catalogue, low, 3);
    di_text_table_add_real(table, &cli->catalogue, high, 3);
}

void di_abc_print(const struct di_cli *cli, const struct di_abc *abc)
{
    const char *const headings[] = {_("Input"), _("As it stands"),    _("90% from"),
                                    _("to"),    _("Kept draws from"), _("to")};
    struct di_text_table table;
    double *kept = calloc(abc->kept + 1, sizeof *kept);
    if (kept == NULL)
        return;
    di_text_table_init(&table, 6);
    for (size_t i = 0; i < 6; i++)
        di_text_table_add(&table, headings[i]);
    for (size_t i = 0; i < abc->uncertainty.count; i++)
        add_input(cli, abc, i, kept, &table);
    (void)di_text_table_print(&table, stdout);
    di_text_table_finish(&table);
    DI_SAY(cli, stdout, N_("%1 of %2 draws are kept: those nearest to the published figures."),
           di_integer_arg((int64_t)abc->kept), di_integer_arg((int64_t)abc->draws));
    (void)fputc('\n', stdout);
    free(kept);
}

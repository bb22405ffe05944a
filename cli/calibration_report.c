/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a planner reads of a calibration: how near each series comes, what the stocks leave
 * unexplained, how the hold-out years do, and what the figures cannot tell. */
#include <math.h>
#include <string.h>

#include "di/time.h"

#include "calibration_book.h"
#include "error_report.h"
#include "text_table.h"

enum { TEXT_ROOM = 2048 };

static void say_wrapped(const struct di_cli *cli, const struct di_message *message)
{
    char text[TEXT_ROOM];
    (void)di_message_render(message, &cli->catalogue, text, sizeof text);
    di_text_print_wrapped(text, DI_TEXT_LINE, stdout);
}

/* A year has no separators. */
static struct di_argument year_arg(int32_t year)
{
    return di_period_arg(di_date_from_civil(year, 1, 1), di_date_from_civil(year, 12, 31));
}

static void add_integer(const struct di_cli *cli, struct di_text_table *table, uint32_t value)
{
    di_text_table_add_real(table, &cli->catalogue, value, 0);
}

/* ---- how near ---- */

struct nearness {
    uint32_t fitted, compared, unmet;
    double before, after;   /* largest residual, in tolerances */
    double lowest, highest; /* factor on rates; NaN: none */
};

static struct nearness nearness_of(const struct di_calibration_book *book, uint32_t series)
{
    struct nearness near = {0};
    for (uint32_t i = 0; i < book->fit->point_count; i++) {
        const struct di_fit_point *point = &book->fit->points[i];
        const struct di_target_point *target = di_calibration_target(book->targets, point);
        if (point->series != series || point->role == DI_ROLE_HOLDOUT)
            continue;
        near.fitted += point->role == DI_ROLE_FITTED;
        near.compared += point->role == DI_ROLE_COMPARED;
        near.unmet += point->role == DI_ROLE_UNMET;
        if (point->role == DI_ROLE_MISSING)
            continue;
        near.before =
            fmax(near.before, fabs(point->before - target->value) / target->tolerance);
        near.after = fmax(near.after, fabs(di_fit_residual(book->targets, point)));
    }
    return near;
}

static void find_factors(const struct di_calibration_book *book, uint32_t series,
                         struct nearness *near)
{
    near->lowest = near->highest = (double)NAN;
    for (uint32_t n = 0; n < book->fit->lever_count; n++) {
        const struct di_lever *lever = &book->fit->levers[n];
        if (lever->series != series || lever->kind == DI_LEVER_UNEXPLAINED)
            continue;
        for (uint32_t y = 0; y < book->fit->years; y++)
            if (lever->is_fitted[y]) {
                near->lowest = fmin(near->lowest, lever->value[y]);
                near->highest = fmax(near->highest, lever->value[y]);
            }
    }
}

static void print_nearness(const struct di_cli *cli, const struct di_calibration_book *book)
{
    const char *const headings[] = {_("Target"),
                                    _("Years fitted"),
                                    _("compared"),
                                    _("not met"),
                                    _("Factor from"),
                                    _("to"),
                                    _("Largest residual before"),
                                    _("after")};
    const size_t columns = sizeof headings / sizeof headings[0];
    struct di_text_table table;
    di_text_table_init(&table, columns);
    for (size_t i = 0; i < columns; i++)
        di_text_table_add(&table, headings[i]);
    for (uint32_t n = 0; n < book->targets->count; n++) {
        struct nearness near = nearness_of(book, n);
        find_factors(book, n, &near);
        di_text_table_add(&table, book->labels[n]);
        add_integer(cli, &table, near.fitted);
        add_integer(cli, &table, near.compared);
        add_integer(cli, &table, near.unmet);
        di_text_table_add_real(&table, &cli->catalogue, near.lowest, 2);
        di_text_table_add_real(&table, &cli->catalogue, near.highest, 2);
        di_text_table_add_real(&table, &cli->catalogue, near.before, 2);
        di_text_table_add_real(&table, &cli->catalogue, near.after, 2);
    }
    (void)di_text_table_print(&table, stdout);
    di_text_table_finish(&table);
    di_text_print_wrapped(_("Residuals are differences of expected and published figures, in "
                            "tolerances of the figures."),
                          DI_TEXT_LINE, stdout);
    (void)fputc('\n', stdout);
}

/* ---- the unexplained flow ---- */

/* Published entries into what the lever covers; NaN where none or more than one is published.
 */
static double entries_of(const struct di_calibration_book *book, const struct di_lever *lever,
                         int32_t year)
{
    const struct di_target_series *stock = &book->targets->series[lever->series];
    for (uint32_t n = 0; n < book->targets->count; n++) {
        const struct di_target_series *series = &book->targets->series[n];
        if (series->measure != DI_TARGET_ENTRIES ||
            series->setting_count != stock->setting_count ||
            memcmp(series->settings, stock->settings,
                   stock->setting_count * sizeof *stock->settings) != 0)
            continue;
        for (uint32_t p = 0; p < series->count; p++)
            if (series->points[p].year == year)
                return series->points[p].value;
    }
    return (double)NAN;
}

static void print_flow_years(const struct di_cli *cli, const struct di_calibration_book *book,
                             const struct di_lever *lever)
{
    struct di_text_table table;
    char year[16];
    di_text_table_init(&table, 3);
    di_text_table_add(&table, _("Year"));
    di_text_table_add(&table, _("Unexplained flow, children"));
    di_text_table_add(&table, _("percent of entries"));
    for (uint32_t y = 0; y < book->fit->years; y++) {
        const int32_t at = book->fit->first_year + (int32_t)y;
        if (!lever->is_fitted[y] && !lever->is_break[y])
            continue;
        (void)snprintf(year, sizeof year, "%d", (int)at);
        di_text_table_add(&table, year);
        if (lever->is_break[y])
            di_text_table_add(&table, _("break in the series"));
        else
            di_text_table_add_real(&table, &cli->catalogue, lever->flow[y], 1);
        di_text_table_add_real(&table, &cli->catalogue,
                               lever->is_break[y]
                                   ? (double)NAN
                                   : 100 * fabs(lever->flow[y]) / entries_of(book, lever, at),
                               1);
    }
    (void)di_text_table_print(&table, stdout);
    di_text_table_finish(&table);
}

static void print_unexplained(const struct di_cli *cli, const struct di_calibration_book *book)
{
    struct di_message message;
    for (uint32_t n = 0; n < book->fit->lever_count; n++) {
        const struct di_lever *lever = &book->fit->levers[n];
        if (lever->kind != DI_LEVER_UNEXPLAINED)
            continue;
        DI_MESSAGE(&message,
                   lever->input_count == book->targets->series[lever->series].setting_count
                       ? N_("What stays unexplained: %1")
                       : N_("What stays unexplained beside the series within it: %1"),
                   di_text_arg(book->labels[lever->series]));
        say_wrapped(cli, &message);
        (void)fputc('\n', stdout);
        print_flow_years(cli, book, lever);
        DI_MESSAGE(&message,
                   N_("Its mean is %1 children a year. The calibrated scenario has none of it "
                      "after %2; the one beside it goes on with the mean."),
                   di_real_arg(round(10 * di_lever_mean_unexplained(book->fit, lever)) / 10),
                   year_arg(book->fit->last_fitted_year));
        say_wrapped(cli, &message);
        (void)fputc('\n', stdout);
    }
}

static void print_reentries(const struct di_calibration_book *book)
{
    if (!di_calibration_omits_reentries(book))
        return;
    di_text_print_wrapped(
        _("Children come back into care in this scenario and are in no series of entries "
          "('entries.include_reentries' is false): the unexplained flow takes them off the "
          "stocks. Set it to true if the published entries count them."),
        DI_TEXT_LINE, stdout);
    (void)fputc('\n', stdout);
}

/* ---- draws ---- */

/* Draws are judged beside the flow that closed the stocks at the values as they stand. */
static void print_draws(const struct di_cli *cli, const struct di_calibration_book *book)
{
    bool has_flow = false;
    if (book->abc->draws == 0)
        return;
    di_abc_print(cli, book->abc);
    for (uint32_t n = 0; n < book->fit->lever_count; n++)
        for (uint32_t y = 0; y < book->fit->years; y++)
            has_flow = has_flow || fabs(book->fit->levers[n].flow[y]) >= 1;
    if (!has_flow)
        return;
    di_text_print_wrapped(
        _("They lie around the values as they stand, because the unexplained flow was found "
          "with these and every draw has it: how narrow they are says nothing of how well "
          "the values are known. Name such an input with --fit as well, and the figures "
          "move its value first."),
        DI_TEXT_LINE, stdout);
    (void)fputc('\n', stdout);
}

/* ---- hold-out ---- */

static void print_holdout(const struct di_cli *cli, const struct di_calibration_book *book)
{
    struct di_text_table table;
    if (book->holdout_from == INT32_MAX)
        return;
    di_text_table_init(&table, 4);
    di_text_table_add(&table, _("Hold-out"));
    di_text_table_add(&table, _("Years"));
    di_text_table_add(&table, _("Mean error, tolerances"));
    di_text_table_add(&table, _("if the last figure went on"));
    for (uint32_t n = 0; n < book->targets->count; n++) {
        const struct di_holdout sums = di_calibration_holdout(book, n);
        if (sums.years == 0)
            continue;
        di_text_table_add(&table, book->labels[n]);
        add_integer(cli, &table, sums.years);
        di_text_table_add_real(&table, &cli->catalogue, sums.expected, 2);
        di_text_table_add_real(&table, &cli->catalogue, sums.naive, 2);
    }
    (void)di_text_table_print(&table, stdout);
    di_text_table_finish(&table);
    (void)fputc('\n', stdout);
}

/* ---- inputs of --fit ---- */

static void print_inputs(const struct di_cli *cli, const struct di_calibration_book *book)
{
    const char *const headings[] = {_("Input"), _("As it stands"), _("Fitted"), _("Lowest"),
                                    _("Highest")};
    struct di_text_table table;
    struct di_message message;
    if (book->inputs->count == 0)
        return;
    di_text_table_init(&table, 5);
    for (size_t i = 0; i < 5; i++)
        di_text_table_add(&table, headings[i]);
    for (size_t i = 0; i < book->inputs->count; i++) {
        const struct di_fit_input *input = &book->inputs->items[i];
        di_text_table_add(&table, input->pointer);
        di_text_table_add_real(&table, &cli->catalogue, input->value, 4);
        di_text_table_add_real(&table, &cli->catalogue, input->value * input->factor, 4);
        di_text_table_add_real(&table, &cli->catalogue, input->low, 4);
        di_text_table_add_real(&table, &cli->catalogue, input->high, 4);
    }
    (void)di_text_table_print(&table, stdout);
    di_text_table_finish(&table);
    DI_MESSAGE(
        &message,
        book->search.end == DI_SEARCH_SETTLED
            ? N_("The search settled after %1 trials: misfit %2 before, %3 after (squares "
                 "of residuals and of unexplained flows, in tolerances).")
            : N_("The search ended after %1 trials without settling: misfit %2 before, %3 "
                 "after (squares of residuals and of unexplained flows, in tolerances). "
                 "More: --evaluations."),
        di_integer_arg(book->search.evaluations),
        di_real_arg(round(100 * book->search.first) / 100),
        di_real_arg(round(100 * book->search.least) / 100));
    say_wrapped(cli, &message);
    (void)fputc('\n', stdout);
}

/* ---- what the figures cannot tell ---- */

static void print_hidden(const struct di_cli *cli, const struct di_calibration_book *book)
{
    const char *known[DI_KNOWN_HIDDEN_MAX];
    const uint32_t known_count = di_calibration_known_hidden(book, known);
    struct di_message message;
    size_t column = 0;
    for (uint32_t n = 0; n < book->fit->lever_count && column < book->identifiability.inputs;
         n++) {
        if (book->fit->levers[n].kind == DI_LEVER_UNEXPLAINED)
            continue;
        if (!di_identifiability_is_hidden(&book->identifiability, column++))
            continue;
        DI_MESSAGE(&message,
                   N_("The published figures do not identify what is fitted to '%1'."),
                   di_text_arg(book->labels[book->fit->levers[n].series]));
        say_wrapped(cli, &message);
    }
    for (size_t i = 0; i < book->inputs->count; i++) {
        if (!di_identifiability_is_hidden(&book->identifiability, column++))
            continue;
        DI_MESSAGE(&message, N_("The published figures do not identify '%1'."),
                   di_text_arg(book->inputs->items[i].pointer));
        say_wrapped(cli, &message);
    }
    for (uint32_t i = 0; i < known_count; i++) {
        DI_MESSAGE(&message, N_("No stocks and flows tell these apart: %1."),
                   di_phrase_arg(known[i]));
        say_wrapped(cli, &message);
    }
}

static void print_unmet(const struct di_cli *cli, const struct di_calibration_book *book)
{
    const uint32_t unmet = di_calibration_unmet(book);
    struct di_message message;
    for (uint32_t i = 0; i < book->fit->point_count; i++) {
        const struct di_fit_point *point = &book->fit->points[i];
        const struct di_target_point *target = di_calibration_target(book->targets, point);
        if (point->role != DI_ROLE_UNMET)
            continue;
        DI_MESSAGE(&message,
                   N_("'%1' cannot be met in %2: %3 published, %4 expected at most or at "
                      "least."),
                   di_text_arg(book->labels[point->series]), year_arg(target->year),
                   di_real_arg(target->value), di_real_arg(round(10 * point->after) / 10));
        say_wrapped(cli, &message);
    }
    if (unmet > 0) {
        DI_MESSAGE(&message,
                   N_("%1 published {%1|figure is|figures are} not met. The scenario comes as "
                      "near as its inputs reach."),
                   di_integer_arg(unmet));
        say_wrapped(cli, &message);
    }
    if (book->fit->is_converged)
        return;
    DI_MESSAGE(&message,
               N_("The fit did not settle in %1 steps; the largest relative error left is %2."),
               di_integer_arg(book->fit->iterations), di_real_arg(book->fit->worst));
    say_wrapped(cli, &message);
}

void di_calibration_print(const struct di_cli *cli, const struct di_calibration_book *book)
{
    print_nearness(cli, book);
    print_unexplained(cli, book);
    print_reentries(book);
    print_holdout(cli, book);
    print_inputs(cli, book);
    print_draws(cli, book);
    print_unmet(cli, book);
    print_hidden(cli, book);
    if (book->fit->last_fitted_year >= book->fit->first_year) {
        struct di_message message;
        DI_MESSAGE(&message,
                   N_("Expected numbers, computed without simulation and without limits of "
                      "places. After %1 the rates of that year go on."),
                   year_arg(book->fit->last_fitted_year));
        say_wrapped(cli, &message);
    }
}

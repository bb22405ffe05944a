/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small counts of a study. Outputs are few totals of the nation, so each is shown or withheld
 * as a whole: parts of a tornado would tell the rest by their order. Where residential care is
 * nearly all of formal care, the difference is a small count too: the part goes.
 */
#include <math.h>

#include "di/results.h"

#include "sensitivity_files.h"

static bool is_small(const struct di_sensitivity_tables *tables, double value,
                     enum di_outcome outcome)
{
    const double children = fabs(di_outcome_children(tables->model, value, outcome));
    return children > 0.0 && children < tables->suppress_below;
}

/* Results at the ends of an input, which bars hold in an order of their own. */
static const struct di_tornado_bar *bar_of(const struct di_sensitivity_tables *tables,
                                           enum di_outcome outcome, size_t input)
{
    const struct di_tornado_bar *bar = tables->bars[outcome];
    while (bar->input != input)
        bar++;
    return bar;
}

static bool has_small(const struct di_sensitivity_tables *tables, enum di_outcome outcome)
{
    const struct di_draw_spread *spread = &tables->spread[outcome];
    bool found = is_small(tables, tables->base[outcome], outcome) ||
                 is_small(tables, spread->p05, outcome) ||
                 is_small(tables, spread->p50, outcome) ||
                 is_small(tables, spread->p95, outcome);
    for (size_t i = 0; i < tables->uncertainty->count; i++)
        found = found || is_small(tables, tables->bars[outcome][i].low, outcome) ||
                is_small(tables, tables->bars[outcome][i].high, outcome);
    return found;
}

static bool has_small_rest(const struct di_sensitivity_tables *tables)
{
    const enum di_outcome part = DI_OUTCOME_RESIDENTIAL, whole = DI_OUTCOME_CARE;
    bool found = is_small(tables, tables->base[whole] - tables->base[part], whole);
    for (size_t i = 0; i < tables->uncertainty->count; i++) {
        const struct di_tornado_bar *of_part = bar_of(tables, part, i);
        const struct di_tornado_bar *of_whole = bar_of(tables, whole, i);
        found = found || is_small(tables, of_whole->low - of_part->low, whole) ||
                is_small(tables, of_whole->high - of_part->high, whole);
    }
    return found;
}

static void withhold(struct di_sensitivity_tables *tables, enum di_outcome outcome)
{
    const double nothing = (double)NAN;
    tables->is_withheld[outcome] = true;
    tables->base[outcome] = nothing;
    for (size_t i = 0; i < tables->uncertainty->count; i++)
        tables->bars[outcome][i].low = tables->bars[outcome][i].high = nothing;
    tables->spread[outcome] =
        (struct di_draw_spread){nothing, nothing, nothing, nothing, nothing, nothing};
}

void di_sensitivity_withhold(struct di_sensitivity_tables *tables, uint32_t below)
{
    tables->suppress_below = below;
    bool is_hidden[DI_OUTCOMES];
    for (int o = 0; o < DI_OUTCOMES; o++)
        is_hidden[o] = has_small(tables, (enum di_outcome)o);
    is_hidden[DI_OUTCOME_RESIDENTIAL] =
        is_hidden[DI_OUTCOME_RESIDENTIAL] || has_small_rest(tables);
    for (int o = 0; o < DI_OUTCOMES; o++)
        if (is_hidden[o])
            withhold(tables, (enum di_outcome)o);
}

bool di_sensitivity_hides_input(const struct di_sensitivity_tables *tables, size_t input)
{
    return tables->suppress_below > 0 &&
           di_results_withholds_input(tables->uncertainty->inputs[input].pointer);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace_costs.h"

#include <stdlib.h>
#include <string.h>

#include "csv_table.h"
#include "di_test.h"
#include "scenario_kind.h"

enum { KEY_MAX = 400 };

/* Costs of a line, sub-type, place and quarter, its classes together. */
struct booked {
    struct name_index keys;
    double *money;
    size_t *row; /* one of them */
    int *rows;
};

/* Price of a unit; NaN if it is dated or differs by region. */
static double price_of(const json_t *line, const char *sub_type)
{
    const json_t *sub = json_object_get(json_object_get(line, "sub_types"), sub_type);
    const json_t *priced = sub != NULL ? sub : line;
    const json_t *price = json_object_get(priced, "price");
    const double share = sub != NULL ? json_number_value(scenario_value(sub, "share")) : 1;
    if (json_object_get(price, "steps") != NULL || json_object_get(price, "by") != NULL)
        return (double)NAN;
    return share * json_number_value(scenario_value(priced, "price"));
}

static const struct trace_cost_basis *basis_of(const struct trace_cost_basis *bases,
                                               const char *id)
{
    while (bases->id != NULL && (id == NULL || strcmp(bases->id, id) != 0))
        bases++;
    return bases->id != NULL ? bases : NULL;
}

static void book(struct booked *booked, const struct csv_table *costs)
{
    booked->money = calloc(costs->rows, sizeof *booked->money);
    booked->row = calloc(costs->rows, sizeof *booked->row);
    booked->rows = calloc(costs->rows, sizeof *booked->rows);
    assert_true(booked->money != NULL && booked->row != NULL && booked->rows != NULL);
    for (size_t row = 0; row < costs->rows; row++) {
        char key[KEY_MAX];
        if (csv_months(costs, row) != 3 || strcmp(csv_text(costs, row, "class"), "all") == 0)
            continue;
        (void)snprintf(key, sizeof key, "%s|%s|%s|%s|%s", csv_text(costs, row, "line"),
                       csv_text(costs, row, "sub_type"), csv_text(costs, row, "region"),
                       csv_text(costs, row, "setting"), csv_text(costs, row, "period_start"));
        const size_t at = name_index_of(&booked->keys, key);
        booked->money[at] += csv_number(costs, row, "mean");
        booked->row[at] = row;
        booked->rows[at]++;
    }
}

static const char *basis_name(const json_t *line)
{
    return json_is_false(json_object_get(line, "while_resting"))
               ? "family_year, awake"
               : json_string_value(json_object_get(line, "basis"));
}

static double units_of(struct trace_sum *sum, const struct csv_table *costs, size_t row,
                       const struct trace_cost_basis *basis)
{
    const uint32_t quarter = trace_sum_quarter_of(sum, csv_day(costs, row, "period_start"));
    const char *setting = csv_text(costs, row, "setting");
    double units = 0;
    for (uint32_t r = 0; r < sum->replications; r++)
        units += trace_sum_get(sum, basis->sum, r, csv_text(costs, row, "region"),
                               strcmp(setting, "-") == 0 ? "all" : setting, quarter);
    return units / basis->per_unit / sum->replications;
}

size_t trace_costs_compare(struct trace_sum *sum, const json_t *scenario, const char *path,
                           const struct trace_cost_basis *bases)
{
    struct csv_table costs;
    struct booked booked = {0};
    size_t compared = 0;
    const json_t *lines = json_object_get(json_object_get(scenario, "costs"), "lines");
    csv_table_read(&costs, path);
    book(&booked, &costs);
    for (size_t i = 0; i < booked.keys.count; i++) {
        const size_t row = booked.row[i];
        const json_t *line = json_object_get(lines, csv_text(&costs, row, "line"));
        const struct trace_cost_basis *basis =
            basis_of(bases, line != NULL ? basis_name(line) : csv_text(&costs, row, "line"));
        const double price =
            line != NULL ? price_of(line, csv_text(&costs, row, "sub_type")) : 1;
        if (basis == NULL || isnan(price) ||
            strcmp(csv_text(&costs, row, "region"), "all") == 0 ||
            strcmp(csv_text(&costs, row, "setting"), "all") == 0)
            continue;
        const double money = price * units_of(sum, &costs, row, basis);
        if (fabs(booked.money[i] - money) > 0.0051 * booked.rows[i])
            fail_msg("%s: %.9g in costs.csv, %.9g by the trace", booked.keys.names[i],
                     booked.money[i], money);
        compared += money > 0;
    }
    name_index_clear(&booked.keys);
    free(booked.money);
    free(booked.row);
    free(booked.rows);
    csv_table_finish(&costs);
    return compared;
}

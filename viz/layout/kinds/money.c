/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows are told apart by their totals: "all" in a column sums over it. */
#include "money.h"

#include <math.h>
#include <string.h>

#include "di/cost_plan.h"

#include "points.h"
#include "table_period.h"

struct columns {
    size_t line, class_, setting, region, first, last, currency, mean, low, high, discounted;
};

static struct columns columns_of(const struct di_csv_table *t)
{
    return (struct columns){
        di_csv_table_column(t, "line"),           di_csv_table_column(t, "class"),
        di_csv_table_column(t, "setting"),        di_csv_table_column(t, "region"),
        di_csv_table_column(t, "period_start"),   di_csv_table_column(t, "period_end"),
        di_csv_table_column(t, "currency"),       di_csv_table_column(t, "mean"),
        di_csv_table_column(t, "ci_low"),         di_csv_table_column(t, "ci_high"),
        di_csv_table_column(t, "discounted_mean")};
}

static bool is_all(const struct di_csv_table *table, size_t row, size_t column)
{
    return strcmp(di_csv_table_text(table, row, column), "all") == 0;
}

/* NULL: no memory. */
static struct money_line *line_of(struct money *money, struct di_arena *arena, const char *id)
{
    for (size_t i = 0; i < money->line_count; i++)
        if (strcmp(money->lines[i].id, id) == 0)
            return &money->lines[i];
    if (money->line_count == money->line_room) {
        struct money_line *grown =
            di_arena_grow(arena, money->lines, &money->line_room, sizeof *grown);
        if (grown == NULL)
            return NULL;
        money->lines = grown;
    }
    struct money_line *line = &money->lines[money->line_count++];
    line->id = id;
    return line;
}

/* false: no memory. */
static bool take_year(struct money *money, struct di_arena *arena,
                      const struct di_csv_table *table, const struct columns *c, size_t row,
                      int32_t year)
{
    const double mean = di_csv_table_number(table, row, c->mean);
    if (money->first_year == 0)
        money->first_year = year;
    if (year < money->first_year || year - money->first_year >= MONEY_YEARS_MAX || isnan(mean))
        return true;
    const size_t at = (size_t)(year - money->first_year);
    if (at + 1 > money->year_count)
        money->year_count = at + 1;
    if (is_all(table, row, c->line)) {
        money->total[at] = mean;
        money->low[at] = di_csv_table_number(table, row, c->low);
        money->high[at] = di_csv_table_number(table, row, c->high);
        money->sum += mean;
        money->discounted_sum += di_csv_table_number(table, row, c->discounted);
        return true;
    }
    struct money_line *line = line_of(money, arena, di_csv_table_text(table, row, c->line));
    if (line == NULL)
        return false;
    line->year[at] += mean;
    line->total += mean;
    return true;
}

static void take_quarter(struct money *money, const struct di_csv_table *table,
                         const struct columns *c, size_t row)
{
    const double mean = di_csv_table_number(table, row, c->mean);
    if (!is_all(table, row, c->line) || money->quarter_count == MONEY_QUARTERS_MAX ||
        isnan(mean))
        return;
    const size_t at = money->quarter_count++;
    money->quarter_end[at] = (int32_t)di_csv_table_number(table, row, c->last);
    money->quarter[at] = mean;
    money->discounted[at] = di_csv_table_number(table, row, c->discounted);
}

/* All of a setting, or all of double running: a year's row that is not the grand total. */
static void take_part(struct money *money, const struct di_csv_table *table,
                      const struct columns *c, size_t row, const struct di_names *names)
{
    const double mean = di_csv_table_number(table, row, c->mean);
    const int32_t year = sheet_year_of((int32_t)di_csv_table_number(table, row, c->first));
    const size_t at = (size_t)(year - money->first_year);
    if (money->first_year == 0 || year < money->first_year || at >= MONEY_YEARS_MAX ||
        isnan(mean) || !is_all(table, row, c->line) || !is_all(table, row, c->region))
        return;
    if (!is_all(table, row, c->setting)) {
        if (is_all(table, row, c->class_))
            money->group[care_group_of(names, di_csv_table_text(table, row, c->setting))][at] +=
                mean;
        money->has_groups = true;
    } else if (strcmp(di_csv_table_text(table, row, c->class_),
                      di_cost_class_id(DI_COST_DOUBLE_RUNNING)) == 0) {
        money->double_running[at] += mean;
    }
}

/* What the charts add up: totals and lines of all regions, and the parts of a total. */
static bool is_of_the_nation(const struct di_csv_table *table, const struct columns *c,
                             size_t row)
{
    return is_all(table, row, c->region) &&
           (is_all(table, row, c->setting) || is_all(table, row, c->line));
}

bool money_gather(const struct di_results_folder *folder, struct di_arena *arena,
                  struct money *out)
{
    const struct di_csv_table *table = folder->table[DI_TABLE_COSTS];
    memset(out, 0, sizeof *out);
    if (table == NULL)
        return false;
    const struct columns c = columns_of(table);
    for (size_t row = 0; row < table->row_count; row++) {
        const double first = di_csv_table_number(table, row, c.first);
        if (isnan(first) || isnan(di_csv_table_number(table, row, c.last)))
            continue;
        const bool is_year = table_row_is_year(folder->results, table, row);
        if (is_year && is_of_the_nation(table, &c, row) &&
            isnan(di_csv_table_number(table, row, c.mean)))
            return false;
        if (!is_all(table, row, c.setting) || !is_all(table, row, c.region) ||
            (is_all(table, row, c.line) && !is_all(table, row, c.class_))) {
            if (is_year)
                take_part(out, table, &c, row, &folder->names);
            continue;
        }
        out->currency = di_csv_table_text(table, row, c.currency);
        if (!is_year)
            take_quarter(out, table, &c, row);
        else if (!take_year(out, arena, table, &c, row, sheet_year_of((int32_t)first)))
            return false;
    }
    return out->year_count > 0 && out->sum > 0;
}

double money_unit(double most)
{
    return most >= 1e10 ? 1e9 : most >= 2e6 ? 1e6 : most >= 2e4 ? 1e3 : 1;
}

int money_decimals(double most, double unit)
{
    return unit > 1 && most / unit < 1000 ? 1 : 0;
}

const char *money_unit_text(struct sheet *sheet, const struct money *money, double unit)
{
    return SHEET_SAY(sheet, points_money_unit(unit), di_text_arg(money->currency));
}

const char *money_line_name(struct sheet *sheet, const char *id)
{
    static const struct {
        const char *id, *name;
    } own[] = {{DI_COST_OWN_FIXED_ID, DI_N_("Institutions: fixed costs")},
               {DI_COST_OWN_VARIABLE_ID, DI_N_("Institutions: costs of each child")},
               {DI_COST_OWN_PAY_ID, DI_N_("Pay of workers")}};
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
        if (strcmp(id, own[i].id) == 0)
            return sheet_word(sheet, own[i].name);
    return sheet_name(sheet, "costs", id);
}

/* Of runs that cannot be paired: the ranges of both do not meet. */
static bool are_apart(struct sheet *sheet, uint32_t indicator)
{
    struct di_arena *arena = &sheet->scene->arena;
    struct points own, base;
    if (!points_take(arena, sheet->results, indicator, "all", "all", DI_QUARTER, &own) ||
        !points_take(arena, sheet->request->baseline->results, indicator, "all", "all",
                     DI_QUARTER, &base) ||
        own.count == 0 || base.count == 0 || sheet_is_one_run(sheet))
        return false;
    const size_t i = own.count - 1, k = base.count - 1;
    return own.p95[i] < base.p05[k] || own.p05[i] > base.p95[k];
}

bool money_direction_is_known(struct sheet *sheet)
{
    const struct di_results *base = sheet->request->baseline->results;
    const uint32_t indicator = di_indicator_find("K18_cost_cumulative");
    struct points paired;
    if (!di_results_has_ranges(sheet->results) && !sheet_is_one_run(sheet))
        return true;
    if (!points_take_paired(&sheet->scene->arena, sheet->results, base, indicator, DI_QUARTER,
                            &paired))
        return false;
    return paired.count == 0
               ? are_apart(sheet, indicator)
               : paired.p05[paired.count - 1] > 0 || paired.p95[paired.count - 1] < 0;
}

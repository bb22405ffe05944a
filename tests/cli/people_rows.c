/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "people_rows.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "di/time.h"

#include "di_test.h"
#include "scenario_kind.h"

/* Which of a period's quarters a sum is of. */
enum when { FLOW, STOCK, BEFORE };

enum population { NONE, AT_END, AT_MIDDLE, OF_14_17 };

struct term {
    const char *name; /* of trace_people; NULL: none; "money": the row of K18_cost_total */
    enum when when;
};

static const struct rule {
    const char *indicator;
    struct term above, below[2]; /* no below: the sum itself */
    double scale;                /* 0: 1 */
    enum population population;  /* below */
    const char *over;            /* divided by what this indicator should be */
} rules[] = {
    {.indicator = "K1_institution_stock", .above = {"institution", STOCK}},
    {.indicator = "K1_institution_rate_per_100k",
     .above = {"institution", STOCK},
     .scale = 1e5,
     .population = AT_END},
    {.indicator = "K1r_residential_stock", .above = {"residential", STOCK}},
    {.indicator = "K1r_residential_rate_per_100k",
     .above = {"residential", STOCK},
     .scale = 1e5,
     .population = AT_END},
    {.indicator = "K2_institution_child_years", .above = {"institution years", FLOW}},
    {.indicator = "K2_residential_child_years", .above = {"residential years", FLOW}},
    {.indicator = "K3_formal_care_stock", .above = {"care", STOCK}},
    {.indicator = "K4_family_based_stock", .above = {"family", STOCK}},
    {.indicator = "K4_family_based_share",
     .above = {"family", STOCK},
     .below = {{"care", STOCK}}},
    {.indicator = "K5_residential_to_family_ratio",
     .above = {"residential here", STOCK},
     .below = {{"family", STOCK}}},
    {.indicator = "K6_first_entries", .above = {"first entries", FLOW}},
    {.indicator = "K6_reentries", .above = {"reentries", FLOW}},
    {.indicator = "K6_first_entry_rate_per_100k",
     .above = {"first entries", FLOW},
     .scale = 1e5,
     .population = AT_MIDDLE},
    {.indicator = "K6_reentry_rate_per_100k",
     .above = {"reentries", FLOW},
     .scale = 1e5,
     .population = AT_MIDDLE},
    {.indicator = "K6r_residential_admissions", .above = {"admitted", FLOW}},
    {.indicator = "K6r_admissions_from_home", .above = {"admitted from home", FLOW}},
    {.indicator = "K6r_admissions_from_family_placement",
     .above = {"admitted from family", FLOW}},
    {.indicator = "K6r_admissions_from_unplaced", .above = {"admitted from unplaced", FLOW}},
    {.indicator = "K6r_admissions_from_other", .above = {"admitted from other", FLOW}},
    {.indicator = "K6r_transfers", .above = {"transfers", FLOW}},
    {.indicator = "K7_exits_to_family", .above = {"left to family", FLOW}},
    {.indicator = "K7_exits_to_family_share",
     .above = {"left to family", FLOW},
     .below = {{"residential before", BEFORE}, {"admitted", FLOW}}},
    {.indicator = "K7r_residential_exits", .above = {"left", FLOW}},
    {.indicator = "K7r_exits_home", .above = {"left to home", FLOW}},
    {.indicator = "K7r_exits_kinship", .above = {"left to kinship", FLOW}},
    {.indicator = "K7r_exits_foster", .above = {"left to foster", FLOW}},
    {.indicator = "K7r_exits_adopted", .above = {"left to adopted", FLOW}},
    {.indicator = "K7r_exits_supported_living", .above = {"left to supported", FLOW}},
    {.indicator = "K7r_exits_unplaced", .above = {"left to unplaced", FLOW}},
    {.indicator = "K7r_exits_aged_out", .above = {"left to aged_out", FLOW}},
    {.indicator = "K7r_exits_adult_institution", .above = {"left to adult_institution", FLOW}},
    {.indicator = "K7r_exits_left_country", .above = {"left to left_country", FLOW}},
    {.indicator = "K7r_exits_died", .above = {"left to died", FLOW}},
    {.indicator = "K7r_exits_other", .above = {"left to other", FLOW}},
    {.indicator = "K7r_unplanned_share",
     .above = {"left unplanned", FLOW},
     .below = {{"left", FLOW}}},
    {.indicator = "C_unexplained_entries", .above = {"unexplained in", FLOW}},
    {.indicator = "C_unexplained_exits", .above = {"unexplained out", FLOW}},
    {.indicator = "K8_under3_institution_stock", .above = {"institution under 3", STOCK}},
    {.indicator = "K9_disability_residential_share",
     .above = {"residential disabled", STOCK},
     .below = {{"residential here", STOCK}}},
    {.indicator = "K9_disability_family_share",
     .above = {"family disabled", STOCK},
     .below = {{"family", STOCK}}},
    {.indicator = "K9_disability_ratio",
     .above = {"residential disabled", STOCK},
     .below = {{"residential here", STOCK}},
     .over = "K9_disability_family_share"},
    {.indicator = "K11_entries_assessed", .above = {"assessed at entry", FLOW}},
    {.indicator = "K11_entries_assessed_share",
     .above = {"assessed at entry", FLOW},
     .below = {{"first entries", FLOW}, {"reentries", FLOW}}},
    {.indicator = "K12_care_plan_share",
     .above = {"with plan", STOCK},
     .below = {{"care", STOCK}}},
    {.indicator = "K12_reviewed_6m_share",
     .above = {"reviewed", STOCK},
     .below = {{"care", STOCK}}},
    {.indicator = "K13_breakdowns", .above = {"breakdowns of all", FLOW}},
    {.indicator = "K13_breakdowns_per_placement_year",
     .above = {"breakdowns of all", FLOW},
     .below = {{"placement years of all", FLOW}}},
    {.indicator = "K13_child_breakdowns", .above = {"breakdowns", FLOW}},
    {.indicator = "K13_child_breakdowns_per_placement_year",
     .above = {"breakdowns", FLOW},
     .below = {{"placement years", FLOW}}},
    {.indicator = "K13_moves_per_1000_care_days",
     .above = {"moves", FLOW},
     .below = {{"care days", FLOW}},
     .scale = 1000},
    {.indicator = "K13_children_of_families_lost", .above = {"families lost", FLOW}},
    {.indicator = "K15_unplaced_child_days", .above = {"unplaced days", FLOW}},
    {.indicator = "K19_aged_out_aftercare", .above = {"at 18 aftercare", FLOW}},
    {.indicator = "K19_aged_out_independent", .above = {"at 18 independent", FLOW}},
    {.indicator = "K19_aged_out_home", .above = {"at 18 home", FLOW}},
    {.indicator = "K19_aged_out_adult_institution", .above = {"at 18 adult_institution", FLOW}},
    {.indicator = "K19_stayed_on", .above = {"at 18 stays", FLOW}},
    {.indicator = "K19_supported_living_stock", .above = {"supported", STOCK}},
    {.indicator = "K20_detention_stock", .above = {"detention", STOCK}},
    {.indicator = "K20_detention_rate_per_100k_14_17",
     .above = {"detention", STOCK},
     .scale = 1e5,
     .population = OF_14_17},
    {.indicator = "K20_detained", .above = {"detained", FLOW}},
    {.indicator = "K20_diverted", .above = {"diverted", FLOW}},
    {.indicator = "K20_diverted_share",
     .above = {"diverted", FLOW},
     .below = {{"diverted", FLOW}, {"detained", FLOW}}},
    {.indicator = "K21_deaths_in_care", .above = {"deaths", FLOW}},
    {.indicator = "K21_deaths_per_100_child_years",
     .above = {"deaths", FLOW},
     .below = {{"care years", FLOW}},
     .scale = 100},
    {.indicator = "K18_cost_per_child_year",
     .above = {"money", FLOW},
     .below = {{"years paid for", FLOW}}}};
enum { RULES = sizeof rules / sizeof rules[0] };

/* A row's place, people and time. */
struct spot {
    struct people_group group;
    const char *region, *setting;
    int32_t first_civil_day, last_civil_day;
    const struct csv_table *indicators; /* the row's own */
};

static const struct rule *rule_of(const char *indicator)
{
    for (size_t i = 0; i < RULES; i++)
        if (strcmp(rules[i].indicator, indicator) == 0)
            return &rules[i];
    return NULL;
}

/* ---- population ---- */

static double at_civil_day(const json_t *series, int32_t civil_day)
{
    if (json_is_number(series))
        return json_number_value(series);
    const double base = json_number_value(json_object_get(series, "value"));
    const json_t *step;
    double value = base;
    size_t at;
    json_array_foreach(json_object_get(series, "steps"), at, step)
    {
        int32_t from;
        assert_true(di_date_parse(json_string_value(json_object_get(step, "from")), &from));
        assert_null(json_object_get(step, "over"));
        if (from > civil_day)
            continue;
        const json_t *factor = json_object_get(step, "multiply");
        value = factor != NULL ? base * json_number_value(factor)
                               : json_number_value(json_object_get(step, "set"));
    }
    return value;
}

/* Share of a region's children from an age to before another. */
static double age_share(const json_t *region, int from, int before)
{
    const json_t *weights = json_object_get(region, "age_weights");
    double all = 0, those = 0;
    for (int age = 0; age < 18; age++) {
        const double weight =
            weights == NULL ? 1 : json_number_value(json_array_get(weights, (size_t)age));
        all += weight;
        those += age >= from && age < before ? weight : 0;
    }
    return those / all;
}

static double children_of(const json_t *region, const struct spot *spot,
                          enum population population)
{
    static const struct {
        const char *id;
        int from, before;
    } bands[] = {{"age_0_2", 0, 3},
                 {"age_3_6", 3, 7},
                 {"age_7_11", 7, 12},
                 {"age_12_14", 12, 15},
                 {"age_15_17", 15, 18}};
    const int32_t day = population == AT_MIDDLE
                            ? (spot->first_civil_day + spot->last_civil_day) / 2
                            : spot->last_civil_day;
    const double all = at_civil_day(json_object_get(region, "population_0_17"), day);
    if (population == OF_14_17)
        return all * age_share(region, 14, 18);
    for (size_t i = 0; i < sizeof bands / sizeof bands[0]; i++)
        if (strcmp(bands[i].id, spot->group.age_band) == 0)
            return all * age_share(region, bands[i].from, bands[i].before);
    return all;
}

static double population_of(const struct trace_people *people, const struct spot *spot,
                            enum population population)
{
    const json_t *region;
    const char *id;
    double sum = 0;
    json_object_foreach(json_object_get(people->scenario, "regions"), id, region)
    {
        if (strcmp(spot->region, "all") == 0 || strcmp(spot->region, id) == 0)
            sum += children_of(region, spot, population);
    }
    return sum;
}

/* ---- rows ---- */

static uint32_t month_of(const struct trace_people *people, int32_t civil_day)
{
    int32_t year, month, day, first_year, first_month;
    di_date_to_civil(people->sum.start_civil_day, &first_year, &first_month, &day);
    di_date_to_civil(civil_day, &year, &month, &day);
    return (uint32_t)(12 * (year - first_year) + month - first_month);
}

static bool is_at(const struct csv_table *table, size_t row, const struct spot *spot)
{
    return csv_is(table, row, "region", spot->region) &&
           csv_is(table, row, "setting", spot->setting) &&
           csv_day(table, row, "period_start") == spot->first_civil_day &&
           csv_day(table, row, "period_end") == spot->last_civil_day;
}

static double money_at(const struct spot *spot)
{
    const struct csv_table *table = spot->indicators;
    for (size_t row = 0; row < table->rows; row++)
        if (csv_is(table, row, "indicator", "K18_cost_total") && is_at(table, row, spot))
            return csv_number(table, row, "mean");
    return (double)NAN;
}

static double get(struct trace_people *people, const struct term *term, const struct spot *spot)
{
    const uint32_t first_month = month_of(people, spot->first_civil_day);
    const uint32_t last_month = month_of(people, spot->last_civil_day);
    uint32_t first = first_month / 3, last = last_month / 3;
    char name[64];
    if (term->name == NULL)
        return 0;
    if (strcmp(term->name, "money") == 0)
        return money_at(spot);
    (void)snprintf(name, sizeof name, "%s%s", term->name,
                   first_month == last_month ? " by month" : "");
    if (first_month == last_month)
        first = last = last_month;
    else if (term->when == STOCK)
        first = last;
    else if (term->when == BEFORE)
        last = first;
    double sum = 0;
    for (uint32_t at = first; at <= last; at++)
        sum += trace_people_get(people, name, &spot->group, spot->region, spot->setting, at);
    return sum;
}

static double ratio(double above, double below)
{
    return fabs(below) > 0 ? above / below : (double)NAN;
}

static double told(struct trace_people *people, const struct rule *rule,
                   const struct spot *spot)
{
    double value = get(people, &rule->above, spot) * (rule->scale > 0 ? rule->scale : 1);
    if (rule->population != NONE)
        value = ratio(value, population_of(people, spot, rule->population));
    else if (rule->below[0].name != NULL)
        value = ratio(value,
                      get(people, &rule->below[0], spot) + get(people, &rule->below[1], spot));
    return rule->over == NULL ? value : ratio(value, told(people, rule_of(rule->over), spot));
}

static void compare(const struct rule *rule, const struct spot *spot, double value,
                    double expected, struct people_rows *rows)
{
    const bool is_same = isnan(expected)
                             ? isnan(value)
                             : fabs(value - expected) <= 1e-9 * fmax(1, fabs(expected));
    rows->compared += expected > 0;
    if (!is_same && rows->differ++ == 0)
        (void)snprintf(rows->first, sizeof rows->first,
                       "%s, %s, %s, %s, %s, %s, %s, months from %d: %.12g in the results, "
                       "%.12g in the trace",
                       rule->indicator, spot->region, spot->setting, spot->group.population,
                       spot->group.age_band, spot->group.sex, spot->group.disability,
                       (int)spot->first_civil_day, value, expected);
}

void people_rows_compare(struct trace_people *people, const struct csv_table *indicators,
                         struct people_rows *rows_out)
{
    bool is_seen[RULES] = {false};
    *rows_out = (struct people_rows){0};
    for (size_t row = 0; row < indicators->rows; row++) {
        const struct rule *rule = rule_of(csv_text(indicators, row, "indicator"));
        if (rule == NULL)
            continue;
        const struct spot spot = {.group = {csv_text(indicators, row, "population"),
                                            csv_text(indicators, row, "age_band"),
                                            csv_text(indicators, row, "sex"),
                                            csv_text(indicators, row, "disability")},
                                  .region = csv_text(indicators, row, "region"),
                                  .setting = csv_text(indicators, row, "setting"),
                                  .first_civil_day = csv_day(indicators, row, "period_start"),
                                  .last_civil_day = csv_day(indicators, row, "period_end"),
                                  .indicators = indicators};
        is_seen[rule - rules] = true;
        compare(rule, &spot, csv_number(indicators, row, "mean"), told(people, rule, &spot),
                rows_out);
    }
    for (size_t i = 0; i < RULES; i++)
        rows_out->unseen += !is_seen[i];
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of all counts of children, from the terms of the indicators; the choice of those that
 * are withheld. What follows of it for rows: suppression_rows.c. */
#include "suppression.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "account_cells.h"
#include "disclosed_cells.h"
#include "paid_counts.h"
#include "regained_cells.h"

/* ---- measures ---- */

static bool counts_children(const struct count *count)
{
    switch (count->source) {
    case COUNT_STOCK_END:
    case COUNT_STOCK_START:
    case COUNT_CHILD_YEARS:
    case COUNT_ARRIVALS:
    case COUNT_DEPARTURES:
    case COUNT_MARK:
        return true;
    case COUNT_TALLY:
    case COUNT_TALLY_END:
        return count->tally != DI_TALLY_CLOSURES && count->tally != DI_TALLY_CLOSURES_DATED &&
               count->tally != DI_TALLY_CLOSURES_ON_TIME &&
               count->tally != DI_TALLY_CLOSURES_OVERDUE &&
               count->tally != DI_TALLY_VIABILITY_ALERTS;
    case COUNT_PLACES:
        return count->place == DI_PLACE_WAITING || count->place == DI_PLACE_BREAKDOWNS ||
               count->place == DI_PLACE_LOST_FAMILY;
    case COUNT_SPELLS:
        return spell_measure_is_count(count->spells);
    case COUNT_WORK:
        return count->work == WORK_CASES || count->work == WORK_LATE_CHILDREN ||
               count->work == WORK_LATE_DAYS || count->work == WORK_CASE_DAYS ||
               count->work == WORK_QUEUE || count->work == WORK_STARTED; /* a job is a child */
    case COUNT_NOTHING:
    case COUNT_IDLE:
    case COUNT_POPULATION_END:
    case COUNT_POPULATION_MIDDLE:
    case COUNT_POPULATION_14_17:
    case COUNT_BUDGET_GAP:
    case COUNT_COST:
        break;
    }
    return false;
}

static enum count_source source_of(const struct count *count)
{
    return count->source == COUNT_STOCK_START ? COUNT_STOCK_END : count->source;
}

/* The same but for the settings added up. */
static bool is_family(const struct count *a, const struct count *b)
{
    return source_of(a) == source_of(b) && a->other.any == b->other.any &&
           a->other.none == b->other.none && a->people == b->people &&
           a->only_unplanned == b->only_unplanned && a->tally == b->tally &&
           a->place == b->place && a->spells == b->spells && a->work == b->work &&
           a->mark == b->mark;
}

static bool is_same(const struct count *a, const struct count *b)
{
    return is_family(a, b) && a->at.any == b->at.any && a->at.none == b->at.none;
}

uint32_t suppression_find_measure(const struct suppression *s, const struct count *count,
                                  bool by_origin)
{
    for (uint32_t m = 0; m < s->measure_count; m++)
        if (s->measures[m].by_origin == by_origin && is_same(s->measures[m].count, count))
            return m;
    return NO_MEASURE;
}

static uint32_t add_measure(struct suppression *s, const struct count *count, bool by_origin)
{
    uint32_t found = suppression_find_measure(s, count, by_origin);
    if (found != NO_MEASURE)
        return found;
    found = s->measure_count++;
    s->measures[found] = (struct measure){.count = count, .by_origin = by_origin};
    return found;
}

static uint32_t first_of_family(const struct suppression *s, const struct measure *measure,
                                bool by_origin)
{
    for (uint32_t m = 0; m < s->measure_count; m++)
        if (is_family(s->measures[m].count, measure->count) &&
            s->measures[m].by_origin == by_origin)
            return m;
    return NO_MEASURE;
}

static void list_measures(struct suppression *s)
{
    for (uint32_t i = 0; i < di_indicator_count(); i++)
        for (uint32_t term = 0; term < INDICATOR_TERMS; term++) {
            const struct count *count = indicator_term(indicator_at(i), term);
            s->measure_of[i * INDICATOR_TERMS + term] =
                counts_children(count) ? add_measure(s, count, indicator_at(i)->text.by_origin)
                                       : NO_MEASURE;
        }
    for (uint32_t m = 0; m < s->measure_count; m++) {
        struct measure *measure = &s->measures[m];
        const uint32_t twin = suppression_find_measure(s, measure->count, false);
        measure->twin = twin == NO_MEASURE ? m : twin;
        measure->family = first_of_family(s, measure, measure->by_origin);
        measure->twin_family = first_of_family(s, measure, false);
        if (measure->twin_family == NO_MEASURE)
            measure->twin_family = measure->family;
    }
}

uint32_t suppression_measure(const struct suppression *s, const char *indicator)
{
    return s->measure_of[di_indicator_find(indicator) * INDICATOR_TERMS];
}

bool suppression_measure_has(const struct suppression *s, uint32_t measure, uint32_t setting)
{
    const struct place_group at = s->measures[measure].count->at;
    return at.any != 0 &&
           place_group_has(at, s->order.classes[s->order.setting_at[setting - 1]]);
}

/* ---- cells ---- */

/* Quarters and months: totals of the nation; the last slot of all is of what there is not. */
static uint32_t *part_slot(const struct suppression *s, uint32_t measure, uint32_t period,
                           uint32_t region, uint32_t setting, uint32_t person)
{
    if (region > 0 || setting > 0 || person > CELL_ADULTS)
        return &s->cells[s->first_part + (size_t)s->measure_count * s->parts * 2];
    const size_t at = (size_t)s->measures[measure].twin * s->parts + period - s->periods;
    return &s->cells[s->first_part + at * 2 + person];
}

uint32_t *suppression_slot(const struct suppression *s, uint32_t measure, uint32_t period,
                           uint32_t region, uint32_t setting, uint32_t person)
{
    if (period >= s->periods)
        return part_slot(s, measure, period, region, setting, person);
    if (setting > 0)
        measure = region == 0 ? s->measures[measure].twin_family : s->measures[measure].family;
    else if (region == 0)
        measure = s->measures[measure].twin;
    return &s->cells[(((size_t)measure * s->periods + period) * s->regions + region) *
                         s->settings * s->persons +
                     (size_t)setting * s->persons + person];
}

uint32_t suppression_add_cell(struct suppression *s, double children,
                              enum importance importance)
{
    const bool is_small = children > 0.0 && children < s->below;
    s->small_count += is_small && importance != IMPORTANCE_UNREAD;
    return di_disclosure_add_cell(&s->disclosure, children, (uint8_t)importance, is_small);
}

uint32_t suppression_person(const struct suppression *s, uint32_t people_index,
                            uint32_t setting)
{
    const struct people *people = &s->people[people_index];
    if (people->split == PEOPLE_CHILDREN)
        return CELL_CHILDREN;
    if (people->split == PEOPLE_ADULTS)
        return CELL_ADULTS;
    if (people->split == PEOPLE_CROSS || setting > 0)
        return people->is_adults ? CELL_CROSSED_ADULTS : CELL_CROSSED;
    uint32_t first = 0;
    while (s->people[first].split != PEOPLE_SINGLE)
        first++;
    return CELL_SINGLE + people_index - first;
}

/* Times as the mean number of children they are of. */
static double children_of(const struct count *count, double mean, int32_t days)
{
    if (count->source == COUNT_CHILD_YEARS)
        return mean * DI_DAYS_PER_YEAR / days;
    if ((count->source == COUNT_SPELLS && count->spells == SPELL_LATE_DAYS) ||
        (count->source == COUNT_WORK &&
         (count->work == WORK_LATE_DAYS || count->work == WORK_CASE_DAYS)))
        return mean / days;
    return mean;
}

uint32_t suppression_period(const struct suppression *s, const struct row_place *place)
{
    return place->period == DI_YEAR      ? place->span + 1
           : place->period == DI_QUARTER ? s->periods + place->span
                                         : s->periods + s->quarters + place->span;
}

uint32_t suppression_term_period(const struct suppression *s, const struct row_place *place,
                                 const struct count *count)
{
    const uint32_t period = suppression_period(s, place);
    if (count->source != COUNT_STOCK_START)
        return period;
    return place->span == 0 ? 0 : period - 1;
}

bool suppression_is_total(const struct row_place *place)
{
    return place->region == 0 && place->setting == 0 && place->people->split <= PEOPLE_ADULTS;
}

static enum importance importance_of(const struct row_place *place, uint32_t person)
{
    if (place->period != DI_YEAR)
        return IMPORTANCE_PART;
    if (person == CELL_CROSSED || person == CELL_CROSSED_ADULTS)
        return IMPORTANCE_DETAIL;
    if (person == CELL_ADULTS)
        return IMPORTANCE_ADULTS;
    const bool is_detail = place->setting > 0 || person >= CELL_SINGLE;
    if (place->region > 0)
        return is_detail ? IMPORTANCE_PLACE : IMPORTANCE_REGION;
    return is_detail ? IMPORTANCE_NATION_DETAIL : IMPORTANCE_NATION;
}

/* Of the nation's totals residents of residential care stay longest. */
static enum importance importance_in(const struct suppression *s, const struct row_place *place,
                                     uint32_t measure, uint32_t person)
{
    const enum importance importance = importance_of(place, person);
    const uint32_t headline = suppression_measure(s, "K1r_residential_stock");
    return importance == IMPORTANCE_NATION &&
                   s->measures[measure].twin == s->measures[headline].twin
               ? IMPORTANCE_HEADLINE
               : importance;
}

/* Children of a setting of the nation in a quarter: no table has them, but places and money
 * tell them. */
static void note_few(struct suppression *s, const struct row_place *place, double children)
{
    if (place->period != DI_QUARTER || place->region > 0 || place->setting == 0 ||
        place->people->split > PEOPLE_ADULTS || children <= 0.0 || children >= s->below)
        return;
    const char *id = indicator_at(place->indicator)->text.id;
    if (strcmp(id, "K3_formal_care_stock") == 0)
        s->has_few[place->span] = true;
    else if (strcmp(id, "K18_cost_per_child_year") == 0)
        s->has_few_paid[place->span] = true;
}

static void visit_term(void *context, const struct row_place *place, uint32_t term, double mean)
{
    struct suppression *s = context;
    const uint32_t measure = s->measure_of[place->indicator * INDICATOR_TERMS + term];
    if (measure == NO_MEASURE || isnan(mean))
        return;
    const struct count *count = indicator_term(indicator_at(place->indicator), term);
    const double children = children_of(count, mean, place->days);
    if (place->period != DI_YEAR && !suppression_is_total(place)) {
        note_few(s, place, children);
        return;
    }
    const uint32_t period = suppression_term_period(s, place, count);
    const uint32_t person = suppression_person(s, place->people_index, place->setting);
    uint32_t *slot =
        suppression_slot(s, measure, period, place->region, place->setting, person);
    const bool is_crossed = person == CELL_CROSSED || person == CELL_CROSSED_ADULTS;
    if (*slot == NO_CELL) {
        *slot = suppression_add_cell(s, children, importance_in(s, place, measure, person));
    } else if (is_crossed && !s->disclosure.is_failed) {
        struct di_disclosure *d = &s->disclosure;
        const bool is_small = children > 0.0 && children < s->below;
        s->small_count += is_small && !d->is_withheld[*slot];
        d->is_withheld[*slot] = d->is_withheld[*slot] || is_small;
        d->value[*slot] += children;
    }
}

/* ---- creation ---- */

uint32_t *suppression_no_cells(size_t count)
{
    uint32_t *cells = malloc((count + 1) * sizeof *cells);
    for (size_t i = 0; cells != NULL && i < count; i++)
        cells[i] = NO_CELL;
    return cells;
}

uint32_t *suppression_years(const struct suppression *s)
{
    const uint32_t quarters = s->set->results[0]->dims.quarters;
    uint32_t *year_of = calloc((size_t)quarters + 1, sizeof *year_of);
    uint32_t year = 0;
    for (uint32_t q = 0, next; year_of != NULL && q < quarters; q = next, year++) {
        next = di_result_next_year(s->model, q);
        for (uint32_t k = q; k < next; k++)
            year_of[k] = year;
    }
    return year_of;
}

static bool allocate(struct suppression *s)
{
    const size_t terms = (size_t)di_indicator_count() * INDICATOR_TERMS;
    s->measures = calloc(terms, sizeof *s->measures);
    s->measure_of = calloc(terms, sizeof *s->measure_of);
    s->has_few = calloc((size_t)s->quarters + 1, sizeof *s->has_few);
    s->has_few_paid = calloc((size_t)s->quarters + 1, sizeof *s->has_few_paid);
    s->accounts = calloc(1, sizeof *s->accounts);
    if (s->accounts == NULL || s->measures == NULL || s->measure_of == NULL ||
        s->has_few == NULL || s->has_few_paid == NULL)
        return false;
    list_measures(s);
    const size_t places = (size_t)s->periods * s->regions * s->settings;
    s->first_part = s->measure_count * places * s->persons;
    s->cells =
        suppression_no_cells(s->first_part + (size_t)s->measure_count * s->parts * 2 + 1);
    return s->cells != NULL;
}

static uint32_t year_count(const struct di_model *model)
{
    uint32_t years = 0;
    for (uint32_t q = 0; q < di_model_quarters(model); q = di_result_next_year(model, q))
        years++;
    return years;
}

/* Stocks on the first day that charts begin at: totals of the nation. */
static void add_opening_cells(struct suppression *s)
{
    for (uint32_t i = 0; i < di_indicator_count(); i++) {
        const struct indicator *indicator = indicator_at(i);
        const uint32_t measure = s->measure_of[i * INDICATOR_TERMS];
        if (measure == NO_MEASURE || indicator->text.measure != DI_STOCK ||
            indicator->numerator.source != COUNT_STOCK_END)
            continue;
        uint32_t *slot = suppression_slot(s, measure, 0, 0, 0, CELL_CHILDREN);
        if (*slot == NO_CELL)
            *slot = suppression_add_cell(s, opening_mean(s->model, s->set, indicator),
                                         IMPORTANCE_NATION);
    }
}

static bool is_account(const struct suppression *s, uint32_t cell)
{
    const uint8_t importance = s->disclosure.importance[cell];
    return importance == IMPORTANCE_UNREAD || importance == IMPORTANCE_ACCOUNT ||
           importance == IMPORTANCE_NATION_ACCOUNT;
}

/* As if no account were published. What the indicators tell of them is as good as shown, and
 * hides nothing. */
static enum di_status withhold_accounts(struct suppression *s)
{
    struct di_disclosure *d = &s->disclosure;
    uint32_t count = 0;
    bool *is_told = calloc((size_t)d->cell_count + 1, sizeof *is_told);
    for (uint32_t cell = 0; cell < d->cell_count; cell++)
        d->is_withheld[cell] =
            d->is_withheld[cell] || (is_account(s, cell) && d->value[cell] > 0.0);
    const enum di_status status =
        is_told == NULL ? DI_ERR_MEMORY : disclosed_cells(d, is_told, &count);
    for (uint32_t cell = 0; status == DI_OK && cell < d->cell_count; cell++)
        if (is_account(s, cell) && d->value[cell] >= s->below && is_told[cell]) {
            d->is_withheld[cell] = false;
            d->importance[cell] = IMPORTANCE_TOLD;
        }
    free(is_told);
    return status;
}

/* All rows that could stand in balance.csv and flows.csv. */
static void show_accounts(struct suppression *s)
{
    struct di_disclosure *d = &s->disclosure;
    for (uint32_t cell = 0; cell < d->cell_count; cell++)
        if (d->importance[cell] != IMPORTANCE_UNREAD && is_account(s, cell))
            d->is_withheld[cell] = d->value[cell] > 0.0 && d->value[cell] < s->below;
}

/* The nation's residents of residential care are shown again, if anything else would do. */
static enum di_status close_all(struct suppression *s)
{
    struct di_disclosure *d = &s->disclosure;
    enum di_status status = di_disclosure_close(d, s->below, DI_DISCLOSURE_LEVELS);
    for (uint32_t cell = 0; cell < d->cell_count; cell++)
        if (d->importance[cell] == IMPORTANCE_HEADLINE && d->value[cell] >= s->below)
            d->is_withheld[cell] = false;
    if (status == DI_OK)
        status = di_disclosure_close(d, s->below, IMPORTANCE_HEADLINE);
    return status == DI_OK ? di_disclosure_close(d, s->below, DI_DISCLOSURE_LEVELS) : status;
}

/* Quarters and months last: what they would tell of years, they give way for. */
static enum di_status choose_parts(struct suppression *s)
{
    if (!suppression_relate_parts(s))
        return DI_ERR_MEMORY;
    const enum di_status status =
        di_disclosure_close(&s->disclosure, s->below, IMPORTANCE_ACCOUNT);
    return status == DI_OK
               ? regained_cells(&s->disclosure, s->below, IMPORTANCE_PART, IMPORTANCE_ACCOUNT)
               : status;
}

/* Indicators first, as if there were no accounts, but with all that is known of the moves
 * behind them. Then the accounts, which give way where they would tell more. Of both, what was
 * withheld in vain is shown again; of indicators the totals of regions and the nation's. */
static enum di_status choose(struct suppression *s)
{
    suppression_relate(s);
    enum di_status status = close_all(s);
    if (status == DI_OK)
        status = account_cells_create(s, s->accounts);
    if (status != DI_OK)
        return status;
    account_cells_relate(s, s->accounts);
    status = withhold_accounts(s);
    if (status == DI_OK)
        status = close_all(s);
    if (status == DI_OK)
        status = regained_cells(&s->disclosure, s->below, IMPORTANCE_REGION, IMPORTANCE_TOLD);
    show_accounts(s);
    if (status == DI_OK)
        status = di_disclosure_close(&s->disclosure, s->below, IMPORTANCE_DETAIL);
    if (status == DI_OK)
        status =
            regained_cells(&s->disclosure, s->below, IMPORTANCE_ACCOUNT, IMPORTANCE_DETAIL);
    if (status == DI_OK)
        status = choose_parts(s);
    if (status == DI_OK)
        status = di_disclosure_close_bounds(&s->disclosure, s->below, IMPORTANCE_PART);
    return status;
}

static enum di_status fill(struct suppression *s, struct di_error *error)
{
    const struct di_result_dims *dims = &s->set->results[0]->dims;
    if (panel_order_create(&s->order, s->model, dims) != DI_OK)
        return di_fail_memory(error);
    s->people_count = people_list(s->model, dims, s->people);
    uint32_t singles = 0;
    for (uint32_t p = 0; p < s->people_count; p++)
        singles += s->people[p].split == PEOPLE_SINGLE;
    s->periods = year_count(s->model) + 1;
    s->quarters = di_model_quarters(s->model);
    s->parts = s->quarters + di_model_months(s->model);
    s->regions = dims->regions + 1;
    s->settings = dims->settings + 1;
    s->persons = CELL_SINGLE + singles;
    if (!allocate(s))
        return di_fail_memory(error);
    const enum di_status status = indicator_terms(s->model, s->set, visit_term, s, error);
    if (status != DI_OK)
        return status;
    add_opening_cells(s);
    if (!paid_counts_find(s))
        return di_fail_memory(error);
    return choose(s) == DI_OK ? DI_OK : di_fail_memory(error);
}

enum di_status suppression_create(const struct di_model *model,
                                  const struct di_replication_set *set, uint32_t below,
                                  struct suppression **suppression_out, struct di_error *error)
{
    struct suppression *s = calloc(1, sizeof *s);
    if (s == NULL)
        return di_fail_memory(error);
    s->below = below;
    s->model = model;
    s->set = set;
    di_disclosure_init(&s->disclosure);
    s->disclosure.unit = 1.0 / set->count; /* counts are means over the replications */
    const enum di_status status = fill(s, error);
    if (status == DI_OK)
        *suppression_out = s;
    else
        suppression_destroy(s);
    return status;
}

void suppression_destroy(struct suppression *s)
{
    if (s == NULL)
        return;
    free(s->measures);
    free(s->measure_of);
    free(s->has_few);
    free(s->has_few_paid);
    free(s->is_paid_small);
    free(s->cells);
    if (s->accounts != NULL)
        account_cells_destroy(s->accounts);
    free(s->accounts);
    panel_order_destroy(&s->order);
    di_disclosure_destroy(&s->disclosure);
    free(s);
}

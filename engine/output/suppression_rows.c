/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was withheld, asked row by row: of counts their cells, of all else those it would tell.
 */
#include <math.h>

#include "account_cells.h"
#include "suppression_cells.h"

static bool is_withheld(const struct suppression *s, uint32_t cell)
{
    return cell != NO_CELL && s->disclosure.is_withheld[cell];
}

/* A share of a count that is shown tells a count too. */
static bool hides_spells(const struct suppression *s, const struct row_place *place,
                         const struct count *count, double mean)
{
    const enum spell_measure base = spell_measure_base(count->spells);
    const struct count wanted = {.source = COUNT_SPELLS, .spells = base};
    const bool by_origin = indicator_at(place->indicator)->text.by_origin;
    const uint32_t cell =
        suppression_cell(s, suppression_find_measure(s, &wanted, by_origin),
                         suppression_period(s, place), place->region, place->setting,
                         suppression_person(s, place->people_index, place->setting));
    if (cell == NO_CELL || base == count->spells)
        return is_withheld(s, cell);
    const double all = s->disclosure.value[cell];
    const bool is_share = indicator_at(place->indicator)->text.measure == DI_SHARE;
    const double part = fmin(mean, 1.0 - mean) * all;
    return s->disclosure.is_withheld[cell] || (is_share && part > 0.0 && part < s->below);
}

static bool hides_terms(const struct suppression *s, const struct row_place *place,
                        uint32_t indicator)
{
    for (uint32_t term = 0; term < INDICATOR_TERMS; term++) {
        const struct count *count = indicator_term(indicator_at(indicator), term);
        const uint32_t measure = s->measure_of[indicator * INDICATOR_TERMS + term];
        const uint32_t period = suppression_term_period(s, place, count);
        if (measure != NO_MEASURE &&
            is_withheld(s, suppression_cell(
                               s, measure, period, place->region, place->setting,
                               suppression_person(s, place->people_index, place->setting))))
            return true;
    }
    return false;
}

/* A family that is neither empty nor rests has a child, and often no more; how empty
 * institutions stood is a count over their places. */
static bool tells_places_taken(const struct count *count)
{
    return count->source == COUNT_IDLE ||
           (count->source == COUNT_PLACES &&
            (count->place == DI_PLACE_VACANT || count->place == DI_PLACE_EMPTY ||
             count->place == DI_PLACE_EMPTY_WHILE_WAITING));
}

/* So many visits a year for every case. */
static bool tells_cases(enum work_measure work)
{
    return work == WORK_VISITS_DUE || work == WORK_VISITS_MADE || work == WORK_VISITS_MISSED;
}

/* A job takes so many hours. */
static bool tells_jobs(enum work_measure work)
{
    return work == WORK_HOURS_WORKED || work == WORK_WAIT_DAYS;
}

static bool hides_count(const struct suppression *s, uint32_t measure, uint32_t period,
                        uint32_t region)
{
    return is_withheld(s, suppression_cell(s, measure, period, region, 0, CELL_CHILDREN));
}

/* Visits, which tell the cases they are made to. */
static bool hides_visits(const struct suppression *s, uint32_t period, uint32_t region)
{
    const uint32_t overdue = di_indicator_find("K16_overdue_share");
    return hides_count(s, suppression_measure(s, "K16_cases"), period, region) ||
           hides_count(s, s->measure_of[overdue * INDICATOR_TERMS + 1], period, region);
}

/* What no cell of its own has: places, work and money, by the counts they tell. */
static bool hides_beside(const struct suppression *s, const struct row_place *place)
{
    const struct indicator *indicator = indicator_at(place->indicator);
    const struct count *count = &indicator->numerator;
    const uint32_t period = suppression_period(s, place);
    if (tells_places_taken(count))
        return place->period == DI_YEAR
                   ? suppression_hides_vacancies(s, period, place->region, place->setting)
                   : s->has_few[place->span];
    if (count->source == COUNT_WORK && tells_cases(count->work))
        return hides_visits(s, period, place->region);
    if (count->source == COUNT_WORK && tells_jobs(count->work))
        return suppression_hides_jobs(s, JOBS_BEGUN, period, place->region);
    if (count->source != COUNT_COST && count->source != COUNT_BUDGET_GAP)
        return false;
    for (uint32_t year = indicator->is_cumulative ? 0 : place->span; year <= place->span;
         year++)
        if (suppression_hides_money(s, year + 1, place->region, place->setting))
            return true;
    return false;
}

static bool hides_cells(const struct suppression *s, const struct row_place *place, double mean)
{
    const struct indicator *indicator = indicator_at(place->indicator);
    return (indicator->numerator.source == COUNT_SPELLS &&
            hides_spells(s, place, &indicator->numerator, mean)) ||
           hides_terms(s, place, place->indicator) ||
           (indicator->over != NULL &&
            hides_terms(s, place, di_indicator_find(indicator->over)));
}

/* Of what has no cells quarters are shown all or none. */
static bool hides_any_period(const struct suppression *s, const struct row_place *place)
{
    struct row_place other = *place;
    other.period = DI_YEAR;
    for (other.span = 0; other.span + 1 < s->periods; other.span++)
        if (hides_beside(s, &other))
            return true;
    other.period = DI_QUARTER;
    for (other.span = 0; other.span < s->quarters; other.span++)
        if (hides_beside(s, &other))
            return true;
    return false;
}

enum row_verdict suppression_row(const struct suppression *s, const struct row_place *place,
                                 double mean)
{
    if (place->period != DI_YEAR &&
        (!suppression_is_total(place) || hides_any_period(s, place)))
        return ROW_LEFT_OUT;
    const bool is_hidden =
        hides_cells(s, place, mean) || (place->period == DI_YEAR && hides_beside(s, place));
    return is_hidden ? ROW_WITHHELD : ROW_SHOWN;
}

static bool hides_stock(const struct suppression *s, uint32_t period, uint32_t region,
                        uint32_t setting)
{
    const uint32_t measure = suppression_measure(s, "K3_formal_care_stock");
    return is_withheld(s,
                       suppression_cell(s, measure, period, region, setting, CELL_CHILDREN)) ||
           is_withheld(s, suppression_cell(s, measure, period, region, setting, CELL_ADULTS));
}

bool suppression_hides_waiting(const struct suppression *s, uint32_t period, uint32_t region,
                               uint32_t setting)
{
    if (s == NULL)
        return false;
    const uint32_t cell = suppression_cell(s, suppression_measure(s, "K22_children_waiting"),
                                           period, region, setting, CELL_CHILDREN);
    return cell == NO_CELL || s->disclosure.is_withheld[cell];
}

bool suppression_hides_vacancies(const struct suppression *s, uint32_t period, uint32_t region,
                                 uint32_t setting)
{
    if (s == NULL)
        return false;
    const uint32_t last = setting == 0 ? s->settings - 1 : setting;
    for (uint32_t at = setting == 0 ? 1 : setting; at <= last; at++)
        if (hides_stock(s, period, region, at))
            return true;
    return false;
}

bool suppression_hides_jobs(const struct suppression *s, enum suppressed_jobs jobs,
                            uint32_t period, uint32_t region)
{
    if (s == NULL)
        return false;
    const uint32_t wait = di_indicator_find("K16_wait_for_worker");
    return hides_count(s,
                       jobs == JOBS_WAITING ? suppression_measure(s, "K16_jobs_waiting")
                                            : s->measure_of[wait * INDICATOR_TERMS + 1],
                       period, region);
}

static bool is_paid_small(const struct suppression *s, uint32_t period, uint32_t region,
                          uint32_t setting)
{
    return s
        ->is_paid_small[((size_t)(period - 1) * s->regions + region) * s->settings + setting];
}

bool suppression_hides_service(const struct suppression *s, enum di_cost_basis basis,
                               uint32_t period, uint32_t region)
{
    return s != NULL &&
           ((basis == DI_COST_PREVENTION_PLACE && is_paid_small(s, period, region, 0)) ||
            (basis == DI_COST_VISIT && hides_visits(s, period, region)) ||
            (basis == DI_COST_HOUR && suppression_hides_jobs(s, JOBS_BEGUN, period, region)));
}

bool suppression_hides_services(const struct suppression *s, uint32_t period, uint32_t region)
{
    const struct di_cost_plan *plan = s == NULL ? NULL : s->model->cost_plan;
    for (uint32_t k = 0; plan != NULL && k < plan->line_count; k++)
        if (suppression_hides_service(s, plan->lines[k].basis, period, region))
            return true;
    return false;
}

bool suppression_hides_money(const struct suppression *s, uint32_t period, uint32_t region,
                             uint32_t setting)
{
    if (s == NULL)
        return false;
    if (setting == 0 && suppression_hides_services(s, period, region))
        return true;
    const uint32_t per_child_year = di_indicator_find("K18_cost_per_child_year");
    const uint32_t measure = s->measure_of[per_child_year * INDICATOR_TERMS + 1];
    const uint32_t last = setting == 0 ? s->settings - 1 : setting;
    for (uint32_t at = setting; at <= last; at++)
        if (is_withheld(s, suppression_cell(s, measure, period, region, at, CELL_CHILDREN)) ||
            (at > 0 && is_paid_small(s, period, region, at)))
            return true;
    return false;
}

bool suppression_hides_opening(const struct suppression *s, uint32_t indicator)
{
    if (s == NULL)
        return false;
    const uint32_t measure = s->measure_of[indicator * INDICATOR_TERMS];
    return measure != NO_MEASURE &&
           is_withheld(s, suppression_cell(s, measure, 0, 0, 0, CELL_CHILDREN));
}

bool suppression_hides_account(const struct suppression *s, enum account_column column,
                               uint32_t period, uint32_t region, uint32_t setting)
{
    return s != NULL && account_cells_hide(s, s->accounts, column, period, region, setting);
}

bool suppression_hides_flow(const struct suppression *s, uint16_t from, uint16_t to,
                            uint8_t move, uint32_t year)
{
    return s != NULL && account_cells_hide_flow(s, s->accounts, from, to, move, year);
}

void suppression_count(const struct suppression *s, uint32_t *small_out, uint32_t *partners_out)
{
    uint32_t withheld = 0;
    for (uint32_t cell = 0; cell < s->disclosure.cell_count; cell++)
        withheld += s->disclosure.is_withheld[cell] &&
                    s->disclosure.importance[cell] != IMPORTANCE_UNREAD;
    *small_out = s->small_count;
    *partners_out = withheld - s->small_count;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From counts to rows. Indicator by indicator: panels of its counts for every replication, then
 * every row in the order of the files. What is undefined (0/0) is NaN, never zero.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/justice.h"

#include "indicator_pass.h"
#include "panel.h"
#include "spell_table.h"
#include "suppression.h"

enum { TERMS = INDICATOR_TERMS };

struct span { /* a period */
    enum di_period period;
    uint32_t ordinal;     /* among the spans of its period */
    uint32_t first, last; /* quarters, or the month */
    int32_t first_day, last_day;
};

struct pass {
    const struct di_model *model;
    const struct di_replication_set *set;
    struct panel_order order;
    struct spell_table spells;
    struct people people[PEOPLE_MAX];
    uint32_t people_count;
    struct span *spans;
    uint32_t span_count;
    double *values, *scratch;
    const struct suppression *suppression; /* may be NULL */
    const struct di_cohort *expected;      /* instead of the one result; NULL: results */
    di_row_visit visit;
    term_visit visit_term; /* instead of rows; NULL: rows */
    void *context;
};

/* One indicator being evaluated; `over` is another it is divided by, or NULL. */
struct evaluation {
    const struct indicator *indicator;
    struct panel_slots slots[TERMS];
    struct panel *panels[TERMS]; /* [replications]; NULL: no panel needed */
    uint64_t restriction[TERMS]; /* cells, 0: those of the row */
    struct evaluation *over;
};

static bool is_money(const struct count *count)
{
    return count->source == COUNT_COST || count->source == COUNT_BUDGET_GAP;
}

static bool needs_panel(const struct count *count)
{
    return count->source != COUNT_NOTHING && count->source != COUNT_TALLY &&
           count->source != COUNT_TALLY_END && count->source != COUNT_IDLE &&
           count->source != COUNT_WORK && count->source != COUNT_SPELLS &&
           count->source != COUNT_POPULATION_END && count->source != COUNT_POPULATION_14_17 &&
           count->source != COUNT_POPULATION_MIDDLE;
}

static void evaluation_finish(struct evaluation *evaluation, uint32_t replications)
{
    for (uint32_t term = 0; term < TERMS; term++) {
        for (uint32_t i = 0; evaluation->panels[term] != NULL && i < replications; i++)
            panel_destroy(&evaluation->panels[term][i]);
        free(evaluation->panels[term]);
        panel_slots_destroy(&evaluation->slots[term]);
    }
}

static enum di_status evaluation_term(struct evaluation *evaluation, const struct pass *pass,
                                      uint32_t term)
{
    const struct indicator *indicator = evaluation->indicator;
    const struct count *count = indicator_term(indicator, term);
    if (panel_slots_create(&evaluation->slots[term], &pass->order, count->at) != DI_OK)
        return DI_ERR_MEMORY;
    if (is_money(count))
        evaluation->restriction[term] = 1;
    else if (count->people != COUNT_EVERYONE)
        evaluation->restriction[term] =
            people_restriction(pass->model, pass->order.dims, count->people);
    if (!needs_panel(count))
        return DI_OK;
    evaluation->panels[term] = calloc(pass->set->count, sizeof *evaluation->panels[term]);
    if (evaluation->panels[term] == NULL)
        return DI_ERR_MEMORY;
    for (uint32_t i = 0; i < pass->set->count; i++) {
        struct panel *panel = &evaluation->panels[term][i];
        if (panel_create(panel, &pass->order, &evaluation->slots[term]) != DI_OK)
            return DI_ERR_MEMORY;
        if (pass->expected != NULL)
            panel_fill_expected(panel, &pass->order, &evaluation->slots[term], count,
                                pass->expected);
        else
            panel_fill(panel, &pass->order, &evaluation->slots[term], count,
                       indicator->text.by_origin, pass->set->results[i]);
    }
    return DI_OK;
}

static enum di_status evaluation_begin(struct evaluation *evaluation, const struct pass *pass,
                                       const struct indicator *indicator)
{
    *evaluation = (struct evaluation){.indicator = indicator};
    for (uint32_t term = 0; term < TERMS; term++)
        if (evaluation_term(evaluation, pass, term) != DI_OK)
            return DI_ERR_MEMORY;
    return DI_OK;
}

/* Share of a region's children who are of an age band; -1: all of them. */
static double band_share(const struct di_model *model, const struct di_region *region, int band)
{
    if (band < 0)
        return 1.0;
    double all = 0.0, those = 0.0;
    for (int age = 0; age < 18; age++) {
        const double years = fmin(age + 1, model->age_band_from[band + 1]) -
                             fmax(age, model->age_band_from[band]);
        all += region->age_weights[age];
        those += fmax(0.0, years) * region->age_weights[age];
    }
    return all > 0.0 ? those / all : 0.0;
}

static double population(const struct pass *pass, uint32_t region, int32_t day, int band)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < pass->model->region_count; i++) {
        const struct di_region *at = &pass->model->regions[pass->order.region_at[i]];
        if (region == 0 || i + 1 == region)
            sum += di_series_at(&at->population, day) * band_share(pass->model, at, band);
    }
    return sum;
}

static double population_14_17(const struct pass *pass, uint32_t region, int32_t day)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < pass->model->region_count; i++)
        if (region == 0 || i + 1 == region)
            sum += di_justice_population(&pass->model->regions[pass->order.region_at[i]], day);
    return sum;
}

static double tally(const struct pass *pass, const struct di_result *result,
                    enum di_tally which, uint32_t region, const struct span *span)
{
    int64_t sum = 0;
    for (uint32_t quarter = span->first; quarter <= span->last; quarter++)
        for (uint32_t i = 0; i < pass->model->region_count; i++)
            if (region == 0 || pass->order.region_at[region - 1] == i)
                sum +=
                    result
                        ->tally[((size_t)quarter * pass->model->region_count + i) * DI_TALLIES +
                                which];
    return (double)sum;
}

/* Institutions in byte order of ids: days are sums of fractions. */
static double idle_days(const struct pass *pass, const struct di_result *result,
                        uint32_t region, const struct span *span)
{
    const struct di_model *model = pass->model;
    double sum = 0;
    for (uint32_t quarter = span->first; quarter <= span->last; quarter++)
        for (uint32_t rank = 0; rank < model->institution_count; rank++) {
            const uint32_t i = pass->order.institution_at[rank];
            if (region == 0 ||
                pass->order.region_at[region - 1] == model->institutions[i].region)
                sum +=
                    result
                        ->institution_idle_days[(size_t)quarter * model->institution_count + i];
        }
    return sum;
}

static double cells_sum(const double *cells, uint64_t which)
{
    double sum = 0.0;
    for (uint32_t cell = 0; which != 0; cell++, which >>= 1)
        if ((which & 1) != 0)
            sum += cells[cell];
    return sum;
}

/* Month stocks are kept for the nation only, children and adults. */
static double month_stock(const struct evaluation *evaluation, const struct di_result *result,
                          uint32_t slot, const struct people *people, const struct span *span)
{
    const struct panel_slots *slots = &evaluation->slots[0];
    const size_t adults = people->split == PEOPLE_ADULTS ? 1 : 0;
    double sum = 0.0;
    for (uint32_t s = 1; s <= slots->count; s++)
        if (slot == 0 || slot == s)
            sum += result->month_stock[((size_t)span->first * result->dims.settings +
                                        slots->settings[s - 1]) *
                                           2 +
                                       adults];
    return sum;
}

struct spot { /* a row's place and people */
    uint32_t region, slot;
    const struct people *people;
    const struct span *span;
};

static double term_value(const struct pass *pass, const struct evaluation *evaluation,
                         uint32_t term, uint32_t replication, const struct spot *spot)
{
    const struct count *count = indicator_term(evaluation->indicator, term);
    const struct span *span = spot->span;
    const struct di_result *result = pass->set->results[replication];
    if (count->source == COUNT_POPULATION_END)
        return population(pass, spot->region, span->last_day, spot->people->band);
    if (count->source == COUNT_POPULATION_MIDDLE)
        return population(pass, spot->region, (span->first_day + span->last_day) / 2,
                          spot->people->band);
    if (count->source == COUNT_POPULATION_14_17)
        return population_14_17(pass, spot->region, span->last_day);
    if (count->source == COUNT_TALLY)
        return tally(pass, result, count->tally, spot->region, span);
    if (count->source == COUNT_TALLY_END) {
        const struct span last = {.first = span->last, .last = span->last};
        return tally(pass, result, count->tally, spot->region, &last);
    }
    if (count->source == COUNT_WORK)
        return work_measure(result, count->work,
                            spot->region == 0 ? UINT32_MAX
                                              : pass->order.region_at[spot->region - 1],
                            span->first, span->last);
    if (count->source == COUNT_IDLE)
        return idle_days(pass, result, spot->region, span);
    if (count->source == COUNT_BUDGET_GAP && spot->region > 0)
        return (double)NAN; /* money is the nation's */
    if (span->period == DI_MONTH)
        return month_stock(evaluation, result, spot->slot, spot->people, span);
    uint64_t cells = evaluation->restriction[term] != 0 ? evaluation->restriction[term]
                                                        : spot->people->cells;
    if (spot->people->split > PEOPLE_ADULTS)
        cells &= spot->people->cells;
    const struct panel *panel = &evaluation->panels[term][replication];
    uint32_t first = evaluation->indicator->is_cumulative && term == 0 ? 0 : span->first;
    uint32_t last = span->last;
    if (count->source == COUNT_STOCK_END ||
        (count->source == COUNT_MARK && count->mark >= DI_MARK_STOCKS_FROM) ||
        (count->source == COUNT_PLACES && count->place < DI_PLACE_FLOWS_FROM))
        first = last;
    if (count->source == COUNT_STOCK_START)
        last = first;
    double sum = 0.0;
    for (uint32_t quarter = first; quarter <= last; quarter++)
        sum += cells_sum(panel_at(panel, quarter, spot->region, spot->slot), cells);
    return is_money(count) ? sum / 100 : sum; /* panels hold whole cents */
}

static double ratio(double numerator, double denominator)
{
    return denominator == 0.0 ? (double)NAN : numerator / denominator;
}

static double value_of(const struct pass *pass, const struct evaluation *evaluation,
                       uint32_t replication, const struct spot *spot)
{
    const struct indicator *indicator = evaluation->indicator;
    double value = term_value(pass, evaluation, 0, replication, spot);
    if (indicator->denominators[0].source == COUNT_NOTHING) {
        value *= indicator->scale;
    } else {
        double sum = term_value(pass, evaluation, 1, replication, spot);
        if (indicator->denominators[1].source != COUNT_NOTHING)
            sum += term_value(pass, evaluation, 2, replication, spot);
        value = ratio(value * indicator->scale, sum);
    }
    if (evaluation->over != NULL)
        value = ratio(value, value_of(pass, evaluation->over, replication, spot));
    return value;
}

static bool is_spell_shown(enum spell_measure measure, const struct span *span)
{
    if (span->period != DI_YEAR)
        return span->period == DI_QUARTER && spell_measure_is_quarterly(measure);
    return !spell_measure_is_of_start(measure) || span->first == 0;
}

/* Of an indicator that counts some people only: does it count some of the group, and not all?
 * Margins do not tell who is in two groups. */
static bool cuts(const struct pass *pass, const struct indicator *indicator,
                 const struct people *people)
{
    if (indicator->numerator.people == COUNT_EVERYONE)
        return true;
    const uint64_t counted = people->cells & people_restriction(pass->model, pass->order.dims,
                                                                indicator->numerator.people);
    return pass->order.dims->full_splits && counted != 0 && counted != people->cells;
}

static bool has_group(const struct indicator *indicator, const struct people *people)
{
    if (indicator->groups == GROUPS_OF_NO_AGE)
        return people->band < 0;
    return indicator->groups == GROUPS_OF_ALL ||
           (people->split == PEOPLE_SINGLE && people->band >= 0);
}

/* Which rows exist: docs/INDICATORS.md, docs/decisions/0035. */
static bool is_shown(const struct pass *pass, const struct indicator *indicator,
                     const struct spot *spot)
{
    const enum people_split split = spot->people->split;
    if (pass->expected != NULL && (spot->span->period == DI_MONTH || split > PEOPLE_ADULTS))
        return false;
    if (indicator->numerator.source == COUNT_SPELLS)
        return (split == PEOPLE_CHILDREN || split == PEOPLE_SINGLE) &&
               is_spell_shown(indicator->numerator.spells, spot->span);
    if (spot->span->period == DI_MONTH)
        return indicator->has_months && spot->region == 0 && split <= PEOPLE_ADULTS;
    if (split == PEOPLE_CHILDREN)
        return true;
    if (split == PEOPLE_ADULTS)
        return indicator->has_adults;
    return indicator->has_people && has_group(indicator, spot->people) &&
           cuts(pass, indicator, spot->people) &&
           (spot->slot == 0 || pass->order.dims->full_splits);
}

/* Groups of spells are numbered as the rows of single groups are ordered. */
static uint32_t group_of(const struct pass *pass, const struct people *people)
{
    uint32_t group = 0;
    for (const struct people *p = pass->people; p <= people; p++)
        group += p->split == PEOPLE_SINGLE;
    return people->split == PEOPLE_SINGLE ? group : 0;
}

static void fill_values(struct pass *pass, const struct evaluation *evaluation,
                        const struct spot *spot)
{
    const struct count *count = &evaluation->indicator->numerator;
    if (count->source != COUNT_SPELLS)
        for (uint32_t i = 0; i < pass->set->count; i++)
            pass->values[i] = value_of(pass, evaluation, i, spot);
    else if (spell_measure_is_quarterly(count->spells))
        spell_table_quarters(&pass->spells, count->spells, group_of(pass, spot->people),
                             spot->region, spot->span->first, spot->span->last, pass->values);
    else
        spell_table_year(&pass->spells, count->spells, group_of(pass, spot->people),
                         spot->region, spot->span->ordinal, pass->values);
}

/* An event's time that was not reached stands as infinite until its summary is made. */
static void summarise(struct pass *pass, const struct indicator *indicator,
                      struct di_summary *summary_out)
{
    const uint32_t n = pass->set->count;
    if (indicator->numerator.source != COUNT_SPELLS ||
        !spell_measure_is_event_time(indicator->numerator.spells)) {
        di_summary_compute(pass->values, n, pass->scratch, summary_out);
        return;
    }
    di_summary_compute_times(pass->values, n, pass->scratch, summary_out);
    for (uint32_t i = 0; i < n; i++)
        if (isinf(pass->values[i]))
            pass->values[i] = (double)NAN;
}

static struct row_place place_of(const struct pass *pass, const struct evaluation *evaluation,
                                 uint32_t index, const struct spot *spot)
{
    const struct span *span = spot->span;
    return (struct row_place){
        .indicator = index,
        .period = span->period,
        .span = span->ordinal,
        .days = span->last_day - span->first_day + 1,
        .region = spot->region,
        .setting =
            spot->slot == 0
                ? 0
                : pass->order.setting_rank[evaluation->slots[0].settings[spot->slot - 1]] + 1,
        .people_index = (uint32_t)(spot->people - pass->people),
        .people = spot->people};
}

static double mean_of(const double *values, uint32_t count)
{
    double sum = 0.0;
    uint32_t defined = 0;
    for (uint32_t i = 0; i < count; i++)
        if (!isnan(values[i])) {
            sum += values[i];
            defined++;
        }
    return defined == 0 ? (double)NAN : sum / defined;
}

static void emit_terms(struct pass *pass, const struct evaluation *evaluation, uint32_t index,
                       const struct spot *spot)
{
    const struct row_place place = place_of(pass, evaluation, index, spot);
    for (uint32_t term = 0; term < TERMS; term++) {
        const struct count *count = indicator_term(evaluation->indicator, term);
        if (count->source == COUNT_NOTHING)
            continue;
        if (count->source == COUNT_SPELLS)
            fill_values(pass, evaluation, spot);
        else
            for (uint32_t i = 0; i < pass->set->count; i++)
                pass->values[i] = term_value(pass, evaluation, term, i, spot);
        pass->visit_term(pass->context, &place, term, mean_of(pass->values, pass->set->count));
    }
}

/* As if no replication had a value. */
static void withhold(struct pass *pass, struct di_row *row)
{
    for (uint32_t i = 0; i < pass->set->count; i++)
        pass->values[i] = (double)NAN;
    di_summary_compute(pass->values, pass->set->count, pass->scratch, &row->summary);
}

static enum di_status emit(struct pass *pass, const struct evaluation *evaluation,
                           uint32_t index, const struct spot *spot, struct di_error *error)
{
    const struct di_model *model = pass->model;
    fill_values(pass, evaluation, spot);
    struct di_row row = {
        .indicator = index,
        .period = spot->span->period,
        .first_civil_day = model->start_civil_day + spot->span->first_day,
        .last_civil_day = model->start_civil_day + spot->span->last_day,
        .region = spot->region == 0
                      ? "all"
                      : model->regions[pass->order.region_at[spot->region - 1]].name.id,
        .setting = spot->slot == 0
                       ? "all"
                       : model->settings[evaluation->slots[0].settings[spot->slot - 1]].name.id,
        .population = people_population(evaluation->indicator, spot->people),
        .age_band = spot->people->age_band,
        .sex = spot->people->sex,
        .disability = spot->people->disability,
        .values = pass->values,
        .replications = pass->set->count,
    };
    summarise(pass, evaluation->indicator, &row.summary);
    if (pass->expected != NULL) /* a number without spread */
        row.summary.p05 = row.summary.p25 = row.summary.p50 = row.summary.p75 =
            row.summary.p95 = (double)NAN;
    if (pass->suppression != NULL) {
        const struct row_place place = place_of(pass, evaluation, index, spot);
        const enum row_verdict verdict =
            suppression_row(pass->suppression, &place, row.summary.mean);
        if (verdict == ROW_LEFT_OUT)
            return DI_OK;
        if (verdict == ROW_WITHHELD)
            withhold(pass, &row);
    }
    return pass->visit(pass->context, &row, error);
}

static enum di_status emit_indicator(struct pass *pass, const struct evaluation *evaluation,
                                     uint32_t index, struct di_error *error)
{
    const struct indicator *indicator = evaluation->indicator;
    const uint32_t slots = indicator->has_settings ? evaluation->slots[0].count : 0;
    struct spot spot;
    for (spot.region = 0; spot.region <= pass->model->region_count; spot.region++)
        for (spot.slot = 0; spot.slot <= slots; spot.slot++)
            for (uint32_t p = 0; p < pass->people_count; p++)
                for (uint32_t s = 0; s < pass->span_count; s++) {
                    spot.people = &pass->people[p];
                    spot.span = &pass->spans[s];
                    if (!is_shown(pass, indicator, &spot))
                        continue;
                    if (pass->visit_term != NULL) {
                        emit_terms(pass, evaluation, index, &spot);
                        continue;
                    }
                    const enum di_status status = emit(pass, evaluation, index, &spot, error);
                    if (status != DI_OK)
                        return status;
                }
    return DI_OK;
}

/* K20 needs a justice strand, K8 an age band that ends at 3; money needs a plan of costs, waits
 * and returns somebody who waits or returns, plans workers who make them, refused first places
 * shares of them. */
/* What expected numbers can tell: stocks, times and moves of settings, without places, waits,
 * workers and money; the strand of justice and moves inside a setting are not computed. */
static bool is_expected(const struct count *count)
{
    switch (count->source) {
    case COUNT_STOCK_END:
    case COUNT_STOCK_START:
    case COUNT_CHILD_YEARS:
        return (count->people == COUNT_EVERYONE || count->people == COUNT_ALL_AGES) &&
               (count->at.any & PLACE_DETENTION) == 0;
    case COUNT_ARRIVALS:
    case COUNT_DEPARTURES:
        return !count->only_unplanned && (count->at.any & count->other.any & PLACE_CARE) == 0 &&
               (count->at.any & (PLACE_DETENTION | PLACE_DIVERSION)) == 0 &&
               (count->other.none != 0 || (count->other.any & PLACE_RESIDENTIAL) == 0);
    case COUNT_NOTHING:
    case COUNT_POPULATION_END:
    case COUNT_POPULATION_MIDDLE:
        return true;
    case COUNT_TALLY:
    case COUNT_TALLY_END:
    case COUNT_PLACES:
    case COUNT_IDLE:
    case COUNT_SPELLS:
    case COUNT_WORK:
    case COUNT_MARK:
    case COUNT_POPULATION_14_17:
    case COUNT_BUDGET_GAP:
    case COUNT_COST:
        break;
    }
    return false;
}

static bool is_all_expected(const struct indicator *indicator)
{
    bool is_all = indicator->over == NULL;
    for (uint32_t term = 0; term < TERMS; term++)
        is_all = is_all && is_expected(indicator_term(indicator, term));
    return is_all;
}

static bool has_resting_families(const struct di_model *model)
{
    for (uint32_t c = 0; c < model->carers_count; c++)
        if (model->carers[c].rest != NULL)
            return true;
    return false;
}

static bool is_countable(const struct pass *pass, const struct indicator *indicator)
{
    if (pass->expected != NULL && !is_all_expected(indicator))
        return false;
    if ((indicator->numerator.at.any & (PLACE_DETENTION | PLACE_DIVERSION)) != 0 &&
        indicator->numerator.at.any != PLACE_ANY && pass->model->justice == NULL)
        return false;
    if (indicator->numerator.source == COUNT_MARK &&
        indicator->numerator.mark >= DI_MARK_STOCKS_FROM &&
        pass->model->staffing.role_count == 0)
        return false;
    if (indicator->numerator.source == COUNT_PLACES &&
        indicator->numerator.place == DI_PLACE_RESTING && !has_resting_families(pass->model))
        return false;
    if (indicator->numerator.source == COUNT_TALLY &&
        indicator->numerator.tally == DI_TALLY_FIRST_PLACE_REFUSED &&
        pass->model->entries.first_shares == NULL)
        return false;
    if (is_money(&indicator->numerator) && pass->order.costs.book == NULL)
        return false;
    if (indicator->numerator.source == COUNT_SPELLS)
        return spell_table_has(&pass->spells, indicator->numerator.spells);
    return people_restriction(pass->model, pass->order.dims, indicator->numerator.people) != 0;
}

static enum di_status pass_indicator(struct pass *pass, uint32_t index, struct di_error *error)
{
    const struct indicator *indicator = indicator_at(index);
    if (!is_countable(pass, indicator))
        return DI_OK;
    struct evaluation evaluation, over = {0};
    enum di_status status = evaluation_begin(&evaluation, pass, indicator);
    if (status == DI_OK && indicator->over != NULL) {
        status =
            evaluation_begin(&over, pass, indicator_at(di_indicator_find(indicator->over)));
        evaluation.over = &over;
    }
    status = status == DI_OK ? emit_indicator(pass, &evaluation, index, error)
                             : di_fail_memory(error);
    evaluation_finish(&evaluation, pass->set->count);
    evaluation_finish(&over, pass->set->count);
    return status;
}

static void add_span(struct pass *pass, enum di_period period, uint32_t ordinal, uint32_t first,
                     uint32_t last, int32_t first_day, int32_t next_day)
{
    pass->spans[pass->span_count++] =
        (struct span){period, ordinal, first, last, first_day, next_day - 1};
}

static enum di_status list_spans(struct pass *pass)
{
    const struct di_model *model = pass->model;
    const uint32_t quarters = di_model_quarters(model), months = di_model_months(model);
    pass->spans = calloc((size_t)2 * quarters + months, sizeof *pass->spans);
    if (pass->spans == NULL)
        return DI_ERR_MEMORY;
    uint32_t year = 0;
    for (uint32_t first = 0, next; first < quarters; first = next) {
        next = di_result_next_year(model, first);
        add_span(pass, DI_YEAR, year++, first, next - 1,
                 di_result_quarter_first_day(model, first),
                 di_result_quarter_first_day(model, next));
    }
    for (uint32_t q = 0; q < quarters; q++)
        add_span(pass, DI_QUARTER, q, q, q, di_result_quarter_first_day(model, q),
                 di_result_quarter_first_day(model, q + 1));
    for (uint32_t m = 0; m < months; m++)
        add_span(pass, DI_MONTH, m, m, m, di_result_month_first_day(model, m),
                 di_result_month_first_day(model, m + 1));
    return DI_OK;
}

bool di_row_is_default(const struct di_row *row)
{
    return strcmp(row->population, "18_plus") != 0 && strcmp(row->age_band, "all") == 0 &&
           strcmp(row->sex, "all") == 0 && strcmp(row->disability, "all") == 0;
}

static enum di_status run_pass(struct pass *with, struct di_error *error)
{
    struct pass pass = *with;
    const struct di_model *model = pass.model;
    const struct di_replication_set *set = pass.set;
    pass.values = calloc((size_t)set->count * 2, sizeof *pass.values);
    enum di_status status = pass.values == NULL ? di_fail_memory(error) : DI_OK;
    if (status == DI_OK &&
        (panel_order_create(&pass.order, model, &set->results[0]->dims) != DI_OK ||
         cost_sheet_create(model, set, &pass.order.costs) != DI_OK ||
         list_spans(&pass) != DI_OK ||
         spell_table_create(&pass.spells, &pass.order, set) != DI_OK))
        status = di_fail_memory(error);
    if (status == DI_OK) {
        pass.scratch = pass.values + set->count;
        pass.people_count = people_list(model, pass.order.dims, pass.people);
    }
    for (uint32_t i = 0; status == DI_OK && i < di_indicator_count(); i++)
        status = pass_indicator(&pass, i, error);
    spell_table_destroy(&pass.spells);
    panel_order_destroy(&pass.order);
    free(pass.spans);
    free(pass.values);
    return status;
}

enum di_status indicator_terms(const struct di_model *model,
                               const struct di_replication_set *set, term_visit visit,
                               void *context, struct di_error *error)
{
    struct pass pass = {.model = model, .set = set, .visit_term = visit, .context = context};
    return run_pass(&pass, error);
}

enum di_status indicator_rows_visit(const struct di_model *model,
                                    const struct di_replication_set *set,
                                    const struct suppression *suppression, di_row_visit visit,
                                    void *context, struct di_error *error)
{
    struct pass pass = {.model = model,
                        .set = set,
                        .suppression = suppression,
                        .visit = visit,
                        .context = context};
    return run_pass(&pass, error);
}

enum di_status indicator_rows_expected(const struct di_model *model,
                                       const struct di_replication_set *one,
                                       const struct di_cohort *expected, di_row_visit visit,
                                       void *context, struct di_error *error)
{
    struct pass pass = {
        .model = model, .set = one, .expected = expected, .visit = visit, .context = context};
    return run_pass(&pass, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Per replication: spells in order of their length, dealt out to (region, year) and (all, year)
 * so that each hand is sorted too. One buffer serves all hands of a replication.
 */
#include "spell_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/survival.h"

#define MINUTES_PER_DAY 1440.0

enum {
    LIMIT_AFTER_DECISION = 90, /* MODEL 13.8, days */
    LIMIT_AFTER_REQUEST = 180,
    LATE_AFTER = 90 /* K15, days from the decision */
};

/* What one dealing out is of. */
enum deal { DEAL_WAIT, DEAL_DECISION, DEAL_PLACE, DEAL_RETURN, DEALS };

struct dealing {
    struct spell_table *table;
    const uint32_t *rank; /* [regions] place of a region in the file's order */
    const struct di_result *result;
    uint32_t replication;
    struct di_duration *durations; /* [spells], hands one after the other */
    uint32_t *order;               /* [spells] by length */
    uint32_t *scratch;             /* [spells] */
    uint32_t *hand;                /* [spells] of each spell, or UINT32_MAX */
    uint32_t *first;               /* [hands + 1] */
};

bool spell_measure_is_quarterly(enum spell_measure measure)
{
    return measure >= SPELL_COHORT_MEASURES;
}

bool spell_measure_is_of_start(enum spell_measure measure)
{
    return measure == SPELL_START_REQUESTS || measure == SPELL_START_WAIT_P50 ||
           measure == SPELL_START_WAIT_P90;
}

bool spell_measure_is_event_time(enum spell_measure measure)
{
    switch (measure) {
    case SPELL_WAIT_P50:
    case SPELL_WAIT_P90:
    case SPELL_DECISION_P50:
    case SPELL_DECISION_P90:
    case SPELL_PLACE_P50:
    case SPELL_PLACE_P90:
    case SPELL_START_WAIT_P50:
    case SPELL_START_WAIT_P90:
        return true;
    case SPELL_REQUESTS:
    case SPELL_PLACED_90D:
    case SPELL_PLACED_IN_LIMITS:
    case SPELL_RETURNS:
    case SPELL_REENTRY_1Y:
    case SPELL_REENTRY_5Y:
    case SPELL_START_REQUESTS:
    case SPELL_STILL_WAITING:
    case SPELL_LATE_DAYS:
    case SPELL_MEASURES:
        break;
    }
    return false;
}

static double *cohort_at(const struct spell_table *table, enum spell_measure measure,
                         uint32_t region, uint32_t year)
{
    return table->cohort +
           (((size_t)measure * (table->regions + 1) + region) * table->years + year) *
               table->replications;
}

static double *quarterly_at(const struct spell_table *table, enum spell_measure measure,
                            uint32_t region, uint32_t quarter)
{
    return table->quarterly +
           (((size_t)(measure - SPELL_COHORT_MEASURES) * (table->regions + 1) + region) *
                table->quarters +
            quarter) *
               table->replications;
}

bool spell_table_has(const struct spell_table *table, enum spell_measure measure)
{
    const bool is_return =
        measure == SPELL_RETURNS || measure == SPELL_REENTRY_1Y || measure == SPELL_REENTRY_5Y;
    return is_return ? table->has_returns : table->has_waits;
}

void spell_table_year(const struct spell_table *table, enum spell_measure measure,
                      uint32_t region, uint32_t year, double *values_out)
{
    memcpy(values_out, cohort_at(table, measure, region, year),
           table->replications * sizeof *values_out);
}

void spell_table_quarters(const struct spell_table *table, enum spell_measure measure,
                          uint32_t region, uint32_t first, uint32_t last, double *values_out)
{
    if (measure == SPELL_STILL_WAITING)
        first = last; /* a stock */
    for (uint32_t i = 0; i < table->replications; i++) {
        values_out[i] = 0.0;
        for (uint32_t q = first; q <= last; q++)
            values_out[i] += quarterly_at(table, measure, region, q)[i];
        if (measure == SPELL_LATE_DAYS)
            values_out[i] /= MINUTES_PER_DAY;
    }
}

/* ---- dealing out ---- */

/* How long a spell counts in a deal, in minutes; UINT32_MAX: not at all. */
static uint32_t length_of(const struct di_spell *spell, enum deal deal)
{
    if ((spell->kind == DI_SPELL_HOME) != (deal == DEAL_RETURN))
        return UINT32_MAX;
    if (deal == DEAL_DECISION)
        return spell->decided != DI_SPELL_UNDECIDED ? spell->decided : spell->lasts;
    if (deal == DEAL_PLACE)
        return spell->decided != DI_SPELL_UNDECIDED ? spell->lasts - spell->decided
                                                    : UINT32_MAX;
    return spell->lasts;
}

static enum di_ending ending_of(const struct di_spell *spell, enum deal deal)
{
    static const enum di_ending endings[] = {[DI_SPELL_OPEN] = DI_ENDING_CENSORED,
                                             [DI_SPELL_EVENT] = DI_ENDING_EVENT,
                                             [DI_SPELL_OTHER] = DI_ENDING_COMPETING};
    if (deal == DEAL_DECISION && spell->decided != DI_SPELL_UNDECIDED)
        return DI_ENDING_EVENT;
    return endings[spell->end];
}

/* Least significant digit first; equal lengths keep their order, which nobody sees. */
static void sort_by_length(struct dealing *dealing, enum deal deal)
{
    enum { DIGIT = 11, BINS = 1 << DIGIT };
    const uint32_t count = dealing->result->spell_count;
    uint32_t *from = dealing->order;
    uint32_t *to = dealing->scratch;
    for (uint32_t i = 0; i < count; i++)
        from[i] = i;
    for (uint32_t shift = 0; shift < 33; shift += DIGIT) {
        uint32_t place[BINS + 1] = {0};
        for (uint32_t i = 0; i < count; i++)
            place[(length_of(&dealing->result->spells[i], deal) >> shift & (BINS - 1)) + 1]++;
        for (uint32_t bin = 0; bin < BINS; bin++)
            place[bin + 1] += place[bin];
        for (uint32_t i = 0; i < count; i++)
            to[place[length_of(&dealing->result->spells[from[i]], deal) >> shift &
                     (BINS - 1)]++] = from[i];
        uint32_t *const swap = from;
        from = to;
        to = swap;
    }
    if (from != dealing->order)
        memcpy(dealing->order, from, count * sizeof *from);
}

/* Hands: [region][year + 1], the last "year" for those there at the start. */
static uint32_t hand_of(const struct dealing *dealing, const struct di_spell *spell)
{
    const struct spell_table *table = dealing->table;
    const uint32_t stride = table->years + 1;
    uint32_t year = table->years;
    if (spell->from > 0 || spell->kind == DI_SPELL_HOME) {
        const int32_t day = (int32_t)(spell->from / (uint32_t)MINUTES_PER_DAY);
        year = 0;
        while (year + 1 < table->years && table->year_first[year + 1] <= day)
            year++;
    }
    return dealing->rank[spell->region] * stride + year;
}

/* `total`: all regions in one. */
static void deal_out(struct dealing *dealing, enum deal deal, bool total)
{
    const struct di_result *result = dealing->result;
    const uint32_t stride = dealing->table->years + 1;
    const uint32_t hands = (total ? 1 : dealing->table->regions) * stride;
    memset(dealing->first, 0, (hands + 1) * sizeof *dealing->first);
    for (uint32_t i = 0; i < result->spell_count; i++) {
        dealing->hand[i] = UINT32_MAX;
        if (length_of(&result->spells[i], deal) == UINT32_MAX)
            continue;
        const uint32_t hand = hand_of(dealing, &result->spells[i]);
        dealing->hand[i] = total ? hand % stride : hand;
        dealing->first[dealing->hand[i] + 1]++;
    }
    for (uint32_t hand = 0; hand < hands; hand++)
        dealing->first[hand + 1] += dealing->first[hand];
    for (uint32_t k = 0; k < result->spell_count; k++) {
        const uint32_t i = dealing->order[k];
        if (dealing->hand[i] == UINT32_MAX)
            continue;
        const struct di_spell *spell = &result->spells[i];
        dealing->durations[dealing->first[dealing->hand[i]]++] = (struct di_duration){
            (double)length_of(spell, deal) / MINUTES_PER_DAY, ending_of(spell, deal)};
    }
    for (uint32_t hand = hands; hand > 0; hand--) /* the ends have become the starts */
        dealing->first[hand] = dealing->first[hand - 1];
    dealing->first[0] = 0;
}

static void set(struct dealing *dealing, enum spell_measure measure, uint32_t region,
                uint32_t year, double value)
{
    cohort_at(dealing->table, measure, region, year)[dealing->replication] = value;
}

static void measure_start(struct dealing *dealing, uint32_t region,
                          const struct di_duration *hand, size_t count)
{
    set(dealing, SPELL_START_REQUESTS, region, 0, (double)count);
    set(dealing, SPELL_START_WAIT_P50, region, 0, di_survival_quantile(hand, count, 0.5));
    set(dealing, SPELL_START_WAIT_P90, region, 0, di_survival_quantile(hand, count, 0.9));
}

static void measure_year(struct dealing *dealing, enum deal deal, uint32_t region,
                         uint32_t year, const struct di_duration *hand, size_t count)
{
    switch (deal) {
    case DEAL_WAIT:
        set(dealing, SPELL_REQUESTS, region, year, (double)count);
        set(dealing, SPELL_WAIT_P50, region, year, di_survival_quantile(hand, count, 0.5));
        set(dealing, SPELL_WAIT_P90, region, year, di_survival_quantile(hand, count, 0.9));
        set(dealing, SPELL_PLACED_90D, region, year, di_survival_incidence(hand, count, 90));
        break;
    case DEAL_DECISION:
        set(dealing, SPELL_DECISION_P50, region, year, di_survival_quantile(hand, count, 0.5));
        set(dealing, SPELL_DECISION_P90, region, year, di_survival_quantile(hand, count, 0.9));
        break;
    case DEAL_PLACE:
        set(dealing, SPELL_PLACE_P50, region, year, di_survival_quantile(hand, count, 0.5));
        set(dealing, SPELL_PLACE_P90, region, year, di_survival_quantile(hand, count, 0.9));
        break;
    case DEAL_RETURN:
        set(dealing, SPELL_RETURNS, region, year, (double)count);
        set(dealing, SPELL_REENTRY_1Y, region, year,
            di_survival_incidence(hand, count, DI_DAYS_PER_YEAR));
        set(dealing, SPELL_REENTRY_5Y, region, year,
            di_survival_incidence(hand, count, 5 * DI_DAYS_PER_YEAR));
        break;
    case DEALS:
        break;
    }
}

static void measure_hands(struct dealing *dealing, enum deal deal, bool total)
{
    const uint32_t stride = dealing->table->years + 1;
    const uint32_t regions = total ? 1 : dealing->table->regions;
    deal_out(dealing, deal, total);
    for (uint32_t r = 0; r < regions; r++)
        for (uint32_t year = 0; year < stride; year++) {
            const uint32_t first = dealing->first[r * stride + year];
            const struct di_duration *hand = dealing->durations + first;
            const size_t count = dealing->first[r * stride + year + 1] - first;
            const uint32_t region = total ? 0 : r + 1;
            if (year < dealing->table->years)
                measure_year(dealing, deal, region, year, hand, count);
            else if (deal == DEAL_WAIT)
                measure_start(dealing, region, hand, count);
        }
}

/* ---- limits, late days ---- */

/* MODEL 13.8: 1 in time, 0 late, -1 neither (ended otherwise before its limit, or too near the
 * horizon to tell). */
static int in_limits(const struct spell_table *table, const struct di_spell *spell)
{
    const double day = (double)spell->from / MINUTES_PER_DAY;
    const double lasts = (double)spell->lasts / MINUTES_PER_DAY;
    const double limit =
        spell->decided == DI_SPELL_UNDECIDED
            ? LIMIT_AFTER_REQUEST
            : fmin(LIMIT_AFTER_REQUEST,
                   (double)spell->decided / MINUTES_PER_DAY + LIMIT_AFTER_DECISION);
    if (day + LIMIT_AFTER_REQUEST > (double)table->model->horizon_days)
        return -1;
    if (lasts > limit)
        return 0;
    return spell->end == DI_SPELL_EVENT ? 1 : -1;
}

static void measure_limits(struct dealing *dealing, uint32_t *in_time, uint32_t *asked)
{
    struct spell_table *table = dealing->table;
    const size_t cells = (size_t)(table->regions + 1) * table->years;
    memset(in_time, 0, cells * sizeof *in_time);
    memset(asked, 0, cells * sizeof *asked);
    for (uint32_t i = 0; i < dealing->result->spell_count; i++) {
        const struct di_spell *spell = &dealing->result->spells[i];
        const uint32_t hand = hand_of(dealing, spell);
        const uint32_t year = hand % (table->years + 1);
        const int answer =
            spell->kind == DI_SPELL_WAIT && year < table->years ? in_limits(table, spell) : -1;
        if (answer < 0)
            continue;
        const size_t region = hand / (table->years + 1) + 1;
        const size_t at[2] = {year, region * table->years + year};
        for (uint32_t k = 0; k < 2; k++) {
            asked[at[k]]++;
            in_time[at[k]] += (uint32_t)answer;
        }
    }
    for (uint32_t region = 0; region <= table->regions; region++)
        for (uint32_t year = 0; year < table->years; year++) {
            const size_t at = (size_t)region * table->years + year;
            set(dealing, SPELL_PLACED_IN_LIMITS, region, year,
                asked[at] > 0 ? (double)in_time[at] / asked[at] : (double)NAN);
        }
}

static void add(struct dealing *dealing, enum spell_measure measure, uint32_t region,
                uint32_t quarter, double value)
{
    quarterly_at(dealing->table, measure, 0, quarter)[dealing->replication] += value;
    quarterly_at(dealing->table, measure, region, quarter)[dealing->replication] += value;
}

/* In whole minutes, whose sums are exact: the order of spells is not that of another run. */
static void add_quarters(struct dealing *dealing, const struct di_spell *spell)
{
    const struct spell_table *table = dealing->table;
    const double from = spell->from;
    const double until = from + spell->lasts;
    const double late = spell->decided == DI_SPELL_UNDECIDED
                            ? HUGE_VAL
                            : from + spell->decided + LATE_AFTER * MINUTES_PER_DAY;
    const uint32_t region = dealing->rank[spell->region] + 1;
    for (uint32_t q = 0; q < table->quarters; q++) {
        const double first = di_result_quarter_first_day(table->model, q) * MINUTES_PER_DAY;
        const double end = di_result_quarter_first_day(table->model, q + 1) * MINUTES_PER_DAY;
        if (from >= end)
            continue;
        if (until < first)
            return;
        if (until >= end || spell->end == DI_SPELL_OPEN)
            add(dealing, SPELL_STILL_WAITING, region, q, 1.0);
        const double minutes = fmin(until, end) - fmax(late, first);
        if (minutes > 0)
            add(dealing, SPELL_LATE_DAYS, region, q, minutes);
    }
}

/* ---- the whole table ---- */

static void measure_replication(struct dealing *dealing, uint32_t *in_time, uint32_t *asked)
{
    for (uint32_t deal = 0; deal < DEALS; deal++) {
        sort_by_length(dealing, (enum deal)deal);
        measure_hands(dealing, (enum deal)deal, true);
        measure_hands(dealing, (enum deal)deal, false);
    }
    measure_limits(dealing, in_time, asked);
    for (uint32_t i = 0; i < dealing->result->spell_count; i++)
        if (dealing->result->spells[i].kind == DI_SPELL_WAIT)
            add_quarters(dealing, &dealing->result->spells[i]);
}

static uint32_t list_years(const struct di_model *model, int32_t *first_out)
{
    const uint32_t quarters = di_model_quarters(model);
    uint32_t years = 0;
    int32_t last = INT32_MIN;
    for (uint32_t q = 0; q < quarters; q++) {
        const int32_t day = di_result_quarter_first_day(model, q);
        int32_t year, month, day_of_month;
        di_date_to_civil(model->start_civil_day + day, &year, &month, &day_of_month);
        if (year != last)
            first_out[years++] = day;
        last = year;
    }
    return years;
}

static enum di_status allocate(struct spell_table *table)
{
    const size_t regions = (size_t)table->regions + 1;
    table->year_first = calloc((size_t)table->quarters + 1, sizeof *table->year_first);
    if (table->year_first == NULL)
        return DI_ERR_MEMORY;
    table->years = list_years(table->model, table->year_first);
    table->cohort = calloc(SPELL_COHORT_MEASURES * regions * table->years * table->replications,
                           sizeof *table->cohort);
    table->quarterly = calloc((SPELL_MEASURES - SPELL_COHORT_MEASURES) * regions *
                                  table->quarters * table->replications,
                              sizeof *table->quarterly);
    return table->cohort == NULL || table->quarterly == NULL ? DI_ERR_MEMORY : DI_OK;
}

static enum di_status fill(struct spell_table *table, const struct panel_order *order,
                           const struct di_replication_set *set, uint32_t most)
{
    const size_t cells = (size_t)(table->regions + 1) * (table->years + 1) + 1;
    struct di_duration *durations = calloc((size_t)most + 1, sizeof *durations);
    uint32_t *numbers = calloc(3 * ((size_t)most + 1) + 3 * cells, sizeof *numbers);
    const bool ready = durations != NULL && numbers != NULL;
    for (uint32_t i = 0; ready && i < set->count; i++) {
        struct dealing dealing = {.table = table,
                                  .rank = order->region_rank,
                                  .result = set->results[i],
                                  .replication = i,
                                  .durations = durations,
                                  .order = numbers,
                                  .scratch = numbers + most + 1,
                                  .hand = numbers + 2 * ((size_t)most + 1),
                                  .first = numbers + 3 * ((size_t)most + 1)};
        measure_replication(&dealing, dealing.first + cells, dealing.first + 2 * cells);
    }
    free(durations);
    free(numbers);
    return ready ? DI_OK : DI_ERR_MEMORY;
}

enum di_status spell_table_create(struct spell_table *table, const struct panel_order *order,
                                  const struct di_replication_set *set)
{
    *table = (struct spell_table){.model = order->model,
                                  .regions = order->dims->regions,
                                  .quarters = order->dims->quarters,
                                  .replications = set->count};
    uint32_t most = 0;
    for (uint32_t i = 0; i < set->count; i++) {
        const struct di_result *result = set->results[i];
        most = result->spell_count > most ? result->spell_count : most;
        for (uint32_t k = 0; k < result->spell_count; k++)
            *(result->spells[k].kind == DI_SPELL_WAIT ? &table->has_waits
                                                      : &table->has_returns) = true;
    }
    if (most == 0)
        return DI_OK;
    const enum di_status status = allocate(table);
    return status == DI_OK ? fill(table, order, set, most) : status;
}

void spell_table_destroy(struct spell_table *table)
{
    free(table->year_first);
    free(table->cohort);
    free(table->quarterly);
}

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

/* What the hands of one dealing out are split by. */
enum spell_split { SPLIT_NONE, SPLIT_DISABILITY, SPLIT_SEX, SPLIT_AGE, SPELL_SPLITS };

struct dealing {
    struct spell_table *table;
    uint32_t first_group, group_count; /* of the split */
    enum spell_split split;
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

bool spell_measure_is_of_returns(enum spell_measure measure)
{
    return measure >= SPELL_RETURNS && measure <= SPELL_REENTRY_5Y;
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

enum spell_measure spell_measure_base(enum spell_measure measure)
{
    if (measure >= SPELL_COHORT_MEASURES)
        return measure;
    if (spell_measure_is_of_start(measure))
        return SPELL_START_REQUESTS;
    return spell_measure_is_of_returns(measure) ? SPELL_RETURNS : SPELL_REQUESTS;
}

bool spell_measure_is_count(enum spell_measure measure)
{
    return spell_measure_base(measure) == measure;
}

static double *cohort_at(const struct spell_table *table, enum spell_measure measure,
                         uint32_t group, uint32_t region, uint32_t year)
{
    const size_t row =
        ((size_t)measure * table->groups + group) * (table->regions + 1) + region;
    return table->cohort + (row * table->years + year) * table->replications;
}

static double *quarterly_at(const struct spell_table *table, enum spell_measure measure,
                            uint32_t group, uint32_t region, uint32_t quarter)
{
    const size_t row = ((size_t)(measure - SPELL_COHORT_MEASURES) * table->groups + group) *
                           (table->regions + 1) +
                       region;
    return table->quarterly + (row * table->quarters + quarter) * table->replications;
}

bool spell_table_has(const struct spell_table *table, enum spell_measure measure)
{
    const bool is_return =
        measure == SPELL_RETURNS || measure == SPELL_REENTRY_1Y || measure == SPELL_REENTRY_5Y;
    return is_return ? table->has_returns : table->has_waits;
}

void spell_table_year(const struct spell_table *table, enum spell_measure measure,
                      uint32_t group, uint32_t region, uint32_t year, double *values_out)
{
    memcpy(values_out, cohort_at(table, measure, group, region, year),
           table->replications * sizeof *values_out);
}

void spell_table_quarters(const struct spell_table *table, enum spell_measure measure,
                          uint32_t group, uint32_t region, uint32_t first, uint32_t last,
                          double *values_out)
{
    if (measure == SPELL_STILL_WAITING)
        first = last; /* a stock */
    for (uint32_t i = 0; i < table->replications; i++) {
        values_out[i] = 0.0;
        for (uint32_t q = first; q <= last; q++)
            values_out[i] += quarterly_at(table, measure, group, region, q)[i];
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

/* A placement before the decision (the entry ladder found a family) is no decision: it competes
 * with it as every other end does. */
static enum di_ending ending_of(const struct di_spell *spell, enum deal deal)
{
    static const enum di_ending endings[] = {[DI_SPELL_OPEN] = DI_ENDING_CENSORED,
                                             [DI_SPELL_EVENT] = DI_ENDING_EVENT,
                                             [DI_SPELL_OTHER] = DI_ENDING_COMPETING};
    if (deal == DEAL_DECISION && spell->decided != DI_SPELL_UNDECIDED)
        return DI_ENDING_EVENT;
    if (deal == DEAL_DECISION && spell->end == DI_SPELL_EVENT)
        return DI_ENDING_COMPETING;
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

static uint32_t group_within(enum spell_split split, const struct di_spell *spell)
{
    switch (split) {
    case SPLIT_DISABILITY:
        return spell->disability;
    case SPLIT_SEX:
        return spell->sex;
    case SPLIT_AGE:
        return spell->age_band;
    case SPLIT_NONE:
    case SPELL_SPLITS:
        break;
    }
    return 0;
}

static bool is_child(const struct spell_table *table, const struct di_spell *spell)
{
    return (uint32_t)spell->age_band + 1 < table->model->age_band_count;
}

static void set_split(struct dealing *dealing, enum spell_split split)
{
    const uint32_t bands = dealing->table->model->age_band_count - 1;
    const uint32_t first[SPELL_SPLITS] = {0, 1, 1 + DI_DISABILITIES,
                                          1 + DI_DISABILITIES + DI_SEXES};
    const uint32_t count[SPELL_SPLITS] = {1, DI_DISABILITIES, DI_SEXES, bands};
    dealing->split = split;
    dealing->first_group = first[split];
    dealing->group_count = count[split];
}

/* The year a spell begins in; the one after the last for those there at the start. */
static uint32_t year_of_spell(const struct spell_table *table, const struct di_spell *spell)
{
    if (spell->from == 0 && spell->kind != DI_SPELL_HOME)
        return table->years;
    const int32_t day = (int32_t)(spell->from / (uint32_t)MINUTES_PER_DAY);
    uint32_t year = 0;
    while (year + 1 < table->years && table->year_first[year + 1] <= day)
        year++;
    return year;
}

/* Hands: [region][group][year + 1]; groups but the whole are of children. */
static uint32_t hand_of(const struct dealing *dealing, const struct di_spell *spell, bool total)
{
    const struct spell_table *table = dealing->table;
    const uint32_t group = group_within(dealing->split, spell);
    if (dealing->split != SPLIT_NONE && !is_child(table, spell))
        return UINT32_MAX;
    const uint32_t region = total ? 0 : dealing->rank[spell->region];
    return (region * dealing->group_count + group) * (table->years + 1) +
           year_of_spell(table, spell);
}

static uint32_t hand_count(const struct dealing *dealing, bool total)
{
    return (total ? 1 : dealing->table->regions) * dealing->group_count *
           (dealing->table->years + 1);
}

/* `total`: all regions in one. */
static void deal_out(struct dealing *dealing, enum deal deal, bool total)
{
    const struct di_result *result = dealing->result;
    const uint32_t hands = hand_count(dealing, total);
    memset(dealing->first, 0, (hands + 1) * sizeof *dealing->first);
    for (uint32_t i = 0; i < result->spell_count; i++) {
        dealing->hand[i] = UINT32_MAX;
        if (length_of(&result->spells[i], deal) == UINT32_MAX)
            continue;
        dealing->hand[i] = hand_of(dealing, &result->spells[i], total);
        if (dealing->hand[i] != UINT32_MAX)
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
            (double)length_of(spell, deal) / MINUTES_PER_DAY, ending_of(spell, deal),
            dealing->table->model->horizon_days - (double)spell->from / MINUTES_PER_DAY};
    }
    for (uint32_t hand = hands; hand > 0; hand--) /* the ends have become the starts */
        dealing->first[hand] = dealing->first[hand - 1];
    dealing->first[0] = 0;
}

/* Where a hand's measures go. */
struct hand_place {
    uint32_t group, region, year;
};

static void set(struct dealing *dealing, enum spell_measure measure,
                const struct hand_place *at, double value)
{
    cohort_at(dealing->table, measure, at->group, at->region, at->year)[dealing->replication] =
        value;
}

static void measure_start(struct dealing *dealing, const struct hand_place *at,
                          const struct di_duration *hand, size_t count)
{
    set(dealing, SPELL_START_REQUESTS, at, (double)count);
    set(dealing, SPELL_START_WAIT_P50, at, di_survival_quantile(hand, count, 0.5));
    set(dealing, SPELL_START_WAIT_P90, at, di_survival_quantile(hand, count, 0.9));
}

static void measure_year(struct dealing *dealing, enum deal deal, const struct hand_place *at,
                         const struct di_duration *hand, size_t count)
{
    switch (deal) {
    case DEAL_WAIT:
        set(dealing, SPELL_REQUESTS, at, (double)count);
        set(dealing, SPELL_WAIT_P50, at, di_survival_quantile(hand, count, 0.5));
        set(dealing, SPELL_WAIT_P90, at, di_survival_quantile(hand, count, 0.9));
        set(dealing, SPELL_PLACED_90D, at, di_survival_incidence(hand, count, 90));
        break;
    case DEAL_DECISION:
        set(dealing, SPELL_DECISION_P50, at, di_survival_quantile(hand, count, 0.5));
        set(dealing, SPELL_DECISION_P90, at, di_survival_quantile(hand, count, 0.9));
        break;
    case DEAL_PLACE:
        set(dealing, SPELL_PLACE_P50, at, di_survival_quantile(hand, count, 0.5));
        set(dealing, SPELL_PLACE_P90, at, di_survival_quantile(hand, count, 0.9));
        break;
    case DEAL_RETURN:
        set(dealing, SPELL_RETURNS, at, (double)count);
        set(dealing, SPELL_REENTRY_1Y, at,
            di_survival_incidence(hand, count, DI_DAYS_PER_YEAR));
        set(dealing, SPELL_REENTRY_5Y, at,
            di_survival_incidence(hand, count, 5 * DI_DAYS_PER_YEAR));
        break;
    case DEALS:
        break;
    }
}

static void measure_hands(struct dealing *dealing, enum deal deal, bool total)
{
    const uint32_t stride = dealing->table->years + 1;
    deal_out(dealing, deal, total);
    for (uint32_t h = 0; h < hand_count(dealing, total); h++) {
        const uint32_t region = h / stride / dealing->group_count;
        struct hand_place at = {.group =
                                    dealing->first_group + h / stride % dealing->group_count,
                                .region = total ? 0 : region + 1,
                                .year = h % stride};
        const struct di_duration *hand = dealing->durations + dealing->first[h];
        const size_t count = dealing->first[h + 1] - dealing->first[h];
        if (at.year < dealing->table->years) {
            measure_year(dealing, deal, &at, hand, count);
        } else if (deal == DEAL_WAIT) {
            at.year = 0;
            measure_start(dealing, &at, hand, count);
        }
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

/* in_time, asked: [regions + 1][groups of the split][years] */
static void measure_limits(struct dealing *dealing, uint32_t *in_time, uint32_t *asked)
{
    struct spell_table *table = dealing->table;
    const size_t stride = (size_t)dealing->group_count * table->years;
    memset(in_time, 0, (table->regions + 1) * stride * sizeof *in_time);
    memset(asked, 0, (table->regions + 1) * stride * sizeof *asked);
    for (uint32_t i = 0; i < dealing->result->spell_count; i++) {
        const struct di_spell *spell = &dealing->result->spells[i];
        const uint32_t year = year_of_spell(table, spell);
        if (spell->kind != DI_SPELL_WAIT || year == table->years ||
            hand_of(dealing, spell, true) == UINT32_MAX)
            continue;
        const int answer = in_limits(table, spell);
        const size_t within = (size_t)group_within(dealing->split, spell) * table->years + year;
        const size_t at[2] = {within, (dealing->rank[spell->region] + 1) * stride + within};
        for (uint32_t k = 0; answer >= 0 && k < 2; k++) {
            asked[at[k]]++;
            in_time[at[k]] += (uint32_t)answer;
        }
    }
    for (uint32_t k = 0; k < (table->regions + 1) * stride; k++) {
        const struct hand_place at = {.group = dealing->first_group +
                                               (uint32_t)(k % stride) / table->years,
                                      .region = (uint32_t)(k / stride),
                                      .year = k % table->years};
        set(dealing, SPELL_PLACED_IN_LIMITS, &at,
            asked[k] > 0 ? (double)in_time[k] / asked[k] : (double)NAN);
    }
}

/* To everybody, and to the groups a child is of. */
static void add(struct dealing *dealing, enum spell_measure measure,
                const struct di_spell *spell, uint32_t quarter, double value)
{
    const struct spell_table *table = dealing->table;
    const uint32_t region = dealing->rank[spell->region] + 1;
    for (int split = SPLIT_NONE; split < SPELL_SPLITS; split++) {
        set_split(dealing, (enum spell_split)split);
        if (split != SPLIT_NONE && !is_child(table, spell))
            continue;
        const uint32_t group = dealing->first_group + group_within(dealing->split, spell);
        quarterly_at(table, measure, group, 0, quarter)[dealing->replication] += value;
        quarterly_at(table, measure, group, region, quarter)[dealing->replication] += value;
    }
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
    for (uint32_t q = 0; q < table->quarters; q++) {
        const double first = table->quarter_first[q] * MINUTES_PER_DAY;
        const double end = table->quarter_first[q + 1] * MINUTES_PER_DAY;
        if (from >= end)
            continue;
        if (until < first)
            return;
        if (until >= end || spell->end == DI_SPELL_OPEN)
            add(dealing, SPELL_STILL_WAITING, spell, q, 1.0);
        const double minutes = fmin(until, end) - fmax(late, first);
        if (minutes > 0)
            add(dealing, SPELL_LATE_DAYS, spell, q, minutes);
    }
}

/* ---- the whole table ---- */

static void measure_replication(struct dealing *dealing, uint32_t *in_time, uint32_t *asked)
{
    for (uint32_t deal = 0; deal < DEALS; deal++) {
        sort_by_length(dealing, (enum deal)deal);
        for (int split = SPLIT_NONE; split < SPELL_SPLITS; split++) {
            set_split(dealing, (enum spell_split)split);
            measure_hands(dealing, (enum deal)deal, true);
            measure_hands(dealing, (enum deal)deal, false);
        }
    }
    for (int split = SPLIT_NONE; split < SPELL_SPLITS; split++) {
        set_split(dealing, (enum spell_split)split);
        measure_limits(dealing, in_time, asked);
    }
    for (uint32_t i = 0; i < dealing->result->spell_count; i++)
        if (dealing->result->spells[i].kind == DI_SPELL_WAIT)
            add_quarters(dealing, &dealing->result->spells[i]);
}

static uint32_t list_years(const struct di_model *model, int32_t *first_out)
{
    uint32_t years = 0;
    for (uint32_t q = 0; q < di_model_quarters(model); q = di_result_next_year(model, q))
        first_out[years++] = di_result_quarter_first_day(model, q);
    return years;
}

static enum di_status allocate(struct spell_table *table)
{
    const size_t rows = (size_t)table->groups * (table->regions + 1);
    table->year_first = calloc((size_t)table->quarters + 1, sizeof *table->year_first);
    table->quarter_first = calloc((size_t)table->quarters + 1, sizeof *table->quarter_first);
    if (table->year_first == NULL || table->quarter_first == NULL)
        return DI_ERR_MEMORY;
    for (uint32_t q = 0; q <= table->quarters; q++)
        table->quarter_first[q] = di_result_quarter_first_day(table->model, q);
    table->years = list_years(table->model, table->year_first);
    table->cohort = calloc(SPELL_COHORT_MEASURES * rows * table->years * table->replications,
                           sizeof *table->cohort);
    table->quarterly = calloc((SPELL_MEASURES - SPELL_COHORT_MEASURES) * rows *
                                  table->quarters * table->replications,
                              sizeof *table->quarterly);
    return table->cohort == NULL || table->quarterly == NULL ? DI_ERR_MEMORY : DI_OK;
}

static enum di_status fill(struct spell_table *table, const struct panel_order *order,
                           const struct di_replication_set *set, uint32_t most)
{
    const size_t cells = (size_t)(table->regions + 1) * table->groups * (table->years + 1) + 1;
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
                                  .replications = set->count,
                                  .groups = DI_DISABILITIES + DI_SEXES +
                                            order->dims->age_bands}; /* 18+: everybody */
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
    free(table->quarter_first);
    free(table->cohort);
    free(table->quarterly);
}

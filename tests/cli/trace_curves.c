/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace_curves.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/time.h"

#include "di_test.h"

/* What a row is of. "all": everybody. */
struct cohort {
    const char *region, *age_band, *sex, *disability;
    uint32_t replication;
    uint32_t year;       /* UINT32_MAX: those of the start */
    double first, after; /* minutes of the period */
    bool is_of_children; /* groups are */
};

struct ending {
    double time; /* days */
    enum told_end how;
};

struct sample {
    struct ending *endings;
    size_t count;
    double followed; /* days from the first beginning to the horizon */
};

static const double day_minutes = 1440;

static double horizon_days(const struct trace_spells *spells)
{
    return spells->results->last_civil_day + 1 - spells->results->start_civil_day;
}

static bool fits(const char *wanted, const char *value)
{
    return strcmp(wanted, "all") == 0 || strcmp(wanted, value) == 0;
}

static bool has_person(const struct cohort *cohort, const struct told_spell *spell)
{
    return spell->replication == cohort->replication && fits(cohort->region, spell->region) &&
           fits(cohort->age_band, spell->age_band) && fits(cohort->sex, spell->sex) &&
           fits(cohort->disability, spell->disability) &&
           !(cohort->is_of_children && strcmp(spell->age_band, "age_18_plus") == 0);
}

/* ---- samples ---- */

enum part { WHOLE_WAIT, TO_DECISION, FROM_DECISION, AT_HOME };

static bool is_of_part(const struct told_spell *spell, enum part part)
{
    return spell->is_return == (part == AT_HOME) &&
           (part != FROM_DECISION || spell->decided <= spell->until);
}

static struct ending ending_of(const struct told_spell *spell, enum part part)
{
    const double decided = spell->decided;
    if (part == TO_DECISION && decided <= spell->until)
        return (struct ending){(decided - spell->from) / day_minutes, TOLD_EVENT};
    if (part == TO_DECISION && spell->end == TOLD_EVENT) /* placed before it was decided */
        return (struct ending){(spell->until - spell->from) / day_minutes, TOLD_OTHER};
    const double from = part == FROM_DECISION ? decided : spell->from;
    return (struct ending){(spell->until - from) / day_minutes, spell->end};
}

static int by_time(const void *a, const void *b)
{
    const double left = ((const struct ending *)a)->time;
    const double right = ((const struct ending *)b)->time;
    return (left > right) - (left < right);
}

static struct sample draw(const struct trace_spells *spells, const struct cohort *cohort,
                          enum part part)
{
    struct sample sample = {.endings = calloc(spells->count + 1, sizeof(struct ending))};
    assert_non_null(sample.endings);
    for (size_t i = 0; i < spells->count; i++) {
        const struct told_spell *spell = &spells->spells[i];
        if (spell->year != cohort->year || !is_of_part(spell, part) ||
            !has_person(cohort, spell))
            continue;
        sample.endings[sample.count++] = ending_of(spell, part);
        sample.followed =
            fmax(sample.followed, horizon_days(spells) - spell->from / day_minutes);
    }
    qsort(sample.endings, sample.count, sizeof *sample.endings, by_time);
    return sample;
}

/* ---- curves ---- */

/* How much each event weighs, in `weights`: what was seen longer stands also for what was
 * censored before it. At one instant ends come before the horizon. */
static void weigh(const struct sample *sample, double *weights)
{
    double uncensored = 1;
    const double n = (double)sample->count;
    for (size_t i = 0, next; i < sample->count; i = next) {
        double ended = 0, censored = 0;
        for (next = i;
             next < sample->count && sample->endings[next].time <= sample->endings[i].time;
             next++) {
            const enum told_end how = sample->endings[next].how;
            weights[next] = how == TOLD_EVENT ? 1 / (n * uncensored) : 0;
            ended += how != TOLD_OPEN;
            censored += how == TOLD_OPEN;
        }
        const double left = n - (double)i - ended;
        if (censored > 0)
            uncensored *= 1 - censored / left;
    }
}

static double incidence_at(const struct sample *sample, double time)
{
    double *weights = calloc(sample->count + 1, sizeof *weights);
    double share = 0;
    assert_non_null(weights);
    weigh(sample, weights);
    for (size_t i = 0; i < sample->count && sample->endings[i].time <= time; i++)
        share += weights[i];
    free(weights);
    return sample->count > 0 && sample->followed >= time ? share : (double)NAN;
}

/* First time at which the incidence is there; NaN: never. A share is a sum of quotients: what
 * lacks less than 1e-12 lacks nothing. */
static double time_of(const struct sample *sample, double share)
{
    double *weights = calloc(sample->count + 1, sizeof *weights);
    double sum = 0, time = (double)NAN;
    assert_non_null(weights);
    weigh(sample, weights);
    for (size_t i = 0; i < sample->count && isnan(time); i++) {
        sum += weights[i];
        const bool is_last_of_instant =
            i + 1 == sample->count || sample->endings[i + 1].time > sample->endings[i].time;
        if (is_last_of_instant && sum > share - 1e-12)
            time = sample->endings[i].time;
    }
    free(weights);
    return time;
}

/* ---- numbers that are no curve ---- */

/* MODEL 13.8; undefined where no request of the year can be judged. */
static double share_in_limits(const struct trace_spells *spells, const struct cohort *cohort)
{
    const double horizon = horizon_days(spells);
    double in_time = 0, judged = 0;
    for (size_t i = 0; i < spells->count; i++) {
        const struct told_spell *spell = &spells->spells[i];
        if (spell->is_return || spell->year != cohort->year || !has_person(cohort, spell) ||
            spell->from + 180 * day_minutes > horizon * day_minutes)
            continue;
        const double limit = fmin(spell->from + 180 * day_minutes,
                                  (spell->decided <= spell->until ? spell->decided : HUGE_VAL) +
                                      90 * day_minutes);
        const bool is_late = spell->until > limit;
        const bool is_placed = !is_late && spell->end == TOLD_EVENT;
        judged += is_late || is_placed;
        in_time += is_placed;
    }
    return in_time / judged;
}

/* Days of the period past the ninetieth from the decision. */
static double late_days(const struct trace_spells *spells, const struct cohort *cohort)
{
    double minutes = 0;
    for (size_t i = 0; i < spells->count; i++) {
        const struct told_spell *spell = &spells->spells[i];
        if (!spell->is_return && spell->decided <= spell->until && has_person(cohort, spell))
            minutes += fmax(0, fmin(spell->until, cohort->after) -
                                   fmax(spell->decided + 90 * day_minutes, cohort->first));
    }
    return minutes / day_minutes;
}

static double still_waiting(const struct trace_spells *spells, const struct cohort *cohort)
{
    double count = 0;
    for (size_t i = 0; i < spells->count; i++) {
        const struct told_spell *spell = &spells->spells[i];
        count += !spell->is_return && has_person(cohort, spell) &&
                 spell->from < cohort->after &&
                 (spell->until >= cohort->after || spell->end == TOLD_OPEN);
    }
    return count;
}

/* ---- indicators ---- */

enum measure { COUNTED, REACHED, TIME_SHARE, LIMITS, LATE, WAITING };

static const struct rule {
    const char *indicator;
    enum measure measure;
    enum part part;
    double number; /* days of REACHED, share of TIME_SHARE */
    bool is_of_start;
} rules[] = {{"K10_requests", COUNTED, WHOLE_WAIT, 0, false},
             {"K10_wait_p50", TIME_SHARE, WHOLE_WAIT, 0.5, false},
             {"K10_wait_p90", TIME_SHARE, WHOLE_WAIT, 0.9, false},
             {"K10_to_decision_p50", TIME_SHARE, TO_DECISION, 0.5, false},
             {"K10_to_decision_p90", TIME_SHARE, TO_DECISION, 0.9, false},
             {"K10_to_placement_p50", TIME_SHARE, FROM_DECISION, 0.5, false},
             {"K10_to_placement_p90", TIME_SHARE, FROM_DECISION, 0.9, false},
             {"K10_placed_90d_share", REACHED, WHOLE_WAIT, 90, false},
             {"K10_placed_in_limits_share", LIMITS, WHOLE_WAIT, 0, false},
             {"K10_still_waiting", WAITING, WHOLE_WAIT, 0, false},
             {"K10_start_requests", COUNTED, WHOLE_WAIT, 0, true},
             {"K10_start_wait_p50", TIME_SHARE, WHOLE_WAIT, 0.5, true},
             {"K10_start_wait_p90", TIME_SHARE, WHOLE_WAIT, 0.9, true},
             {"K14_returns", COUNTED, AT_HOME, 0, false},
             {"K14_reentry_1y_share", REACHED, AT_HOME, DI_DAYS_PER_YEAR, false},
             {"K14_reentry_5y_share", REACHED, AT_HOME, 5 * DI_DAYS_PER_YEAR, false},
             {"K15_late_child_days", LATE, WHOLE_WAIT, 0, false}};
enum { RULES = sizeof rules / sizeof rules[0] };

static const struct rule *rule_of(const char *indicator)
{
    for (size_t i = 0; i < RULES; i++)
        if (strcmp(rules[i].indicator, indicator) == 0)
            return &rules[i];
    return NULL;
}

static double of_sample(const struct trace_spells *spells, const struct cohort *cohort,
                        const struct rule *rule)
{
    struct sample sample = draw(spells, cohort, rule->part);
    const double value = rule->measure == COUNTED   ? (double)sample.count
                         : rule->measure == REACHED ? incidence_at(&sample, rule->number)
                                                    : time_of(&sample, rule->number);
    free(sample.endings);
    return value;
}

static double told(const struct trace_spells *spells, const struct cohort *cohort,
                   const struct rule *rule)
{
    switch (rule->measure) {
    case LIMITS:
        return share_in_limits(spells, cohort);
    case LATE:
        return late_days(spells, cohort);
    case WAITING:
        return still_waiting(spells, cohort);
    case COUNTED:
    case REACHED:
    case TIME_SHARE:
        break;
    }
    return of_sample(spells, cohort, rule);
}

static void compare(const struct trace_spells *spells, const struct cohort *cohort,
                    const struct rule *rule, double value, struct trace_curves *curves)
{
    const double expected = told(spells, cohort, rule);
    const bool is_same = isnan(expected)
                             ? isnan(value)
                             : fabs(value - expected) <= 1e-9 * fmax(1, fabs(expected));
    curves->compared += expected > 0;
    if (!is_same && curves->differ++ == 0)
        (void)snprintf(curves->first, sizeof curves->first,
                       "%s, %s, %s, %s, %s, from minute %.0f, replication %u: %.12g in the "
                       "results, %.12g in the trace",
                       rule->indicator, cohort->region, cohort->age_band, cohort->sex,
                       cohort->disability, cohort->first, cohort->replication, value, expected);
}

/* Minute of a civil day, and of the end of the period that ends with it. */
static struct cohort cohort_of(const struct trace_spells *spells, const struct rule *rule,
                               int32_t first_civil_day, int32_t last_civil_day)
{
    const int32_t start = spells->results->start_civil_day;
    struct cohort cohort = {.region = "all",
                            .age_band = "all",
                            .sex = "all",
                            .disability = "all",
                            .first = (first_civil_day - start) * day_minutes,
                            .after = (last_civil_day + 1 - start) * day_minutes};
    while (trace_spells_year(spells, cohort.year + 1) <= cohort.first)
        cohort.year++;
    if (rule->is_of_start)
        cohort.year = UINT32_MAX;
    return cohort;
}

void trace_curves_of_runs(const struct trace_spells *spells, struct trace_curves *curves_out)
{
    const struct di_results *results = spells->results;
    *curves_out = (struct trace_curves){0};
    for (size_t i = 0; i < results->row_count; i++) {
        const struct di_results_row *row = &results->rows[i];
        const struct rule *rule = rule_of(di_indicator_at(row->indicator).id);
        if (rule == NULL)
            continue;
        struct cohort cohort =
            cohort_of(spells, rule, row->first_civil_day, row->last_civil_day);
        cohort.region = row->region;
        for (uint32_t r = 0; r < results->replications; r++) {
            cohort.replication = r;
            compare(spells, &cohort, rule, row->values[r], curves_out);
        }
    }
}

void trace_curves_of_groups(const struct trace_spells *spells,
                            const struct csv_table *indicators, struct trace_curves *curves_out)
{
    *curves_out = (struct trace_curves){0};
    assert_int_equal(spells->results->replications, 1);
    for (size_t row = 0; row < indicators->rows; row++) {
        const struct rule *rule = rule_of(csv_text(indicators, row, "indicator"));
        if (rule == NULL)
            continue;
        struct cohort cohort = cohort_of(spells, rule, csv_day(indicators, row, "period_start"),
                                         csv_day(indicators, row, "period_end"));
        cohort.region = csv_text(indicators, row, "region");
        cohort.age_band = csv_text(indicators, row, "age_band");
        cohort.sex = csv_text(indicators, row, "sex");
        cohort.disability = csv_text(indicators, row, "disability");
        cohort.is_of_children = strcmp(cohort.age_band, "all") != 0 ||
                                strcmp(cohort.sex, "all") != 0 ||
                                strcmp(cohort.disability, "all") != 0;
        compare(spells, &cohort, rule, csv_number(indicators, row, "mean"), curves_out);
    }
}

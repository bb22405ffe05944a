/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The service level counts a request made in the window that ends 180 days before the horizon.
 * In time: placed within 90 days of the decision and 180 of the request. Ended in another way
 * before its limit: in neither sum. Still open, or ended later: a failure, decided or not, so
 * that not deciding cannot help.
 */
#include "di/plan_trial.h"

#include <math.h>
#include <stdlib.h>

#include "di/statistics.h"

#define MINUTES 1440.0
#define CLOSED_SHARE 0.9 /* of replications, for a date that is kept */
#define FEW_REQUESTS 50  /* per replication: smaller regions say nothing by themselves */

struct tally {
    double requests, in_time, late_hours, late_place;
};

static bool is_in_window(const struct di_model *model, const struct di_spell *spell,
                         int32_t from_day)
{
    const double day = spell->from / MINUTES;
    return spell->kind == DI_SPELL_WAIT && spell->from > 0 && day >= from_day &&
           day <= model->horizon_days - DI_TRIAL_REQUEST_TO_PLACE;
}

static void add_spell(struct tally *tally, const struct di_spell *spell)
{
    const double lasts = spell->lasts / MINUTES;
    const bool is_decided = spell->decided != DI_SPELL_UNDECIDED;
    const double decided = is_decided ? spell->decided / MINUTES : lasts;
    const double placing = lasts - decided;
    const bool is_late =
        lasts > DI_TRIAL_REQUEST_TO_PLACE || placing > DI_TRIAL_DECISION_TO_PLACE;
    if (spell->end != DI_SPELL_EVENT && !is_late)
        return;
    tally->requests += 1;
    tally->in_time += spell->end == DI_SPELL_EVENT && !is_late;
    if (!is_late)
        return;
    tally->late_hours +=
        fmax(0, decided - (DI_TRIAL_REQUEST_TO_PLACE - DI_TRIAL_DECISION_TO_PLACE));
    tally->late_place += fmax(0, placing - DI_TRIAL_DECISION_TO_PLACE);
}

static double level_of(double in_time, double requests)
{
    return requests > 0 ? in_time / requests : (double)NAN;
}

/* Lower end of the 95% interval of a ratio of sums, by leaving out one replication at a time;
 * `left_out` has room for all. */
static double jackknife_low(const struct tally *tally, uint32_t stride, uint32_t count,
                            double in_time, double requests, double *left_out)
{
    const double whole = level_of(in_time, requests);
    struct di_summary summary;
    for (uint32_t n = 0; n < count; n++)
        left_out[n] = level_of(in_time - tally[(size_t)n * stride].in_time,
                               requests - tally[(size_t)n * stride].requests);
    di_jackknife_compute(whole, left_out, count, &summary);
    return count < 2 ? whole : summary.ci_low;
}

static int ascending(const void *a, const void *b)
{
    const int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* Nine of ten; `days` has room for all replications. */
static int32_t nearly_all(const struct di_replication_set *set, uint32_t institution,
                          int32_t *days)
{
    const uint32_t needed = (uint32_t)ceil(CLOSED_SHARE * set->count);
    uint32_t closed = 0;
    for (uint32_t n = 0; n < set->count; n++)
        if (set->results[n]->institution_closed_day[institution] != DI_NO_DAY)
            days[closed++] = set->results[n]->institution_closed_day[institution];
    if (closed < needed || needed == 0)
        return DI_NO_DAY;
    qsort(days, closed, sizeof *days, ascending);
    return days[needed - 1];
}

static bool find_closed_days(struct di_plan_trial *trial, const struct di_model *model,
                             const struct di_replication_set *set)
{
    int32_t *days = calloc((size_t)set->count + 1, sizeof *days);
    if (days == NULL)
        return false;
    for (uint32_t i = 0; i < model->institution_count; i++)
        trial->closed_day[i] = nearly_all(set, i, days);
    free(days);
    return true;
}

/* `left_out`: scratch for all replications. */
static void sum_regions(struct di_plan_trial *trial, const struct tally *tally,
                        double *left_out)
{
    for (uint32_t r = 0; r < trial->regions; r++) {
        struct di_trial_region *region = &trial->region[r];
        for (uint32_t n = 0; n < trial->replications; n++) {
            const struct tally *of = &tally[(size_t)n * trial->regions + r];
            region->requests += of->requests;
            region->in_time += of->in_time;
            region->late_hours_days += of->late_hours;
            region->late_place_days += of->late_place;
        }
        region->level = level_of(region->in_time, region->requests);
        region->level_low = jackknife_low(&tally[r], trial->regions, trial->replications,
                                          region->in_time, region->requests, left_out);
    }
}

static double years_in(const struct di_result *result, uint32_t setting, uint32_t r)
{
    const struct di_result_dims *dims = &result->dims;
    double days = 0;
    for (uint32_t q = 0; q < dims->quarters; q++)
        for (uint32_t cell = 0; cell < dims->cells; cell++)
            if (di_result_cell_is_everyone(dims, cell))
                days += di_time_days(
                    result->child_time[di_result_stock_index(dims, q, r, setting, cell)]);
    return days / DI_DAYS_PER_YEAR;
}

/* Years of children in settings without a family, in one region. */
static void add_years(struct di_plan_trial *trial, const struct di_model *model,
                      const struct di_result *result, uint32_t n, uint32_t r)
{
    for (uint32_t setting = 0; setting < model->setting_count; setting++) {
        const enum di_kind kind = model->settings[setting].kind;
        if (kind != DI_KIND_INSTITUTION && kind != DI_KIND_SGH && kind != DI_KIND_UNPLACED)
            continue;
        const double years = years_in(result, setting, r);
        trial->without_family_years[n] += years;
        if (kind == DI_KIND_INSTITUTION)
            trial->institution_years[n] += years;
        if (kind == DI_KIND_UNPLACED) {
            trial->unplaced_years[n] += years;
            trial->region[r].unplaced_children +=
                years / model->horizon_years / trial->replications;
        }
    }
}

/* The year in which most visits of the region were missed, over all replications. */
static double worst_missed(const struct di_replication_set *set, uint32_t r)
{
    const struct di_result_dims *dims = &set->results[0]->dims;
    double worst = 0, due = 0, missed = 0;
    for (uint32_t q = 0; q < dims->quarters; q++) {
        for (uint32_t n = 0; n < set->count; n++) {
            const struct di_work_region *all = set->results[n]->work.regions;
            if (all == NULL)
                return 0;
            due += all[(size_t)q * dims->regions + r].visits_due;
            missed += all[(size_t)q * dims->regions + r].visits_missed;
        }
        if (q % 4 != 3)
            continue;
        worst = due > 0 ? fmax(worst, missed / due) : worst;
        due = missed = 0;
    }
    return worst;
}

static double reentries_in(const struct di_result *result)
{
    double count = 0;
    for (uint32_t f = 0; f < result->flow_count; f++) {
        const struct di_flow *flow = &result->flows[f];
        for (uint32_t n = 0; n < flow->count; n++)
            if (flow->key.from == DI_FROM_OUTSIDE_RETURN &&
                di_result_cell_is_everyone(&result->dims,
                                           result->entries[flow->first + n].cell))
                count += result->entries[flow->first + n].count;
    }
    return count;
}

static void measure_one(struct di_plan_trial *trial, const struct di_model *model,
                        const struct di_result *result, uint32_t n, int32_t from_day,
                        struct tally *tally)
{
    for (uint32_t s = 0; s < result->spell_count; s++)
        if (is_in_window(model, &result->spells[s], from_day))
            add_spell(&tally[(size_t)n * trial->regions + result->spells[s].region],
                      &result->spells[s]);
    for (uint32_t r = 0; r < trial->regions; r++)
        add_years(trial, model, result, n, r);
    trial->reentries[n] = reentries_in(result);
    for (uint32_t i = 0; i < model->institution_count; i++) {
        const int32_t date = model->institutions[i].close_by_day;
        if (date == DI_NO_DAY || date >= model->horizon_days)
            continue;
        const int32_t closed = result->institution_closed_day[i];
        trial->closures += 1.0 / trial->replications;
        trial->closures_on_time +=
            (closed != DI_NO_DAY && closed <= date + 1 ? 1.0 : 0.0) / trial->replications;
    }
}

enum di_status di_plan_trial_measure(const struct di_model *model,
                                     const struct di_replication_set *set, int32_t from_day,
                                     struct di_plan_trial **trial_out, struct di_error *error)
{
    struct di_plan_trial *trial = calloc(1, sizeof *trial);
    struct tally *tally = calloc((size_t)set->count * model->region_count + 1, sizeof *tally);
    const size_t room = (size_t)set->count + 1;
    double *left_out = calloc(room, sizeof *left_out);
    if (trial != NULL) {
        trial->replications = set->count;
        trial->regions = model->region_count;
        trial->region = calloc((size_t)model->region_count + 1, sizeof *trial->region);
        trial->institution_years = calloc(room, sizeof(double));
        trial->without_family_years = calloc(room, sizeof(double));
        trial->unplaced_years = calloc(room, sizeof(double));
        trial->reentries = calloc(room, sizeof(double));
        trial->closed_day = calloc((size_t)model->institution_count + 1, sizeof(int32_t));
    }
    if (trial == NULL || tally == NULL || left_out == NULL || trial->region == NULL ||
        trial->institution_years == NULL || trial->without_family_years == NULL ||
        trial->unplaced_years == NULL || trial->reentries == NULL ||
        trial->closed_day == NULL || !find_closed_days(trial, model, set)) {
        free(tally);
        free(left_out);
        di_plan_trial_destroy(trial);
        return di_fail_memory(error);
    }
    for (uint32_t n = 0; n < set->count; n++)
        measure_one(trial, model, set->results[n], n, from_day, tally);
    sum_regions(trial, tally, left_out);
    for (uint32_t r = 0; r < trial->regions && set->count > 0; r++)
        trial->region[r].missed_share = worst_missed(set, r);
    free(tally);
    free(left_out);
    *trial_out = trial;
    return DI_OK;
}

void di_plan_trial_destroy(struct di_plan_trial *trial)
{
    if (trial == NULL)
        return;
    free(trial->region);
    free(trial->institution_years);
    free(trial->without_family_years);
    free(trial->unplaced_years);
    free(trial->reentries);
    free(trial->closed_day);
    free(trial);
}

bool di_plan_trial_harms(const struct di_plan_trial *trial, const struct di_plan_trial *without)
{
    struct di_paired unplaced, reentries;
    di_paired_compute(without->unplaced_years, trial->unplaced_years, trial->replications,
                      &unplaced);
    di_paired_compute(without->reentries, trial->reentries, trial->replications, &reentries);
    return unplaced.mean_difference > 0 || (trial->replications > 1 && reentries.ci_low > 0);
}

bool di_plan_trial_reaches(const struct di_plan_trial *trial, double level)
{
    double few_requests = 0, few_in_time = 0;
    for (uint32_t r = 0; r < trial->regions; r++) {
        const struct di_trial_region *region = &trial->region[r];
        if (region->requests < FEW_REQUESTS * (double)trial->replications) {
            few_requests += region->requests;
            few_in_time += region->in_time;
        } else if (region->level_low < level) {
            return false;
        }
    }
    return few_requests <= 0 || few_in_time / few_requests >= level;
}

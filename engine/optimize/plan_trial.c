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
#include <string.h>

#include "di/planning_goals.h"
#include "di/statistics.h"

#define MINUTES 1440.0
#define CLOSED_SHARE 0.9 /* of replications, for a date that is kept */
#define FEW_REQUESTS 50  /* per replication: smaller regions are judged with neighbours */

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

/* 95% interval of a ratio of sums, by leaving out one replication at a time; `left_out` has
 * room for all. */
static void jackknife(const struct tally *tally, uint32_t stride, uint32_t count,
                      double *left_out, double *low, double *high)
{
    double in_time = 0, requests = 0;
    struct di_summary summary;
    for (uint32_t n = 0; n < count; n++) {
        in_time += tally[(size_t)n * stride].in_time;
        requests += tally[(size_t)n * stride].requests;
    }
    for (uint32_t n = 0; n < count; n++)
        left_out[n] = level_of(in_time - tally[(size_t)n * stride].in_time,
                               requests - tally[(size_t)n * stride].requests);
    *low = *high = level_of(in_time, requests);
    if (count < 2)
        return;
    di_jackknife_compute(*low, left_out, count, &summary);
    *low = summary.ci_low;
    *high = summary.ci_high;
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

/* Counts of all regions and replications, weighted years, and scratch for statistics. */
struct counting {
    const struct di_model *model;
    struct tally *tally;    /* [replication][region] */
    double *weighted_years; /* [replication] */
    double *left_out;       /* [replication] */
    struct tally *pool;     /* [replication] */
};

static void sum_region(struct di_plan_trial *trial, const struct counting *counting, uint32_t r)
{
    struct di_trial_region *region = &trial->region[r];
    for (uint32_t n = 0; n < trial->replications; n++) {
        const struct tally *of = &counting->tally[(size_t)n * trial->regions + r];
        region->requests += of->requests;
        region->in_time += of->in_time;
        region->late_hours_days += of->late_hours;
        region->late_place_days += of->late_place;
    }
    region->level = level_of(region->in_time, region->requests);
    jackknife(&counting->tally[r], trial->regions, trial->replications, counting->left_out,
              &region->level_low, &region->level_high);
    region->is_small = region->requests < FEW_REQUESTS * (double)trial->replications &&
                       counting->model->regions[r].neighbour_count > 0;
    region->judged_level = region->level;
    region->judged_low = region->level_low;
}

/* Returns the requests of the pool so far. */
static double add_to_pool(const struct di_plan_trial *trial, const struct counting *counting,
                          uint32_t r)
{
    double requests = 0;
    for (uint32_t n = 0; n < trial->replications; n++) {
        counting->pool[n].requests += counting->tally[(size_t)n * trial->regions + r].requests;
        counting->pool[n].in_time += counting->tally[(size_t)n * trial->regions + r].in_time;
        requests += counting->pool[n].requests;
    }
    return requests;
}

/* A small region, with as many neighbours as it takes. */
static void judge_with_neighbours(struct di_plan_trial *trial, const struct counting *counting,
                                  uint32_t r)
{
    const struct di_region *region = &counting->model->regions[r];
    const double enough = FEW_REQUESTS * (double)trial->replications;
    double high, in_time = 0;
    memset(counting->pool, 0, trial->replications * sizeof *counting->pool);
    double requests = add_to_pool(trial, counting, r);
    for (uint32_t n = 0; n < region->neighbour_count && requests < enough; n++)
        requests = add_to_pool(trial, counting, region->neighbours[n].region);
    for (uint32_t n = 0; n < trial->replications; n++)
        in_time += counting->pool[n].in_time;
    trial->region[r].judged_level = level_of(in_time, requests);
    jackknife(counting->pool, 1, trial->replications, counting->left_out,
              &trial->region[r].judged_low, &high);
}

static void sum_regions(struct di_plan_trial *trial, const struct counting *counting)
{
    for (uint32_t r = 0; r < trial->regions; r++)
        sum_region(trial, counting, r);
    for (uint32_t r = 0; r < trial->regions; r++)
        if (trial->region[r].is_small && trial->region[r].requests > 0)
            judge_with_neighbours(trial, counting, r);
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

/* What a year of a person of one cell counts in goal (3). */
static double weight_of(const struct di_model *model, const struct di_result_dims *dims,
                        uint32_t cell)
{
    const struct di_planning_goals *goals = model->goals;
    const uint32_t disability = cell % DI_DISABILITIES,
                   band = cell / (DI_SEXES * DI_DISABILITIES);
    if (band + 1 == dims->age_bands)
        return goals->weight_adult;
    if (model->age_band_from[band] < 3)
        return goals->weight_under_3;
    return disability != DI_DISABILITY_NONE ? goals->weight_disability : goals->weight_standard;
}

/* Weight of a setting beside an institution's; 0: not in goal (3). */
static double setting_weight(const struct di_model *model, uint32_t setting)
{
    const enum di_kind kind = model->settings[setting].kind;
    if (kind == DI_KIND_SGH)
        return model->goals->weight_group_home;
    if (kind == DI_KIND_EMERGENCY_FOSTER || kind == DI_KIND_UNPLACED)
        return model->goals->weight_unplaced;
    return kind == DI_KIND_INSTITUTION ? 1 : 0;
}

static double bracket_in(const struct di_model *model, const struct di_result *result,
                         uint32_t r)
{
    const struct di_result_dims *dims = &result->dims;
    double days = 0;
    for (uint32_t setting = 0; setting < dims->settings; setting++) {
        const double weight = setting_weight(model, setting);
        for (uint32_t q = 0; q < dims->quarters && weight > 0; q++)
            for (uint32_t cell = 0; cell < dims->cells; cell++)
                days +=
                    weight * weight_of(model, dims, cell) *
                    di_time_days(
                        result->child_time[di_result_stock_index(dims, q, r, setting, cell)]);
    }
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

static bool has_date(const struct di_model *model, uint32_t i)
{
    const int32_t date = model->institutions[i].close_by_day;
    return date != DI_NO_DAY && date < model->horizon_days;
}

static void count_dates(struct di_plan_trial *trial, const struct di_model *model)
{
    for (uint32_t i = 0; i < model->institution_count; i++) {
        if (!has_date(model, i))
            continue;
        trial->dates++;
        trial->dates_kept += trial->closed_day[i] != DI_NO_DAY &&
                             trial->closed_day[i] <= model->institutions[i].close_by_day + 1;
    }
}

static void measure_one(struct di_plan_trial *trial, const struct di_model *model,
                        const struct di_result *result, uint32_t n, int32_t from_day,
                        const struct counting *counting)
{
    struct tally *tally = counting->tally;
    for (uint32_t s = 0; s < result->spell_count; s++)
        if (is_in_window(model, &result->spells[s], from_day))
            add_spell(&tally[(size_t)n * trial->regions + result->spells[s].region],
                      &result->spells[s]);
    for (uint32_t r = 0; r < trial->regions; r++) {
        add_years(trial, model, result, n, r);
        counting->weighted_years[n] += bracket_in(model, result, r);
    }
    trial->reentries[n] = reentries_in(result);
    for (uint32_t i = 0; i < model->institution_count; i++) {
        const int32_t date = model->institutions[i].close_by_day;
        if (!has_date(model, i))
            continue;
        const int32_t closed = result->institution_closed_day[i];
        trial->closures += 1.0 / trial->replications;
        trial->closures_on_time +=
            (closed != DI_NO_DAY && closed <= date + 1 ? 1.0 : 0.0) / trial->replications;
    }
}

static void finish(const struct counting *counting)
{
    free(counting->tally);
    free(counting->weighted_years);
    free(counting->left_out);
    free(counting->pool);
}

enum di_status di_plan_trial_measure(const struct di_model *model,
                                     const struct di_replication_set *set, int32_t from_day,
                                     struct di_plan_trial **trial_out, struct di_error *error)
{
    struct di_plan_trial *trial = calloc(1, sizeof *trial);
    const size_t room = (size_t)set->count + 1;
    const struct counting counting = {
        .model = model,
        .tally = calloc((size_t)set->count * model->region_count + 1, sizeof(struct tally)),
        .weighted_years = calloc(room, sizeof(double)),
        .left_out = calloc(room, sizeof(double)),
        .pool = calloc(room, sizeof(struct tally))};
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
    if (trial == NULL || counting.tally == NULL || counting.weighted_years == NULL ||
        counting.left_out == NULL || counting.pool == NULL || trial->region == NULL ||
        trial->institution_years == NULL || trial->without_family_years == NULL ||
        trial->unplaced_years == NULL || trial->reentries == NULL ||
        trial->closed_day == NULL || !find_closed_days(trial, model, set)) {
        finish(&counting);
        di_plan_trial_destroy(trial);
        return di_fail_memory(error);
    }
    for (uint32_t n = 0; n < set->count; n++)
        measure_one(trial, model, set->results[n], n, from_day, &counting);
    sum_regions(trial, &counting);
    count_dates(trial, model);
    di_summary_compute(counting.weighted_years, set->count, counting.left_out,
                       &trial->weighted_years);
    for (uint32_t r = 0; r < trial->regions && set->count > 0; r++)
        trial->region[r].missed_share = worst_missed(set, r);
    finish(&counting);
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

double di_plan_trial_mean(const struct di_plan_trial *trial, const double *values)
{
    double sum = 0;
    for (uint32_t n = 0; n < trial->replications; n++)
        sum += values[n];
    return trial->replications > 0 ? sum / trial->replications : 0;
}

bool di_plan_trial_harms(const struct di_plan_trial *trial, const struct di_plan_trial *without)
{
    struct di_paired unplaced, reentries;
    di_paired_compute(without->unplaced_years, trial->unplaced_years, trial->replications,
                      &unplaced);
    di_paired_compute(without->reentries, trial->reentries, trial->replications, &reentries);
    return unplaced.mean_difference > 0 || (trial->replications > 1 && reentries.ci_low > 0);
}

bool di_trial_region_reaches(const struct di_trial_region *region, double level)
{
    if (!(region->requests > 0))
        return true;
    return region->judged_low >= level && (!region->is_small || region->level_high >= level);
}

double di_trial_region_shortfall(const struct di_trial_region *region, double level)
{
    if (!(region->requests > 0))
        return 0;
    const double own = !region->is_small || region->level_high < level ? region->level : level;
    return fmax(0, level - fmin(own, region->judged_level));
}

/* Does every region reach the level? */
static bool all_reach(const struct di_plan_trial *trial, double level)
{
    for (uint32_t r = 0; r < trial->regions; r++)
        if (!di_trial_region_reaches(&trial->region[r], level))
            return false;
    return true;
}

struct di_trial_verdict di_plan_trial_judge(const struct di_plan_trial *trial, double level,
                                            double promised)
{
    return (struct di_trial_verdict){
        .reaches_level = all_reach(trial, level),
        .keeps_dates = trial->dates_kept == trial->dates,
        .keeps_promise = trial->weighted_years.mean <= DI_TRIAL_PROMISE_SLACK * promised,
    };
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An input belongs to the narrowest series that counts it: first by how much the series counts,
 * then by id. So a total beside its parts moves only what no part names; where nothing is left,
 * it has no lever and is only compared. Series of one region are compared in a country of more.
 */
#include "calibration_levers.h"

#include <stdlib.h>
#include <string.h>

#include "calibration_expected.h"

/* Of a reason's children at least this share reach the settings of its series. */
#define SHARE_THAT_COUNTS 0.5
#define SHARE_THAT_IS_NONE 0.01

/* ---- what series count ---- */

static bool settings_within(const struct di_target_series *inner,
                            const struct di_target_series *outer)
{
    for (uint32_t i = 0; i < inner->setting_count; i++)
        if (!calibration_covers(outer, inner->settings[i]))
            return false;
    return true;
}

static bool destinations_within(const struct di_target_series *inner,
                                const struct di_target_series *outer)
{
    if (outer->to_count == 0)
        return true;
    for (uint32_t i = 0; i < inner->to_count; i++)
        if (!calibration_leads_to(outer, inner->to[i]))
            return false;
    return inner->to_count > 0;
}

/*
 * Does what `inner` counts lie within what `outer` counts? Both of one measure; equal ones do
 * not. */
static bool is_within(const struct di_target_series *inner,
                      const struct di_target_series *outer)
{
    const bool is_equal =
        inner->setting_count == outer->setting_count && inner->to_count == outer->to_count;
    return inner->measure == outer->measure && !is_equal && settings_within(inner, outer) &&
           destinations_within(inner, outer);
}

bool calibration_is_part(const struct di_targets *targets, const struct di_calibration *fit,
                         uint32_t inner, uint32_t outer)
{
    const struct di_target_series *all = targets->series;
    const struct di_target_series *small = &all[fit->levers[inner].series],
                                  *large = &all[fit->levers[outer].series];
    if (fit->levers[inner].kind != fit->levers[outer].kind || !is_within(small, large))
        return false;
    for (uint32_t n = 0; n < fit->lever_count; n++) {
        const struct di_target_series *other = &all[fit->levers[n].series];
        if (fit->levers[n].kind == fit->levers[outer].kind && n != inner && n != outer &&
            is_within(small, other) && is_within(other, large))
            return false;
    }
    return true;
}

/* ---- the order in which series take their inputs ---- */

struct ranked {
    uint32_t series;
    uint32_t settings, destinations; /* UINT32_MAX: all */
};

static int by_narrowness(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->settings != y->settings)
        return x->settings < y->settings ? -1 : 1;
    if (x->destinations != y->destinations)
        return x->destinations < y->destinations ? -1 : 1;
    return x->series < y->series ? -1 : x->series > y->series; /* no two are equal */
}

static uint32_t rank_series(const struct calibration_levers *levers,
                            enum di_target_measure measure, struct ranked *order)
{
    uint32_t count = 0;
    for (uint32_t n = 0; n < levers->targets->count; n++) {
        const struct di_target_series *series = &levers->targets->series[n];
        if (series->measure != measure || !levers->is_usable[n])
            continue;
        order[count++] = (struct ranked){n, series->setting_count,
                                         series->to_count == 0 ? UINT32_MAX : series->to_count};
    }
    qsort(order, count, sizeof *order, by_narrowness);
    return count;
}

/* ---- one lever ---- */

static bool add_lever(struct calibration_levers *levers, enum di_lever_kind kind,
                      uint32_t series, const struct di_lever_input *inputs, uint32_t count)
{
    struct di_calibration *fit = levers->fit;
    struct di_lever_input *own = DI_ARENA_NEW(levers->arena, count, struct di_lever_input);
    struct di_lever lever = {
        .kind = kind,
        .series = series,
        .input_count = count,
        .inputs = own,
        .is_fitted = DI_ARENA_NEW(levers->arena, fit->years, bool),
        .is_unmet = DI_ARENA_NEW(levers->arena, fit->years, bool),
        .is_break = DI_ARENA_NEW(levers->arena, fit->years, bool),
        .value = DI_ARENA_NEW(levers->arena, fit->years, double),
        .flow = DI_ARENA_NEW(levers->arena, fit->years, double),
        .child_years = DI_ARENA_NEW(levers->arena, (size_t)fit->years * count, double)};
    if (own == NULL || lever.is_fitted == NULL || lever.is_unmet == NULL ||
        lever.is_break == NULL || lever.value == NULL || lever.flow == NULL ||
        lever.child_years == NULL)
        return false;
    memcpy(own, inputs, count * sizeof *own);
    for (uint32_t y = 0; y < fit->years; y++)
        lever.value[y] = kind == DI_LEVER_UNEXPLAINED ? 0 : 1;
    fit->levers[fit->lever_count++] = lever;
    return true;
}

/* ---- exits ---- */

static bool stands_behind(const struct di_target_series *series,
                          const struct di_pathway *pathway)
{
    if (pathway->path == DI_PATH_TRANSFER || !di_hazard_is_ever(&pathway->hazard))
        return false;               /* the expected system has no transfers */
    if (pathway->target == DI_NONE) /* a breakdown goes wherever the ladder leads */
        return series->to_count == 0;
    return !calibration_covers(series, pathway->target) &&
           calibration_leads_to(series, pathway->target);
}

static bool find_exits(struct calibration_levers *levers, struct ranked *order,
                       struct di_lever_input *inputs)
{
    const struct di_model *model = levers->model;
    const uint32_t count = rank_series(levers, DI_TARGET_EXITS, order);
    bool *taken = calloc((size_t)model->setting_count * DI_PATHWAYS_MAX + 1, sizeof *taken);
    bool fits = taken != NULL;
    for (uint32_t n = 0; n < count && fits; n++) {
        const struct di_target_series *series = &levers->targets->series[order[n].series];
        uint32_t found = 0;
        for (uint32_t i = 0; i < series->setting_count; i++) {
            const struct di_setting *setting = &model->settings[series->settings[i]];
            for (uint32_t p = 0; p < setting->pathway_count; p++) {
                bool *is_taken = &taken[(size_t)series->settings[i] * DI_PATHWAYS_MAX + p];
                if (*is_taken || !stands_behind(series, &setting->pathways[p]))
                    continue;
                *is_taken = true;
                inputs[found++] = (struct di_lever_input){DI_NONE, series->settings[i], p};
            }
        }
        fits = found == 0 || add_lever(levers, DI_LEVER_EXITS, order[n].series, inputs, found);
    }
    free(taken);
    return fits;
}

/* ---- entries ---- */

/* The narrowest series most of the reason's children reach, else the one most reach. */
static uint32_t series_of_reason(const struct calibration_levers *levers,
                                 const struct ranked *order, uint32_t count, uint16_t reason)
{
    uint32_t best = UINT32_MAX;
    double most = SHARE_THAT_IS_NONE;
    for (uint32_t n = 0; n < count; n++) {
        const double share =
            levers->response == NULL
                ? 1
                : levers->response[(size_t)order[n].series * levers->model->reason_count +
                                   reason];
        if (share >= SHARE_THAT_COUNTS)
            return order[n].series;
        if (share > most) {
            most = share;
            best = order[n].series;
        }
    }
    return best;
}

static bool find_entries(struct calibration_levers *levers, struct ranked *order,
                         struct di_lever_input *inputs)
{
    const struct di_model *model = levers->model;
    const uint32_t count = rank_series(levers, DI_TARGET_ENTRIES, order);
    bool fits = true;
    for (uint32_t n = 0; n < count && fits; n++) {
        uint32_t found = 0;
        for (uint32_t rank = 0; rank < model->reason_count; rank++) {
            const uint16_t reason = di_model_reason_of_rank(model, rank);
            if (model->reasons[reason].is_unexplained)
                continue;
            if (series_of_reason(levers, order, count, reason) == order[n].series)
                inputs[found++] = (struct di_lever_input){reason, DI_NONE, UINT32_MAX};
        }
        fits =
            found == 0 || add_lever(levers, DI_LEVER_ENTRIES, order[n].series, inputs, found);
    }
    return fits;
}

/* ---- stocks ---- */

static uint32_t unexplained_pathway(const struct di_setting *setting)
{
    for (uint32_t p = 0; p < setting->pathway_count; p++)
        if (setting->pathways[p].target == DI_SETTING_UNEXPLAINED_OUT)
            return p;
    return UINT32_MAX;
}

static uint16_t unexplained_reason(const struct di_model *model, uint16_t setting)
{
    for (uint32_t rank = 0; rank < model->reason_count; rank++) {
        const uint16_t reason = di_model_reason_of_rank(model, rank);
        if (model->reasons[reason].is_unexplained &&
            model->reasons[reason].unexplained_into == setting)
            return reason;
    }
    return DI_NONE;
}

static bool find_unexplained(struct calibration_levers *levers, struct ranked *order,
                             struct di_lever_input *inputs)
{
    const struct di_model *model = levers->model;
    const uint32_t count = rank_series(levers, DI_TARGET_STOCK, order);
    bool *taken = calloc((size_t)model->setting_count + 1, sizeof *taken);
    bool fits = taken != NULL;
    for (uint32_t n = 0; n < count && fits; n++) {
        const struct di_target_series *series = &levers->targets->series[order[n].series];
        uint32_t found = 0;
        for (uint32_t i = 0; i < series->setting_count; i++) {
            const uint16_t s = series->settings[i];
            const struct di_lever_input input = {unexplained_reason(model, s), s,
                                                 unexplained_pathway(&model->settings[s])};
            if (taken[s] || (input.reason == DI_NONE && input.pathway == UINT32_MAX))
                continue;
            taken[s] = true;
            inputs[found++] = input;
        }
        fits = found == 0 ||
               add_lever(levers, DI_LEVER_UNEXPLAINED, order[n].series, inputs, found);
    }
    free(taken);
    return fits;
}

bool calibration_levers_find(struct calibration_levers *levers)
{
    const struct di_model *model = levers->model;
    const size_t room =
        model->reason_count + (size_t)model->setting_count * DI_PATHWAYS_MAX + 1;
    struct ranked *order = calloc((size_t)levers->targets->count + 1, sizeof *order);
    struct di_lever_input *inputs = calloc(room, sizeof *inputs);
    levers->fit->levers = DI_ARENA_NEW(levers->arena, levers->targets->count, struct di_lever);
    bool fits = order != NULL && inputs != NULL && levers->fit->levers != NULL;
    fits = fits && find_entries(levers, order, inputs) && find_exits(levers, order, inputs);
    if (fits && levers->has_unexplained)
        fits = find_unexplained(levers, order, inputs);
    free(order);
    free(inputs);
    return fits;
}

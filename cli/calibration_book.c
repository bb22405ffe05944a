/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calibration_book.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/digest.h"

#include "calibration_scenario.h"
#include "expectation.h"

const char *di_target_role_id(enum di_target_role role)
{
    static const char *const ids[] = {[DI_ROLE_FITTED] = "fitted",
                                      [DI_ROLE_COMPARED] = "compared",
                                      [DI_ROLE_HOLDOUT] = "holdout",
                                      [DI_ROLE_MISSING] = "missing",
                                      [DI_ROLE_UNMET] = "unmet"};
    return ids[role];
}

const char *di_target_measure_id(enum di_target_measure measure)
{
    static const char *const ids[] = {"stock", "entries", "exits"};
    return ids[measure];
}

const char *di_target_region_id(const struct di_model *model,
                                const struct di_target_series *series)
{
    return series->region == DI_NONE ? "" : model->regions[series->region].name.id;
}

static void lever_pointer(const struct di_model *model, const struct di_lever_input *input,
                          char pointer[DI_LEVER_POINTER_MAX])
{
    if (input->pathway == UINT32_MAX) {
        (void)snprintf(pointer, DI_LEVER_POINTER_MAX, "/reasons/%s",
                       model->reasons[input->reason].name.id);
        return;
    }
    const struct di_setting *setting = &model->settings[input->setting];
    (void)snprintf(pointer, DI_LEVER_POINTER_MAX, "/settings/%s/pathways/%s", setting->name.id,
                   di_pathway_destination(model, &setting->pathways[input->pathway]));
}

struct di_holdout di_calibration_holdout(const struct di_calibration_book *book,
                                         uint32_t series)
{
    struct di_holdout sums = {0};
    bool is_comparable = true;
    for (uint32_t i = 0; i < book->fit->point_count; i++) {
        const struct di_fit_point *point = &book->fit->points[i];
        const struct di_target_point *target = di_calibration_target(book->targets, point);
        if (point->series != series || target->year < book->holdout_from)
            continue;
        is_comparable = is_comparable && !target->is_break;
        if (point->role != DI_ROLE_HOLDOUT || !is_comparable || isnan(point->naive))
            continue;
        sums.years++;
        sums.expected += fabs(di_fit_residual(book->targets, point));
        sums.naive += fabs(point->naive - target->value) / target->tolerance;
    }
    if (sums.years > 0) {
        sums.expected /= sums.years;
        sums.naive /= sums.years;
    }
    return sums;
}

uint32_t di_calibration_unmet(const struct di_calibration_book *book)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < book->fit->point_count; i++)
        count += book->fit->points[i].role == DI_ROLE_UNMET;
    return count;
}

/* ---- re-entries ---- */

static bool has_reentry(const struct di_model *model)
{
    const struct di_setting *home = &model->settings[DI_SETTING_HOME_CLOSED];
    for (uint32_t p = 0; p < home->pathway_count; p++) {
        const struct di_hazard *hazard = &home->pathways[p].hazard;
        if (home->pathways[p].path == DI_PATH_REENTRY &&
            di_series_highest(&hazard->factor.series) > 0 && di_hazard_is_ever(hazard))
            return true;
    }
    return false;
}

bool di_calibration_omits_reentries(const struct di_calibration_book *book)
{
    bool has_entries = false, has_stock = false;
    for (uint32_t n = 0; n < book->fit->lever_count; n++) {
        has_entries = has_entries || book->fit->levers[n].kind == DI_LEVER_ENTRIES;
        has_stock = has_stock || book->fit->levers[n].kind == DI_LEVER_UNEXPLAINED;
    }
    return has_entries && has_stock && !book->model->entries.include_reentries &&
           has_reentry(book->model);
}

/* ---- what no stocks and flows tell apart ---- */

static bool has_falling_hazard(const struct di_model *model)
{
    for (uint32_t s = 0; s < model->setting_count; s++)
        for (uint32_t p = 0; p < model->settings[s].pathway_count; p++) {
            const struct di_hazard *hazard = &model->settings[s].pathways[p].hazard;
            if (!model->settings[s].pathways[p].is_frailty)
                continue;
            if (hazard->form == DI_HAZARD_WEIBULL && hazard->shape < 1)
                return true;
            for (uint32_t i = 1; i < hazard->pieces; i++)
                if (hazard->rate_per_year[i] < hazard->rate_per_year[i - 1])
                    return true;
        }
    return false;
}

static bool has_gate(const struct di_model *model)
{
    return di_series_highest(&model->services.prevention_coverage.series) > 0 ||
           di_series_highest(&model->services.gate_share.series) > 0;
}

static bool has_families(const struct di_model *model)
{
    return model->carers_count > 0 && model->policies.acceptance_share < 1;
}

/* One published column for both: return home and a placement with relatives. */
static bool has_home_with_kin(const struct di_calibration_book *book)
{
    for (uint32_t n = 0; n < book->targets->count; n++) {
        const struct di_target_series *series = &book->targets->series[n];
        bool home = false, kin = false;
        for (uint32_t i = 0; i < series->to_count; i++) {
            home = home || series->to[i] == DI_SETTING_HOME_CLOSED;
            kin = kin || book->model->settings[series->to[i]].kind == DI_KIND_KINSHIP;
        }
        if (home && kin)
            return true;
    }
    return false;
}

uint32_t di_calibration_known_hidden(const struct di_calibration_book *book,
                                     const char *ids_out[DI_KNOWN_HIDDEN_MAX])
{
    const struct di_model *model = book->model;
    const struct {
        bool has;
        const char *id;
    } known[DI_KNOWN_HIDDEN_MAX] = {
        {model->policies.placement_frailty > 0 && has_falling_hazard(model),
         N_("the placement frailty and hazards that fall with time")},
        {has_gate(model),
         N_("prevention coverage, its effect, the gate and the rate of families at the gate")},
        {has_families(model), N_("the acceptance share of families and their places")},
        {model->staffing.role_count > 0, N_("hours of work and the number of staff")},
        {has_home_with_kin(book),
         N_("return home and care by relatives, of which one column is published")}};
    uint32_t count = 0;
    for (size_t i = 0; i < DI_KNOWN_HIDDEN_MAX; i++)
        if (known[i].has)
            ids_out[count++] = known[i].id;
    return count;
}

/* ---- names ---- */

char (*di_calibration_labels(const struct di_cli *cli,
                             const struct di_calibration_book *book))[DI_TARGET_LABEL_MAX]
{
    const uint32_t count = book->targets->count;
    struct di_target_words *words = calloc((size_t)count + 1, sizeof *words);
    char(*labels)[DI_TARGET_LABEL_MAX] = calloc((size_t)count + 1, sizeof *labels);
    struct di_names names;
    const bool is_open = words != NULL && labels != NULL &&
                         di_names_init(book->calibrated, &names, NULL) == DI_OK;
    for (uint32_t i = 0; is_open && i < count; i++) {
        const struct di_target_series *series = &book->targets->series[i];
        words[i] = (struct di_target_words){series->id, di_target_measure_id(series->measure),
                                            series->setting_text, series->to_text,
                                            di_target_region_id(book->model, series)};
    }
    if (is_open) {
        di_target_labels(&names, &cli->catalogue, words, count, labels);
        di_names_finish(&names);
    } else {
        free(labels);
        labels = NULL;
    }
    free(words);
    return labels;
}

/* ---- JSON ---- */

static json_t *number(double value)
{
    return isnan(value) ? json_null() : json_real(value);
}

static json_t *points_json(const struct di_calibration_book *book)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < book->fit->point_count; i++) {
        const struct di_fit_point *point = &book->fit->points[i];
        const struct di_target_series *series = &book->targets->series[point->series];
        const struct di_target_point *target = di_calibration_target(book->targets, point);
        (void)json_array_append_new(
            list, json_pack("{s:s, s:s, s:i, s:o, s:f, s:f, s:f, s:o, s:s, s:o, s:f}", "target",
                            series->id, "measure", di_target_measure_id(series->measure),
                            "year", (int)target->year, "published", number(target->value),
                            "expected_before", point->before, "expected_after", point->after,
                            "tolerance", target->tolerance, "residual",
                            number(di_fit_residual(book->targets, point)), "role",
                            di_target_role_id(point->role), "naive", number(point->naive),
                            "jump", point->jump));
    }
    return list;
}

static json_t *years_json(const struct di_calibration_book *book, const struct di_lever *lever)
{
    json_t *list = json_array();
    for (uint32_t y = 0; y < book->fit->years; y++) {
        if (!lever->is_fitted[y] && !lever->is_break[y])
            continue;
        json_t *year =
            json_pack("{s:i, s:f, s:b}", "year", (int)book->fit->first_year + (int)y,
                      lever->kind == DI_LEVER_UNEXPLAINED ? "children" : "factor",
                      lever->kind == DI_LEVER_UNEXPLAINED ? lever->flow[y] : lever->value[y],
                      "is_met", !lever->is_unmet[y]);
        if (lever->kind == DI_LEVER_UNEXPLAINED)
            (void)json_object_set_new(year, "is_break", json_boolean(lever->is_break[y]));
        (void)json_array_append_new(list, year);
    }
    return list;
}

static json_t *levers_json(const struct di_calibration_book *book)
{
    static const char *const kinds[] = {"entries", "exits", "unexplained"};
    json_t *list = json_array();
    for (uint32_t n = 0; n < book->fit->lever_count; n++) {
        const struct di_lever *lever = &book->fit->levers[n];
        json_t *inputs = json_array();
        for (uint32_t i = 0; i < lever->input_count; i++) {
            char pointer[DI_LEVER_POINTER_MAX];
            lever_pointer(book->model, &lever->inputs[i], pointer);
            (void)json_array_append_new(inputs, json_string(pointer));
        }
        json_t *one = json_pack("{s:s, s:s, s:o, s:o}", "kind", kinds[lever->kind], "target",
                                book->targets->series[lever->series].id, "inputs", inputs,
                                "years", years_json(book, lever));
        if (lever->kind == DI_LEVER_UNEXPLAINED)
            (void)json_object_set_new(one, "mean_children_per_year",
                                      json_real(di_lever_mean_unexplained(book->fit, lever)));
        (void)json_array_append_new(list, one);
    }
    return list;
}

static json_t *identifiability_json(const struct di_calibration_book *book)
{
    const struct di_identifiability *found = &book->identifiability;
    const char *known[DI_KNOWN_HIDDEN_MAX];
    const uint32_t known_count = di_calibration_known_hidden(book, known);
    json_t *values = json_array(), *hidden = json_array(), *named = json_array();
    size_t column = 0;
    for (size_t j = 0; j < found->inputs; j++)
        (void)json_array_append_new(values, json_real(found->values[j]));
    for (uint32_t n = 0; n < book->fit->lever_count && column < found->inputs; n++) {
        const struct di_lever *lever = &book->fit->levers[n];
        if (lever->kind == DI_LEVER_UNEXPLAINED)
            continue;
        if (di_identifiability_is_hidden(found, column++))
            (void)json_array_append_new(hidden,
                                        json_string(book->targets->series[lever->series].id));
    }
    for (size_t i = 0; i < book->inputs->count; i++)
        if (di_identifiability_is_hidden(found, column++))
            (void)json_array_append_new(hidden, json_string(book->inputs->items[i].pointer));
    for (uint32_t i = 0; i < known_count; i++)
        (void)json_array_append_new(named, json_string(known[i]));
    return json_pack("{s:o, s:o, s:o}", "singular_values", values, "not_identified", hidden,
                     "known_not_identifiable", named);
}

static json_t *holdout_json(const struct di_calibration_book *book)
{
    json_t *list = json_array();
    for (uint32_t n = 0; n < book->targets->count; n++) {
        const struct di_holdout sums = di_calibration_holdout(book, n);
        if (sums.years > 0)
            (void)json_array_append_new(
                list, json_pack("{s:s, s:i, s:f, s:f}", "target", book->targets->series[n].id,
                                "years", (int)sums.years, "mean_error", sums.expected,
                                "mean_error_naive", sums.naive));
    }
    return list;
}

static json_t *search_json(const struct di_calibration_book *book)
{
    json_t *list = json_array();
    if (book->inputs->count == 0) {
        json_decref(list);
        return json_null();
    }
    for (size_t i = 0; i < book->inputs->count; i++) {
        const struct di_fit_input *input = &book->inputs->items[i];
        (void)json_array_append_new(list, json_pack("{s:s, s:f, s:f, s:f, s:f}", "path",
                                                    input->pointer, "before", input->value,
                                                    "fitted", input->value * input->factor,
                                                    "low", input->low, "high", input->high));
    }
    return json_pack("{s:o, s:s, s:s, s:i, s:f, s:f, s:i, s:I}", "inputs", list, "method",
                     book->method, "end",
                     book->search.end == DI_SEARCH_SETTLED ? "settled" : "evaluations",
                     "evaluations", (int)book->search.evaluations, "misfit_before",
                     book->search.first, "misfit_after", book->search.least, "replications",
                     (int)book->replications, "seed", (json_int_t)book->seed);
}

static json_t *abc_json(const struct di_calibration_book *book)
{
    const struct di_abc *abc = book->abc;
    if (abc->draws == 0)
        return json_null();
    return json_pack("{s:I, s:I, s:f, s:f}", "draws", (json_int_t)abc->draws, "kept",
                     (json_int_t)abc->kept, "least_misfit", abc->misfit[abc->order[0]],
                     "largest_kept_misfit", abc->misfit[abc->order[abc->kept - 1]]);
}

/* The digests by which a later run knows that nobody edited them. */
static json_t *files_json(const struct di_calibration_book *book)
{
    char calibrated[DI_DIGEST_TEXT], mean[DI_DIGEST_TEXT];
    di_digest(book->calibrated, strlen(book->calibrated), calibrated);
    di_digest(book->mean, strlen(book->mean), mean);
    return json_pack("{s:s, s:s}", DI_CALIBRATED_FILE, calibrated, DI_CALIBRATED_MEAN_FILE,
                     mean);
}

json_t *di_calibration_json(const struct di_calibration_book *book)
{
    const struct di_calibration *fit = book->fit;
    return json_pack(
        "{s:s, s:s, s:s, s:s, s:o, s:s, s:i, s:i, s:i, s:b, s:i, s:i, s:f, s:o, s:o, s:o, s:o,"
        " s:o, s:o, s:o, s:o, s:b, s:i}",
        "scenario", book->scenario->model->id, "scenario_sha256", book->scenario->sha256,
        "targets_sha256", book->targets->sha256, "calibrated_sha256", book->calibrated_sha256,
        "holdout_from",
        book->holdout_from == INT32_MAX ? json_null() : json_integer(book->holdout_from),
        "method", "cohort", "first_year", (int)fit->first_year, "last_year",
        (int)fit->last_year, "last_fitted_year", (int)fit->last_fitted_year, "is_converged",
        fit->is_converged, "iterations", (int)fit->iterations, "evaluations",
        (int)fit->evaluations, "worst_relative_error", fit->worst, "levers", levers_json(book),
        "search", search_json(book), "abc", abc_json(book), "targets", points_json(book),
        "holdout", holdout_json(book), "identifiability", identifiability_json(book),
        "left_out_of_expected_numbers", di_expectation_omissions(), "files", files_json(book),
        "omits_reentries", (int)di_calibration_omits_reentries(book), "unmet",
        (int)di_calibration_unmet(book));
}

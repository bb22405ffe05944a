/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * manifest.json: what was run, with what, and what to make of it. The one file of a results
 * folder that differs between equal runs (wall time, threads).
 */
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/cohort.h"
#include "di/utf8.h"

#include "inputs_drawn.h"
#include "results_rows.h"
#include "tables.h"
#include "withheld_inputs.h"

static json_t *date_text(int32_t civil_day)
{
    char text[16];
    di_date_format(civil_day, text);
    return json_string(text);
}

static json_t *number_or_null(double value)
{
    return isnan(value) ? json_null() : json_real(value);
}

/* Of inputs with withheld counts there is no hash: who knows all but a few small numbers would
 * try them until it fits. */
static const char *hash_of(const struct di_run_record *record, const char *sha256)
{
    return record->suppress_below > 0 ? NULL : sha256;
}

/* A path may be any bytes; what is no UTF-8 in it is marked. */
static json_t *file_of(const struct di_run_record *record, const struct di_input_file *file)
{
    char *path = di_utf8_mend(file->path);
    json_t *object =
        json_pack("{s:s?, s:s?}", "path", path, "sha256", hash_of(record, file->sha256));
    free(path);
    return object;
}

static json_t *files_of(const struct di_run_record *record)
{
    json_t *files = json_array();
    for (size_t i = 0; i < record->file_count; i++)
        (void)json_array_append_new(files, file_of(record, &record->files[i]));
    return files;
}

static json_t *inputs_of(const struct di_run_record *record, const struct di_results *results)
{
    const struct di_model *model = record->model;
    json_t *user = json_array(), *defaults = json_array(), *illustrative = json_array(),
           *unsourced = json_array();
    for (uint32_t i = 0; i < model->input_count; i++) {
        const struct di_input *input = &model->inputs[i];
        if (!withheld_inputs_name(input->pointer, record->suppress_below))
            continue;
        (void)json_array_append_new(input->origin == DI_ORIGIN_DEFAULT ? defaults : user,
                                    json_string(input->pointer));
        if (input->quality == DI_QUALITY_ILLUSTRATIVE)
            (void)json_array_append_new(illustrative, json_string(input->pointer));
        if (input->origin == DI_ORIGIN_USER && input->quality == DI_QUALITY_UNSOURCED)
            (void)json_array_append_new(unsourced, json_string(input->pointer));
    }
    return json_pack("{s:o, s:I, s:o, s:o, s:o, s:o}", "files", files_of(record), "count",
                     (json_int_t)results->inputs, "user", user, "defaults", defaults,
                     "illustrative", illustrative, "unsourced", unsourced);
}

/* Published figures beside the simulated mean; of stocks also the unexplained flow. */
static json_t *published_rows(const struct di_results *results,
                              const struct di_results_published *published)
{
    json_t *rows = json_array();
    const uint32_t indicator = di_indicator_find(published->indicator);
    const bool is_stock =
        indicator != UINT32_MAX && di_indicator_at(indicator).measure == DI_STOCK;
    for (uint32_t i = 0; i < published->count; i++) {
        struct di_results_gap gap;
        if (!di_results_gap(results, published->indicator, published->year[i], &gap))
            continue;
        json_t *entry = json_pack("{s:i, s:f, s:f, s:f, s:o}", "year", (int)published->year[i],
                                  "published", gap.published, "simulated", gap.simulated, "gap",
                                  gap.gap, "gap_share", number_or_null(gap.share));
        if (is_stock && !isnan(gap.unexplained))
            (void)json_object_set_new(entry, "unexplained_flow", json_real(gap.unexplained));
        (void)json_array_append_new(rows, entry);
    }
    return rows;
}

static json_t *published_of(const struct di_results *results)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < results->published_count; i++) {
        const struct di_results_published *published = &results->published[i];
        json_t *values = json_object();
        for (uint32_t k = 0; k < published->count; k++) {
            char year[16];
            (void)snprintf(year, sizeof year, "%d", (int)published->year[k]);
            (void)json_object_set_new(values, year, json_real(published->value[k]));
        }
        (void)json_array_append_new(
            list, json_pack("{s:s, s:s, s:s, s:o, s:o}", "id", published->id, "indicator",
                            published->indicator, "source", published->source, "values", values,
                            "comparison", published_rows(results, published)));
    }
    return list;
}

static json_t *opening_of(const struct di_results *results)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < results->opening_count; i++) {
        const struct di_results_opening *opening = &results->openings[i];
        const struct di_summary *s = &opening->summary;
        (void)json_array_append_new(list, json_pack("{s:s, s:s, s:f, s:f, s:f, s:f, s:f, s:f}",
                                                    "indicator", opening->indicator, "region",
                                                    opening->region, "mean", s->mean, "p05",
                                                    s->p05, "p25", s->p25, "p50", s->p50, "p75",
                                                    s->p75, "p95", s->p95));
    }
    return list;
}

static json_t *policies_of(const struct di_results *results)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < results->policy_count; i++) {
        const struct di_results_policy *policy = &results->policies[i];
        (void)json_array_append_new(list, json_pack("{s:s, s:o, s:i}", "policy",
                                                    results_policy_id(policy->kind), "first",
                                                    date_text(policy->civil_day), "places",
                                                    (int)policy->places));
    }
    return list;
}

/* Where counts are withheld, none with a number: many are about who is there at the start. */
static json_t *warnings_of(const struct di_run_record *record)
{
    json_t *warnings = json_array();
    for (size_t i = 0; i < record->warning_count; i++)
        if (record->suppress_below == 0 || !record->warnings[i].has_number)
            (void)json_array_append_new(warnings, json_string(record->warnings[i].text));
    return warnings;
}

/* Half of the 95% interval of the mean over the mean, at the end of the last year: what the
 * replications have reached, and what was asked for. */
static json_t *precision_of(const struct di_run_record *record,
                            const struct di_results *results)
{
    static const char *const ids[] = {"K1r_residential_stock", "K3_formal_care_stock"};
    const bool is_auto = record->experiment != NULL && record->experiment->is_auto;
    json_t *outputs = json_array();
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        const double reached = di_results_precision(results, ids[i]);
        (void)json_array_append_new(outputs,
                                    json_pack("{s:s, s:o}", "indicator", ids[i],
                                              "half_width_over_mean", number_or_null(reached)));
    }
    return json_pack("{s:o, s:o, s:o}", "asked",
                     is_auto ? json_real(record->experiment->precision.relative) : json_null(),
                     "reached", is_auto ? json_boolean(record->set->is_precise) : json_null(),
                     "outputs", outputs);
}

/* null: every count is shown. */
static json_t *suppressed_of(const struct di_run_record *record,
                             const struct suppression *suppression)
{
    uint32_t small, partners;
    if (suppression == NULL)
        return json_null();
    suppression_count(suppression, &small, &partners);
    static const char flows[] =
        "Rows of years and of the nation alone; a withheld one keeps its place, with n 0.";
    static const char balance[] =
        "Rows of years alone; numbers that would tell small counts are empty.";
    return json_pack("{s:i, s:i, s:i, s:{s:s, s:s}}", "below", (int)record->suppress_below,
                     "small_counts", (int)small, "other_counts", (int)partners,
                     "tables_in_part", "balance.csv", balance, "flows.csv", flows);
}

/* What expected numbers do without; null: simulated. */
static json_t *leaves_out(const struct di_run_record *record)
{
    size_t count;
    const char *const *omissions = di_cohort_omissions(&count);
    json_t *list = strcmp(record->method, "cohort") == 0 ? json_array() : json_null();
    for (size_t i = 0; i < count; i++)
        (void)json_array_append_new(list, json_string(omissions[i]));
    return list;
}

static json_t *manifest_of(const struct di_run_record *record, const struct di_results *results,
                           const struct suppression *suppression, uint64_t balances_checked)
{
    const struct di_model *model = record->model;
    json_t *root = json_object();
    if (root == NULL)
        return NULL;
    const struct {
        const char *key;
        json_t *value;
    } members[] = {
        {"format", json_integer(1)},
        {"program", json_string("homeward")},
        {"version", json_string(record->program_version)},
        {"scenario",
         json_pack("{s:s, s:{s:s, s:s}, s:s?}", "id", model->id, "name", "en", model->name_en,
                   "ru", model->name_ru, "sha256", hash_of(record, record->scenario_sha256))},
        {"method", json_string(record->method)},
        {"leaves_out", leaves_out(record)},
        {"seed", json_integer((json_int_t)record->set->seed)},
        {"replications", json_integer((json_int_t)record->set->count)},
        {"requested", json_integer((json_int_t)record->set->requested)},
        {"precision", precision_of(record, results)},
        {"interrupted", json_boolean(record->set->is_interrupted)},
        {"splits", json_string(record->set->results[0]->dims.full_splits ? "full" : "default")},
        {"suppressed", suppressed_of(record, suppression)},
        {"uncertainty",
         json_string(record->uncertain_inputs == 0 ? "chance_only" : "parameters_and_chance")},
        {"uncertain_inputs", json_integer((json_int_t)record->uncertain_inputs)},
        {"horizon",
         json_pack("{s:o, s:o}", "start", date_text(model->start_civil_day), "last_day",
                   date_text(model->start_civil_day + model->horizon_days - 1))},
        {"inputs", inputs_of(record, results)},
        {"threads", json_integer((json_int_t)record->threads)},
        {"wall_seconds", json_real(record->wall_seconds)},
        {"events", json_integer((json_int_t)record->set->events)},
        {"warnings", warnings_of(record)},
        {"balance",
         json_pack("{s:s, s:I}", "verdict", "closed", "checked", (json_int_t)balances_checked)},
        {"policies", policies_of(results)},
        {"opening", opening_of(results)},
        {"published", published_of(results)},
    };
    int failed = 0;
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
        failed |= json_object_set_new(root, members[i].key, members[i].value);
    if (failed == 0 && inputs_drawn_add(root, &record->inputs_drawn))
        return root;
    json_decref(root);
    return NULL;
}

enum di_status manifest_write(const struct di_run_record *record,
                              const struct di_results *results,
                              const struct suppression *suppression, uint64_t balances_checked,
                              struct output_file *file, struct di_error *error)
{
    json_t *root = manifest_of(record, results, suppression, balances_checked);
    char *text = root == NULL ? NULL : json_dumps(root, JSON_INDENT(2));
    json_decref(root);
    if (text == NULL)
        return di_fail_memory(error);
    output_text(file, text);
    output_text(file, "\n");
    free(text);
    return DI_OK;
}

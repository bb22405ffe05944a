/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * trace.csv.gz: every event of every replication, one line each, in replication order and then
 * in the order of events.
 *
 * The lines are made by running the replications once more, one after the other: a replication
 * is a function of model, seed and number alone, so these are the events of the very run the
 * tables come from (its result is compared), no memory is needed for what may be millions of
 * lines, and a run without --trace pays nothing.
 */
#include <string.h>

#include "tables.h"
#include "trace_rows.h"

struct tracing {
    struct output_file *file;
    const struct di_model *model;
    uint32_t replication;
    uint64_t last_child; /* whose name is in `name`: a child's lines often follow each other */
    char name[DI_TRACE_CHILD_MAX];
};

static const char *sex_id(uint32_t sex)
{
    return sex == DI_FEMALE ? "female" : "male";
}

static const char *disability_id(uint32_t disability)
{
    static const char *const ids[DI_DISABILITIES] = {"none", "moderate", "severe"};
    return ids[disability];
}

static const char *move_id(uint32_t move)
{
    static const char *const ids[DI_MOVES + 1] = {"planned", "unplanned", "by_rate", ""};
    return ids[move <= DI_MOVES ? move : DI_MOVES];
}

static const char *place_id(const struct di_model *model, uint16_t place)
{
    if (place == DI_NONE)
        return "";
    if (place == DI_FROM_OUTSIDE_NEW)
        return "outside_new";
    if (place == DI_FROM_OUTSIDE_RETURN)
        return "outside_return";
    return model->settings[place].name.id;
}

static const char *region_id(const struct di_model *model, uint16_t region)
{
    return region == DI_NONE ? "" : model->regions[region].name.id;
}

/* Of groups and the system these fields are empty. */
static void write_person(struct tracing *tracing, const struct di_trace_line *line)
{
    struct output_file *file = tracing->file;
    const struct di_model *model = tracing->model;
    if (line->child == DI_TRACE_NO_CHILD) {
        output_text(file, ",,,,,");
        return;
    }
    if (line->child != tracing->last_child) {
        di_trace_child_name(model, line->child, tracing->name, sizeof tracing->name);
        tracing->last_child = line->child;
    }
    output_field(file, tracing->name, ',');
    if (line->from == DI_NONE && line->to == DI_NONE) { /* a group at the gate */
        output_text(file, ",,,,");
        return;
    }
    output_date(file, model->start_civil_day + line->birth_day, ',');
    output_field(file, sex_id(line->sex), ',');
    output_field(file, disability_id(line->disability), ',');
    output_field(file, model->age_band_id[line->age_band], ',');
}

static void write_place(struct output_file *file, const struct di_trace_line *line)
{
    char text[160] = "";
    if (line->place != NULL && line->ordinal != UINT32_MAX)
        (void)snprintf(text, sizeof text, "%s-%u", line->place, (unsigned)line->ordinal + 1);
    else if (line->place != NULL && line->kept_for != NULL)
        (void)snprintf(text, sizeof text, "%s-%s", line->place, line->kept_for);
    else if (line->place != NULL)
        (void)snprintf(text, sizeof text, "%s", line->place);
    output_field(file, text, ',');
}

static void write_line(void *context, const struct di_trace_line *line)
{
    struct tracing *tracing = context;
    struct output_file *file = tracing->file;
    const struct di_model *model = tracing->model;
    output_number(file, tracing->replication, ',');
    output_number(file, di_time_days(line->at), ',');
    output_date(file, model->start_civil_day + di_time_day(line->at), ',');
    output_field(file, di_trace_event_id(line->event), ',');
    write_person(tracing, line);
    output_field(file, region_id(model, line->origin), ',');
    output_field(file, place_id(model, line->from), ',');
    output_field(file, region_id(model, line->from_region), ',');
    output_field(file, place_id(model, line->to), ',');
    output_field(file, region_id(model, line->to_region), ',');
    output_field(file, move_id(line->move), ',');
    write_place(file, line);
    output_field(file, line->what == NULL ? "" : line->what, ',');
    output_number(file, line->value, '\n');
}

/* Enough to know that it was the same replication. */
static bool is_same(const struct di_result *a, const struct di_result *b)
{
    const struct di_result_dims *dims = &a->dims;
    const size_t stocks = (size_t)dims->quarters * dims->regions * dims->settings * dims->cells;
    return a->events == b->events && a->flow_count == b->flow_count &&
           memcmp(a->stock, b->stock, stocks * sizeof *a->stock) == 0 &&
           memcmp(a->child_time, b->child_time, stocks * sizeof *a->child_time) == 0;
}

static enum di_status trace_model(struct tracing *tracing, const struct di_run_record *record,
                                  struct di_care *care, struct di_error *error)
{
    const struct di_care_options options = {.on_trace = write_line, .trace_context = tracing};
    const struct di_result *known = record->set->results[tracing->replication];
    struct di_result *result = NULL;
    if (di_result_create(tracing->model, known->dims.full_splits, &result) != DI_OK)
        return di_fail_memory(error);
    enum di_status status =
        di_care_run(care, record->set->seed, known->replication, &options, result, error);
    if (status == DI_OK && !is_same(known, result))
        status = DI_FAIL(error, DI_ERR_INVARIANT, "trace.csv.gz",
                         DI_N_("Replication %1 ran differently when it was traced."),
                         di_integer_arg(tracing->replication));
    di_result_destroy(result);
    return status;
}

/* A replication whose inputs were drawn has a model of its own. */
static enum di_status trace_one(struct tracing *tracing, const struct di_run_record *record,
                                struct di_care *care, struct di_error *error)
{
    const struct di_experiment_options *experiment = record->experiment;
    if (care != NULL)
        return trace_model(tracing, record, care, error);
    struct di_variant variant = {.luck = tracing->replication};
    enum di_status status =
        experiment->draw(experiment->draw_context, tracing->replication, &variant, error);
    if (status != DI_OK)
        return status;
    struct di_care *drawn = NULL;
    tracing->model = variant.model;
    status = di_care_create(variant.model, variant.start, &drawn, error);
    if (status == DI_OK)
        status = trace_model(tracing, record, drawn, error);
    di_care_destroy(drawn);
    experiment->drop(experiment->draw_context, &variant);
    tracing->model = record->model;
    return status;
}

enum di_status trace_table(const struct di_run_record *record, struct output_file *file,
                           struct di_error *error)
{
    struct tracing tracing = {
        .file = file, .model = record->model, .last_child = DI_TRACE_NO_CHILD};
    struct di_care *care = NULL;
    const bool is_drawn = record->experiment != NULL && record->experiment->draw != NULL;
    enum di_status status =
        is_drawn ? DI_OK : di_care_create(record->model, record->start, &care, error);
    output_text(file, TRACE_HEADER "\n");
    for (uint32_t i = 0; status == DI_OK && i < record->set->count; i++) {
        tracing.replication = i;
        status = trace_one(&tracing, record, care, error);
    }
    di_care_destroy(care);
    return status;
}

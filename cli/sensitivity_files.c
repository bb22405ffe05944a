/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables for people, CSV and JSON of one study. */
#include "sensitivity_files.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/number.h"
#include "di/path.h"

#include "draft_file.h"
#include "error_report.h"
#include "own_file.h"
#include "text_table.h"

bool di_sensitivity_tables_init(struct di_sensitivity_tables *tables,
                                const struct di_uncertainty *uncertainty,
                                const struct di_model *model, size_t draws, size_t replications,
                                size_t points, uint64_t seed)
{
    const size_t inputs = uncertainty->count;
    *tables = (struct di_sensitivity_tables){.uncertainty = uncertainty,
                                             .model = model,
                                             .draws = draws,
                                             .replications = replications,
                                             .points = points,
                                             .seed = seed};
    tables->ends = calloc(2 * inputs + 1, sizeof *tables->ends);
    tables->draws_sha256 = "";
    bool ready = tables->ends != NULL;
    for (uint32_t o = 0; o < DI_OUTCOMES; o++) {
        tables->bars[o] = calloc(inputs, sizeof *tables->bars[o]);
        tables->rank[o] = calloc(inputs, sizeof *tables->rank[o]);
        tables->indices[o] = calloc(inputs, sizeof *tables->indices[o]);
        ready = ready && tables->bars[o] != NULL && tables->rank[o] != NULL &&
                tables->indices[o] != NULL;
    }
    return ready;
}

void di_sensitivity_tables_finish(struct di_sensitivity_tables *tables)
{
    free(tables->ends);
    for (uint32_t o = 0; o < DI_OUTCOMES; o++) {
        free(tables->bars[o]);
        free(tables->rank[o]);
        free(tables->indices[o]);
    }
}

/* Does the output vary at all? Days without a placement are often none. */
static bool is_shown(const struct di_sensitivity_tables *tables, uint32_t o)
{
    if (tables->is_withheld[o])
        return false;
    const struct di_tornado_bar *widest = &tables->bars[o][0];
    return widest->low != widest->high || tables->spread[o].p05 != tables->spread[o].p95;
}

/* An input as it stands, low and high; NaN where --suppress withholds them. */
struct input_ends {
    double value, low, high;
};

static struct input_ends ends_of(const struct di_sensitivity_tables *tables, size_t i)
{
    const struct di_uncertain_input *input = &tables->uncertainty->inputs[i];
    if (di_sensitivity_hides_input(tables, i))
        return (struct input_ends){(double)NAN, (double)NAN, (double)NAN};
    return (struct input_ends){input->value, tables->ends[2 * i], tables->ends[2 * i + 1]};
}

static void add_index(const struct di_cli *cli, struct di_text_table *table, double value,
                      double low, double high)
{
    char a[DI_CATALOGUE_NUMBER_MAX], b[DI_CATALOGUE_NUMBER_MAX], c[DI_CATALOGUE_NUMBER_MAX],
        text[3 * DI_CATALOGUE_NUMBER_MAX + 8];
    (void)di_catalogue_real(&cli->catalogue, value, 2, a);
    (void)di_catalogue_real(&cli->catalogue, low, 2, b);
    (void)di_catalogue_real(&cli->catalogue, high, 2, c);
    (void)snprintf(text, sizeof text, "%s (%s\xe2\x80\x93%s)", a, b, c);
    di_text_table_add(table, text);
}

static void print_outcome(const struct di_cli *cli, const struct di_sensitivity_tables *tables,
                          uint32_t o)
{
    const char *const headings[] = {_("Input"),         _("Low"),        _("High"),
                                    _("Result at low"), _("at high"),    _("Rank correlation"),
                                    _("First index"),   _("Total index")};
    const size_t columns = tables->has_indices ? 8 : 6;
    struct di_text_table table;
    di_text_table_init(&table, columns);
    (void)printf("%s\n\n", _(di_outcome_label((enum di_outcome)o)));
    for (size_t i = 0; i < columns; i++)
        di_text_table_add(&table, headings[i]);
    for (size_t i = 0; i < tables->uncertainty->count; i++) {
        const struct di_tornado_bar *bar = &tables->bars[o][i];
        const struct di_uncertain_input *input = &tables->uncertainty->inputs[bar->input];
        const struct input_ends ends = ends_of(tables, bar->input);
        di_text_table_add(&table, input->pointer);
        di_text_table_add_real(&table, &cli->catalogue, ends.low, 3);
        di_text_table_add_real(&table, &cli->catalogue, ends.high, 3);
        di_text_table_add_real(&table, &cli->catalogue, bar->low, 1);
        di_text_table_add_real(&table, &cli->catalogue, bar->high, 1);
        di_text_table_add_real(&table, &cli->catalogue, tables->rank[o][bar->input], 2);
        if (!tables->has_indices)
            continue;
        const struct di_sobol_index *index = &tables->indices[o][bar->input];
        add_index(cli, &table, index->first, index->first_low, index->first_high);
        add_index(cli, &table, index->total, index->total_low, index->total_high);
    }
    (void)di_text_table_print(&table, stdout);
    di_text_table_finish(&table);
    (void)fputc('\n', stdout);
}

static bool is_any_shown(const struct di_sensitivity_tables *tables)
{
    bool found = false;
    for (uint32_t o = 0; o < DI_OUTCOMES; o++)
        found = found || is_shown(tables, o);
    return found;
}

static void print_spread(const struct di_cli *cli, const struct di_sensitivity_tables *tables)
{
    const char *const headings[] = {_("Over all draws"), _("As it stands"), _("Median"),
                                    _("90% from"),       _("to"),           _("Sd of inputs"),
                                    _("Sd of chance")};
    struct di_text_table table;
    di_text_table_init(&table, 7);
    for (size_t i = 0; i < 7; i++)
        di_text_table_add(&table, headings[i]);
    for (uint32_t o = 0; o < DI_OUTCOMES; o++) {
        if (!is_shown(tables, o))
            continue;
        const struct di_draw_spread *spread = &tables->spread[o];
        di_text_table_add(&table, _(di_outcome_label((enum di_outcome)o)));
        di_text_table_add_real(&table, &cli->catalogue, tables->base[o], 1);
        di_text_table_add_real(&table, &cli->catalogue, spread->p50, 1);
        di_text_table_add_real(&table, &cli->catalogue, spread->p05, 1);
        di_text_table_add_real(&table, &cli->catalogue, spread->p95, 1);
        di_text_table_add_real(&table, &cli->catalogue, sqrt(spread->variance_parameters), 1);
        di_text_table_add_real(&table, &cli->catalogue, sqrt(spread->variance_within), 1);
    }
    (void)di_text_table_print(&table, stdout);
    di_text_table_finish(&table);
    (void)fputc('\n', stdout);
}

static void print_withheld(const struct di_cli *cli, const struct di_sensitivity_tables *tables)
{
    struct di_message message;
    char text[1024];
    for (uint32_t o = 0; o < DI_OUTCOMES; o++) {
        if (!tables->is_withheld[o])
            continue;
        DI_MESSAGE(&message,
                   N_("%1: withheld, for it tells a count of fewer than %2 children."),
                   di_text_arg(_(di_outcome_label((enum di_outcome)o))),
                   di_integer_arg(tables->suppress_below));
        (void)di_message_render(&message, &cli->catalogue, text, sizeof text);
        di_text_print_wrapped(text, 79, stdout);
    }
}

void di_sensitivity_print(const struct di_cli *cli, const struct di_sensitivity_tables *tables)
{
    struct di_message message;
    char text[1024];
    for (uint32_t o = 0; o < DI_OUTCOMES; o++)
        if (is_shown(tables, o))
            print_outcome(cli, tables, o);
    if (is_any_shown(tables))
        print_spread(cli, tables);
    print_withheld(cli, tables);
    DI_MESSAGE(
        &message,
        tables->is_expected
            ? N_("Low and high are the 5%% and 95%% points of each input, the others as "
                 "the scenario states them. Draws: %1, of expected numbers: there is no "
                 "chance in them.")
        : tables->replications > 1
            ? N_("Low and high are the 5%% and 95%% points of each input, the others as "
                 "the scenario states them. Draws: %1, with %2 replications each and the "
                 "same luck; ranges are of the draws' means, and the variance of chance "
                 "is taken off the spread of the inputs.")
            : N_("Low and high are the 5%% and 95%% points of each input, the others as "
                 "the scenario states them. Draws: %1, with %2 replication each: ranges "
                 "hold parameters and chance together."),
        di_integer_arg((int64_t)tables->draws), di_integer_arg((int64_t)tables->replications));
    (void)di_message_render(&message, &cli->catalogue, text, sizeof text);
    di_text_print_wrapped(text, 79, stdout);
    if (tables->draws_sha256[0] != '\0')
        di_text_print_wrapped(_("The draws, and their 5% and 95% points, are those of the file "
                                "given with --draws-from, not of the distributions."),
                              79, stdout);
}

static json_t *number(double value)
{
    return isnan(value) ? json_null() : json_real(value);
}

static json_t *input_object(const struct di_sensitivity_tables *tables, uint32_t o, size_t i)
{
    const struct di_tornado_bar *bar = &tables->bars[o][i];
    const struct di_uncertain_input *input = &tables->uncertainty->inputs[bar->input];
    const struct input_ends ends = ends_of(tables, bar->input);
    json_t *object =
        json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o}", "input", input->pointer,
                  "distribution", di_distribution_id(input->distribution.kind), "value",
                  number(ends.value), "low", number(ends.low), "high", number(ends.high),
                  "result_low", number(bar->low), "result_high", number(bar->high),
                  "rank_correlation", number(tables->rank[o][bar->input]));
    const struct di_sobol_index *x = &tables->indices[o][bar->input];
    if (!tables->has_indices)
        return object;
    json_t *indices = json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "first", number(x->first),
                                "first_low", number(x->first_low), "first_high",
                                number(x->first_high), "total", number(x->total), "total_low",
                                number(x->total_low), "total_high", number(x->total_high));
    (void)json_object_update_missing(object, indices);
    json_decref(indices);
    return object;
}

static json_t *outcome_object(const struct di_sensitivity_tables *tables, uint32_t o)
{
    const struct di_draw_spread *spread = &tables->spread[o];
    json_t *inputs = json_array();
    for (size_t i = 0; i < tables->uncertainty->count; i++)
        (void)json_array_append_new(inputs, input_object(tables, o, i));
    return json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "indicator",
                     di_outcome_indicator((enum di_outcome)o), "base", number(tables->base[o]),
                     "p05", number(spread->p05), "p50", number(spread->p50), "p95",
                     number(spread->p95), "variance_parameters",
                     number(spread->variance_parameters), "variance_chance",
                     number(spread->variance_within), "inputs", inputs);
}

static json_t *study_object(const struct di_sensitivity_tables *tables)
{
    json_t *outcomes = json_array();
    for (uint32_t o = 0; o < DI_OUTCOMES; o++)
        (void)json_array_append_new(outcomes, outcome_object(tables, o));
    const bool has_chance = !tables->is_expected && tables->replications < 2;
    return json_pack(
        "{s:s, s:s, s:I, s:I, s:o, s:o, s:o, s:s, s:o, s:o}", "scenario", tables->model->id,
        "method", tables->is_expected ? "cohort" : "simulation", "seed",
        (json_int_t)tables->seed, "draws", (json_int_t)tables->draws, "draws_sha256",
        tables->draws_sha256[0] != '\0' ? json_string(tables->draws_sha256) : json_null(),
        "replications",
        tables->is_expected ? json_null() : json_integer((json_int_t)tables->replications),
        "points", json_integer(tables->has_indices ? (json_int_t)tables->points : 0),
        "uncertainty", has_chance ? "parameters_and_chance" : "parameters", "suppress_below",
        tables->suppress_below > 0 ? json_integer(tables->suppress_below) : json_null(),
        "outputs", outcomes);
}

void di_sensitivity_print_json(const struct di_sensitivity_tables *tables)
{
    json_t *root = study_object(tables);
    (void)json_dumpf(root, stdout, JSON_COMPACT);
    (void)fputc('\n', stdout);
    json_decref(root);
}

/* ---- files ---- */

static void write_number(FILE *stream, double value, char end)
{
    char text[DI_NUMBER_TEXT_MAX];
    (void)di_number_format(value, text);
    (void)fprintf(stream, "%s%c", text, end);
}

static void write_rows(const struct di_sensitivity_tables *tables, FILE *stream)
{
    (void)fputs("scenario,indicator,input,value,low,high,result_base,result_low,result_high,"
                "rank_correlation,first,first_low,first_high,total,total_low,total_high,"
                "replications\n",
                stream);
    const struct di_sobol_index nothing = {(double)NAN, (double)NAN, (double)NAN,
                                           (double)NAN, (double)NAN, (double)NAN};
    for (uint32_t o = 0; o < DI_OUTCOMES; o++)
        for (size_t i = 0; i < tables->uncertainty->count; i++) {
            const struct di_tornado_bar *bar = &tables->bars[o][i];
            const struct di_uncertain_input *input = &tables->uncertainty->inputs[bar->input];
            const struct input_ends ends = ends_of(tables, bar->input);
            const struct di_sobol_index *x =
                tables->has_indices ? &tables->indices[o][bar->input] : &nothing;
            (void)fprintf(stream, "%s,%s,%s,", tables->model->id,
                          di_outcome_indicator((enum di_outcome)o), input->pointer);
            write_number(stream, ends.value, ',');
            write_number(stream, ends.low, ',');
            write_number(stream, ends.high, ',');
            write_number(stream, tables->base[o], ',');
            write_number(stream, bar->low, ',');
            write_number(stream, bar->high, ',');
            write_number(stream, tables->rank[o][bar->input], ',');
            write_number(stream, x->first, ',');
            write_number(stream, x->first_low, ',');
            write_number(stream, x->first_high, ',');
            write_number(stream, x->total, ',');
            write_number(stream, x->total_low, ',');
            write_number(stream, x->total_high, ',');
            write_number(
                stream, tables->is_expected ? (double)NAN : (double)tables->replications, '\n');
        }
}

static void write_study(const struct di_sensitivity_tables *tables, FILE *stream)
{
    json_t *root = study_object(tables);
    (void)json_dumpf(root, stream, JSON_INDENT(2));
    (void)fputc('\n', stream);
    json_decref(root);
}

typedef void (*table_writer)(const struct di_sensitivity_tables *, FILE *);

struct table {
    table_writer writer;
    const struct di_sensitivity_tables *tables;
};

static void write_table(const void *content, FILE *stream)
{
    const struct table *table = content;
    table->writer(table->tables, stream);
}

static enum di_status write_one(const struct di_sensitivity_tables *tables, const char *path,
                                table_writer writer, struct di_error *error)
{
    const struct table table = {writer, tables};
    if (di_draft_file_write(path, write_table, &table))
        return DI_OK;
    if (errno == ENOMEM)
        return di_fail_memory(error);
    return DI_FAIL(error, DI_ERR_FILE, path, DI_N_("Cannot write '%1': %2."), di_text_arg(path),
                   di_text_arg(strerror(errno)));
}

static const struct di_own_result files[] = {
    {"sensitivity.csv", "scenario,indicator,input,", NULL},
    {"sensitivity.json", "{\n  \"scenario\":", NULL}};
enum { FILES = sizeof files / sizeof files[0] };
static const table_writer writers[FILES] = {write_rows, write_study};

enum di_status di_sensitivity_check_folder(const char *folder, bool force,
                                           struct di_error *error)
{
    return force ? DI_OK : di_own_results_check(folder, files, FILES, error);
}

enum di_status di_sensitivity_write(const struct di_sensitivity_tables *tables,
                                    const char *folder, struct di_error *error)
{
    enum di_status status = DI_OK;
    for (size_t i = 0; status == DI_OK && i < FILES; i++) {
        char *path = di_path_join(folder, files[i].name);
        if (path == NULL)
            return di_fail_memory(error);
        status = write_one(tables, path, writers[i], error);
        free(path);
    }
    return status;
}

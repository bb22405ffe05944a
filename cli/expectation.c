/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of the cohort computation by year: of children 0-17, exits of 18 and over beside. */
#include "expectation.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "di/cohort.h"
#include "di/language.h"
#include "di/result.h"

#include "error_report.h"
#include "json_text.h"
#include "text_table.h"

struct year_sums {
    int32_t year;
    int32_t first_civil_day, last_civil_day; /* both inclusive */
    double residential, care, admissions, exits, adult_exits;
    double unexplained_in, unexplained_out; /* of all care, in neither of the above */
};

static bool is_residential(const struct di_model *model, uint16_t place)
{
    return place < model->setting_count && di_setting_is_residential(&model->settings[place]);
}

/* Moves of one quarter into residential care and out of it; unexplained ones of all care. */
static void add_moves(const struct di_model *model, const struct di_cohort_flow *flow,
                      uint32_t quarter, struct year_sums *sums)
{
    const double children = flow->count[2 * quarter], adults = flow->count[2 * quarter + 1];
    const bool from = is_residential(model, flow->from), to = is_residential(model, flow->to);
    if (flow->from == DI_SETTING_UNEXPLAINED_IN) {
        sums->unexplained_in += children;
    } else if (flow->to == DI_SETTING_UNEXPLAINED_OUT) {
        sums->unexplained_out += children;
    } else if (to && !from) {
        sums->admissions += children;
    } else if (from && !to) {
        sums->exits += children;
        sums->adult_exits += adults;
    }
}

static struct year_sums sum_year(const struct di_model *model, const struct di_cohort *cohort,
                                 uint32_t first, uint32_t next)
{
    const int32_t start = model->start_civil_day;
    struct year_sums sums = {
        .year = di_date_year(start + di_result_quarter_first_day(model, first)),
        .first_civil_day = start + di_result_quarter_first_day(model, first),
        .last_civil_day = start + di_result_quarter_first_day(model, next) - 1};
    for (uint32_t r = 0; r < cohort->regions; r++) /* by rank: sums of fractions */
        for (uint32_t rank = 0; rank < cohort->settings; rank++) {
            const uint16_t region = di_model_region_of_rank(model, r);
            const uint16_t s = di_model_setting_of_rank(model, rank);
            const double stock = cohort->stock[di_cohort_index(cohort, next - 1, region, s, 0)];
            if (di_setting_is_residential(&model->settings[s]))
                sums.residential += stock;
            if (di_kind_is_formal_care(model->settings[s].kind))
                sums.care += stock;
        }
    for (uint32_t f = 0; f < cohort->flow_count; f++)
        for (uint32_t quarter = first; quarter < next; quarter++)
            add_moves(model, &cohort->flows[f], quarter, &sums);
    return sums;
}

static void add_year(const struct di_cli *cli, struct di_text_table *table, json_t *years,
                     const struct year_sums *sums, bool tells_unexplained)
{
    char year[16], from[16], to[16];
    (void)snprintf(year, sizeof year, "%d", (int)sums->year);
    di_date_format(sums->first_civil_day, from);
    di_date_format(sums->last_civil_day, to);
    di_text_table_add(table, year);
    di_text_table_add_real(table, &cli->catalogue, sums->residential, 1);
    di_text_table_add_real(table, &cli->catalogue, sums->care, 1);
    di_text_table_add_real(table, &cli->catalogue, sums->admissions, 1);
    di_text_table_add_real(table, &cli->catalogue, sums->exits, 1);
    di_text_table_add_real(table, &cli->catalogue, sums->adult_exits, 1);
    if (tells_unexplained) {
        di_text_table_add_real(table, &cli->catalogue, sums->unexplained_in, 1);
        di_text_table_add_real(table, &cli->catalogue, sums->unexplained_out, 1);
    }
    (void)json_array_append_new(
        years, json_pack("{s:i, s:s, s:s, s:f, s:f, s:f, s:f, s:f, s:f, s:f}", "year",
                         (int)sums->year, "period_start", from, "period_end", to,
                         "K1r_residential_stock", sums->residential, "K3_formal_care_stock",
                         sums->care, "K6r_residential_admissions", sums->admissions,
                         "K7r_residential_exits", sums->exits, "K7r_residential_exits/18_plus",
                         sums->adult_exits, "C_unexplained_entries", sums->unexplained_in,
                         "C_unexplained_exits", sums->unexplained_out));
}

static bool has_unexplained(const struct di_cohort *cohort)
{
    for (uint32_t f = 0; f < cohort->flow_count; f++)
        if (cohort->flows[f].from == DI_SETTING_UNEXPLAINED_IN ||
            cohort->flows[f].to == DI_SETTING_UNEXPLAINED_OUT)
            return true;
    return false;
}

json_t *di_expectation_omissions(void)
{
    size_t count;
    const char *const *omissions = di_cohort_omissions(&count);
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        (void)json_array_append_new(list, json_string(omissions[i]));
    return list;
}

static void print_people(const struct di_model *model, const struct di_cli *cli,
                         struct di_text_table *table)
{
    size_t count;
    const char *const *omissions = di_cohort_omissions(&count);
    (void)printf("%s\n\n",
                 di_language_pick(cli->catalogue.language, model->name_en, model->name_ru));
    (void)di_text_table_print(table, stdout);
    (void)fputc('\n', stdout);
    di_text_print_wrapped(_("Expected numbers, computed without simulation: stocks of children "
                            "0-17 at the end of the year, their moves of the year. Left out:"),
                          DI_TEXT_LINE, stdout);
    for (size_t i = 0; i < count; i++) {
        char line[512];
        (void)snprintf(line, sizeof line, "- %s", _(omissions[i]));
        di_text_print_wrapped(line, DI_TEXT_LINE, stdout);
    }
}

void di_expectation_print(const struct di_cli *cli, const struct di_model *model,
                          const struct di_cohort *cohort, const char *folder)
{
    struct di_text_table table;
    const char *const headings[] = {
        _("Year"),  _("In residential care"), _("In formal care"),      _("Admissions"),
        _("Exits"), _("18 and over"),         _("Unexplained entries"), _("Unexplained exits")};
    const bool tells_unexplained = has_unexplained(cohort);
    const size_t columns = sizeof headings / sizeof headings[0] - (tells_unexplained ? 0 : 2);
    di_text_table_init(&table, columns);
    for (size_t i = 0; i < columns; i++)
        di_text_table_add(&table, headings[i]);
    json_t *years = json_array();
    for (uint32_t first = 0; first < cohort->quarters;) {
        const uint32_t next = di_result_next_year(model, first);
        const struct year_sums sums = sum_year(model, cohort, first, next);
        add_year(cli, &table, years, &sums, tells_unexplained);
        first = next;
    }
    json_t *root =
        json_pack("{s:s, s:s, s:o, s:o, s:o}", "scenario", model->id, "method", "cohort", "out",
                  folder == NULL ? json_null() : di_json_text(folder), "years", years,
                  "leaves_out", di_expectation_omissions());
    if (cli->is_json) {
        (void)json_dumpf(root, stdout, JSON_COMPACT);
        (void)fputc('\n', stdout);
    } else {
        print_people(model, cli, &table);
    }
    json_decref(root);
    di_text_table_finish(&table);
}

/* The engine knows the section of the scenario, but not its file. */
static enum di_exit report_with_file(const struct di_cli *cli, const char *path,
                                     const struct di_error *error)
{
    const size_t room = strlen(path) + strlen(error->where) + 2;
    char *where = error->where[0] == '/' ? malloc(room) : NULL;
    struct di_error placed = *error;
    if (where != NULL) {
        (void)snprintf(where, room, "%s %s", path, error->where);
        (void)!di_fail(&placed, error->status, where, NULL, NULL, 0);
        placed.message = error->message;
    }
    free(where);
    return di_error_report(cli, &placed);
}

enum di_exit di_expectation_run(const struct di_cli *cli, const char *path,
                                const struct di_model *model, const struct di_warm_start *start,
                                struct di_cohort **cohort_out)
{
    struct di_cohort_options options;
    struct di_error error;
    di_error_clear(&error);
    di_cohort_options_defaults(&options);
    if (di_cohort_run(model, start, &options, cohort_out, &error) == DI_OK)
        return DI_EXIT_DONE;
    return report_with_file(cli, path, &error);
}

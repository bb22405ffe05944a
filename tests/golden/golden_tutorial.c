/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Yearly stocks, child-days and flows of some tutorial scenarios, summed over three
 * replications, one line each. All are whole numbers, so a golden file is compared line by
 * line: any difference is a change of results.
 *
 *     golden_tutorial check FILE SCENARIOS_FOLDER    0: as the file says
 *     golden_tutorial write FILE SCENARIOS_FOLDER    only by the target `update-golden`
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/benchmark.h"
#include "di/care.h"
#include "di/scenario.h"
#include "di/warm_start.h"

enum { REPLICATIONS = 3, QUARTERS = 4, LINE_MAX_BYTES = 256, DIFFERENCES_SHOWN = 10 };
static const uint64_t seed = 1;

static const char *const tutorials[] = {"02-entries-and-prevention",
                                        "05-siblings",
                                        "06-moratorium",
                                        "07-reentry",
                                        "08-two-regions",
                                        "10-turning-eighteen",
                                        "11-double-running",
                                        "12-war",
                                        "13-carer-pipeline",
                                        "14-closure",
                                        "15-too-few-workers"};

struct golden {
    FILE *file;
    bool is_writing;
    unsigned line, differences;
};

/* ---- one line ---- */

static void emit(struct golden *golden, const char *line)
{
    char expected[LINE_MAX_BYTES] = "";
    golden->line++;
    if (golden->is_writing) {
        (void)fprintf(golden->file, "%s\n", line);
        return;
    }
    if (fgets(expected, sizeof expected, golden->file) == NULL)
        (void)snprintf(expected, sizeof expected, "(nothing)");
    expected[strcspn(expected, "\n")] = '\0';
    if (strcmp(expected, line) == 0)
        return;
    if (++golden->differences <= DIFFERENCES_SHOWN)
        (void)printf("line %u\n  golden: %s\n  now:    %s\n", golden->line, expected, line);
}

static void emit_count(struct golden *golden, const char *tutorial, uint32_t year,
                       const char *what, const char *from, const char *to, int64_t count)
{
    char line[LINE_MAX_BYTES];
    if (count == 0)
        return;
    (void)snprintf(line, sizeof line, "%s,%" PRIu32 ",%s,%s,%s,%" PRId64, tutorial, year, what,
                   from, to, count);
    emit(golden, line);
}

/* ---- one scenario ---- */

struct totals { /* [years][settings], [years][from][to]; from: settings, new, return */
    const struct di_model *model;
    uint32_t years, settings;
    int64_t *stock, *days, *flow;
};

static bool totals_init(struct totals *totals, const struct di_model *model)
{
    totals->model = model;
    totals->years = di_model_quarters(model) / QUARTERS;
    totals->settings = model->setting_count;
    const size_t cells = (size_t)totals->years * totals->settings;
    totals->stock = calloc(cells, sizeof *totals->stock);
    totals->days = calloc(cells, sizeof *totals->days);
    totals->flow = calloc(cells * (totals->settings + 2), sizeof *totals->flow);
    return totals->stock != NULL && totals->days != NULL && totals->flow != NULL;
}

static void totals_finish(struct totals *totals)
{
    free(totals->stock);
    free(totals->days);
    free(totals->flow);
}

/* Children 0-17 and 18 and over are the first two cells. */
static void add_stocks(struct totals *totals, const struct di_result *result)
{
    for (uint32_t q = 0; q < totals->years * QUARTERS; q++)
        for (uint32_t r = 0; r < result->dims.regions; r++)
            for (uint32_t s = 0; s < totals->settings; s++) {
                const size_t from = di_result_stock_index(&result->dims, q, r, s, 0);
                const size_t to = (size_t)(q / QUARTERS) * totals->settings + s;
                totals->days[to] +=
                    di_time_day(result->child_time[from] + result->child_time[from + 1]);
                if (q % QUARTERS == QUARTERS - 1)
                    totals->stock[to] += result->stock[from] + result->stock[from + 1];
            }
}

static uint32_t origin_index(const struct totals *totals, uint16_t from)
{
    if (from == DI_FROM_OUTSIDE_NEW)
        return totals->settings;
    return from == DI_FROM_OUTSIDE_RETURN ? totals->settings + 1 : from;
}

static void add_flows(struct totals *totals, const struct di_result *result)
{
    for (uint32_t f = 0; f < result->flow_count; f++) {
        const struct di_flow *flow = &result->flows[f];
        const uint32_t from = origin_index(totals, flow->key.from);
        for (uint32_t e = flow->first; e < flow->first + flow->count; e++) {
            const struct di_flow_entry *entry = &result->entries[e];
            const size_t row =
                (size_t)(entry->quarter / QUARTERS) * (totals->settings + 2) + from;
            if (di_result_cell_is_everyone(&result->dims, entry->cell) &&
                entry->quarter < totals->years * QUARTERS)
                totals->flow[row * totals->settings + flow->key.to] += entry->count;
        }
    }
}

static void emit_year(struct golden *golden, const char *tutorial, const struct totals *totals,
                      uint32_t year)
{
    const struct di_setting *settings = totals->model->settings;
    for (uint32_t s = 0; s < totals->settings; s++) {
        const size_t at = (size_t)year * totals->settings + s;
        emit_count(golden, tutorial, year, "stock", settings[s].name.id, "", totals->stock[at]);
        emit_count(golden, tutorial, year, "days", settings[s].name.id, "", totals->days[at]);
    }
    for (uint32_t from = 0; from < totals->settings + 2; from++)
        for (uint32_t to = 0; to < totals->settings; to++) {
            const size_t row = (size_t)year * (totals->settings + 2) + from;
            const char *id = from == totals->settings       ? "new"
                             : from == totals->settings + 1 ? "return"
                                                            : settings[from].name.id;
            emit_count(golden, tutorial, year, "flow", id, settings[to].name.id,
                       totals->flow[row * totals->settings + to]);
        }
}

static enum di_status replicate(struct di_care *care, struct totals *totals, uint32_t number)
{
    struct di_result *result = NULL;
    enum di_status status = di_result_create(totals->model, false, &result);
    if (status == DI_OK)
        status = di_care_run(care, seed, number, NULL, result, NULL);
    if (status == DI_OK) {
        add_stocks(totals, result);
        add_flows(totals, result);
    }
    di_result_destroy(result);
    return status;
}

static enum di_status run(struct golden *golden, const char *tutorial,
                          const struct di_model *model)
{
    struct di_diagnostics diagnostics;
    struct di_warm_start *start = NULL;
    struct di_care *care = NULL;
    struct totals totals = {0};
    di_diagnostics_init(&diagnostics);
    enum di_status status = di_warm_start_prepare(model, &diagnostics, &start, NULL);
    if (status == DI_OK)
        status = di_care_create(model, start, &care, NULL);
    if (status == DI_OK && !totals_init(&totals, model))
        status = DI_ERR_MEMORY;
    for (uint32_t n = 0; n < REPLICATIONS && status == DI_OK; n++)
        status = replicate(care, &totals, n);
    for (uint32_t year = 0; year < totals.years && status == DI_OK; year++)
        emit_year(golden, tutorial, &totals, year);
    totals_finish(&totals);
    di_care_destroy(care);
    di_warm_start_destroy(start);
    di_diagnostics_finish(&diagnostics);
    return status;
}

static enum di_status run_tutorial(struct golden *golden, const char *folder,
                                   const char *tutorial)
{
    char path[1024];
    struct di_diagnostics diagnostics;
    struct di_scenario *scenario = NULL;
    (void)snprintf(path, sizeof path, "%s/tutorial/%s.json", folder, tutorial);
    di_diagnostics_init(&diagnostics);
    enum di_status status = di_scenario_load(path, NULL, 0, &diagnostics, &scenario, NULL);
    di_diagnostics_finish(&diagnostics);
    if (status == DI_OK)
        status = run(golden, tutorial, scenario->model);
    if (status != DI_OK)
        (void)printf("%s: %s\n", tutorial, di_status_code(status));
    if (scenario != NULL)
        di_scenario_destroy(scenario);
    return status;
}

static double no_clock(void *context)
{
    (void)context;
    return 0;
}

/* The benchmark's country has what the tutorials lack: long waiting lists, skips and holds. */
static enum di_status run_national(struct golden *golden)
{
    const struct di_benchmark_clock clock = {.seconds = no_clock};
    struct di_benchmark_national_result result;
    const enum di_status status = di_benchmark_national(0.02, 1, 1, &clock, &result, NULL);
    if (status != DI_OK)
        return status;
    const double days = result.child_years * DI_DAYS_PER_YEAR;
    emit_count(golden, "national", 0, "stock", "all", "", (int64_t)result.in_care_start);
    emit_count(golden, "national", 19, "stock", "all", "", (int64_t)result.in_care_end);
    emit_count(golden, "national", 19, "peak", "all", "", (int64_t)result.in_care);
    emit_count(golden, "national", 19, "days", "all", "", llround(days));
    emit_count(golden, "national", 19, "flow", "new", "all", (int64_t)result.entries);
    return DI_OK;
}

int main(int argument_count, char **arguments)
{
    struct golden golden = {0};
    char more[LINE_MAX_BYTES];
    if (argument_count != 4)
        return 2;
    golden.is_writing = strcmp(arguments[1], "write") == 0;
    golden.file = fopen(arguments[2], golden.is_writing ? "w" : "r");
    if (golden.file == NULL) {
        (void)printf("cannot open %s\n", arguments[2]);
        return 2;
    }
    enum di_status status = DI_OK;
    emit(&golden, "scenario,year,what,from,to,children");
    for (size_t i = 0; i < sizeof tutorials / sizeof tutorials[0] && status == DI_OK; i++)
        status = run_tutorial(&golden, arguments[3], tutorials[i]);
    if (status == DI_OK)
        status = run_national(&golden);
    if (!golden.is_writing && fgets(more, sizeof more, golden.file) != NULL)
        golden.differences++;
    if (fclose(golden.file) != 0 || status != DI_OK)
        return 2;
    if (golden.differences > 0)
        (void)printf("%u lines of %s differ: results changed. If that is meant, build the "
                     "target update-golden and say why in the commit ([results]).\n",
                     golden.differences, arguments[2]);
    return golden.differences > 0 ? 1 : 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Indicators, balance, results folder and comparison on counts written by hand. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "di/comparison.h"
#include "di/front_line.h"
#include "di/results.h"

#include "di_test.h"
#include "plain_model.h"

enum { HOME = PLAIN_HOME, FOSTER = PLAIN_HOME + 1, QUARTERS = 4, RUNS = 2 };

/* An institution that loses one child a quarter: two enter, three go to foster families. */
struct world {
    struct plain_model plain;
    struct di_replication_set set;
    struct di_result *results[RUNS];
    int32_t published_year;
    double published_value;
    struct di_published published;
};

static int32_t *stock_at(struct di_result *result, int32_t *array, uint32_t quarter,
                         uint32_t setting, uint32_t cell)
{
    return &array[di_result_stock_index(&result->dims, quarter, 0, setting, cell)];
}

static void set_flow(struct di_result *result, uint32_t row, uint16_t from, uint16_t to,
                     int32_t count)
{
    struct di_flow *flow = &result->flows[row];
    flow->key = (struct di_flow_key){.from = from, .to = to, .move = DI_MOVE_PLANNED};
    flow->first = row * QUARTERS;
    flow->count = QUARTERS;
    for (uint32_t quarter = 0; quarter < QUARTERS; quarter++)
        result->entries[result->entry_count++] =
            (struct di_flow_entry){.flow = row, .quarter = (uint16_t)quarter, .count = count};
}

static void fill(struct di_result *result, uint32_t replication)
{
    result->replication = replication;
    *stock_at(result, result->opening, 0, HOME, 0) = 10;
    *stock_at(result, result->opening_origin, 0, HOME, 0) = 10;
    for (uint32_t quarter = 0; quarter < QUARTERS; quarter++) {
        int32_t *const arrays[] = {result->stock, result->stock_origin};
        for (size_t a = 0; a < 2; a++) {
            *stock_at(result, arrays[a], quarter, HOME, 0) = 9 - (int32_t)quarter;
            *stock_at(result, arrays[a], quarter, HOME, 2) = 1;
            *stock_at(result, arrays[a], quarter, FOSTER, 0) = 3 + 3 * (int32_t)quarter;
        }
        result->child_time_origin[di_result_stock_index(&result->dims, quarter, 0, HOME, 0)] =
            di_time_from_days(10 * DI_DAYS_PER_YEAR);
    }
    result->flow_count = 2;
    result->flows = calloc(2, sizeof *result->flows);
    result->entries = calloc((size_t)2 * QUARTERS, sizeof *result->entries);
    set_flow(result, 0, HOME, FOSTER, 3);
    set_flow(result, 1, DI_FROM_OUTSIDE_NEW, HOME, 2);
}

static void world_init_at(struct world *world, int32_t start, int32_t days)
{
    memset(world, 0, sizeof *world);
    plain_model_init(&world->plain);
    struct di_model *model = &world->plain.model;
    model->start_civil_day = start != 0 ? start : model->start_civil_day;
    model->horizon_days = days;
    model->region_count = 1;
    world->plain.settings[FOSTER] = world->plain.settings[HOME];
    world->plain.settings[FOSTER].kind = DI_KIND_FOSTER;
    world->plain.settings[FOSTER].name =
        (struct di_name){"foster", "Foster care", "Foster care", 77, FOSTER};
    model->setting_count = FOSTER + 1;
    model->id = "plain";
    model->name_en = model->name_ru = "Plain";
    int32_t month, day;
    di_date_to_civil(model->start_civil_day, &world->published_year, &month, &day);
    world->published_value = 8.0;
    world->published =
        (struct di_published){"stock", "K1r_residential_stock", "a yearbook",
                              1,       &world->published_year,  &world->published_value};
    model->published_count = 1;
    model->published = &world->published;
    for (uint32_t i = 0; i < RUNS; i++) {
        assert_status(di_result_create(model, false, &world->results[i]), DI_OK);
        fill(world->results[i], i);
    }
    world->set = (struct di_replication_set){
        .count = RUNS, .requested = RUNS, .seed = 1, .results = world->results};
}

static void world_init(struct world *world)
{
    world_init_at(world, 0, 365);
}

static void world_finish(struct world *world)
{
    for (uint32_t i = 0; i < RUNS; i++)
        di_result_destroy(world->results[i]);
}

static struct di_run_record record_of(const struct world *world)
{
    return (struct di_run_record){.model = &world->plain.model,
                                  .set = &world->set,
                                  .program_version = "0",
                                  .method = "simulation",
                                  .resolved = "{\"a\": {\"value\": 0.1, \"source\": \"x\"}}",
                                  .scenario_sha256 = "0"};
}

static void make(struct world *world, const char *folder, struct di_results **results_out)
{
    const struct di_run_record record = record_of(world);
    struct di_error error;
    di_error_clear(&error);
    assert_status(di_results_make(&record, folder, false, results_out, &error), DI_OK);
}

static double year_mean(const struct world *world, const struct di_results *results,
                        const char *indicator)
{
    const struct di_results_row *row =
        di_results_find(results, indicator, DI_YEAR, world->plain.model.start_civil_day, false);
    assert_non_null(row);
    return row->summary.mean;
}

/* Families, workers and requests are not counted at the start: no number stands for them. */
static void only_children_in_places_have_an_opening(void **state)
{
    (void)state;
    struct world world;
    struct di_results *results = NULL;
    world_init(&world);
    make(&world, NULL, &results);
    assert_non_null(di_results_opening(results, "K1_institution_stock", "all"));
    assert_non_null(di_results_opening(results, "K4_family_based_stock", "all"));
    static const char *const none[] = {"K22_families",         "K22_places",
                                       "K22_children_waiting", "K10_still_waiting",
                                       "K16_workers",          "K17_closures_overdue"};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        assert_null(di_results_opening(results, none[i], "all"));
    di_results_destroy(results);
    world_finish(&world);
}

static void indicators_follow_from_the_counts(void **state)
{
    (void)state;
    struct world world;
    struct di_results *results = NULL;
    world_init(&world);
    make(&world, NULL, &results);
    assert_near(year_mean(&world, results, "K1_institution_stock"), 6.0, 0.0);
    assert_near(year_mean(&world, results, "K1r_residential_stock"), 6.0, 0.0);
    assert_near(year_mean(&world, results, "K2_institution_child_years"), 40.0, 1e-12);
    assert_near(year_mean(&world, results, "K3_formal_care_stock"), 18.0, 0.0);
    assert_near(year_mean(&world, results, "K4_family_based_share"), 12.0 / 18.0, 1e-15);
    assert_near(year_mean(&world, results, "K5_residential_to_family_ratio"), 0.5, 1e-15);
    assert_near(year_mean(&world, results, "K6_first_entries"), 8.0, 0.0);
    assert_near(year_mean(&world, results, "K6_reentries"), 0.0, 0.0);
    assert_near(year_mean(&world, results, "K6r_residential_admissions"), 8.0, 0.0);
    assert_near(year_mean(&world, results, "K6r_admissions_from_home"), 8.0, 0.0);
    assert_near(year_mean(&world, results, "K7r_residential_exits"), 12.0, 0.0);
    assert_near(year_mean(&world, results, "K7r_exits_foster"), 12.0, 0.0);
    assert_near(year_mean(&world, results, "K7_exits_to_family_share"), 12.0 / 18.0, 1e-15);
    assert_near(year_mean(&world, results, "K7r_unplanned_share"), 0.0, 0.0);
    assert_near(year_mean(&world, results, "K8_under3_institution_stock"), 1.0, 0.0);
    const double population = di_series_at(&world.plain.model.regions[0].population, 364);
    assert_near(year_mean(&world, results, "K1_institution_rate_per_100k"),
                6.0 * 1e5 / population, 1e-12);
    assert_near(di_results_published(results, "K1r_residential_stock", world.published_year),
                8.0, 0.0);
    di_results_destroy(results);
    world_finish(&world);
}

static void zero_over_zero_is_undefined(void **state)
{
    (void)state;
    struct world world;
    struct di_results *results = NULL;
    world_init(&world);
    make(&world, NULL, &results);
    /* nobody with a disability anywhere: 0/6 is zero, 0/0 is not a number */
    const struct di_results_row *row = di_results_find(
        results, "K9_disability_ratio", DI_YEAR, world.plain.model.start_civil_day, false);
    assert_non_null(row);
    assert_int_equal(row->summary.n, 0);
    assert_true(isnan(row->summary.mean));
    di_results_destroy(results);
    world_finish(&world);
}

static void a_lost_child_breaks_the_balance(void **state)
{
    (void)state;
    struct world world;
    struct di_results *results = NULL;
    world_init(&world);
    *stock_at(world.results[1], world.results[1]->stock, 2, HOME, 0) -= 1;
    const struct di_run_record record = record_of(&world);
    struct di_error error;
    di_error_clear(&error);
    assert_status(di_results_make(&record, NULL, false, &results, &error), DI_ERR_INVARIANT);
    assert_null(results);
    world_finish(&world);
}

static char *path_in(const char *folder, const char *name, char *buffer, size_t size)
{
    (void)snprintf(buffer, size, "%s/%s", folder, name);
    return buffer;
}

static size_t read_bytes(const char *folder, const char *name, unsigned char *bytes,
                         size_t size)
{
    char path[512];
    FILE *stream = fopen(path_in(folder, name, path, sizeof path), "rb");
    assert_non_null(stream);
    const size_t length = fread(bytes, 1, size, stream);
    (void)fclose(stream);
    return length;
}

static void write_text(const char *folder, const char *name, const char *text)
{
    char path[512];
    FILE *stream = fopen(path_in(folder, name, path, sizeof path), "wb");
    assert_non_null(stream);
    (void)fputs(text, stream);
    (void)fclose(stream);
}

static void remove_all(const char *folder)
{
    static const char *const names[] = {
        "manifest.json",       "scenario.json", "indicators.csv", "flows.csv",
        "replications.csv.gz", "balance.csv",   "costs.csv",      "budget.csv",
        "resources.csv",       "closures.csv",  "findings.json",  "results.xlsx"};
    char path[512];
    (void)mkdir(folder, 0777);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        (void)remove(path_in(folder, names[i], path, sizeof path));
}

static void check_round(struct world *world, const char *folder)
{
    struct di_results *results = NULL, *back = NULL;
    remove_all(folder);
    make(world, folder, &results);
    struct di_error error;
    di_error_clear(&error);
    assert_status(di_results_read(folder, &back, &error), DI_OK);
    assert_string_equal(back->scenario, "plain");
    assert_int_equal(back->replications, RUNS);
    assert_int_equal(back->row_count, results->row_count);
    for (size_t i = 0; i < back->row_count; i++) {
        const struct di_results_row *a = &results->rows[i], *b = &back->rows[i];
        assert_int_equal(a->indicator, b->indicator);
        assert_int_equal(a->period, b->period);
        assert_int_equal(a->first_civil_day, b->first_civil_day);
        assert_string_equal(a->region, b->region);
        assert_string_equal(a->setting, b->setting);
        for (uint32_t r = 0; a->values != NULL && r < RUNS; r++)
            assert_true(isnan(a->values[r]) ? isnan(b->values[r])
                                            : a->values[r] == b->values[r]);
    }
    assert_near(di_results_published(back, "K1r_residential_stock", world->published_year), 8.0,
                0.0);
    di_results_destroy(results);
    di_results_destroy(back);
    world_finish(world);
}

static void a_folder_reads_back_as_it_was(void **state)
{
    (void)state;
    struct world world;
    world_init(&world);
    check_round(&world, DI_BUILD_DIR "/test-output-round");
}

/* Quarters shorter than a month, a year shorter than a quarter. */
static void a_folder_of_a_cut_horizon_reads_back_as_it_was(void **state)
{
    static const int32_t spans[][6] = {
        {2026, 5, 15, 2027, 2, 22},  /* both ends cut */
        {2026, 3, 15, 2026, 12, 20}, /* first quarter: 17 days */
        {2026, 4, 1, 2027, 3, 31}};  /* the last year: a quarter */
    (void)state;
    for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++) {
        const int32_t *s = spans[i];
        const int32_t start = di_date_from_civil(s[0], s[1], s[2]);
        struct world world;
        world_init_at(&world, start, di_date_from_civil(s[3], s[4], s[5]) - start + 1);
        assert_int_equal(di_model_quarters(&world.plain.model), QUARTERS);
        check_round(&world, DI_BUILD_DIR "/test-output-cut");
    }
}

static void equal_runs_write_equal_bytes(void **state)
{
    (void)state;
    static const char *const names[] = {"scenario.json",       "indicators.csv", "flows.csv",
                                        "replications.csv.gz", "balance.csv",    "costs.csv",
                                        "budget.csv"};
    const char *folders[2] = {DI_BUILD_DIR "/test-output-a", DI_BUILD_DIR "/test-output-b"};
    enum { MOST = 1 << 22 };
    unsigned char *left = malloc(MOST), *right = malloc(MOST);
    assert_non_null(left);
    assert_non_null(right);
    for (size_t f = 0; f < 2; f++) {
        struct world world;
        struct di_results *results = NULL;
        world_init(&world);
        remove_all(folders[f]);
        make(&world, folders[f], &results);
        di_results_destroy(results);
        world_finish(&world);
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const size_t a = read_bytes(folders[0], names[i], left, MOST);
        const size_t b = read_bytes(folders[1], names[i], right, MOST);
        assert_true(a > 10 && a < MOST);
        assert_int_equal(a, b);
        assert_memory_equal(left, right, a);
    }
    assert_int_equal(read_bytes(folders[0], "replications.csv.gz", left, 8), 8);
    assert_memory_equal(left + 3, "\0\0\0\0\0", 5); /* no name, no time */
    free(left);
    free(right);
}

static void foreign_files_are_not_overwritten(void **state)
{
    (void)state;
    const char *folder = DI_BUILD_DIR "/test-output-foreign";
    struct world world;
    struct di_results *results = NULL;
    world_init(&world);
    remove_all(folder);
    write_text(folder, "flows.csv", "my own table\n");
    const struct di_run_record record = record_of(&world);
    struct di_error error;
    di_error_clear(&error);
    assert_status(di_results_make(&record, folder, false, &results, &error), DI_ERR_EXISTS);
    char text[64] = "";
    const size_t length = read_bytes(folder, "flows.csv", (unsigned char *)text, 63);
    assert_int_equal(length, strlen("my own table\n"));
    assert_status(di_results_make(&record, folder, true, &results, &error), DI_OK);
    di_results_destroy(results);
    results = NULL;
    /* now the folder is ours: a second run needs no force */
    assert_status(di_results_make(&record, folder, false, &results, &error), DI_OK);
    di_results_destroy(results);
    world_finish(&world);
}

static void damaged_folders_are_refused(void **state)
{
    (void)state;
    const char *folder = DI_BUILD_DIR "/test-output-damaged";
    struct world world;
    struct di_results *results = NULL;
    struct di_error error;
    di_error_clear(&error);
    remove_all(folder);
    assert_status(di_results_read(folder, &results, &error), DI_ERR_FILE);
    world_init(&world);
    make(&world, folder, &results);
    di_results_destroy(results);
    results = NULL;
    write_text(
        folder, "replications.csv.gz",
        "replication,indicator,region,setting,period_start,value\n0,K1_institution_stock,"
        "all,all,2026-01-01,1e999x\n");
    assert_status(di_results_read(folder, &results, &error), DI_ERR_SYNTAX);
    write_text(folder, "indicators.csv", "something,else\n");
    assert_status(di_results_read(folder, &results, &error), DI_ERR_SYNTAX);
    write_text(folder, "manifest.json", "{\"program\": \"homeward\", \"format\": 1}");
    assert_status(di_results_read(folder, &results, &error), DI_ERR_SYNTAX);
    write_text(folder, "manifest.json", "{\"program\": \"homeward\", \"format\": 2}");
    assert_status(di_results_read(folder, &results, &error), DI_ERR_UNSUPPORTED);
    assert_null(results);
    world_finish(&world);
}

static void pairs_share_seed_and_replications(void **state)
{
    (void)state;
    struct world base_world, changed_world;
    struct di_results *base = NULL, *changed = NULL;
    struct di_comparison comparison;
    struct di_error error;
    di_error_clear(&error);
    world_init(&base_world);
    world_init(&changed_world);
    /* one child more leaves and arrives in run 0, two in run 1, in the last quarter */
    for (uint32_t i = 0; i < RUNS; i++) {
        struct di_result *result = changed_world.results[i];
        const int32_t more = (int32_t)i + 1;
        result->entries[QUARTERS - 1].count += more;
        *stock_at(result, result->stock, QUARTERS - 1, HOME, 0) -= more;
        *stock_at(result, result->stock, QUARTERS - 1, FOSTER, 0) += more;
    }
    make(&base_world, NULL, &base);
    make(&changed_world, NULL, &changed);
    assert_status(di_comparison_init(base, changed, &comparison, &error), DI_OK);
    assert_true(comparison.row_count > 100);
    uint32_t found = 0;
    for (size_t i = 0; i < comparison.row_count; i++) {
        const struct di_comparison_row *row = &comparison.rows[i];
        if (strcmp(di_indicator_at(row->base->indicator).id, "K4_family_based_stock") != 0 ||
            row->base->period != DI_YEAR || strcmp(row->base->setting, "all") != 0 ||
            strcmp(row->base->region, "all") != 0)
            continue;
        found++;
        assert_near(row->paired.mean_difference, 1.5, 1e-15);
        assert_int_equal(row->paired.n, RUNS);
    }
    assert_int_equal(found, 1);
    di_comparison_finish(&comparison);
    changed->seed = 2;
    assert_status(di_comparison_init(base, changed, &comparison, &error), DI_ERR_INCONSISTENT);
    changed->seed = 1;
    changed->replications = 1;
    assert_status(di_comparison_init(base, changed, &comparison, &error), DI_ERR_INCONSISTENT);
    changed->replications = RUNS;
    di_results_destroy(base);
    di_results_destroy(changed);
    world_finish(&base_world);
    world_finish(&changed_world);
}

static void note_difference(void *context, const struct di_input_difference *difference)
{
    char *text = context;
    const size_t used = strlen(text);
    (void)snprintf(text + used, 256 - used, "%s%s:%s:%s;", difference->is_first ? "" : "+",
                   difference->pointer, difference->base, difference->changed);
}

static void only_inputs_that_differ_are_named(void **state)
{
    (void)state;
    char text[256] = "";
    struct di_error error;
    di_error_clear(&error);
    assert_status(
        di_inputs_compare("{\"id\": \"a\", \"x\": {\"value\": 0.1, \"source\": \"s\"},"
                          " \"y\": {\"b\": 2, \"a\": [1, 2]}, \"same\": 3}",
                          "{\"id\": \"b\", \"x\": 0.10, \"y\": {\"a\": [1, 3]}, "
                          "\"same\": 3.0, \"z/1\": true}",
                          note_difference, text, &error),
        DI_OK);
    assert_string_equal(text, "/y/a:[1,2]:[1,3];/y/b:2:;/z~11::true;");
    assert_status(di_inputs_compare("[]", "{}", note_difference, text, &error), DI_ERR_SYNTAX);
}

static void value_steps_and_distribution_are_one_input(void **state)
{
    (void)state;
    char text[256] = "";
    assert_status(
        di_inputs_compare("{\"a\": {\"value\": 1, \"steps\": [{\"from\": \"2028-01-01\", "
                          "\"set\": 2}], \"by\": {\"sex\": {\"female\": 2}}}, \"b\": 1}",
                          "{\"a\": {\"value\": 3, \"by\": {\"sex\": {\"female\": 1}}}, "
                          "\"b\": 2}",
                          note_difference, text, NULL),
        DI_OK);
    assert_string_equal(text, "/a/by/sex/female:2:1;+/a/steps:from 2028-01-01 set 2:;"
                              "+/a/value:1:3;/b:1:2;");
}

/* docs/INDICATORS.md is this text; HOMEWARD_UPDATE_DOCS=1 writes it anew. */
static void the_document_lists_every_indicator(void **state)
{
    (void)state;
    enum { MOST = 1 << 16 };
    char *text = calloc(1, MOST), *document = calloc(1, MOST);
    assert_non_null(text);
    assert_non_null(document);
    size_t used = (size_t)snprintf(
        text, MOST,
        "# Indicators\n\nIds in `indicators.csv`, `replications.csv.gz` and `homeward chart "
        "--indicator`. They are never renamed.\n`population` says of whom a row is: `0_17` "
        "children, `18_plus` adults beside them, `all` everybody whatever the age, or\nno "
        "people at all (families, institutions, hours). An incomplete period shows by its "
        "dates and is never annualised.\nUndefined values (0/0) are empty.\n\n"
        "`replications.csv.gz` holds the rows without splits but those of `18_plus`, in the "
        "order of `indicators.csv`, each\nwith all its replications; years come before "
        "quarters before months, which tells equal first days apart.\n`balance.csv` and "
        "`flows.csv` count people of all ages. In `balance.csv` every move is an exit and an "
        "entry, also one inside a setting, so\ntotals over settings and regions are gross: "
        "they "
        "hold moves within care; what enters or leaves care is K6, K7r, `flows.csv`.\n\n"
        "Of one replication `p05` to `p95` repeat its value; `findings.json` then has null for "
        "them, and tables\nand charts show no range.\n\n"
        "With `--method cohort` rows hold one number (`n` 1, `mean`), years and quarters.\n\n"
        "With `--suppress N` a withheld row keeps its place and has `n` 0; `manifest.json` "
        "says how many counts were small and how\n"
        "many went with them. Only national totals keep quarters and months; `balance.csv` has "
        "rows of years, with empty numbers,\n"
        "`flows.csv` those of years and the nation. The manifest then has no hashes of inputs, "
        "no pointers under withheld counts and no\n"
        "warnings with numbers. What remains open: decisions "
        "[53](decisions/0053-attacks-on-suppressed-results.md) and\n"
        "[55](decisions/0055-a-second-attack.md).\n\n"
        "Waits (K10) and re-entries (K14) are of the requests and returns made in a calendar "
        "year, followed past it to the horizon,\nwith rows by region and year; groups are "
        "those "
        "at the request or return. A time (unit `days`) "
        "that some replications never reach has no\nmean: `n` "
        "says how many reach it, and its quantiles are shown from 20 of them on. Replications "
        "without such a request are left out.\n\n"
        "| id | kind | unit | region | population | definition |\n|---|---|---|---|---|---|\n");
    for (uint32_t i = 0; i < di_indicator_count(); i++) {
        const struct di_indicator_text t = di_indicator_at(i);
        used += (size_t)snprintf(
            text + used, MOST - used, "| `%s` | %s | %s | %s | %s | %s |\n", t.id,
            di_measure_id(t.measure), t.unit, t.by_origin ? "of origin" : "of residence",
            di_indicator_population(i), t.definition);
        assert_int_equal(di_indicator_find(t.id), i);
    }
    if (getenv("HOMEWARD_UPDATE_DOCS") != NULL)
        write_text(DI_SOURCE_DIR "/docs", "INDICATORS.md", text);
    const size_t length =
        read_bytes(DI_SOURCE_DIR "/docs", "INDICATORS.md", (unsigned char *)document, MOST - 1);
    assert_int_equal(length, used);
    assert_string_equal(document, text);
    free(text);
    free(document);
}

static void a_front_page_speaks_two_languages(void **unused)
{
    (void)unused;
    for (int line = 0; line < DI_FRONT_LINES; line++) {
        const struct di_front_words words = di_front_line_words((enum di_front_line)line);
        assert_non_null(words.english);
        assert_non_null(words.russian);
        assert_string_not_equal(words.english, words.russian);
    }
}

/* What scenario.json of a run with --suppress lacks, no other table may tell. */
static void inputs_that_count_children_are_withheld(void **state)
{
    (void)state;
    assert_true(di_results_withholds_input("/initial_stock/margins/0/counts/child_home"));
    assert_true(di_results_withholds_input("/entries/list"));
    assert_true(di_results_withholds_input("/entries/list/3/children"));
    assert_false(di_results_withholds_input("/entries/listed"));
    assert_false(di_results_withholds_input("/entries/female_share"));
    assert_false(di_results_withholds_input("/settings/initial_stock/capacity"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_front_page_speaks_two_languages),
        cmocka_unit_test(only_children_in_places_have_an_opening),
        cmocka_unit_test(indicators_follow_from_the_counts),
        cmocka_unit_test(zero_over_zero_is_undefined),
        cmocka_unit_test(a_lost_child_breaks_the_balance),
        cmocka_unit_test(a_folder_reads_back_as_it_was),
        cmocka_unit_test(a_folder_of_a_cut_horizon_reads_back_as_it_was),
        cmocka_unit_test(equal_runs_write_equal_bytes),
        cmocka_unit_test(foreign_files_are_not_overwritten),
        cmocka_unit_test(damaged_folders_are_refused),
        cmocka_unit_test(pairs_share_seed_and_replications),
        cmocka_unit_test(only_inputs_that_differ_are_named),
        cmocka_unit_test(value_steps_and_distribution_are_one_input),
        cmocka_unit_test(the_document_lists_every_indicator),
        cmocka_unit_test(inputs_that_count_children_are_withheld),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

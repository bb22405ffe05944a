/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables are written as files and read back, so the readers are under test as well. Ranges are
 * the value and a tenth of it either way.
 */
#include "chart_samples.h"

#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "di/time.h"

#include "calibration_sample.h"
#include "di_test.h"

static const char resolved[] =
    "{\"regions\":{\"north\":{\"name\":{\"en\":\"North\",\"ru\":\"Северный регион\"}},"
    "\"south\":{\"name\":{\"en\":\"South\",\"ru\":\"Южный регион\"}}},"
    "\"settings\":{\"children_home\":{\"kind\":\"institution\",\"name\":{\"en\":\"Children's "
    "home\",\"ru\":\"Детский дом\"}},\"foster\":{\"kind\":\"foster\",\"name\":{\"en\":\"Foster "
    "care\",\"ru\":\"Приёмная семья\"}},\"kin\":{\"kind\":\"kinship\",\"name\":{\"en\":"
    "\"Kinship\",\"ru\":\"Опека родственников\"}}},"
    "\"institutions\":{\"big_home\":{\"region\":\"north\",\"name\":{\"en\":\"Big "
    "home\",\"ru\":\"Большой дом\"}}},"
    "\"costs\":{\"lines\":{\"homes\":{\"name\":{\"en\":\"Homes\",\"ru\":\"Учреждения\"}},"
    "\"families\":{\"name\":{\"en\":\"Families\",\"ru\":\"Семьи\"}}}}}";

static const char flows_head[] = "scenario,from_region,from,to_region,to,mode,period_start,"
                                 "period_end,n,mean,ci_low,ci_high\n";
static const char flows[] =
    "s,all,outside_new,all,children_home,unplanned,2026-01-01,2026-12-31,20,60,58,62\n"
    "s,all,outside_new,all,kin,unplanned,2026-01-01,2026-12-31,20,30,29,31\n"
    "s,all,children_home,all,home,by_rate,2026-01-01,2026-12-31,20,20,19,21\n"
    "s,all,children_home,all,foster,planned,2026-01-01,2026-12-31,20,10,9,11\n"
    "s,all,children_home,all,aged_out,unplanned,2026-01-01,2026-12-31,20,20,19,21\n"
    "s,all,kin,all,home,by_rate,2026-01-01,2026-12-31,20,5,4,6\n"
    "s,all,outside_new,all,children_home,unplanned,2026-01-01,2026-03-31,20,15,14,16\n"
    "s,north,outside_new,north,children_home,unplanned,2026-01-01,2026-12-31,20,60,58,62\n"
    "s,all,outside_new,all,children_home,unplanned,2027-01-01,2027-12-31,20,40,38,42\n"
    "s,all,outside_new,all,kin,unplanned,2027-01-01,2027-12-31,20,10,9,11\n"
    "s,all,children_home,all,home,by_rate,2027-01-01,2027-12-31,20,20,19,21\n"
    "s,all,children_home,all,foster,planned,2027-01-01,2027-12-31,20,10,9,11\n"
    "s,all,children_home,all,children_home,planned,2027-01-01,2027-12-31,20,99,98,100\n";
static const char base_flows[] =
    "s,all,outside_new,all,children_home,unplanned,2026-01-01,2026-12-31,20,100,98,102\n"
    "s,all,outside_new,all,kin,unplanned,2026-01-01,2026-12-31,20,40,39,41\n"
    "s,all,children_home,all,home,by_rate,2026-01-01,2026-12-31,20,20,19,21\n"
    "s,all,outside_new,all,children_home,unplanned,2027-01-01,2027-12-31,20,60,58,62\n";

static const char closures[] =
    "scenario,institution,region,setting,moratorium,wind_down,close_by,n,closed_share,"
    "closed_by_plan_share,closed_p05,closed_p25,closed_p50,closed_p75,closed_p95,"
    "closed_mean\n"
    "s,big_home,north,children_home,2026-04-01,2026-07-01,2027-06-30,20,1,0.25,2027-03-01,"
    "2027-05-01,2027-08-01,2027-09-01,2027-10-01,2027-07-20\n";
static const char sensitivity[] =
    "scenario,indicator,input,value,low,high,result_base,result_low,result_high,replications\n"
    "sample,K1r_residential_stock,/settings/foster/pathways/home/"
    "rate_per_year,0.1,0.05,0.2,100,130,"
    "80,4\n"
    "sample,K1r_residential_stock,/policies/acceptance_share,0.6,0.5,0.7,100,104,97,4\n";
static const char trace[] =
    "replication,day,date,event,child,birth_date,sex,disability,age_band,origin,from,"
    "from_region,to,to_region,move,place,what,value\n"
    "0,10,2026-01-11,entry,north-a,2016-05-01,female,none,age_7_11,north,outside_new,north,"
    "children_home,north,unplanned,big_home,,\n"
    "0,40,2026-02-10,request,north-a,2016-05-01,female,none,age_7_11,north,,,,,,,,\n"
    "0,80,2026-03-22,decision,north-a,2016-05-01,female,none,age_7_11,north,,,,,,,,\n"
    "0,200,2026-07-20,request_end,north-a,2016-05-01,female,none,age_7_11,north,,,,,,,,\n"
    "0,200,2026-07-20,move,north-a,2016-05-01,female,none,age_7_11,north,children_home,north,"
    "foster,north,planned,,,\n";

static const char plan[] = "region,period_start,period_end,quantity,value\n"
                           "north,2026-01-01,2026-12-31,residents,50\n"
                           "north,2026-01-01,2026-12-31,waiting,9\n"
                           "south,2026-01-01,2026-12-31,residents,40\n"
                           "north,2027-01-01,2027-12-31,residents,30\n"
                           "south,2027-01-01,2027-12-31,residents,25\n";

static void save(const char *folder, const char *name, const char *head, const char *body)
{
    char path[256];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    (void)fputs(head, stream);
    (void)fputs(body, stream);
    assert_int_equal(fclose(stream), 0);
}

/* `what`: line, sub_type, class, paid_by and setting. */
static void put_cost(FILE *stream, const char *what, const char *first, const char *last,
                     double mean)
{
    (void)fprintf(stream, "s,%s,all,%s,%s,EUR,20,%.15g,1000,%.15g,%.15g,%.15g\n", what, first,
                  last, mean, 0.99 * mean, 1.01 * mean, 0.95 * mean);
}

/* Millions a year of homes and families; a quarter has a fourth of its year. */
static void save_costs(const char *folder, const double homes[2], const double families[2])
{
    static const char *const quarters[4][2] = {
        {"01-01", "03-31"}, {"04-01", "06-30"}, {"07-01", "09-30"}, {"10-01", "12-31"}};
    char path[256], first[16], last[16];
    (void)snprintf(path, sizeof path, "%s/costs.csv", folder);
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    (void)fputs("scenario,line,sub_type,class,paid_by,setting,region,period_start,period_end,"
                "currency,n,mean,sd,ci_low,ci_high,discounted_mean\n",
                stream);
    for (int y = 0; y < 2; y++) {
        (void)snprintf(first, sizeof first, "%d-01-01", 2026 + y);
        (void)snprintf(last, sizeof last, "%d-12-31", 2026 + y);
        put_cost(stream, "all,all,all,all,all", first, last, 1e6 * (homes[y] + families[y]));
        put_cost(stream, "all,all,double_running,all,all", first, last, 1e6 * y);
        put_cost(stream, "homes,all,all,all,all", first, last, 1e6 * homes[y]);
        put_cost(stream, "families,all,all,all,all", first, last, 1e6 * families[y]);
        put_cost(stream, "all,all,all,all,children_home", first, last, 1e6 * homes[y]);
        put_cost(stream, "all,all,all,all,foster", first, last, 0.75e6 * families[y]);
        put_cost(stream, "all,all,all,all,-", first, last, 0.25e6 * families[y]);
        for (int q = 0; q < 4; q++) {
            (void)snprintf(first, sizeof first, "%d-%s", 2026 + y, quarters[q][0]);
            (void)snprintf(last, sizeof last, "%d-%s", 2026 + y, quarters[q][1]);
            put_cost(stream, "all,all,all,all,all", first, last,
                     0.25e6 * (homes[y] + families[y]));
        }
    }
    assert_int_equal(fclose(stream), 0);
}

static void save_resources(const char *folder)
{
    save(folder, "resources.csv",
         "scenario,kind,resource,region,period_start,period_end,unit,n,supply,used,waiting\n",
         "s,places,foster,all,2026-01-01,2026-03-31,places,20,200,130,30\n"
         "s,places,foster,north,2026-01-01,2026-03-31,places,20,100,90,30\n"
         "s,places,foster,north,2026-04-01,2026-06-30,places,20,100,80,0\n"
         "s,places,foster,south,2026-01-01,2026-03-31,places,20,100,40,0\n"
         "s,places,foster,south,2026-04-01,2026-06-30,places,20,100,30,0\n");
}

/* ---- rows ---- */

static struct di_summary summary_of(double value)
{
    return (struct di_summary){.n = 20,
                               .mean = value,
                               .sd = 0.05 * value,
                               .ci_low = 0.98 * value,
                               .ci_high = 1.02 * value,
                               .p05 = 0.9 * value,
                               .p25 = 0.95 * value,
                               .p50 = value,
                               .p75 = 1.05 * value,
                               .p95 = 1.1 * value};
}

static void add_row(struct di_results *results, const char *indicator, enum di_period period,
                    int32_t year, int quarter, const char *region, const char *setting,
                    double value)
{
    static const int last_day[4] = {31, 30, 30, 31};
    struct di_results_row *row = &results->rows[results->row_count++];
    assert_true(results->row_count <= results->row_capacity);
    *row = (struct di_results_row){.indicator = di_indicator_find(indicator),
                                   .period = period,
                                   .region = region,
                                   .setting = setting,
                                   .summary = summary_of(value)};
    assert_int_not_equal(row->indicator, UINT32_MAX);
    row->first_civil_day = di_date_from_civil(year, period == DI_YEAR ? 1 : 1 + 3 * quarter, 1);
    row->last_civil_day = period == DI_YEAR
                              ? di_date_from_civil(year, 12, 31)
                              : di_date_from_civil(year, 3 + 3 * quarter, last_day[quarter]);
}

static void add_stocks(struct di_results *results, double start, double change)
{
    static const char *const regions[] = {"all", "north", "south"};
    static const double share[] = {1, 0.6, 0.4};
    for (size_t r = 0; r < 3; r++) {
        for (int y = 0; y < 2; y++)
            add_row(results, "K1r_residential_stock", DI_YEAR, 2026 + y, 0, regions[r], "all",
                    share[r] * (start + change * 4 * (y + 1)));
        for (int q = 0; q < 8; q++)
            add_row(results, "K1_institution_stock", DI_QUARTER, 2026 + q / 4, q % 4,
                    regions[r], "all", share[r] * (120 - 10 * q));
        for (int q = 0; q < 8; q++)
            add_row(results, "K1r_residential_stock", DI_QUARTER, 2026 + q / 4, q % 4,
                    regions[r], "all", share[r] * (start + change * (q + 1)));
    }
}

/* Institutions from 120 to 50, kinship from 80 to 150. */
static void add_care(struct di_results *results)
{
    for (int q = 0; q < 8; q++) {
        add_row(results, "K3_formal_care_stock", DI_QUARTER, 2026 + q / 4, q % 4, "all",
                "children_home", 120 - 10 * q);
        add_row(results, "K3_formal_care_stock", DI_QUARTER, 2026 + q / 4, q % 4, "all", "kin",
                80 + 10 * q);
        add_row(results, "K4_family_based_share", DI_QUARTER, 2026 + q / 4, q % 4, "all", "all",
                (80 + 10 * q) / 200.0);
    }
    for (int y = 0; y < 2; y++) {
        add_row(results, "K10_requests", DI_YEAR, 2026 + y, 0, "all", "all", 100 + 20 * y);
        add_row(results, "K10_placed_90d_share", DI_YEAR, 2026 + y, 0, "all", "all",
                0.7 - 0.2 * y);
        add_row(results, "K10_wait_p50", DI_YEAR, 2026 + y, 0, "all", "all", 40 + 50 * y);
        add_row(results, "K10_still_waiting", DI_YEAR, 2026 + y, 0, "all", "all", 9 + y);
    }
}

static void make_results(struct di_results *results, double change, const char *name_en,
                         const char *name_ru)
{
    static const int32_t years[] = {2026, 2027};
    static const double values[] = {155, 140};
    static struct di_results_published published = {
        "p", "K1r_residential_stock", "office", 2, years, values};
    static struct di_results_opening openings[3];
    static const char *const regions[] = {"all", "north", "south"};
    static const double share[] = {1, 0.6, 0.4};
    for (size_t i = 0; i < 3; i++)
        openings[i] = (struct di_results_opening){"K1r_residential_stock", regions[i],
                                                  summary_of(200 * share[i])};
    *results = (struct di_results){.scenario = "sample",
                                   .name_en = name_en,
                                   .name_ru = name_ru,
                                   .method = "simulation",
                                   .resolved = resolved,
                                   .start_civil_day = di_date_from_civil(2026, 1, 1),
                                   .last_civil_day = di_date_from_civil(2027, 12, 31),
                                   .seed = 1,
                                   .replications = 20,
                                   .requested = 20,
                                   .inputs = 100,
                                   .illustrative = 10,
                                   .published_count = 1,
                                   .published = &published,
                                   .policy_count = 1,
                                   .opening_count = 3,
                                   .openings = openings,
                                   .row_capacity = 128};
    results->policies[0] =
        (struct di_results_policy){DI_POLICY_MORATORIUM, di_date_from_civil(2026, 7, 1), 2};
    results->rows = calloc(results->row_capacity, sizeof *results->rows);
    assert_non_null(results->rows);
    add_stocks(results, 200, change);
    add_care(results);
}

/* Spent by the end of each quarter, as costs.csv has it; run r of the scenario differs from its
 * mean by (r - 9.5) times 0.1 million, of the baseline not at all. */
static void add_spending(struct di_results *results, double money[8][20], const double year[2],
                         double spread)
{
    double sum = 0;
    for (int q = 0; q < 8; q++) {
        sum += 0.25e6 * year[q / 4];
        for (int r = 0; r < 20; r++)
            money[q][r] = sum + spread * (r - 9.5);
        add_row(results, "K18_cost_cumulative", DI_QUARTER, 2026 + q / 4, q % 4, "all", "all",
                sum);
        results->rows[results->row_count - 1].values = money[q];
    }
}

/* ---- folders ---- */

static void read_table(struct di_results_folder *folder, const char *path,
                       enum di_folder_table table, const char *name)
{
    const bool is_flows = table == DI_TABLE_FLOWS;
    assert_status(di_csv_table_read(path, name, is_flows ? "from_region" : NULL, "all",
                                    &folder->table[table], NULL),
                  DI_OK);
    assert_non_null(folder->table[table]);
}

static void read_tables(struct chart_samples *samples)
{
    static const double homes[] = {6, 4}, families[] = {4, 4};
    static const double base_homes[] = {7, 9}, base_families[] = {2, 2};
    struct di_results_folder *scenario = samples->scenario, *baseline = samples->baseline;
    const char *path = samples->folder;
    save(path, "flows.csv", flows_head, flows);
    save(path, "closures.csv", "", closures);
    save(path, "sensitivity.csv", "", sensitivity);
    save(path, "trace.csv.gz", "", trace);
    save(path, "plan.csv", "", plan);
    save(path, "plan.json", "", "{\"scenario\": \"sample\"}");
    save_costs(path, homes, families);
    save_resources(path);
    read_table(scenario, path, DI_TABLE_FLOWS, "flows.csv");
    read_table(scenario, path, DI_TABLE_CLOSURES, "closures.csv");
    read_table(scenario, path, DI_TABLE_SENSITIVITY, "sensitivity.csv");
    read_table(scenario, path, DI_TABLE_COSTS, "costs.csv");
    assert_status(di_results_folder_load_table(scenario, path, DI_TABLE_PLAN, NULL), DI_OK);
    read_table(scenario, path, DI_TABLE_RESOURCES, "resources.csv");
    /* nobody comes back: the first child of the trace */
    assert_status(di_results_folder_load_child(scenario, path, NULL, NULL), DI_OK);
    save(path, "flows.csv", flows_head, base_flows);
    save_costs(path, base_homes, base_families);
    read_table(baseline, path, DI_TABLE_FLOWS, "flows.csv");
    read_table(baseline, path, DI_TABLE_COSTS, "costs.csv");
}

static const char *translate(void *context, const char *id)
{
    (void)context;
    return dgettext("homeward", id);
}

static void speak(struct chart_samples *samples, bool is_russian)
{
    (void)setlocale(LC_ALL, "C.UTF-8");
    (void)setlocale(LC_NUMERIC, "C");
    assert_int_equal(setenv("LANGUAGE", is_russian ? "ru" : "en", 1), 0);
    (void)bindtextdomain("homeward", DI_TEST_PO);
    (void)bind_textdomain_codeset("homeward", "UTF-8");
    samples->language = is_russian ? "ru" : "en";
    samples->catalogue = (struct di_catalogue){
        .translate = translate,
        .language = samples->language,
        .decimal_point = is_russian ? ',' : '.',
        .group_separator = is_russian ? "\xE2\x80\xAF" : ",",
    };
}

void chart_samples_init(struct chart_samples *samples, bool is_russian)
{
    memset(samples, 0, sizeof *samples);
    (void)snprintf(samples->folder, sizeof samples->folder, "chart_samples.%ld",
                   (long)getpid());
    assert_true(mkdir(samples->folder, 0777) == 0 || access(samples->folder, W_OK) == 0);
    make_results(&samples->results, -15, "Families first", "Сначала семьи");
    make_results(&samples->base_results, -2, "As it is today", "Как есть сегодня");
    add_spending(&samples->results, samples->money[0], (const double[]){10, 8}, 1e5);
    add_spending(&samples->base_results, samples->money[1], (const double[]){9, 11}, 0);
    assert_status(di_results_folder_wrap(&samples->results, &samples->scenario, NULL), DI_OK);
    assert_status(di_results_folder_wrap(&samples->base_results, &samples->baseline, NULL),
                  DI_OK);
    read_tables(samples);
    samples->calibration = calibration_sample_read(samples->folder);
    speak(samples, is_russian);
}

void chart_samples_finish(struct chart_samples *samples)
{
    static const char *const names[] = {"flows.csv",    "closures.csv", "sensitivity.csv",
                                        "trace.csv.gz", "costs.csv",    "resources.csv",
                                        "plan.csv",     "plan.json"};
    di_results_folder_destroy(samples->scenario);
    di_results_folder_destroy(samples->baseline);
    di_calibration_folder_destroy(samples->calibration);
    free(samples->results.rows);
    free(samples->base_results.rows);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[256];
        (void)snprintf(path, sizeof path, "%s/%s", samples->folder, names[i]);
        (void)unlink(path);
    }
    (void)rmdir(samples->folder);
}

void chart_samples_request(const struct chart_samples *samples,
                           struct di_chart_request *request)
{
    di_chart_request_defaults(request);
    request->scenario = samples->scenario;
    request->baseline = samples->baseline;
    request->calibration = samples->calibration;
    request->catalogue = &samples->catalogue;
    request->language = samples->language;
}

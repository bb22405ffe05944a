/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reader of a results folder with small counts withheld can find out by adding up. The
 * reader is this test: it knows nothing of how partners were chosen, lists what must add up by
 * the columns of indicators.csv, and solves for what is missing. The same run without
 * suppression tells what the truth was. */
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "csv_table.h"
#include "di_test.h"
#include "modular_matrix.h"
#include "program.h"
#include "suppressed_pair.h"

enum { NAMES = 9, TERMS_MAX = 80 };

/* indicator, region, setting, population, age band, sex, disability, first day */
enum { INDICATOR, REGION, SETTING, POPULATION, AGE, SEX, DISABILITY, FIRST_DAY, BASIS };
static const char *const columns[NAMES] = {"indicator",  "region",       "setting",
                                           "population", "age_band",     "sex",
                                           "disability", "period_start", "region_basis"};

struct cell {
    const char *name[NAMES];
    double truth;
    bool is_shown;
};

struct relation {
    uint32_t count;
    uint32_t cell[TERMS_MAX];
    int sign[TERMS_MAX];
};

static struct {
    struct csv_table truth, shown;
    struct cell *cells; /* counts of children by calendar year */
    uint32_t count;
    uint32_t *table; /* by hash of names */
    uint32_t table_size;
    struct relation *relations;
    uint32_t relation_count, relation_room;
} reader;

/* ---- cells ---- */

static uint32_t hash_of(const char *const *name)
{
    uint32_t hash = 2166136261u;
    for (int k = 0; k < BASIS; k++)
        for (const char *c = name[k]; c == name[k] || c[-1] != '\0'; c++)
            hash = (hash ^ (unsigned char)*c) * 16777619u;
    return hash;
}

static uint32_t *place_of(const char *const *name)
{
    uint32_t at = hash_of(name) % reader.table_size;
    for (;; at = (at + 1) % reader.table_size) {
        const uint32_t cell = reader.table[at];
        if (cell == UINT32_MAX)
            return &reader.table[at];
        bool is_same = true;
        for (int k = 0; is_same && k < BASIS; k++)
            is_same = strcmp(reader.cells[cell].name[k], name[k]) == 0;
        if (is_same)
            return &reader.table[at];
    }
}

static bool is_year(const struct csv_table *table, size_t row)
{
    return strcmp(csv_text(table, row, "period_start") + 4, "-01-01") == 0 &&
           strcmp(csv_text(table, row, "period_end") + 4, "-12-31") == 0;
}

static bool is_count(const struct csv_table *table, size_t row)
{
    const char *unit = csv_text(table, row, "unit");
    return strcmp(unit, "children") == 0 || strcmp(unit, "people") == 0 ||
           strcmp(unit, "requests") == 0 || strcmp(unit, "events") == 0 ||
           strcmp(unit, "groups") == 0 || strcmp(unit, "child_years") == 0;
}

/* Totals of everybody stand for those of children: their groups add up to them. */
static const char *name_of(const struct csv_table *table, size_t row, int column)
{
    const char *name = csv_text(table, row, columns[column]);
    return column == POPULATION && strcmp(name, "all") == 0 ? "0_17" : name;
}

static void read_cells(const char *folder)
{
    char path[100];
    (void)snprintf(path, sizeof path, "%s/indicators.csv", folder);
    csv_table_read(&reader.shown, program_path(path));
    csv_table_read(&reader.truth, program_path("truth/indicators.csv"));
    reader.cells = calloc(reader.truth.rows + 1, sizeof *reader.cells);
    reader.table_size = (uint32_t)(4 * reader.truth.rows + 7);
    reader.table = malloc(reader.table_size * sizeof *reader.table);
    assert_non_null(reader.cells);
    assert_non_null(reader.table);
    memset(reader.table, 0xff, reader.table_size * sizeof *reader.table);
    for (size_t row = 0; row < reader.truth.rows; row++) {
        if (!is_year(&reader.truth, row) || !is_count(&reader.truth, row))
            continue;
        struct cell *cell = &reader.cells[reader.count];
        for (int k = 0; k < NAMES; k++)
            cell->name[k] = name_of(&reader.truth, row, k);
        cell->truth =
            csv_table_number(&reader.truth, row, csv_table_column(&reader.truth, "mean"));
        *place_of(cell->name) = reader.count++;
    }
    for (size_t row = 0; row < reader.shown.rows; row++) {
        const char *name[NAMES];
        for (int k = 0; k < NAMES; k++)
            name[k] = name_of(&reader.shown, row, k);
        const uint32_t cell = is_year(&reader.shown, row) ? *place_of(name) : UINT32_MAX;
        if (cell != UINT32_MAX)
            reader.cells[cell].is_shown = csv_text(&reader.shown, row, "mean")[0] != '\0';
    }
}

static void finish(void)
{
    csv_table_finish(&reader.shown);
    csv_table_finish(&reader.truth);
    free(reader.cells);
    free(reader.table);
    free(reader.relations);
    memset(&reader, 0, sizeof reader);
}

/* ---- what adds up ---- */

static struct relation *new_relation(void)
{
    if (reader.relation_count == reader.relation_room) {
        reader.relation_room = reader.relation_room * 2 + 1024;
        reader.relations =
            realloc(reader.relations, reader.relation_room * sizeof *reader.relations);
        assert_non_null(reader.relations);
    }
    struct relation *relation = &reader.relations[reader.relation_count++];
    relation->count = 0;
    return relation;
}

static void add_term(struct relation *relation, uint32_t cell, int sign)
{
    assert_true(relation->count < TERMS_MAX);
    relation->cell[relation->count] = cell;
    relation->sign[relation->count++] = sign;
}

/* The cell of this name, if there is one. */
static void add_named(struct relation *relation, const char *const *name, int sign)
{
    const uint32_t cell = *place_of(name);
    if (cell != UINT32_MAX)
        add_term(relation, cell, sign);
}

static double sum_of(const struct relation *relation)
{
    double sum = 0;
    for (uint32_t k = 0; k < relation->count; k++)
        sum += relation->sign[k] * reader.cells[relation->cell[k]].truth;
    return sum;
}

/* Kept only if it is true: this test lists by columns what may add up. */
static void keep_if_true(struct relation *relation)
{
    if (relation->count < 2 || !(fabs(sum_of(relation)) < 1e-6))
        reader.relation_count--;
}

/* The total of a column with its parts: cells equal but for this column. Linked lists by the
 * place of the total. */
static void relate_column(int column)
{
    uint32_t *next = malloc((reader.count + 1) * sizeof *next);
    uint32_t *head = malloc((reader.count + 1) * sizeof *head);
    assert_true(next != NULL && head != NULL);
    memset(head, 0xff, (reader.count + 1) * sizeof *head);
    for (uint32_t cell = 0; cell < reader.count; cell++) {
        const char *name[NAMES];
        memcpy(name, reader.cells[cell].name, sizeof name);
        if (strcmp(name[column], "all") == 0)
            continue;
        name[column] = "all";
        const uint32_t total = *place_of(name);
        if (total == UINT32_MAX)
            continue;
        next[cell] = head[total];
        head[total] = cell;
    }
    for (uint32_t total = 0; total < reader.count; total++) {
        if (head[total] == UINT32_MAX)
            continue;
        struct relation *relation = new_relation();
        add_term(relation, total, -1);
        for (uint32_t cell = head[total]; cell != UINT32_MAX; cell = next[cell])
            add_term(relation, cell, 1);
        keep_if_true(relation);
    }
    free(next);
    free(head);
}

/* The same number in two indicators: stocks of a setting, and the nation by origin and by
 * residence. True where it is true of all years and places, which is why it is believed. */
static const char *const same[][2] = {
    {"K1_institution_stock", "K1r_residential_stock"},
    {"K1r_residential_stock", "K3_formal_care_stock"},
    {"K1_institution_stock", "K3_formal_care_stock"},
    {"K4_family_based_stock", "K3_formal_care_stock"},
    {"K19_supported_living_stock", "K3_formal_care_stock"},
    {"K7r_exits_died", "K21_deaths_in_care"},
};

static void relate_same(void)
{
    for (size_t pair = 0; pair < sizeof same / sizeof same[0]; pair++)
        for (uint32_t cell = 0; cell < reader.count; cell++) {
            const char *name[NAMES];
            memcpy(name, reader.cells[cell].name, sizeof name);
            if (strcmp(name[INDICATOR], same[pair][0]) != 0 ||
                strcmp(name[SETTING], "all") == 0)
                continue;
            name[INDICATOR] = same[pair][1];
            const uint32_t other = *place_of(name);
            if (other == UINT32_MAX ||
                (strcmp(name[REGION], "all") != 0 &&
                 strcmp(reader.cells[cell].name[BASIS], reader.cells[other].name[BASIS]) != 0))
                continue;
            struct relation *relation = new_relation();
            add_term(relation, cell, -1);
            add_term(relation, other, 1);
            keep_if_true(relation);
        }
}

/* The first is the sum of the others. Complete: where the whole has a row, every part has. */
static const struct {
    bool is_complete;
    const char *names[12];
} parts[] = {
    {true,
     {"K6r_residential_admissions", "K6r_admissions_from_home",
      "K6r_admissions_from_family_placement", "K6r_admissions_from_unplaced",
      "K6r_admissions_from_other"}},
    {true,
     {"K7_exits_to_family", "K7r_exits_home", "K7r_exits_kinship", "K7r_exits_foster",
      "K7r_exits_adopted"}},
    {true,
     {"K7r_residential_exits", "K7r_exits_home", "K7r_exits_kinship", "K7r_exits_foster",
      "K7r_exits_adopted", "K7r_exits_supported_living", "K7r_exits_unplaced",
      "K7r_exits_aged_out", "K7r_exits_adult_institution", "K7r_exits_left_country",
      "K7r_exits_died", "K7r_exits_other"}},
    {false, {"K6r_admissions_from_home", "K6_first_entries", "K6_reentries"}},
    {false, {"C_requests", "K10_requests"}},
};

static void relate_parts(void)
{
    for (size_t whole = 0; whole < sizeof parts / sizeof parts[0]; whole++)
        for (uint32_t cell = 0; cell < reader.count; cell++) {
            const char *const *names = parts[whole].names;
            if (strcmp(reader.cells[cell].name[INDICATOR], names[0]) != 0)
                continue;
            struct relation *relation = new_relation();
            add_term(relation, cell, -1);
            for (size_t k = 1; k < 12 && names[k] != NULL; k++) {
                const char *name[NAMES];
                memcpy(name, reader.cells[cell].name, sizeof name);
                name[INDICATOR] = names[k];
                assert_true(!parts[whole].is_complete || *place_of(name) != UINT32_MAX);
                add_named(relation, name, 1);
            }
            keep_if_true(relation);
        }
}

/* Breakdowns of all ages are those of children and those of adults. */
static void relate_breakdowns(void)
{
    static const char *const populations[] = {"0_17", "18_plus"};
    for (uint32_t cell = 0; cell < reader.count; cell++) {
        if (strcmp(reader.cells[cell].name[INDICATOR], "K13_breakdowns") != 0)
            continue;
        struct relation *relation = new_relation();
        add_term(relation, cell, -1);
        for (size_t k = 0; k < 2; k++) {
            const char *name[NAMES];
            memcpy(name, reader.cells[cell].name, sizeof name);
            name[INDICATOR] = "K13_child_breakdowns";
            name[POPULATION] = populations[k];
            add_named(relation, name, 1);
        }
        keep_if_true(relation);
    }
}

/* Nobody is in residential care but by a move: of all ages, from one year to the next. */
static const struct {
    const char *indicator;
    bool is_before; /* of the year before */
    int sign;
} account[] = {{"K1r_residential_stock", false, -1},     {"K1r_residential_stock", true, 1},
               {"K6r_residential_admissions", false, 1}, {"K7r_residential_exits", false, -1},
               {"C_unexplained_entries", false, 1}, /* all of them of residential care here */
               {"C_unexplained_exits", false, -1}};

static void relate_years(const char *first_day)
{
    static const char *const populations[] = {"0_17", "18_plus"};
    static char before[32];
    struct relation *relation = new_relation();
    (void)snprintf(before, sizeof before, "%d-01-01", (int)strtol(first_day, NULL, 10) - 1);
    for (size_t k = 0; k < 2 * sizeof account / sizeof account[0]; k++) {
        const char *name[NAMES] = {account[k / 2].indicator,
                                   "all",
                                   "all",
                                   populations[k % 2],
                                   "all",
                                   "all",
                                   "all",
                                   account[k / 2].is_before ? before : first_day,
                                   ""};
        add_named(relation, name, account[k / 2].sign);
    }
    keep_if_true(relation);
}

/* Ratios that are shown: times their denominator, a count. */
static const struct {
    const char *ratio, *numerator, *denominator; /* NULL: public, as the population is */
} ratios[] = {
    {"K1_institution_rate_per_100k", "K1_institution_stock", NULL},
    {"K1r_residential_rate_per_100k", "K1r_residential_stock", NULL},
    {"K4_family_based_share", "K4_family_based_stock", "K3_formal_care_stock"},
    {"K6_first_entry_rate_per_100k", "K6_first_entries", NULL},
    {"K6_reentry_rate_per_100k", "K6_reentries", NULL},
};

static void take_ratios(void)
{
    for (size_t row = 0; row < reader.shown.rows; row++)
        for (size_t k = 0; k < sizeof ratios / sizeof ratios[0]; k++) {
            const char *name[NAMES];
            for (int n = 0; n < NAMES; n++)
                name[n] = csv_text(&reader.shown, row, columns[n]);
            if (strcmp(name[INDICATOR], ratios[k].ratio) != 0 || !is_year(&reader.shown, row) ||
                csv_text(&reader.shown, row, "mean")[0] == '\0')
                continue;
            name[INDICATOR] = ratios[k].numerator;
            const uint32_t numerator = *place_of(name);
            name[INDICATOR] =
                ratios[k].denominator == NULL ? ratios[k].numerator : ratios[k].denominator;
            const uint32_t denominator = *place_of(name);
            if (numerator != UINT32_MAX && denominator != UINT32_MAX &&
                (ratios[k].denominator == NULL || reader.cells[denominator].is_shown))
                reader.cells[numerator].is_shown = true;
        }
}

/* ---- solving for what is missing ---- */

/* Cells of one year; of the nation in all years if there is none. */
static bool belongs(uint32_t cell, const char *first_day)
{
    const char *const *name = reader.cells[cell].name;
    return first_day != NULL
               ? strcmp(name[FIRST_DAY], first_day) == 0
               : strcmp(name[REGION], "all") == 0 && strcmp(name[SETTING], "all") == 0;
}

static bool is_usable(const struct relation *relation, const char *first_day)
{
    for (uint32_t k = 0; k < relation->count; k++)
        if (!reader.cells[relation->cell[k]].is_shown && !belongs(relation->cell[k], first_day))
            return false;
    return true;
}

/* Calls a withheld cell told if a row of the reduced form of one part holds it alone. Returns
 * how many are told. */
static uint32_t solve_part(const char *first_day)
{
    uint32_t *unknown = malloc((reader.count + 1) * sizeof *unknown);
    uint32_t *cell_of = malloc((reader.count + 1) * sizeof *cell_of);
    size_t columns_used = 0, rows = 0;
    uint32_t told = 0;
    assert_true(unknown != NULL && cell_of != NULL);
    for (uint32_t cell = 0; cell < reader.count; cell++)
        if (!reader.cells[cell].is_shown && belongs(cell, first_day)) {
            cell_of[columns_used] = cell;
            unknown[cell] = (uint32_t)columns_used++;
        }
    uint32_t *matrix =
        calloc((size_t)reader.relation_count * (columns_used + 1) + 1, sizeof *matrix);
    assert_non_null(matrix);
    for (uint32_t r = 0; r < reader.relation_count; r++) {
        const struct relation *relation = &reader.relations[r];
        if (!is_usable(relation, first_day))
            continue;
        bool is_used = false;
        for (uint32_t k = 0; k < relation->count; k++)
            if (!reader.cells[relation->cell[k]].is_shown) {
                matrix[rows * columns_used + unknown[relation->cell[k]]] =
                    modular_sign(relation->sign[k]);
                is_used = true;
            }
        rows += is_used;
    }
    const size_t rank = modular_reduce(matrix, rows, columns_used);
    for (size_t r = 0; r < rank; r++) {
        const size_t at = modular_told(matrix + r * columns_used, columns_used);
        if (at == SIZE_MAX || reader.cells[cell_of[at]].truth <= 0.0)
            continue;
        const struct cell *cell = &reader.cells[cell_of[at]];
        print_error("told: %s %s %s %s %s %s %s %s = %g\n", cell->name[0], cell->name[1],
                    cell->name[2], cell->name[3], cell->name[4], cell->name[5], cell->name[6],
                    cell->name[7], cell->truth);
        told++;
    }
    free(matrix);
    free(unknown);
    free(cell_of);
    return told;
}

/* The most a withheld cell can be, from one sum with its total shown: children are not
 * negative. */
static double most(uint32_t cell)
{
    double bound = HUGE_VAL;
    for (uint32_t r = 0; r < reader.relation_count; r++) {
        const struct relation *relation = &reader.relations[r];
        double left = 0;
        bool holds = false, is_open = false;
        for (uint32_t k = 0; k < relation->count; k++) {
            const struct cell *other = &reader.cells[relation->cell[k]];
            if (relation->cell[k] == cell)
                holds = relation->sign[k] > 0;
            else if (other->is_shown)
                left -= relation->sign[k] * other->truth;
            else
                is_open = is_open || relation->sign[k] < 0;
        }
        if (holds && !is_open)
            bound = fmin(bound, left);
    }
    return bound;
}

/* ---- tests ---- */

static void run_both(const char *scenario, const char *options)
{
    suppressed_pair_run(scenario, options);
    memset(&reader, 0, sizeof reader); /* of a test that failed */
    read_cells("hidden");
}

static void attack(const char *scenario, const char *options)
{
    uint32_t small = 0, years = 0;
    run_both(scenario, options);
    for (uint32_t cell = 0; cell < reader.count; cell++) {
        const struct cell *c = &reader.cells[cell];
        const bool is_small = c->truth > 0.0 && c->truth < SUPPRESSED_BELOW;
        if (is_small && c->is_shown)
            fail_msg("%s %s %s %s %s %s: %g is shown", c->name[0], c->name[1], c->name[2],
                     c->name[3], c->name[4], c->name[7], c->truth);
        small += is_small;
    }
    assert_true(small > 50);
    take_ratios();
    relate_column(REGION);
    relate_column(SETTING);
    relate_column(AGE);
    relate_column(SEX);
    relate_column(DISABILITY);
    relate_same();
    relate_parts();
    relate_breakdowns();
    assert_true(reader.relation_count > 100);
    uint32_t told = 0;
    const char *year = "";
    for (uint32_t cell = 0; cell < reader.count; cell++) {
        const char *first = reader.cells[cell].name[FIRST_DAY];
        if (strcmp(first, year) <= 0)
            continue;
        year = first;
        if (years > 0)
            relate_years(year);
        told += solve_part(year);
        years++;
    }
    told += solve_part(NULL);
    assert_true(years >= 2);
    assert_int_equal(told, 0);
    for (uint32_t cell = 0; cell < reader.count; cell++) {
        const struct cell *c = &reader.cells[cell];
        if (c->truth > 0.0 && c->truth < SUPPRESSED_BELOW &&
            most(cell) < SUPPRESSED_BELOW - 1e-9)
            fail_msg("%s %s %s %s %s %s: below %g", c->name[0], c->name[1], c->name[2],
                     c->name[3], c->name[4], c->name[7], most(cell));
    }
    finish();
}

static void nothing_withheld_can_be_added_up(void **unused)
{
    (void)unused;
    program_begin("suppression");
    attack("%scenarios/tutorial/08-two-regions.json", "--replications 2");
    attack("%scenarios/tutorial/04-rates-to-requests.json", "--replications 2");
    attack("%scenarios/tutorial/10-turning-eighteen.json", "--replications 2");
    attack("%tests/cli/unexplained.json", "--replications 2");
}

static void nothing_crossed_can_be_added_up(void **unused)
{
    (void)unused;
    program_begin("suppression");
    attack("%scenarios/tutorial/08-two-regions.json",
           "--replications 2 --splits full --set horizon.years=2");
}

/* Other files: flows.csv and balance.csv are attacked in test_suppressed_accounts.c. */
static void other_tables_keep_the_secret(void **unused)
{
    (void)unused;
    program_begin("suppression");
    run_both("%scenarios/tutorial/08-two-regions.json", "--replications 2");
    finish();
    char *scenario = program_read(program_path("hidden/scenario.json"), NULL);
    assert_non_null(scenario);
    assert_non_null(strstr(scenario, "\"initial_stock\": \"withheld\""));
    free(scenario);
    char *manifest = program_read(program_path("hidden/manifest.json"), NULL);
    assert_non_null(manifest);
    assert_non_null(strstr(manifest, "\"below\": 5"));
    assert_non_null(strstr(manifest, "\"flows.csv\": \"Rows of years and "));
    free(manifest);
}

/* Values of a withheld row are not in replications.csv.gz either. */
static void replications_keep_the_secret(void **unused)
{
    (void)unused;
    program_begin("suppression");
    run_both("%scenarios/tutorial/08-two-regions.json", "--replications 2");
    struct csv_table values;
    csv_table_read(&values, program_path("hidden/replications.csv.gz"));
    size_t withheld = 0;
    for (size_t row = 0; row < values.rows; row++) {
        const char *name[NAMES] = {csv_text(&values, row, "indicator"),
                                   csv_text(&values, row, "region"),
                                   csv_text(&values, row, "setting"),
                                   "0_17",
                                   "all",
                                   "all",
                                   "all",
                                   csv_text(&values, row, "period_start"),
                                   ""};
        const uint32_t cell = *place_of(name);
        if (cell == UINT32_MAX || reader.cells[cell].is_shown)
            continue;
        if (strcmp(name[REGION], "all") == 0 && strcmp(name[SETTING], "all") == 0)
            continue; /* a quarter of the nation has the first day of a year */
        assert_string_equal(csv_text(&values, row, "value"), "");
        withheld++;
    }
    assert_true(withheld > 10);
    csv_table_finish(&values);
    finish();
}

/* Counts of the statistics are inputs that count children too (INTERFACE 6). */
static void small_published_counts_are_withheld(void **unused)
{
    (void)unused;
    program_begin("suppression");
    FILE *stream = fopen(program_path("published.json"), "wb");
    assert_non_null(stream);
    (void)fputs(
        "{\"format\": 1, \"id\": \"published\", \"extends\": \"base.json\", \"published\": "
        "{\"stock\": {\"indicator\": \"K8_under3_institution_stock\", \"values\": "
        "{\"2026\": 3, \"2027\": 77}}}}",
        stream);
    assert_int_equal(fclose(stream), 0);
    char *base =
        program_read(program_source("scenarios/tutorial/01-stock-and-exits.json"), NULL);
    stream = fopen(program_path("base.json"), "wb");
    assert_non_null(base);
    assert_non_null(stream);
    (void)fputs(base, stream);
    assert_int_equal(fclose(stream), 0);
    free(base);
    assert_int_equal(program_run("run @published.json --replications 2 --suppress 5 --out @p"),
                     0);
    static const char *const files[] = {"p/manifest.json", "p/scenario.json"};
    for (size_t i = 0; i < 2; i++) {
        char *text = program_read(program_path(files[i]), NULL);
        assert_non_null(text);
        assert_non_null(strstr(text, "\"2027\": 77"));
        assert_null(strstr(text, "\"2026\": 3"));
        free(text);
    }
    json_t *scenario = json_load_file(program_path("p/scenario.json"), 0, NULL);
    const json_t *values = json_object_get(
        json_object_get(json_object_get(scenario, "published"), "stock"), "values");
    assert_string_equal(json_string_value(json_object_get(values, "2026")), "withheld");
    json_decref(scenario);
}

static void a_trace_is_refused(void **unused)
{
    (void)unused;
    program_begin("suppression");
    assert_int_equal(program_run("run %scenarios/tutorial/08-two-regions.json --replications 1 "
                                 "--suppress 5 --trace --out @t"),
                     2);
}

static void expected_numbers_are_refused(void **unused)
{
    (void)unused;
    program_begin("suppression");
    assert_int_equal(program_run("run %scenarios/tutorial/01-stock-and-exits.json --method "
                                 "cohort --suppress 5 --out @c"),
                     2);
}

static void charts_and_reports_read_what_is_left(void **unused)
{
    (void)unused;
    program_begin("suppression");
    run_both("%scenarios/tutorial/08-two-regions.json", "--replications 2");
    finish();
    assert_int_equal(program_run("compare @hidden @truth --out @both"), 0);
    const int code = program_run("chart @hidden fan --out @fan.svg");
    if (code == 5)
        return; /* built without charts, and says so */
    assert_int_equal(code, 0);
    assert_int_equal(program_run("report @hidden --out @report.html"), 0);
    assert_int_equal(program_run("chart @hidden sankey --lang en --out @sankey.svg"), 0);
    char *picture = program_read(program_path("sankey.svg"), NULL);
    assert_non_null(picture);
    assert_non_null(strstr(picture, "Moves of few children are withheld"));
    free(picture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_withheld_can_be_added_up),
        cmocka_unit_test(nothing_crossed_can_be_added_up),
        cmocka_unit_test(other_tables_keep_the_secret),
        cmocka_unit_test(replications_keep_the_secret),
        cmocka_unit_test(small_published_counts_are_withheld),
        cmocka_unit_test(a_trace_is_refused),
        cmocka_unit_test(expected_numbers_are_refused),
        cmocka_unit_test(charts_and_reports_read_what_is_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

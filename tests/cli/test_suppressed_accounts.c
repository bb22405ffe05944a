/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reader of flows.csv and balance.csv with small counts withheld can find out by adding
 * up, together with indicators.csv and over all years at once. The reader is this test: it
 * knows nothing of how partners were chosen. The same run without suppression tells what the
 * truth was, and which moves there are at all: their flows by region, which nobody is shown,
 * are unknowns that every table adds up. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "csv_table.h"
#include "di_test.h"
#include "name_index.h"
#include "program.h"
#include "reader_sums.h"
#include "suppressed_pair.h"

enum { KEY_MAX = 300, SETS = 8 };

static struct {
    struct csv_table flows, balance, indicators; /* the truth */
    struct reader_sums sums;
    struct name_index sets[SETS]; /* settings by what tables show them */
    struct name_index regions, settings, years;
} reader;

/* ---- cells ---- */

static bool is_year(const struct csv_table *table, size_t row)
{
    return strcmp(csv_text(table, row, "period_start") + 4, "-01-01") == 0 &&
           strcmp(csv_text(table, row, "period_end") + 4, "-12-31") == 0;
}

static void flow_key(char *key, const struct csv_table *table, size_t row)
{
    (void)snprintf(key, KEY_MAX, "flow %s %s %s %s %s %.4s",
                   csv_text(table, row, "from_region"), csv_text(table, row, "from"),
                   csv_text(table, row, "to_region"), csv_text(table, row, "to"),
                   csv_text(table, row, "mode"), csv_text(table, row, "period_start"));
}

static void place_key(char *key, const char *column, const char *region, const char *setting,
                      int year)
{
    (void)snprintf(key, KEY_MAX, "%.64s %.64s %.64s %d", column, region, setting, year);
}

static void count_key(char *key, const char *indicator, const char *region, const char *setting,
                      const char *people, int year)
{
    /* ids have 64 letters at most; told so that no compiler fears for the room */
    (void)snprintf(key, KEY_MAX, "%.64s %.64s %.64s %.64s %d", indicator, region, setting,
                   people, year);
}

static int year_of(const struct csv_table *table, size_t row)
{
    return (int)strtol(csv_text(table, row, "period_start"), NULL, 10);
}

/* Takes a number of a table: the truth when it is first read, then what is shown of it. */
static void take(const char *key, const char *field, bool is_truth)
{
    const size_t at = reader_sums_cell(&reader.sums, key);
    struct reader_cell *cell = &reader.sums.cells[at];
    if (is_truth)
        cell->truth = field[0] == '\0' ? (double)NAN : strtod(field, NULL);
    else if (field[0] != '\0')
        cell->is_shown = true;
}

static void take_flows(const struct csv_table *table, bool is_truth)
{
    char key[KEY_MAX];
    for (size_t row = 0; row < table->rows; row++) {
        flow_key(key, table, row);
        if (is_year(table, row))
            take(key, csv_text(table, row, "mean"), is_truth);
        else if (!is_truth)
            fail_msg("a quarter in flows.csv: row %zu", row);
    }
}

static void take_balance(const struct csv_table *table, bool is_truth)
{
    static const char *const columns[] = {"opening", "closing", "entries", "exits"};
    char key[KEY_MAX];
    for (size_t row = 0; row < table->rows; row++) {
        if (!is_year(table, row)) {
            assert_true(is_truth);
            continue;
        }
        for (int c = 0; c < 4; c++) {
            place_key(key, c < 2 ? "stock" : columns[c], csv_text(table, row, "region"),
                      csv_text(table, row, "setting"), year_of(table, row) - (c == 0));
            take(key, csv_text(table, row, columns[c]), is_truth);
        }
    }
}

/* Groups of people in the order of the columns; "0_17" alone for all children, or everybody. */
static void people_of(char *people, const struct csv_table *table, size_t row)
{
    (void)snprintf(people, KEY_MAX, "%s/%s/%s/%s",
                   csv_is(table, row, "population", "18_plus") ? "18_plus" : "0_17",
                   csv_text(table, row, "age_band"), csv_text(table, row, "sex"),
                   csv_text(table, row, "disability"));
}

#define CHILDREN "0_17/all/all/all"
#define ADULTS "18_plus/all/all/all"

/* The set of a setting, by the rows of indicators that have it. */
enum { RESIDENTIAL, CARE, FAMILY, FOSTER, SUPPORTED, INSTITUTION };
static const char *const shown_by[] = {"K1r_residential_stock",      "K3_formal_care_stock",
                                       "K4_family_based_stock",      "K22_places",
                                       "K19_supported_living_stock", "K1_institution_stock"};

static bool is_count(const struct csv_table *table, size_t row)
{
    static const char *const units[] = {"children", "people", "events", "requests", "groups"};
    for (size_t k = 0; k < sizeof units / sizeof units[0]; k++)
        if (csv_is(table, row, "unit", units[k]))
            return true;
    return false;
}

static void take_indicators(const struct csv_table *table, bool is_truth, bool has_groups)
{
    char key[KEY_MAX], people[KEY_MAX];
    for (size_t row = 0; row < table->rows; row++) {
        if (!is_year(table, row))
            continue;
        people_of(people, table, row);
        if (!has_groups && strcmp(people, CHILDREN) != 0 && strcmp(people, ADULTS) != 0)
            continue;
        const char *indicator = csv_text(table, row, "indicator");
        for (size_t k = 0; is_truth && k < sizeof shown_by / sizeof shown_by[0]; k++)
            if (strcmp(indicator, shown_by[k]) == 0)
                (void)name_index_of(&reader.sets[k], csv_text(table, row, "setting"));
        if (!is_count(table, row))
            continue;
        count_key(key, indicator, csv_text(table, row, "region"),
                  csv_text(table, row, "setting"), people, year_of(table, row));
        take(key, csv_text(table, row, "mean"), is_truth);
    }
}

static void read_folders(bool has_groups)
{
    struct csv_table shown;
    csv_table_read(&reader.flows, program_path("truth/flows.csv"));
    csv_table_read(&reader.balance, program_path("truth/balance.csv"));
    csv_table_read(&reader.indicators, program_path("truth/indicators.csv"));
    take_flows(&reader.flows, true);
    take_balance(&reader.balance, true);
    take_indicators(&reader.indicators, true, has_groups);
    csv_table_read(&shown, program_path("hidden/flows.csv"));
    take_flows(&shown, false);
    csv_table_finish(&shown);
    csv_table_read(&shown, program_path("hidden/balance.csv"));
    take_balance(&shown, false);
    csv_table_finish(&shown);
    csv_table_read(&shown, program_path("hidden/indicators.csv"));
    take_indicators(&shown, false, has_groups);
    csv_table_finish(&shown);
    char year[16];
    for (size_t row = 0; row < reader.balance.rows; row++) {
        (void)name_index_of(&reader.regions, csv_text(&reader.balance, row, "region"));
        (void)name_index_of(&reader.settings, csv_text(&reader.balance, row, "setting"));
        (void)snprintf(year, sizeof year, "%d", year_of(&reader.balance, row));
        (void)name_index_of(&reader.years, year);
    }
    for (size_t c = 0; c < reader.sums.names.count;
         c++) /* that nothing is there is no secret */
        reader.sums.cells[c].is_shown =
            reader.sums.cells[c].is_shown || reader.sums.cells[c].truth == 0.0;
}

static void finish(void)
{
    csv_table_finish(&reader.flows);
    csv_table_finish(&reader.balance);
    csv_table_finish(&reader.indicators);
    for (int k = 0; k < SETS; k++)
        name_index_clear(&reader.sets[k]);
    reader_sums_finish(&reader.sums);
    name_index_clear(&reader.regions);
    name_index_clear(&reader.settings);
    name_index_clear(&reader.years);
    memset(&reader, 0, sizeof reader);
}

static bool has(const struct name_index *index, const char *name)
{
    for (size_t k = 0; k < index->count; k++)
        if (strcmp(index->names[k], name) == 0)
            return true;
    return false;
}

/* ---- what adds up ---- */

static bool is_total(const char *name)
{
    return strcmp(name, "all") == 0;
}

/* Columns of places: regions and settings make totals. */
static void relate_places(const char *column, int year)
{
    char key[KEY_MAX];
    for (int by_region = 0; by_region < 2; by_region++) {
        const struct name_index *fixed = by_region ? &reader.settings : &reader.regions;
        const struct name_index *parts = by_region ? &reader.regions : &reader.settings;
        for (size_t f = 0; f < fixed->count; f++) {
            for (size_t p = 0; p < parts->count; p++) {
                place_key(key, column, by_region ? parts->names[p] : fixed->names[f],
                          by_region ? fixed->names[f] : parts->names[p], year);
                reader_sums_add(&reader.sums, key, is_total(parts->names[p]) ? -1 : 1);
            }
            reader_sums_end(&reader.sums);
        }
    }
}

static void relate_accounts(int year)
{
    static const struct {
        const char *column;
        int back, sign;
    } parts[] = {{"stock", 1, 1}, {"entries", 0, 1}, {"exits", 0, -1}, {"stock", 0, -1}};
    char key[KEY_MAX];
    for (size_t r = 0; r < reader.regions.count; r++)
        for (size_t s = 0; s < reader.settings.count; s++) {
            for (int k = 0; k < 4; k++) {
                place_key(key, parts[k].column, reader.regions.names[r],
                          reader.settings.names[s], year - parts[k].back);
                reader_sums_add(&reader.sums, key, parts[k].sign);
            }
            reader_sums_end(&reader.sums);
            for (int k = 0; k < 2; k++) { /* stocks of indicators, of residence */
                place_key(key, "stock", reader.regions.names[r], reader.settings.names[s],
                          year);
                reader_sums_add(&reader.sums, key, -1);
                const char *stock = k == 0 ? "K3_formal_care_stock" : "K20_detention_stock";
                count_key(key, stock, reader.regions.names[r], reader.settings.names[s],
                          CHILDREN, year);
                reader_sums_add(&reader.sums, key, 1);
                count_key(key, stock, reader.regions.names[r], reader.settings.names[s], ADULTS,
                          year);
                reader_sums_add(&reader.sums, key, 1);
                reader_sums_end(&reader.sums);
            }
        }
}

/* Where a move begins or ends. */
enum {
    AT_RESIDENTIAL = 1,
    AT_CARE = 2,
    AT_FAMILY = 4,
    AT_FOSTER = 8,
    AT_KIN = 16,
    AT_SUPPORTED = 32,
    AT_UNPLACED = 64,
    AT_HOME = 128,
    AT_ADOPTED = 256,
    AT_AGED_OUT = 512,
    AT_ADULT_INSTITUTION = 1024,
    AT_ABROAD = 2048,
    AT_DIED = 4096,
    AT_NEW = 8192,
    AT_RETURN = 16384,
    AT_INSTITUTION = 32768,
    AT_UNEXPLAINED = 65536,
    ANYWHERE = 131072
};

static int place_of(const char *label)
{
    static const struct {
        const char *label;
        int bit;
    } words[] = {{"unplaced", AT_UNPLACED},
                 {"home", AT_HOME},
                 {"adopted", AT_ADOPTED},
                 {"aged_out", AT_AGED_OUT},
                 {"adult_institution", AT_ADULT_INSTITUTION},
                 {"left_country", AT_ABROAD},
                 {"died", AT_DIED},
                 {"outside_new", AT_NEW},
                 {"outside_return", AT_RETURN},
                 {"unexplained_in", AT_UNEXPLAINED},
                 {"unexplained_out", AT_UNEXPLAINED}};
    const bool is_family = has(&reader.sets[FAMILY], label);
    const bool is_foster = has(&reader.sets[FOSTER], label);
    int bits = ANYWHERE;
    bits |= has(&reader.sets[RESIDENTIAL], label) ? AT_RESIDENTIAL : 0;
    bits |= has(&reader.sets[CARE], label) ? AT_CARE : 0;
    bits |= has(&reader.sets[SUPPORTED], label) ? AT_SUPPORTED : 0;
    bits |= has(&reader.sets[INSTITUTION], label) ? AT_INSTITUTION : 0;
    bits |= is_family ? AT_FAMILY : 0;
    bits |= is_family && is_foster ? AT_FOSTER : 0;
    bits |= is_family && !is_foster ? AT_KIN : 0;
    for (size_t k = 0; k < sizeof words / sizeof words[0]; k++)
        bits |= strcmp(words[k].label, label) == 0 ? words[k].bit : 0;
    return bits;
}

enum { SUMMANDS_MAX = 3 };

/* Indicators as sums of moves: `at` the end they are shown by. */
static const struct move_sum {
    const char *indicators[SUMMANDS_MAX];
    bool is_arrival;
    int at, other, not_other;
    bool is_national, is_unplanned;
} sums[] = {
    {{"entries", NULL}, true, ANYWHERE, ANYWHERE, 0, false, false},
    {{"exits", NULL}, false, ANYWHERE, ANYWHERE, 0, false, false},
    {{"K6_first_entries", NULL}, true, AT_CARE, AT_NEW, 0, true, false},
    {{"K6_reentries", NULL}, true, AT_CARE, AT_RETURN, 0, true, false},
    {{"K6r_residential_admissions", NULL},
     true,
     AT_RESIDENTIAL,
     ANYWHERE,
     AT_RESIDENTIAL | AT_UNEXPLAINED,
     false,
     false},
    {{"K6r_admissions_from_home", NULL},
     true,
     AT_RESIDENTIAL,
     AT_NEW | AT_RETURN,
     0,
     false,
     false},
    {{"K6r_admissions_from_family_placement", NULL},
     true,
     AT_RESIDENTIAL,
     AT_FAMILY,
     AT_RESIDENTIAL,
     false,
     false},
    {{"K6r_admissions_from_unplaced", NULL},
     true,
     AT_RESIDENTIAL,
     AT_UNPLACED,
     0,
     false,
     false},
    {{"K6r_transfers", NULL}, true, AT_RESIDENTIAL, AT_RESIDENTIAL, 0, false, false},
    {{"K7_exits_to_family", NULL},
     false,
     AT_RESIDENTIAL,
     AT_HOME | AT_FAMILY | AT_ADOPTED,
     AT_RESIDENTIAL,
     false,
     false},
    {{"K7r_residential_exits", NULL},
     false,
     AT_RESIDENTIAL,
     ANYWHERE,
     AT_RESIDENTIAL | AT_UNEXPLAINED,
     false,
     false},
    {{"K7r_exits_home", NULL}, false, AT_RESIDENTIAL, AT_HOME, 0, false, false},
    {{"K7r_exits_kinship", NULL}, false, AT_RESIDENTIAL, AT_KIN, 0, false, false},
    {{"K7r_exits_foster", NULL}, false, AT_RESIDENTIAL, AT_FOSTER, 0, false, false},
    {{"K7r_exits_adopted", NULL}, false, AT_RESIDENTIAL, AT_ADOPTED, 0, false, false},
    {{"K7r_exits_supported_living", NULL},
     false,
     AT_RESIDENTIAL,
     AT_SUPPORTED,
     0,
     false,
     false},
    {{"K7r_exits_unplaced", NULL}, false, AT_RESIDENTIAL, AT_UNPLACED, 0, false, false},
    {{"K7r_exits_aged_out", NULL}, false, AT_RESIDENTIAL, AT_AGED_OUT, 0, false, false},
    {{"K7r_exits_adult_institution", NULL},
     false,
     AT_RESIDENTIAL,
     AT_ADULT_INSTITUTION,
     0,
     false,
     false},
    {{"K7r_exits_left_country", NULL}, false, AT_RESIDENTIAL, AT_ABROAD, 0, false, false},
    {{"K7r_exits_died", NULL}, false, AT_RESIDENTIAL, AT_DIED, 0, false, false},
    {{"K21_deaths_in_care", NULL}, false, AT_CARE, AT_DIED, 0, false, false},
    {{"K19_aged_out_aftercare", "K19_aged_out_independent", "K19_aged_out_home"},
     false,
     AT_CARE,
     AT_AGED_OUT,
     0,
     false,
     false},
    {{"K19_aged_out_adult_institution", NULL},
     false,
     AT_CARE,
     AT_ADULT_INSTITUTION,
     0,
     false,
     false},
    {{"K13_breakdowns", NULL}, false, AT_FAMILY | AT_SUPPORTED, ANYWHERE, 0, false, true},
    /* true where first_placements leave nothing to the ladder */
    {{"C_first_place_refused", NULL}, true, AT_CARE, AT_NEW | AT_RETURN, 0, true, true},
    {{"C_unexplained_entries", NULL}, true, AT_CARE, AT_UNEXPLAINED, 0, false, false},
    {{"C_unexplained_exits", NULL}, false, AT_CARE, AT_UNEXPLAINED, 0, false, false},
    {{"K17_departures", NULL}, false, AT_INSTITUTION, ANYWHERE, 0, false, false},
};

static bool is_in(const struct move_sum *sum, size_t row, const char *region,
                  const char *setting, int year)
{
    const struct csv_table *flows = &reader.flows;
    const char *at = csv_text(flows, row, sum->is_arrival ? "to" : "from");
    const char *at_region = csv_text(flows, row, sum->is_arrival ? "to_region" : "from_region");
    const int other = place_of(csv_text(flows, row, sum->is_arrival ? "from" : "to"));
    const bool is_settled = has(&reader.settings, at) && !is_total(at);
    return is_year(flows, row) && year_of(flows, row) == year &&
           strcmp(at_region, region) == 0 &&
           (is_total(setting) ? is_settled : strcmp(at, setting) == 0) &&
           (place_of(at) & sum->at) != 0 && (other & sum->other) != 0 &&
           (other & sum->not_other) == 0 &&
           (!sum->is_unplanned || csv_is(flows, row, "mode", "unplanned"));
}

static void relate_sum(const struct move_sum *sum, const char *region, const char *setting,
                       int year)
{
    char key[KEY_MAX];
    for (int k = 0; k < SUMMANDS_MAX && sum->indicators[k] != NULL; k++) {
        place_key(key, sum->indicators[k], region, setting, year);
        reader_sums_add(&reader.sums, key, -1);
        count_key(key, sum->indicators[k], region, setting, CHILDREN, year);
        reader_sums_add(&reader.sums, key, -1);
        count_key(key, sum->indicators[k], region, setting, ADULTS, year);
        reader_sums_add(&reader.sums, key, -1);
    }
    for (size_t row = 0; row < reader.flows.rows; row++)
        if (is_in(sum, row, region, setting, year)) {
            flow_key(key, &reader.flows, row);
            reader_sums_add(&reader.sums, key, 1);
        }
    reader_sums_end(&reader.sums);
}

static void relate_moves(int year)
{
    for (size_t k = 0; k < sizeof sums / sizeof sums[0]; k++)
        for (size_t r = 0; r < reader.regions.count; r++)
            for (size_t s = 0; s < reader.settings.count; s++)
                if (!sums[k].is_national || is_total(reader.regions.names[r]))
                    relate_sum(&sums[k], reader.regions.names[r], reader.settings.names[s],
                               year);
}

/* Moves of the nation are those of all pairs of regions. */
static void relate_pairs(void)
{
    const struct csv_table *flows = &reader.flows;
    char key[KEY_MAX];
    for (size_t row = 0; row < flows->rows; row++) {
        if (!is_total(csv_text(flows, row, "from_region")) || !is_year(flows, row))
            continue;
        flow_key(key, flows, row);
        reader_sums_add(&reader.sums, key, -1);
        for (size_t other = 0; other < flows->rows; other++)
            if (!is_total(csv_text(flows, other, "from_region")) && is_year(flows, other) &&
                year_of(flows, other) == year_of(flows, row) &&
                csv_is(flows, other, "from", csv_text(flows, row, "from")) &&
                csv_is(flows, other, "to", csv_text(flows, row, "to")) &&
                csv_is(flows, other, "mode", csv_text(flows, row, "mode"))) {
                flow_key(key, flows, other);
                reader_sums_add(&reader.sums, key, 1);
            }
        reader_sums_end(&reader.sums);
    }
}

/* Sums within indicators.csv: of regions, of settings, of groups of people. */
static void relate_counts(void)
{
    static const char *const columns[] = {"region", "setting", "age_band", "sex", "disability"};
    const struct csv_table *table = &reader.indicators;
    struct name_index wholes = {0};
    const size_t rows = table->rows;
    size_t *next = calloc(rows + 1, sizeof *next), *last = calloc(rows + 1, sizeof *last);
    assert_true(next != NULL && last != NULL);
    for (size_t column = 0; column < 5; column++) {
        memset(last, 0xff, (rows + 1) * sizeof *last);
        for (int pass = 0; pass < 2; pass++)
            for (size_t row = 0; row < rows; row++) {
                char key[KEY_MAX], people[KEY_MAX];
                const char *fields[5];
                if (!is_year(table, row))
                    continue;
                for (size_t k = 0; k < 5; k++)
                    fields[k] = csv_text(table, row, columns[k]);
                if (is_total(fields[column]) != (pass == 0))
                    continue;
                fields[column] = "all";
                (void)snprintf(people, sizeof people, "%s/%s/%s/%s",
                               csv_text(table, row, "population"), fields[2], fields[3],
                               fields[4]);
                count_key(key, csv_text(table, row, "indicator"), fields[0], fields[1], people,
                          year_of(table, row));
                const size_t whole = name_index_of(&wholes, key);
                if (whole >= rows) /* a part without a whole */
                    continue;
                next[row] = last[whole];
                last[whole] = row;
            }
        for (size_t whole = 0; whole < wholes.count && whole < rows; whole++) {
            for (size_t row = last[whole]; row != SIZE_MAX; row = next[row]) {
                char key[KEY_MAX], people[KEY_MAX];
                people_of(people, table, row);
                count_key(key, csv_text(table, row, "indicator"),
                          csv_text(table, row, "region"), csv_text(table, row, "setting"),
                          people, year_of(table, row));
                reader_sums_add(&reader.sums, key,
                                is_total(csv_text(table, row, columns[column])) ? -1 : 1);
            }
            reader_sums_end(&reader.sums);
        }
        name_index_clear(&wholes);
    }
    free(next);
    free(last);
}

static void relate_all(void)
{
    relate_counts();
    relate_pairs();
    for (size_t y = 0; y < reader.years.count; y++) {
        const int year = (int)strtol(reader.years.names[y], NULL, 10);
        relate_places("entries", year);
        relate_places("exits", year);
        relate_places("stock", year);
        if (y == 0)
            relate_places("stock", year - 1);
        relate_accounts(year);
        relate_moves(year);
    }
}

/* ---- tests ---- */

/* How many large numbers a table keeps, and of how many. */
static void count_kept(const char *prefix, size_t *kept, size_t *all)
{
    *kept = *all = 0;
    for (size_t c = 0; c < reader.sums.names.count; c++)
        if (strncmp(reader.sums.names.names[c], prefix, strlen(prefix)) == 0 &&
            reader.sums.cells[c].truth >= SUPPRESSED_BELOW) {
            ++*all;
            *kept += reader.sums.cells[c].is_shown;
        }
}

static void run_both(const char *scenario, const char *options, bool has_groups)
{
    suppressed_pair_run(scenario, options);
    memset(&reader, 0, sizeof reader); /* of a test that failed */
    reader.sums.below = SUPPRESSED_BELOW;
    read_folders(has_groups);
}

static void attack(const char *scenario, const char *options, bool has_groups)
{
    size_t small = 0;
    run_both(scenario, options, has_groups);
    for (size_t c = 0; c < reader.sums.names.count; c++) {
        small += reader_sums_is_secret(&reader.sums, c) && !reader.sums.cells[c].is_shown;
        if (reader_sums_is_secret(&reader.sums, c) && reader.sums.cells[c].is_shown)
            fail_msg("%s = %g is shown", reader.sums.names.names[c],
                     reader.sums.cells[c].truth);
    }
    assert_true(small > 10);
    relate_all();
    assert_true(reader.sums.relation_count > 100);
    assert_int_equal(reader_sums_count_told(&reader.sums), 0);
    reader_sums_assert_unbounded(&reader.sums);
    finish();
}

static void nothing_withheld_can_be_added_up_with_accounts(void **unused)
{
    static const char *const scenarios[] = {"%scenarios/tutorial/08-two-regions.json",
                                            "%scenarios/tutorial/04-rates-to-requests.json",
                                            "%scenarios/tutorial/10-turning-eighteen.json",
                                            "%scenarios/tutorial/14-closure.json",
                                            "%tests/cli/unexplained.json",
                                            "%tests/cli/first_shares.json"};
    (void)unused;
    program_begin("suppressed_accounts");
    for (size_t k = 0; k < sizeof scenarios / sizeof scenarios[0]; k++) {
        attack(scenarios[k], "--replications 2", false);
    }
}

static void groups_of_people_do_not_tell_accounts(void **unused)
{
    (void)unused;
    program_begin("suppressed_accounts");
    attack("%scenarios/tutorial/08-two-regions.json", "--replications 2 --set horizon.years=2",
           true);
}

static void assert_kept(const char *scenario, const char *options, const double *share)
{
    static const char *const columns[] = {"flow all", "entries all", "exits all", "stock all"};
    run_both(scenario, options, false);
    for (size_t k = 0; k < sizeof columns / sizeof columns[0]; k++) {
        size_t kept, all;
        count_kept(columns[k], &kept, &all);
        if ((double)kept < share[k] * (double)all)
            fail_msg("%s of %s: %zu of %zu", columns[k], scenario, kept, all);
    }
    finish();
}

/* A country of one region keeps all that is large; in one of eight regions and a dozen settings
 * the nation's accounts keep a part. */
static void what_is_large_is_kept(void **unused)
{
    static const double all[] = {1, 1, 1, 1}, part[] = {0.5, 0.3, 0.3, 0.3};
    (void)unused;
    program_begin("suppressed_accounts");
    assert_kept("%scenarios/countries/bulgaria.json", "--replications 2", all);
    assert_kept("%scenarios/demo/baseline.json", "--replications 2 --set horizon.years=2",
                part);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_withheld_can_be_added_up_with_accounts),
        cmocka_unit_test(groups_of_people_do_not_tell_accounts),
        cmocka_unit_test(what_is_large_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

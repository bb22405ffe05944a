/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laws of fitting and rounding on random tables with structural zeros. */
#include <stdbool.h>

#include "di/integer_table.h"
#include "di/proportional_fit.h"

#include "di_test.h"

#define PLACES 12
#define BANDS 6
#define KINDS 3
#define CELLS (PLACES * BANDS * KINDS)
#define TABLES 60

static uint64_t next_word(uint64_t *state)
{
    *state += 0x9e3779b97f4a7c15u;
    uint64_t z = *state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static double next_uniform(uint64_t *state)
{
    return (double)(next_word(state) >> 11) * 0x1p-53;
}

struct random_table {
    double seed[CELLS];
    uint32_t leaf[3][CELLS];
    double total[3][PLACES * KINDS];
    struct di_table_margin margin[3];
};

/* Margins come from a true table of whole children, so they agree and can be met. */
static void fill(struct random_table *table, uint64_t seed, double zero_share, double mean)
{
    uint64_t state = seed;
    *table = (struct random_table){0};
    for (uint32_t c = 0; c < CELLS; c++) {
        const uint32_t place = c / (BANDS * KINDS);
        const uint32_t band = c / KINDS % BANDS;
        const uint32_t kind = c % KINDS;
        table->leaf[0][c] = place;
        table->leaf[1][c] = band * KINDS + kind;
        table->leaf[2][c] = place % 4 * KINDS + kind;
        if (next_uniform(&state) < zero_share) {
            continue;
        }
        table->seed[c] = 0.1 + next_uniform(&state);
        const double count = floor(-mean * log(1.0 - next_uniform(&state)));
        for (uint32_t m = 0; m < 3; m++) {
            table->total[m][table->leaf[m][c]] += count;
        }
    }
    const uint32_t leaves[3] = {PLACES, BANDS * KINDS, 4 * KINDS};
    for (uint32_t m = 0; m < 3; m++) {
        table->margin[m] = (struct di_table_margin){leaves[m], table->leaf[m], table->total[m]};
    }
}

static void fitted_tables_keep_zeros_and_meet_margins(void **state)
{
    (void)state;
    static struct random_table table;
    for (uint64_t seed = 1; seed <= TABLES; seed++) {
        fill(&table, seed, 0.3, 8.0);
        double cells[CELLS];
        for (uint32_t c = 0; c < CELLS; c++) {
            cells[c] = table.seed[c];
        }
        struct di_fit_result result;
        assert_status(di_proportional_fit(cells, CELLS, table.margin, 3, NULL, 0, &result),
                      DI_OK);
        if (result.problem_count > 0) {
            fail_msg("seed %d: gap %g after %u sweeps", (int)seed, result.worst_gap,
                     result.sweeps);
        }
        for (uint32_t c = 0; c < CELLS; c++) {
            if (!(cells[c] >= 0.0) || (table.seed[c] <= 0.0 && cells[c] > 0.0)) {
                fail_msg("seed %d: cell %u = %g", (int)seed, c, cells[c]);
            }
        }
    }
}

static void whole_tables_keep_the_total_and_stay_within_one(void **state)
{
    (void)state;
    static struct random_table table;
    const double means[3] = {0.7, 3.0, 40.0};
    for (uint64_t seed = 1; seed <= TABLES; seed++) {
        fill(&table, 1000 + seed, 0.4, means[seed % 3]);
        double cells[CELLS];
        double sum = 0.0;
        for (uint32_t c = 0; c < CELLS; c++) {
            cells[c] = table.seed[c];
        }
        struct di_fit_result fit;
        assert_status(di_proportional_fit(cells, CELLS, table.margin, 3, NULL, 0, &fit), DI_OK);
        for (uint32_t c = 0; c < CELLS; c++) {
            sum += cells[c];
        }
        uint32_t counts[CELLS];
        struct di_integer_result result;
        assert_status(di_integer_table(cells, CELLS, table.margin, 3, counts, &result), DI_OK);
        uint64_t total = 0;
        for (uint32_t c = 0; c < CELLS; c++) {
            total += counts[c];
            assert_true(cells[c] > 0.0 || counts[c] == 0);
        }
        assert_int_equal(total, (uint64_t)floor(sum + 0.5));
        if (!(result.worst_gap <= 1.0 + DI_FIT_TOLERANCE)) {
            fail_msg("seed %d: margin %u leaf %u is %g off after %u swaps", (int)seed,
                     result.margin, result.leaf, result.worst_gap, result.swaps);
        }
    }
}

static void the_same_table_rounds_the_same_way_twice(void **state)
{
    (void)state;
    static struct random_table table;
    fill(&table, 77, 0.2, 2.5);
    uint32_t first[CELLS];
    uint32_t second[CELLS];
    struct di_integer_result result;
    assert_status(di_integer_table(table.seed, CELLS, table.margin, 3, first, &result), DI_OK);
    assert_status(di_integer_table(table.seed, CELLS, table.margin, 3, second, &result), DI_OK);
    assert_memory_equal(first, second, sizeof first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fitted_tables_keep_zeros_and_meet_margins),
        cmocka_unit_test(whole_tables_keep_the_total_and_stay_within_one),
        cmocka_unit_test(the_same_table_rounds_the_same_way_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

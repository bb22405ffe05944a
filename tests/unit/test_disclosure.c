/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Partners of withheld cells, on tables whose secrets are known by hand. */
#include "di/disclosure.h"

#include "cell_bounds.h"
#include "cornered_cells.h"
#include "di_test.h"
#include "disclosed_cells.h"
#include "regained_cells.h"

enum { SIDE_MAX = 6 };

/* A table of rows and columns with their totals; row or column 0 is the total. */
static void add_table(struct di_disclosure *d, uint32_t rows, uint32_t columns,
                      const double *inside)
{
    di_disclosure_init(d);
    for (uint32_t r = 0; r <= rows; r++)
        for (uint32_t c = 0; c <= columns; c++) {
            double sum = 0;
            for (uint32_t i = 0; i < rows; i++)
                for (uint32_t k = 0; k < columns; k++)
                    if ((r == 0 || r == i + 1) && (c == 0 || c == k + 1))
                        sum += inside[i * columns + k];
            const uint8_t importance = (uint8_t)((r == 0) + (c == 0));
            (void)di_disclosure_add_cell(d, sum, importance, sum > 0 && sum < 5);
        }
    for (uint32_t r = 0; r <= rows; r++) {
        for (uint32_t c = 0; c <= columns; c++)
            di_disclosure_add_term(d, r * (columns + 1) + c, c == 0 ? -1 : 1);
        di_disclosure_end_relation(d);
    }
    for (uint32_t c = 0; c <= columns; c++) {
        for (uint32_t r = 0; r <= rows; r++)
            di_disclosure_add_term(d, r * (columns + 1) + c, r == 0 ? -1 : 1);
        di_disclosure_end_relation(d);
    }
}

static uint32_t count_disclosed(const struct di_disclosure *d)
{
    bool is_disclosed[(SIDE_MAX + 1) * (SIDE_MAX + 1)] = {false};
    uint32_t count = 0;
    assert_status(disclosed_cells(d, is_disclosed, &count), DI_OK);
    return count;
}

static uint32_t count_withheld(const struct di_disclosure *d)
{
    uint32_t count = 0;
    for (uint32_t cell = 0; cell < d->cell_count; cell++)
        count += d->is_withheld[cell];
    return count;
}

/* Is another cell left in a sum that could be withheld? */
static bool has_partner(const struct di_disclosure *d, size_t relation)
{
    for (size_t t = d->first[relation]; t < d->first[relation + 1]; t++)
        if (!d->is_withheld[d->terms[t].cell] && d->value[d->terms[t].cell] > 0)
            return true;
    return false;
}

static void one_small_cell_takes_three_partners(void **state)
{
    (void)state;
    static const double inside[9] = {2, 30, 40, 50, 60, 70, 80, 90, 100};
    struct di_disclosure d;
    add_table(&d, 3, 3, inside);
    assert_int_equal(count_disclosed(&d), 1);
    assert_status(di_disclosure_close(&d, 5, DI_DISCLOSURE_LEVELS), DI_OK);
    assert_int_equal(count_disclosed(&d), 0);
    assert_int_equal(count_withheld(&d), 4); /* the corners of a rectangle */
    assert_false(d.is_withheld[0]);          /* and no total */
    di_disclosure_destroy(&d);
}

static void a_table_without_small_cells_is_shown_whole(void **state)
{
    (void)state;
    static const double inside[4] = {0, 30, 50, 60};
    struct di_disclosure d;
    add_table(&d, 2, 2, inside);
    assert_status(di_disclosure_close(&d, 5, DI_DISCLOSURE_LEVELS), DI_OK);
    assert_int_equal(count_withheld(&d), 0);
    di_disclosure_destroy(&d);
}

/* Two rectangles tied by one cell: every line has two withheld cells and more, and yet that
 * cell follows: row 3 holds it beside a pair whose sum the rectangle's columns tell. */
static void a_cell_between_two_rectangles_is_told(void **state)
{
    (void)state;
    double inside[16];
    for (uint32_t k = 0; k < 16; k++)
        inside[k] = 20 + k;
    struct di_disclosure d;
    add_table(&d, 4, 4, inside);
    static const uint32_t withheld[][2] = {{1, 1}, {1, 2}, {2, 1}, {2, 2}, {3, 3},
                                           {3, 4}, {4, 3}, {4, 4}, {2, 3}};
    for (size_t k = 0; k < sizeof withheld / sizeof withheld[0]; k++)
        d.is_withheld[withheld[k][0] * 5 + withheld[k][1]] = true;
    assert_int_equal(count_disclosed(&d), 1);
    assert_status(di_disclosure_close(&d, 5, DI_DISCLOSURE_LEVELS), DI_OK);
    assert_int_equal(count_disclosed(&d), 0);
    di_disclosure_destroy(&d);
}

/* 1 and 2 of 33: together they are below five, so a third cell goes. */
static void small_cells_together_take_a_partner(void **state)
{
    (void)state;
    struct di_disclosure d;
    di_disclosure_init(&d);
    static const double values[] = {33, 1, 2, 30};
    for (uint32_t k = 0; k < 4; k++) {
        (void)di_disclosure_add_cell(&d, values[k], (uint8_t)(k == 0), k == 1 || k == 2);
        di_disclosure_add_term(&d, k, k == 0 ? -1 : 1);
    }
    di_disclosure_end_relation(&d);
    assert_status(di_disclosure_close(&d, 5, DI_DISCLOSURE_LEVELS), DI_OK);
    assert_true(d.is_withheld[3]);
    assert_false(d.is_withheld[0]);
    di_disclosure_destroy(&d);
}

/* Five withheld parts of 5, none of them zero, are 1 each. Means of ten runs may be less. */
static void parts_that_can_only_be_one_each_take_a_partner(void **state)
{
    (void)state;
    for (int runs = 1; runs <= 10; runs += 9) {
        struct di_disclosure d;
        di_disclosure_init(&d);
        d.unit = 1.0 / runs;
        for (uint32_t k = 0; k < 7; k++) {
            const bool is_small = k > 0 && k < 6;
            (void)di_disclosure_add_cell(&d,
                                         k == 0     ? 35
                                         : is_small ? 1.06
                                                    : 29.7,
                                         k == 0, is_small);
            di_disclosure_add_term(&d, k, k == 0 ? -1 : 1);
        }
        di_disclosure_end_relation(&d);
        assert_status(di_disclosure_close(&d, 5, DI_DISCLOSURE_LEVELS), DI_OK);
        assert_int_equal(d.is_withheld[6], runs == 1);
        assert_false(d.is_withheld[0]);
        di_disclosure_destroy(&d);
    }
}

/* The same on the other side of a sum. */
static void small_cells_of_one_side_take_a_partner(void **state)
{
    (void)state;
    struct di_disclosure d;
    di_disclosure_init(&d);
    static const double values[] = {33, 1, 2, 30};
    for (uint32_t k = 0; k < 4; k++) {
        (void)di_disclosure_add_cell(&d, values[k], (uint8_t)(k == 0), k == 1 || k == 2);
        di_disclosure_add_term(&d, k, k == 0 ? 1 : -1);
    }
    di_disclosure_end_relation(&d);
    assert_status(di_disclosure_close(&d, 5, DI_DISCLOSURE_LEVELS), DI_OK);
    assert_true(d.is_withheld[3]);
    di_disclosure_destroy(&d);
}

static void partners_are_of_lesser_importance(void **state)
{
    (void)state;
    struct di_disclosure d;
    di_disclosure_init(&d);
    static const double values[] = {33, 3, 30};
    for (uint32_t k = 0; k < 3; k++) {
        (void)di_disclosure_add_cell(&d, values[k], (uint8_t)(2 + (k == 0)), k == 1);
        di_disclosure_add_term(&d, k, k == 0 ? -1 : 1);
    }
    di_disclosure_end_relation(&d);
    assert_status(di_disclosure_close(&d, 5, 2), DI_OK);
    assert_int_equal(count_withheld(&d), 1); /* both others are too important */
    assert_status(di_disclosure_close(&d, 5, 3), DI_OK);
    assert_true(d.is_withheld[2]);
    assert_false(d.is_withheld[0]);
    di_disclosure_destroy(&d);
}

static void details_go_with_their_total(void **state)
{
    (void)state;
    struct di_disclosure d;
    di_disclosure_init(&d);
    const uint32_t total = di_disclosure_add_cell(&d, 3, 1, true);
    const uint32_t detail = di_disclosure_add_cell(&d, 3, 0, false);
    di_disclosure_add_link(&d, total, detail);
    assert_status(di_disclosure_close(&d, 5, DI_DISCLOSURE_LEVELS), DI_OK);
    assert_true(d.is_withheld[detail]);
    di_disclosure_destroy(&d);
}

/* A total withheld for nothing comes back; the corners of the rectangle stay. */
static void needless_partners_are_shown_again(void **state)
{
    (void)state;
    static const double inside[9] = {2, 30, 40, 50, 60, 70, 80, 90, 100};
    struct di_disclosure d;
    add_table(&d, 3, 3, inside);
    assert_status(di_disclosure_close(&d, 5, DI_DISCLOSURE_LEVELS), DI_OK);
    d.is_withheld[0] = d.is_withheld[1] = d.is_withheld[4] = d.is_withheld[15] = true;
    assert_status(regained_cells(&d, 5, 0, 1), DI_OK);
    assert_true(d.is_withheld[0]); /* of another importance */
    assert_true(d.is_withheld[1]);
    assert_status(regained_cells(&d, 5, 0, DI_DISCLOSURE_LEVELS), DI_OK);
    assert_int_equal(count_withheld(&d), 4);
    assert_true(d.is_withheld[5]); /* the small one */
    assert_int_equal(count_disclosed(&d), 0);
    di_disclosure_destroy(&d);
}

/* 6.5 shown = 6 + 0.5, and that 6 = 5.5 shown + 0.5, in steps of a half: no sum needs a
 * partner, and no equation fixes anything, yet both halves can be nothing else. */
static void bounds_of_two_sums_take_a_partner(void **state)
{
    (void)state;
    static const double value[5] = {6.5, 6, 0.5, 5.5, 0.5};
    static const bool is_withheld[5] = {false, true, true, false, true};
    static const struct di_disclosure_term terms[2][3] = {{{0, -1}, {1, 1}, {2, 1}},
                                                          {{1, -1}, {3, 1}, {4, 1}}};
    struct di_disclosure d;
    di_disclosure_init(&d);
    d.unit = 0.5;
    for (uint32_t cell = 0; cell < 5; cell++)
        (void)di_disclosure_add_cell(&d, value[cell], 1, is_withheld[cell]);
    for (int r = 0; r < 2; r++) {
        for (int t = 0; t < 3; t++)
            di_disclosure_add_term(&d, terms[r][t].cell, terms[r][t].coefficient);
        di_disclosure_end_relation(&d);
    }
    assert_status(di_disclosure_close(&d, 5, DI_DISCLOSURE_LEVELS), DI_OK);
    assert_int_equal(count_withheld(&d), 3);
    assert_status(di_disclosure_close_bounds(&d, 5, 1), DI_OK);
    assert_true(count_withheld(&d) > 3);
    assert_int_equal(count_disclosed(&d), 0);
    di_disclosure_destroy(&d);
}

/* 21 shown = 10 + 10 + 1, and 19 shown = 10 + 10 - 1: the two of one leave 2 between them, and
 * are one each. No bound of one sum tells it, for the tens may be anything. */
static void what_all_sums_tell_takes_a_partner(void **state)
{
    (void)state;
    static const double value[6] = {21, 19, 10, 10, 1, 1};
    static const struct di_disclosure_term terms[2][4] = {{{0, -1}, {2, 1}, {3, 1}, {4, 1}},
                                                          {{1, -1}, {2, 1}, {3, 1}, {5, -1}}};
    struct di_disclosure d;
    di_disclosure_init(&d);
    d.unit = 1;
    for (uint32_t cell = 0; cell < 6; cell++)
        (void)di_disclosure_add_cell(&d, value[cell], 1, cell > 1);
    for (int r = 0; r < 2; r++) {
        for (int t = 0; t < 4; t++)
            di_disclosure_add_term(&d, terms[r][t].cell, terms[r][t].coefficient);
        di_disclosure_end_relation(&d);
    }
    bool is_told[6];
    uint32_t count = 0;
    assert_status(di_disclosure_close(&d, 5, DI_DISCLOSURE_LEVELS), DI_OK);
    assert_status(bounded_cells(&d, 5, 1, is_told, &count), DI_OK);
    assert_int_equal(count, 0);
    assert_status(cornered_cells(&d, 1, is_told, &count), DI_OK);
    assert_int_equal(count, 1);
    assert_true(is_told[4] || is_told[5]);
    assert_status(di_disclosure_close_bounds(&d, 5, 1), DI_OK);
    assert_true(count_withheld(&d) > 4);
    assert_status(cornered_cells(&d, 1, is_told, &count), DI_OK);
    assert_int_equal(count, 0);
    di_disclosure_destroy(&d);
}

/* Random tables of many small numbers: nothing is ever left to be told. */
static void random_tables_keep_their_secrets(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (uint32_t trial = 0; trial < 400; trial++) {
        double inside[SIDE_MAX * SIDE_MAX];
        const uint32_t rows = 2 + trial % 5, columns = 2 + trial / 5 % 5;
        for (uint32_t k = 0; k < rows * columns; k++) {
            seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            const double uniform = (double)(seed >> 11) * 0x1p-53;
            inside[k] = uniform < 0.2   ? 0
                        : uniform < 0.4 ? 1 + (double)(seed >> 62)
                                        : 100 * uniform;
        }
        struct di_disclosure d;
        add_table(&d, rows, columns, inside);
        assert_status(di_disclosure_close(&d, 5, DI_DISCLOSURE_LEVELS), DI_OK);
        if (count_disclosed(&d) != 0)
            fail_msg("table %u tells %u cells", trial, count_disclosed(&d));
        assert_status(regained_cells(&d, 5, 0, DI_DISCLOSURE_LEVELS), DI_OK);
        if (count_disclosed(&d) != 0)
            fail_msg("table %u tells %u cells regained", trial, count_disclosed(&d));
        for (size_t r = 0; r < d.relation_count; r++)
            assert_false(di_disclosure_needs_partner(&d, r, 5) && has_partner(&d, r));
        di_disclosure_destroy(&d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_small_cell_takes_three_partners),
        cmocka_unit_test(a_table_without_small_cells_is_shown_whole),
        cmocka_unit_test(a_cell_between_two_rectangles_is_told),
        cmocka_unit_test(small_cells_together_take_a_partner),
        cmocka_unit_test(parts_that_can_only_be_one_each_take_a_partner),
        cmocka_unit_test(small_cells_of_one_side_take_a_partner),
        cmocka_unit_test(partners_are_of_lesser_importance),
        cmocka_unit_test(details_go_with_their_total),
        cmocka_unit_test(needless_partners_are_shown_again),
        cmocka_unit_test(bounds_of_two_sums_take_a_partner),
        cmocka_unit_test(what_all_sums_tell_takes_a_partner),
        cmocka_unit_test(random_tables_keep_their_secrets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Money from counts written by hand: fixed and variable parts, double running, one-off
 * payments, discounting, and sums that agree to the cent. */
#include <stdlib.h>
#include <string.h>

#include "di/cost_book.h"

#include "di_test.h"
#include "plain_model.h"

enum { HOME = PLAIN_HOME, QUARTERS = 4, LINES = 4 };

/* 2026 in one region and one institution of 100 places. Lines: a one-off 7 000 spent over
 * 61 days, 80 000 a quarter fixed and 2 a child-day of the institution itself, 300 a
 * child-year. */
struct world {
    struct plain_model plain;
    struct di_cost_plan plan;
    struct di_cost_line lines[LINES];
    struct di_institution_cost own[1];
    struct di_result *result;
    struct di_cost_book *book;
};

static const uint8_t of_home[PLAIN_SETTINGS_MAX] = {[HOME] = 1};

static void world_lines(struct world *world)
{
    struct plain_model *plain = &world->plain;
    world->own[0] =
        (struct di_institution_cost){.fixed_per_quarter = plain_series(plain, 80000),
                                     .variable_per_child_day = plain_series(plain, 2),
                                     .source = DI_NONE};
    for (uint32_t i = 0; i < LINES; i++)
        world->lines[i] = (struct di_cost_line){.sub_type = "",
                                                .cost_class = DI_COST_RUNNING,
                                                .source = DI_NONE,
                                                .price.series = plain_series(plain, 0),
                                                .on_day = DI_NO_DAY};
    world->lines[0].basis = DI_COST_ONCE;
    world->lines[0].cost_class = DI_COST_CAPITAL;
    world->lines[0].price.series = plain_series(plain, 7000);
    world->lines[0].on_day = 212; /* 1 August: 31 of 61 days lie in July, 30 in June */
    world->lines[0].lead_days = 61;
    world->lines[1].basis = DI_COST_OWN_FIXED;
    world->lines[2].basis = DI_COST_OWN_VARIABLE;
    world->lines[3].basis = DI_COST_CHILD_YEAR;
    world->lines[3].settings = of_home;
    world->lines[3].price.series = plain_series(plain, 300);
}

static void world_init(struct world *world)
{
    memset(world, 0, sizeof *world);
    plain_model_init(&world->plain);
    struct di_model *model = &world->plain.model;
    model->horizon_days = 365;
    model->region_count = 1;
    model->setting_count = HOME + 1;
    model->institution_count = 1;
    world->plain.institutions[0] =
        (struct di_institution){.name = {"i", "i", "i", 1, 0},
                                .setting = HOME,
                                .capacity = plain_series(&world->plain, 100),
                                .moratorium_day = DI_NO_DAY,
                                .wind_down_day = DI_NO_DAY};
    world->plain.settings[HOME].places = DI_PLACES_UNITS;
    world_lines(world);
    world->plan = (struct di_cost_plan){.line_count = LINES,
                                        .lines = world->lines,
                                        .first_year = 2026,
                                        .years = 1,
                                        .own = world->own};
    model->institutions = world->plain.institutions;
    model->cost_plan = &world->plan;
    assert_status(di_result_create(model, false, &world->result), DI_OK);
}

static void world_finish(struct world *world)
{
    di_cost_book_destroy(world->book);
    di_result_destroy(world->result);
}

static int32_t quarter_days(const struct world *world, uint32_t quarter)
{
    return di_result_quarter_first_day(&world->plain.model, quarter + 1) -
           di_result_quarter_first_day(&world->plain.model, quarter);
}

/* `children` in the institution all through the quarter. */
static void live_there(struct world *world, uint32_t quarter, int32_t children)
{
    const di_time time = di_time_of_day(children * quarter_days(world, quarter));
    world->result->institution_time[quarter] = time;
    world->result
        ->child_time[di_result_stock_index(&world->result->dims, quarter, 0, HOME, 0)] = time;
}

static int64_t *fill(struct world *world)
{
    if (world->book == NULL)
        assert_status(di_cost_book_create(&world->plain.model, &world->book), DI_OK);
    int64_t *cents =
        calloc((size_t)QUARTERS * di_cost_book_accounts(world->book) + 1, sizeof *cents);
    assert_non_null(cents);
    di_cost_book_fill(world->book, world->result, cents);
    return cents;
}

static int64_t of_class(const struct world *world, const int64_t *cents, uint32_t quarter,
                        uint32_t line, enum di_cost_class cost_class)
{
    const uint32_t count = di_cost_book_accounts(world->book);
    int64_t sum = 0;
    for (uint32_t a = 0; a < count; a++) {
        const struct di_cost_account account = di_cost_book_account(world->book, a);
        if (account.line == line && account.cost_class == cost_class)
            sum += cents[(size_t)quarter * count + a];
    }
    return sum;
}

/* Fixed 80 000 a quarter, and 20 000 / 100 / 90 = 2.22 a child and day, so that at 100 children
 * through a quarter of 90 days 80% of 100 000 is fixed. */
static void half_the_children_save_a_tenth_until_the_institution_closes(void **state)
{
    (void)state;
    struct world world;
    world_init(&world);
    world.own[0].variable_per_child_day =
        plain_series(&world.plain, 20000.0 / 100 / quarter_days(&world, 0));
    live_there(&world, 0, 100);
    live_there(&world, 1, 50);
    int64_t *cents = fill(&world);
    const int64_t before = of_class(&world, cents, 0, 1, DI_COST_RUNNING) +
                           of_class(&world, cents, 0, 2, DI_COST_RUNNING);
    assert_int_equal(before, 10000000);
    free(cents);
    /* the second quarter has 91 days, so ask for it in the length of the first */
    world.result->institution_time[1] = di_time_of_day(50 * quarter_days(&world, 0));
    cents = fill(&world);
    const int64_t after = of_class(&world, cents, 1, 1, DI_COST_RUNNING) +
                          of_class(&world, cents, 1, 2, DI_COST_RUNNING);
    assert_int_equal(after, 9000000); /* 10% less */
    free(cents);
    world.result->institution_closed_day[0] =
        di_result_quarter_first_day(&world.plain.model, 2);
    cents = fill(&world);
    assert_int_equal(of_class(&world, cents, 1, 1, DI_COST_RUNNING), 8000000);
    assert_int_equal(of_class(&world, cents, 2, 1, DI_COST_RUNNING), 0); /* the step */
    int64_t saved[1];
    di_cost_book_savings(world.book, world.result, 2, saved);
    assert_int_equal(saved[0], 8000000);
    di_cost_book_savings(world.book, world.result, 1, saved);
    assert_int_equal(saved[0], 0);
    free(cents);
    world_finish(&world);
}

static void idle(struct world *world, uint32_t quarter, double days)
{
    world->result->institution_idle_days[quarter * world->result->dims.institutions] = days;
}

/* Moratorium on 1 April; a quarter of the places is idle in the second quarter, three quarters
 * in the third; closed after 46 of the 92 days of the fourth, nine tenths idle. */
static void idle_places_after_the_moratorium_are_double_running(void **state)
{
    (void)state;
    struct world world;
    world_init(&world);
    struct di_institution *institution = &world.plain.institutions[0];
    institution->moratorium_day = di_result_quarter_first_day(&world.plain.model, 1);
    world.result->closures[0].shut_at = di_time_of_day(institution->moratorium_day);
    world.result->institution_closed_day[0] =
        di_result_quarter_first_day(&world.plain.model, 3) + 46;
    idle(&world, 1, 0.25 * quarter_days(&world, 1));
    idle(&world, 2, 0.75 * quarter_days(&world, 2));
    idle(&world, 3, 0.9 * 46);
    int64_t *cents = fill(&world);
    static const int64_t empty[QUARTERS] = {0, 2000000, 6000000, 3600000};
    static const int64_t paid[QUARTERS] = {8000000, 8000000, 8000000, 4000000};
    for (uint32_t q = 0; q < QUARTERS; q++) {
        assert_int_equal(of_class(&world, cents, q, 1, DI_COST_DOUBLE_RUNNING), empty[q]);
        assert_int_equal(of_class(&world, cents, q, 1, DI_COST_RUNNING), paid[q] - empty[q]);
    }
    free(cents);
    world_finish(&world);
}

/* 7 000 over 61 days: 30 of them in June, 31 in July. */
static void a_one_off_payment_is_spread_over_its_lead(void **state)
{
    (void)state;
    struct world world;
    world_init(&world);
    int64_t *cents = fill(&world);
    assert_int_equal(of_class(&world, cents, 0, 0, DI_COST_CAPITAL), 0);
    assert_int_equal(of_class(&world, cents, 1, 0, DI_COST_CAPITAL), 344262); /* 30/61 */
    assert_int_equal(of_class(&world, cents, 2, 0, DI_COST_CAPITAL), 355738); /* 31/61 */
    free(cents);
    world_finish(&world);
}

/* 50 children for 91 days at 300 a year: 50 x 91 / 365.25 x 300 = 3737.166; the second quarter
 * has its middle at day 135.5. Inflation 2% then makes it x 1.02^(135.5 / 365.25) = 3764.719;
 * discounting at 3% divides by 1.03^(135.5 / 365.25). */
static void prices_grow_and_later_money_counts_less(void **state)
{
    (void)state;
    struct world world;
    world_init(&world);
    live_there(&world, 1, 50);
    int64_t *cents = fill(&world);
    assert_int_equal(of_class(&world, cents, 1, 3, DI_COST_RUNNING), 373717);
    free(cents);
    di_cost_book_destroy(world.book);
    world.book = NULL;
    world.plan.inflation_per_year = 0.02;
    world.plan.discount_per_year = 0.03;
    cents = fill(&world);
    assert_int_equal(of_class(&world, cents, 1, 3, DI_COST_RUNNING), 376472);
    assert_int_equal(llround(376472 * di_cost_book_discount(world.book, 1)), 372366);
    free(cents);
    world_finish(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(half_the_children_save_a_tenth_until_the_institution_closes),
        cmocka_unit_test(idle_places_after_the_moratorium_are_double_running),
        cmocka_unit_test(a_one_off_payment_is_spread_over_its_lead),
        cmocka_unit_test(prices_grow_and_later_money_counts_less),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

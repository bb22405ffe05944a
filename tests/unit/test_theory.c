/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Closed forms against MODEL 12 (ten digits printed there) and against sums in 40-digit
 * arithmetic (17 digits).
 */
#include "di/theory_queue.h"
#include "di/theory_stock.h"

#include "di_test.h"

#define PRINTED 1e-9
#define DIGITS 1e-12

static struct di_theory_queue_answer delay(double arrivals, double services, uint32_t workers)
{
    const struct di_theory_queue queue = {arrivals, services, workers};
    struct di_theory_queue_answer answer;
    assert_status(di_theory_queue_delay(&queue, &answer), DI_OK);
    return answer;
}

static struct di_theory_queue_answer impatient(double arrivals, uint32_t workers,
                                               double leaving)
{
    const struct di_theory_queue queue = {arrivals, 1.0, workers};
    struct di_theory_queue_answer answer;
    assert_status(di_theory_queue_impatient(&queue, leaving, &answer), DI_OK);
    return answer;
}

static struct di_theory_queue_answer finite(double arrivals, uint32_t workers, uint32_t room)
{
    const struct di_theory_queue queue = {arrivals, 1.0, workers};
    struct di_theory_queue_answer answer;
    assert_status(di_theory_queue_finite(&queue, room, &answer), DI_OK);
    return answer;
}

static double erlang_b(double load, uint32_t places)
{
    double blocking;
    assert_status(di_theory_queue_erlang_b(load, places, &blocking), DI_OK);
    return blocking;
}

static double erlang_c(double load, uint32_t workers)
{
    double wait;
    assert_status(di_theory_queue_erlang_c(load, workers, &wait), DI_OK);
    return wait;
}

static void v1_a_five_worker_desk(void **state)
{
    (void)state;
    const struct di_theory_queue_answer answer = delay(10.0, 2.5, 5);
    assert_near(answer.wait_probability, 0.5541125541, PRINTED);
    assert_near(answer.mean_wait_years, 0.2216450216, PRINTED);
    assert_near(answer.wait_probability, 0.55411255411255411, DIGITS);
    assert_near(answer.mean_waiting, 10.0 * answer.mean_wait_years, DIGITS);
    assert_near(answer.utilization, 0.8, DIGITS);
}

static void v2_refusing_places(void **state)
{
    (void)state;
    assert_near(erlang_b(20.0, 25), 0.0502217779, PRINTED);
    assert_near(erlang_b(900.0, 1000), 5.9298626701462239e-5, DIGITS);
    assert_near(erlang_b(1.0, 60), 4.4211033641445291e-83, DIGITS);
    assert_near(erlang_b(3.0, 0), 1.0, DIGITS);
    assert_near(erlang_b(3.0, 1), 0.75, DIGITS);
}

static void v3_a_stock_from_empty_with_weibull_stays(void **state)
{
    (void)state;
    const struct di_theory_stay stay = {
        .kind = DI_THEORY_STAY_WEIBULL, .shape = 0.7, .scale_years = 3.0};
    struct di_theory_stock stock;
    assert_status(di_theory_stock_from_empty(120.0, &stay, 3.0, &stock), DI_OK);
    assert_near(stock.mean, 207.2464328245, PRINTED);
    assert_near(stock.mean, 207.24643282446746, DIGITS);
    assert_true(stock.variance == stock.mean);
}

static void v4_urgent_first_on_one_place(void **state)
{
    (void)state;
    const double arrivals[] = {0.3, 0.4};
    double waits[2];
    assert_status(di_theory_queue_priority(2, arrivals, 1.0, 1, waits), DI_OK);
    assert_near(waits[0], 1.0, PRINTED);
    assert_near(waits[1], 3.3333333333, 1e-10);
    assert_near(delay(0.7, 1.0, 1).mean_wait_years, 2.3333333333, 1e-10);
}

static void v5_carers_come_and_go(void **state)
{
    (void)state;
    struct di_theory_stock stock;
    assert_status(di_theory_stock_transient(40.0, 24.0, 0.12, 3.0, &stock), DI_OK);
    assert_near(stock.mean, 88.3717878286, PRINTED);
    assert_near(stock.variance, 68.9016975902, PRINTED);
    assert_status(di_theory_stock_transient(40.0, 24.0, 0.0, 3.0, &stock), DI_OK);
    assert_near(stock.mean, 112.0, DIGITS);
    assert_near(stock.variance, 72.0, DIGITS);
}

static void v6_families_that_leave_the_line(void **state)
{
    (void)state;
    const struct di_theory_queue_answer answer = impatient(12.0, 10, 0.25);
    assert_near(answer.leave_probability, 0.1810825170, PRINTED);
    assert_near(answer.leave_probability, 0.18108251702466436, DIGITS);
    assert_near(answer.wait_probability, 0.92559910422854457, DIGITS);
    assert_near(answer.mean_wait_years, 0.72433006809865743, DIGITS);
    assert_near(answer.utilization, 0.98270097957040277, DIGITS);
}

static void v9_a_stationary_stock_and_the_fresh_stay_mistake(void **state)
{
    (void)state;
    const struct di_theory_stay stay = {
        .kind = DI_THEORY_STAY_WEIBULL, .shape = 0.7, .scale_years = 3.0};
    struct di_theory_stock stock;
    double mean;
    assert_status(di_theory_stock_stationary(120.0, &stay, &stock), DI_OK);
    assert_near(stock.mean, 455.6964621806, PRINTED);
    assert_status(di_theory_stock_fresh_stays(stock.mean, 120.0, &stay, 1.0, &mean), DI_OK);
    assert_near(mean, 378.7481194621, PRINTED);
}

static void v10_a_desk_with_returns(void **state)
{
    (void)state;
    double arrivals;
    assert_status(di_theory_queue_feedback(6.0, 0.25, &arrivals), DI_OK);
    assert_near(arrivals, 8.0, DIGITS);
    assert_near(delay(arrivals, 3.0, 4).mean_wait_years, 0.0946045824, PRINTED);
    assert_status(di_theory_queue_feedback(6.0, 1.0, &arrivals), DI_ERR_UNSTABLE);
}

static void one_worker_waits_as_the_textbook_says(void **state)
{
    (void)state;
    double general;
    assert_near(erlang_c(0.6, 1), 0.6, DIGITS);
    assert_near(delay(3.0, 5.0, 1).mean_wait_years, 0.3, DIGITS);
    assert_status(di_theory_queue_general(3.0, 0.2, 1.0, &general), DI_OK);
    assert_near(general, 0.3, DIGITS);
    assert_status(di_theory_queue_general(3.0, 0.2, 0.0, &general), DI_OK);
    assert_near(general, 0.15, DIGITS);
    assert_status(di_theory_queue_general(5.0, 0.2, 1.0, &general), DI_ERR_UNSTABLE);
}

static void erlang_c_follows_from_erlang_b(void **state)
{
    (void)state;
    const double b = erlang_b(17.0, 20);
    assert_near(erlang_c(17.0, 20), 20.0 * b / (20.0 - 17.0 * (1.0 - b)), DIGITS);
    assert_near(erlang_c(990.0, 1000), 0.65908042188085444, DIGITS);
}

static void endless_patience_is_erlang_c(void **state)
{
    (void)state;
    const struct di_theory_queue_answer answer = impatient(8.0, 10, 1e-9);
    assert_near(answer.leave_probability, 2.0459007423581468e-10, DIGITS);
    assert_near(answer.wait_probability, erlang_c(8.0, 10), 1e-8);
    assert_near(answer.mean_wait_years, delay(8.0, 1.0, 10).mean_wait_years, 1e-7);
}

/* With leaving as fast as service the number present is Poisson: M/M/infinity. */
static void leaving_at_the_service_rate_is_poisson(void **state)
{
    (void)state;
    double weight = exp(-4.0);
    double waiting = 0.0;
    for (int n = 1; n < 60; n++) {
        weight *= 4.0 / n;
        waiting += n > 3 ? (n - 3) * weight : 0.0;
    }
    assert_near(impatient(4.0, 3, 1.0).mean_waiting, waiting, DIGITS);
}

static void an_overloaded_line_keeps_its_digits(void **state)
{
    (void)state;
    const struct di_theory_queue_answer answer = impatient(50.0, 10, 0.01);
    assert_near(answer.leave_probability, 0.8, DIGITS);
    assert_near(answer.mean_wait_years, 80.0, DIGITS);
    assert_near(answer.utilization, 1.0, DIGITS);
    const struct di_theory_queue endless = {50.0, 1.0, 10};
    struct di_theory_queue_answer untouched = {.mean_waiting = 7.0};
    assert_status(di_theory_queue_impatient(&endless, 1e-9, &untouched), DI_ERR_LIMIT);
    assert_true(untouched.mean_waiting == 7.0);
}

static void a_short_line_refuses(void **state)
{
    (void)state;
    struct di_theory_queue_answer answer = finite(12.0, 10, 5);
    assert_near(answer.wait_probability, 0.60787451179243367, DIGITS);
    assert_near(answer.refuse_probability, 0.20326089889047363, DIGITS);
    assert_near(answer.mean_wait_years, 0.25631350469128557, DIGITS);
    assert_near(answer.mean_waiting, 2.4505798959596068, DIGITS);
    assert_near(answer.utilization, 0.95608692133143165, DIGITS);
    answer = finite(300.0, 4, 5);
    assert_near(answer.wait_probability, 0.013333333327714932, DIGITS);
    assert_near(answer.mean_wait_years, 1.2466216216248317, DIGITS);
    answer = finite(20.0, 25, 0);
    assert_near(answer.refuse_probability, erlang_b(20.0, 25), DIGITS);
    assert_true(answer.mean_waiting == 0.0);
    answer = finite(8.0, 10, 2000);
    assert_near(answer.mean_wait_years, delay(8.0, 1.0, 10).mean_wait_years, DIGITS);
}

/* Conservation law: priorities move waits between classes, weighted they stay FIFO. */
static void priorities_keep_the_weighted_wait(void **state)
{
    (void)state;
    const double arrivals[] = {1.0, 0.0, 2.5, 4.0};
    double waits[4];
    double weighted = 0.0;
    assert_status(di_theory_queue_priority(4, arrivals, 2.0, 4, waits), DI_OK);
    for (size_t i = 0; i < 4; i++)
        weighted += arrivals[i] * waits[i] / 7.5;
    assert_near(weighted, delay(7.5, 2.0, 4).mean_wait_years, DIGITS);
    assert_true(waits[0] < waits[2] && waits[2] < waits[3]);
}

static void bad_queues_are_refused(void **state)
{
    (void)state;
    const struct di_theory_queue full = {10.0, 2.0, 5};
    const struct di_theory_queue idle = {0.0, 2.0, 5};
    const struct di_theory_queue unknown = {(double)NAN, 2.0, 5};
    const struct di_theory_queue empty = {1.0, 2.0, 0};
    const struct di_theory_queue huge = {1.0, 2.0, DI_THEORY_QUEUE_LIMIT + 1};
    const double arrivals[] = {1.0, -1.0};
    struct di_theory_queue_answer answer = {.mean_waiting = 7.0};
    double value = 7.0;
    assert_status(di_theory_queue_delay(&full, &answer), DI_ERR_UNSTABLE);
    assert_status(di_theory_queue_delay(&idle, &answer), DI_ERR_RANGE);
    assert_status(di_theory_queue_finite(&unknown, 3, &answer), DI_ERR_RANGE);
    assert_status(di_theory_queue_impatient(&empty, 1.0, &answer), DI_ERR_RANGE);
    assert_status(di_theory_queue_delay(&huge, &answer), DI_ERR_LIMIT);
    assert_status(di_theory_queue_erlang_b((double)INFINITY, 3, &value), DI_ERR_RANGE);
    assert_status(di_theory_queue_erlang_c(5.0, 5, &value), DI_ERR_UNSTABLE);
    assert_status(di_theory_queue_priority(2, arrivals, 1.0, 1, &value), DI_ERR_RANGE);
    assert_true(answer.mean_waiting == 7.0 && value == 7.0);
}

static void weibull_integrals_hold_at_both_ends(void **state)
{
    (void)state;
    static const struct {
        double shape, scale, years, integral;
    } cases[] = {
        {0.05, 2.0, 1e-6, 6.307679772416279e-7},  {0.05, 2.0, 5.0, 1.8470146619275217},
        {0.05, 2.0, 1e30, 4.7808626945198486e18}, {2.5, 4.0, 3.9, 3.0870889252489187},
        {2.5, 4.0, 4.3, 3.2253311266946683},      {100.0, 1.0, 0.999, 0.99173592729575653},
        {100.0, 1.0, 1.1, 0.99432585119150604},   {0.7, 3.0, 40.0, 3.7758686862526352},
        {0.01, 1.0, 1e40, 8.3183343296708476e38}, {0.01, 1.0, 1e250, 9.3326215443944153e157},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct di_theory_stay stay = {.kind = DI_THEORY_STAY_WEIBULL,
                                            .shape = cases[i].shape,
                                            .scale_years = cases[i].scale};
        double years;
        assert_status(di_theory_stay_survival_integral(&stay, cases[i].years, &years), DI_OK);
        assert_near(years, cases[i].integral, 1e-11);
    }
}

static void laws_agree_where_they_are_the_same(void **state)
{
    (void)state;
    const double starts[] = {0.0, 1.0, 4.0};
    const double rates[] = {0.5, 0.5, 0.5};
    const struct di_theory_stay stays[] = {
        {.kind = DI_THEORY_STAY_EXPONENTIAL, .rate_per_year = 0.5},
        {.kind = DI_THEORY_STAY_WEIBULL, .shape = 1.0, .scale_years = 2.0},
        {.kind = DI_THEORY_STAY_PIECEWISE,
         .piece_count = 3,
         .piece_start_years = starts,
         .piece_rate_per_year = rates},
    };
    for (size_t i = 0; i < 3; i++) {
        double share, mean, years;
        assert_status(di_theory_stay_survival(&stays[i], 5.0, &share), DI_OK);
        assert_status(di_theory_stay_mean(&stays[i], &mean), DI_OK);
        assert_status(di_theory_stay_survival_integral(&stays[i], 5.0, &years), DI_OK);
        assert_near(share, exp(-2.5), DIGITS);
        assert_near(mean, 2.0, DIGITS);
        assert_near(years, 2.0 * (1.0 - exp(-2.5)), DIGITS);
    }
}

static void pieces_follow_one_another(void **state)
{
    (void)state;
    const double starts[] = {0.0, 1.0, 3.0};
    const double rates[] = {1.0, 0.0, 2.0};
    const double trapping[] = {1.0, 0.5, 0.0};
    struct di_theory_stay stay = {.kind = DI_THEORY_STAY_PIECEWISE,
                                  .piece_count = 3,
                                  .piece_start_years = starts,
                                  .piece_rate_per_year = rates};
    double value;
    const double after_one = exp(-1.0);
    assert_status(di_theory_stay_survival(&stay, 2.0, &value), DI_OK);
    assert_near(value, after_one, DIGITS);
    assert_status(di_theory_stay_survival_integral(&stay, 2.0, &value), DI_OK);
    assert_near(value, 1.0 - after_one + after_one, DIGITS);
    assert_status(di_theory_stay_mean(&stay, &value), DI_OK);
    assert_near(value, 1.0 - after_one + 2.0 * after_one + 0.5 * after_one, DIGITS);
    stay.piece_rate_per_year = trapping;
    assert_status(di_theory_stay_mean(&stay, &value), DI_ERR_UNSTABLE);
}

static void bad_stays_are_refused(void **state)
{
    (void)state;
    const double falling[] = {0.0, 2.0, 1.0};
    const double rates[] = {1.0, 1.0, 1.0};
    const struct di_theory_stay stays[] = {
        {.kind = DI_THEORY_STAY_EXPONENTIAL, .rate_per_year = 0.0},
        {.kind = DI_THEORY_STAY_WEIBULL, .shape = 0.001, .scale_years = 2.0},
        {.kind = DI_THEORY_STAY_WEIBULL, .shape = 1.0, .scale_years = -2.0},
        {.kind = DI_THEORY_STAY_PIECEWISE},
        {.kind = DI_THEORY_STAY_PIECEWISE,
         .piece_count = 3,
         .piece_start_years = falling,
         .piece_rate_per_year = rates},
    };
    struct di_theory_stock stock = {.mean = 7.0};
    for (size_t i = 0; i < sizeof stays / sizeof stays[0]; i++) {
        assert_status(di_theory_stock_from_empty(1.0, &stays[i], 1.0, &stock), DI_ERR_RANGE);
        assert_status(di_theory_stock_stationary(1.0, &stays[i], &stock), DI_ERR_RANGE);
    }
    assert_status(di_theory_stock_transient(1.0, -1.0, 1.0, 1.0, &stock), DI_ERR_RANGE);
    assert_true(stock.mean == 7.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(v1_a_five_worker_desk),
        cmocka_unit_test(v2_refusing_places),
        cmocka_unit_test(v3_a_stock_from_empty_with_weibull_stays),
        cmocka_unit_test(v4_urgent_first_on_one_place),
        cmocka_unit_test(v5_carers_come_and_go),
        cmocka_unit_test(v6_families_that_leave_the_line),
        cmocka_unit_test(v9_a_stationary_stock_and_the_fresh_stay_mistake),
        cmocka_unit_test(v10_a_desk_with_returns),
        cmocka_unit_test(one_worker_waits_as_the_textbook_says),
        cmocka_unit_test(erlang_c_follows_from_erlang_b),
        cmocka_unit_test(endless_patience_is_erlang_c),
        cmocka_unit_test(leaving_at_the_service_rate_is_poisson),
        cmocka_unit_test(an_overloaded_line_keeps_its_digits),
        cmocka_unit_test(a_short_line_refuses),
        cmocka_unit_test(priorities_keep_the_weighted_wait),
        cmocka_unit_test(bad_queues_are_refused),
        cmocka_unit_test(weibull_integrals_hold_at_both_ends),
        cmocka_unit_test(laws_agree_where_they_are_the_same),
        cmocka_unit_test(pieces_follow_one_another),
        cmocka_unit_test(bad_stays_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

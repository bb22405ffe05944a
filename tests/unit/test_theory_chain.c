/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Competing exits and absorbing chains against hand solutions. */
#include "di/theory_chain.h"
#include "di/theory_queue.h"

#include "di_test.h"

#define DIGITS 1e-12

static void competing_exits_share_by_rate(void **state)
{
    (void)state;
    const double rates[] = {0.3, 0.1};
    double shares[2];
    double mean;
    assert_status(di_theory_chain_competing(2, rates, shares, &mean), DI_OK);
    assert_near(shares[0], 0.75, DIGITS);
    assert_near(shares[1], 0.25, DIGITS);
    assert_near(mean, 2.5, DIGITS);
}

static void incidence_grows_to_the_final_share(void **state)
{
    (void)state;
    const double rates[] = {0.3, 0.1};
    double share;
    assert_status(di_theory_chain_incidence(2, rates, 0, 1e6, &share), DI_OK);
    assert_near(share, 0.75, DIGITS);
    assert_status(di_theory_chain_incidence(2, rates, 1, 2.0, &share), DI_OK);
    assert_near(share, 0.25 * (1.0 - exp(-0.8)), DIGITS);
    assert_status(di_theory_chain_incidence(2, rates, 1, 1e-14, &share), DI_OK);
    assert_near(share, 1e-15, 1e-9);
}

static void bad_rates_leave_outputs_alone(void **state)
{
    (void)state;
    const double none[] = {0.0, 0.0};
    const double bad[] = {0.3, -0.1};
    double share = 7.0;
    assert_status(di_theory_chain_competing(2, none, &share, NULL), DI_ERR_RANGE);
    assert_status(di_theory_chain_competing(0, bad, &share, NULL), DI_ERR_RANGE);
    assert_status(di_theory_chain_incidence(2, bad, 0, 1.0, &share), DI_ERR_RANGE);
    assert_status(di_theory_chain_incidence(1, bad, 1, 1.0, &share), DI_ERR_RANGE);
    assert_true(share == 7.0);
}

/* Two states: 0 to 1 with .6, out with .4; 1 back to 0 with .5, out by either exit .25. */
static const double two_moves[] = {0.0, 0.6, 0.5, 0.0};
static const double two_exits[] = {0.4, 0.0, 0.25, 0.25};
static const double two_sojourns[] = {2.0, 3.0};
static const struct di_theory_chain two_states = {2, 2, two_moves, two_exits, two_sojourns};

static void an_absorbing_chain_matches_its_inverse_by_hand(void **state)
{
    (void)state;
    double visits[4];
    double years[2];
    double absorption[4];
    assert_status(di_theory_chain_absorb(&two_states, visits, years, absorption), DI_OK);
    /* determinant 1 - .6 * .5 = .7 */
    assert_near(visits[0], 1.0 / 0.7, DIGITS);
    assert_near(visits[1], 0.6 / 0.7, DIGITS);
    assert_near(visits[2], 0.5 / 0.7, DIGITS);
    assert_near(visits[3], 1.0 / 0.7, DIGITS);
    assert_near(years[0], 3.8 / 0.7, DIGITS);
    assert_near(years[1], 4.0 / 0.7, DIGITS);
    assert_near(absorption[0], 0.55 / 0.7, DIGITS);
    assert_near(absorption[1], 0.15 / 0.7, DIGITS);
    assert_near(absorption[2], 0.45 / 0.7, DIGITS);
    assert_near(absorption[3], 0.25 / 0.7, DIGITS);
}

static void traffic_is_entries_times_visits(void **state)
{
    (void)state;
    const double entries[] = {10.0, 4.0};
    double traffic[2];
    assert_status(di_theory_chain_traffic(&two_states, entries, traffic), DI_OK);
    assert_near(traffic[0], 12.0 / 0.7, DIGITS);
    assert_near(traffic[1], 10.0 / 0.7, DIGITS);
}

static void a_three_state_chain_obeys_its_equations(void **state)
{
    (void)state;
    const double moves[] = {0.1, 0.5, 0.2, 0.3, 0.0, 0.4, 0.25, 0.25, 0.25};
    const double exits[] = {0.2, 0.3, 0.25};
    const double sojourns[] = {1.0, 0.0, 5.0};
    const struct di_theory_chain chain = {3, 1, moves, exits, sojourns};
    double visits[9];
    double absorption[3];
    assert_status(di_theory_chain_absorb(&chain, visits, NULL, absorption), DI_OK);
    for (size_t i = 0; i < 3; i++) {
        assert_near(absorption[i], 1.0, DIGITS);
        for (size_t j = 0; j < 3; j++) {
            double sum = i == j ? 1.0 : 0.0;
            for (size_t k = 0; k < 3; k++)
                sum += moves[i * 3 + k] * visits[k * 3 + j];
            assert_near(visits[i * 3 + j], sum, DIGITS);
        }
    }
}

static void a_chain_that_hardly_ends_keeps_its_digits(void **state)
{
    (void)state;
    const double out = 1e-12;
    const double moves[] = {0.0, 1.0, 1.0 - out, 0.0};
    const double exits[] = {0.0, out};
    const double sojourns[] = {1.0, 1.0};
    const struct di_theory_chain chain = {2, 1, moves, exits, sojourns};
    double years[2];
    assert_status(di_theory_chain_absorb(&chain, NULL, years, NULL), DI_OK);
    assert_near(years[0], 2.0 / out, DIGITS);
}

static void a_trap_is_unstable(void **state)
{
    (void)state;
    const double moves[] = {0.0, 0.5, 0.0, 1.0};
    const double exits[] = {0.5, 0.0};
    const double sojourns[] = {1.0, 1.0};
    const struct di_theory_chain chain = {2, 1, moves, exits, sojourns};
    double years[2] = {7.0, 7.0};
    assert_status(di_theory_chain_absorb(&chain, NULL, years, NULL), DI_ERR_UNSTABLE);
    assert_true(years[0] == 7.0);
}

static void bad_chains_are_refused(void **state)
{
    (void)state;
    const double short_moves[] = {0.0, 0.5, 0.5, 0.0};
    const double negative_moves[] = {-0.1, 0.7, 0.5, 0.0};
    struct di_theory_chain chain = two_states;
    chain.moves = short_moves;
    assert_status(di_theory_chain_absorb(&chain, NULL, NULL, NULL), DI_ERR_RANGE);
    chain.moves = negative_moves;
    assert_status(di_theory_chain_absorb(&chain, NULL, NULL, NULL), DI_ERR_RANGE);
    chain = two_states;
    chain.state_count = DI_THEORY_CHAIN_LIMIT + 1;
    assert_status(di_theory_chain_absorb(&chain, NULL, NULL, NULL), DI_ERR_LIMIT);
    chain.state_count = 0;
    assert_status(di_theory_chain_absorb(&chain, NULL, NULL, NULL), DI_ERR_RANGE);
}

/* V10: institution, then desk, then small group home, a quarter of which breaks down. */
static void a_desk_with_returns_sees_eight_arrivals(void **state)
{
    (void)state;
    const double moves[] = {0.0, 1.0, 0.25, 0.0};
    const double exits[] = {0.0, 0.75};
    const double sojourns[] = {1.0, 1.0};
    const double entries[] = {6.0, 0.0};
    const struct di_theory_chain chain = {2, 1, moves, exits, sojourns};
    double traffic[2];
    struct di_theory_queue_answer answer;
    assert_status(di_theory_chain_traffic(&chain, entries, traffic), DI_OK);
    assert_near(traffic[0], 8.0, DIGITS);
    const struct di_theory_queue desk = {traffic[0], 3.0, 4};
    assert_status(di_theory_queue_delay(&desk, &answer), DI_OK);
    assert_near(answer.mean_wait_years, 0.0946045824, 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(competing_exits_share_by_rate),
        cmocka_unit_test(incidence_grows_to_the_final_share),
        cmocka_unit_test(bad_rates_leave_outputs_alone),
        cmocka_unit_test(an_absorbing_chain_matches_its_inverse_by_hand),
        cmocka_unit_test(traffic_is_entries_times_visits),
        cmocka_unit_test(a_three_state_chain_obeys_its_equations),
        cmocka_unit_test(a_chain_that_hardly_ends_keeps_its_digits),
        cmocka_unit_test(a_trap_is_unstable),
        cmocka_unit_test(bad_chains_are_refused),
        cmocka_unit_test(a_desk_with_returns_sees_eight_arrivals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

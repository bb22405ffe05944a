/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "di/draw.h"
#include "di/key.h"
#include "di/sampler.h"

#include "di_test.h"

static void keys_are_the_first_bytes_of_sha_256(void **state)
{
    (void)state;
    assert_true(di_key_of_name("region", "north") == UINT64_C(0xae4ca8fbdc1652af));
    assert_true(di_key_of_name("region", "north") != di_key_of_name("setting", "north"));
}

static void mixing_keys_depends_on_their_order(void **state)
{
    (void)state;
    assert_true(di_key_mix(1, 2) != di_key_mix(2, 1));
    assert_true(di_key_mix(0, 0) != 0);
    uint64_t keys[] = {7, 1, UINT64_MAX, 3, 0}, equal = 0;
    assert_false(di_key_find_equal(keys, 5, &equal));
    assert_true(keys[0] == 0 && keys[4] == UINT64_MAX);
    keys[1] = 7;
    assert_true(di_key_find_equal(keys, 5, &equal));
    assert_true(equal == 7);
    assert_false(di_key_find_equal(NULL, 0, &equal));
    assert_true(di_key_mix(di_key_mix(1, 2), 3) != di_key_mix(1, di_key_mix(2, 3)));
}

static void assert_block(struct di_philox_block block, uint64_t first, uint64_t second)
{
    assert_true(block.word[0] == first);
    assert_true(block.word[1] == second);
}

/* Known answers of the Random123 distribution for Philox2x64 with 10 rounds. */
static void philox_gives_the_published_answers(void **state)
{
    (void)state;
    const uint64_t ones = UINT64_MAX;
    assert_block(di_philox2x64((struct di_philox_block){{0, 0}}, 0, 10),
                 UINT64_C(0xca00a0459843d731), UINT64_C(0x66c24222c9a845b5));
    assert_block(di_philox2x64((struct di_philox_block){{ones, ones}}, ones, 10),
                 UINT64_C(0x65b021d60cd8310f), UINT64_C(0x4d02f3222f86df20));
    const struct di_philox_block pi = {
        {UINT64_C(0x243f6a8885a308d3), UINT64_C(0x13198a2e03707344)}};
    assert_block(di_philox2x64(pi, UINT64_C(0xa4093822299f31d0), 10),
                 UINT64_C(0x0a5e742c2997341c), UINT64_C(0xb0f883d38000de5d));
}

static void draws_do_not_reach_zero_or_one(void **state)
{
    (void)state;
    assert_true(di_uniform_of_bits(0) == 0x1p-53);
    assert_true(di_uniform_of_bits(UINT64_MAX) == 1.0 - 0x1p-53);
    assert_true(-log(di_uniform_of_bits(UINT64_MAX)) > 0.0);
}

enum { DRAWS = 100000, CELLS = 64 };

/* The n-th draw of a walk along one part of the address. */
static double walk(int part, uint32_t n)
{
    const struct di_stream stream = di_stream_make(20260101, part == 4 ? n : 3);
    const enum di_purpose purpose = part == 3 ? (enum di_purpose)(n & 0xFFFF) : DI_PURPOSE_SEX;
    return di_draw_uniform(stream, part == 0 ? n : 77, purpose,
                           part == 2 ? n & 0xFFFF : (part == 3 ? n >> 16 : 0),
                           part == 1 ? n : 0);
}

static void draws_are_uniform_and_uncorrelated_along_each_part_of_the_address(void **state)
{
    (void)state;
    for (int part = 0; part < 5; part++) {
        const uint32_t draws = part == 2 ? 65536 : DRAWS;
        uint32_t cell[CELLS] = {0};
        double products = 0.0;
        double previous = walk(part, 0);
        for (uint32_t n = 1; n <= draws - 1; n++) {
            const double u = walk(part, n);
            cell[(int)(u * CELLS)]++;
            products += (u - 0.5) * (previous - 0.5);
            previous = u;
        }
        double chi_square = 0.0;
        const double expected = (draws - 1.0) / CELLS;
        for (int i = 0; i < CELLS; i++)
            chi_square += (cell[i] - expected) * (cell[i] - expected) / expected;
        const double z = (chi_square - (CELLS - 1)) / sqrt(2.0 * (CELLS - 1));
        const double correlation_z = products / sqrt(draws) * 12.0;
        if (fabs(z) > 4.5 || fabs(correlation_z) > 4.5)
            fail_msg("part %d: chi-square z %.2f, serial z %.2f", part, z, correlation_z);
    }
}

static int ones_in(uint64_t bits)
{
    int count = 0;
    for (; bits != 0; bits &= bits - 1)
        count++;
    return count;
}

/* Flipping any one bit of the address flips each output bit with probability one half. */
static void each_bit_of_the_address_moves_half_of_the_output(void **state)
{
    (void)state;
    for (int bit = 0; bit < 192; bit++) {
        int flipped = 0;
        for (uint64_t n = 0; n < 400; n++) {
            struct di_philox_block counter = {{di_key_mix(1, n), di_key_mix(2, n)}};
            uint64_t key = di_key_mix(3, n);
            const uint64_t before = di_philox2x64(counter, key, DI_DRAW_ROUNDS).word[0];
            const uint64_t flip = UINT64_C(1) << (bit % 64);
            if (bit < 128)
                counter.word[bit / 64] ^= flip;
            else
                key ^= flip;
            flipped += ones_in(before ^ di_philox2x64(counter, key, DI_DRAW_ROUNDS).word[0]);
        }
        const double share = flipped / (400.0 * 64.0);
        if (fabs(share - 0.5) > 5.0 * 0.5 / sqrt(400.0 * 64.0))
            fail_msg("input bit %d flips a share %.4f of output bits", bit, share);
    }
}

static void normal_quantile_matches_known_values(void **state)
{
    (void)state;
    assert_near(di_normal_quantile(0.975), 1.9599639845400545, 1e-13);
    assert_near(di_normal_quantile(0.3), -0.52440051270804066, 1e-13);
    assert_near(di_normal_quantile(1e-9), -5.9978070150076865, 1e-12);
    assert_true(di_normal_quantile(0.5) == 0.0);
    for (double p = 1e-300; p < 0.5; p *= 7.3)
        assert_near(0.5 * erfc(-di_normal_quantile(p) / sqrt(2.0)), p, 1e-11);
}

static void log_gamma_matches_known_values(void **state)
{
    (void)state;
    assert_near(di_log_gamma(0.5), 0.5 * log(3.14159265358979323846), 1e-13);
    assert_near(di_log_gamma(11.0), log(3628800.0), 1e-14);
    assert_near(di_log_gamma(0.05), 2.968879201051731, 1e-13);
    assert_near(di_log_gamma(12345.6), 103959.18506616846, 1e-13);
}

static void gamma_quantile_matches_closed_forms(void **state)
{
    (void)state;
    const double chi = di_normal_quantile(0.975); /* a chi-square with 1 degree, halved */
    assert_near(di_gamma_quantile(0.95, 0.5), 0.5 * chi * chi, 1e-12);
    for (double p = 1e-6; p < 1.0; p += 0.0625)
        assert_near(di_gamma_quantile(p, 1.0), -log1p(-p), 1e-11);
    assert_near(di_gamma_quantile(1.0 - 3.0 * exp(-2.0), 2.0), 2.0, 1e-12);
    const double tiny = exp((log(1e-4) + di_log_gamma(1.05)) / 0.05); /* first term of P */
    assert_near(di_gamma_quantile(1e-4, 0.05), tiny, 1e-10);
}

static void gamma_quantile_inverts_the_distribution_function(void **state)
{
    (void)state;
    static const double shapes[] = {0.05, 0.1, 0.37, 0.99, 1.5, 4.0, 25.0, 400.0, 1e4, 1e5};
    static const double levels[] = {1e-9, 0.001, 0.1, 0.499, 0.5, 0.501, 0.9, 0.999, 0.999999};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        double last = -1.0;
        for (size_t j = 0; j < sizeof levels / sizeof *levels; j++) {
            const double x = di_gamma_quantile(levels[j], shapes[i]);
            assert_true(x > last);
            last = x;
            assert_near(di_gamma_p(shapes[i], x), levels[j], 1e-8);
            assert_near(di_gamma_q(shapes[i], x), 1.0 - levels[j], 1e-8);
        }
    }
}

static void poisson_quantile_is_the_smallest_count_that_reaches_p(void **state)
{
    (void)state;
    assert_int_equal(di_poisson_quantile(0.3, 0.0), 0);
    assert_int_equal(di_poisson_quantile(0.36, 1.0), 0);
    assert_int_equal(di_poisson_quantile(0.37, 1.0), 1);
    assert_int_equal(di_poisson_quantile(0.5, 10.0), 10);
    double mean = 0.0;
    for (int i = 0; i < 2000; i++)
        mean += di_poisson_quantile((i + 0.5) / 2000.0, 37.5) / 2000.0;
    assert_near(mean, 37.5, 2e-3);
}

static void stays_grow_with_the_uniform(void **state)
{
    (void)state;
    assert_near(di_sample_weibull_years(1.0 - exp(-1.0), 1.4, 2.5), 2.5, 1e-14);
    assert_near(di_sample_weibull_years(0.5, 1.0, 2.0), 2.0 * log(2.0), 1e-14);
    assert_near(di_sample_lognormal(0.5, 1.0, 0.7), exp(1.0), 1e-14);
    double weibull = 0.0;
    double lognormal = 0.0;
    for (double u = 0.0005; u < 1.0; u += 0.001) {
        assert_true(di_sample_weibull_years(u, 0.8, 1.5) > weibull);
        assert_true(di_sample_lognormal(u, 0.0, 1.0) > lognormal);
        weibull = di_sample_weibull_years(u, 0.8, 1.5);
        lognormal = di_sample_lognormal(u, 0.0, 1.0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_the_first_bytes_of_sha_256),
        cmocka_unit_test(mixing_keys_depends_on_their_order),
        cmocka_unit_test(philox_gives_the_published_answers),
        cmocka_unit_test(draws_do_not_reach_zero_or_one),
        cmocka_unit_test(draws_are_uniform_and_uncorrelated_along_each_part_of_the_address),
        cmocka_unit_test(each_bit_of_the_address_moves_half_of_the_output),
        cmocka_unit_test(normal_quantile_matches_known_values),
        cmocka_unit_test(log_gamma_matches_known_values),
        cmocka_unit_test(gamma_quantile_matches_closed_forms),
        cmocka_unit_test(gamma_quantile_inverts_the_distribution_function),
        cmocka_unit_test(poisson_quantile_is_the_smallest_count_that_reaches_p),
        cmocka_unit_test(stays_grow_with_the_uniform),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

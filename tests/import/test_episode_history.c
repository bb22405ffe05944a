/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of one child with every contradiction there is a rule for, and what becomes of them. */

#include "di/time.h"

#include "di_test.h"
#include "episode_history.h"

enum { FOSTER, HOMES, KIN, HOME, ADOPTED, PLACES };

static const struct di_episode_place places[PLACES] = {
    [FOSTER] = {"foster", NULL, "foster", DI_EPISODE_CARE},
    [HOMES] = {"homes", NULL, "institution", DI_EPISODE_CARE},
    [KIN] = {"kin", NULL, "foster", DI_EPISODE_CARE},
    [HOME] = {"home", NULL, NULL, DI_EPISODE_HOME},
    [ADOPTED] = {"adopted", NULL, NULL, DI_EPISODE_ADOPTED}};

static const struct di_episode_child born_2010 = {.birth_month = 12 * 2010 + 5};

static int32_t day(int32_t of_2020) /* from 1 January 2020 */
{
    return di_date_from_civil(2020, 1, 1) + of_2020;
}

static struct di_episode_row row(uint32_t line, int32_t from, int32_t to, uint8_t setting,
                                 uint8_t exit)
{
    return (struct di_episode_row){.line = line,
                                   .from = day(from),
                                   .to = to == DI_EPISODE_OPEN ? to : day(to),
                                   .setting = setting,
                                   .exit = exit};
}

static struct di_episode_histories build(struct di_episode_row *rows, size_t count)
{
    struct di_episode_histories histories;
    assert_true(di_episode_histories_build(&histories, rows, count, &born_2010, places));
    return histories;
}

static void expect(const struct di_episode_histories *histories, size_t index, int32_t from,
                   int32_t to, uint8_t setting, uint8_t next)
{
    assert_true(index < histories->count);
    const struct di_episode_spell *spell = &histories->spells[index];
    assert_int_equal(spell->from, day(from));
    assert_int_equal(spell->to, to == DI_EPISODE_OPEN ? to : day(to));
    assert_int_equal(spell->setting, setting);
    assert_int_equal(spell->next, next);
}

static void expect_rule(const struct di_episode_histories *histories, enum di_episode_rule rule,
                        uint32_t line)
{
    for (int r = 0; r < DI_RULE_COUNT; r++)
        assert_int_equal(histories->rules[r].rows, r == (int)rule);
    if (rule != DI_RULE_COUNT)
        assert_int_equal(histories->rules[rule].lines[0], line);
}

/* Two moves, the second between settings of one kind, and a change of family: three rows of
 * foster care are one spell, and the clock of the kind runs on into the relatives'. */
static void test_plain_history(void **state)
{
    struct di_episode_row rows[] = {row(5, 300, 400, KIN, HOME),
                                    row(2, 0, 100, HOMES, DI_EPISODE_GOES_ON),
                                    row(4, 150, 300, FOSTER, DI_EPISODE_GOES_ON),
                                    row(3, 100, 150, FOSTER, DI_EPISODE_GOES_ON)};
    struct di_episode_histories h = build(rows, 4);
    (void)state;
    assert_int_equal(h.count, 3);
    expect(&h, 0, 0, 100, HOMES, FOSTER);
    expect(&h, 1, 100, 300, FOSTER, KIN);
    expect(&h, 2, 300, 400, KIN, HOME);
    assert_true(h.spells[0].is_arrival);
    assert_false(h.spells[1].is_arrival);
    assert_int_equal(h.spells[1].since, day(100));
    assert_int_equal(h.spells[2].since, day(100));
    assert_int_equal(h.moves_within, 1);
    expect_rule(&h, DI_RULE_COUNT, 0);
    di_episode_histories_finish(&h);
}

static void test_return_from_home(void **state)
{
    struct di_episode_row rows[] = {row(2, 0, 100, HOMES, HOME),
                                    row(3, 200, DI_EPISODE_OPEN, FOSTER, DI_EPISODE_UNSTATED)};
    struct di_episode_histories h = build(rows, 2);
    (void)state;
    assert_int_equal(h.count, 2);
    expect(&h, 1, 200, DI_EPISODE_OPEN, FOSTER, DI_EPISODE_GOES_ON);
    assert_true(h.spells[1].is_arrival);
    assert_int_equal(h.spells[1].home_since, day(100));
    assert_int_equal(h.spells[0].home_since, DI_EPISODE_NO_DAY);
    expect_rule(&h, DI_RULE_COUNT, 0);
    di_episode_histories_finish(&h);
}

/* Each case: at most three rows, the spells they give, and the one rule that is counted. */
struct contradiction {
    struct {
        int32_t from, to;
        uint8_t setting, exit;
    } rows[3], spells[3];
    size_t row_count, spell_count;
    enum di_episode_rule rule;
    uint32_t line; /* rows are on lines 2, 3, 4 */
};

#define ON DI_EPISODE_GOES_ON
#define NONE DI_EPISODE_UNSTATED
#define OPEN DI_EPISODE_OPEN
static const struct contradiction contradictions[] = {
    {{{0, 100, HOMES, HOME}, {0, 100, HOMES, HOME}},
     {{0, 100, HOMES, HOME}},
     2,
     1,
     DI_RULE_DUPLICATE,
     3},
    {{{0, 100, HOMES, HOME}, {50, 40, FOSTER, ON}},
     {{0, 100, HOMES, HOME}},
     2,
     1,
     DI_RULE_BACKWARDS,
     3},
    {{{0, 100, HOMES, HOME}, {200, 300, NONE, HOME}},
     {{0, 100, HOMES, HOME}},
     2,
     1,
     DI_RULE_NO_SETTING,
     3},
    {{{0, 100, HOMES, HOME}, {-9000, -8000, FOSTER, HOME}},
     {{0, 100, HOMES, HOME}},
     2,
     1,
     DI_RULE_UNBORN,
     3},
    {{{0, OPEN, HOMES, NONE}, {0, 100, HOMES, HOME}},
     {{0, 100, HOMES, HOME}},
     2,
     1,
     DI_RULE_ENDED_SINCE,
     2},
    {{{0, OPEN, HOMES, NONE}, {0, 100, FOSTER, HOME}},
     {{0, OPEN, HOMES, ON}},
     2,
     1,
     DI_RULE_SAME_BEGINNING,
     3},
    {{{0, OPEN, HOMES, NONE}, {0, 0, FOSTER, ON}},
     {{0, OPEN, HOMES, ON}},
     2,
     1,
     DI_RULE_NO_TIME,
     3},
    {{{0, 100, HOMES, ON}, {0, 60, FOSTER, ON}, {100, 200, FOSTER, HOME}},
     {{0, 100, HOMES, FOSTER}, {100, 200, FOSTER, HOME}},
     3,
     2,
     DI_RULE_SAME_BEGINNING,
     3},
    {{{0, 100, HOMES, HOME}, {40, 60, FOSTER, ON}},
     {{0, 100, HOMES, HOME}},
     2,
     1,
     DI_RULE_INSIDE,
     3},
    {{{0, 100, HOMES, HOME}, {60, 200, FOSTER, ADOPTED}},
     {{0, 60, HOMES, FOSTER}, {60, 200, FOSTER, ADOPTED}},
     2,
     2,
     DI_RULE_OVERLAP,
     2},
    {{{0, OPEN, HOMES, NONE}, {60, 200, FOSTER, ADOPTED}},
     {{0, 60, HOMES, FOSTER}, {60, 200, FOSTER, ADOPTED}},
     2,
     2,
     DI_RULE_STILL_OPEN,
     2},
    {{{0, OPEN, HOMES, HOME}}, {{0, OPEN, HOMES, ON}}, 1, 1, DI_RULE_NO_END, 2},
    {{{0, 100, HOMES, ON}, {100, 100, FOSTER, HOME}},
     {{0, 100, HOMES, HOME}},
     2,
     1,
     DI_RULE_NO_TIME,
     3},
    {{{0, 100, HOMES, NONE}, {101, 200, FOSTER, HOME}},
     {{0, 101, HOMES, FOSTER}, {101, 200, FOSTER, HOME}},
     2,
     2,
     DI_RULE_COUNT,
     0},
    {{{0, 100, HOMES, ON}, {130, 200, FOSTER, HOME}},
     {{0, 130, HOMES, FOSTER}, {130, 200, FOSTER, HOME}},
     2,
     2,
     DI_RULE_GAP,
     3},
    {{{0, 100, HOMES, ON}, {131, 200, FOSTER, HOME}},
     {{0, 100, HOMES, NONE}, {131, 200, FOSTER, HOME}},
     2,
     2,
     DI_RULE_LONG_GAP,
     3},
    {{{0, 100, HOMES, ON}}, {{0, 100, HOMES, NONE}}, 1, 1, DI_RULE_NO_EXIT, 2},
    {{{0, 100, HOMES, HOME}, {100, OPEN, FOSTER, ON}},
     {{0, 100, HOMES, HOME}, {100, OPEN, FOSTER, ON}},
     2,
     2,
     DI_RULE_BACK_AT_ONCE,
     3},
    {{{0, 100, HOMES, ON}, {100, 110, DI_EPISODE_UNCHANGED, ON}, {110, 200, FOSTER, HOME}},
     {{0, 110, HOMES, FOSTER}, {110, 200, FOSTER, HOME}},
     3,
     2,
     DI_RULE_COUNT,
     0},
    {{{0, 10, DI_EPISODE_UNCHANGED, ON}, {10, 200, FOSTER, HOME}},
     {{0, 200, FOSTER, HOME}},
     2,
     1,
     DI_RULE_NOWHERE_BEFORE,
     2},
    {{{3100, 3300, FOSTER, HOME}}, {{0}}, 1, 0, DI_RULE_ADULT, 2},
};

static void test_contradictions(void **state)
{
    (void)state;
    for (size_t c = 0; c < sizeof contradictions / sizeof contradictions[0]; c++) {
        const struct contradiction *of = &contradictions[c];
        struct di_episode_row rows[3];
        for (size_t i = 0; i < of->row_count; i++)
            rows[i] = row((uint32_t)i + 2, of->rows[i].from, of->rows[i].to,
                          of->rows[i].setting, of->rows[i].exit);
        struct di_episode_histories h = build(rows, of->row_count);
        assert_int_equal(h.count, of->spell_count);
        for (size_t i = 0; i < of->spell_count; i++)
            expect(&h, i, of->spells[i].from, of->spells[i].to, of->spells[i].setting,
                   of->spells[i].exit);
        expect_rule(&h, of->rule, of->line);
        di_episode_histories_finish(&h);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain_history),
        cmocka_unit_test(test_return_from_home),
        cmocka_unit_test(test_contradictions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

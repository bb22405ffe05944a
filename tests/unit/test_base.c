/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/arena.h"
#include "di/diagnostic.h"
#include "di/language.h"
#include "di/message.h"
#include "di/number.h"
#include "di/table_memory.h"
#include "di/time.h"
#include "di/utf8.h"

#include "di_test.h"

static void every_date_from_1900_to_2200_round_trips(void **state)
{
    (void)state;
    char text[DI_NUMBER_TEXT_MAX];
    for (int32_t day = di_date_from_civil(1900, 1, 1); day <= di_date_from_civil(2200, 12, 31);
         day++) {
        int32_t back = 0;
        di_date_format(day, text);
        assert_true(di_date_parse(text, &back));
        assert_int_equal(back, day);
    }
    assert_int_equal(di_date_from_civil(1970, 1, 1), 0);
    assert_int_equal(di_date_from_civil(2000, 3, 1) - di_date_from_civil(2000, 2, 28), 2);
}

static void impossible_dates_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"2026-02-29", "2026-13-01",  "2026-00-10", "26-01-01",
                                      "2026-1-1",   "2026-01-01x", "",           "2026/01/01"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        int32_t day = 7;
        assert_false(di_date_parse(bad[i], &day));
        assert_int_equal(day, 7);
    }
}

static void a_number_is_written_in_its_shortest_exact_form(void **state)
{
    (void)state;
    char text[DI_NUMBER_TEXT_MAX];
    di_number_format(0.1, text);
    assert_string_equal(text, "0.1");
    di_number_format(1.0 / 3.0, text);
    double back = 0;
    assert_true(di_number_parse(text, &back));
    assert_true(back == 1.0 / 3.0);
    di_number_format(-0.0, text);
    assert_string_equal(text, "0");
    di_number_format(-999999999999999.0, text);
    assert_string_equal(text, "-999999999999999");
    di_number_format(1e15, text);
    assert_string_equal(text, "1e+15");
    di_number_format(70, text);
    assert_string_equal(text, "70");
    di_number_format((double)NAN, text);
    assert_string_equal(text, "");
    di_number_format_fixed(-0.004, 2, text);
    assert_string_equal(text, "0.00");
}

/* What the contract says, without the program's short cuts. */
static void assert_shortest(double value)
{
    char wanted[64], text[DI_NUMBER_TEXT_MAX];
    for (int digits = 15; digits <= 17; digits++) {
        (void)snprintf(wanted, sizeof wanted, "%.*g", digits, value);
        if (strtod(wanted, NULL) == value)
            break;
    }
    const size_t length = di_number_format(value, text);
    assert_string_equal(text, wanted);
    assert_int_equal(length, strlen(wanted));
}

static uint64_t next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state ^ *state >> 29;
}

static void the_short_cut_to_the_shortest_form_changes_no_digit(void **state)
{
    (void)state;
    uint64_t random = 2026;
    for (int i = 0; i < 60000; i++) {
        const uint64_t bits = next_random(&random);
        const double scale = pow(10, (double)(bits % 41) - 20);
        char half[40];
        double any;
        memcpy(&any, &bits, sizeof any);
        if (isfinite(any) && any != 0)
            assert_shortest(any);
        assert_shortest((double)(bits >> 11) * 0x1p-53 * scale);
        assert_shortest((double)(int64_t)(bits % 20000001 - 10000000) / 7 * scale);
        assert_shortest((double)(bits % 100003) / 1000);
        /* fifteen and sixteen digits and a half */
        (void)snprintf(half, sizeof half, "%llu.%llu5e-%d", (unsigned long long)(bits % 9 + 1),
                       (unsigned long long)(bits / 9 % 90000000000000 + 10000000000000),
                       (int)(bits % 30));
        assert_shortest(strtod(half, NULL));
    }
    for (int power = -25; power <= 25; power++) /* where rounding adds a digit */
        for (int step = -40; step <= 40; step++)
            assert_shortest(pow(10, power) * (1 + step * 0x1p-52));
}

static void text_that_is_not_a_number_is_refused(void **state)
{
    (void)state;
    double value = 3;
    assert_false(di_number_parse("1,5", &value));
    assert_false(di_number_parse("nan", &value));
    assert_false(di_number_parse("0x10", &value));
    assert_false(di_number_parse("1.5 ", &value));
    assert_false(di_number_parse("", &value));
    assert_true(value == 3);
}

static void a_message_follows_the_catalogue(void **state)
{
    (void)state;
    struct di_message message;
    char text[200];
    DI_MESSAGE(&message, "%2 of %1 is 100%% (%3)", di_integer_arg(1234567),
               di_text_arg("Север"), di_real_arg(1.5));
    di_message_render(&message, NULL, text, sizeof text);
    assert_string_equal(text, "Север of 1234567 is 100% (1.5)");
    const struct di_catalogue russian = {.decimal_point = ',', .group_separator = " "};
    di_message_render(&message, &russian, text, sizeof text);
    assert_string_equal(text, "Север of 1 234 567 is 100% (1,5)");
    assert_int_equal(di_message_render(&message, NULL, text, 5),
                     strlen("Север of 1234567 is 100% (1.5)"));
}

static const char *shout(void *context, const char *id)
{
    (void)context;
    return strcmp(id, "Add %1: %2.") == 0 ? "%1! %2!" : "WHAT IT IS";
}

/* A text of input stays as it is; a phrase of ours speaks the language of its sentence. */
static void a_phrase_is_translated_with_its_sentence(void **state)
{
    (void)state;
    struct di_message message, copy;
    char text[200];
    const struct di_catalogue loud = {.translate = shout};
    DI_MESSAGE(&message, "Add %1: %2.", di_text_arg("key"), di_phrase_arg("what it is"));
    di_message_copy(&copy, &message);
    di_message_render(&copy, NULL, text, sizeof text);
    assert_string_equal(text, "Add key: what it is.");
    di_message_render(&copy, &loud, text, sizeof text);
    assert_string_equal(text, "key! WHAT IT IS!");
}

static void bytes_that_are_no_utf8_are_marked(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"caf\xE9.json", "caf\uFFFD.json"},
        {"Север €\xF0\x9F\x99\x82", "Север €\xF0\x9F\x99\x82"},
        {"\xC0\xAF", "\uFFFD\uFFFD"},           /* too long a form */
        {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"}, /* a surrogate */
        {"\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},
        {"cut \xD0", "cut \uFFFD"},
        {"", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *mended = di_utf8_mend(cases[i][0]);
        assert_non_null(mended);
        assert_string_equal(mended, cases[i][1]);
        free(mended);
    }
}

static void the_languages_are_english_and_the_catalogues(void **state)
{
    (void)state;
    assert_string_equal(di_language_at(0)->code, "en");
    assert_null(di_language_find("xx"));
    const struct di_language *russian = di_language_find("ru");
    assert_non_null(russian);
    assert_string_equal(russian->name, "Русский");
    assert_int_equal(russian->decimal_point, ',');
    assert_string_equal(russian->group_separator, "\xE2\x80\xAF");
    assert_non_null(strstr(di_language_codes, "ru"));
    assert_string_equal(di_language_pick("ru", "North", "Север"), "Север");
    assert_string_equal(di_language_pick("ka", "North", "Север"), "North");
}

/* 1, 21 | 2-4, 22-24 | the rest, 11-14 among them; a counted text agrees with its count. */
static void a_word_agrees_with_its_count(void **state)
{
    (void)state;
    static const struct {
        int64_t count;
        const char *english, *russian;
    } cases[] = {{1, "1 child", "1 ребёнок"},       {2, "2 children", "2 ребёнка"},
                 {5, "5 children", "5 детей"},      {11, "11 children", "11 детей"},
                 {14, "14 children", "14 детей"},   {21, "21 children", "21 ребёнок"},
                 {24, "24 children", "24 ребёнка"}, {112, "112 children", "112 детей"},
                 {0, "0 children", "0 детей"},      {-1, "-1 child", "-1 ребёнок"}};
    struct di_message message;
    char text[80];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        DI_MESSAGE(&message, "%1 {%1|child|children}", di_integer_arg(cases[i].count));
        di_message_render(&message, NULL, text, sizeof text);
        assert_string_equal(text, cases[i].english);
        message.id = "%1 {%1|ребёнок|ребёнка|детей}";
        di_message_render(&message, NULL, text, sizeof text);
        assert_string_equal(text, cases[i].russian);
    }
    DI_MESSAGE(&message, "{%1|one form} {not a block} {%1|open", di_counted_arg("1,680", 1680));
    di_message_render(&message, NULL, text, sizeof text);
    assert_string_equal(text, "one form {not a block} {1,680|open");
}

/* A calendar year is its number; what is no such year counts as more than one. */
static void a_period_is_a_year_or_its_days(void **state)
{
    (void)state;
    struct di_message message;
    char text[80];
    DI_MESSAGE(&message, "in %1{%1| AD|}",
               di_period_arg(di_date_from_civil(2030, 1, 1), di_date_from_civil(2030, 12, 31)));
    (void)di_message_render(&message, NULL, text, sizeof text);
    assert_string_equal(text, "in 2030 AD");
    DI_MESSAGE(&message, "in %1{%1| AD|}",
               di_period_arg(di_date_from_civil(2029, 1, 1), di_date_from_civil(2030, 12, 31)));
    assert_int_equal(di_message_render(&message, NULL, text, 8),
                     strlen("in the period from 2029-01-01 to 2030-12-31"));
    assert_string_equal(text, "in the ");
    (void)di_message_render(&message, NULL, text, sizeof text);
    assert_string_equal(text, "in the period from 2029-01-01 to 2030-12-31");
}

/* Whole from ten on; a range without an end is none. */
static void a_range_is_told_as_people_read_it(void **state)
{
    (void)state;
    struct di_message message;
    char text[80];
    DI_MESSAGE(&message, "%1; %2; %3", di_range_arg(1.04, 18.4, false),
               di_range_arg(38.6, 45, true), di_range_arg((double)NAN, 3, false));
    (void)di_message_render(&message, NULL, text, sizeof text);
    assert_string_equal(text, "1 to 18; 39 to 45%; no range");
}

/* A list of all regions of a country is longer than what a message keeps. */
static void a_list_of_any_length_stays_whole(void **state)
{
    (void)state;
    enum { LENGTH = 3 * DI_MESSAGE_TEXT_MAX };
    struct di_message message;
    char list[LENGTH + 1], text[LENGTH + 20];
    memset(list, 'x', LENGTH);
    list[LENGTH] = '\0';
    DI_MESSAGE(&message, "Also in: %1.", di_list_arg(list));
    assert_int_equal(di_message_render(&message, NULL, text, sizeof text), LENGTH + 10);
    assert_null(strstr(text, "..."));
}

static void a_long_argument_is_cut_between_characters(void **state)
{
    (void)state;
    char text[2000];
    char long_text[1001];
    for (size_t i = 0; i < 1000; i += 2)
        memcpy(long_text + i, "Я", 2);
    long_text[1000] = '\0';
    struct di_message message;
    DI_MESSAGE(&message, "%1", di_text_arg(long_text));
    const size_t length = di_message_render(&message, NULL, text, sizeof text);
    assert_true(length < 400);
    assert_string_equal(text + length - 3, "...");
    assert_int_equal((length - 3) % 2, 0);
}

static void diagnostics_keep_every_entry_intact_as_they_grow(void **state)
{
    (void)state;
    struct di_diagnostics list;
    char text[64], expected[64];
    di_diagnostics_init(&list);
    for (int i = 0; i < 1500; i++) {
        struct di_message message;
        char name[16];
        (void)snprintf(name, sizeof name, "key%d", i);
        DI_MESSAGE(&message, "'%1' is unknown", di_text_arg(name));
        (void)di_diagnostics_add(&list, DI_SEVERITY_ERROR, DI_ERR_UNKNOWN_KEY, "f.json", 3, 4,
                                 "/a", &message);
    }
    assert_int_equal(list.errors, 1500);
    assert_int_equal(list.count, DI_DIAGNOSTICS_MAX);
    for (size_t i = 0; i < list.count; i++) {
        (void)snprintf(expected, sizeof expected, "'key%zu' is unknown", i);
        di_message_render(&list.items[i].message, NULL, text, sizeof text);
        assert_string_equal(text, expected);
    }
    di_diagnostics_finish(&list);
}

static void an_array_of_an_arena_grows_with_what_it_holds(void **state)
{
    (void)state;
    struct di_arena arena;
    uint32_t room = 0, count = 0, *numbers = NULL;
    di_arena_init(&arena);
    for (; count < 1000; count++) {
        if (count == room)
            numbers = di_arena_grow(&arena, numbers, &room, sizeof *numbers);
        assert_non_null(numbers);
        assert_true(count < room);
        numbers[count] = 3 * count;
    }
    assert_int_equal(room, 1024);
    for (uint32_t i = 0; i < count; i++)
        assert_int_equal(numbers[i], 3 * i);
    room = UINT32_MAX / 2 + 2; /* twice that is no room */
    assert_null(di_arena_grow(&arena, numbers, &room, 1));
    assert_int_equal(room, UINT32_MAX / 2 + 2);
    di_arena_finish(&arena);
}

static void an_arena_refuses_a_size_that_overflows(void **state)
{
    (void)state;
    struct di_arena arena;
    di_arena_init(&arena);
    assert_null(di_arena_alloc(&arena, SIZE_MAX / 2, 3));
    char *memory = di_arena_alloc(&arena, 3, 5000);
    assert_non_null(memory);
    assert_int_equal(memory[14999], 0);
    di_arena_finish(&arena);
}

static void a_table_begins_at_a_cache_line_and_is_writable_whole(void **state)
{
    (void)state;
    static const size_t sizes[] = {1, DI_CACHE_LINE + 1, (1u << 21) - 1, 5000001};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        unsigned char *table = di_table_memory(sizes[i]);
        assert_non_null(table);
        assert_int_equal((uintptr_t)table % DI_CACHE_LINE, 0);
        memset(table, 0xa5, sizes[i]);
        assert_int_equal(table[0], 0xa5);
        assert_int_equal(table[sizes[i] - 1], 0xa5);
        di_table_memory_free(table);
    }
    di_table_memory_free(NULL);
    assert_null(di_table_memory(SIZE_MAX));
    assert_null(di_table_memory(SIZE_MAX - 2 * DI_CACHE_LINE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_date_from_1900_to_2200_round_trips),
        cmocka_unit_test(impossible_dates_are_refused),
        cmocka_unit_test(a_number_is_written_in_its_shortest_exact_form),
        cmocka_unit_test(the_short_cut_to_the_shortest_form_changes_no_digit),
        cmocka_unit_test(text_that_is_not_a_number_is_refused),
        cmocka_unit_test(a_message_follows_the_catalogue),
        cmocka_unit_test(a_range_is_told_as_people_read_it),
        cmocka_unit_test(a_list_of_any_length_stays_whole),
        cmocka_unit_test(a_phrase_is_translated_with_its_sentence),
        cmocka_unit_test(bytes_that_are_no_utf8_are_marked),
        cmocka_unit_test(the_languages_are_english_and_the_catalogues),
        cmocka_unit_test(a_word_agrees_with_its_count),
        cmocka_unit_test(a_period_is_a_year_or_its_days),
        cmocka_unit_test(a_long_argument_is_cut_between_characters),
        cmocka_unit_test(diagnostics_keep_every_entry_intact_as_they_grow),
        cmocka_unit_test(an_array_of_an_arena_grows_with_what_it_holds),
        cmocka_unit_test(an_arena_refuses_a_size_that_overflows),
        cmocka_unit_test(a_table_begins_at_a_cache_line_and_is_writable_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

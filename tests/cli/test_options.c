/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "di/nearest.h"

#include "catalogue.h"
#include "di_test.h"
#include "options.h"
#include "text_table.h"

struct settings {
    bool is_forced;
    const char *out;
    uint64_t threads;
    uint64_t seed;
    double precision;
    struct di_option_list set;
};

static const struct di_command_option table[] = {
    {.name = "force", .kind = DI_OPTION_FLAG, .offset = offsetof(struct settings, is_forced)},
    {.name = "out", .kind = DI_OPTION_TEXT, .offset = offsetof(struct settings, out)},
    {.name = "threads",
     .kind = DI_OPTION_AUTO,
     .default_value = "auto",
     .minimum = 1,
     .maximum = 64,
     .offset = offsetof(struct settings, threads)},
    {.name = "seed",
     .kind = DI_OPTION_INTEGER,
     .default_value = "7",
     .offset = offsetof(struct settings, seed)},
    {.name = "precision",
     .kind = DI_OPTION_REAL,
     .offset = offsetof(struct settings, precision)},
    {.name = "set", .kind = DI_OPTION_LIST, .offset = offsetof(struct settings, set)},
    {0},
};

struct case_state {
    char line[200];
    char *arguments[20];
    struct settings settings;
    struct di_option_parse parse;
    struct di_error error;
};

/* Reads a command line whose words are separated by single spaces. */
static enum di_status parse(struct case_state *state, const char *line)
{
    size_t count = 0;
    memset(state, 0, sizeof *state);
    (void)snprintf(state->line, sizeof state->line, "%s", line);
    state->arguments[count++] = state->line;
    for (char *p = strchr(state->line, ' '); p != NULL; p = strchr(p, ' ')) {
        *p++ = '\0';
        state->arguments[count++] = p;
    }
    state->parse.targets[0] = (struct di_option_target){table, &state->settings};
    state->parse.target_count = 1;
    const enum di_status status = di_options_defaults(&state->parse.targets[0], &state->error);
    if (status != DI_OK)
        return status;
    return di_options_parse(&state->parse, state->arguments, count, &state->error);
}

static void options_may_stand_after_operands(void **unused)
{
    (void)unused;
    struct case_state state;
    assert_status(parse(&state, "a.json --out=x b.json --threads 2 --set k=1 --set k.l=0.5 - "
                                "-- --out"),
                  DI_OK);
    assert_int_equal(state.parse.operand_count, 4);
    assert_string_equal(state.parse.operands[1], "b.json");
    assert_string_equal(state.parse.operands[2], "-");
    assert_string_equal(state.parse.operands[3], "--out");
    assert_string_equal(state.settings.out, "x");
    assert_int_equal(state.settings.threads, 2);
    assert_int_equal(state.settings.seed, 7);
    assert_int_equal(state.settings.set.count, 2);
    assert_string_equal(state.settings.set.items[1], "k.l=0.5");
    di_options_finish(&state.parse.targets[0]);
}

static void auto_is_stored_as_zero(void **unused)
{
    (void)unused;
    struct case_state state;
    assert_status(parse(&state, "--precision 0.02"), DI_OK);
    assert_int_equal(state.settings.threads, 0);
    assert_near(state.settings.precision, 0.02, 0.0);
}

static void wrong_values_are_refused(void **unused)
{
    (void)unused;
    static const char *const wrong[] = {"--threads=0",
                                        "--threads=65",
                                        "--threads=two",
                                        "--seed=-1",
                                        "--seed=1e3",
                                        "--seed=",
                                        "--precision=0",
                                        "--precision=1,5",
                                        "--force=yes",
                                        "--out",
                                        "--seed=18446744073709551616",
                                        "--nothing",
                                        "-x"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct case_state state;
        if (parse(&state, wrong[i]) != DI_ERR_INPUT)
            fail_msg("%s was accepted", wrong[i]);
    }
}

static void a_slip_names_the_nearest_option(void **unused)
{
    (void)unused;
    struct case_state state;
    char sentence[200];
    assert_status(parse(&state, "--thraeds=2"), DI_ERR_INPUT);
    di_message_render(&state.error.message, NULL, sentence, sizeof sentence);
    assert_non_null(strstr(sentence, "Did you mean '--threads'?"));
}

static void a_far_name_has_no_nearest(void **unused)
{
    (void)unused;
    static const char *const names[] = {"run", "compare", "validate"};
    assert_null(di_nearest_name("optimize", names, 3));
    assert_string_equal(di_nearest_name("comprae", names, 3), "compare");
    assert_string_equal(di_nearest_name("rnu", names, 3), "run");
    assert_int_equal(di_nearest_distance("", "abc"), 3);
    assert_int_equal(di_nearest_distance("ab", "ba"), 1);
}

static void numbers_for_people_follow_the_language(void **unused)
{
    (void)unused;
    char text[DI_CATALOGUE_NUMBER_MAX];
    const struct di_catalogue english = {.decimal_point = '.', .group_separator = ","};
    const struct di_catalogue russian = {.decimal_point = ',',
                                         .group_separator = "\xE2\x80\xAF"};
    di_catalogue_real(&english, -1234567.25, 1, text);
    assert_true(strcmp(text, "-1,234,567.2") == 0 || strcmp(text, "-1,234,567.3") == 0);
    di_catalogue_real(&russian, 1234.5, 1, text);
    assert_string_equal(text, "1\xE2\x80\xAF"
                              "234,5");
    di_catalogue_integer(&english, 999, text);
    assert_string_equal(text, "999");
    assert_int_equal(di_catalogue_width("Привет"), 6);
}

static void print_and_finish(struct di_text_table *lines, char *text, size_t size)
{
    FILE *stream = tmpfile();
    assert_non_null(stream);
    assert_true(di_text_table_print(lines, stream));
    rewind(stream);
    const size_t length = fread(text, 1, size - 1, stream);
    text[length] = '\0';
    (void)fclose(stream);
    di_text_table_finish(lines);
}

static void columns_line_up_in_characters(void **unused)
{
    (void)unused;
    static const char *const cells[] = {"Год", "n", "2007", "12"};
    char text[200];
    struct di_text_table lines;
    di_text_table_init(&lines, 2);
    for (size_t i = 0; i < 4; i++)
        di_text_table_add(&lines, cells[i]);
    print_and_finish(&lines, text, sizeof text);
    assert_string_equal(text, "Год    n\n--------\n2007  12\n");
}

/* Words break where the table would be too wide; numbers stand beside the last of them. */
static void a_wide_table_breaks_its_words(void **unused)
{
    (void)unused;
    static const char *const cells[] = {"What", "n", "one two three", "1", "four", "2"};
    char text[200];
    struct di_text_table lines;
    di_text_table_init(&lines, 2);
    lines.most = 12;
    for (size_t i = 0; i < 6; i++)
        di_text_table_add(&lines, cells[i]);
    print_and_finish(&lines, text, sizeof text);
    assert_string_equal(text,
                        "What       n\n------------\none two\nthree      1\nfour       2\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_may_stand_after_operands),
        cmocka_unit_test(auto_is_stored_as_zero),
        cmocka_unit_test(wrong_values_are_refused),
        cmocka_unit_test(a_slip_names_the_nearest_option),
        cmocka_unit_test(a_far_name_has_no_nearest),
        cmocka_unit_test(numbers_for_people_follow_the_language),
        cmocka_unit_test(columns_line_up_in_characters),
        cmocka_unit_test(a_wide_table_breaks_its_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

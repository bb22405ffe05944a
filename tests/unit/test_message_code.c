/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages kept as text say the same when they are read back, in any language. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di_test.h"
#include "message_code.h"

static const char *in_another_language(void *context, const char *id)
{
    (void)context;
    return strcmp(id, "%1 of %2") == 0 ? "%2, davon %1" : id;
}

static void assert_same_words(const struct di_message *a, const struct di_message *b)
{
    static const struct di_catalogue other = {
        .translate = in_another_language, .decimal_point = ',', .group_separator = "."};
    const struct di_catalogue *const catalogues[] = {NULL, &other};
    for (size_t i = 0; i < 2; i++) {
        char one[400], two[400];
        (void)di_message_render(a, catalogues[i], one, sizeof one);
        (void)di_message_render(b, catalogues[i], two, sizeof two);
        assert_string_equal(one, two);
    }
}

static void assert_comes_back(const struct di_message *message)
{
    struct di_message back;
    char *text = message_code_write(message);
    assert_non_null(text);
    json_t *owner = message_code_read(text, &back);
    free(text);
    assert_non_null(owner);
    assert_same_words(message, &back);
    json_decref(owner);
}

static void every_kind_of_argument_comes_back(void **state)
{
    (void)state;
    const struct di_argument all[] = {di_text_arg("a \"b\" \xd0\xb6"),
                                      di_integer_arg(-1234567890123),
                                      di_real_arg(0.1),
                                      di_date_arg(20000),
                                      di_period_arg(18262, 18627),
                                      di_phrase_arg("yes"),
                                      di_list_arg("one, two"),
                                      di_counted_arg("five", 5),
                                      di_range_arg(3, 12, true),
                                      di_range_arg(NAN, 1, false),
                                      di_real_arg(NAN)};
    for (size_t i = 0; i + 1 < sizeof all / sizeof all[0]; i++) {
        struct di_message message;
        DI_MESSAGE(&message, "%1 of %2", all[i], all[i + 1]);
        assert_comes_back(&message);
    }
    const struct di_message plain = {.id = "Nothing"};
    assert_comes_back(&plain);
    struct di_message words;
    DI_MESSAGE(&words, "%1 {%1|place|places}", di_integer_arg(1));
    assert_comes_back(&words);
}

static void what_is_no_message_is_none(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "[]",
        "{}",
        "{\"id\":1,\"arguments\":[]}",
        "{\"id\":\"x\",\"arguments\":[]}",
        "{\"id\":\"x\",\"arguments\":[1,2,3,4,5,6]}",
        "{\"id\":\"%1\",\"arguments\":[[\"text\",0,0,null,0,0],1,1,1,1,1]}"};
    struct di_message message;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        assert_null(message_code_read(texts[i], &message));
}

/* Each kind in turn is given what belongs to others: refused or harmless. */
static void odd_members_do_no_harm(void **state)
{
    (void)state;
    static const char *const kinds[] = {"none",   "text",   "count", "real", "date",
                                        "period", "phrase", "list",  "range"};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        char text[600], one[80], shown[200];
        (void)snprintf(one, sizeof one, "[\"%s\",9000000000000000000,null,null,7,1e300]",
                       kinds[i]);
        (void)snprintf(text, sizeof text,
                       "{\"id\":\"%%1 {%%1|a|b|c} %%2\",\"arguments\":[%s,%s,%s,%s,%s,%s]}",
                       one, one, one, one, one, one);
        struct di_message message;
        json_t *owner = message_code_read(text, &message);
        if (owner != NULL)
            (void)di_message_render(&message, NULL, shown, sizeof shown);
        json_decref(owner);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_argument_comes_back),
        cmocka_unit_test(what_is_no_message_is_none),
        cmocka_unit_test(odd_members_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

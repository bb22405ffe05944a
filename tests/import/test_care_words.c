/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of care mean the same whichever import reads them, alone or in a name. */
#include <stdio.h>
#include <string.h>

#include "di_test.h"
#include "episodes/episode_preset.h"
#include "office/care_words.h"

#define KIND(id, words, parts) {id, words},
static const struct {
    const char *id, *words;
} kinds[] = {DI_CARE_KINDS(KIND)};
#undef KIND

/* Calls `check` for each of "a|b|c". */
static void each_word(const char *words, const char *id,
                      void (*check)(const char *word, const char *id))
{
    char word[128];
    while (*words != '\0') {
        const size_t width = strcspn(words, "|");
        assert_true(width < sizeof word);
        (void)snprintf(word, sizeof word, "%.*s", (int)width, words);
        check(word, id);
        words += width + (words[width] == '|');
    }
}

static void check_name(const char *word, const char *id)
{
    char name[160];
    assert_string_equal(di_care_kind_of_name(word), id);
    if (strcmp(word, "sgh") == 0) /* an id, which no name has in it */
        return;
    (void)snprintf(name, sizeof name, "%s No. 3", word);
    assert_string_equal(di_care_kind_of_name(name), id);
}

static void a_kind_is_told_by_its_words_and_by_names_with_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        each_word(kinds[i].words, kinds[i].id, check_name);
    assert_string_equal(di_care_kind_of_name("Юношеская колония"), "detention");
    assert_string_equal(di_care_kind_of_name("Детский дом семейного типа"), "sgh");
    assert_null(di_care_kind_of_name("Hills"));
}

static void check_placement(const char *word, const char *id)
{
    const struct di_episode_code *code =
        di_episode_preset_code(di_episode_preset_find(NULL), DI_ROLE_SETTING, word);
    assert_non_null(code);
    assert_string_equal(code->meaning, id);
}

static void placements_know_the_same_kinds_but_no_names(void **state)
{
    const struct di_episode_preset *plain = di_episode_preset_find(NULL);
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        each_word(kinds[i].words, kinds[i].id, check_placement);
    assert_null(di_episode_preset_code(plain, DI_ROLE_SETTING, "Infant home No. 3"));
    assert_null(di_episode_preset_code(plain, DI_ROLE_SETTING, "detention"));
    assert_null(di_episode_preset_code(plain, DI_ROLE_SETTING, ""));
}

static void children_are_described_in_any_spelling(void **state)
{
    (void)state;
    assert_string_equal(di_care_term(di_sex_terms, DI_SEX_TERMS, "Девочки:"), "female");
    assert_string_equal(di_care_term(di_sex_terms, DI_SEX_TERMS, "жен."), "female");
    assert_string_equal(di_care_term(di_sex_terms, DI_SEX_TERMS, "BOYS"), "male");
    assert_null(di_care_term(di_sex_terms, DI_SEX_TERMS, "children"));
    assert_null(di_care_term(di_sex_terms, DI_SEX_TERMS, ""));
    assert_string_equal(
        di_care_term(di_disability_terms, DI_DISABILITY_TERMS, "Без инвалидности"), "none");
    assert_string_equal(di_care_term(di_disability_terms, DI_DISABILITY_TERMS, "mild"),
                        "moderate");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_kind_is_told_by_its_words_and_by_names_with_them),
        cmocka_unit_test(placements_know_the_same_kinds_but_no_names),
        cmocka_unit_test(children_are_described_in_any_spelling)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same scenario, seed and replications give the same files, whatever the number of threads
 * and the order of keys (MODEL 14). Argument "demo": the large scenarios. */
#include <jansson.h>
#include <string.h>

#include "di_test.h"
#include "program.h"
#include "result_files.h"

/* A workbook of all years takes longer than their simulation. */
#define FIRST_YEARS " --set horizon.years=3"

static void run_into(const char *scenario, const char *options, const char *folder)
{
    char line[1000];
    (void)snprintf(line, sizeof line, "run %s %s --quiet --out @%s", scenario, options, folder);
    const int code = program_run(line);
    if (code != 0)
        fail_msg("homeward %s: exit %d: %s", line, code,
                 program_read(program_path("err"), NULL));
}

/* `more`: further options of the run. */
static void assert_threads_do_not_matter(const char *scenario, int replications,
                                         const char *more)
{
    static const int threads[] = {1, 2, 7};
    char options[100];
    char folder[20];
    program_begin(strstr(scenario, "demo") != NULL ? "threads_demo" : "threads");
    for (size_t i = 0; i < 3; i++) {
        (void)snprintf(options, sizeof options, "--replications %d --seed 5 --threads %d%s",
                       replications, threads[i], more);
        (void)snprintf(folder, sizeof folder, "t%d", threads[i]);
        run_into(scenario, options, folder);
    }
    assert_true(result_files_same("t1", "t2"));
    assert_true(result_files_same("t1", "t7"));
}

static void threads_do_not_matter_by_rate(void **unused)
{
    (void)unused;
    assert_threads_do_not_matter("%scenarios/countries/bulgaria.json", 4, FIRST_YEARS);
}

static void threads_do_not_matter_by_request(void **unused)
{
    (void)unused;
    assert_threads_do_not_matter("%scenarios/tutorial/04-rates-to-requests.json", 5, "");
}

static void threads_do_not_matter_in_the_demo(void **unused)
{
    (void)unused;
    assert_threads_do_not_matter("%scenarios/demo/fast_closure.json", 2, FIRST_YEARS);
}

/* The same document with the keys of every object in the opposite order. */
static json_t *turned_round(const json_t *from)
{
    if (json_is_array(from)) {
        json_t *array = json_array();
        for (size_t i = 0; i < json_array_size(from); i++)
            (void)json_array_append_new(array, turned_round(json_array_get(from, i)));
        return array;
    }
    if (!json_is_object(from))
        return json_deep_copy(from);
    const char *key;
    json_t *value;
    const char *keys[1000];
    size_t count = 0;
    json_t *source = json_copy((json_t *)(uintptr_t)from);
    json_object_foreach(source, key, value)
    {
        assert_true(count < sizeof keys / sizeof keys[0]);
        keys[count++] = key;
    }
    json_t *object = json_object();
    while (count-- > 0)
        (void)json_object_set_new(object, keys[count],
                                  turned_round(json_object_get(from, keys[count])));
    json_decref(source);
    return object;
}

static void assert_key_order_does_not_matter(const char *scenario, int replications,
                                             const char *more)
{
    json_error_t error;
    program_begin(strstr(scenario, "demo") != NULL ? "keys_demo" : "keys");
    json_t *document = json_load_file(program_source(scenario), 0, &error);
    assert_non_null(document);
    json_t *turned = turned_round(document);
    assert_int_equal(json_dump_file(turned, program_path("turned.json"), JSON_INDENT(2)), 0);
    json_decref(turned);
    json_decref(document);
    char path[200];
    char options[60];
    (void)snprintf(path, sizeof path, "%%%s", scenario);
    (void)snprintf(options, sizeof options, "--replications %d%s", replications, more);
    run_into(path, options, "as_it_is");
    run_into("@turned.json", options, "turned");
    assert_true(result_files_same("as_it_is", "turned"));
}

static void key_order_does_not_matter_in_a_country(void **unused)
{
    (void)unused;
    assert_key_order_does_not_matter("scenarios/countries/bulgaria.json", 2, FIRST_YEARS);
}

/* Expected moves are sums of fractions: their order is by names. */
static void key_order_does_not_matter_to_expected_numbers(void **unused)
{
    (void)unused;
    assert_key_order_does_not_matter("scenarios/countries/bulgaria.json", 1,
                                     " --method cohort");
}

/* So is the population of the country, which shares its entries among regions. */
static void key_order_does_not_matter_to_shares_of_regions(void **unused)
{
    (void)unused;
    assert_key_order_does_not_matter("tests/cli/four_regions.json", 1, " --method cohort");
}

static void key_order_does_not_matter_between_regions(void **unused)
{
    (void)unused;
    assert_key_order_does_not_matter("scenarios/tutorial/08-two-regions.json", 3, "");
}

static void key_order_does_not_matter_in_the_demo(void **unused)
{
    (void)unused;
    assert_key_order_does_not_matter("scenarios/demo/baseline.json", 2, FIRST_YEARS);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest small[] = {
        cmocka_unit_test(threads_do_not_matter_by_rate),
        cmocka_unit_test(threads_do_not_matter_by_request),
        cmocka_unit_test(key_order_does_not_matter_in_a_country),
        cmocka_unit_test(key_order_does_not_matter_to_expected_numbers),
        cmocka_unit_test(key_order_does_not_matter_to_shares_of_regions),
        cmocka_unit_test(key_order_does_not_matter_between_regions),
    };
    const struct CMUnitTest demo[] = {
        cmocka_unit_test(threads_do_not_matter_in_the_demo),
        cmocka_unit_test(key_order_does_not_matter_in_the_demo),
    };
    if (argc > 1 && strcmp(argv[1], "demo") == 0)
        return cmocka_run_group_tests_name("demo", demo, NULL, NULL);
    return cmocka_run_group_tests_name("small", small, NULL, NULL);
}

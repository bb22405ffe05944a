/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The n-th allocation fails, for every n, while a table becomes part of a scenario. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "di/opening_import.h"

#include "di_test.h"
#include "failing_memory.h"

#define CASES DI_SOURCE_DIR "/tests/import/opening/"
enum { TEXTS = 3 };

typedef enum di_status (*read_function)(const struct di_opening_request *request,
                                        struct di_diagnostics *diagnostics,
                                        struct di_opening_book **out, struct di_error *error);

struct kind {
    read_function read;
    const char *table;
    uint32_t suppress_below;
};

struct made {
    char *text[TEXTS];
    enum di_status status;
};

static void make(struct made *made, const struct kind *kind, const char *bytes, long n)
{
    const struct di_opening_request request = {.path = "table.csv",
                                               .bytes = bytes,
                                               .size = strlen(bytes),
                                               .onto = CASES "base.json",
                                               .suppress_below = kind->suppress_below};
    struct di_diagnostics list;
    struct di_opening_book *book = NULL;
    struct di_error error = {0};
    memset(made, 0, sizeof *made);
    di_diagnostics_init(&list);
    failing_memory_set(n);
    made->status = kind->read(&request, &list, &book, &error);
    if (book != NULL) {
        made->text[0] = di_opening_scenario(book, NULL);
        made->text[1] = di_opening_quality_json(book, NULL, NULL, 0);
        made->text[2] = di_opening_quality_text(book, NULL);
    }
    assert_true((made->status == DI_OK) == (book != NULL));
    di_opening_destroy(book);
    di_diagnostics_finish(&list);
}

static void release(struct made *made)
{
    for (size_t i = 0; i < TEXTS; i++)
        free(made->text[i]);
}

/* A text is whole, or there is none. Of the scenario only its length is held to that, to the
 * byte: the JSON reader loses one where its buffer cannot grow, in any command. */
static void every_failing_allocation_is_survived(void **state)
{
    const struct kind *kind = *state;
    struct made whole, made;
    json_set_alloc_funcs(__wrap_malloc, free);
    make(&whole, kind, kind->table, 1000000);
    assert_false(failing_memory_end());
    assert_status(whole.status, DI_OK);
    long n = 0;
    for (bool is_through = false; !is_through && n < 100000; n++) {
        make(&made, kind, kind->table, n);
        is_through = !failing_memory_end();
        for (size_t i = 0; i < TEXTS; i++) {
            assert_true(!is_through || made.text[i] != NULL);
            if (made.text[i] != NULL && i > 0)
                assert_string_equal(made.text[i], whole.text[i]);
            else if (made.text[i] != NULL)
                assert_true(strlen(made.text[i]) + 1 >= strlen(whole.text[i]));
        }
        release(&made);
    }
    assert_true(n > 300 && n < 100000);
    release(&whole);
    json_set_alloc_funcs(malloc, free);
}

int main(void)
{
    static struct kind stock = {di_opening_stock_read,
                                "Region,Setting,0-2,3-6,7-11,Total,Girls\n"
                                "North,Infant home,20,10,0,30,14\n"
                                "North,Child home,0,30,50,80,40\n"
                                "South,Child home,0,0,50,50,3\n"
                                "North,Foster care,0,22,2,24,14\n",
                                5},
                       institutions = {di_opening_register_read,
                                       "Name,Region,Type,Capacity,Children,Opened\n"
                                       "Lighthouse,North,Child home,90,81,\n"
                                       "Dům,South,Infant home,30,33,\n"
                                       "New,South,Child home,12,,2027-01-01\n"
                                       "Total,,,132,114,\n",
                                       0},
                       workforce = {di_opening_workforce_read,
                                    "Region,Position,Kind,FTE,Vacancies\n"
                                    "North,Social worker,,8.5,1\n"
                                    "South,Recruiter,carer_recruiter,1,0\n"
                                    "South,Social worker,,5,0\n",
                                    0};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(every_failing_allocation_is_survived, &stock),
        cmocka_unit_test_prestate(every_failing_allocation_is_survived, &institutions),
        cmocka_unit_test_prestate(every_failing_allocation_is_survived, &workforce),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A crew: every item once, always by the same member and thread, whatever the sizes. */
#include "di/thread.h"

#include "di_test.h"

#define ITEMS 23
#define MEMBERS 5
#define TASKS 200

static _Thread_local uint32_t own_tasks; /* that this thread took part in, item by item */

struct record {
    uint32_t done, member, order; /* order: of the item among those of its thread */
};

static void note(void *context, uint32_t item, uint32_t member)
{
    struct record *records = context;
    records[item].done++;
    records[item].member = member;
    records[item].order = own_tasks++;
}

static void every_item_belongs_to_one_member_for_all_tasks(void **state)
{
    (void)state;
    struct di_crew *crew = NULL;
    struct record record[ITEMS] = {0};
    own_tasks = 0;
    assert_status(di_crew_create(MEMBERS, &crew), DI_OK);
    assert_int_equal(di_crew_members(crew), MEMBERS);
    for (uint32_t task = 0; task < TASKS; task++)
        di_crew_each(crew, ITEMS, note, record);
    di_crew_destroy(crew);
    for (uint32_t item = 0; item < ITEMS; item++) {
        const uint32_t member = item % MEMBERS;
        const uint32_t share = (ITEMS - member + MEMBERS - 1) / MEMBERS;
        assert_int_equal(record[item].done, TASKS);
        assert_int_equal(record[item].member, member);
        /* the thread has done nothing but its own items, in their order */
        assert_int_equal(record[item].order, (TASKS - 1) * share + item / MEMBERS);
    }
}

static void without_a_crew_the_caller_does_all(void **state)
{
    (void)state;
    struct record alone[ITEMS] = {0};
    own_tasks = 0;
    assert_int_equal(di_crew_members(NULL), 1);
    di_crew_each(NULL, ITEMS, note, alone);
    di_crew_destroy(NULL);
    for (uint32_t item = 0; item < ITEMS; item++) {
        assert_int_equal(alone[item].done, 1);
        assert_int_equal(alone[item].order, item);
    }
}

static void fewer_items_than_members_and_none_are_fine(void **state)
{
    (void)state;
    for (uint32_t items = 0; items < MEMBERS; items++) {
        struct record few[ITEMS] = {0};
        struct di_crew *crew = NULL;
        assert_status(di_crew_create(MEMBERS, &crew), DI_OK);
        di_crew_each(crew, items, note, few);
        di_crew_destroy(crew);
        for (uint32_t item = 0; item < ITEMS; item++)
            assert_int_equal(few[item].done, item < items ? 1 : 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_item_belongs_to_one_member_for_all_tasks),
        cmocka_unit_test(without_a_crew_the_caller_does_all),
        cmocka_unit_test(fewer_items_than_members_and_none_are_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

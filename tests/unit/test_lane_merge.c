/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A freed place meets the parties of all its neighbours, however many lists and lanes they
 * stand in: against one sorted array. */
#include <stdlib.h>
#include <string.h>

#include "di/table_memory.h"

#include "di_test.h"
#include "lane_merge.h"
#include "waiting_store.h"

enum { LISTS = 60, IN_A_LANE = 3, PARTIES = LISTS * WAITING_LANES * IN_A_LANE };

struct fixture {
    struct waiting waiting;
    struct lane_merge merge;
    struct ranked_party *expected; /* [count] in order */
    uint32_t count;
};

/* A rank of four, a date, an id: each party's own. */
static struct party_key key_of(uint32_t party)
{
    const uint32_t mixed = party * 2654435761u;
    return (struct party_key){(uint64_t)(mixed >> 30) << 56 | mixed % 500u, party};
}

static void begin(struct fixture *fixture)
{
    struct waiting *waiting = &fixture->waiting;
    memset(fixture, 0, sizeof *fixture);
    waiting->lane = calloc((size_t)LISTS * WAITING_LANES, sizeof *waiting->lane);
    waiting->lanes_in_use = calloc(LISTS, sizeof *waiting->lanes_in_use);
    waiting->parties = di_table_memory(PARTIES * sizeof *waiting->parties);
    fixture->expected = calloc(PARTIES, sizeof *fixture->expected);
    assert_true(waiting->lane != NULL && waiting->lanes_in_use != NULL);
    assert_true(waiting->parties != NULL && fixture->expected != NULL);
    memset(waiting->parties, 0, PARTIES * sizeof *waiting->parties);
    for (uint32_t party = 0; party < PARTIES; party++) {
        waiting->parties[party].key = key_of(party);
        waiting->parties[party].lane = (uint8_t)(party % WAITING_LANES);
        assert_true(waiting_insert(waiting, party / WAITING_LANES % LISTS, party));
    }
    assert_true(lane_merge_create(&fixture->merge, LISTS));
}

static void finish(struct fixture *fixture)
{
    lane_merge_finish(&fixture->merge);
    waiting_store_finish(&fixture->waiting.store);
    free(fixture->expected);
    di_table_memory_free(fixture->waiting.parties);
    free(fixture->waiting.lanes_in_use);
    free(fixture->waiting.lane);
}

static void expect_sizes(struct fixture *fixture, uint32_t from, uint32_t to)
{
    fixture->count = 0;
    for (uint32_t party = 0; party < PARTIES; party++) {
        const uint32_t size = waiting_lane_size(fixture->waiting.parties[party].lane);
        if (size >= from && size <= to)
            fixture->expected[fixture->count++] = (struct ranked_party){key_of(party), party};
    }
    qsort(fixture->expected, fixture->count, sizeof *fixture->expected, ranked_party_compare);
}

static void check_sizes(struct fixture *fixture, uint32_t from, uint32_t to)
{
    expect_sizes(fixture, from, to);
    lane_merge_begin(&fixture->merge);
    for (uint32_t list = 0; list < LISTS; list++)
        lane_merge_add(&fixture->merge, &fixture->waiting, list, UINT32_MAX, from, to);
    for (uint32_t i = 0; i < fixture->count; i++) {
        const struct waiting_entry *next = lane_merge_next(&fixture->merge);
        assert_non_null(next);
        assert_int_equal(next->party, fixture->expected[i].party);
    }
    assert_null(lane_merge_next(&fixture->merge));
}

static void every_party_of_sixty_lists_is_met_once_in_order(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture);
    check_sizes(&fixture, 1, 9);
    check_sizes(&fixture, 1, 1);
    check_sizes(&fixture, 2, 3); /* begun again after the other ended */
    check_sizes(&fixture, 10, 11);
    finish(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_party_of_sixty_lists_is_met_once_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

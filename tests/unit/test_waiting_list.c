/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One rank of one lane against a plain list kept in order: thousands of parties that join and
 * leave at the end, in the middle and at the front.
 */
#include <stdlib.h>
#include <string.h>

#include "di/table_memory.h"

#include "child.h"
#include "di_test.h"
#include "waiting_list.h"
#include "waiting_store.h"

enum { PARTIES = 3000, LISTS = 1, LANE = 0, STEPS = 60000 };

struct fixture {
    struct waiting waiting;
    uint8_t is_in[PARTIES];
    uint32_t random;
};

static uint32_t draw(struct fixture *fixture, uint32_t below)
{
    fixture->random = fixture->random * 1664525u + 1013904223u;
    return (fixture->random >> 8) % below;
}

static void begin(struct fixture *fixture)
{
    struct waiting *waiting = &fixture->waiting;
    memset(fixture, 0, sizeof *fixture);
    fixture->random = 20260101;
    waiting->lane = calloc(LISTS * WAITING_LANES, sizeof *waiting->lane);
    waiting->lanes_in_use = calloc(LISTS, sizeof *waiting->lanes_in_use);
    waiting->parties = di_table_memory(PARTIES * sizeof *waiting->parties);
    assert_non_null(waiting->lane);
    assert_non_null(waiting->lanes_in_use);
    assert_non_null(waiting->parties);
    memset(waiting->parties, 0, PARTIES * sizeof *waiting->parties);
}

static void finish(struct fixture *fixture)
{
    waiting_store_finish(&fixture->waiting.store);
    di_table_memory_free(fixture->waiting.parties);
    free(fixture->waiting.lanes_in_use);
    free(fixture->waiting.lane);
}

/* Seven dates of request, so that many are told apart by their ids alone; ids are no order of
 * rows. */
static struct party_key key_of(uint32_t party)
{
    return (struct party_key){party % 7u, (party * 2654435761u) % 1000003u};
}

static void toggle(struct fixture *fixture, uint32_t party)
{
    struct waiting *waiting = &fixture->waiting;
    if (fixture->is_in[party] != 0) {
        waiting_erase(waiting, 0, party);
    } else {
        waiting->parties[party].key = key_of(party);
        waiting->parties[party].lane = LANE;
        waiting->parties[party].kinds = party + 1;
        assert_true(waiting_insert(waiting, 0, party));
    }
    fixture->is_in[party] ^= 1u;
}

/* Everyone who is in, once, each after the one before. */
static void check(const struct fixture *fixture)
{
    const struct waiting_lane *lane = &fixture->waiting.lane[LANE];
    const struct waiting_rank *rank = &lane->rank[0];
    const struct waiting_entry *end = rank->entry + rank->end;
    const struct waiting_entry *before = NULL;
    uint32_t expected = 0, found = 0;
    for (uint32_t party = 0; party < PARTIES; party++)
        expected += fixture->is_in[party];
    for (const struct waiting_entry *at = waiting_from(rank->entry + rank->first, end);
         at < end; at = waiting_from(at + 1, end)) {
        assert_true(fixture->is_in[at->party] != 0);
        assert_int_equal(at->kinds, at->party + 1);
        assert_true(before == NULL || party_key_compare(&before->key, &at->key) < 0);
        before = at;
        found++;
    }
    assert_int_equal(found, expected);
    assert_int_equal(lane->occupied, expected > 0 ? 1 : 0);
    assert_int_equal(fixture->waiting.lanes_in_use[0], expected > 0 ? 1 : 0);
}

static void parties_stay_in_order_however_they_come_and_go(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture);
    for (uint32_t step = 0; step < STEPS; step++) {
        toggle(&fixture, draw(&fixture, PARTIES));
        if (step % 997 == 0)
            check(&fixture);
    }
    for (uint32_t party = 0; party < PARTIES; party++)
        if (fixture.is_in[party] != 0)
            toggle(&fixture, party);
    check(&fixture);
    finish(&fixture);
}

static void a_list_that_is_made_again_allocates_nothing(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture);
    for (uint32_t round = 0; round < 3; round++) {
        waiting_clear(&fixture.waiting, LISTS);
        memset(fixture.is_in, 0, sizeof fixture.is_in);
        check(&fixture);
        for (uint32_t party = 0; party < PARTIES; party++)
            toggle(&fixture, party);
        check(&fixture);
        assert_true(round == 0 || fixture.waiting.store.allocations == 0);
    }
    finish(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parties_stay_in_order_however_they_come_and_go),
        cmocka_unit_test(a_list_that_is_made_again_allocates_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random small countries with every process at once, 300 of them or in the slow run 3,000:
 * hours, families, closures, justice, shocks, costs, beds that fill themselves. Every run
 * checks the invariants of MODEL 12 by itself; what a result shows is checked again here. A
 * country that breaks a law is made smaller, part by part, as long as it still breaks one; its
 * seed and parts are printed. */
#include <string.h>

#include "di/care.h"
#include "di/trace.h"

#include "di_test.h"
#include "laws.h"
#include "random_strands.h"
#include "test_scale.h"

enum { COUNTRIES = 300, SEED = 21 };

enum part {
    PART_SHOCKS = 1,
    PART_JUSTICE = 2,
    PART_SUPPLY = 4,
    PART_WORKERS = 8,
    PART_GATE = 16,
    PART_CHANGES = 32,
    PART_ADOPTION = 64,
    PART_UNEXPLAINED = 128,
    PART_ALL = 255
};

static const char *const part_names[] = {"shocks", "justice", "supply",   "workers",
                                         "gate",   "changes", "adoption", "unexplained"};

struct world {
    struct di_model *model;
    struct random_shocks shocks;
    struct random_justice justice;
    struct random_costs costs;
    struct di_warm_start *start;
    struct di_care *care;
    struct di_result *result;
};

/* What happened in all countries: a law nobody could break is no law. */
struct seen {
    uint32_t closures, discharged, diverted, children, hours;
};

static void make(struct world *world, uint64_t seed, uint32_t parts)
{
    const struct random_model_options options = {
        .seed = seed,
        .supplied = (parts & PART_SUPPLY) != 0,
        .no_workers = (parts & PART_WORKERS) == 0,
        .limited_gate = (parts & PART_GATE) != 0,
        .asks_adoption = (parts & PART_ADOPTION) != 0,
        .justice = (parts & PART_JUSTICE) != 0,
        .unexplained = (parts & PART_UNEXPLAINED) != 0,
        .unexplained_per_year = 20,
        .changes_on = (parts & PART_CHANGES) != 0 ? 300 + (int32_t)(seed % 400) : 0};
    *world = (struct world){.model = random_model_create(&options)};
    assert_non_null(world->model);
    random_costs_make(&world->costs, world->model, seed);
    world->model->cost_plan = &world->costs.plan;
    if ((parts & PART_SHOCKS) != 0) {
        random_shocks_make(&world->shocks, world->model, seed);
        world->model->shocks = &world->shocks.list;
    }
    if ((parts & PART_JUSTICE) != 0) {
        random_justice_make(&world->justice, world->model, seed);
        world->model->justice = &world->justice.justice;
    }
}

static void destroy(struct world *world)
{
    di_result_destroy(world->result);
    di_care_destroy(world->care);
    di_warm_start_destroy(world->start);
    di_model_destroy(world->model);
}

static enum di_status simulate(struct world *world, struct di_error *error)
{
    struct di_diagnostics diagnostics;
    di_diagnostics_init(&diagnostics);
    enum di_status status =
        di_warm_start_prepare(world->model, &diagnostics, &world->start, error);
    if (status == DI_OK)
        status = di_care_create(world->model, world->start, &world->care, error);
    if (status == DI_OK)
        status = di_result_create(world->model, false, &world->result);
    if (status == DI_OK)
        status = di_care_run(world->care, SEED, 0, NULL, world->result, error);
    di_diagnostics_finish(&diagnostics);
    return status;
}

/* ---- a trace changes nothing ---- */

static void see_line(void *lines, const struct di_trace_line *line)
{
    (void)line;
    ++*(uint64_t *)lines;
}

static bool is_same_work(const struct di_result *a, const struct di_result *b)
{
    const size_t rows = (size_t)a->dims.quarters * a->dims.regions;
    for (size_t t = 0; t < rows * a->work.roles; t++) {
        const struct di_work_team *one = &a->work.teams[t], *other = &b->work.teams[t];
        if (one->hours_worked != other->hours_worked || one->wait_days != other->wait_days ||
            one->started != other->started || one->waited != other->waited ||
            one->queue != other->queue || one->left != other->left)
            return false;
    }
    for (size_t r = 0; a->work.roles > 0 && r < rows; r++) {
        const struct di_work_region *one = &a->work.regions[r], *other = &b->work.regions[r];
        if (one->visits_made != other->visits_made || one->assessments != other->assessments ||
            one->visits_missed != other->visits_missed ||
            one->late_child_days != other->late_child_days)
            return false;
    }
    return true;
}

static bool is_same_result(const struct di_result *a, const struct di_result *b)
{
    const size_t cells = di_result_stock_index(&a->dims, a->dims.quarters - 1,
                                               a->dims.regions - 1, a->dims.settings - 1, 0) +
                         1;
    return a->children == b->children && a->flow_count == b->flow_count &&
           a->entry_count == b->entry_count &&
           memcmp(a->stock, b->stock, cells * sizeof *a->stock) == 0 &&
           memcmp(a->child_time, b->child_time, cells * sizeof *a->child_time) == 0 &&
           is_same_work(a, b);
}

/* The program traces a replication it has run before, and must come to the same numbers, though
 * the same object ran without a trace. */
static const char *law_trace_changes_nothing(struct world *world)
{
    uint64_t lines = 0;
    const struct di_care_options options = {.on_trace = see_line, .trace_context = &lines};
    struct di_result *traced = NULL;
    struct di_error error = {0};
    assert_status(di_result_create(world->model, false, &traced), DI_OK);
    const bool is_same = di_care_run(world->care, SEED, 0, &options, traced, &error) == DI_OK &&
                         lines > 0 && is_same_result(world->result, traced);
    di_result_destroy(traced);
    return is_same ? NULL : "a trace changes a number";
}

static void note(const struct world *world, struct seen *seen)
{
    const struct di_result *result = world->result;
    const size_t rows = (size_t)result->dims.quarters * result->dims.regions;
    seen->children += (uint32_t)result->children;
    for (size_t i = 0; i < rows; i++)
        seen->discharged += (uint32_t)result->tally[i * DI_TALLIES + DI_TALLY_DISCHARGED];
    for (size_t t = 0; t < rows * result->work.roles; t++)
        seen->hours += result->work.teams[t].hours_worked > 0;
    for (uint32_t f = 0; f < result->flow_count; f++)
        seen->diverted += world->model->justice != NULL &&
                          result->flows[f].key.to == world->model->justice->diversion;
}

/* What is broken, or "" . */
static void try_country(uint64_t seed, uint32_t parts, struct seen *seen, char *broken,
                        size_t size)
{
    struct world world;
    struct di_error error = {0};
    make(&world, seed, parts);
    broken[0] = '\0';
    if (simulate(&world, &error) != DI_OK) {
        char text[600];
        (void)di_message_render(&error.message, NULL, text, sizeof text);
        (void)snprintf(broken, size, "%s: %s", error.where, text);
    } else {
        const char *law = law_closed_means_empty(world.model, world.result, &seen->closures);
        if (law == NULL)
            law = law_counts_and_hours(world.result);
        if (law == NULL)
            law = law_costs_add_up(world.model, world.result);
        if (law == NULL && seed % 4 == 0) /* a second run: in every fourth country */
            law = law_trace_changes_nothing(&world);
        (void)snprintf(broken, size, "%s", law == NULL ? "" : law);
        note(&world, seen);
    }
    destroy(&world);
}

/* Leaves out every part without which a law is still broken. */
static void fail_shrunk(uint64_t seed, char *broken, size_t size)
{
    struct seen seen = {0};
    char smaller[1000];
    char parts_text[120] = ":";
    uint32_t parts = PART_ALL;
    for (uint32_t part = 1; part <= PART_ALL; part <<= 1) {
        try_country(seed, parts & ~part, &seen, smaller, sizeof smaller);
        if (smaller[0] == '\0')
            continue;
        parts &= ~part;
        (void)snprintf(broken, size, "%s", smaller);
    }
    for (uint32_t i = 0; i < sizeof part_names / sizeof part_names[0]; i++)
        if ((parts >> i & 1u) != 0) {
            const size_t used = strlen(parts_text);
            (void)snprintf(parts_text + used, sizeof parts_text - used, " %s", part_names[i]);
        }
    fail_msg("country %llu, parts needed%s; %s", (unsigned long long)seed, parts_text, broken);
}

static void no_law_is_broken_with_every_process_on(void **state)
{
    (void)state;
    struct seen seen = {0};
    char broken[1000];
    const uint64_t count = test_cases(COUNTRIES);
    for (uint64_t seed = 1; seed <= count; seed++) {
        try_country(seed, PART_ALL, &seen, broken, sizeof broken);
        if (broken[0] != '\0')
            fail_shrunk(seed, broken, sizeof broken);
    }
    print_message("%llu countries: %u children, %u closures, %u sent home by shocks\n",
                  (unsigned long long)count, seen.children, seen.closures, seen.discharged);
    assert_true(seen.closures > 0 && seen.discharged > 0 && seen.diverted > 0 &&
                seen.hours > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_law_is_broken_with_every_process_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laws of the simulator on random small countries. A failure prints the seed of its country.
 * Compiled twice: FRAIL countries have theta > 0, and few cases for they start slowly. */
#include <stdlib.h>
#include <string.h>

#include "di/care.h"
#include "di/experiment.h"

#include "di_test.h"
#include "laws.h"
#include "model_index.h"
#include "random_model.h"
#include "test_scale.h"

enum { CASES = FRAIL ? 1 : 25, SEED = 11 };

/* ---- a country ready to run ---- */

struct country {
    struct di_model *model;
    struct di_warm_start *start;
    struct di_care *care;
    struct di_result *result;
};

static void fail_case(uint64_t seed, const struct di_error *error)
{
    char text[1000];
    (void)di_message_render(&error->message, NULL, text, sizeof text);
    fail_msg("country %llu: %s: %s", (unsigned long long)seed, error->where, text);
}

static void create(struct country *country, const struct random_model_options *options)
{
    struct di_error error = {0};
    struct di_diagnostics diagnostics;
    di_diagnostics_init(&diagnostics);
    *country = (struct country){.model = random_model_create(options)};
    assert_non_null(country->model);
    if (di_warm_start_prepare(country->model, &diagnostics, &country->start, &error) != DI_OK ||
        di_care_create(country->model, country->start, &country->care, &error) != DI_OK)
        fail_case(options->seed, &error);
    di_diagnostics_finish(&diagnostics);
}

static void destroy(struct country *country)
{
    di_result_destroy(country->result);
    di_care_destroy(country->care);
    di_warm_start_destroy(country->start);
    di_model_destroy(country->model);
}

/* Into a fresh result; the one before is freed. */
static void run(struct country *country, uint64_t seed, uint32_t replication,
                const struct di_care_options *options)
{
    struct di_error error = {0};
    di_result_destroy(country->result);
    assert_status(di_result_create(country->model, false, &country->result), DI_OK);
    if (di_care_run(country->care, SEED, replication, options, country->result, &error) !=
        DI_OK)
        fail_case(seed, &error);
}

/* ---- comparing results, things found by name ---- */

struct mapping { /* from the first model's indices to the second's */
    uint16_t region[DRAFT_REGIONS_MAX];
    uint16_t setting[DRAFT_SETTINGS_MAX];
};

static void map_names(const struct di_model *a, const struct di_model *b,
                      struct mapping *mapping)
{
    assert_int_equal(a->region_count, b->region_count);
    assert_int_equal(a->setting_count, b->setting_count);
    for (uint32_t r = 0; r < a->region_count; r++)
        mapping->region[r] = model_find_region(b, a->regions[r].name.id);
    for (uint32_t s = 0; s < a->setting_count; s++)
        mapping->setting[s] = model_find_setting(b, a->settings[s].name.id);
}

static uint16_t map_setting(const struct mapping *mapping, uint16_t setting)
{
    return setting >= DI_FROM_OUTSIDE_RETURN ? setting : mapping->setting[setting];
}

static const struct di_flow *find_flow(const struct di_result *result,
                                       const struct di_flow_key *key)
{
    for (uint32_t f = 0; f < result->flow_count; f++) {
        const struct di_flow_key *other = &result->flows[f].key;
        if (other->from == key->from && other->to == key->to &&
            other->from_region == key->from_region && other->to_region == key->to_region &&
            other->origin == key->origin && other->move == key->move)
            return &result->flows[f];
    }
    return NULL;
}

static uint32_t entries_before(const struct di_result *result, const struct di_flow *flow,
                               uint32_t quarters)
{
    uint32_t count = 0;
    while (flow != NULL && count < flow->count &&
           result->entries[flow->first + count].quarter < quarters)
        count++;
    return count;
}

static bool equal_entries(const struct di_result *a, const struct di_flow *flow_a,
                          const struct di_result *b, const struct di_flow *flow_b,
                          uint32_t quarters)
{
    const uint32_t count = entries_before(a, flow_a, quarters);
    if (entries_before(b, flow_b, quarters) != count)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        const struct di_flow_entry *x = &a->entries[flow_a->first + i];
        const struct di_flow_entry *y = &b->entries[flow_b->first + i];
        if (x->quarter != y->quarter || x->cell != y->cell || x->count != y->count)
            return false;
    }
    return true;
}

static bool equal_flows(const struct di_result *a, const struct di_result *b,
                        const struct mapping *mapping, uint32_t quarters)
{
    for (uint32_t f = 0; f < a->flow_count; f++) {
        const struct di_flow_key *from = &a->flows[f].key;
        const struct di_flow_key key = {.from = map_setting(mapping, from->from),
                                        .to = map_setting(mapping, from->to),
                                        .from_region = mapping->region[from->from_region],
                                        .to_region = mapping->region[from->to_region],
                                        .origin = mapping->region[from->origin],
                                        .move = from->move};
        const struct di_flow *other = find_flow(b, &key);
        if (!equal_entries(a, &a->flows[f], b, other, quarters))
            return false;
    }
    return true;
}

static bool equal_places(const struct di_result *a, const struct di_result *b,
                         const struct mapping *mapping, uint32_t quarter)
{
    const struct di_result_dims *dims = &a->dims;
    for (uint32_t r = 0; r < dims->regions; r++) {
        for (uint32_t s = 0; s < dims->settings; s++) {
            const size_t x = di_result_stock_index(dims, quarter, r, s, 0);
            const size_t y = di_result_stock_index(dims, quarter, mapping->region[r],
                                                   mapping->setting[s], 0);
            if (memcmp(a->stock + x, b->stock + y, dims->cells * sizeof *a->stock) != 0 ||
                memcmp(a->stock_origin + x, b->stock_origin + y,
                       dims->cells * sizeof *a->stock_origin) != 0 ||
                memcmp(a->child_time + x, b->child_time + y,
                       dims->cells * sizeof *a->child_time) != 0 ||
                memcmp(a->child_time_origin + x, b->child_time_origin + y,
                       dims->cells * sizeof *a->child_time_origin) != 0)
                return false;
        }
        const size_t tally = (size_t)quarter * dims->regions + r;
        const size_t other = (size_t)quarter * dims->regions + mapping->region[r];
        if (memcmp(a->tally + tally * DI_TALLIES, b->tally + other * DI_TALLIES,
                   DI_TALLIES * sizeof *a->tally) != 0)
            return false;
    }
    return true;
}

/* Everything counted in the first `quarters`. */
static bool equal_until(const struct country *a, const struct country *b, uint32_t quarters)
{
    struct mapping there, back;
    map_names(a->model, b->model, &there);
    map_names(b->model, a->model, &back);
    for (uint32_t q = 0; q < quarters; q++)
        if (!equal_places(a->result, b->result, &there, q))
            return false;
    return equal_flows(a->result, b->result, &there, quarters) &&
           equal_flows(b->result, a->result, &back, quarters);
}

/* ---- laws ---- */

static void random_countries_break_no_invariant(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= test_cases(FRAIL ? 1 : CASES * 4); seed++) {
        const struct random_model_options options = {
            .seed = seed, .limited_gate = seed % 2 == 0, .changes_on = seed % 3 == 0 ? 500 : 0};
        struct country country;
        create(&country, &options);
        for (uint32_t replication = 0; replication < 3; replication++)
            run(&country, seed, replication, NULL);
        assert_true(country.result->children > 0);
        destroy(&country);
    }
}

static void no_institution_closes_with_a_child_inside(void **state)
{
    (void)state;
    uint32_t closed = 0;
    for (uint64_t seed = 1; seed <= test_cases(FRAIL ? 1 : CASES * 4); seed++) {
        struct country country;
        const struct random_model_options options = {.seed = seed,
                                                     .frail = FRAIL,
                                                     .supplied = true,
                                                     .changes_on = seed % 2 == 0 ? 400 : 0};
        create(&country, &options);
        run(&country, seed, 1, NULL);
        const char *law = law_closed_means_empty(country.model, country.result, &closed);
        if (law != NULL)
            fail_msg("country %llu: %s", (unsigned long long)seed, law);
        destroy(&country);
    }
    assert_true(FRAIL || closed > 0);
}

static void a_replication_forgets_what_ran_before(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= test_cases(CASES); seed++) {
        const struct random_model_options options = {
            .seed = seed, .frail = FRAIL, .limited_gate = true};
        struct country fresh, used;
        create(&fresh, &options);
        create(&used, &options);
        run(&fresh, seed, 3, NULL);
        for (uint32_t replication = 0; replication <= 3; replication++)
            run(&used, seed, replication, NULL);
        if (!equal_until(&fresh, &used, fresh.result->dims.quarters) ||
            fresh.result->events != used.result->events)
            fail_msg("country %llu: replication 3 differs after others",
                     (unsigned long long)seed);
        destroy(&fresh);
        destroy(&used);
    }
}

static void order_in_the_file_changes_no_number(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= test_cases(CASES); seed++) {
        struct random_model_options options = {
            .seed = seed, .frail = FRAIL, .limited_gate = true, .changes_on = 500};
        struct country a, b;
        create(&a, &options);
        options.order = seed;
        create(&b, &options);
        run(&a, seed, 0, NULL);
        run(&b, seed, 0, NULL);
        for (uint32_t q = 1; q <= a.result->dims.quarters; q++)
            if (!equal_until(&a, &b, q))
                fail_msg("country %llu: another order differs in quarter %u",
                         (unsigned long long)seed, q - 1);
        destroy(&a);
        destroy(&b);
    }
}

static void scenarios_are_equal_until_they_differ(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= test_cases(CASES); seed++) {
        struct random_model_options options = {
            .seed = seed, .frail = FRAIL, .limited_gate = seed % 2 == 0};
        struct country a, b;
        create(&a, &options);
        const uint32_t quarter = 5 + (uint32_t)(random_model_uniform(seed, "quarter", 0) * 5);
        options.changes_on = di_result_quarter_first_day(a.model, quarter);
        create(&b, &options);
        for (uint32_t replication = 0; replication < 2; replication++) {
            run(&a, seed, replication, NULL);
            run(&b, seed, replication, NULL);
            for (uint32_t q = 1; q <= quarter; q++)
                if (!equal_until(&a, &b, q))
                    fail_msg("country %llu, change in quarter %u: quarter %u differs already",
                             (unsigned long long)seed, quarter, q - 1);
        }
        assert_false(equal_until(&a, &b, a.result->dims.quarters));
        destroy(&a);
        destroy(&b);
    }
}

/* ---- prevention and gatekeeping only take away ---- */

enum { ENTRIES_MAX = 20000 };

struct entries {
    uint64_t child[ENTRIES_MAX];
    uint32_t count;
};

static void note_entry(void *context, uint64_t child, di_time time, bool is_return)
{
    struct entries *entries = context;
    (void)time;
    if (is_return)
        return;
    assert_true(entries->count < ENTRIES_MAX);
    entries->child[entries->count++] = child;
}

static int compare_ids(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static void first_entries(struct random_model_options *options, double raise,
                          uint32_t replication, struct entries *entries)
{
    struct country country;
    const struct di_care_options care = {.on_entry = note_entry, .entry_context = entries};
    options->gate_raise = raise;
    entries->count = 0;
    create(&country, options);
    run(&country, options->seed, replication, &care);
    destroy(&country);
    qsort(entries->child, entries->count, sizeof entries->child[0], compare_ids);
    for (uint32_t i = 1; i < entries->count; i++)
        assert_true(entries->child[i - 1] < entries->child[i]); /* nobody enters first twice */
}

static bool is_subset(const struct entries *part, const struct entries *whole)
{
    uint32_t w = 0;
    for (uint32_t p = 0; p < part->count; p++) {
        while (w < whole->count && whole->child[w] < part->child[p])
            w++;
        if (w == whole->count || whole->child[w] != part->child[p])
            return false;
    }
    return true;
}

static void more_prevention_never_adds_a_first_entry(void **state)
{
    (void)state;
    static struct entries before, after;
    uint32_t fewer = 0;
    for (uint64_t seed = 1; seed <= test_cases(CASES); seed++) {
        struct random_model_options options = {.seed = seed, .frail = FRAIL};
        for (uint32_t replication = 0; replication < (FRAIL ? 1 : 2); replication++) {
            first_entries(&options, 0, replication, &before);
            for (uint32_t step = FRAIL ? 3 : 1; step <= 3; step++) {
                first_entries(&options, step / 4.0, replication, &after);
                if (!is_subset(&after, &before))
                    fail_msg("country %llu, replication %u, raised by %u/4: a child enters who "
                             "did not before",
                             (unsigned long long)seed, replication, step);
                fewer += after.count < before.count ? 1 : 0;
                before = after;
            }
        }
    }
    assert_true(fewer > 0);
}

/* First entries of a region of origin in a quarter, by cell. */
static int64_t entries_of(const struct di_result *result, uint32_t quarter, uint32_t origin,
                          uint32_t cell)
{
    int64_t sum = 0;
    for (uint32_t f = 0; f < result->flow_count; f++) {
        const struct di_flow *flow = &result->flows[f];
        for (uint32_t e = flow->first; e < flow->first + flow->count; e++)
            if (flow->key.from == DI_FROM_OUTSIDE_NEW && flow->key.origin == origin &&
                result->entries[e].quarter == quarter && result->entries[e].cell == cell)
                sum += result->entries[e].count;
    }
    return sum;
}

static int64_t care_of(const struct country *country, uint32_t quarter, uint32_t region,
                       uint32_t cell)
{
    int64_t sum = 0;
    for (uint32_t s = 0; s < country->model->setting_count; s++)
        if (di_kind_is_formal_care(country->model->settings[s].kind))
            sum += country->result->stock[di_result_stock_index(&country->result->dims, quarter,
                                                                region, s, cell)];
    return sum;
}

/* K11 and K12 are shares: a child is counted apart only where it is counted at all. */
static void marked_children_are_some_of_all(void **state)
{
    (void)state;
    int64_t all[DI_MARKS] = {0};
    for (uint64_t seed = 1; seed <= test_cases(CASES); seed++) {
        const struct random_model_options options = {.seed = seed, .frail = FRAIL};
        struct country country;
        create(&country, &options);
        run(&country, seed, 0, NULL);
        const struct di_result_dims *dims = &country.result->dims;
        for (uint32_t i = 0; i < dims->quarters * dims->regions * dims->cells; i++) {
            const uint32_t cell = i % dims->cells, region = i / dims->cells % dims->regions;
            const uint32_t quarter = i / dims->cells / dims->regions;
            int64_t marks[DI_MARKS];
            for (uint32_t m = 0; m < DI_MARKS; m++) {
                marks[m] =
                    country.result
                        ->marks[di_result_mark_index(dims, quarter, region, (enum di_mark)m) +
                                cell];
                all[m] += marks[m];
            }
            if (marks[DI_MARK_ENTRY_ASSESSED] >
                    entries_of(country.result, quarter, region, cell) ||
                marks[DI_MARK_REVIEWED] > marks[DI_MARK_PLANNED] ||
                marks[DI_MARK_PLANNED] > care_of(&country, quarter, region, cell))
                fail_msg("country %llu, quarter %u, region %u, cell %u",
                         (unsigned long long)seed, quarter, region, cell);
        }
        destroy(&country);
    }
    for (uint32_t m = 0; m < DI_MARKS; m++)
        assert_true(all[m] > 0 || test_cases(CASES) < CASES); /* a short run may meet none */
}

static void threads_change_no_number(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= test_cases(FRAIL ? 1 : CASES / 5); seed++) {
        const struct random_model_options model_options = {
            .seed = seed, .frail = FRAIL, .limited_gate = true};
        struct country one, many;
        create(&one, &model_options);
        create(&many, &model_options);
        struct di_experiment_options options;
        struct di_replication_set *set = NULL;
        di_experiment_options_defaults(&options);
        options.replications = 6;
        options.seed = SEED;
        options.threads = 3;
        assert_status(di_experiment_run(many.model, many.start, &options, &set, NULL), DI_OK);
        for (uint32_t replication = 0; replication < set->count; replication++) {
            run(&one, seed, replication, NULL);
            many.result = set->results[replication];
            if (!equal_until(&one, &many, one.result->dims.quarters))
                fail_msg("country %llu: replication %u differs on three threads",
                         (unsigned long long)seed, replication);
        }
        many.result = NULL;
        di_replication_set_destroy(set);
        destroy(&one);
        destroy(&many);
    }
}

/* What happens in a replication takes memory that nobody could count before. */
static void memory_is_counted_again_after_the_first_replication(void **state)
{
    (void)state;
    struct country country;
    const struct random_model_options model_options = {.seed = 1, .frail = FRAIL};
    struct di_experiment_options options;
    struct di_replication_set *set = NULL;
    uint64_t low = 0, high = UINT64_C(1) << 40; /* the least limit that looks enough before */
    create(&country, &model_options);
    di_experiment_options_defaults(&options);
    options.replications = 6;
    options.threads = 2;
    while (high - low > 1) {
        const uint64_t middle = low + (high - low) / 2;
        if (di_experiment_check_memory(country.model, false, 6, middle, NULL) == DI_OK)
            high = middle;
        else
            low = middle;
    }
    options.memory_limit_bytes = low;
    assert_status(di_experiment_run(country.model, country.start, &options, &set, NULL),
                  DI_ERR_LIMIT);
    options.memory_limit_bytes = high;
    assert_status(di_experiment_run(country.model, country.start, &options, &set, NULL),
                  DI_ERR_LIMIT);
    options.memory_limit_bytes = 100 * high;
    assert_status(di_experiment_run(country.model, country.start, &options, &set, NULL), DI_OK);
    di_replication_set_destroy(set);
    destroy(&country);
    assert_true(di_experiment_memory_limit(0) == UINT64_C(6) << 30);
    assert_true(di_experiment_memory_limit(UINT64_C(8) << 30) == UINT64_C(4) << 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_in_the_file_changes_no_number),
        cmocka_unit_test(scenarios_are_equal_until_they_differ),
        cmocka_unit_test(random_countries_break_no_invariant),
        cmocka_unit_test(no_institution_closes_with_a_child_inside),
        cmocka_unit_test(a_replication_forgets_what_ran_before),
        cmocka_unit_test(more_prevention_never_adds_a_first_entry),
        cmocka_unit_test(marked_children_are_some_of_all),
        cmocka_unit_test(threads_change_no_number),
        cmocka_unit_test(memory_is_counted_again_after_the_first_replication),
    };
    const size_t count = FRAIL ? 2 : sizeof tests / sizeof tests[0]; /* what factors touch */
    return _cmocka_run_group_tests("care", tests, count, NULL, NULL);
}

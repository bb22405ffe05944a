/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Worker threads of the window, without a window: run, preview, search for a plan. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "di_test.h"
#include "import_job.h"
#include "plan_job.h"
#include "run_job.h"

#define SCENARIO DI_SOURCE_DIR "/scenarios/tutorial/08-two-regions.json"

/* Rung by the workers; whoever waits looks after each ring. */
struct bell {
    pthread_mutex_t mutex;
    pthread_cond_t rung;
    unsigned count;
};

static void ring(void *context)
{
    struct bell *bell = context;
    (void)pthread_mutex_lock(&bell->mutex);
    bell->count++;
    (void)pthread_cond_signal(&bell->rung);
    (void)pthread_mutex_unlock(&bell->mutex);
}

static void bell_init(struct bell *bell)
{
    *bell = (struct bell){.count = 0};
    (void)pthread_mutex_init(&bell->mutex, NULL);
    (void)pthread_cond_init(&bell->rung, NULL);
}

/* Until more than `seen` rings; returns how many there were. */
static unsigned hear(struct bell *bell, unsigned seen)
{
    (void)pthread_mutex_lock(&bell->mutex);
    while (bell->count <= seen)
        (void)pthread_cond_wait(&bell->rung, &bell->mutex);
    seen = bell->count;
    (void)pthread_mutex_unlock(&bell->mutex);
    return seen;
}

/* ---- runs ---- */

static enum run_phase wait_for_run(struct bell *bell, struct run_job *job, uint32_t enough)
{
    struct run_state state;
    unsigned seen = 0;
    for (;;) {
        run_job_state(job, &state);
        if (state.phase >= RUN_DONE || (enough > 0 && state.done >= enough))
            return state.phase;
        seen = hear(bell, seen);
    }
}

static void a_stopped_run_keeps_what_is_finished(void **state)
{
    (void)state;
    struct bell bell;
    struct run_state now;
    bell_init(&bell);
    const struct run_request request = {.path = SCENARIO,
                                        .patch = "{}",
                                        .folder = DI_BUILD_DIR "/tests/viz/workers_run",
                                        .program_version = "test",
                                        .replications = 5000,
                                        .seed = 1,
                                        .threads = 1}; /* so that the first ends first */
    struct run_job *job = run_job_start(&request, ring, &bell);
    assert_non_null(job);
    (void)wait_for_run(&bell, job, 1);
    run_job_cancel(job);
    assert_int_equal(wait_for_run(&bell, job, 0), RUN_DONE);
    run_job_state(job, &now);
    assert_true(now.is_interrupted);
    assert_true(now.done >= 1 && now.done < 5000);
    run_job_destroy(job);
}

static void a_preview_pairs_the_edit_with_its_base(void **state)
{
    (void)state;
    struct bell bell;
    struct run_state now;
    bell_init(&bell);
    const struct preview known = {.count = 0};
    const struct run_request request = {.path = SCENARIO,
                                        .patch = "{\"horizon\": {\"years\": 3}}",
                                        .program_version = "test",
                                        .seed = 1,
                                        .threads = 1,
                                        .known = &known,
                                        .has_edits = true};
    struct run_job *job = run_job_start(&request, ring, &bell);
    assert_non_null(job);
    assert_int_equal(wait_for_run(&bell, job, 0), RUN_DONE);
    run_job_state(job, &now);
    assert_int_equal(now.preview.count, DOCUMENT_PREVIEW_MAX);
    assert_int_equal(now.preview.base_count, DOCUMENT_PREVIEW_MAX);
    assert_int_equal(now.preview.points, 12); /* quarters of the edit */
    run_job_destroy(job);
}

/* ---- plans ---- */

static char *no_change(void *context, const struct di_model *model,
                       const struct di_fluid_country *country, const struct di_plan *plan,
                       const char *base)
{
    (void)context;
    (void)model;
    (void)country;
    (void)plan;
    (void)base;
    return strdup("{\"format\": 1, \"id\": \"plan\", \"extends\": \"base\"}");
}

static void wait_for_plan(struct bell *bell, struct plan_job *job)
{
    unsigned seen = 0;
    while (plan_job_is_busy(job))
        seen = hear(bell, seen);
}

static void a_plan_is_found_and_tried_with_fresh_luck(void **state)
{
    (void)state;
    struct bell bell;
    struct plan_state now;
    bell_init(&bell);
    const struct plan_request request = {.path = SCENARIO,
                                         .patch = "{}",
                                         .seconds = 120,
                                         .gap = 0.01,
                                         .seed = 1,
                                         .make_scenario = no_change};
    struct plan_job *job = plan_job_start(&request, ring, &bell);
    assert_non_null(job);
    wait_for_plan(&bell, job);
    plan_job_state(job, &now);
    assert_int_equal(now.phase, PLAN_DONE);
    const struct plan_outcome *outcome = plan_job_outcome(job);
    assert_non_null(outcome->plan);
    /* what was told on the way is what stands in the plan */
    assert_true(now.reached[DI_GOAL_RESIDENTIAL].is_solved);
    const double told = now.reached[DI_GOAL_RESIDENTIAL].value;
    assert_near(told, outcome->plan->goal[DI_GOAL_RESIDENTIAL].value, 1e-3 * told);
    assert_true(now.reached[DI_GOAL_RESIDENTIAL].bound <= told * (1 + 1e-6));
    /* the plan changes nothing here: the same luck gives the same children */
    assert_true(now.trial.count > 1);
    assert_int_equal(now.trial.count, now.trial.base_count);
    assert_memory_equal(now.trial.plan, now.trial.base, sizeof now.trial.plan);
    plan_job_destroy(job);
}

static void a_target_out_of_reach_is_named(void **state)
{
    (void)state;
    struct bell bell;
    struct plan_state now;
    bell_init(&bell);
    const struct plan_request request = {
        .path = SCENARIO,
        .patch = "{\"goals\": {\"targets\": {\"own\": {\"residents\": 0, \"by\": "
                 "\"2026-04-01\"}}}}",
        .seconds = 120,
        .gap = 0.01,
        .seed = 1};
    struct plan_job *job = plan_job_start(&request, ring, &bell);
    assert_non_null(job);
    wait_for_plan(&bell, job);
    plan_job_state(job, &now);
    assert_int_equal(now.phase, PLAN_CONFLICT);
    const struct plan_outcome *outcome = plan_job_outcome(job);
    assert_null(outcome->plan);
    assert_int_equal(outcome->conflict.count, 1);
    assert_int_equal(outcome->conflict.limit[0].kind, DI_LIMIT_TARGET);
    plan_job_destroy(job);
}

static void a_cancelled_search_has_no_plan(void **state)
{
    (void)state;
    struct bell bell;
    struct plan_state now;
    bell_init(&bell);
    const struct plan_request request = {
        .path = SCENARIO, .patch = "{}", .seconds = 120, .gap = 0.01, .seed = 1};
    struct plan_job *job = plan_job_start(&request, ring, &bell);
    assert_non_null(job);
    plan_job_cancel(job); /* while it reads the scenario */
    wait_for_plan(&bell, job);
    plan_job_state(job, &now);
    assert_int_equal(now.phase, PLAN_CANCELLED);
    plan_job_destroy(job);
}

/* ---- imports ---- */

#define TABLES DI_SOURCE_DIR "/tests/import/opening"

static const struct import_outcome *read_to_end(struct bell *bell, struct import_job *job)
{
    for (unsigned seen = 0; import_job_is_busy(job);)
        seen = hear(bell, seen);
    return import_job_outcome(job);
}

static struct import_job *start_import(struct bell *bell, const char *table,
                                       const struct import_choices *choices)
{
    const struct import_request request = {.paths = {table},
                                           .path_count = 1,
                                           .choices = *choices,
                                           .onto = TABLES "/base.json",
                                           .path = TABLES "/base.json",
                                           .patch = "{}"};
    bell_init(bell);
    return import_job_start(&request, ring, bell);
}

static void a_register_is_proposed_read_and_compared(void **state)
{
    (void)state;
    struct bell bell;
    struct import_job *job = start_import(&bell, TABLES "/register_changed/input.csv",
                                          &(struct import_choices){.suppress = 0});
    assert_non_null(job);
    const struct import_outcome *outcome = read_to_end(&bell, job);
    assert_non_null(outcome);
    assert_int_equal(outcome->kind, IMPORT_KIND_INSTITUTIONS);
    assert_int_equal(outcome->end, IMPORT_READ);
    assert_true(outcome->before.is_known);
    assert_true(outcome->before.institutions > 2);
    assert_non_null(outcome->base);
    assert_true(outcome->looks[0].sample_count > 0);
    import_job_destroy(job);
}

static void words_that_are_not_known_are_listed(void **state)
{
    (void)state;
    struct bell bell;
    struct import_job *job = start_import(&bell, TABLES "/register_unknown/input.csv",
                                          &(struct import_choices){.suppress = 0});
    const struct import_outcome *outcome = read_to_end(&bell, job);
    assert_int_equal(outcome->end, IMPORT_REFUSED);
    assert_int_equal(outcome->survey.word_count, 3);
    assert_string_equal(outcome->survey.words[0].text, "Nort");
    assert_string_equal(outcome->survey.words[0].nearest, "north");
    assert_int_equal(outcome->survey.words[0].rows, 1);
    import_job_destroy(job);
}

/* Keys and dates of children are in no cell that is kept, and nothing is read before the years
 * are said. */
static void children_are_not_shown(void **state)
{
    (void)state;
    struct bell bell;
    struct import_job *job =
        start_import(&bell, DI_SOURCE_DIR "/tests/import/episodes/russian.csv",
                     &(struct import_choices){.from = 0});
    const struct import_outcome *outcome = read_to_end(&bell, job);
    assert_int_equal(outcome->kind, IMPORT_KIND_EPISODES);
    assert_int_equal(outcome->end, IMPORT_ASKS);
    assert_true(outcome->looks[0].is_of_people);
    assert_int_equal(outcome->looks[0].sample_count, 0);
    for (size_t i = 0; i < IMPORT_SAMPLES * outcome->looks[0].column_count; i++)
        assert_null(outcome->looks[0].samples[i]);
    import_job_destroy(job);
}

static void a_cancelled_import_has_no_outcome(void **state)
{
    (void)state;
    struct bell bell;
    struct import_job *job = start_import(&bell, TABLES "/register_changed/input.csv",
                                          &(struct import_choices){.suppress = 0});
    import_job_cancel(job);
    const struct import_outcome *outcome = read_to_end(&bell, job);
    assert_true(outcome == NULL || outcome->end == IMPORT_READ); /* it may have been over */
    import_job_destroy(job);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stopped_run_keeps_what_is_finished),
        cmocka_unit_test(a_preview_pairs_the_edit_with_its_base),
        cmocka_unit_test(a_plan_is_found_and_tried_with_fresh_luck),
        cmocka_unit_test(a_target_out_of_reach_is_named),
        cmocka_unit_test(a_cancelled_search_has_no_plan),
        cmocka_unit_test(a_register_is_proposed_read_and_compared),
        cmocka_unit_test(words_that_are_not_known_are_listed),
        cmocka_unit_test(children_are_not_shown),
        cmocka_unit_test(a_cancelled_import_has_no_outcome)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

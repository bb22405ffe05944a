/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The service rule of MODEL 8.1 on hand-made schedules. A full rate of 4 hours a day makes the
 * arithmetic plain: a team of 10 hours a day does two jobs at 4 and one at 2.
 */
#include <stdlib.h>

#include "di_test.h"
#include "team.h"

enum { EVENTS = 4096, JOBS = 512 };

struct event {
    di_time time;
    uint32_t job; /* NO_JOB: serve the team */
    uint16_t generation;
    bool is_pending;
};

struct desk {
    struct teams teams;
    struct team team[1];
    struct job jobs[JOBS];
    struct event events[EVENTS];
    uint32_t event_count;
    di_time now;
    double done_day[JOBS]; /* by owner */
};

static const double no_reserve[DI_WORK_CLASSES];

static void schedule_job(void *context, uint32_t job, di_time time)
{
    struct desk *desk = context;
    assert_true(time >= desk->now);
    assert_true(desk->event_count < EVENTS);
    desk->events[desk->event_count++] =
        (struct event){time, job, desk->teams.jobs[job].generation, true};
}

static void schedule_serving(void *context, uint32_t team)
{
    struct desk *desk = context;
    (void)team;
    assert_true(desk->event_count < EVENTS);
    desk->events[desk->event_count++] = (struct event){desk->now, NO_JOB, 0, true};
}

static bool no_room(void *context)
{
    (void)context;
    return false;
}

static struct desk *open_desk(double full_rate, const double *reserve, double hours_per_day)
{
    struct desk *desk = calloc(1, sizeof *desk);
    assert_non_null(desk);
    desk->teams = (struct teams){.jobs = desk->jobs,
                                 .job_capacity = JOBS,
                                 .job_free = NO_JOB,
                                 .team = desk->team,
                                 .team_count = 1,
                                 .context = desk,
                                 .schedule_job = schedule_job,
                                 .schedule_serving = schedule_serving,
                                 .make_room = no_room};
    for (uint32_t i = 0; i < JOBS; i++)
        desk->done_day[i] = -1;
    team_init(desk->team, full_rate, reserve);
    team_set_capacity(&desk->teams, 0, team_rate_of(hours_per_day), 0);
    return desk;
}

/* Endings before serving at one instant, as in the calendar's classes. */
static struct event *next_event(struct desk *desk)
{
    struct event *best = NULL;
    for (uint32_t i = 0; i < desk->event_count; i++) {
        struct event *event = &desk->events[i];
        if (event->is_pending &&
            (best == NULL || event->time < best->time ||
             (event->time == best->time && best->job == NO_JOB && event->job != NO_JOB)))
            best = event;
    }
    return best;
}

static void run_until(struct desk *desk, double day)
{
    const di_time end = di_time_from_days(day);
    for (struct event *event = next_event(desk); event != NULL && event->time <= end;
         event = next_event(desk)) {
        event->is_pending = false;
        desk->now = event->time;
        if (event->job == NO_JOB) {
            team_serve(&desk->teams, 0, desk->now);
        } else if (desk->jobs[event->job].generation == event->generation &&
                   job_happens(&desk->teams, event->job, desk->now)) {
            desk->done_day[desk->jobs[event->job].owner] = di_time_days(desk->now);
            job_drop(&desk->teams, event->job, desk->now);
        }
    }
    desk->now = end;
}

static uint32_t queue(struct desk *desk, uint32_t owner, enum di_work_class work_class,
                      uint64_t level, double hours, double min_days)
{
    const uint32_t job = job_add(&desk->teams, owner, DI_ACTIVITY_ASSESSMENT, owner);
    assert_int_not_equal(job, NO_JOB);
    job_queue(&desk->teams, job, 0, work_class, level, hours, min_days, desk->now);
    return job;
}

static void set_capacity(struct desk *desk, double hours_per_day)
{
    team_set_capacity(&desk->teams, 0, team_rate_of(hours_per_day), desk->now);
}

/* To a second. */
static void assert_done(const struct desk *desk, uint32_t owner, double day)
{
    assert_near(desk->done_day[owner], day, 1.0 / 86400);
}

static void a_job_runs_at_the_full_rate_and_the_last_at_what_is_left(void **state)
{
    (void)state;
    struct desk *desk = open_desk(4, no_reserve, 10);
    for (uint32_t owner = 0; owner < 4; owner++)
        (void)queue(desk, owner, DI_WORK_ASSESSMENT, owner, 12, 0);
    run_until(desk, 100);
    assert_done(desk, 0, 3); /* 12 hours at 4 a day */
    assert_done(desk, 1, 3);
    /* 6 hours by day 3 at 2 a day; then topped up to 4: 6 / 4 days more */
    assert_done(desk, 2, 4.5);
    assert_done(desk, 3, 6); /* starts on day 3 with 6 - 0 left: at 4 a day */
    free(desk);
}

static void free_hours_first_top_up_and_only_then_start_the_next(void **state)
{
    (void)state;
    struct desk *desk = open_desk(4, no_reserve, 7);
    (void)queue(desk, 0, DI_WORK_ASSESSMENT, 0, 4, 0);
    (void)queue(desk, 1, DI_WORK_ASSESSMENT, 1, 12, 0);
    (void)queue(desk, 2, DI_WORK_ASSESSMENT, 2, 6, 0);
    run_until(desk, 100);
    assert_done(desk, 0, 1); /* at 4; the second at 3 */
    assert_done(desk, 1, 1 + (12 - 3) / 4.0);
    /* at 3 a day from day 1 to 3.25: 6.75 > 6, so it ends on day 3 */
    assert_done(desk, 2, 3);
    free(desk);
}

static void falling_hours_cut_the_last_started_first_and_pause_it(void **state)
{
    (void)state;
    struct desk *desk = open_desk(4, no_reserve, 12);
    for (uint32_t owner = 0; owner < 3; owner++)
        (void)queue(desk, owner, DI_WORK_ASSESSMENT, owner, 12, 0);
    run_until(desk, 1);
    set_capacity(desk, 6); /* 4, 2, paused */
    (void)queue(desk, 3, DI_WORK_CRISIS, 0, 2, 0);
    run_until(desk, 100);
    assert_done(desk, 0, 3); /* 8 left on day 1 at 4 a day */
    /* 8 left at 2 a day: 4 left on day 3, then 4 a day; the paused one gets the other 2 */
    assert_done(desk, 1, 4);
    /* 8 left: 2 done by day 4, then 4 a day: 6 / 4; the paused job is before the crisis */
    assert_done(desk, 2, 5.5);
    assert_done(desk, 3, 5); /* starts on day 4 at the remaining 2 a day */
    free(desk);
}

static void rising_hours_wake_the_paused_in_the_order_they_were_started(void **state)
{
    (void)state;
    struct desk *desk = open_desk(4, no_reserve, 8);
    (void)queue(desk, 0, DI_WORK_ASSESSMENT, 0, 8, 0);
    (void)queue(desk, 1, DI_WORK_ASSESSMENT, 1, 8, 0);
    run_until(desk, 1);
    set_capacity(desk, 0);
    run_until(desk, 11);
    set_capacity(desk, 5);
    run_until(desk, 100);
    assert_done(desk, 0, 12);    /* 4 left at 4 a day */
    assert_done(desk, 1, 12.75); /* 4 left: 1 by day 12, then 3 at 4 a day */
    free(desk);
}

static void the_queue_is_head_of_line_by_class_then_level(void **state)
{
    (void)state;
    struct desk *desk = open_desk(4, no_reserve, 4);
    (void)queue(desk, 0, DI_WORK_RENEWAL, 0, 4, 0);
    run_until(desk, 0);
    (void)queue(desk, 1, DI_WORK_RENEWAL, 1, 4, 0);
    (void)queue(desk, 2, DI_WORK_ASSESSMENT, 9, 4, 0);
    (void)queue(desk, 3, DI_WORK_ASSESSMENT, 8, 4, 0);
    (void)queue(desk, 4, DI_WORK_CRISIS, 7, 4, 0);
    run_until(desk, 100);
    assert_done(desk, 0, 1); /* nothing interrupts it */
    assert_done(desk, 4, 2);
    assert_done(desk, 3, 3);
    assert_done(desk, 2, 4);
    assert_done(desk, 1, 5);
    free(desk);
}

static void what_comes_at_one_instant_is_served_by_rank_and_not_by_arrival(void **state)
{
    (void)state;
    struct desk *desk = open_desk(4, no_reserve, 4);
    (void)queue(desk, 0, DI_WORK_RENEWAL, 0, 4, 0);
    (void)queue(desk, 1, DI_WORK_CRISIS, 0, 4, 0);
    run_until(desk, 100);
    assert_done(desk, 1, 1);
    assert_done(desk, 0, 2);
    free(desk);
}

static void the_least_duration_holds_no_hours(void **state)
{
    (void)state;
    struct desk *desk = open_desk(4, no_reserve, 4);
    (void)queue(desk, 0, DI_WORK_ASSESSMENT, 0, 4, 21);
    (void)queue(desk, 1, DI_WORK_ASSESSMENT, 1, 8, 2);
    (void)queue(desk, 2, DI_WORK_ASSESSMENT, 2, 0, 5); /* no hours: starts at once */
    run_until(desk, 100);
    assert_done(desk, 0, 21); /* hours done on day 1 */
    assert_done(desk, 1, 3);  /* starts on day 1 */
    assert_done(desk, 2, 5);
    assert_near(desk->team->hours_worked, 12, 1e-6);
    free(desk);
}

static void a_reserved_share_serves_its_class_and_no_other(void **state)
{
    (void)state;
    const double reserve[DI_WORK_CLASSES] = {[DI_WORK_VISIT] = 0.5};
    struct desk *desk = open_desk(4, reserve, 8); /* 4 for visits, 4 for all */
    (void)queue(desk, 0, DI_WORK_CRISIS, 0, 8, 0);
    (void)queue(desk, 1, DI_WORK_CRISIS, 1, 4, 0);
    run_until(desk, 1);
    (void)queue(desk, 2, DI_WORK_VISIT, 0, 8, 0);
    (void)queue(desk, 3, DI_WORK_VISIT, 1, 8, 0);
    run_until(desk, 100);
    assert_done(desk, 0, 2); /* the visits' share was free, and stayed so */
    assert_done(desk, 1, 3);
    assert_done(desk, 2, 3); /* days 1 to 3 in the share */
    assert_done(desk, 3, 5); /* day 3: in the share or in its turn, the same */
    free(desk);
}

static void a_dropped_job_gives_its_hours_back(void **state)
{
    (void)state;
    struct desk *desk = open_desk(4, no_reserve, 4);
    const uint32_t running = queue(desk, 0, DI_WORK_ASSESSMENT, 0, 40, 0);
    const uint32_t waiting = queue(desk, 1, DI_WORK_ASSESSMENT, 1, 4, 0);
    (void)queue(desk, 2, DI_WORK_ASSESSMENT, 2, 4, 0);
    run_until(desk, 1);
    job_drop(&desk->teams, waiting, desk->now);
    job_drop(&desk->teams, running, desk->now);
    run_until(desk, 100);
    assert_true(desk->done_day[0] < 0 && desk->done_day[1] < 0);
    assert_done(desk, 2, 2);
    assert_int_equal(desk->team->used, 0);
    free(desk);
}

static void a_requeued_job_has_its_new_rank(void **state)
{
    (void)state;
    struct desk *desk = open_desk(4, no_reserve, 4);
    (void)queue(desk, 0, DI_WORK_ASSESSMENT, 0, 4, 0);
    (void)queue(desk, 1, DI_WORK_ASSESSMENT, 1, 4, 0);
    const uint32_t late = queue(desk, 2, DI_WORK_ASSESSMENT, 2, 4, 0);
    run_until(desk, 0.5);
    job_requeue(&desk->teams, late, 0, DI_WORK_URGENT, 5);
    run_until(desk, 100);
    assert_done(desk, 2, 2);
    assert_done(desk, 1, 3);
    free(desk);
}

/* Random loads: every job's hours are worked, never more than there are, and the queue comes
 * out in order whatever the order of insertion and deletion. */
static void no_more_hours_are_worked_than_there_are(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 200; seed++) {
        uint32_t luck = seed * 2654435761u;
        struct desk *desk = open_desk(1 + seed % 5, no_reserve, seed % 17);
        double asked = 0, dropped_hours = 0;
        uint32_t jobs[60];
        for (uint32_t owner = 0; owner < 60; owner++) {
            luck = luck * 1664525u + 1013904223u;
            const double hours = 1 + (luck >> 16) % 20;
            jobs[owner] = queue(desk, owner, (enum di_work_class)(luck >> 8 & 7u), luck >> 20,
                                hours, (luck >> 12) % 9);
            asked += hours;
            run_until(desk, owner * 0.37);
            if (luck % 5 == 0)
                set_capacity(desk, (luck >> 24) % 23);
            if (luck % 11 == 0 && desk->done_day[owner] < 0) {
                const struct job *job = &desk->jobs[jobs[owner]];
                dropped_hours +=
                    job->state == JOB_LAG
                        ? 0
                        : job->hours_left - (double)job->rate *
                                                di_time_days(desk->now - job->since) /
                                                TEAM_RATE_ONE;
                job_drop(&desk->teams, jobs[owner], desk->now);
            }
            team_count_hours(desk->team, desk->now);
            assert_true(desk->team->hours_worked <= desk->team->hours_available + 1e-6);
        }
        set_capacity(desk, 40);
        run_until(desk, 4000);
        assert_int_equal(desk->team->waiting, 0);
        assert_int_equal(desk->team->used, 0);
        assert_near(desk->team->hours_worked, asked - dropped_hours, 1e-4);
        free(desk);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_job_runs_at_the_full_rate_and_the_last_at_what_is_left),
        cmocka_unit_test(free_hours_first_top_up_and_only_then_start_the_next),
        cmocka_unit_test(falling_hours_cut_the_last_started_first_and_pause_it),
        cmocka_unit_test(rising_hours_wake_the_paused_in_the_order_they_were_started),
        cmocka_unit_test(the_queue_is_head_of_line_by_class_then_level),
        cmocka_unit_test(what_comes_at_one_instant_is_served_by_rank_and_not_by_arrival),
        cmocka_unit_test(the_least_duration_holds_no_hours),
        cmocka_unit_test(a_reserved_share_serves_its_class_and_no_other),
        cmocka_unit_test(a_dropped_job_gives_its_hours_back),
        cmocka_unit_test(a_requeued_job_has_its_new_rank),
        cmocka_unit_test(no_more_hours_are_worked_than_there_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The desk: everything of a replication that needs workers. A scenario without roles has no
 * desk, and pays one branch where it would be asked.
 *
 * Which file holds which rule (MODEL 8.1, 8.2, 8.5):
 *   team.c        hours, queue and service of one team
 *   casework.c    what follows what between a request and its decision
 *   preparation.c from the match to the move: reservation, renewal, preparation
 *   monitoring.c  visits, lateness, crises
 *   adoption.c    adoption by request
 *   review.c      reviews of care plans
 *   service_hours.c  hours of prevention, diversion and aftercare
 *   caseload.c    who counts as a case, and the gate before preparation
 *   workforce.c   from workers to hours
 */
#ifndef DI_CARE_DESK_H
#define DI_CARE_DESK_H

#include <stdbool.h>
#include <stdint.h>

#include "di/model.h"
#include "di/time.h"
#include "di/work_result.h"

#include "team.h"

/* Cases of one region and the preparations that wait for their number to fall. */
struct caseload {
    int32_t cases;
    double limit;                /* HUGE_VAL: none */
    uint32_t gate;               /* heap of idle preparations, or NO_JOB */
    int32_t late;                /* children with a visit later than allowed */
    di_time at;                  /* days below are counted up to here */
    struct di_work_region count; /* of the running quarter */
    uint8_t is_scheduled;
};

/* What the desk knows of a request: beside its row, so that runs without workers pay nothing.
 */
struct casefile {
    di_time assessed; /* end of the last assessment or renewal, or REQUEST_UNDECIDED */
    di_time keep_left, keep_since; /* of the reservation; REQUEST_UNDECIDED: it stands still */
    uint32_t match_unit;           /* reserved; NO_JOB: the option needs no place */
    uint32_t next_matched, previous_matched; /* children matched to the same unit, or NO_SLOT */
    uint32_t preparation;                    /* job, or NO_JOB */
    uint16_t case_region;                    /* counted as a case there; DI_NONE: not */
    uint8_t match_option;                    /* or DI_OPTIONS: no match */
    uint8_t rejoins; /* bits: options to wait for again after a reservation ran out */
    uint8_t renewals;
    uint8_t is_together : 1; /* siblings matched to one place move together */
    uint8_t is_prepared : 1;
    uint8_t is_traced : 1;
    uint8_t is_check : 1;           /* assessment only: the child lives in a family */
    uint8_t waits_for_siblings : 1; /* decided, asks for no place before they are */
};

_Static_assert(sizeof(struct casefile) == 48, "one for each request");

struct desk {
    struct teams teams; /* [region][role] */
    uint32_t role_count;
    uint16_t *team_of;   /* [region][activity]: team, or UINT16_MAX */
    uint32_t *first_job; /* [child]: list of its jobs through next_of_owner, or NO_JOB */
    uint32_t child_capacity;
    struct casefile *files; /* [request] */
    uint32_t file_capacity;
    uint32_t *plan_day;        /* [child] of its care plan, or NO_JOB; care_plan.c */
    uint64_t *assessed;        /* bit set by child: assessed before the start, not yet used */
    uint32_t *adoption_of;     /* [child] job of its adoption file, or NO_JOB */
    uint32_t *review_of;       /* [child] job of its next review, or NO_JOB; NULL: no reviews */
    struct caseload *caseload; /* [region] */
    struct watch *watches;     /* monitored children; monitoring.c */
    di_time *next_owed;        /* [watch] due date of a visit that fell due while another was
                                  being made; where watch.owes_next says so */
    uint8_t *visit_month; /* [watch] of its next visit, if the calendar does not hold it yet;
                             else NO_MONTH */
    uint32_t next_owed_capacity, visit_month_capacity;
    uint32_t watch_used, watch_capacity, watch_free;
    uint32_t *watch_of;         /* [child] row of watches, or NO_JOB */
    uint64_t *late, *supported; /* bits by child: what multiplies its hazards */
    uint32_t *first_matched;    /* [unit] child matched to it, or NO_SLOT; preparation.c */
    struct workforce *workforce;
    struct di_work_team *counted; /* [team]: sums up to the last quarter */
};

/* The team that does an activity in a region, or UINT16_MAX: nobody. */
static inline uint32_t desk_team(const struct desk *desk, uint32_t region,
                                 enum di_activity activity)
{
    return desk->team_of[region * DI_ACTIVITIES + (uint32_t)activity];
}

struct di_care;
struct di_event;

/* ---- desk.c ---- */
enum di_status desk_create(struct di_care *care);
void desk_destroy(struct di_care *care);
void desk_reset(struct di_care *care);
void desk_start(struct di_care *care);
void desk_event(struct di_care *care, const struct di_event *event);
/** The event of a row that has changed since it was scheduled. */
bool desk_is_stale(const struct di_care *care, const struct di_event *event);
uint64_t desk_order(const struct di_care *care, uint8_t event_class, uint32_t index);
bool desk_has_child(struct di_care *care, uint32_t slot); /* false: no memory */
void desk_forget_child(struct di_care *care, uint32_t slot);

/* ---- job_trace.c ---- */
void job_trace(void *care, uint32_t job, enum job_note note); /* for struct teams */

/* ---- care_plan.c: who has a care plan; all do nothing without a desk ---- */
void care_plan_note(struct di_care *care, uint32_t slot, int32_t day); /* made or renewed */
void care_plan_forget(struct di_care *care, uint32_t slot);
void care_plan_quarter(struct di_care *care); /* at the end of a quarter */

/* ---- casework.c: from request to decision ---- */
/** false: no memory. */
bool casework_new_file(struct di_care *care, uint32_t request, bool is_check);
void casework_open(struct di_care *care, uint32_t slot);
void casework_close(struct di_care *care, uint32_t slot);
void casework_refresh(struct di_care *care, uint32_t slot); /* place, age or rank changed */
bool casework_may_ask(const struct di_care *care, uint32_t slot); /* decided, not matched */
/** Is it known whether the option suits? If not, tracing is under way. */
bool casework_knows(struct di_care *care, uint32_t slot, enum di_option option);
/** Start an activity of the child's request. true: it needed no time, and the child has moved.
 */
bool casework_start(struct di_care *care, uint32_t slot, enum di_activity activity);
void casework_begin(struct di_care *care, uint32_t slot, uint32_t job); /* of an idle job */
void casework_drop(struct di_care *care, uint32_t slot, enum di_activity activity);
void casework_happens(struct di_care *care, uint32_t job);
double casework_hours(const struct di_care *care, uint32_t slot, enum di_activity activity,
                      uint32_t ordinal);
/** The team of the region where the child lives now, or UINT16_MAX. */
uint32_t casework_team(const struct di_care *care, uint32_t slot, enum di_activity activity);
uint32_t casework_add_job(struct di_care *care, uint32_t slot, enum di_activity activity);
/** Hours of an activity that is no child's, at the luck of `u`. */
/* Of a mean, by its law and a uniform. */
double work_law_sample(const struct di_work_law *law, double mean, double u);
double casework_sampled_hours(const struct di_activity_plan *plan, double u);
/** Ask for the assessment of an applicant; carer_pipeline_hours_done is the answer. false: it
 * takes no hours here, and there will be no answer. */
bool casework_assess_carers(struct di_care *care, uint32_t region, uint32_t applicant,
                            uint64_t order, uint64_t key);
/** A child whom the ladder placed in a family is assessed there. */
void casework_after_ladder(struct di_care *care, uint32_t slot);
void casework_note_assessed(struct di_care *care, uint32_t slot);
/** Noted, and not yet used by a request. */
bool casework_is_assessed(const struct di_care *care, uint32_t slot);
/** The child lives elsewhere now: what was found on the first day is no assessment of that. */
void casework_forget_assessed(struct di_care *care, uint32_t slot);

/* ---- service_hours.c ---- */
/** A service begins; `order` is the canonical id of whom it serves, `u` its luck. */
void service_hours_begin(struct di_care *care, uint32_t region, enum di_activity activity,
                         uint64_t order, double u);

/* ---- adoption.c: by request ---- */
void adoption_ready(struct di_care *care, uint32_t slot); /* adopters are found */
bool adoption_is_underway(const struct di_care *care, uint32_t slot);
void adoption_file_done(struct di_care *care, uint32_t slot);
void adoption_drop(struct di_care *care, uint32_t slot); /* the child leaves care */

/* ---- review.c: all do nothing unless the scenario has reviews ---- */
void review_plan(struct di_care *care, uint32_t slot); /* the plan is of today */
void review_happens(struct di_care *care, uint32_t job);
void review_drop(struct di_care *care, uint32_t slot); /* the child leaves care */
bool review_is_awaited(const struct job *job);         /* its date is still to come */

/* ---- sibling_wait.c: who stays together asks together ---- */
bool request_is_alone(const struct di_care *care, uint32_t slot); /* wants its own place */
bool sibling_wait_is_due(const struct di_care *care, uint32_t slot);
void sibling_wait_begin(struct di_care *care, uint32_t slot);
/** The child is decided, has moved, or asks no more. */
void sibling_wait_end(struct di_care *care, uint32_t slot);

/* ---- preparation.c: from match to move. Each returns true if the child has moved ---- */
bool preparation_match(struct di_care *care, uint32_t slot, enum di_option option,
                       uint32_t unit, bool together);
bool preparation_renewed(struct di_care *care, uint32_t slot);
bool preparation_admit(struct di_care *care, uint32_t slot); /* below the caseload limit */
bool preparation_done(struct di_care *care, uint32_t slot);
void preparation_drop(struct di_care *care, uint32_t slot);
void preparation_expire(struct di_care *care, uint32_t job);
bool preparation_is_open(const struct di_care *care, uint32_t slot); /* has a match */
void preparation_unit_lost(struct di_care *care, uint32_t unit);     /* its family leaves */

/* ---- caseload.c ---- */
void caseload_add(struct di_care *care, uint32_t region);
void caseload_remove(struct di_care *care, uint32_t region);
void caseload_set_limit(struct di_care *care, uint32_t region, double limit);
bool caseload_wait(struct di_care *care, uint32_t slot); /* true: it has moved already */
void caseload_leave_gate(struct di_care *care, uint32_t job);
void caseload_rank_again(struct di_care *care, uint32_t slot, uint32_t job);
void caseload_count_time(struct di_care *care, uint32_t region);
void caseload_open_gate(struct di_care *care, uint32_t region);

/* ---- workforce.c: from workers to hours ---- */
enum di_status workforce_create(struct di_care *care);
void workforce_destroy(struct di_care *care);
void workforce_reset(struct di_care *care);
void workforce_start(struct di_care *care);
void workforce_fill(struct di_care *care, uint32_t entry); /* its posts change today */
void workforce_count_time(struct di_care *care, uint32_t team);
void workforce_month(struct di_care *care);
void workforce_shocked(struct di_care *care); /* a shock began or ended */
/** Staff of an institution of the region who go into training as case managers, beyond the
 * posts; nobody without a desk. */
void workforce_redeploy(struct di_care *care, uint32_t region, double fte);
void workforce_event(struct di_care *care, const struct di_event *event);
uint64_t workforce_order(const struct di_care *care, uint32_t worker);

/* ---- monitoring.c: visits and crises ---- */
void monitoring_begin(struct di_care *care, uint32_t slot); /* where it now lives, if watched */
void monitoring_end(struct di_care *care, uint32_t slot);   /* its clocks are planned after */
void monitoring_end_at_home(struct di_care *care, uint32_t slot);
double monitoring_factor(const struct di_care *care, uint32_t slot, enum di_path path);
void monitoring_job_done(struct di_care *care, uint32_t row, enum di_activity activity);
void monitoring_event(struct di_care *care, uint32_t row, uint8_t purpose);
/** At the last instant before `month`: the visits that fall due in it. */
void monitoring_file_month(struct di_care *care, uint32_t month);
uint64_t monitoring_order(const struct di_care *care, uint32_t row);

/* ---- work_record.c ---- */
void work_record_quarter(struct di_care *care, uint32_t quarter); /* before the recorder's */

#endif

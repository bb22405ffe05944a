/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state of one replication, shared by the process files of this folder. Each process is
 * one file; this header lists what they may call of each other, file by file.
 */
#ifndef DI_CARE_SYSTEM_H
#define DI_CARE_SYSTEM_H

#include <stdbool.h>
#include <stdint.h>

#include "di/calendar.h"
#include "di/care.h"
#include "di/draw.h"
#include "di/event_class.h"
#include "di/key.h"
#include "di/purpose.h"

#include "canonical_id.h"
#include "child.h"
#include "desk.h"
#include "event_purpose.h"
#include "lane_merge.h"
#include "point_strip.h"
#include "recorder.h"
#include "row_fetch.h"
#include "slots.h"
#include "unit.h"
#include "waiting_list.h"

struct strip {
    struct point_strip points;
    uint32_t number; /* n of MODEL 6, from 1 */
    uint32_t step;   /* of its entry_rate at the last point */
    uint16_t region;
    uint16_t reason;
};

struct strips {
    struct strip *items;
    uint32_t count, capacity;
};

/* Group rates of one (region, reason) as a step function, region-year multiplier apart. */
struct entry_rate {
    uint32_t count;
    int32_t *day;   /* the first of every month is one of them */
    uint16_t *year; /* of the scenario: each step lies in one */
    double *groups_per_year;
    double highest;
    double age_cumulative[18]; /* of the eldest, by single year */
};

/* Entities that are not children, units or strips carry this bit within their class. */
#define OTHER_ENTITY UINT32_C(0x80000000)
/* Edges of shocks and strips of the justice strand carry this bit beside the other. */
#define SHOCK_ENTITY UINT32_C(0x20000000)
/* Entities of carer_pipeline.c carry both bits. */
#define CARER_ENTITY UINT32_C(0xc0000000)
/* Strips of supply_response.c. */
#define SUPPLY_ENTITY UINT32_C(0xd0000000)

/* Owners of jobs that trace a child sent home by a shock carry this bit. */
#define TRACED_OWNER UINT32_C(0x80000000)
/* Jobs, teams and workers of the desk carry this one. */
#define WORK_ENTITY UINT32_C(0x40000000)

static inline bool is_of_desk(uint32_t entity)
{
    return (entity & CARER_ENTITY) == WORK_ENTITY;
}

/* What is known of a pathway before any child is seen: cheap answers come first. */
struct cause_rule {
    uint64_t key;    /* of the pathway */
    uint8_t pathway; /* of the setting */
    uint8_t is_place_clock;
    uint8_t is_steady;  /* for one child in one visit the factor never changes */
    uint8_t has_person; /* the factor depends on the person */
    uint8_t has_time;   /* the factor or the mode depends on the date */
    uint8_t has_age;    /* ... on the age band */
    uint8_t has_years;  /* ... on the years in care */
    uint8_t has_shock;  /* ... on what a shock may do */
};

/* A setting as events see it; setting_rule.c. */
struct setting_rule {
    di_time max_stay;    /* DI_TIME_NEVER: none */
    int32_t edge_days;   /* from birth to the upper edge of its age range; DI_NO_DAY: none */
    int32_t notice_days; /* a year before that edge */
    int32_t leave_days;  /* from birth until those who stayed on leave */
    uint8_t kind;
    uint8_t is_care;      /* counted in K3 */
    uint8_t has_stock;    /* not absorbing: most of who is there otherwise keeps no row */
    uint8_t is_urgent;    /* emergency family or unplaced: every option is open from there */
    uint8_t open_options; /* bits: open by request until `rules_until` */
};

/* Waiting times of the scenario in the clock's units, ages as days from birth. */
struct terms {
    int32_t band_days[DI_AGE_BANDS_MAX];
    int32_t days_at_3, days_at_18;
    di_time monitoring, guarantee, disability_after, split_after, option_wait;
    bool suitable_by_years; /* shares of suitable children depend on their years in care */
};

struct institution_life { /* closure.c */
    int32_t shut_day;     /* moratorium: the model's dates, or those of auto_close */
    int32_t wind_down_day, close_by_day;
    int32_t shut_residents; /* when the moratorium began */
    di_time idle_at;        /* empty places are counted up to here */
    double quarter_idle_days;
    int32_t redeploy_day; /* of its staff; set when it closes */
    uint8_t is_closed;
    uint8_t has_redeployed;
};

struct member_draft { /* of a group at the gate */
    int32_t birth_day;
    uint8_t sex, disability;
};

struct dated_change { /* of capacity or rules, in time order */
    int32_t day;
    uint32_t institution, carers; /* UINT32_MAX: none */
    uint16_t setting;             /* DI_NONE: none */
    uint16_t region;
    uint8_t is_policy;
    uint8_t is_moratorium;
    uint8_t is_suitability;
    uint8_t is_increase;
};

struct di_care {
    const struct di_model *model;
    const struct di_warm_start *start;
    struct di_stream stream;
    uint64_t seed;
    uint32_t replication;
    bool (*is_cancelled)(void *context);
    void *cancel_context;
    void (*on_quarter)(void *context, uint32_t quarters); /* gets cancel_context; may be NULL */
    void (*on_entry)(void *context, uint64_t child, di_time time, bool is_return);
    void *entry_context;
    di_trace_sink on_trace; /* NULL: no trace */
    void *trace_context;
    di_time now, end;
    struct di_calendar calendar;

    struct child *children;
    uint8_t *resident_marks; /* [child] resident_mark.c */
    struct slots child_slots;
    struct group *groups;
    struct slots group_slots;
    struct carry *carries;
    struct slots carry_slots;
    struct clock_table *clock_tables; /* [causes + 1], by number of pathways */
    struct away *aways;               /* families kept from care; gate_return.c */
    struct slots away_slots;
    di_time filed_until; /* of what is filed by the month, all before it is in the calendar */
    uint32_t first_unfiled; /* the month that begins then */
    int32_t *month_days;    /* [months + 1] first day of each; the last ends the horizon */
    di_time away_until;     /* whoever comes back before is in the calendar */
    uint32_t causes;        /* pathways of the setting that has most */

    struct unit *units;
    uint32_t unit_count;
    struct occupancy *occupancy; /* [institutions] */
    struct justice_state *justice;
    struct shock_state *shocks; /* NULL: the model has none */
    uint32_t *pool_unit;        /* [setting][region], or NO_SLOT */
    uint16_t kind_settings[DI_SETTINGS_MAX +
                           DI_SETTING_BUILTIN_COUNT]; /* the country's settings by kind */
    uint32_t kind_first[DI_KIND_COUNT + 1];
    int64_t free_nation[DI_SETTINGS_MAX + DI_SETTING_BUILTIN_COUNT]; /* [setting] */
    int64_t *free_places;        /* [setting][region]: of all units, moratorium or not */
    uint32_t *region_unit_list;  /* institution and home units by (setting, region), by rank */
    uint32_t *region_unit_first; /* [setting][region + 1] */
    struct carers_index *carers;
    uint32_t *carers_list;  /* entries by (setting, region), by rank */
    uint32_t *carers_first; /* [setting][region + 1] */

    struct institution_life *lives;       /* [institution] */
    struct ranked_party *residents_order; /* scratch of a monthly look at an institution */
    uint32_t residents_order_capacity;
    bool is_unexplained; /* set while an unexplained child comes in, likewise */
    bool is_evacuation;  /* set while residents are moved by an evacuation, which may exceed a
                            licence and enter under a moratorium (MODEL 8.6, 8.8) */
    struct supply_response *supply;  /* NULL: empty beds draw nobody */
    struct carer_pipeline *pipeline; /* NULL: no carers are recruited */
    int32_t *place_counts; /* [region][setting][DI_PLACE_MEASURES] of the running quarter */
    uint64_t *family_time; /* [region][setting][DI_FAMILY_TIMES]; family_time.c */

    struct entry_rate *entry_rates; /* [region][reason] */
    double *region_year;            /* [region][years]: e_r of this replication */
    uint32_t years;
    struct strips strips;
    int32_t *prevention_used; /* [region] */

    struct setting_rule *rules; /* [setting] */
    uint8_t *target_is_open;    /* [setting][setting]: by request, until `rules_until` */
    di_time rules_until;        /* DI_NO_DAY's instant: for ever */
    struct terms terms;
    uint8_t rank_of_levels[WAITING_RANKS]; /* of a list, by bits of enum di_priority */
    struct cause_rule *cause_rules;        /* [setting][causes], likely ones first */
    double *bounds; /* [setting][age band][disability][causes], in that order: per year, no
                       child's hazard ever exceeds it times Z */
    struct dated_change *changes;
    uint32_t change_count;

    uint32_t *unplaced;
    uint32_t unplaced_count, unplaced_capacity;
    uint32_t unplaced_most;              /* in any replication */
    struct ranked_party *unplaced_order; /* scratch of the monthly update: key and child */
    uint32_t unplaced_order_capacity;
    int32_t *census;      /* scratch of the invariants: [region][setting] */
    int32_t *unit_census; /* [unit] */
    uint64_t time_census; /* child-time reported so far */

    struct desk *desk;                   /* NULL: nothing needs workers */
    struct row_notes fetched[ROW_LISTS]; /* by cell of the calendar, modulo their number */

    struct waiting waiting;
    struct lane_merge fitting,
        larger; /* parties a freed place fits; those it is too small for */
    uint8_t band_matters[DI_OPTIONS]; /* bit b: what fits differs between bands b - 1 and b */
    int32_t option_from_day[DI_OPTIONS]; /* first date an option exists by request */
    struct recorder recorder;
    struct di_resident *residents;
    uint64_t residents_max;

    uint64_t events;
    uint64_t purpose_events[EVENT_PURPOSES];
    uint64_t children_ever;
    uint64_t allocations;
    enum di_status status; /* first failure; the loop stops on it */
    struct di_error error;
};

/* ---- setting_rule.c ---- */
enum di_status setting_rules_create(struct di_care *care);
void setting_rules_open(struct di_care *care, di_time now);

/* ---- child.c: rows ---- */
/** Room for so many, so that the tables need not grow to it step by step. */
void child_reserve(struct di_care *care, uint32_t children, uint32_t groups);
/** Nobody is there: the tables of children, groups and carries before a replication. */
void child_restart(struct di_care *care);
uint32_t child_add(struct di_care *care); /* NO_SLOT: memory; the care object then failed */
void child_remove(struct di_care *care, uint32_t slot);
uint32_t group_add(struct di_care *care);
void group_remove(struct di_care *care, uint32_t slot);
void child_join_group(struct di_care *care, uint32_t slot, uint32_t group);
struct carry *child_carry(struct di_care *care,
                          uint32_t slot); /* made on first need; or NULL */
struct carry *child_carry_if_any(const struct di_care *care, uint32_t slot);
void child_drop_carry(struct di_care *care, uint32_t slot);
void child_begin_state(struct di_care *care, uint32_t slot, di_time since); /* and `place` */
void child_begin_place(struct di_care *care, uint32_t slot); /* now, `state` running on */
void child_count_visit(struct child *child, enum di_kind kind);
void child_name(const struct di_care *care, uint32_t slot, char *buffer, size_t size);
double child_uniform(const struct di_care *care, uint32_t slot, enum di_purpose purpose,
                     uint32_t index);

/* ---- resident_mark.c: who lives in an institution, found without reading every row ---- */
/** Beside the children's table, if it had `before` rows and has more now. false: no memory. */
bool resident_mark_grow(struct di_care *care, uint32_t before);
void resident_mark_set(struct di_care *care, uint32_t slot, uint32_t unit);
/** The first resident at slot `from` or later, or NO_SLOT. */
uint32_t resident_mark_next(const struct di_care *care, uint32_t institution, uint32_t from);

/* ---- cause_bound.c: what is known of causes before any child is seen ---- */
enum di_status cause_bound_create(struct di_care *care);
/* [causes] in the order of the setting's cause_rules. */
double *cause_bounds_of(const struct di_care *care, uint32_t setting, uint32_t band,
                        uint32_t disability);

/* ---- clocks.c: what happens to a child next ---- */
void clocks_plan(struct di_care *care, uint32_t slot);         /* replaces the pending event */
void clocks_plan_on(struct di_care *care, uint32_t slot);      /* place and clocks as planned */
void clocks_plan_request(struct di_care *care, uint32_t slot); /* only the request changed */
void clocks_carry_over(struct di_care *care, uint32_t slot, uint32_t new_setting);
void clocks_after_refusal(struct di_care *care, uint32_t slot, uint32_t pathway);
/** Before a factor changes that the planned future does not contain; plan again after it. */
void clocks_keep(struct di_care *care, uint32_t slot);
/** Adoption, and return from family care: by request the clock is no way out of its own. */
bool clocks_runs_by_request(enum di_kind kind, const struct di_pathway *pathway);
bool clocks_is_return_decision(const struct di_care *care, const struct child *child,
                               const struct di_pathway *pathway);
bool clocks_reenters(const struct di_care *care, uint32_t slot); /* a child at home */

/* ---- transition.c: what each event of a child does ---- */
void transition_event(struct di_care *care, uint32_t slot, uint32_t purpose);

/* ---- movement.c: the one place where a child changes its place ---- */
void movement_to(struct di_care *care, uint32_t slot, uint32_t setting, uint32_t unit,
                 enum di_move move);
void movement_home(struct di_care *care, uint32_t slot, enum di_move move, bool monitored);
void movement_discharge(struct di_care *care, uint32_t slot, uint32_t shock);
void movement_leave(struct di_care *care, uint32_t slot, uint32_t setting, enum di_move move);
/** `outside`: DI_FROM_OUTSIDE_NEW, DI_FROM_OUTSIDE_RETURN or DI_SETTING_UNEXPLAINED_IN, which
 * exceeds places and enters under moratorium. */
void movement_enter(struct di_care *care, uint32_t slot, uint32_t setting, uint32_t unit,
                    uint16_t outside, enum di_move move);
void movement_at_start(struct di_care *care, uint32_t slot, uint32_t setting, uint32_t unit);

/* ---- unit.c: places ---- */
enum di_status units_create(struct di_care *care);
void units_destroy(struct di_care *care);
void units_reset(struct di_care *care);
void unit_occupy(struct di_care *care, uint32_t unit, bool may_exceed);
void unit_vacate(struct di_care *care, uint32_t unit);
void unit_license(struct di_care *care, uint32_t unit, int32_t licensed);
void unit_reserve(struct di_care *care, uint32_t unit, uint32_t party, int32_t places);
void unit_release(struct di_care *care, uint32_t unit);
void unit_shut(struct di_care *care, uint32_t unit);     /* its moratorium begins */
void unit_evacuate(struct di_care *care, uint32_t unit); /* admits nobody until reopened */
void unit_reopen(struct di_care *care, uint32_t unit);
/* Places of a family that rests, out of reach; 0: free again. */
void unit_set_resting(struct di_care *care, uint32_t u, int32_t places);
void unit_keep(struct di_care *care, uint32_t unit);   /* one place for a matched child */
void unit_unkeep(struct di_care *care, uint32_t unit); /* it is free again */
void unit_expect(struct di_care *care, uint32_t unit); /* who occupies next has a kept place */

/* ---- place_search.c: places a child could have ---- */
bool unit_is_open(const struct di_care *care, const struct unit *unit); /* no moratorium */
bool unit_admits(const struct di_care *care, const struct unit *unit,
                 const struct child *child); /* profile only */

bool unit_is_before(const struct di_care *care, uint32_t a, uint32_t b); /* canonical order */
/** What a search for places asks. */
struct place_request {
    const uint32_t *children;
    uint32_t count;
    uint16_t region;
    uint16_t setting; /* settings are searched one by one */
    uint32_t except;  /* unit not wanted: the family just lost */
    bool asks_acceptance;
    bool may_overfill;
    uint16_t only_setting; /* DI_NONE: any of the kinds */
    bool is_ladder;        /* only settings the entry ladder may use */
    bool is_by_request;    /* only settings open by request, and no family a child has lost */
};
/** Free fitting unit of one setting in one region by the order of MODEL 8.3: fewest places left
 * over, then lowest id. NO_SLOT if there is none. */
uint32_t unit_find(const struct di_care *care, const struct place_request *request);
/** false: no setting of the kind has a free place in the region or its neighbours. */
bool unit_may_be_free(const struct di_care *care, enum di_kind kind, uint16_t region);
/** unit_find over the settings of a kind in own region, neighbours, and (if `national`) all
 * others by rank. */
uint32_t unit_search(const struct di_care *care, struct place_request *request,
                     const enum di_kind *kinds, uint32_t kind_count, bool national);

/* ---- ladder.c ---- */
enum {
    RUNG_KIN = 1,
    RUNG_EMERGENCY,
    RUNG_FOSTER,
    RUNG_INSTITUTION,
    RUNG_SGH,
    RUNG_OVERFILL,
    RUNG_UNPLACED
};
enum ladder_reason { LADDER_ENTRY, LADDER_RETURN, LADDER_BREAKDOWN, LADDER_MOVE };
/** Does `no_under3_admission` shut residential care to one of them? */
bool ladder_is_closed(const struct di_care *care, const uint32_t *children, uint32_t count);
void ladder_place_group(struct di_care *care, const uint32_t *children, uint32_t count,
                        enum ladder_reason reason);
void ladder_place(struct di_care *care, uint32_t slot, uint32_t first_rung, uint32_t last_rung,
                  uint32_t lost_unit, enum ladder_reason reason);
/** Rungs first..last only; false: none fits and the child stays where it is. */
bool ladder_try(struct di_care *care, uint32_t slot, uint32_t first_rung, uint32_t last_rung,
                uint32_t lost_unit, enum ladder_reason reason);

/* ---- entry.c ---- */
enum di_status entry_create(struct di_care *care);
void entry_destroy(struct di_care *care);
void entry_start(struct di_care *care);
void entry_arrive(struct di_care *care, uint32_t strip);
void entry_file_month(struct di_care *care, uint32_t month); /* arrivals, as next_event's */
void entry_listed(struct di_care *care, uint32_t index);
/** A child alone, made at the last point of its strip; nowhere yet. NO_SLOT: no memory. */
uint32_t entry_single(struct di_care *care, const struct strip *strip,
                      const struct member_draft *draft);
/** A family that was kept from care is at the gate again. */
void entry_again(struct di_care *care, uint64_t order, uint16_t returns, int32_t arrival_day);
/** A child who is placed because a bed is empty (supply_response.c). */
struct entry_bed {
    uint64_t key;
    uint32_t strip, ordinal; /* of the canonical id */
    uint16_t region, reason, setting;
};
/** false: no free bed of the setting in the region admits it; nothing has happened. */
bool entry_into_bed(struct di_care *care, const struct entry_bed *bed);
void entry_prevention_end(struct di_care *care, uint32_t region);

/* ---- gate_return.c: families kept from care ---- */
void gate_return_start(struct di_care *care);
void gate_return_month(struct di_care *care, uint32_t month);
/** The group is back at `back`, if that is before the horizon. */
void gate_return_restart(struct di_care *care);
void gate_return_keep(struct di_care *care, const struct group *group, int32_t arrival_day,
                      di_time back);
void gate_return_arrive(struct di_care *care, uint32_t row);
uint64_t gate_return_order(const struct di_care *care, uint32_t row);
size_t gate_return_bytes(const struct di_care *care);

/* ---- population.c: the initial stock ---- */
enum di_status population_create(struct di_care *care);
void population_start(struct di_care *care);

/* ---- request.c ---- */
void request_open(struct di_care *care, uint32_t slot);
/** `end`: DI_SPELL_EVENT if the child is being placed, DI_SPELL_OTHER if it leaves. */
void request_close(struct di_care *care, uint32_t slot, enum di_spell_end end);
void request_home_ready(struct di_care *care, uint32_t slot);
void request_refresh(struct di_care *care, uint32_t slot);  /* its place changed */
void request_birthday(struct di_care *care, uint32_t slot); /* into the next age band */
/** Shares of children an option suits have changed for the child, by date or years in care. */
void request_suitability(struct di_care *care, uint32_t slot);
/** When they next change with the child's years in care; DI_TIME_NEVER. */
di_time request_suitability_changes(const struct di_care *care, uint32_t slot);
void request_threshold(struct di_care *care, uint32_t slot);
bool request_should_open(const struct di_care *care, uint32_t slot);
enum di_kind request_kind_of(enum di_option option);
/** Does the pathway, while by request, open the option? */
bool request_is_answered_by(const struct di_model *model, const struct di_pathway *pathway,
                            enum di_option option);
/** Assessment only: a child who lives in a family asks for no other place. */
void request_open_check(struct di_care *care, uint32_t slot);
bool request_is_in_use(const struct di_care *care); /* is any option open by request today? */
void request_decide(struct di_care *care, uint32_t slot);  /* assessment and plan complete */
void request_traced(struct di_care *care, uint32_t slot);  /* kin and return are known */
void request_suspend(struct di_care *care, uint32_t slot); /* matched: waits nowhere else */
void request_resume(struct di_care *care, uint32_t slot);  /* the match ended: from the next
                                                              instant it waits again */
enum di_status request_create(struct di_care *care);

/* ---- priority.c: the order of waiting ---- */
void priority_prepare(struct di_care *care); /* when the object is made */
struct party_key priority_key(const struct di_care *care, uint32_t slot);
struct party_key priority_of_party(const struct di_care *care, const struct party *party);
uint64_t priority_of_child(const struct di_care *care, uint32_t slot); /* its id apart */
uint64_t priority_of_nobody(const struct di_care *care); /* no level, asking now: comes last */
di_time priority_next_change(const struct di_care *care, uint32_t slot);

/* ---- matching.c ---- */
enum di_status matching_create(struct di_care *care);
void matching_destroy(struct di_care *care);
void matching_run(struct di_care *care, uint32_t list);
void matching_touch_party(struct di_care *care, uint32_t party);
void matching_touch_unit(struct di_care *care, uint32_t unit);
/* Was the family lost by one of the children a search is for? */
bool matching_lost_any(const struct di_care *care, const struct place_request *request,
                       uint32_t unit);
/* May all of them be placed there by request? */
bool matching_is_open(const struct di_care *care, const struct place_request *request,
                      uint32_t setting);

/* ---- family_hold.c: a family for a group that was passed over too often ---- */
void family_hold_begin(struct di_care *care, uint32_t party);
void family_hold_drop(struct di_care *care, uint32_t party);
void family_hold_end(struct di_care *care, uint32_t unit); /* hold_days are over */

/* ---- carer_pipeline.c: families won ---- */
enum di_status carer_pipeline_create(struct di_care *care); /* after units_create */
void carer_pipeline_destroy(struct di_care *care);
void carer_pipeline_reset(struct di_care *care); /* before the first child is settled */
void carer_pipeline_start(struct di_care *care);
void carer_pipeline_event(struct di_care *care, const struct di_event *event);
uint64_t carer_pipeline_order(const struct di_care *care, uint8_t event_class, uint32_t index);
uint32_t carer_pipeline_families_max(const struct di_model *model, uint32_t carers);
void trace_family(const struct di_care *care, enum di_trace_event event, uint32_t unit);
/** The assessment of an applicant is done (MODEL 8.1): the recruiters' answer. */
void carer_pipeline_hours_done(struct di_care *care, uint32_t applicant);

/* ---- family_rest.c ---- */
/** A family's child has just left it: does the family rest? */
void family_rest_begin(struct di_care *care, uint32_t u, uint32_t slot);
void family_rest_end(struct di_care *care, uint32_t u);

/* ---- family_leaving.c: families lost ---- */
void family_begin(struct di_care *care, uint32_t unit); /* approved: its clock starts */
void family_note_breakdown(struct di_care *care, uint32_t unit);
void family_take(struct di_care *care, uint32_t unit, uint32_t slot);
void family_release(struct di_care *care, uint32_t unit, uint32_t slot);
void family_file_month(struct di_care *care, uint32_t month); /* as next_event's */
void family_leave_if_current(struct di_care *care, uint32_t unit, uint16_t generation);

/* ---- closure.c: the life of institutions ---- */
enum di_status closure_create(struct di_care *care);
void closure_start(struct di_care *care);
void closure_shut(struct di_care *care, uint32_t institution); /* the moratorium begins */
void closure_check(struct di_care *care, uint32_t unit);       /* closes it if it is time */
bool closure_is_closed(const struct di_care *care, uint32_t institution);
/** Counts an admission; one under moratorium without a name stops the run. */
void closure_note_admission(struct di_care *care, uint32_t slot, uint32_t unit);
void closure_note_departure(struct di_care *care, uint32_t unit, uint32_t to_setting,
                            enum di_move move);
bool closure_refuses_transfer(struct di_care *care, uint32_t unit);
/** Under moratorium, with a sibling there and room for all; or NO_SLOT. */
uint32_t closure_sibling_unit(const struct di_care *care, const uint32_t *children,
                              uint32_t count);
void closure_month(struct di_care *care);
void closure_quarter(struct di_care *care); /* before the recorder's */

/* ---- supply_response.c ---- */
enum di_status supply_response_create(struct di_care *care);
void supply_response_destroy(struct di_care *care);
void supply_response_start(struct di_care *care);
void supply_response_arrive(struct di_care *care, uint32_t strip);
uint64_t supply_response_order(const struct di_care *care, uint32_t strip);

/* ---- unexplained.c ---- */
void unexplained_arrive(struct di_care *care, const struct strip *strip);

/* ---- sibling_count.c ---- */
void sibling_count_quarter(struct di_care *care); /* before the recorder's */

/* ---- place_count.c ---- */
enum di_status place_count_create(struct di_care *care);
void place_count_reset(struct di_care *care);
void place_count_note(struct di_care *care, uint32_t region, uint32_t setting,
                      enum di_place_measure measure);
void place_count_quarter(struct di_care *care, uint32_t quarter); /* before the recorder's */

/* ---- family_time.c: how long families were approved ---- */
enum di_status family_time_create(struct di_care *care);
void family_time_reset(struct di_care *care);
/** Before and after a unit's licence or rest changes; units that are no families count nothing.
 */
void family_time_before(struct di_care *care, uint32_t unit);
void family_time_after(struct di_care *care, uint32_t unit);
void family_time_quarter(struct di_care *care); /* before the recorder's */

/* ---- policy.c: dated changes ---- */
enum di_status policy_create(struct di_care *care);
void policy_apply(struct di_care *care, uint32_t change);
void policy_bring_into_scope(struct di_care *care, uint32_t institution);

/* ---- recorder.c ---- */
enum di_status recorder_create(struct recorder *recorder, const struct di_model *model);
void recorder_destroy(struct recorder *recorder);
void recorder_start(struct recorder *recorder, struct di_result *result);
void recorder_enter(struct di_care *care, const struct child *child);
void recorder_leave(struct di_care *care, const struct child *child);
void recorder_flow(struct di_care *care, const struct child *child, uint16_t from,
                   uint16_t from_region, uint16_t to, uint16_t to_region, enum di_move move);
void recorder_tally(struct di_care *care, uint16_t region, enum di_tally tally);
void recorder_quarter(struct di_care *care);
void recorder_month(struct di_care *care);
void recorder_opening(struct di_care *care);
void recorder_finish(struct di_care *care);

/* ---- spell.c ---- */
void spell_add_wait(struct di_care *care, uint32_t slot, enum di_spell_end end);
void spell_add_home(struct di_care *care, const struct child *child, bool is_reentry);
void spell_finish(struct di_care *care); /* what is open at the horizon */

/* ---- occupancy.c: institutions over time ---- */
enum di_status occupancy_create(struct di_care *care);
void occupancy_destroy(struct di_care *care);
void occupancy_start(struct di_care *care);
void occupancy_change(struct di_care *care, uint32_t unit, int32_t children); /* after it */
void occupancy_quarter(struct di_care *care); /* before the recorder's */

/* ---- justice.c: care->justice is NULL where the model has no such strand ---- */
enum di_status justice_create(struct di_care *care);
void justice_destroy(struct di_care *care);
void justice_start(struct di_care *care);
void justice_case(struct di_care *care, uint32_t strip);
uint64_t justice_order(const struct di_care *care, uint32_t strip);
void justice_release(struct di_care *care, uint32_t slot); /* detention or diversion ends */

/* ---- shock.c: care->shocks is NULL where the model has none ---- */
enum di_status shock_create(struct di_care *care);
void shock_destroy(struct di_care *care);
void shock_start(struct di_care *care); /* before the first clock is set */
void shock_event(struct di_care *care, uint32_t index);
void shock_traced(struct di_care *care, uint32_t row); /* a job of TRACED_OWNER is done */
double shock_entries(const struct di_care *care, uint32_t region, uint32_t reason, di_time at);
double shock_entries_highest(const struct di_care *care, uint32_t region, uint32_t reason);
double shock_hazard(const struct di_care *care, uint32_t region, enum di_path path, di_time at);
double shock_hazard_highest(const struct di_model *model, enum di_path path);
bool shock_changes_hazard(const struct di_model *model, enum di_path path);
di_time shock_next_edge(const struct di_care *care, di_time after);
double shock_hours(const struct di_care *care, uint32_t region);  /* of a team, today */
double shock_visits(const struct di_care *care, uint32_t region); /* share that can be made */
double shock_enquiries(const struct di_care *care, uint32_t region, di_time at);
double shock_enquiries_highest(const struct di_model *model);
double shock_cases(const struct di_care *care, uint32_t region, di_time at);
double shock_cases_highest(const struct di_model *model);

/* ---- invariant.c ---- */
void invariant_check(struct di_care *care); /* at every report tick */
void invariant_fail(struct di_care *care, uint32_t slot, const char *rule);

/* ---- care.c ---- */
void care_fail_memory(struct di_care *care);
void care_schedule(struct di_care *care, di_time time, uint8_t event_class,
                   enum event_purpose purpose, uint32_t entity, uint16_t generation);
/** Uninitialised rows that begin with a cache line, so a row of 64 bytes is in one; or NULL. */
void *care_rows(size_t count, size_t size);
/** Rows of care_rows and of all below are given back here, never by free(). */
void care_rows_free(void *rows);
void *care_grow(struct di_care *care, void *memory, uint32_t *capacity, uint32_t needed,
                size_t size);
void *care_grow_closely(struct di_care *care, void *memory, uint32_t *capacity, uint32_t needed,
                        size_t size);
/** Between replications: a table with room for hardly more rows than the last one used at most
 * grows now, and not in the loop of the next. Returns the table, which may have moved; without
 * memory as it was, and the care object has failed. */
void *care_headroom(struct di_care *care, void *memory, uint32_t *capacity, uint32_t used,
                    size_t size);
void *care_headroom_closely(struct di_care *care, void *memory, uint32_t *capacity,
                            uint32_t used, size_t size); /* of tables that grow closely */

/* ---- asked at nearly every event, so inline ---- */

/* The empty statement keeps the compiler from dropping functions that only fetch: it takes a
 * prefetch for no effect. */
static inline void row_fetch(const void *row)
{
    __builtin_prefetch(row, 1);
    __asm__ volatile("");
}

#include "child_query.h"

/* May the child be placed in this setting by request, from where it is, today? */
static inline bool request_target_is_open(const struct di_care *care, uint32_t slot,
                                          uint32_t target)
{
    return care->target_is_open[(size_t)care->children[slot].setting *
                                    care->model->setting_count +
                                target] != 0;
}

static inline bool request_option_is_open(const struct di_care *care, uint32_t slot,
                                          enum di_option option)
{
    return ((uint32_t)care->rules[care->children[slot].setting].open_options >> option & 1u) !=
           0;
}

/** Of a child with a request, where there is a desk. */
static inline struct casefile *casefile_of(const struct di_care *care, uint32_t slot)
{
    return &care->desk->files[care->children[slot].request];
}

/** The party in which a child with a request waits for the option, or NO_SLOT. */
static inline uint32_t party_of(const struct di_care *care, uint32_t slot, uint32_t option)
{
    return care->waiting.requests[care->children[slot].request].party[party_index(option)];
}

/* Of tables by setting and region. */
static inline size_t care_place_index(const struct di_care *care, uint32_t setting,
                                      uint32_t region)
{
    return (size_t)setting * care->model->region_count + region;
}

static inline int32_t unit_free(const struct unit *unit)
{
    if (unit->licensed == DI_UNLIMITED)
        return DI_UNLIMITED;
    const int32_t free_places = unit->licensed - unit->occupied - unit->reserved - unit->kept;
    return free_places > 0 ? free_places : 0;
}

#include "trace_lines.h"

#endif

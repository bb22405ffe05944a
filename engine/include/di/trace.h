/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The trace of one replication: one line per event, in the order in which events happen. It is
 * how a sceptic checks the rules, and complete enough to recompute stocks, flows and waits.
 *
 * The care layer calls a function and knows no file (di/care.h); without one, nothing is made
 * and nothing costs. Every id is synthetic: no line names a real child.
 *
 * To add events: append to the table, never rename (ids are in files), and emit the line in the
 * process's own file through `engine/care/trace.c`.
 */
#ifndef DI_TRACE_H
#define DI_TRACE_H

#include <stddef.h>
#include <stdint.h>

#include "di/model.h"
#include "di/result.h"

/*
 * X(enum suffix, id in files). Lines of a child up to REQUEST_END; then lines of groups and of
 * the system. What `from`, `to`, `what` and `value` hold is said beside each.
 */
#define DI_TRACE_TABLE(X)                                                                      \
    X(START, "start")             /* there on the first day: to; value = years there */        \
    X(ENTRY, "entry")             /* first entry: to */                                        \
    X(REENTRY, "reentry")         /* a new care episode: from = a home state, to */            \
    X(MOVE, "move")               /* from, to */                                               \
    X(HOME, "home")               /* left care for home: from, to */                           \
    X(EXIT, "exit")               /* left care for good: from, to */                           \
    X(MONITORING_END, "unwatch")  /* at home, monitoring ended: from, to */                    \
    X(BIRTHDAY, "birthday")       /* into the next age band */                                 \
    X(STAYS_ON, "stays_on")       /* turned 18 and stayed */                                   \
    X(BREAKDOWN, "breakdown")     /* a placement broke down; where to follows */               \
    X(AGE_EDGE, "age_edge")       /* too old for its setting; where to follows */              \
    X(REFUSED, "refused")         /* a placement by rate found no place: what = wanted */      \
    X(REQUEST, "request")         /* asks for a place in a family or home */                   \
    X(DECISION, "decision")       /* assessment and care plan complete */                      \
    X(ASKS, "asks")               /* joins the waiting list of an option: what */              \
    X(ASKS_END, "asks_end")       /* is off that list: what */                                 \
    X(REQUEST_END, "request_end") /* placed or left: the move follows */                       \
    X(PREVENTED, "prevented")     /* group kept at home: value = children */                   \
    X(DIVERTED, "diverted")       /* group diverted at the gate: value = children */           \
    X(CAPACITY, "capacity")       /* an institution's or carers' places change */              \
    X(MORATORIUM, "moratorium")   /* an institution: place, value = residents */               \
    X(RESERVED, "reserved")       /* matched: what = option, place = the one kept, if any */   \
    X(PREPARES, "prepares")       /* the caseload has room: preparation begins */              \
    X(UNRESERVED, "unreserved")   /* the match ends without a move; else request_end ends it   \
                                   */                                                          \
    X(HELD, "held")               /* a family: value = places held for siblings from now on */ \
    X(WORK_WAITS, "work_waits")   /* joins a team's queue: what = activity, place = role */    \
    X(WORK_BEGIN, "work_begin")   /* what = activity, place = role, value = hours */           \
    X(HOURS_DONE, "hours_done")   /* the least duration goes on: what = activity */            \
    X(ACTIVITY_END, "work_end")   /* what = activity, place = role, value = hours */           \
    X(WORK_DROPPED, "work_dropped") /* before its end: what = activity, place = role */        \
    X(VISIT_MISSED, "visit_missed")                                                            \
    X(FAMILY_APPROVED, "family_approved") /* place */                                          \
    X(FAMILY_LEFT, "family_left")         /* place */                                          \
    X(FAMILY_RESTS, "family_rests")       /* child = who left it last, place, value = days */  \
    X(FAMILY_RESTED, "family_rested")     /* place */                                          \
    X(APPLIES, "applies")                 /* a household, to foster: place = carers */         \
    X(CLOSED, "closed")                   /* an institution: place */                          \
    X(ALERT, "alert")                     /* one below its viable occupancy, once */           \
    X(DEADLINE, "deadline")               /* it sets itself one: value = day */                \
    X(TRANSFER_REFUSED, "transfer_refused") /* out of its wind-down: place */                  \
    X(STAFF, "staff")     /* place = role, what = state, value = FTE in it from                \
                             now on */                                                         \
    X(SHOCK, "shock")     /* what = id, value = 1 begins, 0 ends */                            \
    X(WORKER, "worker")   /* one of them, or a post: place, what = state, value = FTE */       \
    X(AT_GATE, "at_gate") /* group reviewed at the gate that enters care: value = children */  \
    X(LEAVES_AT_18, "leaves_at_18") /* at 18 or later: what = where to; the move follows */    \
    X(SPLIT, "split") /* placed without brothers and sisters: what = option, to_region */      \
    X(PREVENTION_FULL, "prevention_full") /* group that was offered it: value = children */    \
    X(DIVERSION_FULL, "diversion_full")   /* child that was to be diverted */                  \
    X(OVERFILL, "overfill")               /* taken in above capacity: to, place */             \
    X(OVERRUNS, "overruns")               /* stays past its maximum: nothing else is free */   \
    X(DISCHARGED, "discharged")           /* by a shock; home follows */                       \
    X(EVACUATED, "evacuated") /* to_region, value = 1 above capacity; the move follows */      \
    X(TRACED, "traced")       /* a child that a shock sent home to `origin` */                 \
    X(UNEXPLAINED_ENTRY, "unexplained_entry") /* bookkeeping of calibration, no first entry:   \
                                                 from = unexplained_in, to */                  \
    X(FIRST_PLACE_REFUSED, "first_place_refused") /* a first placement by share found no       \
                                                     place: to = wanted; the entry follows */  \
    X(PREVENTION, "prevention") /* group that takes a place of it: value = children */

#define DI_TRACE_ENUM(suffix, id) DI_TRACE_##suffix,
enum di_trace_event { DI_TRACE_TABLE(DI_TRACE_ENUM) DI_TRACE_EVENTS };
#undef DI_TRACE_ENUM

/** Lines of the system have no child. */
#define DI_TRACE_NO_CHILD UINT64_MAX

struct di_trace_line {
    di_time at;
    enum di_trace_event event;
    uint64_t child; /* canonical id, the same in every scenario; group * 8 + ordinal */
    int32_t birth_day;
    uint8_t sex, disability, age_band; /* of the child, after the event */
    uint16_t origin;                   /* region, or DI_NONE */
    uint16_t from, to;                 /* settings or DI_FROM_OUTSIDE_*; DI_NONE */
    uint16_t from_region, to_region;   /* DI_NONE where from or to is */
    uint8_t move;                      /* enum di_move; DI_MOVES: none */
    const char *place;    /* id of the institution, carers or workers; NULL: none */
    uint32_t ordinal;     /* among the carers or workers of `place`; UINT32_MAX: none */
    const char *kept_for; /* class of work whose share of a role's hours; NULL: none */
    const char *what;     /* an id; NULL: none */
    double value;         /* NaN: none */
};

/** Called for every line of a replication; `line` is borrowed for the call. */
typedef void (*di_trace_sink)(void *context, const struct di_trace_line *line);

/** "entry", "move", ... as in files; event below DI_TRACE_EVENTS. */
const char *di_trace_event_id(enum di_trace_event event);

enum { DI_TRACE_CHILD_MAX = 192 };

/**
 * Name of a child in files: region-reason-strip-ordinal-member of its entry, or
 * start-group-member of who was there on the first day. Ids hold no hyphen, so it is unique.
 *
 * @param size  DI_TRACE_CHILD_MAX is always enough
 */
void di_trace_child_name(const struct di_model *model, uint64_t child, char *buffer,
                         size_t size);

#endif

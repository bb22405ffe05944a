/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * How an institution closes (MODEL 8.6): what the scenario plans, and what one replication made
 * of it.
 *
 * open -> moratorium (no admissions but by a named exception) -> wind-down (all residents in
 * scope) -> closed. Closed means: in wind-down, nobody there (18 and over included), nothing
 * reserved. Nobody is ever moved to make a date come true, but where transfers are allowed.
 */
#ifndef DI_CLOSURE_H
#define DI_CLOSURE_H

#include <stdbool.h>
#include <stdint.h>

#include "di/time.h"

/** Staff of an institution who may be redeployed. */
struct di_institution_staff {
    const char *category; /* id in the scenario */
    uint16_t role;        /* index of the staffing, UINT16_MAX: a category that is no role */
    double fte;
};

/** Rules of one institution beside the dates of struct di_institution. */
struct di_closure_plan {
    double minimum_viable_occupancy; /* children; 0: none */
    bool auto_close;                 /* below it: wind-down, deadline two quarters ahead */
    bool transfers_allowed;          /* residents left at the deadline go elsewhere */
    bool admits_siblings;            /* under moratorium, siblings of residents */
    double redeploy_share;           /* of the staff, into training as case managers */
    int32_t redeploy_from_day;       /* nor before the closure; INT32_MIN: at the closure */
    uint32_t staff_count;
    const struct di_institution_staff *staff;
};

struct di_model;
struct di_cost_line;

/** FTE of the staff who go into training as case managers after the closure: a share of those
 * who have a role. @param line  of those whom it pays for; NULL: of all */
double di_closure_redeployed_fte(const struct di_closure_plan *plan,
                                 const struct di_cost_line *line);

/**
 * The day on which they go: that of the closure, or the first day of the month from
 * `redeploy_from_day` on, whichever is later. Never before the residents have left.
 *
 * @param closed_day  when the institution closed, days from the start
 * @return days from the start; the horizon if that comes first
 */
int32_t di_closure_redeployment_day(const struct di_model *model,
                                    const struct di_closure_plan *plan, int32_t closed_day);

/** Every departure after the moratorium, by kind. */
enum di_departure {
    DI_DEPARTURE_FAMILY,    /* planned: home, kin, foster kinds, adoption */
    DI_DEPARTURE_SUPPORTED, /* planned: small group home, supported living */
    DI_DEPARTURE_TRANSFER,  /* to another institution */
    DI_DEPARTURE_HOME_UNPLANNED,
    DI_DEPARTURE_AGED_OUT,
    DI_DEPARTURE_ADULT_CARE,
    DI_DEPARTURE_DIED,
    DI_DEPARTURE_BY_RATE, /* of a history: to whatever place */
    DI_DEPARTURE_OTHER,   /* left the country, moved without a plan */
    DI_DEPARTURES
};

/** Id in files: "family", "supported", ... */
const char *di_departure_id(enum di_departure departure);

/** Life of one institution in one replication. Times DI_TIME_NEVER, days DI_NO_DAY: not. */
struct di_closure {
    di_time shut_at;       /* the moratorium began */
    di_time last_child_at; /* the last departure of all */
    di_time closed_at;
    int32_t wind_down_day, close_by_day; /* as planned, or as auto_close set them */
    int32_t alert_day;                   /* first found below its minimum */
    int32_t departures[DI_DEPARTURES];
    int32_t late_departures;   /* of them, after the deadline */
    int32_t refused_transfers; /* in wind-down */
    int32_t admitted_siblings, admitted_evacuees, admitted_unexplained; /* under moratorium, by
                                                                           name */
    double idle_days; /* integral of 1 - residents / residents at the moratorium */
};

/** Nothing has happened yet. */
void di_closure_init(struct di_closure *closure);

/** Planned to families, or to group homes and supported living, as a share of all departures
 * after the moratorium; NaN without any. */
double di_closure_placement_share(const struct di_closure *closure);

/** It had a deadline, and closed not after it. */
bool di_closure_is_on_time(const struct di_closure *closure);

#endif

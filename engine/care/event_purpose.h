/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an event of a replication is about: its sub-order within a class and entity. The order
 * of the list is the order of events of one entity at one instant.
 */
#ifndef DI_CARE_EVENT_PURPOSE_H
#define DI_CARE_EVENT_PURPOSE_H

#include <stdint.h>

/* Purposes of events: with (time, class, entity) they make the calendar's key unique. */
enum event_purpose {
    EVENT_EIGHTEEN,       /* child: leaves or stays on; before the band, so who leaves at 18
                             is counted among the exits of children */
    EVENT_BAND,           /* child: birthday into the next age band */
    EVENT_LEAVE_AGE,      /* child who stayed on */
    EVENT_AGE_EDGE,       /* child: upper edge of its setting's age range */
    EVENT_AGE_NOTICE,     /* child: a year before that edge */
    EVENT_MAX_STAY,       /* child: emergency care ran out */
    EVENT_MONITORING,     /* child at home: monitoring ends */
    EVENT_REQUEST,        /* child: a threshold of its request */
    EVENT_ARRIVAL,        /* strip of the entry field */
    EVENT_LISTED,         /* dated group of the scenario */
    EVENT_GATE_RETURN,    /* family kept from care */
    EVENT_PREVENTION_END, /* region: a prevention place becomes free */
    EVENT_HOLD_END,       /* unit */
    EVENT_CAPACITY,       /* dated change of places */
    EVENT_POLICY,         /* dated change of a rule */
    EVENT_MONTH,          /* monthly update */
    EVENT_SHOCK,          /* shock begins or ends */
    EVENT_CASE,           /* strip of the field of the justice strand */
    EVENT_MATCH,          /* waiting list (region, option) */
    EVENT_APPLICATION,    /* strip of the field of applications */
    EVENT_APPROVAL,       /* applicant: the lag is over */
    EVENT_PLANNED,        /* carers and quarter */
    EVENT_FAMILY_LEAVES,  /* unit */
    EVENT_SUPPLY,         /* strip: an empty bed draws a child */
    EVENT_QUARTER,        /* report tick */
    EVENT_MONTH_REPORT,
    EVENT_REST_END,    /* unit: a family has rested */
    EVENT_VISIT = 40,  /* monitored child: a visit falls due */
    EVENT_LATE,        /* monitored child: a visit may be late from now on */
    EVENT_CRISIS,      /* monitored child */
    EVENT_RESERVATION, /* job: the reserved place is kept no longer */
    EVENT_TEAM,        /* team: serve its queue */
    EVENT_GATE,        /* region: preparations below the caseload limit */
    EVENT_WORKERS,     /* worker: hired, trained, experienced, or gone */
    EVENT_POSTS = 47,  /* entry of workers: its posts change */
    EVENT_JOB = 48,    /* job: EVENT_JOB + its activity is done */
    EVENT_CAUSE = 64, /* up to EVENT_CAUSE + CAUSES_MAX - 1; child: EVENT_CAUSE + pathway of its
                        setting fires */
    EVENT_PURPOSES = 256, /* the calendar keeps them in a byte */
    EVENT_NONE = UINT16_MAX
};

_Static_assert(EVENT_WORKERS < EVENT_POSTS, "one number for every purpose");
_Static_assert(EVENT_REST_END < EVENT_VISIT, "one number for every purpose");

#endif

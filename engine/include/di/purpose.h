/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What a random draw is for.
 *
 * Purpose is part of a draw's address, so an extra draw for one purpose never shifts the luck
 * of another. The numbers are part of every result: append new purposes, never renumber.
 */
#ifndef DI_PURPOSE_H
#define DI_PURPOSE_H

/* X(enum suffix, stable number) */
#define DI_PURPOSE_TABLE(X)                                                                    \
    X(ENTRY_POINT, 1) /* entry times: thinned points of a region and reason */                 \
    X(GROUP_SIZE, 2)  /* children that enter together */                                       \
    X(ENTRY_AGE, 3)                                                                            \
    X(SIBLING_AGE_GAP, 4)                                                                      \
    X(SEX, 5)                                                                                  \
    X(DISABILITY, 6)                                                                           \
    X(SIBLING_POLICY, 7) /* whether a group must stay together */                              \
    X(FRAILTY, 8)                                                                              \
    X(PREVENTION_OFFER, 9)                                                                     \
    X(PREVENTION_EFFECT, 10)                                                                   \
    X(GATE, 11)                                                                                \
    X(GATE_RETURN, 12)                                                                         \
    X(REGION_YEAR, 13) /* yearly spread of entries (entry_cv) */                               \
    X(SUITABILITY, 14)                                                                         \
    X(ACCEPTANCE, 15)                                                                          \
    X(LEGALLY_FREE, 16)                                                                        \
    X(STAY_AT_18, 17)                                                                          \
    X(DESTINATION_AT_18, 18)                                                                   \
    X(CAUSE, 19) /* entity key = mix(child, cause): one stream per cause */                    \
    X(RESIDENT_CELL, 20)                                                                       \
    X(RESIDENT_AGE, 21)                                                                        \
    X(RESIDENT_STAY, 22)                                                                       \
    X(RESIDENT_SIBLING, 23)                                                                    \
    X(HOME_POOL, 24)                                                                           \
    X(DURATION, 25) /* how long an activity or a delay takes */                                \
    X(SHOCK, 26)                                                                               \
    X(BENCH, 27)             /* benchmarks and self-checks only */                             \
    X(DIVERSION, 50)         /* justice: diverted or detained */                               \
    X(RELEASE, 51)           /* where detention leads */                                       \
    X(APPLICATION_POINT, 40) /* households that apply to foster */                             \
    X(APPROVAL, 41)          /* whether a completed application is approved */                 \
    X(APPROVAL_LAG, 42)                                                                        \
    X(FAMILY_LEAVING, 43)                                                                      \
    X(SUPPLY_POINT, 44)    /* children drawn by empty beds */                                  \
    X(FAMILY_REST, 45)     /* whether a family rests, and how long */                          \
    X(FIRST_PLACEMENT, 46) /* where a child comes first, by share */                           \
    X(WORKER_STAY, 60)     /* entity key = worker: how long it stays */                        \
    X(CRISIS, 61)          /* when a placement comes into crisis */                            \
    X(VISIT, 62)           /* whether a visit can be made in a shock */                        \
    X(DESIGN_ORDER, 80)    /* designs over uncertain inputs */                                 \
    X(DESIGN_PLACE, 81)                                                                        \
    X(DESIGN_SCORE, 82)                                                                        \
    X(BOOTSTRAP, 83)

#define DI_PURPOSE_ENUM(suffix, number) DI_PURPOSE_##suffix = (number),
enum di_purpose { DI_PURPOSE_TABLE(DI_PURPOSE_ENUM) };
#undef DI_PURPOSE_ENUM

#endif

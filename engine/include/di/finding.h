/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What a planner must notice in a run (MODEL 16), built from its results alone: the traps that
 * make real plans fail, each with place, period, size and its range. A finding says what the
 * simulation shows, never why; its advice says where to look.
 */
#ifndef DI_FINDING_H
#define DI_FINDING_H

#include "di/message.h"
#include "di/results.h"

enum di_severity_of_finding { DI_FINDING_NOTE, DI_FINDING_WARNING, DI_FINDING_ALARM };

struct di_finding {
    const char *id; /* "empty_families_while_waiting": never renamed */
    enum di_severity_of_finding severity;
    const char *region;    /* id, or "all" */
    const char *indicator; /* what `size` is of */
    int32_t first_civil_day, last_civil_day;
    double size, low, high; /* mean and P5-P95 of the runs; NaN: not known, as of one run */
    double other;           /* a second number of the sentence; NaN: none */
    const char *sentence; /* message id: %1 place, %2 size, %3 range, %4 currency, %5 period, %6
                             other */
    const char *advice;   /* message id without arguments */
    const char *currency; /* of the results: what `size` is in where it is money */
    bool is_share;        /* numbers are shown in percent */
};

enum { DI_FINDINGS_MAX = 200 };

struct di_findings {
    size_t count;
    struct di_finding list[DI_FINDINGS_MAX];
};

/** Every finding, alarms first, then warnings, then notes; within, in the order of the rules,
 * and of one rule by size, the largest first (ties: regions by id). Pointers are borrowed from
 * `results`. */
void di_findings_make(const struct di_results *results, struct di_findings *out);

/** Findings from `first` on that say the same of other regions: the first after them. Tables
 * and screens tell them as one, of the place where it is worst. */
size_t di_findings_alike(const struct di_findings *findings, size_t first);

/** A place and its size, "Norda (654)", for lists of findings alike. */
void di_finding_place_message(const struct di_finding *finding, const char *place,
                              struct di_message *out);

/** The sentence with its numbers. `place`: name of the region, or of the whole country. */
void di_finding_message(const struct di_finding *finding, const char *place,
                        struct di_message *out);

/** "note", "warning", "alarm". */
const char *di_finding_severity_id(enum di_severity_of_finding severity);

#endif

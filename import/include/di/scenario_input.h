/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The inputs of a scenario as a planner edits them: one row per field, with its value, its
 * dated steps, where it comes from and what it may be. And the way back: edits as one JSON
 * merge patch, which the loader checks like any file (di_scenario_load_patched).
 *
 * An input is a number, date, word or switch of the field table. Lists (weights by age) and
 * nested counts are shown by their file, not as inputs.
 */
#ifndef DI_SCENARIO_INPUT_H
#define DI_SCENARIO_INPUT_H

#include "di/scenario.h"

enum di_input_kind {
    DI_INPUT_NUMBER,
    DI_INPUT_DURATION, /* a number of days or "8 months" */
    DI_INPUT_DATE,
    DI_INPUT_CHOICE, /* one of `choices` */
    DI_INPUT_FLAG
};

enum di_input_quality {
    DI_INPUT_UNSOURCED, /* a bare number */
    DI_INPUT_ILLUSTRATIVE,
    DI_INPUT_ESTIMATED,
    DI_INPUT_PUBLISHED
};

/** Pointers are borrowed for the visit; texts marked "id" are message ids. */
struct di_scenario_input {
    const char *pointer;       /* of the field: "/reasons/poverty/children_per_year" */
    const char *value_pointer; /* of what an edit replaces: the same, or with "/value" */
    const char *owner_en;      /* the named things around it, outermost first: "Poverty" */
    const char *owner_ru;
    const char *key;  /* last key of the pointer */
    const char *text; /* id: what it is */
    const char *unit; /* id, "" if none */
    const char *choices;
    enum di_input_kind kind;
    double minimum, maximum;
    bool has_range, is_whole;
    bool is_bare; /* a number that takes no source, steps or distribution */
    bool may_have_steps;
    const char *value; /* JSON: 0.12, "2029-01-01", true */
    double number;     /* of NUMBER; NaN for any other */
    const char *steps; /* JSON list, NULL if none */
    const char *by;    /* JSON object of multipliers by group, or NULL */
    const char *uncertain;
    enum di_input_quality quality; /* own or inherited */
    const char *source;            /* "" if none */
    const char *file;              /* the value stands in */
    uint32_t line;
};

/** Calls `visit` for every input, in display order of the files. @return DI_OK, DI_ERR_MEMORY
 */
DI_MUST_CHECK enum di_status
di_scenario_each_input(const struct di_scenario *scenario,
                       void (*visit)(void *context, const struct di_scenario_input *input),
                       void *context);

/** One edit: the value at `pointer` becomes `json`; later edits of a pointer win. */
struct di_scenario_edit {
    const char *pointer;
    const char *json;
};

/**
 * Edits as one merge patch: {"reasons": {"poverty": {...}}}.
 *
 * @param head  members that go first, as a JSON object ("id", "extends", ...); NULL: none
 * @return free with free(); NULL if memory ran out or an edit is not JSON
 */
char *di_scenario_patch_text(const struct di_scenario_edit *edits, size_t count,
                             const char *head);

#endif

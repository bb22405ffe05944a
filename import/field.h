/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The table of all fields of a scenario file: the one source of the loader's structural checks,
 * of the JSON Schema, and of `homeward validate --explain KEY`.
 */
#ifndef DI_FIELD_H
#define DI_FIELD_H

#include <stddef.h>
#include <stdint.h>

enum di_field_type {
    DI_FIELD_OBJECT,   /* `members`, and any id with `element` if that is set */
    DI_FIELD_LIST,     /* array of `element`, count_min to count_max long */
    DI_FIELD_NUMBER,   /* number, or {"value", provenance, "uncertain"} */
    DI_FIELD_SERIES,   /* the same with "steps" */
    DI_FIELD_QUANTITY, /* the same with "steps" and "by" */
    DI_FIELD_PLAIN,    /* a bare number */
    DI_FIELD_FLAG,
    DI_FIELD_TEXT,
    DI_FIELD_ID,   /* text that names something of the scenario */
    DI_FIELD_NAME, /* text or {"en", "ru"} */
    DI_FIELD_DATE,
    DI_FIELD_DURATION,  /* number of days (as NUMBER), or "8 months" */
    DI_FIELD_CHOICE,    /* one of `choices` */
    DI_FIELD_MODE,      /* choice, or {"value", "steps"} */
    DI_FIELD_UNLIMITED, /* "unlimited", or a quantity */
    DI_FIELD_COUNTS,    /* nested objects with numbers at their ends */
    DI_FIELD_UNCERTAIN
};

enum {
    DI_FIELD_REQUIRED = 1,
    DI_FIELD_WHOLE = 2, /* whole numbers only */
    DI_FIELD_ABOVE = 4, /* the minimum itself is too small */
    DI_FIELD_YEARS = 8  /* keys of the element are years, not ids */
};

struct di_field {
    const char *key; /* NULL ends a table */
    enum di_field_type type;
    unsigned flags;
    double minimum, maximum;       /* both 0: any number */
    const char *unit;              /* "" if none */
    const char *text;              /* marked DI_N_: what it is, for people */
    const char *choices;           /* "a|b|c" */
    const struct di_field *groups; /* members of `by`; NULL: di_field_groups */
    const struct di_field *members;
    const struct di_field *element;
    uint32_t count_min, count_max;
    int fallback; /* enum di_default + 1; 0: none of the table */
};

/* ---- tables of their own file ---- */
extern const struct di_field di_field_role;        /* field_staff.c */
extern const struct di_field di_field_resources[]; /* field_staff.c */

/** Members of `first_placements`, and any age band: field_first.c. */
extern const struct di_field di_field_first_rows[], di_field_first_row;

/** The scenario itself: an object. */
const struct di_field *di_field_root(void);

/** Members of carers.ID.recruitment: field_carers.c. */
extern const struct di_field di_field_recruitment[], di_field_rest[];
extern const struct di_field di_field_law[]; /* how times differ from case to case */

/** Members of `by`: of what is asked of a child, of a region only, at the gate, of a child
 * whose disability is drawn, and of one who may be diverted: field_group.c. */
extern const struct di_field di_field_groups[], di_field_by_region[], di_field_by_gate[],
    di_field_by_entrant[], di_field_by_diverted[];

/** Tables used inside values: members of a step, and of provenance. */
const struct di_field *di_field_step(void);
const struct di_field *di_field_mode_step(void);
const struct di_field *di_field_provenance(void);

/** Tables of sections that have files of their own: field_*.c. */
extern const struct di_field di_field_uncertainty[];
extern const struct di_field di_field_costs[];
extern const struct di_field di_field_budget[];
extern const struct di_field di_field_goals[];
extern const struct di_field di_field_institution_costs[];
/** What a list of ids holds. */
extern const struct di_field di_field_listed_id;
extern const struct di_field di_field_shock;
extern const struct di_field di_field_target;
extern const struct di_field di_field_justice[];

/** A study, which is a file of its own: an object. */
extern const struct di_field di_field_study;

/** Member with this key, or NULL. */
const struct di_field *di_field_find(const struct di_field *members, const char *key);

#endif

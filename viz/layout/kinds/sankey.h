/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A Sankey's boxes and ribbons as numbers: which flows, how wide, from where to where. The
 * drawing is in sankey_plan.c. Private to viz/layout/kinds.
 *
 * Three columns: how children came into a kind of care, the care, how they left it. A move from
 * one kind of care to another stands twice: as a way out of the one and a way into the other.
 */
#ifndef SANKEY_H
#define SANKEY_H

#include "care_group.h"

enum { SANKEY_LEFT, SANKEY_MIDDLE, SANKEY_RIGHT, SANKEY_COLUMNS };
enum { SANKEY_OTHER = GROUPS, SANKEY_SIDES = GROUPS + 1 };

struct sankey_box {
    double value, other_value;  /* shown, and of the baseline; children */
    double size;                /* sum of its ribbons' widths, the larger side */
    double label;               /* least height of its slot */
    double y, height;           /* of the bar */
    double slot_y, slot_height; /* of bar and label */
    double used_in, used_out;   /* of the bar, by ribbons drawn so far */
};

/* [0: into care, 1: out of care][side group][care group], children in the years */
struct sankey_sides {
    double at[2][SANKEY_SIDES][GROUP_CARES];
};

struct sankey {
    int32_t from_year, to_year;
    struct sankey_sides flow, base;
    struct sankey_sides low, high; /* interval of the mean; NaN unless one row */
    struct sankey_box box[SANKEY_COLUMNS][SANKEY_SIDES];
    double scale; /* pixels a child */
};

/* Sums the flows of a folder that has them; years 0 mean all. False if no row lies in these
 * years. */
bool sankey_gather(const struct di_results_folder *folder, int32_t from_year, int32_t to_year,
                   struct sankey *out);

/* The same of the baseline, into `base`. */
void sankey_gather_base(const struct di_results_folder *folder, struct sankey *sankey);

/* Is a flow of these years without a number, as small counts were withheld? */
bool sankey_is_withheld(const struct di_results_folder *folder, int32_t from_year,
                        int32_t to_year);

/* Sides below two per cent (of differences three) of their column join "other", if there are
 * two or more. */
void sankey_merge_small(struct sankey *sankey, bool is_difference);

/* The i-th group of a column from the top: families first, institutions last, ways out below.
 */
unsigned sankey_order(unsigned column, unsigned i);

/* Width of a ribbon in children: the flow, or how much it differs. */
double sankey_width(const struct sankey *sankey, bool is_difference, unsigned side,
                    unsigned group, unsigned care);

/* Values and sizes of all boxes; their places and labels are zero. */
void sankey_size(struct sankey *sankey, bool is_difference);

/* Places the boxes of all columns in `height`, each slot at least as high as its label. */
void sankey_place(struct sankey *sankey, double top, double height, double gap);

/* Height of a column whose boxes are no higher than their labels. */
double sankey_least_height(const struct sankey *sankey, unsigned column, double gap);

#endif

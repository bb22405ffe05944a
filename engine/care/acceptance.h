/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a family accepts a group of brothers and sisters (MODEL 5.4): a draw of the two,
 * fixed for good, below the share of families that would, which falls with the group's frailty.
 */
#ifndef DI_CARE_ACCEPTANCE_H
#define DI_CARE_ACCEPTANCE_H

#include <stdbool.h>
#include <stdint.h>

struct di_care;

struct acceptance {
    uint64_t group_key;
    double share; /* of families; 1: all */
};

/** Of a group; it never changes, so parties keep it. */
struct acceptance acceptance_of(const struct di_care *care, uint32_t group);
/** By the family of a unit. */
bool acceptance_holds(const struct di_care *care, const struct acceptance *of, uint32_t unit);

#endif

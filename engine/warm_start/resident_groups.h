/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the residents of one place at the start form sibling groups (MODEL 7.5): seats are taken
 * in a fixed order, each opens a group by chance, and a group ends with its place. */
#ifndef DI_RESIDENT_GROUPS_H
#define DI_RESIDENT_GROUPS_H

#include "di/model.h"

struct resident_groups {
    const struct di_model *model;
    bool has_siblings;
    double size_cumulative[DI_GROUP_SIZE_MAX]; /* of groups of two and more, by size - 1 */
    double mean_size;                          /* of the same */
};

void resident_groups_init(struct resident_groups *groups, const struct di_model *model);

/** Chance that this resident, when the next to be seated, opens a group of two or more. */
double resident_groups_opening(const struct resident_groups *groups,
                               const struct di_person *person);

/** Size of a group of two or more at a uniform, with `room` seats left in the place. */
uint32_t resident_groups_size(const struct resident_groups *groups, double u, uint32_t room);

/** Adds the expected residents of a place with `seats` seats, each of which opens a group with
 * the chance `opens`, to in_size_out[size]; [DI_GROUP_SIZE_MAX + 1]. */
void resident_groups_expect(const struct resident_groups *groups, double opens, uint64_t seats,
                            double *in_size_out);

#endif

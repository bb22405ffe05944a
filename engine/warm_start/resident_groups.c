/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sizes follow the law of entering groups of two and more.
 *
 * Invariant: expected residents in groups of all sizes sum to the seats. Draws nothing. */
#include "resident_groups.h"

#include <math.h>

void resident_groups_init(struct resident_groups *groups, const struct di_model *model)
{
    const double *share = model->entries.group_size_share;
    const struct di_series *in_groups = &model->initial_stock.sibling_share.series;
    double total = 0.0;
    double members = 0.0;
    *groups = (struct resident_groups){.model = model,
                                       .has_siblings = in_groups->count > 0 &&
                                                       di_series_at(in_groups, 0) > 0.0 &&
                                                       share[0] < 1.0};
    for (uint32_t i = 1; i < DI_GROUP_SIZE_MAX; i++) {
        total += share[i];
        members += share[i] * (double)(i + 1);
        groups->size_cumulative[i] = total;
    }
    groups->mean_size = total > 0.0 ? members / total : 2.0;
    for (uint32_t i = 1; i < DI_GROUP_SIZE_MAX; i++) {
        groups->size_cumulative[i] = total > 0.0 ? groups->size_cumulative[i] / total : 1.0;
    }
}

/* So that `share` of residents are in groups: p k / (p k + 1 - p) = share. */
double resident_groups_opening(const struct resident_groups *groups,
                               const struct di_person *person)
{
    const struct di_quantity *shares = &groups->model->initial_stock.sibling_share;
    const double share = fmin(1.0, di_quantity_at(shares, 0, person));
    return share >= 1.0 ? 1.0 : share / (share + groups->mean_size * (1.0 - share));
}

uint32_t resident_groups_size(const struct resident_groups *groups, double u, uint32_t room)
{
    uint32_t size = 2;
    while (size < DI_GROUP_SIZE_MAX && u >= groups->size_cumulative[size - 1]) {
        size++;
    }
    return size < room ? size : room;
}

/* Chance that a resident with `room` seats left opens a group of `size`. */
static double chance_of(const struct resident_groups *groups, double opens, uint32_t size,
                        uint32_t room)
{
    const double shorter = size > 1 ? groups->size_cumulative[size - 2] : 0.0;
    const double up_to = size < room ? groups->size_cumulative[size - 1] : 1.0;
    return size == 1 ? 1.0 - opens + (room == 1 ? opens : 0.0)
                     : opens * fmax(0.0, up_to - shorter);
}

void resident_groups_expect(const struct resident_groups *groups, double opens, uint64_t seats,
                            double *in_size_out)
{
    double starts[DI_GROUP_SIZE_MAX] = {1.0}; /* ring: chance that a group starts at a seat */
    for (uint64_t seat = 0; seat < seats; seat++) {
        const uint64_t left = seats - seat;
        const uint32_t room = left < DI_GROUP_SIZE_MAX ? (uint32_t)left : DI_GROUP_SIZE_MAX;
        const double here = starts[seat % DI_GROUP_SIZE_MAX];
        starts[seat % DI_GROUP_SIZE_MAX] = 0.0;
        for (uint32_t size = 1; size <= room; size++) {
            const double chance = here * chance_of(groups, opens, size, room);
            in_size_out[size] += chance * size;
            starts[(seat + size) % DI_GROUP_SIZE_MAX] += chance;
        }
    }
}

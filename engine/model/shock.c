/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "di/shock.h"

_Static_assert(DI_SHOCK_PATHS == DI_PATH_SINK + 1, "one multiplier for every way out");

bool di_shock_is_in(const struct di_shock *shock, uint32_t region)
{
    return shock->regions == NULL || shock->regions[region] != 0;
}

double di_shock_hours_left(const struct di_shock *shock)
{
    return shock->hours * (1 - shock->absence_share);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acceptance.h"

#include <math.h>

#include "system.h"

struct acceptance acceptance_of(const struct di_care *care, uint32_t g)
{
    const struct group *group = &care->groups[g];
    const double p = care->model->policies.acceptance_share;
    const double z = (double)group->frailty;
    return (struct acceptance){group->key, p >= 1 ? 1 : z == 1 ? p : 1 - pow(1 - p, z)};
}

bool acceptance_holds(const struct di_care *care, const struct acceptance *of, uint32_t u)
{
    return of->share >= 1 ||
           di_draw_uniform(care->stream, di_key_mix(of->group_key, care->units[u].key),
                           DI_PURPOSE_ACCEPTANCE, 0, 0) < of->share;
}

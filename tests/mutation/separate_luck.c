/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Broken on purpose: luck depends on the scenario, so that two scenarios share none. */
#include <string.h>

#include "system.h"

static struct di_stream separate_stream(const struct di_model *model, uint64_t seed,
                                        uint32_t replication)
{
    uint64_t scenario = 0;
    if (model->reason_count > 0)
        memcpy(&scenario, model->reasons[0].base.series.value, sizeof scenario);
    return di_stream_make(di_key_mix(seed, scenario), replication);
}

#define di_stream_make(seed, replication) separate_stream(care->model, seed, replication)
#include "care.c"

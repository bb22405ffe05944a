/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * From a scenario to the parameters of its fluid model (MODEL 13.1). Nothing is typed twice:
 * stocks come from the warm start, rates from the settings' hazards averaged over the children
 * who are there, entries from the entry law, hours, prices and limits from their sections.
 *
 * Approximations, beside those of MODEL 13: rates do not change with the time of the plan;
 * kinship at entry and by-rate placements are left to the plan's own decisions.
 */
#ifndef DI_FLUID_BUILD_H
#define DI_FLUID_BUILD_H

#include "di/fluid_parameters.h"
#include "di/model.h"
#include "di/warm_start.h"

#define DI_FLUID_NO_CLOSURE UINT32_MAX

/** Parameters, and where each institution and entry of carers stands in the model. */
struct di_fluid_country {
    struct di_fluid_parameters *parameters;
    uint32_t *unit;    /* [institutions] index in the model, or UINT32_MAX: a pool */
    uint32_t *carers;  /* [regions][2] entry that a plan recruits for, or UINT32_MAX */
    uint32_t *workers; /* [regions] entry that a plan hires for, or UINT32_MAX */
    uint32_t *homes;   /* [regions] group home that a plan enlarges, or UINT32_MAX */
    /* [institutions] quarters by which the last child leaves after the date of a plan, as
     * trials show; 0 before them; DI_FLUID_NO_CLOSURE: not by the horizon */
    uint32_t *late;

    /* emergency families, whose number trials find: */
    double *emergency;         /* [regions] sought a year beside the plan's own */
    bool *has_emergency;       /* [regions] there are carers to add them to */
    double emergency_cost;     /* per family and quarter */
    double emergency_approval; /* once */
};

/**
 * @param start  of the same model
 * @return DI_OK; DI_ERR_UNSUPPORTED: the model has no `goals` (not imported); DI_ERR_LIMIT;
 *         DI_ERR_MEMORY
 */
DI_MUST_CHECK enum di_status di_fluid_build(const struct di_model *model,
                                            const struct di_warm_start *start,
                                            struct di_fluid_country **country_out,
                                            struct di_error *error);
/**
 * Seek emergency families in a region, from the first recruits on: they count against the limit
 * of ordinary families (at most half of it) and the budget.
 *
 * @param per_year  families a year in all, no longer what was asked before
 * @return how many more a year than before; 0 where the region has no such carers
 */
double di_fluid_seek_emergency(struct di_fluid_country *country, uint32_t region,
                               double per_year);

/** What all emergency families sought cost in period t, the children in them apart. */
double di_fluid_emergency_cost(const struct di_fluid_country *country, uint32_t t);

void di_fluid_country_destroy(struct di_fluid_country *country);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is left of a child's clocks after a change that its planned future did not contain. */
#ifndef DI_CARE_CARRIED_CLOCKS_H
#define DI_CARE_CARRIED_CLOCKS_H

#include "system.h"

struct clock_table { /* of one number of pathways */
    struct slots slots;
    unsigned char *rows;
};

struct carried_clocks {
    di_time since;           /* what is left counts from here */
    const double *left;      /* [pathways] unit exponentials; NULL: none are carried */
    const uint16_t *attempt; /* [pathways] draws used up before */
};
enum di_status carried_clocks_create(struct di_care *care); /* after cause_bound_create */
void carried_clocks_destroy(struct di_care *care);
void carried_clocks_reset(struct di_care *care);
size_t carried_clocks_bytes(const struct di_care *care);
/** They count from now. */
void carried_clocks_set(struct di_care *care, uint32_t slot, const double *left,
                        const uint16_t *attempt, uint32_t pathways);
void carried_clocks_drop(struct di_care *care, uint32_t slot);
/** Valid until clocks are next set or dropped. */
struct carried_clocks carried_clocks_of(const struct di_care *care, const struct carry *carry);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where children who come into care go first: by the scenario's shares, else by the ladder. */
#ifndef DI_CARE_FIRST_PLACEMENT_H
#define DI_CARE_FIRST_PLACEMENT_H

#include <stdint.h>

struct di_care;

/** Members of a group who enter care now, eldest first; nowhere yet. */
void first_placement_enter(struct di_care *care, const uint32_t *slots, uint32_t count);

/** A child at home who comes back into care. */
void first_placement_return(struct di_care *care, uint32_t slot);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who waits for one place together: rows of struct party, for request.c and matching.c. */
#ifndef DI_CARE_PARTY_H
#define DI_CARE_PARTY_H

#include <stdbool.h>
#include <stdint.h>

#include "di/model.h"

struct di_care;
struct party;

/** @param children_out  [DI_GROUP_SIZE_MAX]
 *  @return the members of the party */
uint32_t party_members(const struct di_care *care, const struct party *party,
                       uint32_t *children_out);

/** A child with a request waits for the option where it lives: in its siblings' party if they
 * want one place, else in one of its own. */
void party_join(struct di_care *care, uint32_t slot, enum di_option option);
void party_leave(struct di_care *care, uint32_t slot, enum di_option option);

/** The party's place in its list, by the keys of its members now. */
void party_rank(struct di_care *care, uint32_t party);
void party_rank_child(struct di_care *care, uint32_t slot); /* every party the child is in */

/** Does it stand in its list as what its members are today? */
bool party_is_listed(const struct di_care *care, uint32_t party);

/** The row of a party that has left its list, once nothing points to it. */
void party_free(struct di_care *care, uint32_t party);

#endif

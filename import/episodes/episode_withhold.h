/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Small counts of children, put together before anything is written (--suppress N). */
#ifndef DI_EPISODE_WITHHOLD_H
#define DI_EPISODE_WITHHOLD_H

#include "episode_book.h"

/**
 * Join what fewer than N children did with something larger: reasons become "other_reason",
 * ways out of care the destination nobody states; moves between settings are left out. What is
 * joined is two or more parts, N children or more together, so that no part follows from a
 * total. Does nothing without --suppress.
 */
void di_episode_withhold(struct di_episodes *book);

/**
 * Which of these parts of a shown whole are withheld: the small ones, and the next smallest
 * until two or more are withheld that come to N or more together.
 *
 * @param[out] is_withheld_out  [count]
 * @return how many
 */
size_t di_episode_withhold_parts(const struct di_episodes *book, const double *parts,
                                 size_t count, bool *is_withheld_out);

/**
 * Has any year of the account a small number? Then entries, returns and exits of no year are
 * told: first entries and returns make one sum with the stocks, from which a small one would
 * follow.
 */
bool di_episode_has_small_year(const struct di_episodes *book);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Where children who came into care came first, as the scenario's `first_placements`. */
#ifndef DI_EPISODE_FIRST_H
#define DI_EPISODE_FIRST_H

#include "episode_writer.h"

/**
 * A row for all ages, and one for each band in which children came to other shares. A band with
 * few is drawn to all bands by the weight of one child. Each share has `gamma [children,
 * share]`: taken in proportion, as the scenario takes them, such draws are the posterior of the
 * shares. With
 * --suppress none has, as its children could be subtracted from the entries. NULL: nobody came.
 */
json_t *di_episode_first_placements(struct di_episode_writer *w);

#endif

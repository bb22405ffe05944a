/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The children in care on the first day, as margins of `initial_stock`. */
#ifndef DI_EPISODE_STOCK_H
#define DI_EPISODE_STOCK_H

#include "episode_writer.h"

/**
 * Settings by age and time spent in one margin, settings by sex, by disability and by region
 * in margins of their own: all of them crossed would describe single children. With --suppress
 * age and time spent are two margins, and of each setting small parts are left open.
 */
json_t *di_episode_stock(struct di_episode_writer *w);

/** In care on the first day in this setting. */
double di_episode_stock_of(const struct di_episodes *book, size_t setting);

/** The same as scenario and report tell it: with --suppress a setting with few children has
 * none, and the largest one has them. */
double di_episode_stock_told(const struct di_episodes *book, size_t setting);

#endif

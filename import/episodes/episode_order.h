/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Settings, destinations, reasons and regions in the order of their ids. They are met in the
 * order of the file's rows, which must not show in what is made of them.
 */
#ifndef DI_EPISODE_ORDER_H
#define DI_EPISODE_ORDER_H

#include "episode_book.h"

/** Put them in order, and the numbers in the rows with them. */
void di_episode_order(struct di_episodes *book);

/** The one of two names of a thing that counts, whichever was met first; NULL: none. */
const char *di_episode_name_of_two(const char *first, const char *second);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which partners can be shown after all: they are chosen one by one, and later ones can make
 * earlier ones needless. */
#ifndef DI_REGAINED_CELLS_H
#define DI_REGAINED_CELLS_H

#include "di/disclosure.h"

/*
 * Shows withheld cells of an importance from `from` to below `to`, the most important and then
 * the largest first, wherever it tells no withheld cell but others of the kind and no sum of
 * withheld cells comes below `below`.
 */
enum di_status regained_cells(struct di_disclosure *disclosure, double below, uint8_t from,
                              uint8_t to);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One run twice: with all numbers in the folder @truth, and with small ones withheld in
 * @hidden. */
#ifndef SUPPRESSED_PAIR_H
#define SUPPRESSED_PAIR_H

enum { SUPPRESSED_BELOW = 5 };

void suppressed_pair_run(const char *scenario, const char *options);

#endif

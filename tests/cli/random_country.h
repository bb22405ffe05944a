/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario files of small random countries with every process, for tests that recount a run. */
#ifndef RANDOM_COUNTRY_H
#define RANDOM_COUNTRY_H

#include <stdint.h>

/** Write whole_country.json with its numbers varied, from three quarters to one and a half of
 * each; whole ones stay whole. Seed 0: as it stands. */
void random_country_write(const char *path, uint64_t seed);

#endif

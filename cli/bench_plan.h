/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The benchmark of the optimizer: three sizes, each with the time it may take. */
#ifndef DI_BENCH_PLAN_H
#define DI_BENCH_PLAN_H

#include "command.h"

/** One line each for 4x12, 12x24 and 30x40; `size` scales regions and quarters.
 * Regions are solved on so many threads. */
enum di_exit di_bench_plan(const struct di_cli *cli, double size, uint32_t threads);

#endif

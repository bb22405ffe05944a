/* SPDX-License-Identifier: GPL-3.0-or-later */
/** `homeward bench import`: placement episodes from a file to a scenario. */
#ifndef DI_BENCH_IMPORT_H
#define DI_BENCH_IMPORT_H

#include <stdint.h>

#include "command.h"

/** 200,000 episodes, times `size`: the median of `repeat` readings, as one line. */
enum di_exit di_bench_import(const struct di_cli *cli, double size, uint64_t repeat);

#endif

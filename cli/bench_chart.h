/* SPDX-License-Identifier: GPL-3.0-or-later */
/** `homeward bench chart`: how long drawing takes. */
#ifndef DI_BENCH_CHART_H
#define DI_BENCH_CHART_H

#include <stdint.h>

#include "command.h"

/** Prints one line, as JSON or for people. Nothing in a program without charts. */
enum di_exit di_bench_chart(const struct di_cli *cli, uint64_t repeat);

#endif

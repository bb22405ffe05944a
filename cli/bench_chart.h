/* SPDX-License-Identifier: GPL-3.0-or-later */
/** `homeward bench chart`: how long drawing takes. */
#ifndef DI_BENCH_CHART_H
#define DI_BENCH_CHART_H

#include <stdbool.h>
#include <stdint.h>

#include "command.h"

/** False in a program built without charts. */
extern const bool di_bench_has_charts;

/** Prints one line as JSON, or lines for people. Without charts it says so (exit 5). */
enum di_exit di_bench_chart(const struct di_cli *cli, uint64_t repeat);

#endif

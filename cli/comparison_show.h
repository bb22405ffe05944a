/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Comparisons on stdout: a table and a list of inputs each, or one JSON document of all. */
#ifndef DI_COMPARISON_SHOW_H
#define DI_COMPARISON_SHOW_H

#include "di/comparison.h"

#include "command.h"

/** Reports its own errors. */
enum di_exit di_comparison_show(const struct di_cli *cli,
                                const struct di_comparison *comparisons, size_t count);

#endif

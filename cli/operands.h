/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Scenario files and results folders named on the command line. */
#ifndef DI_OPERANDS_H
#define DI_OPERANDS_H

#include "command.h"

/** Reports the first that is not there. */
enum di_exit di_operands_check(const struct di_cli *cli, char *const *operands, size_t count);

#endif

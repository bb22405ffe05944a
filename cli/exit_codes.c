/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statuses come in bands of a hundred; only the run band needs to be told apart. */
#include "exit_codes.h"

enum di_exit di_exit_code(enum di_status status)
{
    if (status == DI_OK)
        return DI_EXIT_DONE;
    if (status == DI_ERR_INVARIANT)
        return DI_EXIT_CHECK_FAILED;
    if (status == DI_ERR_INTERRUPTED)
        return DI_EXIT_INTERRUPTED;
    const int band = (int)status / 100;
    if (band == 1 || band == 2)
        return DI_EXIT_INPUT;
    if (status == DI_ERR_INFEASIBLE || status == DI_ERR_TIME)
        return DI_EXIT_NO_PLAN;
    if (band == 5 || band == 6)
        return DI_EXIT_SYSTEM;
    return DI_EXIT_INTERNAL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "di/error.h"

#include <stdio.h>
#include <string.h>

void di_error_clear(struct di_error *error)
{
    memset(error, 0, sizeof *error);
}

enum di_status di_fail(struct di_error *error, enum di_status status, const char *where,
                       const char *id, const struct di_argument *arguments, size_t count)
{
    if (error == NULL)
        return status;
    di_error_clear(error);
    error->status = status;
    (void)snprintf(error->where, sizeof error->where, "%s", where != NULL ? where : "");
    di_message_set(&error->message, id, arguments, count);
    return status;
}

enum di_status di_fail_memory(struct di_error *error)
{
    return di_fail(error, DI_ERR_MEMORY, "",
                   DI_N_("There is not enough memory. Close other programs, or use fewer "
                         "replications, regions or years."),
                   NULL, 0);
}

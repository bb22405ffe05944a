/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file_name.h"

#include <string.h>

const char *di_file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

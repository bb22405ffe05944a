/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "di/status.h"

const char *di_status_code(enum di_status status)
{
    switch (status) {
#define DI_STATUS_CASE(suffix, value, code, text)                                              \
    case DI_##suffix:                                                                          \
        return code;
        DI_STATUS_TABLE(DI_STATUS_CASE)
#undef DI_STATUS_CASE
    }
    return "internal";
}

const char *di_status_text(enum di_status status)
{
    switch (status) {
#define DI_STATUS_CASE(suffix, value, code, text)                                              \
    case DI_##suffix:                                                                          \
        return text;
        DI_STATUS_TABLE(DI_STATUS_CASE)
#undef DI_STATUS_CASE
    }
    return "Internal error";
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Names of things of a scenario, and the values that stand for "none of them". */
#ifndef DI_NAME_H
#define DI_NAME_H

#include <stdint.h>

#define DI_NONE UINT16_MAX     /* "no such region, setting, ..." */
#define DI_NO_DAY INT32_MAX    /* a dated policy that never comes */
#define DI_UNLIMITED INT32_MAX /* capacity */

/** Every named thing: id for files, names for people, key for draws, rank for ties. */
struct di_name {
    const char *id;
    const char *name_en; /* never NULL: falls back to id */
    const char *name_ru; /* never NULL: falls back to name_en */
    uint64_t key;        /* di_key_of_name(kind of thing, id) */
    uint32_t rank;       /* position in byte order of ids among its like */
};

#endif

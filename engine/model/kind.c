/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of kinds, read by column. */
#include "di/kind.h"

#include <assert.h>
#include <stddef.h>

struct kind_row {
    const char *id;
    bool is_family_based, is_residential, is_formal_care, is_absorbing;
};

static const struct kind_row *row(enum di_kind kind)
{
#define KIND_ROW(suffix, id, family, residential, care, absorbing)                             \
    {id, family, residential, care, absorbing},
    static const struct kind_row rows[DI_KIND_COUNT] = {DI_KIND_TABLE(KIND_ROW)};
#undef KIND_ROW
    assert((unsigned)kind < DI_KIND_COUNT);
    return &rows[kind];
}

const char *di_kind_id(enum di_kind kind)
{
    return row(kind)->id;
}

bool di_kind_is_family_based(enum di_kind kind)
{
    return row(kind)->is_family_based;
}

bool di_kind_is_residential(enum di_kind kind)
{
    return row(kind)->is_residential;
}

bool di_kind_is_formal_care(enum di_kind kind)
{
    return row(kind)->is_formal_care;
}

bool di_kind_is_foster(enum di_kind kind)
{
    return kind == DI_KIND_FOSTER || kind == DI_KIND_SPECIALISED_FOSTER ||
           kind == DI_KIND_EMERGENCY_FOSTER;
}

bool di_kind_is_absorbing(enum di_kind kind)
{
    return row(kind)->is_absorbing;
}

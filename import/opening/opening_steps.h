/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The steps of all imports of office tables that end in a scenario. */
#ifndef OPENING_STEPS_H
#define OPENING_STEPS_H

#include "opening_book.h"

struct opening_kind {
    struct di_office_kind of;
    /* Read the open table, whose columns are found, and make the patch. */
    void (*read)(struct di_opening_book *book);
};

/* Of counts of children all, of posts those before "censored". */
enum { OPENING_POST_OPTIONS = 2, OPENING_OPTIONS = 3 };
extern const struct di_office_option opening_options[OPENING_OPTIONS];

extern const struct opening_kind opening_stock, opening_register, opening_workforce;

DI_MUST_CHECK enum di_status opening_import(const struct di_opening_request *request,
                                            const struct opening_kind *kind,
                                            struct di_diagnostics *diagnostics,
                                            struct di_opening_book **out,
                                            struct di_error *error);

#endif

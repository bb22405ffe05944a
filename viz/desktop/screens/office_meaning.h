/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of tables, columns and words in plain language, and what each may be chosen to mean. */
#ifndef OFFICE_MEANING_H
#define OFFICE_MEANING_H

#include "office_state.h"

/* Marked for translation. */
const char *office_kind_name(enum import_kind kind);
/* What a role of a kind is: "Places"; the id if it has no name. */
const char *office_role_name(enum import_kind kind, const char *role);

/* What a mapping's id means: the name of the thing, or of the kind of care; translated. */
const char *office_meaning_name(struct ui *ui, const struct desk *desk, const char *role,
                                const char *id);

/* One line of the dialog of choices. */
struct office_choice {
    const char *text, *aside;
    bool is_chosen;
    struct ui_action action;
};

/* Lines that match what was typed, at most `room`; `title_out` is translated. */
size_t office_choices(struct ui *ui, const struct desk *desk, struct office_choice *choices,
                      size_t room, const char **title_out);

#endif

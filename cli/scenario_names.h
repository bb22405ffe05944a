/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What people call the places of a scenario: names out of the resolved scenario.json of a
 * results folder, in the program's language. An id without a name is its own name.
 */
#ifndef DI_SCENARIO_NAMES_H
#define DI_SCENARIO_NAMES_H

#include "di/names.h"

struct di_scenario_names {
    struct di_names names;
    const char *language;
};

/** @return DI_OK: finish it; else there is nothing to finish, and ids are names */
DI_MUST_CHECK enum di_status di_scenario_names_open(struct di_scenario_names *names,
                                                    const char *resolved, const char *language,
                                                    struct di_error *error);
void di_scenario_names_finish(struct di_scenario_names *names);

/** `section` is "settings", "regions", "institutions", "carers"; borrowed until finish. */
const char *di_scenario_names_get(const struct di_scenario_names *names, const char *section,
                                  const char *id);

#endif

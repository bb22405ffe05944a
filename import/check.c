/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Structure of a scenario: required sections. */
#include "check.h"

void di_check_scenario(struct di_sources *sources, struct di_node *root)
{
    static const char *const required[] = {"format",  "id",       "horizon",
                                           "regions", "settings", "entries"};
    for (size_t i = 0; i < sizeof required / sizeof required[0]; i++) {
        struct di_message message;
        if (di_node_find(sources->arena, root, required[i]) != NULL)
            continue;
        DI_MESSAGE(&message, DI_N_("The key '%1' is missing."), di_text_arg(required[i]));
        (void)di_sources_report(sources, root, DI_SEVERITY_ERROR, DI_ERR_MISSING, &message);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Optimise: what to aim for, what never to do, and the plan that comes out. */
#include "screen.h"

#define N_(text) text

double screen_optimise(struct ui *ui, struct desk *desk, struct di_rect area)
{
    double height = 0;
    if (session_document(&desk->session) == NULL) {
        (void)screen_has_results(ui, desk, area, &height);
        return height;
    }
    return screen_empty(ui, area, tr(ui, N_("Set at least one target")),
                        tr(ui, N_("This scenario has no goals. Give targets under 'goals' in "
                                  "the scenario: what to reach, by when, and within which "
                                  "limits.")),
                        NULL, 0);
}

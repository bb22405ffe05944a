/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which inputs Assumptions lists: by topic, search and what was changed. */
#ifndef INPUT_FILTER_H
#define INPUT_FILTER_H

#include "desk.h"

/* `topic`: a first key of scenario files; "": any. */
bool input_is_of_topic(const struct di_scenario_input *input, const char *topic);
bool input_is_wanted(struct ui *ui, const struct desk *desk, const struct document *document,
                     const struct di_scenario_input *input);

#endif

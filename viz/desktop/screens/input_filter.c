/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "input_filter.h"

#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "input_text.h"

bool input_is_of_topic(const struct di_scenario_input *input, const char *topic)
{
    const size_t length = strlen(topic);
    return length == 0 ||
           (strncmp(input->pointer + 1, topic, length) == 0 &&
            (input->pointer[length + 1] == '/' || input->pointer[length + 1] == '\0'));
}

bool input_is_wanted(struct ui *ui, const struct desk *desk, const struct document *document,
                     const struct di_scenario_input *input)
{
    char text[1100];
    if (!input_is_of_topic(input, desk->topic))
        return false;
    if (desk->only_changed && !edits_touch(&document->edits, input->pointer))
        return false;
    if (desk->search[0] == '\0')
        return true;
    (void)snprintf(text, sizeof text, "%s %s %s", tr(ui, input->text), input_owner(ui, input),
                   input->pointer);
    return commands_match(text, desk->search);
}

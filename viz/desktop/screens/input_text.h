/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an input of a scenario reads: name, value, unit, range, mark, in the screen's language.
 */
#ifndef INPUT_TEXT_H
#define INPUT_TEXT_H

#include "desk.h"

/* What it is, in words: "Children at the gate". */
const char *input_name(struct ui *ui, const struct di_scenario_input *input);
/* The same of a text of the table of fields. */
const char *input_field_name(struct ui *ui, const char *id);
/* What must be known besides ("Absent: 6 months"), or "". */
const char *input_remark(struct ui *ui, const struct di_scenario_input *input);
/* The things it belongs to, outermost first, by name. */
const char *input_owner(struct ui *ui, const struct di_scenario_input *input);
const char *input_value(struct ui *ui, const struct di_scenario_input *input);
/* With steps: the value before the first and the one after the last. */
const char *input_dated_value(struct ui *ui, const struct di_scenario_input *input);
/* "0.08–0.16", the middle 90% of an uncertain input; "" of any other. */
const char *input_range(struct ui *ui, const struct di_scenario_input *input);
const char *input_mark(const struct ui *ui, const struct di_scenario_input *input,
                       bool is_changed);
/* Of the widest mark, small letters. */
double input_mark_width(struct ui *ui);
/* The last name of its pointer. */
const char *input_key(const struct di_scenario_input *input);
const char *input_unit(struct ui *ui, const struct document *document,
                       const struct di_scenario_input *input);
/* Order of topics on the screen: unknown ones last. */
size_t input_topic_rank(const char *key);
/* Name of a first key of scenario files: "Institutions". */
const char *input_topic(const struct ui *ui, const char *key);

#endif

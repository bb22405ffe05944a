/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of the trace, for sceptics; ask trace_is_on before anything else. Part of system.h. */
#ifndef DI_TRACE_LINES_H
#define DI_TRACE_LINES_H

#include "system.h"

static inline bool trace_is_on(const struct di_care *care)
{
    return care->on_trace != NULL;
}
/** A child where it now is: what and value as the event says. */
void trace_child(const struct di_care *care, uint32_t slot, enum di_trace_event event,
                 const char *what, double value);
/** A child that has just moved to where it now is; `move` DI_MOVES: no move of care. */
void trace_move(const struct di_care *care, uint32_t slot, enum di_trace_event event,
                uint16_t from, uint16_t from_region, enum di_move move);
void trace_group(const struct di_care *care, const struct group *group, uint16_t region,
                 enum di_trace_event event, uint32_t children);
/** A line of the system about an institution, carers or role: its id, region and a number. */
void trace_place(const struct di_care *care, enum di_trace_event event, const char *place,
                 uint16_t region, double value);
/* For lines of other shapes: an empty line, a child's line, its place; then trace_emit. */
struct di_trace_line trace_line(const struct di_care *care, enum di_trace_event event);
struct di_trace_line trace_line_of_child(const struct di_care *care, uint32_t slot,
                                         enum di_trace_event event);
void trace_set_place(const struct di_care *care, uint32_t unit, struct di_trace_line *line);
void trace_emit(const struct di_care *care, const struct di_trace_line *line);
const char *trace_option_id(enum di_option option);

#endif

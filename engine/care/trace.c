/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Trace lines out of the rows of a replication. Lines come in the order of events; those of one
 * event in the order in which it does things (a breakdown, then the move it leads to). Callers
 * ask trace_is_on first, so that a run without a trace pays one branch.
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "di/justice.h"

#include "system.h"

const char *di_trace_event_id(enum di_trace_event event)
{
#define EVENT_ID(suffix, id) id,
    static const char *const ids[DI_TRACE_EVENTS] = {DI_TRACE_TABLE(EVENT_ID)};
#undef EVENT_ID
    return ids[event];
}

const char *trace_option_id(enum di_option option)
{
    static const char *const ids[DI_OPTIONS] = {
        [DI_OPTION_REUNIFICATION] = "reunification",
        [DI_OPTION_KINSHIP] = "kinship",
        [DI_OPTION_FOSTER] = "foster",
        [DI_OPTION_SPECIALISED_FOSTER] = "specialised_foster",
        [DI_OPTION_SGH] = "sgh",
        [DI_OPTION_SUPPORTED_INDEPENDENT] = "supported_independent"};
    return ids[option];
}

static const char *region_of_rank(const struct di_model *model, uint32_t rank)
{
    const uint16_t region = di_model_region_of_rank(model, rank);
    return region != DI_NONE ? model->regions[region].name.id : "unknown";
}

static const char *reason_of_rank(const struct di_model *model, uint32_t rank)
{
    const uint16_t reason = di_model_reason_of_rank(model, rank);
    return reason != DI_NONE ? model->reasons[reason].name.id : "unknown";
}

static const char *offence_of_rank(const struct di_model *model, uint32_t rank)
{
    return model->justice != NULL && rank < model->justice->offence_count
               ? model->justice->offences[rank].name.id
               : "unknown";
}

void di_trace_child_name(const struct di_model *model, uint64_t child, char *buffer,
                         size_t size)
{
    const uint64_t order = child >> 3;
    const unsigned member = (unsigned)(child & 7u);
    if ((order & ORDER_RESIDENT) != 0) {
        (void)snprintf(buffer, size, "start-%" PRIu64 "-%u", order & ~ORDER_RESIDENT, member);
        return;
    }
    const struct canonical_id id = canonical_id_of(order);
    const bool is_justice = (order & ORDER_JUSTICE) != 0;
    (void)snprintf(
        buffer, size, "%s-%s-%" PRIu32 "-%" PRIu32 "-%u", region_of_rank(model, id.region),
        is_justice ? offence_of_rank(model, id.reason) : reason_of_rank(model, id.reason),
        id.strip, id.ordinal, member);
}

struct di_trace_line trace_line(const struct di_care *care, enum di_trace_event event)
{
    return (struct di_trace_line){.at = care->now,
                                  .event = event,
                                  .child = DI_TRACE_NO_CHILD,
                                  .origin = DI_NONE,
                                  .from = DI_NONE,
                                  .to = DI_NONE,
                                  .from_region = DI_NONE,
                                  .to_region = DI_NONE,
                                  .move = DI_MOVES,
                                  .ordinal = UINT32_MAX,
                                  .value = (double)NAN};
}

/* Pools of a setting have no name of their own. */
void trace_set_place(const struct di_care *care, uint32_t unit, struct di_trace_line *line)
{
    if (unit >= care->unit_count)
        return;
    const struct unit *at = &care->units[unit];
    if (at->carers != UINT32_MAX) {
        line->place = care->model->carers[at->carers].name.id;
        line->ordinal = at->ordinal;
    } else if (at->institution != UINT32_MAX) {
        line->place = care->model->institutions[at->institution].name.id;
    }
}

struct di_trace_line trace_line_of_child(const struct di_care *care, uint32_t slot,
                                         enum di_trace_event event)
{
    const struct child *child = &care->children[slot];
    struct di_trace_line line = trace_line(care, event);
    line.child = child_order(care, slot);
    line.birth_day = child->birth_day;
    line.sex = child->sex;
    line.disability = child->disability;
    line.age_band = child->age_band;
    line.origin = (uint16_t)child->origin;
    if (child->setting != DI_SETTING_UNPLACED && child->unit != NO_SLOT)
        trace_set_place(care, child->unit, &line);
    return line;
}

void trace_emit(const struct di_care *care, const struct di_trace_line *line)
{
    care->on_trace(care->trace_context, line);
}

void trace_child(const struct di_care *care, uint32_t slot, enum di_trace_event event,
                 const char *what, double value)
{
    struct di_trace_line line = trace_line_of_child(care, slot, event);
    const struct child *child = &care->children[slot];
    line.from = line.to = child->setting;
    line.from_region = line.to_region = (uint16_t)child->region;
    line.what = what;
    line.value = value;
    trace_emit(care, &line);
}

void trace_move(const struct di_care *care, uint32_t slot, enum di_trace_event event,
                uint16_t from, uint16_t from_region, enum di_move move)
{
    struct di_trace_line line = trace_line_of_child(care, slot, event);
    const struct child *child = &care->children[slot];
    line.from = from;
    line.from_region = from_region;
    line.to = child->setting;
    line.to_region = (uint16_t)child->region;
    line.move = (uint8_t)move;
    trace_emit(care, &line);
}

void trace_group(const struct di_care *care, const struct group *group, uint16_t region,
                 enum di_trace_event event, uint32_t children)
{
    struct di_trace_line line = trace_line(care, event);
    line.child = group->order << 3;
    line.origin = region;
    line.value = children;
    trace_emit(care, &line);
}

void trace_place(const struct di_care *care, enum di_trace_event event, const char *place,
                 uint16_t region, double value)
{
    struct di_trace_line line = trace_line(care, event);
    line.place = place;
    line.to_region = region;
    line.value = value;
    trace_emit(care, &line);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A synthetic child's life in plain words, out of its lines of a trace in their order:
 * `homeward explain` prints the sentences, the window shows them.
 */
#ifndef DI_LIFE_STORY_H
#define DI_LIFE_STORY_H

#include "di/message.h"
#include "di/names.h"
#include "di/trace_file.h"

enum { DI_LIFE_WAITS_MAX = 12, DI_LIFE_ACTIVITY_MAX = 32 };

/** Work that joined a queue: told only if it does not begin at the same instant. */
struct di_life_wait {
    double day;
    int32_t civil_day;
    char what[DI_LIFE_ACTIVITY_MAX];
};

/** The first four members are set by the caller, the rest is zero at first. */
struct di_life_story {
    const struct di_names *names;
    const struct di_catalogue *catalogue; /* NULL: English */
    /* A sentence; the message is borrowed for the call. */
    void (*tell)(void *context, const struct di_message *message);
    void *context;

    int32_t birth_civil_day;
    struct di_life_wait waits[DI_LIFE_WAITS_MAX];
    uint32_t wait_count;
    char last[DI_TRACE_CHILD_MAX]; /* setting the child was last in */
    bool is_over;                  /* left care for good */
};

/** Who it is, from the child's first line; before the events. */
void di_life_person(struct di_life_story *story, const struct di_trace_row *row,
                    struct di_message *out);

/** One line of the child: none, one or more sentences. */
void di_life_event(struct di_life_story *story, const struct di_trace_row *row);

/** After the last line: where the child is on the run's last day, unless it left. */
void di_life_end(struct di_life_story *story, int32_t last_civil_day);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Waits and returns told again by a trace, spell by spell, in whole minutes as results count
 * them: from a request to the move that ends it, from a return home to the next entry.
 */
#ifndef TRACE_SPELLS_H
#define TRACE_SPELLS_H

#include <jansson.h>
#include <stdbool.h>

#include "di/results.h"

#include "trace_lie.h"

enum told_end { TOLD_OPEN, TOLD_EVENT, TOLD_OTHER };

struct told_spell {
    double from, until; /* minutes since the start */
    double decided;     /* of a request; infinite: not while it was open */
    enum told_end end;  /* a placement or a re-entry; another end; the horizon */
    bool is_return;
    uint32_t replication, year; /* UINT32_MAX: requests there at the start */
    char region[72];            /* of the request; a return's is that of origin */
    char age_band[16], sex[12], disability[12];
};

struct trace_spells {
    struct di_results *results;
    json_t *scenario; /* resolved */
    struct told_spell *spells;
    size_t count, capacity;
};

/** Read a results folder with a trace; `lie` may be NULL. */
void trace_spells_read(struct trace_spells *spells, const char *folder,
                       const struct trace_lie *lie);
void trace_spells_free(struct trace_spells *spells);

/** First minute of a year or quarter of the scenario; one past the last: its end. */
double trace_spells_year(const struct trace_spells *spells, uint32_t year);
double trace_spells_quarter(const struct trace_spells *spells, uint32_t quarter);

#endif

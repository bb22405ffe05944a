/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "life_state.h"

#include <stdlib.h>
#include <string.h>

#include "di/folder.h"

void life_destroy(struct life_state *state)
{
    if (state == NULL)
        return;
    life_job_destroy(state->job);
    free(state->folder);
    free(state);
}

bool life_is_busy(const struct life_state *state)
{
    double seconds;
    return state != NULL && state->job != NULL &&
           life_job_phase(state->job, &seconds) < LIFE_DONE;
}

static struct life_state *begin(struct desk *desk, const struct document *document)
{
    struct life_state *state = calloc(1, sizeof *state);
    if (state == NULL)
        return NULL;
    state->folder = strdup(document->folder != NULL ? document->folder : "");
    state->revision = document->revision;
    if (document->folder != NULL && di_folder_has_file(document->folder, "trace.csv.gz"))
        state->job =
            life_job_start(document->folder, document->results->results->start_civil_day,
                           document->results->results->last_civil_day, desk->session.wake,
                           desk->session.wake_context);
    return state;
}

/* Of these very results, which have what was read of their trace? */
static bool is_current(const struct life_state *state, const struct document *document)
{
    return state != NULL && state->folder != NULL &&
           strcmp(state->folder, document->folder != NULL ? document->folder : "") == 0 &&
           state->revision == document->revision &&
           (!state->has_table || document->results->table[DI_TABLE_TRACE] != NULL);
}

void life_update(struct desk *desk)
{
    const struct document *document = session_document(&desk->session);
    double seconds;
    if (document == NULL || document->results == NULL)
        return;
    struct life_state *state = desk->lives;
    if (!is_current(state, document)) {
        life_destroy(state);
        desk->life_child = 0;
        desk->lives = state = begin(desk, document);
    }
    if (state == NULL || state->job == NULL || state->has_table ||
        life_job_phase(state->job, &seconds) != LIFE_DONE)
        return;
    di_csv_table_destroy(document->results->table[DI_TABLE_TRACE]);
    document->results->table[DI_TABLE_TRACE] = life_job_take_table(state->job);
    state->has_table = true;
}

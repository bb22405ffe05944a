/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace_spells.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/time.h"

#include "di_test.h"
#include "named_rows.h"
#include "scenario_kind.h"

enum { MINUTES = 1440, YEARS_MAX = 200 };

/* What is open of a child: positions of its spells + 1; 0: none. */
struct open {
    size_t wait, home;
    size_t ended; /* its request, just now: the move that follows says how */
    int32_t birth_civil_day;
};

static struct {
    struct trace_spells *of;
    struct named_rows children;
    uint32_t replication;
    bool ageing;
} pass;

static bool is(const char *text, const char *value)
{
    return strcmp(text, value) == 0;
}

/* ---- the calendar ---- */

static double minute_of_month(const struct trace_spells *spells, uint32_t months)
{
    int32_t year, month, day;
    const int32_t start = spells->results->start_civil_day;
    di_date_to_civil(start, &year, &month, &day);
    const int32_t civil =
        di_date_from_civil(year + (int32_t)(months / 12), 1 + (int32_t)(months % 12), 1);
    const int32_t last = spells->results->last_civil_day + 1;
    return (double)((civil < last ? civil : last) - start) * MINUTES;
}

double trace_spells_year(const struct trace_spells *spells, uint32_t year)
{
    return minute_of_month(spells, 12 * year);
}

double trace_spells_quarter(const struct trace_spells *spells, uint32_t quarter)
{
    return minute_of_month(spells, 3 * quarter);
}

static uint32_t year_of(const struct trace_spells *spells, double minute)
{
    uint32_t year = 0;
    while (trace_spells_year(spells, year + 1) <= minute)
        year++;
    return year;
}

static double minute_of(double day)
{
    return floor(day * MINUTES);
}

/* ---- spells ---- */

static struct told_spell *spell_at(size_t position)
{
    return &pass.of->spells[position - 1];
}

static size_t begin(const struct di_trace_row *row, bool is_return, const char *region)
{
    struct trace_spells *of = pass.of;
    if (of->count == of->capacity) {
        of->capacity = 2 * of->capacity + 1024;
        of->spells = realloc(of->spells, of->capacity * sizeof *of->spells);
        assert_non_null(of->spells);
    }
    const double from = minute_of(row->day);
    const bool is_first = !is_return && from <= 0;
    struct told_spell *spell = &of->spells[of->count];
    *spell = (struct told_spell){.from = from,
                                 .until = trace_spells_year(of, YEARS_MAX),
                                 .decided = HUGE_VAL,
                                 .is_return = is_return,
                                 .replication = row->replication,
                                 .year = is_first ? UINT32_MAX : year_of(of, from)};
    (void)snprintf(spell->region, sizeof spell->region, "%s", region);
    (void)snprintf(spell->age_band, sizeof spell->age_band, "%s", row->age_band);
    (void)snprintf(spell->sex, sizeof spell->sex, "%s", row->sex);
    (void)snprintf(spell->disability, sizeof spell->disability, "%s", row->disability);
    return ++of->count;
}

static void end(size_t position, double minute, enum told_end how)
{
    spell_at(position)->until = minute;
    spell_at(position)->end = how;
}

/* Who turns 18 at home can no longer come back; who goes home then is no return. */
static void come_of_age(const struct open *child)
{
    const int32_t adult =
        di_day_at_age(child->birth_civil_day, 18) - pass.of->results->start_civil_day;
    struct told_spell *spell = spell_at(child->home);
    if (!pass.ageing || (double)adult * MINUTES >= spell->until)
        return;
    spell->until = (double)adult * MINUTES;
    spell->end = TOLD_OTHER;
}

static bool is_return(const struct di_trace_row *row)
{
    const char *kind = scenario_kind(pass.of->scenario, row->from);
    const bool is_grown =
        pass.ageing && row->civil_day >= di_day_at_age(row->birth_civil_day, 18);
    return row->event == DI_TRACE_HOME && !is_grown && !is(kind, "detention") &&
           !is(kind, "diversion");
}

static void count_home(struct open *child, const struct di_trace_row *row)
{
    if (row->event == DI_TRACE_REENTRY && child->home != 0) {
        end(child->home, minute_of(row->day), TOLD_EVENT);
        come_of_age(child);
        child->home = 0;
    }
    if (is_return(row)) {
        child->home = begin(row, true, row->origin);
        child->birth_civil_day = row->birth_civil_day;
    }
}

/* A request ends placed by a move from place to place or by a planned one out of care. */
static void count_wait(struct open *child, const struct di_trace_row *row)
{
    if (row->event == DI_TRACE_REQUEST)
        child->wait = begin(row, false, row->to_region);
    if (row->event == DI_TRACE_DECISION && child->wait != 0)
        spell_at(child->wait)->decided = minute_of(row->day);
    if (row->event == DI_TRACE_REQUEST_END && child->wait != 0) {
        child->ended = child->wait;
        child->wait = 0;
        end(child->ended, minute_of(row->day), TOLD_OTHER);
    }
    const bool is_out = row->event == DI_TRACE_HOME || row->event == DI_TRACE_EXIT;
    if (row->event != DI_TRACE_MOVE && !is_out)
        return;
    if (child->ended != 0 && (!is_out || is(row->move, "planned")))
        spell_at(child->ended)->end = TOLD_EVENT;
    child->ended = 0;
}

static void finish_replication(void)
{
    for (size_t i = 0; i < pass.children.names.count; i++) {
        const struct open *child = named_rows_at(&pass.children, i);
        if (child->home != 0)
            come_of_age(child);
    }
    named_rows_clear(&pass.children);
}

static bool count_row(void *context, const struct di_trace_row *row)
{
    (void)context;
    bool is_new;
    if (row->replication != pass.replication) {
        finish_replication();
        pass.replication = row->replication;
    }
    if (row->birth_civil_day == INT32_MIN)
        return true; /* groups at the gate, the system */
    struct open *child = named_rows_of(&pass.children, row->child, &is_new);
    count_home(child, row);
    count_wait(child, row);
    return true;
}

void trace_spells_read(struct trace_spells *spells, const char *folder,
                       const struct trace_lie *lie)
{
    memset(&pass, 0, sizeof pass);
    *spells = (struct trace_spells){0};
    pass.of = spells;
    pass.children.row_size = sizeof(struct open);
    assert_status(di_results_read(folder, &spells->results, NULL), DI_OK);
    spells->scenario = json_loads(spells->results->resolved, 0, NULL);
    assert_non_null(spells->scenario);
    pass.ageing =
        !json_is_false(scenario_value(json_object_get(spells->scenario, "policies"), "ageing"));
    trace_lie_read(folder, lie, count_row, NULL);
    finish_replication();
}

void trace_spells_free(struct trace_spells *spells)
{
    free(spells->spells);
    json_decref(spells->scenario);
    di_results_destroy(spells->results);
}

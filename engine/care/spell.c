/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Spells whose length is asked for: waits from a request to a placement, and the time at home
 * from a return to a re-entry (MODEL 11, K10 and K14). A spell is written down when it ends;
 * what is still open is written down at the horizon. Statistics are made elsewhere.
 *
 * Minutes, whole: hand schedules are to the minute, and a spell takes 16 bytes.
 */
#include <stdlib.h>

#include "system.h"

static uint32_t minute_of(di_time time)
{
    return time <= 0 ? 0 : (uint32_t)(di_time_days(time) * 24 * 60);
}

/* Between the minutes of both, so that `from` and the length give the minute of the end. */
static uint32_t minutes_between(di_time from, di_time until)
{
    return minute_of(until) - minute_of(from);
}

static uint32_t band_at(const struct di_care *care, const struct child *child, di_time at)
{
    if (!care->model->policies.ageing)
        return child->age_band;
    return child_band_on(care, child->birth_day, di_time_day(at));
}

static void add(struct di_care *care, struct di_spell spell)
{
    struct di_result *result = care->recorder.result;
    if (result->spell_count == care->recorder.spell_capacity) {
        const uint32_t capacity = result->spell_count * 2 + 256;
        struct di_spell *grown = realloc(result->spells, capacity * sizeof *grown);
        if (grown == NULL) {
            care_fail_memory(care);
            return;
        }
        result->spells = grown;
        care->recorder.spell_capacity = capacity;
    }
    result->spells[result->spell_count++] = spell;
}

void spell_add_wait(struct di_care *care, uint32_t slot, enum di_spell_end end)
{
    const struct child *child = &care->children[slot];
    const struct request *request = &care->waiting.requests[child->request];
    if (care->desk != NULL && casefile_of(care, slot)->is_check)
        return; /* assessed in its family: waits for no place */
    const bool is_decided = request->decided <= care->now;
    /* The run stops a tick before its end; what is open then has lasted up to the end. */
    const di_time until = end == DI_SPELL_OPEN ? care->end : care->now;
    add(care, (struct di_spell){
                  .from = minute_of(request->made),
                  .decided = is_decided ? minutes_between(request->made, request->decided)
                                        : DI_SPELL_UNDECIDED,
                  .lasts = minutes_between(request->made, until),
                  .region = request->region & 0x3ffu,
                  .kind = DI_SPELL_WAIT,
                  .end = (uint32_t)end & 3u,
                  .age_band = band_at(care, child, request->made) & 7u,
                  .sex = child->sex,
                  .disability = child->disability});
}

/* Who turned 18 at home can no longer re-enter: a competing end on that day. Returns before the
 * start are those of the home pool, whose years are not the run's. */
void spell_add_home(struct di_care *care, const struct child *child, bool is_reentry)
{
    const di_time start = child_state_start(child);
    if (start < 0)
        return;
    di_time until = is_reentry ? care->now : care->end;
    enum di_spell_end end = is_reentry ? DI_SPELL_EVENT : DI_SPELL_OPEN;
    const di_time adult = di_time_of_day(di_day_at_age(child->birth_day, 18));
    if (care->model->policies.ageing && adult < until) {
        until = adult;
        end = DI_SPELL_OTHER;
    }
    if (until <= start)
        return; /* went home at 18 or later */
    add(care, (struct di_spell){.from = minute_of(start),
                                .decided = DI_SPELL_UNDECIDED,
                                .lasts = minutes_between(start, until),
                                .region = child->origin,
                                .kind = DI_SPELL_HOME,
                                .end = (uint32_t)end & 3u,
                                .age_band = band_at(care, child, start) & 7u,
                                .sex = child->sex,
                                .disability = child->disability});
}

void spell_finish(struct di_care *care)
{
    for (uint32_t slot = 0; slot < care->child_slots.used && care->status == DI_OK; slot++) {
        const struct child *child = &care->children[slot];
        if (child->group == NO_SLOT)
            continue;
        if (child->request != NO_SLOT)
            spell_add_wait(care, slot, DI_SPELL_OPEN);
        if (child->setting == DI_SETTING_HOME_CLOSED ||
            child->setting == DI_SETTING_HOME_MONITORED)
            spell_add_home(care, child, false);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shocks (MODEL 8.8). When they come is settled before the replication starts: dated ones as
 * they are, others drawn as gaps of an exponential law while none of the same name is on. So
 * their edges belong to the known future of every clock, nothing is drawn again, and until the
 * first edge a replication is the one without shocks.
 *
 * While a shock lasts its multipliers act in its regions; several at a time multiply. On its
 * first day it sends home a share of sibling groups without assessment, and takes residents of
 * listed institutions to host regions: to a free fitting place, of the same setting if there is
 * one, else to the fitting institution that is least full, above its capacity, counted by name;
 * a child whom none admits is without a place. An evacuated institution admits nobody until the
 * shock is over; its children stay where they were taken. Children go in canonical order.
 *
 * Where there are workers, those sent home are a backlog of tracing: once a child is found, its
 * own pace of re-entry is over.
 *
 * Money that ends is not a shock: see the budget.
 */
#include "di/shock.h"

#include <math.h>
#include <stdlib.h>

#include "desk.h"
#include "system.h"

struct shock_window {
    di_time from, to;
    uint16_t shock;   /* of the model */
    uint16_t ordinal; /* how many of its name came before: index of draws */
};

struct shock_state {
    struct shock_window *windows; /* by time, then shock */
    uint32_t count, capacity;
    struct shocked *order; /* scratch: children in canonical order */
    uint32_t order_capacity;
    struct traced *traced; /* children sent home whom a team shall find */
    uint32_t traced_count, traced_capacity;
};

struct traced {
    uint64_t key;
    uint32_t slot;
    uint16_t region;
};

struct shocked {
    uint64_t id;
    uint32_t slot;
};

static const struct di_shock *shock_of(const struct di_care *care,
                                       const struct shock_window *window)
{
    return &care->model->shocks->items[window->shock];
}

/* ---- when they come ---- */

enum di_status shock_create(struct di_care *care)
{
    if (care->model->shocks == NULL)
        return DI_OK;
    care->shocks = calloc(1, sizeof *care->shocks);
    return care->shocks == NULL ? DI_ERR_MEMORY : DI_OK;
}

void shock_destroy(struct di_care *care)
{
    if (care->shocks == NULL)
        return;
    care_rows_free(care->shocks->windows);
    care_rows_free(care->shocks->order);
    care_rows_free(care->shocks->traced);
    free(care->shocks);
}

/* Insertion: few, and mostly in order. */
static void add_window(struct di_care *care, struct shock_window window)
{
    struct shock_state *state = care->shocks;
    if (state->count == state->capacity) {
        struct shock_window *grown =
            care_grow(care, state->windows, &state->capacity, state->count + 1, sizeof *grown);
        if (grown == NULL)
            return;
        state->windows = grown;
    }
    uint32_t place = state->count++;
    for (; place > 0 && (state->windows[place - 1].from > window.from ||
                         (state->windows[place - 1].from == window.from &&
                          state->windows[place - 1].shock > window.shock));
         place--)
        state->windows[place] = state->windows[place - 1];
    state->windows[place] = window;
}

static void draw_windows(struct di_care *care, uint16_t s)
{
    const struct di_shock *shock = &care->model->shocks->items[s];
    const di_time lasts = di_time_from_days(shock->duration_days);
    if (shock->start_day != DI_NO_DAY) {
        const di_time from = di_time_of_day(shock->start_day);
        add_window(care, (struct shock_window){from, from + lasts, s, 0});
        return;
    }
    di_time at = 0;
    for (uint16_t ordinal = 0; care->status == DI_OK && ordinal < UINT16_MAX; ordinal++) {
        const double gap =
            di_draw_exponential(care->stream, shock->name.key, DI_PURPOSE_SHOCK, 0, ordinal) /
            shock->rate_per_year;
        if (gap > care->model->horizon_years)
            return;
        at = di_time_of_day(di_time_day(di_time_after_years(at, gap)) + 1);
        if (at >= care->end)
            return;
        add_window(care, (struct shock_window){at, at + lasts, s, ordinal});
        at += lasts;
    }
}

static void tell(const struct di_care *care, const struct shock_window *window, bool begins)
{
    if (!trace_is_on(care))
        return;
    struct di_trace_line line = trace_line(care, DI_TRACE_SHOCK);
    line.what = shock_of(care, window)->name.id;
    line.value = begins ? 1 : 0;
    trace_emit(care, &line);
}

void shock_start(struct di_care *care)
{
    if (care->shocks == NULL)
        return;
    care->shocks->count = care->shocks->traced_count = 0;
    for (uint16_t s = 0; s < care->model->shocks->count; s++)
        draw_windows(care, s);
    for (uint32_t w = 0; w < care->shocks->count; w++) {
        const struct shock_window *window = &care->shocks->windows[w];
        const uint32_t entity = OTHER_ENTITY | SHOCK_ENTITY | w << 1;
        if (window->from >= 0)
            care_schedule(care, window->from, DI_EVENT_CLASS_POLICY, EVENT_SHOCK, entity, 0);
        else if (window->to > 0)
            tell(care, window, true);
        if (window->to > 0)
            care_schedule(care, window->to, DI_EVENT_CLASS_POLICY, EVENT_SHOCK, entity | 1, 0);
    }
}

/* ---- while they last ---- */

static bool is_on(const struct shock_window *window, di_time at)
{
    return window->from <= at && at < window->to;
}

double shock_entries(const struct di_care *care, uint32_t region, uint32_t reason, di_time at)
{
    double factor = 1;
    for (uint32_t w = 0; care->shocks != NULL && w < care->shocks->count; w++) {
        const struct shock_window *window = &care->shocks->windows[w];
        const struct di_shock *shock = shock_of(care, window);
        if (is_on(window, at) && di_shock_is_in(shock, region))
            factor *= di_quantity_at(
                &shock->entries, di_time_day(at),
                &(struct di_person){.region = (uint16_t)region, .reason = (uint16_t)reason});
    }
    return factor;
}

double shock_entries_highest(const struct di_care *care, uint32_t region, uint32_t reason)
{
    const struct di_shocks *shocks = care->model->shocks;
    double highest = 1;
    for (uint32_t s = 0; shocks != NULL && s < shocks->count; s++) {
        const struct di_quantity *entries = &shocks->items[s].entries;
        double factor = 0;
        for (uint32_t i = 0; i < entries->series.count; i++)
            factor = fmax(factor, entries->series.value[i]);
        factor *= di_quantity_factor(entries, &(struct di_person){.region = (uint16_t)region,
                                                                  .reason = (uint16_t)reason});
        highest *= fmax(1, factor);
    }
    return highest;
}

double shock_hazard(const struct di_care *care, uint32_t region, enum di_path path, di_time at)
{
    double factor = 1;
    for (uint32_t w = 0; w < care->shocks->count; w++)
        if (is_on(&care->shocks->windows[w], at) &&
            di_shock_is_in(shock_of(care, &care->shocks->windows[w]), region))
            factor *= shock_of(care, &care->shocks->windows[w])->hazard[path];
    return factor;
}

double shock_hazard_highest(const struct di_model *model, enum di_path path)
{
    double highest = 1;
    for (uint32_t s = 0; model->shocks != NULL && s < model->shocks->count; s++)
        highest *= fmax(1, model->shocks->items[s].hazard[path]);
    return highest;
}

bool shock_changes_hazard(const struct di_model *model, enum di_path path)
{
    for (uint32_t s = 0; model->shocks != NULL && s < model->shocks->count; s++)
        if (model->shocks->items[s].hazard[path] != 1)
            return true;
    return false;
}

di_time shock_next_edge(const struct di_care *care, di_time after)
{
    di_time next = DI_TIME_NEVER;
    for (uint32_t w = 0; w < care->shocks->count; w++) {
        const struct shock_window *window = &care->shocks->windows[w];
        if (window->from > after && window->from < next)
            next = window->from;
        if (window->to > after && window->to < next)
            next = window->to;
    }
    return next;
}

enum level { LEVEL_HOURS, LEVEL_VISITS, LEVEL_ENQUIRIES, LEVEL_CASES };

static double level_of(const struct di_shock *shock, enum level level)
{
    return level == LEVEL_HOURS    ? di_shock_hours_left(shock)
           : level == LEVEL_VISITS ? shock->visits
           : level == LEVEL_CASES  ? shock->justice_cases
                                   : shock->carer_enquiries;
}

static double product_of(const struct di_care *care, uint32_t region, enum level level,
                         di_time at)
{
    double factor = 1;
    for (uint32_t w = 0; care->shocks != NULL && w < care->shocks->count; w++)
        if (is_on(&care->shocks->windows[w], at) &&
            di_shock_is_in(shock_of(care, &care->shocks->windows[w]), region))
            factor *= level_of(shock_of(care, &care->shocks->windows[w]), level);
    return factor;
}

double shock_hours(const struct di_care *care, uint32_t region)
{
    return product_of(care, region, LEVEL_HOURS, care->now);
}

double shock_visits(const struct di_care *care, uint32_t region)
{
    return product_of(care, region, LEVEL_VISITS, care->now);
}

double shock_enquiries(const struct di_care *care, uint32_t region, di_time at)
{
    return product_of(care, region, LEVEL_ENQUIRIES, at);
}

double shock_cases(const struct di_care *care, uint32_t region, di_time at)
{
    return product_of(care, region, LEVEL_CASES, at);
}

static double highest_product(const struct di_model *model, enum level level)
{
    double highest = 1;
    for (uint32_t s = 0; model->shocks != NULL && s < model->shocks->count; s++)
        highest *= fmax(1, level_of(&model->shocks->items[s], level));
    return highest;
}

double shock_enquiries_highest(const struct di_model *model)
{
    return highest_product(model, LEVEL_ENQUIRIES);
}

double shock_cases_highest(const struct di_model *model)
{
    return highest_product(model, LEVEL_CASES);
}

/* ---- on the first day ---- */

static int by_id(const void *a, const void *b)
{
    const struct shocked *x = a, *y = b;
    return x->id < y->id ? -1 : x->id > y->id; /* ids are unique */
}

/* Children for whom `is_meant` holds, in canonical order, in the scratch list. */
static uint32_t gather(struct di_care *care, const struct shock_window *window,
                       bool (*is_meant)(const struct di_care *, const struct shock_window *,
                                        const struct child *))
{
    struct shock_state *state = care->shocks;
    uint32_t count = 0;
    for (uint32_t slot = 0; slot < care->child_slots.used; slot++) {
        const struct child *child = &care->children[slot];
        if (child->group == NO_SLOT || !is_meant(care, window, child))
            continue;
        if (count == state->order_capacity) {
            struct shocked *grown =
                care_grow(care, state->order, &state->order_capacity, count + 1, sizeof *grown);
            if (grown == NULL)
                return 0;
            state->order = grown;
        }
        state->order[count++] = (struct shocked){child_order(care, slot), slot};
    }
    if (count > 1)
        qsort(state->order, count, sizeof *state->order, by_id);
    return count;
}

/* Brothers and sisters are fetched together: the draw is the group's. */
static bool is_discharged(const struct di_care *care, const struct shock_window *window,
                          const struct child *child)
{
    const struct di_shock *shock = shock_of(care, window);
    const struct di_setting *setting = setting_of(care, child);
    const bool is_listed = shock->discharge_settings == NULL
                               ? setting->kind == DI_KIND_INSTITUTION
                               : shock->discharge_settings[child->setting] != 0;
    return is_listed && di_kind_is_formal_care(setting->kind) &&
           di_shock_is_in(shock, child->region) &&
           di_draw_uniform(care->stream,
                           di_key_mix(care->groups[child->group].key, shock->name.key),
                           DI_PURPOSE_SHOCK, 1, window->ordinal) < shock->discharge_share;
}

/* No level of priority, and the day of the discharge as that of a request (MODEL 8.3). */
static uint64_t rank_of_tracing(const struct di_care *care)
{
    const uint64_t none = (UINT64_C(1) << care->model->policies.priority_count) - 1;
    return none << 56 | (uint64_t)care->now;
}

/* The backlog of tracing where the family lives, among the assessments of children in care:
 * also of a child of whom the program already knows that it stays at home. Nobody traces where
 * there are no workers. */
static void ask_for_tracing(struct di_care *care, uint32_t slot)
{
    struct shock_state *state = care->shocks;
    const struct child *child = &care->children[slot];
    const uint32_t row = state->traced_count;
    if (care->desk == NULL)
        return;
    if (row == state->traced_capacity) {
        struct traced *grown =
            care_grow(care, state->traced, &state->traced_capacity, row + 1, sizeof *grown);
        if (grown == NULL)
            return;
        state->traced = grown;
    }
    const uint32_t job = job_add(&care->desk->teams, row | TRACED_OWNER, DI_ACTIVITY_TRACING,
                                 child_order(care, slot));
    if (job == NO_JOB)
        return;
    state->traced[state->traced_count++] =
        (struct traced){child_key(care, child), slot, (uint16_t)child->origin};
    job_begin(&care->desk->teams, job,
              desk_team(care->desk, child->origin, DI_ACTIVITY_TRACING), DI_WORK_ASSESSMENT,
              rank_of_tracing(care), casework_hours(care, slot, DI_ACTIVITY_TRACING, 0),
              care->model->staffing.activities[DI_ACTIVITY_TRACING].min_days, care->now);
}

/* Of whom is not said: it may have grown up or come back since. */
static void tell_traced(const struct di_care *care, uint16_t region)
{
    if (!trace_is_on(care))
        return;
    struct di_trace_line line = trace_line(care, DI_TRACE_TRACED);
    line.origin = region;
    trace_emit(care, &line);
}

/* Found: the child, if it is still at home, is at home like any other from now on. */
void shock_traced(struct di_care *care, uint32_t row)
{
    const struct traced traced = care->shocks->traced[row];
    const struct child *child = &care->children[traced.slot];
    struct carry *carry = child_carry_if_any(care, traced.slot);
    recorder_tally(care, traced.region, DI_TALLY_TRACED);
    tell_traced(care, traced.region);
    if (child->group == NO_SLOT || child_key(care, child) != traced.key || carry == NULL ||
        carry->discharged_by == 0 || child->setting != DI_SETTING_HOME_CLOSED)
        return;
    clocks_keep(care, traced.slot);
    child_carry(care, traced.slot)->discharged_by = 0;
    clocks_plan(care, traced.slot);
}

static void discharge(struct di_care *care, const struct shock_window *window)
{
    if (shock_of(care, window)->discharge_share <= 0)
        return;
    const uint32_t count = gather(care, window, is_discharged);
    for (uint32_t i = 0; i < count && care->status == DI_OK; i++) {
        const uint32_t slot = care->shocks->order[i].slot;
        recorder_tally(care, (uint16_t)care->children[slot].region, DI_TALLY_DISCHARGED);
        if (trace_is_on(care))
            trace_child(care, slot, DI_TRACE_DISCHARGED, NULL, (double)NAN);
        ask_for_tracing(care, slot);
        movement_discharge(care, slot, window->shock);
    }
}

static bool is_evacuated(const struct di_care *care, const struct shock_window *window,
                         const struct child *child)
{
    const struct di_shock *shock = shock_of(care, window);
    for (uint32_t e = 0; child->setting != DI_SETTING_UNPLACED && e < shock->evacuated_count;
         e++)
        if (child->unit == shock->evacuated[e])
            return true;
    return false;
}

/* A free fitting place in the region: the child's own setting, else the first by rank. */
static uint32_t free_host(const struct di_care *care, uint32_t slot, uint16_t region)
{
    const struct child *child = &care->children[slot];
    struct place_request request = {.children = &slot,
                                    .count = 1,
                                    .region = region,
                                    .setting = child->setting,
                                    .except = child->unit,
                                    .only_setting = DI_NONE};
    uint32_t host = unit_find(care, &request);
    if (host != NO_SLOT)
        return host;
    uint32_t best_rank = UINT32_MAX;
    for (uint32_t i = care->kind_first[DI_KIND_INSTITUTION];
         i < care->kind_first[DI_KIND_INSTITUTION + 1]; i++) {
        request.setting = care->kind_settings[i];
        const uint32_t unit = unit_find(care, &request);
        if (unit == NO_SLOT || care->model->settings[request.setting].name.rank >= best_rank)
            continue;
        best_rank = care->model->settings[request.setting].name.rank;
        host = unit;
    }
    return host;
}

/* Is `a` fuller than `b`? Of equally full ones the first by rank is taken. */
static bool is_fuller(const struct di_care *care, uint32_t a, uint32_t b)
{
    const struct unit *x = &care->units[a], *y = &care->units[b];
    const int64_t left = (int64_t)x->occupied * y->licensed;
    const int64_t right = (int64_t)y->occupied * x->licensed;
    return left != right ? left > right
                         : care->model->institutions[a].name.rank >
                               care->model->institutions[b].name.rank;
}

static uint32_t crowded_host(const struct di_care *care, uint32_t slot, uint16_t region)
{
    const struct child *child = &care->children[slot];
    uint32_t host = NO_SLOT;
    for (uint32_t u = 0; u < care->model->institution_count; u++) {
        const struct unit *unit = &care->units[u];
        if (unit->region == region && unit->licensed > 0 && u != child->unit &&
            care->model->settings[unit->setting].kind == DI_KIND_INSTITUTION &&
            unit_is_open(care, unit) && unit_admits(care, unit, child) &&
            (host == NO_SLOT || is_fuller(care, host, u)))
            host = u;
    }
    return host;
}

static uint32_t find_host(struct di_care *care, const struct di_shock *shock, uint32_t slot,
                          bool *is_over_out)
{
    *is_over_out = false;
    uint32_t host = NO_SLOT;
    for (uint32_t h = 0; host == NO_SLOT && h < shock->host_count; h++)
        host = free_host(care, slot, shock->hosts[h]);
    if (host != NO_SLOT)
        return host;
    for (uint32_t h = 0; host == NO_SLOT && h < shock->host_count; h++)
        host = crowded_host(care, slot, shock->hosts[h]);
    *is_over_out = host != NO_SLOT;
    return host;
}

static void count_evacuated(struct di_care *care, uint32_t slot, uint32_t host, bool is_over)
{
    recorder_tally(care, (uint16_t)care->children[slot].region, DI_TALLY_EVACUATED);
    if (is_over)
        recorder_tally(care, care->units[host].region, DI_TALLY_EVACUATED_OVER);
    if (!trace_is_on(care))
        return;
    struct di_trace_line line = trace_line_of_child(care, slot, DI_TRACE_EVACUATED);
    line.from = line.to = care->children[slot].setting;
    line.from_region = (uint16_t)care->children[slot].region;
    line.to_region = host == NO_SLOT ? line.from_region : care->units[host].region;
    line.value = is_over;
    trace_emit(care, &line);
}

static void evacuate(struct di_care *care, const struct shock_window *window)
{
    const struct di_shock *shock = shock_of(care, window);
    for (uint32_t e = 0; e < shock->evacuated_count; e++)
        unit_evacuate(care, shock->evacuated[e]);
    const uint32_t count = shock->evacuated_count > 0 ? gather(care, window, is_evacuated) : 0;
    care->is_evacuation = true;
    for (uint32_t i = 0; i < count && care->status == DI_OK; i++) {
        const uint32_t slot = care->shocks->order[i].slot;
        bool is_over;
        const uint32_t host = find_host(care, shock, slot, &is_over);
        count_evacuated(care, slot, host, is_over);
        movement_to(care, slot,
                    host == NO_SLOT ? DI_SETTING_UNPLACED : care->units[host].setting, host,
                    DI_MOVE_UNPLANNED);
    }
    care->is_evacuation = false;
}

static bool is_still_evacuated(const struct di_care *care, uint32_t institution)
{
    for (uint32_t w = 0; w < care->shocks->count; w++) {
        const struct shock_window *window = &care->shocks->windows[w];
        const struct di_shock *shock = shock_of(care, window);
        for (uint32_t e = 0; is_on(window, care->now) && e < shock->evacuated_count; e++)
            if (shock->evacuated[e] == institution)
                return true;
    }
    return false;
}

void shock_event(struct di_care *care, uint32_t index)
{
    const struct shock_window window =
        care->shocks->windows[(index & ~(uint32_t)SHOCK_ENTITY) >> 1];
    tell(care, &window, (index & 1u) == 0);
    workforce_shocked(care);
    if ((index & 1u) == 0) {
        discharge(care, &window);
        evacuate(care, &window);
        workforce_shocked(care);
        return;
    }
    workforce_shocked(care);
    const struct di_shock *shock = shock_of(care, &window);
    for (uint32_t e = 0; e < shock->evacuated_count; e++)
        if (!is_still_evacuated(care, shock->evacuated[e]))
            unit_reopen(care, shock->evacuated[e]);
}

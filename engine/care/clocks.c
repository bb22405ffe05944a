/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Competing-risk semi-Markov clocks (MODEL 5). A child has one pending event: the earliest of
 * its dated events (birthdays, edges, thresholds) and its causes.
 *
 * A cause's exponential E belongs to (child, cause, visit) and is never stored: the firing time
 * is found by integrating the hazard from the start of the visit through the known future
 * (duration pieces, birthdays, dated multipliers), which uses up E exactly as if it had been
 * carried over each change. Only a change the future does not contain - a move within one kind,
 * a refused action - needs what is left of E, kept in the child's `carry` row.
 *
 * Most causes cannot fire before the earliest event known so far; since -ln U >= 1 - U, a bound
 * on the hazard shows that without a logarithm.
 *
 * That integral passes through every birthday to come, so the first cause of a stay is found
 * once, when the stay begins; a birthday asks only that one again.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/shock.h"

#include "carried_clocks.h"
#include "next_event.h"
#include "system.h"

/* In family care a home clock by request means "decision ready": it starts a request. */
static bool kind_decides_return(enum di_kind kind, const struct di_pathway *pathway)
{
    return pathway->path == DI_PATH_HOME &&
           (di_kind_is_foster(kind) || kind == DI_KIND_KINSHIP);
}

bool clocks_runs_by_request(enum di_kind kind, const struct di_pathway *pathway)
{
    return pathway->path == DI_PATH_ADOPTED || kind_decides_return(kind, pathway);
}

bool clocks_is_return_decision(const struct di_care *care, const struct child *child,
                               const struct di_pathway *pathway)
{
    return kind_decides_return(setting_of(care, child)->kind, pathway);
}

/* ---- one cause of one child ---- */

/* What all causes of a child share. */
struct visit {
    const struct child *child;
    uint32_t number; /* of visits to the kind: part of each draw's address */
    uint64_t key;
    struct carried_clocks carried;
    uint32_t shock; /* that sent the child home: index + 1; 0: none */
};

struct cause {
    const struct di_pathway *pathway;
    const struct cause_rule *rule;
    di_time clock_start;
    di_time since; /* from here E counts */
    uint32_t attempt;
    double left; /* E at `since`, if is_carried */
    bool is_carried;
    double constant; /* frailty and other factors that never change during the visit */
};

static di_time clock_start_of(const struct di_care *care, const struct child *child,
                              enum di_clock clock)
{
    switch (clock) {
    case DI_CLOCK_PLACE:
        return child_place_start(care, child);
    case DI_CLOCK_CARE:
        return di_time_of_day(child->care_day);
    case DI_CLOCK_NONE:
    case DI_CLOCK_STATE:
    case DI_CLOCK_HOME:
        break;
    }
    return child_state_start(child);
}

static double frailty_of(const struct di_care *care, const struct child *child,
                         const struct di_pathway *pathway)
{
    const struct di_policies *policies = &care->model->policies;
    if (policies->placement_frailty <= 0)
        return 1;
    const double z = (double)care->groups[child->group].frailty;
    if (pathway->path == DI_PATH_BREAKDOWN)
        return policies->breakdown_frailty > 0 ? pow(z, -policies->breakdown_frailty) : 1;
    if (!pathway->is_frailty)
        return 1;
    return z * di_warm_start_frailty_factor(care->start, child->setting);
}

static uint32_t visit_number(const struct di_care *care, const struct child *child)
{
    const enum di_kind kind = (enum di_kind)rule_of_child(care, child)->kind;
    return kind == DI_KIND_REUNIFIED_MONITORED || kind == DI_KIND_HOME_CLOSED
               ? child->episode
               : child_visit(child, kind);
}

static struct visit visit_of(const struct di_care *care, uint32_t slot)
{
    const struct child *child = &care->children[slot];
    struct visit visit = {
        .child = child, .number = visit_number(care, child), .key = child_key(care, child)};
    if (child->carry == NO_SLOT)
        return visit;
    visit.shock = care->carries[child->carry].discharged_by;
    visit.carried = carried_clocks_of(care, &care->carries[child->carry]);
    return visit;
}

static inline struct cause cause_of(const struct di_care *care, const struct visit *visit,
                                    const struct cause_rule *rule)
{
    const struct child *child = visit->child;
    const struct di_pathway *pathway = &setting_of(care, child)->pathways[rule->pathway];
    struct cause cause = {.pathway = pathway,
                          .rule = rule,
                          .clock_start = clock_start_of(care, child, pathway->clock),
                          .constant = frailty_of(care, child, pathway)};
    cause.since =
        rule->is_place_clock ? child_place_start(care, child) : child_state_start(child);
    if (cause.since < 0)
        cause.since = 0;
    if (visit->carried.left != NULL) {
        cause.is_carried = true;
        cause.since = visit->carried.since;
        cause.left = visit->carried.left[rule->pathway];
        cause.attempt = visit->carried.attempt[rule->pathway];
    }
    if (visit->shock != 0 && pathway->path == DI_PATH_REENTRY)
        cause.constant *= care->model->shocks->items[visit->shock - 1].discharge_reentry_rr;
    if (care->desk != NULL)
        cause.constant *=
            monitoring_factor(care, (uint32_t)(child - care->children), pathway->path);
    return cause;
}

static const struct cause_rule *cause_rule_of(const struct di_care *care,
                                              const struct child *child, uint32_t p)
{
    const struct cause_rule *rule = care->cause_rules + (size_t)child->setting * care->causes;
    while (rule->pathway != p)
        rule++;
    return rule;
}

static struct cause cause_of_pathway(const struct di_care *care, const struct visit *visit,
                                     uint32_t p)
{
    return cause_of(care, visit, cause_rule_of(care, visit->child, p));
}

static inline double draw_cause(const struct di_care *care, const struct visit *visit,
                                uint64_t key, uint32_t attempt)
{
    return di_draw_uniform(care->stream, di_key_mix(visit->key, key), DI_PURPOSE_CAUSE,
                           (uint16_t)visit->number, attempt);
}

static di_time earlier(di_time a, di_time b)
{
    return a < b ? a : b;
}

static di_time day_after_birth(const struct child *child, int32_t days)
{
    return di_time_of_day(child->birth_day + days);
}

static di_time next_step(const struct di_series *series, di_time t)
{
    const uint32_t step = di_series_step(series, di_time_day(t));
    return step + 1 < series->count ? di_time_of_day(series->day[step + 1]) : DI_TIME_NEVER;
}

/* Next instant after t at which the factor of the cause may change. */
static di_time next_change(const struct di_care *care, const struct child *child,
                           const struct cause *cause, di_time t, uint32_t band)
{
    di_time at = DI_TIME_NEVER;
    if (cause->rule->has_time) {
        at = earlier(at, next_step(&cause->pathway->hazard.factor.series, t));
        at = earlier(at, next_step(&cause->pathway->mode, t));
    }
    if (cause->rule->has_age && care->model->policies.ageing &&
        band + 1 < care->model->age_band_count)
        at = earlier(at, day_after_birth(child, care->terms.band_days[band + 1]));
    if (cause->rule->has_shock)
        at = earlier(at, shock_next_edge(care, t));
    const struct di_quantity *factor = &cause->pathway->hazard.factor;
    for (uint32_t i = 0; cause->rule->has_years && i < factor->years_in_care_cuts; i++) {
        const di_time cut =
            di_time_after_years(di_time_of_day(child->care_day), factor->years_in_care[i]);
        if (cut > t)
            at = earlier(at, cut);
    }
    if (cause->pathway->path == DI_PATH_REENTRY &&
        child->setting == DI_SETTING_HOME_MONITORED) {
        const di_time end = child_state_start(child) + care->terms.monitoring;
        if (end > t)
            at = earlier(at, end);
    }
    return at;
}

static uint32_t band_at(const struct di_care *care, const struct child *child, di_time t)
{
    if (!care->model->policies.ageing)
        return child->age_band;
    uint32_t band = 0;
    while (band + 1 < care->model->age_band_count &&
           day_after_birth(child, care->terms.band_days[band + 1]) <= t)
        band++;
    return band;
}

static double factor_at(const struct di_care *care, const struct child *child,
                        const struct cause *cause, di_time t, uint32_t band)
{
    const struct di_pathway *pathway = cause->pathway;
    const int32_t day = di_time_day(t);
    double factor = cause->constant;
    if ((cause->rule->has_time ? di_series_at(&pathway->mode, day) > 0.5
                               : pathway->mode.value[0] > 0.5) &&
        !clocks_runs_by_request(setting_of(care, child)->kind, pathway))
        return 0; /* by request at this date */
    factor *= cause->rule->has_time ? di_series_at(&pathway->hazard.factor.series, day)
                                    : pathway->hazard.factor.series.value[0];
    if (cause->rule->has_person) {
        struct di_person person = child_person(care, child);
        person.age_band = (uint8_t)band;
        person.years_in_care = (di_time_days(t) - (double)child->care_day) / DI_DAYS_PER_YEAR;
        factor *= di_quantity_factor(&pathway->hazard.factor, &person);
    }
    if (cause->rule->has_shock)
        factor *= shock_hazard(care, child->region, pathway->path, t);
    if (pathway->path == DI_PATH_REENTRY) {
        const bool monitored = child->setting == DI_SETTING_HOME_MONITORED &&
                               t < child_state_start(child) + care->terms.monitoring;
        if (!monitored)
            factor *= care->model->policies.closed_reentry_rr;
    }
    return factor;
}

/*
 * Walk the cause from `since` to `limit`: the time it fires if before the limit, else
 * DI_TIME_NEVER and what is left of E in *left.
 */
static di_time walk(const struct di_care *care, const struct child *child,
                    const struct cause *cause, di_time limit, double *left)
{
    const struct di_hazard *hazard = &cause->pathway->hazard;
    di_time t = cause->since;
    while (t < limit) {
        const uint32_t band = cause->rule->has_age ? band_at(care, child, t) : child->age_band;
        const di_time until = earlier(limit, next_change(care, child, cause, t, band));
        const double factor = factor_at(care, child, cause, t, band);
        const double u = di_time_years(t - cause->clock_start);
        if (factor > 0) {
            const double v = di_hazard_invert(hazard, u, factor, *left);
            const di_time fires = di_time_after_years(cause->clock_start, v);
            if (fires <= until && v < 1e5)
                return fires < t ? t : fires;
            const double u_until = di_time_years(until - cause->clock_start);
            *left -= factor *
                     (di_hazard_cumulative(hazard, u_until) - di_hazard_cumulative(hazard, u));
            if (*left <= 0) /* rounding at the boundary: it fires there */
                return until;
        }
        t = until;
    }
    return DI_TIME_NEVER;
}

static bool is_legally_free(const struct di_care *care, uint32_t slot)
{
    const double share = care->model->policies.legally_free_share;
    const struct child *child = &care->children[slot];
    if ((care->groups[child->group].bound >> child->member & 1) != 0)
        return false;
    return share >= 1 || di_draw_uniform(care->stream, child_key(care, child),
                                         DI_PURPOSE_LEGALLY_FREE, 0, 0) < share;
}

static bool applies(const struct di_care *care, uint32_t slot, const struct di_pathway *pathway)
{
    const uint32_t request = care->children[slot].request;
    if (pathway->path == DI_PATH_HOME && request != NO_SLOT &&
        care->waiting.requests[request].home_is_ready &&
        clocks_is_return_decision(care, &care->children[slot], pathway))
        return false; /* it has fired: its request is under way */
    return pathway->path != DI_PATH_ADOPTED ||
           (is_legally_free(care, slot) && !adoption_is_underway(care, slot));
}

/* The walk of a cause whose factor never changes: one step. */
static di_time step(const struct di_care *care, const struct child *child,
                    const struct cause *cause, di_time limit, double left)
{
    const double factor = factor_at(care, child, cause, cause->since, child->age_band);
    const double u = di_time_years(cause->since - cause->clock_start);
    const double v = di_hazard_invert(&cause->pathway->hazard, u, factor, left);
    const di_time fires = di_time_after_years(cause->clock_start, v);
    if (fires > limit || v >= 1e5)
        return DI_TIME_NEVER;
    return fires < cause->since ? cause->since : fires;
}

/* The highest hazard since E began to count: younger bands may have been in more danger. */
static double bound_since(const struct di_care *care, const struct child *child,
                          const struct cause *cause)
{
    const uint32_t band =
        cause->rule->has_age ? band_at(care, child, cause->since) : child->age_band;
    const uint32_t k =
        (uint32_t)(cause->rule - (care->cause_rules + (size_t)child->setting * care->causes));
    return cause_bounds_of(care, child->setting, band, child->disability)[k];
}

/* When the cause fires, if before `limit`. */
static di_time cause_time(const struct di_care *care, uint32_t slot, const struct visit *visit,
                          const struct cause_rule *rule, di_time limit)
{
    const struct cause cause = cause_of(care, visit, rule);
    const double most = bound_since(care, visit->child, &cause) * cause.constant *
                        di_time_years(limit - cause.since);
    double left = cause.left;
    if (!cause.is_carried) {
        const double u = draw_cause(care, visit, rule->key, 0);
        if (1 - u > most)
            return DI_TIME_NEVER;
        left = -log(u);
    }
    if (left > most || !applies(care, slot, cause.pathway))
        return DI_TIME_NEVER;
    return rule->is_steady ? step(care, visit->child, &cause, limit, left)
                           : walk(care, visit->child, &cause, limit, &left);
}

/* ---- dated events of one child ---- */

static void offer(struct next_event *next, di_time time, uint32_t purpose)
{
    if (time < next->time || (time == next->time && purpose < next->purpose))
        *next = (struct next_event){time, purpose};
}

static di_time not_before(di_time time, di_time now)
{
    return time > now ? time : now;
}

static void offer_birthday(const struct di_care *care, const struct child *child, int32_t days,
                           enum event_purpose purpose, struct next_event *next)
{
    offer(next, not_before(day_after_birth(child, days), care->now), purpose);
}

/* A resident with a match stays past the edge, until it moves or the match ends. */
static bool is_kept_at_edge(const struct di_care *care, const struct child *child)
{
    return preparation_is_open(care, (uint32_t)(child - care->children));
}

/* Dates on which the child leaves its place, or may. */
static void offer_ends(const struct di_care *care, const struct child *child,
                       struct next_event *next)
{
    const struct setting_rule *rule = rule_of_child(care, child);
    if (rule->max_stay != DI_TIME_NEVER && !child->overran)
        offer(next, not_before(child_state_start(child) + rule->max_stay, care->now),
              EVENT_MAX_STAY);
    if (child->setting == DI_SETTING_HOME_MONITORED)
        offer(next, not_before(child_state_start(child) + care->terms.monitoring, care->now),
              EVENT_MONITORING);
    if (!care->model->policies.ageing || !rule->is_care)
        return;
    if (!child->stays_on)
        offer_birthday(care, child, care->terms.days_at_18, EVENT_EIGHTEEN, next);
    else if (child->disability != DI_DISABILITY_SEVERE)
        offer_birthday(care, child, rule->leave_days, EVENT_LEAVE_AGE, next);
    if (rule->edge_days == DI_NO_DAY)
        return;
    const di_time edge = day_after_birth(child, rule->edge_days);
    if (edge > care->now || (edge == care->now && !is_kept_at_edge(care, child)))
        offer(next, edge, EVENT_AGE_EDGE);
}

/* Dates that pass and leave the child where it is. */
static void offer_birthdays(const struct di_care *care, const struct child *child,
                            struct next_event *next)
{
    const struct setting_rule *rule = rule_of_child(care, child);
    if (!care->model->policies.ageing)
        return;
    if (child->age_band + 1u < care->model->age_band_count)
        offer_birthday(care, child, care->terms.band_days[child->age_band + 1], EVENT_BAND,
                       next);
    if (!rule->is_care || rule->edge_days == DI_NO_DAY)
        return;
    const di_time notice = day_after_birth(child, rule->notice_days);
    if (notice > care->now)
        offer(next, notice, EVENT_AGE_NOTICE);
}

static di_time reentry_limit(const struct di_care *care, const struct child *child)
{
    const struct di_policies *policies = &care->model->policies;
    const di_time window =
        di_time_after_years(child_state_start(child), policies->reentry_window_years);
    return policies->ageing ? earlier(window, day_after_birth(child, care->terms.days_at_18))
                            : window;
}

static bool is_at_home(const struct child *child)
{
    return child->setting == DI_SETTING_HOME_MONITORED ||
           child->setting == DI_SETTING_HOME_CLOSED;
}

static void offer_causes(const struct di_care *care, uint32_t slot, struct next_event *next)
{
    const struct visit visit = visit_of(care, slot);
    const struct child *child = visit.child;
    const struct cause_rule *rules = care->cause_rules + (size_t)child->setting * care->causes;
    const double *bounds =
        cause_bounds_of(care, child->setting, child->age_band, child->disability);
    const di_time limit = is_at_home(child) ? reentry_limit(care, child) : DI_TIME_NEVER;
    for (uint32_t k = 0; k < setting_of(care, child)->pathway_count; k++) {
        if (bounds[k] <= 0) /* nor at any later age */
            continue;
        const di_time time =
            cause_time(care, slot, &visit, &rules[k], earlier(limit, next->time));
        if (time != DI_TIME_NEVER)
            offer(next, not_before(time, care->now), EVENT_CAUSE + rules[k].pathway);
    }
}

bool clocks_reenters(const struct di_care *care, uint32_t slot)
{
    struct next_event next = {care->end, EVENT_NONE};
    offer_causes(care, slot, &next);
    return next.purpose != EVENT_NONE;
}

static void plan_with(struct di_care *care, uint32_t slot, struct next_event next)
{
    const struct child *child = &care->children[slot];
    offer_birthdays(care, child, &next);
    if (child->request != NO_SLOT) {
        struct request *request = &care->waiting.requests[child->request];
        request->other_at = next.time;
        request->other_purpose = (uint16_t)next.purpose;
        offer(&next, priority_next_change(care, slot), EVENT_REQUEST);
    }
    next_event_set(care, slot, &next);
}

void clocks_plan(struct di_care *care, uint32_t slot)
{
    struct child *child = &care->children[slot];
    struct next_event next = {care->end, EVENT_NONE};
    offer_ends(care, child, &next);
    offer_causes(care, slot, &next);
    child->first_cause = next.purpose >= EVENT_CAUSE && next.purpose != EVENT_NONE
                             ? (uint8_t)(next.purpose - EVENT_CAUSE)
                             : NO_CAUSE;
    plan_with(care, slot, next);
}

/* The integral to the firing time has already passed through every birthday of the stay, so of
 * all causes only the one that was first then is asked again. */
void clocks_plan_on(struct di_care *care, uint32_t slot)
{
    const struct child *child = &care->children[slot];
    const struct setting_rule *setting = rule_of_child(care, child);
    struct next_event next = {care->end, EVENT_NONE};
    if (setting->edge_days != DI_NO_DAY &&
        day_after_birth(child, setting->edge_days) <= care->now) {
        clocks_plan(care, slot); /* it may stay longer than was planned */
        return;
    }
    offer_ends(care, child, &next);
    if (child->first_cause != NO_CAUSE) {
        const struct visit visit = visit_of(care, slot);
        const struct cause_rule *rule = cause_rule_of(care, child, child->first_cause);
        const di_time time = cause_time(care, slot, &visit, rule, next.time);
        if (time != DI_TIME_NEVER)
            offer(&next, not_before(time, care->now), EVENT_CAUSE + child->first_cause);
    }
    plan_with(care, slot, next);
}

/* A threshold of the request passed and nothing else changed: the child's other events are
 * still those of the last plan. */
void clocks_plan_request(struct di_care *care, uint32_t slot)
{
    const struct request *request = &care->waiting.requests[care->children[slot].request];
    struct next_event next = {request->other_at, request->other_purpose};
    offer(&next, priority_next_change(care, slot), EVENT_REQUEST);
    next_event_set(care, slot, &next);
}

/* ---- carrying over ---- */

static double exponential_left(const struct di_care *care, const struct visit *visit,
                               const struct cause *cause)
{
    double left =
        cause->is_carried ? cause->left : -log(draw_cause(care, visit, cause->rule->key, 0));
    if (walk(care, visit->child, cause, care->now, &left) != DI_TIME_NEVER)
        left = 0;
    return left;
}

static uint32_t same_pathway(const struct di_setting *setting, const struct di_pathway *like)
{
    for (uint32_t p = 0; p < setting->pathway_count; p++)
        if (setting->pathways[p].path == like->path &&
            setting->pathways[p].target == like->target)
            return p;
    return UINT32_MAX;
}

/*
 * A move within one kind: clocks `state` keep what is left of E (of the pathway with the same
 * destination); clocks `place`, and the cause that made this move, start anew with the next
 * attempt's draw.
 */
void clocks_carry_over(struct di_care *care, uint32_t slot, uint32_t new_setting)
{
    const struct visit visit = visit_of(care, slot);
    const struct di_setting *from = setting_of(care, visit.child);
    const struct di_setting *to = &care->model->settings[new_setting];
    double left[CAUSES_MAX];
    uint16_t attempt[CAUSES_MAX];
    for (uint32_t p = 0; p < to->pathway_count; p++) {
        const struct di_pathway *pathway = &to->pathways[p];
        const uint32_t old = same_pathway(from, pathway);
        left[p] = 0;
        attempt[p] = 0;
        if (old != UINT32_MAX) {
            const struct cause cause = cause_of_pathway(care, &visit, old);
            attempt[p] = (uint16_t)cause.attempt;
            if (pathway->clock != DI_CLOCK_PLACE)
                left[p] = exponential_left(care, &visit, &cause);
        }
        if (left[p] > 0)
            continue;
        if (old != UINT32_MAX)
            attempt[p]++;
        left[p] = -log(draw_cause(care, &visit, pathway->key, attempt[p]));
    }
    carried_clocks_set(care, slot, left, attempt, to->pathway_count);
}

/* A refused action (MODEL 5.2): its E is drawn again with the next index, the others go on. */
void clocks_after_refusal(struct di_care *care, uint32_t slot, uint32_t refused)
{
    const struct visit visit = visit_of(care, slot);
    const struct di_setting *setting = setting_of(care, visit.child);
    double left[CAUSES_MAX];
    uint16_t attempt[CAUSES_MAX];
    for (uint32_t p = 0; p < setting->pathway_count; p++) {
        const struct cause cause = cause_of_pathway(care, &visit, p);
        attempt[p] = (uint16_t)cause.attempt;
        if (p == refused)
            left[p] = -log(draw_cause(care, &visit, setting->pathways[p].key, ++attempt[p]));
        else
            left[p] = exponential_left(care, &visit, &cause);
    }
    carried_clocks_set(care, slot, left, attempt, setting->pathway_count);
}

void clocks_keep(struct di_care *care, uint32_t slot)
{
    clocks_after_refusal(care, slot, UINT32_MAX); /* no pathway was refused */
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Requests, suitability and options (MODEL 8.0). A child has at most one open request. It asks
 * for its first suitable option; a lower one is added when the higher have failed or
 * `option_wait` has passed. Reunification and kinship need no place and move at once; the other
 * options wait in the lists of matching.c.
 *
 * With a desk (desk.h) the decision comes when assessment and care plan are done, tracing tells
 * about return home and kin, and a match leads to a preparation; without one a request is
 * decided at once and a match moves the child. Workers assess brothers and sisters one by one:
 * who is to stay together asks for a place when the last of them is decided.
 */
#include <math.h>
#include <stdlib.h>

#include "desk.h"
#include "party.h"
#include "system.h"

static const enum di_kind kind_of_option[DI_OPTIONS] = {
    [DI_OPTION_REUNIFICATION] = DI_KIND_HOME_CLOSED,
    [DI_OPTION_KINSHIP] = DI_KIND_KINSHIP,
    [DI_OPTION_FOSTER] = DI_KIND_FOSTER,
    [DI_OPTION_SPECIALISED_FOSTER] = DI_KIND_SPECIALISED_FOSTER,
    [DI_OPTION_SGH] = DI_KIND_SGH,
    [DI_OPTION_SUPPORTED_INDEPENDENT] = DI_KIND_SUPPORTED_INDEPENDENT};

enum di_kind request_kind_of(enum di_option option)
{
    return kind_of_option[option];
}

bool request_is_answered_by(const struct di_model *model, const struct di_pathway *pathway,
                            enum di_option option)
{
    if (option == DI_OPTION_REUNIFICATION)
        return pathway->path == DI_PATH_HOME;
    return pathway->path == DI_PATH_PLACEMENT &&
           model->settings[pathway->target].kind == kind_of_option[option];
}

static int32_t first_request_day(const struct di_series *mode)
{
    for (uint32_t i = 0; i < mode->count; i++)
        if (mode->value[i] > 0.5)
            return mode->day[i];
    return DI_NO_DAY;
}

/* Bands at which a family's profile or a setting's age range begins or ends. */
static uint8_t bands_that_matter(const struct di_model *model, enum di_kind kind)
{
    uint32_t bands = 0;
    for (uint32_t c = 0; c < model->carers_count; c++)
        if (model->settings[model->carers[c].setting].kind == kind)
            bands |= (uint32_t)model->carers[c].age_band_mask ^
                     (uint32_t)model->carers[c].age_band_mask << 1;
    for (uint32_t s = 0; s < model->setting_count; s++)
        if (model->settings[s].kind == kind &&
            (model->settings[s].age_from_years > 0 || model->settings[s].age_to_years < 18))
            bands = UINT8_MAX;
    return (uint8_t)bands;
}

enum di_status request_create(struct di_care *care)
{
    const struct di_model *model = care->model;
    const size_t lists = (size_t)model->region_count * DI_OPTIONS;
    priority_prepare(care);
    for (uint32_t option = 0; option < DI_OPTIONS; option++) {
        care->option_from_day[option] = DI_NO_DAY;
        care->band_matters[option] = bands_that_matter(model, kind_of_option[option]);
        for (uint32_t s = 0; s < model->setting_count; s++)
            for (uint32_t p = 0; p < model->settings[s].pathway_count; p++) {
                const struct di_pathway *pathway = &model->settings[s].pathways[p];
                const int32_t day = first_request_day(&pathway->mode);
                if (request_is_answered_by(model, pathway, (enum di_option)option) &&
                    day < care->option_from_day[option])
                    care->option_from_day[option] = day;
            }
    }
    care->waiting.lane = calloc(lists * WAITING_LANES, sizeof *care->waiting.lane);
    care->waiting.lanes_in_use = calloc(lists, sizeof *care->waiting.lanes_in_use);
    care->waiting.triggers = calloc(lists, sizeof *care->waiting.triggers);
    care->waiting.held_in_region =
        calloc(model->region_count, sizeof *care->waiting.held_in_region);
    return care->waiting.lane != NULL && care->waiting.lanes_in_use != NULL &&
                   care->waiting.triggers != NULL && care->waiting.held_in_region != NULL
               ? DI_OK
               : DI_ERR_MEMORY;
}

/* ---- which options are open ---- */

static bool is_ruled_out(const struct di_care *care, const struct child *child,
                         enum di_option option)
{
    const double age = child_age_years(care, child);
    return (option == DI_OPTION_KINSHIP && child->kinship_failed) ||
           (option == DI_OPTION_SGH && age < 3) ||
           (option == DI_OPTION_SUPPORTED_INDEPENDENT && age < 15) ||
           (option == DI_OPTION_SPECIALISED_FOSTER && child->disability == DI_DISABILITY_NONE);
}

/* The child's own uniform against the share of children like it. A share that depends on
 * neither date nor years in care gives the same answer until the next birthday or move, so a no
 * is remembered. */
static bool is_drawn(const struct di_care *care, uint32_t slot, enum di_option option)
{
    const struct child *child = &care->children[slot];
    const struct di_quantity *shares = &care->model->policies.suitable_share[option];
    struct request *request = &care->waiting.requests[child->request];
    if (((unsigned)request->unsuitable >> option & 1u) != 0)
        return false;
    const double share = child_quantity(care, child, shares);
    if (share >= 1 ||
        (share > 0 && child_uniform(care, slot, DI_PURPOSE_SUITABILITY, option) < share))
        return true;
    if (shares->series.count == 1 && shares->years_in_care_cuts == 0)
        request->unsuitable |= (uint8_t)(1u << option);
    return false;
}

static bool is_suitable(const struct di_care *care, uint32_t slot, enum di_option option)
{
    const struct child *child = &care->children[slot];
    if (option == DI_OPTION_REUNIFICATION &&
        care->waiting.requests[child->request].home_is_ready)
        return true;
    return !is_ruled_out(care, child, option) && is_drawn(care, slot, option);
}

static bool wants_place(const struct di_care *care, uint32_t slot)
{
    const struct setting_rule *rule = rule_of_child(care, &care->children[slot]);
    return rule->open_options != 0 &&
           (rule->kind == DI_KIND_INSTITUTION || rule->kind == DI_KIND_SGH || rule->is_urgent);
}

bool request_should_open(const struct di_care *care, uint32_t slot)
{
    return care->children[slot].request == NO_SLOT && wants_place(care, slot);
}

bool request_is_alone(const struct di_care *care, uint32_t slot)
{
    const struct child *child = &care->children[slot];
    const struct group *group = &care->groups[child->group];
    if (group->policy == SIBLINGS_FREE || group->members < 2)
        return true;
    return group->policy == SIBLINGS_PREFERRED &&
           care->now - care->waiting.requests[child->request].made >= care->terms.split_after;
}

static void trace_list(const struct di_care *care, uint32_t slot, enum di_trace_event event,
                       enum di_option option)
{
    if (trace_is_on(care))
        trace_child(care, slot, event, trace_option_id(option), (double)NAN);
}

/* ---- the life of a request ---- */

static uint32_t new_request(struct di_care *care, uint32_t slot)
{
    struct waiting *waiting = &care->waiting;
    uint32_t r = waiting->request_free;
    if (r != NO_SLOT) {
        waiting->request_free = waiting->requests[r].party[0];
    } else {
        if (waiting->request_used == waiting->request_capacity) {
            struct request *grown =
                care_grow(care, waiting->requests, &waiting->request_capacity,
                          waiting->request_used + 1, sizeof *grown);
            if (grown == NULL)
                return NO_SLOT;
            waiting->requests = grown;
        }
        r = waiting->request_used++;
    }
    waiting->requests[r] = (struct request){.made = care->now,
                                            .decided = REQUEST_UNDECIDED,
                                            .next_option_at = DI_TIME_NEVER,
                                            .threshold_at = DI_TIME_NEVER,
                                            .other_at = DI_TIME_NEVER,
                                            .other_purpose = EVENT_NONE,
                                            .region = (uint16_t)care->children[slot].region};
    for (uint32_t i = 0; i < PARTY_OPTIONS; i++)
        waiting->requests[r].party[i] = NO_SLOT;
    return r;
}

static void decide(struct di_care *care, uint32_t slot)
{
    struct request *request = &care->waiting.requests[care->children[slot].request];
    request->decided = request->next_option_at = care->now;
    if (trace_is_on(care))
        trace_child(care, slot, DI_TRACE_DECISION, NULL, (double)NAN);
}

void request_open(struct di_care *care, uint32_t slot)
{
    const uint32_t r = new_request(care, slot);
    if (r == NO_SLOT)
        return;
    care->children[slot].request = r;
    recorder_tally(care, (uint16_t)care->children[slot].region, DI_TALLY_REQUESTS);
    if (trace_is_on(care))
        trace_child(care, slot, DI_TRACE_REQUEST, NULL, (double)NAN);
    if (care->desk == NULL)
        decide(care, slot);
    else if (casework_new_file(care, r, false))
        casework_open(care, slot);
}

void request_open_check(struct di_care *care, uint32_t slot)
{
    const uint32_t r = new_request(care, slot);
    if (r == NO_SLOT)
        return;
    care->children[slot].request = r;
    if (casework_new_file(care, r, true))
        casework_open(care, slot);
}

static bool is_check_only(const struct di_care *care, uint32_t slot)
{
    return care->desk != NULL && casefile_of(care, slot)->is_check;
}

/* A child that was only to be assessed where it lives asks for a place after all. */
static void become_request(struct di_care *care, uint32_t slot)
{
    if (!is_check_only(care, slot))
        return;
    casefile_of(care, slot)->is_check = 0;
    struct request *request = &care->waiting.requests[care->children[slot].request];
    request->made = care->now;
    request->region = (uint16_t)care->children[slot].region;
    recorder_tally(care, (uint16_t)care->children[slot].region, DI_TALLY_REQUESTS);
    if (trace_is_on(care))
        trace_child(care, slot, DI_TRACE_REQUEST, NULL, (double)NAN);
}

void request_close(struct di_care *care, uint32_t slot, enum di_spell_end end)
{
    struct waiting *waiting = &care->waiting;
    const uint32_t r = care->children[slot].request;
    if (r == NO_SLOT)
        return;
    spell_add_wait(care, slot, end);
    if (trace_is_on(care) && !is_check_only(care, slot))
        trace_child(care, slot, DI_TRACE_REQUEST_END, NULL, (double)NAN);
    for (uint32_t option = DI_OPTION_FOSTER; option < DI_OPTIONS; option++)
        party_leave(care, slot, (enum di_option)option);
    if (care->desk != NULL)
        casework_close(care, slot);
    waiting->requests[r].party[0] = waiting->request_free;
    waiting->request_free = r;
    care->children[slot].request = NO_SLOT;
    sibling_wait_end(care, slot);
}

static uint32_t kin_unit(const struct di_care *care, uint32_t slot)
{
    static const enum di_kind kind = DI_KIND_KINSHIP;
    struct place_request request = {.children = &slot,
                                    .count = 1,
                                    .region = (uint16_t)care->children[slot].region,
                                    .except = NO_SLOT,
                                    .only_setting = DI_NONE};
    return unit_search(care, &request, &kind, 1, false);
}

/* true: the child has moved, its request is closed. */
static bool move_without_place(struct di_care *care, uint32_t slot, enum di_option option)
{
    const uint32_t unit = option == DI_OPTION_KINSHIP ? kin_unit(care, slot) : NO_SLOT;
    if (option == DI_OPTION_KINSHIP && unit == NO_SLOT)
        return false;
    if (care->desk != NULL)
        return preparation_match(care, slot, option, unit, false);
    if (option == DI_OPTION_REUNIFICATION)
        movement_home(care, slot, DI_MOVE_PLANNED, true);
    else
        movement_to(care, slot, care->units[unit].setting, unit, DI_MOVE_PLANNED);
    return true;
}

/* Until tracing is done, return home and kin count as asked for. */
static void ask_tracing(struct di_care *care, uint32_t slot)
{
    struct request *request = &care->waiting.requests[care->children[slot].request];
    for (uint32_t o = DI_OPTION_REUNIFICATION; o <= DI_OPTION_KINSHIP; o++)
        if (request_option_is_open(care, slot, (enum di_option)o))
            request->asked |= (uint8_t)(1u << o);
    request->next_option_at =
        care->now + di_time_from_days(care->model->policies.option_wait_days);
}

/* After a reservation ran out: wait again for what was asked for. */
static void rejoin(struct di_care *care, uint32_t slot)
{
    const uint32_t options = care->desk == NULL ? 0 : casefile_of(care, slot)->rejoins;
    if (options != 0)
        casefile_of(care, slot)->rejoins = 0;
    for (uint32_t o = DI_OPTION_FOSTER; o < DI_OPTIONS; o++)
        if ((options >> o & 1u) != 0 && request_option_is_open(care, slot, (enum di_option)o) &&
            is_suitable(care, slot, (enum di_option)o)) {
            care->waiting.requests[care->children[slot].request].asked |= (uint8_t)(1u << o);
            trace_list(care, slot, DI_TRACE_ASKS, (enum di_option)o);
            party_join(care, slot, (enum di_option)o);
        }
}

/* Ask for the next suitable option. true: the child has moved. */
static bool ask_next(struct di_care *care, uint32_t slot)
{
    const struct di_policies *policies = &care->model->policies;
    const uint32_t r = care->children[slot].request;
    care->waiting.requests[r].next_option_at = DI_TIME_NEVER;
    if (care->desk != NULL)
        casefile_of(care, slot)->waits_for_siblings = 0;
    if (care->desk != NULL && !casework_may_ask(care, slot))
        return false;
    rejoin(care, slot);
    for (uint32_t i = 0; i < DI_OPTIONS; i++) {
        const enum di_option option = policies->option_order[i];
        if (((unsigned)care->waiting.requests[r].asked >> option & 1u) != 0 ||
            !request_option_is_open(care, slot, option))
            continue;
        if (care->desk != NULL && !casework_knows(care, slot, option)) {
            ask_tracing(care, slot);
            return false;
        }
        if (!is_suitable(care, slot, option))
            continue;
        if (option == DI_OPTION_REUNIFICATION || option == DI_OPTION_KINSHIP) {
            if (move_without_place(care, slot, option))
                return true;
            if (care->desk != NULL && preparation_is_open(care, slot))
                return false; /* matched */
            continue;         /* failed: the next lower one is asked at once */
        }
        if (sibling_wait_is_due(care, slot)) {
            sibling_wait_begin(care, slot);
            return false;
        }
        care->waiting.requests[r].asked |= (uint8_t)(1u << option);
        trace_list(care, slot, DI_TRACE_ASKS, option);
        party_join(care, slot, option);
        care->waiting.requests[r].next_option_at = care->now + care->terms.option_wait;
        return false;
    }
    return false;
}

void request_home_ready(struct di_care *care, uint32_t slot)
{
    if (care->children[slot].request == NO_SLOT)
        request_open(care, slot);
    if (care->children[slot].request == NO_SLOT)
        return;
    become_request(care, slot);
    care->waiting.requests[care->children[slot].request].home_is_ready = 1;
    if (!ask_next(care, slot))
        clocks_plan(care, slot);
}

/* ---- what the desk tells a request ---- */

bool request_is_in_use(const struct di_care *care)
{
    for (uint32_t option = 0; option < DI_OPTIONS; option++)
        if (di_time_day(care->now) >= care->option_from_day[option])
            return true;
    return false;
}

void request_decide(struct di_care *care, uint32_t slot)
{
    care_plan_note(care, slot, di_time_day(care->now));
    if (is_check_only(care, slot)) {
        request_close(care, slot, DI_SPELL_OTHER);
        clocks_plan(care, slot);
        return;
    }
    decide(care, slot);
    clocks_plan_request(care, slot);
    sibling_wait_end(care, slot);
}

/* What was asked for unseen is asked for again, knowing the answer. */
void request_traced(struct di_care *care, uint32_t slot)
{
    struct request *request = &care->waiting.requests[care->children[slot].request];
    request->asked &= (uint8_t) ~(1u << DI_OPTION_REUNIFICATION | 1u << DI_OPTION_KINSHIP);
    if (!casework_may_ask(care, slot))
        return;
    request->next_option_at = care->now;
    clocks_plan_request(care, slot);
}

void request_suspend(struct di_care *care, uint32_t slot)
{
    struct request *request = &care->waiting.requests[care->children[slot].request];
    casefile_of(care, slot)->rejoins = request->asked;
    request->next_option_at = DI_TIME_NEVER;
    for (uint32_t option = DI_OPTION_FOSTER; option < DI_OPTIONS; option++) {
        if (request->party[party_index(option)] != NO_SLOT)
            trace_list(care, slot, DI_TRACE_ASKS_END, (enum di_option)option);
        party_leave(care, slot, (enum di_option)option);
    }
}

void request_resume(struct di_care *care, uint32_t slot)
{
    struct request *request = &care->waiting.requests[care->children[slot].request];
    request->asked = 0;
    request->next_option_at = care->now + 1;
    clocks_plan_request(care, slot);
}

static void split_if_due(struct di_care *care, uint32_t slot)
{
    if (!request_is_alone(care, slot))
        return;
    for (uint32_t o = DI_OPTION_FOSTER; o < DI_OPTIONS; o++) {
        const uint32_t p = party_of(care, slot, o);
        if (p == NO_SLOT ||
            care->waiting.parties[p].member_mask == (1u << care->children[slot].member))
            continue;
        party_leave(care, slot, (enum di_option)o);
        party_join(care, slot, (enum di_option)o);
    }
}

void request_threshold(struct di_care *care, uint32_t slot)
{
    const uint32_t r = care->children[slot].request;
    if (care->terms.suitable_by_years)
        request_suitability(care, slot);
    if (care->waiting.requests[r].next_option_at <= care->now && ask_next(care, slot))
        return;
    split_if_due(care, slot);
    party_rank_child(care, slot);
    if (care->desk != NULL)
        casework_refresh(care, slot);
    clocks_plan_request(care, slot);
}

/* The place, region or age of a waiting child changed: it waits where it now is, its key and
 * what fits it may differ, and an option may have become suitable. */
void request_refresh(struct di_care *care, uint32_t slot)
{
    const struct child *child = &care->children[slot];
    care->waiting.requests[child->request].unsuitable = 0;
    for (uint32_t o = DI_OPTION_FOSTER; o < DI_OPTIONS; o++) {
        const uint32_t p = party_of(care, slot, o);
        if (p == NO_SLOT)
            continue;
        party_leave(care, slot, (enum di_option)o);
        if (request_option_is_open(care, slot, (enum di_option)o) &&
            is_suitable(care, slot, (enum di_option)o)) {
            party_join(care, slot, (enum di_option)o);
            continue;
        }
        care->waiting.requests[child->request].asked &= (uint8_t) ~(1u << o);
        trace_list(care, slot, DI_TRACE_ASKS_END, (enum di_option)o);
    }
    if (wants_place(care, slot))
        become_request(care, slot);
    if (care->desk != NULL)
        casework_refresh(care, slot);
    struct request *request = &care->waiting.requests[child->request];
    if (request->next_option_at == DI_TIME_NEVER &&
        (care->desk == NULL || casework_may_ask(care, slot)))
        request->next_option_at = care->now;
    sibling_wait_end(care, slot);
}

static bool has_option_to_ask(const struct di_care *care, uint32_t slot)
{
    const struct request *request = &care->waiting.requests[care->children[slot].request];
    for (uint32_t o = 0; o < DI_OPTIONS; o++)
        if ((request->asked >> o & 1u) == 0 &&
            request_option_is_open(care, slot, (enum di_option)o) &&
            is_suitable(care, slot, (enum di_option)o))
            return true;
    return false;
}

/* What no longer suits is no longer asked for; what now does is asked for at this instant. */
void request_suitability(struct di_care *care, uint32_t slot)
{
    struct request *request = &care->waiting.requests[care->children[slot].request];
    request->unsuitable = 0;
    for (uint32_t o = DI_OPTION_FOSTER; o < DI_OPTIONS; o++) {
        if (request->party[party_index(o)] == NO_SLOT ||
            is_suitable(care, slot, (enum di_option)o))
            continue;
        party_leave(care, slot, (enum di_option)o);
        request->asked &= (uint8_t) ~(1u << o);
        trace_list(care, slot, DI_TRACE_ASKS_END, (enum di_option)o);
    }
    if (request->next_option_at == DI_TIME_NEVER && has_option_to_ask(care, slot) &&
        (care->desk == NULL || casework_may_ask(care, slot)))
        request->next_option_at = care->now;
}

/* Age may also change the key, and which families fit; only the last asks for a new search, and
 * only at bands where profiles differ. */
void request_birthday(struct di_care *care, uint32_t slot)
{
    const struct child *child = &care->children[slot];
    request_suitability(care, slot);
    for (uint32_t o = DI_OPTION_FOSTER; o < DI_OPTIONS; o++) {
        const uint32_t p = party_of(care, slot, o);
        if (p == NO_SLOT)
            continue;
        party_rank(care, p);
        if (((uint32_t)care->band_matters[o] >> child->age_band & 1u) != 0)
            matching_touch_party(care, p);
    }
    if (care->desk != NULL)
        casework_refresh(care, slot);
}

di_time request_suitability_changes(const struct di_care *care, uint32_t slot)
{
    const di_time began = di_time_of_day(care->children[slot].care_day);
    di_time next = DI_TIME_NEVER;
    for (uint32_t o = 0; o < DI_OPTIONS; o++) {
        const struct di_quantity *shares = &care->model->policies.suitable_share[o];
        for (uint32_t i = 0; i < shares->years_in_care_cuts; i++) {
            const di_time cut = di_time_after_years(began, shares->years_in_care[i]);
            if (cut > care->now && cut < next)
                next = cut;
        }
    }
    return next;
}

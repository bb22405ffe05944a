/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "random_model.h"

#include <math.h>
#include <string.h>

#include "di/draw.h"
#include "di/first_placement.h"
#include "di/key.h"

static const char *const region_ids[RANDOM_REGIONS] = {"east", "north", "coast"};
static const char *const reason_ids[RANDOM_REASONS] = {"poverty", "neglect"};

static const struct {
    const char *id;
    enum di_kind kind;
} setting_ids[RANDOM_SETTINGS] = {{"infant_home", DI_KIND_INSTITUTION},
                                  {"boarding_school", DI_KIND_INSTITUTION},
                                  {"short_stay_family", DI_KIND_EMERGENCY_FOSTER},
                                  {"foster_care", DI_KIND_FOSTER},
                                  {"therapeutic_family", DI_KIND_SPECIALISED_FOSTER},
                                  {"guardianship", DI_KIND_KINSHIP},
                                  {"group_home", DI_KIND_SGH},
                                  {"own_flat", DI_KIND_SUPPORTED_INDEPENDENT}};
enum { INFANT, BOARDING, EMERGENCY, FOSTER, SPECIALISED, KIN, HOME, FLAT };

struct country {
    const struct random_model_options *options;
    struct draft draft;
    uint16_t region[RANDOM_REGIONS];
    uint16_t setting[RANDOM_SETTINGS];
};

double random_model_uniform(uint64_t seed, const char *what, uint32_t i)
{
    return di_uniform_of_bits(di_key_mix(di_key_mix(seed, di_key_of_name("random", what)), i));
}

static double uniform(const struct country *country, const char *what, uint32_t i)
{
    return random_model_uniform(country->options->seed, what, i);
}

static double between(const struct country *country, const char *what, uint32_t i, double low,
                      double high)
{
    return low + (high - low) * uniform(country, what, i);
}

static bool chance(const struct country *country, const char *what, uint32_t i, double share)
{
    return uniform(country, what, i) < share;
}

/* order_out[k]: which thing is added k-th. */
static void shuffle(uint64_t order, uint32_t count, uint32_t *order_out)
{
    for (uint32_t i = 0; i < count; i++)
        order_out[i] = i;
    for (uint32_t i = count; order != 0 && i > 1; i--) {
        const uint32_t j = (uint32_t)(random_model_uniform(order, "shuffle", i) * i);
        const uint32_t kept = order_out[i - 1];
        order_out[i - 1] = order_out[j];
        order_out[j] = kept;
    }
}

/* A value before the change, and another from the change on. */
static struct di_series dated(struct country *country, double before, double after)
{
    const int32_t day = country->options->changes_on;
    return day > 0 ? draft_steps(&country->draft, before, 1, &day, &after)
                   : draft_constant(&country->draft, before);
}

static double *random_factors(struct country *country, const char *what, uint32_t count)
{
    double *factors = draft_factors(&country->draft, count, 1);
    for (uint32_t i = 0; factors != NULL && i < count; i++)
        factors[i] = between(country, what, i, 0.3, 1.7);
    return factors;
}

static void by_region(struct country *country, struct di_quantity *quantity, const char *what)
{
    double *factors = draft_factors(&country->draft, RANDOM_REGIONS, 1);
    for (uint32_t r = 0; factors != NULL && r < RANDOM_REGIONS; r++)
        factors[country->region[r]] = between(country, what, r, 0.5, 1);
    quantity->by_region = factors;
}

/* ---- parts ---- */

static void add_regions(struct country *country)
{
    uint32_t order[RANDOM_REGIONS];
    shuffle(country->options->order, RANDOM_REGIONS, order);
    for (uint32_t k = 0; k < RANDOM_REGIONS; k++)
        country->region[order[k]] = draft_region(&country->draft, region_ids[order[k]]);
    for (uint32_t r = 0; r < RANDOM_REGIONS; r++)
        country->draft.regions[country->region[r]].population =
            draft_constant(&country->draft, between(country, "population", r, 2e4, 2e5));
    draft_neighbours(&country->draft, country->region[0], country->region[1], 50);
    if (chance(country, "border", 0, 0.7))
        draft_neighbours(&country->draft, country->region[1], country->region[2], 80);
}

static void add_reasons(struct country *country)
{
    uint32_t order[RANDOM_REASONS];
    shuffle(country->options->order, RANDOM_REASONS, order);
    for (uint32_t k = 0; k < RANDOM_REASONS; k++) {
        const uint32_t q = order[k];
        const uint16_t index = draft_reason(&country->draft, reason_ids[q], 1);
        struct di_reason *reason = &country->draft.reasons[index];
        const double base = between(country, "base", q, 0.05, 0.3);
        reason->base.series = dated(country, base, base * 1.4);
        by_region(country, &reason->base, reason_ids[q]);
        reason->base_counts_children = chance(country, "children", q, 0.5);
        reason->disability_share[0].series =
            draft_constant(&country->draft, between(country, "moderate", q, 0, 0.2));
        reason->disability_share[1].series =
            draft_constant(&country->draft, between(country, "severe", q, 0, 0.1));
        const double effect = between(country, "effect", q, 0.2, 0.8);
        reason->prevention_effect = effect + (1 - effect) * country->options->gate_raise;
        reason->entry_age_weights = random_factors(country, reason_ids[q], 18);
    }
}

static void set_entries(struct country *country)
{
    struct di_entries *entries = &country->draft.model->entries;
    static const double sizes[4] = {0.62, 0.24, 0.10, 0.04};
    entries->mean_group_size = 1.56;
    for (uint32_t i = 0; i < 4; i++)
        entries->group_size_share[i] = sizes[i];
    entries->entry_cv = chance(country, "cv", 0, 0.5) ? 0.1 : 0;
    entries->include_reentries = country->options->frail;
}

static void set_services(struct country *country)
{
    struct di_services *services = &country->draft.model->services;
    const double raise = country->options->gate_raise;
    const double coverage = between(country, "coverage", 0, 0, 0.6);
    const double gate = between(country, "gate", 0, 0, 0.6);
    services->prevention_coverage.series = dated(country, coverage + (1 - coverage) * raise,
                                                 (coverage + (1 - coverage) * raise) * 0.5);
    services->gate_share.series = dated(country, gate + (1 - gate) * raise, gate);
    services->gate_effect.series = draft_constant(
        &country->draft, fmin(1, between(country, "gate_effect", 0, 0.3, 0.9) + raise));
    if (!country->options->limited_gate)
        return;
    services->prevention_places.series = draft_constant(&country->draft, 2);
    services->prevention_days = 90;
    services->prevention_return_per_year = 0.5;
}

static void set_policies(struct country *country)
{
    struct di_policies *policies = &country->draft.model->policies;
    static const enum di_priority levels[DI_PRIORITIES] = {
        DI_PRIORITY_URGENT, DI_PRIORITY_UNDER_3, DI_PRIORITY_CLOSING, DI_PRIORITY_GUARANTEE,
        DI_PRIORITY_DISABILITY};
    for (uint32_t option = 0; option < DI_OPTIONS; option++)
        policies->suitable_share[option].series =
            draft_constant(&country->draft, between(country, "suitable", option, 0.2, 1));
    policies->kin_at_entry_share.series =
        draft_constant(&country->draft, between(country, "kin", 0, 0, 0.3));
    for (uint32_t i = 0; i < DI_PRIORITIES; i++)
        policies->priority[i] = levels[i];
    policies->priority_count = DI_PRIORITIES;
    policies->option_wait_days = between(country, "option_wait", 0, 0, 90);
    policies->guarantee_days = 90;
    policies->closing_days = 180;
    policies->disability_after_days = 45;
    policies->max_skips = (uint32_t)between(country, "skips", 0, 0, 4);
    policies->hold_days = between(country, "hold", 0, 20, 200);
    policies->hold_family_share = between(country, "held", 0, 0.05, 0.5);
    policies->together_share[0] = between(country, "together", 0, 0, 0.6);
    policies->together_share[1] = between(country, "preferred", 0, 0, 0.4);
    policies->split_after_days = between(country, "split", 0, 20, 200);
    policies->acceptance_share = between(country, "acceptance", 0, 0.4, 1);
    policies->placement_frailty = country->options->frail ? 0.5 : 0;
    policies->breakdown_frailty = chance(country, "frailty", 1, 0.5) ? 0.3 : 0;
    policies->legally_free_share = 0.5;
    policies->no_under3_admission =
        dated(country, chance(country, "under3", 0, 0.3) ? 1 : 0, 1);
    policies->monthly_ladder = chance(country, "ladder", 0, 0.7);
    policies->ageing = true;
    policies->monitoring_days = 200;
    policies->closed_reentry_rr = 1.2;
}

/* ---- settings ---- */

static struct di_pathway *exit_of(struct country *country, uint32_t from, enum di_path path,
                                  uint16_t target, double rate)
{
    struct di_pathway *pathway =
        draft_exit(&country->draft, country->setting[from], path, target,
                   rate * between(country, "rate", from * 16 + path, 0.3, 1.7));
    pathway->hazard.factor.series = dated(country, 1, 1.5);
    return pathway;
}

static void add_common_exits(struct country *country, uint32_t s)
{
    (void)exit_of(country, s, DI_PATH_DIED, DI_SETTING_DIED, 0.01);
    struct di_pathway *adopted = exit_of(country, s, DI_PATH_ADOPTED, DI_SETTING_ADOPTED, 0.1);
    adopted->is_frailty = true;
    if (country->options->asks_adoption)
        adopted->mode = draft_constant(&country->draft, DI_MODE_BY_REQUEST);
    adopted->hazard.factor.by_age_band =
        random_factors(country, "adopted", country->draft.model->age_band_count);
}

/* By rate, by request, or by request from the change on. */
static void add_placement(struct country *country, uint32_t from, uint32_t to, uint32_t i)
{
    struct di_pathway *pathway =
        exit_of(country, from, DI_PATH_PLACEMENT, country->setting[to], 0.2);
    pathway->is_frailty = true;
    if (country->options->expected)
        return;
    const bool by_request = chance(country, "mode", from * 16 + i, 0.6);
    pathway->historic_exit = by_request ? 0.1 : 0;
    pathway->mode = dated(country, by_request ? 1 : 0, 1);
}

static void add_residential_exits(struct country *country, uint32_t s)
{
    add_common_exits(country, s);
    struct di_pathway *home =
        draft_weibull_exit(&country->draft, country->setting[s], DI_PATH_SPONTANEOUS_HOME,
                           DI_SETTING_HOME_CLOSED, between(country, "shape", s, 0.6, 1.4), 5);
    home->is_frailty = true;
    if (s == INFANT || s == BOARDING)
        (void)exit_of(country, s, DI_PATH_TRANSFER, DI_NONE, 0.1);
    add_placement(country, s, FOSTER, 0);
    add_placement(country, s, SPECIALISED, 1);
    if (s != HOME)
        add_placement(country, s, HOME, 2);
    struct di_pathway *planned =
        exit_of(country, s, DI_PATH_HOME, DI_SETTING_HOME_MONITORED, 0.1);
    const bool is_asked = !country->options->expected && chance(country, "home", s, 0.5);
    planned->mode = draft_constant(&country->draft, is_asked ? 1 : 0);
    planned->is_frailty = true;
    if (s == INFANT)
        return;
    add_placement(country, s, KIN, 3);
}

static void add_family_exits(struct country *country, uint32_t s)
{
    add_common_exits(country, s);
    struct di_pathway *breakdown = exit_of(country, s, DI_PATH_BREAKDOWN, DI_NONE, 0.2);
    breakdown->clock = DI_CLOCK_PLACE;
    struct di_pathway *home =
        exit_of(country, s, DI_PATH_HOME, DI_SETTING_HOME_MONITORED, 0.15);
    home->is_frailty = true;
    const bool is_asked = !country->options->expected && chance(country, "ready", s, 0.5);
    home->mode = draft_constant(&country->draft, is_asked ? 1 : 0);
}

static void add_settings(struct country *country)
{
    uint32_t order[RANDOM_SETTINGS];
    shuffle(country->options->order, RANDOM_SETTINGS, order);
    for (uint32_t k = 0; k < RANDOM_SETTINGS; k++)
        country->setting[order[k]] = draft_setting(&country->draft, setting_ids[order[k]].id,
                                                   setting_ids[order[k]].kind);
    struct di_setting *settings = country->draft.settings;
    settings[country->setting[INFANT]].age_to_years = 4;
    settings[country->setting[BOARDING]].age_from_years = 3;
    settings[country->setting[HOME]].age_from_years = 3;
    settings[country->setting[FLAT]].age_from_years = 15;
    settings[country->setting[FLAT]].in_entry_ladder = false;
    settings[country->setting[BOARDING]].on_full =
        chance(country, "overfill", 0, 0.5) ? DI_ON_FULL_OVERFILL : DI_ON_FULL_REFUSE;
    settings[country->setting[EMERGENCY]].max_stay_days = 90;
    settings[country->setting[HOME]].supply_response_per_year =
        country->options->supplied && chance(country, "supply", 0, 0.3) ? 1 : 0;
    for (uint32_t s = 0; s < RANDOM_SETTINGS; s++) {
        settings[country->setting[s]].stay18_share.series =
            draft_constant(&country->draft, between(country, "stay18", s, 0, 0.5));
        settings[country->setting[s]].leaving_share[DI_LEAVING_AFTERCARE] = 0.2;
        settings[country->setting[s]].leaving_share[DI_LEAVING_INDEPENDENT] = 0.3;
        settings[country->setting[s]].leaving_share[DI_LEAVING_HOME] = 0.2;
        settings[country->setting[s]].leaving_share[DI_LEAVING_ADULT_INSTITUTION] = 0.3;
        if (s == INFANT || s == BOARDING || s == HOME)
            add_residential_exits(country, s);
        else
            add_family_exits(country, s);
    }
}

static void add_justice(struct country *country)
{
    const uint16_t colony = draft_setting(&country->draft, "colony", DI_KIND_DETENTION);
    const uint16_t probation = draft_setting(&country->draft, "probation", DI_KIND_DIVERSION);
    draft_capacity(&country->draft, probation, floor(between(country, "probation", 0, 0, 6)));
    (void)draft_exit(&country->draft, colony, DI_PATH_HOME, DI_SETTING_HOME_CLOSED, 1);
    (void)draft_exit(&country->draft, probation, DI_PATH_HOME, DI_SETTING_HOME_CLOSED, 2);
}

static void add_reentry(struct country *country)
{
    const double rate = between(country, "reentry", 0, 0.1, 0.5);
    for (uint16_t s = DI_SETTING_HOME_MONITORED; s <= DI_SETTING_HOME_CLOSED; s++) {
        struct di_pathway *reentry =
            draft_exit(&country->draft, s, DI_PATH_REENTRY, DI_NONE, rate);
        reentry->clock = DI_CLOCK_HOME;
    }
}

static void add_unexplained(struct country *country)
{
    const uint16_t index = draft_reason(&country->draft, RANDOM_UNEXPLAINED, 1);
    struct di_reason *reason = &country->draft.reasons[index];
    const double rate = country->options->unexplained_per_year;
    reason->base.series = dated(country, rate, rate * 2);
    by_region(country, &reason->base, RANDOM_UNEXPLAINED);
    reason->base_is_per_1000 = false;
    reason->base_counts_children = true;
    reason->is_unexplained = true;
    reason->unexplained_into = country->setting[BOARDING];
    reason->disability_share[0].series = draft_constant(&country->draft, 0.2);
    reason->entry_age_weights = random_factors(country, RANDOM_UNEXPLAINED, 18);
    if (rate > 0)
        (void)exit_of(country, BOARDING, DI_PATH_SINK, DI_SETTING_UNEXPLAINED_OUT, 0.1);
}

/* ---- places ---- */

static const char *place_id(uint32_t i)
{
    static const char *const ids[] = {
        "alder",  "birch",   "cedar",  "dogwood", "elm",      "fir",    "gorse",  "hazel",
        "iris",   "juniper", "kapok",  "larch",   "maple",    "nutmeg", "oak",    "pine",
        "quince", "rowan",   "spruce", "thuja",   "umbrella", "vine",   "willow", "yew"};
    return ids[i];
}

static void add_institution(struct country *country, uint32_t i)
{
    const uint32_t region = i % RANDOM_REGIONS;
    const uint32_t setting = i / RANDOM_REGIONS % 2 == 0 ? BOARDING : INFANT;
    const double places = floor(between(country, "places", i, 2, 12));
    const uint32_t index =
        draft_institution(&country->draft, place_id(i), country->region[region],
                          country->setting[setting], places);
    struct di_institution *home = &country->draft.institutions[index];
    const int32_t day = country->options->changes_on;
    home->capacity = dated(country, places, floor(places * 0.6));
    struct di_closure_plan *plan = &country->draft.plans[index];
    plan->admits_siblings = chance(country, "admits_siblings", i, 0.5);
    plan->transfers_allowed = chance(country, "transfers", i, 0.3);
    plan->auto_close = chance(country, "auto_close", i, 0.3);
    plan->minimum_viable_occupancy = chance(country, "viable", i, 0.4) ? 2 : 0;
    if (chance(country, "closes", i, 0.2)) {
        home->moratorium_day = home->wind_down_day = 200;
        home->close_by_day = 600;
    } else if (day > 0 && chance(country, "wind_down", i, 0.3)) {
        home->wind_down_day = home->moratorium_day = day;
        home->close_by_day = day + 400;
    } else if (day > 0 && chance(country, "moratorium", i, 0.5)) {
        home->moratorium_day = day;
    }
}

static void recruit(struct country *country, uint32_t index, uint32_t i)
{
    struct di_recruitment *recruitment = draft_recruitment(&country->draft, index, 0);
    const double enquiries = between(country, "enquiries", i, 1, 40);
    recruitment->enquiries_per_year = dated(country, enquiries, enquiries * 1.5);
    recruitment->campaign_response_per_year = between(country, "response", i, 0, 20);
    recruitment->campaign_budget_per_year = dated(country, 0, 1);
    recruitment->willing_households = chance(country, "pool", i, 0.5) ? 20 : 0;
    recruitment->pool_refill_share = 0.2;
    recruitment->application_share = between(country, "apply", i, 0.1, 0.5);
    recruitment->approval_share = 0.5;
    recruitment->approval_lag_days = chance(country, "lag", i, 0.8) ? 120 : 0;
    recruitment->approval_lag_sigma = 0.4;
    recruitment->leave_per_year = between(country, "family_leaves", i, 0, 2);
    recruitment->leave_after_breakdown_factor = 3;
}

static void let_rest(struct country *country, struct di_carers *carers, uint32_t i)
{
    struct di_family_rest *rest = di_arena_alloc(&country->draft.model->arena, 1, sizeof *rest);
    if (rest == NULL)
        return;
    *rest = (struct di_family_rest){.share = between(country, "rest", i, 0, 1),
                                    .days = between(country, "rest_days", i, 1, 200),
                                    .law = {.form = DI_WORK_EXPONENTIAL}};
    carers->rest = rest;
}

static void add_carers(struct country *country, uint32_t i)
{
    static const uint32_t kinds[4] = {FOSTER, FOSTER, SPECIALISED, EMERGENCY};
    const uint32_t region = i % RANDOM_REGIONS;
    const double families = floor(between(country, "families", i, 1, 8));
    const uint32_t index =
        draft_carers(&country->draft, place_id(i), country->region[region],
                     country->setting[kinds[i / RANDOM_REGIONS]], families,
                     1 + (uint32_t)between(country, "family_places", i, 0, 3));
    struct di_carers *carers = &country->draft.carers[index];
    if (chance(country, "recruits", i, 0.5))
        recruit(country, index, i);
    else
        carers->families = dated(country, families, families + 3);
    if (chance(country, "rests", i, 0.4))
        let_rest(country, carers, i);
    if (chance(country, "picky", i, 0.4))
        carers->disability_mask = 1u << DI_DISABILITY_NONE;
    if (chance(country, "picky_age", i, 0.3))
        carers->age_band_mask = 0x0e;
}

static void add_places(struct country *country)
{
    enum { INSTITUTIONS = 9, CARERS = 12 };
    uint32_t order[DRAFT_PLACES_MAX];
    shuffle(country->options->order, INSTITUTIONS, order);
    for (uint32_t k = 0; k < INSTITUTIONS; k++)
        add_institution(country, order[k]);
    shuffle(country->options->order, CARERS, order);
    for (uint32_t k = 0; k < CARERS; k++)
        add_carers(country, order[k]);
    draft_capacity(&country->draft, country->setting[HOME],
                   floor(between(country, "beds", 0, 1, 8)));
    by_region(country, &country->draft.settings[country->setting[HOME]].capacity, "beds");
}

/* ---- workers: in two countries of three ---- */

static void set_activities(struct country *country)
{
    static const enum di_activity activities[] = {
        DI_ACTIVITY_ASSESSMENT,    DI_ACTIVITY_RENEWAL,
        DI_ACTIVITY_CARE_PLAN,     DI_ACTIVITY_TRACING,
        DI_ACTIVITY_VISIT,         DI_ACTIVITY_PREPARATION,
        DI_ACTIVITY_CRISIS,        DI_ACTIVITY_CARER_ASSESSMENT,
        DI_ACTIVITY_ADOPTION_FILE, DI_ACTIVITY_PREVENTION,
        DI_ACTIVITY_DIVERSION,     DI_ACTIVITY_AFTERCARE};
    struct di_staffing *staffing = &country->draft.model->staffing;
    for (uint32_t i = 0; i < sizeof activities / sizeof activities[0]; i++) {
        struct di_activity_plan *plan = &staffing->activities[activities[i]];
        plan->hours =
            chance(country, "no_hours", i, 0.2) ? 0 : between(country, "hours", i, 1, 40);
        plan->min_days =
            chance(country, "no_days", i, 0.4) ? 0 : between(country, "min_days", i, 1, 40);
        plan->law.form = (enum di_work_form)(4.99 * uniform(country, "law", i));
        plan->law.shape = between(country, "shape", i, 0.5, 3);
    }
    staffing->activities[DI_ACTIVITY_VISIT].min_days = 0;
    staffing->activities[DI_ACTIVITY_PREPARATION].disability_hours = 10;
    staffing->travel_hours.series =
        draft_constant(&country->draft, between(country, "travel", 0, 0, 3));
}

static void set_monitoring(struct country *country)
{
    struct di_staffing *staffing = &country->draft.model->staffing;
    staffing->reunified_visits_per_month = 2;
    staffing->reunified_first_days = 90;
    staffing->reunified_later_visits_per_month = between(country, "later_visits", 0, 0, 1.5);
    staffing->foster_visits_per_month = between(country, "foster_visits", 0, 0.3, 3);
    staffing->kinship_visits_per_month = 0.5;
    staffing->supported_visits_per_month = chance(country, "flat_visits", 0, 0.5) ? 1 : 0;
    staffing->caseload_limit = between(country, "caseload", 0, 1, 20);
    staffing->assessment_valid_days = between(country, "valid", 0, 10, 200);
    staffing->late_after_days = between(country, "late", 0, 1, 40);
    staffing->unmonitored_rr = 3;
    if (chance(country, "reviews", 0, 0.5)) {
        staffing->review_days = between(country, "review_days", 0, 20, 200);
        staffing->activities[DI_ACTIVITY_REVIEW].hours = between(country, "review", 0, 0, 8);
    }
    staffing->crisis_support_rr = 0.5;
    staffing->crises_per_year = between(country, "crises", 0, 0, 2);
}

static void add_team(struct country *country, uint32_t i)
{
    static const struct {
        const char *id;
        enum di_role_kind kind;
    } roles[3] = {{"everyone", DI_ROLE_GENERIC},
                  {"assessor", DI_ROLE_ASSESSOR},
                  {"visitor", DI_ROLE_CASE_MANAGER}};
    static const char *const ids[9] = {"team_a", "team_b", "team_c", "team_d", "team_e",
                                       "team_f", "team_g", "team_h", "team_i"};
    const uint32_t region = i % RANDOM_REGIONS, role = i / RANDOM_REGIONS;
    if (role > 0 && chance(country, "no_team", i, 0.5))
        return;
    const uint32_t team = draft_team(&country->draft, ids[i], country->region[region],
                                     roles[role].kind, between(country, "fte", i, 0, 5), 4);
    struct di_workers *workers = &country->draft.workers[team];
    struct di_role *made = &country->draft.roles[workers->role];
    made->name.id = roles[role].id;
    made->name.name_en = made->name.name_ru = roles[role].id;
    made->ramp_share = 0.5;
    made->hire_lag_days = 60;
    made->training_days = 90;
    made->redeploy_training_days = 30;
    made->hire_lag_law = (struct di_work_law){
        .form = (enum di_work_form)(4.99 * uniform(country, "lag law", role)),
        .shape = between(country, "lag shape", role, 0.5, 3)};
    made->turnover_per_year = between(country, "turnover", role, 0, 1);
    made->overload_factor = 2;
    made->reserve_share[DI_WORK_VISIT] = chance(country, "reserve", role, 0.3) ? 0.3 : 0;
    workers->in_training_fte = chance(country, "trainee", i, 0.3) ? 1 : 0;
    workers->posts = dated(country, workers->fte + 1, workers->fte + 3);
}

static void add_teams(struct country *country)
{
    enum { TEAMS = 9 };
    uint32_t order[TEAMS];
    if (country->options->no_workers || chance(country, "no_workers", 0, 0.33))
        return;
    shuffle(country->options->order, TEAMS, order);
    for (uint32_t k = 0; k < TEAMS; k++)
        add_team(country, order[k]);
    set_activities(country);
    set_monitoring(country);
    country->draft.model->initial_stock.assessed_share = between(country, "assessed", 0, 0, 1);
}

static void add_stock(struct country *country)
{
    struct di_initial_stock *stock = &country->draft.model->initial_stock;
    draft_stock(&country->draft, country->setting[BOARDING],
                floor(between(country, "stock", BOARDING, 5, 25)));
    draft_stock(&country->draft, country->setting[INFANT],
                floor(between(country, "stock", INFANT, 0, 8)));
    draft_stock(&country->draft, country->setting[KIN],
                floor(between(country, "stock", KIN, 0, 15)));
    stock->sibling_share.series =
        draft_constant(&country->draft, between(country, "siblings", 0, 0, 0.5));
}

static void lift_limits(struct country *country)
{
    struct di_policies *policies = &country->draft.model->policies;
    struct di_setting *settings = country->draft.settings;
    policies->acceptance_share = 1;
    policies->together_share[0] = policies->together_share[1] = 0;
    policies->monthly_ladder = false;
    policies->kin_at_entry_share.series = draft_constant(&country->draft, 0);
    settings[country->setting[EMERGENCY]].max_stay_days = HUGE_VAL;
    settings[country->setting[EMERGENCY]].in_entry_ladder = false;
    settings[country->setting[FOSTER]].in_entry_ladder = chance(country, "ladder", 1, 0.3);
    country->draft.model->entries.entry_cv = 0;
}

/* ---- first placements ---- */

static const struct di_first_shares *first_row(struct country *country, const char *what)
{
    static const uint32_t by_id[RANDOM_SETTINGS] = {BOARDING, FOSTER, HOME,      KIN,
                                                    INFANT,   FLAT,   EMERGENCY, SPECIALISED};
    struct di_arena *arena = &country->draft.model->arena;
    struct di_first_shares *row = DI_ARENA_NEW(arena, 1, struct di_first_shares);
    uint16_t *settings = DI_ARENA_NEW(arena, RANDOM_SETTINGS + 1, uint16_t);
    struct di_series *shares = DI_ARENA_NEW(arena, RANDOM_SETTINGS + 1, struct di_series);
    if (row == NULL || settings == NULL || shares == NULL) {
        country->draft.failed = true;
        return NULL;
    }
    for (uint32_t i = 0; i <= RANDOM_SETTINGS; i++) {
        settings[i] = i < RANDOM_SETTINGS ? country->setting[by_id[i]] : DI_NONE;
        shares[i] = dated(country, fmax(0, between(country, what, i, -0.5, 1)),
                          between(country, what, i + 20, 0, 1));
    }
    *row = (struct di_first_shares){RANDOM_SETTINGS + 1, settings, shares};
    return row;
}

/* The youngest have a row of their own, and one reason may have another table. */
static void add_first_placements(struct country *country)
{
    struct di_model *model = country->draft.model;
    const uint32_t bands = model->age_band_count, reasons = model->reason_count;
    const struct di_first_shares **rows =
        DI_ARENA_NEW(&model->arena, (size_t)reasons * bands, const struct di_first_shares *);
    const struct di_first_shares *usual = first_row(country, "first"),
                                 *youngest = first_row(country, "first_young"),
                                 *own = first_row(country, "first_own");
    const bool has_own = chance(country, "first_own", 99, 0.5);
    if (rows == NULL || !chance(country, "first", 99, 0.12)) {
        country->draft.failed = country->draft.failed || rows == NULL;
        return;
    }
    for (uint32_t q = 0; q < reasons; q++)
        for (uint32_t b = 0; b < bands; b++) {
            const bool is_own =
                has_own && strcmp(country->draft.reasons[q].name.id, "neglect") == 0;
            rows[(size_t)q * bands + b] = is_own ? own : b == 0 ? youngest : usual;
        }
    model->entries.first_shares = rows;
}

struct di_model *random_model_create(const struct random_model_options *options)
{
    struct country country = {.options = options};
    draft_begin(&country.draft, 2026, RANDOM_YEARS);
    if (country.draft.failed)
        return draft_finish(&country.draft);
    add_regions(&country);
    add_settings(&country);
    if (options->justice)
        add_justice(&country);
    add_reasons(&country);
    set_entries(&country);
    set_services(&country);
    set_policies(&country);
    add_reentry(&country);
    if (options->unexplained)
        add_unexplained(&country);
    if (options->expected)
        lift_limits(&country);
    else
        add_places(&country);
    if (!options->expected)
        add_teams(&country);
    add_stock(&country);
    add_first_placements(&country);
    return draft_finish(&country.draft);
}

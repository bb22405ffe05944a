/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ways out of a setting (MODEL 5): those of the file, then the model's default causes that
 * the file does not mention. A rate by quantity is stored as a baseline of 1 a year times the
 * quantity, so that dated and grouped rates need nothing special.
 */
#include <string.h>

#include "bind.h"

struct destination {
    const char *id;
    enum di_path path;
    uint16_t target;
    enum di_clock clock;
    bool is_frailty;
};

static const struct destination destinations[] = {
    {"home", DI_PATH_HOME, DI_SETTING_HOME_MONITORED, DI_CLOCK_STATE, true},
    {"spontaneous_home", DI_PATH_SPONTANEOUS_HOME, DI_SETTING_HOME_CLOSED, DI_CLOCK_STATE,
     true},
    {"adopted", DI_PATH_ADOPTED, DI_SETTING_ADOPTED, DI_CLOCK_STATE, true},
    {"died", DI_PATH_DIED, DI_SETTING_DIED, DI_CLOCK_NONE, false},
    {"left_country", DI_PATH_LEFT_COUNTRY, DI_SETTING_LEFT_COUNTRY, DI_CLOCK_NONE, false},
    {"independent", DI_PATH_INDEPENDENT, DI_SETTING_AGED_OUT, DI_CLOCK_STATE, false},
    {"breakdown", DI_PATH_BREAKDOWN, DI_NONE, DI_CLOCK_PLACE, false},
    {"transfer", DI_PATH_TRANSFER, DI_NONE, DI_CLOCK_STATE, false},
    {"reentry", DI_PATH_REENTRY, DI_NONE, DI_CLOCK_HOME, false},
    {"adult_institution", DI_PATH_SINK, DI_SETTING_ADULT_INSTITUTION, DI_CLOCK_STATE, false},
    {"unexplained_out", DI_PATH_SINK, DI_SETTING_UNEXPLAINED_OUT, DI_CLOCK_STATE, false},
};

#define DESTINATIONS (sizeof destinations / sizeof destinations[0])

static bool find_own(struct di_binding *binding, const struct di_node *node,
                     struct destination *out)
{
    const struct di_model *model = binding->model;
    for (uint32_t s = DI_SETTING_BUILTIN_COUNT; s < model->setting_count; s++) {
        const struct di_setting *setting = &model->settings[s];
        if (strcmp(setting->name.id, node->key) != 0)
            continue;
        const bool is_sink = di_kind_is_absorbing(setting->kind);
        *out =
            (struct destination){setting->name.id, is_sink ? DI_PATH_SINK : DI_PATH_PLACEMENT,
                                 (uint16_t)s, DI_CLOCK_STATE, !is_sink};
        return true;
    }
    return false;
}

static void report_destination(struct di_binding *binding, const struct di_node *node)
{
    const struct di_model *model = binding->model;
    const char **known = DI_ARENA_NEW(binding->sources->arena,
                                      DESTINATIONS + model->setting_count, const char *);
    size_t count = 0;
    if (known == NULL) {
        binding->has_no_memory = true;
        return;
    }
    for (size_t i = 0; i < DESTINATIONS; i++)
        known[count++] = destinations[i].id;
    for (uint32_t s = DI_SETTING_BUILTIN_COUNT; s < model->setting_count; s++)
        known[count++] = model->settings[s].name.id;
    di_bind_report_unknown(binding, node, DI_N_("destination"), node->key, known, count);
}

static bool find_destination(struct di_binding *binding, const struct di_node *node,
                             struct destination *out)
{
    for (size_t i = 0; i < DESTINATIONS; i++)
        if (strcmp(destinations[i].id, node->key) == 0) {
            *out = destinations[i];
            return true;
        }
    if (find_own(binding, node, out))
        return true;
    report_destination(binding, node);
    return false;
}

/* ---- hazards ---- */

static void one_piece(struct di_binding *binding, struct di_hazard *hazard, double rate)
{
    double *from = DI_BIND_NEW(binding, 1, double);
    double *rates = DI_BIND_NEW(binding, 1, double);
    hazard->form = DI_HAZARD_PIECEWISE;
    hazard->from_years = from;
    hazard->rate_per_year = rates;
    if (from == NULL || rates == NULL)
        return;
    rates[0] = rate;
    hazard->pieces = 1;
}

static bool is_list(const struct di_node *node)
{
    return node != NULL && node->type == DI_NODE_ARRAY && node->count > 0;
}

static void bind_pieces(struct di_binding *binding, struct di_node *rates, struct di_node *from,
                        struct di_hazard *hazard)
{
    if (!is_list(rates) || !is_list(from) || rates->count != from->count) {
        DI_BIND_REPORT(binding, rates, DI_ERR_INCONSISTENT,
                       DI_N_("'rates_per_year' needs 'from_years' of the same length, %1."),
                       DI_N_("Example: \"rates_per_year\": [0.12, 0.06], \"from_years\": "
                             "[0, 1]."),
                       di_integer_arg(rates->count));
        return;
    }
    const double *at = di_bind_list(binding, from, from->count);
    for (uint32_t i = 0; at != NULL && i < from->count; i++)
        if (i == 0 ? at[i] != 0 : at[i] <= at[i - 1]) {
            DI_BIND_REPORT(binding, from->children[i], DI_ERR_INCONSISTENT,
                           DI_N_("'from_years' starts at 0 and rises; %1 does not fit."), NULL,
                           di_real_arg(at[i]));
            return;
        }
    hazard->form = DI_HAZARD_PIECEWISE;
    hazard->from_years = at;
    hazard->rate_per_year = di_bind_list(binding, rates, rates->count);
    hazard->pieces = rates->count;
}

static void bind_weibull(struct di_binding *binding, struct di_node *weibull,
                         struct di_hazard *hazard)
{
    hazard->form = DI_HAZARD_WEIBULL;
    hazard->shape = di_bind_plain(di_bind_member(binding, weibull, "shape"), 1);
    hazard->scale_years = di_bind_plain(di_bind_member(binding, weibull, "scale_years"), 1);
    if (!(hazard->shape > 0) || !(hazard->scale_years > 0)) {
        hazard->shape = 1;
        hazard->scale_years = 1;
    }
}

static void bind_hazard(struct di_binding *binding, struct di_node *node,
                        struct di_hazard *hazard)
{
    struct di_node *rate = di_bind_member(binding, node, "rate_per_year");
    struct di_node *rates = di_bind_member(binding, node, "rates_per_year");
    struct di_node *weibull = di_bind_member(binding, node, "weibull");
    struct di_node *factor = di_bind_member(binding, node, "factor");
    const int forms = (rate != NULL) + (rates != NULL) + (weibull != NULL);
    if (forms > 1)
        DI_BIND_REPORT(binding, node, DI_ERR_INCONSISTENT,
                       DI_N_("'%1' has %2 hazards; give one."),
                       DI_N_("Choose rate_per_year, rates_per_year or weibull."),
                       di_text_arg(node->key), di_integer_arg(forms));
    if (rate != NULL && factor != NULL)
        DI_BIND_REPORT(binding, factor, DI_ERR_INCONSISTENT,
                       DI_N_("'factor' belongs to rates_per_year and weibull; '%1' has "
                             "rate_per_year."),
                       DI_N_("Write the multipliers into rate_per_year."),
                       di_text_arg(node->key));
    one_piece(binding, hazard, forms == 0 ? 0 : 1);
    if (rate != NULL) {
        hazard->factor = di_bind_quantity(binding, rate, 0);
        return;
    }
    hazard->factor = di_bind_quantity(binding, factor, 1);
    if (rates != NULL)
        bind_pieces(binding, rates, di_bind_member(binding, node, "from_years"), hazard);
    else if (weibull != NULL)
        bind_weibull(binding, weibull, hazard);
}

/* ---- pathways of the file ---- */

static bool depends_on_time_spent(const struct di_hazard *hazard)
{
    if (hazard->form == DI_HAZARD_WEIBULL)
        return hazard->shape < 1 || hazard->shape > 1;
    return hazard->pieces > 1;
}

/* A law of the time spent needs a clock: where none is the rule, the time in the state. */
static enum di_clock clock_of(struct di_binding *binding, struct di_node *node,
                              enum di_clock fallback, const struct di_hazard *hazard)
{
    static const char *const ids[] = {"none", "place", "state", "care", "home"};
    const bool needs_clock = depends_on_time_spent(hazard);
    const char *id = di_bind_text(binding, node, "clock", "");
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        if (strcmp(ids[i], id) == 0)
            fallback = (enum di_clock)i;
    if (fallback != DI_CLOCK_NONE || !needs_clock)
        return fallback;
    if (*id != '\0')
        DI_BIND_REPORT(binding, di_bind_member(binding, node, "clock"), DI_ERR_INCONSISTENT,
                       DI_N_("'%1' changes with the time spent, and its clock is none."),
                       DI_N_("Leave the clock out, or give one rate_per_year."),
                       di_text_arg(node->key));
    return DI_CLOCK_STATE;
}

static bool may_be_requested(const struct di_binding *binding,
                             const struct destination *destination)
{
    if (destination->path == DI_PATH_HOME || destination->path == DI_PATH_ADOPTED)
        return true;
    if (destination->path != DI_PATH_PLACEMENT)
        return false;
    const enum di_kind kind = binding->model->settings[destination->target].kind;
    return kind != DI_KIND_INSTITUTION && kind != DI_KIND_EMERGENCY_FOSTER &&
           kind != DI_KIND_UNPLACED;
}

static bool has_rate(struct di_binding *binding, struct di_node *node)
{
    return di_bind_member(binding, node, "rate_per_year") != NULL ||
           di_bind_member(binding, node, "rates_per_year") != NULL ||
           di_bind_member(binding, node, "weibull") != NULL;
}

static bool is_ever_by_request(const struct di_pathway *pathway)
{
    for (uint32_t i = 0; i < pathway->mode.count; i++)
        if ((int)pathway->mode.value[i] == DI_MODE_BY_REQUEST)
            return true;
    return false;
}

static bool is_ever_by_rate(const struct di_pathway *pathway)
{
    for (uint32_t i = 0; i < pathway->mode.count; i++)
        if ((int)pathway->mode.value[i] == DI_MODE_BY_RATE)
            return true;
    return false;
}

static void check_mode(struct di_binding *binding, struct di_node *node,
                       const struct destination *destination, const struct di_pathway *pathway)
{
    if (is_ever_by_rate(pathway) && !has_rate(binding, node))
        DI_BIND_REPORT(
            binding, node, DI_ERR_INCONSISTENT,
            DI_N_("'%1' is by_rate and has no rate, so nobody would take this way."),
            DI_N_("Give a rate, 0 if nobody is to take it, or leave the pathway out."),
            di_text_arg(node->key));
    if (!is_ever_by_request(pathway))
        return;
    if (!may_be_requested(binding, destination))
        DI_BIND_REPORT(binding, node, DI_ERR_INCONSISTENT,
                       DI_N_("Nobody can ask for '%1', so this pathway cannot be "
                             "by_request."),
                       DI_N_("Use by_rate."), di_text_arg(destination->id));
    else if (destination->path == DI_PATH_ADOPTED && !has_rate(binding, node))
        DI_BIND_REPORT(binding, node, DI_ERR_INCONSISTENT,
                       DI_N_("'%1' needs a rate: how fast adopters are found."),
                       DI_N_("Add \"rate_per_year\"."), di_text_arg(destination->id));
}

static void bind_pathway(struct di_binding *binding, struct di_node *node,
                         const struct destination *destination, enum di_kind kind,
                         struct di_pathway *pathway)
{
    enum di_clock clock = destination->clock;
    const bool is_foster = kind == DI_KIND_FOSTER || kind == DI_KIND_SPECIALISED_FOSTER;
    if (destination->path == DI_PATH_ADOPTED && is_foster)
        clock = DI_CLOCK_PLACE;
    pathway->path = destination->path;
    pathway->target = destination->target;
    pathway->is_frailty = destination->is_frailty;
    pathway->mode =
        di_bind_mode(binding, di_bind_member(binding, node, "mode"), DI_MODE_BY_RATE);
    pathway->historic_exit =
        di_bind_plain(di_bind_member(binding, node, "historic_exit_per_year"), 0);
    bind_hazard(binding, node, &pathway->hazard);
    pathway->clock = clock_of(binding, node, clock, &pathway->hazard);
    check_mode(binding, node, destination, pathway);
}

/* Only children at home re-enter, and re-entry is all the home states may be given. */
static bool fits_setting(struct di_binding *binding, const struct di_node *node,
                         const struct destination *destination, uint16_t index)
{
    const bool is_home = index == DI_SETTING_HOME_MONITORED || index == DI_SETTING_HOME_CLOSED;
    if (is_home == (destination->path == DI_PATH_REENTRY) && destination->target != index)
        return true;
    if (index != DI_SETTING_HOME_CLOSED) /* one report for both home states */
        DI_BIND_REPORT(binding, node, DI_ERR_INCONSISTENT,
                       DI_N_("The destination '%1' is not possible here."),
                       DI_N_("'reentry' belongs to 'home' and is all that 'home' may have; a "
                             "setting has no pathway to itself."),
                       di_text_arg(destination->id));
    return false;
}

/* ---- defaults ---- */

static bool has_path(const struct di_pathway *pathways, uint32_t count, enum di_path path)
{
    for (uint32_t i = 0; i < count; i++)
        if (pathways[i].path == path)
            return true;
    return false;
}

static const double *factors_by_age(struct di_binding *binding, const double by_age[3])
{
    const struct di_model *model = binding->model;
    double *list = DI_BIND_NEW(binding, model->age_band_count, double);
    for (uint32_t b = 0; list != NULL && b < model->age_band_count; b++) {
        const double from = model->age_band_from[b];
        list[b] = from < 3 ? by_age[0] : from < 7 ? by_age[1] : by_age[2];
    }
    return list;
}

static const double *copy_factors(struct di_binding *binding, const double *from,
                                  uint32_t count)
{
    double *list = DI_BIND_NEW(binding, count, double);
    if (list != NULL)
        memcpy(list, from, count * sizeof *list);
    return list;
}

static bool all_ones(const double *factors, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (factors[i] < 1 || factors[i] > 1)
            return false;
    return true;
}

static void bind_default(struct di_binding *binding, const struct di_default_cause *cause,
                         const struct destination *destination, struct di_pathway *pathway)
{
    const uint32_t pieces = cause->from_years > 0 ? 2 : 1;
    double *from = DI_BIND_NEW(binding, 2, double);
    double *rates = DI_BIND_NEW(binding, 2, double);
    if (from == NULL || rates == NULL)
        return;
    from[1] = cause->from_years;
    rates[0] = cause->rate_per_year;
    rates[1] = cause->later_rate_per_year;
    *pathway = (struct di_pathway){.path = cause->path,
                                   .target = destination->target,
                                   .mode = di_bind_constant(binding, DI_MODE_BY_RATE),
                                   .clock = cause->clock,
                                   .is_frailty = destination->is_frailty};
    pathway->hazard.pieces = pieces;
    pathway->hazard.from_years = from;
    pathway->hazard.rate_per_year = rates;
    pathway->hazard.factor.series = di_bind_constant(binding, 1);
    if (!all_ones(cause->by_age, 3))
        pathway->hazard.factor.by_age_band = factors_by_age(binding, cause->by_age);
    if (!all_ones(cause->by_disability, DI_DISABILITIES))
        pathway->hazard.factor.by_disability =
            copy_factors(binding, cause->by_disability, DI_DISABILITIES);
}

static const struct destination *destination_of(enum di_path path)
{
    for (size_t i = 0; i < DESTINATIONS; i++)
        if (destinations[i].path == path)
            return &destinations[i];
    return &destinations[0];
}

static void list_default(struct di_binding *binding, const struct di_setting *setting,
                         const char *destination, const struct di_default_cause *cause)
{
    static const char prefix[] = "settings/", middle[] = "/pathways/",
                      suffix[] = "/rate_per_year";
    const char *parts[] = {prefix, setting->name.id, middle, destination, suffix};
    size_t length = 1;
    if (strcmp(setting->name.id, "home_closed") == 0)
        return; /* one clock with "home", listed there */
    for (size_t i = 0; i < 5; i++)
        length += strlen(parts[i]);
    char *key = DI_ARENA_NEW(binding->sources->arena, length, char);
    if (key == NULL) {
        binding->has_no_memory = true;
        return;
    }
    char *at = key;
    for (size_t i = 0; i < 5; i++) {
        memcpy(at, parts[i], strlen(parts[i]));
        at += strlen(parts[i]);
    }
    di_bind_use_default(binding, NULL, key, cause->rate_per_year, cause->quality);
}

static uint32_t add_defaults(struct di_binding *binding, const struct di_setting *setting,
                             struct di_pathway *pathways, uint32_t count)
{
    struct di_default_cause causes[DI_DEFAULT_CAUSES_MAX];
    struct di_node *policies = di_bind_member(binding, binding->root, "policies");
    const bool has_frailty =
        di_bind_plain(di_bind_member(binding, policies, "placement_frailty"), 0) > 0;
    const bool is_infant_home =
        setting->kind == DI_KIND_INSTITUTION && setting->age_to_years <= 4;
    const size_t defaults =
        di_default_causes(setting->kind, is_infant_home, has_frailty, causes);
    const uint32_t given = count;
    for (size_t i = 0; i < defaults; i++) {
        if (has_path(pathways, given, causes[i].path) ||
            (causes[i].path == DI_PATH_SPONTANEOUS_HOME &&
             has_path(pathways, given, DI_PATH_HOME)))
            continue;
        const struct destination *destination = destination_of(causes[i].path);
        list_default(binding, setting, destination->id, &causes[i]);
        bind_default(binding, &causes[i], destination, &pathways[count++]);
    }
    return count;
}

void di_bind_pathways(struct di_binding *binding, struct di_node *setting_node,
                      struct di_setting *setting, uint16_t index)
{
    struct di_node *section = di_bind_member(binding, setting_node, "pathways");
    const uint32_t things = di_bind_things(section, NULL);
    struct di_pathway *pathways =
        DI_BIND_NEW(binding, things + DI_DEFAULT_CAUSES_MAX, struct di_pathway);
    uint32_t count = 0;
    if (pathways == NULL)
        return;
    for (uint32_t i = 0; things > 0 && i < section->count; i++) {
        struct di_node *node = section->children[i];
        struct destination destination;
        if (di_bind_is_thing(node) && find_destination(binding, node, &destination) &&
            fits_setting(binding, node, &destination, index))
            bind_pathway(binding, node, &destination, setting->kind, &pathways[count++]);
    }
    if (di_bind_flag(binding, setting_node, "use_defaults", true))
        count = add_defaults(binding, setting, pathways, count);
    if (count > DI_PATHWAYS_MAX)
        DI_BIND_REPORT(binding, section, DI_ERR_LIMIT,
                       DI_N_("There are %1 pathways here; at most %2 are possible."), NULL,
                       di_integer_arg(count), di_integer_arg(DI_PATHWAYS_MAX));
    setting->pathways = pathways;
    setting->pathway_count = count;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scenario: children in care on its first day, entries a year, where they come first, and
 * every way out by its rate.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "episode_first.h"
#include "episode_stock.h"
#include "episode_writer.h"

/* Years that a scenario runs, at least: a plan's usual horizon. */
#define HORIZON_YEARS 10
/* The longest stay the format takes: rates alone end it. */
#define STAY_DAYS_MAX 40000
/* What stands for a population that the file does not have: rates per 100,000 are counts. */
#define STAND_IN 100000.0
#define REENTRY_EVENTS_MIN 10.0

/* ---- regions ---- */

/* Entries of the nation are shared by population: a stand-in is in the proportion of entries.
 */
static double stand_in(const struct di_episodes *book, size_t region)
{
    double sum = 0, own = 0;
    for (size_t r = 0; r < book->region_count; r++) {
        const double entries = book->counts.entries_by_region[r];
        sum += entries;
        own = r == region ? entries : own;
    }
    return round(STAND_IN * own / sum);
}

static json_t *regions(struct di_episode_writer *w)
{
    struct di_episodes *book = w->book;
    json_t *object = json_object();
    for (size_t r = 0; r < book->region_count; r++) {
        json_t *children = json_pack("{s:o}", "value", di_json_number(stand_in(book, r)));
        di_episode_set_origin(w, children,
                              "stand-in: the files have no population. 100,000 in all, shared "
                              "as entries are, so that rates per 100,000 are counts",
                              "illustrative");
        di_episode_set(
            w, object, book->regions[r].id,
            json_pack("{s:o, s:o}", "name",
                      di_episode_name_text(w, book->regions[r].name, book->regions[r].id),
                      "population_0_17", children));
    }
    return object;
}

/* ---- entries ---- */

static json_t *age_weights(struct di_episode_writer *w,
                           const struct di_episode_reason_counts *reason)
{
    json_t *list = json_array();
    for (size_t a = 0; a < DI_EPISODE_AGES; a++)
        di_json_append(&w->json, list, di_json_number(reason->by_age[a]));
    return list;
}

static json_t *reasons(struct di_episode_writer *w)
{
    struct di_episodes *book = w->book;
    const struct di_episode_window *window = &book->counts.window;
    const double years = window->to - window->from + 1;
    json_t *object = json_object();
    for (size_t i = 0; i < book->reason_count; i++) {
        const struct di_episode_reason_counts *reason = &book->counts.reasons[i];
        if (!(reason->entries > 0))
            continue;
        const double a_year = di_episode_rounded(reason->entries / years);
        json_t *children =
            json_pack("{s:o, s:{s:[o,o]}}", "value", di_json_number(a_year), "uncertain",
                      "gamma", di_json_number(reason->entries), di_json_number(a_year));
        di_episode_set_counted(w, children, "first entries", reason->entries, years, "years");
        di_episode_set(
            w, object, book->reasons[i].id,
            json_pack("{s:o, s:o, s:o}", "name",
                      di_episode_name_text(w, book->reasons[i].name, book->reasons[i].id),
                      "children_per_year", children, "entry_age_weights",
                      age_weights(w, reason)));
    }
    return object;
}

/* What the years' numbers of entries vary by beyond chance: their variance less the mean. */
static double entry_cv(const struct di_episodes *book)
{
    const struct di_episode_counts *counts = &book->counts;
    const double n = counts->window.to - counts->window.from + 1;
    double squares = 0;
    const double mean = counts->entries / n;
    for (int32_t y = 0; y < (int32_t)n; y++)
        squares += (counts->years[y].entries - mean) * (counts->years[y].entries - mean);
    const double excess = n > 1 ? squares / (n - 1) - mean : 0;
    return excess > 0 ? round(sqrt(excess) / mean * 1e3) / 1e3 : 0;
}

/* Share of the known ones; 0 if a count is one to be withheld. */
static double share(const struct di_episodes *book, double part, double known)
{
    if (!(known > 0) || di_episode_is_small(book, part) ||
        di_episode_is_small(book, known - part))
        return 0;
    return round(part / known * 1e4) / 1e4;
}

static json_t *entries(struct di_episode_writer *w)
{
    const struct di_episodes *book = w->book;
    const struct di_episode_counts *counts = &book->counts;
    const double *sex = counts->entries_by_sex, *degree = counts->entries_by_disability;
    const double sexes = sex[0] + sex[1], degrees = degree[0] + degree[1] + degree[2];
    const bool has_years = counts->window.to - counts->window.from >= 2;
    const double girls = share(book, sex[0], sexes);
    json_t *object = json_pack("{s:[i], s:b}", "group_size_shares", 1, "include_reentries", 0);
    di_episode_set_origin(w, object,
                          "assumption of 'homeward import episodes': the files do not tell "
                          "it, as of brothers and sisters",
                          "illustrative");
    json_t *values[] = {di_json_number(girls > 0 ? girls : 0.5),
                        di_json_number(share(book, degree[1], degrees)),
                        di_json_number(share(book, degree[2], degrees)),
                        di_json_number(has_years ? entry_cv(book) : 0)};
    static const char *const keys[] = {"female_share", "disability_moderate_share",
                                       "disability_severe_share", "entry_cv"};
    const bool is_counted[] = {girls > 0, degrees > 0, degrees > 0, has_years};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        json_t *value = json_pack("{s:o}", "value", values[i]);
        if (is_counted[i])
            di_episode_set_origin(w, value, book->source, "estimated");
        di_episode_set(w, object, keys[i], value);
    }
    json_t *first = di_episode_first_placements(w);
    if (first != NULL)
        di_episode_set(w, object, "first_placements", first);
    return object;
}

/* ---- settings ---- */

static void set_ages(struct di_episode_writer *w, json_t *value,
                     const struct di_episode_rate *rate)
{
    char id[DI_EPISODE_BAND_ID];
    if (!rate->has_ages)
        return;
    json_t *bands = json_object();
    for (uint32_t b = 0; b < w->book->counts.window.band_count; b++)
        di_episode_set(w, bands, di_episode_band_id(&w->book->counts.window, b, id),
                       di_json_number(di_episode_rounded(rate->by_band[b])));
    di_episode_set(w, value, "by", json_pack("{s:o}", "age_band", bands));
}

/* One rate, with its distribution; or one for each piece of time, and the distribution of the
 * factor before all of them. */
static json_t *pathway(struct di_episode_writer *w, const struct di_episode_rate *rate)
{
    json_t *object = json_pack("{s:s}", "mode", "by_rate");
    const double one = rate->pieces == 1 ? di_episode_rounded(rate->per_year[0]) : 1;
    json_t *value = json_pack("{s:o, s:{s:[o,o]}}", "value", di_json_number(one), "uncertain",
                              "gamma", di_json_number(rate->events), di_json_number(one));
    set_ages(w, value, rate);
    di_episode_set_counted(w, value, "events", rate->events, rate->child_years, "child-years");
    if (rate->pieces == 1) {
        di_episode_set(w, object, "rate_per_year", value);
        return object;
    }
    json_t *rates = json_array(), *from = json_array();
    for (uint32_t p = 0; p < rate->pieces; p++) {
        di_json_append(&w->json, rates, di_json_number(di_episode_rounded(rate->per_year[p])));
        di_json_append(&w->json, from, di_json_number(rate->from_years[p]));
    }
    di_episode_set(w, object, "clock", json_string("state"));
    di_episode_set(w, object, "rates_per_year", rates);
    di_episode_set(w, object, "from_years", from);
    di_episode_set(w, object, "factor", value);
    return object;
}

static json_t *pathways(struct di_episode_writer *w, size_t setting)
{
    const struct di_episodes *book = w->book;
    json_t *object = json_object();
    for (size_t i = 0; i < book->pathway_count; i++)
        if (book->pathways[i].setting == setting && !book->pathways[i].is_withheld)
            di_episode_set(w, object, di_episode_pathway_id(book, book->pathways[i].to),
                           pathway(w, &book->pathways[i].rate));
    return object;
}

static void set_at_18(struct di_episode_writer *w, json_t *setting,
                      const struct di_episode_setting_counts *counts)
{
    static const char *const keys[] = {"aftercare", "independent", "home", "adult_institution"};
    const double *leaving = w->book->counts.leaving;
    const double reached = counts->left_at_18 + counts->stayed_at_18;
    const double all = leaving[0] + leaving[1] + leaving[2] + leaving[3];
    if (counts->stayed_at_18 > 0) {
        json_t *value =
            json_pack("{s:o}", "value",
                      di_json_number(di_episode_rounded(counts->stayed_at_18 / reached)));
        char note[80];
        (void)snprintf(note, sizeof note, "%.0f of %.0f who turned 18, %d-%d",
                       counts->stayed_at_18, reached, w->book->request.from,
                       w->book->request.to);
        di_episode_set_origin(w, value, w->book->source, "estimated");
        di_episode_set(w, value, "note", json_string(note));
        di_episode_set(w, setting, "stay18_share", value);
    }
    if (!(all > 0))
        return;
    json_t *shares = json_object();
    double up_to = 0, given = 0; /* sums are rounded: parts then add up to 1, none below 0 */
    for (size_t i = 0; i < 4; i++) {
        up_to += leaving[i];
        const double share_up_to = round(up_to / all * 1e4) / 1e4;
        di_episode_set(w, shares, keys[i],
                       di_json_number(round((share_up_to - given) * 1e4) / 1e4));
        given = share_up_to;
    }
    di_episode_set_origin(w, shares, w->book->source, "estimated");
    di_episode_set(w, setting, "leaving_shares", shares);
}

static json_t *setting_of(struct di_episode_writer *w, size_t place)
{
    const struct di_episode_place *of = &w->book->places[place];
    json_t *object = json_pack(
        "{s:o, s:s, s:s, s:b, s:o}", "name", di_episode_name_text(w, of->name, of->id), "kind",
        of->kind, "capacity", "unlimited", "use_defaults", 0, "pathways", pathways(w, place));
    if (strcmp(of->kind, "emergency_foster") == 0)
        di_episode_set(w, object, "max_stay_days", json_integer(STAY_DAYS_MAX));
    set_at_18(w, object, &w->book->counts.settings[place]);
    return object;
}

/* ---- at home ---- */

/* Years since the return are joined until each piece has enough returns into care. */
static json_t *reentry(struct di_episode_writer *w)
{
    const struct di_episode_counts *counts = &w->book->counts;
    const double enough = fmax(REENTRY_EVENTS_MIN, (double)w->book->request.suppress);
    json_t *rates = json_array(), *from = json_array();
    double all = 0, time = 0, left = 0;
    for (size_t y = 0; y < DI_EPISODE_HOME_YEARS; y++)
        left += counts->home_returns[y];
    for (size_t y = 0, begin = 0; y < DI_EPISODE_HOME_YEARS; y++) {
        double events = 0, years = 0;
        for (size_t k = begin; k <= y; k++) {
            events += counts->home_returns[k];
            years += counts->home_years[k];
        }
        const bool is_last = y + 1 == DI_EPISODE_HOME_YEARS;
        if (!is_last && (events < enough || left - all - events < enough))
            continue;
        di_json_append(&w->json, rates,
                       di_json_number(years > 0 ? di_episode_rounded(events / years) : 0));
        di_json_append(&w->json, from, json_integer((json_int_t)begin));
        all += events;
        time += years;
        begin = y + 1;
    }
    json_t *factor = json_pack("{s:i}", "value", 1);
    if (all > 0)
        di_episode_set(w, factor, "uncertain",
                       json_pack("{s:[o,i]}", "gamma", di_json_number(all), 1));
    if (!di_episode_is_small(w->book, all))
        di_episode_set_counted(w, factor, "returns into care", all, time,
                               "child-years at home");
    return json_pack("{s:{s:s, s:s, s:o, s:o, s:o}}", "reentry", "mode", "by_rate", "clock",
                     "home", "rates_per_year", rates, "from_years", from, "factor", factor);
}

static bool is_own_destination(const struct di_episodes *book, size_t place)
{
    return place == book->place_count || book->places[place].path == DI_EPISODE_OTHER;
}

static json_t *settings(struct di_episode_writer *w)
{
    const struct di_episodes *book = w->book;
    json_t *object = json_object();
    for (size_t place = 0; place <= book->place_count; place++) {
        if (!di_episode_place_is_used(book, place))
            continue;
        if (place < book->place_count && book->places[place].path == DI_EPISODE_CARE)
            di_episode_set(w, object, book->places[place].id, setting_of(w, place));
        else if (is_own_destination(book, place))
            di_episode_set(
                w, object, di_episode_place_id(book, place),
                json_pack("{s:o, s:s}", "name",
                          place < book->place_count
                              ? di_episode_name_text(w, book->places[place].name,
                                                     book->places[place].id)
                              : di_episode_name_text(
                                    w, DI_N_("Left care, destination not stated"), ""),
                          "kind", "unexplained_out"));
    }
    di_episode_set(w, object, "home",
                   json_pack("{s:o, s:b}", "pathways", reentry(w), "use_defaults", 0));
    return object;
}

/* ---- the file ---- */

static json_t *horizon(struct di_episode_writer *w)
{
    const struct di_episode_window *window = &w->book->counts.window;
    const int32_t observed = window->to - window->start + 1;
    char start[24];
    json_t *bands = json_array();
    for (uint32_t b = 1; b + 1 < window->band_count; b++)
        di_json_append(&w->json, bands, di_json_number(window->band_from[b]));
    (void)snprintf(start, sizeof start, "%d-01-01", window->start);
    return json_pack("{s:s, s:i, s:o}", "start", start, "years",
                     observed > HORIZON_YEARS ? (int)observed : HORIZON_YEARS, "age_bands",
                     bands);
}

static json_t *policies(struct di_episode_writer *w)
{
    json_t *object = json_pack("{s:b, s:i, s:i, s:b, s:i}", "ageing", 1, "legally_free_share",
                               1, "kin_at_entry_share", 0, "monthly_ladder", 0,
                               "reentry_window_years", DI_EPISODE_HOME_YEARS);
    di_episode_set_origin(w, object,
                          "assumption of 'homeward import episodes': rates are of all "
                          "children, and nobody waits",
                          "illustrative");
    return object;
}

static json_t *scenario(struct di_episode_writer *w, const char *schema)
{
    const struct di_episodes *book = w->book;
    char name[120];
    (void)snprintf(name, sizeof name, "%.60s, %d-%d", di_episodes_id(book), book->request.from,
                   book->request.to);
    json_t *root = json_object();
    if (schema != NULL)
        di_episode_set(w, root, "$schema", json_string(schema));
    di_episode_set(w, root, "format", json_integer(1));
    di_episode_set(w, root, "id", json_string(di_episodes_id(book)));
    di_episode_set(w, root, "name", json_string(name));
    di_episode_set(
        w, root, "notes",
        di_episode_name_text(
            w,
            DI_N_(
                "Made by 'homeward import episodes' from placement episodes: rates are events "
                "over time in care. Read data_quality.md beside this file before quoting a "
                "number."),
            ""));
    di_episode_set(w, root, "horizon", horizon(w));
    di_episode_set(w, root, "regions", regions(w));
    di_episode_set(w, root, "reasons", reasons(w));
    di_episode_set(w, root, "settings", settings(w));
    di_episode_set(w, root, "entries", entries(w));
    di_episode_set(w, root, "initial_stock", di_episode_stock(w));
    di_episode_set(w, root, "policies", policies(w));
    return root;
}

char *di_episodes_scenario(struct di_episodes *book, const struct di_catalogue *catalogue,
                           const char *schema)
{
    struct di_episode_writer w = {.book = book, .catalogue = catalogue};
    char *text =
        di_json_finish(&w.json, scenario(&w, schema), JSON_INDENT(2) | JSON_REAL_PRECISION(12));
    if (!book->ran_out)
        return text;
    free(text);
    return NULL;
}

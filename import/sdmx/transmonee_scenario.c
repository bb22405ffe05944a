/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One region, residential care as one pooled setting, every way out by its yearly rate over the
 * mean stock of the year, ageing off (docs/decisions/0010), destinations that nobody explains
 * as settings of their own (docs/decisions/0011). Rates are crude: calibration fits them.
 */
#include <stdlib.h>
#include <string.h>

#include "json_builder.h"
#include "transmonee_book.h"

#define REENTRY_WINDOW_YEARS 6
#define RATE_DIGITS 1e6

/* Where children of a series go, and what flows.csv calls that. */
static const struct {
    enum di_series series; /* DI_SERIES_COUNT: those whose destination is not published */
    const char *pathway;
    const char *kind; /* of the setting that stands for it; NULL: a state of the model */
    const char *name;
} ways[] = {
    {DI_SERIES_HOME, "home", NULL, NULL},
    {DI_SERIES_FAMILY, "family_care", "foster",
     DI_N_("Family-based care (foster families and relatives)")},
    {DI_SERIES_ADOPTED, "adopted", NULL, NULL},
    {DI_SERIES_INDEPENDENT, "independent", NULL, NULL},
    {DI_SERIES_TRANSFERRED, "transferred_out", "unexplained_out",
     DI_N_("Transferred to another institution (destination not followed)")},
    {DI_SERIES_DIED, "died", NULL, NULL},
    {DI_SERIES_OTHER, "other_exit", "unexplained_out",
     DI_N_("Left for another reason (not explained in the statistics)")},
    {DI_SERIES_COUNT, "destination_unstated", "unexplained_out",
     DI_N_("Left, destination not published")},
};
enum { WAYS = sizeof ways / sizeof ways[0] };

struct writer {
    struct di_json_builder json;
    struct di_transmonee *book; /* whose memory takes texts; otherwise only read */
    const struct di_catalogue *catalogue;
    const char *id;
};

/* ---- values ---- */

static void set(struct writer *w, json_t *object, const char *key, json_t *value)
{
    di_json_set(&w->json, object, key, value);
}

/* In English, and in the catalogue's language if format 1 has that. */
static json_t *name_of(struct writer *w, const char *text)
{
    const struct di_catalogue *c = w->catalogue;
    const bool is_russian = c != NULL && c->translate != NULL && c->language != NULL &&
                            strcmp(c->language, "ru") == 0;
    if (!is_russian)
        return json_string(text);
    return json_pack("{s:s, s:s}", "en", text, "ru", c->translate(c->context, text));
}

static void set_origin(struct writer *w, json_t *object, const char *source, int32_t year,
                       const char *quality)
{
    set(w, object, "source", json_string(source));
    if (year != 0)
        set(w, object, "year", json_integer(year));
    set(w, object, "quality", json_string(quality));
}

/* A step where the value changes, on this day of each year after the first. */
static void set_steps(struct writer *w, json_t *object, const double *values, size_t count,
                      int32_t first_year, const char *day)
{
    json_t *steps = json_array();
    char date[24];
    for (size_t i = 1; i < count; i++) {
        if (fabs(values[i] - values[i - 1]) < 1e-12)
            continue;
        (void)snprintf(date, sizeof date, "%d-%s", first_year + (int32_t)i, day);
        di_json_append(&w->json, steps,
                       json_pack("{s:s, s:o}", "from", date, "set", di_json_number(values[i])));
    }
    if (json_array_size(steps) > 0)
        set(w, object, "steps", json_incref(steps));
    json_decref(steps);
}

static json_t *dated(struct writer *w, const double *values, size_t count, int32_t first_year,
                     const char *day)
{
    json_t *object = json_pack("{s:o}", "value", di_json_number(values[0]));
    set_steps(w, object, values, count, first_year, day);
    return object;
}

/* The source of the first cell that has one. */
static const char *source_of(struct writer *w, enum di_series series, int32_t first)
{
    for (int32_t year = first; year <= w->book->to + 1; year++)
        if (di_book_cell(w->book, series, year)->from != NULL)
            return di_book_source(w->book, di_book_cell(w->book, series, year));
    return "";
}

/* Published, unless the message itself marks a year as estimated, imputed or forecast. */
static const char *quality_of(struct writer *w, enum di_series series, int32_t first)
{
    for (int32_t year = first; year <= w->book->to + 1; year++) {
        const struct di_cell *cell = di_book_cell(w->book, series, year);
        const char *status = cell->from != NULL ? cell->from->text[DI_SDMX_STATUS] : "";
        if (status[0] != '\0' && status[1] == '\0' && strchr("EeIF", status[0]) != NULL)
            return "estimated";
    }
    return "published";
}

/* ---- the region ---- */

/* Published for 1 January, and so stated from 31 December: rates at the end of a year are over
 * the children of the day after, as in the database's own rates. A gap keeps the year before.
 */
static json_t *population(struct writer *w)
{
    const struct di_transmonee *book = w->book;
    const size_t count = di_book_year_count(book) + 1;
    double *values = DI_ARENA_NEW(&w->book->arena, count, double);
    double last = (double)NAN;
    for (int32_t year = DI_SDMX_FIRST_YEAR; values != NULL && year <= book->to + 1; year++) {
        const double value = di_book_value(book, DI_SERIES_POPULATION, year);
        last = isnan(value) ? last : value;
        if (year >= book->from)
            values[year - book->from] = last;
    }
    if (values == NULL || isnan(last))
        return NULL;
    for (size_t i = count - 1; i-- > 0;) /* nothing before: the first one known */
        if (isnan(values[i]))
            values[i] = values[i + 1];
    json_t *object = dated(w, values, count, book->from - 1, "12-31");
    set_origin(w, object, source_of(w, DI_SERIES_POPULATION, book->from), book->from,
               quality_of(w, DI_SERIES_POPULATION, book->from));
    return object;
}

static json_t *regions(struct writer *w)
{
    const char *name = w->book->list.country_name;
    json_t *region = json_pack("{s:s}", "name", name != NULL ? name : w->book->request.country);
    json_t *children = population(w);
    if (children != NULL)
        set(w, region, "population_0_17", children);
    return json_pack("{s:o}", w->id, region);
}

/* ---- entries ---- */

static bool fill(const struct di_transmonee *book, double *values,
                 double (*value_of)(const struct di_account_year *year, size_t way), size_t way)
{
    double largest = 0;
    for (size_t i = 0; i < di_book_year_count(book); i++) {
        values[i] = value_of(&book->years[i], way);
        largest = fmax(largest, values[i]);
    }
    return largest > 0;
}

static double published_entries(const struct di_account_year *year, size_t way)
{
    (void)way;
    return year->used_entries;
}

static double implied_entries(const struct di_account_year *year, size_t way)
{
    (void)way;
    return year->used_implied;
}

static json_t *reason(struct writer *w, const double *values, const char *name,
                      const char *source, const char *quality)
{
    const struct di_transmonee *book = w->book;
    json_t *children = dated(w, values, di_book_year_count(book), book->from, "01-01");
    set_origin(w, children, source, book->from, quality);
    return json_pack("{s:o, s:o}", "name", name_of(w, name), "children_per_year", children);
}

static json_t *reasons(struct writer *w, double *values)
{
    json_t *object = json_object();
    if (fill(w->book, values, published_entries, 0))
        set(w, object, "placed_in_residential_care",
            reason(w, values, DI_N_("Placed in residential care"),
                   source_of(w, DI_SERIES_ENTRIES, w->book->from),
                   quality_of(w, DI_SERIES_ENTRIES, w->book->from)));
    if (fill(w->book, values, implied_entries, 0))
        set(w, object, "implied_admissions",
            reason(w, values, DI_N_("Admissions implied by the balance"),
                   "implied: change of the published stock plus published exits, where entries "
                   "are not published",
                   "estimated"));
    return object;
}

/* ---- settings ---- */

static double exits_by_way(const struct di_account_year *year, size_t way)
{
    const double exits = way < DI_SERIES_DESTINATIONS ? year->exit[way] : year->used_unstated;
    return isnan(exits) ? 0 : exits;
}

/* A year: children who left, over the mean of the stocks at its ends. */
static double rate_by_way(const struct di_account_year *year, size_t way)
{
    const double mean = (year->opening + year->closing) / 2;
    const double rate = mean > 0 ? exits_by_way(year, way) / mean : 0;
    return round(rate * RATE_DIGITS) / RATE_DIGITS;
}

static json_t *rate(struct writer *w, const double *values, size_t way)
{
    const struct di_transmonee *book = w->book;
    char source[500];
    json_t *object = dated(w, values, di_book_year_count(book), book->from, "01-01");
    (void)snprintf(source, sizeof source,
                   "%s, over the mean of the stocks at both ends of the year",
                   ways[way].series < DI_SERIES_COUNT
                       ? source_of(w, ways[way].series, book->from)
                       : "published exits less those with a destination, or implied by the "
                         "balance");
    set_origin(w, object, source, book->from, "estimated");
    return json_pack("{s:s, s:o}", "mode", "by_rate", "rate_per_year", object);
}

static json_t *pathways(struct writer *w, double *values, bool has_way[WAYS])
{
    json_t *object = json_object();
    for (size_t way = 0; way < WAYS; way++) {
        has_way[way] = fill(w->book, values, rate_by_way, way);
        if (has_way[way])
            set(w, object, ways[way].pathway, rate(w, values, way));
    }
    return object;
}

static json_t *residential(struct writer *w, double *values, bool has_way[WAYS])
{
    return json_pack("{s:o, s:s, s:b, s:s, s:b, s:s, s:o}", "name",
                     name_of(w, DI_N_("Residential care, all homes together")), "kind",
                     "institution", "in_residential_statistics", 1, "capacity", "unlimited",
                     "use_defaults", 0, "published_stock", "residential_stock", "pathways",
                     pathways(w, values, has_way));
}

/* Family care is where children go, and nobody is followed further. */
static json_t *destination(struct writer *w, size_t way)
{
    json_t *object =
        json_pack("{s:o, s:s}", "name", name_of(w, ways[way].name), "kind", ways[way].kind);
    if (strcmp(ways[way].kind, "foster") != 0)
        return object;
    set(w, object, "entry_ladder", json_false());
    set(w, object, "capacity", json_string("unlimited"));
    set(w, object, "use_defaults", json_false());
    json_t *nobody = json_pack("{s:i}", "value", 0);
    set_origin(w, nobody,
               "assumption: nobody is followed further; published exits from foster care do "
               "not separate these children",
               0, "illustrative");
    set(w, object, "pathways",
        json_pack("{s:{s:s, s:o}}", "home", "mode", "by_rate", "rate_per_year", nobody));
    return object;
}

static json_t *reentry(struct writer *w)
{
    json_t *object = json_pack("{s:s, s:s, s:[f,f], s:[i,i]}", "mode", "by_rate", "clock",
                               "home", "rates_per_year", 0.22, 0.04, "from_years", 0, 1);
    set_origin(
        w, object,
        "England, 51,238 children returned home: one in five re-enters within a year, over a "
        "third within six (Goldacre et al. 2022); no rate of this country",
        2022, "illustrative");
    return json_pack("{s:{s:o}}", "pathways", "reentry", object);
}

static json_t *settings(struct writer *w, double *values)
{
    bool has_way[WAYS];
    json_t *object = json_object();
    set(w, object, "residential", residential(w, values, has_way));
    for (size_t way = 0; way < WAYS; way++)
        if (has_way[way] && ways[way].kind != NULL)
            set(w, object, ways[way].pathway, destination(w, way));
    if (has_way[0])
        set(w, object, "home", reentry(w));
    return object;
}

/* ---- the first day ---- */

struct opening {
    double stock, young, middle; /* NaN: not told apart */
    double disability;           /* NaN: not published */
    double boys, girls;
};

/* Bands that are published, youngest first; the rest of the stock is the oldest one. Without
 * 0-2, the band 3-6 is taken to hold them. */
static void read_opening(const struct di_transmonee *book, struct opening *opening)
{
    const int32_t year = book->from - 1;
    opening->stock = di_book_value(book, book->stock, year);
    opening->young = di_book_value(book, DI_SERIES_AGE_0_2, year);
    opening->middle = di_book_value(book, DI_SERIES_AGE_3_6, year);
    if ((isnan(opening->young) ? 0 : opening->young) +
            (isnan(opening->middle) ? 0 : opening->middle) >
        opening->stock)
        opening->young = opening->middle = (double)NAN;
    opening->disability = di_book_value(book, DI_SERIES_DISABILITY, year);
    if (opening->disability > opening->stock)
        opening->disability = (double)NAN;
    opening->boys = di_book_value(book, DI_SERIES_BOYS, year);
    opening->girls = di_book_value(book, DI_SERIES_GIRLS, year);
    if (!(fabs(opening->boys + opening->girls - opening->stock) <
          0.5)) /* also where one is missing */
        opening->boys = opening->girls = (double)NAN;
}

static json_t *age_cuts(struct writer *w, const struct opening *opening)
{
    json_t *cuts = json_array();
    if (!isnan(opening->young))
        di_json_append(&w->json, cuts, json_integer(3));
    if (!isnan(opening->middle))
        di_json_append(&w->json, cuts, json_integer(7));
    return cuts;
}

static bool has_ages(const struct opening *opening)
{
    return !isnan(opening->young) || !isnan(opening->middle);
}

static json_t *age_counts(struct writer *w, const struct opening *opening)
{
    json_t *counts = json_object();
    const bool has_young = !isnan(opening->young), has_middle = !isnan(opening->middle);
    double rest = opening->stock;
    if (has_young)
        set(w, counts, "age_0_2", di_json_number(opening->young));
    if (has_middle)
        set(w, counts, has_young ? "age_3_6" : "age_0_6", di_json_number(opening->middle));
    rest -= (has_young ? opening->young : 0) + (has_middle ? opening->middle : 0);
    set(w, counts, has_middle ? "age_7_17" : "age_3_17", di_json_number(rest));
    return counts;
}

static json_t *margin(struct writer *w, json_t *by, json_t *counts, const char *source,
                      int32_t year)
{
    json_t *object = json_pack("{s:o, s:o}", "by", by, "counts", counts);
    set_origin(w, object, source, year, "published");
    return object;
}

static json_t *margins(struct writer *w, const struct opening *opening)
{
    const struct di_transmonee *book = w->book;
    const int32_t year = book->from - 1;
    json_t *list = json_array();
    di_json_append(&w->json, list,
                   margin(w,
                          has_ages(opening) ? json_pack("[s,s]", "setting", "age_band")
                                            : json_pack("[s]", "setting"),
                          json_pack("{s:o}", "residential",
                                    has_ages(opening) ? age_counts(w, opening)
                                                      : di_json_number(opening->stock)),
                          source_of(w, book->stock, year), year));
    if (!isnan(opening->disability))
        di_json_append(
            &w->json, list,
            margin(w, json_pack("[s]", "disability"),
                   json_pack("{s:o, s:i, s:o}", "none",
                             di_json_number(opening->stock - opening->disability), "moderate",
                             0, "severe", di_json_number(opening->disability)),
                   source_of(w, DI_SERIES_DISABILITY, year), year));
    if (!isnan(opening->boys))
        di_json_append(&w->json, list,
                       margin(w, json_pack("[s]", "sex"),
                              json_pack("{s:o, s:o}", "female", di_json_number(opening->girls),
                                        "male", di_json_number(opening->boys)),
                              source_of(w, DI_SERIES_BOYS, year), year));
    return list;
}

/* Those who went home in the years from which children still come back. */
static json_t *home_pool(struct writer *w)
{
    const struct di_transmonee *book = w->book;
    json_t *returns = json_object();
    char key[12];
    for (int32_t year = book->from - REENTRY_WINDOW_YEARS; year < book->from; year++) {
        const double value = di_book_value(book, DI_SERIES_HOME, year);
        (void)snprintf(key, sizeof key, "%d", year);
        if (!isnan(value))
            set(w, returns, key, di_json_number(value));
    }
    json_t *pool = json_pack("{s:o}", "returns", returns);
    set_origin(w, pool, source_of(w, DI_SERIES_HOME, book->from - REENTRY_WINDOW_YEARS), 0,
               "published");
    return pool;
}

static json_t *initial_stock(struct writer *w, const struct opening *opening)
{
    json_t *object = json_pack("{s:o}", "margins", margins(w, opening));
    if (di_book_has(w->book, DI_SERIES_HOME, w->book->from - REENTRY_WINDOW_YEARS,
                    w->book->from - 1))
        set(w, object, "home_pool", home_pool(w));
    return object;
}

/* ---- assumptions ---- */

static const char assumption[] =
    "assumption of 'homeward import transmonee': not published in these series";

static double share(double part, double of)
{
    return isnan(part) || !(of > 0) ? 0 : round(part / of * 1e3) / 1e3;
}

static json_t *entries(struct writer *w, const struct opening *opening)
{
    json_t *object = json_pack(
        "{s:[i], s:o, s:i, s:b, s:i, s:o}", "group_size_shares", 1, "female_share",
        json_real(isnan(opening->girls) ? 0.5 : share(opening->girls, opening->stock)),
        "entry_cv", 0, "include_reentries", 1, "disability_moderate_share", 0,
        "disability_severe_share", json_real(share(opening->disability, opening->stock)));
    set_origin(w, object, assumption, 0, "illustrative");
    return object;
}

static json_t *policies(struct writer *w)
{
    json_t *object =
        json_pack("{s:b, s:i, s:i, s:i}", "ageing", 0, "legally_free_share", 1,
                  "kin_at_entry_share", 0, "reentry_window_years", REENTRY_WINDOW_YEARS);
    set_origin(w, object, assumption, 0, "illustrative");
    return object;
}

/* ---- published series ---- */

static void set_published(struct writer *w, json_t *object, enum di_series series,
                          const char *key, const char *indicator)
{
    const struct di_transmonee *book = w->book;
    json_t *values = json_object();
    char year_key[12];
    for (int32_t year = book->from; year <= book->to; year++) {
        const double value = di_book_value(book, series, year);
        (void)snprintf(year_key, sizeof year_key, "%d", year);
        if (!isnan(value))
            set(w, values, year_key, di_json_number(value));
    }
    if (json_object_size(values) > 0)
        set(w, object, key,
            json_pack("{s:s, s:O, s:s}", "indicator", indicator, "values", values, "source",
                      source_of(w, series, book->from)));
    json_decref(values);
}

static json_t *published(struct writer *w)
{
    json_t *object = json_object();
    set_published(w, object, w->book->stock, "residential_stock", "K1r_residential_stock");
    set_published(w, object, DI_SERIES_ENTRIES, "residential_entries",
                  "K6r_residential_admissions");
    set_published(w, object, DI_SERIES_EXITS, "residential_exits", "K7r_residential_exits");
    return object;
}

/* ---- the file ---- */

static json_t *horizon(struct writer *w, const struct opening *opening)
{
    const struct di_transmonee *book = w->book;
    char start[24];
    (void)snprintf(start, sizeof start, "%d-01-01", book->from);
    json_t *object =
        json_pack("{s:s, s:i}", "start", start, "years", (int)di_book_year_count(book));
    json_t *cuts = age_cuts(w, opening);
    if (json_array_size(cuts) > 0)
        set(w, object, "age_bands", json_incref(cuts));
    json_decref(cuts);
    return object;
}

static json_t *scenario(struct writer *w, const char *schema, double *values)
{
    const struct di_transmonee *book = w->book;
    const char *country =
        book->list.country_name != NULL ? book->list.country_name : book->request.country;
    struct opening opening;
    char name[300];
    (void)snprintf(name, sizeof name, "%.200s %d-%d", country, book->from, book->to);
    read_opening(book, &opening);
    json_t *root = json_object();
    if (schema != NULL)
        set(w, root, "$schema", json_string(schema));
    set(w, root, "format", json_integer(1));
    set(w, root, "id", json_string(w->id));
    set(w, root, "name", json_string(name));
    set(w, root, "notes",
        name_of(w,
                DI_N_("Made by 'homeward import transmonee' from published stocks and flows; "
                      "rates are crude until 'homeward calibrate' fits them. Read "
                      "data_quality.md beside this file before quoting a number.")));
    set(w, root, "horizon", horizon(w, &opening));
    set(w, root, "regions", regions(w));
    set(w, root, "reasons", reasons(w, values));
    set(w, root, "settings", settings(w, values));
    set(w, root, "entries", entries(w, &opening));
    set(w, root, "initial_stock", initial_stock(w, &opening));
    set(w, root, "policies", policies(w));
    set(w, root, "published", published(w));
    return root;
}

char *di_transmonee_scenario(struct di_transmonee *book, const struct di_catalogue *catalogue,
                             const char *id, const char *schema)
{
    struct writer w = {.book = book, .catalogue = catalogue, .id = id};
    double *values = calloc(di_book_year_count(book), sizeof *values);
    if (values == NULL)
        return NULL;
    char *text = di_json_finish(&w.json, scenario(&w, schema, values),
                                JSON_INDENT(2) | JSON_REAL_PRECISION(12));
    free(values);
    if (!book->ran_out)
        return text;
    free(text);
    return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "episode_stock.h"

#include <string.h>

#include "episode_withhold.h"

enum { PARTS_MAX = 512 };

/* Parts of one setting's children along one dimension. */
struct split {
    const char *dimension;
    size_t count;
    void (*fill)(const struct di_episodes *book, size_t setting, double *parts);
    const char *(*id)(const struct di_episodes *book, size_t part, char text[32]);
};

double di_episode_stock_of(const struct di_episodes *book, size_t setting)
{
    double sum = 0;
    for (size_t b = 0; b < DI_EPISODE_BANDS_MAX; b++)
        for (size_t p = 0; p < DI_EPISODE_PIECES; p++)
            sum += book->counts.settings[setting].stock[b][p];
    return sum;
}

/* ---- dimensions ---- */

static const char *stay_id(const struct di_episodes *book, size_t part, char text[32])
{
    (void)book;
    (void)snprintf(text, 32, "stay_%zu", part);
    return text;
}

static const char *age_id(const struct di_episodes *book, size_t part, char text[32])
{
    return di_episode_band_id(&book->counts.window, (uint32_t)part, text);
}

static const char *sex_id(const struct di_episodes *book, size_t part, char text[32])
{
    (void)book;
    (void)text;
    return part == 0 ? "female" : "male";
}

static const char *disability_id(const struct di_episodes *book, size_t part, char text[32])
{
    static const char *const ids[] = {"none", "moderate", "severe"};
    (void)book;
    (void)text;
    return ids[part];
}

static const char *region_id(const struct di_episodes *book, size_t part, char text[32])
{
    (void)text;
    return book->regions[part].id;
}

static void fill_age(const struct di_episodes *book, size_t setting, double *parts)
{
    for (size_t b = 0; b < book->counts.window.band_count; b++)
        for (size_t p = 0; p < DI_EPISODE_PIECES; p++)
            parts[b] += book->counts.settings[setting].stock[b][p];
}

static void fill_stay(const struct di_episodes *book, size_t setting, double *parts)
{
    for (size_t b = 0; b < book->counts.window.band_count; b++)
        for (size_t p = 0; p < DI_EPISODE_PIECES; p++)
            parts[p] += book->counts.settings[setting].stock[b][p];
}

/* Those of whom it is not known are shared as the others are, in whole children. */
static void share_unknown(const double *counts, size_t known, double *parts)
{
    double sum = 0, given = 0, seen = 0;
    for (size_t i = 0; i < known; i++)
        sum += counts[i];
    for (size_t i = 0; i < known; i++) {
        seen += counts[i];
        const double up_to = sum > 0 ? round((sum + counts[known]) * seen / sum)
                                     : (i == 0 ? counts[known] : given);
        parts[i] = up_to - given;
        given = up_to;
    }
}

static void fill_sex(const struct di_episodes *book, size_t setting, double *parts)
{
    share_unknown(book->counts.settings[setting].stock_sex, DI_EPISODE_SEXES - 1, parts);
}

static void fill_disability(const struct di_episodes *book, size_t setting, double *parts)
{
    share_unknown(book->counts.settings[setting].stock_disability, DI_EPISODE_DISABILITIES - 1,
                  parts);
}

static void fill_region(const struct di_episodes *book, size_t setting, double *parts)
{
    for (size_t r = 0; r < book->region_count; r++)
        parts[r] = book->counts.stock_by_region[r * book->place_count + setting];
}

/* ---- margins ---- */

static json_t *margin(struct di_episode_writer *w, json_t *by, json_t *counts, bool is_partial)
{
    json_t *object = json_pack("{s:o, s:o}", "by", by, "counts", counts);
    if (is_partial)
        di_episode_set(w, object, "partial", json_true());
    di_episode_set_origin(w, object, w->book->source, "estimated");
    return object;
}

/* The setting with most children, which settings with few count with. */
static size_t largest_setting(const struct di_episodes *book)
{
    size_t largest = 0;
    for (size_t s = 1; s < book->place_count; s++)
        if (di_episode_stock_of(book, s) > di_episode_stock_of(book, largest))
            largest = s;
    return largest;
}

/* Its children count in the largest setting, which may be one of few children itself. */
static bool is_small_setting(const struct di_episodes *book, size_t setting)
{
    return di_episode_is_small(book, di_episode_stock_of(book, setting));
}

double di_episode_stock_told(const struct di_episodes *book, size_t setting)
{
    const bool is_largest = setting == largest_setting(book);
    double told =
        is_small_setting(book, setting) && !is_largest ? 0 : di_episode_stock_of(book, setting);
    for (size_t s = 0; is_largest && s < book->place_count; s++)
        if (s != setting && is_small_setting(book, s))
            told += di_episode_stock_of(book, s);
    return told;
}

static void fill_parts(const struct di_episodes *book, const struct split *split,
                       size_t setting, double parts[PARTS_MAX])
{
    double more[PARTS_MAX];
    memset(parts, 0, PARTS_MAX * sizeof *parts);
    split->fill(book, setting, parts);
    for (size_t s = 0; setting == largest_setting(book) && s < book->place_count; s++) {
        if (s == setting || !is_small_setting(book, s))
            continue;
        memset(more, 0, sizeof more);
        split->fill(book, s, more);
        for (size_t i = 0; i < split->count; i++)
            parts[i] += more[i];
    }
}

static void add_split(struct di_episode_writer *w, json_t *list, const struct split *split)
{
    const struct di_episodes *book = w->book;
    double parts[PARTS_MAX];
    bool is_withheld[PARTS_MAX], is_partial = false;
    char text[32];
    json_t *counts = json_object();
    for (size_t s = 0; s < book->place_count; s++) {
        if (!(di_episode_stock_told(book, s) > 0))
            continue;
        fill_parts(book, split, s, parts);
        if (di_episode_withhold_parts(book, parts, split->count, is_withheld) > 0)
            is_partial = true;
        json_t *of = json_object();
        for (size_t i = 0; i < split->count; i++)
            if (!is_withheld[i] && (parts[i] > 0 || book->request.suppress > 0))
                di_episode_set(w, of, split->id(book, i, text), di_json_number(parts[i]));
        di_episode_set(w, counts, book->places[s].id, of);
    }
    di_json_append(
        &w->json, list,
        margin(w, json_pack("[s,s]", "setting", split->dimension), counts, is_partial));
}

/* How many are in each setting: what small parts are left open within. */
static void add_totals(struct di_episode_writer *w, json_t *list)
{
    const struct di_episodes *book = w->book;
    json_t *counts = json_object();
    for (size_t s = 0; s < book->place_count; s++)
        if (di_episode_stock_told(book, s) > 0)
            di_episode_set(w, counts, book->places[s].id,
                           di_json_number(di_episode_stock_told(book, s)));
    di_json_append(&w->json, list, margin(w, json_pack("[s]", "setting"), counts, false));
}

static void add_age_and_stay(struct di_episode_writer *w, json_t *list)
{
    const struct di_episodes *book = w->book;
    const struct di_episode_window *window = &book->counts.window;
    char age[32], stay[32];
    json_t *counts = json_object();
    for (size_t s = 0; s < book->place_count; s++) {
        json_t *of = json_object();
        for (uint32_t b = 0; b < window->band_count; b++) {
            json_t *by_stay = json_object();
            for (size_t p = 0; p < DI_EPISODE_PIECES; p++) {
                const double count = book->counts.settings[s].stock[b][p];
                if (count > 0)
                    di_episode_set(w, by_stay, stay_id(book, p, stay), di_json_number(count));
            }
            if (json_object_size(by_stay) > 0)
                di_episode_set(w, of, age_id(book, b, age), json_incref(by_stay));
            json_decref(by_stay);
        }
        if (json_object_size(of) > 0)
            di_episode_set(w, counts, book->places[s].id, json_incref(of));
        json_decref(of);
    }
    di_json_append(
        &w->json, list,
        margin(w, json_pack("[s,s,s]", "setting", "age_band", "stay"), counts, false));
}

static json_t *margins(struct di_episode_writer *w)
{
    const struct di_episodes *book = w->book;
    const struct split by_age = {"age_band", book->counts.window.band_count, fill_age, age_id};
    const struct split by_stay = {"stay", DI_EPISODE_PIECES, fill_stay, stay_id};
    const struct split by_sex = {"sex", DI_EPISODE_SEXES - 1, fill_sex, sex_id};
    const struct split by_disability = {"disability", DI_EPISODE_DISABILITIES - 1,
                                        fill_disability, disability_id};
    const struct split by_region = {"region", book->region_count, fill_region, region_id};
    json_t *list = json_array();
    if (book->request.suppress > 0) {
        add_totals(w, list);
        add_split(w, list, &by_age);
        add_split(w, list, &by_stay);
    } else {
        add_age_and_stay(w, list);
    }
    add_split(w, list, &by_sex);
    if (book->has_disability)
        add_split(w, list, &by_disability);
    if (book->region_count > 1)
        add_split(w, list, &by_region);
    return list;
}

json_t *di_episode_stock(struct di_episode_writer *w)
{
    const struct di_episode_counts *counts = &w->book->counts;
    char year[12];
    json_t *cuts = json_array(), *returns = json_object();
    int32_t years = 0; /* the format takes no gap: a year without returns has 0 */
    for (int32_t y = 0; y < DI_EPISODE_HOME_YEARS; y++)
        years = counts->went_home[y] > 0 ? y + 1 : years;
    for (size_t p = 1; p < DI_EPISODE_PIECES; p++)
        di_json_append(&w->json, cuts, di_json_number(di_episode_piece_from[p]));
    for (int32_t y = 0; y < years; y++) {
        (void)snprintf(year, sizeof year, "%d", counts->window.start - 1 - y);
        di_episode_set(w, returns, year, di_json_number(counts->went_home[y]));
    }
    json_t *object = json_pack("{s:o, s:o}", "stay_bands_years", cuts, "margins", margins(w));
    if (json_object_size(returns) > 0) {
        json_t *pool = json_pack("{s:O}", "returns", returns);
        di_episode_set_origin(w, pool, w->book->source, "estimated");
        di_episode_set(w, object, "home_pool", pool);
    }
    json_decref(returns);
    return object;
}

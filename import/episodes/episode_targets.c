/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Yearly stocks and flows of the years that both the scenario and the files tell: of all
 * settings together, and of each setting with enough children. With --suppress a series with
 * a small figure is left out whole, and another one beside it, so that no total tells it.
 */
#include <stdio.h>
#include <string.h>

#include "episode_withhold.h"
#include "episode_writer.h"
#include "target_writer.h"

/* Series of parts are written if they are that large in the mean: small ones fit to chance. */
#define MEAN_MIN 5.0
/* The format takes 200 series. */
#define SERIES_MAX 200

enum measure { STOCK, ENTRIES, EXITS };

struct series {
    enum measure measure;
    size_t setting; /* place_count: all of them together */
    int to;         /* of exits: a place; else -1 */
    bool is_withheld;
};

/* Places that flows.csv tells apart as one: those who leave to independent life, with or
 * without aftercare, are aged_out. */
static const char *way_id(const struct di_episodes *book, size_t to)
{
    const char *id = di_episode_pathway_id(book, to);
    return strcmp(id, "independent") == 0 ? "aged_out" : id;
}

struct writing {
    struct di_episodes *book;
    struct di_growing_text text;
    size_t count;
};

static const struct di_episode_year *year_of(const struct di_episodes *book, int32_t year)
{
    return &book->counts.years[year - book->counts.window.from];
}

static double moves(const struct di_episodes *book, const struct series *series,
                    const struct di_episode_year *year)
{
    const size_t places = book->place_count;
    const char *id = way_id(book, (size_t)series->to);
    double sum = 0;
    for (size_t s = 0; s < places; s++)
        for (size_t to = 0; to <= places; to++) {
            const bool is_inside = series->setting == places && to < places &&
                                   book->places[to].path == DI_EPISODE_CARE;
            if ((series->setting == places || series->setting == s) && !is_inside &&
                strcmp(id, way_id(book, to)) == 0)
                sum += year->moves[s * (places + 1) + to];
        }
    return sum;
}

static double value_of(const struct di_episodes *book, const struct series *series,
                       int32_t of_year)
{
    const struct di_episode_year *year = year_of(book, of_year);
    if (series->measure == ENTRIES)
        return year->entries;
    if (series->measure == EXITS)
        return moves(book, series, year);
    return series->setting < book->place_count ? year->closing_by_setting[series->setting]
                                               : year->closing;
}

static bool has_small(const struct di_episodes *book, const struct series *series)
{
    for (int32_t y = book->counts.window.start; y <= book->counts.window.to; y++)
        if (di_episode_is_small(book, value_of(book, series, y)) ||
            (series->measure == ENTRIES &&
             di_episode_is_small(book, year_of(book, y)->returns)))
            return true;
    return false;
}

static double mean_of(const struct di_episodes *book, const struct series *series)
{
    double sum = 0;
    const struct di_episode_window *window = &book->counts.window;
    for (int32_t y = window->start; y <= window->to; y++)
        sum += value_of(book, series, y);
    return sum / (window->to - window->start + 1);
}

/* ---- rows ---- */

static void append_settings(struct writing *w, const struct series *series)
{
    struct di_episodes *book = w->book;
    if (series->setting < book->place_count) {
        di_growing_text_add(&w->text, book->places[series->setting].id);
        return;
    }
    const char *gap = "";
    for (size_t s = 0; s < book->place_count; s++)
        if (book->places[s].path == DI_EPISODE_CARE && di_episode_place_is_used(book, s)) {
            di_growing_text_add(&w->text, gap);
            di_growing_text_add(&w->text, book->places[s].id);
            gap = " ";
        }
}

static void append_name(struct writing *w, const struct series *series)
{
    static const char *const names[] = {"stock", "entries", "exits"};
    char name[2 * DI_EPISODE_ID + 16];
    const bool is_one = series->setting < w->book->place_count;
    const char *to = series->to >= 0 ? way_id(w->book, (size_t)series->to) : "";
    (void)snprintf(name, sizeof name, "%s%s%s%s%s", names[series->measure], is_one ? "_" : "",
                   is_one ? w->book->places[series->setting].id : "", *to != '\0' ? "_to_" : "",
                   to);
    if (strlen(name) > DI_EPISODE_ID) /* an id: numbered where names do not fit */
        (void)snprintf(name, sizeof name, "%s_series_%zu", names[series->measure], w->count);
    di_growing_text_add(&w->text, name);
    di_growing_text_add(&w->text, ",");
    di_growing_text_add(&w->text, names[series->measure]);
    di_growing_text_add(&w->text, ",");
}

static void append(struct writing *w, const struct series *series)
{
    const struct di_episode_window *window = &w->book->counts.window;
    char cells[80];
    if (series->is_withheld || w->count == SERIES_MAX)
        return;
    w->count++;
    for (int32_t y = window->start; y <= window->to; y++) {
        append_name(w, series);
        append_settings(w, series);
        (void)snprintf(cells, sizeof cells, ",%s,,%d,%.0f,,%s,,",
                       series->to >= 0 ? way_id(w->book, (size_t)series->to) : "", y,
                       value_of(w->book, series, y), series->measure == ENTRIES ? "no" : "yes");
        di_growing_text_add(&w->text, cells);
        di_target_writer_quoted(&w->text, w->book->source);
        di_growing_text_add(&w->text, "\n");
    }
}

/* ---- series ---- */

/* A whole in its parts, of which those that are not listed are told as little as those that are
 * withheld: both are what the shown ones leave of it. */
struct parts {
    struct series list[DI_EPISODE_PLACES_MAX + 1];
    bool is_listed[DI_EPISODE_PLACES_MAX + 1]; /* large enough to be a target */
    size_t count;
};

/* Do the hidden parts of some year come to a small number? One alone is small then too. */
static bool are_told(const struct di_episodes *book, const struct parts *parts)
{
    for (int32_t y = book->counts.window.start; y <= book->counts.window.to; y++) {
        double sum = 0;
        for (size_t i = 0; i < parts->count; i++)
            if (!parts->is_listed[i] || parts->list[i].is_withheld)
                sum += value_of(book, &parts->list[i], y);
        if (di_episode_is_small(book, sum))
            return true;
    }
    return false;
}

/* The smallest of the shown ones; count: none is. */
static size_t smallest_shown(const struct di_episodes *book, const struct parts *parts)
{
    size_t next = parts->count;
    for (size_t i = 0; i < parts->count; i++)
        if (parts->is_listed[i] && !parts->list[i].is_withheld &&
            (next == parts->count ||
             mean_of(book, &parts->list[i]) < mean_of(book, &parts->list[next])))
            next = i;
    return next;
}

static void append_parts(struct writing *w, struct parts *parts)
{
    const struct di_episodes *book = w->book;
    for (size_t i = 0; i < parts->count; i++)
        parts->list[i].is_withheld = has_small(book, &parts->list[i]);
    while (book->request.suppress > 0 && are_told(book, parts)) {
        const size_t next = smallest_shown(book, parts);
        if (next == parts->count)
            break;
        parts->list[next].is_withheld = true;
    }
    for (size_t i = 0; i < parts->count; i++)
        if (parts->is_listed[i])
            append(w, &parts->list[i]);
}

/* Leaving at 18 follows from the ages: no rate could be fitted to it, nor to all exits. */
static bool is_at_18(const struct di_episodes *book, size_t to)
{
    return strcmp(way_id(book, to), "aged_out") == 0 ||
           strcmp(way_id(book, to), "adult_institution") == 0;
}

/* Ways out of this setting, or of all; each name once. */
static void list_ways(const struct writing *w, size_t setting, struct parts *parts)
{
    const struct di_episodes *book = w->book;
    parts->count = 0;
    for (size_t to = 0; to <= book->place_count; to++) {
        const struct series series = {EXITS, setting, (int)to, false};
        bool is_new = true;
        for (size_t i = 0; i < parts->count; i++)
            is_new = is_new &&
                     strcmp(way_id(book, (size_t)parts->list[i].to), way_id(book, to)) != 0;
        if (!is_new)
            continue;
        parts->is_listed[parts->count] = di_episode_place_is_used(book, to) &&
                                         !is_at_18(book, to) &&
                                         mean_of(book, &series) >= MEAN_MIN;
        parts->list[parts->count++] = series;
    }
}

static void list_stocks(const struct writing *w, struct parts *parts)
{
    parts->count = 0;
    for (size_t s = 0; s < w->book->place_count; s++) {
        const struct series stock = {STOCK, s, -1, false};
        parts->is_listed[parts->count] = mean_of(w->book, &stock) >= MEAN_MIN;
        parts->list[parts->count++] = stock;
    }
}

static void append_totals(struct writing *w)
{
    const size_t all = w->book->place_count;
    struct series totals[] = {{STOCK, all, -1, false}, {ENTRIES, all, -1, false}};
    for (size_t i = 0; i < sizeof totals / sizeof totals[0]; i++) {
        totals[i].is_withheld = has_small(w->book, &totals[i]);
        append(w, &totals[i]);
    }
}

char *di_episodes_targets(struct di_episodes *book)
{
    struct writing w = {.book = book};
    struct parts parts;
    di_target_writer_header(&w.text);
    append_totals(&w);
    list_ways(&w, book->place_count, &parts);
    append_parts(&w, &parts);
    list_stocks(&w, &parts);
    append_parts(&w, &parts);
    for (size_t s = 0; s < book->place_count && book->request.suppress == 0; s++) {
        list_ways(&w, s, &parts);
        append_parts(&w, &parts);
    }
    w.text.ran_out = w.text.ran_out || book->ran_out;
    return di_growing_text_take(&w.text);
}

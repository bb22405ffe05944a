/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "episode_first.h"

#include <stdio.h>
#include <string.h>

#include "di/uncertainty.h"

/* Weight, in children, of all ages together in a band. */
#define BAND_WEIGHT 1.0
/* Digits of a share: those of a row add up to 1. */
#define PARTS 1e6

struct first_places {
    double by_setting[DI_EPISODE_PLACES_MAX], all;
    double by_band[DI_EPISODE_BANDS_MAX];
    bool has_distributions;
};

/* Who came on the day it turned 18, by the month of birth that is known, was 17. */
static double arrivals_at(const struct di_episodes *book, size_t setting, uint32_t band)
{
    const uint32_t last = book->counts.window.band_count - 1;
    const double *arrivals = book->counts.settings[setting].arrivals;
    return arrivals[band] + (band + 1 == last ? arrivals[last] : 0);
}

/* As many distributions as a scenario may have: those of rates come first. */
static bool may_have_distributions(const struct di_episodes *book,
                                   const struct first_places *first)
{
    size_t rows = 1, settings = 0;
    for (uint32_t b = 0; b < DI_EPISODE_BANDS_MAX; b++)
        rows += first->by_band[b] > 0;
    for (size_t s = 0; s < book->place_count; s++)
        settings += first->by_setting[s] > 0;
    return book->request.suppress == 0 &&
           book->pathway_count + book->reason_count + 1 + rows * settings <=
               DI_UNCERTAIN_INPUTS_MAX;
}

static void add_up(const struct di_episodes *book, struct first_places *first)
{
    memset(first, 0, sizeof *first);
    for (size_t s = 0; s < book->place_count; s++)
        for (uint32_t b = 0; b + 1 < book->counts.window.band_count; b++) {
            const double count = arrivals_at(book, s, b);
            first->by_setting[s] += count;
            first->by_band[b] += count;
            first->all += count;
        }
    first->has_distributions = may_have_distributions(book, first);
}

static json_t *share_of(struct di_episode_writer *w, const struct first_places *first,
                        double share, double children)
{
    json_t *value = json_pack("{s:o}", "value", di_json_number(share));
    if (first->has_distributions)
        di_episode_set(
            w, value, "uncertain",
            json_pack("{s:[o,o]}", "gamma", di_json_number(children), di_json_number(share)));
    return value;
}

/* Sums are rounded, so that parts add up to 1 and none is below 0. */
static json_t *row_of(struct di_episode_writer *w, const struct first_places *first,
                      const double *children, double all)
{
    json_t *row = json_object();
    double up_to = 0, given = 0;
    for (size_t s = 0; s < w->book->place_count; s++) {
        up_to += children[s];
        const double share_up_to = round(up_to / all * PARTS) / PARTS;
        const double share = round((share_up_to - given) * PARTS) / PARTS;
        if (share > 0)
            di_episode_set(w, row, w->book->places[s].id,
                           share_of(w, first, share, di_episode_rounded(children[s])));
        given = share_up_to;
    }
    return row;
}

static json_t *row_of_band(struct di_episode_writer *w, const struct first_places *first,
                           uint32_t band)
{
    double children[DI_EPISODE_PLACES_MAX] = {0};
    for (size_t s = 0; s < w->book->place_count; s++)
        if (first->by_setting[s] > 0)
            children[s] =
                arrivals_at(w->book, s, band) + BAND_WEIGHT * first->by_setting[s] / first->all;
    return row_of(w, first, children, first->by_band[band] + BAND_WEIGHT);
}

json_t *di_episode_first_placements(struct di_episode_writer *w)
{
    const struct di_episode_window *window = &w->book->counts.window;
    struct first_places first;
    char id[DI_EPISODE_BAND_ID];
    add_up(w->book, &first);
    if (!(first.all > 0))
        return NULL;
    json_t *rows = json_object(), *all = row_of(w, &first, first.by_setting, first.all);
    for (uint32_t b = 0; b + 1 < window->band_count; b++) {
        json_t *row = first.by_band[b] > 0 ? row_of_band(w, &first, b) : NULL;
        if (row != NULL && !json_equal(row, all))
            di_episode_set(w, rows, di_episode_band_id(window, b, id), row);
        else
            json_decref(row);
    }
    di_episode_set(w, rows, "all_ages", all);
    di_episode_set_origin(w, rows, w->book->source, "estimated");
    return rows;
}

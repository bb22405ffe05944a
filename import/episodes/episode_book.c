/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "episode_book.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/time.h"

#include "episode_order.h"
#include "episode_withhold.h"

/* Under that a rate does not change with the time spent (docs/EPISODES.md). Ages are told apart
 * always: they are drawn together as far as there are few events. */
#define PIECE_EVENTS_MIN 10.0
/* Years from which children may leave to a life of their own. */
#define YOUTH_FROM 15.0

const char di_episode_unstated[] = "destination_unstated";

const char *di_episode_place_id(const struct di_episodes *book, size_t place)
{
    return place < book->place_count ? book->places[place].id : di_episode_unstated;
}

const char *di_episode_pathway_id(const struct di_episodes *book, size_t to)
{
    static const char *const keys[] = {[DI_EPISODE_HOME] = "home",
                                       [DI_EPISODE_ADOPTED] = "adopted",
                                       [DI_EPISODE_DIED] = "died",
                                       [DI_EPISODE_ABROAD] = "left_country",
                                       [DI_EPISODE_INDEPENDENT] = "independent",
                                       [DI_EPISODE_AFTERCARE] = "independent",
                                       [DI_EPISODE_ADULT_CARE] = "adult_institution"};
    if (to >= book->place_count || book->places[to].path == DI_EPISODE_CARE ||
        book->places[to].path == DI_EPISODE_OTHER)
        return di_episode_place_id(book, to);
    return keys[book->places[to].path];
}

bool di_episode_is_small(const struct di_episodes *book, double count)
{
    return count > 0 && count < (double)book->request.suppress;
}

bool di_episode_place_is_used(const struct di_episodes *book, size_t place)
{
    if (place >= book->place_count || book->places[place].path != DI_EPISODE_CARE) {
        for (size_t i = 0; i < book->pathway_count; i++)
            if (book->pathways[i].to == place && !book->pathways[i].is_withheld)
                return true;
        return false;
    }
    const struct di_episode_setting_counts *counts = &book->counts.settings[place];
    for (size_t b = 0; b < DI_EPISODE_BANDS_MAX; b++) {
        if (counts->arrivals[b] > 0)
            return true;
        for (size_t p = 0; p < DI_EPISODE_PIECES; p++)
            if (counts->child_years[b][p] > 0 || counts->stock[b][p] > 0)
                return true;
    }
    return false;
}

/* ---- rates ---- */

/* Has no age so few events that they are not told? */
static bool may_tell_ages(const struct di_episodes *book,
                          const struct di_episode_events *events)
{
    for (size_t b = 0; b < DI_EPISODE_BANDS_MAX; b++) {
        double sum = 0;
        for (size_t p = 0; p < DI_EPISODE_PIECES; p++)
            sum += events->count[b][p];
        if (di_episode_is_small(book, sum))
            return false;
    }
    return true;
}

/* Ways that no young child takes. */
static bool is_of_youth(const struct di_episodes *book, size_t to)
{
    return to < book->place_count && (book->places[to].path == DI_EPISODE_INDEPENDENT ||
                                      book->places[to].path == DI_EPISODE_AFTERCARE ||
                                      book->places[to].path == DI_EPISODE_ADULT_CARE);
}

/* Ages at which the way does not exist, as far as the file knows: their time is none in which
 * it could have been taken. */
static void find_closed(const struct di_episodes *book, size_t to,
                        const struct di_episode_events *events,
                        bool is_closed[DI_EPISODE_BANDS_MAX])
{
    const struct di_episode_window *window = &book->counts.window;
    for (uint32_t b = 0; b < DI_EPISODE_BANDS_MAX; b++) {
        double sum = 0;
        for (size_t p = 0; p < DI_EPISODE_PIECES; p++)
            sum += events->count[b][p];
        is_closed[b] = is_of_youth(book, to) && b + 1 < window->band_count &&
                       window->band_from[b + 1] <= YOUTH_FROM && !(sum > 0);
    }
}

static void add_pathway(struct di_episodes *book, size_t setting, size_t to)
{
    struct di_episode_setting_counts *counts = &book->counts.settings[setting];
    const struct di_episode_events *events = &counts->exits[to];
    const double all = di_episode_events_sum(events);
    double years[DI_EPISODE_BANDS_MAX][DI_EPISODE_PIECES];
    bool is_closed[DI_EPISODE_BANDS_MAX];
    if (!(all > 0))
        return;
    memcpy(years, counts->child_years, sizeof years);
    find_closed(book, to, events, is_closed);
    for (size_t b = 0; b < DI_EPISODE_BANDS_MAX; b++)
        if (is_closed[b])
            memset(years[b], 0, sizeof years[b]);
    struct di_episode_pathway *pathway = &book->pathways[book->pathway_count++];
    *pathway = (struct di_episode_pathway){
        .setting = (uint8_t)setting, .to = to, .is_withheld = di_episode_is_small(book, all)};
    di_episode_rate_fit(&pathway->rate, years, events, book->counts.window.band_count,
                        fmax(PIECE_EVENTS_MIN, (double)book->request.suppress),
                        may_tell_ages(book, events));
    for (size_t b = 0; b < DI_EPISODE_BANDS_MAX; b++)
        if (is_closed[b]) {
            pathway->rate.by_band[b] = 0;
            pathway->rate.has_ages = true;
        }
}

/* Two names of one way: by a rate, aftercare is independent life. */
static void join_aftercare(struct di_episodes *book)
{
    size_t aftercare = book->place_count, independent = book->place_count;
    for (size_t i = 0; i < book->place_count; i++) {
        aftercare = book->places[i].path == DI_EPISODE_AFTERCARE ? i : aftercare;
        independent = book->places[i].path == DI_EPISODE_INDEPENDENT ? i : independent;
    }
    for (size_t s = 0; aftercare < book->place_count && independent < book->place_count &&
                       s < book->place_count;
         s++)
        di_episode_events_move(&book->counts.settings[s].exits[aftercare],
                               &book->counts.settings[s].exits[independent]);
}

static bool make_pathways(struct di_episodes *book)
{
    const size_t places = book->place_count;
    book->pathways = calloc(places * (places + 1), sizeof *book->pathways);
    if (book->pathways == NULL)
        return false;
    for (size_t s = 0; s < places; s++)
        for (size_t to = 0; to <= places; to++)
            add_pathway(book, s, to);
    return true;
}

/* ---- problems ---- */

static void report(struct di_episodes *book, struct di_diagnostics *diagnostics,
                   const char *sentence)
{
    struct di_message message;
    char from[12], to[12];
    (void)snprintf(from, sizeof from, "%d", book->request.from);
    (void)snprintf(to, sizeof to, "%d", book->request.to);
    DI_MESSAGE(&message, sentence, di_text_arg(from), di_text_arg(to));
    (void)di_diagnostics_add(diagnostics, DI_SEVERITY_ERROR, DI_ERR_INPUT, book->source, 0, 0,
                             "", &message);
}

static double time_in_care(const struct di_episode_counts *counts)
{
    double years = 0;
    for (size_t s = 0; s < counts->place_count; s++)
        for (size_t b = 0; b < DI_EPISODE_BANDS_MAX; b++)
            for (size_t p = 0; p < DI_EPISODE_PIECES; p++)
                years += counts->settings[s].child_years[b][p];
    return years;
}

/* What no scenario can be made of. */
static void check(struct di_episodes *book, struct di_diagnostics *diagnostics)
{
    if (!(time_in_care(&book->counts) > 0))
        report(book, diagnostics, DI_N_("Nobody is in care in the years %1 to %2."));
    else if (!(book->counts.entries > 0))
        report(book, diagnostics, DI_N_("Nobody comes into care in the years %1 to %2."));
    else if (di_episode_is_small(book, book->counts.stock) ||
             di_episode_is_small(book, book->counts.entries))
        report(book, diagnostics,
               DI_N_("So few children are in these files that nothing can be told of them "
                     "under --suppress."));
}

/* ---- all of it ---- */

/* Returns from home that are too few to be told count as first entries: else they would be what
 * entries, exits and stocks leave over. */
static bool count(struct di_episodes *book, struct di_episode_window *window)
{
    bool is_done = false;
    for (int pass = 0; pass < 2; pass++) {
        is_done = di_episode_counts_make(&book->counts, window, &book->histories,
                                         book->children, book->places, book->place_count,
                                         book->region_count, book->reason_count);
        if (!is_done || !di_episode_is_small(book, book->counts.returns))
            break;
        di_episode_counts_finish(&book->counts);
        window->joins_returns = true;
    }
    return is_done;
}

bool di_episode_book_draw_up(struct di_episodes *book, struct di_diagnostics *diagnostics)
{
    static const double bands[] = {0, 3, 7, 12, 15, 18};
    struct di_episode_window window = {.from = book->request.from,
                                       .to = book->request.to,
                                       .start = book->request.start,
                                       .band_count = 6};
    if (book->band_count == 0)
        memcpy(window.band_from, bands, sizeof bands);
    else {
        window.band_count = book->band_count;
        memcpy(window.band_from, book->band_from, sizeof book->band_from);
    }
    di_episode_order(book);
    if (!di_episode_histories_build(&book->histories, book->rows, book->row_count,
                                    book->children, book->places))
        return false;
    free(book->rows);
    book->rows = NULL;
    book->spell_count = book->histories.count;
    if (!count(book, &window))
        return false;
    di_episode_histories_finish(&book->histories);
    free(book->children); /* nothing of a child is kept once all are counted */
    book->children = NULL;
    check(book, diagnostics);
    join_aftercare(book);
    di_episode_withhold(book);
    return di_diagnostics_have_errors(diagnostics) || make_pathways(book);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "episode_withhold.h"

#include <string.h>

/* The smallest part above zero that is still shown; `count` if there is none. */
static size_t smallest(const double *parts, size_t count, const bool *is_withheld)
{
    size_t found = count;
    for (size_t i = 0; i < count; i++)
        if (parts[i] > 0 && !is_withheld[i] && (found == count || parts[i] < parts[found]))
            found = i;
    return found;
}

size_t di_episode_withhold_parts(const struct di_episodes *book, const double *parts,
                                 size_t count, bool *is_withheld_out)
{
    size_t withheld = 0;
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        is_withheld_out[i] = di_episode_is_small(book, parts[i]);
        withheld += is_withheld_out[i];
        sum += is_withheld_out[i] ? parts[i] : 0;
    }
    while (withheld > 0 && (withheld < 2 || sum < (double)book->request.suppress)) {
        const size_t next = smallest(parts, count, is_withheld_out);
        if (next == count)
            break;
        is_withheld_out[next] = true;
        withheld++;
        sum += parts[next];
    }
    return withheld;
}

bool di_episode_has_small_year(const struct di_episodes *book)
{
    for (int32_t y = book->counts.window.from; y <= book->counts.window.to; y++) {
        const struct di_episode_year *of = &book->counts.years[y - book->counts.window.from];
        if (di_episode_is_small(book, of->entries) || di_episode_is_small(book, of->returns) ||
            di_episode_is_small(book, of->exits) || di_episode_is_small(book, of->opening))
            return true;
    }
    return false;
}

/* ---- reasons ---- */

static void withhold_reasons(struct di_episodes *book)
{
    double parts[DI_EPISODE_REASONS_MAX];
    bool is_withheld[DI_EPISODE_REASONS_MAX];
    size_t kept = 0;
    for (size_t i = 0; i < book->reason_count; i++)
        parts[i] = book->counts.reasons[i].entries;
    if (di_episode_withhold_parts(book, parts, book->reason_count, is_withheld) == 0)
        return;
    struct di_episode_reason_counts other = {0};
    for (size_t i = 0; i < book->reason_count; i++) {
        if (!is_withheld[i]) {
            book->reasons[kept] = book->reasons[i];
            book->counts.reasons[kept++] = book->counts.reasons[i];
            continue;
        }
        other.entries += book->counts.reasons[i].entries;
        for (size_t a = 0; a < DI_EPISODE_AGES; a++)
            other.by_age[a] += book->counts.reasons[i].by_age[a];
    }
    book->reasons[kept] =
        (struct di_episode_name){.id = "other_reason", .name = DI_N_("Other reasons")};
    book->counts.reasons[kept++] = other;
    book->reason_count = book->counts.reason_count = kept;
}

/* ---- ways out ---- */

static void withhold_exits(struct di_episodes *book, struct di_episode_setting_counts *setting)
{
    const size_t places = book->place_count;
    double parts[DI_EPISODE_PLACES_MAX + 1];
    bool is_withheld[DI_EPISODE_PLACES_MAX + 1];
    for (size_t to = 0; to <= places; to++) {
        const bool is_move = to < places && book->places[to].path == DI_EPISODE_CARE;
        parts[to] = is_move ? 0 : di_episode_events_sum(&setting->exits[to]);
        if (is_move && di_episode_is_small(book, di_episode_events_sum(&setting->exits[to])))
            memset(&setting->exits[to], 0, sizeof setting->exits[to]);
    }
    if (di_episode_withhold_parts(book, parts, places + 1, is_withheld) == 0)
        return;
    for (size_t to = 0; to < places; to++)
        if (is_withheld[to])
            di_episode_events_move(&setting->exits[to], &setting->exits[places]);
}

static double arrivals_of(const struct di_episode_setting_counts *setting)
{
    double sum = 0;
    for (size_t b = 0; b < DI_EPISODE_BANDS_MAX; b++)
        sum += setting->arrivals[b];
    return sum;
}

/* What each of several settings gets that few came to first: an equal share. Where only one
 * division has that sum, as many as it may be. */
static double level_arrivals(const struct di_episodes *book)
{
    const double small = (double)book->request.suppress;
    double sum = 0, settings = 0;
    for (size_t s = 0; s < book->place_count; s++) {
        const double arrivals = arrivals_of(&book->counts.settings[s]);
        sum += di_episode_is_small(book, arrivals) ? arrivals : 0;
        settings += di_episode_is_small(book, arrivals);
    }
    if (settings < 2 || sum < small)
        return 0;
    const bool is_told = !(sum > settings) || !(sum < settings * (small - 1));
    return is_told ? small : sum / settings;
}

/* A setting that few came to first has no ages, and is one of several or none. */
static void withhold_arrivals(struct di_episodes *book)
{
    const double level = level_arrivals(book);
    for (size_t s = 0; s < book->place_count; s++) {
        struct di_episode_setting_counts *setting = &book->counts.settings[s];
        const bool is_small = di_episode_is_small(book, arrivals_of(setting));
        const double sum = is_small ? level : arrivals_of(setting);
        bool has_small = is_small;
        for (size_t b = 0; b < DI_EPISODE_BANDS_MAX; b++)
            has_small = has_small || di_episode_is_small(book, setting->arrivals[b]);
        for (size_t b = 0; has_small && b < book->counts.window.band_count; b++)
            setting->arrivals[b] = sum / book->counts.window.band_count; /* all ages alike */
    }
}

/* The stand-in populations are in the proportion of entries: regions with few, and the next
 * smallest ones that the total would tell them by, get the same. */
static void level_regions(struct di_episodes *book)
{
    double *entries = book->counts.entries_by_region, sum = 0;
    bool is_withheld[DI_EPISODE_REGIONS_MAX];
    const size_t withheld =
        di_episode_withhold_parts(book, entries, book->region_count, is_withheld);
    for (size_t r = 0; r < book->region_count; r++)
        sum += is_withheld[r] ? entries[r] : 0;
    for (size_t r = 0; r < book->region_count; r++)
        if (is_withheld[r])
            entries[r] = sum / (double)withheld;
}

/* Years of age are told apart only where all of them are large; else the mean of all. */
static void level_ages(struct di_episodes *book, struct di_episode_reason_counts *reason)
{
    bool has_small = false;
    for (size_t a = 0; a < DI_EPISODE_AGES; a++)
        has_small = has_small || di_episode_is_small(book, reason->by_age[a]);
    const struct di_episode_window *window = &book->counts.window;
    for (uint32_t b = 0; has_small && b + 1 < window->band_count; b++) {
        const size_t from = (size_t)window->band_from[b], to = (size_t)window->band_from[b + 1];
        double sum = 0;
        for (size_t a = from; a < to; a++)
            sum += reason->by_age[a];
        if (di_episode_is_small(book, sum))
            sum = (double)book->request.suppress; /* as many as it may be */
        for (size_t a = from; a < to; a++)
            reason->by_age[a] = sum / (double)(to - from);
    }
}

void di_episode_withhold(struct di_episodes *book)
{
    struct di_episode_counts *counts = &book->counts;
    if (book->request.suppress == 0)
        return;
    withhold_reasons(book);
    for (size_t i = 0; i < book->reason_count; i++)
        level_ages(book, &counts->reasons[i]);
    for (size_t s = 0; s < book->place_count; s++) {
        struct di_episode_setting_counts *setting = &counts->settings[s];
        withhold_exits(book, setting);
        if (di_episode_is_small(book, setting->stayed_at_18) ||
            di_episode_is_small(book, setting->left_at_18))
            setting->stayed_at_18 = 0;
    }
    withhold_arrivals(book);
    level_regions(book);
    for (size_t i = 0; i < 4; i++)
        if (di_episode_is_small(book, counts->leaving[i]))
            counts->leaving[i] = 0;
    for (size_t y = 0; y < DI_EPISODE_HOME_YEARS; y++) {
        if (di_episode_is_small(book, counts->went_home[y]))
            counts->went_home[y] = 0;
    }
}

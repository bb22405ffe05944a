/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "episode_count.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/time.h"

#define ADULT_YEARS 18
#define MONTHS_AT_18 2 /* the month of the birthday and the next */
#define DAYS_BEFORE_18                                                                         \
    7 /* many leave on the eve of a birthday that may be the month's first day */

const double di_episode_piece_from[DI_EPISODE_PIECES] = {0, 0.25, 0.5, 1, 2, 4};

struct counting {
    struct di_episode_counts *counts;
    const struct di_episode_child *children;
    const struct di_episode_place *places;
    int32_t begin, end, start; /* days: the window is [begin, end) */
};

/* ---- memory ---- */

static bool allocate(struct di_episode_counts *counts)
{
    const size_t places = counts->place_count;
    const size_t years = (size_t)(counts->window.to - counts->window.from + 1);
    counts->settings = calloc(places, sizeof *counts->settings);
    counts->reasons = calloc(counts->reason_count, sizeof *counts->reasons);
    counts->years = calloc(years, sizeof *counts->years);
    counts->entries_by_region = calloc(counts->region_count, sizeof(double));
    counts->stock_by_region = calloc(counts->region_count * places, sizeof(double));
    if (counts->settings == NULL || counts->reasons == NULL || counts->years == NULL ||
        counts->entries_by_region == NULL || counts->stock_by_region == NULL)
        return false;
    for (size_t s = 0; s < places; s++) {
        counts->settings[s].exits = calloc(places + 1, sizeof *counts->settings[s].exits);
        if (counts->settings[s].exits == NULL)
            return false;
    }
    for (size_t y = 0; y < years; y++) {
        struct di_episode_year *year = &counts->years[y];
        year->year = counts->window.from + (int32_t)y;
        year->closing_by_setting = calloc(places, sizeof(double));
        year->moves = calloc(places * (places + 1), sizeof(double));
        if (year->closing_by_setting == NULL || year->moves == NULL)
            return false;
    }
    return true;
}

void di_episode_counts_finish(struct di_episode_counts *counts)
{
    for (size_t s = 0; counts->settings != NULL && s < counts->place_count; s++)
        free(counts->settings[s].exits);
    for (int32_t y = counts->window.from; counts->years != NULL && y <= counts->window.to;
         y++) {
        free(counts->years[y - counts->window.from].closing_by_setting);
        free(counts->years[y - counts->window.from].moves);
    }
    free(counts->settings);
    free(counts->reasons);
    free(counts->years);
    free(counts->entries_by_region);
    free(counts->stock_by_region);
    memset(counts, 0, sizeof *counts);
}

double di_episode_events_sum(const struct di_episode_events *events)
{
    double sum = 0;
    for (size_t b = 0; b < DI_EPISODE_BANDS_MAX; b++)
        for (size_t p = 0; p < DI_EPISODE_PIECES; p++)
            sum += events->count[b][p];
    return sum;
}

void di_episode_events_move(struct di_episode_events *from, struct di_episode_events *to)
{
    for (size_t b = 0; b < DI_EPISODE_BANDS_MAX; b++)
        for (size_t p = 0; p < DI_EPISODE_PIECES; p++)
            to->count[b][p] += from->count[b][p];
    memset(from, 0, sizeof *from);
}

/* ---- where a day lies ---- */

static uint32_t band_of(const struct di_episode_window *window, int32_t birth_day, int32_t day)
{
    uint32_t band = window->band_count - 1;
    while (band > 0 && day < di_day_at_age(birth_day, window->band_from[band]))
        band--;
    return band;
}

static int32_t piece_begin(int32_t since, uint32_t piece)
{
    return since + (int32_t)lround(di_episode_piece_from[piece] * DI_DAYS_PER_YEAR);
}

static uint32_t piece_of(int32_t since, int32_t day)
{
    uint32_t piece = DI_EPISODE_PIECES - 1;
    while (piece > 0 && day < piece_begin(since, piece))
        piece--;
    return piece;
}

static struct di_episode_year *year_of(const struct counting *c, int32_t day)
{
    return day >= c->begin && day < c->end
               ? &c->counts->years[di_date_year(day) - c->counts->window.from]
               : NULL;
}

static uint32_t age_in_years(int32_t birth_day, int32_t day)
{
    uint32_t age = 0;
    while (age + 1 < DI_EPISODE_AGES && day >= di_day_at_age(birth_day, age + 1))
        age++;
    return age;
}

static int32_t earlier(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static int32_t later(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/* ---- turning 18 ---- */

/* The shares of those who leave as adults, in the order of the format. */
static int leaving_of(const struct counting *c, uint8_t next)
{
    static const enum di_episode_path paths[] = {DI_EPISODE_AFTERCARE, DI_EPISODE_INDEPENDENT,
                                                 DI_EPISODE_HOME, DI_EPISODE_ADULT_CARE};
    for (int i = 0; next < c->counts->place_count && i < 4; i++)
        if (c->places[next].path == paths[i])
            return i;
    return -1;
}

/* Does the spell end as one does who turns 18? A birth is known to its month. */
static bool ends_at_18(const struct counting *c, const struct di_episode_spell *spell,
                       int32_t birth_month)
{
    if (spell->to == DI_EPISODE_OPEN ||
        (leaving_of(c, spell->next) < 0 && spell->next != DI_EPISODE_UNSTATED))
        return false;
    const int32_t month = birth_month + 12 * ADULT_YEARS;
    return spell->to >= di_episode_month_begin(month) - DAYS_BEFORE_18 &&
           spell->to < di_episode_month_begin(month + MONTHS_AT_18);
}

/* Who has not left by then stays on; one setting counts each child. */
static void count_18(const struct counting *c, const struct di_episode_spell *spell,
                     int32_t birth_month, bool leaves)
{
    struct di_episode_setting_counts *setting = &c->counts->settings[spell->setting];
    const int32_t month = birth_month + 12 * ADULT_YEARS;
    const int32_t settled = di_episode_month_begin(month + MONTHS_AT_18);
    if (!leaves) {
        const bool is_seen = di_episode_month_begin(month) >= c->begin && settled < c->end;
        setting->stayed_at_18 += is_seen && spell->from < settled && spell->to > settled;
        return;
    }
    if (spell->to < c->begin || spell->to >= c->end)
        return;
    setting->left_at_18++;
    if (leaving_of(c, spell->next) >= 0)
        c->counts->leaving[leaving_of(c, spell->next)]++;
}

/* ---- time and events ---- */

static void count_time(const struct counting *c, const struct di_episode_spell *spell,
                       int32_t birth_day, int32_t end)
{
    const struct di_episode_window *window = &c->counts->window;
    struct di_episode_setting_counts *setting = &c->counts->settings[spell->setting];
    int32_t at = later(spell->from, c->begin);
    end = earlier(end, c->end);
    while (at < end) {
        const uint32_t band = band_of(window, birth_day, at);
        const uint32_t piece = piece_of(spell->since, at);
        int32_t next = end;
        if (band + 1 < window->band_count)
            next = earlier(next, di_day_at_age(birth_day, window->band_from[band + 1]));
        if (piece + 1 < DI_EPISODE_PIECES)
            next = earlier(next, piece_begin(spell->since, piece + 1));
        setting->child_years[band][piece] += next - at; /* days until all are counted */
        at = next;
    }
}

/* An event belongs to the age and the time spent of the day before it, as its exposure does.
 * One without a day of the window before it (a stay of no day, an exit on the window's first
 * day) brings half a day, as in the mean: no event is without time in which it happened. */
static void count_exit(const struct counting *c, const struct di_episode_spell *spell,
                       int32_t birth_day, bool leaves)
{
    struct di_episode_year *year = year_of(c, spell->to);
    if (year == NULL)
        return;
    const size_t places = c->counts->place_count;
    const size_t next = spell->next < places ? spell->next : places;
    year->moves[spell->setting * (places + 1) + next]++;
    if (next == places || c->places[next].path != DI_EPISODE_CARE)
        year->exits++;
    if (leaves)
        return;
    const int32_t day = later(spell->from, spell->to - 1);
    const uint32_t band = band_of(&c->counts->window, birth_day, day);
    const uint32_t piece = piece_of(spell->since, day);
    struct di_episode_setting_counts *setting = &c->counts->settings[spell->setting];
    setting->exits[next].count[band][piece]++;
    if (day < c->begin || spell->from == spell->to)
        setting->child_years[band][piece] += 0.5;
}

/* ---- coming into care ---- */

static bool is_return(const struct counting *c, const struct di_episode_spell *spell)
{
    return !c->counts->window.joins_returns && spell->home_since != DI_EPISODE_NO_DAY &&
           spell->from <
               spell->home_since + (int32_t)lround(DI_EPISODE_HOME_YEARS * DI_DAYS_PER_YEAR);
}

static void count_arrival(const struct counting *c, const struct di_episode_spell *spell,
                          const struct di_episode_child *child, int32_t birth_day)
{
    struct di_episode_counts *counts = c->counts;
    struct di_episode_year *year = year_of(c, spell->from);
    if (!spell->is_arrival || year == NULL)
        return;
    counts->settings[spell->setting]
        .arrivals[band_of(&counts->window, birth_day, spell->from)]++;
    if (is_return(c, spell)) {
        year->returns++;
        counts->returns++;
        return;
    }
    year->entries++;
    counts->entries++;
    counts->entries_by_region[spell->region]++;
    counts->entries_by_sex[child->sex]++;
    counts->entries_by_disability[child->disability]++;
    struct di_episode_reason_counts *reason = &counts->reasons[spell->reason];
    reason->entries++;
    reason->by_age[age_in_years(birth_day, spell->from)]++;
}

/* ---- at home after a return ---- */

static void count_home(const struct counting *c, const struct di_episode_spell *spell,
                       const struct di_episode_spell *next, int32_t birth_day)
{
    struct di_episode_counts *counts = c->counts;
    if (spell->to == DI_EPISODE_OPEN || spell->next >= counts->place_count ||
        c->places[spell->next].path != DI_EPISODE_HOME ||
        spell->to >= di_day_at_age(birth_day, ADULT_YEARS))
        return;
    const int32_t back =
        next != NULL && next->child == spell->child ? next->from : DI_EPISODE_OPEN;
    const int32_t adult = di_day_at_age(birth_day, ADULT_YEARS);
    for (uint32_t y = 0; y < DI_EPISODE_HOME_YEARS; y++) {
        const int32_t from = spell->to + (int32_t)lround(y * DI_DAYS_PER_YEAR);
        const int32_t to = spell->to + (int32_t)lround((y + 1) * DI_DAYS_PER_YEAR);
        const int32_t end = earlier(earlier(to, adult), earlier(back, c->end));
        const int32_t begin = later(from, c->begin);
        if (begin < end)
            counts->home_years[y] += end - begin;
        if (back >= from && back < to && back < adult && back >= c->begin && back < c->end)
            counts->home_returns[y] += !counts->window.joins_returns;
    }
    const int32_t ago = c->start - spell->to;
    if (ago > 0 && di_date_year(c->start) - di_date_year(spell->to) <= DI_EPISODE_HOME_YEARS)
        counts->went_home[di_date_year(c->start) - di_date_year(spell->to) - 1]++;
}

/* ---- who is there ---- */

static void count_stock(const struct counting *c, const struct di_episode_spell *spell,
                        const struct di_episode_child *child, int32_t birth_day)
{
    struct di_episode_counts *counts = c->counts;
    struct di_episode_setting_counts *setting = &counts->settings[spell->setting];
    for (int32_t year = counts->window.from; year <= counts->window.to; year++) {
        const int32_t next_year = di_date_from_civil(year + 1, 1, 1);
        struct di_episode_year *of = &counts->years[year - counts->window.from];
        if (spell->from < next_year && spell->to >= next_year) {
            of->closing++;
            of->closing_by_setting[spell->setting]++;
        }
    }
    counts->years[0].opening += spell->from < c->begin && spell->to >= c->begin;
    if (spell->from >= c->start || spell->to < c->start)
        return;
    const int32_t day = c->start - 1;
    counts->stock++;
    /* nobody is in care for longer than it lives: a birth is known to its month */
    setting->stock[band_of(&counts->window, birth_day, day)]
                  [piece_of(later(spell->since, birth_day), day)]++;
    setting->stock_sex[child->sex]++;
    setting->stock_disability[child->disability]++;
    counts->stock_by_region[spell->region * counts->place_count + spell->setting]++;
}

static void see_day(struct di_episode_counts *counts, int32_t day, int32_t end)
{
    if (day == DI_EPISODE_OPEN || day >= end)
        return;
    counts->first_day = earlier(counts->first_day, day);
    counts->last_day = later(counts->last_day, day);
}

static void count_spell(const struct counting *c, const struct di_episode_spell *spell,
                        const struct di_episode_spell *next)
{
    const struct di_episode_child *child = &c->children[spell->child];
    const int32_t birth_day = di_episode_birth_day(child);
    const bool leaves = ends_at_18(c, spell, child->birth_month);
    const int32_t end =
        leaves ? earlier(spell->to, di_day_at_age(birth_day, ADULT_YEARS)) : spell->to;
    see_day(c->counts, spell->from, c->end);
    see_day(c->counts, spell->to, c->end);
    count_time(c, spell, birth_day, end);
    if (spell->to != DI_EPISODE_OPEN)
        count_exit(c, spell, birth_day, leaves);
    count_18(c, spell, child->birth_month, leaves);
    count_arrival(c, spell, child, birth_day);
    count_home(c, spell, next, birth_day);
    count_stock(c, spell, child, birth_day);
}

/* Days are summed, which is exact: the order of children changes no last digit. */
static void days_to_years(struct di_episode_counts *counts)
{
    for (size_t s = 0; s < counts->place_count; s++)
        for (size_t b = 0; b < DI_EPISODE_BANDS_MAX; b++)
            for (size_t p = 0; p < DI_EPISODE_PIECES; p++)
                counts->settings[s].child_years[b][p] /= DI_DAYS_PER_YEAR;
    for (size_t y = 0; y < DI_EPISODE_HOME_YEARS; y++)
        counts->home_years[y] /= DI_DAYS_PER_YEAR;
}

bool di_episode_counts_make(struct di_episode_counts *counts,
                            const struct di_episode_window *window,
                            const struct di_episode_histories *histories,
                            const struct di_episode_child *children,
                            const struct di_episode_place *places, size_t place_count,
                            size_t region_count, size_t reason_count)
{
    memset(counts, 0, sizeof *counts);
    counts->window = *window;
    counts->place_count = place_count;
    counts->region_count = region_count;
    counts->reason_count = reason_count;
    counts->first_day = INT32_MAX;
    counts->last_day = INT32_MIN;
    if (!allocate(counts))
        return false;
    const struct counting c = {counts,
                               children,
                               places,
                               di_date_from_civil(window->from, 1, 1),
                               di_date_from_civil(window->to + 1, 1, 1),
                               di_date_from_civil(window->start, 1, 1)};
    for (size_t i = 0; i < histories->count; i++)
        count_spell(&c, &histories->spells[i],
                    i + 1 < histories->count ? &histories->spells[i + 1] : NULL);
    days_to_years(counts);
    for (int32_t y = window->from + 1; y <= window->to; y++)
        counts->years[y - window->from].opening = counts->years[y - window->from - 1].closing;
    return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is worth knowing of the files before anything made of them is used. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "di/time.h"

#include "episode_withhold.h"

#define QUIET_DAYS 62   /* at the end of the window, without any beginning or end */
#define LATE_SHARE 0.5  /* entries of the first year, of the mean of the others */
#define TREND_SHARE 0.2 /* change of entries from the first to the second half */
#define TREND_SIGMA 3.0 /* and beyond chance */
#define FEW_EVENTS 10.0
#define ADULT_SHARE 0.05
#define LEFT_OUT_SHARE 0.05

enum { TEXT = 240 };

/* ---- rules ---- */

static const struct {
    const char *id;
    bool is_warning;
    const char *sentence; /* %1 a number of rows, %2 which */
} rules[DI_RULE_COUNT] = {
    [DI_RULE_NO_BEGINNING] = {"no_beginning", true,
                              DI_N_("%1 {%1|row has|rows have} no beginning and {%1|is|are} "
                                    "left out: %2.")},
    [DI_RULE_NO_SETTING] = {"no_setting", true,
                            DI_N_("%1 {%1|row names|rows name} no setting and {%1|is|are} left "
                                  "out: %2.")},
    [DI_RULE_BACKWARDS] = {"end_before_beginning", true,
                           DI_N_("%1 {%1|row ends|rows end} before {%1|it begins|they begin} "
                                 "and {%1|is|are} left out: %2.")},
    [DI_RULE_NO_BIRTH] = {"no_birth", true,
                          DI_N_("%1 {%1|row is|rows are} of children without a date of birth "
                                "and {%1|is|are} left out: %2. Stocks and flows are short of "
                                "these children.")},
    [DI_RULE_UNBORN] = {"before_birth", true,
                        DI_N_("%1 {%1|row begins|rows begin} before the child was born and "
                              "{%1|is|are} left out: %2.")},
    [DI_RULE_ADULT] = {"came_as_adult", true,
                       DI_N_("%1 {%1|period|periods} of care {%1|begins|begin} at 18 or later "
                             "and {%1|is|are} left out: %2.")},
    [DI_RULE_DUPLICATE] = {"duplicate", false,
                           DI_N_("%1 {%1|row stands|rows stand} twice and {%1|is|are} counted "
                                 "once: %2.")},
    [DI_RULE_ENDED_SINCE] = {"ended_since", false,
                             DI_N_("%1 {%1|row has|rows have} no end, but the same stay stands "
                                   "there with one too, which counts (lists of several "
                                   "years): %2.")},
    [DI_RULE_SAME_BEGINNING] = {"same_beginning", true,
                                DI_N_("%1 {%1|row begins|rows begin} on the day on which a "
                                      "longer one of the same child begins, and {%1|is|are} "
                                      "left out: %2.")},
    [DI_RULE_INSIDE] = {"inside_another", true,
                        DI_N_("%1 {%1|row lies|rows lie} within a longer one of the same child "
                              "and {%1|is|are} left out: %2.")},
    [DI_RULE_OVERLAP] = {"overlap", true,
                         DI_N_("%1 {%1|row overlaps|rows overlap} the next one of the same "
                               "child and {%1|is|are} cut where that begins: %2.")},
    [DI_RULE_NO_END] = {"exit_without_day", true,
                        DI_N_("%1 {%1|row says|rows say} where the child went but not when; "
                              "the child counts as still there: %2.")},
    [DI_RULE_STILL_OPEN] = {"open_but_followed", true,
                            DI_N_("%1 {%1|row has|rows have} no end though another row of the "
                                  "child follows, and {%1|ends|end} where that begins: %2.")},
    [DI_RULE_NO_TIME] = {"no_time", false,
                         DI_N_("%1 {%1|row begins and ends|rows begin and end} on one day that "
                               "another one holds, and {%1|adds|add} no time: %2.")},
    [DI_RULE_GAP] = {"gap", true,
                     DI_N_("%1 {%1|row follows|rows follow} a gap of 2 to 30 days that no exit "
                           "explains; the child counts as where it was before: %2.")},
    [DI_RULE_LONG_GAP] = {"long_gap", true,
                          DI_N_("%1 {%1|row follows|rows follow} a gap of over 30 days that no "
                                "exit explains; it counts as an exit with no destination "
                                "stated, and care begins anew: %2.")},
    [DI_RULE_NO_EXIT] = {"exit_unstated", true,
                         DI_N_("%1 last {%1|row ends|rows end} without saying where the child "
                               "went; no destination is stated: %2.")},
    [DI_RULE_BACK_AT_ONCE] = {"back_at_once", false,
                              DI_N_("%1 {%1|row begins|rows begin} within a day of an exit: an "
                                    "exit and a return, as written: %2.")},
    [DI_RULE_NOWHERE_BEFORE] = {"nowhere_before", true,
                                DI_N_("%1 {%1|row says|rows say} \"unchanged\" where nothing "
                                      "was before; the next setting counts, without one the "
                                      "row is left out: %2.")},
};

/* A number of rows or children as --suppress lets it be said: "<5". */
static struct di_argument count_arg(const struct di_episodes *book, double count, char text[24])
{
    if (!di_episode_is_small(book, count))
        return di_integer_arg((int64_t)count);
    (void)snprintf(text, 24, "<%llu", (unsigned long long)book->request.suppress);
    return di_counted_arg(text, (int64_t)book->request.suppress);
}

/* A percentage of all, as --suppress lets it be said: "<13", since all of them are told too. */
static struct di_argument percent_arg(const struct di_episodes *book, double part, double all,
                                      char text[24])
{
    if (!di_episode_is_small(book, part))
        return di_integer_arg((int64_t)fmax(1, round(100 * part / all)));
    (void)snprintf(text, 24, "<%.0f", ceil(100 * (double)book->request.suppress / all));
    return di_text_arg(text);
}

/* "12, 15, 18, ..."; as many lines as there are rows would say how many. */
static void list_lines(const struct di_episodes *book, const struct di_episode_rule_use *use,
                       char text[TEXT])
{
    size_t used = 0;
    text[0] = '\0';
    const bool is_small = di_episode_is_small(book, use->rows);
    const uint32_t shown = is_small ? 0 : use->rows < DI_RULE_LINES ? use->rows : DI_RULE_LINES;
    for (uint32_t i = 0; i < shown && used + 16 < TEXT; i++)
        used += (size_t)snprintf(text + used, TEXT - used, "%s%u", i > 0 ? ", " : "",
                                 use->lines[i]);
    if (use->rows > shown && used + 8 < TEXT)
        (void)snprintf(text + used, TEXT - used, "%s...", used > 0 ? ", " : "");
}

static void note_use(struct di_episodes *book, const char *id, bool is_warning,
                     const char *sentence, const struct di_episode_rule_use *use)
{
    char lines[TEXT], count[24];
    const bool is_small = di_episode_is_small(book, use->rows);
    if (use->rows == 0)
        return;
    list_lines(book, use, lines);
    const struct di_finding_place place = {.file = book->episode_file,
                                           .line = is_small ? 0 : use->lines[0],
                                           .rows = is_small ? 0 : use->rows};
    DI_MESSAGE(di_data_quality_note(book->quality, id, is_warning, &place), sentence,
               count_arg(book, use->rows, count), di_text_arg(lines));
}

static void note_rules(struct di_episodes *book)
{
    for (int r = 0; r < DI_RULE_COUNT; r++)
        note_use(book, rules[r].id, rules[r].is_warning, rules[r].sentence,
                 &book->histories.rules[r]);
    note_use(book, "births_differ", true,
             DI_N_("%1 {%1|child has|children have} more than one month of birth; the "
                   "earliest counts. Noticed in rows: %2."),
             &book->births_differ);
}

#define NOTE(book, id, is_warning, ...)                                                        \
    DI_MESSAGE(di_data_quality_note((book)->quality, (id), (is_warning),                       \
                                    &(const struct di_finding_place){0}),                      \
               __VA_ARGS__)

/* A month: the day of one event may be known to be one child's. */
static struct di_argument month_arg(int32_t civil_day, char text[12])
{
    int32_t year, month, day;
    di_date_to_civil(civil_day, &year, &month, &day);
    (void)snprintf(text, 12, "%04d-%02d", (int)year, (int)month);
    return di_text_arg(text);
}

/* ---- the window ---- */

static void look_at_ends(struct di_episodes *book)
{
    const struct di_episode_counts *counts = &book->counts;
    const int32_t end = di_date_from_civil(counts->window.to + 1, 1, 1);
    const int32_t years = counts->window.to - counts->window.from + 1;
    char year[12], month[12];
    if (end - counts->last_day > QUIET_DAYS)
        NOTE(book, "quiet_end", true,
             DI_N_("Nothing begins or ends after %1, but the window goes to the end of %2. If "
                   "the file was made earlier, children who have left since count as in care: "
                   "choose an earlier --to."),
             month_arg(counts->last_day, month), di_year_arg(counts->window.to, year));
    double others = 0;
    for (int32_t y = 1; y < years; y++)
        others += counts->years[y].entries / (years - 1);
    if (years > 1 && counts->years[0].entries < LATE_SHARE * others)
        NOTE(book, "late_beginning", true,
             DI_N_("In %1 fewer than half as many children come into care as in the years "
                   "after. If the file begins later than that, choose a later --from."),
             di_year_arg(counts->window.from, year));
}

static void look_at_trend(struct di_episodes *book)
{
    const struct di_episode_counts *counts = &book->counts;
    const int32_t years = counts->window.to - counts->window.from + 1, half = years / 2;
    double first = 0, second = 0;
    for (int32_t y = 0; y < half; y++) {
        first += counts->years[y].entries;
        second += counts->years[years - 1 - y].entries;
    }
    if (half == 0 || !(first > 0) || fabs(second - first) < TREND_SHARE * first ||
        fabs(second - first) < TREND_SIGMA * sqrt(first + second))
        return;
    if (di_episode_has_small_year(book)) {
        NOTE(book, "trend", true,
             DI_N_("Entries change by more than a fifth from the first half of the window to "
                   "the second. The scenario goes on with the mean of all years: choose a "
                   "later --from, or give the reasons steps."),
             di_text_arg(""));
        return;
    }
    NOTE(
        book, "trend", true,
        DI_N_("Entries change from %1 a year in the first half of the window to %2 in the "
              "second. The scenario goes on with the mean of all years: choose a later --from, "
              "or give the reasons steps."),
        di_real_arg(round(10 * first / half) / 10),
        di_real_arg(round(10 * second / half) / 10));
}

/* ---- what the scenario lacks ---- */

static void look_at_population(struct di_episodes *book)
{
    NOTE(book, "no_population", true,
         DI_N_("The files have no numbers of all children. The scenario has %1 as a stand-in, "
               "so that a rate per 100,000 is a count: write the real ones into "
               "population_0_17 before rates are quoted."),
         di_integer_arg(100000));
}

static void look_at_home(struct di_episodes *book)
{
    const struct di_episode_counts *counts = &book->counts;
    const int32_t begin =
        di_date_from_civil(counts->window.start - DI_EPISODE_HOME_YEARS, 1, 1);
    char month[12];
    if (counts->first_day > begin)
        NOTE(book, "short_home_pool", false,
             DI_N_("The files begin in %1: who went home earlier is not in them, so the "
                   "scenario has too few children at home who may come back."),
             month_arg(counts->first_day, month));
}

static void look_at_events(struct di_episodes *book)
{
    int64_t few = 0, withheld = 0;
    for (size_t i = 0; i < book->pathway_count; i++) {
        few += book->pathways[i].rate.events < FEW_EVENTS;
        withheld += book->pathways[i].is_withheld;
    }
    if (few > 0)
        NOTE(book, "few_events", false,
             DI_N_("%1 of %2 ways out of settings were taken by fewer than %3 children: their "
                   "rates do not change with the time spent, ages are drawn together, and "
                   "their distribution is wide."),
             di_integer_arg(few), di_integer_arg((int64_t)book->pathway_count),
             di_integer_arg((int64_t)FEW_EVENTS));
    if (withheld > 0)
        NOTE(book, "pathways_withheld", true,
             DI_N_("%1 {%1|way|ways} out of settings that few children took {%1|is|are} not in "
                   "the scenario (--suppress)."),
             di_integer_arg(withheld));
}

static void look_at_people(struct di_episodes *book)
{
    const struct di_episode_counts *counts = &book->counts;
    char text[24];
    double adults = 0, unknown_sex = 0, unknown_disability = 0;
    for (size_t s = 0; s < counts->place_count; s++) {
        for (size_t p = 0; p < DI_EPISODE_PIECES; p++)
            adults += counts->settings[s].stock[counts->window.band_count - 1][p];
        unknown_sex += counts->settings[s].stock_sex[DI_EPISODE_SEXES - 1];
        unknown_disability += counts->settings[s].stock_disability[DI_EPISODE_DISABILITIES - 1];
    }
    if (adults > ADULT_SHARE * counts->stock)
        NOTE(book, "adults_in_care", true,
             DI_N_("Of those in care on the first day %1%% are 18 or over. If their ends are "
                   "missing from the file, the stock is too large."),
             percent_arg(book, adults, counts->stock, text));
    if (unknown_sex > 0)
        NOTE(book, "sex_unknown", false,
             DI_N_("The sex of %1%% of those in care on the first day is not known; they are "
                   "shared as the others are."),
             percent_arg(book, unknown_sex, counts->stock, text));
    if (book->has_disability && unknown_disability > 0)
        NOTE(
            book, "disability_unknown", false,
            DI_N_("The disability of %1%% of those in care on the first day is not known; they "
                  "are shared as the others are."),
            percent_arg(book, unknown_disability, counts->stock, text));
}

static double rows_lost(const struct di_episodes *book)
{
    static const enum di_episode_rule lost[] = {
        DI_RULE_NO_BEGINNING, DI_RULE_NO_SETTING, DI_RULE_BACKWARDS,     DI_RULE_NO_BIRTH,
        DI_RULE_UNBORN,       DI_RULE_INSIDE,     DI_RULE_SAME_BEGINNING};
    double rows = 0;
    for (size_t i = 0; i < sizeof lost / sizeof lost[0]; i++)
        rows += book->histories.rules[lost[i]].rows;
    return rows;
}

static void look_at_rows(struct di_episodes *book)
{
    const double lost = rows_lost(book);
    char count[24];
    if (book->children_not_listed > 0)
        NOTE(book, "children_not_listed", true,
             DI_N_("%1 {%1|child|children} of the episodes {%1|is|are} not in the file of "
                   "children."),
             count_arg(book, (double)book->children_not_listed, count));
    if (lost > LEFT_OUT_SHARE * (double)book->rows_read)
        NOTE(book, "many_left_out", true,
             DI_N_("%1%% of all rows are left out because of contradictions: correct the file "
                   "before using what was made of it."),
             percent_arg(book, lost, (double)book->rows_read, count));
    if (book->rows_left_out > 0)
        NOTE(
            book, "left_out_by_code", false,
            DI_N_("%1 {%1|row is|rows are} left out because {%1|its|their} code says so (short "
                  "breaks and the like)."),
            count_arg(book, (double)book->rows_left_out, count));
    if (book->histories.moves_within > 0)
        NOTE(book, "moves_within", false,
             DI_N_("%1 {%1|row goes|rows go} on in the setting of the row before (another "
                   "family or "
                   "home, or a change on paper): no exits and no moves of the scenario."),
             count_arg(book, book->histories.moves_within, count));
    if (book->histories.region_moves > 0)
        NOTE(book, "moves_between_regions", false,
             DI_N_("%1 {%1|move|moves} from one region to another: children of the scenario "
                   "stay in their region."),
             count_arg(book, book->histories.region_moves, count));
}

void di_episode_book_look(struct di_episodes *book)
{
    note_rules(book);
    look_at_ends(book);
    look_at_trend(book);
    look_at_population(book);
    look_at_rows(book);
    look_at_people(book);
    look_at_home(book);
    look_at_events(book);
    NOTE(book, "uncertainty", false,
         DI_N_("Distributions tell how few events a rate is from, and how few children a "
               "share of first settings. Multipliers of ages are taken as they are, and so "
               "are these shares under --suppress."),
         di_text_arg(""));
}

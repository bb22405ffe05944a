/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything a reader can add up. A relation is used only if all its cells can be read in some
 * table; one that is almost true (adults left out where no table has them) is used as if it
 * were true, which withholds more and never less.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "suppression_cells.h"

/* A sum in the making: given up if a cell cannot be read. */
struct sum {
    struct suppression *s;
    size_t begun; /* terms before it */
    bool is_known;
};

static struct sum begin(struct suppression *s)
{
    return (struct sum){s, s->disclosure.term_count, true};
}

static void add(struct sum *sum, uint32_t cell, int32_t coefficient)
{
    if (cell == NO_CELL)
        sum->is_known = false;
    else
        di_disclosure_add_term(&sum->s->disclosure, cell, coefficient);
}

static void add_if_any(struct sum *sum, uint32_t cell, int32_t coefficient)
{
    if (cell != NO_CELL)
        add(sum, cell, coefficient);
}

static void end(struct sum *sum)
{
    if (!sum->is_known)
        sum->s->disclosure.term_count = sum->begun;
    di_disclosure_end_relation(&sum->s->disclosure);
}

/* For sums that hold by chance: a reader tries them. */
static void end_if_true(struct sum *sum)
{
    sum->is_known = sum->is_known && fabs(di_disclosure_rest(&sum->s->disclosure)) < 1e-6;
    end(sum);
}

/* Of quarters and months there are totals of the nation alone. */
static uint32_t regions_in(const struct suppression *s, uint32_t period)
{
    return period < s->periods ? s->regions : 1;
}

static uint32_t settings_in(const struct suppression *s, uint32_t period)
{
    return period < s->periods ? s->settings : 1;
}

static uint32_t persons_in(const struct suppression *s, uint32_t period)
{
    return period < s->periods ? s->persons : CELL_ADULTS + 1;
}

/* ---- sums within one measure ---- */

static void relate_regions(struct suppression *s, uint32_t m, uint32_t period, uint32_t setting,
                           uint32_t person)
{
    struct sum sum = begin(s);
    add(&sum, suppression_cell(s, m, period, 0, setting, person), -1);
    for (uint32_t r = 1; r < s->regions; r++)
        add(&sum, suppression_cell(s, m, period, r, setting, person), 1);
    end(&sum);
}

static void add_settings(struct sum *sum, uint32_t m, uint32_t period, uint32_t region,
                         uint32_t person)
{
    struct suppression *s = sum->s;
    for (uint32_t k = 1; k < s->settings; k++)
        if (suppression_measure_has(s, m, k))
            add(sum, suppression_cell(s, m, period, region, k, person), 1);
}

static void relate_settings(struct suppression *s, uint32_t m, uint32_t period, uint32_t region,
                            uint32_t person)
{
    struct sum sum = begin(s);
    add(&sum, suppression_cell(s, m, period, region, 0, person), -1);
    add_settings(&sum, m, period, region, person);
    end(&sum);
}

/* Details by setting are one cell, so each single group is told by them as a whole. */
static void relate_detail(struct suppression *s, uint32_t m, uint32_t period, uint32_t region)
{
    for (uint32_t person = CELL_SINGLE; person < s->persons; person++) {
        struct sum sum = begin(s);
        add(&sum, suppression_cell(s, m, period, region, 0, person), -1);
        add_settings(&sum, m, period, region, CELL_CROSSED);
        end(&sum);
    }
}

enum split { BY_AGE, BY_SEX, BY_DISABILITY, SPLITS };

static enum split split_of(const struct people *people)
{
    return strcmp(people->age_band, "all") != 0 ? BY_AGE
           : strcmp(people->sex, "all") != 0    ? BY_SEX
                                                : BY_DISABILITY;
}

static void relate_people(struct suppression *s, uint32_t m, uint32_t period, uint32_t region,
                          uint32_t setting)
{
    for (int split = BY_AGE; split < SPLITS; split++) {
        struct sum sum = begin(s);
        uint32_t person = CELL_SINGLE;
        add(&sum, suppression_cell(s, m, period, region, setting, CELL_CHILDREN), -1);
        for (uint32_t p = 0; p < s->people_count; p++)
            if (s->people[p].split == PEOPLE_SINGLE) {
                if (split_of(&s->people[p]) == (enum split)split)
                    add(&sum, suppression_cell(s, m, period, region, setting, person), 1);
                person++;
            }
        end(&sum);
    }
}

static void link(struct suppression *s, uint32_t total, uint32_t detail)
{
    if (total != NO_CELL && detail != NO_CELL)
        di_disclosure_add_link(&s->disclosure, total, detail);
}

static void link_details(struct suppression *s, uint32_t m, uint32_t period, uint32_t region,
                         uint32_t setting)
{
    const uint32_t crossed = suppression_cell(s, m, period, region, setting, CELL_CROSSED);
    link(s, suppression_cell(s, m, period, region, setting, CELL_CHILDREN), crossed);
    link(s, suppression_cell(s, m, period, region, setting, CELL_ADULTS),
         suppression_cell(s, m, period, region, setting, CELL_CROSSED_ADULTS));
    for (uint32_t person = CELL_SINGLE; setting == 0 && person < s->persons; person++)
        link(s, suppression_cell(s, m, period, region, 0, person), crossed);
}

/* Setting by setting a family has one set of cells: only its first measure's are related. */
static bool is_first(const struct suppression *s, uint32_t m, uint32_t setting)
{
    return setting == 0 || s->measures[m].family == m;
}

static void relate_measure(struct suppression *s, uint32_t m, uint32_t period)
{
    for (uint32_t setting = 0; setting < s->settings; setting++) {
        if (!is_first(s, m, setting))
            continue;
        for (uint32_t person = 0; person < s->persons; person++)
            relate_regions(s, m, period, setting, person);
        for (uint32_t region = 0; region < s->regions; region++) {
            relate_people(s, m, period, region, setting);
            link_details(s, m, period, region, setting);
        }
    }
    for (uint32_t region = 0; region < s->regions; region++) {
        for (uint32_t person = 0; person < s->persons; person++)
            relate_settings(s, m, period, region, person);
        relate_detail(s, m, period, region);
    }
}

/* ---- sums of measures ---- */

/* Measures of some of the people, by the groups of people of the measure of everyone. */
static bool is_of(const struct suppression *s, const struct people *people,
                  enum count_people wanted)
{
    if (people->split != PEOPLE_SINGLE)
        return false;
    if (wanted == COUNT_WITH_DISABILITY)
        return strcmp(people->disability, "moderate") == 0 ||
               strcmp(people->disability, "severe") == 0;
    for (uint32_t band = 0; band + 1 < s->set->results[0]->dims.age_bands; band++)
        if (strcmp(people->age_band, s->model->age_band_id[band]) == 0)
            return s->model->age_band_from[band + 1] <= 3.0;
    return false;
}

static uint32_t measure_of_everyone(const struct suppression *s, uint32_t m, bool by_origin)
{
    for (uint32_t k = 0; k < s->measure_count; k++) {
        struct count count = *s->measures[m].count;
        count.people = COUNT_EVERYONE;
        const struct count *other = s->measures[k].count;
        if (s->measures[k].by_origin == by_origin && other->source == count.source &&
            other->people == COUNT_EVERYONE && other->at.any == count.at.any &&
            other->at.none == count.at.none && other->other.any == count.other.any &&
            other->other.none == count.other.none &&
            other->only_unplanned == count.only_unplanned)
            return k;
    }
    return NO_MEASURE;
}

static void relate_groups(struct suppression *s, uint32_t m, uint32_t period)
{
    const enum count_people people = s->measures[m].count->people;
    const bool by_origin = s->measures[m].by_origin;
    if (people == COUNT_EVERYONE)
        return;
    uint32_t all = measure_of_everyone(s, m, by_origin), regions = regions_in(s, period);
    if (all == NO_MEASURE) {
        all = measure_of_everyone(s, m, !by_origin);
        regions = 1; /* of the nation both are the same */
    }
    if (all == NO_MEASURE)
        return;
    for (uint32_t region = 0; region < regions; region++)
        for (uint32_t setting = 0; setting < settings_in(s, period); setting++) {
            struct sum sum = begin(s);
            uint32_t person = CELL_SINGLE;
            add(&sum, suppression_cell(s, m, period, region, setting, CELL_CHILDREN), -1);
            if (people == COUNT_ALL_AGES) {
                add(&sum, suppression_cell(s, all, period, region, setting, CELL_CHILDREN), 1);
                add_if_any(&sum, suppression_cell(s, all, period, region, setting, CELL_ADULTS),
                           1);
            }
            for (uint32_t p = 0; people != COUNT_ALL_AGES && p < s->people_count; p++)
                if (s->people[p].split == PEOPLE_SINGLE) {
                    if (is_of(s, &s->people[p], people))
                        add(&sum, suppression_cell(s, all, period, region, setting, person), 1);
                    person++;
                }
            end(&sum);
        }
}

enum { PARTS_MAX = 11 };

/* The first is the sum of the others; those from FIRST_BY_SETTING on only in a setting of
 * residential care. */
enum { FIRST_BY_SETTING = 4 };
static const char *const wholes[][PARTS_MAX] = {
    {"C_requests", "K10_requests"},
    {"K6r_residential_admissions", "K6r_admissions_from_home",
     "K6r_admissions_from_family_placement", "K6r_admissions_from_unplaced",
     "K6r_admissions_from_other"},
    {"K7_exits_to_family", "K7r_exits_home", "K7r_exits_kinship", "K7r_exits_foster",
     "K7r_exits_adopted"},
    {"K7r_residential_exits", "K7r_exits_home", "K7r_exits_kinship", "K7r_exits_foster",
     "K7r_exits_adopted", "K7r_exits_supported_living", "K7r_exits_unplaced",
     "K7r_exits_aged_out", "K7r_exits_left_country", "K7r_exits_died", "K7r_exits_other"},
    {"K13_moves_per_1000_care_days", "K6r_admissions_from_family_placement",
     "K6r_admissions_from_unplaced", "K6r_admissions_from_other", "K6r_transfers"},
    {"K21_deaths_in_care", "K7r_exits_died"},
};

/* Exits to adult institutions stand in no table of K7r without the rest. */
static const char *const more_exits = "K7r_exits_adult_institution";

static void relate_whole(struct suppression *s, size_t whole, uint32_t period, uint32_t region,
                         uint32_t setting, uint32_t person)
{
    struct sum sum = begin(s);
    for (size_t k = 0; k < PARTS_MAX && wholes[whole][k] != NULL; k++) {
        const uint32_t m = suppression_measure(s, wholes[whole][k]);
        add(&sum, suppression_cell(s, m, period, region, setting, person), k == 0 ? -1 : 1);
    }
    if (strcmp(wholes[whole][0], "K7r_residential_exits") == 0)
        add(&sum,
            suppression_cell(s, suppression_measure(s, more_exits), period, region, setting,
                             person),
            1);
    end(&sum);
}

static void relate_wholes(struct suppression *s, uint32_t period)
{
    for (size_t whole = 0; whole < sizeof wholes / sizeof wholes[0]; whole++)
        for (uint32_t region = 0; region < regions_in(s, period); region++)
            for (uint32_t setting = whole < FIRST_BY_SETTING ? 0 : 1;
                 setting < settings_in(s, period); setting++)
                for (uint32_t person = 0; person < persons_in(s, period); person++)
                    relate_whole(s, whole, period, region, setting, person);
}

/* Children of all ages at a setting, or at all (0); adults where a table has them. */
static void add_all_ages_at(struct sum *sum, uint32_t m, uint32_t period, uint32_t setting,
                            int32_t coefficient)
{
    add(sum, suppression_cell(sum->s, m, period, 0, setting, CELL_CHILDREN), coefficient);
    add_if_any(sum, suppression_cell(sum->s, m, period, 0, setting, CELL_ADULTS), coefficient);
}

static void add_all_ages(struct sum *sum, uint32_t m, uint32_t period, int32_t coefficient)
{
    add_all_ages_at(sum, m, period, 0, coefficient);
}

/* Unexplained entries or exits of residential care, which its admissions and exits leave out:
 * setting by setting, since the indicator counts all care. */
static void add_unexplained(struct sum *sum, const char *indicator, uint32_t period,
                            int32_t coefficient)
{
    const struct suppression *s = sum->s;
    const uint32_t m = suppression_measure(s, indicator);
    const uint32_t residential = suppression_measure(s, "K1r_residential_stock");
    for (uint32_t k = 1; k < s->settings; k++)
        if (suppression_measure_has(s, residential, k))
            add_all_ages_at(sum, m, period, k, coefficient);
}

/* Of a quarter there is the total of all care. */
static void add_unexplained_total(struct sum *sum, const char *indicator, uint32_t period,
                                  int32_t coefficient)
{
    const uint32_t m = suppression_measure(sum->s, indicator);
    add_if_any(sum, suppression_cell(sum->s, m, period, 0, 0, CELL_CHILDREN), coefficient);
    add_if_any(sum, suppression_cell(sum->s, m, period, 0, 0, CELL_ADULTS), coefficient);
}

static bool withhold_both(struct suppression *s, uint32_t a, uint32_t b)
{
    const struct di_disclosure *d = &s->disclosure;
    if (a == NO_CELL || b == NO_CELL || d->value[a] <= 0.0 || d->value[b] <= 0.0)
        return false;
    d->is_withheld[a] = d->is_withheld[b] = true;
    return true;
}

/* Nobody is in residential care but by a move: the nation's stock of a period, the one before
 * and the moves between. Transfers between regions and settings are not told by both ends.
 *
 * Where adults are there and adults leave, both numbers are withheld, and the account tells
 * nothing: each stands in no other sum with its children. Else the children of all years, tied
 * to each other, would have to go for the sake of few who stay on. */
static void relate_account(struct suppression *s, uint32_t period, uint32_t before)
{
    const uint32_t stock = suppression_measure(s, "K1r_residential_stock");
    const uint32_t exits = suppression_measure(s, "K7r_residential_exits");
    if (withhold_both(s, suppression_cell(s, stock, period, 0, 0, CELL_ADULTS),
                      suppression_cell(s, exits, period, 0, 0, CELL_ADULTS)))
        return;
    struct sum sum = begin(s);
    add_all_ages(&sum, stock, period, -1);
    add_all_ages(&sum, stock, before, 1);
    add_all_ages(&sum, suppression_measure(s, "K6r_residential_admissions"), period, 1);
    add_all_ages(&sum, exits, period, -1);
    if (period >= s->periods) {
        add_unexplained_total(&sum, "C_unexplained_entries", period, 1);
        add_unexplained_total(&sum, "C_unexplained_exits", period, -1);
        end_if_true(&sum);
        return;
    }
    add_unexplained(&sum, "C_unexplained_entries", period, 1);
    add_unexplained(&sum, "C_unexplained_exits", period, -1);
    end(&sum);
}

/* Entries are by the region a child comes from, admissions by the one it lives in: the same in
 * a setting of the nation, in its regions unless children were placed far from home, and over
 * all settings where every child enters residential care. */
static void relate_entries(struct suppression *s, uint32_t period)
{
    const uint32_t admissions = suppression_measure(s, "K6r_admissions_from_home");
    const uint32_t first = suppression_measure(s, "K6_first_entries");
    const uint32_t again = suppression_measure(s, "K6_reentries");
    for (uint32_t region = 0; region < regions_in(s, period); region++)
        for (uint32_t setting = 0; setting < settings_in(s, period); setting++)
            for (uint32_t person = 0; person < persons_in(s, period); person++) {
                struct sum sum = begin(s);
                add(&sum, suppression_cell(s, admissions, period, region, setting, person), -1);
                add(&sum, suppression_cell(s, first, period, region, setting, person), 1);
                add(&sum, suppression_cell(s, again, period, region, setting, person), 1);
                end_if_true(&sum);
            }
}

/* ---- what a whole and its part leave ---- */

/* The first less the others, where that is a few children or nobody, is a number that a reader
 * can work out; a large rest is one more unknown. */
static void relate_rest(struct suppression *s, const uint32_t *measures, size_t count,
                        uint32_t period, uint32_t region, uint32_t setting, uint32_t person)
{
    struct sum sum = begin(s);
    for (size_t k = 0; k < count; k++)
        add(&sum, suppression_cell(s, measures[k], period, region, setting, person),
            k == 0 ? -1 : 1);
    const double rest = -di_disclosure_rest(&s->disclosure);
    sum.is_known = sum.is_known && rest > -1e-6 && rest < s->below;
    if (sum.is_known && rest > 1e-6)
        add(&sum, suppression_add_cell(s, rest, IMPORTANCE_UNREAD), 1);
    end(&sum);
}

/* Parts by origin and a whole by residence fit in the nation alone. */
static void relate_rests(struct suppression *s, const uint32_t *measures, size_t count,
                         uint32_t period)
{
    bool is_national = false;
    for (size_t k = 0; k < count; k++) {
        if (measures[k] == NO_MEASURE)
            return;
        is_national = is_national ||
                      s->measures[measures[k]].by_origin != s->measures[measures[0]].by_origin;
    }
    const uint32_t regions = is_national ? 1 : regions_in(s, period);
    for (uint32_t region = 0; region < regions; region++)
        for (uint32_t setting = 0; setting < settings_in(s, period); setting++)
            for (uint32_t person = 0; person < persons_in(s, period); person++)
                relate_rest(s, measures, count, period, region, setting, person);
}

/* A share of a count that is shown tells both its parts. */
static void relate_shares(struct suppression *s, uint32_t period)
{
    for (uint32_t i = 0; i < di_indicator_count(); i++) {
        const struct indicator *indicator = indicator_at(i);
        const uint32_t *terms = &s->measure_of[(size_t)i * INDICATOR_TERMS];
        if (indicator->text.measure == DI_SHARE &&
            indicator->denominators[0].source != COUNT_STOCK_START &&
            indicator->denominators[1].source == COUNT_NOTHING)
            relate_rests(s, (const uint32_t[]){terms[1], terms[0]}, 2, period);
    }
}

enum { NESTED_MAX = 4 };

/* Stocks, moves and events with parts of them that have rows of their own; sums of several
 * withheld parts are watched as those of any relation. K5 has residents of residential care by
 * the region they live in, as K3 and K4 do. */
static const char *const nested[][NESTED_MAX] = {
    {"K1r_residential_stock", "K1_institution_stock"},
    {"K2_residential_child_years", "K2_institution_child_years"},
    {"K3_formal_care_stock", "K1_institution_stock", "K4_family_based_stock",
     "K19_supported_living_stock"},
    {"K3_formal_care_stock", "K5_residential_to_family_ratio", "K4_family_based_stock",
     "K19_supported_living_stock"},
    {"K7r_residential_exits", "K7_exits_to_family"},
    {"K6_first_entries", "C_supply_induced_entries"},
    {"K6_first_entries", "K11_entries_assessed"},
    {"K16_cases", "K16_overdue_children"},
    {"K17_departures", "K17_late_departures"},
    {"K20_detained", "C_diversion_full"},
    {"C_shock_evacuated", "C_shock_evacuated_over"},
};

static void relate_nested(struct suppression *s, uint32_t period)
{
    for (size_t row = 0; row < sizeof nested / sizeof nested[0]; row++) {
        uint32_t measures[NESTED_MAX];
        size_t count = 0;
        for (; count < NESTED_MAX && nested[row][count] != NULL; count++)
            measures[count] = suppression_measure(s, nested[row][count]);
        relate_rests(s, measures, count, period);
    }
}

/* Placements of people of all ages that broke down are those of children and of adults. */
static void relate_breakdowns(struct suppression *s, uint32_t period)
{
    const uint32_t all = suppression_measure(s, "K13_breakdowns");
    const uint32_t children = suppression_measure(s, "K13_child_breakdowns");
    for (uint32_t region = 0; region < regions_in(s, period); region++) {
        struct sum sum = begin(s);
        add(&sum, suppression_cell(s, all, period, region, 0, CELL_CHILDREN), -1);
        add(&sum, suppression_cell(s, children, period, region, 0, CELL_CHILDREN), 1);
        add_if_any(&sum, suppression_cell(s, children, period, region, 0, CELL_ADULTS), 1);
        end(&sum);
    }
}

static void relate_measures(struct suppression *s, uint32_t period)
{
    for (uint32_t m = 0; m < s->measure_count; m++)
        relate_groups(s, m, period);
    relate_wholes(s, period);
    relate_entries(s, period);
    relate_breakdowns(s, period);
    relate_shares(s, period);
    relate_nested(s, period);
}

void suppression_relate(struct suppression *s)
{
    for (uint32_t period = 0; period < s->periods; period++) {
        for (uint32_t m = 0; m < s->measure_count; m++)
            relate_measure(s, m, period);
        relate_measures(s, period);
        if (period > 0)
            relate_account(s, period, period - 1);
    }
}

/* ---- quarters and months ---- */

/* A stock of the end of both is one number, whatever period it is shown for. */
static void relate_ends(struct suppression *s, uint32_t m, uint32_t person, uint32_t period,
                        uint32_t last_part)
{
    struct sum sum = begin(s);
    add(&sum, suppression_cell(s, m, period, 0, 0, person), -1);
    add(&sum, suppression_cell(s, m, last_part, 0, 0, person), 1);
    end_if_true(&sum);
}

/* What happened in a year happened in one of its quarters. */
static void relate_year(struct suppression *s, uint32_t m, uint32_t person, uint32_t year,
                        const uint32_t *year_of)
{
    struct sum sum = begin(s);
    uint32_t last = 0;
    add(&sum, suppression_cell(s, m, year + 1, 0, 0, person), -1);
    for (uint32_t q = 0; q < s->quarters; q++)
        if (year_of[q] == year) {
            add(&sum, suppression_cell(s, m, s->periods + q, 0, 0, person), 1);
            last = q;
        }
    end_if_true(&sum);
    relate_ends(s, m, person, year + 1, s->periods + last);
}

static void relate_months(struct suppression *s, uint32_t m, uint32_t person)
{
    const uint32_t months = s->parts - s->quarters;
    for (uint32_t q = 0, month = 0; q < s->quarters; q++) {
        const int32_t next = di_result_quarter_first_day(s->model, q + 1);
        while (month + 1 < months && di_result_month_first_day(s->model, month + 1) < next)
            month++;
        relate_ends(s, m, person, s->periods + q, s->periods + s->quarters + month);
    }
}

bool suppression_relate_parts(struct suppression *s)
{
    uint32_t *year_of = suppression_years(s);
    for (uint32_t part = 0; year_of != NULL && part < s->parts; part++) {
        relate_measures(s, s->periods + part);
        if (part < s->quarters)
            relate_account(s, s->periods + part, part == 0 ? 0 : s->periods + part - 1);
    }
    for (uint32_t m = 0; year_of != NULL && m < s->measure_count; m++)
        for (uint32_t person = 0; person <= CELL_ADULTS; person++) {
            for (uint32_t year = 0; year + 1 < s->periods; year++)
                relate_year(s, m, person, year, year_of);
            relate_months(s, m, person);
        }
    const bool has_room = year_of != NULL;
    free(year_of);
    return has_room;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One rule a function, over the yearly rows of the results. Thresholds stand before the rule
 * that reads them; they decide what is said, never a number. All are of means over the runs.
 */
#include "di/finding.h"

#include <math.h>
#include <string.h>

#include "finding_rows.h"

const char *di_finding_severity_id(enum di_severity_of_finding severity)
{
    static const char *const ids[] = {"note", "warning", "alarm"};
    return ids[severity];
}

/* ---- rules ---- */

/* Read by two rules each. */
#define EMPTIED 0.8   /* of the children at the beginning are left, or fewer: a fifth is gone */
#define UNMOVED 0.9   /* of the beginning's and more: it falls by a tenth at most */
#define MONEY_GAP 0.5 /* of the currency's unit: what is missing is more */

#define WAITING 5        /* children */
#define WAITING_ALARM 25 /* children */

/* Five children and more wait at the end of the horizon; 25 and more are an alarm. */
static void region_short_of_families(struct finding_search *search, const char *region)
{
    const struct di_results_row *row =
        finding_edge_row(search->results, "K22_children_waiting", region, true);
    if (!finding_is_known(row) || row->summary.mean < WAITING)
        return;
    struct di_finding *finding = finding_add(
        search, "region_short_of_families",
        row->summary.mean >= WAITING_ALARM ? DI_FINDING_ALARM : DI_FINDING_WARNING, row);
    finding->sentence = DI_N_("%1: %2 children (%3) still wait for a family or home at the "
                              "end of %5.");
    finding->advice =
        DI_N_("Approve more families here, of the profile that is missing, or let "
              "neighbouring regions take children.");
}

#define EMPTY_FAMILIES 1

/* One family and more stands empty while children of the region wait, at the end of the worst
 * year. */
static void empty_families_while_waiting(struct finding_search *search, const char *region)
{
    const struct di_results_row *row =
        finding_worst_row(search->results, "K22_empty_while_waiting", region, 1);
    if (!finding_is_known(row) || row->summary.mean < EMPTY_FAMILIES)
        return;
    struct di_finding *finding =
        finding_add(search, "empty_families_while_waiting", DI_FINDING_WARNING, row);
    finding->sentence = DI_N_("%1: %2 {%2|family or home|families or homes} (%3) "
                              "{%2|stands|stand} empty at the end of %5 "
                              "while children of the region wait.");
    finding->advice =
        DI_N_("The profile does not fit: look at ages, disability, sibling groups "
              "and acceptance before recruiting more of the same.");
}

#define UNPLACED 30         /* child-days: a month of one child */
#define UNPLACED_ALARM 3650 /* child-days: ten children all year */

/* A child-month and more without any placement in the worst year; ten child-years and more are
 * an alarm. */
static void children_without_placement(struct finding_search *search)
{
    const struct di_results_row *row =
        finding_worst_row(search->results, "K15_unplaced_child_days", "all", 1);
    if (!finding_is_known(row) || row->summary.mean < UNPLACED)
        return;
    struct di_finding *finding = finding_add(
        search, "children_without_placement",
        row->summary.mean >= UNPLACED_ALARM ? DI_FINDING_ALARM : DI_FINDING_WARNING, row);
    finding->sentence = DI_N_("%1: children spend %2 days (%3) without any placement in "
                              "%5.");
    finding->advice = DI_N_("Add emergency families or places before admissions stop; see the "
                            "children 'without a place' by region.");
}

/* Institutions lose a fifth and more of their children, the ratio of residential to family
 * care a tenth at most. */
static void homes_replace_institutions(struct finding_search *search)
{
    const struct di_results *results = search->results;
    const struct di_results_row
        *first = finding_edge_row(results, "K1_institution_stock", "all", false),
        *last = finding_edge_row(results, "K1_institution_stock", "all", true),
        *before = finding_edge_row(results, "K5_residential_to_family_ratio", "all", false),
        *after = finding_edge_row(results, "K5_residential_to_family_ratio", "all", true);
    if (!finding_is_known(first) || !finding_is_known(last) || !finding_is_known(before) ||
        !finding_is_known(after) || last->summary.mean > EMPTIED * first->summary.mean ||
        after->summary.mean < UNMOVED * before->summary.mean)
        return;
    struct di_finding *finding =
        finding_add(search, "homes_replace_institutions", DI_FINDING_ALARM, after);
    finding->other = before->summary.mean;
    finding->sentence = DI_N_("%1: institutions empty, but there are still %2 children (%3)"
                              " in residential care per child in a family at the end of %5, "
                              "after %6 at the beginning.");
    finding->advice = DI_N_("Small homes replace large ones: move the money and the posts from "
                            "group homes to families.");
}

#define SHARE_RISE 1.2   /* times the beginning's */
#define POINTS_RISE 0.02 /* above the beginning's */

/* The share with disability among residents rises by a fifth and by two points and more. */
static void easy_cases_first(struct finding_search *search)
{
    const struct di_results *results = search->results;
    const struct di_results_row *before = finding_edge_row(
                                    results, "K9_disability_residential_share", "all", false),
                                *after = finding_edge_row(
                                    results, "K9_disability_residential_share", "all", true);
    if (!finding_is_known(before) || !finding_is_known(after) ||
        after->summary.mean < SHARE_RISE * before->summary.mean ||
        after->summary.mean < before->summary.mean + POINTS_RISE)
        return;
    struct di_finding *finding =
        finding_add(search, "easy_cases_first", DI_FINDING_WARNING, after);
    finding->other = before->summary.mean;
    finding->is_share = true;
    finding->sentence = DI_N_("%1: %2%% (%3) of those left in residential care have a "
                              "disability at the end of %5, after %6%% at the beginning.");
    finding->advice = DI_N_("Plan specialised families and services for children with "
                            "disabilities first, not last.");
}

#define UNDER_3 1 /* child */

/* One child under 3 and more is in an institution at the end of the horizon. */
static void under_3_left(struct finding_search *search)
{
    const struct di_results_row *row =
        finding_edge_row(search->results, "K8_under3_institution_stock", "all", true);
    if (!finding_is_known(row) || row->summary.mean < UNDER_3)
        return;
    struct di_finding *finding = finding_add(search, "under_3_left", DI_FINDING_ALARM, row);
    finding->sentence = DI_N_("%1: %2 {%2|child|children} under 3 (%3) {%2|lives|live} "
                              "in institutions at the end "
                              "of %5; the target is none.");
    finding->advice = DI_N_("Emergency families and support of parents come before admission; "
                            "a date after which no child under 3 is admitted "
                            "(no_under3_admission) closes the door.");
}

#define ADMITTED 10 /* children in the first year: below, a tenth is less than one child */

/* Residential care loses a fifth and more of its children, admissions fall by a tenth at most
 * from ten and more in the first year. */
static void inflow_untouched(struct finding_search *search)
{
    const struct di_results *results = search->results;
    const struct di_results_row
        *stock = finding_edge_row(results, "K1r_residential_stock", "all", false),
        *left = finding_edge_row(results, "K1r_residential_stock", "all", true),
        *before = finding_edge_row(results, "K6r_residential_admissions", "all", false),
        *after = finding_edge_row(results, "K6r_residential_admissions", "all", true);
    if (!finding_is_known(stock) || !finding_is_known(left) || !finding_is_known(before) ||
        !finding_is_known(after) || before->summary.mean < ADMITTED ||
        left->summary.mean > EMPTIED * stock->summary.mean ||
        after->summary.mean < UNMOVED * before->summary.mean)
        return;
    struct di_finding *finding =
        finding_add(search, "inflow_untouched", DI_FINDING_WARNING, after);
    finding->other = before->summary.mean;
    finding->sentence = DI_N_("%1: %2 children (%3) are admitted to residential care in %5, "
                              "after %6 in the first year: the inflow is untouched.");
    finding->advice = DI_N_("Prevention and gatekeeping at the entrance; without them places "
                            "fill again.");
}

/* Free places of families at the end of the year of a row, or of its first quarter. */
static double vacancies(const struct di_results *results, const struct di_results_row *year,
                        enum di_period period)
{
    const struct di_results_row *row =
        finding_row_beside(results, "K22_vacancies", year, period);
    return row != NULL ? row->summary.mean : (double)NAN;
}

#define FIRST_YEAR 0.75 /* of the second year's admissions, or fewer */
#define FREE_PLACES 10  /* at the end of the first quarter */
#define FREE_LEFT 0.25  /* of these at the end of the first year, or fewer */

/* Three quarters and less of the second year's admissions in the first, in which families with
 * free places, ten and more, filled to a quarter and less of them. */
static void first_year_apart(struct finding_search *search)
{
    const struct di_results *results = search->results;
    const uint32_t indicator = di_indicator_find("K6r_residential_admissions");
    const struct di_results_row *first = NULL, *second = NULL;
    const struct di_row_span span = di_results_span(results, indicator);
    for (size_t i = span.first; i < span.end && second == NULL; i++) {
        const struct di_results_row *row = &results->rows[i];
        if (!finding_is_row(row, indicator, "all") || !finding_is_known(row))
            continue;
        second = first != NULL ? row : NULL;
        first = first != NULL ? first : row;
    }
    if (second == NULL || first->summary.mean > FIRST_YEAR * second->summary.mean)
        return;
    const double early = vacancies(results, first, DI_QUARTER);
    const double late = vacancies(results, first, DI_YEAR);
    if (!(early >= FREE_PLACES) || !(late <= FREE_LEFT * early))
        return;
    struct di_finding *finding =
        finding_add(search, "first_year_apart", DI_FINDING_NOTE, second);
    finding->other = first->summary.mean;
    finding->sentence =
        DI_N_("%1: %2 children (%3) are admitted to residential care in %5, after %6 in "
              "the first year, in which families' free places filled up.");
    finding->advice =
        DI_N_("Compare from the second year on. If those families were not really free for "
              "these children, list fewer of them, or more children with them, at the start.");
}

static const char advice_of_closures[] =
    DI_N_("The chart of closures names the institutions; closures.csv says when their last "
          "child leaves and where children go. Start "
          "the moratorium earlier or plan places for them.");

#define CLOSED_IN_TIME 0.9 /* of the year's closures */

/* More than a tenth of the closures of the worst year come after their deadline. Houses that
 * do not close at all are the next rule's. */
static void closures_slip(struct finding_search *search)
{
    const struct di_results_row *row =
        finding_worst_row(search->results, "K17_closures_on_time_share", "all", -1);
    if (!finding_is_known(row) || row->summary.mean >= CLOSED_IN_TIME)
        return;
    struct di_finding *finding = finding_add(search, "closures_slip", DI_FINDING_ALARM, row);
    finding->is_share = true;
    finding->sentence = DI_N_("%1: only %2%% (%3) of the institutions that close in %5 "
                              "close by their deadline.");
    finding->advice = advice_of_closures;
}

#define STILL_OPEN 0.5 /* institutions: in every second run one */

/* At the end of the worst year an institution is open after its deadline in half of the runs,
 * or more of them are. */
static void closures_overdue(struct finding_search *search)
{
    const struct di_results_row *row =
        finding_worst_row(search->results, "K17_closures_overdue", "all", 1);
    if (!finding_is_known(row) || row->summary.mean < STILL_OPEN)
        return;
    struct di_finding *finding = finding_add(search, "closures_overdue", DI_FINDING_ALARM, row);
    finding->sentence = DI_N_("%1: %2 {%2|institution|institutions} (%3) {%2|is|are} still "
                              "open after {%2|its|their} deadline at the end of %5.");
    finding->advice = advice_of_closures;
}

#define LEFT_PLACED 0.5 /* of the year's departures */

/* Fewer than half of the departures from closing institutions in the worst year are planned
 * placements. */
static void closed_without_placements(struct finding_search *search)
{
    const struct di_results_row *row =
        finding_worst_row(search->results, "K17_closure_through_placement_share", "all", -1);
    if (!finding_is_known(row) || row->summary.mean >= LEFT_PLACED)
        return;
    struct di_finding *finding =
        finding_add(search, "closed_without_placements", DI_FINDING_WARNING, row);
    finding->is_share = true;
    finding->sentence =
        DI_N_("%1: only %2%% (%3) of those who leave closing institutions "
              "in %5 go to a planned placement; the others transfer, age out or "
              "go home unplanned.");
    finding->advice = DI_N_("An institution that empties by itself places nobody: look at who "
                            "left how in closures.csv.");
}

/* More than half a unit of money is missing: the first year it is. */
static void money_is_missing(struct finding_search *search)
{
    const uint32_t indicator = di_indicator_find("K18_budget_gap");
    const struct di_row_span span = di_results_span(search->results, indicator);
    bool is_first = true; /* a year before it may be withheld */
    for (size_t i = span.first; i < span.end; i++) {
        const struct di_results_row *row = &search->results->rows[i];
        is_first =
            is_first && (!finding_is_row(row, indicator, "all") || finding_is_known(row));
        if (!finding_is_row(row, indicator, "all") || !finding_is_known(row) ||
            row->summary.mean <= MONEY_GAP)
            continue;
        struct di_finding *finding =
            finding_add(search, "money_is_missing", DI_FINDING_ALARM, row);
        finding->sentence =
            !is_first ? DI_N_("%1: %2 %4 (%3) of the money needed is missing in %5; an earlier "
                              "year is withheld.")
                      : DI_N_("%1: %2 %4 (%3) of the money needed is missing in %5, the "
                              "first year with a gap.");
        finding->advice =
            DI_N_("budget.csv shows which source ends or falls short; services that "
                  "end with a project need a budget of their own.");
        return;
    }
}

#define LATER_CLOSURES 0.5 /* of an institution: one in every second run */

/* Half an institution and more closes, in the mean, after the first year with a gap. */
static void money_ends_before_closure(struct finding_search *search)
{
    const struct di_results *results = search->results;
    const uint32_t gap = di_indicator_find("K18_budget_gap"),
                   closed = di_indicator_find("K17_closures");
    const struct di_results_row *first = NULL;
    const struct di_row_span gaps = di_results_span(results, gap),
                             closures = di_results_span(results, closed);
    double later = 0.0;
    for (size_t i = gaps.first; first == NULL && i < gaps.end; i++) {
        const struct di_results_row *row = &results->rows[i];
        if (finding_is_row(row, gap, "all") && finding_is_known(row) &&
            row->summary.mean > MONEY_GAP)
            first = row;
    }
    for (size_t i = closures.first; first != NULL && i < closures.end; i++) {
        const struct di_results_row *row = &results->rows[i];
        if (finding_is_row(row, closed, "all") && finding_is_known(row) &&
            row->first_civil_day > first->last_civil_day)
            later += row->summary.mean;
    }
    if (later < LATER_CLOSURES)
        return;
    struct di_finding *finding =
        finding_add(search, "money_ends_before_closure", DI_FINDING_ALARM, first);
    finding->other = later;
    finding->sentence =
        DI_N_("%1: %2 %4 (%3) of the money needed is missing in %5, and %6 "
              "{%6|institution closes|institutions close} only after that year.");
    finding->advice = DI_N_(
        "Until its building closes an institution costs nearly as much as before: secure "
        "money for both systems to the last closure, or close in fewer places at a time.");
}

#define PLACED_IN_LIMITS 0.5 /* of the year's requests */

/* Fewer than half of the worst year's requests are served within the limits of the plan. */
static void waits_beyond_limits(struct finding_search *search)
{
    const struct di_results_row *row =
        finding_worst_row(search->results, "K10_placed_in_limits_share", "all", -1);
    if (!finding_is_known(row) || row->summary.mean >= PLACED_IN_LIMITS)
        return;
    struct di_finding *finding =
        finding_add(search, "waits_beyond_limits", DI_FINDING_WARNING, row);
    finding->is_share = true;
    finding->sentence =
        DI_N_("%1: only %2%% (%3) of the requests made in %5 lead to a "
              "placement within 90 days of the decision and 180 of the request.");
    finding->advice =
        DI_N_("Compare the wait to the decision with the wait from it: the longer "
              "one shows whether workers or places are missing.");
}

#define COME_BACK 0.25 /* of the year's returns */
#define RETURNS 20     /* in that year: a share of fewer is chance */

/* A quarter and more of the 20 returns and more of the worst year are back within a year. */
static void many_come_back(struct finding_search *search)
{
    const struct di_results_row *row =
        finding_worst_row(search->results, "K14_reentry_1y_share", "all", 1);
    if (!finding_is_known(row) || row->summary.mean < COME_BACK)
        return;
    const struct di_results_row *returns =
        finding_row_beside(search->results, "K14_returns", row, DI_YEAR);
    if (!finding_is_known(returns) || returns->summary.mean < RETURNS)
        return;
    struct di_finding *finding = finding_add(search, "many_come_back", DI_FINDING_WARNING, row);
    finding->is_share = true;
    finding->sentence = DI_N_("%1: %2%% (%3) of those who go home in %5 are back in care "
                              "within a year.");
    finding->advice = DI_N_("Discharge without support is no exit: plan visits and preparation "
                            "before the return.");
}

#define HOURS_WORKED 0.95 /* of those there are */

/* The first quarter in which a region's teams work 95% of their hours and more. */
static void hours_run_out(struct finding_search *search, const char *region)
{
    const uint32_t indicator = di_indicator_find("K16_utilisation");
    const struct di_row_span span = di_results_span(search->results, indicator);
    for (size_t i = span.first; i < span.end; i++) {
        const struct di_results_row *row = &search->results->rows[i];
        if (row->indicator != indicator || row->period != DI_QUARTER || row->is_adults ||
            strcmp(row->setting, "all") != 0 || strcmp(row->region, region) != 0 ||
            !finding_is_known(row) || row->summary.mean < HOURS_WORKED)
            continue;
        int32_t year, month, day;
        di_date_to_civil(row->last_civil_day, &year, &month, &day);
        struct di_finding *finding =
            finding_add(search, "hours_run_out", DI_FINDING_WARNING, row);
        finding->other = (month + 2) / 3;
        finding->is_share = true;
        finding->sentence =
            DI_N_("%1: the hours of social workers run out in quarter %6 of %5: "
                  "%2%% (%3) of them are worked.");
        finding->advice =
            DI_N_("Hire before this quarter, training and ramp-up included; until "
                  "then assessments and visits wait.");
        return;
    }
}

#define MISSED 0.1 /* of the visits due in the year */

/* A tenth and more of the monitoring visits of the worst year are missed. */
static void visits_missed(struct finding_search *search)
{
    const struct di_results_row *row =
        finding_worst_row(search->results, "K16_visits_missed_share", "all", 1);
    if (!finding_is_known(row) || row->summary.mean < MISSED)
        return;
    struct di_finding *finding = finding_add(search, "visits_missed", DI_FINDING_WARNING, row);
    finding->is_share = true;
    finding->sentence = DI_N_("%1: %2%% (%3) of the monitoring visits due in %5 are missed.");
    finding->advice =
        DI_N_("Missed visits raise breakdowns and returns to care: keep a share of "
              "the hours for visits, or place at the pace of the teams.");
}

#define TO_ADULT_INSTITUTIONS 5 /* people in a year */

/* Turning 18 and moving to an adult institution is no exit: five people and more in the worst
 * year. */
static void adult_institutions(struct finding_search *search)
{
    const struct di_results_row *row =
        finding_worst_row(search->results, "K19_aged_out_adult_institution", "all", 1);
    if (!finding_is_known(row) || row->summary.mean < TO_ADULT_INSTITUTIONS)
        return;
    struct di_finding *finding =
        finding_add(search, "to_adult_institutions", DI_FINDING_NOTE, row);
    finding->sentence = DI_N_("%1: %2 people (%3) move to adult institutions in %5; no "
                              "figure of this run counts them as a success.");
    finding->advice =
        DI_N_("Supported living and aftercare for those who turn 18, above all with "
              "disabilities.");
}

#define GROWTH 50 /* places per 100,000 children a year */

/* MODEL 16: growth of places in families above 50 per 100,000 children a year has never been
 * sustained in published data. The population follows from K1's stock and rate. */
static void recruitment_above_observed(struct finding_search *search)
{
    const struct di_results *results = search->results;
    const uint32_t indicator = di_indicator_find("K22_places");
    const struct di_results_row *before = NULL, *steepest = NULL;
    double pace = GROWTH;
    const struct di_results_row *stock =
        finding_edge_row(results, "K1_institution_stock", "all", false);
    const struct di_results_row *rate =
        finding_edge_row(results, "K1_institution_rate_per_100k", "all", false);
    if (!finding_is_known(stock) || !finding_is_known(rate) || rate->summary.mean <= 0)
        return;
    const double population = stock->summary.mean / rate->summary.mean * 100000;
    const struct di_row_span span = di_results_span(results, indicator);
    for (size_t i = span.first; i < span.end; i++) {
        const struct di_results_row *row = &results->rows[i];
        if (!finding_is_row(row, indicator, "all") || !finding_is_known(row))
            continue;
        const double growth =
            before == NULL ? 0
                           : (row->summary.mean - before->summary.mean) / population * 100000;
        if (growth > pace) {
            pace = growth;
            steepest = row;
        }
        before = row;
    }
    if (steepest == NULL)
        return;
    struct di_finding *finding =
        finding_add(search, "recruitment_above_observed", DI_FINDING_WARNING, steepest);
    finding->size = pace;
    finding->low = finding->high = (double)NAN;
    finding->sentence =
        DI_N_("%1: places in families grow by %2 per 100,000 children in %5; the "
              "best sustained growth on record is 52 a year.");
    finding->advice =
        DI_N_("Spread recruitment over more years, or show why this country can do "
              "what none has done.");
}

/* MODEL 11: published flows leave open 4 to 20% of entries. From these shares on: */
#define UNEXPLAINED 1           /* child in the year: below, nothing is said */
#define UNEXPLAINED_WARNING 0.1 /* of the entries into care of that year */
#define UNEXPLAINED_ALARM 0.2
#define STOCK_PER_ENTRIES 0.25 /* of those in care, where nobody enters */

static double mean_beside(const struct finding_search *search, const char *id,
                          const struct di_results_row *row)
{
    const struct di_results_row *beside = finding_row_beside(search->results, id, row, DI_YEAR);
    return finding_is_known(beside) ? beside->summary.mean : 0;
}

/* Children who come or leave because published stocks and flows do not close, in the year with
 * most of them: as a share of the entries, or of the stock where nobody enters. */
static struct di_finding *unexplained(struct finding_search *search, const char *id,
                                      const char *indicator, const char *of_entries,
                                      const char *of_stock)
{
    const struct di_results_row *row = finding_worst_row(search->results, indicator, "all", 1);
    if (!finding_is_known(row) || row->summary.mean < UNEXPLAINED)
        return NULL;
    const double entries =
        mean_beside(search, "K6_first_entries", row) + mean_beside(search, "K6_reentries", row);
    const double stock = mean_beside(search, "K3_formal_care_stock", row);
    const double share =
        row->summary.mean / (entries > 0 ? entries : STOCK_PER_ENTRIES * stock);
    struct di_finding *finding = finding_add(search, id,
                                             share >= UNEXPLAINED_ALARM     ? DI_FINDING_ALARM
                                             : share >= UNEXPLAINED_WARNING ? DI_FINDING_WARNING
                                                                            : DI_FINDING_NOTE,
                                             row);
    finding->other = 100 * row->summary.mean / (entries > 0 ? entries : stock);
    finding->sentence = entries > 0 ? of_entries : of_stock;
    return finding;
}

static void unexplained_flows(struct finding_search *search)
{
    static const char advice[] =
        DI_N_("The published figures do not close: ask who counts these children and where, "
              "and see that the flow ends before the years of a plan.");
    struct di_finding *in = unexplained(
        search, "unexplained_entries", "C_unexplained_entries",
        DI_N_("%1: %2 {%2|child comes|children come} into care unexplained in %5 (%3), %6%% of "
              "the entries of that year: bookkeeping of the fit, nothing that happened."),
        DI_N_("%1: %2 {%2|child comes|children come} into care unexplained in %5 (%3), %6%% of "
              "all in care at its end: bookkeeping of the fit, nothing that happened."));
    struct di_finding *out = unexplained(
        search, "unexplained_exits", "C_unexplained_exits",
        DI_N_("%1: %2 {%2|child leaves|children leave} care unexplained in %5 (%3), as many as "
              "%6%% of the entries of that year: bookkeeping of the fit, nothing that "
              "happened."),
        DI_N_("%1: %2 {%2|child leaves|children leave} care unexplained in %5 (%3), %6%% of "
              "all in care at its end: bookkeeping of the fit, nothing that happened."));
    if (in != NULL)
        in->advice = advice;
    if (out != NULL)
        out->advice = advice;
}

/* Alarms first; of one rule the region where it is worst: whoever reads two of eight reads
 * those that matter. */
static bool comes_before(const struct di_finding *a, const struct di_finding *b)
{
    if (a->severity != b->severity)
        return a->severity > b->severity;
    return strcmp(a->id, b->id) == 0 && a->size > b->size;
}

void di_findings_make(const struct di_results *results, struct di_findings *out)
{
    struct di_findings *found = out;
    found->count = 0;
    struct finding_search search = {.results = results, .out = found};
    finding_each_region(&search, "K22_children_waiting", region_short_of_families);
    finding_each_region(&search, "K22_empty_while_waiting", empty_families_while_waiting);
    children_without_placement(&search);
    under_3_left(&search);
    easy_cases_first(&search);
    homes_replace_institutions(&search);
    inflow_untouched(&search);
    first_year_apart(&search);
    closures_slip(&search);
    closures_overdue(&search);
    closed_without_placements(&search);
    waits_beyond_limits(&search);
    many_come_back(&search);
    finding_each_region(&search, "K16_utilisation", hours_run_out);
    visits_missed(&search);
    money_is_missing(&search);
    money_ends_before_closure(&search);
    recruitment_above_observed(&search);
    adult_institutions(&search);
    unexplained_flows(&search);
    /* stable insertion */
    for (size_t i = 1; i < found->count; i++)
        for (size_t k = i; k > 0 && comes_before(&found->list[k], &found->list[k - 1]); k--) {
            const struct di_finding swap = found->list[k];
            found->list[k] = found->list[k - 1];
            found->list[k - 1] = swap;
        }
}

size_t di_findings_alike(const struct di_findings *findings, size_t first)
{
    size_t end = first + 1;
    while (end < findings->count &&
           findings->list[end].severity == findings->list[first].severity &&
           strcmp(findings->list[end].id, findings->list[first].id) == 0)
        end++;
    return end;
}

/* ---- sentences ---- */

static struct di_argument shown(const struct di_finding *finding, double value)
{
    const double scaled = finding->is_share ? 100 * value : value;
    if (isnan(scaled))
        return di_text_arg("?");
    if (fabs(scaled) >= 10)
        return di_integer_arg((int64_t)llround(scaled));
    return di_real_arg(round(scaled * 10) / 10);
}

void di_finding_place_message(const struct di_finding *finding, const char *place,
                              struct di_message *out)
{
    DI_MESSAGE(out, finding->is_share ? DI_N_("%1 (%2%%)") : DI_N_("%1 (%2)"),
               di_text_arg(place), shown(finding, finding->size));
}

void di_finding_message(const struct di_finding *finding, const char *place,
                        struct di_message *out)
{
    const bool is_quarter = strcmp(finding->id, "hours_run_out") == 0;
    const int32_t year = di_date_year(finding->last_civil_day);
    const struct di_argument period =
        is_quarter
            ? di_period_arg(di_date_from_civil(year, 1, 1), di_date_from_civil(year, 12, 31))
            : di_period_arg(finding->first_civil_day, finding->last_civil_day);
    const double unit = finding->is_share ? 100 : 1;
    DI_MESSAGE(out, finding->sentence, di_text_arg(place), shown(finding, finding->size),
               di_range_arg(unit * finding->low, unit * finding->high, finding->is_share),
               di_text_arg(finding->currency), period,
               is_quarter ? di_real_arg(finding->other) : shown(finding, finding->other));
}

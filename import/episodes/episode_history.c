/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From rows to histories. Rows of a child are taken by their beginning, the longer one first;
 * what contradicts the row before is decided by one rule for each case, and counted. Nothing
 * is looked at but dates and codes, so that the order of the file changes nothing but which of
 * two equal rows is named.
 */
#include "episode_history.h"

#include <stdlib.h>
#include <string.h>

#include "di/time.h"

#define MIDDLE_OF_MONTH 14 /* days after its first */
#define ADULT_YEARS 18.0

int32_t di_episode_month_begin(int32_t month)
{
    return di_date_from_civil(month / 12, month % 12 + 1, 1);
}

int32_t di_episode_birth_day(const struct di_episode_child *child)
{
    return di_episode_month_begin(child->birth_month) + MIDDLE_OF_MONTH;
}

void di_episode_rule_use(struct di_episode_rule_use *use, uint32_t line)
{
    if (use->rows < DI_RULE_LINES)
        use->lines[use->rows] = line;
    use->rows++;
}

static void note(struct di_episode_histories *histories, enum di_episode_rule rule,
                 uint32_t line)
{
    di_episode_rule_use(&histories->rules[rule], line);
}

/* ---- rows ---- */

static int by_child_and_time(const void *a, const void *b)
{
    const struct di_episode_row *x = a, *y = b;
    if (x->child != y->child)
        return x->child < y->child ? -1 : 1;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->to != y->to)
        return x->to > y->to ? -1 : 1;
    if (x->exit != y->exit) /* one that says where to before one that does not */
        return x->exit < y->exit ? -1 : 1;
    if (x->setting != y->setting)
        return x->setting < y->setting ? -1 : 1;
    if (x->reason != y->reason)
        return x->reason < y->reason ? -1 : 1;
    if (x->region != y->region)
        return x->region < y->region ? -1 : 1;
    return x->line < y->line ? -1 : x->line > y->line;
}

static bool is_sorted(const struct di_episode_row *rows, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (by_child_and_time(&rows[i - 1], &rows[i]) > 0)
            return false;
    return true;
}

static bool says_exit(const struct di_episode_row *row)
{
    return row->exit != DI_EPISODE_GOES_ON && row->exit != DI_EPISODE_UNSTATED;
}

/* Is there enough in the row to place it in time? */
static bool is_usable(struct di_episode_histories *histories, const struct di_episode_row *row,
                      const struct di_episode_child *child)
{
    enum di_episode_rule rule = DI_RULE_COUNT;
    if (row->from == DI_EPISODE_NO_DAY)
        rule = DI_RULE_NO_BEGINNING;
    else if (row->setting == DI_EPISODE_UNSTATED)
        rule = DI_RULE_NO_SETTING;
    else if (row->to < row->from)
        rule = DI_RULE_BACKWARDS;
    else if (child->birth_month == DI_EPISODE_NO_MONTH)
        rule = DI_RULE_NO_BIRTH;
    else if (row->from < di_episode_month_begin(child->birth_month))
        rule = DI_RULE_UNBORN;
    if (rule != DI_RULE_COUNT)
        note(histories, rule, row->line);
    return rule == DI_RULE_COUNT;
}

/* A way out without its day: nobody knows when, so the child counts as still in care. */
static void settle_end(struct di_episode_histories *histories, struct di_episode_row *row)
{
    if (row->to != DI_EPISODE_OPEN)
        return;
    if (says_exit(row))
        note(histories, DI_RULE_NO_END, row->line);
    row->exit = DI_EPISODE_GOES_ON;
}

static bool is_same(const struct di_episode_row *a, const struct di_episode_row *b)
{
    return a->from == b->from && a->to == b->to && a->setting == b->setting &&
           a->exit == b->exit;
}

/* The same stay from an earlier and a later list: only the later one knows its end. */
static bool is_known_later(const struct di_episode_row *last, const struct di_episode_row *row)
{
    return row->from == last->from && row->setting == last->setting &&
           last->to == DI_EPISODE_OPEN && row->to > row->from;
}

/* Two rows of which the later begins before the earlier one ends. false: it is left out. */
static bool settle_overlap(struct di_episode_histories *histories, struct di_episode_row *last,
                           const struct di_episode_row *row)
{
    enum di_episode_rule rule = DI_RULE_OVERLAP;
    if (is_same(last, row))
        rule = DI_RULE_DUPLICATE;
    else if (is_known_later(last, row))
        rule = DI_RULE_ENDED_SINCE;
    else if (row->from == row->to)
        rule = DI_RULE_NO_TIME;
    else if (row->from == last->from)
        rule = DI_RULE_SAME_BEGINNING;
    else if (last->to == DI_EPISODE_OPEN)
        rule = DI_RULE_STILL_OPEN;
    else if (row->to <= last->to)
        rule = DI_RULE_INSIDE;
    const bool is_cut = rule == DI_RULE_OVERLAP || rule == DI_RULE_STILL_OPEN;
    const bool is_of_last = is_cut || rule == DI_RULE_ENDED_SINCE;
    note(histories, rule, is_of_last ? last->line : row->line);
    if (rule == DI_RULE_ENDED_SINCE)
        *last = *row;
    if (is_cut) {
        last->to = row->from;
        last->exit = DI_EPISODE_GOES_ON;
    }
    return is_cut;
}

/* Two rows with nothing or some days between them. */
static void settle_gap(struct di_episode_histories *histories, struct di_episode_row *last,
                       const struct di_episode_row *row)
{
    const int32_t gap = row->from - last->to;
    if (says_exit(last)) {
        if (gap <= DI_GAP_JOINED)
            note(histories, DI_RULE_BACK_AT_ONCE, row->line);
        return;
    }
    if (gap > DI_GAP_BRIDGED) {
        note(histories, DI_RULE_LONG_GAP, row->line);
        last->exit = DI_EPISODE_UNSTATED;
        return;
    }
    if (gap > DI_GAP_JOINED)
        note(histories, DI_RULE_GAP, row->line);
    last->to = row->from;
    last->exit = DI_EPISODE_GOES_ON;
}

/* A row of no time at the end of another one may bring the exit of it. true: it is taken in. */
static bool take_in(struct di_episode_histories *histories, struct di_episode_row *last,
                    const struct di_episode_row *row)
{
    if (row->from != row->to || row->from != last->to || says_exit(last))
        return false;
    if (says_exit(row))
        last->exit = row->exit;
    note(histories, DI_RULE_NO_TIME, row->line);
    return true;
}

/* The rows of one child without contradictions, at the beginning of `rows`. */
static size_t settle_child(struct di_episode_histories *histories, struct di_episode_row *rows,
                           size_t count, const struct di_episode_child *child)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (!is_usable(histories, &rows[i], child))
            continue;
        settle_end(histories, &rows[i]);
        struct di_episode_row *last = kept > 0 ? &rows[kept - 1] : NULL;
        if (last != NULL && (rows[i].from < last->to || is_same(last, &rows[i]))) {
            if (!settle_overlap(histories, last, &rows[i]))
                continue;
        } else if (last != NULL) {
            if (take_in(histories, last, &rows[i]))
                continue;
            settle_gap(histories, last, &rows[i]);
        }
        rows[kept++] = rows[i];
    }
    if (kept > 0 && rows[kept - 1].to != DI_EPISODE_OPEN && !says_exit(&rows[kept - 1])) {
        note(histories, DI_RULE_NO_EXIT, rows[kept - 1].line);
        rows[kept - 1].exit = DI_EPISODE_UNSTATED;
    }
    return kept;
}

/* ---- spells ---- */

/* Settings named "unchanged" take the one before; at the beginning of care, the one after. */
static size_t name_settings(struct di_episode_histories *histories, struct di_episode_row *rows,
                            size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (rows[i].setting == DI_EPISODE_UNCHANGED && i > 0 &&
            rows[i - 1].exit == DI_EPISODE_GOES_ON)
            rows[i].setting = rows[i - 1].setting;
    size_t kept = count;
    for (size_t i = count; i-- > 0;) {
        if (rows[i].setting != DI_EPISODE_UNCHANGED)
            continue;
        note(histories, DI_RULE_NOWHERE_BEFORE, rows[i].line);
        if (rows[i].exit == DI_EPISODE_GOES_ON && i + 1 < kept) {
            rows[i].setting = rows[i + 1].setting;
            continue;
        }
        if (i > 0 && rows[i - 1].exit == DI_EPISODE_GOES_ON) {
            rows[i - 1].exit = rows[i].exit;
            rows[i - 1].to = rows[i].to;
        }
        memmove(&rows[i], &rows[i + 1], (kept - i - 1) * sizeof *rows);
        kept--;
    }
    return kept;
}

/* Rows from `first` on that are one period of care. */
static size_t period_end(const struct di_episode_row *rows, size_t first, size_t count)
{
    size_t end = first + 1;
    while (end < count && rows[end - 1].exit == DI_EPISODE_GOES_ON)
        end++;
    return end;
}

static void add_spell(struct di_episode_histories *histories, const struct di_episode_row *row,
                      const struct di_episode_place *places, int32_t home_since,
                      bool is_arrival)
{
    struct di_episode_spell *last =
        histories->count > 0 ? &histories->spells[histories->count - 1] : NULL;
    int32_t since = row->from;
    uint8_t reason = row->reason;
    if (!is_arrival) {
        const bool is_same_setting = last->setting == row->setting;
        histories->moves_within += is_same_setting;
        histories->region_moves += last->region != row->region;
        if (is_same_setting) {
            last->to = row->to;
            last->next = row->exit;
            return;
        }
        last->next = row->setting;
        reason = last->reason;
        if (strcmp(places[last->setting].kind, places[row->setting].kind) == 0)
            since = last->since;
    }
    histories->spells[histories->count++] = (struct di_episode_spell){.child = row->child,
                                                                      .from = row->from,
                                                                      .to = row->to,
                                                                      .since = since,
                                                                      .home_since = home_since,
                                                                      .setting = row->setting,
                                                                      .next = row->exit,
                                                                      .reason = reason,
                                                                      .region = row->region,
                                                                      .is_arrival = is_arrival};
}

static void add_periods(struct di_episode_histories *histories,
                        const struct di_episode_row *rows, size_t count,
                        const struct di_episode_child *child,
                        const struct di_episode_place *places)
{
    int32_t home_since = DI_EPISODE_NO_DAY;
    for (size_t first = 0; first < count;) {
        const size_t end = period_end(rows, first, count);
        const struct di_episode_row *last = &rows[end - 1];
        const bool is_adult =
            rows[first].from >= di_day_at_age(di_episode_birth_day(child), ADULT_YEARS);
        if (is_adult)
            note(histories, DI_RULE_ADULT, rows[first].line);
        for (size_t i = first; i < end && !is_adult; i++)
            add_spell(histories, &rows[i], places, i == first ? home_since : DI_EPISODE_NO_DAY,
                      i == first);
        const bool goes_home = says_exit(last) && places[last->exit].path == DI_EPISODE_HOME;
        home_since = goes_home && last->to != DI_EPISODE_OPEN ? last->to : DI_EPISODE_NO_DAY;
        first = end;
    }
}

bool di_episode_histories_build(struct di_episode_histories *histories,
                                struct di_episode_row *rows, size_t row_count,
                                const struct di_episode_child *children,
                                const struct di_episode_place *places)
{
    memset(histories, 0, sizeof *histories);
    histories->spells = malloc((row_count > 0 ? row_count : 1) * sizeof *histories->spells);
    if (histories->spells == NULL)
        return false;
    if (!is_sorted(rows, row_count))
        qsort(rows, row_count, sizeof *rows, by_child_and_time);
    for (size_t first = 0; first < row_count;) {
        size_t end = first;
        while (end < row_count && rows[end].child == rows[first].child)
            end++;
        const struct di_episode_child *child = &children[rows[first].child];
        size_t kept = settle_child(histories, &rows[first], end - first, child);
        kept = name_settings(histories, &rows[first], kept);
        add_periods(histories, &rows[first], kept, child, places);
        first = end;
    }
    return true;
}

void di_episode_histories_finish(struct di_episode_histories *histories)
{
    free(histories->spells);
    histories->spells = NULL;
    histories->count = 0;
}

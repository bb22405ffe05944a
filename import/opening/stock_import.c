/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 'import stock': from facts to margins. A margin whose dimensions another one has too is a
 * total of it: compared, and left out where the parts cover it. Margins of one table that
 * contradict each other are a problem; what the scenario counted otherwise gives way.
 */
#include <stdlib.h>
#include <string.h>

#include "opening_steps.h"
#include "stock_sheet.h"

enum { SHOWN = 10 };

/* ---- margins ---- */

static int by_mask(const void *x, const void *y)
{
    const struct stock_leaf *a = x, *b = y;
    const unsigned first = stock_fact_mask(a), second = stock_fact_mask(b);
    if (first != second)
        return first < second ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

static void make_margins(struct stock_sheet *sheet)
{
    struct stock_table *table = sheet->table;
    if (sheet->fact_count > 1)
        qsort(sheet->facts, sheet->fact_count, sizeof *sheet->facts, by_mask);
    for (uint32_t first = 0, end = 0; first < sheet->fact_count; first = end) {
        const unsigned mask = stock_fact_mask(&sheet->facts[first]);
        bool is_estimated = false;
        for (end = first;
             end < sheet->fact_count && stock_fact_mask(&sheet->facts[end]) == mask; end++)
            is_estimated = is_estimated || sheet->facts[end].is_censored;
        struct stock_margin *margin =
            stock_table_add(table, mask, sheet->facts + first,
                            stock_leaves_join(sheet->facts + first, end - first));
        if (margin != NULL)
            margin->is_estimated = is_estimated;
    }
}

/* ---- what contradicts what ---- */

/* May the other margin's values tell that this one is silent about some? Only if it counts the
 * same children there, or nothing would bind those about whom this one is silent: counts by
 * institution bind nobody who lives elsewhere, but all of a setting that has institutions. */
static bool may_open(const struct stock_margin *of, const struct stock_margin *other,
                     enum stock_dimension dimension)
{
    const unsigned institution = STOCK_BIT(STOCK_INSTITUTION);
    return (of->mask & institution) == (other->mask & institution) ||
           ((other->mask & institution) != 0 && dimension == STOCK_SETTING);
}

/* Values that another margin counts and this one does not name. */
static bool names_more(const struct di_opening_book *book, const struct stock_margin *other,
                       enum stock_dimension dimension, const bool *is_named)
{
    if ((stock_margin_says(other) & STOCK_BIT(dimension)) == 0)
        return false;
    for (uint32_t i = 0; i < other->count; i++) {
        const uint32_t value = stock_leaf_says(book, &other->leaves[i], dimension);
        if (other->leaves[i].count > 0 && value != STOCK_ALL && !is_named[value])
            return true;
    }
    return false;
}

static unsigned open_dimensions(const struct stock_table *table, const struct stock_margin *of)
{
    unsigned open = 0;
    for (int d = 0; d < STOCK_DIMENSIONS; d++) {
        const enum stock_dimension dimension = (enum stock_dimension)d;
        const bool *is_named = (of->mask & STOCK_BIT(d)) != 0
                                   ? stock_margin_values(table->book, of, dimension)
                                   : NULL;
        for (uint32_t m = 0; m < table->count && is_named != NULL; m++)
            if (may_open(of, &table->margins[m], dimension) &&
                names_more(table->book, &table->margins[m], dimension, is_named))
                open |= STOCK_BIT(d);
    }
    return open;
}

struct difference {
    struct stock_table *table;
    const struct stock_margin *first, *second;
    unsigned common;
    uint32_t count;
};

static void report_total(void *context, const struct stock_leaf *total,
                         const struct stock_leaf *parts)
{
    struct difference *difference = context;
    struct di_opening_book *book = difference->table->book;
    const struct di_argument by = di_list_arg(stock_mask_text(book, difference->second->mask));
    struct opening_count_text texts[2];
    if (difference->count++ >= SHOWN)
        return;
    if (difference->common == 0)
        OPENING_FINDING(book, "total_unlike_parts", true, total->row,
                        DI_N_("The total of all children is %1, its parts by %2 add up to %3. "
                              "The parts are used."),
                        opening_count_arg(book, total->count, &texts[0]), by,
                        opening_count_arg(book, parts->count, &texts[1]));
    else
        OPENING_FINDING(
            book, "total_unlike_parts", true, total->row,
            DI_N_("%1: the total is %2, its parts by %3 add up to %4. The parts are "
                  "used."),
            di_list_arg(stock_leaf_text(book, total, difference->common)),
            opening_count_arg(book, total->count, &texts[0]), by,
            opening_count_arg(book, parts->count, &texts[1]));
}

static void report_contradiction(void *context, const struct stock_leaf *first,
                                 const struct stock_leaf *second)
{
    struct difference *difference = context;
    struct di_opening_book *book = difference->table->book;
    struct opening_count_text texts[2];
    if (difference->count++ < SHOWN)
        OPENING_PROBLEM(
            book, second->row, SIZE_MAX, DI_ERR_INCONSISTENT,
            DI_N_("Correct the table, or leave one of the two counts out."),
            DI_N_("%1: counted by %2 there are %3 children, counted by %4 there are %5."),
            di_text_arg(stock_leaf_text(book, first, difference->common)),
            di_text_arg(stock_mask_text(book, difference->first->mask)),
            opening_count_arg(book, first->count, &texts[0]),
            di_text_arg(stock_mask_text(book, difference->second->mask)),
            opening_count_arg(book, second->count, &texts[1]));
}

static bool is_total_of(const struct stock_margin *total, const struct stock_margin *parts)
{
    return total->mask != parts->mask && (total->mask & parts->mask) == total->mask;
}

/* Leaves of a total go where its parts name their values. */
static uint32_t drop_covered(struct di_opening_book *book, struct stock_margin *total,
                             const struct stock_margin *parts)
{
    const bool *is_named[STOCK_DIMENSIONS] = {NULL};
    uint32_t kept = 0, dropped = 0;
    for (int d = 0; d < STOCK_DIMENSIONS; d++)
        if ((total->mask & STOCK_BIT(d)) != 0)
            is_named[d] = stock_margin_values(book, parts, (enum stock_dimension)d);
    for (uint32_t i = 0; i < total->count && !book->ran_out; i++) {
        bool is_covered = true;
        for (int d = 0; d < STOCK_DIMENSIONS; d++)
            is_covered =
                is_covered && (is_named[d] == NULL || is_named[d][total->leaves[i].value[d]]);
        if (is_covered || total->leaves[i].count <= 0)
            dropped++;
        else
            total->leaves[kept++] = total->leaves[i];
    }
    total->is_partial = total->is_partial || kept > 0;
    total->count = kept;
    return dropped;
}

/* Can the sums over the other dimensions be of the same children? */
static bool is_comparable(const struct stock_margin *a, unsigned open_a,
                          const struct stock_margin *b, unsigned open_b)
{
    const unsigned common = stock_margin_says(a) & stock_margin_says(b);
    return ((open_a | open_b) & ~common) == 0;
}

static void settle_totals(struct stock_table *table, const unsigned *open)
{
    struct di_opening_book *book = table->book;
    uint32_t dropped = 0;
    for (uint32_t t = 0; t < table->count; t++)
        for (uint32_t p = 0; p < table->count; p++) {
            struct stock_margin *total = &table->margins[t];
            const struct stock_margin *parts = &table->margins[p];
            struct difference difference = {table, total, parts, 0, 0};
            if (total->count == 0 || parts->count == 0 || !is_total_of(total, parts) ||
                !is_comparable(total, 0, parts, open[p]))
                continue;
            difference.common = total->mask;
            (void)stock_margins_compare(book, total, parts, &difference.common, report_total,
                                        &difference);
            dropped += drop_covered(book, total, parts);
            if (difference.count > SHOWN)
                OPENING_FINDING(
                    book, "total_unlike_parts", true, 0,
                    DI_N_("%1 more {%1|total differs|totals differ} from the sum of "
                          "its parts."),
                    di_integer_arg(difference.count - SHOWN));
        }
    if (dropped > 0)
        OPENING_FINDING(
            book, "totals", false, 0,
            DI_N_("%1 {%1|total was|totals were} compared with the sum of the parts, "
                  "and not counted again."),
            di_integer_arg(dropped));
}

static void report_contradictions(struct stock_table *table, const unsigned *open)
{
    for (uint32_t a = 0; a < table->count; a++)
        for (uint32_t b = a + 1; b < table->count; b++) {
            const struct stock_margin *first = &table->margins[a], *second = &table->margins[b];
            struct difference difference = {table, first, second, first->mask & second->mask,
                                            0};
            if (first->count == 0 || second->count == 0 ||
                !is_comparable(first, open[a], second, open[b]))
                continue;
            (void)stock_margins_compare(table->book, first, second, &difference.common,
                                        report_contradiction, &difference);
            if (difference.count > SHOWN)
                OPENING_PROBLEM(
                    table->book, 0, SIZE_MAX, DI_ERR_INCONSISTENT, NULL,
                    DI_N_("%1 more {%1|count contradicts|counts contradict} another."),
                    di_integer_arg(difference.count - SHOWN));
        }
}

static void open_margins(struct stock_table *table, const unsigned *open)
{
    struct di_opening_book *book = table->book;
    for (uint32_t m = 0; m < table->count; m++) {
        struct stock_margin *margin = &table->margins[m];
        if (margin->count == 0 || (open[m] == 0 && !margin->is_partial))
            continue;
        stock_margin_open(book, margin, open[m]);
        if (open[m] != 0)
            OPENING_FINDING(book, "counts_in_part", true, 0,
                            DI_N_("Counts by %1 name only some of the places that other counts "
                                  "have (%2); of the others they say nothing."),
                            di_list_arg(stock_mask_text(book, margin->mask)),
                            di_list_arg(stock_mask_text(book, open[m])));
    }
}

static void settle(struct stock_table *table)
{
    unsigned *open = DI_ARENA_NEW(&table->book->arena, (size_t)table->count + 1, unsigned);
    if (open == NULL) {
        table->book->ran_out = true;
        return;
    }
    for (uint32_t m = 0; m < table->count; m++)
        open[m] = open_dimensions(table, &table->margins[m]);
    settle_totals(table, open);
    report_contradictions(table, open);
    open_margins(table, open);
}

/* ---- counts of the scenario ---- */

static void count_difference(void *context, const struct stock_leaf *first,
                             const struct stock_leaf *second)
{
    struct difference *difference = context;
    (void)first;
    (void)second;
    difference->count++;
}

static bool has_institutions(const struct stock_margin *margin)
{
    return (margin->mask & STOCK_BIT(STOCK_INSTITUTION)) != 0;
}

/* Institutions with children where the table has nobody. */
static uint32_t count_elsewhere(struct di_opening_book *book, const struct stock_margin *homes,
                                const struct stock_margin *of)
{
    static const enum stock_dimension places[] = {STOCK_SETTING, STOCK_REGION};
    uint32_t count = 0;
    for (size_t p = 0; p < sizeof places / sizeof places[0]; p++) {
        const bool *is_named = (of->mask & STOCK_BIT(places[p])) != 0
                                   ? stock_margin_values(book, of, places[p])
                                   : NULL;
        for (uint32_t i = 0; is_named != NULL && i < homes->count; i++) {
            const uint32_t value = stock_leaf_says(book, &homes->leaves[i], places[p]);
            if (homes->leaves[i].count > 0 && value != STOCK_ALL && !is_named[value])
                count++;
        }
    }
    return count;
}

/* Of a margin by institution and the counts of the table: sums that differ. */
static uint32_t count_differences(struct stock_table *table, const struct stock_margin *homes,
                                  uint32_t own_count)
{
    struct difference difference = {.table = table};
    uint32_t count = 0;
    for (uint32_t n = 0; n < own_count; n++) {
        const struct stock_margin *of = &table->margins[n];
        if (of->count == 0)
            continue;
        (void)stock_margins_compare(table->book, homes, of, &difference.common,
                                    count_difference, &difference);
        if (!of->is_partial)
            count += count_elsewhere(table->book, homes, of);
    }
    return count + difference.count;
}

static void keep_or_drop(struct stock_table *table, const struct stock_margin *homes,
                         uint32_t own_count)
{
    struct di_opening_book *book = table->book;
    const uint32_t differences = count_differences(table, homes, own_count);
    if (differences > 0) {
        OPENING_FINDING(book, "institutions_left_out", true, 0,
                        DI_N_("The scenario's counts by institution differ from the table in "
                              "%1 {%1|sum|sums} and are left out: children are spread over "
                              "institutions by their places. Import the register to say "
                              "where they are."),
                        di_integer_arg(differences));
        return;
    }
    struct stock_margin *kept = stock_table_add(table, 0, NULL, 0);
    if (kept != NULL)
        *kept = *homes;
}

/* Whom the scenario counted and the table does not: they start with nobody. */
static void note_unnamed(struct stock_table *table, const struct stock_table *old,
                         uint32_t own_count, enum stock_dimension dimension, const char *text)
{
    struct di_opening_book *book = table->book;
    const struct opening_names *names =
        dimension == STOCK_SETTING ? &book->settings : &book->regions;
    struct opening_text_list list = {.count = 0};
    bool is_told = false;
    bool *is_named = DI_ARENA_NEW(&book->arena, names->count + 1, bool);
    book->ran_out = book->ran_out || is_named == NULL;
    for (uint32_t m = 0; m < own_count && !book->ran_out; m++) {
        is_told = is_told || (table->margins[m].mask & STOCK_BIT(dimension)) != 0;
        for (uint32_t i = 0; i < table->margins[m].count; i++) {
            const uint32_t value =
                stock_leaf_says(book, &table->margins[m].leaves[i], dimension);
            if (value != STOCK_ALL)
                is_named[value] = true;
        }
    }
    for (uint32_t m = 0; m < old->count && is_told && !book->ran_out; m++)
        for (uint32_t i = 0; i < old->margins[m].count; i++) {
            const struct stock_leaf *leaf = &old->margins[m].leaves[i];
            const uint32_t value = stock_leaf_says(book, leaf, dimension);
            if (value == STOCK_ALL || is_named[value] || leaf->count <= 0)
                continue;
            is_named[value] = true; /* once */
            opening_text_list_add(&list, names->items[value].id);
        }
    if (list.count > 0)
        OPENING_FINDING(book, "not_named", true, 0, text, di_integer_arg((int64_t)list.count),
                        di_list_arg(opening_text_list_take(book, &list)));
}

/* The table is the stock; counts by institution stay if it has none and they agree with it. */
static void take_over(struct stock_table *table)
{
    struct di_opening_book *book = table->book;
    struct stock_table old = {.book = book};
    uint32_t replaced = 0;
    bool has_own = false;
    const uint32_t count = table->count;
    stock_table_take_scenario(&old);
    for (uint32_t m = 0; m < count; m++)
        has_own = has_own || has_institutions(&table->margins[m]);
    for (uint32_t m = 0; m < old.count; m++)
        if (has_own || !has_institutions(&old.margins[m]))
            replaced++;
        else
            keep_or_drop(table, &old.margins[m], count);
    if (replaced > 0)
        OPENING_FINDING(book, "replaced", false, 0,
                        DI_N_("%1 {%1|set of counts|sets of counts} of '%2' {%1|is|are} "
                              "replaced."),
                        di_integer_arg(replaced), di_text_arg(book->scenario));
    note_unnamed(
        table, &old, count, STOCK_SETTING,
        DI_N_("%1 {%1|setting|settings} that the scenario has children in {%1|is|are} not "
              "in the table, and {%1|starts|start} with nobody: %2."));
    note_unnamed(
        table, &old, count, STOCK_REGION,
        DI_N_("%1 {%1|region|regions} that the scenario has children in {%1|is|are} not "
              "in the table, and {%1|starts|start} with nobody: %2."));
}

/* ---- a scenario of its own ---- */

static void write_setting(struct di_opening_book *book, const struct opening_thing *setting)
{
    json_t *object = json_object();
    di_json_set(&book->json, object, "name", json_string(setting->name));
    di_json_set(&book->json, object, "kind", json_string(setting->kind));
    di_json_set(&book->json, object, "capacity", json_string("unlimited"));
    di_json_set(&book->json, opening_section(book, "settings"), setting->id, object);
}

static void write_settings(struct di_opening_book *book)
{
    for (uint32_t i = 0; i < book->settings.count; i++) {
        const struct opening_thing *setting = &book->settings.items[i];
        if (setting->kind == NULL) {
            opening_survey_kind(book, STOCK_ROLE_KIND, setting);
            OPENING_PROBLEM(
                book, 0, book->columns[STOCK_SETTING], DI_ERR_MISSING,
                DI_N_("Say it in a mapping file: \"codes\": {\"kind\": {\"...\": "
                      "\"institution\"}}; or complete a scenario that has it: --onto "
                      "SCENARIO."),
                DI_N_("What kind of care is '%1'? Its name does not tell."),
                di_text_arg(setting->name));
        } else {
            write_setting(book, setting);
        }
    }
    if (book->settings.count > 0)
        OPENING_FINDING(book, "kinds", true, 0,
                        DI_N_("Kinds of care are taken from names; places are unlimited, and "
                              "nobody enters. Complete the scenario before quoting a number."),
                        di_integer_arg(0));
}

/* ---- the report ---- */

static const char *const setting_keys[] = {"setting", "children"};
static const char *const setting_headings[] = {DI_N_("Setting"), DI_N_("Children")};
static const char *const margin_keys[] = {"by", "counts", "children", "source"};
static const char *const margin_headings[] = {DI_N_("Counts by"), DI_N_("Numbers"),
                                              DI_N_("Children"), DI_N_("Source")};

/* Counts by setting alone; else the first that tell settings apart. */
static const struct stock_margin *settings_margin(const struct stock_table *table)
{
    const struct stock_margin *found = NULL;
    for (uint32_t m = 0; m < table->count; m++) {
        const struct stock_margin *margin = &table->margins[m];
        if (margin->count == 0 || (margin->mask & STOCK_BIT(STOCK_SETTING)) == 0)
            continue;
        if (margin->mask == STOCK_BIT(STOCK_SETTING) && !margin->is_partial)
            return margin;
        found = found != NULL ? found : margin;
    }
    return found;
}

static void tell_settings(struct di_opening_book *book, const struct stock_table *table)
{
    const struct stock_margin *of = settings_margin(table);
    if (of == NULL)
        return;
    struct di_quality_table *to =
        di_data_quality_table(book->quality, "children", DI_N_("Children by setting"),
                              setting_keys, setting_headings, 2);
    for (uint32_t s = 0; s < book->settings.count; s++) {
        double sum = 0;
        bool is_withheld = false;
        for (uint32_t i = 0; i < of->count; i++) {
            const bool is_of = of->leaves[i].value[STOCK_SETTING] == s;
            sum += is_of ? of->leaves[i].count : 0;
            is_withheld = is_withheld || (is_of && of->leaves[i].is_withheld);
        }
        if (sum <= 0)
            continue;
        di_quality_text(to, book->settings.items[s].id);
        if (is_withheld)
            di_quality_withheld(to);
        else
            opening_tell_count(book, to, sum);
    }
}

static void tell(struct di_opening_book *book, const struct stock_table *table)
{
    tell_settings(book, table);
    struct di_quality_table *to =
        di_data_quality_table(book->quality, "margins", DI_N_("Counts of the scenario"),
                              margin_keys, margin_headings, 4);
    for (uint32_t m = 0; m < table->count; m++) {
        const struct stock_margin *of = &table->margins[m];
        double sum = 0;
        for (uint32_t i = 0; i < of->count; i++)
            sum += of->leaves[i].count;
        if (of->count == 0)
            continue;
        di_quality_text(to, stock_mask_text(book, of->mask));
        di_quality_number(to, of->count);
        if (book->request->suppress_below > 0) /* a whole would tell a part */
            di_quality_withheld(to);
        else
            di_quality_number(to, sum);
        di_quality_text(to, of->of_scenario > 0 ? book->scenario : book->source);
    }
}

/* ---- all ---- */

static void report_nothing(struct di_opening_book *book, const struct stock_table *table)
{
    const unsigned places = STOCK_BIT(STOCK_SETTING) | STOCK_BIT(STOCK_INSTITUTION);
    bool has_places = false, has_any = false;
    for (uint32_t m = 0; m < table->count; m++) {
        has_any = has_any || table->margins[m].mask != 0;
        has_places = has_places || (table->margins[m].mask & places) != 0;
    }
    if (!has_any)
        OPENING_PROBLEM(
            book, 0, SIZE_MAX, DI_ERR_MISSING, NULL,
            DI_N_("'%1' has no counts of children by place, age, sex or disability."),
            di_text_arg(book->source));
    else if (!has_places && book->base == NULL)
        OPENING_PROBLEM(
            book, 0, SIZE_MAX, DI_ERR_MISSING,
            DI_N_("Name the column of the form of care, or complete a scenario that "
                  "has settings: --onto SCENARIO."),
            DI_N_("'%1' does not say in which form of care children are."),
            di_text_arg(book->source));
}

static void report_institutions(struct di_opening_book *book, const struct stock_sheet *sheet)
{
    if (book->base == NULL && book->columns[STOCK_INSTITUTION] != SIZE_MAX)
        OPENING_PROBLEM(
            book, 0, book->columns[STOCK_INSTITUTION], DI_ERR_MISSING,
            DI_N_("Import the register first ('import institutions'), and complete "
                  "its scenario: --onto SCENARIO."),
            DI_N_("Counts by institution need a scenario that has institutions; the "
                  "table has %1 {%1|row|rows}."),
            di_integer_arg((int64_t)sheet->fact_count));
}

static void drop_grand_total(struct stock_table *table)
{
    for (uint32_t m = 0; m < table->count; m++)
        if (table->margins[m].mask == 0)
            table->margins[m].count = 0;
}

static void report_censored(struct di_opening_book *book)
{
    if (book->censored_count > 0)
        OPENING_FINDING(
            book, "censored", true, 0,
            DI_N_("%1 {%1|number is|numbers are} only known to be under or above a "
                  "limit; the choice of --censored is used, and the counts are marked "
                  "as estimated."),
            di_integer_arg((int64_t)book->censored_count));
}

static void read_stock(struct di_opening_book *book)
{
    struct stock_table table = {.book = book, .stay_bands = stock_stay_bands(book)};
    struct stock_sheet sheet = {.table = &table};
    stock_sheet_columns(&sheet);
    if (sheet.column_count == 0 || book->ran_out)
        return;
    stock_sheet_rows(&sheet);
    report_institutions(book, &sheet);
    if (book->problems->errors == book->errors_before)
        stock_sheet_settle(&sheet);
    if (book->problems->errors > book->errors_before || book->ran_out)
        return;
    make_margins(&sheet);
    stock_table_complete(&table);
    report_nothing(book, &table);
    settle(&table);
    drop_grand_total(&table);
    report_censored(book);
    if (book->base != NULL)
        take_over(&table);
    else {
        opening_write_regions(book);
        write_settings(book);
    }
    stock_table_suppress(&table);
    stock_table_write(&table);
    tell(book, &table);
    book->rows_used = book->rows - sheet.notes;
}

const struct opening_kind opening_stock = {
    {"stock", stock_roles, STOCK_ROLES, opening_options, OPENING_OPTIONS}, read_stock};

enum di_status di_opening_stock_read(const struct di_opening_request *request,
                                     struct di_diagnostics *diagnostics,
                                     struct di_opening_book **out, struct di_error *error)
{
    return opening_import(request, &opening_stock, diagnostics, out, error);
}

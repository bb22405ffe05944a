/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Children by institution as a margin of the opening stock. The scenario's other counts stay
 * where they agree with it. Where they do not, the register holds: counts of a setting lose
 * what contradicts it, counts without settings go.
 */

#include "register_homes.h"
#include "stock_table.h"

struct conflicts {
    const struct register_homes *homes;
    unsigned common;
    bool *has_setting; /* [settings] whose counts differ */
    uint32_t count;
};

/* Is there an institution of the key whose children are not said? */
static bool has_silent(const struct register_homes *homes, const struct stock_leaf *key)
{
    for (uint32_t i = 0; i < homes->room; i++) {
        const struct register_home *home = &homes->items[i];
        if (home->row > 0 && !home->has_children &&
            home->setting == key->value[STOCK_SETTING] &&
            (key->value[STOCK_REGION] == STOCK_ALL || home->region == key->value[STOCK_REGION]))
            return true;
    }
    return false;
}

static void note_conflict(void *context, const struct stock_leaf *ours,
                          const struct stock_leaf *theirs)
{
    struct conflicts *conflicts = context;
    if (ours->count < theirs->count && has_silent(conflicts->homes, theirs))
        return; /* the rest is theirs */
    conflicts->count++;
    if (theirs->value[STOCK_SETTING] != STOCK_ALL)
        conflicts->has_setting[theirs->value[STOCK_SETTING]] = true;
}

/* Nobody is there yet, whether the register says so or not. */
static bool opens_later(const struct di_opening_book *book, const struct register_home *home)
{
    return home->opened != REGISTER_NO_DAY && home->opened > book->start;
}

static bool make_leaves(struct register_homes *homes, struct stock_table *table,
                        struct opening_text_list *silent)
{
    struct di_opening_book *book = homes->book;
    struct stock_leaf *leaves =
        DI_ARENA_NEW(&book->arena, book->institutions.count, struct stock_leaf);
    uint32_t count = 0;
    bool has_any = false;
    if (leaves == NULL)
        return !(book->ran_out = true);
    for (uint32_t i = 0; i < book->institutions.count; i++) {
        const struct register_home *home = register_home_of(homes, i);
        if (home->row == 0)
            continue;
        if (!home->has_children && !opens_later(book, home)) {
            opening_text_list_add(silent, book->institutions.items[i].id);
            continue;
        }
        has_any = has_any || home->has_children;
        leaves[count] = (struct stock_leaf){.count = home->children, .row = home->row};
        for (int d = 0; d < STOCK_DIMENSIONS; d++)
            leaves[count].value[d] = d == STOCK_INSTITUTION ? i : STOCK_ALL;
        count++;
    }
    return has_any &&
           stock_table_add(table, STOCK_BIT(STOCK_INSTITUTION), leaves, count) != NULL;
}

/* ---- what gives way ---- */

static void drop_settings(struct stock_margin *margin, const bool *has_setting)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < margin->count; i++)
        if (!has_setting[margin->leaves[i].value[STOCK_SETTING]])
            margin->leaves[kept++] = margin->leaves[i];
    margin->count = kept;
}

static bool names_any(const struct stock_margin *margin, const bool *has_setting)
{
    for (uint32_t i = 0; i < margin->count; i++)
        if (has_setting[margin->leaves[i].value[STOCK_SETTING]])
            return true;
    return false;
}

static void give_way(struct di_opening_book *book, struct stock_margin *margin,
                     const bool *has_setting, uint32_t settings)
{
    struct opening_text_list list = {.count = 0};
    if ((margin->mask & STOCK_BIT(STOCK_SETTING)) == 0) {
        OPENING_FINDING(
            book, "counts_left_out", true, 0,
            DI_N_("The scenario's counts by %1 tell no settings apart, and cannot be "
                  "held against the register: they are left out."),
            di_list_arg(stock_mask_text(book, margin->mask)));
        margin->count = 0;
        return;
    }
    if (!names_any(margin, has_setting))
        return;
    const bool *is_named = stock_margin_values(book, margin, STOCK_SETTING);
    for (uint32_t s = 0; s < settings && is_named != NULL; s++)
        if (has_setting[s] && is_named[s])
            opening_text_list_add(&list, book->settings.items[s].id);
    OPENING_FINDING(
        book, "counts_left_out", true, 0,
        DI_N_("The scenario's counts by %1 differ from the register in %2 "
              "{%2|setting|settings} (%3): there they are left out, and follow from "
              "entries and stays. Import 'stock' to say them."),
        di_list_arg(stock_mask_text(book, margin->mask)), di_integer_arg((int64_t)list.count),
        di_list_arg(opening_text_list_take(book, &list)));
    stock_margin_open(book, margin, STOCK_BIT(STOCK_SETTING));
    drop_settings(margin, has_setting);
    margin->is_changed = true;
}

static bool has_institutions(const struct stock_margin *margin)
{
    return (margin->mask & STOCK_BIT(STOCK_INSTITUTION)) != 0;
}

/* A setting all of whose institutions are gone holds nobody, whatever was counted. */
static void note_gone(struct di_opening_book *book, struct conflicts *conflicts)
{
    for (uint32_t s = 0; s < book->settings.count; s++)
        if (register_setting_is_gone(conflicts->homes, s)) {
            conflicts->has_setting[s] = true;
            conflicts->count++;
        }
}

static void keep_others(struct register_homes *homes, struct stock_table *table)
{
    struct di_opening_book *book = homes->book;
    struct stock_table old = {.book = book};
    stock_table_take_scenario(&old);
    struct conflicts conflicts = {
        .homes = homes,
        .has_setting = DI_ARENA_NEW(&book->arena, book->settings.count + 1, bool)};
    if (conflicts.has_setting == NULL) {
        book->ran_out = true;
        return;
    }
    for (uint32_t m = 0; m < old.count; m++)
        if (!has_institutions(&old.margins[m]))
            (void)stock_margins_compare(book, &table->margins[0], &old.margins[m],
                                        &conflicts.common, note_conflict, &conflicts);
    note_gone(book, &conflicts);
    for (uint32_t m = 0; m < old.count; m++) {
        if (has_institutions(&old.margins[m]))
            continue;
        if (conflicts.count > 0)
            give_way(book, &old.margins[m], conflicts.has_setting, book->settings.count);
        struct stock_margin *kept = stock_table_add(table, 0, NULL, 0);
        if (kept != NULL)
            *kept = old.margins[m];
    }
}

/* ---- institutions without a number ---- */

/* Settings of which another count says how many children they hold. */
static bool *bound_settings(struct di_opening_book *book, const struct stock_table *table)
{
    bool *is_bound = DI_ARENA_NEW(&book->arena, book->settings.count + 1, bool);
    book->ran_out = book->ran_out || is_bound == NULL;
    for (uint32_t m = 1; m < table->count && is_bound != NULL; m++)
        for (uint32_t i = 0; i < table->margins[m].count; i++) {
            const uint32_t setting = table->margins[m].leaves[i].value[STOCK_SETTING];
            if (setting != STOCK_ALL)
                is_bound[setting] = true;
        }
    return is_bound;
}

static void report_silent(struct register_homes *homes, const struct stock_table *table)
{
    struct di_opening_book *book = homes->book;
    const bool *is_bound = bound_settings(book, table);
    for (uint32_t i = 0; i < book->institutions.count && is_bound != NULL; i++) {
        const struct register_home *home = register_home_of(homes, i);
        if (home->row > 0 && !home->has_children && !is_bound[home->setting])
            OPENING_PROBLEM(
                book, home->row, book->columns[REGISTER_CHILDREN], DI_ERR_MISSING,
                DI_N_("Fill it in. That is no zero."),
                DI_N_("Column '%1': the number of children is missing, and no other "
                      "count says how many '%2' holds."),
                di_text_arg(opening_heading(book, REGISTER_CHILDREN)),
                di_text_arg(book->settings.items[home->setting].id));
    }
}

/* ---- a register without numbers of children ---- */

/* Counts by institution stay while they are of the same institutions. */
static void keep_counts(struct register_homes *homes)
{
    struct di_opening_book *book = homes->book;
    struct stock_table table = {.book = book};
    bool has_dropped = false, is_same = true;
    stock_table_take_scenario(&table);
    for (uint32_t i = 0; i < book->institutions.count; i++) {
        const struct opening_thing *home = &book->institutions.items[i];
        is_same = is_same && home->is_of_scenario && register_home_of(homes, i)->row > 0;
    }
    for (uint32_t m = 0; m < table.count && !is_same; m++)
        if (has_institutions(&table.margins[m])) {
            table.margins[m].count = 0;
            has_dropped = true;
        }
    if (has_dropped)
        OPENING_FINDING(
            book, "institutions_left_out", true, 0,
            DI_N_("The register has %1 {%1|institution|institutions} and no numbers of "
                  "children. The scenario's counts by institution are of others, and "
                  "are left out: children are spread over institutions by their "
                  "places."),
            di_integer_arg((int64_t)book->rows_used));
    if (!has_dropped && book->request->suppress_below == 0)
        return;
    stock_table_suppress(&table);
    stock_table_write(&table);
}

void register_stock_write(struct register_homes *homes)
{
    struct di_opening_book *book = homes->book;
    struct stock_table table = {.book = book, .stay_bands = stock_stay_bands(book)};
    struct opening_text_list silent = {.count = 0};
    if (!make_leaves(homes, &table, &silent)) {
        if (json_object_get(json_object_get(book->base, "initial_stock"), "margins") == NULL)
            OPENING_FINDING(
                book, "no_children", true, 0,
                DI_N_("The register has %1 {%1|institution|institutions} and no numbers "
                      "of children: nobody is there at the start until a table of the "
                      "stock says so."),
                di_integer_arg((int64_t)book->rows_used));
        keep_counts(homes);
        return;
    }
    table.margins[0].is_partial = silent.count > 0;
    if (book->base != NULL)
        keep_others(homes, &table);
    if (silent.count > 0) {
        report_silent(homes, &table);
        OPENING_FINDING(
            book, "children_missing", true, 0,
            DI_N_("%1 {%1|institution has|institutions have} no number of children; "
                  "they share what other counts leave: %2."),
            di_integer_arg((int64_t)silent.count),
            di_list_arg(opening_text_list_take(book, &silent)));
    }
    stock_table_suppress(&table);
    stock_table_write(&table);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small counts are withheld, and with them what would tell them: a country less its regions, a
 * series less its parts, a stock less the stock before and the flows between. Only sums that
 * hold exactly tell anything.
 */
#include <stdlib.h>
#include <string.h>

#include "di/disclosure.h"

#include "table_book.h"

enum { WHOLE_IMPORTANCE = 2, PART_IMPORTANCE = 1, NO_CELL = 0 };

struct withholding {
    struct di_table_import *import;
    struct di_disclosure disclosure;
    uint32_t *cell; /* [figures] plus 1; 0: none, for it is missing or not written */
};

static bool is_small(const struct di_table_import *import, double value)
{
    return value > 0 && value < import->request.suppress_below;
}

static void add_cells(struct withholding *of)
{
    const struct di_table_import *import = of->import;
    for (size_t i = 0; i < import->figure_count; i++) {
        const struct di_table_figure *figure = &import->figures[i];
        const struct di_table_target *target = &import->targets[figure->target];
        if (isnan(figure->value) || target->is_left_out)
            continue;
        const uint8_t importance =
            target->region == DI_NONE ? WHOLE_IMPORTANCE : PART_IMPORTANCE;
        of->cell[i] = 1 + di_disclosure_add_cell(&of->disclosure, figure->value, importance,
                                                 is_small(import, figure->value));
    }
}

/* Adds the figure to the relation; false: it has none. */
static bool add_term(struct withholding *of, const struct di_table_target *target, int32_t year,
                     int32_t coefficient)
{
    const struct di_table_figure *figure = di_table_figure_of(of->import, target, year);
    if (figure == NULL || of->cell[figure - of->import->figures] == NO_CELL)
        return false;
    di_disclosure_add_term(&of->disclosure, of->cell[figure - of->import->figures] - 1,
                           coefficient);
    return true;
}

/* A relation that lacks a term, or does not hold, tells nothing. */
static void end_relation(struct withholding *of, bool is_whole)
{
    struct di_disclosure *d = &of->disclosure;
    if (is_whole && fabs(di_disclosure_rest(d)) < 1e-9)
        di_disclosure_end_relation(d);
    else
        di_disclosure_drop_relation(d);
}

/* ---- relations ---- */

static void relate_regions(struct withholding *of, const struct di_table_target *country,
                           int32_t year)
{
    const struct di_table_import *import = of->import;
    size_t regions = 0;
    bool is_whole = add_term(of, country, year, -1);
    for (size_t t = 0; t < import->target_count; t++) {
        const struct di_table_target *part = &import->targets[t];
        if (part->region == DI_NONE || !di_table_counts_same(country, part))
            continue;
        is_whole = add_term(of, part, year, 1) && is_whole;
        regions++;
    }
    end_relation(of, is_whole && regions > 0);
}

/* Is the one word among those between spaces? */
static bool has_word(const char *words, const char *word)
{
    const size_t length = strlen(word);
    for (const char *at = words; (at = strstr(at, word)) != NULL; at += length)
        if ((at == words || at[-1] == ' ') && (at[length] == '\0' || at[length] == ' '))
            return length > 0;
    return false;
}

static size_t count_words(const char *words)
{
    size_t count = 0;
    for (const char *at = words; *(at += strspn(at, " ")) != '\0'; at += strcspn(at, " "))
        count++;
    return count;
}

/* Single settings that make up the settings of a series; single destinations of its exits. */
static bool is_part(const struct di_table_target *whole, const struct di_table_target *part,
                    bool by_setting)
{
    if (part == whole || part->measure != whole->measure || part->region != whole->region)
        return false;
    if (by_setting)
        return strcmp(part->counted.to, whole->counted.to) == 0 &&
               has_word(whole->counted.setting, part->counted.setting);
    return strcmp(part->counted.setting, whole->counted.setting) == 0 &&
           part->counted.to[0] != '\0' &&
           (whole->counted.to[0] == '\0' || has_word(whole->counted.to, part->counted.to));
}

static void relate_parts(struct withholding *of, const struct di_table_target *whole,
                         int32_t year, bool by_setting)
{
    const struct di_table_import *import = of->import;
    const size_t needed =
        by_setting ? count_words(whole->counted.setting) : count_words(whole->counted.to);
    size_t parts = 0;
    bool is_whole = add_term(of, whole, year, -1);
    for (size_t t = 0; t < import->target_count; t++)
        if (is_part(whole, &import->targets[t], by_setting))
            parts += add_term(of, &import->targets[t], year, 1);
    end_relation(of, is_whole && parts > 1 && (needed == 0 || parts == needed));
}

static const struct di_table_target *find_flow(const struct di_table_import *import,
                                               const struct di_table_target *stock,
                                               enum di_target_measure measure)
{
    for (size_t t = 0; t < import->target_count; t++) {
        const struct di_table_target *flow = &import->targets[t];
        if (flow->measure == measure && flow->region == stock->region &&
            flow->counted.to[0] == '\0' && !flow->is_left_out &&
            strcmp(flow->counted.setting, stock->counted.setting) == 0)
            return flow;
    }
    return NULL;
}

/* The stock before, and entries, less exits and the stock. */
static void relate_account(struct withholding *of, const struct di_table_target *stock,
                           int32_t year)
{
    const struct di_table_target *entries = find_flow(of->import, stock, DI_TARGET_ENTRIES);
    const struct di_table_target *exits = find_flow(of->import, stock, DI_TARGET_EXITS);
    bool is_whole = add_term(of, stock, year, -1);
    is_whole = add_term(of, stock, year - 1, 1) && is_whole;
    is_whole = entries != NULL && add_term(of, entries, year, 1) && is_whole;
    is_whole = exits != NULL && add_term(of, exits, year, -1) && is_whole;
    end_relation(of, is_whole);
}

static void relate(struct withholding *of)
{
    const struct di_table_import *import = of->import;
    for (size_t t = 0; t < import->target_count; t++) {
        const struct di_table_target *target = &import->targets[t];
        for (int32_t year = import->from; !target->is_left_out && year <= import->to; year++) {
            if (target->region == DI_NONE)
                relate_regions(of, target, year);
            relate_parts(of, target, year, true);
            if (target->measure == DI_TARGET_EXITS)
                relate_parts(of, target, year, false);
            if (target->measure == DI_TARGET_STOCK)
                relate_account(of, target, year);
        }
    }
}

void di_table_withhold(struct di_table_import *import)
{
    struct withholding of = {.import = import};
    const uint32_t below = import->request.suppress_below;
    if (below == 0)
        return;
    of.cell = calloc(import->figure_count + 1, sizeof *of.cell);
    di_disclosure_init(&of.disclosure);
    of.disclosure.unit = 1; /* child */
    import->ran_out = import->ran_out || of.cell == NULL;
    if (!import->ran_out) {
        add_cells(&of);
        relate(&of);
        if (of.disclosure.is_failed ||
            di_disclosure_close(&of.disclosure, below, DI_DISCLOSURE_LEVELS) != DI_OK)
            import->ran_out = true;
    }
    for (size_t i = 0; !import->ran_out && i < import->figure_count; i++)
        import->figures[i].is_withheld =
            of.cell[i] != NO_CELL && of.disclosure.is_withheld[of.cell[i] - 1];
    di_disclosure_destroy(&of.disclosure);
    free(of.cell);
}

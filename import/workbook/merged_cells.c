/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "merged_cells.h"

#include <stdlib.h>
#include <string.h>

#include "office/wipe.h"

void di_merged_cells_add(struct di_merged_cells *merged, uint32_t first_row, uint32_t last_row,
                         size_t place)
{
    if (merged->count == DI_MERGED_CELLS_MAX)
        return;
    if (merged->count == merged->room) {
        const size_t room = 2 * merged->room + 64;
        struct di_merged_range *grown = realloc(merged->ranges, room * sizeof *grown);
        merged->ran_out = merged->ran_out || grown == NULL;
        if (grown == NULL)
            return;
        merged->ranges = grown;
        merged->room = room;
    }
    merged->ranges[merged->count++] = (struct di_merged_range){first_row, last_row, place};
}

static int by_first_row(const void *a, const void *b)
{
    const struct di_merged_range *x = a, *y = b;
    if (x->first_row != y->first_row)
        return x->first_row < y->first_row ? -1 : 1;
    if (x->last_row != y->last_row)
        return x->last_row < y->last_row ? -1 : 1;
    return x->place < y->place ? -1 : x->place > y->place;
}

void di_merged_cells_begin(struct di_merged_cells *merged, size_t place_count)
{
    if (merged->count == 0)
        return;
    qsort(merged->ranges, merged->count, sizeof *merged->ranges, by_first_row);
    merged->holding = calloc(place_count, sizeof *merged->holding);
    merged->ran_out = merged->ran_out || merged->holding == NULL;
    merged->place_count = merged->holding != NULL ? place_count : 0;
}

static void forget(struct di_merged_text *of)
{
    if (of->text != NULL)
        di_wipe(of->text, strlen(of->text));
    free(of->text);
    of->text = NULL;
}

void di_merged_cells_finish(struct di_merged_cells *merged)
{
    for (size_t p = 0; p < merged->place_count; p++)
        forget(&merged->holding[p]);
    free(merged->holding);
    free(merged->ranges);
    *merged = (struct di_merged_cells){0};
}

static void keep(struct di_merged_cells *merged, const struct di_merged_range *range,
                 const struct di_cell_store *cells)
{
    struct di_merged_text *of = &merged->holding[range->place];
    const struct di_office_cell first = di_cell_store_cell(cells, range->place);
    const size_t size = strlen(first.text) + 1;
    forget(of);
    of->kind = first.kind;
    of->last_row = range->last_row;
    of->text = malloc(size);
    merged->ran_out = merged->ran_out || of->text == NULL;
    if (of->text != NULL)
        memcpy(of->text, first.text, size);
}

static bool has_any(const struct di_cell_store *cells)
{
    for (size_t i = 0; i < cells->count; i++)
        if (di_cell_store_cell(cells, i).text[0] != '\0')
            return true;
    return false;
}

static void fill(struct di_merged_cells *merged, uint32_t row, struct di_cell_store *cells)
{
    const bool has_own = has_any(cells);
    for (size_t p = 0; p < merged->place_count; p++) {
        struct di_merged_text *of = &merged->holding[p];
        if (of->text != NULL && of->last_row < row)
            forget(of);
        if (of->text != NULL && has_own && di_cell_store_cell(cells, p).text[0] == '\0')
            di_cell_store_set(cells, p, of->kind, of->text, strlen(of->text));
    }
}

void di_merged_cells_fill(struct di_merged_cells *merged, uint32_t row,
                          struct di_cell_store *cells)
{
    if (merged->place_count == 0)
        return;
    fill(merged, row, cells);
    for (; merged->next < merged->count && merged->ranges[merged->next].first_row <= row;
         merged->next++)
        if (merged->ranges[merged->next].first_row == row)
            keep(merged, &merged->ranges[merged->next], cells);
}

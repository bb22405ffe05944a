/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Boxes keep one order in every chart, from families to institutions, so that two pictures can
 * be compared. The scale is the largest at which every column fits, found by halving: slots
 * have a least height for their labels, so the fit is not linear.
 */
#include "sankey.h"

#include <math.h>
#include <string.h>

#include "table_period.h"

struct columns {
    size_t from, to, first, mean, low, high;
};

static struct columns columns_of(const struct di_csv_table *flows)
{
    return (struct columns){
        di_csv_table_column(flows, "from"),         di_csv_table_column(flows, "to"),
        di_csv_table_column(flows, "period_start"), di_csv_table_column(flows, "mean"),
        di_csv_table_column(flows, "ci_low"),       di_csv_table_column(flows, "ci_high")};
}

struct gathering {
    struct sankey_sides *flow, *low, *high; /* low and high may be NULL */
    unsigned rows[2][SANKEY_SIDES][GROUP_CARES];
};

static void add(struct gathering *gathering, unsigned side, enum care_group group,
                enum care_group care, const double values[3])
{
    if (group == GROUPS || care >= GROUP_CARES || group == care || !(values[0] > 0))
        return; /* moves within one kind of care are no pathway */
    const bool is_first = gathering->rows[side][group][care]++ == 0;
    gathering->flow->at[side][group][care] += values[0];
    if (gathering->low == NULL)
        return;
    gathering->low->at[side][group][care] = is_first ? values[1] : (double)NAN;
    gathering->high->at[side][group][care] = is_first ? values[2] : (double)NAN;
}

/* Year rows only: they sum the quarters. */
static bool is_wanted(const struct di_results_folder *folder, const struct columns *c,
                      size_t row, int32_t from_year, int32_t to_year)
{
    const struct di_csv_table *flows = folder->table[DI_TABLE_FLOWS];
    if (!table_row_is_year(folder->results, flows, row))
        return false;
    const int32_t year = sheet_year_of((int32_t)di_csv_table_number(flows, row, c->first));
    return (from_year == 0 || year >= from_year) && (to_year == 0 || year <= to_year);
}

static bool gather(const struct di_results_folder *folder, struct sankey *sankey,
                   struct gathering *gathering)
{
    const struct di_csv_table *flows = folder->table[DI_TABLE_FLOWS];
    const struct columns c = columns_of(flows);
    int32_t least = 0, most = 0;
    for (size_t row = 0; row < flows->row_count; row++) {
        if (!is_wanted(folder, &c, row, sankey->from_year, sankey->to_year))
            continue;
        const int32_t year = sheet_year_of((int32_t)di_csv_table_number(flows, row, c.first));
        least = least == 0 || year < least ? year : least;
        most = year > most ? year : most;
        const double values[3] = {di_csv_table_number(flows, row, c.mean),
                                  di_csv_table_number(flows, row, c.low),
                                  di_csv_table_number(flows, row, c.high)};
        const enum care_group from =
            care_group_of(&folder->names, di_csv_table_text(flows, row, c.from));
        const enum care_group to =
            care_group_of(&folder->names, di_csv_table_text(flows, row, c.to));
        add(gathering, 0, from, to, values);
        add(gathering, 1, to, from, values);
    }
    if (most == 0)
        return false;
    sankey->from_year = least;
    sankey->to_year = most;
    return true;
}

bool sankey_gather(const struct di_results_folder *folder, int32_t from_year, int32_t to_year,
                   struct sankey *out)
{
    memset(out, 0, sizeof *out);
    out->from_year = from_year;
    out->to_year = to_year;
    struct gathering gathering = {.flow = &out->flow, .low = &out->low, .high = &out->high};
    return gather(folder, out, &gathering);
}

void sankey_gather_base(const struct di_results_folder *folder, struct sankey *sankey)
{
    struct gathering gathering = {.flow = &sankey->base};
    (void)gather(folder, sankey, &gathering);
}

bool sankey_is_withheld(const struct di_results_folder *folder, int32_t from_year,
                        int32_t to_year)
{
    const struct di_csv_table *flows = folder->table[DI_TABLE_FLOWS];
    const struct columns c = columns_of(flows);
    for (size_t row = 0; row < flows->row_count; row++)
        if (is_wanted(folder, &c, row, from_year, to_year) &&
            isnan(di_csv_table_number(flows, row, c.mean)))
            return true;
    return false;
}

static double side_total(const struct sankey_sides *table, unsigned side, unsigned group)
{
    double total = 0;
    for (unsigned c = 0; c < GROUP_CARES; c++)
        total += table->at[side][group][c];
    return total;
}

static void merge_side(struct sankey *sankey, unsigned side, unsigned group)
{
    for (unsigned c = 0; c < GROUP_CARES; c++) {
        sankey->flow.at[side][SANKEY_OTHER][c] += sankey->flow.at[side][group][c];
        sankey->base.at[side][SANKEY_OTHER][c] += sankey->base.at[side][group][c];
        sankey->flow.at[side][group][c] = sankey->base.at[side][group][c] = 0;
        sankey->low.at[side][SANKEY_OTHER][c] = sankey->high.at[side][SANKEY_OTHER][c] =
            (double)NAN;
    }
}

static double side_width(const struct sankey *sankey, bool is_difference, unsigned side,
                         unsigned group)
{
    double width = 0;
    for (unsigned c = 0; c < GROUP_CARES; c++)
        width += sankey_width(sankey, is_difference, side, group, c);
    return width;
}

static bool is_small(const struct sankey *sankey, bool is_difference, unsigned side,
                     unsigned group, double least)
{
    const double width = side_width(sankey, is_difference, side, group);
    return width < least &&
           side_total(&sankey->flow, side, group) + side_total(&sankey->base, side, group) > 0;
}

static void merge_column(struct sankey *sankey, bool is_difference, unsigned side)
{
    double all = 0;
    unsigned small = 0;
    for (unsigned g = 0; g < GROUPS; g++)
        all += side_width(sankey, is_difference, side, g);
    const double least = (is_difference ? 0.03 : 0.02) * all;
    for (unsigned g = 0; g < GROUPS; g++)
        small += is_small(sankey, is_difference, side, g, least);
    for (unsigned g = 0; small > 1 && g < GROUPS; g++) /* one alone keeps its name */
        if (is_small(sankey, is_difference, side, g, least))
            merge_side(sankey, side, g);
}

void sankey_merge_small(struct sankey *sankey, bool is_difference)
{
    merge_column(sankey, is_difference, 0);
    merge_column(sankey, is_difference, 1);
}

double sankey_width(const struct sankey *sankey, bool is_difference, unsigned side,
                    unsigned group, unsigned care)
{
    const double flow = sankey->flow.at[side][group][care];
    return is_difference ? fabs(flow - sankey->base.at[side][group][care]) : flow;
}

unsigned sankey_order(unsigned column, unsigned i)
{
    static const unsigned left[SANKEY_SIDES] = {GROUP_NEW, GROUP_RETURN};
    static const unsigned right[SANKEY_SIDES] = {GROUP_HOME, GROUP_ADOPTED};
    if (column == SANKEY_MIDDLE)
        return i;
    if (i < 2)
        return (column == SANKEY_LEFT ? left : right)[i];
    const unsigned first = column == SANKEY_LEFT ? GROUP_NEW : GROUP_HOME;
    return i - 2 < first ? i - 2 : i; /* the first two are taken out of the row */
}

void sankey_size(struct sankey *sankey, bool is_difference)
{
    memset(sankey->box, 0, sizeof sankey->box);
    double inside[2][GROUP_CARES] = {{0}};
    for (unsigned side = 0; side < 2; side++) {
        const unsigned column = side == 0 ? SANKEY_LEFT : SANKEY_RIGHT;
        for (unsigned g = 0; g < SANKEY_SIDES; g++) {
            struct sankey_box *box = &sankey->box[column][g];
            box->value = side_total(&sankey->flow, side, g);
            box->other_value = side_total(&sankey->base, side, g);
            box->size = 0;
            for (unsigned c = 0; c < GROUP_CARES; c++) {
                const double width = sankey_width(sankey, is_difference, side, g, c);
                box->size += width;
                inside[side][c] += width;
                if (side == 0) {
                    sankey->box[SANKEY_MIDDLE][c].value += sankey->flow.at[side][g][c];
                    sankey->box[SANKEY_MIDDLE][c].other_value += sankey->base.at[side][g][c];
                }
            }
        }
    }
    for (unsigned c = 0; c < GROUP_CARES; c++)
        sankey->box[SANKEY_MIDDLE][c].size = fmax(inside[0][c], inside[1][c]);
}

static double column_height(const struct sankey *sankey, unsigned column, double scale,
                            double gap)
{
    double height = -gap;
    for (unsigned g = 0; g < SANKEY_SIDES; g++) {
        const struct sankey_box *box = &sankey->box[column][g];
        if (box->size > 0)
            height += fmax(box->size * scale, box->label) + gap;
    }
    return height;
}

double sankey_least_height(const struct sankey *sankey, unsigned column, double gap)
{
    return column_height(sankey, column, 0, gap);
}

static bool fits(const struct sankey *sankey, double scale, double height, double gap)
{
    for (unsigned column = 0; column < SANKEY_COLUMNS; column++)
        if (column_height(sankey, column, scale, gap) > height)
            return false;
    return true;
}

static double best_scale(const struct sankey *sankey, double height, double gap)
{
    double most = 0, low = 0;
    for (unsigned column = 0; column < SANKEY_COLUMNS; column++)
        for (unsigned g = 0; g < SANKEY_SIDES; g++)
            most = fmax(most, sankey->box[column][g].size);
    if (!(most > 0))
        return 0;
    double high = height / most;
    for (int i = 0; i < 50; i++) {
        const double middle = (low + high) / 2;
        *(fits(sankey, middle, height, gap) ? &low : &high) = middle;
    }
    return low;
}

void sankey_place(struct sankey *sankey, double top, double height, double gap)
{
    sankey->scale = best_scale(sankey, height, gap);
    for (unsigned column = 0; column < SANKEY_COLUMNS; column++) {
        const double spare = height - column_height(sankey, column, sankey->scale, gap);
        double y = top + fmax(spare, 0) / 2;
        for (unsigned i = 0; i < SANKEY_SIDES; i++) {
            struct sankey_box *box = &sankey->box[column][sankey_order(column, i)];
            if (!(box->size > 0))
                continue;
            box->height = box->size * sankey->scale;
            box->slot_y = y;
            box->slot_height = fmax(box->height, box->label);
            box->y = y + (box->slot_height - box->height) / 2;
            y += box->slot_height + gap;
        }
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Capacity: places and hours by region and quarter, and when institutions close. */
#include <math.h>
#include <string.h>

#include "di/csv_table.h"

#include "gap_panel.h"
#include "screen.h"

#define RESOURCES_MAX 12

/* Families first, for reforms lean on them most; institutions that empty last. */
static int rank_of(const struct document *document, const char *id)
{
    const struct di_named *setting = di_names_find(&document->results->names, "settings", id);
    if (setting == NULL)
        return 1;
    return strcmp(setting->kind, "foster") == 0        ? 0
           : strcmp(setting->kind, "institution") != 0 ? 1
                                                       : 2;
}

/* Resources of resources.csv by rank, then in the order met; returns how many. */
static size_t list_resources(const struct document *document, const char *out[RESOURCES_MAX])
{
    const struct di_csv_table *table = document->results->table[DI_TABLE_RESOURCES];
    size_t count = 0;
    if (table == NULL)
        return 0;
    const size_t column = di_csv_table_column(table, "resource");
    for (size_t row = 0; column != SIZE_MAX && row < table->row_count; row++) {
        const char *name = di_csv_table_text(table, row, column);
        bool is_known = false;
        for (size_t i = 0; i < count; i++)
            is_known = is_known || strcmp(out[i], name) == 0;
        if (!is_known && count < RESOURCES_MAX)
            out[count++] = name;
    }
    for (size_t i = 1; i < count; i++) /* stable insertion */
        for (size_t k = i; k > 0 && rank_of(document, out[k]) < rank_of(document, out[k - 1]);
             k--) {
            const char *swap = out[k];
            out[k] = out[k - 1];
            out[k - 1] = swap;
        }
    return count;
}

/* A resource is a form of care, a role, or neither. */
static const char *name_of(const struct ui *ui, const struct document *document, const char *id)
{
    static const char *const sections[] = {"settings", "roles", "carers"};
    const struct di_names *names = &document->results->names;
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++)
        if (di_names_find(names, sections[i], id) != NULL)
            return di_names_text(names, sections[i], id, ui->catalogue->language);
    return id;
}

double screen_capacity(struct ui *ui, struct desk *desk, struct di_rect area)
{
    double height = 0;
    if (!screen_has_results(ui, desk, area, &height))
        return height;
    const struct document *document = session_document(&desk->session);
    const char *resources[RESOURCES_MAX];
    const size_t count = list_resources(document, resources);
    struct tab_spec specs[RESOURCES_MAX];
    size_t chosen = (size_t)desk->tab[SCREEN_CAPACITY];
    if (chosen >= count)
        chosen = 0;
    for (size_t i = 0; i < count; i++)
        specs[i] = (struct tab_spec){frame_format(ui->frame, "capacity:%s", resources[i]),
                                     name_of(ui, document, resources[i]),
                                     {ACT_TAB, (int64_t)i, NULL}};
    double y = area.y;
    if (count > 0)
        y += tabs(ui, "capacity", area.x, y, area.width, specs, count, chosen) + 12;
    const struct flow_slot slots[] = {
        {.weight = 1, .narrowest = 340, .height = 380, .grow = 1},
        /* as many rows as there are institutions: more of them need it than regions do */
        {.weight = 2, .narrowest = 400, .height = 300, .grow = 2, .starts_line = true},
        {.weight = 1, .narrowest = 280, .height = 300, .grow = 2}};
    struct di_rect rects[3];
    const double used =
        flow_place(slots, 3, area.x, y, area.width, area.height - (y - area.y), UI_GAP, rects);
    struct di_chart_request request;
    screen_chart_request(ui, desk, DI_CHART_HEATMAP, &request);
    request.resource = count > 0 ? resources[chosen] : NULL;
    (void)card(ui, "card:heatmap", rects[0], tr(ui, N_("Places and hours in use")));
    (void)chart_view(ui, &desk->charts, "capacity:heatmap", rect_inset(rects[0], 5), &request,
                     desk->theme, document->revision);
    screen_chart_card(ui, desk, "capacity:closures", rects[1], DI_CHART_CLOSURES);
    gap_panel(ui, desk, count > 0 ? resources[chosen] : NULL, rects[2]);
    return y + used - area.y;
}

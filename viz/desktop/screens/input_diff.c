/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Both lists are sorted by pointer once and walked side by side; the result is kept. */
#include "input_diff.h"

#include <stdlib.h>
#include <string.h>

#include "input_text.h"

#define ROW 46.0

struct pair {
    const struct di_scenario_input *base, *own; /* one may be NULL: only the other has it */
};

struct input_diff {
    const struct document *base, *own;
    uint64_t base_revision, own_revision;
    size_t count;
    struct pair *pairs; /* by pointer */
};

void input_diff_destroy(struct input_diff *diff)
{
    if (diff == NULL)
        return;
    free(diff->pairs);
    free(diff);
}

static int by_pointer(const void *a, const void *b)
{
    const struct di_scenario_input *const *x = a, *const *y = b;
    return strcmp((*x)->pointer, (*y)->pointer); /* pointers of one scenario differ */
}

static const struct di_scenario_input **sorted(const struct inputs *inputs)
{
    const struct di_scenario_input **list = calloc(inputs->count + 1, sizeof *list);
    for (size_t i = 0; list != NULL && i < inputs->count; i++)
        list[i] = &inputs->items[i];
    if (list != NULL)
        qsort(list, inputs->count, sizeof *list, by_pointer);
    return list;
}

static bool is_same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool is_same(const struct di_scenario_input *a, const struct di_scenario_input *b)
{
    return is_same_text(a->value, b->value) && is_same_text(a->steps, b->steps) &&
           is_same_text(a->by, b->by) && is_same_text(a->uncertain, b->uncertain);
}

static void find(struct input_diff *diff)
{
    const struct inputs *a = &diff->base->now, *b = &diff->own->now;
    const struct di_scenario_input **base = sorted(a), **own = sorted(b);
    free(diff->pairs);
    diff->count = 0;
    diff->pairs = calloc(a->count + b->count + 1, sizeof *diff->pairs);
    const bool has_memory = base != NULL && own != NULL && diff->pairs != NULL;
    for (size_t i = 0, k = 0; has_memory && (i < a->count || k < b->count);) {
        const int order = i == a->count   ? 1
                          : k == b->count ? -1
                                          : strcmp(base[i]->pointer, own[k]->pointer);
        if (order != 0 || !is_same(base[i], own[k]))
            diff->pairs[diff->count++] =
                (struct pair){order <= 0 ? base[i] : NULL, order >= 0 ? own[k] : NULL};
        i += order <= 0;
        k += order >= 0;
    }
    free(base);
    free(own);
}

void input_diff_update(struct desk *desk)
{
    const struct document *own = session_document(&desk->session);
    const struct document *base = session_baseline(&desk->session);
    if (desk->input_diff == NULL)
        desk->input_diff = calloc(1, sizeof *desk->input_diff);
    struct input_diff *diff = desk->input_diff;
    if (diff == NULL)
        return;
    if (own == NULL || base == NULL) {
        diff->base = diff->own = NULL;
        diff->count = 0;
        return;
    }
    if (diff->base == base && diff->own == own && diff->base_revision == base->revision &&
        diff->own_revision == own->revision)
        return;
    diff->base = base;
    diff->own = own;
    diff->base_revision = base->revision;
    diff->own_revision = own->revision;
    find(diff);
}

size_t input_diff_count(const struct desk *desk)
{
    return desk->input_diff != NULL ? desk->input_diff->count : 0;
}

double input_diff_height(const struct desk *desk)
{
    return ROW * (double)input_diff_count(desk);
}

static void row(struct ui *ui, const struct pair *pair, struct di_rect rect)
{
    static const char none[] = "\xE2\x80\x94";
    const struct di_scenario_input *any = pair->own != NULL ? pair->own : pair->base;
    const char *name = input_name(ui, any), *owner = input_owner(ui, any);
    const char *values[2] = {pair->base != NULL ? input_dated_value(ui, pair->base) : none,
                             pair->own != NULL ? input_dated_value(ui, pair->own) : none};
    const double wide = rect.width * 0.24, words = rect.width - 2 * wide;
    const struct ui_text look = {.size = UI_SIZE_BODY, .colour = UI_TEXT, .may_shorten = true};
    struct ui_text right = look, small = look;
    right.align = UI_RIGHT;
    small.size = UI_SIZE_SMALL;
    small.colour = UI_SECOND;
    ui_label(ui, (struct di_rect){rect.x + 4, rect.y + 4, words - 8, 20}, name, look);
    ui_label(ui, (struct di_rect){rect.x + 4, rect.y + 24, words - 8, 18}, owner, small);
    for (size_t i = 0; i < 2; i++)
        ui_label(
            ui,
            (struct di_rect){rect.x + words + wide * (double)i, rect.y, wide - 4, rect.height},
            values[i], right);
    ui_line(ui, UI_RULE, rect.x, rect.y + rect.height, rect.x + rect.width,
            rect.y + rect.height);
    struct ui_node *node =
        ui_node(ui, UI_BUTTON, frame_format(ui->frame, "diff:%s", any->pointer), rect, name);
    node->value = frame_format(ui->frame, "%s \xE2\x86\x92 %s", values[0], values[1]);
    node->hint = frame_format(ui->frame, "%s\n%s\n%s", name, owner, node->value);
    node->group = "diff";
    node->is_focusable = true;
    node->action = (struct ui_action){ACT_SHOW_INPUT, 0, frame_copy(ui->frame, any->pointer)};
}

void input_diff_rows(struct ui *ui, const struct desk *desk, struct di_rect area, double y)
{
    const struct input_diff *diff = desk->input_diff;
    for (size_t i = 0; diff != NULL && i < diff->count; i++, y += ROW)
        /* two rows beyond each edge, so that arrow keys find their neighbours */
        if (y > area.y - 3 * ROW && y < area.y + area.height + 2 * ROW)
            row(ui, &diff->pairs[i], (struct di_rect){area.x, y, area.width - 10, ROW});
}

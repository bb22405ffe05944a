/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What differs is what `compare` finds (di_inputs_compare), so that both count alike; the
 * result is kept. */
#include "input_diff.h"

#include <stdlib.h>
#include <string.h>

#include "di/arena.h"
#include "di/comparison.h"

#include "input_text.h"

#define ROW 46.0

struct pair {
    const struct di_scenario_input *base, *own; /* NULL: it has none, or a list or count */
    const char *pointer;
    const char *texts[2]; /* of the first value that differs */
};

struct input_diff {
    const struct document *base, *own;
    uint64_t base_revision, own_revision;
    struct di_arena arena;
    size_t count, room;
    struct pair *pairs; /* in the order of keys */
    bool has_no_memory;
};

static void forget(struct input_diff *diff)
{
    di_arena_finish(&diff->arena);
    free(diff->pairs);
    diff->pairs = NULL;
    diff->count = diff->room = 0;
    diff->has_no_memory = false;
}

void input_diff_destroy(struct input_diff *diff)
{
    if (diff == NULL)
        return;
    forget(diff);
    free(diff);
}

/* ---- looking ---- */

static int by_pointer(const void *a, const void *b)
{
    const struct di_scenario_input *const *x = a, *const *y = b;
    return strcmp((*x)->pointer, (*y)->pointer); /* pointers of one scenario differ */
}

struct index {
    const struct di_scenario_input **list; /* by pointer */
    size_t count;
};

static struct index index_of(const struct inputs *inputs)
{
    struct index index = {calloc(inputs->count + 1, sizeof *index.list), inputs->count};
    for (size_t i = 0; index.list != NULL && i < inputs->count; i++)
        index.list[i] = &inputs->items[i];
    if (index.list != NULL)
        qsort(index.list, index.count, sizeof *index.list, by_pointer);
    return index;
}

static const struct di_scenario_input *find(const struct index *index, const char *pointer)
{
    const struct di_scenario_input sought = {.pointer = pointer}, *key = &sought;
    const struct di_scenario_input **found =
        bsearch(&key, index->list, index->count, sizeof *index->list, by_pointer);
    return found != NULL ? *found : NULL;
}

struct looking {
    struct input_diff *diff;
    struct index base, own;
};

static struct pair *add(struct input_diff *diff)
{
    if (diff->count == diff->room) {
        const size_t room = 2 * diff->room + 64;
        struct pair *grown = realloc(diff->pairs, room * sizeof *grown);
        if (grown == NULL)
            return NULL;
        diff->pairs = grown;
        diff->room = room;
    }
    return &diff->pairs[diff->count++];
}

static void take(void *context, const struct di_input_difference *difference)
{
    const struct looking *looking = context;
    struct input_diff *diff = looking->diff;
    struct pair *pair = difference->is_first ? add(diff) : NULL;
    diff->has_no_memory = diff->has_no_memory || (difference->is_first && pair == NULL);
    if (pair == NULL)
        return;
    *pair = (struct pair){.base = find(&looking->base, difference->input),
                          .own = find(&looking->own, difference->input),
                          .pointer = di_arena_copy_text(&diff->arena, difference->input),
                          .texts = {di_arena_copy_text(&diff->arena, difference->base),
                                    di_arena_copy_text(&diff->arena, difference->changed)}};
    diff->has_no_memory = diff->has_no_memory || pair->pointer == NULL ||
                          pair->texts[0] == NULL || pair->texts[1] == NULL;
}

static void look(struct input_diff *diff)
{
    const struct di_scenario *base = diff->base->scenario, *own = diff->own->scenario;
    struct looking looking = {diff, index_of(&diff->base->now), index_of(&diff->own->now)};
    forget(diff);
    const bool has_all =
        base != NULL && own != NULL && looking.base.list != NULL && looking.own.list != NULL &&
        di_inputs_compare(base->resolved, own->resolved, take, &looking, NULL) == DI_OK;
    if (!has_all || diff->has_no_memory)
        forget(diff);
    free(looking.base.list);
    free(looking.own.list);
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
        forget(diff);
        return;
    }
    if (diff->base == base && diff->own == own && diff->base_revision == base->revision &&
        diff->own_revision == own->revision)
        return;
    diff->base = base;
    diff->own = own;
    diff->base_revision = base->revision;
    diff->own_revision = own->revision;
    look(diff);
}

size_t input_diff_count(const struct desk *desk)
{
    return desk->input_diff != NULL ? desk->input_diff->count : 0;
}

double input_diff_height(const struct desk *desk)
{
    return ROW * (double)input_diff_count(desk);
}

/* ---- showing ---- */

static const char *shown(struct ui *ui, const struct pair *pair, size_t side)
{
    static const char none[] = "\xE2\x80\x94";
    const struct di_scenario_input *input = side == 0 ? pair->base : pair->own;
    if (input != NULL)
        return input_dated_value(ui, input);
    const bool is_listed = pair->base != NULL || pair->own != NULL;
    return is_listed || pair->texts[side][0] == '\0' ? none : pair->texts[side];
}

static void row(struct ui *ui, const struct pair *pair, struct di_rect rect)
{
    const struct di_scenario_input *any = pair->own != NULL ? pair->own : pair->base;
    const char *name = any != NULL ? input_name(ui, any) : pair->pointer;
    const char *owner = any != NULL ? input_owner(ui, any) : "";
    const char *values[2] = {shown(ui, pair, 0), shown(ui, pair, 1)};
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
        ui_node(ui, any != NULL ? UI_BUTTON : UI_ROW,
                frame_format(ui->frame, "diff:%s", pair->pointer), rect, name);
    node->value = frame_format(ui->frame, "%s \xE2\x86\x92 %s", values[0], values[1]);
    node->hint = frame_format(ui->frame, "%s\n%s\n%s", name, owner, node->value);
    node->group = "diff";
    node->is_focusable = true;
    if (any != NULL)
        node->action =
            (struct ui_action){ACT_SHOW_INPUT, 0, frame_copy(ui->frame, pair->pointer)};
}

void input_diff_rows(struct ui *ui, const struct desk *desk, struct di_rect area, double y)
{
    const struct input_diff *diff = desk->input_diff;
    for (size_t i = 0; diff != NULL && i < diff->count; i++, y += ROW)
        /* two rows beyond each edge, so that arrow keys find their neighbours */
        if (y > area.y - 3 * ROW && y < area.y + area.height + 2 * ROW)
            row(ui, &diff->pairs[i], (struct di_rect){area.x, y, area.width - 10, ROW});
}

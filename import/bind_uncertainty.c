/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The section `uncertainty`: pairs of uncertain inputs that go together. The draws read it from
 * the resolved scenario (uncertainty.c); here it is held against the tree, where its mistakes
 * have a place. */
#include <stdlib.h>
#include <string.h>

#include "di/design.h"

#include "bind.h"

#define PAIRS_MAX 500

struct pair {
    const struct di_node *node, *input[2];
    double rank;
};

/* An input that draws: what is published moves nothing (uncertainty.c). */
static const struct di_node *find_input(struct di_binding *binding, const char *pointer)
{
    static const char *const apart[] = {"/published/", "/targets/"};
    for (size_t i = 0; i < sizeof apart / sizeof apart[0]; i++)
        if (strncmp(pointer, apart[i], strlen(apart[i])) == 0)
            return NULL;
    struct di_node *node =
        pointer[0] == '/' ? di_node_at(binding->sources->arena, binding->root, pointer) : NULL;
    const struct di_node *value = di_bind_member(binding, node, "value");
    const struct di_node *uncertain = di_bind_member(binding, node, "uncertain");
    const bool draws = value != NULL && value->type == DI_NODE_NUMBER && uncertain != NULL &&
                       uncertain->type == DI_NODE_OBJECT;
    return draws ? node : NULL;
}

static bool read_pair(struct di_binding *binding, struct di_node *node, struct pair *pair)
{
    static const char *const sides[2] = {"first", "second"};
    pair->node = node;
    pair->rank = di_bind_plain(di_bind_member(binding, node, "rank_correlation"), 0);
    for (uint32_t k = 0; k < 2; k++) {
        const struct di_node *side = di_bind_member(binding, node, sides[k]);
        if (side == NULL || side->type != DI_NODE_TEXT)
            return false; /* reported with the form of the file */
        pair->input[k] = find_input(binding, side->text);
        if (pair->input[k] == NULL) {
            DI_BIND_REPORT(binding, side, DI_ERR_REFERENCE,
                           DI_N_("The correlation '%1' names '%2', which is not an "
                                 "uncertain input of this scenario."),
                           NULL, di_text_arg(node->key), di_text_arg(side->text));
            return false;
        }
    }
    if (pair->input[0] == pair->input[1])
        DI_BIND_REPORT(binding, node, DI_ERR_INCONSISTENT,
                       DI_N_("The correlation '%1' names the same input twice. Name two."),
                       NULL, di_text_arg(node->key));
    return pair->input[0] != pair->input[1];
}

static bool is_same(const struct pair *a, const struct pair *b)
{
    return (a->input[0] == b->input[0] && a->input[1] == b->input[1]) ||
           (a->input[0] == b->input[1] && a->input[1] == b->input[0]);
}

static bool is_new(struct di_binding *binding, const struct pair *pairs, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (is_same(&pairs[i], &pairs[count])) {
            DI_BIND_REPORT(binding, pairs[count].node, DI_ERR_INCONSISTENT,
                           DI_N_("The correlations '%1' and '%2' are of the same two inputs. "
                                 "Keep one of them."),
                           NULL, di_text_arg(pairs[i].node->key),
                           di_text_arg(pairs[count].node->key));
            return false;
        }
    return true;
}

static size_t place_of(const struct di_node **inputs, size_t *count,
                       const struct di_node *input)
{
    size_t i = 0;
    while (i < *count && inputs[i] != input)
        i++;
    if (i == *count)
        inputs[(*count)++] = input;
    return i;
}

static void check_together(struct di_binding *binding, const struct di_node *list,
                           const struct pair *pairs, uint32_t pair_count)
{
    const struct di_node *inputs[2 * PAIRS_MAX];
    size_t count = 0, place[2 * PAIRS_MAX];
    for (uint32_t i = 0; i < 2 * pair_count; i++)
        place[i] = place_of(inputs, &count, pairs[i / 2].input[i % 2]);
    double *matrix = calloc(count * count + 1, sizeof *matrix);
    bool is_possible = false;
    if (matrix != NULL) {
        for (size_t i = 0; i < count; i++)
            matrix[i * count + i] = 1;
        for (uint32_t i = 0; i < pair_count; i++) {
            const size_t a = place[2 * i], b = place[2 * i + 1];
            matrix[a * count + b] = matrix[b * count + a] = pairs[i].rank;
        }
        is_possible = di_correlations_hold(matrix, count, &binding->has_no_memory);
    }
    if (matrix == NULL)
        binding->has_no_memory = true;
    else if (!is_possible && !binding->has_no_memory)
        DI_BIND_REPORT(binding, list, DI_ERR_INCONSISTENT,
                       DI_N_("These correlations cannot hold at the same time (the matrix "
                             "is not positive definite). Make some of them weaker."),
                       NULL, di_text_arg(""));
    free(matrix);
}

void di_bind_uncertainty(struct di_binding *binding)
{
    struct di_node *section = di_bind_member(binding, binding->root, "uncertainty");
    struct di_node *list = di_bind_member(binding, section, "correlations");
    struct pair *pairs = DI_BIND_NEW(binding, PAIRS_MAX, struct pair);
    bool is_sound = true;
    uint32_t count = 0;
    if (list == NULL || list->type != DI_NODE_OBJECT || pairs == NULL)
        return;
    for (uint32_t i = 0; i < list->count && count < PAIRS_MAX; i++)
        if (di_bind_is_thing(list->children[i])) {
            const bool is_read = read_pair(binding, list->children[i], &pairs[count]) &&
                                 is_new(binding, pairs, count);
            is_sound = is_sound && is_read;
            count += is_read;
        }
    if (is_sound && count > 0)
        check_together(binding, list, pairs, count);
}

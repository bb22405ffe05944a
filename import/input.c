/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Walks the resolved tree beside the field table, as check.c does, and reports each leaf field
 * as one input. Names come from the objects on the way ("name"), quality and source from the
 * nearest object that states them.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/message.h"
#include "di/scenario_input.h"

#include "field.h"
#include "scenario_tree.h"

#define OWNER_MAX 400

struct place {
    char en[OWNER_MAX], ru[OWNER_MAX];
    enum di_input_quality quality;
    const char *source;
};

struct listing {
    const struct di_scenario_tree *tree;
    struct di_arena arena;
    void (*visit)(void *context, const struct di_scenario_input *input);
    void *context;
    bool has_no_memory;
};

static struct di_node *find(struct listing *listing, const struct di_node *node,
                            const char *key)
{
    for (uint32_t i = 0; node->type == DI_NODE_OBJECT && i < node->count; i++)
        if (strcmp(node->children[i]->key, key) == 0)
            return node->children[i];
    (void)listing;
    return NULL;
}

static const char *json_of(struct listing *listing, const struct di_node *node)
{
    if (node == NULL)
        return NULL;
    char *text = di_node_dump(node);
    if (text == NULL) {
        listing->has_no_memory = true;
        return "";
    }
    const size_t length = strlen(text);
    if (length > 0 && text[length - 1] == '\n')
        text[length - 1] = '\0';
    const char *copy = di_arena_copy_text(&listing->arena, text);
    free(text);
    if (copy == NULL)
        listing->has_no_memory = true;
    return copy != NULL ? copy : "";
}

/* ---- place: names, quality, source ---- */

static void add_name(char to[OWNER_MAX], const char *name)
{
    static const char between[] = " \xE2\x80\xBA "; /* a single right angle quote */
    size_t used = strlen(to);
    const char *parts[2] = {used > 0 ? between : "", name};
    if (used + strlen(parts[0]) + strlen(name) >= OWNER_MAX)
        return; /* a path too long to show keeps its beginning */
    for (size_t p = 0; p < 2; p++)
        for (const char *c = parts[p]; *c != '\0'; c++)
            to[used++] = *c;
    to[used] = '\0';
}

static const char *text_in(struct listing *listing, const struct di_node *name,
                           const char *language)
{
    if (name == NULL)
        return NULL;
    if (name->type == DI_NODE_TEXT)
        return name->text;
    const struct di_node *text = find(listing, name, language);
    return text != NULL && text->type == DI_NODE_TEXT ? text->text : NULL;
}

static void enter(struct listing *listing, const struct di_node *node, struct place *place)
{
    const struct di_node *quality = find(listing, node, "quality");
    const struct di_node *source = find(listing, node, "source");
    if (quality != NULL && quality->type == DI_NODE_TEXT)
        place->quality = strcmp(quality->text, "published") == 0   ? DI_INPUT_PUBLISHED
                         : strcmp(quality->text, "estimated") == 0 ? DI_INPUT_ESTIMATED
                                                                   : DI_INPUT_ILLUSTRATIVE;
    if (source != NULL && source->type == DI_NODE_TEXT)
        place->source = source->text;
}

/* The name that the scenario gives an id in one of its lists, or NULL: a key may stand for a
 * thing that is described elsewhere, as a neighbour is. */
static const struct di_node *name_elsewhere(struct listing *listing, const char *id)
{
    static const char *const lists[] = {"regions", "settings", "roles",       "reasons",
                                        "carers",  "services", "institutions"};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        const struct di_node *list = find(listing, listing->tree->root, lists[i]);
        const struct di_node *item = list != NULL ? find(listing, list, id) : NULL;
        const struct di_node *name = item != NULL ? find(listing, item, "name") : NULL;
        if (name != NULL)
            return name;
    }
    return NULL;
}

/* An object keyed by an id is named by its "name", else by that of the thing the id stands for,
 * else by the id itself. */
static void enter_element(struct listing *listing, const struct di_node *node,
                          struct place *place)
{
    const struct di_node *own = find(listing, node, "name");
    const struct di_node *name = own != NULL ? own : name_elsewhere(listing, node->key);
    const char *en = text_in(listing, name, "en");
    const char *ru = text_in(listing, name, "ru");
    en = en != NULL ? en : node->key;
    add_name(place->en, en);
    add_name(place->ru, ru != NULL ? ru : en);
}

/* ---- one input ---- */

static bool kind_of(enum di_field_type type, enum di_input_kind *kind_out)
{
    switch (type) {
    case DI_FIELD_NUMBER:
    case DI_FIELD_SERIES:
    case DI_FIELD_QUANTITY:
    case DI_FIELD_PLAIN:
    case DI_FIELD_UNLIMITED:
        *kind_out = DI_INPUT_NUMBER;
        return true;
    case DI_FIELD_DURATION:
        *kind_out = DI_INPUT_DURATION;
        return true;
    case DI_FIELD_DATE:
        *kind_out = DI_INPUT_DATE;
        return true;
    case DI_FIELD_CHOICE:
    case DI_FIELD_MODE:
        *kind_out = DI_INPUT_CHOICE;
        return true;
    case DI_FIELD_FLAG:
        *kind_out = DI_INPUT_FLAG;
        return true;
    case DI_FIELD_OBJECT:
    case DI_FIELD_LIST:
    case DI_FIELD_TEXT:
    case DI_FIELD_ID:
    case DI_FIELD_NAME:
    case DI_FIELD_COUNTS:
    case DI_FIELD_UNCERTAIN:
        break;
    }
    return false;
}

static bool may_have_steps(enum di_field_type type)
{
    return type == DI_FIELD_SERIES || type == DI_FIELD_QUANTITY || type == DI_FIELD_UNLIMITED;
}

static void report(struct listing *listing, const struct di_node *node,
                   const struct di_field *field, enum di_input_kind kind,
                   const struct place *outer)
{
    struct place place = *outer;
    const bool is_wrapped = node->type == DI_NODE_OBJECT;
    const struct di_node *value = is_wrapped ? find(listing, node, "value") : node;
    if (is_wrapped)
        enter(listing, node, &place);
    if (value == NULL)
        value = node;
    const bool is_number = value->type == DI_NODE_NUMBER;
    const char *unit = field->unit != NULL ? field->unit : "";
    const struct di_scenario_input input = {
        .pointer = di_node_pointer(&listing->arena, node),
        .value_pointer = di_node_pointer(&listing->arena, value),
        .owner_en = place.en,
        .owner_ru = place.ru,
        .key = node->key,
        .text = field->text,
        .unit = unit,
        .choices = field->choices,
        .kind = kind,
        .minimum = field->minimum,
        .maximum = field->maximum,
        .has_range = field->minimum < 0 || field->minimum > 0 || field->maximum < 0 ||
                     field->maximum > 0,
        .is_whole = (field->flags & DI_FIELD_WHOLE) != 0,
        .is_bare = field->type == DI_FIELD_PLAIN,
        .may_have_steps = may_have_steps(field->type),
        .value = json_of(listing, value),
        .number = is_number ? value->number : (double)NAN,
        .steps = is_wrapped ? json_of(listing, find(listing, node, "steps")) : NULL,
        .by = is_wrapped ? json_of(listing, find(listing, node, "by")) : NULL,
        .uncertain = is_wrapped ? json_of(listing, find(listing, node, "uncertain")) : NULL,
        .quality = place.quality,
        .source = place.source,
        .file = di_sources_name(&listing->tree->sources, value->file),
        .line = value->line};
    listing->visit(listing->context, &input);
}

static void walk(struct listing *listing, const struct di_node *node,
                 const struct di_field *field, const struct place *outer)
{
    struct place place = *outer;
    if (node->type != DI_NODE_OBJECT)
        return;
    enter(listing, node, &place);
    for (uint32_t i = 0; i < node->count; i++) {
        const struct di_node *child = node->children[i];
        const struct di_field *known =
            field->members != NULL ? di_field_find(field->members, child->key) : NULL;
        const bool is_element = known == NULL && field->element != NULL;
        enum di_input_kind kind;
        if (is_element)
            known = field->element;
        if (known == NULL || di_node_is_private_key(child->key))
            continue;
        struct place inner = place;
        if (is_element)
            enter_element(listing, child, &inner);
        if (kind_of(known->type, &kind))
            report(listing, child, known, kind, &inner);
        else if (known->type == DI_FIELD_OBJECT)
            walk(listing, child, known, &inner);
    }
}

enum di_status di_scenario_each_input(const struct di_scenario *scenario,
                                      void (*visit)(void *context,
                                                    const struct di_scenario_input *input),
                                      void *context)
{
    struct listing listing = {.tree = scenario->tree, .visit = visit, .context = context};
    const struct place nowhere = {.quality = DI_INPUT_UNSOURCED, .source = ""};
    di_arena_init(&listing.arena);
    walk(&listing, scenario->tree->root, di_field_root(), &nowhere);
    di_arena_finish(&listing.arena);
    return listing.has_no_memory ? DI_ERR_MEMORY : DI_OK;
}

/* ---- edits ---- */

/* The next part of a pointer, unescaped; false at its end. */
static bool next_part(const char **pointer, char *part, size_t room)
{
    size_t length = 0;
    if (**pointer != '/')
        return false;
    for ((*pointer)++; **pointer != '\0' && **pointer != '/'; (*pointer)++) {
        char c = **pointer;
        if (c == '~' && ((*pointer)[1] == '0' || (*pointer)[1] == '1')) {
            (*pointer)++;
            c = **pointer == '0' ? '~' : '/';
        }
        if (length + 1 < room)
            part[length++] = c;
    }
    part[length] = '\0';
    return true;
}

/* A member that is not an object is replaced: the merge patch of a value wins the same way. */
static bool apply(json_t *root, const struct di_scenario_edit *edit)
{
    const char *pointer = edit->pointer;
    json_t *value = json_loads(edit->json, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, NULL);
    json_t *object = root;
    char part[256];
    if (value == NULL)
        return false;
    while (next_part(&pointer, part, sizeof part) && *pointer == '/') {
        json_t *inner = json_object_get(object, part);
        if (!json_is_object(inner)) {
            inner = json_object();
            if (json_object_set_new(object, part, inner) != 0) {
                json_decref(value);
                return false;
            }
        }
        object = inner;
    }
    return json_object_set_new(object, part, value) == 0;
}

/* With as few digits as read back equal: 0.3 stays 0.3. */
static char *dump_exactly(const json_t *root)
{
    for (size_t digits = 15;; digits++) {
        char *text = json_dumps(root, JSON_INDENT(2) | JSON_REAL_PRECISION(digits));
        json_t *back = text != NULL && digits < 17 ? json_loads(text, 0, NULL) : NULL;
        const bool is_done = text == NULL || digits == 17 || json_equal(root, back);
        json_decref(back);
        if (is_done)
            return text;
        free(text);
    }
}

char *di_scenario_patch_text(const struct di_scenario_edit *edits, size_t count,
                             const char *head)
{
    json_t *root = head != NULL ? json_loads(head, 0, NULL) : json_object();
    bool is_well = root != NULL;
    for (size_t i = 0; is_well && i < count; i++)
        is_well = apply(root, &edits[i]);
    char *text = is_well ? dump_exactly(root) : NULL;
    json_decref(root);
    return text;
}

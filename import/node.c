/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Trees of JSON values with their origin. Depth is limited by the position scanner, so plain
 * recursion is safe. Trees are never changed in place once read, but for the override of a
 * number (merge.c) and the lazily made index.
 */
#include "node.h"

#include <stdlib.h>
#include <string.h>

#include "di/number.h"

struct reading {
    struct di_arena *arena;
    const struct di_json_positions *positions;
    size_t next; /* position of the next value in the order of the text */
    uint16_t file;
};

static struct di_node *read_value(struct reading *reading, json_t *json);

static bool read_children(struct reading *reading, struct di_node *node, json_t *json)
{
    const size_t count = json_is_object(json) ? json_object_size(json) : json_array_size(json);
    node->children = DI_ARENA_NEW(reading->arena, count, struct di_node *);
    if (node->children == NULL)
        return false;
    void *iter = NULL;
    if (json_is_object(json))
        iter = json_object_iter(json);
    for (size_t i = 0; i < count; i++) {
        json_t *value = iter != NULL ? json_object_iter_value(iter) : json_array_get(json, i);
        struct di_node *child = read_value(reading, value);
        if (child == NULL)
            return false;
        child->parent = node;
        child->index = (uint32_t)i;
        node->children[i] = child;
        if (iter != NULL) {
            child->key = di_arena_copy_text(reading->arena, json_object_iter_key(iter));
            if (child->key == NULL)
                return false;
            iter = json_object_iter_next(json, iter);
        }
    }
    node->count = (uint32_t)count;
    return true;
}

static struct di_node *read_value(struct reading *reading, json_t *json)
{
    struct di_node *node = DI_ARENA_NEW(reading->arena, 1, struct di_node);
    if (node == NULL)
        return NULL;
    node->file = reading->file;
    node->changed_by = DI_NODE_NO_FILE;
    if (reading->next < reading->positions->count) {
        node->line = reading->positions->items[reading->next].line;
        node->column = reading->positions->items[reading->next].column;
    }
    reading->next++;
    switch (json_typeof(json)) {
    case JSON_OBJECT:
    case JSON_ARRAY:
        node->type = json_is_object(json) ? DI_NODE_OBJECT : DI_NODE_ARRAY;
        return read_children(reading, node, json) ? node : NULL;
    case JSON_STRING:
        node->type = DI_NODE_TEXT;
        node->text = di_arena_copy_text(reading->arena, json_string_value(json));
        return node->text != NULL ? node : NULL;
    case JSON_INTEGER:
    case JSON_REAL:
        node->type = DI_NODE_NUMBER;
        node->number = json_number_value(json);
        return node;
    case JSON_TRUE:
    case JSON_FALSE:
        node->type = DI_NODE_BOOL;
        node->boolean = json_is_true(json);
        return node;
    case JSON_NULL:
        break;
    }
    node->type = DI_NODE_NULL;
    return node;
}

struct di_node *di_node_from_json(struct di_arena *arena, json_t *json, uint16_t file,
                                  const struct di_json_positions *positions)
{
    struct reading reading = {.arena = arena, .positions = positions, .file = file};
    return read_value(&reading, json);
}

/* ---- look-up ---- */

#define INDEX_FROM 12 /* members; below, a walk is as fast */

static int by_key_order(const void *a, const void *b)
{
    const struct di_node *const *x = a, *const *y = b;
    return strcmp((*x)->key, (*y)->key); /* keys of one object differ */
}

static struct di_node **sorted_children(const struct di_node *node, struct di_node **room)
{
    memcpy(room, node->children, node->count * sizeof *room);
    qsort(room, node->count, sizeof *room, by_key_order);
    return room;
}

static struct di_node *find_sorted(struct di_node *object, const char *key)
{
    size_t low = 0, high = object->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = strcmp(object->by_key[middle]->key, key);
        if (order == 0)
            return object->by_key[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

struct di_node *di_node_find(struct di_arena *arena, struct di_node *object, const char *key)
{
    if (object == NULL || object->type != DI_NODE_OBJECT)
        return NULL;
    if (object->by_key == NULL && object->count >= INDEX_FROM) {
        struct di_node **room = DI_ARENA_NEW(arena, object->count, struct di_node *);
        object->by_key = room != NULL ? sorted_children(object, room) : NULL;
    }
    if (object->by_key != NULL)
        return find_sorted(object, key);
    for (uint32_t i = 0; i < object->count; i++)
        if (strcmp(object->children[i]->key, key) == 0)
            return object->children[i];
    return NULL;
}

bool di_node_is_private_key(const char *key)
{
    return key[0] == 'x' && key[1] == '-';
}

/* ---- pointers ---- */

static size_t escaped_length(const char *key)
{
    size_t length = 0;
    for (; *key != '\0'; key++)
        length += *key == '~' || *key == '/' ? 2 : 1;
    return length;
}

static size_t token_length(const struct di_node *node)
{
    char digits[DI_NUMBER_TEXT_MAX];
    return 1 + (node->key != NULL ? escaped_length(node->key)
                                  : di_number_format((double)node->index, digits));
}

static void write_token(const struct di_node *node, char *at)
{
    char digits[DI_NUMBER_TEXT_MAX];
    *at++ = '/';
    if (node->key == NULL) {
        memcpy(at, digits, di_number_format((double)node->index, digits));
        return;
    }
    for (const char *key = node->key; *key != '\0'; key++) {
        if (*key == '~' || *key == '/') {
            *at++ = '~';
            *at++ = *key == '~' ? '0' : '1';
        } else {
            *at++ = *key;
        }
    }
}

const char *di_node_pointer(struct di_arena *arena, const struct di_node *node)
{
    size_t length = 0;
    for (const struct di_node *n = node; n->parent != NULL; n = n->parent)
        length += token_length(n);
    char *pointer = DI_ARENA_NEW(arena, length + 1, char);
    if (pointer == NULL)
        return "?";
    for (const struct di_node *n = node; n->parent != NULL; n = n->parent) {
        length -= token_length(n);
        write_token(n, pointer + length);
    }
    return pointer;
}

struct di_node *di_node_child(struct di_arena *arena, struct di_node *node, const char *token)
{
    double index = 0;
    if (node->type != DI_NODE_ARRAY)
        return di_node_find(arena, node, token);
    if (!di_number_parse(token, &index) || index < 0 || index >= node->count)
        return NULL;
    return node->children[(uint32_t)index];
}

const char *di_node_next_key(const char *path, const char *rest, char *key)
{
    const char separator = path[0] == '/' ? '/' : '.';
    if (rest == path && separator == '/')
        rest++;
    for (; *rest != '\0' && *rest != separator; rest++) {
        const bool is_escape =
            separator == '/' && rest[0] == '~' && (rest[1] == '0' || rest[1] == '1');
        if (is_escape)
            rest++;
        *key++ = (char)(is_escape ? (*rest == '0' ? '~' : '/') : *rest);
    }
    *key = '\0';
    return *rest != '\0' ? rest + 1 : NULL;
}

struct di_node *di_node_at(struct di_arena *arena, struct di_node *root, const char *path)
{
    char *key = DI_ARENA_NEW(arena, strlen(path) + 1, char);
    struct di_node *node = key != NULL ? root : NULL;
    const char *rest = path[0] != '\0' ? path : NULL;
    while (node != NULL && rest != NULL) {
        rest = di_node_next_key(path, rest, key);
        node = di_node_child(arena, node, key);
    }
    return node;
}

/* ---- canonical text ---- */

struct writing {
    char *text;
    size_t count, capacity;
    bool is_sorted;
    bool has_failed;
};

static void put(struct writing *writing, const char *bytes, size_t count)
{
    if (writing->has_failed)
        return;
    if (writing->count + count + 1 > writing->capacity) {
        const size_t wanted = (writing->count + count + 1) * 2;
        char *larger = realloc(writing->text, wanted);
        if (larger == NULL) {
            writing->has_failed = true;
            return;
        }
        writing->text = larger;
        writing->capacity = wanted;
    }
    memcpy(writing->text + writing->count, bytes, count);
    writing->count += count;
    writing->text[writing->count] = '\0';
}

static void put_text(struct writing *writing, const char *text)
{
    static const char hex[] = "0123456789abcdef";
    put(writing, "\"", 1);
    for (; *text != '\0'; text++) {
        const unsigned char c = (unsigned char)*text;
        const char escape[6] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
        if (c == '"' || c == '\\')
            put(writing, "\\", 1);
        if (c < 0x20)
            put(writing, escape, sizeof escape);
        else
            put(writing, text, 1);
    }
    put(writing, "\"", 1);
}

static void put_line(struct writing *writing, unsigned depth)
{
    put(writing, "\n", 1);
    for (unsigned i = 0; i < depth; i++)
        put(writing, "  ", 2);
}

static void put_value(struct writing *writing, const struct di_node *node, unsigned depth);

static void put_container(struct writing *writing, const struct di_node *node, unsigned depth)
{
    const bool is_object = node->type == DI_NODE_OBJECT;
    struct di_node **children = node->children;
    struct di_node **room = NULL;
    if (is_object && writing->is_sorted && node->count > 0) {
        room = malloc(node->count * sizeof *room);
        if (room == NULL) {
            writing->has_failed = true;
            return;
        }
        children = sorted_children(node, room);
    }
    put(writing, is_object ? "{" : "[", 1);
    for (uint32_t i = 0; i < node->count; i++) {
        if (i > 0)
            put(writing, ",", 1);
        put_line(writing, depth + 1);
        if (is_object) {
            put_text(writing, children[i]->key);
            put(writing, ": ", 2);
        }
        put_value(writing, children[i], depth + 1);
    }
    if (node->count > 0)
        put_line(writing, depth);
    put(writing, is_object ? "}" : "]", 1);
    free(room);
}

static void put_value(struct writing *writing, const struct di_node *node, unsigned depth)
{
    char number[DI_NUMBER_TEXT_MAX];
    switch (node->type) {
    case DI_NODE_NULL:
        put(writing, "null", 4);
        break;
    case DI_NODE_BOOL:
        put(writing, node->boolean ? "true" : "false", node->boolean ? 4 : 5);
        break;
    case DI_NODE_NUMBER:
        put(writing, number, di_number_format(node->number, number));
        break;
    case DI_NODE_TEXT:
        put_text(writing, node->text);
        break;
    case DI_NODE_ARRAY:
    case DI_NODE_OBJECT:
        put_container(writing, node, depth);
        break;
    }
}

static char *dump(const struct di_node *root, bool is_sorted)
{
    struct writing writing = {.is_sorted = is_sorted};
    put_value(&writing, root, 0);
    put(&writing, "\n", 1);
    if (writing.has_failed) {
        free(writing.text);
        return NULL;
    }
    return writing.text;
}

char *di_node_dump(const struct di_node *root)
{
    return dump(root, true);
}

char *di_node_dump_in_order(const struct di_node *root)
{
    return dump(root, false);
}

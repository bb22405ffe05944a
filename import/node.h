/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A JSON value that knows where it came from: file, line, column, and the file of an override
 * that changed it. Scenario files are turned into trees of nodes, merged, checked and bound.
 */
#ifndef DI_NODE_H
#define DI_NODE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "di/arena.h"
#include "di/status.h"

#include "json_position.h"

enum di_node_type {
    DI_NODE_NULL,
    DI_NODE_BOOL,
    DI_NODE_NUMBER,
    DI_NODE_TEXT,
    DI_NODE_ARRAY,
    DI_NODE_OBJECT
};

#define DI_NODE_NO_FILE UINT16_MAX

struct di_node {
    enum di_node_type type;
    uint16_t file;       /* of the list of files; DI_NODE_NO_FILE: command line */
    uint16_t changed_by; /* file of {"multiply"} or {"add"}, or DI_NODE_NO_FILE */
    bool boolean;
    uint32_t line, column;
    double number;
    const char *text;
    const char *key; /* NULL in arrays and at the root */
    struct di_node *parent;
    struct di_node **children; /* in the order of the file */
    uint32_t count;
    uint32_t index;          /* in parent */
    struct di_node **by_key; /* sorted by key; made at the first look-up of a large object */
};

/** Everything lives in `arena`. NULL if memory ran out. */
struct di_node *di_node_from_json(struct di_arena *arena, json_t *json, uint16_t file,
                                  const struct di_json_positions *positions);

/** Member of an object, or NULL (also if `object` is NULL or not an object). */
struct di_node *di_node_find(struct di_arena *arena, struct di_node *object, const char *key);

/** RFC 6901 pointer of a node in the arena; "" for the root; "?" if memory ran out. */
const char *di_node_pointer(struct di_arena *arena, const struct di_node *node);

/** Member of an object, element of an array by its number; NULL if there is none. */
struct di_node *di_node_child(struct di_arena *arena, struct di_node *node, const char *token);

/**
 * The key of a path ("/a/b" or "a.b", as `path` begins) that starts at `rest`, first `path`
 * itself.
 *
 * @param[out] key  room for strlen(path) + 1 bytes
 * @return where the next key starts; NULL after the last
 */
const char *di_node_next_key(const char *path, const char *rest, char *key);

/** Node at a pointer ("/a/b"), or at a dotted path ("a.b") if it does not start with '/'. */
struct di_node *di_node_at(struct di_arena *arena, struct di_node *root, const char *path);

/** Is this a key that scenarios may use for their own purposes? */
bool di_node_is_private_key(const char *key);

/**
 * Canonical text of a tree: keys in byte order, two spaces of indent, C-locale numbers, a
 * final line end. Free with free(); NULL if memory ran out.
 */
char *di_node_dump(const struct di_node *root);

/** The same with keys in the order of the file. */
char *di_node_dump_in_order(const struct di_node *root);

#endif

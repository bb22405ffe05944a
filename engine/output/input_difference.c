/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The inputs in which two resolved scenarios differ: a walk over both documents at once, keys
 * in byte order. What describes a scenario (names, notes, sources) moves no number and is left
 * out.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "di/comparison.h"
#include "di/resolved_scenario.h"

struct walk {
    di_input_visit visit;
    void *context;
    const char *input; /* pointer of the one that is compared; NULL: none yet */
    bool is_reported;  /* some value of it differs */
    bool failed;       /* memory */
};

static bool describes(const char *key, bool is_top)
{
    static const char *const anywhere[] = {"name", "source", "quality"};
    static const char *const top[] = {"id", "notes", "$schema", "extends", "published"};
    if (strncmp(key, "x-", 2) == 0)
        return true;
    for (size_t i = 0; i < sizeof anywhere / sizeof anywhere[0]; i++)
        if (strcmp(key, anywhere[i]) == 0)
            return true;
    for (size_t i = 0; is_top && i < sizeof top / sizeof top[0]; i++)
        if (strcmp(key, top[i]) == 0)
            return true;
    return false;
}

/* {"value": 0.1, "source": "..."} is the number 0.1 as far as numbers go. */
static const json_t *core(const json_t *value)
{
    const json_t *inner = json_object_get(value, "value");
    if (inner == NULL || json_object_get(value, "steps") != NULL ||
        json_object_get(value, "by") != NULL || json_object_get(value, "uncertain") != NULL)
        return value;
    return inner;
}

static bool equal(const json_t *a, const json_t *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    if (json_is_number(a) && json_is_number(b))
        return json_number_value(a) == json_number_value(b);
    if (json_is_array(a) && json_is_array(b)) {
        if (json_array_size(a) != json_array_size(b))
            return false;
        for (size_t i = 0; i < json_array_size(a); i++)
            if (!equal(json_array_get(a, i), json_array_get(b, i)))
                return false;
        return true;
    }
    return json_equal(a, b) != 0;
}

static char *dump(const json_t *value)
{
    const size_t flags = JSON_ENCODE_ANY | JSON_SORT_KEYS | JSON_COMPACT;
    if (json_is_string(value))
        return strdup(json_string_value(value));
    return json_dumps(value, flags | JSON_REAL_PRECISION(15));
}

/* Text that grows; NULL once memory ran out. */
static char *append(char *text, const char *more)
{
    const size_t length = text == NULL ? 0 : strlen(text);
    char *grown =
        text == NULL || more == NULL ? NULL : realloc(text, length + strlen(more) + 1);
    if (grown == NULL) {
        free(text);
        return NULL;
    }
    memcpy(grown + length, more, strlen(more) + 1);
    return grown;
}

static char *append_value(char *text, const char *word, const json_t *value)
{
    if (value == NULL)
        return text;
    char *shown = dump(value);
    text = append(append(text, word), shown);
    free(shown);
    return text;
}

/* A list of steps as a sentence: "from 2028-01-01 multiply 1.2 over 2 years; from ...". Other
 * values stay JSON, texts stand without quotes. */
static char *readable(const json_t *value)
{
    size_t i;
    json_t *step;
    const json_t *first = json_array_get(value, 0);
    if (json_object_get(first, "from") == NULL)
        return dump(value);
    char *text = strdup("");
    json_array_foreach(value, i, step)
    {
        text = append_value(text, i == 0 ? "from " : "; from ", json_object_get(step, "from"));
        text = append_value(text, " set ", json_object_get(step, "set"));
        text = append_value(text, " add ", json_object_get(step, "add"));
        text = append_value(text, " multiply ", json_object_get(step, "multiply"));
        text = append_value(text, " over ", json_object_get(step, "over"));
    }
    return text;
}

static void report(struct walk *walk, const char *pointer, const json_t *base,
                   const json_t *changed)
{
    char *left = base == NULL ? NULL : readable(base);
    char *right = changed == NULL ? NULL : readable(changed);
    if ((base != NULL && left == NULL) || (changed != NULL && right == NULL))
        walk->failed = true;
    else
        walk->visit(walk->context, &(struct di_input_difference){
                                       .input = walk->input != NULL ? walk->input : pointer,
                                       .pointer = pointer,
                                       .base = left == NULL ? "" : left,
                                       .changed = right == NULL ? "" : right,
                                       .is_first = walk->input == NULL || !walk->is_reported});
    walk->is_reported = true;
    free(left);
    free(right);
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Keys of both, sorted, each once; NULL: no memory. */
static const char **keys_of(json_t *base, json_t *changed, size_t *count_out)
{
    const size_t most = json_object_size(base) + json_object_size(changed);
    const char **keys = calloc(most + 1, sizeof *keys);
    if (keys == NULL)
        return NULL;
    size_t used = 0, unique = 0;
    const char *key;
    json_t *value;
    json_object_foreach(base, key, value) keys[used++] = key;
    json_object_foreach(changed, key, value) keys[used++] = key;
    /* equal keys are the same text: their order cannot be seen */
    qsort(keys, used, sizeof *keys, by_bytes);
    for (size_t i = 0; i < used; i++)
        if (unique == 0 || strcmp(keys[unique - 1], keys[i]) != 0)
            keys[unique++] = keys[i];
    *count_out = unique;
    return keys;
}

/* RFC 6901: "~" and "/" inside a key are escaped. */
static char *child_pointer(const char *pointer, const char *key)
{
    char *child = malloc(strlen(pointer) + 2 * strlen(key) + 2);
    if (child == NULL)
        return NULL;
    const size_t length = strlen(pointer);
    memcpy(child, pointer, length);
    char *at = child + length;
    *at++ = '/';
    for (; *key != '\0'; key++) {
        if (*key == '~' || *key == '/') {
            *at++ = '~';
            *at++ = *key == '~' ? '0' : '1';
        } else {
            *at++ = *key;
        }
    }
    *at = '\0';
    return child;
}

/* {"value": 0.1, "steps": [...], "by": {...}}: one input, whatever of it differs. */
static bool is_quantity(const json_t *value)
{
    return json_object_get(value, "value") != NULL;
}

/* Depth is bounded by the loader's limit on nesting. NOLINTNEXTLINE(misc-no-recursion) */
static void compare(struct walk *walk, const char *pointer, json_t *base, json_t *changed)
{
    const json_t *left = core(base), *right = core(changed);
    const bool has_objects = json_is_object(left) || json_is_object(right);
    const bool mixes =
        (left != NULL && !json_is_object(left)) || (right != NULL && !json_is_object(right));
    if (!has_objects || mixes) {
        if (!equal(left, right))
            report(walk, pointer, left, right);
        return;
    }
    size_t count = 0;
    const char **keys = keys_of(base, changed, &count);
    const bool is_input = walk->input == NULL && (is_quantity(base) || is_quantity(changed));
    if (is_input) {
        walk->input = pointer;
        walk->is_reported = false;
    }
    walk->failed = walk->failed || keys == NULL;
    for (size_t i = 0; keys != NULL && i < count && !walk->failed; i++) {
        if (describes(keys[i], pointer[0] == '\0'))
            continue;
        char *child = child_pointer(pointer, keys[i]);
        if (child == NULL)
            walk->failed = true;
        else
            compare(walk, child, json_object_get(base, keys[i]),
                    json_object_get(changed, keys[i]));
        free(child);
    }
    walk->input = is_input ? NULL : walk->input;
    free(keys);
}

enum di_status di_inputs_compare(const char *base, const char *changed, di_input_visit visit,
                                 void *context, struct di_error *error)
{
    json_t *left = NULL, *right = NULL;
    enum di_status status = di_resolved_scenario_parse(base, &left, error);
    if (status == DI_OK)
        status = di_resolved_scenario_parse(changed, &right, error);
    if (status == DI_OK) {
        struct walk walk = {.visit = visit, .context = context};
        compare(&walk, "", left, right);
        status = walk.failed ? di_fail_memory(error) : DI_OK;
    }
    json_decref(left);
    json_decref(right);
    return status;
}

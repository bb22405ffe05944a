/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All members of every argument, whatever its kind: reading needs no knowledge of which kind
 * uses which. Kinds go by name, for their numbers may change with the program.
 */
#include "message_code.h"

#include <math.h>
#include <string.h>

enum { MEMBERS = 6, DAYS_MAX = 10000000 }; /* 27,000 years */

static const char *const kinds[] = {
    [DI_ARGUMENT_NONE] = "none",     [DI_ARGUMENT_TEXT] = "text",
    [DI_ARGUMENT_INTEGER] = "count", [DI_ARGUMENT_REAL] = "real",
    [DI_ARGUMENT_DATE] = "date",     [DI_ARGUMENT_PERIOD] = "period",
    [DI_ARGUMENT_PHRASE] = "phrase", [DI_ARGUMENT_LIST] = "list",
    [DI_ARGUMENT_RANGE] = "range",
};
#define KINDS (sizeof kinds / sizeof kinds[0])

/* ---- written ---- */

/* JSON knows no NaN. */
static json_t *real_of(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

static json_t *argument_of(const struct di_argument *argument)
{
    return json_pack("[s,I,o,s?,i,o]", kinds[argument->kind], (json_int_t)argument->integer,
                     real_of(argument->real), argument->text, (int)argument->last_civil_day,
                     real_of(argument->high));
}

char *message_code_write(const struct di_message *message)
{
    json_t *arguments = json_array();
    bool is_ok = arguments != NULL;
    for (size_t i = 0; i < DI_MESSAGE_ARGS_MAX && is_ok; i++)
        is_ok = json_array_append_new(arguments, argument_of(&message->arguments[i])) == 0;
    json_t *all = json_pack("{s:s,s:O}", "id", message->id, "arguments", arguments);
    char *text =
        is_ok && all != NULL ? json_dumps(all, JSON_COMPACT | JSON_ENSURE_ASCII) : NULL;
    json_decref(all);
    json_decref(arguments);
    return text;
}

/* ---- read ---- */

static double real_from(const json_t *value)
{
    return json_is_number(value) ? json_number_value(value) : (double)NAN;
}

static bool has_text(enum di_argument_kind kind)
{
    return kind == DI_ARGUMENT_TEXT || kind == DI_ARGUMENT_PHRASE || kind == DI_ARGUMENT_LIST;
}

static bool has_days(enum di_argument_kind kind)
{
    return kind == DI_ARGUMENT_DATE || kind == DI_ARGUMENT_PERIOD;
}

static bool is_day(json_int_t value)
{
    return value > -DAYS_MAX && value < DAYS_MAX;
}

static bool find_kind(const json_t *name, enum di_argument_kind *kind_out)
{
    for (size_t i = 0; json_is_string(name) && i < KINDS; i++)
        if (strcmp(json_string_value(name), kinds[i]) == 0) {
            *kind_out = (enum di_argument_kind)i;
            return true;
        }
    return false;
}

static bool read_argument(const json_t *from, struct di_argument *to)
{
    enum di_argument_kind kind = DI_ARGUMENT_NONE;
    const json_int_t integer = json_integer_value(json_array_get(from, 1));
    const json_int_t last = json_integer_value(json_array_get(from, 4));
    const char *text = json_string_value(json_array_get(from, 3));
    if (json_array_size(from) != MEMBERS || !find_kind(json_array_get(from, 0), &kind) ||
        (has_text(kind) && text == NULL) || integer == INT64_MIN || !is_day(last) ||
        (has_days(kind) && !is_day(integer)))
        return false;
    *to = (struct di_argument){.kind = kind,
                               .integer = integer,
                               .real = real_from(json_array_get(from, 2)),
                               .text = text,
                               .last_civil_day = (int32_t)last,
                               .high = real_from(json_array_get(from, 5))};
    return true;
}

json_t *message_code_read(const char *text, struct di_message *message_out)
{
    struct di_argument arguments[DI_MESSAGE_ARGS_MAX];
    json_t *all = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    const char *id = json_string_value(json_object_get(all, "id"));
    const json_t *list = json_object_get(all, "arguments");
    bool is_ok = id != NULL && json_array_size(list) == DI_MESSAGE_ARGS_MAX;
    for (size_t i = 0; i < DI_MESSAGE_ARGS_MAX && is_ok; i++)
        is_ok = read_argument(json_array_get(list, i), &arguments[i]);
    if (!is_ok) {
        json_decref(all);
        return NULL;
    }
    di_message_set(message_out, id, arguments, DI_MESSAGE_ARGS_MAX);
    return all;
}

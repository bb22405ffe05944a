/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every command's options, and the global ones, go through this one reader. The tables are
 * searched in order, so a command cannot shadow a global option by accident of parsing: a test
 * holds the names apart.
 */
#include "options.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "di/nearest.h"
#include "di/number.h"

#include "catalogue.h"
#include "translate.h"

#define NAMES_MAX 128

static void *member(const struct di_option_target *target,
                    const struct di_command_option *option)
{
    return (char *)target->settings + option->offset;
}

static bool is_choice(const char *choices, const char *value)
{
    const size_t length = strlen(value);
    for (const char *p = choices; p != NULL && *p != '\0';) {
        const size_t width = strcspn(p, "|");
        if (width == length && strncmp(p, value, length) == 0)
            return true;
        p += width + (p[width] == '|');
    }
    return false;
}

static enum di_status fail_value(const struct di_command_option *option, const char *value,
                                 struct di_error *error)
{
    const struct di_argument name = di_text_arg(option->name), given = di_text_arg(value);
    if (option->kind == DI_OPTION_CHOICE)
        return DI_FAIL(error, DI_ERR_INPUT, "", DI_N_("--%1 cannot be '%2'; choose one of %3."),
                       name, given, di_text_arg(option->choices));
    if (option->kind == DI_OPTION_REAL)
        return DI_FAIL(error, DI_ERR_INPUT, "", DI_N_("--%1 needs a number above 0, not '%2'."),
                       name, given);
    if (option->maximum != 0)
        return DI_FAIL(error, DI_ERR_INPUT, "",
                       DI_N_("--%1 needs a whole number from %3 to %4, not '%2'."), name, given,
                       di_integer_arg((int64_t)option->minimum),
                       di_integer_arg((int64_t)option->maximum));
    return DI_FAIL(error, DI_ERR_INPUT, "",
                   DI_N_("--%1 needs a whole number of at least %3, not '%2'."), name, given,
                   di_integer_arg((int64_t)option->minimum));
}

static bool parse_integer(const struct di_command_option *option, const char *value,
                          uint64_t *number_out)
{
    if (value[0] == '\0' || value[strspn(value, "0123456789")] != '\0')
        return false;
    errno = 0;
    const uint64_t number = strtoull(value, NULL, 10);
    if (errno != 0 || number < option->minimum ||
        (option->maximum != 0 && number > option->maximum))
        return false;
    *number_out = number;
    return true;
}

static enum di_status append(struct di_option_list *list, const char *value,
                             struct di_error *error)
{
    const char **grown = realloc(list->items, (list->count + 1) * sizeof *grown);
    if (grown == NULL)
        return di_fail_memory(error);
    list->items = grown;
    list->items[list->count++] = value;
    return DI_OK;
}

static enum di_status store(const struct di_option_target *target,
                            const struct di_command_option *option, const char *value,
                            struct di_error *error)
{
    void *place = member(target, option);
    bool valid = true;
    switch (option->kind) {
    case DI_OPTION_FLAG:
        *(bool *)place = true;
        break;
    case DI_OPTION_TEXT:
        *(const char **)place = value;
        break;
    case DI_OPTION_CHOICE:
        valid = is_choice(option->choices, value);
        *(const char **)place = value;
        break;
    case DI_OPTION_AUTO:
        if (strcmp(value, "auto") == 0)
            *(uint64_t *)place = 0;
        else
            valid = parse_integer(option, value, place);
        break;
    case DI_OPTION_INTEGER:
        valid = parse_integer(option, value, place);
        break;
    case DI_OPTION_REAL:
        valid = di_number_parse(value, place) && *(double *)place > 0.0;
        break;
    case DI_OPTION_LIST:
        return append(place, value, error);
    case DI_OPTION_REFUSED:
        break;
    }
    return valid ? DI_OK : fail_value(option, value, error);
}

enum di_status di_options_defaults(const struct di_option_target *target,
                                   struct di_error *error)
{
    for (const struct di_command_option *o = target->options; o->name != NULL; o++) {
        if (o->default_value == NULL)
            continue;
        const enum di_status status = store(target, o, o->default_value, error);
        if (status != DI_OK)
            return status;
    }
    return DI_OK;
}

static enum di_status fail_unknown(const struct di_option_parse *parse, const char *argument,
                                   const char *name, struct di_error *error)
{
    const char *names[NAMES_MAX];
    size_t count = 0;
    for (size_t t = 0; t < parse->target_count; t++)
        for (const struct di_command_option *o = parse->targets[t].options; o->name != NULL;
             o++)
            if (count < NAMES_MAX && o->kind != DI_OPTION_REFUSED)
                names[count++] = o->name;
    const char *nearest = di_nearest_name(name, names, count);
    if (nearest == NULL)
        return DI_FAIL(error, DI_ERR_INPUT, "", DI_N_("There is no option '%1'."),
                       di_text_arg(argument));
    return DI_FAIL(error, DI_ERR_INPUT, "",
                   DI_N_("There is no option '%1'. Did you mean '--%2'?"),
                   di_text_arg(argument), di_text_arg(nearest));
}

const struct di_command_option *di_options_find(const struct di_command_option *options,
                                                const char *name, size_t length)
{
    for (; options->name != NULL; options++)
        if (strlen(options->name) == length && strncmp(options->name, name, length) == 0)
            return options;
    return NULL;
}

static const struct di_command_option *find(const struct di_option_parse *parse,
                                            const char *name, size_t length,
                                            const struct di_option_target **target_out)
{
    for (size_t t = 0; t < parse->target_count; t++) {
        const struct di_command_option *option =
            di_options_find(parse->targets[t].options, name, length);
        if (option == NULL)
            continue;
        *target_out = &parse->targets[t];
        return option;
    }
    return NULL;
}

/* Reads the option at arguments[*index]; advances *index past a separate value. */
static enum di_status parse_one(const struct di_option_parse *parse, char **arguments,
                                size_t count, size_t *index, struct di_error *error)
{
    const char *argument = arguments[*index];
    const char *name = strcmp(argument, "-h") == 0 ? "help" : argument + 2;
    const size_t length = strcspn(name, "=");
    const char *value = name[length] == '=' ? name + length + 1 : NULL;
    const struct di_option_target *target = NULL;
    const bool is_long = argument[1] == '-' || strcmp(argument, "-h") == 0;
    const struct di_command_option *option =
        is_long ? find(parse, name, length, &target) : NULL;
    if (option == NULL) {
        char typed[DI_NEAREST_LENGTH_MAX + 1];
        (void)snprintf(typed, sizeof typed, "%.*s", (int)length, is_long ? name : argument + 1);
        return fail_unknown(parse, argument, typed, error);
    }
    if (option->kind == DI_OPTION_REFUSED)
        return di_fail(error, DI_ERR_INPUT, "", option->help, NULL, 0);
    if (option->kind == DI_OPTION_FLAG && value != NULL)
        return DI_FAIL(error, DI_ERR_INPUT, "", DI_N_("--%1 takes no value."),
                       di_text_arg(option->name));
    if (option->kind != DI_OPTION_FLAG && value == NULL) {
        if (*index + 1 >= count)
            return DI_FAIL(error, DI_ERR_INPUT, "", DI_N_("--%1 needs a value: --%1 %2."),
                           di_text_arg(option->name), di_text_arg(option->argument));
        value = arguments[++*index];
    }
    if (option->given_offset != 0)
        *(bool *)((char *)target->settings + option->given_offset) = true;
    return store(target, option, value, error);
}

enum di_status di_options_parse(struct di_option_parse *parse, char **arguments, size_t count,
                                struct di_error *error)
{
    bool only_operands = false;
    parse->operands = arguments;
    parse->operand_count = 0;
    for (size_t i = 0; i < count; i++) {
        const char *argument = arguments[i];
        if (!only_operands && strcmp(argument, "--") == 0) {
            only_operands = true;
        } else if (only_operands || argument[0] != '-' || argument[1] == '\0') {
            if (parse->stop_at_operand) {
                parse->operands = arguments + i;
                parse->operand_count = count - i;
                return DI_OK;
            }
            arguments[parse->operand_count++] = arguments[i];
        } else {
            const enum di_status status = parse_one(parse, arguments, count, &i, error);
            if (status != DI_OK)
                return status;
        }
    }
    return DI_OK;
}

void di_options_finish(const struct di_option_target *target)
{
    for (const struct di_command_option *o = target->options; o->name != NULL; o++)
        if (o->kind == DI_OPTION_LIST)
            free(((struct di_option_list *)member(target, o))->items);
}

static void print_padded(FILE *stream, const char *text, size_t width)
{
    (void)fputs(text, stream);
    for (size_t used = di_catalogue_width(text); used < width; used++)
        (void)fputc(' ', stream);
}

/* A head too long for the column has a line of its own. */
static void print_option(const struct di_command_option *option, FILE *stream)
{
    enum { COLUMN = 34 };
    char head[64];
    (void)snprintf(head, sizeof head, "  --%s%s%s", option->name,
                   option->argument != NULL ? " " : "",
                   option->argument != NULL ? option->argument : "");
    print_padded(stream, head, COLUMN);
    if (di_catalogue_width(head) >= COLUMN) {
        (void)fputc('\n', stream);
        print_padded(stream, "", COLUMN);
    }
    (void)fputs(_(option->help), stream);
    if (option->default_value != NULL)
        (void)fprintf(stream, _(" (default: %s)"), option->default_value);
    (void)fputc('\n', stream);
}

void di_options_print(const struct di_command_option *options, FILE *stream)
{
    for (const struct di_command_option *o = options; o->name != NULL; o++)
        if (o->kind != DI_OPTION_REFUSED)
            print_option(o, stream);
}

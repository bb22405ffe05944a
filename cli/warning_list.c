/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "warning_list.h"

#include <stdlib.h>
#include <string.h>

#include "error_report.h"

static bool has_number(const struct di_message *message)
{
    for (size_t i = 0; i < DI_MESSAGE_ARGS_MAX; i++)
        if (message->arguments[i].kind == DI_ARGUMENT_INTEGER ||
            message->arguments[i].kind == DI_ARGUMENT_REAL ||
            message->arguments[i].kind == DI_ARGUMENT_RANGE)
            return true;
    return false;
}

static void keep(struct di_warning_list *warnings, const struct di_diagnostic *problem)
{
    const size_t length = di_message_render(&problem->message, NULL, NULL, 0);
    const size_t room = length + strlen(problem->pointer) + 4;
    char *text = malloc(room);
    struct di_run_warning *grown =
        realloc(warnings->items, (warnings->count + 1) * sizeof *warnings->items);
    if (grown != NULL)
        warnings->items = grown;
    if (text == NULL || grown == NULL) { /* it was printed; the manifest lacks it */
        free(text);
        return;
    }
    (void)di_message_render(&problem->message, NULL, text, room);
    if (problem->pointer[0] != '\0')
        (void)snprintf(text + length, room - length, " (%s)", problem->pointer);
    warnings->items[warnings->count++] =
        (struct di_run_warning){text, has_number(&problem->message)};
}

enum di_exit di_warning_list_report(struct di_warning_list *warnings, const struct di_cli *cli,
                                    enum di_status status, const struct di_diagnostics *list,
                                    const struct di_error *error)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].severity == DI_SEVERITY_WARNING)
            keep(warnings, &list->items[i]);
    return di_error_report_reading(cli, status, list, error);
}

void di_warning_list_finish(struct di_warning_list *warnings)
{
    for (size_t i = 0; i < warnings->count; i++)
        free(warnings->items[i].text);
    free(warnings->items);
    *warnings = (struct di_warning_list){0};
}

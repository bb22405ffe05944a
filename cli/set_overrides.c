/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each item owns one copy of its option, cut in two at the first "=". */
#include "set_overrides.h"

#include <stdlib.h>
#include <string.h>

#include "error_report.h"

enum di_exit di_set_overrides_open(const struct di_cli *cli, const struct di_option_list *list,
                                   const char *command, struct di_set_overrides *out)
{
    *out = (struct di_set_overrides){calloc(list->count + 1, sizeof *out->items), list->count};
    if (out->items == NULL) {
        struct di_error error;
        (void)!di_fail_memory(&error);
        return di_error_report(cli, &error);
    }
    for (size_t i = 0; i < list->count; i++) {
        char *copy = strdup(list->items[i]);
        char *equals = copy == NULL ? NULL : strchr(copy, '=');
        out->items[i].path = copy;
        if (equals == NULL || equals == copy) {
            struct di_message message;
            DI_MESSAGE(&message, DI_N_("--set needs PATH=VALUE, not '%1'."),
                       di_text_arg(list->items[i]));
            return di_error_report_usage(cli, &message, command);
        }
        *equals = '\0';
        out->items[i].value = equals + 1;
    }
    return DI_EXIT_DONE;
}

void di_set_overrides_finish(struct di_set_overrides *sets)
{
    for (size_t i = 0; sets->items != NULL && i < sets->count; i++) {
        void *owned;
        memcpy(&owned, &sets->items[i].path, sizeof owned); /* made by strdup above */
        free(owned);
    }
    free(sets->items);
    *sets = (struct di_set_overrides){0};
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch_failures.h"

#include <stdlib.h>

#include "error_report.h"
#include "json_text.h"

struct telling {
    const struct di_cli *cli;
    json_t *list;
    uint64_t count;
};

static json_t *object_of(const struct di_study_failure *failure)
{
    return json_pack("{s:s,s:I,s:I,s:s,s:o}", "scenario", failure->scenario, "draw",
                     (json_int_t)failure->draw, "replication", (json_int_t)failure->replication,
                     "code", failure->code, "reason", di_json_text(failure->reason));
}

/* The message in the user's language; a database of format 1 has its sentence in English. */
static void say(const struct di_cli *cli, const struct di_study_failure *failure)
{
    const struct di_message *message = failure->message;
    char *text = message != NULL ? di_message_text(message, &cli->catalogue) : NULL;
    DI_SAY(cli, stderr, N_("'%1', draw %2, replication %3 failed: %4"),
           di_text_arg(failure->scenario), di_integer_arg(failure->draw),
           di_integer_arg(failure->replication),
           di_list_arg(text != NULL ? text : failure->reason));
    free(text);
}

static void tell(void *context, const struct di_study_failure *failure)
{
    struct telling *telling = context;
    telling->count++;
    if (telling->list != NULL)
        (void)json_array_append_new(telling->list, object_of(failure));
    else if (telling->count <= DI_BATCH_FAILURES_SHOWN)
        say(telling->cli, failure);
}

enum di_exit di_batch_failures_list(const struct di_cli *cli,
                                    struct di_results_database *database, json_t *list)
{
    struct telling telling = {.cli = cli, .list = list};
    struct di_error error;
    di_error_clear(&error);
    if (di_results_database_failures(database, tell, &telling, &error) != DI_OK)
        return di_error_report(cli, &error);
    if (telling.count > DI_BATCH_FAILURES_SHOWN && list == NULL)
        DI_SAY(cli, stderr, N_("%1 more {%1|failure is|failures are} in the database."),
               di_integer_arg((int64_t)(telling.count - DI_BATCH_FAILURES_SHOWN)));
    return DI_EXIT_DONE;
}

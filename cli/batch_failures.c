/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kept in the order of units, whatever thread failed first: what is told depends on no luck. */
#include "batch_failures.h"

#include <stdlib.h>
#include <string.h>

#include "error_report.h"
#include "json_text.h"

/* ---- noted ---- */

static char *render(const struct di_cli *cli, const struct di_error *error)
{
    const struct di_message plain = {.id = di_status_text(error->status)};
    const struct di_message *message = error->message.id != NULL ? &error->message : &plain;
    const size_t room = di_message_render(message, &cli->catalogue, NULL, 0) + 1;
    char *text = malloc(room);
    if (text != NULL)
        (void)di_message_render(message, &cli->catalogue, text, room);
    return text;
}

static bool is_before(const struct di_batch_failure *a, size_t scenario, uint32_t number)
{
    return a->scenario < scenario || (a->scenario == scenario && a->number < number);
}

void di_batch_failures_note(struct di_batch_failures *failures, const struct di_cli *cli,
                            size_t scenario, uint32_t number, const struct di_error *error)
{
    size_t at = failures->count;
    while (at > 0 && !is_before(&failures->items[at - 1], scenario, number))
        at--;
    char *reason = at < DI_BATCH_FAILURES_SHOWN ? render(cli, error) : NULL;
    if (reason == NULL)
        return;
    if (failures->count == DI_BATCH_FAILURES_SHOWN)
        free(failures->items[--failures->count].reason);
    memmove(&failures->items[at + 1], &failures->items[at],
            (failures->count - at) * sizeof failures->items[0]);
    failures->items[at] = (struct di_batch_failure){scenario, number, reason};
    failures->count++;
}

void di_batch_failures_finish(struct di_batch_failures *failures)
{
    for (size_t i = 0; i < failures->count; i++)
        free(failures->items[i].reason);
    failures->count = 0;
}

/* ---- told ---- */

struct telling {
    const struct di_cli *cli;
    const struct di_batch_failures *failures;
    const struct di_batch_study *batch;
    json_t *list;
    uint64_t count;
};

static json_t *object_of(const struct di_study_failure *failure)
{
    return json_pack("{s:s,s:I,s:I,s:s,s:o}", "scenario", failure->scenario, "draw",
                     (json_int_t)failure->draw, "replication", (json_int_t)failure->replication,
                     "code", failure->code, "reason", di_json_text(failure->reason));
}

static const char *reason_of(const struct telling *telling,
                             const struct di_study_failure *failure)
{
    const uint32_t number =
        failure->draw * telling->batch->study->replications + failure->replication;
    for (size_t i = 0; i < telling->failures->count; i++) {
        const struct di_batch_failure *item = &telling->failures->items[i];
        if (item->number == number &&
            strcmp(telling->batch->named[item->scenario].id, failure->scenario) == 0)
            return item->reason;
    }
    return failure->reason;
}

static void tell(void *context, const struct di_study_failure *failure)
{
    struct telling *telling = context;
    telling->count++;
    if (telling->list != NULL)
        (void)json_array_append_new(telling->list, object_of(failure));
    else if (telling->count <= DI_BATCH_FAILURES_SHOWN)
        DI_SAY(telling->cli, stderr, N_("'%1', draw %2, replication %3 failed: %4"),
               di_text_arg(failure->scenario), di_integer_arg(failure->draw),
               di_integer_arg(failure->replication), di_text_arg(reason_of(telling, failure)));
}

enum di_exit di_batch_failures_list(const struct di_cli *cli,
                                    const struct di_batch_failures *failures,
                                    const struct di_batch_study *batch,
                                    struct di_results_database *database, json_t *list)
{
    struct telling telling = {.cli = cli, .failures = failures, .batch = batch, .list = list};
    struct di_error error;
    di_error_clear(&error);
    if (di_results_database_failures(database, tell, &telling, &error) != DI_OK)
        return di_error_report(cli, &error);
    if (telling.count > DI_BATCH_FAILURES_SHOWN && list == NULL)
        DI_SAY(cli, stderr, N_("%1 more {%1|failure is|failures are} in the database."),
               di_integer_arg((int64_t)(telling.count - DI_BATCH_FAILURES_SHOWN)));
    return DI_EXIT_DONE;
}

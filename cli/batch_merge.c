/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch_merge.h"

#include <jansson.h>

#include "di/results_merge.h"

#include "error_report.h"
#include "interrupt.h"
#include "json_text.h"

struct merging {
    const struct di_cli *cli;
    json_t *gaps, *absent; /* of --json; NULL: people read it */
};

static void note_gap(void *context, const struct di_study_gap *gap)
{
    const struct merging *merging = context;
    if (merging->gaps != NULL)
        (void)json_array_append_new(
            merging->gaps,
            json_pack("{s:s,s:I,s:I,s:I,s:I}", "scenario", gap->scenario, "missing",
                      (json_int_t)gap->missing, "failed", (json_int_t)gap->failed, "draw",
                      (json_int_t)gap->draw, "replication", (json_int_t)gap->replication));
    else if (!merging->cli->is_quiet)
        DI_SAY(merging->cli, stderr,
               N_("'%1': %2 {%2|unit is|units are} missing and %3 failed, from draw %4, "
                  "replication %5 on."),
               di_text_arg(gap->scenario), di_integer_arg((int64_t)gap->missing),
               di_integer_arg((int64_t)gap->failed), di_integer_arg(gap->draw),
               di_integer_arg(gap->replication));
}

static void note_absent(void *context, uint32_t part, uint32_t part_count)
{
    const struct merging *merging = context;
    if (merging->absent != NULL)
        (void)json_array_append_new(merging->absent, json_integer(part));
    else if (!merging->cli->is_quiet)
        DI_SAY(merging->cli, stderr, N_("Part %1 of %2 was not named."), di_integer_arg(part),
               di_integer_arg(part_count));
}

static void print(const struct merging *merging, const char *path,
                  const struct di_merge_counts *counts)
{
    if (merging->gaps == NULL) {
        DI_SAY(merging->cli, stdout, N_("'%1' holds %2 of the study's %3 {%3|unit|units}."),
               di_text_arg(path), di_integer_arg((int64_t)counts->kept),
               di_integer_arg((int64_t)counts->units));
        return;
    }
    json_t *object = json_pack("{s:o,s:I,s:I,s:I,s:O,s:O}", "results", di_json_text(path),
                               "units", (json_int_t)counts->units, "done",
                               (json_int_t)counts->kept, "failed", (json_int_t)counts->failed,
                               "incomplete", merging->gaps, "absent_shards", merging->absent);
    (void)json_dumpf(object, stdout, JSON_COMPACT | JSON_ENSURE_ASCII);
    (void)fputc('\n', stdout);
    json_decref(object);
}

enum di_exit di_batch_merge(const struct di_cli *cli, char *const *paths, size_t count)
{
    struct merging merging = {.cli = cli};
    const struct di_merge_report report = {di_interrupt_cancels, note_gap, note_absent,
                                           &merging};
    struct di_merge_counts counts = {0};
    struct di_error error;
    di_error_clear(&error);
    if (cli->is_json) {
        merging.gaps = json_array();
        merging.absent = json_array();
    }
    const enum di_status status = di_results_merge(paths[0], (const char *const *)paths + 1,
                                                   count - 1, &report, &counts, &error);
    if (status == DI_OK)
        print(&merging, paths[0], &counts);
    json_decref(merging.gaps);
    json_decref(merging.absent);
    if (status != DI_OK)
        return di_error_report(cli, &error);
    return counts.failed > 0 ? DI_EXIT_INTERNAL : DI_EXIT_DONE;
}

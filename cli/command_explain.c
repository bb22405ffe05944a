/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * homeward explain: one synthetic child's life in plain words, out of a run's trace.
 */
#include <inttypes.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/life_story.h"
#include "di/results.h"
#include "di/trace_file.h"

#include "command.h"
#include "error_report.h"

struct explain_settings {
    const char *child;
    uint64_t replication;
};

enum { CHILDREN_LISTED = 20 };

struct story {
    const struct di_cli *cli;
    const struct explain_settings *settings;
    const struct di_results *results;
    struct di_names names;
    struct di_life_story life;
    json_t *events;  /* with --json */
    uint32_t lines;  /* of the child */
    uint32_t listed; /* children named, without --child */
    char names_listed[CHILDREN_LISTED][DI_TRACE_CHILD_MAX];
    bool lists_any; /* also children who stay */
};

#define OPTION_AT(member) offsetof(struct explain_settings, member)

static const struct di_command_option options[] = {
    {.name = "child",
     .kind = DI_OPTION_TEXT,
     .argument = "ID",
     .help = N_("the child, as trace.csv.gz names it; without it some children are listed"),
     .offset = OPTION_AT(child)},
    {.name = "replication",
     .kind = DI_OPTION_INTEGER,
     .argument = "N",
     .help = N_("which of the simulated futures"),
     .default_value = "0",
     .maximum = 99999,
     .offset = OPTION_AT(replication)},
    {0},
};

static void print_line(void *context, const struct di_message *message)
{
    const struct story *story = context;
    char text[DI_MESSAGE_TEXT_MAX * 2];
    (void)di_message_render(message, &story->cli->catalogue, text, sizeof text);
    (void)puts(text);
}

static void introduce(struct story *story, const struct di_trace_row *row)
{
    struct di_message message;
    if (story->cli->is_json)
        return;
    (void)printf("%s\n\n", row->child);
    di_life_person(&story->life, row, &message);
    print_line(story, &message);
    (void)fputc('\n', stdout);
}

static json_t *event_object(const struct di_trace_row *row)
{
    char date[16];
    di_date_format(row->civil_day, date);
    json_t *object = json_pack("{s:s, s:f, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "date", date,
                               "day", row->day, "event", di_trace_event_id(row->event), "from",
                               row->from, "to", row->to, "region", row->to_region, "move",
                               row->move, "place", row->place, "what", row->what);
    if (!isnan(row->value))
        (void)json_object_set_new(object, "value", json_real(row->value));
    return object;
}

/* ---- reading ---- */

static bool is_of_a_child(const struct di_trace_row *row)
{
    return row->child[0] != '\0' && row->birth_civil_day != INT32_MIN;
}

static bool visit_child(void *context, const struct di_trace_row *row)
{
    struct story *story = context;
    if (row->replication != story->settings->replication)
        return row->replication < story->settings->replication;
    if (!is_of_a_child(row) || strcmp(row->child, story->settings->child) != 0)
        return true;
    if (story->lines++ == 0)
        introduce(story, row);
    if (story->cli->is_json)
        (void)json_array_append_new(story->events, event_object(row));
    else
        di_life_event(&story->life, row);
    return true;
}

/* Children who come back or move: their lives say more than those who stay. Where there are
 * none, any. */
static bool is_worth_telling(const struct story *story, const struct di_trace_row *row)
{
    return story->lists_any || row->event == DI_TRACE_REENTRY ||
           row->event == DI_TRACE_BREAKDOWN || row->event == DI_TRACE_MOVE;
}

static bool is_listed(const struct story *story, const char *child)
{
    for (uint32_t i = 0; i < story->listed; i++)
        if (strcmp(story->names_listed[i], child) == 0)
            return true;
    return false;
}

static bool visit_list(void *context, const struct di_trace_row *row)
{
    struct story *story = context;
    if (row->replication != story->settings->replication)
        return row->replication < story->settings->replication;
    if (!is_of_a_child(row) || !is_worth_telling(story, row) || is_listed(story, row->child))
        return true;
    (void)snprintf(story->names_listed[story->listed], sizeof story->names_listed[0], "%s",
                   row->child);
    if (story->listed == 0 && !story->cli->is_json)
        (void)puts(_("Some children of this run, to be named with --child:"));
    if (story->cli->is_json)
        (void)json_array_append_new(story->events, json_string(row->child));
    else
        (void)printf("  %s\n", row->child);
    return ++story->listed < CHILDREN_LISTED;
}

static enum di_exit fail_unknown(const struct story *story)
{
    struct di_error error;
    di_error_clear(&error);
    (void)!DI_FAIL(&error, DI_ERR_INPUT, "",
                   DI_N_("Replication %1 has no child '%2'. Without --child, explain lists "
                         "some."),
                   di_integer_arg((int64_t)story->settings->replication),
                   di_text_arg(story->settings->child));
    return di_error_report(story->cli, &error);
}

static enum di_status read_trace(struct story *story, const char *folder,
                                 struct di_error *error)
{
    const uint64_t number = story->settings->replication;
    if (number >= story->results->replications)
        return DI_FAIL(
            error, DI_ERR_REFERENCE, "",
            DI_N_("There is no replication %1: these results have %2, counted from 0."),
            di_integer_arg((int64_t)number),
            di_integer_arg((int64_t)story->results->replications));
    if (story->settings->child != NULL)
        return di_trace_read(folder, visit_child, story, error);
    const enum di_status status = di_trace_read(folder, visit_list, story, error);
    story->lists_any = true;
    return status == DI_OK && story->listed == 0
               ? di_trace_read(folder, visit_list, story, error)
               : status;
}

static enum di_exit explain(struct story *story, const char *folder)
{
    struct di_error error;
    di_error_clear(&error);
    const bool has_child = story->settings->child != NULL;
    if (read_trace(story, folder, &error) != DI_OK)
        return di_error_report(story->cli, &error);
    if (has_child && story->lines == 0)
        return fail_unknown(story);
    if (has_child && !story->cli->is_json)
        di_life_end(&story->life, story->results->last_civil_day);
    if (!story->cli->is_json)
        return DI_EXIT_DONE;
    json_t *root =
        has_child ? json_pack("{s:s, s:I, s:O}", "child", story->settings->child, "replication",
                              (json_int_t)story->settings->replication, "events", story->events)
                  : json_pack("{s:O}", "children", story->events);
    (void)json_dumpf(root, stdout, JSON_COMPACT);
    (void)fputc('\n', stdout);
    json_decref(root);
    return DI_EXIT_DONE;
}

static enum di_exit run(const struct di_cli *cli, const void *settings, char *const *operands,
                        size_t operand_count)
{
    (void)operand_count;
    struct di_results *results = NULL;
    struct di_error error;
    di_error_clear(&error);
    if (di_results_read(operands[0], &results, &error) != DI_OK)
        return di_error_report(cli, &error);
    struct story story = {
        .cli = cli, .settings = settings, .results = results, .events = json_array()};
    const enum di_status status = di_names_init(results->resolved, &story.names, &error);
    story.life = (struct di_life_story){.names = &story.names,
                                        .catalogue = &cli->catalogue,
                                        .tell = print_line,
                                        .context = &story};
    const enum di_exit code =
        status == DI_OK ? explain(&story, operands[0]) : di_error_report(cli, &error);
    if (status == DI_OK)
        di_names_finish(&story.names);
    json_decref(story.events);
    di_results_destroy(results);
    return code;
}

const struct di_command di_command_explain = {
    .name = "explain",
    .summary = N_("Tell one synthetic child's life in plain words"),
    .operands = "RESULTS",
    .example = "homeward explain results --child start-12-0",
    .notes = N_("Needs the results of a run with --trace and --out. Every child is synthetic: "
                "no line speaks of a real one."),
    .options = options,
    .settings_size = sizeof(struct explain_settings),
    .operands_min = 1,
    .operands_max = 1,
    .run = run,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * homeward explain: one synthetic child's life in plain words, out of a run's trace. One
 * sentence per event; what an event means is said here and nowhere else.
 */
#include <inttypes.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/results.h"
#include "di/trace_file.h"

#include "command.h"
#include "error_report.h"
#include "scenario_names.h"

struct explain_settings {
    const char *child;
    uint64_t replication;
};

enum { CHILDREN_LISTED = 20, WAITS_MAX = 12, ACTIVITY_NAME_MAX = 32 };

/* Work that joined a queue: told only if it does not begin at the same instant. */
struct told_wait {
    double day;
    int32_t civil_day;
    char what[ACTIVITY_NAME_MAX];
};

struct story {
    const struct di_cli *cli;
    const struct explain_settings *settings;
    const struct di_results *results;
    struct di_scenario_names names;
    json_t *events;  /* with --json */
    uint32_t lines;  /* of the child */
    uint32_t listed; /* children named, without --child */
    char names_listed[CHILDREN_LISTED][DI_TRACE_CHILD_MAX];
    int32_t birth_civil_day;
    struct told_wait waits[WAITS_MAX];
    uint32_t wait_count;
    bool lists_any;                /* also children who stay */
    bool is_over;                  /* left care for good */
    char last[DI_TRACE_CHILD_MAX]; /* setting the child was last in */
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

/* ---- sentences ---- */

/* Arguments of every sentence: %1 date, %2 age, %3 from, %4 to, %5 region, %6 number. */
static const char *move_sentence(const struct di_trace_row *row)
{
    if (strcmp(row->move, "planned") == 0)
        return N_("%1, age %2: moves as planned from %3 to %4 (%5).");
    if (strcmp(row->move, "by_rate") == 0)
        return N_("%1, age %2: moves from %3 to %4 (%5), at the rate the scenario gives.");
    return N_("%1, age %2: is moved, without a plan, from %3 to %4 (%5).");
}

static const char *home_sentence(const struct di_trace_row *row)
{
    if (strcmp(row->move, "planned") == 0)
        return N_("%1, age %2: goes home from %3 as planned; visits to the family begin.");
    if (strcmp(row->move, "by_rate") == 0)
        return N_("%1, age %2: goes home from %3, at the rate the scenario gives.");
    return N_("%1, age %2: goes home from %3 without a plan.");
}

static const char *entry_sentence(const struct di_trace_row *row)
{
    const bool is_by_share = strcmp(row->move, "by_rate") == 0;
    if (row->event == DI_TRACE_REENTRY)
        return is_by_share ? N_("%1, age %2: comes back into care; placed in %4 (%5), by the "
                                "shares the scenario gives.")
                           : N_("%1, age %2: comes back into care; placed in %4 (%5).");
    return is_by_share ? N_("%1, age %2: enters care for the first time; placed in %4 (%5), by "
                            "the shares the scenario gives.")
                       : N_("%1, age %2: enters care for the first time; placed in %4 (%5).");
}

static bool is_home(const char *setting)
{
    return strncmp(setting, "home", 4) == 0 || strcmp(setting, "reunified_monitored") == 0;
}

/* Events whose sentence depends on nothing else. An event without one is not told: the line
 * before or after says it. */
static const char *const sentences[DI_TRACE_EVENTS] = {
    [DI_TRACE_FIRST_PLACE_REFUSED] =
        N_("%1, age %2: was to come to %4 first; there was no place."),
    [DI_TRACE_EXIT] = N_("%1, age %2: leaves %3 for good; destination: %4."),
    [DI_TRACE_MONITORING_END] = N_("%1, age %2: the visits to the family end."),
    [DI_TRACE_STAYS_ON] = N_("%1, age %2: turns 18 and stays in %4."),
    [DI_TRACE_BREAKDOWN] = N_("%1, age %2: the placement in %3 breaks down."),
    [DI_TRACE_AGE_EDGE] = N_("%1, age %2: is now too old for %3."),
    [DI_TRACE_REFUSED] = N_("%1, age %2: could have left %3, but there was no free place."),
    [DI_TRACE_REQUEST] =
        N_("%1, age %2: a request is made to find a family or home instead of %3."),
    [DI_TRACE_DECISION] = N_("%1, age %2: assessment and care plan are complete."),
    [DI_TRACE_ASKS] = N_("%1, age %2: joins the waiting list; wanted: %4."),
    [DI_TRACE_RESERVED] = N_("%1, age %2: matched; where to: %4."),
    [DI_TRACE_PREPARES] = N_("%1, age %2: the preparation of the move begins."),
    [DI_TRACE_UNRESERVED] =
        N_("%1, age %2: the match comes to nothing; the child waits again."),
    [DI_TRACE_WORK_BEGIN] = N_("%1, age %2: social workers begin: %4 (%6 {%6|hour|hours})."),
    [DI_TRACE_ACTIVITY_END] = N_("%1, age %2: social workers finish: %4 (%6 {%6|hour|hours})."),
    [DI_TRACE_WORK_DROPPED] = N_("%1, age %2: not needed any more: %4."),
    [DI_TRACE_FAMILY_RESTS] = N_("%1: the foster family rests for %6 {%6|day|days}."),
    [DI_TRACE_VISIT_MISSED] = N_("%1, age %2: a visit falls due and nobody has time for it."),
    [DI_TRACE_SPLIT] =
        N_("%1, age %2: a place is found apart from brothers and sisters; where to: %4."),
    [DI_TRACE_OVERFILL] =
        N_("%1, age %2: is taken into %4 (%5), although all its places are taken."),
    [DI_TRACE_OVERRUNS] =
        N_("%1, age %2: stays in %3 longer than it should; nothing else is free."),
    [DI_TRACE_DISCHARGED] = N_("%1, age %2: is sent home by a shock, without an assessment."),
    [DI_TRACE_EVACUATED] = N_("%1, age %2: is evacuated from %3 (the host region: %5)."),
    [DI_TRACE_UNEXPLAINED_ENTRY] =
        N_("%1, age %2: is counted in %4 (%5) from now on; published entries do not say where "
           "the child came from."),
    [DI_TRACE_LEAVES_AT_18] = N_("%1, age %2: is of age and leaves %3; where to: %4."),
};

static bool is_visit(const struct di_trace_row *row)
{
    return strcmp(row->what, "visit") == 0;
}

/* A visit is one sentence: when it has been made. */
static const char *sentence_of(const struct di_trace_row *row, double age_years)
{
    if (is_visit(row))
        return row->event == DI_TRACE_ACTIVITY_END
                   ? N_("%1, age %2: a social worker visits (%6 {%6|hour|hours}).")
                   : NULL;
    if (row->event == DI_TRACE_START)
        return is_home(row->to) ? N_("%1, age %2: the simulation begins; the child went home "
                                     "%6 {%6|year|years} ago.")
               : row->value >
                       age_years + 0.05 /* ageing is off: the stay is no part of the age */
                   ? N_("%1, age %2: the simulation begins; the child lives in %4 (%5).")
                   : N_("%1, age %2: the simulation begins; the child has lived in %4 (%5) for "
                        "%6 {%6|year|years}.");
    if (row->event == DI_TRACE_VISIT_MISSED && strcmp(row->what, "shock") == 0)
        return N_("%1, age %2: a visit falls due and cannot be made, because of a shock.");
    if (row->event == DI_TRACE_MOVE)
        return move_sentence(row);
    if (row->event == DI_TRACE_HOME)
        return home_sentence(row);
    if (row->event == DI_TRACE_ENTRY || row->event == DI_TRACE_REENTRY)
        return entry_sentence(row);
    return sentences[row->event];
}

static bool is_work(enum di_trace_event event)
{
    return event == DI_TRACE_WORK_BEGIN || event == DI_TRACE_ACTIVITY_END ||
           event == DI_TRACE_WORK_DROPPED;
}

/* Is %4 of the sentence what the line is about, and not where the child is? */
static bool is_about_what(enum di_trace_event event)
{
    return event == DI_TRACE_ASKS || event == DI_TRACE_RESERVED ||
           event == DI_TRACE_LEAVES_AT_18 || event == DI_TRACE_SPLIT || is_work(event);
}

static const char *wanted_name(const char *what)
{
    static const struct {
        const char *id, *label;
    } options_asked[] = {{"foster", N_("a foster family")},
                         {"specialised_foster", N_("a specialised foster family")},
                         {"sgh", N_("a small group home")},
                         {"supported_independent", N_("supported living")},
                         {"kinship", N_("relatives")},
                         {"reunification", N_("the return home")},
                         {"assessment", N_("the assessment")},
                         {"care_plan", N_("the care plan")},
                         {"tracing", N_("the search for relatives")},
                         {"preparation", N_("the preparation of the move")},
                         {"visit", N_("a visit")},
                         {"adoption_file", N_("the adoption file")},
                         {"renewal", N_("the renewal of the assessment")},
                         {"crisis", N_("crisis support")},
                         {"review", N_("the review of the care plan")},
                         {"aftercare", N_("aftercare")},
                         {"independent", N_("a life on one's own")},
                         {"home", N_("the family")},
                         {"adult_institution", N_("an institution for adults")}};
    for (size_t i = 0; i < sizeof options_asked / sizeof options_asked[0]; i++)
        if (strcmp(options_asked[i].id, what) == 0)
            return _(options_asked[i].label);
    return what;
}

static const char *person_sentence(const struct di_trace_row *row)
{
    const bool is_girl = strcmp(row->sex, "female") == 0;
    if (strcmp(row->disability, "severe") == 0)
        return is_girl ? N_("A girl with a severe disability, born %1; family's region: %2.")
                       : N_("A boy with a severe disability, born %1; family's region: %2.");
    if (strcmp(row->disability, "moderate") == 0)
        return is_girl ? N_("A girl with a moderate disability, born %1; family's region: %2.")
                       : N_("A boy with a moderate disability, born %1; family's region: %2.");
    return is_girl ? N_("A girl without a disability, born %1; family's region: %2.")
                   : N_("A boy without a disability, born %1; family's region: %2.");
}

/* Rounded to a digit, for people. */
static struct di_argument rounded(double value)
{
    return di_real_arg(isnan(value) ? 0 : round(value * 10) / 10);
}

static void introduce(struct story *story, const struct di_trace_row *row)
{
    story->birth_civil_day = row->birth_civil_day;
    if (story->cli->is_json)
        return;
    (void)printf("%s\n\n", row->child);
    DI_SAY(story->cli, stdout, person_sentence(row), di_date_arg(row->birth_civil_day),
           di_text_arg(di_scenario_names_get(&story->names, "regions", row->origin)));
    (void)fputc('\n', stdout);
}

static double age_on(const struct story *story, int32_t civil_day)
{
    return (double)(civil_day - story->birth_civil_day) / DI_DAYS_PER_YEAR;
}

static void tell_waits(struct story *story)
{
    for (uint32_t i = 0; i < story->wait_count; i++)
        DI_SAY(story->cli, stdout,
               N_("%1, age %2: waits until a worker has time; what for: %3."),
               di_date_arg(story->waits[i].civil_day),
               rounded(age_on(story, story->waits[i].civil_day)),
               di_text_arg(wanted_name(story->waits[i].what)));
    story->wait_count = 0;
}

static void note_wait(struct story *story, const struct di_trace_row *row)
{
    if (is_visit(row) || story->wait_count == WAITS_MAX)
        return;
    struct told_wait *wait = &story->waits[story->wait_count++];
    *wait = (struct told_wait){.day = row->day, .civil_day = row->civil_day};
    (void)snprintf(wait->what, sizeof wait->what, "%s", row->what);
}

static void forget_wait(struct story *story, const char *what)
{
    for (uint32_t i = 0; i < story->wait_count; i++)
        if (strcmp(story->waits[i].what, what) == 0) {
            story->waits[i] = story->waits[--story->wait_count];
            return;
        }
}

static void tell(struct story *story, const struct di_trace_row *row)
{
    if (story->wait_count > 0 && row->day > story->waits[0].day)
        tell_waits(story);
    if (row->event == DI_TRACE_WORK_BEGIN)
        forget_wait(story, row->what);
    if (row->event == DI_TRACE_WORK_WAITS)
        note_wait(story, row);
    const struct di_scenario_names *names = &story->names;
    const char *sentence = sentence_of(row, age_on(story, row->civil_day));
    if (sentence == NULL)
        return;
    const char *to = is_about_what(row->event)
                         ? wanted_name(row->what)
                         : di_scenario_names_get(names, "settings", row->to);
    DI_SAY(story->cli, stdout, sentence, di_date_arg(row->civil_day),
           rounded(age_on(story, row->civil_day)),
           di_text_arg(di_scenario_names_get(names, "settings", row->from)), di_text_arg(to),
           di_text_arg(di_scenario_names_get(names, "regions", row->to_region)),
           rounded(row->value));
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

static void end(struct story *story)
{
    if (story->cli->is_json || story->is_over)
        return;
    tell_waits(story);
    DI_SAY(story->cli, stdout, N_("%1: the simulation ends; the child is in: %2."),
           di_date_arg(story->results->last_civil_day),
           di_text_arg(di_scenario_names_get(&story->names, "settings", story->last)));
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
        tell(story, row);
    (void)snprintf(story->last, sizeof story->last, "%s", row->to);
    story->is_over = row->event == DI_TRACE_EXIT;
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
    if (has_child)
        end(story);
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
    const enum di_status status = di_scenario_names_open(&story.names, results->resolved,
                                                         cli->catalogue.language, &error);
    const enum di_exit code =
        status == DI_OK ? explain(&story, operands[0]) : di_error_report(cli, &error);
    di_scenario_names_finish(&story.names);
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

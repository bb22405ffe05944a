/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sentence for people comes first, the place after it. di_error carries its place as
 * "file:line /json/pointer"; it is taken apart here, at the only spot that prints it.
 */
#include "error_report.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "json_text.h"

/* Where a problem is: any part may be empty. */
struct place {
    char file[sizeof((struct di_error *)0)->where];
    char path[sizeof((struct di_error *)0)->where];
    uint32_t line;
};

void di_error_report_print(const struct di_cli *cli, FILE *stream,
                           const struct di_message *message)
{
    char *text = di_message_text(message, &cli->catalogue);
    if (stream == stderr) /* both in one log: what was said before stands before */
        (void)fflush(stdout);
    (void)fputs(text != NULL ? text : message->id, stream);
    free(text);
}

static void split_place(const char *where, struct place *place)
{
    memset(place, 0, sizeof *place);
    const char *pointer = strstr(where, " /");
    const size_t length = pointer != NULL ? (size_t)(pointer - where) : strlen(where);
    memcpy(place->file, where, length);
    if (pointer != NULL)
        (void)snprintf(place->path, sizeof place->path, "%s", pointer + 1);
    char *colon = strrchr(place->file, ':');
    if (colon == NULL || colon[1] == '\0' || colon[1 + strspn(colon + 1, "0123456789")] != '\0')
        return;
    place->line = (uint32_t)strtoul(colon + 1, NULL, 10);
    *colon = '\0';
}

static json_t *text_or_null(const char *text)
{
    return text == NULL || text[0] == '\0' ? json_null() : di_json_text(text);
}

static json_t *error_object(const struct di_cli *cli, const char *code, const char *file,
                            const char *path, uint32_t line, const struct di_message *message,
                            const struct di_message *hint)
{
    char *sentence = di_message_text(message, &cli->catalogue);
    char *advice =
        hint != NULL && hint->id != NULL ? di_message_text(hint, &cli->catalogue) : NULL;
    json_t *object = json_object();
    (void)json_object_set_new(object, "code", json_string(code));
    (void)json_object_set_new(object, "path", text_or_null(path));
    (void)json_object_set_new(object, "file", text_or_null(file));
    (void)json_object_set_new(object, "line", line > 0 ? json_integer(line) : json_null());
    (void)json_object_set_new(object, "message", text_or_null(sentence));
    (void)json_object_set_new(object, "hint", text_or_null(advice));
    free(sentence);
    free(advice);
    return object;
}

static json_t *document_of(json_t *error, json_t *problems)
{
    json_t *document = json_object();
    (void)json_object_set_new(document, "error", error);
    if (problems != NULL)
        (void)json_object_set_new(document, "problems", problems);
    return document;
}

static void print_document(json_t *document)
{
    (void)json_dumpf(document, stdout, JSON_COMPACT | JSON_ENSURE_ASCII);
    (void)fputc('\n', stdout);
    json_decref(document);
}

json_t *di_error_report_document(const struct di_cli *cli, const struct di_error *error)
{
    struct di_message plain = {.id = di_status_text(error->status)};
    struct place place;
    split_place(error->where, &place);
    return document_of(error_object(cli, di_status_code(error->status), place.file, place.path,
                                    place.line,
                                    error->message.id != NULL ? &error->message : &plain, NULL),
                       NULL);
}

enum di_exit di_error_report(const struct di_cli *cli, const struct di_error *error)
{
    struct di_message plain = {.id = di_status_text(error->status)};
    const struct di_message *message = error->message.id != NULL ? &error->message : &plain;
    if (cli->is_json) {
        print_document(di_error_report_document(cli, error));
        return di_exit_code(error->status);
    }
    (void)fputs("homeward: ", stderr);
    di_error_report_print(cli, stderr, message);
    if (error->where[0] != '\0')
        (void)fprintf(stderr, " (%s)", error->where);
    (void)fputc('\n', stderr);
    return di_exit_code(error->status);
}

enum di_exit di_error_report_interrupted(const struct di_cli *cli, const char *id)
{
    const struct di_error error = {.status = DI_ERR_INTERRUPTED, .message = {.id = id}};
    return di_error_report(cli, &error);
}

enum di_exit di_error_report_no_charts(const struct di_cli *cli)
{
    struct di_error error;
    di_error_clear(&error);
    (void)!di_fail(&error, DI_ERR_FILE, "",
                   DI_N_("This program was built without charts (HOMEWARD_VIEW=OFF)."), NULL,
                   0);
    return di_error_report(cli, &error);
}

enum di_exit di_error_report_unwritten(const struct di_cli *cli, const char *path)
{
    struct di_error error = {0};
    (void)!DI_FAIL(&error, DI_ERR_FILE, path, DI_N_("'%1' could not be written."),
                   di_text_arg(path));
    return di_error_report(cli, &error);
}

enum di_exit di_error_report_usage(const struct di_cli *cli, const struct di_message *message,
                                   const char *command)
{
    struct di_message advice;
    if (command[0] != '\0')
        DI_MESSAGE(&advice, DI_N_("Try 'homeward %1 --help'."), di_text_arg(command));
    else
        di_message_set(&advice, DI_N_("Try 'homeward --help'."), NULL, 0);
    if (cli->is_json) {
        print_document(
            document_of(error_object(cli, "usage", NULL, NULL, 0, message, &advice), NULL));
        return DI_EXIT_USAGE;
    }
    (void)fputs("homeward: ", stderr);
    di_error_report_print(cli, stderr, message);
    (void)fputc('\n', stderr);
    di_error_report_print(cli, stderr, &advice);
    (void)fputc('\n', stderr);
    return DI_EXIT_USAGE;
}

static void print_problem(const struct di_cli *cli, const struct di_diagnostic *problem)
{
    const bool is_error = problem->severity == DI_SEVERITY_ERROR;
    if (problem->file[0] != '\0')
        (void)fprintf(stderr, "%s:", problem->file);
    if (problem->line > 0)
        (void)fprintf(stderr, "%u:", problem->line);
    (void)fprintf(stderr, "%s%s: ", problem->file[0] != '\0' ? " " : "",
                  is_error ? _("error") : _("warning"));
    di_error_report_print(cli, stderr, &problem->message);
    if (problem->pointer[0] != '\0')
        (void)fprintf(stderr, " (%s)", problem->pointer);
    (void)fputc('\n', stderr);
    if (problem->hint.id == NULL)
        return;
    (void)fputs("    ", stderr);
    di_error_report_print(cli, stderr, &problem->hint);
    (void)fputc('\n', stderr);
}

static json_t *problem_object(const struct di_cli *cli, const struct di_diagnostic *problem)
{
    return error_object(cli, di_status_code(problem->status), problem->file, problem->pointer,
                        problem->line, &problem->message, &problem->hint);
}

json_t *di_error_report_list(const struct di_cli *cli, const struct di_diagnostics *list)
{
    json_t *problems = json_array();
    for (size_t i = 0; i < list->count; i++) {
        const bool is_error = list->items[i].severity == DI_SEVERITY_ERROR;
        json_t *object = problem_object(cli, &list->items[i]);
        (void)json_object_set_new(object, "severity",
                                  json_string(is_error ? "error" : "warning"));
        (void)json_array_append_new(problems, object);
    }
    return problems;
}

static const struct di_diagnostic *first_error(const struct di_diagnostics *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].severity == DI_SEVERITY_ERROR)
            return &list->items[i];
    return NULL;
}

json_t *di_error_report_all_document(const struct di_cli *cli,
                                     const struct di_diagnostics *list)
{
    const struct di_diagnostic *first = first_error(list);
    return first == NULL
               ? NULL
               : document_of(problem_object(cli, first), di_error_report_list(cli, list));
}

enum di_exit di_error_report_all(const struct di_cli *cli, const struct di_diagnostics *list)
{
    const struct di_diagnostic *first = first_error(list);
    if (cli->is_json && first != NULL)
        print_document(di_error_report_all_document(cli, list));
    for (size_t i = 0; i < list->count && !(cli->is_json && first != NULL); i++)
        if (!cli->is_quiet || list->items[i].severity == DI_SEVERITY_ERROR)
            print_problem(cli, &list->items[i]);
    if (list->dropped > 0 && !cli->is_json)
        DI_SAY(cli, stderr, N_("%1 more {%1|problem is|problems are} not shown."),
               di_integer_arg((int64_t)list->dropped));
    if (first == NULL)
        return list->errors > 0 ? DI_EXIT_INPUT : DI_EXIT_DONE;
    return di_exit_code(first->status);
}

enum di_exit di_error_report_failed(const struct di_cli *cli, enum di_status status,
                                    const struct di_error *error)
{
    return status == DI_OK ? DI_EXIT_DONE : di_error_report(cli, error);
}

enum di_exit di_error_report_reading(const struct di_cli *cli, enum di_status status,
                                     const struct di_diagnostics *list,
                                     const struct di_error *error)
{
    const enum di_exit code = list->count > 0 ? di_error_report_all(cli, list) : DI_EXIT_DONE;
    return status != DI_OK && !di_diagnostics_have_errors(list) ? di_error_report(cli, error)
                                                                : code;
}

enum di_exit di_error_report_failed_reading(const struct di_cli *cli, enum di_status status,
                                            const struct di_diagnostics *list,
                                            const struct di_error *error)
{
    return status == DI_OK ? DI_EXIT_DONE : di_error_report_reading(cli, status, list, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outside data into a scenario and targets of calibration. One kind is built: transmonee. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "di/digest.h"
#include "di/path.h"
#include "di/scenario.h"
#include "di/transmonee.h"

#include "command.h"
#include "error_report.h"
#include "import_folder.h"
#include "json_text.h"
#include "output_folder.h"
#include "schema_link.h"

enum { CODE_LETTERS = 3 };

struct import_settings {
    const char *country, *out, *source, *encoding, *separator, *decimal, *duplicates, *codes;
    uint64_t from, to;
    bool is_forced;
};

#define OPTION_AT(member) offsetof(struct import_settings, member)
static const struct di_command_option options[] = {
    {.name = "country",
     .kind = DI_OPTION_TEXT,
     .argument = "ABC",
     .help = N_("the country, as three letters of ISO 3166 (needed)"),
     .offset = OPTION_AT(country)},
    {.name = "from",
     .kind = DI_OPTION_INTEGER,
     .argument = "YEAR",
     .help = N_("first year of the history; the stock at the end of the year before is its "
                "opening (needed)"),
     .minimum = 1951,
     .maximum = 2100,
     .offset = OPTION_AT(from)},
    {.name = "to",
     .kind = DI_OPTION_INTEGER,
     .argument = "YEAR",
     .help = N_("last year; otherwise the last with a published stock"),
     .minimum = 1951,
     .maximum = 2100,
     .offset = OPTION_AT(to)},
    {.name = "out",
     .kind = DI_OPTION_TEXT,
     .argument = "FOLDER",
     .help = N_("where scenario, targets and report go (needed)"),
     .offset = OPTION_AT(out)},
    {.name = "source",
     .kind = DI_OPTION_TEXT,
     .argument = "NAME",
     .help = N_("take only observations of this DATA_SOURCE"),
     .offset = OPTION_AT(source)},
    {.name = "duplicates",
     .kind = DI_OPTION_CHOICE,
     .argument = "first|last",
     .choices = "first|last",
     .help = N_("which of two observations of one year to take; otherwise two that differ are "
                "a problem"),
     .offset = OPTION_AT(duplicates)},
    {.name = "codes",
     .kind = DI_OPTION_CHOICE,
     .argument = "2018|current",
     .choices = "2018|current",
     .help = N_("which list of indicators to take where a year has both"),
     .offset = OPTION_AT(codes)},
    {.name = "decimal",
     .kind = DI_OPTION_CHOICE,
     .argument = "point|comma",
     .choices = "point|comma",
     .help = N_("the sign before decimals; otherwise as the numbers of the file tell"),
     .offset = OPTION_AT(decimal)},
    {.name = "separator",
     .kind = DI_OPTION_CHOICE,
     .argument = "comma|semicolon|tab",
     .choices = "comma|semicolon|tab",
     .help = N_("between columns; otherwise as the heading tells"),
     .offset = OPTION_AT(separator)},
    {.name = "encoding",
     .kind = DI_OPTION_CHOICE,
     .argument = "utf-8|utf-16|cp1251",
     .choices = "utf-8|utf-16|cp1251",
     .help = N_("of the letters; otherwise as the bytes tell"),
     .offset = OPTION_AT(encoding)},
    {.name = "force",
     .kind = DI_OPTION_FLAG,
     .help = N_("overwrite files that were changed since, or are not an import's"),
     .offset = OPTION_AT(is_forced)},
    {0},
};

/* What an import makes, in the order in which it is written. */
enum { SCENARIO, TARGETS, TEXT, REPORT };

struct import {
    const struct di_cli *cli;
    const struct import_settings *settings;
    struct di_transmonee *book;
    char id[CODE_LETTERS + 1], scenario_name[CODE_LETTERS + 6];
    struct di_import_file files[DI_IMPORT_FILES];
    bool has_new_folder;
};

/* ---- the command line ---- */

static enum di_exit refuse(const struct di_cli *cli, const char *sentence, const char *what)
{
    struct di_message message;
    DI_MESSAGE(&message, sentence, di_text_arg(what));
    return di_error_report_usage(cli, &message, "import");
}

static bool is_country(const char *code)
{
    return strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == CODE_LETTERS &&
           code[CODE_LETTERS] == '\0';
}

static enum di_exit check_settings(const struct di_cli *cli,
                                   const struct import_settings *settings,
                                   char *const *operands, size_t count)
{
    if (strcmp(operands[0], "transmonee") != 0)
        return refuse(cli,
                      DI_N_("This version imports no '%1'. The one kind there is: transmonee "
                            "(SDMX-CSV or SDMX-JSON of the dataflow ECARO:TRANSMONEE)."),
                      operands[0]);
    if (count < 2)
        return refuse(cli, DI_N_("'import %1' needs the name of a file."), operands[0]);
    if (settings->country == NULL)
        return refuse(cli, DI_N_("'import %1' needs --country ABC."), operands[0]);
    if (!is_country(settings->country))
        return refuse(cli,
                      DI_N_("'%1' is no country: write three capital letters, such as BGR."),
                      settings->country);
    if (settings->from == 0)
        return refuse(cli, DI_N_("'import %1' needs --from YEAR."), operands[0]);
    if (settings->to != 0 && settings->to < settings->from)
        return refuse(cli, DI_N_("'import %1': --to is before --from."), operands[0]);
    if (settings->out == NULL)
        return refuse(cli, DI_N_("'import %1' needs --out FOLDER."), operands[0]);
    return DI_EXIT_DONE;
}

static bool is(const char *given, const char *choice)
{
    return given != NULL && strcmp(given, choice) == 0;
}

static struct di_transmonee_request request_of(const struct import_settings *s,
                                               const char *path)
{
    return (struct di_transmonee_request){
        .path = path,
        .country = s->country,
        .from = (int32_t)s->from,
        .to = (int32_t)s->to,
        .encoding = is(s->encoding, "utf-8")    ? DI_TEXT_UTF8
                    : is(s->encoding, "utf-16") ? DI_TEXT_UTF16
                    : is(s->encoding, "cp1251") ? DI_TEXT_CP1251
                                                : DI_TEXT_GUESS,
        .separator = is(s->separator, "comma")       ? ','
                     : is(s->separator, "semicolon") ? ';'
                     : is(s->separator, "tab")       ? '\t'
                                                     : '\0',
        .decimal = is(s->decimal, "point")   ? '.'
                   : is(s->decimal, "comma") ? ','
                                             : '\0',
        .source = s->source,
        .duplicates = is(s->duplicates, "first")  ? DI_CHOICE_FIRST
                      : is(s->duplicates, "last") ? DI_CHOICE_LAST
                                                  : DI_CHOICE_NONE,
        .codes = is(s->codes, "2018")      ? DI_CODES_2018
                 : is(s->codes, "current") ? DI_CODES_CURRENT
                                           : DI_CODES_NONE};
}

/* ---- from the file to texts ---- */

static enum di_exit fail_memory(const struct import *import)
{
    struct di_error error = {0};
    (void)!di_fail_memory(&error);
    return di_error_report(import->cli, &error);
}

static enum di_exit read_book(struct import *import, const char *path)
{
    const struct di_transmonee_request request = request_of(import->settings, path);
    struct di_diagnostics list;
    struct di_error error = {0};
    di_diagnostics_init(&list);
    const enum di_status status = di_transmonee_read(&request, &list, &import->book, &error);
    const enum di_exit code =
        di_error_report_failed_reading(import->cli, status, &list, &error);
    di_diagnostics_finish(&list);
    return code;
}

/* A scenario that 'validate' would refuse is never written. */
static enum di_exit check_scenario(const struct import *import)
{
    const struct di_import_file *file = &import->files[SCENARIO];
    struct di_diagnostics list;
    struct di_scenario *scenario = NULL;
    struct di_error error = {0};
    di_diagnostics_init(&list);
    const enum di_status status = di_scenario_load_text(file->text, strlen(file->text),
                                                        file->name, &list, &scenario, &error);
    const enum di_exit code =
        di_error_report_failed_reading(import->cli, status, &list, &error);
    di_scenario_destroy(scenario);
    di_diagnostics_finish(&list);
    return code;
}

static void name_files(struct import *import)
{
    const char *country = import->settings->country;
    for (size_t i = 0; i < CODE_LETTERS; i++)
        import->id[i] = (char)(country[i] - 'A' + 'a');
    (void)snprintf(import->scenario_name, sizeof import->scenario_name, "%s.json", country);
    import->files[SCENARIO].name = import->scenario_name;
    import->files[TARGETS].name = "targets.csv";
    import->files[TEXT].name = "data_quality.md";
    import->files[REPORT].name = DI_IMPORT_REPORT;
}

static char *report_text(const struct import *import)
{
    char digest[REPORT][DI_DIGEST_TEXT];
    struct di_transmonee_file files[REPORT];
    for (size_t i = 0; i < REPORT; i++) {
        di_digest(import->files[i].text, strlen(import->files[i].text), digest[i]);
        files[i] = (struct di_transmonee_file){import->files[i].name, digest[i]};
    }
    return di_transmonee_quality_json(import->book, &import->cli->catalogue, files, REPORT);
}

static enum di_exit make_texts(struct import *import)
{
    const struct di_catalogue *catalogue = &import->cli->catalogue;
    char *path = di_path_join(import->settings->out, import->scenario_name);
    char *schema = path != NULL ? di_schema_link(path, "") : NULL;
    free(path);
    import->files[SCENARIO].text =
        di_transmonee_scenario(import->book, catalogue, import->id, schema);
    free(schema);
    import->files[TARGETS].text = di_transmonee_targets(import->book);
    import->files[TEXT].text = di_transmonee_quality_text(import->book, catalogue);
    for (size_t i = 0; i < REPORT; i++)
        if (import->files[i].text == NULL)
            return fail_memory(import);
    import->files[REPORT].text = report_text(import);
    return import->files[REPORT].text != NULL ? check_scenario(import) : fail_memory(import);
}

/* ---- to the folder ---- */

static enum di_exit write_files(struct import *import)
{
    const struct import_settings *settings = import->settings;
    import->has_new_folder = di_output_folder_is_new(settings->out);
    enum di_exit code = di_output_folder_open(import->cli, settings->out);
    if (code == DI_EXIT_DONE && !settings->is_forced)
        code = di_import_folder_check(import->cli, settings->out, import->files,
                                      settings->country);
    if (code == DI_EXIT_DONE)
        code = make_texts(import);
    if (code == DI_EXIT_DONE)
        code = di_import_folder_write(import->cli, settings->out, import->files);
    if (code != DI_EXIT_DONE)
        di_output_folder_abandon(settings->out, import->has_new_folder);
    return code;
}

static void print_json(const struct import *import)
{
    const struct di_transmonee *book = import->book;
    json_t *object = json_pack(
        "{s:s, s:i, s:i, s:o, s:s, s:s, s:s, s:s, s:I, s:I}", "country",
        import->settings->country, "from", (int)di_transmonee_from(book), "to",
        (int)di_transmonee_to(book), "folder", di_json_text(import->settings->out), "scenario",
        import->files[SCENARIO].name, "targets", import->files[TARGETS].name, "report",
        import->files[REPORT].name, "text", import->files[TEXT].name, "findings",
        (json_int_t)di_transmonee_findings(book), "warnings",
        (json_int_t)di_transmonee_warnings(book));
    (void)json_dumpf(object, stdout, JSON_COMPACT | JSON_ENSURE_ASCII);
    (void)fputc('\n', stdout);
    json_decref(object);
}

static void say(const struct import *import)
{
    const struct di_cli *cli = import->cli;
    const struct di_transmonee *book = import->book;
    const struct di_argument folder = di_text_arg(import->settings->out);
    char from[12], to[12];
    (void)snprintf(from, sizeof from, "%d", di_transmonee_from(book));
    (void)snprintf(to, sizeof to, "%d", di_transmonee_to(book));
    DI_SAY(cli, stdout, N_("Wrote '%1/%2' and '%1/targets.csv': %3, %4-%5."), folder,
           di_text_arg(import->scenario_name), di_text_arg(import->settings->country),
           di_text_arg(from), di_text_arg(to));
    DI_SAY(cli, stdout,
           N_("%1 {%1|finding|findings} about the data, %2 to be looked at first: read "
              "'%3/data_quality.md'."),
           di_integer_arg((int64_t)di_transmonee_findings(book)),
           di_integer_arg((int64_t)di_transmonee_warnings(book)), folder);
    DI_SAY(cli, stdout,
           N_("Next: homeward calibrate %1/%2 --targets %1/targets.csv --out calibrated"),
           folder, di_text_arg(import->scenario_name));
}

static enum di_exit run(const struct di_cli *cli, const void *settings, char *const *operands,
                        size_t operand_count)
{
    struct import import = {.cli = cli, .settings = settings};
    enum di_exit code = check_settings(cli, import.settings, operands, operand_count);
    if (code == DI_EXIT_DONE) {
        name_files(&import);
        code = read_book(&import, operands[1]);
    }
    if (code == DI_EXIT_DONE)
        code = write_files(&import);
    if (code == DI_EXIT_DONE && cli->is_json)
        print_json(&import);
    else if (code == DI_EXIT_DONE && !cli->is_quiet)
        say(&import);
    for (size_t i = 0; i < DI_IMPORT_FILES; i++)
        free(import.files[i].text);
    di_transmonee_destroy(import.book);
    return code;
}

const struct di_command di_command_import = {
    .name = "import",
    .summary = N_("Published statistics into a scenario and targets of calibration"),
    .operands = "KIND FILE",
    .example = "homeward import transmonee answer.csv --country BGR --from 2007 --out bulgaria",
    .notes = N_("KIND is transmonee: a file of UNICEF's SDMX service for the dataflow "
                "ECARO:TRANSMONEE, as SDMX-CSV or SDMX-JSON. It is read by the names of its "
                "columns; what is missing stays missing, and what is unclear is a problem with "
                "its row until an option settles it. '-' reads the standard input."),
    .options = options,
    .settings_size = sizeof(struct import_settings),
    .operands_min = 1,
    .operands_max = 2,
    .run = run,
};

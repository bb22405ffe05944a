/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Outside data into a scenario and targets of calibration: the options of all kinds, and the
 * choice of the kind. An option that a kind has no use for is refused.
 */
#include <string.h>

#include "di/nearest.h"

#include "command.h"
#include "common_options.h"
#include "error_report.h"
#include "import_kind.h"

#define OPTION_AT(member) offsetof(struct di_import_settings, member)
static const struct di_command_option options[] = {
    {.name = "country",
     .kind = DI_OPTION_TEXT,
     .argument = "ABC",
     .help = N_("the country, as three letters of ISO 3166 (transmonee: needed)"),
     .offset = OPTION_AT(country)},
    {.name = "from",
     .kind = DI_OPTION_INTEGER,
     .argument = "YEAR",
     .help = N_("first year of the history, or of the episodes that are counted (needed); in "
                "a history the stock at the end of the year before is its opening"),
     .minimum = 1951,
     .maximum = 2100,
     .offset = OPTION_AT(from)},
    {.name = "to",
     .kind = DI_OPTION_INTEGER,
     .argument = "YEAR",
     .help = N_("last year (episodes: needed); otherwise the last with a published stock"),
     .minimum = 1951,
     .maximum = 2100,
     .offset = OPTION_AT(to)},
    {.name = "start",
     .kind = DI_OPTION_INTEGER,
     .argument = "YEAR",
     .help =
         N_("the scenario starts on 1 January of this year (episodes: otherwise of the year "
            "after --to; tables: in the place of --onto)"),
     .minimum = 1951,
     .maximum = 2101,
     .offset = OPTION_AT(start)},
    {.name = "preset",
     .kind = DI_OPTION_CHOICE,
     .argument = "ssda903",
     .choices = "ssda903",
     .help = N_("files of a known form: ssda903, header and episodes of the English return on "
                "children looked after"),
     .offset = OPTION_AT(preset)},
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
     .help = N_("which of two figures of one year to take; otherwise two that differ are a "
                "problem"),
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
     .argument = "utf-8|utf-16|cp1251|cp1252",
     .choices = "utf-8|utf-16|cp1251|cp1252",
     .help = N_("of the letters; otherwise as the bytes tell"),
     .offset = OPTION_AT(encoding)},
    {.name = "mapping",
     .kind = DI_OPTION_TEXT,
     .argument = "FILE",
     .help = N_("what the columns of an office's table are, and what its words mean (JSON)"),
     .offset = OPTION_AT(mapping)},
    {.name = "sheet",
     .kind = DI_OPTION_TEXT,
     .argument = "NAME",
     .help = N_("the sheet of an Excel workbook; otherwise its first"),
     .offset = OPTION_AT(sheet)},
    {.name = "heading-row",
     .kind = DI_OPTION_INTEGER,
     .argument = "N",
     .help = N_("the row that has the headings; otherwise the first that is not empty"),
     .minimum = 1,
     .maximum = DI_OFFICE_ROWS_MAX,
     .offset = OPTION_AT(heading_row)},
    {.name = "scenario",
     .kind = DI_OPTION_TEXT,
     .argument = "FILE",
     .help = N_("the scenario that the figures are for: its settings, regions and years"),
     .offset = OPTION_AT(scenario)},
    {.name = "name",
     .kind = DI_OPTION_TEXT,
     .argument = "ID",
     .help = N_(
         "id of the scenario that is made; otherwise that of --onto, or the name of the file"),
     .offset = OPTION_AT(name)},
    {.name = "onto",
     .kind = DI_OPTION_TEXT,
     .argument = "SCENARIO",
     .help = N_("the scenario that the table completes"),
     .offset = OPTION_AT(onto)},
    {.name = "add-rows",
     .kind = DI_OPTION_FLAG,
     .help =
         N_("rows about the same children, institution or workers are parts of them, and are "
            "added up; otherwise they are a problem"),
     .offset = OPTION_AT(adds_rows)},
    {.name = "blank",
     .kind = DI_OPTION_CHOICE,
     .argument = "above|total",
     .choices = "above|total",
     .help = N_("what an empty cell of a column of places or ages means: the row above, or all "
                "together; otherwise a problem"),
     .offset = OPTION_AT(blank)},
    {.name = "censored",
     .kind = DI_OPTION_CHOICE,
     .argument = "lower|middle|upper",
     .choices = "lower|middle|upper",
     .help =
         N_("what is taken for a number that is only known to be under a limit, such as <5; "
            "otherwise a problem"),
     .offset = OPTION_AT(censored)},
    DI_OPTION_ROW_SUPPRESS(OPTION_AT(suppress)),
    {.name = "force",
     .kind = DI_OPTION_FLAG,
     .help = N_("overwrite files that were changed since, or are not an import's"),
     .offset = OPTION_AT(is_forced)},
    {0},
};

#define KIND_OF(name) &di_import_##name,
static const struct di_import_kind *const kinds[] = {DI_IMPORT_KIND_TABLE(KIND_OF)};
#undef KIND_OF
enum { KINDS = sizeof kinds / sizeof kinds[0], LIST_BYTES = 256 };

/* ---- how files are written ---- */

static bool is(const char *given, const char *choice)
{
    return given != NULL && strcmp(given, choice) == 0;
}

enum di_text_encoding di_import_encoding(const struct di_import_settings *settings)
{
    const char *given = settings->encoding;
    return is(given, "utf-8")    ? DI_TEXT_UTF8
           : is(given, "utf-16") ? DI_TEXT_UTF16
           : is(given, "cp1251") ? DI_TEXT_CP1251
           : is(given, "cp1252") ? DI_TEXT_CP1252
                                 : DI_TEXT_GUESS;
}

char di_import_separator(const struct di_import_settings *settings)
{
    const char *given = settings->separator;
    return is(given, "comma")       ? ','
           : is(given, "semicolon") ? ';'
           : is(given, "tab")       ? '\t'
                                    : '\0';
}

char di_import_decimal(const struct di_import_settings *settings)
{
    return is(settings->decimal, "point") ? '.' : is(settings->decimal, "comma") ? ',' : '\0';
}

struct di_office_form di_import_form(const struct di_import_settings *settings)
{
    return (struct di_office_form){.encoding = di_import_encoding(settings),
                                   .separator = di_import_separator(settings),
                                   .sheet = settings->sheet,
                                   .heading_row = (uint32_t)settings->heading_row};
}

/* ---- the command line ---- */

static enum di_exit refuse(const struct di_cli *cli, const char *sentence, const char *first,
                           const char *second, const char *third)
{
    struct di_message message;
    DI_MESSAGE(&message, sentence, di_text_arg(first), di_text_arg(second), di_text_arg(third));
    return di_error_report_usage(cli, &message, "import");
}

enum di_exit di_import_refuse(const struct di_cli *cli, const char *sentence, const char *what)
{
    return refuse(cli, sentence, what, "", "");
}

/* Adds ", name", or "name" to an empty list. */
static void list_name(char list[LIST_BYTES], const char *name)
{
    const size_t used = strlen(list);
    (void)snprintf(list + used, LIST_BYTES - used, "%s%s", used > 0 ? ", " : "", name);
}

static enum di_exit refuse_kind(const struct di_cli *cli, const char *given)
{
    const char *names[KINDS];
    char list[LIST_BYTES] = "";
    for (size_t i = 0; i < KINDS; i++) {
        names[i] = kinds[i]->name;
        list_name(list, names[i]);
    }
    const char *nearest = di_nearest_name(given, names, KINDS);
    if (nearest != NULL)
        return refuse(cli, DI_N_("There is no kind of import '%1'. Is it '%2'?"), given,
                      nearest, "");
    return refuse(cli, DI_N_("There is no kind of import '%1'. Kinds: %2."), given, list, "");
}

static const struct di_import_kind *find_kind(const char *name)
{
    for (size_t i = 0; i < KINDS; i++)
        if (strcmp(kinds[i]->name, name) == 0)
            return kinds[i];
    return NULL;
}

static bool is_given(const struct di_import_settings *settings,
                     const struct di_command_option *option)
{
    const char *member = (const char *)settings + option->offset;
    if (option->kind == DI_OPTION_FLAG)
        return *(const bool *)member;
    if (option->kind == DI_OPTION_INTEGER)
        return *(const uint64_t *)member != 0;
    return *(const char *const *)member != NULL;
}

static bool acts(const struct di_import_kind *kind, const char *option)
{
    if (strcmp(option, "out") == 0 || strcmp(option, "force") == 0)
        return true;
    for (const char *const *name = kind->options; *name != NULL; name++)
        if (strcmp(*name, option) == 0)
            return true;
    return false;
}

static enum di_exit refuse_option(const struct di_cli *cli, const struct di_import_kind *kind,
                                  const char *option)
{
    char list[LIST_BYTES] = "";
    for (size_t i = 0; i < KINDS; i++)
        if (acts(kinds[i], option))
            list_name(list, kinds[i]->name);
    return refuse(cli, DI_N_("'import %1' has no --%2; it is for: %3."), kind->name, option,
                  list);
}

static enum di_exit refuse_files(const struct di_cli *cli, const struct di_import_kind *kind)
{
    struct di_message message;
    DI_MESSAGE(&message, DI_N_("'import %1' reads no more than %2 {%2|file|files}."),
               di_text_arg(kind->name), di_integer_arg((int64_t)kind->files_max));
    return di_error_report_usage(cli, &message, "import");
}

static enum di_exit check_settings(const struct di_cli *cli, const struct di_import_kind *kind,
                                   const struct di_import_settings *settings, size_t file_count)
{
    for (const struct di_command_option *o = options; o->name != NULL; o++)
        if (is_given(settings, o) && !acts(kind, o->name))
            return refuse_option(cli, kind, o->name);
    if (file_count == 0)
        return di_import_refuse(cli, DI_N_("'import %1' needs the name of a file."),
                                kind->name);
    if (file_count > kind->files_max)
        return refuse_files(cli, kind);
    const enum di_exit code = kind->check != NULL ? kind->check(cli, settings) : DI_EXIT_DONE;
    if (code != DI_EXIT_DONE)
        return code;
    if (settings->to != 0 && settings->to < settings->from)
        return di_import_refuse(cli, DI_N_("'import %1': --to is before --from."), kind->name);
    if (settings->out == NULL)
        return di_import_refuse(cli, DI_N_("'import %1' needs --out FOLDER."), kind->name);
    return DI_EXIT_DONE;
}

static enum di_exit run(const struct di_cli *cli, const void *settings, char *const *operands,
                        size_t operand_count)
{
    const struct di_import_kind *kind = find_kind(operands[0]);
    if (kind == NULL)
        return refuse_kind(cli, operands[0]);
    const enum di_exit code = check_settings(cli, kind, settings, operand_count - 1);
    return code == DI_EXIT_DONE ? kind->run(cli, settings, operands + 1, operand_count - 1)
                                : code;
}

const struct di_command di_command_import = {
    .name = "import",
    .summary = N_("Outside data into a scenario and targets of calibration"),
    .operands = "KIND FILE...",
    .example = "homeward import transmonee answer.csv --country BGR --from 2007 --out bulgaria",
    .notes = N_(
        "KIND transmonee: a file of UNICEF's SDMX service for the dataflow "
        "ECARO:TRANSMONEE, as SDMX-CSV or SDMX-JSON; '-' reads the standard input.\n"
        "KIND table: an office's table of published stocks and flows, text or XLSX, one "
        "figure a row or years or series side by side; it becomes targets of the scenario "
        "that --scenario names.\n"
        "KIND stock, institutions or workforce: a table of an office of children in care, of "
        "institutions, or of workers and posts; it becomes a part of the scenario --onto, or "
        "a scenario of its own.\n"
        "KIND episodes: an office's placement episodes, one row for each stay of a child "
        "in one place, in one file or in two (children, and their episodes), as text or "
        "XLSX; nothing of a child is written.\n"
        "Files are read by the names of their columns; what is missing stays missing, "
        "and what is unclear is a problem with its row until an option settles it."),
    .options = options,
    .settings_size = sizeof(struct di_import_settings),
    .operands_min = 1,
    .operands_max = 1 + DI_IMPORT_FILES_MAX,
    .run = run,
};

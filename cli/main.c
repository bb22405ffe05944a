/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program: reads the global options, finds the command in the table, reads its options and
 * calls it. Language and --json are looked up before anything can fail, so that even the first
 * error comes in the right form.
 */
#include <stdlib.h>
#include <string.h>

#include "di/language.h"
#include "di/nearest.h"
#include "di/platform.h"

#include "command.h"
#include "completion.h"
#include "error_report.h"
#include "interrupt.h"

struct globals {
    bool wants_help, wants_version, is_quiet, is_json;
    const char *language;
    const char *progress;
};

static const struct di_command_option global_options[] = {
    {.name = "help",
     .kind = DI_OPTION_FLAG,
     .help = N_("show this help"),
     .offset = offsetof(struct globals, wants_help)},
    {.name = "version",
     .kind = DI_OPTION_FLAG,
     .help = N_("show the version"),
     .offset = offsetof(struct globals, wants_version)},
    {.name = "lang",
     .kind = DI_OPTION_CHOICE,
     .argument = di_language_codes,
     .choices = di_language_codes,
     .help = N_("language of messages; otherwise the system's"),
     .offset = offsetof(struct globals, language)},
    {.name = "quiet",
     .kind = DI_OPTION_FLAG,
     .help = N_("errors and the result only"),
     .offset = offsetof(struct globals, is_quiet)},
    {.name = "json",
     .kind = DI_OPTION_FLAG,
     .help = N_("machine-readable result on stdout, errors included"),
     .offset = offsetof(struct globals, is_json)},
    {.name = "progress",
     .kind = DI_OPTION_CHOICE,
     .argument = "auto|plain|none",
     .choices = "auto|plain|none",
     .default_value = "auto",
     .help = N_("progress on stderr: a bar on a terminal, lines, or nothing"),
     .offset = offsetof(struct globals, progress)},
    {0},
};

static const struct di_command *const commands[] = {
#define COMMAND_ENTRY(name) &di_command_##name,
    DI_COMMAND_TABLE(COMMAND_ENTRY)
#undef COMMAND_ENTRY
        NULL, /* end */
};
#define COMMAND_ROOM (sizeof commands / sizeof commands[0])

static void print_program_help(FILE *stream)
{
    (void)fputs(_("Example:"), stream);
    (void)fputs("\n  homeward run scenarios/countries/bulgaria.json --out results\n\n", stream);
    (void)fputs(_("Simulates what happens to every child in a country's care system while "
                  "institutions close\nand family-based care grows."),
                stream);
    (void)fputs("\n\n", stream);
    (void)fputs(_("Usage:"), stream);
    (void)fputs(" homeward COMMAND [OPTION]...\n\n", stream);
    (void)fputs(_("Commands:"), stream);
    (void)fputc('\n', stream);
    for (size_t i = 0; commands[i] != NULL; i++)
        (void)fprintf(stream, "  %-12s %s\n", commands[i]->name, _(commands[i]->summary));
    (void)fprintf(stream, "\n%s\n", _("Options of every command:"));
    di_options_print(global_options, stream);
    (void)fprintf(stream, "\n%s\n",
                  _("'homeward COMMAND --help' shows the options of one command."));
}

static void print_command_help(const struct di_command *command)
{
    (void)printf("%s\n  %s\n\n%s.\n\n", _("Example:"), command->example, _(command->summary));
    (void)printf("%s homeward %s%s%s %s\n", _("Usage:"), command->name,
                 command->operands[0] != '\0' ? " " : "", command->operands, "[OPTION]...");
    if (command->options[0].name != NULL) {
        (void)printf("\n%s\n", _("Options:"));
        di_options_print(command->options, stdout);
    }
    (void)printf("\n%s\n", _("Options of every command:"));
    di_options_print(global_options, stdout);
    if (command->notes != NULL)
        (void)printf("\n%s\n", _(command->notes));
}

static const struct di_command *find_command(const char *name)
{
    for (size_t i = 0; commands[i] != NULL; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

static enum di_exit refuse_command(const struct di_cli *cli, const char *name)
{
    const char *names[COMMAND_ROOM] = {NULL};
    struct di_message message;
    size_t count = 0;
    for (; commands[count] != NULL; count++)
        names[count] = commands[count]->name;
    const char *nearest = di_nearest_name(name, names, count);
    if (nearest != NULL)
        DI_MESSAGE(&message, DI_N_("There is no command '%1'. Did you mean '%2'?"),
                   di_text_arg(name), di_text_arg(nearest));
    else
        DI_MESSAGE(&message, DI_N_("There is no command '%1'."), di_text_arg(name));
    return di_error_report_usage(cli, &message, "");
}

/* Language and form of output must be known before the first error can be reported. */
static void look_ahead(struct di_cli *cli, char **arguments, size_t count)
{
    const char *language = NULL;
    for (size_t i = 0; i < count && strcmp(arguments[i], "--") != 0; i++) {
        if (strcmp(arguments[i], "--json") == 0)
            cli->is_json = true;
        if (strncmp(arguments[i], "--lang=", 7) == 0)
            language = arguments[i] + 7;
        if (strcmp(arguments[i], "--lang") == 0 && i + 1 < count)
            language = arguments[i + 1];
    }
    if (language != NULL && di_language_find(language) == NULL)
        language = NULL;
    cli->language = language;
    di_catalogue_open(&cli->catalogue, language);
}

static void apply_globals(struct di_cli *cli, const struct globals *globals)
{
    cli->is_json = globals->is_json;
    cli->is_quiet = globals->is_quiet;
    cli->progress = DI_PROGRESS_AUTO;
    if (strcmp(globals->progress, "plain") == 0)
        cli->progress = DI_PROGRESS_PLAIN;
    if (strcmp(globals->progress, "none") == 0)
        cli->progress = DI_PROGRESS_NONE;
}

/* Help that is asked for is shown, whatever else on the command line is wrong. */
static bool asks_for_help(char *const *arguments, size_t count)
{
    for (size_t i = 0; i < count && strcmp(arguments[i], "--") != 0; i++)
        if (strcmp(arguments[i], "--help") == 0 || strcmp(arguments[i], "-h") == 0)
            return true;
    return false;
}

static enum di_exit print_version(void)
{
    (void)printf("homeward %s\n", HOMEWARD_VERSION);
    (void)puts(_("Licence: GPL-3.0-or-later. There is no warranty."));
    return DI_EXIT_DONE;
}

static enum di_exit check_operands(const struct di_cli *cli, const struct di_command *command,
                                   const struct di_option_parse *parse)
{
    struct di_message message;
    if (parse->operand_count < command->operands_min)
        DI_MESSAGE(&message, DI_N_("'homeward %1' needs more: homeward %1 %2"),
                   di_text_arg(command->name), di_text_arg(command->operands));
    else if (parse->operand_count > command->operands_max)
        DI_MESSAGE(&message, DI_N_("'homeward %1' does not expect '%2'."),
                   di_text_arg(command->name),
                   di_text_arg(parse->operands[command->operands_max]));
    else
        return DI_EXIT_DONE;
    return di_error_report_usage(cli, &message, command->name);
}

/* Reads the command's own arguments and calls it, unless --help asks for something else. */
static enum di_exit run_command(struct di_cli *cli, const struct di_command *command,
                                struct di_option_parse *parse, struct globals *globals,
                                char **arguments, size_t count)
{
    struct di_error error = {0};
    const bool wants_help = globals->wants_help || asks_for_help(arguments, count);
    enum di_status status = di_options_defaults(&parse->targets[1], &error);
    if (status == DI_OK)
        status = di_options_parse(parse, arguments, count, &error);
    if (globals->wants_help || (status != DI_OK && wants_help)) {
        print_command_help(command);
        return DI_EXIT_DONE;
    }
    if (status != DI_OK)
        return di_error_report_usage(cli, &error.message, command->name);
    if (globals->wants_version)
        return print_version();
    apply_globals(cli, globals);
    const enum di_exit code = check_operands(cli, command, parse);
    if (code != DI_EXIT_DONE)
        return code;
    if (!cli->is_quiet)
        di_interrupt_announce(_("Finishing what is running; Ctrl-C again stops at once."));
    return command->run(cli, parse->targets[1].settings, parse->operands, parse->operand_count);
}

static enum di_exit enter_command(struct di_cli *cli, const struct di_command *command,
                                  struct globals *globals, char **arguments, size_t count)
{
    void *settings = calloc(1, command->settings_size > 0 ? command->settings_size : 1);
    if (settings == NULL) {
        struct di_error error = {0};
        const enum di_status status = di_fail_memory(&error);
        (void)status;
        return di_error_report(cli, &error);
    }
    struct di_option_parse parse = {
        .targets = {{global_options, globals}, {command->options, settings}},
        .target_count = 2};
    const enum di_exit code = run_command(cli, command, &parse, globals, arguments, count);
    di_options_finish(&parse.targets[1]);
    free(settings);
    return code;
}

/* No command: help, on stderr unless it was asked for. */
static enum di_exit run_nothing(const struct di_cli *cli, const struct globals *globals)
{
    struct di_message message;
    if (globals->is_json && !globals->wants_help) {
        di_message_set(
            &message, DI_N_("A command is missing, such as 'homeward run SCENARIO'."), NULL, 0);
        return di_error_report_usage(cli, &message, "");
    }
    print_program_help(globals->wants_help ? stdout : stderr);
    return globals->wants_help ? DI_EXIT_DONE : DI_EXIT_USAGE;
}

/* `homeward help [COMMAND]` is another way to write --help, and takes the options of every
 * command as these do. */
static enum di_exit run_help(const struct di_cli *cli, struct globals *globals,
                             char **arguments, size_t count)
{
    struct di_error error = {0};
    struct di_option_parse parse = {.targets = {{global_options, globals}}, .target_count = 1};
    if (di_options_parse(&parse, arguments, count, &error) != DI_OK)
        return di_error_report_usage(cli, &error.message, "");
    const struct di_command *command =
        parse.operand_count > 0 ? find_command(parse.operands[0]) : NULL;
    if (parse.operand_count > 0 && command == NULL && strcmp(parse.operands[0], "help") != 0)
        return refuse_command(cli, parse.operands[0]);
    if (command != NULL)
        print_command_help(command);
    else
        print_program_help(stdout);
    return DI_EXIT_DONE;
}

static enum di_exit run_program(struct di_cli *cli, char **arguments, size_t count)
{
    struct globals globals = {0};
    struct di_error error = {0};
    struct di_option_parse parse = {
        .targets = {{global_options, &globals}}, .target_count = 1, .stop_at_operand = true};
    if (di_options_defaults(&parse.targets[0], &error) != DI_OK ||
        di_options_parse(&parse, arguments, count, &error) != DI_OK)
        return di_error_report_usage(cli, &error.message, "");
    if (globals.wants_version)
        return print_version();
    if (parse.operand_count == 0)
        return run_nothing(cli, &globals);
    if (strcmp(parse.operands[0], "__complete") == 0) {
        di_completion_print(commands, global_options, parse.operands + 1,
                            parse.operand_count - 1, stdout);
        return DI_EXIT_DONE;
    }
    if (strcmp(parse.operands[0], "help") == 0)
        return run_help(cli, &globals, parse.operands + 1, parse.operand_count - 1);
    const struct di_command *command = find_command(parse.operands[0]);
    if (command == NULL)
        return refuse_command(cli, parse.operands[0]);
    return enter_command(cli, command, &globals, parse.operands + 1, parse.operand_count - 1);
}

int main(int argc, char **argv)
{
    struct di_cli cli = {0};
    char **arguments = argc > 0 ? argv + 1 : argv;
    const size_t count = argc > 0 ? (size_t)argc - 1 : 0;
    di_platform_begin();
    look_ahead(&cli, arguments, count);
    di_interrupt_listen();
    enum di_exit code = run_program(&cli, arguments, count);
    if (fflush(stdout) != 0 || ferror(stdout) != 0) {
        (void)fprintf(stderr, "homeward: %s\n", _("The output could not be written."));
        if (code == DI_EXIT_DONE)
            code = DI_EXIT_SYSTEM;
    }
    /* all is written, but who waits for the program must learn that it was stopped */
    if (code == DI_EXIT_DONE && di_interrupt_requested())
        code = DI_EXIT_INTERRUPTED;
    return (int)code;
}

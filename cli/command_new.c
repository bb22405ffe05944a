/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes NAME.json: a copy of a template with its own id, everything it extends folded in, so
 * that it can lie anywhere. A template is a file, or the name of a shipped scenario such as
 * demo/baseline. Never overwrites.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "di/path.h"
#include "di/scenario.h"
#include "di/whole_file.h"

#include "command.h"
#include "error_report.h"
#include "output_folder.h"
#include "scenario_folder.h"
#include "schema_link.h"
#include "shell_word.h"

struct settings {
    const char *from;
};

static const struct di_command_option options[] = {
    {.name = "from",
     .kind = DI_OPTION_TEXT,
     .argument = "TEMPLATE",
     .help = N_("scenario to start from: a file, or a shipped one such as demo/baseline"),
     .default_value = "demo/baseline",
     .offset = offsetof(struct settings, from)},
    {0},
};

/* `before` + `middle` + `after`; NULL if memory ran out. */
static char *join(const char *before, const char *middle, const char *after)
{
    const size_t a = strlen(before), b = strlen(middle), c = strlen(after);
    char *text = malloc(a + b + c + 1);
    if (text == NULL)
        return NULL;
    memcpy(text, before, a);
    memcpy(text + a, middle, b);
    memcpy(text + a + b, after, c + 1);
    return text;
}

static bool can_open(const char *path)
{
    FILE *stream = path != NULL ? fopen(path, "rb") : NULL;
    if (stream != NULL)
        (void)fclose(stream);
    return stream != NULL;
}

static char *named_in(const char *folder, const char *name)
{
    char *path = join(folder, "/", name);
    char *file = path != NULL ? join(path, ".json", "") : NULL;
    free(path);
    if (can_open(file))
        return file;
    free(file);
    return NULL;
}

/* The file, or the shipped scenario: of the working folder, beside the program, installed. */
static char *find_template(const char *name)
{
    if (strstr(name, ".json") != NULL && can_open(name))
        return join(name, "", "");
    char *found = named_in("scenarios", name);
    char *folder = found == NULL ? di_scenario_folder() : NULL;
    if (folder != NULL)
        found = named_in(folder, name);
    free(folder);
    return found != NULL ? found : join(name, "", "");
}

static enum di_exit write_file(const struct di_cli *cli, const char *path, const char *text)
{
    const int code = di_whole_file_write(path, text, strlen(text), DI_WHOLE_IS_NEW);
    if (code == 0)
        return DI_EXIT_DONE;
    if (code != EEXIST)
        return di_error_report_unwritten(cli, path);
    struct di_error error = {0};
    (void)!DI_FAIL(&error, DI_ERR_EXISTS, path,
                   DI_N_("'%1' is there already; nothing was changed."), di_text_arg(path));
    return di_error_report(cli, &error);
}

static enum di_exit copy_template(const struct di_cli *cli, const char *template_path,
                                  const char *path, const char *id)
{
    struct di_diagnostics diagnostics;
    struct di_scenario *scenario = NULL;
    struct di_error error = {0};
    enum di_exit code = DI_EXIT_SYSTEM;
    di_diagnostics_init(&diagnostics);
    const enum di_status status =
        di_scenario_load(template_path, NULL, 0, &diagnostics, &scenario, &error);
    if (status != DI_OK) {
        code = di_error_report_failed_reading(cli, status, &diagnostics, &error);
    } else {
        char *schema = di_schema_link(path, template_path);
        char *text = di_scenario_copy_text(scenario, id, NULL, schema);
        free(schema);
        if (text != NULL)
            code = write_file(cli, path, text);
        free(text);
    }
    di_scenario_destroy(scenario);
    di_diagnostics_finish(&diagnostics);
    return code;
}

static void say_written(const struct di_cli *cli, const char *path, const char *template_path)
{
    char *word = di_shell_word(path);
    if (word != NULL)
        DI_SAY(cli, stdout, N_("Wrote '%1', a copy of '%2'. Next: homeward run %3"),
               di_text_arg(path), di_text_arg(template_path), di_text_arg(word));
    free(word);
}

static enum di_exit run(const struct di_cli *cli, const void *settings, char *const *operands,
                        size_t operand_count)
{
    (void)operand_count;
    const struct settings *given = settings;
    const char *id = di_path_name(operands[0]);
    struct di_message message;
    if (!di_scenario_is_id(id)) {
        DI_MESSAGE(&message,
                   DI_N_("'%1' cannot name a scenario: use 1 to 64 of a-z, 0-9 and _."),
                   di_text_arg(id));
        return di_error_report_usage(cli, &message, "new");
    }
    char *path = join(operands[0], ".json", "");
    char *template_path = find_template(given->from);
    enum di_exit code = DI_EXIT_SYSTEM;
    if (path != NULL && template_path != NULL)
        code = copy_template(cli, template_path, path, id);
    if (code == DI_EXIT_DONE && cli->is_json)
        di_output_print_json(path);
    else if (code == DI_EXIT_DONE && !cli->is_quiet)
        say_written(cli, path, template_path);
    free(template_path);
    free(path);
    return code;
}

const struct di_command di_command_new = {.name = "new",
                                          .summary = N_("Write a scenario to start from"),
                                          .operands = "NAME",
                                          .example =
                                              "homeward new my_plan --from demo/steady_pace",
                                          .options = options,
                                          .settings_size = sizeof(struct settings),
                                          .operands_min = 1,
                                          .operands_max = 1,
                                          .run = run};

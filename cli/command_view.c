/* SPDX-License-Identifier: GPL-3.0-or-later */
/* homeward view: the desktop window, or the same unseen for scripts and screenshots. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "error_report.h"
#include "operands.h"
#include "output_folder.h"

#ifdef HOMEWARD_DESKTOP
#include "di/desktop.h"

#include "plan_scenario.h"
#include "scenario_folder.h"
#include "schema_link.h"
#endif

struct settings {
    const char *script, *dump, *screenshot, *screen, *theme;
    uint64_t width, height, zoom;
};

static const struct di_command_option options[] = {
    {.name = "ui-script",
     .kind = DI_OPTION_TEXT,
     .argument = "FILE",
     .help = N_("play a script of clicks and keys, without a display, and end"),
     .offset = offsetof(struct settings, script)},
    {.name = "dump-ui",
     .kind = DI_OPTION_CHOICE,
     .argument = "json",
     .choices = "json",
     .help = N_("print what the window shows on stdout, and end"),
     .offset = offsetof(struct settings, dump)},
    {.name = "screenshot",
     .kind = DI_OPTION_TEXT,
     .argument = "FILE",
     .help = N_("write a picture of the window (.png), and end"),
     .offset = offsetof(struct settings, screenshot)},
    {.name = "screen",
     .kind = DI_OPTION_CHOICE,
     .argument = "NAME",
     .choices = "home|assumptions|run|overview|pathways|life|capacity|costs|compare|optimise|"
                "calibration|import|"
                "report",
     .help = N_("the screen to begin with"),
     .offset = offsetof(struct settings, screen)},
    {.name = "theme",
     .kind = DI_OPTION_CHOICE,
     .argument = "NAME",
     .choices = "light|dark|high-contrast|print-grey",
     .help = N_("colours: light, dark, high-contrast, print-grey"),
     .offset = offsetof(struct settings, theme)},
    {.name = "width",
     .kind = DI_OPTION_INTEGER,
     .argument = "PIXELS",
     .help = N_("width of the window"),
     .default_value = "1600",
     .minimum = 480,
     .maximum = 16384,
     .offset = offsetof(struct settings, width)},
    {.name = "height",
     .kind = DI_OPTION_INTEGER,
     .argument = "PIXELS",
     .help = N_("height of the window"),
     .default_value = "1000",
     .minimum = 300,
     .maximum = 16384,
     .offset = offsetof(struct settings, height)},
    {.name = "zoom",
     .kind = DI_OPTION_INTEGER,
     .argument = "PERCENT",
     .help = N_("size of everything, 80 to 200; 0: as last time"),
     .default_value = "0",
     .minimum = 0,
     .maximum = 200,
     .offset = offsetof(struct settings, zoom)},
    {0},
};

#ifdef HOMEWARD_DESKTOP

static void open_catalogue(void *context, const char *language,
                           struct di_catalogue *catalogue_out)
{
    (void)context;
    di_catalogue_open(catalogue_out, language);
}

static char *make_plan_scenario(void *context, const struct di_model *model,
                                const struct di_fluid_country *country,
                                const struct di_plan *plan, const char *base)
{
    (void)context;
    const struct di_plan_book book = {.model = model,
                                      .country = country,
                                      .plan = plan,
                                      .quarters = (uint32_t)lround(model->horizon_years * 4)};
    json_t *json = di_plan_scenario_make(&book, base);
    char *text =
        json != NULL ? json_dumps(json, JSON_INDENT(2) | JSON_REAL_PRECISION(12)) : NULL;
    json_decref(json);
    return text;
}

static char *link_schema(void *context, const char *path, const char *copied)
{
    (void)context;
    return di_schema_link(path, copied);
}

static enum di_exit view(const struct di_cli *cli, const struct settings *settings,
                         char *const *operands, size_t count)
{
    const char **paths = calloc(count + 1, sizeof *paths);
    struct di_error error;
    size_t failures = 0;
    di_error_clear(&error);
    for (size_t i = 0; paths != NULL && i < count; i++)
        paths[i] = operands[i];
    char *scenarios = di_scenario_folder();
    const struct di_desktop_options desktop = {.program_version = HOMEWARD_VERSION,
                                               .scenarios = scenarios,
                                               .language = cli->language,
                                               .paths = paths,
                                               .path_count = paths != NULL ? count : 0,
                                               .width = (int)settings->width,
                                               .height = (int)settings->height,
                                               .zoom = (double)settings->zoom / 100,
                                               .theme = settings->theme,
                                               .screen = settings->screen,
                                               .script = settings->script,
                                               .screenshot = settings->screenshot,
                                               .dumps_ui = settings->dump != NULL,
                                               .open_catalogue = open_catalogue,
                                               .make_plan_scenario = make_plan_scenario,
                                               .link_schema = link_schema};
    const enum di_status status = di_desktop_run(&desktop, &failures, &error);
    free(scenarios);
    free(paths);
    if (status != DI_OK)
        return di_error_report(cli, &error);
    return failures == 0 ? DI_EXIT_DONE : DI_EXIT_CHECK_FAILED;
}

#else

static enum di_exit view(const struct di_cli *cli, const struct settings *settings,
                         char *const *operands, size_t count)
{
    (void)settings;
    (void)operands;
    (void)count;
    struct di_error error;
    di_error_clear(&error);
    (void)!di_fail(&error, DI_ERR_FILE, "",
                   DI_N_("This program was built without the desktop view (HOMEWARD_VIEW=OFF, "
                         "or SDL2 was not found)."),
                   NULL, 0);
    return di_error_report(cli, &error);
}

#endif

static enum di_exit run(const struct di_cli *cli, const void *settings_pointer,
                        char *const *operands, size_t operand_count)
{
    const struct settings *settings = settings_pointer;
    struct di_message message;
    if (settings->screenshot != NULL && !di_output_has_ending(settings->screenshot, "png")) {
        DI_MESSAGE(&message, DI_N_("The screenshot's name must end in .png, not '%1'."),
                   di_text_arg(settings->screenshot));
        return di_error_report_usage(cli, &message, "view");
    }
    /* said here and not in the window: who types a name looks at the terminal */
    const enum di_exit code = di_operands_check(cli, operands, operand_count);
    return code != DI_EXIT_DONE ? code : view(cli, settings, operands, operand_count);
}

const struct di_command di_command_view = {
    .name = "view",
    .summary = N_("Open the desktop window"),
    .operands = "[SCENARIO|RESULTS]...",
    .example = "homeward view scenarios/demo/family_first.json scenarios/demo/baseline.json",
    .options = options,
    .settings_size = sizeof(struct settings),
    .operands_min = 0,
    .operands_max = SIZE_MAX,
    .run = run,
};

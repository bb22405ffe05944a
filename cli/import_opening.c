/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 'import stock', 'import institutions' and 'import workforce': tables of an office that become
 * parts of a scenario. */
#include <stdio.h>
#include <string.h>

#include "di/office_mapping.h"
#include "di/opening_import.h"
#include "di/scenario.h"

#include "error_report.h"
#include "import_kind.h"
#include "import_product.h"

enum { ID_BYTES = 65, NAME_BYTES = ID_BYTES + 6 };

typedef enum di_status (*read_function)(const struct di_opening_request *request,
                                        struct di_diagnostics *diagnostics,
                                        struct di_opening_book **out, struct di_error *error);

static enum di_exit check(const struct di_cli *cli, const struct di_import_settings *settings)
{
    if (settings->onto == NULL && settings->start == 0)
        return di_import_refuse(
            cli,
            DI_N_(
                "Say which scenario the table completes, --onto SCENARIO, or the year on whose "
                "1 January a scenario of its own starts, --start YEAR."),
            "");
    if (settings->onto != NULL && settings->start != 0)
        return di_import_refuse(
            cli, DI_N_("--start is of a scenario of its own; '%1' has a start already."),
            settings->onto);
    if (settings->onto != NULL && strcmp(settings->onto, DI_SCENARIO_STDIN) == 0)
        return di_import_refuse(
            cli, DI_N_("--onto needs the name of a file, not '%1': it is read more than once."),
            settings->onto);
    if (settings->name != NULL && !di_scenario_is_id(settings->name))
        return di_import_refuse(
            cli, DI_N_("'%1' cannot name a scenario: use 1 to 64 of a-z, 0-9 and _."),
            settings->name);
    return DI_EXIT_DONE;
}

static bool is(const char *given, const char *choice)
{
    return given != NULL && strcmp(given, choice) == 0;
}

static struct di_opening_request request_of(const struct di_import_settings *s,
                                            const char *path)
{
    return (struct di_opening_request){.path = path,
                                       .mapping = s->mapping,
                                       .form = di_import_form(s),
                                       .decimal = di_import_decimal(s),
                                       .onto = s->onto,
                                       .id = s->name,
                                       .start_year = (int32_t)s->start,
                                       .blank = is(s->blank, "above")   ? DI_BLANK_ABOVE
                                                : is(s->blank, "total") ? DI_BLANK_TOTAL
                                                                        : DI_BLANK_UNSAID,
                                       .censored =
                                           is(s->censored, "lower")    ? DI_CENSORED_LOWER
                                           : is(s->censored, "middle") ? DI_CENSORED_MIDDLE
                                           : is(s->censored, "upper")  ? DI_CENSORED_UPPER
                                                                       : DI_CENSORED_UNSAID,
                                       .adds_duplicates = s->adds_rows,
                                       .suppress_below = (uint32_t)s->suppress};
}

/* ---- what is made ---- */

static char *scenario(void *context, const struct di_catalogue *catalogue, const char *schema)
{
    (void)catalogue;
    return di_opening_scenario(context, schema);
}

static char *quality_text(void *context, const struct di_catalogue *catalogue)
{
    return di_opening_quality_text(context, catalogue);
}

static char *quality_json(void *context, const struct di_catalogue *catalogue,
                          const struct di_digest_of_file *files, size_t count)
{
    return di_opening_quality_json(context, catalogue, files, count);
}

static enum di_exit write(const struct di_cli *cli, const struct di_import_settings *settings,
                          const struct di_import_kind *kind, struct di_opening_book *book)
{
    char scenario_name[NAME_BYTES];
    (void)snprintf(scenario_name, sizeof scenario_name, "%s.json", di_opening_id(book));
    const struct di_import_product product = {.kind = kind->name,
                                              .subject = di_opening_id(book),
                                              .scenario_name = scenario_name,
                                              .finding_count = di_opening_findings(book),
                                              .warning_count = di_opening_warnings(book),
                                              .context = book,
                                              .scenario = scenario,
                                              .quality_text = quality_text,
                                              .quality_json = quality_json,
                                              .next = N_("Next: homeward run %1/%2")};
    return di_import_product_write(cli, &product, settings->out, settings->is_forced);
}

static enum di_exit run(const struct di_cli *cli, const struct di_import_settings *settings,
                        const struct di_import_kind *kind, read_function read, const char *path)
{
    char id[ID_BYTES];
    struct di_opening_request request = request_of(settings, path);
    struct di_opening_book *book = NULL;
    struct di_diagnostics list;
    struct di_error error = {0};
    di_office_id_of_file(path, id);
    if (request.id == NULL && request.onto == NULL)
        request.id = id;
    di_diagnostics_init(&list);
    const enum di_status status = read(&request, &list, &book, &error);
    enum di_exit code = di_error_report_failed_reading(cli, status, &list, &error);
    if (code == DI_EXIT_DONE)
        code = write(cli, settings, kind, book);
    di_opening_destroy(book);
    di_diagnostics_finish(&list);
    return code;
}

/* ---- the kinds ---- */

static const char *const stock_options[] = {
    "onto",    "start",     "name",     "mapping", "blank",       "censored", "add-rows",
    "decimal", "separator", "encoding", "sheet",   "heading-row", "suppress", NULL};
static const char *const workforce_options[] = {
    "onto",    "start",     "name",     "mapping", "blank",       "add-rows",
    "decimal", "separator", "encoding", "sheet",   "heading-row", NULL};

static enum di_exit run_stock(const struct di_cli *cli,
                              const struct di_import_settings *settings, char *const *files,
                              size_t count)
{
    (void)count;
    return run(cli, settings, &di_import_stock, di_opening_stock_read, files[0]);
}

static enum di_exit run_institutions(const struct di_cli *cli,
                                     const struct di_import_settings *settings,
                                     char *const *files, size_t count)
{
    (void)count;
    return run(cli, settings, &di_import_institutions, di_opening_register_read, files[0]);
}

static enum di_exit run_workforce(const struct di_cli *cli,
                                  const struct di_import_settings *settings, char *const *files,
                                  size_t count)
{
    (void)count;
    return run(cli, settings, &di_import_workforce, di_opening_workforce_read, files[0]);
}

const struct di_import_kind di_import_stock = {.name = "stock",
                                               .options = stock_options,
                                               .files_max = 1,
                                               .check = check,
                                               .run = run_stock};

const struct di_import_kind di_import_institutions = {.name = "institutions",
                                                      .options = stock_options,
                                                      .files_max = 1,
                                                      .check = check,
                                                      .run = run_institutions};

const struct di_import_kind di_import_workforce = {.name = "workforce",
                                                   .options = workforce_options,
                                                   .files_max = 1,
                                                   .check = check,
                                                   .run = run_workforce};

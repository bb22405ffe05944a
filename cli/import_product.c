/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import_product.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "di/path.h"
#include "di/scenario.h"

#include "error_report.h"
#include "import_folder.h"
#include "interrupt.h"
#include "json_text.h"
#include "output_folder.h"
#include "schema_link.h"
#include "shell_word.h"

static const char targets_name[] = "targets.csv", text_name[] = "data_quality.md";

enum { FILES_MAX = 4 };

/* The report is the last file: it has the digests of the others. */
struct writing {
    const struct di_cli *cli;
    const struct di_import_product *product;
    const char *folder;
    struct di_import_file items[FILES_MAX];
    struct di_import_files files;
};

static void name_files(struct writing *writing)
{
    const struct di_import_product *product = writing->product;
    const char *const names[FILES_MAX] = {product->scenario_name,
                                          product->has_targets ? targets_name : NULL, text_name,
                                          DI_IMPORT_REPORT};
    writing->files = (struct di_import_files){
        .kind = product->kind, .subject = product->subject, .items = writing->items};
    for (size_t i = 0; i < FILES_MAX; i++)
        if (names[i] != NULL)
            writing->items[writing->files.count++].name = names[i];
}

/* ---- texts ---- */

static char *scenario_text(const struct writing *writing)
{
    const struct di_import_product *product = writing->product;
    char *path = di_path_join(writing->folder, product->scenario_name);
    char *schema = path != NULL ? di_schema_link(path, "") : NULL;
    char *text = product->scenario(product->context, &writing->cli->catalogue, schema);
    free(path);
    free(schema);
    return text;
}

static char *report_text(const struct writing *writing)
{
    const struct di_import_product *product = writing->product;
    char digest[FILES_MAX][DI_DIGEST_TEXT];
    struct di_digest_of_file files[FILES_MAX];
    const size_t count = writing->files.count - 1;
    for (size_t i = 0; i < count; i++) {
        const struct di_import_file *file = &writing->items[i];
        di_digest(file->text, strlen(file->text), digest[i]);
        files[i] = (struct di_digest_of_file){file->name, digest[i]};
    }
    return product->quality_json(product->context, &writing->cli->catalogue, files, count);
}

static char *text_of(const struct writing *writing, const char *name)
{
    const struct di_import_product *product = writing->product;
    if (name == product->scenario_name)
        return scenario_text(writing);
    if (name == targets_name)
        return product->targets(product->context);
    if (name == text_name)
        return product->quality_text(product->context, &writing->cli->catalogue);
    return report_text(writing);
}

static enum di_exit check_scenario(const struct writing *writing)
{
    const struct di_import_file *file = &writing->items[0];
    struct di_diagnostics list;
    struct di_scenario *scenario = NULL;
    struct di_error error = {0};
    if (writing->product->scenario_name == NULL)
        return DI_EXIT_DONE;
    di_diagnostics_init(&list);
    const enum di_status status = di_scenario_load_text(file->text, strlen(file->text),
                                                        file->name, &list, &scenario, &error);
    const enum di_exit code =
        di_error_report_failed_reading(writing->cli, status, &list, &error);
    di_scenario_destroy(scenario);
    di_diagnostics_finish(&list);
    return code;
}

static enum di_exit make_texts(struct writing *writing)
{
    for (size_t i = 0; i < writing->files.count; i++) {
        struct di_import_file *file = &writing->items[i];
        file->text = text_of(writing, file->name);
        if (file->text == NULL) {
            struct di_error error = {0};
            (void)!di_fail_memory(&error);
            return di_error_report(writing->cli, &error);
        }
    }
    return check_scenario(writing);
}

/* ---- to the folder ---- */

static enum di_exit write_files(struct writing *writing, bool is_forced)
{
    const bool is_new = di_output_folder_is_new(writing->folder);
    enum di_exit code = di_output_folder_open(writing->cli, writing->folder);
    if (code == DI_EXIT_DONE && !is_forced)
        code = di_import_folder_check(writing->cli, writing->folder, &writing->files);
    if (code == DI_EXIT_DONE)
        code = make_texts(writing);
    if (code == DI_EXIT_DONE && di_interrupt_requested())
        code = di_error_report_interrupted(writing->cli,
                                           DI_N_("Interrupted; nothing is written."));
    if (code == DI_EXIT_DONE)
        code = di_import_folder_write(writing->cli, writing->folder, &writing->files);
    if (code != DI_EXIT_DONE)
        di_output_folder_abandon(writing->folder, is_new);
    return code;
}

/* ---- words ---- */

static json_t *text_or_null(const char *text)
{
    return text != NULL ? di_json_text(text) : json_null();
}

static json_t *year_or_null(int32_t year)
{
    return year != 0 ? json_integer(year) : json_null();
}

static void print_json(const struct writing *writing)
{
    const struct di_import_product *product = writing->product;
    json_t *object = json_pack(
        "{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:s, s:s, s:I, s:I}", "kind", product->kind,
        "subject", di_json_text(product->subject), "from",
        year_or_null(product->to != 0 ? product->from : 0), "to", year_or_null(product->to),
        "folder", di_json_text(writing->folder), "scenario",
        text_or_null(product->scenario_name), "targets",
        text_or_null(product->has_targets ? targets_name : NULL), "report", DI_IMPORT_REPORT,
        "text", text_name, "findings", (json_int_t)product->finding_count, "warnings",
        (json_int_t)product->warning_count);
    (void)json_dumpf(object, stdout, JSON_COMPACT | JSON_ENSURE_ASCII);
    (void)fputc('\n', stdout);
    json_decref(object);
}

static void say_files(const struct writing *writing)
{
    const struct di_cli *cli = writing->cli;
    const struct di_import_product *product = writing->product;
    const struct di_argument folder = di_text_arg(writing->folder);
    const char *scenario = product->scenario_name;
    char subject[256], years[32];
    (void)snprintf(years, sizeof years, ", %d-%d", product->from, product->to);
    (void)snprintf(subject, sizeof subject, "%.200s%s", product->subject,
                   product->to != 0 ? years : "");
    if (scenario != NULL && product->has_targets)
        DI_SAY(cli, stdout, N_("Wrote '%1/%2' and '%1/targets.csv': %3."), folder,
               di_text_arg(scenario), di_text_arg(subject));
    else
        DI_SAY(cli, stdout, N_("Wrote '%1/%2': %3."), folder,
               di_text_arg(scenario != NULL ? scenario : targets_name), di_text_arg(subject));
}

static void say(const struct writing *writing)
{
    const struct di_import_product *product = writing->product;
    const struct di_argument folder = di_text_arg(writing->folder);
    say_files(writing);
    DI_SAY(writing->cli, stdout,
           N_("%1 {%1|finding|findings} about the data, %2 to be looked at first: read "
              "'%3/data_quality.md'."),
           di_integer_arg((int64_t)product->finding_count),
           di_integer_arg((int64_t)product->warning_count), folder);
    const char *base = product->base != NULL ? product->base : "";
    char *folder_word = di_shell_word(writing->folder), *base_word = di_shell_word(base);
    if (folder_word != NULL && base_word != NULL)
        DI_SAY(writing->cli, stdout, product->next, di_text_arg(folder_word),
               di_text_arg(product->scenario_name != NULL ? product->scenario_name : ""),
               di_text_arg(base_word));
    free(folder_word);
    free(base_word);
}

enum di_exit di_import_product_write(const struct di_cli *cli,
                                     const struct di_import_product *product,
                                     const char *folder, bool is_forced)
{
    struct writing writing = {.cli = cli, .product = product, .folder = folder};
    name_files(&writing);
    const enum di_exit code = write_files(&writing, is_forced);
    if (code == DI_EXIT_DONE && cli->is_json)
        print_json(&writing);
    else if (code == DI_EXIT_DONE && !cli->is_quiet)
        say(&writing);
    for (size_t i = 0; i < FILES_MAX; i++)
        free(writing.items[i].text);
    return code;
}

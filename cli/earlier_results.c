/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "earlier_results.h"

#include <stdlib.h>

#include "di/folder.h"
#include "di/path.h"

#include "error_report.h"

struct search {
    const struct di_cli *cli;
    const char *out;
    bool (*is_current)(void *context, const char *path, const char *name);
    void *context;
    const char *sentence;
};

/* Of replications, or of draws of a batch. */
static bool has_results(const char *folder)
{
    return di_folder_has_file(folder, "manifest.json") ||
           di_folder_has_file(folder, "spread.csv");
}

static bool visit(void *context, const char *name)
{
    const struct search *search = context;
    char *path = name[0] == '.' ? NULL : di_path_join(search->out, name);
    if (path != NULL && has_results(path) && !search->is_current(search->context, path, name))
        DI_SAY(search->cli, stderr, search->sentence, di_text_arg(path));
    free(path);
    return true;
}

void di_earlier_results_say(const struct di_cli *cli, const char *out,
                            bool (*is_current)(void *context, const char *path,
                                               const char *name),
                            void *context, const char *sentence)
{
    struct search search = {cli, out, is_current, context, sentence};
    if (!cli->is_quiet && !cli->is_json)
        di_folder_each_name(out, visit, &search);
}

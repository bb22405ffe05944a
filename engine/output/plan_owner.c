/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan_owner.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/path.h"

static const char name[] = "plan.json";

static enum di_status take(const json_t *root, struct plan_owner *owner_out,
                           struct di_error *error)
{
    const char *scenario = json_string_value(json_object_get(root, "scenario"));
    const char *planned = json_string_value(json_object_get(root, "planned_scenario"));
    if (scenario == NULL)
        return DI_FAIL(error, DI_ERR_SYNTAX, name,
                       DI_N_("The file '%1' does not say which scenario the plan is for."),
                       di_text_arg(name));
    (void)snprintf(owner_out->scenario, sizeof owner_out->scenario, "%s", scenario);
    (void)snprintf(owner_out->planned, sizeof owner_out->planned, "%s",
                   planned != NULL ? planned : scenario);
    return DI_OK;
}

enum di_status plan_owner_read(const char *folder, struct plan_owner *owner_out,
                               struct di_error *error)
{
    char *path = di_path_join(folder, name);
    if (path == NULL)
        return di_fail_memory(error);
    FILE *stream = fopen(path, "rb");
    free(path);
    if (stream == NULL)
        return DI_FAIL(error, DI_ERR_FILE, folder,
                       DI_N_("The folder '%1' has no file '%2', so it is not known which "
                             "scenario the plan is for."),
                       di_text_arg(folder), di_text_arg(name));
    json_t *root = json_loadf(stream, JSON_REJECT_DUPLICATES, NULL);
    (void)fclose(stream);
    const enum di_status status = take(root, owner_out, error);
    json_decref(root);
    return status;
}

bool plan_owner_is(const struct plan_owner *owner, const char *scenario)
{
    return strcmp(owner->scenario, scenario) == 0 || strcmp(owner->planned, scenario) == 0;
}

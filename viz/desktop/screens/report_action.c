/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report is written with the tables and the record of its run beside it. */
#include "report_action.h"

#include <stdio.h>
#include <stdlib.h>

#include "di/path.h"

#include "desk_action.h"
#include "report_preview.h"
#include "user_file.h"

/* "export/ID-KIND-LANGUAGE.ENDING" in the data folder; free with free(). */
static char *place_of(const struct desk *desk, const char *ending)
{
    char name[200];
    (void)snprintf(
        name, sizeof name, "export/%s-%s-%s.%s", session_document(&desk->session)->id,
        desk->report_audience == 0 ? "minister" : "technical", desk->report_language, ending);
    return user_file_path(USER_FILE_DATA, name);
}

/* A file of the results folder beside the report, under its name. */
static bool lay_beside(const struct desk *desk, const char *file, const char *ending)
{
    char *from = di_path_join(session_document(&desk->session)->folder, file);
    char *to = place_of(desk, ending);
    const bool is_written = from != NULL && to != NULL && user_file_copy(from, to);
    free(to);
    free(from);
    return is_written;
}

static void say_written(struct desk *desk, const char *path)
{
    const struct document *document = session_document(&desk->session);
    const bool has_both = document->folder != NULL &&
                          lay_beside(desk, "results.xlsx", "xlsx") &&
                          lay_beside(desk, "manifest.json", "manifest.json");
    desk_say_about(desk, false,
                   has_both ? N_("The report is in '%1'; beside it lie its tables (.xlsx) and "
                                 "the record of the run (manifest.json).")
                            : N_("The report is in '%1'."),
                   path);
}

static void write_report(struct desk *desk)
{
    struct di_catalogue catalogue;
    struct di_report_request request;
    struct di_error error;
    di_error_clear(&error);
    if (!report_request(desk, &catalogue, &request)) {
        desk_say(desk, true, desk_tr(desk, N_("There are no results yet: run first.")));
        return;
    }
    char *path = place_of(desk, desk->report_format == 0 ? "pdf" : "html");
    const bool is_written =
        path != NULL && di_report_write(path, &request, NULL, &error) == DI_OK;
    desk_set_language(desk, desk->language); /* the report may have spoken another one */
    if (is_written)
        say_written(desk, path);
    else if (error.message.id != NULL)
        desk_say_error(desk, &error);
    else
        desk_say(desk, true, desk_tr(desk, N_("The report could not be written.")));
    free(path);
}

static void turn_page(struct desk *desk, int64_t by)
{
    const int64_t count = report_preview_count(desk->report_preview);
    const int64_t page = (int64_t)desk->report_page + by;
    if (page >= 0 && page < count)
        desk->report_page = (unsigned)page;
}

bool report_act(struct desk *desk, const struct ui_action *action)
{
    switch (action->kind) {
    case ACT_REPORT_AUDIENCE:
        desk->report_audience = (int)action->number;
        return true;
    case ACT_REPORT_FORMAT:
        desk->report_format = (int)action->number;
        return true;
    case ACT_REPORT_LANGUAGE:
        desk_copy_text(desk->report_language, sizeof desk->report_language, action->text);
        return true;
    case ACT_REPORT_SECTION:
        desk->report_left_out ^= 1u << (unsigned)action->number;
        return true;
    case ACT_REPORT_PAGE:
        turn_page(desk, action->number);
        return true;
    case ACT_REPORT_WRITE:
        write_report(desk);
        return true;
    default:
        return false;
    }
}

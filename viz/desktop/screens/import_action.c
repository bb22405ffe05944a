/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing of a file is taken before a person has looked at it and says so. */
#include "import_action.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "desk_action.h"
#include "import_sample.h"
#include "import_table.h"
#include "office_action.h"
#include "user_file.h"

static const struct inputs *inputs_of(const struct desk *desk)
{
    const struct document *document = session_document(&desk->session);
    return document != NULL ? &document->now : NULL;
}

/* Accepted rows become edits of the open scenario. */
static void apply(struct desk *desk)
{
    struct document *document = session_document(&desk->session);
    size_t taken = 0;
    if (document == NULL || desk->import == NULL)
        return;
    for (size_t i = 0; i < table_import_edit_count(desk->import); i++) {
        const char *pointer, *json;
        table_import_edit(desk->import, i, &pointer, &json);
        taken += document_set(document, pointer, json, json) ? 1 : 0;
    }
    import_columns_remember(table_import_columns(desk->import),
                            table_import_sheet(desk->import));
    session_changed(&desk->session);
    char number[16];
    (void)snprintf(number, sizeof number, "%zu", taken);
    desk_say_about(desk, false,
                   N_("Rows taken into the open scenario: %1. Undo takes them back."), number);
}

static void put_away(struct desk *desk)
{
    table_import_destroy(desk->import);
    desk->import = NULL;
    office_close(desk);
}

static void look_at(struct desk *desk, const char *path)
{
    if (path != desk->import_path)
        desk_copy_text(desk->import_path, sizeof desk->import_path, path);
    put_away(desk);
    if (table_import_is_for(path))
        office_open(desk, desk->import_path);
    else if (path[0] != '\0')
        desk_open_path(desk, path);
}

/* One part of the form is chosen by hand, the others stay as they were read. */
static void reform(struct desk *desk, const struct ui_action *action)
{
    if (desk->import == NULL)
        return;
    const struct import_sheet *sheet = table_import_sheet(desk->import);
    struct import_form form = sheet->form;
    if (sheet->unclear != NULL) /* still to be said */
        form.decimal = '\0';
    if (action->kind == ACT_IMPORT_SEPARATOR)
        form.separator = (char)action->number;
    else if (action->kind == ACT_IMPORT_DECIMAL)
        form.decimal = (char)action->number;
    else if (action->kind == ACT_IMPORT_SHEET)
        form.sheet = (size_t)action->number;
    else
        form.encoding = (enum di_text_encoding)action->number;
    table_import_reform(desk->import, &form, inputs_of(desk), &desk->catalogue);
}

static void write_sample(struct desk *desk, enum import_sample_kind kind)
{
    const struct inputs *inputs = inputs_of(desk);
    char *path = user_file_path(USER_FILE_DATA, import_sample_name(kind));
    char *text = inputs != NULL ? import_sample_text(inputs, kind) : NULL;
    if (path == NULL || text == NULL || !user_file_write(path, text, strlen(text))) {
        desk_say(desk, true, desk_tr(desk, N_("The file could not be written.")));
    } else {
        desk_say_about(desk, false, N_("Written to '%1'."), path);
        look_at(desk, path);
    }
    free(text);
    free(path);
}

bool import_act(struct desk *desk, const struct ui_action *action)
{
    if (office_act(desk, action))
        return true;
    switch (action->kind) {
    case ACT_IMPORT_PATH:
        look_at(desk, action->text != NULL ? action->text : "");
        return true;
    case ACT_IMPORT_SEPARATOR:
    case ACT_IMPORT_DECIMAL:
    case ACT_IMPORT_ENCODING:
    case ACT_IMPORT_SHEET:
        reform(desk, action);
        return true;
    case ACT_IMPORT_COLUMN:
        if (desk->import != NULL)
            table_import_column(desk->import, (size_t)action->number, action->text,
                                inputs_of(desk));
        return true;
    case ACT_IMPORT_SAMPLE:
        write_sample(desk, (enum import_sample_kind)action->number);
        return true;
    case ACT_IMPORT_APPLY:
        apply(desk);
        return true;
    case ACT_IMPORT_CLEAR:
        put_away(desk);
        desk->import_path[0] = '\0';
        return true;
    default:
        return false;
    }
}

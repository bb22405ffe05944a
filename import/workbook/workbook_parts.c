/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ECMA-376 part 2: the archive's relations name the workbook, its own relations the rest. */
#include "workbook_parts.h"

#include <stdio.h>
#include <string.h>

#include "office/office_fold.h"

enum { PATH_BYTES = 512, FOLDED_BYTES = 256 };

static const char *keep(struct di_workbook *workbook, const char *text)
{
    const char *kept = di_arena_copy_text(&workbook->arena, text != NULL ? text : "");
    workbook->ran_out = workbook->ran_out || kept == NULL;
    return kept != NULL ? kept : "";
}

static bool ends_with(const char *text, const char *ending)
{
    const size_t length = strlen(text), end = strlen(ending);
    return length >= end && strcmp(text + length - end, ending) == 0;
}

/* ---- relations ---- */

/* A target counts from the folder of the part that names it, or from the root. */
static const char *path_of(struct di_workbook *workbook, const char *from, const char *target)
{
    char path[PATH_BYTES];
    const char *slash = strrchr(from, '/');
    size_t folder = target[0] == '/' || slash == NULL ? 0 : (size_t)(slash - from) + 1;
    target += target[0] == '/';
    for (;;) {
        if (strncmp(target, "./", 2) == 0) {
            target += 2;
        } else if (strncmp(target, "../", 3) == 0) {
            target += 3;
            folder -= folder > 0;
            while (folder > 0 && from[folder - 1] != '/')
                folder--;
        } else {
            break;
        }
    }
    (void)snprintf(path, sizeof path, "%.*s%s", (int)folder, from, target);
    return keep(workbook, path);
}

static void on_relation(void *context, const char *name, const char **attributes)
{
    struct di_workbook *workbook = context;
    const char *target = di_xml_attribute(attributes, "Target");
    if (strcmp(name, "Relationship") != 0 || target == NULL ||
        workbook->count == DI_WORKBOOK_SHEETS_MAX)
        return;
    struct di_workbook_relation *relation =
        DI_ARENA_NEW(&workbook->arena, 1, struct di_workbook_relation);
    workbook->ran_out = workbook->ran_out || relation == NULL;
    if (relation == NULL)
        return;
    relation->id = keep(workbook, di_xml_attribute(attributes, "Id"));
    relation->type = keep(workbook, di_xml_attribute(attributes, "Type"));
    relation->path = path_of(workbook, workbook->path, target);
    *workbook->relations_end = relation;
    workbook->relations_end = &relation->next;
    workbook->count++;
}

static void on_nothing(void *context, const char *name)
{
    (void)context;
    (void)name;
}

static enum di_xml_step read_relations(struct di_workbook *workbook, const char *path)
{
    static const struct di_xml_handlers handlers = {on_relation, on_nothing, NULL};
    workbook->relations = NULL;
    workbook->relations_end = &workbook->relations;
    workbook->count = 0;
    return di_xml_part_read(workbook->archive, path, &handlers, workbook);
}

const char *di_workbook_part_path(const struct di_workbook *workbook, const char *ending)
{
    for (const struct di_workbook_relation *r = workbook->relations; r != NULL; r = r->next)
        if (ends_with(r->type, ending))
            return r->path;
    return NULL;
}

/* "xl/_rels/workbook.xml.rels" */
static const char *relations_path(struct di_workbook *workbook)
{
    char path[PATH_BYTES];
    const char *slash = strrchr(workbook->path, '/');
    const int folder = slash != NULL ? (int)(slash - workbook->path) + 1 : 0;
    (void)snprintf(path, sizeof path, "%.*s_rels/%s.rels", folder, workbook->path,
                   workbook->path + folder);
    return keep(workbook, path);
}

/* ---- the workbook itself ---- */

static void take_sheet(struct di_workbook *workbook, const char **attributes)
{
    const char *state = di_xml_attribute(attributes, "state");
    struct di_workbook_sheet *sheet =
        DI_ARENA_NEW(&workbook->arena, 1, struct di_workbook_sheet);
    workbook->ran_out = workbook->ran_out || sheet == NULL;
    if (sheet == NULL)
        return;
    sheet->name = keep(workbook, di_xml_attribute(attributes, "name"));
    sheet->relation = keep(workbook, di_xml_attribute(attributes, "id"));
    sheet->is_hidden = state != NULL && strcmp(state, "visible") != 0;
    *workbook->sheets_end = sheet;
    workbook->sheets_end = &sheet->next;
    workbook->count++;
}

static void on_workbook(void *context, const char *name, const char **attributes)
{
    struct di_workbook *workbook = context;
    const char *is_1904 = di_xml_attribute(attributes, "date1904");
    if (strcmp(name, "sheet") == 0 && workbook->count < DI_WORKBOOK_SHEETS_MAX)
        take_sheet(workbook, attributes);
    else if (strcmp(name, "workbookPr") == 0 && is_1904 != NULL)
        workbook->is_1904 = strcmp(is_1904, "1") == 0 || strcmp(is_1904, "true") == 0;
}

enum di_xml_step di_workbook_read(struct di_workbook *workbook, struct zip *archive)
{
    static const struct di_xml_handlers handlers = {on_workbook, on_nothing, NULL};
    *workbook = (struct di_workbook){.archive = archive, .path = ""};
    workbook->sheets_end = &workbook->sheets;
    di_arena_init(&workbook->arena);
    enum di_xml_step step = read_relations(workbook, "_rels/.rels");
    if (step == DI_XML_DONE) {
        const char *path = di_workbook_part_path(workbook, "/officeDocument");
        workbook->path = path != NULL ? path : "xl/workbook.xml";
        if (ends_with(workbook->path, ".bin")) /* .xlsb, which is no XML */
            return DI_XML_MISSING;
        step = di_xml_part_read(archive, workbook->path, &handlers, workbook);
    }
    if (step == DI_XML_DONE)
        step = read_relations(workbook, relations_path(workbook));
    return workbook->ran_out ? DI_XML_NO_MEMORY : step;
}

void di_workbook_finish(struct di_workbook *workbook)
{
    di_arena_finish(&workbook->arena);
}

static const char *path_of_sheet(const struct di_workbook *workbook,
                                 const struct di_workbook_sheet *sheet)
{
    for (const struct di_workbook_relation *r = workbook->relations; r != NULL; r = r->next)
        if (strcmp(r->id, sheet->relation) == 0 && ends_with(r->type, "/worksheet"))
            return r->path;
    return NULL;
}

static const char *find(const struct di_workbook *workbook, bool with_hidden,
                        const char *folded)
{
    char name[FOLDED_BYTES];
    for (const struct di_workbook_sheet *s = workbook->sheets; s != NULL; s = s->next) {
        const char *path = path_of_sheet(workbook, s);
        di_office_fold(s->name, name, sizeof name);
        if (path != NULL && (with_hidden || !s->is_hidden) &&
            (folded == NULL || strcmp(name, folded) == 0))
            return path;
    }
    return NULL;
}

const char *di_workbook_sheet_path(const struct di_workbook *workbook, const char *name)
{
    char folded[FOLDED_BYTES];
    if (name == NULL) {
        const char *first = find(workbook, false, NULL);
        return first != NULL ? first : find(workbook, true, NULL);
    }
    for (const struct di_workbook_sheet *s = workbook->sheets; s != NULL; s = s->next)
        if (strcmp(s->name, name) == 0 && path_of_sheet(workbook, s) != NULL)
            return path_of_sheet(workbook, s);
    di_office_fold(name, folded, sizeof folded);
    return find(workbook, true, folded);
}

const char *di_workbook_sheet_name(const struct di_workbook *workbook, size_t index)
{
    for (const struct di_workbook_sheet *s = workbook->sheets; s != NULL; s = s->next)
        if (!s->is_hidden && path_of_sheet(workbook, s) != NULL && index-- == 0)
            return s->name;
    return NULL;
}

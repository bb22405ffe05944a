/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the real folder of the file to the real schema: up to where both part, and down again.
 * Relative, so that a project with its scenarios and the schema can be moved as one.
 */
#include "schema_link.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/disk_file.h"
#include "di/folder.h"

#include "scenario_folder.h"

static const char inside[] = "/schema/scenario.schema.json";

/* The schema of a folder of scenarios: its real path, or NULL. */
static char *schema_of(const char *folder, const char *more)
{
    const size_t room = folder == NULL ? 0 : strlen(folder) + strlen(more) + sizeof inside;
    char *path = folder == NULL ? NULL : malloc(room);
    char *real = NULL;
    if (path != NULL) {
        (void)snprintf(path, room, "%s%s%s", folder, more, inside);
        real = di_disk_file_real_path(path);
    }
    free(path);
    return real;
}

static char *find_schema(const char *copied)
{
    char *beside = di_folder_of(copied);
    char *found = schema_of(beside, "..");
    char *shipped = found == NULL ? di_scenario_folder() : NULL;
    if (shipped != NULL)
        found = schema_of(shipped, "");
    free(shipped);
    free(beside);
    return found;
}

/* Where the folders of both paths part: after their last common slash. `from` is a folder. */
static size_t common_length(const char *from, const char *to)
{
    size_t length = 0;
    for (size_t i = 0;; i++) {
        const bool is_end = from[i] == '\0' || from[i] == '/';
        if (is_end && to[i] == '/')
            length = i;
        if (from[i] == '\0' || from[i] != to[i])
            return length;
    }
}

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           strchr("-._~/", c) != NULL;
}

/* RFC 3986: what is no part of a path there, spaces and other alphabets, as %XX. */
static void write_escaped(char *out, const char *path)
{
    static const char digits[] = "0123456789ABCDEF";
    for (; *path != '\0'; path++) {
        const unsigned char c = (unsigned char)*path;
        if (is_plain(*path)) {
            *out++ = *path;
            continue;
        }
        *out++ = '%';
        *out++ = digits[c >> 4];
        *out++ = digits[c & 15];
    }
    *out = '\0';
}

static char *relative(const char *from, const char *to)
{
    const size_t common = common_length(from, to);
    size_t ups = 0;
    for (const char *p = from + common; *p != '\0'; p++)
        ups += *p == '/' && p[1] != '\0';
    const char *rest = to + common + 1;
    char *link = malloc(3 * ups + 3 + 3 * strlen(rest) + 1);
    if (link == NULL)
        return NULL;
    char *end = link;
    for (size_t i = 0; i < ups; i++, end += 3)
        memcpy(end, "../", 3);
    if (ups == 0) {
        memcpy(end, "./", 2);
        end += 2;
    }
    write_escaped(end, rest);
    return link;
}

char *di_schema_link(const char *path, const char *copied)
{
    char *folder = di_folder_of(path);
    char *from = folder != NULL ? di_disk_file_real_path(folder) : NULL;
    char *to = find_schema(copied);
    char *link = from != NULL && to != NULL ? relative(from, to) : NULL;
    free(folder);
    free(from);
    free(to);
    return link;
}

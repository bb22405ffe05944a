/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared_strings.h"

#include <stdlib.h>
#include <string.h>

#include "office/wipe.h"

enum { NOT_MARKED = 0, NOT_THERE = 1, FIRST_PLACE = 2, ROOM_MIN = 4096 };

bool di_shared_strings_mark(struct di_shared_strings *strings, size_t number)
{
    if (number >= DI_SHARED_STRINGS_MAX)
        return true;
    if (number >= strings->count) {
        const size_t count = 2 * number + 64;
        uint32_t *grown = realloc(strings->at, count * sizeof *grown);
        if (grown == NULL)
            return false;
        memset(grown + strings->count, 0, (count - strings->count) * sizeof *grown);
        strings->at = grown;
        strings->count = count;
    }
    if (strings->at[number] == NOT_MARKED)
        strings->at[number] = NOT_THERE;
    return true;
}

const char *di_shared_strings_text(const struct di_shared_strings *strings, size_t number)
{
    if (number >= strings->count || strings->at[number] < FIRST_PLACE)
        return NULL;
    return strings->texts + (strings->at[number] - FIRST_PLACE);
}

void di_shared_strings_finish(struct di_shared_strings *strings)
{
    if (strings->texts != NULL)
        di_wipe(strings->texts, strings->used);
    free(strings->texts);
    free(strings->at);
    *strings = (struct di_shared_strings){0};
}

/* ---- reading ---- */

struct strings_reading {
    struct di_shared_strings *strings;
    size_t number; /* of the one that is read, or comes next */
    bool is_in_text, is_in_phonetic, ran_out;
    struct di_bounded_text text;
};

static bool is_wanted(const struct strings_reading *reading)
{
    const struct di_shared_strings *strings = reading->strings;
    return reading->number < strings->count && strings->at[reading->number] == NOT_THERE;
}

static bool has_room(struct di_shared_strings *strings, size_t more)
{
    if (strings->used + more <= strings->room)
        return true;
    const size_t room = 2 * (strings->used + more) + ROOM_MIN;
    char *grown = malloc(room);
    if (grown == NULL)
        return false;
    if (strings->texts != NULL) {
        memcpy(grown, strings->texts, strings->used);
        di_wipe(strings->texts, strings->used);
    }
    free(strings->texts);
    strings->texts = grown;
    strings->room = room;
    return true;
}

static void keep(struct strings_reading *reading)
{
    struct di_shared_strings *strings = reading->strings;
    di_bounded_text_end(&reading->text);
    const size_t size = reading->text.used + 1;
    if (strings->used + size > UINT32_MAX - FIRST_PLACE || !has_room(strings, size)) {
        reading->ran_out = true;
        return;
    }
    memcpy(strings->texts + strings->used, reading->text.bytes, size);
    strings->at[reading->number] = (uint32_t)(strings->used + FIRST_PLACE);
    strings->used += size;
}

static void on_begin(void *context, const char *name, const char **attributes)
{
    struct strings_reading *reading = context;
    (void)attributes;
    if (strcmp(name, "t") == 0)
        reading->is_in_text = true;
    else if (strcmp(name, "rPh") == 0)
        reading->is_in_phonetic = true;
}

static void on_end(void *context, const char *name)
{
    struct strings_reading *reading = context;
    if (strcmp(name, "t") == 0) {
        reading->is_in_text = false;
    } else if (strcmp(name, "rPh") == 0) {
        reading->is_in_phonetic = false;
    } else if (strcmp(name, "si") == 0) {
        if (is_wanted(reading))
            keep(reading);
        di_bounded_text_clear(&reading->text);
        reading->number++;
    }
}

static void on_text(void *context, const char *text, size_t length)
{
    struct strings_reading *reading = context;
    if (reading->is_in_text && !reading->is_in_phonetic && is_wanted(reading))
        di_bounded_text_add(&reading->text, text, length);
}

enum di_xml_step di_shared_strings_read(struct di_shared_strings *strings, struct zip *archive,
                                        const char *path)
{
    static const struct di_xml_handlers handlers = {on_begin, on_end, on_text};
    if (path == NULL || strings->count == 0)
        return DI_XML_DONE;
    struct strings_reading *reading = calloc(1, sizeof *reading);
    if (reading == NULL)
        return DI_XML_NO_MEMORY;
    reading->strings = strings;
    enum di_xml_step step = di_xml_part_read(archive, path, &handlers, reading);
    di_bounded_text_clear(&reading->text);
    if (reading->ran_out)
        step = DI_XML_NO_MEMORY;
    free(reading);
    return step;
}

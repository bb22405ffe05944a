/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole messages: which words stand before which differs by language. */
#include "di/target_label.h"

#include <stdio.h>
#include <string.h>

#include "di/model.h"

enum { NAMED = 3, ID_ROOM = 80 }; /* places named one by one; more of them are counted */

static const char *language_of(const struct di_catalogue *catalogue)
{
    return catalogue != NULL && catalogue->language != NULL ? catalogue->language : "en";
}

/* `home` of a series is both ways of being there. */
static const char *builtin_name(const char *id)
{
    if (strcmp(id, "home") == 0)
        return di_setting_builtin(DI_SETTING_HOME_CLOSED)->name;
    for (uint32_t i = 0; i < DI_SETTING_BUILTIN_COUNT; i++)
        if (strcmp(di_setting_builtin(i)->id, id) == 0)
            return di_setting_builtin(i)->name;
    return NULL;
}

static void place_name(const struct di_names *names, const struct di_catalogue *catalogue,
                       const char *id, char *out, size_t size)
{
    const char *own = di_names_text(names, "settings", id, language_of(catalogue));
    const char *builtin = strcmp(own, id) == 0 ? builtin_name(id) : NULL;
    struct di_message message;
    if (builtin != NULL)
        DI_MESSAGE(&message, "%1", di_phrase_arg(builtin));
    else
        DI_MESSAGE(&message, "%1", di_text_arg(own));
    (void)di_message_render(&message, catalogue, out, size);
}

/* The next id of a list into `id`; what is left of the list. */
static const char *next_id(const char *list, char id[ID_ROOM])
{
    list += strspn(list, " ");
    const size_t length = strcspn(list, " ");
    (void)snprintf(id, ID_ROOM, "%.*s", (int)length, list);
    return list + length;
}

static size_t count_ids(const char *list)
{
    char id[ID_ROOM];
    size_t count = 0;
    for (list = next_id(list, id); id[0] != '\0'; list = next_id(list, id))
        count++;
    return count;
}

static void places_of(const struct di_names *names, const struct di_catalogue *catalogue,
                      const char *ids, char *out, size_t size)
{
    const size_t count = count_ids(ids);
    const size_t named = count > NAMED ? NAMED - 1 : count;
    char id[ID_ROOM], name[DI_MESSAGE_TEXT_MAX];
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < named && used < size; i++) {
        ids = next_id(ids, id);
        place_name(names, catalogue, id, name, sizeof name);
        const int length = snprintf(out + used, size - used, "%s%s", i > 0 ? ", " : "", name);
        used += length > 0 ? (size_t)length : 0;
    }
    if (named == count)
        return;
    struct di_message message;
    DI_MESSAGE(&message, DI_N_("%1 and %2 more"), di_text_arg(out),
               di_integer_arg((int64_t)(count - named)));
    (void)di_message_render(&message, catalogue, out, size);
}

/* By measure, then whether destinations are named, then whether settings are. */
static const char *sentence_of(const struct di_target_words *series, bool names_settings)
{
    if (strcmp(series->measure, "stock") == 0)
        return names_settings ? DI_N_("%1: children at the end of the year")
                              : DI_N_("Children at the end of the year");
    if (strcmp(series->measure, "entries") == 0)
        return names_settings ? DI_N_("%1: entries in the year") : DI_N_("Entries in the year");
    if (series->to[0] == '\0')
        return names_settings ? DI_N_("%1: exits in the year") : DI_N_("Exits in the year");
    return names_settings ? DI_N_("%1, exits: %2") : DI_N_("Exits: %2");
}

static void label(const struct di_names *names, const struct di_catalogue *catalogue,
                  const struct di_target_words *series, bool names_settings,
                  char out[DI_TARGET_LABEL_MAX])
{
    char settings[DI_TARGET_LABEL_MAX / 2], to[DI_TARGET_LABEL_MAX / 2];
    struct di_message message;
    places_of(names, catalogue, series->setting, settings, sizeof settings);
    places_of(names, catalogue, series->to, to, sizeof to);
    DI_MESSAGE(&message, sentence_of(series, names_settings), di_text_arg(settings),
               di_text_arg(to));
    (void)di_message_render(&message, catalogue, out, DI_TARGET_LABEL_MAX);
    if (series->region[0] == '\0')
        return;
    DI_MESSAGE(
        &message, DI_N_("%1 · %2"), di_text_arg(out),
        di_text_arg(di_names_text(names, "regions", series->region, language_of(catalogue))));
    (void)di_message_render(&message, catalogue, out, DI_TARGET_LABEL_MAX);
}

static bool is_alike(const struct di_target_words *a, const struct di_target_words *b)
{
    return strcmp(a->measure, b->measure) == 0 && strcmp(a->setting, b->setting) == 0 &&
           strcmp(a->to, b->to) == 0 && strcmp(a->region, b->region) == 0;
}

static bool has_alike(const struct di_target_words *series, size_t count, size_t n)
{
    for (size_t i = 0; i < count; i++)
        if (i != n && is_alike(&series[i], &series[n]))
            return true;
    return false;
}

void di_target_labels(const struct di_names *names, const struct di_catalogue *catalogue,
                      const struct di_target_words *series, size_t count,
                      char (*out)[DI_TARGET_LABEL_MAX])
{
    bool names_settings = false;
    for (size_t i = 1; i < count; i++)
        names_settings = names_settings || strcmp(series[i].setting, series[0].setting) != 0;
    for (size_t i = 0; i < count; i++) {
        label(names, catalogue, &series[i], names_settings, out[i]);
        if (!has_alike(series, count, i))
            continue;
        struct di_message message;
        DI_MESSAGE(&message, DI_N_("%1 (%2)"), di_text_arg(out[i]), di_text_arg(series[i].id));
        (void)di_message_render(&message, catalogue, out[i], DI_TARGET_LABEL_MAX);
    }
}

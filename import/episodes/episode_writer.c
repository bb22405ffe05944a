/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "episode_writer.h"

#include <stdlib.h>
#include <string.h>

#define ROUNDED_FORMAT "%.5e"

void di_episode_set(struct di_episode_writer *w, json_t *object, const char *key, json_t *value)
{
    di_json_set(&w->json, object, key, value);
}

double di_episode_rounded(double value)
{
    char text[40];
    (void)snprintf(text, sizeof text, ROUNDED_FORMAT, value);
    return strtod(text, NULL);
}

json_t *di_episode_name_text(struct di_episode_writer *w, const char *text,
                             const char *otherwise)
{
    const struct di_catalogue *c = w->catalogue;
    const bool is_russian = c != NULL && c->translate != NULL && c->language != NULL &&
                            strcmp(c->language, "ru") == 0;
    if (text == NULL)
        return json_string(otherwise);
    const char *translated = is_russian ? c->translate(c->context, text) : text;
    if (strcmp(translated, text) == 0)
        return json_string(text);
    return json_pack("{s:s, s:s}", "en", text, "ru", translated);
}

void di_episode_set_origin(struct di_episode_writer *w, json_t *object, const char *source,
                           const char *quality)
{
    di_episode_set(w, object, "source", json_string(source));
    di_episode_set(w, object, "quality", json_string(quality));
}

void di_episode_set_counted(struct di_episode_writer *w, json_t *object, const char *what,
                            double events, double time, const char *unit)
{
    char note[160];
    (void)snprintf(note, sizeof note, "%.0f %s in %.1f %s, %d-%d", events, what, time, unit,
                   w->book->request.from, w->book->request.to);
    di_episode_set_origin(w, object, w->book->source, "estimated");
    di_episode_set(w, object, "note", json_string(note));
}

const char *di_episode_band_id(const struct di_episode_window *window, uint32_t band,
                               char id[DI_EPISODE_BAND_ID])
{
    const int from = (int)window->band_from[band];
    if (band + 1 == window->band_count)
        (void)snprintf(id, DI_EPISODE_BAND_ID, "age_%d_plus", from);
    else
        (void)snprintf(id, DI_EPISODE_BAND_ID, "age_%d_%d", from,
                       (int)window->band_from[band + 1] - 1);
    return id;
}

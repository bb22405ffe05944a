/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Values of the scenario as JSON: numbers of a few digits, each with where it is from. */
#ifndef DI_EPISODE_WRITER_H
#define DI_EPISODE_WRITER_H

#include <math.h>

#include "episode_book.h"
#include "json_builder.h"

enum { DI_EPISODE_BAND_ID = 32 };

struct di_episode_writer {
    struct di_json_builder json;
    struct di_episodes *book;
    const struct di_catalogue *catalogue;
};

void di_episode_set(struct di_episode_writer *w, json_t *object, const char *key,
                    json_t *value);

/** Six digits: more are not known, and the mean of a distribution must equal its value. */
double di_episode_rounded(double value);

/** A sentence of the catalogue in English and its language, or an office's own name as it is;
 * NULL: `otherwise`. */
json_t *di_episode_name_text(struct di_episode_writer *w, const char *text,
                             const char *otherwise);

void di_episode_set_origin(struct di_episode_writer *w, json_t *object, const char *source,
                           const char *quality);

/** Source and a note "EVENTS what in TIME unit"; quality estimated. */
void di_episode_set_counted(struct di_episode_writer *w, json_t *object, const char *what,
                            double events, double time, const char *unit);

/** "age_0_2", "age_18_plus": as the loader names the bands. */
const char *di_episode_band_id(const struct di_episode_window *window, uint32_t band,
                               char id[DI_EPISODE_BAND_ID]);

#endif

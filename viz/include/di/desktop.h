/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The desktop view: a window over scenarios and results, or the same without a display for
 * scripts, screenshots and tests.
 */
#ifndef DI_DESKTOP_H
#define DI_DESKTOP_H

#include <stdbool.h>
#include <stddef.h>

#include "di/error.h"
#include "di/fluid_build.h"
#include "di/message.h"
#include "di/plan.h"

struct di_desktop_options {
    const char *program_version;
    const char *scenarios;    /* folder of shipped scenarios, or NULL */
    const char *language;     /* code; NULL: as remembered, or the environment's */
    const char *const *paths; /* scenario files and results folders to open */
    size_t path_count;
    int width, height;      /* of the window; 0: 1600 x 1000 */
    double zoom;            /* 0.8 to 2; 0: as remembered, or the desktop's */
    const char *theme;      /* NULL: as remembered */
    const char *screen;     /* "home", "overview" ...; NULL: by what was opened */
    const char *script;     /* run this file and end; NULL: none */
    const char *screenshot; /* write this PNG and end */
    bool dumps_ui;          /* print the last frame as JSON on stdout and end */

    void *context; /* of the functions below */
    /** Catalogue of a language, valid until the next call. */
    void (*open_catalogue)(void *context, const char *language,
                           struct di_catalogue *catalogue_out);
    /** A plan as a scenario file that extends `base`; free with free(). NULL: not offered. */
    char *(*make_plan_scenario)(void *context, const struct di_model *model,
                                const struct di_fluid_country *country,
                                const struct di_plan *plan, const char *base);
    /** `$schema` for a scenario file to be written at `path`, made from the file `copied`; free
     * with free(). NULL: none. */
    char *(*link_schema)(void *context, const char *path, const char *copied);
};

/**
 * Open the window and stay until it is closed, or until script, screenshot and dump are done.
 *
 * @param[out] failures_out  expectations of the script that did not hold, told on stderr
 * @return DI_OK; DI_ERR_FILE if there is no display or a file cannot be read or written
 */
DI_MUST_CHECK enum di_status di_desktop_run(const struct di_desktop_options *options,
                                            size_t *failures_out, struct di_error *error);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * One open scenario: its file, the edits over it, and the results it has. Results alone make a
 * document too: the scenario is then the one stored in the results folder.
 *
 * `scenario` is always the last state that the loader accepted; `problem` says why the newest
 * edit was not. A refused edit is not kept.
 */
#ifndef DOCUMENT_H
#define DOCUMENT_H

#include "di/calibration_folder.h"
#include "di/diagnostic.h"
#include "di/results_folder.h"
#include "di/scenario.h"

#include "edits.h"
#include "headlines.h"
#include "inputs.h"

#define DOCUMENT_PREVIEW_MAX 16
#define DOCUMENT_SPARK_MAX 120 /* quarters: 30 years */

/* First answer after an edit: a few replications of the edited scenario and of its base, the
 * first of them already while it runs. */
struct preview {
    uint32_t count;   /* replications of the edited scenario */
    uint32_t reached; /* quarters of the first one, while it is simulated: edited[0] */
    uint32_t points, base_points;                          /* quarters of a complete one */
    double base[DOCUMENT_PREVIEW_MAX][DOCUMENT_SPARK_MAX]; /* children in institutions */
    double edited[DOCUMENT_PREVIEW_MAX][DOCUMENT_SPARK_MAX];
    uint32_t base_count; /* replications of the base that are known */
    double seconds;      /* from the change to the first answer: a year, or all */
    double run_seconds;  /* of one whole replication on one thread; 0: not measured yet */
    bool is_running;
};

struct document {
    char *path;   /* of the scenario file */
    char *folder; /* of results, or NULL */
    char id[65];
    char *name_en, *name_ru;
    struct edits edits;
    struct di_scenario *scenario; /* NULL: of results whose counts are withheld */
    struct inputs base, now;
    struct di_diagnostics problems; /* of the file, or of the last refused edit */
    char *refused;                  /* pointer of the refused edit, or NULL */
    char *refused_text;             /* what was typed */
    struct di_results_folder *results;
    struct headlines headlines; /* of the results */
    /* Of a scenario that lies as `calibrate` left it: what was fitted. NULL: none, or it
     * cannot be read, and the error says why. */
    struct di_calibration_folder *calibration;
    struct di_error calibration_error;
    bool are_results_older; /* than the edits */
    uint64_t revision;      /* rises with each change */
    double changed_at;      /* di_wall_clock_seconds() when the last change began */
    struct preview preview;
    bool is_prepared; /* the base of previews was asked for */
};

/**
 * Open a scenario file or a results folder.
 *
 * @return NULL with `error` filled if neither can be read
 */
struct document *document_open(const char *path, struct di_error *error);
void document_close(struct document *document); /* NULL is fine */

/* Change, reset, undo: true if the scenario changed. A refusal sets `refused`. */
bool document_set(struct document *document, const char *pointer, const char *shown,
                  const char *json);
/* Several values as one change; a refusal of one refuses all, and `problems` says which. */
bool document_set_all(struct document *document, const struct edit *list, size_t count);
/* All edits are these, as one step; refused ones leave the document as it was. */
bool document_lay(struct document *document, const struct edit_state *edits);
bool document_reset(struct document *document, const char *pointer);
bool document_undo(struct document *document);
bool document_redo(struct document *document);

/* Lay edits over the document anew (recovery): together, or else one after the other, refused
 * ones left out. */
void document_restore(struct document *document, const struct edit_state *edits);

/* Results of the present state, read from `folder`; false with `error` filled. */
bool document_take_results(struct document *document, const char *folder,
                           struct di_error *error);

/* Is it no longer the scenario that was calibrated: edited here, or in its file? */
bool document_is_past_calibration(const struct document *document);

/* Is its scenario that of a results folder, which belongs to the run and is not written over?
 */
bool document_is_of_results(const struct document *document);

/* Has it changes that no file holds? */
size_t document_unsaved(const struct document *document);

struct document_saving {
    const char *path;
    const char *name;   /* what people call it; NULL: as before */
    const char *schema; /* `$schema` of a new file; NULL: none */
};

/* Save: the document's own file with the changes in it, or a new file. A new one extends the
 * document's file if it stands beside it, else it is a whole copy. On success the document is
 * that file. */
bool document_save(struct document *document, const struct document_saving *saving,
                   struct di_error *error);

const char *document_name(const struct document *document, const char *language);

#endif

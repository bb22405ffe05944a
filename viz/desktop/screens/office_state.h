/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table of an office on the Import screen: what a person says of it, and what the last
 * reading found. Every change reads it anew on a thread of its own; until that is over, the
 * reading before it is shown.
 */
#ifndef OFFICE_STATE_H
#define OFFICE_STATE_H

#include "desk.h"
#include "import_job.h"
#include "import_mapping.h"

enum { OFFICE_SHEETS_SHOWN = 8 };

/* What the list of choices is about. */
enum office_list { OFFICE_LIST_ROLES, OFFICE_LIST_MEANINGS, OFFICE_LIST_SHEETS };

/* A word whose meaning is asked, or was said. */
struct office_word {
    const char *role; /* id */
    const char *text;
    const char *meaning; /* NULL: not known */
    const char *nearest; /* NULL */
    size_t rows;         /* 0: of what was said */
};

struct office_state {
    char path[1024], second[1024]; /* files; "" for no second one */
    char mapping_path[1024];       /* loaded from, or to be saved as */
    char copy_path[1024];          /* of the open scenario as it stands; "": none was needed */
    bool is_mapping_kept;          /* taken from the shelf, without being asked */
    bool has_looked;               /* the first reading is over */
    enum import_kind kind;         /* UNKNOWN: as the headings tell */
    struct import_guess guess;
    struct import_mapping mapping;
    struct import_choices choices;
    bool shows_form, has_said_form; /* of known files: SSDA903 */

    struct import_job *shown, *running;
    const struct document *document; /* that was read for, */
    uint64_t revision;               /* as it was then */
    bool is_taken;                   /* into it */
    bool is_stopped;                 /* what is shown is not what was said last */

    struct { /* what the dialog of choices is about */
        enum office_list list;
        size_t file, column;      /* ROLES */
        char role[32], text[512]; /* MEANINGS: of which word */
    } asked;
};

/* Numbers of ACT_IMPORT_CHOICE: which field. */
enum office_field { OFFICE_FROM, OFFICE_TO, OFFICE_START, OFFICE_NAME, OFFICE_SUPPRESS };

/* Of ACT_IMPORT_LIST: the list, and the file and column, or the word, that it is about. */
#define OFFICE_LIST_NUMBER(list, file, at)                                                     \
    ((int64_t)(list) + 8 * (int64_t)(file) + 64 * (int64_t)(at))

/* Look at a file from the beginning. */
void office_open(struct desk *desk, const char *path);
void office_close(struct desk *desk);
/* Read again: something has been said. */
void office_read(struct desk *desk);
/* A reading that a person stops; what was read before it cannot be taken any more. */
void office_stop(struct desk *desk);
/* The desk is closed: waits for readings that have not ended. */
void office_finish(struct desk *desk);
bool office_is_busy(const struct office_state *state);
/* The scenario is gone: so is what was read for it. */
void office_forget(struct desk *desk, const struct document *document);
/* After a bell: true if something changed. */
bool office_poll(struct desk *desk);
/* Before drawing: reads again if the scenario is another one than before. */
void office_update(struct desk *desk);

/* Is a scenario open that a table may complete? Results alone, with withheld counts, are none.
 */
bool office_may_complete(const struct desk *desk);
/* The file as a table of the scenario's values. */
void office_read_values(struct desk *desk);
/* Where its mapping is kept, if it has no name yet. */
void office_name_mapping(struct office_state *state);

/* NULL: nothing was read to its end yet. */
const struct import_outcome *office_outcome(const struct office_state *state);

/* Words in the order of roles: those asked about, then those that were said. Returns how many;
 * `words` may be NULL. */
size_t office_words(const struct office_state *state, struct office_word *words, size_t room);

#endif

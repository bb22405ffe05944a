/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * One import of an office's table: the scenario it completes, what the table names, what it
 * makes of the scenario (a merge patch), and what was found out on the way.
 */
#ifndef OPENING_BOOK_H
#define OPENING_BOOK_H

#include <jansson.h>
#include <math.h>

#include "di/arena.h"
#include "di/data_quality.h"
#include "di/diagnostic.h"
#include "di/office_mapping.h"
#include "di/office_value.h"
#include "di/opening_import.h"

#include "json_builder.h"
#include "opening_names.h"

enum { OPENING_BANDS_MAX = 16, OPENING_EDGES_MAX = 6 }; /* edges: that a scenario may have */

/* How what a table leaves open is settled: by the request, else by the mapping. */
struct opening_answers {
    enum di_opening_blank blank;
    enum di_opening_censored censored;
    bool adds_duplicates; /* rows about the same children are parts of them */
};

struct di_opening_book {
    const struct di_opening_request *request;
    struct opening_answers answers;
    struct di_arena arena;
    struct di_diagnostics *problems;
    size_t errors_before; /* of the import */
    const char *id;       /* of the scenario that is made */
    const char *source; /* name of the table, without folders: where the new numbers are from */
    const char *scenario;          /* the same of the scenario that is completed; NULL */
    struct di_office_table *table; /* while it is read */
    struct di_office_mapping *mapping;
    const struct di_office_role *roles_of_kind;
    size_t columns[DI_OFFICE_ROLES_MAX]; /* by role; SIZE_MAX: the table has none */
    char decimal;
    json_t *base; /* it, merged; NULL */
    struct di_json_builder json;
    json_t *patch; /* what becomes of it; without one, all of it */
    struct opening_names regions, settings, institutions, roles, teams;
    int band_from[OPENING_BANDS_MAX]; /* lower edges; the last band is open */
    int band_count;                   /* 0: the table says which there are */
    int32_t start;                    /* civil day of the scenario's first day */
    bool has_register;                /* institutions are those of the table alone */
    size_t rows, rows_used, censored_count;
    struct di_data_quality *quality; /* what was found out */
    double *expected;                /* children by setting; NaN: not told; NULL: no stock */
    struct di_scenario *finished;    /* with the patch, as `validate` accepts it */
    bool ran_out;
};

/* ---- before the table ---- */

/** Empty; texts of `request` are borrowed. */
void opening_book_init(struct di_opening_book *book, const struct di_opening_request *request,
                       struct di_diagnostics *problems);
void opening_book_finish(struct di_opening_book *book);

/** Take id, names, bands and start of a merged scenario; NULL: there is none. */
void opening_book_take(struct di_opening_book *book, const char *merged, const char *kind);

/** Memory ran out at some time: nothing may be used. */
bool opening_book_ran_out(const struct di_opening_book *book);

/** Age bands of a scenario of its own. @param is_edge  [count] by age; none: the usual ones */
void opening_book_set_bands(struct di_opening_book *book, const bool *is_edge, int count);

/* ---- what is wrong, and what is worth knowing ---- */

/** A problem of the table: OPENING_PROBLEM(book, row, column, status, hint or NULL, text, ...).
 * It is told when the book is gone, so no argument may be a di_list_arg. */
void opening_problem(struct di_opening_book *book, uint32_t row, size_t column,
                     enum di_status status, const char *hint, const struct di_message *message);
#define OPENING_PROBLEM(book, row, column, status, hint, text, ...)                            \
    do {                                                                                       \
        struct di_message message_;                                                            \
        DI_MESSAGE(&message_, text, __VA_ARGS__);                                              \
        opening_problem(book, row, column, status, hint, &message_);                           \
    } while (0)

/** Something about the data that is no reason to stop. @param row  0: of several */
struct di_message *opening_note(struct di_opening_book *book, const char *id, bool is_warning,
                                uint32_t row);
#define OPENING_FINDING(book, id, is_warning, row, text, ...)                                  \
    DI_MESSAGE(opening_note(book, id, is_warning, row), text, __VA_ARGS__)

/** Which columns no role took; of them only the headings are known. */
void opening_note_unused(struct di_opening_book *book, size_t role_count);

/** Report the texts that mean nothing, by the mapping, at the end of the rows. */
void opening_report_unknown(struct di_opening_book *book);

/** A program is to ask of what kind a new thing is; that it is not known is still a problem. */
void opening_survey_kind(struct di_opening_book *book, size_t role,
                         const struct opening_thing *thing);

/** Ids as one text, "a, b, c and 4 more", in the book's memory. */
struct opening_text_list {
    char text[700];
    size_t used, shown, count;
};
void opening_text_list_add(struct opening_text_list *list, const char *text);
const char *opening_text_list_take(struct di_opening_book *book,
                                   struct opening_text_list *list);

/**
 * Begin to read the rows: find the sign before decimals, and select columns.
 *
 * @param columns  [count] of the file, SIZE_MAX for none
 * @param numbers  [number_count] those that hold numbers
 * @return false: reported, or no memory
 */
bool opening_book_select(struct di_opening_book *book, const size_t *columns, size_t count,
                         const size_t *numbers, size_t number_count);

/** Heading of the role's column, or the role's id where the table has none. */
const char *opening_heading(const struct di_opening_book *book, size_t role);

/** A number of children in a sentence; "<5" where small ones are withheld. */
struct opening_count_text {
    char text[24];
};
struct di_argument opening_count_arg(const struct di_opening_book *book, double count,
                                     struct opening_count_text *room);

/** A cell of a table of the report: a count of children, or that it is withheld. */
void opening_tell_count(const struct di_opening_book *book, struct di_quality_table *table,
                        double count);

/* ---- names ---- */

/**
 * What a cell names, by the mapping's codes first: with a scenario one of its things, without
 * one a new thing of that name. What names nothing is noted.
 *
 * @param role    whose codes count, and whose column is named in reports
 * @param prefix  id of a new thing whose name has no letters of known alphabets
 */
uint32_t opening_book_find(struct di_opening_book *book, struct opening_names *list,
                           size_t role, const char *text, const char *prefix, uint32_t row);

/** A new thing of this name, whose id nothing of the list has. */
uint32_t opening_book_new(struct di_opening_book *book, struct opening_names *list,
                          const char *name, const char *prefix);

/* ---- the cells of a row ---- */

/** "" where the cell says "missing". */
const char *opening_cell_text(const struct di_office_cell *cell);

/**
 * The text of a place; where an option says that an empty cell means it, that of the row above.
 *
 * @param[in,out] above  text of the last row that had one, the arena's; NULL: none yet
 */
const char *opening_place_text(struct di_opening_book *book, const struct di_office_cell *cell,
                               const char **above);

/** Report that a place is needed. */
void opening_report_empty(struct di_opening_book *book, size_t role, uint32_t row);

/* ---- numbers ---- */

enum opening_number { OPENING_MISSING, OPENING_NUMBER, OPENING_WRONG };

/**
 * A number of at least 0. What is none is reported; the mapping's codes may say what a text
 * stands for ("codes": {"children": {"-": "0"}}).
 *
 * @param column    of the file
 * @param is_count  whole: children and places
 * @return OPENING_MISSING without a report: the caller knows whether it is needed
 */
enum opening_number opening_book_number(struct di_opening_book *book, size_t role,
                                        size_t column, const struct di_office_cell *cell,
                                        uint32_t row, bool is_count, double *value_out);

/* ---- the patch ---- */

/** {"value": v, "source": the table, "quality": "published"} */
json_t *opening_value(struct di_opening_book *book, double value);

/** Member of the patch, an object that is made where there is none. */
json_t *opening_section(struct di_opening_book *book, const char *key);

/** Regions that the scenario lacks: those of a scenario of its own. */
void opening_write_regions(struct di_opening_book *book);

/** Set source and quality of an object. */
void opening_set_origin(struct di_opening_book *book, json_t *object);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A message for people: an id (the English sentence, marked DI_N_ for translation) and typed
 * arguments. The engine never assembles sentences; cli and viz render a message through a
 * catalogue, so language and number style are chosen in one place.
 *
 * In the id, %1 ... %6 stand for the arguments in any order; %% is a percent sign. Example:
 *     DI_N_("Region '%1' has %2 children but no institution.")
 *
 * A word may follow a count: {%1|place|places} writes "place" if argument 1, an integer or
 * counted one, is 1, else "places". A translation gives as many forms as its language has: one;
 * two (1, others); or three (East Slavic: 1, 2 to 4, 5 and more), as in {%1|место|места|мест}.
 */
#ifndef DI_MESSAGE_H
#define DI_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Marks a string for xgettext without translating it here. */
#define DI_N_(text) text

#define DI_MESSAGE_ARGS_MAX 6

enum di_argument_kind {
    DI_ARGUMENT_NONE,
    DI_ARGUMENT_TEXT,    /* names, keys, excerpts of input: shown as they are */
    DI_ARGUMENT_INTEGER, /* counts */
    DI_ARGUMENT_REAL,    /* shortest form that reads back equal */
    DI_ARGUMENT_DATE,    /* days since 1970-01-01 */
    DI_ARGUMENT_PERIOD,  /* from the day `integer` to `last_civil_day` */
    DI_ARGUMENT_PHRASE,  /* an id of the catalogue, never copied: shown in its language */
    DI_ARGUMENT_LIST,    /* text of any length, never copied */
    DI_ARGUMENT_RANGE    /* from `real` to `high`; a count with it says percent */
};

struct di_argument {
    enum di_argument_kind kind;
    int64_t integer;
    double real;
    const char *text; /* borrowed until the message stores it */
    int32_t last_civil_day;
    double high;
};

struct di_argument di_text_arg(const char *text);
/** A string literal marked DI_N_: translated with the sentence it stands in. */
struct di_argument di_phrase_arg(const char *id);
/** Text that may be longer than a message keeps, such as a list of places: it must outlive the
 * message. */
struct di_argument di_list_arg(const char *text);
struct di_argument di_integer_arg(int64_t value);
/** A number as text, and the count that words after it agree with. */
struct di_argument di_counted_arg(const char *text, int64_t count);
struct di_argument di_real_arg(double value);
struct di_argument di_date_arg(int32_t civil_day);
/** "2030" for a calendar year, else "the period from 2030-01-01 to 2030-03-14", so that "at the
 * end of %1" and "in %1" fit both. As a count it is 1 for a calendar year, else 2: a language
 * that needs a word after the year alone writes %1{%1| года|}. */
struct di_argument di_period_arg(int32_t first_civil_day, int32_t last_civil_day);
/** A year as a word of a sentence, without a sign between its thousands. @param text  room,
 * kept as long as the argument */
struct di_argument di_year_arg(int32_t year, char text[12]);
/** "1,253 to 1,408", "39 to 45%"; "no range" if either end is NaN. To ten with a digit after
 * the point, from ten on without. */
struct di_argument di_range_arg(double low, double high, bool is_percent);

/** How a message is turned into words. NULL members mean English and C numbers. */
struct di_catalogue {
    const char *(*translate)(void *context, const char *id);
    void *context;
    const char *language;        /* code, di/language.h */
    char decimal_point;          /* '.' or ',' */
    const char *group_separator; /* "," or a narrow no-break space; "" for none */
};

/** Room for the stored text arguments of one message; longer text ends in "...". */
#define DI_MESSAGE_TEXT_MAX 384

/** Owns copies of its text arguments, so it may outlive what it describes. */
struct di_message {
    const char *id; /* string literal, or NULL for "no message" */
    struct di_argument arguments[DI_MESSAGE_ARGS_MAX];
    char text[DI_MESSAGE_TEXT_MAX];
    size_t text_used;
};

/**
 * Fill `message`. Text arguments are copied, cut at a UTF-8 boundary if they do not fit.
 *
 * @param count  at most DI_MESSAGE_ARGS_MAX
 */
void di_message_set(struct di_message *message, const char *id,
                    const struct di_argument *arguments, size_t count);

/** Copy `from`, re-pointing its arguments into the copy. */
void di_message_copy(struct di_message *to, const struct di_message *from);

/**
 * Write the sentence, like snprintf: at most `size` bytes with the end mark; returns the
 * length the whole sentence needs. `catalogue` may be NULL.
 */
size_t di_message_render(const struct di_message *message, const struct di_catalogue *catalogue,
                         char *buffer, size_t size);

/** The whole sentence, free with free(); NULL: no memory. */
char *di_message_text(const struct di_message *message, const struct di_catalogue *catalogue);

/** Message with arguments in one expression: DI_MESSAGE(&m, id, di_text_arg("x"), ...). */
#define DI_MESSAGE(message, id, ...)                                                           \
    di_message_set((message), (id), (const struct di_argument[]){__VA_ARGS__},                 \
                   sizeof((const struct di_argument[]){__VA_ARGS__}) /                         \
                       sizeof(struct di_argument))

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What the words of a file mean: settings and destinations (by kind, and an id of their own),
 * reasons and regions. The mapping file is asked first, then the preset.
 */
#ifndef DI_EPISODE_VOCABULARY_H
#define DI_EPISODE_VOCABULARY_H

#include "episode_book.h"

/* Beside the numbers of places: the row is of no interest (a short break). */
enum { DI_EPISODE_LEFT_OUT = 0xfc };

enum { DI_WORDS_KEPT = 128, DI_WORD_BYTES = 64 };

/* Texts of one column that were met, and what they mean: most rows have one of a few. */
struct di_episode_words {
    char text[DI_WORDS_KEPT][DI_WORD_BYTES];
    uint32_t meaning[DI_WORDS_KEPT];
    size_t count, last;
};

struct di_episode_vocabulary {
    struct di_episodes *book;
    struct di_office_mapping *mapping;
    const struct di_office_table *table; /* of the episodes, for reports */
    const size_t *columns;               /* [DI_ROLE_COUNT] */
    struct di_episode_words words[DI_ROLE_COUNT];
};

/** What an empty cell means is the caller's; these are for texts. */
uint8_t di_episode_setting_of(struct di_episode_vocabulary *vocabulary, const char *text,
                              uint32_t line);
uint8_t di_episode_exit_of(struct di_episode_vocabulary *vocabulary, const char *text,
                           uint32_t line);
uint8_t di_episode_reason_of(struct di_episode_vocabulary *vocabulary, const char *text,
                             uint32_t line);
uint16_t di_episode_region_of(struct di_episode_vocabulary *vocabulary, const char *text,
                              uint32_t line);

/** Is the row of a legal status whose rows are left out? */
bool di_episode_is_left_out(struct di_episode_vocabulary *vocabulary, const char *text,
                            uint32_t line);

/** Reports a column of reasons or regions that has a text of its own for every other child. */
void di_episode_vocabulary_check(struct di_episode_vocabulary *vocabulary);

/** The region and the reason of rows that name none. */
uint16_t di_episode_no_region(struct di_episodes *book);
uint8_t di_episode_no_reason(struct di_episodes *book);

/** Wipes the texts that were met. */
void di_episode_vocabulary_finish(struct di_episode_vocabulary *vocabulary);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words that scenario files write as ids, as people read them. */
#ifndef INPUT_WORD_H
#define INPUT_WORD_H

#include "ui.h"

/**
 * A word of the field `key`, the last name of its pointer: "by_rate" reads "by rate". One word
 * may mean two things: "state" is a clock in a pathway, and a source of money. What has no
 * words of its own is shown with spaces for underscores.
 */
const char *input_word(struct ui *ui, const char *key, const char *word);

/* Is it one of the words that are known here? */
bool input_word_is_known(const char *key, const char *word);

#endif

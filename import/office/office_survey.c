/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "di/office_survey.h"

#include <stdlib.h>
#include <string.h>

#include "wipe.h"

enum { WORDS_MIN = 32 };

static void forget(struct di_office_word *word)
{
    if (word->text != NULL)
        di_wipe(word->text, strlen(word->text));
    free(word->text);
    free(word->nearest);
    free(word->code);
}

void di_office_survey_add(struct di_office_survey *survey, struct di_office_word word,
                          const char *text, const char *nearest, const char *code)
{
    word.text = strdup(text);
    word.nearest = nearest != NULL ? strdup(nearest) : NULL;
    word.code = code != NULL ? strdup(code) : NULL;
    if (survey->word_count == survey->word_room) {
        const size_t room = survey->word_room > 0 ? 2 * survey->word_room : WORDS_MIN;
        struct di_office_word *grown = realloc(survey->words, room * sizeof *grown);
        survey->words = grown != NULL ? grown : survey->words;
        survey->word_room = grown != NULL ? room : survey->word_room;
    }
    const bool is_kept = survey->word_count < survey->word_room && word.text != NULL &&
                         (nearest == NULL || word.nearest != NULL) &&
                         (code == NULL || word.code != NULL);
    if (is_kept)
        survey->words[survey->word_count++] = word;
    else
        forget(&word);
    survey->ran_out = survey->ran_out || !is_kept;
}

void di_office_survey_finish(struct di_office_survey *survey)
{
    for (size_t i = 0; i < survey->word_count; i++)
        forget(&survey->words[i]);
    free(survey->words);
    *survey = (struct di_office_survey){0};
}

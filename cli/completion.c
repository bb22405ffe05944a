/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "completion.h"

#include <string.h>

struct completion {
    const struct di_command_option *tables[2]; /* of every command, of this one or NULL */
    const char *start;                         /* what is typed of the word */
    FILE *stream;
};

static void offer(const struct completion *completion, const char *before, const char *word,
                  size_t length)
{
    const size_t fixed = strlen(before), typed = strlen(completion->start);
    if (typed > fixed && (typed - fixed > length ||
                          strncmp(word, completion->start + fixed, typed - fixed) != 0))
        return;
    if (strncmp(before, completion->start, typed < fixed ? typed : fixed) == 0)
        (void)fprintf(completion->stream, "%s%.*s\n", before, (int)length, word);
}

static void offer_options(const struct completion *completion)
{
    for (size_t t = 0; t < 2; t++)
        for (const struct di_command_option *option = completion->tables[t];
             option != NULL && option->name != NULL; option++)
            if (option->kind != DI_OPTION_REFUSED)
                offer(completion, "--", option->name, strlen(option->name));
}

static void offer_choices(const struct completion *completion, const char *choices)
{
    while (*choices != '\0') {
        const size_t length = strcspn(choices, "|");
        offer(completion, "", choices, length);
        choices += length + (choices[length] == '|');
    }
}

/* The option that a word such as "--lang" names; NULL if it names none. */
static const struct di_command_option *find_option(const struct completion *completion,
                                                   const char *word)
{
    const struct di_command_option *option = NULL;
    if (strncmp(word, "--", 2) != 0)
        return NULL;
    for (size_t t = 0; t < 2 && option == NULL; t++)
        if (completion->tables[t] != NULL)
            option = di_options_find(completion->tables[t], word + 2, strlen(word + 2));
    return option;
}

static bool takes_argument(const struct di_command_option *option)
{
    return option != NULL && option->kind != DI_OPTION_FLAG &&
           option->kind != DI_OPTION_REFUSED;
}

/* The command among the words before the cursor; options of every command may stand first. */
static const struct di_command *find_command(const struct completion *completion,
                                             const struct di_command *const *commands,
                                             char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (takes_argument(find_option(completion, words[i])))
            i++;
        else if (words[i][0] != '-')
            for (; *commands != NULL; commands++)
                if (strcmp((*commands)->name, words[i]) == 0)
                    return *commands;
    }
    return NULL;
}

void di_completion_print(const struct di_command *const *commands,
                         const struct di_command_option *globals, char *const *words,
                         size_t count, FILE *stream)
{
    struct completion completion = {.tables = {globals, NULL}, .start = "", .stream = stream};
    const size_t before = count > 0 ? count - 1 : 0;
    if (count > 0)
        completion.start = words[before];
    const struct di_command *command = find_command(&completion, commands, words, before);
    completion.tables[1] = command != NULL ? command->options : NULL;
    const struct di_command_option *asked =
        before > 0 ? find_option(&completion, words[before - 1]) : NULL;
    if (takes_argument(asked)) {
        if (asked->kind == DI_OPTION_CHOICE)
            offer_choices(&completion, asked->choices);
    } else if (completion.start[0] == '-') {
        offer_options(&completion);
    } else if (command == NULL) {
        for (; *commands != NULL; commands++)
            offer(&completion, "", (*commands)->name, strlen((*commands)->name));
    }
}

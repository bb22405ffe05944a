/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Double marks, which also the shells of Windows know; single ones where a POSIX shell would
 * read signs between double ones too. */
#include "shell_word.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Letters of any script, digits, and signs without a meaning of their own. */
static bool is_plain(const char *name)
{
    if (name[0] == '\0' || name[0] == '~')
        return false;
    for (const unsigned char *at = (const unsigned char *)name; *at != '\0'; at++) {
        const bool is_letter = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
                               (*at >= '0' && *at <= '9') || *at >= 0x80;
        if (!is_letter && strchr("_-./\\:+,=@%~", *at) == NULL)
            return false;
    }
    return true;
}

char *di_shell_word(const char *name)
{
    const size_t length = strlen(name);
    char *word = malloc(4 * length + 3);
    if (word == NULL)
        return NULL;
    if (is_plain(name)) {
        memcpy(word, name, length + 1);
        return word;
    }
    const bool is_single = strpbrk(name, "$`\"!") != NULL;
    const char mark = is_single ? '\'' : '"';
    size_t used = 0;
    word[used++] = mark;
    for (const char *at = name; *at != '\0'; at++) {
        if (is_single && *at == '\'') {
            memcpy(word + used, "'\\'", 3);
            used += 3;
        }
        word[used++] = *at;
    }
    word[used++] = mark;
    word[used] = '\0';
    return word;
}

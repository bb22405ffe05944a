/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Windows: a thread may have a locale of its own once it says so. */
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "di/plain_locale.h"

struct di_plain_locale {
    int was_own;
    char before[]; /* name of the locale */
};

struct di_plain_locale *di_plain_locale_enter(void)
{
    const char *name = setlocale(LC_ALL, NULL);
    const size_t length = name != NULL ? strlen(name) : 0;
    struct di_plain_locale *entered = malloc(sizeof *entered + length + 1);
    if (entered == NULL)
        return NULL;
    memcpy(entered->before, name != NULL ? name : "", length + 1);
    entered->was_own = _configthreadlocale(_ENABLE_PER_THREAD_LOCALE);
    (void)setlocale(LC_ALL, "C");
    return entered;
}

void di_plain_locale_leave(struct di_plain_locale *entered)
{
    (void)setlocale(LC_ALL, entered->before);
    (void)_configthreadlocale(entered->was_own);
    free(entered);
}

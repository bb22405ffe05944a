/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window remembers from one start to the next. */
#ifndef PREFERENCE_H
#define PREFERENCE_H

struct preferences {
    double zoom;      /* 0.8 to 2; 0: not chosen yet */
    int theme;        /* enum di_theme_id */
    char language[8]; /* "" if not chosen yet */
    unsigned replications;
};

void preferences_read(struct preferences *preferences);
void preferences_write(const struct preferences *preferences);

#endif

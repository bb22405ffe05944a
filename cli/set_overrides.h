/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The --set options of a command as the loader takes them. */
#ifndef DI_SET_OVERRIDES_H
#define DI_SET_OVERRIDES_H

#include "di/scenario.h"

#include "command.h"

struct di_set_overrides {
    struct di_set_override *items;
    size_t count;
};

/** Split PATH=VALUE; reports its own errors. Finish in any case. */
enum di_exit di_set_overrides_open(const struct di_cli *cli, const struct di_option_list *list,
                                   const char *command, struct di_set_overrides *out);
void di_set_overrides_finish(struct di_set_overrides *sets);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Folders of results beside those that were just written, left by an earlier command. They
 * stay, for somebody may still want them; that they do not belong here must be said. */
#ifndef DI_EARLIER_RESULTS_H
#define DI_EARLIER_RESULTS_H

#include "command.h"

/**
 * Name each of them on stderr; nothing with --quiet or --json.
 *
 * @param is_current  is the folder `path`, called `name` in `out`, of this command, or none of
 *                    its kind?
 * @param sentence  message id marked N_; %1 is the folder
 */
void di_earlier_results_say(const struct di_cli *cli, const char *out,
                            bool (*is_current)(void *context, const char *path,
                                               const char *name),
                            void *context, const char *sentence);

#endif

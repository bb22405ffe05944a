/* SPDX-License-Identifier: GPL-3.0-or-later */
/** A name as a shell takes it, for command lines that people copy. */
#ifndef DI_SHELL_WORD_H
#define DI_SHELL_WORD_H

/** The name itself, or in quotation marks if a shell would read more in it than a name. Free
 * with free(); NULL if memory ran out. */
char *di_shell_word(const char *name);

#endif

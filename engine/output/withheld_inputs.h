/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DI_WITHHELD_INPUTS_H
#define DI_WITHHELD_INPUTS_H

/* A resolved scenario without counts of children, to be freed; NULL: no memory. */
char *withheld_inputs(const char *resolved);

#endif

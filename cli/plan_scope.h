/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * When the residents of each institution come into scope. The plan moves some children each
 * quarter, out of many houses at once; a scenario asks for all children of a house from one day
 * on. Asked for together, they would wait together, in front of those who enter. So the houses
 * of a region and setting come one after the other, as fast as the plan moves children.
 */
#ifndef DI_PLAN_SCOPE_H
#define DI_PLAN_SCOPE_H

#include "plan_book.h"

#define DI_PLAN_SCOPE_NEVER UINT32_MAX

/**
 * @return [institutions of the plan] quarter from which its residents are asked for, or
 *         DI_PLAN_SCOPE_NEVER; free it. NULL: memory ran out
 */
uint32_t *di_plan_scope_make(const struct di_plan_book *book);

#endif

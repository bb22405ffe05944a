/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The flag is the one static variable of the program: a signal handler has no other way to
 * speak to it. It only ever goes from 0 to 1.
 */
#include "interrupt.h"

#include <stdatomic.h>

#include "exit_codes.h"
#include "platform.h"

static atomic_int interrupt_count;

static void count_interrupt(int signal_number)
{
    (void)signal_number;
    if (atomic_fetch_add(&interrupt_count, 1) > 0)
        di_platform_leave_now(DI_EXIT_INTERRUPTED);
}

void di_interrupt_listen(void)
{
    di_platform_on_interrupt(count_interrupt);
}

bool di_interrupt_requested(void)
{
    return atomic_load_explicit(&interrupt_count, memory_order_relaxed) > 0;
}

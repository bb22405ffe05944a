/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The static variables of the program: a signal handler has no other way to speak to it. The
 * count only ever grows; the notice is set once, before the work, and then only read.
 */
#include "interrupt.h"

#include <stdatomic.h>
#include <stdio.h>

#include "di/platform.h"

#include "exit_codes.h"

enum { NOTICE_ROOM = 400 };

static atomic_int interrupt_count;
static char notice[NOTICE_ROOM];
static atomic_size_t notice_length; /* 0: nothing is said */

static void say_notice(void)
{
    const size_t length = atomic_load(&notice_length);
    if (length > 0)
        di_platform_say_now(notice, length);
}

static void count_interrupt(int signal_number)
{
    (void)signal_number;
    if (atomic_fetch_add(&interrupt_count, 1) > 0)
        di_platform_leave_now(DI_EXIT_INTERRUPTED);
    say_notice();
}

/* A launcher may send it beside the terminal's Ctrl-C: together they are one. */
static void note_termination(int signal_number)
{
    int none = 0;
    (void)signal_number;
    if (atomic_compare_exchange_strong(&interrupt_count, &none, 1))
        say_notice();
}

void di_interrupt_listen(void)
{
    di_platform_on_interrupt(count_interrupt);
}

void di_interrupt_listen_to_launcher(void)
{
    di_platform_on_terminate(note_termination);
}

void di_interrupt_announce(const char *sentence)
{
    if (sentence[0] == '\0') {
        atomic_store(&notice_length, 0);
        return;
    }
    /* a terminal shows ^C, and perhaps a bar, on the line where the cursor is */
    const int length = snprintf(notice, sizeof notice, "%s%s\n",
                                di_platform_is_terminal(stderr) ? "\n" : "", sentence);
    if (length > 0 && length < NOTICE_ROOM)
        atomic_store(&notice_length, (size_t)length);
}

bool di_interrupt_requested(void)
{
    return atomic_load_explicit(&interrupt_count, memory_order_relaxed) > 0;
}

bool di_interrupt_cancels(void *context)
{
    (void)context;
    return di_interrupt_requested();
}

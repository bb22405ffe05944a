/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The processes that an MPI launcher started together, and mail between them. A program built
 * without MPI has the same calls and is always alone.
 *
 * Every call is for the thread that joined. An error inside MPI, and the death of a process,
 * end all of them.
 */
#ifndef DI_RANK_GROUP_H
#define DI_RANK_GROUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "di/status.h"

struct di_rank_group {
    uint32_t rank;    /* of this process, from 0 */
    uint32_t count;   /* of processes; 1: alone */
    uint32_t on_node; /* processes on this machine */
};

struct di_rank_mail {
    uint32_t from, kind;
    size_t size; /* bytes */
};

/** Is the program built with MPI? */
bool di_rank_group_is_built(void);

/** Join the others; once in a process, before threads start. @return DI_ERR_UNSUPPORTED if the
 *  MPI library does not allow threads */
DI_MUST_CHECK enum di_status di_rank_group_join(struct di_rank_group *out);

/** After the last mail; waits for the others. */
void di_rank_group_leave(void);

/** Waits until the bytes may be written again, perhaps until they are received. At most INT_MAX
 * bytes. */
void di_rank_group_send(uint32_t to, uint32_t kind, const void *bytes, size_t size);

/** A mail without content; never waits. */
void di_rank_group_signal(uint32_t to, uint32_t kind);

/** Is there mail? From each process in the order it was sent. */
bool di_rank_group_poll(struct di_rank_mail *out);

/** Take what poll found: `bytes` [mail->size]. */
void di_rank_group_receive(const struct di_rank_mail *mail, void *bytes);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Built without MPI: a process is alone, and nobody writes to it. */
#include "rank_group.h"

bool di_rank_group_is_built(void)
{
    return false;
}

enum di_status di_rank_group_join(struct di_rank_group *out)
{
    *out = (struct di_rank_group){.rank = 0, .count = 1, .on_node = 1};
    return DI_OK;
}

void di_rank_group_leave(void)
{
}

void di_rank_group_send(uint32_t to, uint32_t kind, const void *bytes, size_t size)
{
    (void)to;
    (void)kind;
    (void)bytes;
    (void)size;
}

void di_rank_group_signal(uint32_t to, uint32_t kind)
{
    (void)to;
    (void)kind;
}

bool di_rank_group_poll(struct di_rank_mail *out)
{
    (void)out;
    return false;
}

void di_rank_group_receive(const struct di_rank_mail *mail, void *bytes)
{
    (void)mail;
    (void)bytes;
}

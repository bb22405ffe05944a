/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The only file that knows MPI. Its default error handler stays: what fails inside MPI ends all
 * processes, and the database keeps what was done.
 */
#include <assert.h>
#include <limits.h>
#include <mpi.h>

#include "rank_group.h"

bool di_rank_group_is_built(void)
{
    return true;
}

static int count_on_node(void)
{
    MPI_Comm node = MPI_COMM_NULL;
    int count = 1;
    (void)MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &node);
    (void)MPI_Comm_size(node, &count);
    (void)MPI_Comm_free(&node);
    return count;
}

enum di_status di_rank_group_join(struct di_rank_group *out)
{
    int allowed = MPI_THREAD_SINGLE, rank = 0, count = 1;
    (void)MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &allowed);
    (void)MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    (void)MPI_Comm_size(MPI_COMM_WORLD, &count);
    *out = (struct di_rank_group){
        .rank = (uint32_t)rank, .count = (uint32_t)count, .on_node = (uint32_t)count_on_node()};
    return allowed >= MPI_THREAD_FUNNELED ? DI_OK : DI_ERR_UNSUPPORTED;
}

void di_rank_group_leave(void)
{
    (void)MPI_Finalize();
}

void di_rank_group_send(uint32_t to, uint32_t kind, const void *bytes, size_t size)
{
    assert(size <= INT_MAX);
    (void)MPI_Send(bytes, (int)size, MPI_BYTE, (int)to, (int)kind, MPI_COMM_WORLD);
}

/* Nobody need wait for the request of a mail without content: there is nothing to keep. */
void di_rank_group_signal(uint32_t to, uint32_t kind)
{
    MPI_Request request = MPI_REQUEST_NULL;
    (void)MPI_Isend(NULL, 0, MPI_BYTE, (int)to, (int)kind, MPI_COMM_WORLD, &request);
    (void)MPI_Request_free(&request);
}

bool di_rank_group_poll(struct di_rank_mail *out)
{
    MPI_Status status;
    int is_there = 0, size = 0;
    (void)MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &is_there, &status);
    if (is_there == 0)
        return false;
    (void)MPI_Get_count(&status, MPI_BYTE, &size);
    *out = (struct di_rank_mail){.from = (uint32_t)status.MPI_SOURCE,
                                 .kind = (uint32_t)status.MPI_TAG,
                                 .size = (size_t)size};
    return true;
}

void di_rank_group_receive(const struct di_rank_mail *mail, void *bytes)
{
    (void)MPI_Recv(bytes, (int)mail->size, MPI_BYTE, (int)mail->from, (int)mail->kind,
                   MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

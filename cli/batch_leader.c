/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The thread that joined the group answers mail and writes; another simulates here, with its
 * own threads. What has come while the disk was busy is written in one transaction: a disk does
 * a hundred of them in a second, and a cluster thousands of units. No process but this one
 * needs the database's disk.
 */
#include "batch_leader.h"

#include <stdlib.h>
#include <string.h>

#include "di/wall_clock.h"

#include "batch_deal.h"
#include "batch_mail.h"
#include "batch_parcel.h"
#include "batch_units.h"
#include "interrupt.h"

/* Of one transaction, at most. */
enum { UNITS_TOGETHER = 256, BYTES_TOGETHER = 16 << 20 };

struct leader {
    const struct di_batch_study *batch;
    const struct di_rank_group *group;
    struct di_batch_store *store;
    struct di_batch_deal *deal;
    uint32_t threads;
    struct di_batch_parcels parcels; /* of this process, to be written */
    size_t units_open, bytes_open;   /* in the transaction that is open; 0: none is */
    uint32_t resting;                /* followers that asked and got nothing, or broke down */
    bool is_told;                    /* to stop */
    struct di_lock *lock;            /* of the two below */
    bool is_interrupted, is_done_here;
};

static void note_interrupt(struct leader *leader)
{
    di_lock_acquire(leader->lock);
    leader->is_interrupted = true;
    di_lock_release(leader->lock);
}

static bool is_over(void *context)
{
    struct leader *leader = context;
    if (di_interrupt_requested())
        note_interrupt(leader);
    di_lock_acquire(leader->lock);
    const bool is_interrupted = leader->is_interrupted;
    di_lock_release(leader->lock);
    return is_interrupted || di_batch_store_is_broken(leader->store);
}

/* ---- here ---- */

static void give_up(void *context, enum di_status status, const struct di_error *error)
{
    const struct leader *leader = context;
    di_batch_store_break(leader->store, status, error);
}

static void take(void *context, size_t scenario, uint32_t number, struct di_unit_record *record)
{
    struct leader *leader = context;
    struct di_error error;
    if (di_batch_parcels_put(&leader->parcels, scenario, number, record) != DI_OK)
        give_up(leader, di_fail_memory(&error), &error);
}

/* The next hand for this process or another; none once it is over. */
static struct di_batch_hand next_hand(struct leader *leader, uint32_t threads)
{
    struct di_batch_hand hand = {0};
    struct di_error error;
    di_error_clear(&error);
    if (is_over(leader))
        return hand;
    const enum di_status status =
        di_batch_deal_next(leader->deal, threads, leader->group->count, &hand, &error);
    if (status != DI_OK)
        di_batch_store_break(leader->store, status, &error);
    return hand;
}

/* As the others do, who ask when all of their last hand was taken from them. */
static void wait_for_the_disk(struct leader *leader)
{
    while (!di_batch_parcels_are_empty(&leader->parcels))
        di_wall_clock_sleep(DI_BATCH_PAUSE_BUSY_S);
}

static void work_here(void *context)
{
    struct leader *leader = context;
    const struct di_batch_taker taker = {take, give_up, is_over, NULL, leader};
    for (;;) {
        struct di_batch_hand hand = next_hand(leader, leader->threads);
        struct di_error error;
        di_error_clear(&error);
        if (hand.count == 0)
            break;
        const enum di_status status =
            di_batch_units_run(leader->batch, &hand, leader->threads, &taker, &error);
        free(hand.numbers);
        if (status != DI_OK)
            di_batch_store_break(leader->store, status, &error);
        wait_for_the_disk(leader);
    }
    di_lock_acquire(leader->lock);
    leader->is_done_here = true;
    di_lock_release(leader->lock);
}

/* ---- writing ---- */

static void close_transaction(struct leader *leader)
{
    if (leader->units_open > 0)
        di_batch_store_commit(leader->store);
    leader->units_open = leader->bytes_open = 0;
}

static void write_unit(struct leader *leader, unsigned char *bytes, size_t size)
{
    struct di_batch_record_head head;
    memcpy(&head, bytes, sizeof head);
    const struct di_unit_record record = {.has_failed = head.has_failed != 0,
                                          .bytes = bytes + sizeof head,
                                          .size = size - sizeof head};
    if (leader->units_open == 0)
        di_batch_store_begin(leader->store);
    leader->units_open++;
    leader->bytes_open += size;
    di_batch_store_keep(leader->store, head.scenario, head.number, &record);
    if (leader->units_open >= UNITS_TOGETHER || leader->bytes_open >= BYTES_TOGETHER)
        close_transaction(leader);
}

/* ---- the others ---- */

static enum di_status break_for_memory(struct leader *leader)
{
    struct di_error error;
    const enum di_status status = di_fail_memory(&error);
    di_batch_store_break(leader->store, status, &error);
    return status;
}

static void answer(struct leader *leader, uint32_t rank, uint32_t threads)
{
    struct di_batch_hand hand = next_hand(leader, threads);
    uint32_t *words = hand.count > 0 ? malloc((hand.count + 1) * sizeof *words) : NULL;
    if (hand.count > 0 && words == NULL)
        (void)break_for_memory(leader);
    if (words == NULL) {
        leader->resting++;
    } else {
        words[0] = (uint32_t)hand.scenario;
        memcpy(words + 1, hand.numbers, hand.count * sizeof *words);
        di_rank_group_send(rank, DI_BATCH_MAIL_UNITS, words, (hand.count + 1) * sizeof *words);
    }
    free(words);
    free(hand.numbers);
}

static void note_broken(struct leader *leader, uint32_t rank)
{
    struct di_error error;
    di_error_clear(&error);
    const enum di_status status =
        DI_FAIL(&error, DI_ERR_FILE, "",
                DI_N_("Rank %1 of %2 could not take part; it says why on stderr."),
                di_integer_arg(rank), di_integer_arg(leader->group->count));
    di_batch_store_break(leader->store, status, &error);
    leader->resting++;
}

static void read_mail(struct leader *leader, const struct di_rank_mail *mail)
{
    unsigned char *bytes = malloc(mail->size + sizeof(uint32_t));
    if (bytes == NULL) { /* as if the system had killed this process: nothing kept is lost */
        (void)break_for_memory(leader);
        abort();
    }
    di_rank_group_receive(mail, bytes);
    if (mail->kind == DI_BATCH_MAIL_ASK) {
        uint32_t threads;
        memcpy(&threads, bytes, sizeof threads);
        answer(leader, mail->from, threads);
    } else if (mail->kind == DI_BATCH_MAIL_RECORD) {
        write_unit(leader, bytes, mail->size);
    } else if (mail->kind == DI_BATCH_MAIL_INTERRUPT) {
        note_interrupt(leader);
    } else if (mail->kind == DI_BATCH_MAIL_BROKEN) {
        note_broken(leader, mail->from);
    }
    free(bytes);
}

static void tell_to_stop(struct leader *leader)
{
    for (uint32_t i = 1; i < leader->group->count; i++)
        di_rank_group_signal(i, DI_BATCH_MAIL_STOP);
    leader->is_told = true;
}

static bool is_done(struct leader *leader)
{
    di_lock_acquire(leader->lock);
    const bool is_done_here = leader->is_done_here;
    di_lock_release(leader->lock);
    return is_done_here && leader->resting == leader->group->count - 1;
}

/* @return true if anything was there */
static bool take_in(struct leader *leader)
{
    struct di_rank_mail mail;
    struct di_batch_parcel *parcel = di_batch_parcels_take(&leader->parcels);
    const bool has_mail = di_rank_group_poll(&mail);
    if (parcel != NULL)
        write_unit(leader, parcel->bytes, parcel->size);
    free(parcel);
    if (has_mail)
        read_mail(leader, &mail);
    return has_mail || parcel != NULL;
}

static void serve(struct leader *leader, struct di_progress_bar *bar, uint64_t total)
{
    while (!is_done(leader)) {
        const bool was_busy = take_in(leader);
        if (!was_busy && leader->units_open > 0)
            close_transaction(leader);
        else if (!was_busy)
            di_wall_clock_sleep(DI_BATCH_PAUSE_BUSY_S);
        if (!leader->is_told && is_over(leader))
            tell_to_stop(leader);
        di_progress_bar_update(bar, di_batch_store_tried(leader->store), total);
    }
    close_transaction(leader);
}

/* ---- all ---- */

static enum di_status open_leader(struct leader *leader, struct di_error *error)
{
    leader->deal = di_batch_deal_create(leader->batch, leader->store->database);
    if (leader->deal == NULL || di_lock_create(&leader->lock) != DI_OK ||
        di_batch_parcels_init(&leader->parcels) != DI_OK)
        return di_fail_memory(error);
    return DI_OK;
}

static enum di_status greet(const struct leader *leader, struct di_error *error)
{
    char *text = di_batch_study_text(leader->batch);
    if (text == NULL)
        return di_fail_memory(error);
    for (uint32_t i = 1; i < leader->group->count; i++)
        di_rank_group_send(i, DI_BATCH_MAIL_STUDY, text, strlen(text) + 1);
    free(text);
    return DI_OK;
}

enum di_status di_batch_leader_work(const struct di_batch_study *batch,
                                    const struct di_rank_group *group,
                                    struct di_batch_store *store, uint32_t threads,
                                    struct di_progress_bar *bar, uint64_t total,
                                    bool *is_interrupted_out, struct di_error *error)
{
    struct leader leader = {.batch = batch, .group = group, .store = store, .threads = threads};
    enum di_status status = open_leader(&leader, error);
    if (status == DI_OK)
        status = greet(&leader, error);
    if (status == DI_OK) {
        struct di_thread *thread = di_thread_start(work_here, &leader);
        if (thread == NULL) /* the others do it all */
            leader.is_done_here = true;
        serve(&leader, bar, total);
        di_thread_join(thread);
    }
    *is_interrupted_out = leader.is_interrupted;
    di_batch_parcels_finish(&leader.parcels);
    di_batch_deal_destroy(leader.deal);
    di_lock_destroy(leader.lock);
    return status;
}

/* What came after the work, such as a second Ctrl-C, must be taken before MPI ends. */
void di_batch_leader_dismiss(const struct di_rank_group *group, uint32_t exit_code)
{
    struct di_rank_mail mail;
    while (group->count > 1 && di_rank_group_poll(&mail)) {
        unsigned char *bytes = malloc(mail.size + 1);
        if (bytes == NULL)
            break;
        di_rank_group_receive(&mail, bytes);
        free(bytes);
    }
    for (uint32_t i = 1; i < group->count; i++)
        di_rank_group_send(i, DI_BATCH_MAIL_END, &exit_code, sizeof exit_code);
}

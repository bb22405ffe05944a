/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The thread that joined the group sends and receives; another simulates the hand that was
 * dealt, with its own threads. The next hand is asked for when all of the last has been sent,
 * so that what waits for rank 0 is never more than a hand.
 */
#include "batch_follower.h"

#include <stdlib.h>
#include <string.h>

#include "di/thread.h"
#include "di/wall_clock.h"

#include "batch_mail.h"
#include "batch_parcel.h"
#include "batch_units.h"
#include "error_report.h"
#include "interrupt.h"

struct follower {
    struct di_cli cli; /* quiet; errors go to stderr */
    const struct di_rank_group *group;
    const char *study_path;
    uint32_t threads;
    struct di_batch_study batch;
    struct di_batch_hand hand;
    struct di_thread *thread; /* simulates the hand; NULL: none is dealt */
    bool is_ended, is_interrupt_told;
    uint32_t exit_code; /* once it is ended */
    struct di_batch_parcels parcels;
    struct di_lock *lock; /* of the rest */
    bool is_stopped, is_hand_done;
    enum di_status status;
    struct di_error error;
};

/* ---- simulating ---- */

static void give_up(void *context, enum di_status status, const struct di_error *error)
{
    struct follower *follower = context;
    di_lock_acquire(follower->lock);
    if (follower->status == DI_OK) {
        follower->status = status;
        follower->error = *error;
        di_message_copy(&follower->error.message, &error->message);
    }
    di_lock_release(follower->lock);
}

static void take(void *context, size_t scenario, uint32_t number, struct di_unit_record *record)
{
    struct follower *follower = context;
    struct di_error error;
    if (di_batch_parcels_put(&follower->parcels, scenario, number, record) != DI_OK)
        give_up(follower, di_fail_memory(&error), &error);
}

static bool is_over(void *context)
{
    struct follower *follower = context;
    di_lock_acquire(follower->lock);
    const bool is_stopped = follower->is_stopped || follower->status != DI_OK;
    di_lock_release(follower->lock);
    return is_stopped || di_interrupt_requested();
}

static void simulate(void *context)
{
    struct follower *follower = context;
    const struct di_batch_taker taker = {take, give_up, is_over, NULL, follower};
    struct di_error error;
    di_error_clear(&error);
    const enum di_status status = di_batch_units_run(&follower->batch, &follower->hand,
                                                     follower->threads, &taker, &error);
    if (status != DI_OK)
        give_up(follower, status, &error);
    di_lock_acquire(follower->lock);
    follower->is_hand_done = true;
    di_lock_release(follower->lock);
}

/* ---- mail to rank 0 ---- */

static void ask(const struct follower *follower)
{
    di_rank_group_send(0, DI_BATCH_MAIL_ASK, &follower->threads, sizeof follower->threads);
}

/* Whose words those before it are. */
static void say_broken(const struct follower *follower)
{
    DI_SAY(&follower->cli, stderr, N_("Rank %1 of %2 takes no part."),
           di_integer_arg(follower->group->rank), di_integer_arg(follower->group->count));
    (void)fflush(stderr);
    di_rank_group_signal(0, DI_BATCH_MAIL_BROKEN);
}

/* @return true if anything was sent */
static bool send_parcels(struct follower *follower)
{
    struct di_batch_parcel *parcel = NULL;
    bool has_any = false;
    while ((parcel = di_batch_parcels_take(&follower->parcels)) != NULL) {
        di_rank_group_send(0, DI_BATCH_MAIL_RECORD, parcel->bytes, parcel->size);
        free(parcel);
        has_any = true;
    }
    return has_any;
}

/* After the last parcel of a hand. */
static void end_hand(struct follower *follower)
{
    di_thread_join(follower->thread);
    follower->thread = NULL;
    free(follower->hand.numbers);
    follower->hand = (struct di_batch_hand){0};
    if (follower->status == DI_OK) {
        ask(follower);
        return;
    }
    (void)di_error_report(&follower->cli, &follower->error);
    say_broken(follower);
}

static void tell_interrupt(struct follower *follower)
{
    if (follower->is_interrupt_told || !di_interrupt_requested())
        return;
    follower->is_interrupt_told = true;
    di_rank_group_signal(0, DI_BATCH_MAIL_INTERRUPT);
}

/* ---- mail from rank 0 ---- */

static void begin_hand(struct follower *follower, const uint32_t *words, size_t count)
{
    struct di_error error;
    follower->hand = (struct di_batch_hand){.scenario = words[0], .count = (uint32_t)count - 1};
    follower->hand.numbers = malloc(count * sizeof *words);
    follower->is_hand_done = false;
    if (follower->hand.numbers != NULL) {
        memcpy(follower->hand.numbers, words + 1, (count - 1) * sizeof *words);
        follower->thread = di_thread_start(simulate, follower);
    }
    if (follower->thread != NULL)
        return;
    give_up(follower, di_fail_memory(&error), &error);
    end_hand(follower);
}

/* The same study, read here? */
static void open_study(struct follower *follower, const char *text_of_rank_0)
{
    if (di_batch_study_open(&follower->cli, follower->study_path, 1, 1, &follower->batch) !=
        DI_EXIT_DONE) {
        say_broken(follower);
        return;
    }
    char *text = di_batch_study_text(&follower->batch);
    const bool is_same = text != NULL && strcmp(text, text_of_rank_0) == 0;
    free(text);
    if (is_same) {
        ask(follower);
        return;
    }
    DI_SAY(
        &follower->cli, stderr,
        N_("'%1' is not the same study here as at rank 0: its files, or this program, are of "
           "another version."),
        di_text_arg(follower->study_path));
    say_broken(follower);
}

static void stop(struct follower *follower)
{
    di_lock_acquire(follower->lock);
    follower->is_stopped = true;
    di_lock_release(follower->lock);
}

static void read_mail(struct follower *follower, const struct di_rank_mail *mail)
{
    uint32_t *words = malloc(mail->size + sizeof *words);
    if (words == NULL)
        abort(); /* as if the system had killed this process: nothing kept is lost */
    di_rank_group_receive(mail, words);
    if (mail->kind == DI_BATCH_MAIL_STUDY) {
        open_study(follower, (const char *)words);
    } else if (mail->kind == DI_BATCH_MAIL_UNITS) {
        begin_hand(follower, words, mail->size / sizeof *words);
    } else if (mail->kind == DI_BATCH_MAIL_STOP) {
        stop(follower);
    } else if (mail->kind == DI_BATCH_MAIL_END) {
        follower->exit_code = words[0];
        follower->is_ended = true;
    }
    free(words);
}

/* ---- all ---- */

static bool is_hand_done(struct follower *follower)
{
    di_lock_acquire(follower->lock);
    const bool is_done = follower->is_hand_done;
    di_lock_release(follower->lock);
    return follower->thread != NULL && is_done;
}

/* @return true if there was anything to do */
static bool step(struct follower *follower)
{
    struct di_rank_mail mail;
    const bool has_mail = di_rank_group_poll(&mail);
    const bool was_done = is_hand_done(follower); /* then all its parcels are there */
    if (has_mail)
        read_mail(follower, &mail);
    const bool has_sent = send_parcels(follower);
    tell_interrupt(follower);
    if (was_done)
        end_hand(follower);
    return has_mail || has_sent || was_done;
}

enum di_exit di_batch_follow(const struct di_cli *cli, const struct di_rank_group *group,
                             const char *study_path, uint32_t threads)
{
    struct follower follower = {
        .cli = *cli, .group = group, .study_path = study_path, .threads = threads};
    follower.cli.is_quiet = true;
    follower.cli.is_json = false;
    di_interrupt_announce("");
    if (di_lock_create(&follower.lock) != DI_OK ||
        di_batch_parcels_init(&follower.parcels) != DI_OK)
        abort(); /* rank 0 waits for an answer */
    while (!follower.is_ended)
        if (!step(&follower))
            di_wall_clock_sleep(follower.thread != NULL ? DI_BATCH_PAUSE_BUSY_S
                                                        : DI_BATCH_PAUSE_IDLE_S);
    di_batch_study_finish(&follower.batch);
    di_batch_parcels_finish(&follower.parcels);
    di_lock_destroy(follower.lock);
    return (enum di_exit)follower.exit_code;
}

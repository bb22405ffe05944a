/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the processes of a batch write to each other. Rank 0 leads: it has the database, deals
 * out units and keeps what comes back. The others follow.
 *
 *   to followers   STUDY       its text (di_batch_study_text), once rank 0 is ready
 *                  UNITS       scenario, numbers...: an answer to ASK
 *                  STOP        finish what runs
 *                  END         exit code: the last mail
 *   to rank 0      ASK         threads: the last hand is done and all of it was sent
 *                  RECORD      scenario, number, has_failed, bytes of the record
 *                  INTERRUPT   Ctrl-C reached this process
 *                  BROKEN      this process takes no more part; it said why on stderr
 *
 * Numbers are of four bytes, as the machine writes them: all ranks are of one kind of machine.
 */
#ifndef DI_BATCH_MAIL_H
#define DI_BATCH_MAIL_H

#include <stdint.h>

enum di_batch_mail {
    DI_BATCH_MAIL_STUDY = 1,
    DI_BATCH_MAIL_UNITS,
    DI_BATCH_MAIL_STOP,
    DI_BATCH_MAIL_END,
    DI_BATCH_MAIL_ASK,
    DI_BATCH_MAIL_RECORD,
    DI_BATCH_MAIL_INTERRUPT,
    DI_BATCH_MAIL_BROKEN
};

struct di_batch_record_head {
    uint32_t scenario, number, has_failed;
};

/* MPI waits by asking again and again on a whole processor; so nobody waits inside it. */
#define DI_BATCH_PAUSE_BUSY_S 0.001
#define DI_BATCH_PAUSE_IDLE_S 0.01

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Many replications of one scenario, on any number of threads.
 *
 * Replication i depends on (model, seed, i) alone and results are kept in the order of i, so
 * the set is the same for 1 or 64 threads. Replications start in order and a started one is
 * always finished, so an interrupted set is a valid smaller one.
 */
#ifndef DI_EXPERIMENT_H
#define DI_EXPERIMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "di/care.h"
#include "di/statistics.h"

#define DI_REPLICATIONS_MAX 100000
#define DI_HEADLINES_MAX 8

/** A model in the place of the experiment's, for one replication. */
struct di_variant {
    const struct di_model *model;
    const struct di_warm_start *start;
    uint32_t luck; /* number of the replication whose luck it has */
    void *owner;   /* of whoever made it */
};

struct di_experiment_options {
    uint32_t replications; /* 1 to DI_REPLICATIONS_MAX; not used with `is_auto` */
    uint64_t seed;
    uint32_t threads; /* 0 counts as 1: the caller knows how many cores there are */
    bool full_splits;
    uint64_t memory_limit_bytes; /* of all results together; 0: no limit. With is_auto a stage
                                    that would take more is not begun */

    /** Add replications until every headline output is precise enough (MODEL 11). */
    bool is_auto;
    struct di_precision_rule precision;
    uint32_t headline_count; /* with is_auto: 1 to DI_HEADLINES_MAX */
    double (*headline)(void *context, const struct di_result *result, uint32_t output);
    void *headline_context;

    /** Uncertain inputs (MODEL 11): the model of each replication, made in its thread and
     * dropped after it; dimensions must be those of the experiment's model. `variant` arrives
     * with the replication's own luck. NULL: one model for all. */
    enum di_status (*draw)(void *draw_context, uint32_t replication, struct di_variant *variant,
                           struct di_error *error);
    void (*drop)(void *draw_context, struct di_variant *variant);
    void *draw_context;
    /** Takes what is wanted of each result, which is then freed: the set holds none. From any
     * thread; NULL: results are kept. */
    void (*take)(void *take_context, uint32_t replication, const struct di_model *model,
                 const struct di_result *result);
    void *take_context;
    /** With `draw`: values the drawn model in the place of simulating it; there are no results
     * then. From any thread; NULL: simulate. */
    enum di_status (*evaluate)(void *take_context, uint32_t replication,
                               const struct di_variant *variant, struct di_error *error);

    /** The replications to run, in this order, `replications` of them: what is left of a set
     * that was begun before. Only with `take`. NULL: 0, 1, 2, ... */
    const uint32_t *numbers;
    /** Takes note of a replication that failed, from one thread at a time; the others go on.
     * Only with `take`. NULL: the first failure ends the run. */
    void (*failed)(void *take_context, uint32_t replication, const struct di_error *error);

    /** Before the first replication (`done` 0) and after each, from one thread at a time; may
     * be NULL. */
    void (*progress)(void *context, uint32_t done, uint32_t total);
    /** Each finished result, in any order, from one thread at a time; may be NULL. */
    void (*on_result)(void *context, uint32_t replication, const struct di_result *result);
    /** Asked before each replication, from any thread; may be NULL. */
    bool (*is_cancelled)(void *context);
    /** Asked about every simulated month, from any thread; may be NULL. Running replications
     * are given up, and with them finished ones of higher numbers. */
    bool (*is_abandoned)(void *context);
    void *context; /* of the four above */
};

/** 100 replications, seed 1, one thread, margins, 6 GiB. */
void di_experiment_options_defaults(struct di_experiment_options *options);

struct di_replication_set {
    uint32_t count;     /* complete replications, 0 to count - 1, or how many were taken */
    uint32_t requested; /* as asked for; equal to count unless interrupted */
    bool is_interrupted;
    bool is_precise; /* with is_auto: the rule was reached, not only the limit */
    uint64_t seed;
    uint64_t events;            /* of all replications */
    struct di_result **results; /* [count], by replication; NULL where `take` took them */
};

/** Bytes that results may take of a machine with so much memory: half of it, for making tables
 * of them takes as much again; 6 GiB where it is not known (0). */
uint64_t di_experiment_memory_limit(uint64_t machine_bytes);

/** DI_ERR_LIMIT with a sentence if so many results would take more than `limit_bytes` together,
 * whatever happens in them; a run knows more once replication 0 is through. */
DI_MUST_CHECK enum di_status di_experiment_check_memory(const struct di_model *model,
                                                        bool full_splits, uint64_t results,
                                                        uint64_t limit_bytes,
                                                        struct di_error *error);

/**
 * Run replications 0, 1, 2, ... of a scenario, or those of `numbers`.
 *
 * @param start  of the same model
 * @param[out] set_out  owned by the caller, free with di_replication_set_destroy
 * @return DI_OK, also when interrupted (see is_interrupted; count may be 0); DI_ERR_LIMIT if
 *         the results would not fit; else the failure of the lowest failing replication
 */
DI_MUST_CHECK enum di_status di_experiment_run(const struct di_model *model,
                                               const struct di_warm_start *start,
                                               const struct di_experiment_options *options,
                                               struct di_replication_set **set_out,
                                               struct di_error *error);

void di_replication_set_destroy(struct di_replication_set *set);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Queues in the long run. Invariant: only positive numbers are added, so no digit is lost to
 * cancellation but in `capacity - arrivals`, which the question itself contains.
 *
 * Everything hangs on one number, Erlang's B, which is the weight of the state "all workers
 * busy, nobody waits" among the states without a line. The states with a line are summed as
 * multiples of that one state.
 */
#include "di/theory_queue.h"

#include "theory_argument.h"

/* Weights above this are scaled down, far below overflow and far above the last digit. */
#define SCALE_ABOVE 1e200
#define SCALE_BY 1e-200

/* A tail below this share of the sum ends a series: two digits to spare under 1e-9. */
#define TAIL_SHARE 1e-14

/* Weights of the states in which all workers are busy, as multiples of one another. */
struct line {
    double empty;   /* all busy, nobody waits */
    double shorter; /* all but the longest line */
    double longest;
    double waiting; /* sum of weight times number in line */
};

/* What becomes of arrivals where there is no line; kept apart so that neither is 1 - other. */
struct loss {
    double blocked;
    double accepted;
};

static bool is_unknown_queue(const struct di_theory_queue *queue)
{
    return !is_positive(queue->arrivals_per_year) || !is_positive(queue->services_per_year) ||
           queue->workers == 0;
}

/* B(k) = a B(k-1) / (k + a B(k-1)): falls from 1, and each step shrinks earlier rounding. */
static struct loss find_loss(double offered_load, uint32_t places)
{
    struct loss loss = {.blocked = 1.0, .accepted = 0.0};
    for (uint32_t k = 1; k <= places; k++) {
        const double carried = offered_load * loss.blocked;
        loss.blocked = carried / ((double)k + carried);
        loss.accepted = (double)k / ((double)k + carried);
    }
    return loss;
}

static double erlang_c(double offered_load, uint32_t workers)
{
    const double blocking = find_loss(offered_load, workers).blocked;
    const double spare = (double)workers - offered_load;
    return (double)workers * blocking / (spare + offered_load * blocking);
}

enum di_status di_theory_queue_erlang_b(double offered_load, uint32_t places,
                                        double *blocking_out)
{
    if (!is_positive(offered_load))
        return DI_ERR_RANGE;
    if (places > DI_THEORY_QUEUE_LIMIT)
        return DI_ERR_LIMIT;
    *blocking_out = find_loss(offered_load, places).blocked;
    return DI_OK;
}

enum di_status di_theory_queue_erlang_c(double offered_load, uint32_t workers,
                                        double *wait_probability_out)
{
    if (!is_positive(offered_load) || workers == 0)
        return DI_ERR_RANGE;
    if (workers > DI_THEORY_QUEUE_LIMIT)
        return DI_ERR_LIMIT;
    if (offered_load >= (double)workers)
        return DI_ERR_UNSTABLE;
    *wait_probability_out = erlang_c(offered_load, workers);
    return DI_OK;
}

enum di_status di_theory_queue_delay(const struct di_theory_queue *queue,
                                     struct di_theory_queue_answer *answer_out)
{
    if (is_unknown_queue(queue))
        return DI_ERR_RANGE;
    if (queue->workers > DI_THEORY_QUEUE_LIMIT)
        return DI_ERR_LIMIT;
    const double capacity = queue->services_per_year * (double)queue->workers;
    if (queue->arrivals_per_year >= capacity)
        return DI_ERR_UNSTABLE;
    const double wait =
        erlang_c(queue->arrivals_per_year / queue->services_per_year, queue->workers);
    const double mean_wait_years = wait / (capacity - queue->arrivals_per_year);
    *answer_out = (struct di_theory_queue_answer){
        .wait_probability = wait,
        .mean_wait_years = mean_wait_years,
        .mean_waiting = queue->arrivals_per_year * mean_wait_years,
        .utilization = queue->arrivals_per_year / capacity,
    };
    return DI_OK;
}

static void scale_line(struct line *line)
{
    line->empty *= SCALE_BY;
    line->shorter *= SCALE_BY;
    line->longest *= SCALE_BY;
    line->waiting *= SCALE_BY;
}

/*
 * What lines longer than `length` may add to the sum of weight times length, as a geometric
 * series with today's ratio, which only falls.
 */
static bool is_tail_negligible(const struct line *line, uint32_t length, double ratio)
{
    const double gap = 1.0 - ratio;
    return ratio < 1.0 &&
           line->longest * ((double)length + 1.0 / gap) / gap <= TAIL_SHARE * line->waiting;
}

/*
 * Weights of lines 0, 1, .. room: each is the one before times arrivals over departures, where
 * departures are services and, one by one, those who give up. A room of DI_THEORY_QUEUE_LIMIT
 * stands for no limit if some give up: false if the series is then not done.
 */
static bool sum_line(const struct di_theory_queue *queue, double leaving_per_year,
                     uint32_t room, struct line *line)
{
    const double capacity = queue->services_per_year * (double)queue->workers;
    *line = (struct line){.empty = 1.0, .longest = 1.0};
    for (uint32_t k = 1; k <= room; k++) {
        const double ratio =
            queue->arrivals_per_year / (capacity + leaving_per_year * (double)k);
        line->shorter += line->longest;
        line->longest *= ratio;
        line->waiting += line->longest * (double)k;
        if (line->shorter + line->longest > SCALE_ABOVE)
            scale_line(line);
        if (leaving_per_year > 0.0 && is_tail_negligible(line, k, ratio))
            return true;
    }
    return leaving_per_year <= 0.0;
}

/*
 * Mixes the line with the states without one. Those weigh empty / B together, B being the
 * share of "all busy" among them, and keep a (1 - B) workers busy.
 */
static struct di_theory_queue_answer mix(const struct di_theory_queue *queue,
                                         double leaving_per_year, bool is_limited,
                                         const struct line *line)
{
    const double workers = (double)queue->workers;
    const double load = queue->arrivals_per_year / queue->services_per_year;
    const struct loss loss = find_loss(load, queue->workers);
    const double all_busy = line->shorter + line->longest;
    const double whole = line->empty * loss.accepted + all_busy * loss.blocked;
    const double share = loss.blocked / whole;
    const double busy =
        line->empty / whole * load * loss.accepted + (all_busy - line->empty) * share * workers;
    const double mean_waiting = line->waiting * share;
    const double joining_per_year =
        is_limited ? busy * queue->services_per_year : queue->arrivals_per_year;
    return (struct di_theory_queue_answer){
        .wait_probability = (is_limited ? line->shorter : all_busy) * share,
        .refuse_probability = is_limited ? line->longest * share : 0.0,
        .leave_probability = leaving_per_year * mean_waiting / queue->arrivals_per_year,
        .mean_wait_years = mean_waiting / joining_per_year,
        .mean_waiting = mean_waiting,
        .utilization = busy / workers,
    };
}

enum di_status di_theory_queue_finite(const struct di_theory_queue *queue, uint32_t line_room,
                                      struct di_theory_queue_answer *answer_out)
{
    struct line line;
    if (is_unknown_queue(queue))
        return DI_ERR_RANGE;
    if (queue->workers > DI_THEORY_QUEUE_LIMIT || line_room > DI_THEORY_QUEUE_LIMIT)
        return DI_ERR_LIMIT;
    if (!sum_line(queue, 0.0, line_room, &line))
        return DI_ERR_LIMIT;
    *answer_out = mix(queue, 0.0, true, &line);
    return DI_OK;
}

enum di_status di_theory_queue_impatient(const struct di_theory_queue *queue,
                                         double leaving_per_year,
                                         struct di_theory_queue_answer *answer_out)
{
    struct line line;
    if (is_unknown_queue(queue) || !is_positive(leaving_per_year))
        return DI_ERR_RANGE;
    if (queue->workers > DI_THEORY_QUEUE_LIMIT)
        return DI_ERR_LIMIT;
    if (!sum_line(queue, leaving_per_year, DI_THEORY_QUEUE_LIMIT, &line))
        return DI_ERR_LIMIT;
    *answer_out = mix(queue, leaving_per_year, false, &line);
    return DI_OK;
}

enum di_status di_theory_queue_priority(size_t class_count,
                                        const double *class_arrivals_per_year,
                                        double services_per_year, uint32_t workers,
                                        double *mean_wait_years_out)
{
    double arrivals_per_year = 0.0;
    for (size_t i = 0; i < class_count; i++) {
        if (!is_nonnegative(class_arrivals_per_year[i]))
            return DI_ERR_RANGE;
        arrivals_per_year += class_arrivals_per_year[i];
    }
    if (!is_positive(arrivals_per_year) || !is_positive(services_per_year) || workers == 0)
        return DI_ERR_RANGE;
    if (workers > DI_THEORY_QUEUE_LIMIT)
        return DI_ERR_LIMIT;
    const double capacity = services_per_year * (double)workers;
    if (arrivals_per_year >= capacity)
        return DI_ERR_UNSTABLE;
    const double wait = erlang_c(arrivals_per_year / services_per_year, workers);
    double spare_above = capacity; /* left by classes more urgent than i */
    double urgent_per_year = 0.0;
    for (size_t i = 0; i < class_count; i++) {
        urgent_per_year += class_arrivals_per_year[i];
        const double spare = capacity - urgent_per_year;
        mean_wait_years_out[i] = wait * (capacity / spare_above) / spare;
        spare_above = spare;
    }
    return DI_OK;
}

enum di_status di_theory_queue_general(double arrivals_per_year, double mean_service_years,
                                       double service_cv, double *mean_wait_years_out)
{
    if (!is_positive(arrivals_per_year) || !is_positive(mean_service_years) ||
        !is_nonnegative(service_cv))
        return DI_ERR_RANGE;
    const double busy_share = arrivals_per_year * mean_service_years;
    if (busy_share >= 1.0)
        return DI_ERR_UNSTABLE;
    *mean_wait_years_out = busy_share * mean_service_years * (1.0 + service_cv * service_cv) /
                           (2.0 * (1.0 - busy_share));
    return DI_OK;
}

enum di_status di_theory_queue_feedback(double outside_per_year, double return_share,
                                        double *arrivals_per_year_out)
{
    if (!is_positive(outside_per_year) || !is_share(return_share))
        return DI_ERR_RANGE;
    if (return_share >= 1.0)
        return DI_ERR_UNSTABLE;
    *arrivals_per_year_out = outside_per_year / (1.0 - return_share);
    return DI_OK;
}

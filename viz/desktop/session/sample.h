/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A scenario of a worker's own, loaded from file and patch and simulated one replication at a
 * time, for its children in institutions by quarter: previews, and trials of a plan.
 */
#ifndef SAMPLE_H
#define SAMPLE_H

#include "di/care.h"
#include "di/scenario.h"
#include "di/warm_start.h"

#include "document.h"

struct sample {
    struct di_scenario *scenario;
    struct di_warm_start *start;
    struct di_care *care;
    struct di_result *result;
};

/* Scenario, then who is in care on the first day. Of several problems the first is told. */
DI_MUST_CHECK enum di_status sample_load(struct sample *sample, const char *path,
                                         const char *patch, struct di_error *error);
DI_MUST_CHECK enum di_status sample_warm(struct sample *sample, struct di_error *error);
/* The two at once. */
DI_MUST_CHECK enum di_status sample_open(struct sample *sample, const char *path,
                                         const char *patch, struct di_error *error);
void sample_close(struct sample *sample);

struct sample_draw {
    uint64_t seed;
    uint32_t replication;
    bool (*is_cancelled)(void *context);
    /* Points so far, each time there is one more; may be NULL. */
    void (*on_points)(void *context, const double *points, uint32_t count);
    void *context;
};

/* One replication: the first DOCUMENT_SPARK_MAX quarters. */
DI_MUST_CHECK enum di_status sample_run(struct sample *sample, const struct sample_draw *draw,
                                        double points[DOCUMENT_SPARK_MAX], uint32_t *count_out,
                                        struct di_error *error);

/* K1 at the end of a quarter: children 0-17 in settings of the kind institution. */
double sample_institution_stock(const struct di_model *model, const struct di_result *result,
                                uint32_t quarter);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gsl_adapter.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_multimin.h>

bool gsl_adapter_singular_values(double *matrix, size_t rows, size_t columns, double *values,
                                 double *vectors)
{
    gsl_set_error_handler_off(); /* the default ends the program */
    gsl_matrix_view a = gsl_matrix_view_array(matrix, rows, columns);
    gsl_matrix_view v = gsl_matrix_view_array(vectors, columns, columns);
    gsl_vector_view s = gsl_vector_view_array(values, columns);
    return gsl_linalg_SV_decomp_jacobi(&a.matrix, &v.matrix, &s.vector) == GSL_SUCCESS;
}

/* ---- the simplex ---- */

struct function {
    double (*value)(void *context, const double *x);
    void *context;
};

static double call(const gsl_vector *x, void *parameters)
{
    const struct function *function = parameters;
    return function->value(function->context, x->data);
}

bool gsl_adapter_minimise(double (*value)(void *context, const double *x),
                          bool (*may_go_on)(void *context, double size), void *context,
                          const double *start, size_t inputs, double step)
{
    gsl_set_error_handler_off();
    struct function function = {value, context};
    gsl_multimin_function f = {.f = call, .n = inputs, .params = &function};
    gsl_multimin_fminimizer *walker =
        gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, inputs);
    gsl_vector *steps = gsl_vector_alloc(inputs);
    gsl_vector_const_view first = gsl_vector_const_view_array(start, inputs);
    const bool fits = walker != NULL && steps != NULL;
    if (fits) {
        gsl_vector_set_all(steps, step);
        int status = gsl_multimin_fminimizer_set(walker, &f, &first.vector, steps);
        while (status == GSL_SUCCESS &&
               may_go_on(context, gsl_multimin_fminimizer_size(walker)))
            status = gsl_multimin_fminimizer_iterate(walker);
    }
    if (steps != NULL)
        gsl_vector_free(steps);
    if (walker != NULL)
        gsl_multimin_fminimizer_free(walker);
    return fits;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gsl_adapter.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>

bool gsl_adapter_singular_values(double *matrix, size_t rows, size_t columns, double *values,
                                 double *vectors)
{
    gsl_set_error_handler_off(); /* the default ends the program */
    gsl_matrix_view a = gsl_matrix_view_array(matrix, rows, columns);
    gsl_matrix_view v = gsl_matrix_view_array(vectors, columns, columns);
    gsl_vector_view s = gsl_vector_view_array(values, columns);
    return gsl_linalg_SV_decomp_jacobi(&a.matrix, &v.matrix, &s.vector) == GSL_SUCCESS;
}

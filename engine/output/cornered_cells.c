/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Linear programming without a linear program. Tables that agree with all that is shown differ
 * from the true one by a solution of the homogeneous relations in which no cell at its bound
 * (one unit) falls. A sum of such cells alone that is fixed, all with one sign, leaves each of
 * them nowhere to go: they are told, and so is what follows from them. Sums come from an
 * elimination that takes these cells last; several orders of them give several sums.
 *
 * It misses sums that no order tried brings out, and steps that are less than one unit.
 */
#include "cornered_cells.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "disclosed_cells.h"

enum { ORDERS = 4 };
#define TOLERANCE 1e-6

struct corners {
    bool *is_told, *is_in_sum;
    uint32_t count;
};

/* One cell stands for its sum, which a partner of that one breaks, and often others that have
 * cells in common with it: those wait for the next look. */
static void note_sum(void *context, const uint32_t *cells, uint32_t count, bool is_of_one_sign)
{
    struct corners *corners = context;
    bool is_apart = is_of_one_sign;
    for (uint32_t k = 0; k < count; k++)
        is_apart = is_apart && !corners->is_in_sum[cells[k]];
    for (uint32_t k = 0; is_apart && k < count; k++)
        corners->is_in_sum[cells[k]] = true;
    if (is_apart) {
        corners->is_told[cells[0]] = true;
        corners->count++;
    }
}

enum di_status cornered_cells(const struct di_disclosure *disclosure, uint8_t read_from,
                              bool *is_told, uint32_t *count)
{
    const size_t cells = (size_t)disclosure->cell_count + 1;
    bool *is_late = calloc(cells, sizeof *is_late);
    struct corners corners = {is_told, calloc(cells, sizeof *corners.is_in_sum), 0};
    enum di_status status =
        is_late == NULL || corners.is_in_sum == NULL ? DI_ERR_MEMORY : DI_OK;
    memset(is_told, 0, disclosure->cell_count * sizeof *is_told);
    for (uint32_t cell = 0; is_late != NULL && cell < disclosure->cell_count; cell++)
        is_late[cell] = disclosure->is_withheld[cell] &&
                        disclosure->importance[cell] >= read_from &&
                        fabs(disclosure->value[cell] - disclosure->unit) < TOLERANCE;
    for (uint32_t order = 0; status == DI_OK && corners.count == 0 && order < ORDERS; order++)
        status = disclosed_sums(disclosure, is_late, order, note_sum, &corners);
    free(is_late);
    free(corners.is_in_sum);
    *count = corners.count;
    return status;
}

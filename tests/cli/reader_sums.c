/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader_sums.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "di_test.h"
#include "modular_matrix.h"

size_t reader_sums_cell(struct reader_sums *sums, const char *name)
{
    const size_t before = sums->names.count;
    const size_t cell = name_index_of(&sums->names, name);
    if (cell >= sums->room) {
        sums->room = 2 * sums->room + 1024;
        sums->cells = realloc(sums->cells, sums->room * sizeof *sums->cells);
        assert_non_null(sums->cells);
    }
    if (cell == before)
        sums->cells[cell] = (struct reader_cell){(double)NAN, false};
    return cell;
}

void reader_sums_add(struct reader_sums *sums, const char *name, int sign)
{
    const size_t cell = reader_sums_cell(sums, name);
    if (isnan(sums->cells[cell].truth))
        return; /* in no table */
    if (sums->term_count == sums->term_room) {
        sums->term_room = 2 * sums->term_room + 4096;
        sums->terms = realloc(sums->terms, sums->term_room * sizeof *sums->terms);
        assert_non_null(sums->terms);
    }
    sums->terms[sums->term_count++] = (struct reader_term){cell, sign};
}

void reader_sums_end(struct reader_sums *sums)
{
    if (sums->relation_count + 1 >= sums->relation_room) {
        sums->relation_room = 2 * sums->relation_room + 1024;
        sums->first = realloc(sums->first, (sums->relation_room + 1) * sizeof *sums->first);
        assert_non_null(sums->first);
        sums->first[0] = 0;
    }
    double total = 0;
    const size_t begun = sums->first[sums->relation_count];
    for (size_t t = begun; t < sums->term_count; t++)
        total += sums->terms[t].sign * sums->cells[sums->terms[t].cell].truth;
    if (sums->term_count - begun < 2 || fabs(total) > 1e-6)
        sums->term_count = begun;
    else
        sums->first[++sums->relation_count] = sums->term_count;
}

bool reader_sums_is_secret(const struct reader_sums *sums, size_t cell)
{
    const double truth = sums->cells[cell].truth;
    return truth > 0.0 && truth < sums->below;
}

size_t reader_sums_count_told(const struct reader_sums *sums)
{
    size_t *unknown = malloc((sums->names.count + 1) * sizeof *unknown);
    size_t *cell_at = malloc((sums->names.count + 1) * sizeof *cell_at);
    size_t unknowns = 0, rows = 0, told = 0;
    assert_true(unknown != NULL && cell_at != NULL);
    for (size_t c = 0; c < sums->names.count; c++)
        if (!sums->cells[c].is_shown && !isnan(sums->cells[c].truth)) {
            cell_at[unknowns] = c;
            unknown[c] = unknowns++;
        }
    uint32_t *matrix = calloc(sums->relation_count * unknowns + 1, sizeof *matrix);
    assert_non_null(matrix);
    for (size_t r = 0; r < sums->relation_count; r++) {
        bool is_used = false;
        for (size_t t = sums->first[r]; t < sums->first[r + 1]; t++)
            if (!sums->cells[sums->terms[t].cell].is_shown) {
                matrix[rows * unknowns + unknown[sums->terms[t].cell]] =
                    modular_sign(sums->terms[t].sign);
                is_used = true;
            }
        rows += is_used;
    }
    const size_t rank = modular_reduce(matrix, rows, unknowns);
    for (size_t r = 0; r < rank; r++) {
        const size_t at = modular_told(matrix + r * unknowns, unknowns);
        if (at == SIZE_MAX || !reader_sums_is_secret(sums, cell_at[at]))
            continue;
        print_error("told: %s = %g\n", sums->names.names[cell_at[at]],
                    sums->cells[cell_at[at]].truth);
        told++;
    }
    free(matrix);
    free(unknown);
    free(cell_at);
    return told;
}

/* A sum whose withheld cells all stand on one side tells the most each of them can be. */
void reader_sums_assert_unbounded(const struct reader_sums *sums)
{
    for (size_t r = 0; r < sums->relation_count; r++) {
        double known = 0;
        int plus = 0, minus = 0;
        size_t secret = SIZE_MAX;
        for (size_t t = sums->first[r]; t < sums->first[r + 1]; t++) {
            const struct reader_term *term = &sums->terms[t];
            const struct reader_cell *cell = &sums->cells[term->cell];
            known += cell->is_shown ? term->sign * cell->truth : 0.0;
            plus += !cell->is_shown && term->sign > 0;
            minus += !cell->is_shown && term->sign < 0;
            if (!cell->is_shown && reader_sums_is_secret(sums, term->cell))
                secret = term->cell;
        }
        if (secret != SIZE_MAX && (plus == 0 || minus == 0) && fabs(known) < sums->below - 1e-9)
            fail_msg("%s: at most %g", sums->names.names[secret], fabs(known));
    }
}

void reader_sums_finish(struct reader_sums *sums)
{
    name_index_clear(&sums->names);
    free(sums->cells);
    free(sums->terms);
    free(sums->first);
    *sums = (struct reader_sums){0};
}

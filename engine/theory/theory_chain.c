/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Competing exits and absorbing chains. Invariant: only nonnegative numbers are added,
 * multiplied and divided.
 *
 * I - P is factored as Grassmann, Taksar and Heyman (1985) do it: the pivot 1 - P[k][k] is
 * never subtracted but taken as the sum of what leaves the row, absorption included.
 * Elimination is in state order; pivoting would gain nothing, as no entry can be cancelled, and
 * a chain that goes round a thousand million times before it ends still keeps its digits. A
 * pivot of zero means exactly that a set of states cannot be left.
 */
#include "di/theory_chain.h"

#include "theory_argument.h"

#define ROW_SUM_TOLERANCE 1e-9

/* Factors of I - P: above the diagonal the shares, below it the multipliers. */
struct factors {
    size_t count;
    double entry[DI_THEORY_CHAIN_LIMIT][DI_THEORY_CHAIN_LIMIT];
    double pivot[DI_THEORY_CHAIN_LIMIT];
};

static enum di_status sum_rates(size_t cause_count, const double *rates_per_year,
                                double *sum_out)
{
    double sum = 0.0;
    for (size_t i = 0; i < cause_count; i++) {
        if (!is_nonnegative(rates_per_year[i]))
            return DI_ERR_RANGE;
        sum += rates_per_year[i];
    }
    if (!is_positive(sum))
        return DI_ERR_RANGE;
    *sum_out = sum;
    return DI_OK;
}

enum di_status di_theory_chain_competing(size_t cause_count, const double *rates_per_year,
                                         double *shares_out, double *mean_years_out)
{
    double sum;
    const enum di_status status = sum_rates(cause_count, rates_per_year, &sum);
    if (status != DI_OK)
        return status;
    for (size_t i = 0; shares_out != NULL && i < cause_count; i++)
        shares_out[i] = rates_per_year[i] / sum;
    if (mean_years_out != NULL)
        *mean_years_out = 1.0 / sum;
    return DI_OK;
}

enum di_status di_theory_chain_incidence(size_t cause_count, const double *rates_per_year,
                                         size_t cause, double elapsed_years, double *share_out)
{
    double sum;
    const enum di_status status = sum_rates(cause_count, rates_per_year, &sum);
    if (status != DI_OK)
        return status;
    if (cause >= cause_count || !is_nonnegative(elapsed_years))
        return DI_ERR_RANGE;
    *share_out = rates_per_year[cause] / sum * -expm1(-sum * elapsed_years);
    return DI_OK;
}

static double sum_exits(const struct di_theory_chain *chain, size_t i)
{
    double sum = 0.0;
    for (size_t r = 0; r < chain->exit_count; r++)
        sum += chain->exits[i * chain->exit_count + r];
    return sum;
}

static bool is_bad_row(const struct di_theory_chain *chain, size_t i)
{
    const double *moves = chain->moves + i * chain->state_count;
    double sum = sum_exits(chain, i);
    for (size_t j = 0; j < chain->state_count; j++) {
        if (!is_share(moves[j]))
            return true;
        sum += moves[j];
    }
    for (size_t r = 0; r < chain->exit_count; r++)
        if (!is_share(chain->exits[i * chain->exit_count + r]))
            return true;
    return fabs(sum - 1.0) > ROW_SUM_TOLERANCE || !is_nonnegative(chain->sojourn_years[i]);
}

static enum di_status check_chain(const struct di_theory_chain *chain)
{
    if (chain->state_count == 0 || chain->exit_count == 0)
        return DI_ERR_RANGE;
    if (chain->state_count > DI_THEORY_CHAIN_LIMIT)
        return DI_ERR_LIMIT;
    for (size_t i = 0; i < chain->state_count; i++)
        if (is_bad_row(chain, i))
            return DI_ERR_RANGE;
    return DI_OK;
}

/* Removes state k: those who would have gone there go where it sends them. */
static void eliminate(struct factors *f, double *leaving, size_t k)
{
    for (size_t i = k + 1; i < f->count; i++) {
        const double multiplier = f->entry[i][k] / f->pivot[k];
        f->entry[i][k] = multiplier;
        leaving[i] += multiplier * leaving[k];
        for (size_t j = k + 1; j < f->count; j++)
            f->entry[i][j] += multiplier * f->entry[k][j];
    }
}

static enum di_status factor(const struct di_theory_chain *chain, struct factors *f)
{
    double leaving[DI_THEORY_CHAIN_LIMIT];
    const enum di_status status = check_chain(chain);
    if (status != DI_OK)
        return status;
    f->count = chain->state_count;
    for (size_t i = 0; i < f->count; i++) {
        leaving[i] = sum_exits(chain, i);
        for (size_t j = 0; j < f->count; j++)
            f->entry[i][j] = chain->moves[i * f->count + j];
    }
    for (size_t k = 0; k < f->count; k++) {
        f->pivot[k] = leaving[k];
        for (size_t j = k + 1; j < f->count; j++)
            f->pivot[k] += f->entry[k][j];
        if (f->pivot[k] <= 0.0)
            return DI_ERR_UNSTABLE;
        eliminate(f, leaving, k);
    }
    return DI_OK;
}

/* (I - P) x = b, in place. */
static void solve(const struct factors *f, double *x)
{
    for (size_t i = 0; i < f->count; i++)
        for (size_t k = 0; k < i; k++)
            x[i] += f->entry[i][k] * x[k];
    for (size_t i = f->count; i-- > 0;) {
        for (size_t j = i + 1; j < f->count; j++)
            x[i] += f->entry[i][j] * x[j];
        x[i] /= f->pivot[i];
    }
}

/* x (I - P) = b, in place. */
static void solve_transposed(const struct factors *f, double *x)
{
    for (size_t k = 0; k < f->count; k++) {
        for (size_t i = 0; i < k; i++)
            x[k] += f->entry[i][k] * x[i];
        x[k] /= f->pivot[k];
    }
    for (size_t k = f->count; k-- > 0;)
        for (size_t i = k + 1; i < f->count; i++)
            x[k] += f->entry[i][k] * x[i];
}

/* Solves for one column of a row-major table: out[.][column] = N * in[.][column]. */
static void solve_column(const struct factors *f, const double *in, double *out, size_t width,
                         size_t column)
{
    double x[DI_THEORY_CHAIN_LIMIT];
    for (size_t i = 0; i < f->count; i++)
        x[i] = in != NULL ? in[i * width + column] : (i == column ? 1.0 : 0.0);
    solve(f, x);
    for (size_t i = 0; i < f->count; i++)
        out[i * width + column] = x[i];
}

enum di_status di_theory_chain_absorb(const struct di_theory_chain *chain, double *visits_out,
                                      double *years_out, double *absorption_out)
{
    struct factors f;
    const enum di_status status = factor(chain, &f);
    if (status != DI_OK)
        return status;
    for (size_t j = 0; visits_out != NULL && j < f.count; j++)
        solve_column(&f, NULL, visits_out, f.count, j);
    if (years_out != NULL)
        solve_column(&f, chain->sojourn_years, years_out, 1, 0);
    for (size_t r = 0; absorption_out != NULL && r < chain->exit_count; r++)
        solve_column(&f, chain->exits, absorption_out, chain->exit_count, r);
    return DI_OK;
}

enum di_status di_theory_chain_traffic(const struct di_theory_chain *chain,
                                       const double *entries_per_year,
                                       double *visits_per_year_out)
{
    struct factors f;
    const enum di_status status = factor(chain, &f);
    if (status != DI_OK)
        return status;
    for (size_t i = 0; i < f.count; i++)
        if (!is_nonnegative(entries_per_year[i]))
            return DI_ERR_RANGE;
    for (size_t i = 0; i < f.count; i++)
        visits_per_year_out[i] = entries_per_year[i];
    solve_transposed(&f, visits_per_year_out);
    return DI_OK;
}

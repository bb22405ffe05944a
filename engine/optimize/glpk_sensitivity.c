/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "glpk_sensitivity.h"

#include <float.h>
#include <glpk.h>
#include <math.h>
#include <stdlib.h>

#include "glpk_state.h"
#include "glpk_units.h"

struct addition {
    struct glpk *glpk;
    const struct glpk_shift *shifts;
    uint32_t count, column;
    int *rows; /* from 1 */
    double *values;
    uint32_t added;
};

/* Row and step move together: terms <= bound + amount x step. */
static void add_step(void *context)
{
    struct addition *addition = context;
    glp_prob *problem = addition->glpk->problem;
    const int column = glp_add_cols(problem, 1);
    for (uint32_t n = 0; n < addition->count; n++) {
        addition->rows[n + 1] = (int)addition->shifts[n].row + 1;
        addition->values[n + 1] = -addition->shifts[n].amount /
                                  glpk_row_unit(addition->glpk, addition->shifts[n].row);
    }
    glp_set_mat_col(problem, column, (int)addition->count, addition->rows, addition->values);
    glp_set_col_bnds(problem, column, GLP_FX, 0, 0);
    addition->added = (uint32_t)column - 1;
}

uint32_t glpk_step_add(struct glpk *glpk, const struct glpk_shift *shifts, uint32_t count)
{
    struct addition addition = {
        .glpk = glpk, .shifts = shifts, .count = count, .added = UINT32_MAX};
    addition.rows = calloc((size_t)count + 1, sizeof *addition.rows);
    addition.values = calloc((size_t)count + 1, sizeof *addition.values);
    if (addition.rows != NULL && addition.values != NULL && glpk_is_alive(glpk) &&
        !glpk_guarded(add_step, &addition, NULL))
        addition.added = UINT32_MAX;
    free(addition.rows);
    free(addition.values);
    return addition.added;
}

static void add_limit(void *context)
{
    struct addition *addition = context;
    glp_prob *problem = addition->glpk->problem;
    const int column = (int)addition->column + 1, row = glp_add_rows(problem, 1);
    const int columns[] = {0, column};
    const double ones[] = {0, 1};
    glp_set_mat_row(problem, row, 1, columns, ones);
    glp_set_row_bnds(problem, row, GLP_UP, 0, glp_get_col_ub(problem, column));
    glp_set_col_bnds(problem, column, GLP_LO, glp_get_col_lb(problem, column), 0);
    addition->added = (uint32_t)row - 1;
}

uint32_t glpk_limit_row(struct glpk *glpk, uint32_t column)
{
    struct addition addition = {.glpk = glpk, .column = column, .added = UINT32_MAX};
    if (!glpk_is_alive(glpk) || !glpk_guarded(add_limit, &addition, NULL))
        return UINT32_MAX;
    return addition.added;
}

struct question {
    struct glpk *glpk;
    int column;
    bool is_answered;
    double price, low, high;
};

static void ask(void *context)
{
    struct question *question = context;
    glp_prob *problem = question->glpk->problem;
    int variable;
    if (glp_get_status(problem) != GLP_OPT ||
        glp_get_col_stat(problem, question->column) == GLP_BS ||
        (!glp_bf_exists(problem) && glp_factorize(problem) != 0))
        return;
    question->price = glp_get_col_dual(problem, question->column);
    glp_analyze_bound(problem, glp_get_num_rows(problem) + question->column, &question->low,
                      &variable, &question->high, &variable);
    question->is_answered = true;
}

bool glpk_step_price(struct glpk *glpk, uint32_t step, double *price_out, double *low_out,
                     double *high_out)
{
    struct question question = {.glpk = glpk, .column = (int)step + 1};
    if (!glpk_is_alive(glpk) || !glpk_guarded(ask, &question, NULL) || !question.is_answered)
        return false;
    *price_out = question.price * glpk_objective_unit(glpk);
    *low_out = question.low > -DBL_MAX ? question.low : -HUGE_VAL;
    *high_out = question.high < DBL_MAX ? question.high : HUGE_VAL;
    return true;
}

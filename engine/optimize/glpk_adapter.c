/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GLPK, tamed. Its error routine aborts the process unless a hook jumps out; after a jump its
 * environment must be freed, and all objects made in this thread go with it. So every call runs
 * inside glpk_guarded, and solvers remember the generation of the environment they belong to.
 *
 * GLPK's time limits are coarse and not kept everywhere: the simplex runs in slices between
 * which our own clock is asked, and branch and cut is stopped from its callback. Where neither
 * is asked for long (the presolved simplex), its progress lines are: they are never printed,
 * but a cancel seen there jumps out as an error would. The plan kept so far lies outside of
 * GLPK.
 */
#include <errno.h>
#include <float.h>
#include <glpk.h>
#include <math.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "di/plain_locale.h"
#include "di/whole_file.h"

#include "glpk_state.h"
#include "glpk_units.h"
#include "solve_clock.h"

#define SLICE_ITERATIONS 500
#define EXACT 1e-9
#define STEPS_MIN 10000
#define STEPS_PER_ROW 50 /* usual are two or three */
#define NO_DEADLINE_MS 2000000000
#define ASK_MS 50
#define SMALL 1e-11 /* values nearer to zero are zero */

/* The state GLPK keeps per thread, seen from here. */
static _Thread_local struct {
    jmp_buf jump;
    unsigned generation;                  /* of the environment: rises when it is lost */
    unsigned live;                        /* solvers that use it */
    const struct di_solve_limits *limits; /* of the call that runs; NULL: it is short */
} environment;

static void jump_out(void *info)
{
    (void)info;
    longjmp(environment.jump, 1);
}

/* A line of progress: swallowed (nonzero), and the moment to look whether to go on. */
static int hear(void *info, const char *line)
{
    const struct di_solve_limits *limits = environment.limits;
    (void)info;
    (void)line;
    if (limits != NULL && limits->is_cancelled != NULL && limits->is_cancelled(limits->context))
        longjmp(environment.jump, 1);
    return 1;
}

bool glpk_guarded(void (*call)(void *), void *context, const struct di_solve_limits *limits)
{
    if (setjmp(environment.jump) != 0) {
        environment.limits = NULL;
        (void)glp_free_env();
        environment.generation++;
        return false;
    }
    environment.limits = limits;
    (void)glp_term_out(limits != NULL ? GLP_ON : GLP_OFF);
    glp_term_hook(hear, NULL);
    glp_error_hook(jump_out, NULL);
    call(context);
    glp_error_hook(NULL, NULL);
    environment.limits = NULL;
    return true;
}

bool glpk_is_alive(const struct glpk *glpk)
{
    return glpk->problem != NULL && glpk->generation == environment.generation;
}

static enum di_status lost(struct di_error *error)
{
    return di_fail(error, DI_ERR_SOLVER, "",
                   DI_N_("The solver gave up. Try fewer regions or years, or a higher memory "
                         "limit."),
                   NULL, 0);
}

/* ---- loading ---- */

static int bound_type(double lower, double upper)
{
    if (lower == upper)
        return GLP_FX;
    if (lower > -HUGE_VAL)
        return upper < HUGE_VAL ? GLP_DB : GLP_LO;
    return upper < HUGE_VAL ? GLP_UP : GLP_FR;
}

static double finite_bound(double bound)
{
    return isfinite(bound) ? bound : 0;
}

static void set_row(struct glpk *glpk, uint32_t row, double lower, double upper)
{
    const double constant = glpk->program->rows[row].constant, unit = glpk_row_unit(glpk, row);
    if (upper - lower < 0) /* a crossed pair would be an error: the lower one yields */
        lower = upper;
    glp_set_row_bnds(glpk->problem, (int)row + 1, bound_type(lower, upper),
                     finite_bound((lower - constant) / unit),
                     finite_bound((upper - constant) / unit));
}

static void set_column(struct glpk *glpk, uint32_t column, double lower, double upper)
{
    const double unit = glpk_column_unit(glpk, column);
    if (upper - lower < 0)
        lower = upper;
    glp_set_col_bnds(glpk->problem, (int)column + 1, bound_type(lower, upper),
                     finite_bound(lower / unit), finite_bound(upper / unit));
}

static void load_columns(struct glpk *glpk)
{
    const struct di_fluid_program *program = glpk->program;
    (void)glp_add_cols(glpk->problem, (int)program->column_count);
    for (uint32_t c = 0; c < program->column_count; c++) {
        set_column(glpk, c, program->columns[c].lower, program->columns[c].upper);
        if (program->columns[c].is_integer)
            glp_set_col_kind(glpk->problem, (int)c + 1, GLP_IV);
    }
}

struct load {
    struct glpk *glpk;
    int *row, *column; /* from 1 */
    double *value;
};

static void load(void *context)
{
    const struct load *load = context;
    struct glpk *glpk = load->glpk;
    const struct di_fluid_program *program = glpk->program;
    if (glpk->limits->memory_limit_mib >= 1)
        glp_mem_limit((int)fmin(glpk->limits->memory_limit_mib, 1 << 20));
    glpk->problem = glp_create_prob();
    glp_set_obj_dir(glpk->problem, GLP_MIN);
    load_columns(glpk);
    (void)glp_add_rows(glpk->problem, (int)program->row_count);
    for (uint32_t r = 0; r < program->row_count; r++)
        set_row(glpk, r, program->rows[r].lower, program->rows[r].upper);
    glp_load_matrix(glpk->problem, (int)program->term_count, load->row, load->column,
                    load->value);
    glp_scale_prob(glpk->problem, GLP_SF_AUTO);
}

static bool is_finite_program(const struct di_fluid_program *program)
{
    for (size_t n = 0; n < program->term_count; n++)
        if (!isfinite(program->terms[n].value))
            return false;
    for (uint32_t r = 0; r < program->row_count; r++)
        if (!isfinite(program->rows[r].constant) || isnan(program->rows[r].lower) ||
            isnan(program->rows[r].upper))
            return false;
    return true;
}

/* Sparse terms in GLPK's shape, which counts from 1. */
static bool make_triplets(const struct glpk *glpk, struct load *load)
{
    const struct di_fluid_program *program = glpk->program;
    const size_t room = program->term_count + 1;
    load->row = malloc(room * sizeof *load->row);
    load->column = malloc(room * sizeof *load->column);
    load->value = malloc(room * sizeof *load->value);
    if (load->row == NULL || load->column == NULL || load->value == NULL)
        return false;
    for (uint32_t r = 0; r < program->row_count; r++)
        for (size_t n = 0; n < program->rows[r].term_count; n++) {
            const size_t term = program->rows[r].first_term + n;
            const uint32_t column = program->terms[term].column;
            load->row[term + 1] = (int)r + 1;
            load->column[term + 1] = (int)column + 1;
            load->value[term + 1] = program->terms[term].value *
                                    glpk_column_unit(glpk, column) / glpk_row_unit(glpk, r);
        }
    return true;
}

enum di_status glpk_create(const struct di_fluid_program *program,
                           const struct di_solve_limits *limits, struct glpk **glpk_out,
                           struct di_error *error)
{
    struct glpk *glpk = calloc(1, sizeof *glpk);
    struct load load_of = {.glpk = glpk};
    if (glpk == NULL)
        return di_fail_memory(error);
    glpk->program = program;
    glpk->limits = limits;
    glpk->generation = environment.generation;
    environment.live++;
    enum di_status status = DI_OK;
    if (!is_finite_program(program))
        status = di_fail(error, DI_ERR_RANGE, "",
                         DI_N_("A number of the plan's model is not finite: check prices, "
                               "rates and limits for extreme values."),
                         NULL, 0);
    else if (!make_triplets(glpk, &load_of))
        status = di_fail_memory(error);
    else if (!glpk_guarded(load, &load_of, NULL))
        status = lost(error);
    free(load_of.row);
    free(load_of.column);
    free(load_of.value);
    if (status != DI_OK) {
        glpk_destroy(glpk);
        return status;
    }
    *glpk_out = glpk;
    return DI_OK;
}

static void delete_problem(void *context)
{
    glp_delete_prob(((struct glpk *)context)->problem);
}

void glpk_destroy(struct glpk *glpk)
{
    if (glpk == NULL)
        return;
    if (glpk_is_alive(glpk))
        (void)glpk_guarded(delete_problem, glpk, NULL);
    free(glpk);
    if (--environment.live == 0)
        (void)glp_free_env();
}

/* ---- objective and bounds ---- */

struct change {
    struct glpk *glpk;
    uint32_t row, column;
    double lower, upper;
};

static void clear_objective(void *context)
{
    const struct change *change = context;
    const int columns = glp_get_num_cols(change->glpk->problem); /* steps among them */
    for (int column = 1; column <= columns; column++)
        glp_set_obj_coef(change->glpk->problem, column, 0);
}

void glpk_objective_clear(struct glpk *glpk)
{
    struct change change = {.glpk = glpk};
    glpk->constant = 0;
    glpk->is_objective_new = true;
    if (glpk_is_alive(glpk))
        (void)glpk_guarded(clear_objective, &change, NULL);
}

static void add_objective(void *context)
{
    const struct change *change = context;
    const struct di_fluid_program *program = change->glpk->program;
    const struct di_fluid_row *row = &program->rows[change->row];
    glp_prob *problem = change->glpk->problem;
    for (size_t n = 0; n < row->term_count; n++) {
        const struct di_fluid_term *term = &program->terms[row->first_term + n];
        const int column = (int)term->column + 1;
        const double unit =
            glpk_column_unit(change->glpk, term->column) / glpk_objective_unit(change->glpk);
        glp_set_obj_coef(problem, column,
                         glp_get_obj_coef(problem, column) +
                             change->lower * term->value * unit);
    }
}

void glpk_objective_add(struct glpk *glpk, uint32_t row, double weight)
{
    struct change change = {.glpk = glpk, .row = row, .lower = weight};
    glpk->constant += weight * glpk->program->rows[row].constant;
    glpk->is_objective_new = true;
    if (glpk_is_alive(glpk))
        (void)glpk_guarded(add_objective, &change, NULL);
}

static void add_objective_column(void *context)
{
    const struct change *change = context;
    glp_prob *problem = change->glpk->problem;
    const int column = (int)change->column + 1;
    const double unit =
        glpk_column_unit(change->glpk, change->column) / glpk_objective_unit(change->glpk);
    glp_set_obj_coef(problem, column, glp_get_obj_coef(problem, column) + change->lower * unit);
}

void glpk_objective_column(struct glpk *glpk, uint32_t column, double coefficient)
{
    struct change change = {.glpk = glpk, .column = column, .lower = coefficient};
    glpk->is_objective_new = true;
    if (glpk_is_alive(glpk))
        (void)glpk_guarded(add_objective_column, &change, NULL);
}

static void bound_row(void *context)
{
    const struct change *change = context;
    set_row(change->glpk, change->row, change->lower, change->upper);
}

void glpk_bound_row(struct glpk *glpk, uint32_t row, double lower, double upper)
{
    struct change change = {.glpk = glpk, .row = row, .lower = lower, .upper = upper};
    if (glpk_is_alive(glpk))
        (void)glpk_guarded(bound_row, &change, NULL);
}

static void bound_column(void *context)
{
    const struct change *change = context;
    set_column(change->glpk, change->column, change->lower, change->upper);
}

void glpk_bound_column(struct glpk *glpk, uint32_t column, double lower, double upper)
{
    struct change change = {.glpk = glpk, .column = column, .lower = lower, .upper = upper};
    if (glpk_is_alive(glpk))
        (void)glpk_guarded(bound_column, &change, NULL);
}

/* ---- solving ---- */

static bool is_over(const struct glpk *glpk)
{
    return solve_is_over(glpk->limits, glpk->deadline);
}

static int milliseconds_left(const struct glpk *glpk)
{
    if (glpk->limits->seconds == NULL || !(glpk->deadline < HUGE_VAL))
        return NO_DEADLINE_MS;
    const double left = (glpk->deadline - solve_now(glpk->limits)) * 1000;
    return left < 1 ? 1 : (int)fmin(left, NO_DEADLINE_MS);
}

struct solve {
    struct glpk *glpk;
    double gap;
    enum glpk_outcome outcome;
};

static enum glpk_outcome relaxed_status(const struct glpk *glpk)
{
    switch (glp_get_status(glpk->problem)) {
    case GLP_OPT:
        return GLPK_OPTIMAL;
    case GLP_NOFEAS:
        return GLPK_INFEASIBLE;
    case GLP_FEAS:
        return GLPK_FEASIBLE;
    default:
        return GLPK_FAILED;
    }
}

static void simplex_parameters(const struct glpk *glpk, glp_smcp *parameters)
{
    glp_init_smcp(parameters);
    parameters->msg_lev = GLP_MSG_ALL; /* heard, never printed */
    parameters->out_frq = ASK_MS;
    parameters->tm_lim = milliseconds_left(glpk);
    if (glpk->tolerance > 0)
        parameters->tol_bnd = parameters->tol_dj = glpk->tolerance;
}

void glpk_be_exact(struct glpk *glpk)
{
    glpk->tolerance = EXACT;
}

/* Where terms are far apart the simplex may go round in circles: so many steps lead nowhere. */
static int steps_most(const struct glpk *glpk)
{
    return STEPS_MIN + glp_get_num_rows(glpk->problem) * STEPS_PER_ROW;
}

/* From nothing: GLPK's presolver makes the program a good deal smaller. */
static enum glpk_outcome first_simplex(struct glpk *glpk)
{
    glp_smcp parameters;
    simplex_parameters(glpk, &parameters);
    parameters.presolve = GLP_ON;
    parameters.it_lim = steps_most(glpk);
    glp_std_basis(glpk->problem);
    const int code = glp_simplex(glpk->problem, &parameters);
    if (code == GLP_ENOPFS)
        return GLPK_INFEASIBLE;
    if (code == GLP_ETMLIM)
        return GLPK_STOPPED;
    return code == 0 ? relaxed_status(glpk) : GLPK_FAILED;
}

/* From the last basis, in slices; a stop with a feasible point keeps the point. */
static enum glpk_outcome sliced_simplex(struct glpk *glpk, int method)
{
    glp_smcp parameters;
    simplex_parameters(glpk, &parameters);
    parameters.meth = method;
    parameters.it_lim = SLICE_ITERATIONS;
    for (int step = 0; step < steps_most(glpk); step += SLICE_ITERATIONS) {
        const int code = glp_simplex(glpk->problem, &parameters);
        if (code == 0)
            return relaxed_status(glpk);
        if (code != GLP_EITLIM && code != GLP_ETMLIM)
            return GLPK_FAILED;
        if (is_over(glpk))
            return relaxed_status(glpk) == GLPK_FEASIBLE ? GLPK_FEASIBLE : GLPK_STOPPED;
        parameters.tm_lim = milliseconds_left(glpk);
    }
    return GLPK_FAILED;
}

#define ATTEMPTS 4
#define DENIALS 3

/* After numerical trouble: another basis, the other method, other scaling. */
static enum glpk_outcome another_way(struct glpk *glpk, int attempt)
{
    if (attempt == 1) {
        glp_unscale_prob(glpk->problem);
        glp_scale_prob(glpk->problem, GLP_SF_EQ | GLP_SF_2N);
    }
    if (attempt % 2 == 0)
        glp_adv_basis(glpk->problem, 0);
    else
        glp_std_basis(glpk->problem);
    return sliced_simplex(glpk, attempt % 2 == 0 ? GLP_PRIMAL : GLP_DUALP);
}

/* "Infeasible" is believed where three ways say so, of two scalings: what one of them says, the
 * presolver's not least, may hang on the last digits of the numbers. */
static enum glpk_outcome solve_afresh(struct glpk *glpk)
{
    const double tolerance = glpk->tolerance;
    enum glpk_outcome outcome = first_simplex(glpk);
    int denials = outcome == GLPK_INFEASIBLE;
    for (int attempt = 0; attempt < ATTEMPTS && denials < DENIALS && !is_over(glpk) &&
                          (outcome == GLPK_FAILED || outcome == GLPK_INFEASIBLE);
         attempt++) {
        if (outcome == GLPK_FAILED)
            glpk->tolerance = 0; /* what is asked for too exactly may be found less so */
        outcome = another_way(glpk, attempt);
        denials += outcome == GLPK_INFEASIBLE;
    }
    glpk->tolerance = tolerance;
    const bool is_doubtful = outcome == GLPK_INFEASIBLE && denials < DENIALS;
    return is_doubtful && is_over(glpk) ? GLPK_STOPPED : outcome;
}

static void relax(void *context)
{
    struct solve *solve = context;
    struct glpk *glpk = solve->glpk;
    solve->outcome = GLPK_FAILED;
    if (glpk->has_basis)
        solve->outcome = sliced_simplex(glpk, glpk->is_objective_new ? GLP_PRIMAL : GLP_DUALP);
    if (solve->outcome == GLPK_FAILED && !is_over(glpk))
        solve->outcome = solve_afresh(glpk);
    if (solve->outcome == GLPK_FAILED && is_over(glpk))
        solve->outcome = GLPK_STOPPED;
}

enum glpk_outcome glpk_relax(struct glpk *glpk, double deadline, double *objective_out)
{
    struct solve solve = {.glpk = glpk, .outcome = GLPK_FAILED};
    glpk->deadline = deadline;
    if (!glpk_is_alive(glpk))
        return GLPK_FAILED;
    if (is_over(glpk))
        return GLPK_STOPPED;
    if (!glpk_guarded(relax, &solve, glpk->limits))
        return is_over(glpk) ? GLPK_STOPPED : GLPK_FAILED;
    glpk->is_integer = false;
    glpk->has_basis = solve.outcome == GLPK_OPTIMAL || solve.outcome == GLPK_FEASIBLE;
    glpk->is_objective_new = glpk->is_objective_new && solve.outcome != GLPK_OPTIMAL;
    if (glpk->has_basis)
        *objective_out =
            glp_get_obj_val(glpk->problem) * glpk_objective_unit(glpk) + glpk->constant;
    return solve.outcome;
}

static void watch_tree(glp_tree *tree, void *info)
{
    struct glpk *glpk = info;
    const int best = glp_ios_best_node(tree);
    if (best != 0) {
        const double bound = glp_ios_node_bound(tree, best);
        if (isfinite(bound) && bound > -DBL_MAX)
            glpk->best_bound = bound;
    }
    if (is_over(glpk))
        glp_ios_terminate(tree);
}

static void branch_once(struct solve *solve, int presolve)
{
    struct glpk *glpk = solve->glpk;
    glp_iocp parameters;
    glp_init_iocp(&parameters);
    parameters.msg_lev = GLP_MSG_ALL;
    parameters.out_frq = ASK_MS;
    parameters.presolve = presolve;
    parameters.mir_cuts = GLP_ON;
    parameters.bt_tech = GLP_BT_BPH;
    parameters.mip_gap = solve->gap;
    parameters.tm_lim = milliseconds_left(glpk);
    parameters.cb_func = watch_tree;
    parameters.cb_info = glpk;
    const int code = glp_intopt(glpk->problem, &parameters);
    if (code == GLP_ENOPFS) {
        solve->outcome = GLPK_INFEASIBLE;
        return;
    }
    const int status = glp_mip_status(glpk->problem);
    if (code == GLP_EMIPGAP) { /* an end, not a stop; the watched bound may be an older one */
        solve->outcome = GLPK_OPTIMAL;
        return;
    }
    if (status == GLP_NOFEAS)
        solve->outcome = GLPK_INFEASIBLE;
    else if (status == GLP_OPT)
        solve->outcome = code == 0 ? GLPK_OPTIMAL : GLPK_FEASIBLE;
    else if (status == GLP_FEAS)
        solve->outcome = GLPK_FEASIBLE;
    else
        solve->outcome = is_over(glpk) ? GLPK_STOPPED : GLPK_FAILED;
}

/* Goals that are fixed to the last digit are infeasible to the presolver: its word against a
 * solution is not enough. Without it the tree starts from the basis of the relaxation. */
static void branch(void *context)
{
    struct solve *solve = context;
    branch_once(solve, GLP_ON);
    if (solve->outcome == GLPK_INFEASIBLE || solve->outcome == GLPK_FAILED)
        branch_once(solve, GLP_OFF);
}

enum glpk_outcome glpk_branch(struct glpk *glpk, double deadline, double gap,
                              double *objective_out, double *bound_out)
{
    struct solve solve = {.glpk = glpk, .gap = gap, .outcome = GLPK_FAILED};
    glpk->deadline = deadline;
    glpk->best_bound = -HUGE_VAL;
    if (!glpk_is_alive(glpk))
        return GLPK_FAILED;
    if (is_over(glpk))
        return GLPK_STOPPED;
    if (!glpk_guarded(branch, &solve, glpk->limits))
        return is_over(glpk) ? GLPK_STOPPED : GLPK_FAILED;
    *bound_out = glpk->best_bound * glpk_objective_unit(glpk) + glpk->constant;
    if (solve.outcome != GLPK_OPTIMAL && solve.outcome != GLPK_FEASIBLE)
        return solve.outcome;
    glpk->is_integer = true;
    *objective_out =
        glp_mip_obj_val(glpk->problem) * glpk_objective_unit(glpk) + glpk->constant;
    if (solve.outcome == GLPK_OPTIMAL) /* the tree ended within the gap; it asked us before */
        *bound_out = fmax(*bound_out, *objective_out - fmax(gap, 0) * fabs(*objective_out));
    return solve.outcome;
}

/* ---- reading ---- */

double glpk_column_value(const struct glpk *glpk, uint32_t column)
{
    if (!glpk_is_alive(glpk))
        return 0;
    const double value = glpk->is_integer ? glp_mip_col_val(glpk->problem, (int)column + 1)
                                          : glp_get_col_prim(glpk->problem, (int)column + 1);
    return fabs(value) < SMALL ? 0 : value * glpk_column_unit(glpk, column);
}

double glpk_row_value(const struct glpk *glpk, uint32_t row)
{
    if (!glpk_is_alive(glpk))
        return 0;
    const double value = glpk->is_integer ? glp_mip_row_val(glpk->problem, (int)row + 1)
                                          : glp_get_row_prim(glpk->problem, (int)row + 1);
    return value * glpk_row_unit(glpk, row) + glpk->program->rows[row].constant;
}

double glpk_row_price(const struct glpk *glpk, uint32_t row)
{
    if (!glpk_is_alive(glpk))
        return 0;
    return glp_get_row_dual(glpk->problem, (int)row + 1) * glpk_objective_unit(glpk) /
           glpk_row_unit(glpk, row);
}

/* ---- files ---- */

struct writing {
    struct glpk *glpk;
    enum glpk_format format;
    const char *path;
    int code;
};

/* Names are for readers of the file only. */
static void name_all(struct glpk *glpk)
{
    const struct di_fluid_program *program = glpk->program;
    char name[96];
    for (uint32_t c = 0; c < program->column_count; c++) {
        (void)di_fluid_column_name(program, c, name, sizeof name);
        glp_set_col_name(glpk->problem, (int)c + 1, name);
    }
    for (uint32_t r = 0; r < program->row_count; r++) {
        (void)di_fluid_row_name(program, r, name, sizeof name);
        glp_set_row_name(glpk->problem, (int)r + 1, name);
    }
}

/* What other readers misunderstand: of free rows MPS readers take the first for the objective,
 * and GLPK writes a column that stands nowhere with a comment that only GLPK reads. */
static void delete_unused(glp_prob *problem)
{
    for (int row = glp_get_num_rows(problem); row > 0; row--)
        if (glp_get_row_type(problem, row) == GLP_FR)
            glp_del_rows(problem, 1, (const int[]){0, row});
    for (int column = glp_get_num_cols(problem); column > 0; column--)
        if (glp_get_mat_col(problem, column, NULL, NULL) == 0 &&
            glp_get_obj_coef(problem, column) == 0)
            glp_del_cols(problem, 1, (const int[]){0, column});
}

static void write_file(void *context)
{
    struct writing *writing = context;
    glp_prob *problem = glp_create_prob();
    name_all(writing->glpk);
    glp_copy_prob(problem, writing->glpk->problem, GLP_ON);
    glp_set_obj_coef(problem, 0, writing->glpk->constant);
    glp_set_obj_name(problem, "objective");
    glp_set_prob_name(problem, "homeward"); /* in the file's first line: whose it is */
    delete_unused(problem);
    writing->code = writing->format == GLPK_LP
                        ? glp_write_lp(problem, NULL, writing->path)
                        : glp_write_mps(problem, GLP_MPS_FILE, NULL, writing->path);
    glp_delete_prob(problem);
}

/* GLPK prints numbers by the locale of the thread; readers want a point. It opens files by
 * name: the temporary one a second time. */
enum di_status glpk_write(struct glpk *glpk, enum glpk_format format, const char *path,
                          struct di_error *error)
{
    struct di_whole_file file;
    struct di_plain_locale *plain = di_plain_locale_enter();
    if (plain == NULL)
        return di_fail_memory(error);
    int code = di_whole_file_open(&file, path);
    struct writing writing = {
        .glpk = glpk, .format = format, .path = file.temporary_path, .code = 1};
    const bool is_done =
        code != 0 || (glpk_is_alive(glpk) && glpk_guarded(write_file, &writing, NULL));
    if (code == 0 && is_done && writing.code == 0)
        code = di_whole_file_finish(&file, DI_WHOLE_REPLACES);
    else if (code == 0)
        code = EIO;
    di_whole_file_discard(&file);
    di_plain_locale_leave(plain);
    if (!is_done)
        return lost(error);
    if (code != 0)
        return DI_FAIL(error, DI_ERR_FILE, path, DI_N_("'%1' could not be written."),
                       di_text_arg(path));
    return DI_OK;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trials share seed and replications, so the misfit is one function of the factors: its noise
 * is the same everywhere, and a search ends where a search of the same command ends again. */
#include "calibration_inputs.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/experiment.h"
#include "di/number.h"
#include "di/scenario_input.h"

#define FIRST_STEP 0.2       /* of the logarithm of a factor */
#define SETTLED_SIZE 1e-3    /* likewise */
#define TRIAL_PRECISION 1e-6 /* of step 1 in a trial: far below any tolerance */
#define WIDTH 10.0           /* default bounds: this much less and more */

/* ---- reading ---- */

static json_t *find(json_t *root, const char *pointer)
{
    char part[128];
    while (root != NULL && *pointer == '/') {
        const size_t length = strcspn(++pointer, "/");
        (void)snprintf(part, sizeof part, "%.*s", (int)length, pointer);
        pointer += length;
        root = json_object_get(root, part);
    }
    return root;
}

/* The row of the scenario's inputs that an option names. */
struct lookup {
    struct di_fit_input *input;
    bool is_found, is_fixed;
};

/* What is counted in whole, or says how long the scenario is, has no values in between. */
static void look(void *context, const struct di_scenario_input *row)
{
    static const char horizon[] = "/horizon/";
    struct lookup *lookup = context;
    struct di_fit_input *input = lookup->input;
    if ((strcmp(row->pointer, input->pointer) != 0 &&
         strcmp(row->value_pointer, input->pointer) != 0) ||
        !(row->number > 0))
        return;
    lookup->is_found = true;
    lookup->is_fixed = row->is_whole || row->is_bare ||
                       strncmp(row->pointer, horizon, sizeof horizon - 1) == 0;
    (void)snprintf(input->pointer, sizeof input->pointer, "%s", row->pointer);
    input->value = row->number;
    input->low = fmax(input->value / WIDTH, row->has_range ? row->minimum : 0);
    input->high = fmin(input->value * WIDTH, row->has_range ? row->maximum : (double)INFINITY);
}

/* A dotted path as a pointer; a pointer stays. */
static void take_path(struct di_fit_input *input, const char *text, size_t length)
{
    const bool is_pointer = text[0] == '/';
    size_t used = 0;
    if (!is_pointer)
        input->pointer[used++] = '/';
    for (size_t i = 0; i < length && used + 1 < sizeof input->pointer; i++)
        input->pointer[used++] = text[i] == '.' && !is_pointer ? '/' : text[i];
    input->pointer[used] = '\0';
}

static bool read_bounds(const char *text, struct di_fit_input *input)
{
    char low[DI_NUMBER_TEXT_MAX];
    const char *colon = strchr(text, ':');
    if (colon == NULL || (size_t)(colon - text) >= sizeof low)
        return false;
    memcpy(low, text, (size_t)(colon - text));
    low[colon - text] = '\0';
    return di_number_parse(low, &input->low) && di_number_parse(colon + 1, &input->high) &&
           input->low > 0 && input->low <= input->value && input->value <= input->high &&
           isfinite(input->high);
}

static enum di_status read_one(const char *text, const struct di_scenario *scenario,
                               struct di_fit_input *input, struct di_error *error)
{
    const size_t length = strcspn(text, ":");
    struct lookup lookup = {.input = input};
    *input = (struct di_fit_input){.factor = 1};
    take_path(input, text, length);
    const enum di_status status = di_scenario_each_input(scenario, look, &lookup);
    if (status != DI_OK)
        return di_fail_memory(error);
    if (!lookup.is_found)
        return DI_FAIL(
            error, DI_ERR_REFERENCE, input->pointer,
            DI_N_("--fit needs the path of a number above 0 that the scenario gives, "
                  "not '%1'."),
            di_text_arg(text));
    if (lookup.is_fixed)
        return DI_FAIL(error, DI_ERR_REFERENCE, input->pointer,
                       DI_N_("--fit multiplies a number little by little, and '%1' does not "
                             "allow it."),
                       di_text_arg(input->pointer));
    if (text[length] == ':' && !read_bounds(text + length + 1, input))
        return DI_FAIL(error, DI_ERR_RANGE, input->pointer,
                       DI_N_("The bounds of --fit %1 are not two numbers above 0 with the "
                             "scenario's value, %2, between them."),
                       di_text_arg(text), di_real_arg(input->value));
    return DI_OK;
}

/* One number under two names would be multiplied by one of two factors, and both shown. */
static enum di_status check_twice(const struct di_fit_inputs *inputs, struct di_error *error)
{
    const struct di_fit_input *last = &inputs->items[inputs->count - 1];
    for (size_t i = 0; i + 1 < inputs->count; i++)
        if (strcmp(inputs->items[i].pointer, last->pointer) == 0)
            return DI_FAIL(error, DI_ERR_INCONSISTENT, last->pointer,
                           DI_N_("--fit names '%1' twice."), di_text_arg(last->pointer));
    return DI_OK;
}

enum di_status di_fit_inputs_read(const struct di_option_list *options,
                                  const struct di_scenario *scenario,
                                  struct di_fit_inputs *inputs_out, struct di_error *error)
{
    enum di_status status = DI_OK;
    inputs_out->count = 0;
    if (options->count > DI_FIT_INPUTS_MAX)
        status = DI_FAIL(
            error, DI_ERR_LIMIT, "", DI_N_("--fit names %1 inputs; a search takes %2 at most."),
            di_integer_arg((int64_t)options->count), di_integer_arg(DI_FIT_INPUTS_MAX));
    for (size_t i = 0; status == DI_OK && i < options->count; i++) {
        status = read_one(options->items[i], scenario, &inputs_out->items[inputs_out->count++],
                          error);
        if (status == DI_OK)
            status = check_twice(inputs_out, error);
    }
    return status;
}

/* ---- a scenario with other values ---- */

static double rounded(double value)
{
    const double scale = pow(10, 9 - floor(log10(fabs(value))));
    return value > 0 && isfinite(scale) ? round(value * scale) / scale : value;
}

/* What steps set or add is in the unit of the value; what multiplies it stays. */
static void scale_steps(json_t *steps, double factor)
{
    static const char *const keys[] = {"set", "add"};
    size_t i;
    json_t *step;
    json_array_foreach(steps, i, step) for (size_t k = 0; k < 2; k++)
    {
        const json_t *number = json_object_get(step, keys[k]);
        if (json_is_number(number))
            (void)json_object_set_new(step, keys[k],
                                      json_real(rounded(json_number_value(number) * factor)));
    }
}

static json_t *scaled(const json_t *node, double factor, const char *source)
{
    json_t *object = json_is_object(node) ? json_deep_copy(node) : json_object();
    const json_t *value = json_is_object(node) ? json_object_get(node, "value") : node;
    json_t *before =
        json_is_object(node) ? json_deep_copy(node) : json_copy((json_t *)(uintptr_t)node);
    (void)json_object_set_new(object, "value",
                              json_real(rounded(json_number_value(value) * factor)));
    scale_steps(json_object_get(object, "steps"), factor);
    if (source != NULL) {
        (void)json_object_set(object, "x-before", before);
        (void)json_object_set_new(object, "source", json_string(source));
        (void)json_object_set_new(object, "quality", json_string("estimated"));
    }
    json_decref(before);
    return object;
}

char *di_fit_inputs_text(const struct di_fit_inputs *inputs, const double *factors,
                         const char *text, const char *source)
{
    struct di_scenario_edit edits[DI_FIT_INPUTS_MAX];
    char *owned[DI_FIT_INPUTS_MAX] = {0};
    json_t *root = json_loads(text, 0, NULL);
    bool fits = root != NULL;
    for (size_t i = 0; fits && i < inputs->count; i++) {
        json_t *node = scaled(find(root, inputs->items[i].pointer), factors[i], source);
        owned[i] = json_dumps(node, JSON_COMPACT | JSON_REAL_PRECISION(17));
        json_decref(node);
        edits[i] = (struct di_scenario_edit){inputs->items[i].pointer, owned[i]};
        fits = owned[i] != NULL;
    }
    char *changed = fits ? di_scenario_patch_text(edits, inputs->count, text) : NULL;
    for (size_t i = 0; i < inputs->count; i++)
        free(owned[i]);
    json_decref(root);
    return changed;
}

/* ---- trials ---- */

struct trial {
    const struct di_fit_search *search;
    const struct di_fit_inputs *inputs;
    struct di_calibration *last; /* of the trial before: where the next begins */
};

/* Sums of the targets over replications, in their order. */
struct observing {
    const struct di_targets *targets;
    uint32_t points, replications;
    double *values; /* [replications][points] */
};

static void observe(void *context, uint32_t replication, const struct di_model *model,
                    const struct di_result *result)
{
    struct observing *observing = context;
    di_calibration_observe(model, observing->targets, result,
                           &observing->values[(size_t)replication * observing->points]);
}

static bool is_cancelled(void *context)
{
    const struct di_fit_search *search = context;
    return search->options->is_cancelled != NULL &&
           search->options->is_cancelled(search->options->context);
}

static enum di_status simulate(const struct di_fit_search *search, const struct di_model *model,
                               struct observing *observing, struct di_error *error)
{
    struct di_experiment_options options;
    di_experiment_options_defaults(&options);
    options.replications = search->replications;
    options.seed = search->seed;
    options.threads = search->threads;
    options.take = observe;
    options.take_context = observing;
    options.is_cancelled = is_cancelled;
    options.context = (void *)(uintptr_t)search;
    return di_calibration_simulate(model, &options, error);
}

/* Means over replications, in their order. */
static enum di_status simulated_misfit(const struct di_fit_search *search,
                                       const struct di_calibration *fit,
                                       const struct di_model *model, double *misfit_out,
                                       struct di_error *error)
{
    struct observing observing = {
        search->targets, fit->point_count, search->replications,
        calloc((size_t)search->replications * fit->point_count + 1, sizeof(double))};
    enum di_status status = observing.values == NULL ? di_fail_memory(error) : DI_OK;
    if (status == DI_OK)
        status = simulate(search, model, &observing, error);
    for (uint32_t i = 0; status == DI_OK && i < fit->point_count; i++) {
        double sum = 0;
        for (uint32_t r = 0; r < search->replications; r++)
            sum += observing.values[(size_t)r * fit->point_count + i];
        observing.values[i] = sum / search->replications;
    }
    if (status == DI_OK)
        *misfit_out = di_calibration_misfit(search->targets, fit, observing.values);
    free(observing.values);
    return status;
}

static enum di_status measure(struct trial *trial, const struct di_model *model,
                              double *misfit_out, struct di_error *error)
{
    const struct di_fit_search *search = trial->search;
    struct di_calibration_options options = *search->options;
    struct di_calibration *fit = NULL;
    struct di_calibrated_model *fitted = NULL;
    options.first_values = trial->last;
    options.progress = NULL;
    options.precision = fmax(options.precision, TRIAL_PRECISION);
    enum di_status status = di_calibration_run(model, search->targets, &options, &fit, error);
    if (status == DI_OK && search->is_simulated) {
        status = di_calibrated_model_make(model, fit, &fitted, error);
        if (status == DI_OK)
            status =
                simulated_misfit(search, fit, di_calibrated_model(fitted), misfit_out, error);
        di_calibrated_model_destroy(fitted);
    } else if (status == DI_OK) {
        *misfit_out = di_calibration_misfit(search->targets, fit, NULL);
    }
    if (status != DI_OK) {
        di_calibration_destroy(fit);
        return status;
    }
    di_calibration_destroy(trial->last);
    trial->last = fit;
    return DI_OK;
}

static enum di_status value_at(void *context, const double *x, double *value_out,
                               struct di_error *error)
{
    struct trial *trial = context;
    double factors[DI_FIT_INPUTS_MAX];
    struct di_diagnostics list;
    struct di_scenario *scenario = NULL;
    for (size_t i = 0; i < trial->inputs->count; i++)
        factors[i] = exp(x[i]);
    char *text = di_fit_inputs_text(trial->inputs, factors, trial->search->base, NULL);
    if (text == NULL)
        return di_fail_memory(error);
    di_diagnostics_init(&list);
    enum di_status status =
        di_scenario_load_text(text, strlen(text), "--fit", &list, &scenario, error);
    if (status == DI_OK)
        status = measure(trial, scenario->model, value_out, error);
    else if (status != DI_ERR_MEMORY)
        status = DI_ERR_RANGE; /* a value the scenario may not have */
    di_scenario_destroy(scenario);
    di_diagnostics_finish(&list);
    free(text);
    return status;
}

static void show(void *context, uint32_t done, uint32_t total)
{
    const struct trial *trial = context;
    if (trial->search->progress != NULL)
        trial->search->progress(trial->search->context, done, total);
}

enum di_status di_fit_inputs_search(const struct di_fit_search *search,
                                    struct di_fit_inputs *inputs,
                                    struct di_search_result *result_out, struct di_error *error)
{
    double start[DI_FIT_INPUTS_MAX] = {0}, low[DI_FIT_INPUTS_MAX], high[DI_FIT_INPUTS_MAX],
           best[DI_FIT_INPUTS_MAX];
    struct trial trial = {.search = search, .inputs = inputs};
    for (size_t i = 0; i < inputs->count; i++) {
        low[i] = log(inputs->items[i].low / inputs->items[i].value);
        high[i] = log(inputs->items[i].high / inputs->items[i].value);
    }
    const struct di_simplex_search simplex = {.inputs = inputs->count,
                                              .start = start,
                                              .low = low,
                                              .high = high,
                                              .step = FIRST_STEP,
                                              .size = SETTLED_SIZE,
                                              .evaluations = search->evaluations,
                                              .value = value_at,
                                              .progress = show,
                                              .context = &trial};
    const enum di_status status = di_simplex_search_run(&simplex, best, result_out, error);
    for (size_t i = 0; status == DI_OK && i < inputs->count; i++)
        inputs->items[i].factor = exp(best[i]);
    di_calibration_destroy(trial.last);
    return status;
}

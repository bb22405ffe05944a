/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One table of distributions: parameters, what they must satisfy, implied mean. `normal` is cut
 * at the field's range when drawn; its mean is given here before the cut.
 */
#include "uncertain.h"

#include <math.h>
#include <string.h>

#include "di/nearest.h"

struct distribution {
    const char *name;
    uint32_t count;
    bool is_positive[3];
    bool is_ascending;
    double (*mean)(const double *p);
    const char *form; /* for the hint */
};

static double beta_mean(const double *p)
{
    return p[0] / (p[0] + p[1]);
}

static double second(const double *p)
{
    return p[1];
}

static double first(const double *p)
{
    return p[0];
}

static double lognormal_mean(const double *p)
{
    return p[0] * exp(p[1] * p[1] / 2);
}

static double middle(const double *p)
{
    return (p[0] + p[1]) / 2;
}

static double pert_mean(const double *p)
{
    return (p[0] + 4 * p[1] + p[2]) / 6;
}

static const struct distribution distributions[] = {
    {"beta", 2, {true, true, false}, false, beta_mean, "\"beta\": [a, b]"},
    {"gamma", 2, {true, true, false}, false, second, "\"gamma\": [shape, mean]"},
    {"lognormal",
     2,
     {true, true, false},
     false,
     lognormal_mean,
     "\"lognormal\": [median, sigma_of_log]"},
    {"normal", 2, {false, true, false}, false, first, "\"normal\": [mean, sd]"},
    {"uniform", 2, {false, false, false}, true, middle, "\"uniform\": [low, high]"},
    {"pert", 3, {false, false, false}, true, pert_mean, "\"pert\": [low, mode, high]"},
};

#define DISTRIBUTIONS (sizeof distributions / sizeof distributions[0])

static void report(struct di_sources *sources, const struct di_node *node,
                   enum di_severity severity, enum di_status status,
                   const struct di_message *message, const char *form)
{
    struct di_diagnostic *item = di_sources_report(sources, node, severity, status, message);
    if (item != NULL && form != NULL)
        DI_MESSAGE(&item->hint, DI_N_("Write %1."), di_text_arg(form));
}

static void report_unknown(struct di_sources *sources, const struct di_node *node)
{
    const char *names[DISTRIBUTIONS];
    struct di_message message;
    for (size_t i = 0; i < DISTRIBUTIONS; i++)
        names[i] = distributions[i].name;
    const char *nearest = di_nearest_name(node->key, names, DISTRIBUTIONS);
    DI_MESSAGE(&message, DI_N_("There is no distribution '%1'."), di_text_arg(node->key));
    report(sources, node, DI_SEVERITY_ERROR, DI_ERR_UNKNOWN_KEY, &message,
           nearest != NULL ? nearest : "beta, gamma, lognormal, normal, uniform, pert");
}

static bool read_parameters(const struct di_node *node, const struct distribution *form,
                            double *p)
{
    if (node->type != DI_NODE_ARRAY || node->count != form->count)
        return false;
    for (uint32_t i = 0; i < node->count; i++) {
        if (node->children[i]->type != DI_NODE_NUMBER)
            return false;
        p[i] = node->children[i]->number;
        if (form->is_positive[i] && !(p[i] > 0))
            return false;
    }
    return true;
}

/* To four digits, for people: a computed mean has seventeen. */
static double shown(double value)
{
    if (!isfinite(value) || fabs(value) < 1e-300)
        return value;
    const double scale = pow(10, 3 - floor(log10(fabs(value))));
    return round(value * scale) / scale;
}

static void check_mean(struct di_sources *sources, const struct di_node *node, double mean,
                       double value)
{
    struct di_message message;
    if (isnan(value) || fabs(mean - value) <= 0.1 * fabs(value))
        return;
    DI_MESSAGE(&message,
               DI_N_("The distribution's mean is %1, more than 10%% from the value %2."),
               di_real_arg(shown(mean)), di_real_arg(value));
    report(sources, node, DI_SEVERITY_WARNING, DI_ERR_INCONSISTENT, &message, NULL);
}

static void check_one(struct di_sources *sources, const struct di_node *node,
                      const struct distribution *form, double value)
{
    double p[3] = {0};
    struct di_message message;
    if (!read_parameters(node, form, p)) {
        DI_MESSAGE(&message, DI_N_("The parameters of '%1' are not possible."),
                   di_text_arg(form->name));
        report(sources, node, DI_SEVERITY_ERROR, DI_ERR_RANGE, &message, form->form);
        return;
    }
    bool is_rising = true;
    for (uint32_t i = 1; i < form->count; i++)
        is_rising = is_rising && p[i] >= p[i - 1];
    if (form->is_ascending && (!is_rising || !(p[form->count - 1] > p[0]))) {
        DI_MESSAGE(&message, DI_N_("The parameters of '%1' do not rise."),
                   di_text_arg(form->name));
        report(sources, node, DI_SEVERITY_ERROR, DI_ERR_INCONSISTENT, &message, form->form);
        return;
    }
    check_mean(sources, node, form->mean(p), value);
}

void di_uncertain_check(struct di_sources *sources, const struct di_node *node, double value)
{
    struct di_message message;
    if (node->type != DI_NODE_OBJECT || node->count != 1) {
        const bool has_several = node->type == DI_NODE_OBJECT && node->count > 1;
        di_message_set(
            &message,
            has_several ? DI_N_("'uncertain' has several distributions, and one is needed. An "
                                "override takes that of the base away with null.")
                        : DI_N_("'uncertain' needs an object with one distribution."),
            NULL, 0);
        report(sources, node, DI_SEVERITY_ERROR, DI_ERR_TYPE, &message,
               has_several ? "{\"beta\": null, \"pert\": [0.1, 0.2, 0.4]}"
                           : "{\"beta\": [12, 88]}");
        return;
    }
    for (size_t i = 0; i < DISTRIBUTIONS; i++)
        if (strcmp(distributions[i].name, node->children[0]->key) == 0) {
            check_one(sources, node->children[0], &distributions[i], value);
            return;
        }
    report_unknown(sources, node->children[0]);
}

json_t *di_uncertain_schema(bool is_override)
{
    json_t *properties = json_object();
    for (size_t i = 0; i < DISTRIBUTIONS; i++) {
        const struct distribution *form = &distributions[i];
        json_t *items = json_array();
        for (uint32_t k = 0; k < form->count; k++)
            json_array_append_new(
                items, form->is_positive[k]
                           ? json_pack("{s:s,s:i}", "type", "number", "exclusiveMinimum", 0)
                           : json_pack("{s:s}", "type", "number"));
        json_t *list = json_pack("{s:s,s:o,s:b,s:i}", "type", "array", "prefixItems", items,
                                 "items", 0, "minItems", (int)form->count);
        json_object_set_new(
            properties, form->name,
            is_override ? json_pack("{s:[o,{s:s}]}", "anyOf", list, "type", "null") : list);
    }
    json_t *schema = json_pack("{s:s,s:o,s:b,s:i}", "type", "object", "properties", properties,
                               "additionalProperties", 0, "minProperties", 1);
    if (!is_override) /* the base's distribution may be taken away beside the new one */
        json_object_set_new(schema, "maxProperties", json_integer(1));
    return schema;
}

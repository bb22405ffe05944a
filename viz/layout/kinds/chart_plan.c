/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks the request, makes the sheet, hands it to the kind's own file. */
#include "di/chart_plan.h"

#include <string.h>

#include "plans.h"

#define WIDTH_MIN 160.0
#define HEIGHT_MIN 120.0

typedef enum di_status (*plan_function)(struct sheet *sheet, struct di_error *error);

static const struct {
    const char *key;
    const char *name;
    plan_function plan; /* NULL: a fan, which makes its own scene */
} kinds[DI_CHARTS] = {
    [DI_CHART_FAN] = {"fan", DI_N_("Children over time"), NULL},
    [DI_CHART_MULTIPLES] = {"multiples", DI_N_("Side by side"), multiples_plan},
    [DI_CHART_SANKEY] = {"sankey", DI_N_("Where children come from and go"), sankey_plan},
    [DI_CHART_SHARES] = {"shares", DI_N_("Where children in care live"), shares_plan},
    [DI_CHART_WAITS] = {"waits", DI_N_("Children waiting, by length of wait"), waits_plan},
    [DI_CHART_HEATMAP] = {"heatmap", DI_N_("Capacity in use by region and quarter"),
                          heatmap_plan},
    [DI_CHART_CLOSURES] = {"closures", DI_N_("When institutions close"), closures_plan},
    [DI_CHART_COSTS] = {"costs", DI_N_("Cost by year"), costs_plan},
    [DI_CHART_CUMULATIVE] = {"cumulative", DI_N_("Cumulative cost"), cumulative_plan},
    [DI_CHART_WATERFALL] = {"waterfall", DI_N_("From the baseline's cost to the scenario's"),
                            waterfall_plan},
    [DI_CHART_TORNADO] = {"tornado", DI_N_("What changes the result most"), tornado_plan},
    [DI_CHART_GAPS] = {"gaps", DI_N_("Places short in the tightest quarter"), gaps_plan},
    [DI_CHART_PLAN] = {"plan", DI_N_("The plan's promise and the simulation"), NULL},
    [DI_CHART_LIFE] = {"life", DI_N_("One child's way through care"), life_plan},
    [DI_CHART_BACKTEST] = {"backtest", DI_N_("Published and simulated"), backtest_plan},
    [DI_CHART_FIT] = {"fit", DI_N_("Published and fitted"), fit_plan},
    [DI_CHART_UNEXPLAINED] = {"unexplained",
                              DI_N_("What the published stocks leave unexplained"),
                              unexplained_plan},
    [DI_CHART_HOLDOUT] = {"holdout", DI_N_("Years kept back from the fit"), holdout_plan},
};

bool di_chart_kind_is_of_calibration(enum di_chart_kind kind)
{
    return kind == DI_CHART_FIT || kind == DI_CHART_UNEXPLAINED || kind == DI_CHART_HOLDOUT;
}

bool di_chart_kind_find(const char *key, enum di_chart_kind *kind_out)
{
    for (unsigned i = 0; i < DI_CHARTS; i++)
        if (strcmp(kinds[i].key, key) == 0) {
            *kind_out = (enum di_chart_kind)i;
            return true;
        }
    return false;
}

const char *di_chart_kind_key(enum di_chart_kind kind)
{
    return kinds[kind].key;
}

const char *di_chart_kind_name(enum di_chart_kind kind)
{
    return kinds[kind].name;
}

void di_chart_request_defaults(struct di_chart_request *request)
{
    *request = (struct di_chart_request){
        .kind = DI_CHART_FAN,
        .language = "en",
        .indicator = "K1r_residential_stock",
        .region = "all",
    };
}

static enum di_status check(const struct di_chart_request *request, const struct di_rect *frame,
                            struct di_error *error)
{
    if (!(frame->width >= WIDTH_MIN && frame->height >= HEIGHT_MIN))
        return DI_FAIL(error, DI_ERR_RANGE, "chart",
                       DI_N_("The picture is too small. Give at least %1 by %2 pixels."),
                       di_integer_arg((int64_t)WIDTH_MIN), di_integer_arg((int64_t)HEIGHT_MIN));
    if (di_chart_kind_is_of_calibration(request->kind))
        return DI_OK; /* of a nation, and of no indicator */
    if (di_indicator_find(request->indicator) == UINT32_MAX)
        return DI_FAIL(error, DI_ERR_REFERENCE, "",
                       DI_N_("There is no indicator '%1'; docs/INDICATORS.md lists them."),
                       di_text_arg(request->indicator));
    if (strcmp(request->region, "all") != 0 &&
        di_names_find(&request->scenario->names, "regions", request->region) == NULL)
        return DI_FAIL(error, DI_ERR_REFERENCE, "", DI_N_("These results have no region '%1'."),
                       di_text_arg(request->region));
    return DI_OK;
}

static enum di_status plan_sheet(const struct di_chart_request *request,
                                 const struct di_rect *frame,
                                 const struct di_text_measure *measure,
                                 struct di_chart_plan *plan, struct di_error *error)
{
    struct sheet sheet;
    di_scene_init(&plan->scene);
    enum di_status status = sheet_init(&sheet, request, frame, measure, plan)
                                ? kinds[request->kind].plan(&sheet, error)
                                : di_fail_memory(error);
    if (status == DI_OK && !di_scene_is_complete(&plan->scene))
        status = di_fail_memory(error);
    if (status != DI_OK)
        di_scene_finish(&plan->scene);
    return status;
}

enum di_status di_chart_plan_init(const struct di_chart_request *request,
                                  const struct di_rect *frame,
                                  const struct di_text_measure *measure,
                                  struct di_chart_plan *plan_out, struct di_error *error)
{
    struct di_chart_plan plan = {.has_data = false};
    enum di_status status = check(request, frame, error);
    if (status == DI_OK)
        status = kinds[request->kind].plan == NULL
                     ? fan_plan(request, frame, measure, &plan, error)
                     : plan_sheet(request, frame, measure, &plan, error);
    if (status == DI_OK)
        *plan_out = plan;
    return status;
}

void di_chart_plan_finish(struct di_chart_plan *plan)
{
    if (plan != NULL)
        di_scene_finish(&plan->scene);
}

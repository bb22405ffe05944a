/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One function a kind of chart, each in the file of its name. Private to viz/layout/kinds. */
#ifndef PLANS_H
#define PLANS_H

#include "sheet.h"

/* Also the plan's promise beside the simulation, which is a fan with a dashed line. */
enum di_status fan_plan(const struct di_chart_request *request, const struct di_rect *frame,
                        const struct di_text_measure *measure, struct di_chart_plan *out,
                        struct di_error *error);

/* Each draws the whole sheet; without its table, a sentence. */
enum di_status multiples_plan(struct sheet *sheet, struct di_error *error);
enum di_status sankey_plan(struct sheet *sheet, struct di_error *error);
enum di_status shares_plan(struct sheet *sheet, struct di_error *error);
enum di_status waits_plan(struct sheet *sheet, struct di_error *error);
enum di_status heatmap_plan(struct sheet *sheet, struct di_error *error);
enum di_status closures_plan(struct sheet *sheet, struct di_error *error);
enum di_status costs_plan(struct sheet *sheet, struct di_error *error);
enum di_status cumulative_plan(struct sheet *sheet, struct di_error *error);
enum di_status waterfall_plan(struct sheet *sheet, struct di_error *error);
enum di_status tornado_plan(struct sheet *sheet, struct di_error *error);
enum di_status gaps_plan(struct sheet *sheet, struct di_error *error);
enum di_status life_plan(struct sheet *sheet, struct di_error *error);
enum di_status backtest_plan(struct sheet *sheet, struct di_error *error);

/* Of a calibration; without a results folder. */
enum di_status fit_plan(struct sheet *sheet, struct di_error *error);
enum di_status unexplained_plan(struct sheet *sheet, struct di_error *error);
enum di_status holdout_plan(struct sheet *sheet, struct di_error *error);

#endif

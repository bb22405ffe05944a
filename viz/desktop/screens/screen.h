/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The thirteen screens. Each draws itself from (x, y) of `area`, as wide as it, and returns the
 * height it took; `area.height` is what the window has, to be filled or passed.
 */
#ifndef SCREEN_H
#define SCREEN_H

#include "control.h"
#include "desk.h"
#include "flow.h"

double screen_draw(struct ui *ui, struct desk *desk, struct di_rect area);

double screen_home(struct ui *ui, struct desk *desk, struct di_rect area);
double screen_assumptions(struct ui *ui, struct desk *desk, struct di_rect area);
double screen_run(struct ui *ui, struct desk *desk, struct di_rect area);
double screen_overview(struct ui *ui, struct desk *desk, struct di_rect area);
double screen_pathways(struct ui *ui, struct desk *desk, struct di_rect area);
double screen_life(struct ui *ui, struct desk *desk, struct di_rect area);
double screen_capacity(struct ui *ui, struct desk *desk, struct di_rect area);
double screen_costs(struct ui *ui, struct desk *desk, struct di_rect area);
double screen_compare(struct ui *ui, struct desk *desk, struct di_rect area);
double screen_optimise(struct ui *ui, struct desk *desk, struct di_rect area);
double screen_calibration(struct ui *ui, struct desk *desk, struct di_rect area);
double screen_import(struct ui *ui, struct desk *desk, struct di_rect area);
double screen_report(struct ui *ui, struct desk *desk, struct di_rect area);

/* A card that says why a screen is empty and offers a way on; `text` is translated. */
double screen_empty(struct ui *ui, struct di_rect area, const char *title, const char *text,
                    const struct button_spec *buttons, size_t count);

/* A chart in a card of its own. */
void screen_chart_card(struct ui *ui, struct desk *desk, const char *id, struct di_rect rect,
                       enum di_chart_kind kind);
/* The request behind it: scenario, baseline unless hidden, language, card style. */
void screen_chart_request(struct ui *ui, struct desk *desk, enum di_chart_kind kind,
                          struct di_chart_request *request_out);

/* Why a scenario that came with withheld counts is only looked at; to be translated. */
const char *screen_withheld_text(void);
/* True if the current document has a scenario; else draws the empty state and sets height. */
bool screen_has_scenario(struct ui *ui, struct desk *desk, struct di_rect area,
                         double *height_out);
/* True if the current document has results; else draws the empty state and sets height. */
bool screen_has_results(struct ui *ui, struct desk *desk, struct di_rect area,
                        double *height_out);

#endif

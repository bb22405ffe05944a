/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cards of a table of an office; each draws itself down from (x, y) and returns its height.
 */
#ifndef OFFICE_SCREEN_H
#define OFFICE_SCREEN_H

#include "office_state.h"
#include "screen.h"

/* What the file holds, and how it is written: of every table. */
double office_kind_card(struct ui *ui, const struct desk *desk, double x, double y,
                        double width);
double office_form_card(struct ui *ui, const struct desk *desk, double x, double y,
                        double width);

/* Which column means what; words whose meaning is asked; what a table leaves open. */
double office_columns_card(struct ui *ui, const struct desk *desk, double x, double y,
                           double width);
double office_words_card(struct ui *ui, const struct desk *desk, double x, double y,
                         double width);
double office_open_card(struct ui *ui, const struct desk *desk, double x, double y,
                        double width);
double office_mapping_card(struct ui *ui, const struct desk *desk, double x, double y,
                           double width);

/* What becomes of the scenario, what is wrong, what to know before using it, and taking it. */
double office_result_card(struct ui *ui, const struct desk *desk, double x, double y,
                          double width);
double office_problems_card(struct ui *ui, const struct desk *desk, double x, double y,
                            double width);
double office_findings_card(struct ui *ui, const struct desk *desk, double x, double y,
                            double width);

/* ---- what they share ---- */

/* A button that opens the list of choices: what is chosen now, and a mark that there is more.
 */
struct ui_node *office_chooser(struct ui *ui, const char *id, struct di_rect rect,
                               const char *label, const char *value, bool is_wrong,
                               struct ui_action action);
/* Sheets of a workbook: side by side, or many as a list; returns the height. */
double office_sheets(struct ui *ui, const char *const *names, size_t count, size_t chosen,
                     double x, double y, double width);
/* A bold line over a group of tabs; returns the height of both. */
double office_tabs(struct ui *ui, double x, double y, double width, const char *title,
                   const char *group, const struct tab_spec *specs, size_t count,
                   size_t chosen);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line that is drawn over itself with a carriage return; no colour, so NO_COLOR is obeyed
 * by construction. The estimate is the plain one: the rest at the mean speed so far.
 */
#include "progress_bar.h"

#include <math.h>
#include <stdio.h>

#include "di/platform.h"
#include "di/wall_clock.h"

#include "catalogue.h"
#include "translate.h"

#define BAR_CELLS 24

void di_progress_bar_begin(struct di_progress_bar *bar, const struct di_catalogue *catalogue,
                           const char *unit, enum di_progress_style style, bool is_quiet)
{
    if (is_quiet || (style == DI_PROGRESS_AUTO && !di_platform_is_terminal(stderr)))
        style = DI_PROGRESS_NONE;
    if (style == DI_PROGRESS_AUTO && !di_platform_may_redraw())
        style = DI_PROGRESS_PLAIN;
    *bar = (struct di_progress_bar){.catalogue = catalogue,
                                    .unit = unit,
                                    .style = style,
                                    .started = di_wall_clock_seconds()};
    bar->shown = -HUGE_VAL; /* the first news is shown at once */
}

static void format_duration(double seconds, char *text, size_t size)
{
    const unsigned long whole = (unsigned long)(seconds + 0.5);
    if (whole >= 3600)
        (void)snprintf(text, size, "%lu:%02lu:%02lu", whole / 3600, whole / 60 % 60,
                       whole % 60);
    else
        (void)snprintf(text, size, "%lu:%02lu", whole / 60, whole % 60);
}

static void draw_cells(double share)
{
    const int full = (int)(share * BAR_CELLS);
    (void)fputc('[', stderr);
    for (int i = 0; i < BAR_CELLS; i++)
        (void)fputc(i < full ? '#' : '.', stderr);
    (void)fputs("] ", stderr);
}

static void draw_figures(const struct di_progress_bar *bar, uint64_t done, uint64_t total,
                         double elapsed)
{
    char count[DI_CATALOGUE_NUMBER_MAX], all[DI_CATALOGUE_NUMBER_MAX],
        rate[DI_CATALOGUE_NUMBER_MAX], left[32];
    const double per_second = elapsed > 0.0 ? (double)done / elapsed : 0.0;
    di_catalogue_integer(bar->catalogue, (int64_t)done, count);
    di_catalogue_integer(bar->catalogue, (int64_t)total, all);
    di_catalogue_real(bar->catalogue, per_second, per_second < 100.0 ? 1 : 0, rate);
    if (total == 0) {
        (void)fprintf(stderr, _("%s %s, %s per second"), count, bar->unit, rate);
        return;
    }
    if (done == 0) { /* no speed yet */
        (void)fprintf(stderr, _("%s of %s %s"), count, all, bar->unit);
        return;
    }
    format_duration((double)(total - done) / per_second, left, sizeof left);
    (void)fprintf(stderr, _("%s of %s %s, %s per second, %s left"), count, all, bar->unit, rate,
                  left);
}

void di_progress_bar_update(struct di_progress_bar *bar, uint64_t done, uint64_t total)
{
    const double now = di_wall_clock_seconds();
    const double pause = bar->style == DI_PROGRESS_AUTO ? 0.1 : 5.0;
    if (bar->style == DI_PROGRESS_NONE || (now - bar->shown < pause && done != total))
        return;
    if (done > total && total > 0)
        done = total;
    bar->shown = now;
    if (bar->style == DI_PROGRESS_AUTO) {
        (void)fputs("\r\033[K", stderr);
        if (total > 0)
            draw_cells((double)done / (double)total);
    }
    draw_figures(bar, done, total, now - bar->started);
    if (bar->style == DI_PROGRESS_PLAIN)
        (void)fputc('\n', stderr);
    bar->is_drawn = bar->style == DI_PROGRESS_AUTO;
    (void)fflush(stderr);
}

void di_progress_bar_end(struct di_progress_bar *bar)
{
    if (bar->is_drawn)
        (void)fputs("\r\033[K", stderr);
    bar->is_drawn = false;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calibration_words.h"

#include <math.h>
#include <string.h>

#include "di/language.h"

enum { LINES_MOST = 3 }; /* of a panel's name */

const char **calibration_labels(struct sheet *sheet)
{
    return di_calibration_folder_labels(sheet->request->calibration, sheet->request->catalogue,
                                        &sheet->scene->arena);
}

const char *calibration_scenario(const struct sheet *sheet)
{
    const struct di_calibration_folder *folder = sheet->request->calibration;
    return di_language_pick(sheet->request->language, folder->name_en, folder->name_ru);
}

int calibration_decimals(double value)
{
    return fabs(value) < 10 ? 1 : 0;
}

double calibration_most(const struct di_calibration_series *series)
{
    double most = 0;
    for (uint32_t i = 0; i < series->count; i++)
        most = fmax(most, fmax(series->figures[i].published, series->figures[i].expected));
    return most;
}

static int rank_of(const struct di_calibration_series *series)
{
    return strcmp(series->words.measure, "stock") == 0     ? 0
           : strcmp(series->words.measure, "entries") == 0 ? 1
                                                           : 2;
}

static bool stands_before(const struct di_calibration_series *a,
                          const struct di_calibration_series *b)
{
    return rank_of(a) < rank_of(b) ||
           (rank_of(a) == rank_of(b) && calibration_most(a) >= calibration_most(b));
}

/* Insertion keeps what is alike in the order of the file. */
uint32_t *calibration_order(struct sheet *sheet)
{
    const struct di_calibration_folder *folder = sheet->request->calibration;
    uint32_t *order = DI_ARENA_NEW(&sheet->scene->arena, folder->series_count + 1, uint32_t);
    for (uint32_t n = 0; order != NULL && n < folder->series_count; n++) {
        uint32_t at = n;
        for (; at > 0 && !stands_before(&folder->series[order[at - 1]], &folder->series[n]);
             at--)
            order[at] = order[at - 1];
        order[at] = n;
    }
    return order;
}

/* Names may be whole sentences; what is cut off stands in the tooltip. */
void calibration_wrap(struct sheet *sheet, const char *text, double width,
                      struct text_lines *lines_out)
{
    text_wrap(sheet->scene, sheet->measure, text, sheet->strong, width, lines_out);
    if (lines_out->count <= LINES_MOST)
        return;
    text_wrap(sheet->scene, sheet->measure, text, sheet->strong,
              width - sheet_width(sheet, " ...", sheet->strong), lines_out);
    lines_out->count = LINES_MOST;
    lines_out->line[LINES_MOST - 1] =
        SHEET_SAY(sheet, DI_N_("%1 ..."), di_text_arg(lines_out->line[LINES_MOST - 1]));
    lines_out->width[LINES_MOST - 1] =
        sheet_width(sheet, lines_out->line[LINES_MOST - 1], sheet->strong);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inputs without a source and illustrative ones come last: they say how far to trust the rest.
 */
#include "findings.h"

#include <string.h>

#include "di/finding.h"

static double item(struct ui *ui, struct di_rect rect, bool is_warning, const char *title,
                   const char *advice, size_t number)
{
    const double text = rect.width - 34;
    ui_icon(ui, is_warning ? UI_WORSE : UI_BASELINE, "warning",
            (struct di_rect){rect.x, rect.y + 2, 20, 20});
    double high =
        ui_paragraph(ui, rect.x + 34, rect.y, text, title,
                     (struct ui_text){.size = 14, .is_bold = true, .colour = UI_TEXT});
    high += 2 + ui_paragraph(ui, rect.x + 34, rect.y + high + 2, text, advice,
                             (struct ui_text){.size = 13, .colour = UI_SECOND});
    struct ui_node *node = ui_node(ui, UI_LABEL, frame_format(ui->frame, "finding:%zu", number),
                                   (struct di_rect){rect.x, rect.y, rect.width, high}, title);
    node->value = frame_copy(ui->frame, advice);
    return high + 14;
}

static const char *place_of(struct ui *ui, const struct document *document, const char *region)
{
    return strcmp(region, "all") == 0 ? tr(ui, N_("The whole country"))
                                      : di_names_text(&document->results->names, "regions",
                                                      region, ui->catalogue->language);
}

/* The advice, and where else the same rule speaks: findings first + 1 ... end - 1. */
static const char *advice_of(struct ui *ui, const struct document *document, size_t first,
                             size_t end)
{
    const struct di_findings *found = document->headlines.findings;
    const char *places = "";
    for (size_t i = first + 1; i < end; i++)
        places = frame_format(ui->frame, "%s%s%s", places, places[0] != '\0' ? ", " : "",
                              place_of(ui, document, found->list[i].region));
    const char *advice = tr(ui, found->list[first].advice);
    return places[0] == '\0'
               ? advice
               : frame_format(ui->frame, "%s %s", advice,
                              UI_SAY(ui, N_("Also in: %1."), di_list_arg(places)));
}

/* What the results themselves show, alarms first; each rule once, where it is worst. */
static double engine_findings(struct ui *ui, const struct document *document,
                              struct di_rect rect, size_t *number)
{
    const struct di_findings *found = document->headlines.findings;
    double used = 0;
    for (size_t i = 0, end; i < found->count; i = end) {
        const struct di_finding *finding = &found->list[i];
        end = di_findings_alike(found, i);
        struct di_message message;
        di_finding_message(finding, place_of(ui, document, finding->region), &message);
        used += item(ui, (struct di_rect){rect.x, rect.y + used, rect.width, 0},
                     finding->severity != DI_FINDING_NOTE, ui_message(ui, &message),
                     advice_of(ui, document, i, end), (*number)++);
    }
    return used;
}

double findings_list(struct ui *ui, const struct document *document, struct di_rect rect)
{
    const struct di_results *results = document->results->results;
    double used = 0;
    size_t number = 0;
    used += engine_findings(ui, document, rect, &number);
    if (results->illustrative > 0)
        used += item(ui, (struct di_rect){rect.x, rect.y + used, rect.width, 0}, false,
                     UI_SAY(ui, N_("Illustrative input values: %1"),
                            di_integer_arg(results->illustrative)),
                     tr(ui, N_("Plausible, but taken from no real place. Replace them before "
                               "deciding anything.")),
                     number++);
    if (results->unsourced > 0)
        used += item(ui, (struct di_rect){rect.x, rect.y + used, rect.width, 0}, false,
                     UI_SAY(ui, N_("Input values without a source: %1"),
                            di_integer_arg(results->unsourced)),
                     tr(ui, N_("Nobody can check them. Name where they come from.")), number++);
    if (number == 0)
        used += ui_paragraph(ui, rect.x, rect.y, rect.width,
                             tr(ui, N_("Nothing stands out in these results.")),
                             (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_SECOND});
    return used;
}

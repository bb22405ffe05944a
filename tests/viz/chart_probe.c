/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart_probe.h"

#include <string.h>

#include "di_test.h"

/* Width of a text: half its size a letter, as in the layout tests. */
static double fixed_width(void *context, const char *text, const struct di_text_style *style)
{
    size_t letters = 0;
    (void)context;
    for (; *text != '\0'; text++)
        letters += ((unsigned char)*text & 0xC0u) != 0x80u;
    return 0.5 * style->size * (double)letters;
}

const struct di_text_measure chart_probe_measure = {fixed_width, NULL};

struct di_chart_plan chart_probe_plan(const struct chart_samples *samples,
                                      enum di_chart_kind kind, double width, double height)
{
    struct di_chart_request request;
    struct di_chart_plan plan;
    struct di_error error;
    const struct di_rect frame = {0, 0, width, height};
    di_error_clear(&error);
    chart_samples_request(samples, &request);
    request.kind = kind;
    assert_status(di_chart_plan_init(&request, &frame, &chart_probe_measure, &plan, &error),
                  DI_OK);
    return plan;
}

bool chart_probe_says(const struct di_chart_plan *plan, const char *text)
{
    for (const struct di_scene_item *i = plan->scene.first; i != NULL; i = i->next)
        if (i->kind == DI_SCENE_TEXT && strcmp(i->text, text) == 0)
            return true;
    return false;
}

const struct di_hit *chart_probe_hit(const struct di_chart_plan *plan, enum di_hit_role role,
                                     const char *id)
{
    for (const struct di_hit *hit = plan->scene.first_hit; hit != NULL; hit = hit->next)
        if (hit->role == role && strcmp(hit->id, id) == 0)
            return hit;
    fail_msg("no hit area of role %d: %s", (int)role, id);
    return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Alarms first; the first dozen on the screen, all of them in findings.json. */
#include "finding_list.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/finding.h"

#include "error_report.h"
#include "scenario_names.h"
#include "text_table.h"

enum { SHOWN = 12, TEXT_WIDTH = 79 };

static const char *severity_word(enum di_severity_of_finding severity)
{
    static const char *const words[] = {N_("Note"), N_("Warning"), N_("Alarm")};
    return _(words[severity]);
}

static void print_one(const struct di_cli *cli, const struct di_scenario_names *names,
                      const struct di_finding *finding, bool has_advice)
{
    struct di_message message;
    char text[1024], line[1600];
    const char *place = strcmp(finding->region, "all") == 0
                            ? _("The whole country")
                            : di_scenario_names_get(names, "regions", finding->region);
    di_finding_message(finding, place, &message);
    (void)di_message_render(&message, &cli->catalogue, text, sizeof text);
    (void)snprintf(line, sizeof line, "%s. %s %s", severity_word(finding->severity), text,
                   has_advice ? _(finding->advice) : "");
    di_text_print_wrapped(line, TEXT_WIDTH, stdout);
}

static bool is_last_of_its_kind(const struct di_findings *findings, size_t i)
{
    return i + 1 == findings->count || i + 1 == SHOWN ||
           strcmp(findings->list[i + 1].id, findings->list[i].id) != 0;
}

void di_finding_list_print(const struct di_cli *cli, const struct di_results *results)
{
    struct di_findings *findings = calloc(1, sizeof *findings);
    struct di_scenario_names names;
    if (findings != NULL &&
        di_scenario_names_open(&names, results->resolved, cli->catalogue.language)) {
        di_findings_make(results, findings);
        if (findings->count > 0)
            (void)printf("\n%s\n\n", _("What to notice:"));
        for (size_t i = 0; i < findings->count && i < SHOWN; i++)
            print_one(cli, &names, &findings->list[i],
                      is_last_of_its_kind(findings, i)); /* advice once for all regions */
        if (findings->count > SHOWN)
            DI_SAY(cli, stdout, N_("%1 more are in findings.json (--out FOLDER)."),
                   di_integer_arg((int64_t)(findings->count - SHOWN)));
        di_scenario_names_finish(&names);
    }
    free(findings);
}

static json_t *number_or_null(double value)
{
    return isnan(value) ? json_null() : json_real(value);
}

json_t *di_finding_list_json(const struct di_results *results)
{
    struct di_findings *findings = calloc(1, sizeof *findings);
    json_t *list = json_array();
    if (findings != NULL)
        di_findings_make(results, findings);
    for (size_t i = 0; findings != NULL && i < findings->count; i++) {
        const struct di_finding *f = &findings->list[i];
        char date[16];
        di_date_format(f->last_civil_day, date);
        (void)json_array_append_new(
            list,
            json_pack("{s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:o}", "id", f->id, "severity",
                      di_finding_severity_id(f->severity), "region", f->region, "period_end",
                      date, "indicator", f->indicator, "size", number_or_null(f->size), "p05",
                      number_or_null(f->low), "p95", number_or_null(f->high)));
    }
    free(findings);
    return list;
}

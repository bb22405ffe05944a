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

enum {
    SHOWN = 12,
    PLACES = 1 << 16 /* bytes: all regions a finding may name, however long their names */
};

/* One finding on its way to the screen. */
struct spoken {
    char sentence[1024], places[PLACES], others[PLACES + 64], line[PLACES + 4096];
};

static const char *severity_word(enum di_severity_of_finding severity)
{
    static const char *const words[] = {N_("Note"), N_("Warning"), N_("Alarm")};
    return _(words[severity]);
}

static const char *place_of(const struct di_scenario_names *names,
                            const struct di_finding *finding)
{
    return strcmp(finding->region, "all") == 0
               ? _("The whole country")
               : di_scenario_names_get(names, "regions", finding->region);
}

/* "Also in: Ostrel (773), Norda (654). "; "" for a finding of one place. */
static void write_others(const struct di_cli *cli, const struct di_scenario_names *names,
                         const struct di_findings *findings, size_t first,
                         struct spoken *spoken)
{
    size_t used = 0;
    const size_t end = di_findings_alike(findings, first);
    spoken->others[0] = '\0';
    for (size_t i = first + 1; i < end && used + 8 < PLACES; i++) {
        struct di_message message;
        if (i > first + 1)
            used += (size_t)snprintf(spoken->places + used, PLACES - used, ", ");
        di_finding_place_message(&findings->list[i], place_of(names, &findings->list[i]),
                                 &message);
        used +=
            di_message_render(&message, &cli->catalogue, spoken->places + used, PLACES - used);
    }
    if (end == first + 1)
        return;
    struct di_message also;
    DI_MESSAGE(&also, N_("Also in: %1."), di_list_arg(spoken->places));
    (void)di_message_render(&also, &cli->catalogue, spoken->others, sizeof spoken->others);
}

static void print_one(const struct di_cli *cli, const struct di_scenario_names *names,
                      const struct di_findings *findings, size_t first, struct spoken *spoken)
{
    const struct di_finding *finding = &findings->list[first];
    struct di_message message;
    di_finding_message(finding, place_of(names, finding), &message);
    (void)di_message_render(&message, &cli->catalogue, spoken->sentence,
                            sizeof spoken->sentence);
    write_others(cli, names, findings, first, spoken);
    (void)snprintf(spoken->line, sizeof spoken->line, "%s. %s %s%s%s",
                   severity_word(finding->severity), spoken->sentence, spoken->others,
                   spoken->others[0] == '\0' ? "" : " ", _(finding->advice));
    di_text_print_wrapped(spoken->line, DI_TEXT_LINE, stdout);
}

static size_t print_all(const struct di_cli *cli, const struct di_scenario_names *names,
                        const struct di_findings *findings, struct spoken *spoken)
{
    size_t kinds = 0;
    for (size_t i = 0; i < findings->count; i = di_findings_alike(findings, i))
        if (kinds++ < SHOWN)
            print_one(cli, names, findings, i, spoken);
    return kinds;
}

void di_finding_list_print(const struct di_cli *cli, const struct di_results *results)
{
    struct di_findings *findings = calloc(1, sizeof *findings);
    struct spoken *spoken = calloc(1, sizeof *spoken);
    struct di_scenario_names names;
    if (findings != NULL && spoken != NULL &&
        di_scenario_names_open(&names, results->resolved, cli->catalogue.language)) {
        di_findings_make(results, findings);
        if (findings->count > 0)
            (void)printf("\n%s\n\n", _("What to notice:"));
        const size_t kinds = print_all(cli, &names, findings, spoken);
        if (kinds > SHOWN)
            DI_SAY(cli, stdout, N_("%1 more are in findings.json (--out FOLDER)."),
                   di_integer_arg((int64_t)(kinds - SHOWN)));
        di_scenario_names_finish(&names);
    }
    free(spoken);
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
    for (size_t i = 0; findings != NULL && i < findings->count;
         i = di_findings_alike(findings, i)) {
        const struct di_finding *f = &findings->list[i];
        json_t *regions = json_array();
        char date[16];
        for (size_t k = i; k < di_findings_alike(findings, i); k++)
            (void)json_array_append_new(regions, json_string(findings->list[k].region));
        di_date_format(f->last_civil_day, date);
        (void)json_array_append_new(
            list, json_pack("{s:s, s:s, s:s, s:o, s:s, s:s, s:o, s:o, s:o}", "id", f->id,
                            "severity", di_finding_severity_id(f->severity), "region",
                            f->region, "regions", regions, "period_end", date, "indicator",
                            f->indicator, "size", number_or_null(f->size), "p05",
                            number_or_null(f->low), "p95", number_or_null(f->high)));
    }
    free(findings);
    return list;
}

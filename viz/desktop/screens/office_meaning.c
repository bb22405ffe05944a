/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "office_meaning.h"

#include <string.h>

#include "di/language.h"
#include "di/model.h"

#include "commands.h"

/* ---- names ---- */

const char *office_kind_name(enum import_kind kind)
{
    static const char *const names[IMPORT_KINDS] = {N_("Not known yet"),
                                                    N_("Values of the scenario"),
                                                    N_("Register of institutions"),
                                                    N_("Children in care, counted"),
                                                    N_("Workers and posts"),
                                                    N_("Placement episodes")};
    return names[kind];
}

struct naming {
    const char *id, *name;
};

static const char *find(const struct naming *list, size_t count, const char *id)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i].id, id) == 0)
            return list[i].name;
    return NULL;
}

const char *office_role_name(enum import_kind kind, const char *role)
{
    static const struct naming roles[] = {{"region", N_("Region")},
                                          {"setting", N_("Form of care")},
                                          {"institution", N_("Institution")},
                                          {"age", N_("Age")},
                                          {"sex", N_("Sex")},
                                          {"disability", N_("Disability")},
                                          {"stay", N_("Time in care")},
                                          {"kind", N_("Kind of care")},
                                          {"children", N_("Number of children")},
                                          {"id", N_("Code of the institution")},
                                          {"name", N_("Name of the institution")},
                                          {"capacity", N_("Places")},
                                          {"opened", N_("Opened on")},
                                          {"closed", N_("Closed on")},
                                          {"buildings", N_("Number of buildings")},
                                          {"role", N_("Post")},
                                          {"fte", N_("Filled posts, full-time")},
                                          {"posts", N_("Posts, full-time")},
                                          {"vacancies", N_("Vacant posts, full-time")},
                                          {"in_training", N_("In training, full-time")},
                                          {"person", N_("Key of the child")},
                                          {"child", N_("Key of the child")},
                                          {"birth", N_("Date of birth")},
                                          {"begin", N_("First day there")},
                                          {"end", N_("Day of leaving")},
                                          {"exit", N_("Where to after that")},
                                          {"reason", N_("Reason of coming into care")},
                                          {"legal_status", N_("Legal status")}};
    if (kind == IMPORT_KIND_WORKFORCE && strcmp(role, "kind") == 0)
        return N_("Kind of work");
    const char *name = find(roles, sizeof roles / sizeof roles[0], role);
    return name != NULL ? name : role;
}

static const struct naming care[] = {
    {"institution", N_("Institution")},
    {"sgh", N_("Small group home")},
    {"foster", NC_("kind of care", "Foster care")},
    {"specialised_foster", N_("Specialised foster care")},
    {"emergency_foster", N_("Emergency foster care")},
    {"kinship", N_("Kinship care")},
    {"supported_independent", N_("Supported independent living")}};
enum { CARE = sizeof care / sizeof care[0] };

static const struct naming exits[] = {{"home", N_("Home")},
                                      {"adopted", N_("Adoption")},
                                      {"independent", N_("Independent life")},
                                      {"aftercare", N_("Aftercare: stays at 18")},
                                      {"adult_institution", N_("Adult institution")},
                                      {"left_country", N_("Left the country")},
                                      {"died", N_("Died")},
                                      {"goes_on", N_("Another placement follows")}};

static const struct naming people[] = {{"female", N_("Girls")},
                                       {"male", N_("Boys")},
                                       {"none", N_("No disability")},
                                       {"moderate", N_("Moderate disability")},
                                       {"severe", N_("Severe disability")}};

static const struct naming work[] = {{"assessor", N_("Assesses children")},
                                     {"case_manager", N_("Manages cases")},
                                     {"carer_recruiter", N_("Recruits foster families")},
                                     {"generic", N_("Any of these")}};

static const struct naming others[] = {{"left_out", N_("Leave these rows out")},
                                       {"unchanged", N_("Wherever the child was before")},
                                       {"total", N_("All together: a total")}};

/* ---- choices ---- */

struct choosing {
    struct ui *ui;
    const struct desk *desk;
    const struct office_state *state;
    struct office_choice *choices;
    size_t room, count;
};

static void add(struct choosing *c, const char *text, const char *aside, bool is_chosen,
                struct ui_action action)
{
    const char *filter = c->desk->command_filter;
    const bool is_wanted =
        filter[0] == '\0' || commands_match(text, filter) || commands_match(aside, filter);
    if (is_wanted && c->count < c->room)
        c->choices[c->count++] = (struct office_choice){text, aside, is_chosen, action};
}

static void add_meaning(struct choosing *c, const char *id, const char *text)
{
    const char *now =
        import_mapping_code(&c->state->mapping, c->state->asked.role, c->state->asked.text);
    const char *kept = frame_copy(c->ui->frame, id);
    add(c, text, kept, now != NULL && strcmp(now, id) == 0,
        (struct ui_action){ACT_IMPORT_WORD, 0, kept});
}

static void add_namings(struct choosing *c, const struct naming *list, size_t first,
                        size_t count)
{
    for (size_t i = first; i < first + count; i++)
        add_meaning(c, list[i].id, tr(c->ui, list[i].name));
}

static const struct di_model *model_of(const struct desk *desk)
{
    const struct document *document = session_document(&desk->session);
    const struct office_state *state = desk->office;
    const bool is_meant = office_may_complete(desk) && import_kind_completes(state->kind) &&
                          !state->choices.is_own;
    return is_meant ? document->scenario->model : NULL;
}

static const char *name_in(const struct ui *ui, const struct di_name *name)
{
    return di_language_pick(ui->catalogue->language, name->name_en, name->name_ru);
}

static void add_settings(struct choosing *c, const struct di_model *model)
{
    const bool is_register = c->state->kind == IMPORT_KIND_INSTITUTIONS;
    for (uint32_t s = DI_SETTING_BUILTIN_COUNT; s < model->setting_count; s++) {
        const enum di_kind kind = model->settings[s].kind;
        const bool is_meant = is_register
                                  ? kind == DI_KIND_INSTITUTION || kind == DI_KIND_SGH
                                  : di_kind_is_formal_care(kind) || kind == DI_KIND_DETENTION;
        if (is_meant)
            add_meaning(c, model->settings[s].name.id,
                        name_in(c->ui, &model->settings[s].name));
    }
}

/* "3-6", "18+" */
static const char *band_text(struct ui *ui, const struct di_model *model, uint32_t band)
{
    const int from = (int)model->age_band_from[band];
    return band + 1 < model->age_band_count
               ? frame_format(ui->frame, "%d-%d", from, (int)model->age_band_from[band + 1] - 1)
               : frame_format(ui->frame, "%d+", from);
}

static void add_ages(struct choosing *c, const struct di_model *model)
{
    for (uint32_t b = 0; b < model->age_band_count; b++) {
        const char *band = band_text(c->ui, model, b);
        add_meaning(c, band, band);
    }
}

/* Things of the open scenario. */
static void add_things(struct choosing *c, const struct di_model *model, const char *role)
{
    if (strcmp(role, "setting") == 0)
        add_settings(c, model);
    else if (strcmp(role, "age") == 0)
        add_ages(c, model);
    else if (strcmp(role, "region") == 0)
        for (uint32_t r = 0; r < model->region_count; r++)
            add_meaning(c, model->regions[r].name.id, name_in(c->ui, &model->regions[r].name));
    else if (strcmp(role, "institution") == 0)
        for (uint32_t i = 0; i < model->institution_count; i++)
            add_meaning(c, model->institutions[i].name.id,
                        name_in(c->ui, &model->institutions[i].name));
    else if (strcmp(role, "role") == 0)
        for (uint32_t r = 0; r < model->staffing.role_count; r++)
            add_meaning(c, model->staffing.roles[r].name.id,
                        name_in(c->ui, &model->staffing.roles[r].name));
}

/* A form of care, or a way out, that the file tells apart from others: its id is made of the
 * word. */
static void add_own(struct choosing *c)
{
    char id[65];
    struct ui *ui = c->ui;
    di_office_id_of(c->state->asked.text, id);
    if (strcmp(c->state->asked.role, "exit") == 0) {
        add_meaning(c, frame_format(ui->frame, "other/%s", id),
                    UI_SAY(ui, N_("A way out of its own: '%1'"), di_text_arg(id)));
        return;
    }
    for (size_t i = 0; i < CARE; i++)
        add_meaning(c, frame_format(ui->frame, "%s/%s", care[i].id, id),
                    UI_SAY(ui, N_("%1, counted apart as '%2'"),
                           di_text_arg(tr(ui, care[i].name)), di_text_arg(id)));
}

static void add_of_episodes(struct choosing *c, const char *role)
{
    if (strcmp(role, "setting") == 0) {
        add_namings(c, care, 0, CARE);
        add_meaning(c, "unchanged", tr(c->ui, find(others, 3, "unchanged")));
        add_own(c);
    } else if (strcmp(role, "exit") == 0) {
        add_namings(c, exits, 0, sizeof exits / sizeof exits[0]);
        add_own(c);
    }
    if (strcmp(role, "sex") != 0 && strcmp(role, "disability") != 0)
        add_meaning(c, "left_out", tr(c->ui, find(others, 3, "left_out")));
}

/* What a person typed may be an id that is not in the list. */
static void add_typed(struct choosing *c)
{
    const char *typed = c->desk->command_filter;
    for (size_t i = 0; i < c->count; i++)
        if (c->choices[i].action.text != NULL && strcmp(c->choices[i].action.text, typed) == 0)
            return;
    if (typed[0] != '\0')
        add_meaning(c, typed, UI_SAY(c->ui, N_("'%1', as typed"), di_text_arg(typed)));
}

/* Things of the scenario: what it lacks is no meaning. */
static bool is_thing(const char *role)
{
    return strcmp(role, "region") == 0 || strcmp(role, "setting") == 0 ||
           strcmp(role, "institution") == 0 || strcmp(role, "role") == 0;
}

static void list_meanings(struct choosing *c)
{
    const char *role = c->state->asked.role;
    const struct di_model *model = model_of(c->desk);
    const enum import_kind kind = c->state->kind;
    if (model != NULL)
        add_things(c, model, role);
    if (strcmp(role, "sex") == 0)
        add_namings(c, people, 0, 2);
    if (strcmp(role, "disability") == 0)
        add_namings(c, people, 2, 3);
    if (strcmp(role, "kind") == 0 && kind == IMPORT_KIND_WORKFORCE)
        add_namings(c, work, 0, sizeof work / sizeof work[0]);
    else if (strcmp(role, "kind") == 0)
        add_namings(c, care, 0, kind == IMPORT_KIND_INSTITUTIONS ? 2 : CARE);
    if (kind == IMPORT_KIND_EPISODES)
        add_of_episodes(c, role);
    if (kind == IMPORT_KIND_STOCK && strcmp(role, "kind") != 0)
        add_meaning(c, "total", tr(c->ui, find(others, 3, "total")));
    if (model == NULL || !is_thing(role))
        add_typed(c);
    if (import_mapping_code(&c->state->mapping, role, c->state->asked.text) != NULL)
        add(c, tr(c->ui, N_("Not said")), "", false,
            (struct ui_action){ACT_IMPORT_WORD, 0, ""});
}

/* ---- columns ---- */

/* Heading of the column that has the role now; "" for none. */
static const char *holder_of(const struct import_outcome *outcome, size_t role)
{
    for (size_t f = 0; f < outcome->look_count; f++)
        for (size_t c = 0; c < outcome->looks[f].column_count; c++)
            if (outcome->looks[f].roles[c] == role)
                return outcome->looks[f].headings[c];
    return "";
}

/* A heading of a stock that counts children of one value. */
static void add_counted(struct choosing *c, const char *heading, const char *id,
                        const char *text)
{
    const char *now = import_mapping_code(&c->state->mapping, "heading", heading);
    add(c, UI_SAY(c->ui, N_("Counts of children: %1"), di_text_arg(text)), "",
        now != NULL && strcmp(now, id) == 0,
        (struct ui_action){ACT_IMPORT_ROLE, 0, frame_format(c->ui->frame, "heading:%s", id)});
}

static void list_counted(struct choosing *c, const char *heading)
{
    const struct di_model *model = model_of(c->desk);
    for (size_t i = 0; i < sizeof people / sizeof people[0]; i++)
        add_counted(c, heading, people[i].id, tr(c->ui, people[i].name));
    for (uint32_t b = 0; model != NULL && b < model->age_band_count; b++) {
        const char *band = band_text(c->ui, model, b);
        add_counted(c, heading, band, band);
    }
    for (uint32_t s = DI_SETTING_BUILTIN_COUNT; model != NULL && s < model->setting_count; s++)
        if (di_kind_is_formal_care(model->settings[s].kind))
            add_counted(c, heading, model->settings[s].name.id,
                        name_in(c->ui, &model->settings[s].name));
}

static void list_roles(struct choosing *c)
{
    const struct import_outcome *outcome = office_outcome(c->state);
    if (outcome == NULL || c->state->asked.file >= outcome->look_count)
        return;
    const struct import_look *look = &outcome->looks[c->state->asked.file];
    const size_t own = look->roles[c->state->asked.column];
    add(c, tr(c->ui, N_("Not read")), "", own == SIZE_MAX,
        (struct ui_action){ACT_IMPORT_ROLE, 0, ""});
    for (size_t r = look->first_role; r < look->first_role + look->role_count; r++) {
        const struct di_office_role *role = &outcome->roles.items[r];
        if (strcmp(role->id, "heading") == 0) /* has no column */
            continue;
        const char *holder = own == r ? "" : holder_of(outcome, r);
        add(c, tr(c->ui, office_role_name(outcome->kind, role->id)),
            holder[0] != '\0' ? UI_SAY(c->ui, N_("now '%1'"), di_text_arg(holder))
            : role->is_needed ? tr(c->ui, N_("needed"))
                              : "",
            own == r, (struct ui_action){ACT_IMPORT_ROLE, 0, role->id});
    }
    if (outcome->kind == IMPORT_KIND_STOCK)
        list_counted(c, look->headings[c->state->asked.column]);
}

static void list_sheets(struct choosing *c)
{
    const struct import_outcome *outcome = office_outcome(c->state);
    const char *now = import_mapping_option(&c->state->mapping, "sheet");
    for (size_t i = 0; outcome != NULL && i < outcome->looks[0].sheet_count; i++) {
        const char *name = outcome->looks[0].sheets[i];
        add(c, name, "", now != NULL ? strcmp(now, name) == 0 : i == 0,
            (struct ui_action){ACT_IMPORT_SHEET, (int64_t)i, NULL});
    }
}

size_t office_choices(struct ui *ui, const struct desk *desk, struct office_choice *choices,
                      size_t room, const char **title_out)
{
    const struct office_state *state = desk->office;
    struct choosing choosing = {
        .ui = ui, .desk = desk, .state = state, .choices = choices, .room = room};
    const struct import_outcome *outcome = office_outcome(state);
    *title_out = "";
    if (state == NULL || outcome == NULL)
        return 0;
    switch (state->asked.list) {
    case OFFICE_LIST_ROLES:
        if (state->asked.file < outcome->look_count &&
            state->asked.column < outcome->looks[state->asked.file].column_count)
            *title_out = UI_SAY(
                ui, N_("What is the column '%1'?"),
                di_text_arg(outcome->looks[state->asked.file].headings[state->asked.column]));
        list_roles(&choosing);
        break;
    case OFFICE_LIST_MEANINGS:
        *title_out = UI_SAY(ui, N_("What does '%1' mean?"), di_text_arg(state->asked.text));
        list_meanings(&choosing);
        break;
    case OFFICE_LIST_SHEETS:
        *title_out = tr(ui, N_("Which sheet of the workbook?"));
        list_sheets(&choosing);
        break;
    }
    return choosing.count;
}

/* ---- what was chosen, in words ---- */

static const char *thing_name(struct ui *ui, const struct di_model *model, const char *role,
                              const char *id)
{
    if (strcmp(role, "region") == 0)
        for (uint32_t i = 0; i < model->region_count; i++)
            if (strcmp(model->regions[i].name.id, id) == 0)
                return name_in(ui, &model->regions[i].name);
    if (strcmp(role, "setting") == 0 || strcmp(role, "heading") == 0)
        for (uint32_t i = 0; i < model->setting_count; i++)
            if (strcmp(model->settings[i].name.id, id) == 0)
                return name_in(ui, &model->settings[i].name);
    if (strcmp(role, "institution") == 0)
        for (uint32_t i = 0; i < model->institution_count; i++)
            if (strcmp(model->institutions[i].name.id, id) == 0)
                return name_in(ui, &model->institutions[i].name);
    if (strcmp(role, "role") == 0)
        for (uint32_t i = 0; i < model->staffing.role_count; i++)
            if (strcmp(model->staffing.roles[i].name.id, id) == 0)
                return name_in(ui, &model->staffing.roles[i].name);
    return NULL;
}

const char *office_meaning_name(struct ui *ui, const struct desk *desk, const char *role,
                                const char *id)
{
    const struct di_model *model = model_of(desk);
    const char *name = model != NULL ? thing_name(ui, model, role, id) : NULL;
    if (name != NULL)
        return name;
    name = find(others, sizeof others / sizeof others[0], id);
    if (name == NULL && strcmp(role, "exit") == 0)
        name = find(exits, sizeof exits / sizeof exits[0], id);
    const bool is_of_people = strcmp(role, "sex") == 0 || strcmp(role, "disability") == 0 ||
                              strcmp(role, "heading") == 0;
    if (name == NULL && is_of_people)
        name = find(people, sizeof people / sizeof people[0], id);
    if (name == NULL && strcmp(role, "kind") == 0)
        name = find(work, sizeof work / sizeof work[0], id);
    if (name == NULL && (strcmp(role, "kind") == 0 || strcmp(role, "setting") == 0))
        name = find(care, CARE, id);
    return name != NULL ? tr(ui, name) : id;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 'import workforce': workers and posts by role and region. All workers of one role and region
 * are one team; the teams of the table take the place of the scenario's, and one of the same
 * role and region keeps what the table does not say (planned hires, later steps of posts).
 */
#include <stdio.h>
#include <string.h>

#include "di/office_slug.h"

#include "office/care_words.h"
#include "opening_steps.h"
#include "opening_words.h"

enum workforce_role {
    WORKFORCE_REGION,
    WORKFORCE_ROLE,
    WORKFORCE_KIND, /* of the role */
    WORKFORCE_FTE,
    WORKFORCE_POSTS,
    WORKFORCE_VACANCIES,
    WORKFORCE_TRAINING,
    WORKFORCE_ROLES
};

static const struct di_office_role roles[WORKFORCE_ROLES] = {
    [WORKFORCE_REGION] = {"region", DI_HEADINGS_REGION, .is_needed = true, .has_codes = true},
    [WORKFORCE_ROLE] = {"role",
                        "role|post|position|job title|occupation|profession|staff category|"
                        "должность|роль|специалист|категория работников|"
                        "наименование должности",
                        .is_needed = true, .has_codes = true},
    [WORKFORCE_KIND] = {"kind", "kind|kind of role|вид|вид работы", .has_codes = true},
    [WORKFORCE_FTE] = {"fte",
                       "fte|fte in post|filled fte|fte filled|filled posts|filled|"
                       "fte workers|занято ставок|занятые ставки|фактически занято|"
                       "занято|фактически занято ставок|занятых ставок|"
                       "фактически занятых ставок",
                       .has_codes = true},
    [WORKFORCE_POSTS] = {"posts",
                         "posts|budgeted posts|funded posts|fte posts|established posts|"
                         "establishment|штатные единицы|штатных единиц|ставки|ставок|"
                         "по штату|число ставок|штатная численность|всего ставок|"
                         "штатных ставок",
                         .has_codes = true},
    [WORKFORCE_VACANCIES] = {"vacancies",
                             "vacancies|vacant posts|vacant|fte vacancies|вакансии|вакансий|"
                             "вакантные ставки|вакантно|свободные ставки|вакантных ставок|"
                             "вакантные должности",
                             .has_codes = true},
    [WORKFORCE_TRAINING] = {"in_training",
                            "in training|trainees|fte in training|на обучении|в обучении|"
                            "обучаются|стажеры",
                            .has_codes = true},
};

#define SAME_FTE 0.011 /* posts are published with two decimals */

/* Numbers of a row; NaN: not said. */
struct figures {
    double fte, posts, vacancies, training;
};

struct workforce_team {
    uint32_t row; /* 0: not in the table */
    uint32_t region, role;
    struct figures of;
};

/* A row of totals: of a region, a role, or all. */
struct workforce_total {
    uint32_t row, region, role;
    double fte;
};

struct workforce {
    struct di_opening_book *book;
    struct workforce_team *teams; /* in the order of the table */
    uint32_t count, room;
    struct workforce_total *totals;
    uint32_t total_count, total_room;
    const char *above[2]; /* texts of region and role of the row before */
    size_t notes, added;
    struct opening_text_list overfull;
};

/* ---- the cells of a row ---- */

struct row {
    struct workforce *workforce;
    const struct di_office_cell *cells;
    uint32_t line;
};

static const char *cell(const struct row *row, enum workforce_role role)
{
    return opening_cell_text(&row->cells[role]);
}

static double read_number(struct row *row, enum workforce_role role)
{
    struct di_opening_book *book = row->workforce->book;
    double value = (double)NAN;
    if (book->columns[role] != SIZE_MAX &&
        opening_book_number(book, role, book->columns[role], &row->cells[role], row->line,
                            false, &value) != OPENING_NUMBER)
        return (double)NAN;
    return value;
}

static const char *place_text(struct row *row, enum workforce_role role)
{
    return opening_place_text(row->workforce->book, &row->cells[role],
                              &row->workforce->above[role]);
}

static uint32_t find_region(struct row *row)
{
    const char *text = place_text(row, WORKFORCE_REGION);
    if (text[0] != '\0')
        return opening_book_find(row->workforce->book, &row->workforce->book->regions,
                                 WORKFORCE_REGION, text, "region", row->line);
    opening_report_empty(row->workforce->book, WORKFORCE_REGION, row->line);
    return OPENING_NONE;
}

static const char *kind_of(struct row *row, const char *text)
{
    struct di_opening_book *book = row->workforce->book;
    const char *given = cell(row, WORKFORCE_KIND);
    const char *code =
        di_office_mapping_id(book->mapping, WORKFORCE_KIND, given[0] != '\0' ? given : text);
    const char *kind = code != NULL ? code : given[0] != '\0' ? given : opening_role_kind(text);
    return kind != NULL ? di_arena_copy_text(&book->arena, kind) : NULL;
}

/* A role that the scenario lacks is new if the table tells its kind. */
static uint32_t find_role(struct row *row)
{
    struct di_opening_book *book = row->workforce->book;
    const char *text = place_text(row, WORKFORCE_ROLE);
    if (text[0] == '\0') {
        opening_report_empty(book, WORKFORCE_ROLE, row->line);
        return OPENING_NONE;
    }
    const bool has_kind = cell(row, WORKFORCE_KIND)[0] != '\0';
    const bool is_coded = di_office_mapping_id(book->mapping, WORKFORCE_ROLE, text) != NULL;
    uint32_t role = OPENING_NONE;
    if (has_kind && !is_coded && opening_names_find(&book->roles, text, NULL) == OPENING_NONE)
        role = opening_book_new(book, &book->roles, text, "role");
    else
        role = opening_book_find(book, &book->roles, WORKFORCE_ROLE, text, "role", row->line);
    if (role != OPENING_NONE && book->roles.items[role].kind == NULL)
        book->roles.items[role].kind = kind_of(row, text);
    return role;
}

/* ---- posts, filled and vacant ---- */

static void report_posts(struct row *row, const char *sentence, const struct figures *of)
{
    struct di_opening_book *book = row->workforce->book;
    OPENING_PROBLEM(book, row->line, SIZE_MAX, DI_ERR_INCONSISTENT,
                    DI_N_("Posts are those filled, in training or vacant. Correct one of the "
                          "numbers, or leave one out."),
                    sentence, di_real_arg(of->posts), di_real_arg(of->fte),
                    di_real_arg(of->vacancies),
                    di_real_arg(isnan(of->training) ? 0 : of->training));
}

/* What two of posts, filled and vacancies leave for the third. */
static bool settle_figures(struct row *row, struct figures *of)
{
    struct di_opening_book *book = row->workforce->book;
    const double training = isnan(of->training) ? 0 : of->training;
    if (isnan(of->fte) && (isnan(of->posts) || isnan(of->vacancies))) {
        OPENING_PROBLEM(
            book, row->line, book->columns[WORKFORCE_FTE], DI_ERR_MISSING,
            DI_N_("Give the filled posts, or posts and vacancies. That is no zero."),
            DI_N_("Column '%1': how many workers there are is not said."),
            di_text_arg(opening_heading(book, WORKFORCE_FTE)));
        return false;
    }
    if (isnan(of->fte))
        of->fte = of->posts - of->vacancies - training;
    else if (isnan(of->posts) && !isnan(of->vacancies))
        of->posts = of->fte + of->vacancies + training;
    if (!isnan(of->posts) && !isnan(of->vacancies) &&
        fabs(of->posts - of->fte - of->vacancies - training) > SAME_FTE) {
        report_posts(
            row, DI_N_("%1 posts are not the %2 filled, %3 vacant and %4 in training."), of);
        return false;
    }
    if (of->fte < 0 || (!isnan(of->posts) && of->posts < of->fte + training - SAME_FTE)) {
        report_posts(row, DI_N_("%1 posts are fewer than the workers there are."), of);
        return false;
    }
    return true;
}

/* ---- rows ---- */

static struct workforce_team *find_team(struct workforce *workforce, uint32_t region,
                                        uint32_t role)
{
    for (uint32_t i = 0; i < workforce->count; i++)
        if (workforce->teams[i].region == region && workforce->teams[i].role == role)
            return &workforce->teams[i];
    return NULL;
}

static void *grow(struct workforce *workforce, const void *old, uint32_t *room, size_t size)
{
    void *grown = di_arena_grow(&workforce->book->arena, old, room, size);
    workforce->book->ran_out = workforce->book->ran_out || grown == NULL;
    return grown;
}

static void add_team(struct workforce *workforce, const struct workforce_team *team)
{
    if (workforce->count == workforce->room) {
        struct workforce_team *grown =
            grow(workforce, workforce->teams, &workforce->room, sizeof *workforce->teams);
        if (grown == NULL)
            return;
        workforce->teams = grown;
    }
    workforce->teams[workforce->count++] = *team;
}

static void add_total(struct workforce *workforce, const struct workforce_total *total)
{
    if (workforce->total_count == workforce->total_room) {
        struct workforce_total *grown = grow(workforce, workforce->totals,
                                             &workforce->total_room, sizeof *workforce->totals);
        if (grown == NULL)
            return;
        workforce->totals = grown;
    }
    workforce->totals[workforce->total_count++] = *total;
}

static void take_again(struct row *row, struct workforce_team *team, const struct figures *of)
{
    struct di_opening_book *book = row->workforce->book;
    char line[16];
    (void)snprintf(line, sizeof line, "%u", team->row);
    if (!book->answers.adds_duplicates) {
        OPENING_PROBLEM(book, row->line, SIZE_MAX, DI_ERR_INCONSISTENT,
                        DI_N_("Leave one out; or --add-rows, if each row is a part of them."),
                        DI_N_("Row %1 has the workers of '%2' in '%3' already."),
                        di_text_arg(line), di_text_arg(book->roles.items[team->role].id),
                        di_text_arg(book->regions.items[team->region].id));
        return;
    }
    team->of.fte += of->fte;
    team->of.posts += of->posts; /* NaN if one row does not say */
    team->of.training = isnan(team->of.training) ? of->training
                        : isnan(of->training)    ? team->of.training
                                                 : team->of.training + of->training;
    row->workforce->added++;
}

static bool is_total(const struct row *row)
{
    return di_office_begins_as_total(cell(row, WORKFORCE_REGION)) ||
           di_office_begins_as_total(cell(row, WORKFORCE_ROLE)) ||
           di_office_is_total(cell(row, WORKFORCE_REGION)) ||
           di_office_is_total(cell(row, WORKFORCE_ROLE));
}

static bool is_note(const struct row *row)
{
    size_t filled = 0;
    for (size_t r = 0; r < WORKFORCE_ROLES; r++)
        filled += cell(row, (enum workforce_role)r)[0] != '\0' ? 1 : 0;
    return filled == 1 &&
           (cell(row, WORKFORCE_REGION)[0] != '\0' || cell(row, WORKFORCE_ROLE)[0] != '\0');
}

static void take_total(struct row *row)
{
    struct di_opening_book *book = row->workforce->book;
    struct workforce_total total = {
        .row = row->line, .region = OPENING_NONE, .role = OPENING_NONE};
    const char *region = cell(row, WORKFORCE_REGION), *role = cell(row, WORKFORCE_ROLE);
    if (region[0] != '\0' && !di_office_begins_as_total(region))
        total.region = opening_names_find(&book->regions, region, NULL);
    if (role[0] != '\0' && !di_office_begins_as_total(role))
        total.role = opening_names_find(&book->roles, role, NULL);
    total.fte = read_number(row, WORKFORCE_FTE);
    add_total(row->workforce, &total);
}

static void take_row(struct workforce *workforce, const struct di_office_cell *cells,
                     uint32_t line)
{
    struct row row = {.workforce = workforce, .cells = cells, .line = line};
    if (is_total(&row)) {
        take_total(&row);
        return;
    }
    if (is_note(&row)) {
        workforce->notes++;
        return;
    }
    const uint32_t region = find_region(&row), role = find_role(&row);
    struct figures of = {.fte = read_number(&row, WORKFORCE_FTE),
                         .posts = read_number(&row, WORKFORCE_POSTS),
                         .vacancies = read_number(&row, WORKFORCE_VACANCIES),
                         .training = read_number(&row, WORKFORCE_TRAINING)};
    if (region == OPENING_NONE || role == OPENING_NONE || !settle_figures(&row, &of))
        return;
    struct workforce_team *team = find_team(workforce, region, role);
    if (team != NULL)
        take_again(&row, team, &of);
    else
        add_team(workforce, &(struct workforce_team){line, region, role, of});
}

static void read_rows(struct workforce *workforce)
{
    struct di_opening_book *book = workforce->book;
    struct di_office_cell cells[WORKFORCE_ROLES];
    uint32_t line;
    if (!opening_book_select(book, book->columns, WORKFORCE_ROLES,
                             book->columns + WORKFORCE_FTE, WORKFORCE_ROLES - WORKFORCE_FTE))
        return;
    while (di_office_table_next(book->table, cells, &line))
        take_row(workforce, cells, line);
    book->rows = di_office_table_rows(book->table);
    opening_report_unknown(book);
}

/* ---- looking ---- */

static void look_at_total(struct workforce *workforce, const struct workforce_total *total)
{
    double sum = 0;
    for (uint32_t i = 0; i < workforce->count; i++) {
        const struct workforce_team *team = &workforce->teams[i];
        if ((total->region >= OPENING_AMBIGUOUS || team->region == total->region) &&
            (total->role >= OPENING_AMBIGUOUS || team->role == total->role))
            sum += team->of.fte;
    }
    if (!isnan(total->fte) && fabs(total->fte - sum) > SAME_FTE * (workforce->count + 1))
        OPENING_FINDING(
            workforce->book, "total_unlike_parts", true, total->row,
            DI_N_("Row %1: the total is %2 filled posts, the rows add up to %3. They "
                  "are used."),
            di_integer_arg(total->row), di_real_arg(total->fte), di_real_arg(sum));
}

static void look(struct workforce *workforce)
{
    struct di_opening_book *book = workforce->book;
    struct opening_text_list idle = {.count = 0};
    for (uint32_t i = 0; i < workforce->total_count; i++)
        look_at_total(workforce, &workforce->totals[i]);
    if (workforce->total_count > 0)
        OPENING_FINDING(book, "totals", false, 0,
                        DI_N_("%1 {%1|row of totals was|rows of totals were} compared with the "
                              "rows, and not counted again."),
                        di_integer_arg(workforce->total_count));
    if (workforce->notes > 0)
        OPENING_FINDING(
            book, "notes", false, 0,
            DI_N_("%1 {%1|row holds|rows hold} words and no number, and {%1|is|are} "
                  "left out."),
            di_integer_arg((int64_t)workforce->notes));
    if (workforce->added > 0)
        OPENING_FINDING(
            book, "added_up", true, 0,
            DI_N_("%1 {%1|row is|rows are} of the same team as an earlier one, and added "
                  "to it."),
            di_integer_arg((int64_t)workforce->added));
    for (uint32_t r = 0; r < book->regions.count; r++)
        if (!book->regions.items[r].is_named)
            opening_text_list_add(&idle, book->regions.items[r].id);
    if (idle.count > 0)
        OPENING_FINDING(
            book, "regions_without_workers", true, 0,
            DI_N_("%1 {%1|region of the scenario has|regions of the scenario have} no "
                  "row, and so no workers: %2."),
            di_integer_arg((int64_t)idle.count),
            di_list_arg(opening_text_list_take(book, &idle)));
}

/* ---- the patch ---- */

/* The scenario's team of this role and region; the first if it has several. */
static uint32_t team_of(struct di_opening_book *book, const char *region, const char *role)
{
    for (uint32_t t = 0; t < book->teams.count; t++) {
        const struct opening_thing *team = &book->teams.items[t];
        if (team->region != NULL && team->setting != NULL &&
            strcmp(team->region, region) == 0 && strcmp(team->setting, role) == 0)
            return t;
    }
    return OPENING_NONE;
}

/* Posts that the scenario has; NaN: it does not say. */
static double posts_before(const struct di_opening_book *book, const char *id)
{
    const json_t *workers =
        json_object_get(json_object_get(book->base, "resources"), "workers");
    const json_t *posts = json_object_get(json_object_get(workers, id), "posts");
    const json_t *value = json_is_object(posts) ? json_object_get(posts, "value") : posts;
    return json_is_number(value) ? json_number_value(value) : (double)NAN;
}

/* The table's; else the scenario's, unless there are more workers now than it has posts. */
static void write_posts(struct workforce *workforce, const struct workforce_team *team,
                        const char *id, json_t *object)
{
    struct di_opening_book *book = workforce->book;
    const double workers = team->of.fte + (isnan(team->of.training) ? 0 : team->of.training);
    const double before = posts_before(book, id);
    if (!isnan(team->of.posts) && fabs(team->of.posts - workers) > SAME_FTE) {
        di_json_set(&book->json, object, "posts", opening_value(book, team->of.posts));
    } else if (!isnan(before) && (!isnan(team->of.posts) || before < workers - SAME_FTE)) {
        di_json_set(&book->json, object, "posts", json_null());
        if (isnan(team->of.posts))
            opening_text_list_add(&workforce->overfull, id);
    }
}

static void write_team(struct workforce *workforce, const struct workforce_team *team,
                       json_t *section)
{
    struct di_opening_book *book = workforce->book;
    const char *region = book->regions.items[team->region].id;
    const char *role = book->roles.items[team->role].id;
    uint32_t t = team_of(book, region, role);
    json_t *object = json_object();
    if (t == OPENING_NONE) {
        char name[2 * DI_OFFICE_SLUG_MAX + 2];
        (void)snprintf(name, sizeof name, "%s %s", region, role);
        t = opening_book_new(book, &book->teams, name, "team");
        if (t == OPENING_NONE) {
            json_decref(object);
            return;
        }
        di_json_set(&book->json, object, "region", json_string(region));
        di_json_set(&book->json, object, "role", json_string(role));
    }
    book->teams.items[t].is_named = true;
    const char *id = book->teams.items[t].id;
    di_json_set(&book->json, object, "fte", opening_value(book, team->of.fte));
    if (!isnan(team->of.training))
        di_json_set(&book->json, object, "in_training", opening_value(book, team->of.training));
    write_posts(workforce, team, id, object);
    di_json_set(&book->json, section, id, object);
}

static void write_roles(struct di_opening_book *book)
{
    for (uint32_t r = 0; r < book->roles.count; r++) {
        const struct opening_thing *role = &book->roles.items[r];
        if (role->is_of_scenario)
            continue;
        if (role->kind == NULL) {
            opening_survey_kind(book, WORKFORCE_KIND, role);
            OPENING_PROBLEM(book, 0, book->columns[WORKFORCE_ROLE], DI_ERR_MISSING,
                            DI_N_("Say it in a mapping file: \"codes\": {\"kind\": {\"...\": "
                                  "\"generic\"}}. Kinds are assessor, case_manager, "
                                  "carer_recruiter and generic."),
                            DI_N_("What may the role '%1' do? Its name does not tell."),
                            di_text_arg(role->name));
            continue;
        }
        json_t *object = json_object();
        di_json_set(&book->json, object, "name", json_string(role->name));
        di_json_set(&book->json, object, "kind", json_string(role->kind));
        di_json_set(&book->json, opening_section(book, "roles"), role->id, object);
        OPENING_FINDING(
            book, "role_added", true, 0,
            DI_N_("The role '%1' is new, of kind '%2'; its hours are the defaults."),
            di_text_arg(role->id), di_text_arg(role->kind));
    }
}

static void write(struct workforce *workforce)
{
    struct di_opening_book *book = workforce->book;
    struct opening_text_list removed = {.count = 0};
    json_t *section = json_object();
    opening_write_regions(book);
    write_roles(book);
    for (uint32_t i = 0; i < workforce->count; i++)
        write_team(workforce, &workforce->teams[i], section);
    for (uint32_t t = 0; t < book->teams.count; t++)
        if (!book->teams.items[t].is_named) {
            opening_text_list_add(&removed, book->teams.items[t].id);
            di_json_set(&book->json, section, book->teams.items[t].id, json_null());
        }
    if (removed.count > 0)
        OPENING_FINDING(
            book, "removed", true, 0,
            DI_N_("%1 {%1|team|teams} of the scenario {%1|is|are} not in the table, and "
                  "{%1|is|are} taken out: %2."),
            di_integer_arg((int64_t)removed.count),
            di_list_arg(opening_text_list_take(book, &removed)));
    if (workforce->overfull.count > 0)
        OPENING_FINDING(
            book, "posts_left_out", true, 0,
            DI_N_("%1 {%1|team has|teams have} more workers than the scenario has posts "
                  "for; the posts are left out: %2."),
            di_integer_arg((int64_t)workforce->overfull.count),
            di_list_arg(opening_text_list_take(book, &workforce->overfull)));
    di_json_set(&book->json, opening_section(book, "resources"), "workers", section);
}

/* ---- the report ---- */

static const char *const keys[] = {"role", "teams", "fte", "in_training", "posts"};
static const char *const headings[] = {DI_N_("Role"), DI_N_("Teams"), DI_N_("Filled posts"),
                                       DI_N_("In training"), DI_N_("Posts")};

static void tell(struct workforce *workforce)
{
    struct di_opening_book *book = workforce->book;
    struct di_quality_table *to = di_data_quality_table(
        book->quality, "workers", DI_N_("Workers by role"), keys, headings, 5);
    for (uint32_t r = 0; r < book->roles.count; r++) {
        struct figures sum = {0, 0, 0, 0};
        double teams = 0;
        for (uint32_t i = 0; i < workforce->count; i++) {
            const struct workforce_team *team = &workforce->teams[i];
            if (team->role != r)
                continue;
            teams++;
            sum.fte += team->of.fte;
            sum.posts += team->of.posts; /* NaN if any does not say */
            sum.training += isnan(team->of.training) ? 0 : team->of.training;
        }
        if (teams <= 0)
            continue;
        di_quality_text(to, book->roles.items[r].id);
        di_quality_number(to, teams);
        di_quality_number(to, sum.fte);
        di_quality_number(to, sum.training);
        di_quality_number(to, sum.posts);
    }
}

static void read_workforce(struct di_opening_book *book)
{
    struct workforce workforce = {.book = book};
    opening_note_unused(book, WORKFORCE_ROLES);
    read_rows(&workforce);
    if (book->problems->errors > book->errors_before || book->ran_out)
        return;
    look(&workforce);
    write(&workforce);
    tell(&workforce);
    book->rows_used = book->rows - workforce.notes - workforce.total_count;
}

const struct opening_kind opening_workforce = {
    {"workforce", roles, WORKFORCE_ROLES, opening_options, OPENING_POST_OPTIONS},
    read_workforce};

enum di_status di_opening_workforce_read(const struct di_opening_request *request,
                                         struct di_diagnostics *diagnostics,
                                         struct di_opening_book **out, struct di_error *error)
{
    return opening_import(request, &opening_workforce, diagnostics, out, error);
}

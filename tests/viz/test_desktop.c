/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the window that need no window: layout, focus, text, undo, steps. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "di/schema.h"
#include "di/time.h"

#include "control.h"
#include "di_test.h"
#include "edits.h"
#include "flow.h"
#include "frame_dump.h"
#include "import_mapping.h"
#include "input_word.h"
#include "scenario_diff.h"
#include "steps.h"
#include "text_edit.h"
#include "text_widths.h"

/* Every letter half as wide as the type is high. */
static double fake_width(void *context, const char *text, const struct di_text_style *style)
{
    size_t letters = 0;
    (void)context;
    for (; *text != '\0'; text++)
        letters += ((unsigned char)*text & 0xC0u) != 0x80u;
    return 0.5 * style->size * (double)letters;
}

static struct ui make_ui(struct frame *frame)
{
    frame_init(frame);
    frame_begin(frame, 400, 300);
    return (struct ui){
        .frame = frame, .measure = {fake_width, NULL}, .clip = {0, 0, 400, 300}, .scroll = -1};
}

/* ---- flow ---- */

static void cards_stand_side_by_side_where_they_fit(void **state)
{
    (void)state;
    const struct flow_slot slots[] = {{.weight = 1, .narrowest = 100, .height = 50},
                                      {.weight = 3, .narrowest = 100, .height = 80}};
    struct di_rect rects[2];
    /* 410 less a gap of 10 is 400, shared 1 to 3 */
    assert_near(flow_place(slots, 2, 0, 0, 410, 0, 10, rects), 80, 1e-9);
    assert_near(rects[0].width, 100, 1e-9);
    assert_near(rects[1].x, 110, 1e-9);
    assert_near(rects[1].width, 300, 1e-9);
    assert_near(rects[0].height, 80, 1e-9);
}

static void cards_stand_below_each_other_where_not(void **state)
{
    (void)state;
    const struct flow_slot slots[] = {{.weight = 1, .narrowest = 100, .height = 50},
                                      {.weight = 3, .narrowest = 100, .height = 80}};
    struct di_rect rects[2];
    assert_near(flow_place(slots, 2, 0, 0, 400, 0, 10, rects), 140, 1e-9);
    assert_near(rects[1].x + 1, 1, 1e-9);
    assert_near(rects[1].y, 60, 1e-9);
    assert_near(rects[0].width, 400, 1e-9);
}

static void height_left_over_goes_to_what_grows(void **state)
{
    (void)state;
    const struct flow_slot slots[] = {
        {.weight = 1, .narrowest = 100, .height = 50},
        {.weight = 1, .narrowest = 100, .height = 50, .grow = 1, .starts_line = true}};
    struct di_rect rects[2];
    /* 300 - (50 + 10 + 50) = 190 more */
    assert_near(flow_place(slots, 2, 0, 0, 100, 300, 10, rects), 300, 1e-9);
    assert_near(rects[0].height, 50, 1e-9);
    assert_near(rects[1].height, 240, 1e-9);
}

/* ---- texts ---- */

static void a_label_that_does_not_fit_is_a_fault(void **state)
{
    (void)state;
    struct frame frame;
    struct ui ui = make_ui(&frame);
    const struct ui_text look = {.size = 10, .colour = UI_TEXT};
    struct ui_text cell = look;
    cell.may_shorten = true;
    ui_label(&ui, (struct di_rect){0, 0, 50, 20}, "1234567890", look); /* 50 wide: fits */
    assert_int_equal(frame_count_faults(&frame).clipped, 0);
    ui_label(&ui, (struct di_rect){0, 40, 50, 20}, "12345678901", cell);
    assert_int_equal(frame_count_faults(&frame).clipped, 0);
    ui_label(&ui, (struct di_rect){0, 80, 50, 20}, "12345678901", look);
    assert_int_equal(frame_count_faults(&frame).clipped, 1);
    frame_finish(&frame);
}

static void texts_on_one_another_are_a_fault(void **state)
{
    (void)state;
    struct frame frame;
    struct ui ui = make_ui(&frame);
    const struct ui_text look = {.size = 10, .colour = UI_TEXT};
    ui_label(&ui, (struct di_rect){0, 0, 50, 20}, "one", look);
    ui_label(&ui, (struct di_rect){0, 20, 50, 20}, "two", look);
    assert_int_equal(frame_count_faults(&frame).overlapping, 0);
    ui_label(&ui, (struct di_rect){5, 22, 50, 20}, "three", look);
    assert_int_equal(frame_count_faults(&frame).overlapping, 1);
    frame_finish(&frame);
}

static void a_paragraph_breaks_at_spaces_and_inside_long_words(void **state)
{
    (void)state;
    struct frame frame;
    struct ui ui = make_ui(&frame);
    /* 5 wide a letter: "aaa bbb" is 35, 20 holds four letters */
    assert_near(ui_paragraph_height(&ui, 35, "aaa bbb", 10, false), 13.2, 1e-9);
    assert_near(ui_paragraph_height(&ui, 20, "aaa bbb", 10, false), 26.4, 1e-9);
    assert_near(ui_paragraph_height(&ui, 20, "aaaaaaaaaa", 10, false), 39.6, 1e-9);
    frame_finish(&frame);
}

static void a_remembered_width_is_the_measured_one(void **state)
{
    (void)state;
    struct text_widths *widths = calloc(1, sizeof *widths);
    assert_non_null(widths);
    widths->inner = (struct di_text_measure){fake_width, NULL};
    const struct di_text_measure measure = text_widths_measure(widths);
    for (int round = 0; round < 3; round++)
        for (int i = 0; i < 9000; i++) { /* more than there is room for */
            char text[16];
            const struct di_text_style style = {10 + i % 2, i % 3 == 0};
            (void)snprintf(text, sizeof text, "%d", i);
            assert_near(measure.width(measure.context, text, &style),
                        fake_width(NULL, text, &style), 1e-12);
        }
    free(widths);
}

/* ---- focus ---- */

static struct ui_node *focusable(struct ui *ui, const char *id, const char *group)
{
    struct ui_node *node = ui_node(ui, UI_BUTTON, id, (struct di_rect){0, 0, 10, 10}, id);
    node->is_focusable = true;
    node->group = group;
    return node;
}

static void tab_enters_a_group_once_at_its_selected_node(void **state)
{
    (void)state;
    struct frame frame;
    struct ui ui = make_ui(&frame);
    (void)focusable(&ui, "first", NULL);
    (void)focusable(&ui, "a", "group");
    focusable(&ui, "b", "group")->is_selected = true;
    (void)focusable(&ui, "c", "group");
    (void)focusable(&ui, "last", NULL);
    assert_string_equal(frame_next_focus(&frame, "first", 1)->id, "b");
    assert_string_equal(frame_next_focus(&frame, "b", 1)->id, "last");
    assert_string_equal(frame_next_focus(&frame, "last", 1)->id, "first");
    assert_string_equal(frame_next_focus(&frame, "last", -1)->id, "b");
    assert_string_equal(frame_neighbour(&frame, "b", 1)->id, "c");
    assert_null(frame_neighbour(&frame, "c", 1));
    frame_finish(&frame);
}

static void a_dialog_keeps_the_focus(void **state)
{
    (void)state;
    struct frame frame;
    struct ui ui = make_ui(&frame);
    (void)focusable(&ui, "below", NULL);
    ui.layer = frame.top_layer = 1;
    (void)focusable(&ui, "inside", NULL);
    assert_string_equal(frame_next_focus(&frame, "below", 1)->id, "inside");
    assert_string_equal(frame_node_at(&frame, 5, 5)->id, "inside");
    frame_finish(&frame);
}

/* ---- text being edited ---- */

static void press(struct text_edit *edit, int key, bool is_shift)
{
    const struct ui_event event = {.kind = UI_EVENT_KEY, .key = key, .is_shift = is_shift};
    (void)text_edit_key(edit, &event);
}

static void the_caret_never_splits_a_letter(void **state)
{
    (void)state;
    struct text_edit edit;
    text_edit_begin(&edit, "field", "дом");
    press(&edit, UI_KEY_BACKSPACE, false);
    assert_string_equal(edit.text, "до");
    press(&edit, UI_KEY_LEFT, false);
    text_edit_insert(&edit, "и\xCC\x86"); /* and its breve as a mark of its own */
    assert_string_equal(edit.text, "ди\xCC\x86о");
    press(&edit, UI_KEY_BACKSPACE, false);
    assert_string_equal(edit.text, "до");
    press(&edit, UI_KEY_HOME, true);
    text_edit_insert(&edit, "");
    assert_string_equal(edit.text, "о");
}

/* ---- undo ---- */

static void every_change_can_be_undone_and_done_again(void **state)
{
    (void)state;
    struct edits edits;
    assert_true(edits_init(&edits));
    assert_true(edits_set(&edits, "/a", "1"));
    assert_true(edits_set(&edits, "/b/value", "2"));
    assert_true(edits_touch(&edits, "/b"));
    assert_false(edits_touch(&edits, "/c"));
    assert_true(edits_set(&edits, "/b", "3")); /* takes in what lies inside */
    assert_int_equal(edits_now(&edits)->count, 2);
    assert_true(edits_undo(&edits));
    assert_string_equal(edits_now(&edits)->items[1].pointer, "/b/value");
    assert_true(edits_redo(&edits));
    assert_string_equal(edits_now(&edits)->items[1].pointer, "/b");
    assert_true(edits_reset(&edits, "/a"));
    assert_int_equal(edits_now(&edits)->count, 1);
    assert_true(edits_undo(&edits) && edits_undo(&edits) && edits_undo(&edits) &&
                edits_undo(&edits));
    assert_false(edits_undo(&edits));
    assert_int_equal(edits_now(&edits)->count, 0);
    assert_true(edits_set(&edits, "/d", "4"));
    assert_false(edits_redo(&edits));
    edits_finish(&edits);
}

static void edits_make_one_merge_patch(void **state)
{
    (void)state;
    struct edits edits;
    assert_true(edits_init(&edits));
    assert_true(edits_set(&edits, "/a/b~1c", "0.5"));
    assert_true(edits_set(&edits, "/a/d", "\"x\""));
    char *patch = edits_patch(&edits, "{\"id\": \"new\"}");
    assert_non_null(patch);
    assert_non_null(strstr(patch, "\"id\": \"new\""));
    assert_non_null(strstr(patch, "\"b/c\": 0.5"));
    assert_non_null(strstr(patch, "\"d\": \"x\""));
    free(patch);
    edits_finish(&edits);
}

/* What makes one scenario of another: what came is one edit, what went is null, lists are
 * whole, and 1.0 is 1. */
static void a_scenario_differs_by_edits(void **state)
{
    (void)state;
    const char *from = "{\"id\": \"a\", \"homes\": {\"x\": {\"capacity\": 10, \"staff\": [1]},"
                       " \"y\": {\"capacity\": 5}}, \"same\": 1}";
    const char *to = "{\"id\": \"b\", \"homes\": {\"x\": {\"capacity\": {\"value\": 9},"
                     " \"staff\": [1, 2]}, \"z/1\": {\"capacity\": 7}}, \"same\": 1.0}";
    const char *const wanted[][2] = {{"/homes/y", "null"},
                                     {"/homes/x/capacity", "{\"value\":9}"},
                                     {"/homes/x/staff", "[1,2]"},
                                     {"/homes/z~11", "{\"capacity\":7}"}};
    struct edit_state found;
    assert_true(scenario_diff(from, to, &found));
    assert_int_equal(found.count, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(found.items[i].pointer, wanted[i][0]);
        assert_string_equal(found.items[i].json, wanted[i][1]);
    }
    edit_state_finish(&found);
    assert_false(scenario_diff("{", to, &found));
    edit_state_finish(&found);
}

/* ---- words of choices ---- */

struct word_count {
    size_t known, unknown;
};

static void count_words(const char *key, json_t *schema, struct word_count *count);

static void count_words_inside(const char *key, json_t *schema, struct word_count *count)
{
    const char *name;
    json_t *member;
    json_object_foreach(schema, name, member)
    {
        if (strcmp(name, "propertyNames") == 0 || strcmp(name, "not") == 0)
            continue; /* names of members, no values */
        const bool are_fields = strcmp(name, "properties") == 0;
        const char *field;
        json_t *inner;
        if (!are_fields)
            count_words(key, member, count);
        else
            json_object_foreach(member, field, inner) count_words(field, inner, count);
    }
}

/* Words of every enumeration of a schema: those the window can say, and the others. */
static void count_words(const char *key, json_t *schema, struct word_count *count)
{
    size_t i;
    json_t *item;
    json_array_foreach(schema, i, item) count_words(key, item, count);
    json_array_foreach(json_object_get(schema, "enum"), i, item)
    {
        const char *word = json_string_value(item);
        if (word == NULL)
            continue;
        if (input_word_is_known(key, word)) {
            count->known++;
        } else {
            count->unknown++;
            print_error("%s: %s\n", key, word);
        }
    }
    if (json_is_object(schema))
        count_words_inside(key, schema, count);
}

static void every_choice_has_words(void **state)
{
    (void)state;
    char *text = di_schema_write();
    assert_non_null(text);
    json_t *schema = json_loads(text, 0, NULL);
    assert_non_null(schema);
    struct word_count count = {0, 0};
    count_words("", schema, &count);
    assert_int_equal(count.unknown, 0);
    assert_true(count.known > 60);
    json_decref(schema);
    free(text);
}

static void a_word_may_mean_two_things(void **state)
{
    (void)state;
    struct frame frame;
    struct ui ui = make_ui(&frame);
    assert_string_equal(input_word(&ui, "clock", "state"), "time in this form of care");
    assert_string_equal(input_word(&ui, "", "state"), "the state budget");
    assert_string_equal(input_word(&ui, "", "day_centre"), "day centre");
    frame_finish(&frame);
}

static void many_edits_are_one_step(void **state)
{
    (void)state;
    struct edits edits;
    struct edit_state many = {0};
    assert_true(edits_init(&edits));
    assert_true(edits_set(&edits, "/a", "1"));
    assert_true(edit_state_add(&many, "/b", "2"));
    assert_true(edit_state_add(&many, "/c", "3"));
    assert_true(edits_replace(&edits, &many));
    assert_int_equal(edits_now(&edits)->count, 2);
    assert_false(edits_touch(&edits, "/a"));
    assert_true(edits_undo(&edits));
    assert_int_equal(edits_now(&edits)->count, 1);
    assert_true(edits_touch(&edits, "/a"));
    edit_state_finish(&many);
    edits_finish(&edits);
}

/* What a file says that the window does not know stays in it; another kind keeps the roles that
 * it has. */
static void a_mapping_is_made_step_by_step(void **state)
{
    (void)state;
    struct import_mapping mapping = {0};
    enum import_kind kind = IMPORT_KIND_UNKNOWN;
    assert_false(import_mapping_take_text(&mapping, "{\"kind\": \"table\"}", &kind));
    assert_true(import_mapping_take_text(
        &mapping,
        "{\"format\": 1, \"kind\": \"institutions\", \"notes\": \"ours\","
        " \"columns\": {\"region\": \"Oblast\", \"capacity\": \"Beds\"}}",
        &kind));
    assert_int_equal(kind, IMPORT_KIND_INSTITUTIONS);
    import_mapping_set_code(&mapping, "region", "N", "north");
    assert_string_equal(import_mapping_code(&mapping, "region", "N"), "north");
    import_mapping_set_code(&mapping, "region", "N", NULL);
    assert_null(import_mapping_codes(&mapping, "region"));
    import_mapping_set_heading_row(&mapping, 3);
    const struct import_roles roles = import_kind_roles(IMPORT_KIND_STOCK, NULL);
    import_mapping_set_kind(&mapping, IMPORT_KIND_STOCK, &roles);
    assert_string_equal(import_mapping_column(&mapping, "region"), "Oblast");
    assert_null(import_mapping_column(&mapping, "capacity"));
    char *text = import_mapping_text(&mapping);
    assert_non_null(strstr(text, "\"notes\": \"ours\""));
    assert_non_null(strstr(text, "\"heading_row\": 3"));
    assert_null(strstr(text, "codes"));
    free(text);
    import_mapping_finish(&mapping);
}

/* ---- steps ---- */

static void a_dragged_step_keeps_its_kind(void **state)
{
    (void)state;
    const struct di_scenario_input input = {
        .number = 10,
        .steps = "[{\"from\": \"2028-01-01\", \"multiply\": 1.5, \"over\": \"2 years\"},"
                 " {\"from\": \"2030-01-01\", \"add\": -4}]"};
    struct steps steps;
    assert_true(steps_read(&steps, &input));
    assert_near(steps_level(&steps, 0), 15, 1e-12);
    assert_near(steps_level(&steps, 1), 6, 1e-12);
    steps_set_level(&steps, 0, 20); /* twice the value of 10 */
    steps_set_level(&steps, 1, 3);
    assert_int_equal(steps_insert(&steps, di_date_from_civil(2029, 1, 1)), 1);
    assert_near(steps_level(&steps, 1), 20, 1e-12);
    char *json = steps_write(&steps, false);
    assert_non_null(json);
    assert_non_null(strstr(json, "\"multiply\": 2.0"));
    assert_non_null(strstr(json, "\"over\": \"2 years\""));
    assert_non_null(strstr(json, "\"add\": -7.0"));
    free(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cards_stand_side_by_side_where_they_fit),
        cmocka_unit_test(cards_stand_below_each_other_where_not),
        cmocka_unit_test(height_left_over_goes_to_what_grows),
        cmocka_unit_test(a_label_that_does_not_fit_is_a_fault),
        cmocka_unit_test(texts_on_one_another_are_a_fault),
        cmocka_unit_test(a_paragraph_breaks_at_spaces_and_inside_long_words),
        cmocka_unit_test(a_remembered_width_is_the_measured_one),
        cmocka_unit_test(tab_enters_a_group_once_at_its_selected_node),
        cmocka_unit_test(a_dialog_keeps_the_focus),
        cmocka_unit_test(the_caret_never_splits_a_letter),
        cmocka_unit_test(every_change_can_be_undone_and_done_again),
        cmocka_unit_test(edits_make_one_merge_patch),
        cmocka_unit_test(a_scenario_differs_by_edits),
        cmocka_unit_test(every_choice_has_words),
        cmocka_unit_test(a_word_may_mean_two_things),
        cmocka_unit_test(many_edits_are_one_step),
        cmocka_unit_test(a_mapping_is_made_step_by_step),
        cmocka_unit_test(a_dragged_step_keeps_its_kind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

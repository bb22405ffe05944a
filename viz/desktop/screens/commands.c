/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys are those of UX section 6. */
#include "commands.h"

#include <ctype.h>
#include <string.h>

#include "desk.h"

#define GO(id)                                                                                 \
    {                                                                                          \
        ACT_SCREEN, id, NULL                                                                   \
    }
#define SHOW(id)                                                                               \
    {                                                                                          \
        ACT_OVERLAY, id, NULL                                                                  \
    }
#define DO(id)                                                                                 \
    {                                                                                          \
        id, 0, NULL                                                                            \
    }

static const struct command commands[] = {
    {NC_("screen", "Home"), "Ctrl+1", '1', true, false, GO(SCREEN_HOME)},
    {N_("Assumptions"), "Ctrl+2", '2', true, false, GO(SCREEN_ASSUMPTIONS)},
    {N_("Run settings"), "Ctrl+3", '3', true, false, GO(SCREEN_RUN)},
    {N_("Overview"), "Ctrl+4", '4', true, false, GO(SCREEN_OVERVIEW)},
    {N_("Pathways"), "Ctrl+5", '5', true, false, GO(SCREEN_PATHWAYS)},
    {N_("One child"), "", 0, false, false, GO(SCREEN_LIFE)},
    {N_("Capacity"), "Ctrl+6", '6', true, false, GO(SCREEN_CAPACITY)},
    {N_("Costs"), "Ctrl+7", '7', true, false, GO(SCREEN_COSTS)},
    {N_("Compare"), "Ctrl+8", '8', true, false, GO(SCREEN_COMPARE)},
    {N_("Optimise plan"), "Ctrl+9", '9', true, false, GO(SCREEN_OPTIMISE)},
    {N_("Calibration"), "", 0, false, false, GO(SCREEN_CALIBRATION)},
    {N_("Import data"), "", 0, false, false, GO(SCREEN_IMPORT)},
    {N_("Report"), "Ctrl+P", 'p', true, false, GO(SCREEN_REPORT)},
    {N_("Run the simulation"), "F5", UI_KEY_F5, false, false, DO(ACT_RUN)},
    {N_("Stop what runs"), "Esc", 0, false, false, DO(ACT_CANCEL)},
    {N_("New from a template"), "Ctrl+N", 'n', true, false, GO(SCREEN_HOME)},
    {N_("Open a file or results folder"), "Ctrl+O", 'o', true, false, DO(ACT_OPEN_DIALOG)},
    {N_("Save the scenario"), "Ctrl+S", 's', true, false, DO(ACT_SAVE)},
    {N_("Save the scenario as"), "Ctrl+Shift+S", 's', true, true, DO(ACT_SAVE_AS)},
    {N_("Duplicate the scenario"), "Ctrl+D", 'd', true, false, DO(ACT_DUPLICATE)},
    {N_("Open scenarios"), "", 0, false, false, SHOW(OVERLAY_DOCUMENTS)},
    {N_("Undo"), "Ctrl+Z", 'z', true, false, DO(ACT_UNDO)},
    {N_("Redo"), "Ctrl+Shift+Z", 'z', true, true, DO(ACT_REDO)},
    {N_("Find an input"), "Ctrl+F", 'f', true, false, DO(ACT_FIND_INPUT)},
    {N_("Undo all changes of this scenario"), "", 0, false, false, DO(ACT_RESET_ALL)},
    {N_("Export"), "Ctrl+E", 'e', true, false, SHOW(OVERLAY_EXPORT)},
    {N_("Copy the chart's data"), "Ctrl+C", 'c', true, false, DO(ACT_COPY)},
    {N_("Show the chart as a table"), "T", 0, false, false, DO(ACT_TABLE)},
    {N_("Baseline on or off"), "B", 0, false, false, DO(ACT_BASELINE_TOGGLE)},
    {N_("Next part of the window"), "F6", UI_KEY_F6, false, false, DO(ACT_NEXT_PANE)},
    {N_("Larger"), "Ctrl++", '+', true, false, DO(ACT_ZOOM_IN)},
    {N_("Smaller"), "Ctrl+-", '-', true, false, DO(ACT_ZOOM_OUT)},
    {N_("Normal size"), "Ctrl+0", '0', true, false, DO(ACT_ZOOM_RESET)},
    {N_("Full screen"), "F11", UI_KEY_F11, false, false, DO(ACT_FULL_SCREEN)},
    {N_("Language and look"), "", 0, false, false, SHOW(OVERLAY_LANGUAGE)},
    {N_("Colours: light"), "", 0, false, false, {ACT_THEME, DI_THEME_LIGHT, NULL}},
    {N_("Colours: dark"), "", 0, false, false, {ACT_THEME, DI_THEME_DARK, NULL}},
    {N_("Colours: high contrast"),
     "",
     0,
     false,
     false,
     {ACT_THEME, DI_THEME_HIGH_CONTRAST, NULL}},
    {N_("Colours: grey, as printed"),
     "",
     0,
     false,
     false,
     {ACT_THEME, DI_THEME_PRINT_GREY, NULL}},
    {N_("All commands"), "Ctrl+K", 'k', true, false, SHOW(OVERLAY_COMMANDS)},
    {N_("Help"), "F1", UI_KEY_F1, false, false, SHOW(OVERLAY_HELP)},
    {N_("Leave the program"), "Ctrl+Q", 'q', true, false, DO(ACT_QUIT)},
};

const struct command *commands_all(size_t *count_out)
{
    *count_out = sizeof commands / sizeof commands[0];
    return commands;
}

bool commands_by_key(const struct ui_event *event, struct ui_action *action_out)
{
    const int key = event->key == '=' ? '+' : event->key;
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        const struct command *command = &commands[i];
        const bool is_shift_free = command->key == '+';
        if (command->key == 0 || command->key != key ||
            command->is_control != event->is_control ||
            (!is_shift_free && command->is_shift != event->is_shift))
            continue;
        *action_out = command->action;
        return true;
    }
    return false;
}

/* ---- matching ---- */

/* Lower case of ASCII and of the Cyrillic block; other letters stay. */
static size_t fold(const char *text, char *out, size_t size)
{
    size_t used = 0;
    for (const unsigned char *c = (const unsigned char *)text; *c != '\0' && used + 2 < size;) {
        if (c[0] == 0xD0 && c[1] >= 0x90 && c[1] <= 0x9F) { /* capital A to P */
            out[used++] = (char)0xD0;
            out[used++] = (char)(c[1] + 0x20);
            c += 2;
        } else if (c[0] == 0xD0 && c[1] >= 0xA0 && c[1] <= 0xAF) { /* R to YA */
            out[used++] = (char)0xD1;
            out[used++] = (char)(c[1] - 0x20);
            c += 2;
        } else {
            out[used++] = (char)(*c < 0x80 ? tolower(*c) : *c);
            c++;
        }
    }
    out[used] = '\0';
    return used;
}

bool commands_match(const char *name, const char *typed)
{
    char where[1200], what[300];
    (void)fold(name, where, sizeof where);
    (void)fold(typed, what, sizeof what);
    for (char *word = what; *word != '\0';) {
        char *end = word + strcspn(word, " ");
        const char after = *end;
        *end = '\0';
        if (*word != '\0' && strstr(where, word) == NULL)
            return false;
        word = after == '\0' ? end : end + 1;
    }
    return true;
}

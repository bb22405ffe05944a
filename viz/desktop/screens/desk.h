/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The state behind the window: the session, which screen is shown and how, what has the focus
 * and what is being typed. Screens turn it into a frame and never change it; events change it
 * here and nowhere else.
 */
#ifndef DESK_H
#define DESK_H

#include "di/fluid_build.h"
#include "di/plan.h"
#include "di/theme.h"

#include "action.h"
#include "chart_view.h"
#include "session.h"
#include "steps.h"
#include "text_edit.h"
#include "ui.h"

#define DESK_SCREENS(X)                                                                        \
    X(HOME, "home")                                                                            \
    X(ASSUMPTIONS, "assumptions")                                                              \
    X(RUN, "run")                                                                              \
    X(OVERVIEW, "overview")                                                                    \
    X(PATHWAYS, "pathways")                                                                    \
    X(LIFE, "life")                                                                            \
    X(CAPACITY, "capacity")                                                                    \
    X(COSTS, "costs")                                                                          \
    X(COMPARE, "compare")                                                                      \
    X(OPTIMISE, "optimise")                                                                    \
    X(CALIBRATION, "calibration")                                                              \
    X(IMPORT, "import")                                                                        \
    X(REPORT, "report")

#define DESK_SCREEN_ENUM(suffix, key) SCREEN_##suffix,
enum screen_id { DESK_SCREENS(DESK_SCREEN_ENUM) SCREENS };
#undef DESK_SCREEN_ENUM

enum overlay_id {
    OVERLAY_NONE,
    OVERLAY_COMMANDS,
    OVERLAY_HELP,
    OVERLAY_DOCUMENTS,
    OVERLAY_LANGUAGE,
    OVERLAY_EXPORT,
    OVERLAY_TABLE,
    OVERLAY_INPUT_DIFF,
    OVERLAY_SAVE_AS,
    OVERLAY_UNSAVED,
    OVERLAY_MULTIPLY,
    OVERLAY_OPEN,
    OVERLAY_CHOICE, /* of a meaning, on Import */
    OVERLAY_MESSAGE
};

/* What waits until it is known what becomes of changes that no file holds. */
enum desk_leaving { LEAVING_NOTHING, LEAVING_DOCUMENT, LEAVING_PROGRAM };

/* What the mouse holds. */
enum desk_drag { DRAG_NONE, DRAG_STEP, DRAG_YEAR_FROM, DRAG_YEAR_TO };

#define DESK_SCROLLS 32
#define DESK_ENDING_IMPORTS 4
#define DESK_ZOOM_LOW 0.8
#define DESK_ZOOM_HIGH 2.0

/* What the desk asks of its surroundings; every member may be NULL in tests. */
struct desk_host {
    void *context;
    /* Catalogue of a language (code of di/language.h); valid until the next call. */
    void (*open_catalogue)(void *context, const char *language,
                           struct di_catalogue *catalogue_out);
    void (*wake)(void *context); /* from any thread */
    bool (*set_clipboard)(void *context, const char *text);
    /* Clipboard text; free with free(); NULL if there is none. */
    char *(*get_clipboard)(void *context);
    void (*toggle_full_screen)(void *context);
    /* A plan as a scenario file that extends `base`; free with free(); NULL if that fails. */
    char *(*make_plan_scenario)(void *context, const struct di_model *model,
                                const struct di_fluid_country *country,
                                const struct di_plan *plan, const char *base);
    /* `$schema` for a file to be written at `path`, made from `copied`; free with free();
     * NULL: none. */
    char *(*link_schema)(void *context, const char *path, const char *copied);
    const char *program_version;
    const char *scenarios; /* folder of shipped ones, or NULL */
};

struct desk {
    struct desk_host host;
    struct session session;
    struct chart_views charts;
    struct text_widths *widths;

    enum screen_id screen;
    enum overlay_id overlay;
    enum di_theme_id theme;
    double zoom;
    char language[8];
    struct di_catalogue catalogue;
    bool wants_to_quit;

    char focus[256];
    char focus_before[256]; /* to go back to when an overlay closes */
    struct text_edit edit;
    bool has_mouse;
    double mouse_x, mouse_y; /* logical pixels */
    char pressed[256];       /* node the button went down on */
    struct {
        char id[64];
        double offset;
    } scrolls[DESK_SCROLLS];
    char reveal[256]; /* node to scroll into view with the next frame */

    char message[600]; /* toast or dialog text, translated */
    bool message_is_problem;
    char command_filter[128];
    char open_path[1024];                 /* as typed so far */
    char save_path[1024], save_name[256]; /* as typed so far */
    char save_over[1024];                 /* a file that Save replaces when pressed again */
    enum desk_leaving leaving;
    size_t leaving_document; /* index */
    char table_chart[64];
    char hit_chart[64]; /* chart whose hit areas the keyboard walks */
    int hit;            /* index, -1: none */

    /* Assumptions */
    char search[256], topic[64], input[600];
    bool only_changed;
    char factor[64];    /* as typed so far */
    struct steps steps; /* of the chosen input, as being dragged */
    enum desk_drag drag;
    size_t step;              /* chosen, SIZE_MAX: none */
    struct di_rect step_plot; /* set by the screen: where the drag is measured */
    double step_low, step_high;
    int32_t step_from, step_to;

    bool shows_run_log;

    /* results screens */
    int tab[SCREENS];
    int from_year, to_year;      /* of pathways; 0: all */
    struct di_rect period_track; /* set by the screen: where a drag is measured */
    const char *gap_resource;    /* set by Capacity, of its results; NULL: as charts choose */
    bool hides_baseline;
    unsigned pinned_columns;       /* of Compare, bits by column */
    struct input_diff *input_diff; /* current scenario against the baseline */
    int selected_hit[SCREENS];     /* of the main chart, -1: none */

    /* Import */
    char import_path[1024];
    struct table_import *import;                            /* values of the scenario */
    struct import_job *ending_imports[DESK_ENDING_IMPORTS]; /* told to stop */
    struct office_state *office; /* any table, while it is looked at */

    /* Report */
    int report_audience, report_format;
    unsigned report_left_out; /* bits, as in di/report.h */
    char report_language[8];
    unsigned report_page; /* first shown, from 0 */
    struct report_preview *report_preview;

    struct optimise_state *optimise;
    bool shows_families; /* of the plan, by region and quarter */

    /* One child */
    struct life_state *lives;
    int life_child; /* of the list, from 0 */
};

void desk_init(struct desk *desk, const struct desk_host *host);
void desk_finish(struct desk *desk);

/* Take an event; true if the frame must be made anew (else only hover changed). */
bool desk_take_event(struct desk *desk, const struct frame *frame,
                     const struct ui_event *event);

/* Make the frame for a window of this many logical pixels. */
void desk_build(struct desk *desk, struct frame *frame, const struct di_text_measure *measure,
                double width, double height);

/* Do something (desk_action.c); `frame` is the last one made. */
void desk_act(struct desk *desk, const struct frame *frame, const struct ui_action *action);

/* NULL: the system's. The report speaks it too, until another one is chosen there. Given
 * desk->language itself, only the catalogue is opened anew. */
void desk_set_language(struct desk *desk, const char *language);
void desk_set_zoom(struct desk *desk, double zoom);
void desk_say(struct desk *desk, bool is_problem, const char *text);
/* The sentence of an error, in the desk's language. */
void desk_say_error(struct desk *desk, const struct di_error *error);
const char *desk_tr(const struct desk *desk, const char *id);
void desk_focus(struct desk *desk, const char *id);
/* Copies what fits of `from` (NULL: ""), whole characters only; the two may be the same. */
void desk_copy_text(char *to, size_t size, const char *from);
double *desk_scroll(struct desk *desk, const char *id);

const char *screen_key(enum screen_id screen);
/* English name, marked for translation. */
const char *screen_name(enum screen_id screen);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Everything a person can do, by name. Buttons, menus, shortcuts and the command list carry one
 * of these with a number or a text; desk_act does it.
 */
#ifndef ACTION_H
#define ACTION_H

#include "frame.h"

enum action_kind {
    ACT_NONE,
    ACT_SCREEN, /* number: enum screen_id */
    ACT_OPEN,   /* text: path of a scenario or results folder */
    ACT_OPEN_DIALOG,
    ACT_OPEN_TYPED,      /* what was typed into the dialog */
    ACT_OPEN_TYPE,       /* text */
    ACT_CHOOSE_DOCUMENT, /* number: index */
    ACT_CLOSE_DOCUMENT,  /* number: index */
    ACT_BASELINE,        /* number: index; again: none */
    ACT_DUPLICATE,
    ACT_SAVE,
    ACT_SAVE_AS,   /* opens the dialog */
    ACT_SAVE_NAME, /* text: what people call it */
    ACT_SAVE_PATH, /* text: its file */
    ACT_SAVE_WRITE,
    ACT_LEAVE_SAVE, /* answers to "what of the changes?" */
    ACT_LEAVE_KEEP,
    ACT_LEAVE_DISCARD,
    ACT_UNDO,
    ACT_REDO,
    ACT_RECOVER,
    ACT_DISCARD,

    ACT_OVERLAY, /* number: enum overlay_id */
    ACT_CLOSE_OVERLAY,
    ACT_COMMAND_FILTER, /* text */
    ACT_LANGUAGE,       /* text: code of di/language.h */
    ACT_THEME,          /* number: enum di_theme_id */
    ACT_ZOOM_IN,
    ACT_ZOOM_OUT,
    ACT_ZOOM_RESET,
    ACT_FULL_SCREEN,
    ACT_NEXT_PANE,

    ACT_RUN,
    ACT_CANCEL,
    ACT_REPLICATIONS, /* text */
    ACT_SEED,         /* text */
    ACT_THREADS,      /* text */
    ACT_PRECISION,    /* text: percent */
    ACT_STOP_WHEN_PRECISE,
    ACT_RUN_LOG, /* shown or folded away */

    ACT_SEARCH,     /* text */
    ACT_FIND_INPUT, /* focus the search field */
    ACT_TOPIC,      /* text: first key; "" for all */
    ACT_ONLY_CHANGED,
    ACT_SELECT_INPUT, /* text: pointer */
    ACT_SHOW_INPUT,   /* text: pointer; opens Assumptions there */
    ACT_SET_VALUE,    /* text: as typed */
    ACT_SET_CHOICE,   /* text: one of the choices */
    ACT_FACTOR,       /* text: what all numbers shown are to be multiplied by */
    ACT_MULTIPLY,
    ACT_RESET_INPUT,
    ACT_RESET_ALL,
    ACT_STEP_ADD,
    ACT_STEP_SELECT, /* number: index */
    ACT_STEP_REMOVE,
    ACT_STEP_DATE,  /* text */
    ACT_STEP_LEVEL, /* text */

    ACT_SELECT_HIT, /* number: hit of the chart with the focus */
    ACT_TABLE,      /* of the chart with the focus */
    ACT_COPY,
    ACT_EXPORT_PNG, /* the chart with the focus, or the first */
    ACT_EXPORT_SVG,
    ACT_EXPORT_PDF,
    ACT_EXPORT_CSV,
    ACT_EXPORT_RESULTS,
    ACT_BASELINE_TOGGLE, /* shown or not, on the charts */
    ACT_TAB,             /* number: tab of the screen */
    ACT_PIN_COLUMN,      /* number: column of Compare, pinned or let go */
    ACT_TRY_WAY,         /* number: of the list beside the heatmap */
    ACT_LIFE_CHILD,      /* number: of the list of One child */
    ACT_YEAR_FROM,       /* number: steps */
    ACT_YEAR_TO,

    ACT_OPTIMISE,
    ACT_OPTIMISE_TARGET,
    ACT_OPTIMISE_VALUE,    /* number: enum optimise_value; text */
    ACT_OPTIMISE_FAMILIES, /* shown or folded away */
    ACT_MAKE_SCENARIO,

    ACT_IMPORT_PATH,      /* text */
    ACT_IMPORT_SEPARATOR, /* number: the sign */
    ACT_IMPORT_DECIMAL,   /* number: the sign */
    ACT_IMPORT_ENCODING,  /* number: enum di_text_encoding */
    ACT_IMPORT_SHEET,     /* number: of a workbook */
    ACT_IMPORT_COLUMN,    /* number: column; text: key of a field, "": left out */
    ACT_IMPORT_SAMPLE,    /* number: enum import_sample_kind */
    ACT_IMPORT_APPLY,
    ACT_IMPORT_CLEAR,
    ACT_IMPORT_CHOOSE,      /* number: 0 the file, 1 another, 2 a mapping; asks the system */
    ACT_IMPORT_SECOND,      /* text: path of another file */
    ACT_IMPORT_KIND,        /* number: enum import_kind */
    ACT_IMPORT_FORM,        /* how the file is written: shown or folded away */
    ACT_IMPORT_HEADING_ROW, /* text */
    ACT_IMPORT_LIST,        /* number: OFFICE_LIST_NUMBER */
    ACT_IMPORT_ROLE,        /* of what the list is about; text: role, "": not read */
    ACT_IMPORT_WORD,        /* of what the list is about; text: meaning, "": not said */
    ACT_IMPORT_NEAREST,     /* number: index of the word, which means its nearest */
    ACT_IMPORT_OWN,         /* number: a scenario of its own, or 0 */
    ACT_IMPORT_CHOICE,      /* number: enum office_field; text */
    ACT_IMPORT_BLANK,       /* number: choice of IMPORT_BLANK */
    ACT_IMPORT_CENSORED,    /* number: choice of IMPORT_CENSORED */
    ACT_IMPORT_ADD_ROWS,
    ACT_IMPORT_ENGLISH,
    ACT_IMPORT_READ,    /* again, after it was stopped */
    ACT_IMPORT_TAKE,    /* into the open scenario, or as one of its own */
    ACT_IMPORT_MAPPING, /* text: path to load */
    ACT_IMPORT_KEEP,    /* text: path to save the mapping as; NULL: as it is named */

    ACT_REPORT_AUDIENCE, /* number */
    ACT_REPORT_LANGUAGE, /* text */
    ACT_REPORT_FORMAT,   /* number */
    ACT_REPORT_SECTION,  /* number: enum di_report_section, in or out */
    ACT_REPORT_PAGE,     /* number: pages on */
    ACT_REPORT_WRITE,
    ACT_QUIT
};

#endif

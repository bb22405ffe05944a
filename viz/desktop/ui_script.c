/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words are cut in place. */
#include "ui_script.h"

#include <stdlib.h>
#include <string.h>

#include "user_file.h"

bool ui_script_open(struct ui_script *script, const char *path)
{
    memset(script, 0, sizeof *script);
    script->text = user_file_read(path, NULL);
    script->at = script->text;
    return script->text != NULL;
}

void ui_script_close(struct ui_script *script)
{
    free(script->text);
    memset(script, 0, sizeof *script);
}

static void cut_words(char *line, struct ui_command *command)
{
    for (char *c = line; *c != '\0' && command->count < UI_SCRIPT_WORDS;) {
        c += strspn(c, " \t");
        if (*c == '\0' || *c == '#')
            break;
        const bool is_quoted = *c == '"';
        if (is_quoted)
            c++;
        command->words[command->count++] = c;
        c += is_quoted ? strcspn(c, "\"") : strcspn(c, " \t");
        if (*c != '\0')
            *c++ = '\0';
    }
}

bool ui_script_next(struct ui_script *script, struct ui_command *command_out)
{
    while (script->at != NULL && *script->at != '\0') {
        char *line = script->at;
        char *end = line + strcspn(line, "\n");
        script->at = *end == '\n' ? end + 1 : end;
        *end = '\0';
        script->line++;
        memset(command_out, 0, sizeof *command_out);
        command_out->line = script->line;
        cut_words(line, command_out);
        if (command_out->count > 0)
            return true;
    }
    return false;
}

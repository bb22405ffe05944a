/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver_judge.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "di_test.h"

enum { COMMAND_MAX = 2048, LINE_SIZE = 512 };

enum solver_judge { SOLVER_GLPSOL, SOLVER_CBC, SOLVER_JUDGES };

static const char *const names[SOLVER_JUDGES] = {"glpsol", "cbc"};

/* Is the program installed? */
static bool is_here(enum solver_judge judge)
{
    char command[64];
    (void)snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", names[judge]);
    return system(command) == 0;
}

/* The answer file names the optimum: "s bas 3 4 f f 1.5" or "s mip 3 4 o 1.5" by glpsol,
 * "Optimal - objective value 1.5" by cbc. */
static bool read_optimum(enum solver_judge judge, const char *path, double *value_out)
{
    char line[LINE_SIZE];
    bool is_found = false;
    FILE *stream = fopen(path, "r");
    while (stream != NULL && !is_found && fgets(line, sizeof line, stream) != NULL) {
        if (judge == SOLVER_CBC) {
            static const char start[] = "Optimal - objective value";
            is_found = strncmp(line, start, sizeof start - 1) == 0;
            *value_out = is_found ? strtod(line + sizeof start, NULL) : 0;
        } else if (strncmp(line, "s ", 2) == 0) {
            const bool is_linear = strncmp(line, "s bas", 5) == 0;
            const char *last = strrchr(line, ' ');
            is_found = strstr(line, is_linear ? " f f " : " o ") != NULL && last != NULL;
            *value_out = is_found ? strtod(last, NULL) : 0;
        }
    }
    if (stream != NULL)
        (void)fclose(stream);
    return is_found;
}

/* Optimum of a model file; fails the test if the judge finds none. */
static double optimum_by(enum solver_judge judge, const char *path)
{
    char command[COMMAND_MAX], answer[LINE_SIZE];
    double value = 0;
    (void)snprintf(answer, sizeof answer, "%s.%s", path, names[judge]);
    (void)remove(answer);
    if (judge == SOLVER_CBC)
        (void)snprintf(command, sizeof command,
                       "cbc '%s' ratioGap 0 solve solution '%s' quit >/dev/null 2>&1", path,
                       answer);
    else
        (void)snprintf(command, sizeof command, "glpsol %s '%s' -w '%s' >/dev/null 2>&1",
                       strstr(path, ".lp") != NULL ? "--lp" : "--freemps", path, answer);
    if (system(command) != 0 || !read_optimum(judge, answer, &value))
        fail_msg("no optimum by: %s", command);
    (void)remove(answer);
    return value;
}

/* Installed, or said once not to be. */
static bool is_asked(enum solver_judge judge)
{
    static bool is_said[SOLVER_JUDGES];
    if (is_here(judge))
        return true;
    if (!is_said[judge])
        print_message("%s is not installed: it is not asked\n", names[judge]);
    is_said[judge] = true;
    return false;
}

void solver_judge_agrees(const struct di_fluid_parameters *p, enum di_goal goal, double optimum)
{
    static const char *const endings[] = {".lp", ".mps"};
    for (size_t n = 0; n < sizeof endings / sizeof endings[0]; n++) {
        char path[LINE_SIZE / 2];
        (void)snprintf(path, sizeof path, "%s/judged_%ld%s", DI_BUILD_DIR, (long)getpid(),
                       endings[n]);
        assert_status(di_optimizer_export(p, goal, path, NULL), DI_OK);
        for (enum solver_judge judge = 0; judge < SOLVER_JUDGES; judge++) {
            if (!is_asked(judge))
                continue;
            const double found = optimum_by(judge, path);
            if (!(fabs(found - optimum) <= fmax(1e-6 * fabs(optimum), 1e-5)))
                fail_msg("%s finds %.12g in %s, we %.12g (goal %d)", names[judge], found,
                         endings[n], optimum, (int)goal);
        }
        (void)remove(path);
    }
}

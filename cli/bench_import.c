/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the file to the scenario's text: reading, histories, events and exposure, rates. The
 * file is made up, the same one each time, and removed at the end; making it is not measured.
 */
#include "bench_import.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/disk_file.h"
#include "di/episodes.h"
#include "di/key.h"
#include "di/platform.h"
#include "di/time.h"
#include "di/wall_clock.h"

#include "error_report.h"

#define EPISODES 200000.0
#define SEED UINT64_C(20261128)

enum { PATH_BYTES = 4096, REPEATS_MAX = 99, FROM = 2016, TO = 2024, DAYS_OF_ENTRY = 3650 };

struct making {
    FILE *stream;
    uint64_t state;
};

/* A number from 0 to below `below`: the same file on every machine. */
static uint32_t next(struct making *making, uint32_t below)
{
    making->state++;
    return (uint32_t)(di_key_scramble(making->state) >> 32) % below;
}

static void put_date(struct making *making, int32_t day)
{
    char text[16];
    di_date_format(day, text);
    (void)fputs(text, making->stream);
}

/* One child's stays, each of some months, until it leaves. @return how many */
static uint64_t write_child(struct making *making, uint64_t child)
{
    static const char *const settings[] = {"foster", "foster", "kinship", "institution", "sgh"};
    static const char *const exits[] = {"home", "home", "adopted", "independent"};
    static const char *const reasons[] = {"neglect", "poverty", "illness"};
    int32_t day = di_date_from_civil(FROM - 1, 1, 1) + (int32_t)next(making, DAYS_OF_ENTRY);
    const int32_t birth = day - (int32_t)next(making, 16 * 365);
    const char *sex = next(making, 2) == 0 ? "female" : "male";
    const char *reason = reasons[next(making, 3)];
    for (uint64_t stay = 1;; stay++) {
        const bool is_last = next(making, 3) == 0;
        (void)fprintf(making->stream, "C%07llu,", (unsigned long long)child);
        put_date(making, birth);
        (void)fprintf(making->stream, ",%s,", sex);
        put_date(making, day);
        day += 30 + (int32_t)next(making, 500);
        (void)fputc(',', making->stream);
        put_date(making, day);
        (void)fprintf(making->stream, ",%s,%s,%s\n", settings[next(making, 5)],
                      is_last ? exits[next(making, 4)] : "goes_on", reason);
        if (is_last)
            return stay;
    }
}

/* false: there is no room on the disk. */
static bool write_file(char path[PATH_BYTES], uint64_t episodes)
{
    struct making making = {di_platform_passing_file(path, PATH_BYTES), SEED};
    if (making.stream == NULL)
        return false;
    (void)fputs("child,date of birth,sex,begin,end,setting,exit,reason\n", making.stream);
    for (uint64_t rows = 0, child = 0; rows < episodes; child++)
        rows += write_child(&making, child);
    const bool is_whole = ferror(making.stream) == 0;
    const bool is_closed = fclose(making.stream) == 0;
    if (!is_whole || !is_closed)
        (void)di_disk_file_remove(path);
    return is_whole && is_closed;
}

struct outcome {
    double seconds;
    size_t rows, children, bytes;
};

static enum di_status measure(const char *path, struct outcome *outcome, struct di_error *error)
{
    const struct di_episodes_request request = {
        .paths = {path}, .path_count = 1, .name = "bench", .from = FROM, .to = TO};
    struct di_episodes *book = NULL;
    struct di_diagnostics list;
    di_diagnostics_init(&list);
    const double begin = di_wall_clock_seconds();
    enum di_status status = di_episodes_read(&request, &list, &book, error);
    char *text = status == DI_OK ? di_episodes_scenario(book, NULL, NULL) : NULL;
    outcome->seconds = di_wall_clock_seconds() - begin;
    if (status == DI_OK && text == NULL)
        status = di_fail_memory(error);
    if (status == DI_OK) {
        outcome->rows = di_episodes_rows(book);
        outcome->children = di_episodes_children(book);
        outcome->bytes = strlen(text);
    }
    free(text);
    di_episodes_destroy(book);
    di_diagnostics_finish(&list);
    return status;
}

static int by_time(const void *a, const void *b)
{
    const struct outcome *x = a, *y = b;
    return (x->seconds > y->seconds) - (x->seconds < y->seconds);
}

static void print(const struct di_cli *cli, const struct outcome *outcome)
{
    const double rate = outcome->seconds > 0 ? (double)outcome->rows / outcome->seconds : 0;
    char seconds[DI_CATALOGUE_NUMBER_MAX];
    if (cli->is_json) {
        json_t *line =
            json_pack("{s:s, s:I, s:f, s:f, s:I, s:I}", "benchmark", "import", "events",
                      (json_int_t)outcome->rows, "seconds", outcome->seconds,
                      "events_per_second", rate, "children", (json_int_t)outcome->children,
                      "peak_bytes", (json_int_t)di_platform_peak_bytes());
        (void)json_dumpf(line, stdout, JSON_COMPACT | JSON_REAL_PRECISION(9));
        (void)fputc('\n', stdout);
        (void)fflush(stdout);
        json_decref(line);
        return;
    }
    di_catalogue_real(&cli->catalogue, outcome->seconds, 3, seconds);
    DI_SAY(cli, stdout,
           N_("import: %1 {%1|episode|episodes} of %2 {%2|child|children} in %3 seconds."),
           di_integer_arg((int64_t)outcome->rows), di_integer_arg((int64_t)outcome->children),
           di_text_arg(seconds));
}

enum di_exit di_bench_import(const struct di_cli *cli, double size, uint64_t repeat)
{
    struct outcome outcomes[REPEATS_MAX];
    struct di_error error = {0};
    char path[PATH_BYTES] = "";
    enum di_status status = DI_OK;
    memset(outcomes, 0, sizeof outcomes);
    if (!write_file(path, (uint64_t)fmax(1000, round(EPISODES * size))))
        status = DI_FAIL(&error, DI_ERR_FILE, "",
                         DI_N_("The file of the benchmark '%1' cannot be written."),
                         di_text_arg("import"));
    else
        for (uint64_t i = 0; status == DI_OK && i < repeat; i++)
            status = measure(path, &outcomes[i], &error);
    (void)di_disk_file_remove(path);
    if (status != DI_OK)
        return di_error_report(cli, &error);
    qsort(outcomes, repeat, sizeof outcomes[0], by_time);
    print(cli, &outcomes[repeat / 2]);
    return DI_EXIT_DONE;
}

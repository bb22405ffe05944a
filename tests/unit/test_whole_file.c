/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files written beside their place: what stands under the final name at every step. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "di/whole_file.h"

#include "di_test.h"

enum { ROOM = 128 };

static char folder[] = "whole_file.XXXXXX";

static const char *in_folder(const char *name)
{
    static char path[2 * ROOM];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static bool exists(const char *name)
{
    struct stat facts;
    return lstat(in_folder(name), &facts) == 0;
}

static void assert_holds(const char *name, const char *expected)
{
    char text[64] = "";
    FILE *stream = fopen(in_folder(name), "rb");
    assert_non_null(stream);
    text[fread(text, 1, sizeof text - 1, stream)] = '\0';
    (void)fclose(stream);
    assert_string_equal(text, expected);
}

static void put(const char *name, const char *text)
{
    assert_int_equal(
        di_whole_file_write(in_folder(name), text, strlen(text), DI_WHOLE_REPLACES), 0);
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) != NULL ? 0 : -1;
}

/* Fails if anything is left beside what the tests remove. */
static int remove_folder(void **state)
{
    (void)state;
    return rmdir(folder);
}

static void a_name_stands_for_the_old_content_until_the_new_is_whole(void **state)
{
    (void)state;
    struct di_whole_file file;
    put("a", "old");
    assert_int_equal(di_whole_file_open(&file, in_folder("a")), 0);
    assert_true(fputs("new", file.stream) >= 0);
    assert_int_equal(fflush(file.stream), 0);
    assert_holds("a", "old");
    assert_int_equal(di_whole_file_close(&file), 0);
    assert_holds("a", "old");
    assert_int_equal(di_whole_file_name(&file, DI_WHOLE_REPLACES), 0);
    di_whole_file_discard(&file);
    assert_holds("a", "new");
    assert_int_equal(unlink(in_folder("a")), 0);
}

static void a_discarded_file_leaves_the_old_one_and_nothing_else(void **state)
{
    (void)state;
    struct di_whole_file file;
    put("a", "old");
    assert_int_equal(di_whole_file_open(&file, in_folder("a")), 0);
    assert_true(fputs("half", file.stream) >= 0);
    di_whole_file_discard(&file);
    assert_holds("a", "old");
    assert_int_equal(unlink(in_folder("a")), 0);
}

static void a_new_file_refuses_one_that_came_meanwhile(void **state)
{
    (void)state;
    struct di_whole_file file;
    assert_int_equal(di_whole_file_open(&file, in_folder("a")), 0);
    assert_true(fputs("mine", file.stream) >= 0);
    assert_int_equal(di_whole_file_close(&file), 0);
    FILE *other = fopen(in_folder("a"), "wb");
    assert_non_null(other);
    assert_true(fputs("theirs", other) >= 0);
    assert_int_equal(fclose(other), 0);
    assert_int_equal(di_whole_file_name(&file, DI_WHOLE_IS_NEW), EEXIST);
    di_whole_file_discard(&file);
    assert_holds("a", "theirs");
    assert_int_equal(unlink(in_folder("a")), 0);
    assert_int_equal(di_whole_file_write(in_folder("a"), "mine", 4, DI_WHOLE_IS_NEW), 0);
    assert_holds("a", "mine");
    assert_int_equal(unlink(in_folder("a")), 0);
}

static void a_link_that_leads_nowhere_is_a_file_too(void **state)
{
    (void)state;
    assert_int_equal(symlink("nowhere", in_folder("a")), 0);
    assert_int_equal(di_whole_file_write(in_folder("a"), "x", 1, DI_WHOLE_IS_NEW), EEXIST);
    assert_false(exists("nowhere"));
    assert_int_equal(unlink(in_folder("a")), 0);
}

static long number_of_one_that_is_gone(void)
{
    const pid_t child = fork();
    if (child == 0)
        _exit(0);
    assert_true(child > 0);
    assert_int_equal(waitpid(child, NULL, 0), child);
    return (long)child;
}

static void leave(const char *name)
{
    FILE *stream = fopen(in_folder(name), "wb");
    assert_non_null(stream);
    assert_int_equal(fclose(stream), 0);
}

static void leftovers_of_processes_that_are_gone_are_taken_away(void **state)
{
    (void)state;
    char gone[ROOM], living[ROOM], other[ROOM];
    const long number = number_of_one_that_is_gone();
    (void)snprintf(gone, sizeof gone, ".a.%ld.part", number);
    (void)snprintf(other, sizeof other, ".a.b.%ld.part", number);
    (void)snprintf(living, sizeof living, ".a.%ld.part", (long)getppid());
    leave(gone);
    leave(living);
    leave(other);
    put("a", "x");
    assert_false(exists(gone));
    assert_true(exists(living));
    assert_true(exists(other)); /* of the file "a.b" */
    put("a.b", "x");
    assert_false(exists(other));
    assert_int_equal(unlink(in_folder(living)), 0);
    assert_int_equal(unlink(in_folder("a")), 0);
    assert_int_equal(unlink(in_folder("a.b")), 0);
}

static void a_leftover_of_the_same_number_does_not_stand_in_the_way(void **state)
{
    (void)state;
    char own[ROOM];
    (void)snprintf(own, sizeof own, ".a.%ld.part", (long)getpid());
    assert_int_equal(symlink("elsewhere", in_folder(own)), 0);
    put("a", "x");
    assert_false(exists("elsewhere"));
    assert_holds("a", "x");
    assert_int_equal(unlink(in_folder("a")), 0);
}

static void what_fails_says_why_and_leaves_nothing(void **state)
{
    (void)state;
    assert_int_equal(di_whole_file_write(in_folder("absent/a"), "x", 1, DI_WHOLE_REPLACES),
                     ENOENT);
    assert_int_equal(mkdir(in_folder("a"), 0777), 0);
    assert_int_equal(di_whole_file_write(in_folder("a"), "x", 1, DI_WHOLE_REPLACES), EISDIR);
    assert_int_equal(di_whole_file_write(in_folder("a"), "x", 1, DI_WHOLE_IS_NEW), EEXIST);
    assert_int_equal(rmdir(in_folder("a")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_stands_for_the_old_content_until_the_new_is_whole),
        cmocka_unit_test(a_discarded_file_leaves_the_old_one_and_nothing_else),
        cmocka_unit_test(a_new_file_refuses_one_that_came_meanwhile),
        cmocka_unit_test(a_link_that_leads_nowhere_is_a_file_too),
        cmocka_unit_test(leftovers_of_processes_that_are_gone_are_taken_away),
        cmocka_unit_test(a_leftover_of_the_same_number_does_not_stand_in_the_way),
        cmocka_unit_test(what_fails_says_why_and_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

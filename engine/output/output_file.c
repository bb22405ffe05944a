/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Result files: C-locale numbers, LF, temporary name until complete, gzip without a name or
 * time so that equal content gives equal bytes. */
#include "output_file.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/number.h"
#include "di/path.h"
#include "di/time.h"

/* Level 3 takes half the time of zlib's usual 6, and a fifth more bytes. */
enum { GZIP_LEVEL = 3, GZIP_WINDOW = 15 + 16, DEFLATE_MEMORY = 8, BLOCK = 16384 };

static enum di_status fail_file(const struct output_file *file, struct di_error *error)
{
    return DI_FAIL(error, DI_ERR_FILE, file->path,
                   DI_N_("The file '%1' could not be written: %2."), di_text_arg(file->path),
                   di_text_arg(strerror(file->failure)));
}

static void note_code(struct output_file *file, int code)
{
    if (code == 0 || file->is_failed)
        return;
    file->is_failed = true;
    file->failure = code;
}

static void note_failure(struct output_file *file)
{
    note_code(file, errno != 0 ? errno : EIO);
}

enum di_status output_file_open(struct output_file *file, const char *folder, const char *name,
                                bool is_compressed, struct di_error *error)
{
    *file = (struct output_file){.is_compressed = is_compressed};
    file->path = di_path_join(folder, name);
    if (file->path == NULL)
        return di_fail_memory(error);
    if (is_compressed && deflateInit2(&file->deflate, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW,
                                      DEFLATE_MEMORY, Z_DEFAULT_STRATEGY) != Z_OK) {
        file->is_compressed = false;
        return di_fail_memory(error);
    }
    const int code = di_whole_file_open(&file->whole, file->path);
    if (code == ENOMEM)
        return di_fail_memory(error);
    note_code(file, code);
    return code == 0 ? DI_OK : fail_file(file, error);
}

static void write_bytes(struct output_file *file, const void *bytes, size_t size)
{
    if (!file->is_failed && fwrite(bytes, 1, size, file->whole.stream) != size)
        note_failure(file);
}

static void compress_bytes(struct output_file *file, const char *bytes, size_t size, int flush)
{
    unsigned char block[BLOCK];
    unsigned char *copy = NULL; /* zlib's interface is not const */
    if (size > 0) {
        copy = malloc(size);
        if (copy == NULL) {
            errno = ENOMEM;
            note_failure(file);
            return;
        }
        memcpy(copy, bytes, size);
    }
    file->deflate.next_in = copy;
    file->deflate.avail_in = (uInt)size;
    do {
        file->deflate.next_out = block;
        file->deflate.avail_out = sizeof block;
        (void)deflate(&file->deflate, flush);
        write_bytes(file, block, sizeof block - file->deflate.avail_out);
    } while (file->deflate.avail_out == 0);
    free(copy);
}

static void put(struct output_file *file, const char *bytes, size_t size)
{
    if (file->is_compressed)
        compress_bytes(file, bytes, size, Z_NO_FLUSH);
    else
        write_bytes(file, bytes, size);
}

void output_text(struct output_file *file, const char *text)
{
    put(file, text, strlen(text));
}

void output_field(struct output_file *file, const char *text, char end)
{
    if (strpbrk(text, ",\"\r\n") == NULL) {
        put(file, text, strlen(text));
    } else {
        put(file, "\"", 1);
        for (const char *c = text; *c != '\0'; c++) {
            if (*c == '"')
                put(file, "\"", 1);
            put(file, c, 1);
        }
        put(file, "\"", 1);
    }
    put(file, &end, 1);
}

void output_number(struct output_file *file, double value, char end)
{
    char text[DI_NUMBER_TEXT_MAX + 1];
    size_t length;
    /* counts are the bulk of all fields; they need no search for the shortest form */
    if (value == floor(value) && fabs(value) < 1e9) {
        const int written = snprintf(text, sizeof text, "%ld", (long)value);
        length = (size_t)written;
    } else {
        length = di_number_format(value, text);
    }
    text[length++] = end;
    put(file, text, length);
}

void output_date(struct output_file *file, int32_t civil_day, char end)
{
    char text[16];
    di_date_format(civil_day, text);
    output_field(file, text, end);
}

enum di_status output_file_finish(struct output_file *file, struct di_error *error)
{
    errno = 0;
    if (file->is_compressed) {
        compress_bytes(file, NULL, 0, Z_FINISH);
        (void)deflateEnd(&file->deflate);
        file->is_compressed = false;
    }
    note_code(file, di_whole_file_close(&file->whole));
    return file->is_failed ? fail_file(file, error) : DI_OK;
}

enum di_status output_file_rename(struct output_file *file, struct di_error *error)
{
    note_code(file, di_whole_file_name(&file->whole, DI_WHOLE_REPLACES));
    return file->is_failed ? fail_file(file, error) : DI_OK;
}

void output_file_destroy(struct output_file *file)
{
    if (file->is_compressed)
        (void)deflateEnd(&file->deflate);
    di_whole_file_discard(&file->whole);
    free(file->path);
    *file = (struct output_file){0};
}

/* Does the file begin so? `is_there_out`: can it be read at all? */
static bool begins(const char *path, const char *first_line, bool *is_there_out)
{
    char start[32] = "";
    FILE *stream = path == NULL ? NULL : fopen(path, "rb");
    *is_there_out = stream != NULL;
    if (stream == NULL)
        return false;
    const bool read = fgets(start, sizeof start, stream) != NULL;
    (void)fclose(stream);
    return read && strncmp(start, first_line, strlen(first_line)) == 0;
}

bool output_file_may_replace(const char *folder, const char *name, const char *first_line)
{
    bool is_there = false;
    char *path = di_path_join(folder, name);
    const bool is_earlier = begins(path, first_line, &is_there);
    free(path);
    return is_earlier || !is_there; /* nothing there to lose */
}

void output_file_remove_earlier(const char *folder, const char *name, const char *first_line)
{
    bool is_there = false;
    char *path = di_path_join(folder, name);
    if (begins(path, first_line, &is_there))
        (void)remove(path);
    free(path);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Result files: C-locale numbers, LF, temporary name until complete, gzip without a name or
 * time so that equal content gives equal bytes. */
#include "output_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "di/number.h"
#include "di/path.h"
#include "di/time.h"

/* Level 3 takes half the time of zlib's usual 6, and a fifth more bytes. */
enum { GZIP_LEVEL = 3, GZIP_WINDOW = 15 + 16, DEFLATE_MEMORY = 8, BLOCK = 65536 };

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
    file->waiting = malloc(BLOCK);
    if (file->path == NULL || file->waiting == NULL) {
        file->is_compressed = false;
        return di_fail_memory(error);
    }
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
    file->deflate.next_in = (const unsigned char *)bytes;
    file->deflate.avail_in = (uInt)size;
    do {
        file->deflate.next_out = block;
        file->deflate.avail_out = sizeof block;
        (void)deflate(&file->deflate, flush);
        write_bytes(file, block, sizeof block - file->deflate.avail_out);
    } while (file->deflate.avail_out == 0);
}

static void pass_on(struct output_file *file, const char *bytes, size_t size)
{
    if (file->is_compressed)
        compress_bytes(file, bytes, size, Z_NO_FLUSH);
    else
        write_bytes(file, bytes, size);
}

static void pass_waiting(struct output_file *file)
{
    if (file->waiting_size > 0)
        pass_on(file, file->waiting, file->waiting_size);
    file->waiting_size = 0;
}

/* Where `size` bytes more may wait; `size` is at most BLOCK. */
static char *room_for(struct output_file *file, size_t size)
{
    if (size > BLOCK - file->waiting_size)
        pass_waiting(file);
    return file->waiting + file->waiting_size;
}

static void put(struct output_file *file, const char *bytes, size_t size)
{
    if (size > BLOCK) {
        pass_waiting(file);
        pass_on(file, bytes, size);
        return;
    }
    memcpy(room_for(file, size), bytes, size);
    file->waiting_size += size;
}

static void put_byte(struct output_file *file, char end)
{
    *room_for(file, 1) = end;
    file->waiting_size++;
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
        put_byte(file, '"');
        for (const char *c = text; *c != '\0'; c++) {
            if (*c == '"')
                put_byte(file, '"');
            put_byte(file, *c);
        }
        put_byte(file, '"');
    }
    put_byte(file, end);
}

void output_number(struct output_file *file, double value, char end)
{
    char *const text = room_for(file, DI_NUMBER_TEXT_MAX);
    const size_t length = di_number_format(value, text);
    file->waiting_size += length;
    put_byte(file, end);
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
    pass_waiting(file);
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
    free(file->waiting);
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

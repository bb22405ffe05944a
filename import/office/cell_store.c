/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cell_store.h"

#include <stdlib.h>
#include <string.h>

#include "di/utf8.h"

#include "office_space.h"
#include "wipe.h"

enum { ROOM_MIN = 256 };

bool di_cell_store_open(struct di_cell_store *store, size_t count)
{
    *store = (struct di_cell_store){.cells = calloc(count + 1, sizeof *store->cells),
                                    .count = count,
                                    .text = calloc(1, ROOM_MIN),
                                    .room = ROOM_MIN};
    if (store->cells == NULL || store->text == NULL) {
        di_cell_store_close(store);
        return false;
    }
    di_cell_store_clear(store);
    return true;
}

void di_cell_store_close(struct di_cell_store *store)
{
    if (store->text != NULL)
        di_wipe(store->text, store->room);
    free(store->text);
    free(store->cells);
    *store = (struct di_cell_store){0};
}

void di_cell_store_clear(struct di_cell_store *store)
{
    di_wipe(store->text, store->used);
    memset(store->cells, 0, store->count * sizeof *store->cells);
    store->text[0] = '\0';
    store->used = 1;
}

static bool has_room(struct di_cell_store *store, size_t more)
{
    if (store->used + more <= store->room)
        return true;
    const size_t room = 2 * (store->used + more);
    char *grown = malloc(room);
    store->ran_out = store->ran_out || grown == NULL;
    if (grown == NULL)
        return false;
    memcpy(grown, store->text, store->used);
    di_wipe(store->text, store->room);
    free(store->text);
    store->text = grown;
    store->room = room;
    return true;
}

static bool is_ascii(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] >= 0x80)
            return false;
    return true;
}

/* What stands behind the used bytes; it may become longer. */
static void mend(struct di_cell_store *store, char *text)
{
    char *mended = di_utf8_mend(text);
    store->ran_out = store->ran_out || mended == NULL;
    if (mended != NULL && has_room(store, strlen(mended) + 1)) {
        char *to = store->text + store->used;
        memcpy(to, mended, strlen(mended) + 1);
    }
    if (mended != NULL)
        di_wipe(mended, strlen(mended));
    free(mended);
}

void di_cell_store_set(struct di_cell_store *store, size_t index, enum di_office_cell_kind kind,
                       const char *text, size_t length)
{
    di_office_trim(&text, &length);
    store->cells[index].kind = kind;
    store->cells[index].offset = 0;
    if (length == 0 || !has_room(store, length + 1))
        return;
    char *to = store->text + store->used;
    memcpy(to, text, length);
    to[length] = '\0';
    if (!is_ascii(to, length))
        mend(store, to);
    store->cells[index].offset = store->used;
    store->used += strlen(store->text + store->used) + 1;
}

struct di_office_cell di_cell_store_cell(const struct di_cell_store *store, size_t index)
{
    return (struct di_office_cell){store->text + store->cells[index].offset,
                                   store->cells[index].kind};
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xml_part.h"

#include <expat.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "di/office_table.h"

#include "office/wipe.h"

enum { BLOCK = 65536, DEPTH_MAX = 64 };
#define PIECE_MAX ((size_t)16 << 20) /* bytes that the parser may ask for at once */

/* ---- memory of the parser ---- */

union sized {
    size_t size;
    max_align_t alignment;
};

static void *get_memory(size_t size)
{
    union sized *memory = size <= PIECE_MAX ? malloc(sizeof *memory + size) : NULL;
    if (memory == NULL)
        return NULL;
    memory->size = size;
    return memory + 1;
}

static void free_memory(void *pointer)
{
    if (pointer == NULL)
        return;
    union sized *memory = (union sized *)pointer - 1;
    di_wipe(pointer, memory->size);
    free(memory);
}

static void *resize_memory(void *pointer, size_t size)
{
    void *grown = get_memory(size);
    if (grown == NULL || pointer == NULL)
        return grown;
    const size_t before = ((union sized *)pointer - 1)->size;
    memcpy(grown, pointer, before < size ? before : size);
    free_memory(pointer);
    return grown;
}

/* ---- handlers ---- */

static const char *local_name(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon != NULL ? colon + 1 : name;
}

static void XMLCALL on_begin(void *data, const XML_Char *name, const XML_Char **attributes)
{
    struct di_xml_part *part = data;
    if (++part->depth > DEPTH_MAX)
        di_xml_part_refuse(part);
    else if (!part->is_too_large)
        part->handlers->begin(part->context, local_name(name), attributes);
}

static void XMLCALL on_end(void *data, const XML_Char *name)
{
    struct di_xml_part *part = data;
    part->depth--;
    if (!part->is_too_large)
        part->handlers->end(part->context, local_name(name));
}

static void XMLCALL on_text(void *data, const XML_Char *text, int length)
{
    struct di_xml_part *part = data;
    if (!part->is_too_large && length > 0 && part->handlers->text != NULL)
        part->handlers->text(part->context, text, (size_t)length);
}

/* No office writes a document type; what it can do is to blow up a small file. */
static void XMLCALL on_doctype(void *data, const XML_Char *name, const XML_Char *system_id,
                               const XML_Char *public_id, int has_internal)
{
    (void)name;
    (void)system_id;
    (void)public_id;
    (void)has_internal;
    di_xml_part_refuse(data);
}

void di_xml_part_pause(struct di_xml_part *part)
{
    (void)XML_StopParser(part->parser, XML_TRUE);
}

void di_xml_part_refuse(struct di_xml_part *part)
{
    part->is_too_large = true;
    (void)XML_StopParser(part->parser, XML_FALSE);
}

const char *di_xml_attribute(const char **attributes, const char *name)
{
    for (; attributes[0] != NULL; attributes += 2)
        if (strcmp(local_name(attributes[0]), name) == 0)
            return attributes[1];
    return NULL;
}

/* ---- parsing ---- */

enum di_xml_step di_xml_part_open(struct di_xml_part *part, struct zip *archive,
                                  const char *path, const struct di_xml_handlers *handlers,
                                  void *context)
{
    static const XML_Memory_Handling_Suite memory = {get_memory, resize_memory, free_memory};
    *part = (struct di_xml_part){.handlers = handlers, .context = context};
    const zip_int64_t at = zip_name_locate(archive, path, ZIP_FL_NOCASE);
    if (at < 0)
        return DI_XML_MISSING;
    part->file = zip_fopen_index(archive, (zip_uint64_t)at, 0);
    if (part->file == NULL)
        return DI_XML_BROKEN;
    part->parser = XML_ParserCreate_MM(NULL, &memory, NULL);
    if (part->parser == NULL) {
        di_xml_part_close(part);
        return DI_XML_NO_MEMORY;
    }
    XML_SetUserData(part->parser, part);
    XML_SetElementHandler(part->parser, on_begin, on_end);
    XML_SetCharacterDataHandler(part->parser, on_text);
    XML_SetStartDoctypeDeclHandler(part->parser, on_doctype);
    return DI_XML_PAUSED;
}

void di_xml_part_close(struct di_xml_part *part)
{
    if (part->parser != NULL)
        XML_ParserFree(part->parser);
    if (part->file != NULL)
        (void)zip_fclose(part->file);
    part->parser = NULL;
    part->file = NULL;
}

static enum XML_Status parse_block(struct di_xml_part *part)
{
    void *block = XML_GetBuffer(part->parser, BLOCK);
    if (block == NULL)
        return XML_STATUS_ERROR;
    const zip_int64_t size = zip_fread(part->file, block, BLOCK);
    part->read += size > 0 ? (uint64_t)size : 0;
    part->is_too_large = part->is_too_large || part->read > DI_OFFICE_UNPACKED_MAX;
    if (size < 0 || part->is_too_large)
        return XML_STATUS_ERROR;
    part->is_whole = size == 0;
    return XML_ParseBuffer(part->parser, (int)size, size == 0);
}

static enum di_xml_step why(const struct di_xml_part *part)
{
    if (part->is_too_large)
        return DI_XML_TOO_LARGE;
    return XML_GetErrorCode(part->parser) == XML_ERROR_NO_MEMORY ? DI_XML_TOO_LARGE
                                                                 : DI_XML_BROKEN;
}

enum di_xml_step di_xml_part_go(struct di_xml_part *part)
{
    enum XML_Status status = XML_STATUS_OK;
    if (part->is_paused)
        status = XML_ResumeParser(part->parser);
    part->is_paused = false;
    while (status == XML_STATUS_OK && !part->is_whole)
        status = parse_block(part);
    if (status == XML_STATUS_ERROR || part->is_too_large)
        return why(part);
    part->is_paused = status == XML_STATUS_SUSPENDED;
    return part->is_paused ? DI_XML_PAUSED : DI_XML_DONE;
}

enum di_xml_step di_xml_part_read(struct zip *archive, const char *path,
                                  const struct di_xml_handlers *handlers, void *context)
{
    struct di_xml_part part;
    enum di_xml_step step = di_xml_part_open(&part, archive, path, handlers, context);
    if (step == DI_XML_PAUSED)
        step = di_xml_part_go(&part);
    di_xml_part_close(&part);
    return step;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * One XML part of a zip archive, parsed block by block; the parsing can pause and go on. Limits
 * on size, depth and single pieces keep a small file from becoming a large memory. Memory of
 * the parser is wiped when it is freed.
 */
#ifndef DI_XML_PART_H
#define DI_XML_PART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct zip; /* an archive of libzip */
struct zip_file;
struct XML_ParserStruct;

/** What is done with the parts of the XML; names come without their prefix. */
struct di_xml_handlers {
    void (*begin)(void *context, const char *name, const char **attributes);
    void (*end)(void *context, const char *name);
    void (*text)(void *context, const char *text, size_t length); /* may come in pieces */
};

enum di_xml_step {
    DI_XML_PAUSED,
    DI_XML_DONE,
    DI_XML_MISSING,   /* there is no such part */
    DI_XML_BROKEN,    /* no XML, or the archive is damaged or has a password */
    DI_XML_TOO_LARGE, /* or too deep */
    DI_XML_NO_MEMORY
};

struct di_xml_part {
    struct zip_file *file;
    struct XML_ParserStruct *parser;
    const struct di_xml_handlers *handlers;
    void *context;
    uint64_t read;
    unsigned depth;
    bool is_whole, is_paused, is_too_large;
};

/** Open a part by its path in the archive. DI_XML_PAUSED: go on. */
enum di_xml_step di_xml_part_open(struct di_xml_part *part, struct zip *archive,
                                  const char *path, const struct di_xml_handlers *handlers,
                                  void *context);
void di_xml_part_close(struct di_xml_part *part); /* fine on a zeroed one */

/** Parse until a handler pauses, or to the end. */
enum di_xml_step di_xml_part_go(struct di_xml_part *part);

/** For handlers: pause behind this one; end with DI_XML_TOO_LARGE. */
void di_xml_part_pause(struct di_xml_part *part);
void di_xml_part_refuse(struct di_xml_part *part);

/** Open, go to the end, close. */
enum di_xml_step di_xml_part_read(struct zip *archive, const char *path,
                                  const struct di_xml_handlers *handlers, void *context);

/** Value of an attribute by its name without prefix; NULL: none. */
const char *di_xml_attribute(const char **attributes, const char *name);

#endif

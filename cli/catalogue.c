/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gettext ignores LANGUAGE while the process locale is "C", and a locale that is not installed
 * leaves the process in "C". So: take the environment's locale; if that fails or is "C" though
 * a language was asked for, take C.UTF-8; then name the language in LANGUAGE. LC_NUMERIC stays
 * "C" always: under a Russian locale the C library reads "1.5" as 1.
 */
#include "catalogue.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/disk_file.h"
#include "di/language.h"
#include "di/number.h"
#include "di/platform.h"

#include "translate.h"

#define DOMAIN "homeward"

static bool starts_with_language(const char *name, const char *language)
{
    const size_t length = strlen(language);
    return strncmp(name, language, length) == 0 && strchr("_.@:-", name[length]) != NULL;
}

/* The locale name the environment asks for, in the order of the C library, or else the
 * language of the system's own settings. */
static const char *environment_locale(char *settings, size_t size)
{
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++) {
        const char *value = getenv(variables[i]);
        if (value != NULL && value[0] != '\0')
            return value;
    }
    return di_platform_language(settings, size) ? settings : "C";
}

static bool is_plain_locale(const char *name)
{
    return strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0;
}

/* The first language of a list such as "ka:ru_RU" that this build speaks, or else English. */
static const struct di_language *first_known(const char *preferred)
{
    for (const char *at = preferred; at != NULL; at = strchr(at, ':')) {
        at += *at == ':';
        for (size_t i = 0; i < di_language_count(); i++)
            if (starts_with_language(at, di_language_at(i)->code))
                return di_language_at(i);
    }
    return di_language_at(0);
}

static const struct di_language *environment_language(void)
{
    char settings[100];
    const char *locale = environment_locale(settings, sizeof settings);
    const char *preferred = getenv("LANGUAGE");
    if (is_plain_locale(locale))
        return di_language_at(0);
    return first_known(preferred != NULL && preferred[0] != '\0' ? preferred : locale);
}

static void set_locale(void)
{
    const char *taken = setlocale(LC_ALL, "");
    const char *messages = taken != NULL ? setlocale(LC_MESSAGES, NULL) : NULL;
    if (messages == NULL || is_plain_locale(messages))
        if (setlocale(LC_ALL, "C.UTF-8") == NULL)
            (void)setlocale(LC_ALL, "en_US.UTF-8");
    (void)setlocale(LC_NUMERIC, "C");
}

/* Beside the program: in the build folder, or where it was installed. */
static void bind_domain(void)
{
    static const char *const places[] = {"/../po", "/../share/locale"};
    char folder[4096];
    char path[sizeof folder + 64];
    const bool found = di_platform_program_folder(folder, sizeof folder);
    for (size_t i = 0; found && i < sizeof places / sizeof places[0]; i++) {
        (void)snprintf(path, sizeof path, "%s%s", folder, places[i]);
        if (di_disk_file_kind(path) == DI_DISK_FOLDER) {
            (void)bindtextdomain(DOMAIN, path);
            break;
        }
    }
    (void)bind_textdomain_codeset(DOMAIN, "UTF-8");
    (void)textdomain(DOMAIN);
}

static const char *translate(void *context, const char *id)
{
    (void)context;
    return gettext(id);
}

void di_catalogue_open(struct di_catalogue *catalogue, const char *language)
{
    const struct di_language *spoken =
        language == NULL ? environment_language() : di_language_find(language);
    if (spoken == NULL)
        spoken = di_language_at(0);
    set_locale();
    (void)di_platform_set_environment("LANGUAGE", spoken->code);
    bind_domain();
    *catalogue = (struct di_catalogue){
        .translate = translate,
        .language = spoken->code,
        .decimal_point = spoken->decimal_point,
        .group_separator = spoken->group_separator,
    };
}

/* `digits` is a C-locale number; grouping and decimal sign are the catalogue's. */
static size_t localize(const struct di_catalogue *catalogue, const char *digits, char *buffer)
{
    const size_t sign = digits[0] == '-' ? 1 : 0;
    const size_t whole = strspn(digits + sign, "0123456789");
    size_t length = 0;
    for (size_t i = 0; digits[i] != '\0'; i++) {
        const bool inside = i > sign && i < sign + whole;
        if (inside && whole > 3 && (sign + whole - i) % 3 == 0) {
            const size_t width = strlen(catalogue->group_separator);
            memcpy(buffer + length, catalogue->group_separator, width);
            length += width;
        }
        buffer[length++] = digits[i] == '.' ? catalogue->decimal_point : digits[i];
    }
    buffer[length] = '\0';
    return length;
}

size_t di_catalogue_real(const struct di_catalogue *catalogue, double value, int decimals,
                         char *buffer)
{
    char digits[DI_NUMBER_TEXT_MAX];
    di_number_format_fixed(value, decimals, digits);
    return localize(catalogue, digits, buffer);
}

size_t di_catalogue_integer(const struct di_catalogue *catalogue, int64_t value, char *buffer)
{
    char digits[DI_NUMBER_TEXT_MAX];
    (void)snprintf(digits, sizeof digits, "%lld", (long long)value);
    return localize(catalogue, digits, buffer);
}

size_t di_catalogue_width(const char *text)
{
    size_t width = 0;
    for (; *text != '\0'; text++)
        width += ((unsigned char)*text & 0xC0u) != 0x80u;
    return width;
}

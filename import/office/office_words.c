/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words are compared as ids (di/office_slug.h): "Всего:" is vsego. */
#include <stdio.h>
#include <string.h>

#include "di/office_mapping.h"
#include "di/office_slug.h"
#include "di/path.h"

#include "office_fold.h"

/* English, Russian, Ukrainian, Bulgarian and Serbian. */
static const char total_words[] =
    "total|totals|subtotal|grand_total|in_total|overall|all|sum|itogo|itog|obshchii_itog|vsego|"
    "vse|summa|razom|usogo|usogo_razom|obshcho|ukupno|whole_country|total_country|all_regions|"
    "total_all_regions|vse_regiony|vse_oblasti|vsego_po_strane|itogo_po_strane|"
    "vsego_po_respublike|itogo_po_respublike";

/* Those that are followed by what they are the total of: "All" is not one. */
static const char begin_words[] = "total|totals|grand_total|itogo|vsego|razom|usogo";

bool di_office_is_total(const char *text)
{
    char slug[DI_OFFICE_SLUG_MAX + 1];
    di_office_slug(text, slug);
    return di_office_is_among(total_words, slug);
}

bool di_office_begins_as_total(const char *text)
{
    char slug[DI_OFFICE_SLUG_MAX + 1];
    di_office_slug(text, slug);
    const size_t grand = strncmp(slug, "grand_", 6) == 0 ? 6 : 0;
    slug[grand + strcspn(slug + grand, "_")] = '\0';
    return di_office_is_among(begin_words, slug);
}

bool di_office_is_personal(const char *heading)
{
    static const char words[] =
        "child|child id|child key|code of child|first name|last name|surname|full name|name of "
        "child|child name|birth date|"
        "date of birth|dob|born|address|phone|passport|фио|фамилия|имя|отчество|"
        "дата рождения|адрес|телефон|паспорт|снилс|номер паспорта|имя ребенка|"
        "ребенок|код ребенка|личный номер";
    return di_office_is_heading(heading, words);
}

void di_office_id_of(const char *text, char id[65])
{
    di_office_slug(text, id);
    if (id[0] == '\0')
        memcpy(id, "x", 2);
}

void di_office_id_of_file(const char *path, char id[65])
{
    char name[512];
    (void)snprintf(name, sizeof name, "%s", di_path_name(path));
    char *dot = strrchr(name, '.');
    if (dot != NULL && dot != name)
        *dot = '\0';
    di_office_id_of(name, id);
}

# SPDX-License-Identifier: GPL-3.0-or-later
# Pairs of English and Russian out of po/ru.po, of the sources that name indicators and the places
# every scenario has: rows of a table in C (engine/output/names_table.c). Files know no reader, so a
# workbook has both languages, and each word stands in the catalogue alone.
/^$/ { is_wanted = 0 }
/^#: / && /engine\/(output\/indicator_|model\/model\.c)/ { is_wanted = 1 }
/^msgid "/ { id = substr($0, 7) }
/^msgstr "/ && is_wanted && id != "\"\"" { print "    {" id ", " substr($0, 8) "}," }

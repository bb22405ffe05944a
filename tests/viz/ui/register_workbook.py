# SPDX-License-Identifier: GPL-3.0-or-later
"""A register as offices send it: two sheets, a title above the heading, dates as serial days."""
import sys
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def cell(place, value):
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
    style = ' s="1"' if value > 40000 else ""
    return f'<c r="{place}"{style}><v>{value}</v></c>'


def sheet(rows):
    lines = []
    for number, row in rows:
        cells = "".join(cell("ABCDE"[i] + str(number), v) for i, v in enumerate(row) if v != "")
        lines.append(f'<row r="{number}">{cells}</row>')
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def relations(targets):
    lines = "".join(f'<Relationship Id="r{i}" Type="{REL}/{kind}" Target="{path}"/>'
                    for i, (kind, path) in enumerate(targets))
    return f'<Relationships xmlns="{PACKAGE}">{lines}</Relationships>'


NOTES = [(1, ["Заметки", "x"]), (2, ["ничего", 1])]
REGISTER = [(1, ["Учреждение", "Число мест", "Фамилия", "Дата закрытия"]),
            (3, ["Селмар: дом ребёнка", 113, "Иванов", 48213]),
            (5, ["ostrel_infant_home", "много", "Петров", "н/д"])]
POSTS = [(2, ["Region", "Post", "FTE"]), (3, ["North", "Social worker", 7])]


def workbook(sheets):
    """{name: rows} as the parts of a workbook."""
    names = "".join(f'<sheet name="{name}" sheetId="{i + 1}" r:id="r{i}"/>'
                    for i, name in enumerate(sheets))
    parts = {
        "_rels/.rels": relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            [("worksheet", f"sheets/{i + 1}.xml") for i in range(len(sheets))] + [("styles", "styles.xml")]),
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/>'
                         '<xf numFmtId="14"/></cellXfs></styleSheet>',
    }
    for i, rows in enumerate(sheets.values()):
        parts[f"xl/sheets/{i + 1}.xml"] = sheet(rows)
    return parts


if len(sys.argv) > 2:  # so many sheets, the last with workers
    count = int(sys.argv[2])
    PARTS = workbook({f"Sheet {i}": POSTS if i == count else NOTES for i in range(1, count + 1)})
else:
    PARTS = workbook({"Заметки": NOTES, "Реестр": REGISTER})
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as book:
    for path, text in PARTS.items():
        book.writestr(path, text)

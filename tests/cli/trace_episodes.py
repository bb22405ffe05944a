# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns the trace of one replication into what an office would have: one row for each stay in a
place, with the child's key, date of birth and sex.

    trace_episodes.py TRACE.csv.gz EPISODES.csv
"""
import csv
import datetime
import gzip
import sys

DESTINATIONS = {"home_closed": "home", "adopted": "adopted", "died": "died",
                "left_country": "left_country", "adult_institution": "adult_institution"}


class Child:
    def __init__(self, row):
        self.birth, self.sex = row["birth_date"], row["sex"]
        self.reason = row["child"].split("-")[1]
        self.setting, self.begin, self.leaves = None, None, None


def way_out(child, to):
    if to == "aged_out":
        return child.leaves or "independent"
    return DESTINATIONS.get(to, "other/" + to)


def follow(rows):
    children = {}
    for row in rows:
        if row["replication"] != "0":
            break
        event, key = row["event"], row["child"]
        if not key:
            continue
        child = children.setdefault(key, Child(row))
        if event == "leaves_at_18":
            child.leaves = row["what"]
        if event not in ("start", "entry", "reentry", "move", "home", "exit"):
            continue
        date, to = row["date"], row["to"]
        if event == "start":
            began = datetime.date.fromisoformat(date) - datetime.timedelta(
                days=float(row["value"]) * 365.25)
            date = began.isoformat()
        goes_on = event in ("start", "entry", "reentry", "move")
        if child.setting is not None:
            yield key, child, child.begin, date, child.setting, \
                "goes_on" if goes_on else way_out(child, to)
        child.setting = to if goes_on else None
        child.begin = date
    for key, child in children.items():
        if child.setting is not None:
            yield key, child, child.begin, "", child.setting, ""


def main():
    trace, out = sys.argv[1:3]
    with gzip.open(trace, "rt", encoding="utf-8", newline="") as source, \
            open(out, "w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(["child", "date of birth", "sex", "begin", "end", "setting", "exit",
                         "reason"])
        for key, child, begin, end, setting, way in follow(csv.DictReader(source)):
            writer.writerow([key, child.birth, child.sex, begin, end, setting, way,
                             child.reason])


if __name__ == "__main__":
    main()

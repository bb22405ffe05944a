# SPDX-License-Identifier: GPL-3.0-or-later
"""First placements by share from outside: counts against the binomial's expectation, and what
places, moratoria, the rule for the youngest and brothers and sisters do to them; the same for
any number of threads and any order of keys; nobody's entry depends on the shares.

    first_placements.py HOMEWARD WORK_FOLDER
"""
import collections
import copy
import csv
import gzip
import json
import math
import os
import shutil
import subprocess
import sys

SIGMAS = 4.5  # the luck is that of seed 1: what holds once holds for ever
SCENARIO = {
    "format": 1, "id": "first", "horizon": {"start": "2026-01-01", "years": 2},
    "regions": {"north": {"population_0_17": 100000},
                "south": {"population_0_17": 50000, "neighbours": {"north": 10}}},
    "reasons": {"neglect": {"children_per_year": 1000}},
    "settings": {
        "alpha": {"kind": "institution", "capacity": "unlimited", "use_defaults": False,
                  "pathways": {"home": {"rate_per_year": 0.5}}},
        "beta": {"kind": "foster", "capacity": "unlimited", "use_defaults": False,
                 "pathways": {"home": {"rate_per_year": 0.3}}},
        "home": {"use_defaults": False, "pathways": {"reentry": {
            "clock": "home", "rates_per_year": [0.25, 0.05], "from_years": [0, 1]}}}},
    "entries": {"group_size_shares": [1], "entry_cv": 0,
                "first_placements": {"all_ages": {"alpha": 0.6, "beta": 0.4}}},
    "policies": {"kin_at_entry_share": 0, "acceptance_share": 0.5}}

homeward, work = sys.argv[1:3]
failures = []


def expect(what, is_so):
    if not is_so:
        failures.append(what)


def expect_share(what, part, all_of_them, share):
    spread = math.sqrt(all_of_them * share * (1 - share))
    expect(f"{what}: {part} of {all_of_them}, not {share}",
           abs(part - all_of_them * share) <= SIGMAS * spread)


def folder(name):
    return os.path.join(work, name)


def run(name, scenario, *options):
    with open(folder(name + ".json"), "w", encoding="utf-8") as target:
        json.dump(scenario, target)
    done = subprocess.run(
        [homeward, "--lang", "en", "run", folder(name + ".json"), "--replications", "1",
         "--quiet", "--no-workbook", "--trace", "--force", "--out", folder(name), *options],
        capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{name}: {done.stdout}{done.stderr}")
    with gzip.open(folder(name + "/trace.csv.gz"), "rt", encoding="utf-8") as source:
        return [row for row in csv.DictReader(source)
                if row["event"] in ("entry", "reentry", "first_place_refused")]


def variant(edit):
    scenario = copy.deepcopy(SCENARIO)
    edit(scenario)
    return scenario


def count(rows, event, to, move=""):
    return sum(row["event"] == event and row["to"] == to and (move in ("", row["move"]))
               for row in rows)


def entries_of(rows):
    return {(row["replication"], row["child"]): row for row in rows if row["event"] == "entry"}


def indicator(name, indicator_id):
    with open(folder(name + "/indicators.csv"), encoding="utf-8", newline="") as source:
        years = [float(row["mean"]) for row in csv.DictReader(source)
                 if row["indicator"] == indicator_id and row["region"] == "all"
                 and row["setting"] == "all" and row["age_band"] == "all"
                 and row["sex"] == "all" and row["disability"] == "all"
                 and row["population"] in ("0_17", "all")
                 and row["period_start"].endswith("-01-01")
                 and row["period_end"].endswith("-12-31")]
    expect(f"{indicator_id} of {name}: {len(years)} years", len(years) == 2)
    return sum(years)


def check_shares(plain):
    for event in ("entry", "reentry"):
        alpha, beta = count(plain, event, "alpha"), count(plain, event, "beta")
        expect_share(event, alpha, alpha + beta, 0.6)
    expect("all are by share", all(row["move"] == "by_rate" for row in plain))
    expect("nobody comes to an institution from a family",
           indicator("plain", "K6r_admissions_from_family_placement") == 0)
    expect("coming into care is no move", indicator("plain", "K13_moves_per_1000_care_days") == 0)
    shifted = run("shifted", variant(lambda s: s["entries"]["first_placements"].update(
        all_ages={"alpha": 0.5, "beta": 0.5})))
    one, other = entries_of(plain), entries_of(shifted)
    expect("shares change no entry", one.keys() == other.keys() and all(
        one[key]["day"] == other[key]["day"] for key in one))
    moves = collections.Counter((one[key]["to"], other[key]["to"]) for key in one)
    expect("a smaller share takes some away and gives none", moves["beta", "alpha"] == 0)
    expect_share("taken away", moves["alpha", "beta"], len(one), 0.1)


def check_places(plain):
    """A full setting leaves the child to the ladder, which is counted and told."""
    def full(scenario):
        scenario["settings"]["beta"]["capacity"] = 40
    rows = run("full", variant(full))
    refused = count(rows, "first_place_refused", "beta")
    by_ladder = sum(row["move"] == "unplanned" for row in rows)
    expect("each refusal leads to the ladder", refused == by_ladder > 0)
    expect("they are counted", abs(indicator("full", "C_first_place_refused") - refused) < 1)
    expect("nobody else is moved", count(plain, "entry", "alpha") ==
           count(rows, "entry", "alpha", "by_rate"))

    def shut(scenario):
        del scenario["settings"]["alpha"]["capacity"]
        scenario["institutions"] = {"house": {
            "region": "north", "setting": "alpha", "capacity": 9000,
            "moratorium_from": "2027-07-01"}}
        scenario["policies"]["no_under3_admission"] = "2026-07-01"
    rows = run("shut", variant(shut))
    late = [row for row in rows if row["date"] >= "2027-07-01"]
    expect("nobody comes under moratorium", count(late, "entry", "alpha") == 0 and
           count(late, "reentry", "alpha") == 0 and len(late) > 0)
    young = [row for row in rows if row["age_band"] == "age_0_2"]
    before = [row for row in young if row["date"] < "2026-07-01"]
    since = [row for row in young if row["date"] >= "2026-07-01"]
    expect("the youngest come to no institution once that is forbidden",
           count(before, "entry", "alpha") > 0 and count(since, "entry", "alpha") == 0)


def check_siblings():
    """[required, preferred] -> do they come to one setting? Ages with the same row always do,
    unless they are free."""
    for shares, is_together in (((1, 0), True), ((0, 1), True), ((0, 0), False)):
        def siblings(scenario, shares=shares):
            scenario["entries"]["group_size_shares"] = [0, 1]
            scenario["entries"]["first_placements"]["age_0_2"] = {"alpha": 0.1, "beta": 0.9}
            scenario["policies"].update(siblings_together_share=shares[0],
                                        siblings_preferred_share=shares[1])
        groups = collections.defaultdict(list)
        for row in run("siblings", variant(siblings)):
            if row["event"] == "entry":
                groups[row["replication"], row["child"].rsplit("-", 1)[0]].append(row)
        pairs = [group for group in groups.values() if len(group) == 2]
        alike = [group for group in pairs if len({"age_0_2" in row["age_band"] for row in group})
                 == 1]
        apart = sum(len({row["to"] for row in group}) == 2 for group in alike)
        expect(f"siblings {shares}: {apart} of {len(alike)} apart", (apart == 0) == is_together)
        older = [row for group in pairs for row in group if row["age_band"] == "age_12_14"]
        expect_share(f"siblings {shares}", count(older, "entry", "alpha"), len(older), 0.6)
        if shares == (1, 0):
            expect("who must stay together goes where the eldest goes",
                   all(len({row["to"] for row in group}) == 1 for group in pairs))


def check_luck():
    """Threads and the order of keys change no byte; a dated share holds from its day."""
    def busy(scenario):
        scenario["reasons"] = {
            "b": {"children_per_year": 300, "first_placements": {
                "age_0_2": {"beta": 0.7, "entry_ladder": 0.3}, "all_ages": {"alpha": 1}}},
            "a": {"children_per_year": 500}}
        scenario["entries"]["first_placements"]["all_ages"] = {
            "alpha": {"value": 0.6, "steps": [{"from": "2027-01-01", "set": 0.1}]},
            "beta": {"value": 0.4, "steps": [{"from": "2027-01-01", "set": 0.9}]}}
        scenario["entries"]["group_size_shares"] = [0.5, 0.3, 0.2]
        scenario["settings"]["beta"]["capacity"] = 300

    def turned(item):
        return {key: turned(item[key]) for key in reversed(item)} \
            if isinstance(item, dict) else item
    rows = run("one", variant(busy), "--threads", "1")
    for threads in ("2", "7"):
        expect(f"{threads} threads", run("many", variant(busy), "--threads", threads) == rows)
    expect("the order of keys", run("turned", turned(variant(busy))) == rows)
    for year, share in (("2026", 0.6), ("2027", 0.1)):
        of_year = [row for row in rows if row["event"] == "entry" and "-a-" in row["child"]
                   and row["child"].endswith("-0") and row["date"].startswith(year)]
        wanted = count(of_year, "entry", "alpha", "by_rate")
        expect_share(f"dated, {year}", wanted, len(of_year), share)


def check_draws():
    """Drawn shares do not add up to 1 and are taken in proportion: 90% of three children."""
    def uncertain(scenario):
        scenario["entries"]["first_placements"]["all_ages"] = {
            key: {"value": share, "uncertain": {"gamma": [3 * share, share]}}
            for key, share in (("alpha", 0.9), ("beta", 0.1))}
    run("drawn", variant(uncertain), "--replications", "20")


def main():
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    plain = run("plain", SCENARIO)
    check_shares(plain)
    check_places(plain)
    check_siblings()
    check_luck()
    check_draws()
    if failures:
        sys.exit("\n".join(failures))


main()

# SPDX-License-Identifier: GPL-3.0-or-later
"""independent_model.py WRITE_CASE CBC FIRST LAST: the fluid model of MODEL 13.3 written once more,
from the specification and decisions 22, 28 and 38, with no row of the optimizer's that these do
not name. CBC solves it
for unmet need, then for residential years; the optimizer must have reached the same values, or
have no plan where there is none."""
import json
import os
import re
import subprocess
import sys
import tempfile

GROUPS = range(4)
PLACEMENTS = range(7)
HOME, KIN, FOSTER, SPECIALISED, SGH = range(5)
HAVE_PLACES = (FOSTER, SPECIALISED, SGH, 5)
TOLERANCE = 1e-4


class Sum(dict):
    """Terms by variable, and a constant."""

    def __init__(self):
        super().__init__()
        self.constant = 0

    def add(self, variable, factor=1):
        """A number stands for a variable whose value is known."""
        if isinstance(variable, (int, float)):
            self.constant += variable * factor
        elif factor != 0:
            self[variable] = self.get(variable, 0) + factor
        return self

    def join(self, other, factor=1):
        for variable, value in other.items():
            self.add(variable, value * factor)
        self.constant += other.constant * factor
        return self


def total(variables, factor=1):
    result = Sum()
    for variable in variables:
        result.add(variable, factor)
    return result


def scale(rate, quarters):
    return (1 - (1 - rate) ** quarters) / rate if rate > 1e-12 else quarters


class Model:
    def __init__(self, case):
        self.case = case
        self.rows, self.bounds, self.whole = [], {}, set()
        self.regions = range(int(case["regions"]))
        self.institutions = range(int(case["institutions"]))
        self.last, self.horizon = int(case["periods"]), int(case["horizon"])
        self.periods = range(1, self.last + 1)
        self.quarters = case["quarters"]
        self.closed = {}
        self.entered, self.new, self.broken = {}, {}, {}
        self.find_closures()
        self.find_first_left()
        for t in self.periods:
            for r in self.regions:
                for g in GROUPS:
                    self.arrive(t, r, g)
        for t in self.periods:
            for i in self.institutions:
                self.institution(t, i)
            for r in self.regions:
                for g in GROUPS:
                    self.children(t, r, g)
                self.labels(t, r)
                self.supply(t, r)
                if case["has_workers"]:
                    self.work(t, r)
            self.nation(t)
        for year in range(int(case["years"])):
            self.budget(year)

    # ---- helpers ----

    def row(self, terms, relation, bound):
        self.rows.append((dict(terms), relation, bound - terms.constant))

    def of(self, name, *at):
        """Element of an array by its indices; the sizes follow from its name."""
        sizes = {"g": 4, "h": 4, "p": 7, "k": 2, "r": len(self.regions),
                 "i": len(self.institutions), "t": self.last + 1}
        place = 0
        for axis, index in at:
            place = place * sizes[axis] + index
        return self.case[name][place]

    def inside(self, r):
        return [i for i in self.institutions if self.case["institution_region"][i] == r]

    def arrival(self, t, lag):
        quarter = self.case["first_quarter"][t] + int(lag)
        for later in self.periods:
            if quarter < self.case["first_quarter"][later] + self.quarters[later]:
                return later
        return self.last + 1

    def started(self, name, lag, t):
        return total(name % u for u in range(1, t + 1) if self.arrival(u, lag) == t)

    def years(self, t):
        return self.quarters[t] / 4

    # ---- stocks: numbers at the start, variables after ----

    def y(self, t, i, g):
        return f"y_{t}_{i}_{g}" if t else self.of("residents0", ("i", i), ("g", g))

    def backlog(self, t, r, g):
        return f"Q_{t}_{r}_{g}" if t else self.of("backlog0", ("r", r), ("g", g))

    def assessed(self, t, r, g):
        return f"A_{t}_{r}_{g}" if t else self.of("assessed0", ("r", r), ("g", g))

    def home(self, t, r, g):
        return f"N_{t}_{r}_{g}" if t else self.of("home0", ("r", r), ("g", g))

    def x(self, t, r, g, p):
        return f"x_{t}_{r}_{g}_{p}" if t else 0

    def families(self, t, r, k):
        return f"F_{t}_{r}_{k}" if t else self.of("families0", ("r", r), ("k", k))

    def workers(self, t, r):
        return f"W_{t}_{r}" if t else self.case["workers0"][r]

    def beds(self, t, r):
        return f"B_{t}_{r}" if t else self.case["beds0"][r]

    def z(self, t, i):
        return self.closed[min(t, self.last), i]

    # ---- rates ----

    def ageing(self, g, h):
        return self.of("ageing", ("g", g), ("h", h))

    def ages_out(self, g):
        return sum(self.ageing(g, h) for h in GROUPS)

    def placement_rate(self, g, p):
        return self.ages_out(g) + sum(
            self.of(name, ("g", g), ("p", p))
            for name in ("leave", "breakdown", "to_home", "monitoring_end"))

    def resident_rate(self, t, i, g):
        at = (("t", t), ("i", i), ("g", g))
        return self.of("home_residents", *at) + self.of("leave_residents", *at) + sum(
            self.of(name, *at, ("h", h))
            for name in ("ageing_residents", "edge_residents") for h in GROUPS)

    def stayed(self, t, g, rates, stock):
        """Who stays in a stock, and who ages into group g of it."""
        result = Sum()
        for h in GROUPS:
            part = scale(rates[h], self.quarters[t])
            result.add(stock(h), part * self.ageing(h, g))
            if h == g:
                result.add(stock(h), 1 - rates[h] * part)
        return result

    # ---- children ----

    def arrive(self, t, r, g):
        case, n, at = self.case, self.quarters[t], (("t", t), ("r", r), ("g", g))
        first = self.of("entries", *at) * n * (1 - self.of("diverted_share", *at))
        entered = Sum().add(first)
        if case["coverage_limit"][r] > 0:
            effect = self.of("prevention_effect", ("r", r), ("g", g))
            entered.add(f"v_{t}_{r}", -first * effect)
            self.bounds[f"v_{t}_{r}"] = (0, case["coverage_limit"][r])
        home_rate = case["reentry"][g] + case["leave_home"][g] + self.ages_out(g)
        new = Sum().join(entered, 1 - self.of("kin_share", *at))
        new.add(self.x(t - 1, r, g, HOME),
                scale(self.placement_rate(g, HOME), n) * self.of("breakdown", ("g", g), ("p", 0)))
        new.add(self.home(t - 1, r, g), scale(home_rate, n) * case["reentry"][g])
        broken = Sum()
        for p in PLACEMENTS[1:]:
            broken.add(self.x(t - 1, r, g, p),
                       scale(self.placement_rate(g, p), n) * self.of("breakdown", ("g", g), ("p", p)))
            if p in HAVE_PLACES:
                broken.add(f"k_{t}_{r}_{g}_{p}")
        self.entered[t, r, g], self.new[t, r, g], self.broken[t, r, g] = entered, new, broken

    def institution(self, t, i):
        case, capacity = self.case, self.case["capacity"][i] * self.quarters[t]
        for g in GROUPS:
            there = Sum()
            for h in GROUPS:
                rate = self.resident_rate(t, i, h)
                part = scale(rate, self.quarters[t])
                aged = self.of("ageing_residents", ("t", t), ("i", i), ("g", h), ("h", g))
                there.add(self.y(t - 1, i, h), part * aged + (1 - rate * part if h == g else 0))
            is_open = (self.of("admits", ("i", i), ("g", g)) and t <= case["admits_until"][i]
                       and (g != 0 or case["under_3_ban"] == 0 or t < case["under_3_ban"]))
            self.bounds[f"q_{t}_{i}_{g}"] = (0, None if is_open else 0)
            self.row(Sum().add(self.y(t, i, g)).join(there, -1).add(f"q_{t}_{i}_{g}", -1)
                     .add(f"o_{t}_{i}_{g}"), "=", 0)
            self.row(Sum().add(f"o_{t}_{i}_{g}").join(there, -1), "<=", 0)
        shut = min(self.arrival(t, case["moratorium_lag"]), self.last)
        self.row(total(f"q_{t}_{i}_{g}" for g in GROUPS).add(self.z(shut, i), capacity),
                 "<=", capacity)
        most = max(case["capacity"][i], sum(self.y(0, i, g) for g in GROUPS))
        self.row(total(self.y(t, i, g) for g in GROUPS).add(self.z(t, i), most), "<=", most)
        if self.z(t, i) != self.z(t - 1, i):
            self.row(Sum().add(self.z(t, i)).add(self.z(t - 1, i), -1), ">=", 0)
        if self.is_chosen(i):
            self.in_part(t, i)

    def in_part(self, t, i):
        """In the tail a house closes by the same share of each group (decision 38): of its first
        residents so many at most are left, beside those admitted since."""
        admitted = f"since_{t}_{i}_"
        for g in GROUPS:
            there = Sum()
            for h in GROUPS:
                rate = self.resident_rate(t, i, h)
                part = scale(rate, self.quarters[t])
                aged = self.of("ageing_residents", ("t", t), ("i", i), ("g", h), ("h", g))
                before = f"since_{t - 1}_{i}_{h}" if t > 1 else 0
                there.add(before, part * aged + (1 - rate * part if h == g else 0))
            self.row(Sum().add(f"{admitted}{g}").join(there, -1).add(f"q_{t}_{i}_{g}", -1), "=", 0)
            if t > self.horizon:
                left = self.first_left[t, i][g]
                self.row(Sum().add(self.y(t, i, g)).add(f"{admitted}{g}", -1)
                         .add(self.z(t, i), left), "<=", left)

    def is_chosen(self, i):
        last = self.z(self.last, i)
        return last != 0 and self.bounds[last][0] == 0

    def find_first_left(self):
        self.first_left = {}
        for i in self.institutions:
            left = [self.y(0, i, g) for g in GROUPS]
            for t in self.periods:
                later = [0] * len(GROUPS)
                for g in GROUPS:
                    rate = self.resident_rate(t, i, g)
                    part = scale(rate, self.quarters[t])
                    later[g] += left[g] * (1 - rate * part)
                    for h in GROUPS:
                        later[h] += left[g] * part * self.of(
                            "ageing_residents", ("t", t), ("i", i), ("g", g), ("h", h))
                left = self.first_left[t, i] = later

    def find_closures(self):
        case = self.case
        for i in self.institutions:
            now = self.closed[0, i] = 0
            for t in self.periods:
                date = case["close_by"][i]
                if (case["is_epoch"][t] and case["may_close"][i]
                        and t >= case["earliest_close"][i]) or (date > 0 and t == date):
                    now = f"z_{t}_{i}"
                    self.bounds[now] = (1 if 0 < date <= t else 0, 1)
                    if t <= self.horizon:
                        self.whole.add(now)
                self.closed[t, i] = now

    def children(self, t, r, g):
        case, n = self.case, self.quarters[t]
        moves = [f"m_{t}_{r}_{g}_{p}" for p in PLACEMENTS]
        direct = [f"d_{t}_{r}_{g}_{p}" for p in PLACEMENTS]
        inside = self.inside(r)
        for p in PLACEMENTS:
            if not self.of("is_allowed", ("g", g), ("p", p)):
                self.bounds[moves[p]] = self.bounds[direct[p]] = (0, 0)
        self.row(total(f"o_{t}_{i}_{g}" for i in inside).join(total(moves), -1), "=", 0)

        arrived = Sum().join(self.new[t, r, g]).join(self.broken[t, r, g])
        for i in inside:
            for h in GROUPS:
                edge = self.of("edge_residents", ("t", t), ("i", i), ("g", h), ("h", g))
                arrived.add(self.y(t - 1, i, h), scale(self.resident_rate(t, i, h), n) * edge)
        rates = [case["leave_backlog"][h] + self.ages_out(h) for h in GROUPS]
        waiting = self.stayed(t, g, rates, lambda h: self.backlog(t - 1, r, h)).join(arrived)
        waiting.join(total(direct), -1).join(total(f"q_{t}_{i}_{g}" for i in inside), -1)
        self.row(Sum().add(self.backlog(t, r, g)).join(waiting, -1), "=", 0)
        self.row(Sum().add(self.backlog(t, r, g)).join(arrived, -1 / n)
                 .add(f"U_{t}_{r}_{g}", -1), "<=", 0)
        for p in PLACEMENTS:
            self.placement(t, r, g, p)
        self.home_pool(t, r, g)
        self.assessments(t, r, g, moves, direct)

    def placement(self, t, r, g, p):
        n = self.quarters[t]
        rates = [self.placement_rate(h, p) for h in GROUPS]
        there = self.stayed(t, g, rates, lambda h: self.x(t - 1, r, h, p))
        there.add(f"m_{t}_{r}_{g}_{p}").add(f"d_{t}_{r}_{g}_{p}")
        if p == HOME:
            for q in PLACEMENTS[1:]:
                there.add(self.x(t - 1, r, g, q), scale(self.placement_rate(g, q), n)
                          * self.of("to_home", ("g", g), ("p", q)))
        if p == KIN:
            there.join(self.entered[t, r, g], self.of("kin_share", ("t", t), ("r", r), ("g", g)))
        if p in HAVE_PLACES:
            there.add(f"k_{t}_{r}_{g}_{p}", -1)
            left = 1 - rates[g] * scale(rates[g], n)
            self.row(Sum().add(f"k_{t}_{r}_{g}_{p}").add(self.x(t - 1, r, g, p), -left), "<=", 0)
        self.row(Sum().add(self.x(t, r, g, p)).join(there, -1), "=", 0)

    def home_pool(self, t, r, g):
        case, n = self.case, self.quarters[t]
        rates = [case["reentry"][h] + case["leave_home"][h] + self.ages_out(h) for h in GROUPS]
        there = self.stayed(t, g, rates, lambda h: self.home(t - 1, r, h))
        there.add(self.x(t - 1, r, g, HOME), scale(self.placement_rate(g, HOME), n)
                  * self.of("monitoring_end", ("g", g), ("p", HOME)))
        for i in self.inside(r):
            there.add(self.y(t - 1, i, g), scale(self.resident_rate(t, i, g), n)
                      * self.of("home_residents", ("t", t), ("i", i), ("g", g)))
        self.row(Sum().add(self.home(t, r, g)).join(there, -1), "=", 0)

    def assessments(self, t, r, g, moves, direct):
        rates = [self.case["leave_assessed"][h] + self.ages_out(h) for h in GROUPS]
        before = self.stayed(t, g, rates, lambda h: self.assessed(t - 1, r, h))
        now = Sum().join(before).add(f"s_{t}_{r}_{g}").add(f"sb_{t}_{r}_{g}")
        now.add(f"l_{t}_{r}_{g}", -1).join(total(moves + direct), -1)
        self.row(Sum().add(self.assessed(t, r, g)).join(now, -1), "=", 0)
        self.row(Sum().add(self.assessed(t, r, g)).add(self.backlog(t, r, g), -1)
                 .join(total(self.y(t, i, g) for i in self.inside(r)), -1), "<=", 0)
        self.row(total(moves).join(before, -1), "<=", 0)

    def labels(self, t, r):
        first, again = Sum(), Sum()
        for u in range(1, t + 1):
            for g in GROUPS:
                first.add(f"s_{u}_{r}_{g}").join(self.new[u, r, g], -1)
                again.add(f"sb_{u}_{r}_{g}").join(self.broken[u, r, g], -1)
        waiting = sum(self.backlog(0, r, g) - self.assessed(0, r, g)
                      + sum(self.y(0, i, g) for i in self.inside(r)) for g in GROUPS)
        self.row(first, "<=", waiting)
        self.row(again, "<=", 0)
        for groups in ((0, 1), (2,)):
            for options in ((HOME,), (KIN,), (HOME, KIN)):
                self.suitable(t, r, groups, options)

    def suitable(self, t, r, groups, options):
        used, most = Sum(), 0
        for g in groups:
            share = (self.case["suitable_either"][g] if len(options) == 2
                     else self.of("suitable", ("g", g), ("p", options[0])))
            most += share * self.assessed(0, r, g)
            for u in range(1, t + 1):
                used.add(f"s_{u}_{r}_{g}", -share)
                for p in options:
                    used.add(f"m_{u}_{r}_{g}_{p}").add(f"d_{u}_{r}_{g}_{p}")
        self.row(used, "<=", most)

    # ---- help ----

    def supply(self, t, r):
        case, n, factor = self.case, self.quarters[t], self.case["place_factor"][r]
        for k in range(2):
            at = (("r", r), ("k", k))
            left = (1 - case["carer_attrition"]) ** n
            self.row(Sum().add(self.families(t, r, k)).add(self.families(t - 1, r, k), -left)
                     .join(self.started(f"f_%d_{r}_{k}", case["carer_lag"], t), -1), "=",
                     self.of("families_arriving", ("t", t), *at))
            self.bounds[f"f_{t}_{r}_{k}"] = (0, self.of("family_limit", *at) * n)
            self.row(total(self.x(t, r, g, FOSTER + k) for g in GROUPS).add(
                self.families(t, r, k), -factor * self.of("places_per_family", *at)), "<=", 0)
        self.row(Sum().add(self.beds(t, r)).add(self.beds(t - 1, r), -1).join(
            self.started(f"b_%d_{r}", case["home_lag"], t), -case["beds_per_home"]), "=",
            self.of("beds_arriving", ("t", t), ("r", r)))
        self.bounds[f"b_{t}_{r}"] = (0, int(case["home_limit"][r] * n + 1e-9))
        if t <= self.horizon:
            self.whole.add(f"b_{t}_{r}")
        self.row(total(self.x(t, r, g, SGH) for g in GROUPS).add(self.beds(t, r), -factor),
                 "<=", 0)
        self.row(total(self.x(t, r, g, 6) for g in GROUPS), "<=", 0)

    def work(self, t, r):
        case, n = self.case, self.quarters[t]
        new = Sum().add(self.of("workers_arriving", ("t", t), ("r", r)))
        new.join(self.started(f"h_%d_{r}", case["worker_lag"], t))
        new.join(self.started(f"rd_%d_{r}", case["worker_lag"], t))
        left = (1 - case["worker_attrition"]) ** n
        self.row(Sum().add(self.workers(t, r)).add(self.workers(t - 1, r), -left).join(new, -1),
                 "=", 0)
        self.bounds[f"h_{t}_{r}"] = (0, case["hire_limit"][r] * n)
        moved = Sum().add(f"rd_{t}_{r}")
        for i in self.inside(r):
            moved.add(self.z(t, i), -case["redeployable"][i])
            moved.add(self.z(t - 1, i), case["redeployable"][i])
        self.row(moved, "<=", 0)
        casework, follow_up = self.hours(t, r)
        supply = case["hours_factor"][r] * case["hours_per_fte"]
        self.row(Sum().join(casework).join(follow_up).add(self.workers(t, r), -supply * n)
                 .join(new, supply * (1 - case["ramp_share"])).add(f"vm_{t}_{r}", -1), "<=", 0)
        self.row(Sum().add(f"vm_{t}_{r}").join(follow_up, -1), "<=", 0)
        self.row(total(self.x(t, r, g, p) for g in GROUPS for p in range(4)).add(
            self.workers(t, r), -case["caseload_limit"]).add(f"c_{t}_{r}", -1), "<=", 0)

    def hours(self, t, r):
        case, n = self.case, self.quarters[t]
        casework, follow_up = Sum(), Sum()
        leaving = 1 - (1 - case["carer_attrition"]) ** n
        for g in GROUPS:
            home = case["hours_assessment"] + self.of("hours_move", ("g", g), ("p", HOME))
            casework.add(f"s_{t}_{r}_{g}", case["hours_assessment"])
            casework.add(f"sb_{t}_{r}_{g}", case["hours_assessment"])
            for p in PLACEMENTS:
                move = self.of("hours_move", ("g", g), ("p", p))
                visits = self.of("hours_visits", ("r", r), ("p", p)) * n / 2
                casework.add(f"m_{t}_{r}_{g}_{p}", move).add(f"d_{t}_{r}_{g}_{p}", move)
                follow_up.add(self.x(t, r, g, p), visits).add(self.x(t - 1, r, g, p), visits)
                if p in (FOSTER, SPECIALISED):
                    follow_up.add(self.x(t - 1, r, g, p), move * leaving)
                if p != HOME:
                    follow_up.add(self.x(t - 1, r, g, p), home * scale(self.placement_rate(g, p), n)
                                  * self.of("to_home", ("g", g), ("p", p)))
        for k in range(2):
            casework.add(f"f_{t}_{r}_{k}", case["hours_family"][k])
        return casework, follow_up

    # ---- the nation ----

    def residents(self, t, region=None, groups=GROUPS):
        inside = self.institutions if region is None else self.inside(region)
        return total(self.y(t, i, g) for i in inside for g in groups)

    def nation(self, t):
        case = self.case
        if case["sgh_share"] < 1:
            share = Sum()
            for u in range(1, t + 1):
                for name in ("m", "d"):
                    for r in self.regions:
                        for g in GROUPS:
                            for p in PLACEMENTS:
                                share.add(f"{name}_{u}_{r}_{g}_{p}",
                                          (1 if p == SGH else 0) - case["sgh_share"])
            self.row(share, "<=", 0)
        if case["closures_limit"][t] is not None:
            self.row(total(self.z(t, i) for i in self.institutions).join(
                total(self.z(t - 1, i) for i in self.institutions), -1), "<=",
                case["closures_limit"][t])
        all_first = self.residents(0).constant
        for r in self.regions if case["equity_slack"] is not None else ():
            first = self.residents(0, r).constant
            if first > 0:
                self.row(self.residents(t, r).join(self.residents(t), -first / all_first), "<=",
                         case["equity_slack"] * first)
        for target in case["targets"]:
            if t >= target["period"]:
                groups = (0,) if target["is_under_3"] else GROUPS
                self.row(self.residents(t, target["region"], groups), "<=", target["residents"])

    def budget(self, year):
        if self.case["budget"][year] is None:
            return
        spent = Sum()
        for t in self.periods:
            if self.case["year"][t] == year:
                spent.join(self.cost(t), self.case["price_index"][t])
        self.row(spent, "<=", self.case["budget"][year])

    def cost(self, t):
        case, n, spent = self.case, self.quarters[t], Sum()
        for i in self.institutions:
            fixed, closing = n * case["fixed_cost"][i], case["closing_cost"][i]
            spent.add(fixed).add(self.z(t, i), closing - fixed).add(self.z(t - 1, i), -closing)
            spent.join(total(self.y(t, i, g) for g in GROUPS), n * case["variable_cost"][i])
        for r in self.regions:
            entries = sum(self.of("entries", ("t", t), ("r", r), ("g", g)) for g in GROUPS)
            for g in GROUPS:
                spent.add(self.backlog(t, r, g), n * case["backlog_cost"])
                for p in PLACEMENTS:
                    spent.add(self.x(t, r, g, p), n * case["service_cost"][p])
            for k in range(2):
                spent.add(self.families(t, r, k), n * case["family_cost"][k])
                spent.add(f"f_{t}_{r}_{k}", case["approval_cost"][k])
            if case["has_workers"]:
                spent.add(self.workers(t, r), n * case["salary_cost"])
                spent.add(f"h_{t}_{r}", case["hire_cost"]).add(f"rd_{t}_{r}", case["hire_cost"])
            spent.add(f"b_{t}_{r}", case["building_cost"])
            if case["coverage_limit"][r] > 0:
                spent.add(f"v_{t}_{r}", n * case["prevention_cost"] * entries)
        return spent

    # ---- goals ----

    def unmet(self):
        case, goal = self.case, Sum()
        for t in self.periods:
            later = sum(self.years(u) for u in range(t, self.last + 1))
            for r in self.regions:
                visits = [self.of("hours_visits", ("r", r), ("p", p)) for p in PLACEMENTS]
                visits = [hours for hours in visits if hours > 0]
                usual = sum(visits) / len(visits) * self.quarters[t] if visits else 1
                for g in GROUPS:
                    goal.add(f"U_{t}_{r}_{g}", self.years(t))
                    for p in HAVE_PLACES:
                        goal.add(f"k_{t}_{r}_{g}_{p}", later)
                if case["has_workers"]:
                    goal.add(f"c_{t}_{r}", self.years(t) * case["caseload_weight"])
                    goal.add(f"vm_{t}_{r}", self.years(t) * case["visits_weight"] / usual)
        return goal

    def residential(self):
        case, goal = self.case, Sum()
        for t in self.periods:
            for g in GROUPS:
                group = case["group_weight"][g]
                weight = group * (self.years(t)
                                  + (case["residual_years"][g] if t == self.last else 0))
                for i in self.institutions:
                    goal.add(self.y(t, i, g), weight)
                    goal.add(f"q_{t}_{i}_{g}", group * case["admission_years"])
                for r in self.regions:
                    goal.add(self.x(t, r, g, SGH), weight * case["sgh_weight"])
                    goal.add(self.backlog(t, r, g), weight * case["unplaced_weight"])
        return goal


# ---- solving ----

def written(terms):
    return "\n ".join(f"{'+' if factor >= 0 else '-'} {abs(factor):.15g} {variable}"
                      for variable, factor in terms.items() if abs(factor) > 1e-13)


def write(model, rows, goal, path):
    used = set(goal)
    with open(path, "w", encoding="ascii") as stream:
        stream.write(f"Minimize\n obj: {written(goal)}\nSubject To\n")
        for number, (terms, relation, bound) in enumerate(rows):
            text = written(terms)
            if text:
                stream.write(f" c{number}: {text} {relation} {bound:.15g}\n")
                used.update(terms)
            elif not {"<=": bound > -1e-7, ">=": bound < 1e-7, "=": abs(bound) < 1e-7}[relation]:
                return False
        stream.write("Bounds\n")
        for variable, (low, high) in model.bounds.items():
            if high is not None and variable in used:
                stream.write(f" {low:.15g} <= {variable} <= {high:.15g}\n")
        if model.whole & used:
            stream.write("Generals\n " + "\n ".join(sorted(model.whole & used)) + "\n")
        stream.write("End\n")
    return True


def minimum(model, goal, cbc, folder, rows=()):
    """Least value of a goal; None: no plan."""
    path, answer = os.path.join(folder, "model.lp"), os.path.join(folder, "answer")
    if not write(model, model.rows + list(rows), goal, path):
        return None
    subprocess.run([cbc, path, "ratioGap", "0", "allowableGap", "0", "primalTolerance", "1e-9",
                    "solve", "solu", answer], stdout=subprocess.DEVNULL, check=True)
    with open(answer, encoding="ascii") as stream:
        lines = stream.read().splitlines()
    if re.search("infeasible", lines[0], re.IGNORECASE):
        return None
    if not lines[0].startswith("Optimal"):
        sys.exit(f"{cbc} stopped: {lines[0]}")
    values = {}
    for line in lines[1:]:
        name, value = line.replace("**", "").split()[1:3]
        values[name] = float(value)
    return goal.constant + sum(factor * values.get(variable, 0)
                               for variable, factor in goal.items())


def differs(found, expected):
    return abs(found - expected) > TOLERANCE * (1 + abs(expected))


def judge(seed, write_case, cbc, folder):
    """What is wrong with the optimizer's answer; None: nothing."""
    case = json.loads(subprocess.run([write_case, str(seed)], stdout=subprocess.PIPE,
                                     check=True).stdout)
    model = Model(case)
    unmet = model.unmet()
    least = minimum(model, unmet, cbc, folder)
    if least is None or case["status"] != "ok":
        is_same = least is None and case["status"] == "infeasible"
        return None if is_same else f"{case['status']}, where the least unmet need is {least}"
    if differs(case["unmet"], least):
        return f"unmet need {case['unmet']}, not {least}"
    held = (dict(unmet), "<=", least + 1e-6 * abs(least) + 1e-6 - unmet.constant)
    years = minimum(model, model.residential(), cbc, folder, [held])
    if years is None or differs(case["residential"], years):
        return f"residential years {case['residential']}, not {years}"
    return None


def main():
    write_case, cbc, first, last = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, last + 1):
            answer = judge(seed, write_case, cbc, folder)
            if answer is not None:
                print(f"seed {seed}: {answer}")
                wrong += 1
    print(f"{last - first + 1 - wrong} of {last - first + 1} problems have the same answer")
    sys.exit(1 if wrong else 0)


main()

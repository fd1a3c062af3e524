#!/usr/bin/env python3
"""Every metric of a generated company, computed plainly from its CSV files: no columns, no facts, nothing shared.

    independent.py extend FOLDER                    adds tables that the generator has not: touches, users, feelings …
    independent.py measure FOLDER NOW [START END]   prints the metrics as of an instant, and groups over a period

Definitions: METRICS 1.1 and 1.6. What cannot be told is null.
"""
import csv
import datetime as dt
import json
import sys
from collections import defaultdict
from fractions import Fraction
from math import floor

DAY = 86_400
EPOCH = dt.date(1970, 1, 1)
MARGIN, PRIOR_CHURN, PRIOR_MONTHS, GRACE, RENEWAL_GRACE, DELINQUENT = 0.8, 0.02, 120, 3, 30, 30
SUPPORT, HOLIDAYS = (9 * 3600, 17 * 3600), {"2026-05-01", "2026-07-03", "2026-10-03"}


def day(text):
    return (dt.date.fromisoformat(text[:10]) - EPOCH).days if text else None


def instant(text):
    return int(dt.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()) if text else None


def half_up(x):
    return -floor(Fraction(1, 2) - x) if x < 0 else floor(x + Fraction(1, 2))


DECIMALS = {"JPY": 0, "KWD": 3}


def minor(text, currency="USD"):
    """Minor units: cents of most, yen, fils."""
    return int(Fraction(text) * 10 ** DECIMALS.get(currency, 2))


def written(amount, currency):
    """The other way round."""
    places = DECIMALS.get(currency, 2)
    return f"{'-' if amount < 0 else ''}{abs(amount) // 10 ** places}" + (
        f".{abs(amount) % 10 ** places:0{places}d}" if places else "")


def add_months(number, months):
    date = EPOCH + dt.timedelta(days=number)
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    for last in (date.day, 30, 29, 28):
        try:
            return (dt.date(year, month + 1, last) - EPOCH).days
        except ValueError:
            pass


def rows(folder, name):
    with open(f"{folder}/{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ratio(part, whole):
    return part / whole if whole else None


def extend(folder):
    """Tables made from others by plain rules, so that every metric has something to be made from."""
    def write(name, header, lines):
        with open(f"{folder}/{name}.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header] + lines)

    change_currencies(folder, write)
    say_why(folder, write)
    tickets = rows(folder, "tickets")
    kinds, directions = ("call", "mail", "meeting", "chat"), ("inbound", "outbound", "both")
    write("touches", ["id", "account_id", "at", "kind", "direction", "automatic"],
          [[f"X{n}", t["account_id"], t["opened_at"], kinds[n % 4], directions[n % 3], "true" if n % 7 == 0 else "false"]
           for n, t in enumerate(tickets)])
    write("users", ["account_id", "day", "user", "count"],
          [[u["account_id"], u["date"], f"u{(k * 7 + n) % 40}", str(1 + k % 3)]
           for n, u in enumerate(rows(folder, "usage_daily")) if int(u["account_id"][1:]) % 3 == 0
           for k in range(min(40, int(u["active_users"] or 0)))])
    last = max(day(u["date"]) for u in rows(folder, "usage_daily"))
    invoices = rows(folder, "invoices")
    write("invoices", list(invoices[0]) + ["reminders"],
          [list(i.values()) + ["" if n % 4 == 0 else str(n % 3)] for n, i in enumerate(invoices)])
    write("payments", ["id", "account_id", "invoice_id", "at", "amount", "currency"],
          [[f"{i['invoice_id']}-{k}", i["account_id"], i["invoice_id"], EPOCH + dt.timedelta(days=day(i["due_on"]) + on),
            written(minor(i["amount"], i["currency"]) * share // 10, i["currency"]), i["currency"]]
           for n, i in enumerate(invoices) if n % 6 == 1 and i["kind"] == "invoice" and i["due_on"]
           for k, (on, share) in enumerate([(-2, 6), (n % 9, 5)] + ([(12, -2)] if n % 18 == 1 else []))
           if day(i["due_on"]) + on <= last])
    # Reopened ones: the day of the last solution stays.
    write("tickets", list(tickets[0]),
          [list((t | {"status": "open"} if n % 29 == 0 else t).values()) for n, t in enumerate(tickets)])
    answers = rows(folder, "surveys")
    write("feelings", ["id", "account_id", "at", "author", "value", "happy", "easy_start"],
          [[f"F{n}", s["account_id"], s["submitted_at"][:10], "kim", "" if n % 5 == 0 else str(1 + n % 6),
            "true" if n % 2 else "false", "true" if n % 3 else ""] for n, s in enumerate(answers)])
    header = ["response_id", "account_id", "contact_id", "survey", "score", "scale_max", "submitted_at", "comment"]
    scales = {"NPS": 10, "CSAT": 5, "CES": 7}
    write("answers", header,
          [[f"Y{account['account_id']}{kind}{n}", account["account_id"], f"p{n % 6}", kind,
            str((7 * n + number) % (scales[kind] + 1) or 1), str(scales[kind]),
            f"{EPOCH + dt.timedelta(days=last - 9 * n)}T1{n % 10}:00:00Z", ""]
           for number, account in enumerate(rows(folder, "accounts")) if number % 4 == 0
           for kind in scales for n in range(9)])
    write("invitations", ["id", "account_id", "kind", "at", "answered_at", "answered"],
          [[f"I{account['account_id']}{kind}{n}", account["account_id"], kind,
            f"{EPOCH + dt.timedelta(days=last - 11 * n)}T08:00:00Z",
            f"{EPOCH + dt.timedelta(days=last - 11 * n + n)}T09:30:00Z" if (n + number) % 3 == 0 else "",
            "true" if (n + number) % 5 == 1 else ""]
           for number, account in enumerate(rows(folder, "accounts")) if number % 3
           for kind in ("nps", "csat", "ces") for n in range(12)])
    write_plans(folder, write, last)
    # Not of every account, and of some nothing: a cost that is missing is not a cost of 0.
    write("acquisition", ["id", "account_id", "amount", "from", "to"],
          [[f"Q{n}", account["account_id"], str(0 if n % 5 == 0 else 100 + n * 37 % 900),
            str(EPOCH + dt.timedelta(days=last - 60 - 11 * n % 300)), str(EPOCH + dt.timedelta(days=last - 30 - 11 * n % 300))]
           for n, account in enumerate(rows(folder, "accounts")) if n % 4])
    names = ("customer_value", "customer_price", "employees")
    write("measures", ["account_id", "name", "at", "value"],
          [[s["account_id"], names[n % 3], s["submitted_at"][:10], str(50 + n % 97)] for n, s in enumerate(answers)])
    deeds = ("reference", "review", "referral", "case_study", "asked")
    write("advocacy", ["id", "account_id", "at", "kind"],
          [[f"D{n}", s["account_id"], s["submitted_at"][:10], deeds[n % 5]] for n, s in enumerate(answers) if n % 4 == 0])


def change_currencies(folder, write):
    """Australians pay in yen, which have no decimals, and Poles in dinars, which have three."""
    new = {"AUD": ("JPY", Fraction(1337, 10)), "PLN": ("KWD", Fraction(1237, 1000))}
    amounts = {"subscriptions": ["mrr"], "orders": ["mrr_delta", "one_time_amount"], "invoices": ["amount", "tax"],
               "renewals": ["mrr_before", "mrr_after"], "accounts": [], "fx_rates": []}
    for name, columns in amounts.items():
        lines = rows(folder, name)
        for row in lines:
            currency, factor = new.get(row["currency"], (row["currency"], None))
            if factor is None:
                continue
            row["currency"] = currency
            for column in columns:
                units = half_up(Fraction(row[column]) * factor * 10 ** DECIMALS[currency])
                row[column] = written(units, currency)
            if name == "fx_rates":
                row["usd_per_unit"] = f"{float(Fraction(row['usd_per_unit']) / factor):.8f}"
        write(name, list(lines[0]), [list(row.values()) for row in lines])


def say_why(folder, write):
    """Why a subscription was ended; some nobody asked."""
    reasons, lines = ("price", "", "quality", "closed_down", "price"), rows(folder, "subscriptions")
    write("subscriptions", list(lines[0]) + ["reason"],
          [list(s.values()) + [reasons[n % 5] if s["ended_on"] else ""] for n, s in enumerate(lines)])


PLAN = ("id account_id status started ended trial_ends amount quantity interval interval_count percent percent_ends "
        "paused_from paused_until usage_type currency").split()
PER_YEAR = {"day": 365, "week": 52, "month": 12, "quarter": 4, "year": 1}


def write_plans(folder, write, last):
    """Subscriptions that state a price and no MRR: of all intervals, with discounts, trials and pauses."""
    lines = []
    for n, account in enumerate(rows(folder, "accounts")):
        for k in range(0 if account["lifecycle_stage"] == "churned" else n % 3):
            i = 3 * n + k
            start = last - 30 - 37 * i % 270

            def on(days, holds):
                return str(EPOCH + dt.timedelta(days=start + days)) if holds else ""
            status = ("active", "active", "past_due", "active", "trialing", "active", "unpaid", "active")[i % 8]
            lines.append([f"P{i}", account["account_id"], status, on(0, True), on(90 + i % 60, i % 5 == 0),
                          on(14 + i % 20, i % 4 == 1), f"{10 + i * 977 % 3000}" + (f".{i * 7 % 100:02d}" if account["currency"] != "JPY" else ""),
                          "" if i % 3 else str(1 + i % 9), list(PER_YEAR)[i % 5], "" if i % 2 else str(1 + i % 3),
                          str(i % 40) if i % 3 == 1 else "", on(60 + i % 80, i % 2), on(40 + i % 50, i % 4 == 3),
                          on(70 + i % 150, i % 8 == 3), "metered" if i % 11 == 5 else "licensed", account["currency"]])
    write("plans", PLAN, lines)


class Company:
    def __init__(self, folder):
        def by_account(name):
            groups = defaultdict(list)
            for row in rows(folder, name):
                groups[row["account_id"]].append(row)
            return groups
        self.rates = defaultdict(list)
        for row in rows(folder, "fx_rates"):
            self.rates[row["currency"]].append((day(row["month"]), Fraction(row["usd_per_unit"])))
        names = ("subscriptions", "orders", "renewals", "invoices", "usage_daily", "users", "tickets", "surveys", "costs",
                 "contacts", "touches", "feelings", "measures", "advocacy", "invitations", "plans", "payments",
                 "acquisition")
        self.tables = {name: by_account(name) for name in names}
        for id_, more in by_account("answers").items():
            self.tables["surveys"][id_] = self.tables["surveys"][id_] + more
        self.features = [name for name in rows(folder, "usage_daily")[0] if name.startswith("ev_")]
        used = {f for rows_ in self.tables["usage_daily"].values() for r in rows_ for f in self.features if int(r[f] or 0)}
        self.feature_count = len(used)
        self.accounts, self.churn = [Account(row, self) for row in rows(folder, "accounts")], {}

    def churn_by_day(self, today):
        if today not in self.churn:
            self.churn[today] = churn_rates(self, today)
        return self.churn[today]

    def usd(self, amount, currency, on):
        """Cents from minor units, rounded once; nothing before the first rate."""
        if currency == "USD":
            return half_up(Fraction(amount))
        known = [rate for since, rate in self.rates[currency] if since <= on]
        return half_up(Fraction(amount) * known[-1] * 100 / 10 ** DECIMALS.get(currency, 2)) if known else None


class Account:
    def __init__(self, row, company):
        self.row, self.id, self.company = row, row["account_id"], company
        self.started, self.currency = day(row["customer_since"]), row["currency"]
        self.seats = int(row["seats"]) if row["seats"] else None
        for name, groups in company.tables.items():
            setattr(self, name, groups[self.id])
        self.answers = [(instant(s["submitted_at"]), s["response_id"], s["contact_id"], s["survey"], float(s["score"]), s)
                        for s in self.surveys if s["score"]]
        self.usage = sorted((day(u["date"]), int(u["active_users"] or 0),
                             {f: int(u[f] or 0) for f in company.features}) for u in self.usage_daily)
        self.seen = [(day(u["day"]), u["user"]) for u in self.users]

    # Standing

    def has_left(self, today):
        if self.row["lifecycle_stage"] != "churned":
            return False
        ends = [day(s["ended_on"]) for s in self.subscriptions]
        return None in ends or not ends or max(ends) < today

    def is_customer(self, today):
        return self.started <= today and not self.has_left(today)

    @staticmethod
    def runs_to_renewal(sub, today):
        """Begun, not over, and at the end of a term of three months or longer."""
        start, end, renewal = (day(sub[k]) for k in ("started_on", "ended_on", "renewal_date"))
        over = end < today if end is not None else sub["status"] == "cancelled"
        begun = day(sub["current_term_start"]) or start
        return start < today and not over and renewal >= today and renewal + 1 >= add_months(begun, 3)

    # Revenue

    def levels(self, today):
        """(currency, [(day, change)]) of each subscription, in ten-thousandths of a cent, as known before today."""
        result = []
        for sub in self.subscriptions:
            end, start = day(sub["ended_on"]), day(sub["started_on"])
            if sub["status"] == "cancelled" and end is None:
                continue
            own = sorted((day(o["ordered_on"]), minor(o["mrr_delta"], o["currency"]) * 10_000, o["type"]) for o in self.orders
                         if o["subscription_id"] == sub["subscription_id"] and Fraction(o["mrr_delta"]))
            level = minor(sub["mrr"], sub["currency"]) * 10_000
            if end is not None and level == 0:
                ending = [change for at, change, _ in own if at >= end and change < 0]
                refused = [r for r in self.renewals
                           if r["subscription_id"] == sub["subscription_id"] and r["outcome"] == "churned"]
                refused.sort(key=lambda r: r["renewal_id"])
                on_day = [r for r in refused if day(r["renewal_date"]) == end]
                if ending:
                    level = -sum(ending)
                elif refused:
                    level = minor((on_day or refused)[-1]["mrr_before"], sub["currency"]) * 10_000
                elif any(kind == "new" for _, _, kind in own):
                    level = sum(change for _, change, _ in own)
            inside = [(at, change) for at, change, _ in own if at > start and (end is None or at < end)]
            first = level - sum(change for _, change in inside)
            steps = [(start, first)] + inside + ([(end, -level)] if end is not None else [])
            result.append((sub["currency"], [(at, change) for at, change in steps if at < today]))
        self.paused = set()
        for plan in self.plans:
            if plan["usage_type"] == "metered" or plan["status"] in ("trialing", "unpaid"):
                continue
            pause = [day(plan["paused_from"]), day(plan["paused_until"])]
            days = {max(filter(None, [day(plan["started"]), day(plan["trial_ends"])])), day(plan["ended"]),
                    day(plan["percent_ends"]), *pause} - {None}
            steps, before = [], 0
            for at in sorted(d for d in days if d < today):
                after = self.price(plan, at)
                if after != before:
                    steps.append((at, after - before))
                    if at in pause and not self.is_long(plan, today):
                        self.paused.add((len(result), at))
                before = after
            result.append((plan["currency"], steps))
        return result

    def price(self, plan, on):
        """Ten-thousandths of a cent a month, once a day's changes are done."""
        begin, end = max(filter(None, [day(plan["started"]), day(plan["trial_ends"])])), day(plan["ended"])
        since, until, ends = (day(plan[k]) for k in ("paused_from", "paused_until", "percent_ends"))
        if on < begin or (end is not None and on >= end):
            return 0
        if since is not None and since <= on and (until is None or on < until):
            return 0
        off = int(plan["percent"] or 0) if ends is None or on < ends else 0
        full = Fraction(minor(plan["amount"], plan["currency"]) * int(plan["quantity"] or 1) * (100 - off), 100)
        return half_up(full * 10_000 * PER_YEAR[plan["interval"]] / (12 * int(plan["interval_count"] or 1)))

    @staticmethod
    def is_long(plan, today):
        """A pause of more than 90 days, so far or until it ended: churn on the day it began."""
        return min(day(plan["paused_until"]) or today, today) - day(plan["paused_from"]) > 90

    def is_on_pause(self, before, today):
        """On one that is no churn."""
        return self.is_customer(before) and any(
            not self.is_long(p, today) for p in self.plans if p["paused_from"] and day(p["paused_from"]) < before
            and not (p["paused_until"] and day(p["paused_until"]) < before))

    def balance(self, before, rate_day, today):
        sums = [(currency, sum(change for at, change in steps if at < before)) for currency, steps in self.levels(today)]
        converted = [self.company.usd(amount, currency, rate_day) for currency, amount in sums if amount]
        return None if None in converted else sum(converted)

    def is_paying(self, before, today):
        return any(sum(change for at, change in steps if at < before) > 0 for _, steps in self.levels(today))

    def is_active(self, before, today):
        return self.is_customer(before) and self.is_paying(before, today)

    def movements(self, start, end, today):
        """(kind, amount) by day, and open and close: each named once by what was paid before and after."""
        levels = self.levels(today)
        moves, balances, ever = defaultdict(int), [0] * len(levels), False
        is_new = False
        for at in sorted({at for _, steps in levels for at, _ in steps}):
            before = any(b > 0 for b in balances)
            changes = defaultdict(int)
            for index, (currency, steps) in enumerate(levels):
                for on, change in steps:
                    if on == at:
                        balances[index] += change
                        changes[currency] += change
            after = any(b > 0 for b in balances)
            if not any(changes.values()):
                ever = ever or after
                continue
            real = [c for c in changes if changes[c]]
            growth = sum(self.company.usd(changes[c], c, at) for c in real) if len(real) > 1 else sum(changes.values())
            pause = all((index, on) in self.paused for index, (_, steps) in enumerate(levels) for on, _ in steps if on == at)
            kind = ("new" if not ever else "expansion" if pause else "reactivation") if not before else \
                ("contraction" if pause else "churn") if not after else "expansion" if growth >= 0 else "contraction"
            ever = ever or after or before
            if start <= at < end:
                is_new = is_new or kind == "new"
                for currency, change in changes.items():
                    moves[kind] += self.company.usd(change, currency, at)
        opening, closing = self.balance(start, start, today), self.balance(end, end, today)
        net = sum(moves.values())
        return {"open": opening, "close": closing, "fx": closing - opening - net, "is_new": is_new,
                "end_at_start": self.balance(end, start, today),
                **{k: abs(moves[k]) for k in ("new", "expansion", "reactivation", "contraction", "churn")}}

    def cost(self, kinds, start, end, today):
        total = 0
        for c in self.costs:
            total += cost_part(c, kinds, start, end, today)
        return total

    # Use

    def distinct(self, today):
        window = [(on, user) for on, user in self.seen if today - 30 <= on < today]
        return len({user for _, user in window}), len(window)

    def without_use(self, today):
        return 0 if self.usage or self.seen or self.is_active(today, today) else None

    def active_users(self, today):
        if self.seen:
            return self.distinct(today)[0]
        window = [users for on, users, _ in self.usage if today - 30 <= on < today]
        return max(window) if window else self.without_use(today)

    def events(self, start, end):
        return sum(sum(counts.values()) for on, _, counts in self.usage if start <= on < end)

    # Service

    def solved(self, start, end, now):
        return [(instant(t["opened_at"]), instant(t["resolved_at"]), int(t["contacts"]), int(t["reopened"] or 0))
                for t in self.tickets if t["resolved_at"] and t["status"] != "open" and start <= instant(t["resolved_at"]) < min(end, now)
                and instant(t["opened_at"]) < now]

    def opened(self, start, end, now):
        return [t for t in self.tickets if start <= instant(t["opened_at"]) < min(end, now)]

    def surveyed(self, kind, start, end, now):
        """Valid answers of a window with their scale."""
        found = []
        for at, _, _, survey, score, row in self.answers:
            high = float(row["scale_max"])
            if survey == kind and start <= at < min(end, now) and 1 <= score <= high:
                found.append((score, high))
        return found

    def reason(self):
        """Of the last of its subscriptions to end that says one."""
        told = [(day(s["ended_on"]), s["subscription_id"], s["reason"]) for s in self.subscriptions if s["reason"]]
        return max(told)[2] if told else ""

    def asked(self, kind, start, end, now):
        """Whether each one asked has answered by now."""
        return [instant(i["answered_at"]) < now if i["answered_at"] else i["answered"] == "true" for i in self.invitations
                if i["kind"] == kind and start <= instant(i["at"]) < min(end, now)]

    def people(self, start, end, now):
        latest = {}
        for at, name, contact, survey, score, _ in self.answers:
            if survey == "NPS" and start <= at < min(end, now) and 0 <= score <= 10:
                latest[contact] = max(latest.get(contact, (0, "", 0)), (at, name, score))
        return [score for _, _, score in latest.values()]


def cost_kind(c):
    return "retention" if c["category"] in ("support", "csm_time") else "service"


def cost_part(c, kinds, start, end, today):
    kind = cost_kind(c)
    first = day(c["month"])
    last = add_months(first, 1)
    days = max(0, min(end, last) - max(start, first))
    if kind not in kinds or first >= today or not days:
        return 0
    return half_up(Fraction(minor(c["amount"]) * 10_000 * days, last - first))


def resolution(solved, received, now):
    judged = [(replies, reopened) for _, at, replies, reopened in solved if at + 5 * DAY <= now]
    first = sum(1 for replies, reopened in judged if replies <= 1 and not reopened)
    times = sorted(at - opened for opened, at, _, _ in solved)
    middle = len(times) // 2
    median = None if not times else times[middle] / 60 if len(times) % 2 else (times[middle - 1] + times[middle]) / 120
    return {"fcr": ratio(first, len(judged)), "fcr_received": ratio(first, received),
            "art_mean": ratio(sum(times) / 60, len(times)), "art_median": median}


def office(start, end):
    """Seconds of support's hours between two moments, day by day."""
    total = 0
    for number in range(start // DAY, end // DAY + 1):
        date = EPOCH + dt.timedelta(days=number)
        if date.weekday() < 5 and date.isoformat() not in HOLIDAYS:
            opens, closes = (number * DAY + s for s in SUPPORT)
            total += max(0, min(end, closes) - max(start, opens))
    return total


def business(solved):
    times = sorted(office(opened, at) for opened, at, _, _ in solved)
    middle = len(times) // 2
    median = None if not times else times[middle] / 60 if len(times) % 2 else (times[middle - 1] + times[middle]) / 120
    return {"art_business_mean": ratio(sum(times) / 60, len(times)), "art_business_median": median}


def rate(asked):
    return sum(asked) / len(asked) if len(asked) >= 5 else None


def nps(scores):
    if len(scores) < 5:
        return None
    return 100 * (sum(s >= 9 for s in scores) - sum(s <= 6 for s in scores)) / len(scores)


def satisfaction(answers):
    if len(answers) < 5:
        return None, None, None
    n = len(answers)
    return (sum(score >= high - 1 for score, high in answers) / n, sum(s / h for s, h in answers) / n,
            sum((s - 1) / (h - 1) for s, h in answers) / n)


def band(a, before):
    """Which of four bands the account was in before a day: made up, and told to Bellwether as its history."""
    return (sum(ord(c) for c in a.id) + before) % 4


def churn_rates(company, today):
    """Of each segment and band, how many of its customers' months of the last twelve were the last, smoothed."""
    this = dt.date.fromordinal(EPOCH.toordinal() + today).replace(day=1)
    starts = [add_months((this - EPOCH).days, -back) for back in range(13)]
    months, lost = defaultdict(int), defaultdict(int)
    for start, end in zip(starts[1:], starts):
        for a in company.accounts:
            if a.is_active(start, today):
                like = a.row["segment"], band(a, start)
                months[like] += 1
                lost[like] += not a.is_active(end, today) and not a.is_on_pause(end, today)
    return {like: (lost[like] + PRIOR_MONTHS * PRIOR_CHURN) / (months[like] + PRIOR_MONTHS) for like in months}


def account_metrics(a, now):
    today, company = now // DAY, a.company
    start90, start30, midnight = (today - 90) * DAY, (today - 30) * DAY, today * DAY
    customer = a.is_customer(today)
    mrr = a.balance(today + 1, today, today)
    m = {"account.tenure_days": today - a.started, "revenue.mrr": mrr / 1e6}
    m["revenue.one_off_365"] = sum(
        company.usd(minor(o["one_time_amount"], o["currency"]), o["currency"], day(o["ordered_on"])) for o in a.orders
        if today - 365 <= day(o["ordered_on"]) < today) / 100
    coming = [day(s["renewal_date"]) for s in a.subscriptions if s["renewal_date"] and a.runs_to_renewal(s, today)]
    m["account.days_to_renewal"] = min(coming) - today if coming and customer else None
    # lifetime
    churn = company.churn_by_day(today).get((a.row["segment"], band(a, today)), PRIOR_CHURN)
    forward = mrr / 1e6 * MARGIN * sum((1 - max(churn, 0.0005)) ** k for k in range(1, 61))
    m["clv.monthly_churn"] = churn if customer else None
    m["clv.forward"] = forward if customer else None
    m["clv.net"] = m["clv.total"] = None
    winning = [c for c in a.acquisition if day(c["from"]) < today]
    # Costs of an account are of its own, whatever they are for.
    if (a.costs or a.acquisition) and a.started < today:
        paid = defaultdict(int)
        for currency, steps in a.levels(today):
            for at, change in steps:
                paid[currency] += change * (today - max(at, a.started))
        revenue = sum(company.usd(amount, currency, today) for currency, amount in paid.items()) / 1e6 * 12 / 365.25
        service, retention = (a.cost([kind], -10 ** 6, today, today) / 1e6 for kind in ("service", "retention"))
        won = sum(half_up(Fraction(minor(c["amount"]) * 10_000 * max(0, min(today, day(c["to"])) - day(c["from"])),
                                   day(c["to"]) - day(c["from"]))) for c in winning) / 1e6
        if winning and any(day(c["month"]) < today for c in a.costs):
            m["clv.net"] = revenue - won - service - retention
            m["clv.total"] = revenue * MARGIN + forward - won - retention if customer else None
    # use
    users, user_days = a.distinct(today)
    active = a.active_users(today)
    window = [(on, count, counts) for on, count, counts in a.usage if today - 30 <= on < today]
    nothing = a.without_use(today)
    last, before = a.events(today - 30, today), a.events(today - 60, today - 30)
    used = {f for _, _, counts in window for f, n in counts.items() if n}
    daily = user_days if a.seen else sum(count for _, count, _ in window)
    use = {
        "usage.licence_utilisation": None if not a.seats or active is None else active / a.seats,
        "usage.active_days_30": sum(1 for _, count, counts in window if count or any(counts.values())) or nothing,
        "usage.events_30": last or nothing,
        "usage.trend": last / before - 1 if before and today - a.started >= 60 else None,
        "usage.users_30": active, "usage.daily_users_30": daily / 30 if daily else nothing,
        "usage.stickiness": user_days / 30 / users if users and today - a.started >= 30 else None,
        "usage.feature_adoption": len(used) / company.feature_count if used else nothing,
    }
    # service
    solved, opened = a.solved(start90, midnight, now), a.opened(start90, midnight, now)
    recent = a.opened(start30, midnight, now)
    still = [t for t in a.tickets if instant(t["opened_at"]) < now
             and (t["status"] == "open" or (instant(t["resolved_at"]) >= now if t["resolved_at"] else t["status"] != "solved"))]
    use["tickets.per_10_users"] = len(recent) / active * 10 if active else None
    m.update({name: value if customer else None for name, value in use.items()})
    topics = defaultdict(int)
    for t in recent:
        topics[t["topic"]] += 1
    m.update({"tickets." + name: value for name, value in {**resolution(solved, len(opened), now), **business(solved)}.items()})
    m.update({"tickets.open": len(still), "tickets.open_urgent": sum(t["priority"] == "urgent" for t in still),
              "tickets.count_30": len(recent), "tickets.reopen_rate": ratio(sum(s[3] > 0 for s in solved), len(solved)),
              "tickets.top_topic_share": ratio(max(topics.values(), default=0), len(recent))})
    # surveys
    people = a.people(start90, midnight, now)
    m.update({"nps.score": nps(people), "nps.count_90": len(people), "nps.rejected_90": 0,
              "nps.non_standard_scale": 0 if people else None})
    latest = a.people((today - 180) * DAY, 10 ** 12, now)
    m["nps.latest"] = 10 * sum(latest) / len(latest) if latest else None
    csat, ces = a.surveyed("CSAT", start90, midnight, now), a.surveyed("CES", start90, midnight, now)
    m["csat.share"], m["csat.mean"], m["csat.mean_rescaled"] = satisfaction(csat)
    m["csat.count_90"] = len(csat)
    m.update({f"{kind}.response_rate": rate(a.asked(kind, start90, midnight, now)) for kind in ("nps", "csat", "ces")})
    m["ces.mean"] = sum(s for s, _ in ces) / len(ces) if len(ces) >= 5 else None
    m["ces.score"] = 100 * satisfaction(ces)[2] if len(ces) >= 5 else None
    wrote = [instant(s["submitted_at"]) // DAY for s in a.surveys if s["comment"] not in ("", "n/a") and instant(s["submitted_at"]) < now]
    m["feedback.days_since"] = today - max(wrote) if wrote else None
    # touches and people
    touches = [(instant(t["at"]), t) for t in a.touches if instant(t["at"]) < now and t["automatic"] != "true"]

    def since(kept):
        return today - max(at for at, _ in kept) // DAY if kept else None
    m["touch.days_since"] = since(touches)
    m["touch.days_since_inbound"] = since([t for t in touches if t[1]["direction"] in ("inbound", "both")])
    m["touch.days_since_meaningful"] = since([t for t in touches if t[1]["kind"] in ("call", "meeting")])
    m["touch.count_30"] = sum(1 for at, _ in touches if start30 <= at < midnight)
    there = [c for c in a.contacts if day(c["active_since"]) < today and not (c["left_on"] and day(c["left_on"]) < today)]
    m["contacts.count"] = len(there)
    m["contacts.champions"] = sum(c["role"] == "champion" for c in there)
    felt = sorted((day(f["at"]), f["id"], f) for f in a.feelings if day(f["at"]) < today)
    m["sentiment.score"] = m["sentiment.coverage"] = None
    if felt and today - felt[-1][0] <= 90:
        f = felt[-1][2]
        yes = [v == "true" for v in (f["happy"], f["easy_start"]) if v]
        m["sentiment.score"] = (float(f["value"]) - 1) * 20 if f["value"] else 100 * sum(yes) / len(yes)
        m["sentiment.coverage"] = 1 if f["value"] else len(yes) / 3
    measures = defaultdict(list)
    for x in a.measures:
        if day(x["at"]) < today:
            key = f"{a.id}|{x['name']}|{day(x['at'])}"
            measures[x["name"]].append((day(x["at"]), key, float(x["value"])))
    for name, values in measures.items():
        unique = {}
        for on, key, value in values:
            unique[key] = (on, value)                       # a key that comes twice is its last row
        measures[name] = sorted(unique.values())
    value, price, staff = (measures.get(n, []) for n in ("customer_value", "customer_price", "employees"))
    is_fresh = bool(value and price) and min(value[-1][0], price[-1][0]) >= today - 365
    m["customer.roi"] = (value[-1][1] - price[-1][1]) / price[-1][1] if is_fresh else None
    then = [v for on, v in staff if on <= today - 365]
    m["customer.growth_365"] = staff[-1][1] / then[-1] - 1 if then and staff[-1][0] > today - 365 else None
    deeds = [(day(d["at"]), d["kind"]) for d in a.advocacy if day(d["at"]) < today]
    m["advocacy.count_365"] = sum(1 for on, kind in deeds if kind != "asked" and on >= today - 365)
    m["advocacy.days_since_asked"] = today - max(on for on, _ in deeds) if deeds else None
    m.update(invoice_metrics(a, today))
    return m


def invoice_metrics(a, today):
    bills = [i for i in a.invoices if i["kind"] == "invoice"]
    notes = [i for i in a.invoices if i["kind"] == "credit_note" and day(i["issued_on"]) < today]
    late = due_count = ever = days_max = worst = reminded = tells = 0
    overdue, still_open, known, delinquent = 0, 0, 0, 0
    buckets = defaultdict(int)
    for bill in bills:
        issued, due, paid = day(bill["issued_on"]), day(bill["due_on"]), day(bill["paid_on"])
        if issued >= today:
            continue
        known += 1
        steps = []
        for note in notes:
            earlier = [b for b in bills if b["subscription_id"] == note["subscription_id"]
                       and day(b["issued_on"]) <= day(note["issued_on"])]
            if earlier and max(earlier, key=lambda b: (day(b["issued_on"]), b["invoice_id"])) is bill:
                steps.append((day(note["issued_on"]), abs(minor(note["amount"], note["currency"]))))
        total = minor(bill["amount"], bill["currency"])
        parts = [p for p in a.payments if p["invoice_id"] == bill["invoice_id"]]
        if parts:
            steps += [(day(p["at"]), minor(p["amount"], bill["currency"])) for p in parts if day(p["at"]) < today]
        elif paid is not None and paid < today:
            steps.append((paid, total))
        left, cleared = total, None
        for on, amount in sorted(steps, key=lambda s: (s[0], -s[1])):
            left -= amount
            cleared = (on if cleared is None else cleared) if left <= 0 else None
        left = max(0, left)
        grace = -1 if bill["status"] == "uncollectible" else GRACE
        is_late = left > 0 and today - due > grace
        counts = is_late and (bill["status"] != "uncollectible" or today - due <= 365)
        if left > 0 and (counts or bill["status"] != "uncollectible"):
            still_open += a.company.usd(left, bill["currency"], today)
        if counts:
            late += 1
            days_max = max(days_max, today - due)
            overdue += a.company.usd(left, bill["currency"], today)
            delinquent += a.company.usd(left, bill["currency"], today) if today - due > DELINQUENT else 0
        if is_late:
            days = today - due
            name = "1-30" if days <= 30 else "31-60" if days <= 60 else "61-90" if days <= 90 else ">90"
            buckets[f"bucket.{name}.{bill['currency']}"] += left
        if add_months(today, -12) <= due < today:
            due_count += 1
            was_late = is_late or (left == 0 and cleared is not None and cleared - due > max(0, grace))
            ever += was_late
            worst = max(worst, (cleared if left == 0 else today) - due if was_late else 0)
            tells += bill["reminders"] != ""
            reminded += left == 0 and int(bill["reminders"] or 0) > 0
    return {**buckets, "invoices.overdue_amount": overdue / 100 if known else None,
            "invoices.open_amount": still_open / 100 if known else None, "invoices.late_count": late if known else None,
            "invoices.days_past_due_max": days_max if known else None, "invoices.late_rate_12m": ratio(ever, due_count),
            "invoices.worst_delay_12m": worst if due_count else None,
            "invoices.paid_after_reminder_12m": reminded if tells else None, "invoices.delinquent_amount": delinquent / 100 if known else None}


def months_between(start, end):
    whole = 0
    while add_months(start, whole + 1) <= end:
        whole += 1
    first, after = add_months(start, whole), add_months(start, whole + 1)
    return whole + (end - first) / (after - first)


def renewals(accounts, start, end, today):
    terms = []
    for a in accounts:
        named = set()
        for r in a.renewals:
            due, begun, decided = day(r["renewal_date"]), day(r["term_start"]), day(r["decided_on"])
            if not (start <= due < end and begun < start and decided < today and due + 1 >= add_months(begun, 3)):
                continue
            named.add((r["subscription_id"], due))
            months = max(1, floor((due - begun) / 30.4375 + 0.5))
            kept = r["outcome"] == "renewed" and decided - due <= RENEWAL_GRACE
            target, final = (a.company.usd(minor(r[k], r["currency"]) * months, r["currency"], due) for k in ("mrr_before", "mrr_after"))
            terms.append(("renewed" if kept else "lost", target, final if kept else 0))
        for s in a.subscriptions:
            due, begun = day(s["renewal_date"]), day(s["current_term_start"])
            if not (start <= due < end and begun < start and due + 1 >= add_months(begun, 3)):
                continue
            if (s["subscription_id"], due) in named:
                continue
            over = day(s["ended_on"]) < today if s["ended_on"] else s["status"] == "cancelled"
            months = max(1, floor((due - begun) / 30.4375 + 0.5))
            outcome = "lost" if over or today - due > RENEWAL_GRACE else "pending"
            terms.append((outcome, a.company.usd(minor(s["mrr"], s["currency"]) * months, s["currency"], due), 0))
    return terms


def group_metrics(accounts, start, end, now, shared):
    today = now // DAY
    months = months_between(start, end)
    moves = [a.movements(start, end, today) for a in accounts]
    at_start = [a.is_active(start, today) for a in accounts]
    at_end = [a.is_active(end, today) for a in accounts]
    away = [not e and not a.is_on_pause(end, today) for a, e in zip(accounts, at_end)]
    lost = sum(s and w for s, w in zip(at_start, away))
    fresh = [m["is_new"] and not s for m, s in zip(moves, at_start)]
    lost_fresh = sum(f and w for f, w in zip(fresh, away))
    there = sum(s or m["is_new"] for s, m in zip(at_start, moves))
    total = {k: sum(m[k] for m in moves) for k in
             ("open", "close", "new", "expansion", "reactivation", "contraction", "churn", "fx")}
    g = {f"{k}_mrr": v / 1e6 for k, v in total.items() if k != "fx"}
    g.update({"mrr": total["close"] / 1e6, "fx_adjustment": total["fx"] / 1e6, "correction": 0, "accounts": sum(at_end)})
    churn = ratio(lost, sum(at_start))
    g.update({"logo_churn": churn, "logo_churn_annual": None if churn is None else 1 - (1 - churn) ** (12 / months),
              "early_churn": ratio(lost_fresh, sum(fresh)), "churn_with_new": ratio(lost + lost_fresh, there)})
    opening = [m for m in moves if m["open"] > 0]
    base = sum(m["open"] for m in opening)
    gone, less, more = (sum(m[k] for m in opening) for k in ("churn", "contraction", "expansion"))
    g["cancelled_mrr_churn"], g["gross_mrr_churn"] = ratio(gone, base), ratio(gone + less, base)
    g["net_mrr_churn"] = ratio(gone + less - more - total["reactivation"], base)
    g["nrr"] = ratio(sum(m["end_at_start"] for m in opening), base)
    g["grr"] = ratio(sum(min(m["open"], m["end_at_start"]) for m in opening), base)
    won, lost_money = total["new"] + total["expansion"], total["contraction"] + total["churn"]
    g["quick_ratio"] = ratio(won + total["reactivation"], lost_money)
    g["quick_ratio_without_returns"] = ratio(won, lost_money)
    g["arpa"] = ratio(total["close"] / 1e6, sum(at_end))
    g["arpu"] = ratio(total["close"] / 1e6, sum(a.active_users(end) for a, e in zip(accounts, at_end) if e))
    sold = [(a, o) for a in accounts for o in a.orders if start <= day(o["ordered_on"]) < min(end, today)]
    one_off = sum(a.company.usd(minor(o["one_time_amount"], o["currency"]), o["currency"], day(o["ordered_on"])) for a, o in sold) / 100
    g["non_recurring_revenue"] = one_off
    eligible = [m for m, s, w in zip(moves, at_start, away) if s and not w]
    g["upsell_rate"] = ratio(sum(m["expansion"] > 0 for m in eligible), len(eligible))
    terms = renewals(accounts, start, end, today)
    kept, refused = (sum(t[0] == k for t in terms) for k in ("renewed", "lost"))
    due = sum(t[1] for t in terms)
    g.update({"renewals_due": len(terms), "renewals_pending": len(terms) - kept - refused,
              "renewal_rate": ratio(kept, kept + refused), "renewal_rate_floor": ratio(kept, len(terms)),
              "renewal_value_gross": ratio(sum(min(t[1], t[2]) for t in terms), due),
              "renewal_value_net": ratio(sum(t[2] for t in terms), due)})
    settled = [t for t in terms if t[0] in ("renewed", "lost")]
    weight = sum(t[1] for t in settled)
    g.update({"renewal_value_gross_decided": ratio(sum(min(t[1], t[2]) for t in settled), weight),
              "renewal_value_net_decided": ratio(sum(t[2] for t in settled), weight)})
    # lifetime
    monthly = None if churn is None else 1 - (1 - churn) ** (1 / months)
    g["ltv"] = None if monthly is None or g["arpa"] is None else g["arpa"] * MARGIN * min(1 / max(monthly, 0.0005), 60)
    buys = [(a, o) for a, o in sold if Fraction(o["one_time_amount"]) > 0]
    buyers = len({a.id for a, _ in buys})
    g["clv_simple"] = None if not buys or not monthly else one_off / len(buys) * len(buys) / (buyers * months) / monthly
    values = [v for v in (account_metrics(a, now)["clv.net"] for a in accounts) if v is not None]
    g["alv"] = ratio(sum(values), len(values))
    # costs
    stayed, mean = sum(s and e for s, e in zip(at_start, at_end)), (sum(at_start) + sum(at_end)) / 2
    everybodys = [c for a in accounts for c in a.costs] + list(shared)
    booked = [c for c in everybodys if day(c["month"]) < min(end, today) and add_months(day(c["month"]), 1) > start]
    has_keeping = any(cost_kind(c) == "retention" for c in booked)
    keeping = sum(a.cost(["retention"], start, end, today) for a in accounts) / 1e6
    keeping += sum(cost_part(c, ["retention"], start, end, today) for c in shared) / 1e6
    everything = keeping + sum(a.cost(["service"], start, end, today) for a in accounts) / 1e6
    everything += sum(cost_part(c, ["service"], start, end, today) for c in shared) / 1e6
    g["crc"] = ratio(keeping, stayed) if has_keeping else None
    g["crc_monthly"] = None if g["crc"] is None else g["crc"] / months
    g["crc_per_account"] = ratio(keeping, mean) if has_keeping else None
    g["crc_all_costs"] = ratio(everything, stayed) if booked else None
    g["crc_of_margin"] = None if g["crc"] is None or not g["arpa"] else g["crc_monthly"] / (g["arpa"] * MARGIN)
    # service
    first, last = start * DAY, end * DAY
    people = [s for a in accounts for s in a.people(first, last, now)]
    g["nps"], g["nps_count"] = nps(people), len(people)
    csat = [s for a in accounts for s in a.surveyed("CSAT", first, last, now)]
    g["csat"], g["csat_mean"], _ = satisfaction(csat)
    ces = [s for a in accounts for s in a.surveyed("CES", first, last, now)]
    g["ces"] = 100 * satisfaction(ces)[2] if len(ces) >= 5 else None
    solved = [t for a in accounts for t in a.solved(first, last, now)]
    opened = sum(len(a.opened(first, last, now)) for a in accounts)
    g.update({k: v for k, v in resolution(solved, opened, now).items() if k != "fcr_received"})
    g.update(business(solved))
    g.update({f"{kind}_response_rate": rate([x for a in accounts for x in a.asked(kind, first, last, now)])
              for kind in ("nps", "csat", "ces")})
    g["tickets"] = opened
    tables = defaultdict(int)
    for a in accounts:
        for t in a.opened(first, last, now):
            tables["topic." + t["topic"]] += 1
    for a, m, s, w in zip(accounts, moves, at_start, away):
        if s and w:
            tables[f"reason.{a.reason()}.accounts"] += 1
            tables[f"reason.{a.reason()}.mrr"] += m["open"] / 1e6
    seen = [a.distinct(end) for a in accounts]
    users = sum(u for u, _ in seen)
    g["stickiness"] = sum(d for _, d in seen) / 30 / users if users else None
    return {**{"group." + k: v for k, v in g.items()}, **tables}


def measure(folder, now, start=None, end=None):
    company = Company(folder)
    result = {"accounts": {a.id: account_metrics(a, now) for a in company.accounts}}
    if start:
        shared = company.tables["costs"][""]
        period = (day(start), day(end))
        groups = {"portfolio": {"": group_metrics(company.accounts, *period, now, shared)}}
        for field, column in (("owner", "owner_id"), ("tier", "tier"), ("segment", "segment"), ("region", "region")):
            members = defaultdict(list)
            for a in company.accounts:
                members[a.row[column]].append(a)
            groups[field] = {key: group_metrics(of, *period, now, []) for key, of in members.items()}
        result["groups"] = groups
    json.dump(result, sys.stdout)


if sys.argv[1] == "extend":
    extend(sys.argv[2])
else:
    measure(sys.argv[2], int(sys.argv[3]), *sys.argv[4:6])

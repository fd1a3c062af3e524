"""What Bellwether should say of a generated company, worked out the plain way.

    plain.py EXPORTS NOW FIRST_START_DAYS

EXPORTS is a folder written by gen_saas.py, NOW a moment in seconds since 1970. Prints JSON: every account's score with
what it is made of, its MRR, and how four rules stand for whom: pending, firing or held. The definitions are those of the
metrics' manual and of rules/; nothing is shared with the program, least of all its code.

Money is counted in whole cents, scores in fractions, days in UTC. A fact dated by day is known from the end of it.
"""

import csv
import datetime as dt
import json
import sys
from bisect import bisect_left
from collections import defaultdict
from fractions import Fraction
from math import floor
from typing import NamedTuple, Optional

DAY = 86_400
EPOCH = dt.date(1970, 1, 1)
GRACE_DAYS = 3
HOLD = 2 * DAY

# rules/health.yaml: measure, zero at, full at, weight.
ONBOARDING = (("licences", Fraction(0), Fraction(1, 2), 60), ("touch", Fraction(30), Fraction(7), 40))
STANDARD = (
    ("licences", Fraction(1, 5), Fraction(9, 10), 40),
    ("payment", Fraction(45), Fraction(0), 20),
    ("tickets", Fraction(6), Fraction(0), 20),
    ("nps", Fraction(0), Fraction(100), 20),
)
BANDS = ((75, "good"), (50, "at_risk"), (0, "poor"))


def day_of(text):
    return (dt.date.fromisoformat(text[:10]) - EPOCH).days if text else None


def second_of(text):
    return int(dt.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()) if text else None


def half_up(x):
    return floor(x + Fraction(1, 2))


def cents(text):
    amount = Fraction(text) * 100
    assert amount.denominator == 1, text
    return int(amount)


class Invoice(NamedTuple):
    id: str
    subscription: str
    issued: int
    due: int
    paid: Optional[int]
    amount: int
    currency: str
    status: str

    @classmethod
    def of(cls, row):
        return cls(row["invoice_id"], row["subscription_id"], day_of(row["issued_on"]), day_of(row["due_on"]),
                   day_of(row["paid_on"]), cents(row["amount"]), row["currency"], row["status"])


class Ticket(NamedTuple):
    opened: int
    solved: Optional[int]
    is_urgent: bool
    is_solved: bool

    @classmethod
    def of(cls, row):
        return cls(second_of(row["opened_at"]), second_of(row["resolved_at"]), row["priority"] == "urgent",
                   row["status"] == "solved")


class Company:
    def __init__(self, folder):
        def rows(name):
            with open(f"{folder}/{name}.csv", encoding="utf-8", newline="") as file:
                return list(csv.DictReader(file))

        def by_account(name):
            groups = defaultdict(list)
            for row in rows(name):
                groups[row["account_id"]].append(row)
            return groups

        self.rates = defaultdict(list)
        for row in rows("fx_rates"):
            self.rates[row["currency"]].append((day_of(row["month"]), Fraction(row["usd_per_unit"])))
        tables = {name: by_account(name) for name in ("subscriptions", "invoices", "usage_daily", "tickets", "surveys")}
        self.accounts = [Account(row, tables, self) for row in rows("accounts")]

    def to_usd(self, amount, currency, today):
        """At the latest rate dated today or before; nothing where there is none."""
        if currency == "USD":
            return amount
        known = [rate for day, rate in sorted(self.rates[currency]) if day <= today]
        return amount * known[-1] if known else None


class Account:
    def __init__(self, row, tables, company):
        self.id, self.tier, self.company = row["account_id"], row["tier"], company
        self.seats = int(row["seats"]) if row["seats"] else None
        self.started = day_of(row["customer_since"])
        self.has_left = row["lifecycle_stage"] == "churned"
        self.subscriptions = tables["subscriptions"][self.id]
        self.invoices = [Invoice.of(row) for row in tables["invoices"][self.id] if row["kind"] == "invoice"]
        self.credits = [Invoice.of(row) for row in tables["invoices"][self.id] if row["kind"] == "credit_note"]
        self.tickets = [Ticket.of(row) for row in tables["tickets"][self.id]]
        self.answers = [(second_of(row["submitted_at"]), row["response_id"], row["contact_id"], int(row["score"]))
                        for row in tables["surveys"][self.id] if row["survey"] == "NPS" and row["score"]]
        usage = sorted((day_of(row["date"]), row) for row in tables["usage_daily"][self.id])
        self.usage_days = [day for day, _ in usage]
        self.active_users = [int(row["active_users"]) for _, row in usage]
        self.events_before = [0]
        for _, row in usage:
            count = sum(int(value) for name, value in row.items() if name.startswith("ev_") and value)
            self.events_before.append(self.events_before[-1] + count)

    # What is known on a day

    def is_customer(self, today):
        if self.started > today:
            return False
        ends = [day_of(row["ended_on"]) for row in self.subscriptions]
        return not self.has_left or bool(ends) and (None in ends or max(ends) >= today)

    def is_running(self, subscription, today):
        ended = day_of(subscription["ended_on"])
        if day_of(subscription["started_on"]) >= today:
            return False
        return ended >= today if ended is not None else subscription["status"] != "cancelled"

    def mrr_minor(self, today):
        total = Fraction(0)
        for row in self.subscriptions:
            if not self.is_running(row, today):
                continue
            usd = self.company.to_usd(cents(row["mrr"]), row["currency"], today)
            if usd is None:
                return None
            total += Fraction(half_up(usd * 10_000), 10_000)
        return half_up(total)

    def pays(self, today):
        return self.is_customer(today) and any(
            self.is_running(row, today) and cents(row["mrr"]) != 0 for row in self.subscriptions)

    def window(self, start, end):
        return bisect_left(self.usage_days, start), bisect_left(self.usage_days, end)

    def nothing_used(self, today):
        return 0 if self.usage_days or self.pays(today) else None

    def utilisation(self, today):
        if not self.seats:
            return None
        first, last = self.window(today - 30, today)
        users = max(self.active_users[first:last]) if first < last else self.nothing_used(today)
        return None if users is None else Fraction(users, self.seats)

    def events(self, start, end):
        first, last = self.window(start, end)
        return self.events_before[last] - self.events_before[first]

    def open_invoices(self, today):
        """(invoice, open in cents, days past due, late) of every invoice known by now."""
        for invoice in self.invoices:
            if invoice.issued >= today:
                continue
            settled = invoice.amount if invoice.paid is not None and invoice.paid < today else 0
            left = max(0, invoice.amount - settled - self.credited(invoice, today))
            late_by = today - invoice.due
            grace = -1 if invoice.status == "uncollectible" else GRACE_DAYS
            yield invoice, left, max(0, late_by) if left else 0, left > 0 and late_by > grace

    def credited(self, invoice, today):
        """A note reduces the latest invoice of its subscription that was issued on its day or before."""
        total = 0
        for note in self.credits:
            earlier = [other for other in self.invoices
                       if other.subscription == note.subscription and other.issued <= note.issued]
            if note.issued < today and earlier and max(earlier, key=lambda other: (other.issued, other.id)) is invoice:
                total += abs(note.amount)
        return total

    def days_past_due_max(self, today):
        known = list(self.open_invoices(today))
        if not known:
            return None
        return max([days for invoice, _, days, late in known
                    if late and (invoice.status != "uncollectible" or today - invoice.due <= 365)], default=0)

    def open_urgent(self, now):
        return sum(1 for ticket in self.tickets if ticket.is_urgent and ticket.opened < now
                   and (ticket.solved >= now if ticket.solved is not None else not ticket.is_solved))

    def nps(self, now):
        """Each contact's latest answer of 180 days; of two at once, the one with the greater id."""
        latest = {}
        for at, answer, contact, score in self.answers:
            if (now // DAY - 180) * DAY <= at < now:
                latest[contact] = max(latest.get(contact, (0, "", 0)), (at, answer, score))
        return Fraction(10 * sum(score for _, _, score in latest.values()), len(latest)) if latest else None

    def days_since_touch(self, now):
        """Conversations are the touches: see the mapping that the test adds."""
        last = max((ticket.opened for ticket in self.tickets if ticket.opened < now), default=None)
        return None if last is None else now // DAY - last // DAY

    # What follows

    def health(self, now):
        today = now // DAY
        if not self.is_customer(today):
            return None
        tenure = today - self.started
        model = ONBOARDING if tenure < 60 else STANDARD
        values = {"licences": self.utilisation(today)}
        if model is ONBOARDING:
            values["touch"] = self.days_since_touch(now)
        else:
            values |= {"payment": self.days_past_due_max(today), "tickets": self.open_urgent(now), "nps": self.nps(now)}
        graded = {name: (weight, min(Fraction(100), max(Fraction(0), (values[name] - zero) * 100 / (full - zero))))
                  for name, zero, full, weight in model if values[name] is not None}
        present = sum(weight for weight, _ in graded.values())
        if present < 60 or model is STANDARD and "licences" not in graded:
            return {"score": None, "band": "unknown", "points": {}}
        points = {name: weight * score / present for name, (weight, score) in graded.items()}
        tenths = half_up(sum(points.values()) * 10)
        shared = shares(tenths, points)
        if model is STANDARD and (values["payment"] or 0) > 60:
            tenths = min(tenths, 499)
        band = next(name for start, name in BANDS if tenths >= start * 10)
        return {"score": tenths / 10, "band": band, "points": shared,
                "model": "onboarding" if model is ONBOARDING else "standard"}


def shares(tenths, points):
    """Each part in tenths, so that they add up: the largest remainders get what rounding down left over."""
    whole = {name: floor(part * 10) for name, part in points.items()}
    by_remainder = sorted(points, key=lambda name: whole[name] - points[name] * 10)
    for name in by_remainder[:max(0, tenths - sum(whole.values()))]:
        whole[name] += 1
    return {name: part / 10 for name, part in whole.items()}


class Rule:
    """pending while it holds, firing after `hold`, over when it clears; what nobody knows moves nothing."""

    def __init__(self, hold):
        self.hold, self.since, self.firing, self.unknown = hold, {}, set(), set()

    def see(self, subject, now, holds, clears):
        """Whether it holds counts until it fires, whether it clears from then on; None is unknown."""
        if (clears if subject in self.firing else holds) is None:
            self.unknown.add(subject)
            return
        self.unknown.discard(subject)
        if subject in self.firing:
            if clears:
                self.firing.discard(subject)
                del self.since[subject]
        elif holds:
            self.since.setdefault(subject, now)
            if now - self.since[subject] >= self.hold:
                self.firing.add(subject)
        else:
            self.since.pop(subject, None)

    def forget(self, belongs):
        for subject in [subject for subject in self.since if belongs(subject)]:
            del self.since[subject]
            self.firing.discard(subject)

    def states(self):
        def state(subject):
            if subject in self.unknown:
                return "held"
            return "firing" if subject in self.firing else "pending"
        return {subject: state(subject) for subject in sorted(self.since)}


class Watch:
    """All rules for one account, turn by turn."""

    def __init__(self, account, rules):
        self.account, self.rules = account, rules
        self.events = []

    def turn(self, now):
        account, today = self.account, now // DAY
        if not account.is_customer(today):
            for rule in self.rules.values():
                rule.forget(lambda subject: subject.split("/")[0] == account.id)
            return
        self.health(now)
        self.silence(now, today - account.started)
        self.usage(now, today)
        self.invoices(now, today)

    def health(self, now):
        score = self.account.health(now)["score"]
        floor_ = 60 if self.account.tier == "Enterprise" else 50
        holds, clears = (None, None) if score is None else (score < floor_, score >= floor_ + 5)
        self.rules["health-below-band"].see(self.account.id, now, holds, clears)

    def silence(self, now, tenure):
        days = self.account.days_since_touch(now)
        holds = tenure >= 30 and (days is None or days > (45 if self.account.tier == "Enterprise" else 90))
        self.rules["silent-account"].see(self.account.id, now, holds, not holds)

    def usage(self, now, today):
        account = self.account
        last, before = account.events(today - 30, today), account.events(today - 60, today - 30)
        events = last or account.nothing_used(today)
        trend = Fraction(last, before) - 1 if before and today - account.started >= 60 else None
        start, tolerance = (today - 35) * DAY + now % DAY, 7 * DAY // 2
        past = [(at, value) for at, value in self.events if value is not None and at > start - tolerance - 1]
        if events is not None:
            self.events.append((now, events))
        if trend is None:
            holds = None
        elif trend > Fraction(-3, 10):
            holds = False
        elif events is None or not past or past[0][0] > start + tolerance:
            holds = None
        else:
            inside = [value for at, value in past if at >= start] + [value for at, value in past if at < start][-1:]
            holds = max(inside + [events]) >= 50
        clears = None if trend is None else trend > Fraction(-2, 10)
        self.rules["usage-decline"].see(account.id, now, holds, clears)

    def invoices(self, now, today):
        rule, account = self.rules["late-invoice"], self.account
        for invoice, left, days, _ in account.open_invoices(today):
            usd = account.company.to_usd(left, invoice.currency, today)
            holds = left > 0 and days >= 10 and usd is not None and half_up(usd) >= 250_00
            rule.see(f"{account.id}/{invoice.id}", now, holds, not holds)


def main():
    company, now, days = Company(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    today = now // DAY
    rules = {"health-below-band": Rule(HOLD), "silent-account": Rule(HOLD), "usage-decline": Rule(HOLD),
             "late-invoice": Rule(0)}
    accounts = {}
    for account in company.accounts:
        watch = Watch(account, rules)
        for moment in [day * DAY for day in range(today - days, today)] + [now]:
            watch.turn(moment)
        if account.is_customer(today):
            accounts[account.id] = account.health(now) | {"mrr_minor": account.mrr_minor(today)}
    json.dump({"accounts": accounts, "rules": {name: rule.states() for name, rule in rules.items()}}, sys.stdout)


main()

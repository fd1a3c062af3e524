"""A company and its accounts, as their tables tell: who is a customer, what they use, ask and answer."""
from collections import defaultdict
from fractions import Fraction
from itertools import pairwise

from lifetime import churn_rates
from plain import DECIMALS, add_months, day, half_up, instant, rows
from revenue import Revenue, tenths

TABLES = ("subscriptions orders renewals invoices usage_daily users tickets surveys costs contacts touches feelings "
          "measures advocacy invitations plans payments acquisition").split()
KEYS = {"subscriptions": "subscription_id", "plans": "id"}


def seen_rows(visits, name, key):
    """By id, each time that a row was seen to be another: (day, row)."""
    seen = defaultdict(list)
    for on, folder in visits:
        for row in in_currency(folder, name):
            if not seen[row[key]] or seen[row[key]][-1][1] != row:
                seen[row[key]].append((on, row))
    return seen


def in_currency(folder, name):
    """Where a row does not say its currency, it is that of its account."""
    currencies = {row["account_id"]: row["currency"] for row in rows(folder, "accounts")}
    for row in rows(folder, name):
        yield row | {"currency": row.get("currency") or currencies.get(row["account_id"])}


def by_account(folder, name):
    groups = defaultdict(list)
    for row in in_currency(folder, name):
        groups[row["account_id"]].append(row)
    return groups


class Company:
    """What is known of one, by the last of some visits: (day, folder) each."""

    def __init__(self, visits):
        folder = visits[-1][1]
        self.seen = {name: seen_rows(visits, name, key) for name, key in KEYS.items()}
        self.then = None                    # as it was known when the period began, where it is asked
        self.rates = defaultdict(list)
        for row in rows(folder, "fx_rates"):
            self.rates[row["currency"]].append((day(row["month"]), Fraction(row["usd_per_unit"])))
        self.tables = {name: by_account(folder, name) for name in TABLES}
        for name in ("answers", "choices"):
            for id_, more in by_account(folder, name).items():
                self.tables["surveys"][id_] = self.tables["surveys"][id_] + more
        self.features = [name for name in rows(folder, "usage_daily")[0] if name.startswith("ev_")]
        used = [r for rows_ in self.tables["usage_daily"].values() for r in rows_]
        self.feature_count = sum(any(int(r[f] or 0) for r in used) for f in self.features)
        self.accounts, self.churn = [Account(row, self) for row in rows(folder, "accounts")], {}
        self.by_id = {a.id: a for a in self.accounts}

    def churn_by_day(self, today):
        if today not in self.churn:
            self.churn[today] = churn_rates(self, today)
        return self.churn[today]

    def versions(self, name, row):
        """Of a subscription or plan whose price was seen to change: (day, row)."""
        return self.seen[name][row[KEYS[name]]]

    def seen_changes(self, sub):
        """(day, change, "seen") of MRR that a subscription stated otherwise at one visit than at the one before."""
        changes = []
        for (_, old), (on, new) in pairwise(self.versions("subscriptions", sub)):
            change = tenths(new) - tenths(old)
            if change and "cancelled" not in (old["status"], new["status"]):
                changes.append((on, change, "seen"))
        return changes

    def usd(self, amount, currency, on):
        """Cents from minor units, rounded once; nothing before the first rate."""
        if currency == "USD":
            return half_up(Fraction(amount))
        known = [rate for since, rate in self.rates[currency] if since <= on]
        return half_up(Fraction(amount) * known[-1] * 100 / 10 ** DECIMALS.get(currency, 2)) if known else None


class Account(Revenue):
    def __init__(self, row, company):
        self.row, self.id, self.company = row, row["account_id"], company
        self.started, self.currency = day(row["customer_since"]), row["currency"]
        self.seats = int(row["seats"]) if row["seats"] else None
        for name, groups in company.tables.items():
            setattr(self, name, groups[self.id])
        self.answers = [
            (instant(s["submitted_at"]), s["response_id"], s["contact_id"], s["survey"], float(s["score"]), s)
            for s in self.surveys if s["score"]]
        self.usage = sorted((day(u["date"]), int(u["active_users"] or 0),
                             {f: int(u[f] or 0) for f in company.features}) for u in self.usage_daily)
        self.known, self.paused = {}, set()
        self.seen = [(day(u["day"]), u["user"]) for u in self.users]

    def row_then(self, start):
        """What was said of it when the period began; who was not there yet is as it is today."""
        before = self.company.then.by_id.get(self.id) if self.company.then else None
        return before.row if before and before.started < start else self.row

    # Standing

    def has_left(self, today):
        if self.row["lifecycle_stage"] != "churned":
            return False
        ends = [day(s["ended_on"]) for s in self.subscriptions]
        return None in ends or not ends or max(ends) < today

    def is_customer(self, today):
        return self.started < today and not self.has_left(today)

    @staticmethod
    def runs_to_renewal(sub, today):
        """Begun, not over, and at the end of a term of three months or longer."""
        start, end, renewal = (day(sub[k]) for k in ("started_on", "ended_on", "renewal_date"))
        over = end < today if end is not None else sub["status"] == "cancelled"
        begun = day(sub["current_term_start"]) or start
        return start < today and not over and renewal >= today and renewal + 1 >= add_months(begun, 3)

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
                for t in self.tickets if t["resolved_at"] and t["status"] != "open"
                and start <= instant(t["resolved_at"]) < min(end, now)
                and instant(t["opened_at"]) < now]

    def opened(self, start, end, now):
        return [t for t in self.tickets if start <= instant(t["opened_at"]) < min(end, now)]

    def surveyed(self, kind, start, end, now):
        """Valid answers of a window with their scale."""
        found = []
        for at, _, _, survey, score, row in self.answers:
            if survey == kind and start <= at < min(end, now) and 1 <= score <= float(row["scale_max"]):
                found.append((score, float(row["scale_max"])))
        return found

    def reason(self):
        """Of the last of its subscriptions to end that says one."""
        told = [(day(s["ended_on"]), s["subscription_id"], s["reason"]) for s in self.subscriptions if s["reason"]]
        return max(told)[2] if told else ""

    def asked(self, kind, start, end, now):
        """Whether each one asked has answered by now."""
        return [instant(i["answered_at"]) < now if i["answered_at"] else i["answered"] == "true"
                for i in self.invitations if i["kind"] == kind and start <= instant(i["at"]) < min(end, now)]

    def refused(self, kind, start, end, now):
        """Answers that are not on the scale of recommendations."""
        return sum(survey == kind and start <= at < min(end, now) and score not in range(11)
                   for at, _, _, survey, score, _ in self.answers)

    def people(self, start, end, now):
        latest = {}
        for at, name, contact, survey, score, _ in self.answers:
            if survey == "NPS" and start <= at < min(end, now) and score in range(11):
                who = contact or name                     # whoever is not named stands alone
                latest[who] = max(latest.get(who, (0, "", 0)), (at, name, score))
        return [score for _, _, score in latest.values()]

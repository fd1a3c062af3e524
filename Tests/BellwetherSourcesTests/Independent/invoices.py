"""What is open, late, and was paid late."""
from collections import defaultdict

from plain import DELINQUENT, GRACE, add_months, day, minor, ratio


class Bill:
    """An invoice as it stands when a day begins."""

    def __init__(self, row, a, today):
        self.row, self.due, self.reminders = row, day(row["due_on"]), row["reminders"]
        self.is_written_off = row["status"] == "uncollectible"
        self.left, self.cleared = self.settled(a, today)
        self.days = today - self.due
        self.grace = -1 if self.is_written_off else GRACE
        self.is_late = self.left > 0 and (self.is_written_off or self.days > self.grace)
        self.counts = self.is_late and (not self.is_written_off or self.days <= 365)
        self.usd = a.company.usd(self.left, row["currency"], today)

    def settled(self, a, today):
        """What is left of it, and since when nothing is."""
        left, cleared = minor(self.row["amount"], self.row["currency"]), None
        steps = self.noted(a, today) + self.paid(a, today)
        for on, amount in sorted(steps, key=lambda s: (s[0], -s[1])):
            left -= amount
            cleared = (on if cleared is None else cleared) if left <= 0 else None
        return max(0, left), cleared

    def noted(self, a, today):
        """Credit notes: each is of the latest bill of its subscription by then."""
        steps = []
        for note in (i for i in a.invoices if i["kind"] == "credit_note" and day(i["issued_on"]) < today):
            earlier = [b for b in bills(a) if b["subscription_id"] == note["subscription_id"]
                       and day(b["issued_on"]) <= day(note["issued_on"])]
            if earlier and max(earlier, key=lambda b: (day(b["issued_on"]), b["invoice_id"])) is self.row:
                steps.append((day(note["issued_on"]), abs(minor(note["amount"], note["currency"]))))
        return steps

    def paid(self, a, today):
        parts = [p for p in a.payments if p["invoice_id"] == self.row["invoice_id"]]
        if parts:
            return [(day(p["at"]), minor(p["amount"], self.row["currency"])) for p in parts if day(p["at"]) < today]
        on = day(self.row["paid_on"])
        return [(on, minor(self.row["amount"], self.row["currency"]))] if on is not None and on < today else []

    @property
    def was_late(self):
        return self.is_late or (
            self.left == 0 and self.cleared is not None and self.cleared - self.due > max(0, self.grace))

    def delay(self, today):
        return (self.cleared if self.left == 0 else today) - self.due if self.was_late else 0

    @property
    def bucket(self):
        ends = ((30, "1-30"), (60, "31-60"), (90, "61-90"))
        return next((name for most, name in ends if self.days <= most), ">90")


def bills(a):
    return [i for i in a.invoices if i["kind"] == "invoice"]


def invoice_metrics(a, today):
    known = [Bill(row, a, today) for row in bills(a) if day(row["issued_on"]) < today]
    late = [b for b in known if b.counts]
    owed = [b for b in known if b.counts or not b.is_written_off]
    buckets = defaultdict(int)
    for b in known:
        if b.is_late:
            buckets[f"bucket.{b.bucket}.{b.row['currency']}"] += b.left
    standing = {
        "overdue_amount": sum(b.usd for b in late) / 100, "open_amount": sum(b.usd for b in owed) / 100,
        "late_count": len(late), "days_past_due_max": max((b.days for b in late), default=0),
        "delinquent_amount": sum(b.usd for b in late if b.days > DELINQUENT) / 100,
    }
    metrics = {**{k: v if known else None for k, v in standing.items()}, **last_year(known, today)}
    return {**buckets, **{"invoices." + name: value for name, value in metrics.items()}}


def last_year(known, today):
    due = [b for b in known if add_months(today, -12) <= b.due < today]
    reminded = [b for b in due if b.left == 0 and int(b.reminders or 0) > 0]
    return {"late_rate_12m": ratio(sum(b.was_late for b in due), len(due)), "due_count_12m": len(due),
            "worst_delay_12m": max(0, *(b.delay(today) for b in due)) if due else None,
            "paid_after_reminder_12m": len(reminded) if any(b.reminders for b in due) else None}

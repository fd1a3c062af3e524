"""What an export says at a later visit: what happened since, what was not known before, and who has whose accounts."""
from fractions import Fraction

from plain import day, half_up, minor, rows, write, written

OWNERS = ("own-01", "own-02", "own-03", "")
# Of each visit: a day long before it, two shortly before it, and those on which rates were fixed.
DAYS = {2: ("2026-11-12", "2026-12-04", "2026-12-07", ("2026-11-20", "2026-12-01")),
        3: ("2026-12-02", "2026-12-28", "2027-01-03", ("2026-12-20", "2027-01-01"))}


def change(folder, visit):
    visit = int(visit)
    Later(folder, visit).tell()
    rates(folder, visit)


class Later:
    def __init__(self, folder, visit):
        self.folder, self.visit = folder, visit
        self.long_ago, self.lately, self.newly, _ = DAYS[visit]
        self.accounts, self.subscriptions = rows(folder, "accounts"), rows(folder, "subscriptions")
        self.orders, self.plans = rows(folder, "orders"), rows(folder, "plans")

    def tell(self):
        running = [s for s in self.subscriptions
                   if s["status"] == "active" and not s["ended_on"] and s["started_on"] < self.long_ago]
        happenings = (self.ended_long_ago, self.costs_more, self.ended_with_order, self.grew_long_ago, self.shrank,
                      self.forgotten, self.began_later, self.ended, self.added_long_ago, self.added)
        for n, subscription in enumerate(running):
            if (n + 7 * self.visit) % 12 < len(happenings):
                happenings[(n + 7 * self.visit) % 12](n, subscription)
        for n, account in enumerate(self.accounts):
            self.hand_over(n, account)
        for n, account in enumerate([a for a in self.accounts if a["lifecycle_stage"] == "churned"]):
            if n % 3 == self.visit % 3:
                self.come_back(n, account)
        for n, plan in enumerate(self.plans):
            if n % 7 == self.visit:
                plan["amount"] = f"{int(plan['amount'].partition('.')[0]) * 2}"
        self.join()
        for name in ("accounts", "subscriptions", "orders", "plans"):
            lines = getattr(self, name)
            write(self.folder, name, list(lines[0]), [list(row.values()) for row in lines])

    # Of subscriptions

    def ended_long_ago(self, _, s):
        s.update(status="cancelled", ended_on=self.long_ago)

    def ended(self, n, s):
        s.update(status="cancelled", ended_on=self.newly)
        id_ = s["account_id"]
        if all(p["account_id"] != id_ for p in self.plans) and \
                all(o["status"] == "cancelled" for o in self.subscriptions if o["account_id"] == id_):
            next(a for a in self.accounts if a["account_id"] == id_)["lifecycle_stage"] = "churned"

    def ended_with_order(self, _, s):
        self.order(s, self.lately, "churn", -Fraction(s["mrr"]))
        s.update(status="cancelled", ended_on=self.lately, mrr=written(0, self.currency(s)))

    def forgotten(self, _, s):
        """Ended, and set to nothing: only the visit before knows what it was worth."""
        s.update(status="cancelled", ended_on=self.lately, mrr=written(0, self.currency(s)))

    def costs_more(self, n, s):
        """Or less, and no order says so."""
        s["mrr"] = self.amount(s, Fraction(13 if n % 3 else 6, 10))

    def grew_long_ago(self, _, s):
        self.grow(s, self.long_ago, "expansion", Fraction(2, 10))

    def shrank(self, _, s):
        self.grow(s, self.lately, "contraction", Fraction(-3, 10))

    def began_later(self, n, s):
        if n % 2:
            s.update(started_on=self.lately, current_term_start=self.lately, renewal_date=year_after(self.lately))

    def added_long_ago(self, n, s):
        self.add(s["account_id"], f"L{self.visit}-{n}", self.long_ago, s)

    def added(self, n, s):
        self.add(s["account_id"], f"N{self.visit}-{n}", self.newly, s)

    def grow(self, s, on, kind, share):
        before = minor(s["mrr"], self.currency(s))
        s["mrr"] = self.amount(s, 1 + share)
        change = minor(s["mrr"], self.currency(s)) - before
        self.order(s, on, kind, Fraction(written(change, self.currency(s))))

    def amount(self, s, factor):
        return written(half_up(minor(s["mrr"], self.currency(s)) * factor), self.currency(s))

    def currency(self, s):
        """Its account's where the row does not say it."""
        return s["currency"] or next(a["currency"] for a in self.accounts if a["account_id"] == s["account_id"])

    def add(self, account, name, on, like, **more):
        self.subscriptions.append({
            **like, "subscription_id": name, "account_id": account, "started_on": on, "current_term_start": on,
            "renewal_date": year_after(on), "status": "active", "ended_on": "", "reason": "", **more})

    def order(self, s, on, kind, change):
        places = len(s["mrr"].partition(".")[2])
        self.orders.append({
            **self.orders[0], "order_id": f"V{self.visit}-{len(self.orders)}", "account_id": s["account_id"],
            "subscription_id": s["subscription_id"], "ordered_on": on, "type": kind,
            "mrr_delta": f"{float(change):.{places}f}", "currency": s["currency"],
            "one_time_amount": written(0, self.currency(s))})

    # Of accounts

    def hand_over(self, n, account):
        if n % 5 == self.visit - 1:
            account["owner_id"] = OWNERS[(OWNERS.index(account["owner_id"]) + 1) % len(OWNERS)]
        if n % 7 == self.visit:
            account.update(tier="Enterprise", plan="scale")
        if n % 9 == 2 * self.visit:
            account.update(tier="Starter", plan="basic")
        if n % 11 == self.visit + 3:
            account["segment"] = "SMB"

    def come_back(self, n, account):
        account["lifecycle_stage"] = "mature"
        like = next(s for s in self.subscriptions if s["account_id"] == account["account_id"])
        mrr = written(5000 + 100 * n, account["currency"])
        self.add(account["account_id"], f"R{self.visit}-{n}", self.lately, like, mrr=mrr)

    def join(self):
        """Who was not there at the visit before."""
        for n in range(3):
            name = f"B{self.visit}000{n}"
            self.accounts.append({**self.accounts[n], "account_id": name, "name": name, "customer_since": self.newly,
                                  "lifecycle_stage": "onboarding", "currency": "EUR"})
            self.add(name, f"S{name}", self.newly, self.subscriptions[0], mrr=f"{100 + n}.50", currency="EUR")


def year_after(on):
    return f"{int(on[:4]) + 1}{on[4:]}"


def rates(folder, visit):
    """Fixed on days before the visit, when reports were made without."""
    lines = rows(folder, "fx_rates")
    latest = {row["currency"]: row for row in lines}
    for n, on in enumerate(DAYS[visit][3]):
        for row in latest.values():
            rate = Fraction(row["usd_per_unit"]) * (100 if row["currency"] == "USD" else 101 + n + visit) / 100
            lines.append({**row, "month": on, "usd_per_unit": f"{float(rate):.8f}"})
    write(folder, "fx_rates", list(lines[0]), [list(row.values()) for row in lines])

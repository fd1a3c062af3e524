"""What an account pays through time, and what it costs."""
from collections import defaultdict
from fractions import Fraction

from plain import PER_YEAR, add_months, day, half_up, minor


class Revenue:
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
        on_pause, resumed = {}, 0
        is_new = False
        for at in sorted({at for _, steps in levels for at, _ in steps}):
            before = any(b > 0 for b in balances)
            changes, back = defaultdict(int), defaultdict(int)
            for index, (currency, steps) in enumerate(levels):
                for on, change in steps:
                    if on == at:
                        balances[index] += change
                        changes[currency] += change
                        if (index, on) in self.paused and change < 0:
                            on_pause[index] = -change
                        elif (index, on) in self.paused:
                            back[currency] += min(on_pause.pop(index, 0), change)
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
                if kind == "expansion":
                    resumed += min(sum(self.company.usd(change, currency, at) for currency, change in back.items()),
                                   sum(self.company.usd(change, currency, at) for currency, change in changes.items()))
        opening, closing = self.balance(start, start, today), self.balance(end, end, today)
        net = sum(moves.values())
        return {"open": opening, "close": closing, "fx": closing - opening - net, "is_new": is_new,
                "resumed": resumed,
                "end_at_start": self.balance(end, start, today),
                **{k: abs(moves[k]) for k in ("new", "expansion", "reactivation", "contraction", "churn")}}

    def cost(self, kinds, start, end, today):
        total = 0
        for c in self.costs:
            total += cost_part(c, kinds, start, end, today)
        return total


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

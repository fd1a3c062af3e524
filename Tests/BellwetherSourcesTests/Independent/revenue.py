"""What an account pays through time, and what it costs."""
from collections import defaultdict
from fractions import Fraction

from plain import PER_YEAR, add_months, day, half_up, minor


class Revenue:
    def levels(self, today):
        """(currency, [(day, change)]) of each subscription, in ten-thousandths of a cent, as known before today."""
        if today not in self.known:
            self.known[today] = self.courses(today)
        return self.known[today]

    def courses(self, today):
        stated = [s for s in self.subscriptions if s["status"] != "cancelled" or s["ended_on"]]
        priced = [p for p in self.plans if p["usage_type"] != "metered" and p["status"] not in ("trialing", "unpaid")]
        courses = [(s["currency"], [step for step in self.course(s) if step[0] < today]) for s in stated]
        return courses + [(p["currency"], self.plan_course(p, len(courses) + n, today)) for n, p in enumerate(priced)]

    def course(self, sub):
        """Of a subscription that states its MRR: as it is today, and going back from there as orders say."""
        end, start = self.end_of(sub), day(sub["started_on"])
        written = self.written(sub)
        own = written + ([] if any(kind != "new" for _, _, kind in written) else self.company.seen_changes(sub))
        level = tenths(sub)
        if end is not None and level == 0:
            level = self.level_before(end, sub, own)
        inside = sorted((at, change) for at, change, _ in own if at > start and (end is None or at < end))
        first = level - sum(change for _, change in inside)
        return [(start, first)] + inside + ([(end, -level)] if end is not None else [])

    def end_of(self, sub):
        """The day its service ends; of a year that was paid for, the day on which money went back after notice."""
        end, notice = day(sub["ended_on"]), day(sub["cancel_requested_at"])
        if notice is None or day(sub["renewal_date"]) + 1 < add_months(day(sub["current_term_start"]), 12):
            return end
        return min((on for on in self.refunds(sub) if on >= notice and (end is None or on < end)), default=end)

    def refunds(self, sub):
        own = [i for i in self.invoices if i["subscription_id"] == sub["subscription_id"]]
        names = {i["invoice_id"] for i in own}
        credited = [day(i["issued_on"]) for i in own if i["kind"] == "credit_note"]
        returned = [p for p in self.payments if p["invoice_id"] in names and p["amount"].startswith("-")]
        return credited + [day(p["at"]) for p in returned]

    def written(self, sub):
        """What orders made of its MRR: (day, change, what kind)."""
        return sorted((day(o["ordered_on"]), minor(o["mrr_delta"], o["currency"]) * 10_000, o["type"])
                      for o in self.orders
                      if o["subscription_id"] == sub["subscription_id"] and Fraction(o["mrr_delta"]))

    def level_before(self, end, sub, own):
        """What was paid before an end that set it to nothing: as the order that ended it has it, or the renewal that
        did not happen, or all orders from the first on, or the last visit at which it stated something."""
        ending = [change for at, change, _ in own if at >= end and change < 0]
        if ending:
            return -sum(ending)
        refused = sorted((r for r in self.renewals if r["subscription_id"] == sub["subscription_id"]
                          and r["outcome"] == "churned"), key=lambda r: r["renewal_id"])
        if refused:
            on_day = [r for r in refused if day(r["renewal_date"]) == end]
            return minor((on_day or refused)[-1]["mrr_before"], sub["currency"]) * 10_000
        if any(kind == "new" for _, _, kind in own):
            return sum(change for _, change, _ in own)
        stated = [tenths(then) for _, then in self.company.versions("subscriptions", sub) if tenths(then)]
        return stated[-1] if stated else 0

    def plan_course(self, plan, index, today):
        """Of one that states a price: what it comes to on each day on which anything about it changes."""
        pause = [day(plan["paused_from"]), day(plan["paused_until"])]
        versions = self.company.versions("plans", plan)
        if day(plan["ended"]) is not None:
            versions = while_it_ran(versions, day(plan["ended"]))
        turns = [begin(plan), day(plan["ended"]), day(plan["percent_ends"])] + pause + [on for on, _ in versions]
        days = set(turns) - {None}
        steps, before = [], 0
        for at in sorted(d for d in days if d < today):
            after = price(plan, versions, at)
            if after != before:
                steps.append((at, after - before))
                if at in pause and not self.is_long(plan, today):
                    self.paused.add((today, index, at))
            before = after
        return steps

    @staticmethod
    def is_long(plan, today):
        """A pause of more than 90 days, so far or until it ended, or from which nobody came back: churn on the day it
        began, for that is when it stopped to be paid."""
        end, until = day(plan["ended"]), day(plan["paused_until"])
        if end is not None and day(plan["paused_from"]) <= end < today and (until is None or end <= until):
            return True
        return min(day(plan["paused_until"]) or today, today) - day(plan["paused_from"]) > 90

    def is_on_pause(self, before, today):
        """On one that is no churn."""
        return self.is_customer(before) and any(
            not self.is_long(p, today) for p in self.plans if p["paused_from"] and day(p["paused_from"]) < before
            and not (p["paused_until"] and day(p["paused_until"]) < before))

    def balance(self, before, rate_day, today):
        sums = [(currency, sum(change for at, change in steps if at < before))
                for currency, steps in self.levels(today)]
        converted = [self.company.usd(amount, currency, rate_day) for currency, amount in sums if amount]
        return None if None in converted else sum(converted)

    def is_paying(self, before, today):
        return any(sum(change for at, change in steps if at < before) > 0 for _, steps in self.levels(today))

    def is_active(self, before, today):
        return self.is_customer(before) and self.is_paying(before, today)

    def movements(self, start, end, today):
        """What was paid at the start and at the end, and what was won and lost between.

        `open` is as it is known now: whatever was lost is a part of it. `open_then` is as it was known at the start, at
        the rates known now, for what rates do is told by itself.
        """
        moves, is_new, resumed = defaultdict(int), False, 0
        for at, kind, changes, back in self.day_changes(today):
            if start <= at < end:
                is_new = is_new or kind == "new"
                moved = sum(self.company.usd(change, currency, at) for currency, change in changes.items())
                moves[kind] += moved
                if kind == "expansion":
                    resumed += min(sum(self.company.usd(change, c, at) for c, change in back.items()), moved)
        opening, closing = self.balance(start, start, today), self.balance(end, end, today)
        return {"open": opening, "close": closing, "fx": closing - opening - sum(moves.values()), "is_new": is_new,
                "resumed": resumed,
                "open_then": self.balance_then(start) if self.company.then else opening,
                "end_at_start": self.balance(end, start, today),
                **{k: abs(moves[k]) for k in ("new", "expansion", "reactivation", "contraction", "churn")}}

    def balance_then(self, start):
        before = self.company.then.by_id.get(self.id)
        return before.balance(start, start, start) if before else 0

    def day_changes(self, today):
        """(day, kind, change by currency, and what of it pauses had taken away): all changes of a day together, named
        once by what was paid before and after."""
        levels = self.levels(today)
        balances, on_pause, ever = [0] * len(levels), {}, False
        for at in sorted({at for _, steps in levels for at, _ in steps}):
            before, changes, back = any(b > 0 for b in balances), defaultdict(int), defaultdict(int)
            for index, (currency, steps) in enumerate(levels):
                change = sum(change for on, change in steps if on == at)
                balances[index] += change
                changes[currency] += change
                if (today, index, at) in self.paused and change < 0:
                    on_pause[index] = -change
                elif (today, index, at) in self.paused:
                    back[currency] += min(on_pause.pop(index, 0), change)
            after, real = any(b > 0 for b in balances), {c: change for c, change in changes.items() if change}
            if real:
                pause = all((today, index, on) in self.paused for index, (_, steps) in enumerate(levels)
                            for on, _ in steps if on == at)
                yield at, self.kind(before, after, ever, pause, self.growth(real, at)), real, back
            ever = ever or after or before

    def growth(self, changes, at):
        return sum(self.company.usd(change, c, at) for c, change in changes.items()) if len(changes) > 1 else \
            sum(changes.values())

    @staticmethod
    def kind(before, after, ever, pause, growth):
        if not before:
            return "new" if not ever else "expansion" if pause else "reactivation"
        if not after:
            return "contraction" if pause else "churn"
        return "expansion" if growth >= 0 else "contraction"

    def cost(self, kinds, start, end, today):
        return sum(cost_part(c, kinds, start, end, today) for c in self.costs)


def tenths(sub):
    """Ten-thousandths of a minor unit."""
    return minor(sub["mrr"], sub["currency"]) * 10_000


def while_it_ran(versions, end):
    """What is said of a price once it is not paid any more is what it always was."""
    ran = [(on, row) for on, row in versions if on < end]
    return ran[:-1] + [(ran[-1][0], versions[-1][1])] if ran else versions[-1:]


def begin(plan):
    return max(filter(None, [day(plan["started"]), day(plan["trial_ends"])]))


def price(plan, versions, on):
    """Ten-thousandths of a cent a month, once a day's changes are done, at the price that was seen last by then."""
    since, until, end = (day(plan[k]) for k in ("paused_from", "paused_until", "ended"))
    if on < begin(plan) or (end is not None and on >= end):
        return 0
    if since is not None and since <= on and (until is None or on < until):
        return 0
    seen = [row for at, row in versions if at <= on]
    return rate(seen[-1] if seen else versions[0][1] if versions else plan, on)


def rate(plan, on):
    ends = day(plan["percent_ends"])
    off = int(plan["percent"] or 0) if ends is None or on < ends else 0
    full = Fraction(minor(plan["amount"], plan["currency"]) * int(plan["quantity"] or 1) * (100 - off), 100)
    return half_up(full * 10_000 * PER_YEAR[plan["interval"]] / (12 * int(plan["interval_count"] or 1)))


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

"""Every metric of a group of accounts over a period."""
from collections import defaultdict
from fractions import Fraction

from accounts import lifetime as own_lifetime
from plain import MARGIN, TOP_PLANS, add_months, day, day_of, minor, moment, months_between, ratio
from renewals import renewal_metrics
from revenue import cost_kind, cost_part
from service import business, nps, rate, resolution, satisfaction


class Group:
    """Accounts, and what of each was paid over the period."""

    def __init__(self, accounts, start, end, now, shared):
        self.accounts, self.start, self.end, self.now, self.shared = accounts, start, end, now, shared
        self.today, self.months = day_of(now), months_between(start, end)
        self.moves = [a.movements(start, end, self.today) for a in accounts]
        self.at_start = [a.is_active(start, self.today) for a in accounts]
        self.at_end = [a.is_active(end, self.today) for a in accounts]
        self.away = [not e and not a.is_on_pause(end, self.today) for a, e in zip(accounts, self.at_end)]
        self.lost = [s and w for s, w in zip(self.at_start, self.away)]

    def total(self, name):
        return sum(m[name] for m in self.moves)


def group_metrics(accounts, start, end, now, shared):
    group = Group(accounts, start, end, now, shared)
    metrics = {**churn(group), **movements(group), **retention(group)}
    metrics.update(per_account(group))
    metrics.update(upsell(group))
    metrics.update(renewal_metrics(accounts, start, end, group.today))
    metrics.update(lifetime(group, metrics))
    metrics.update(costs(group, metrics["arpa"]))
    metrics.update(service(group))
    metrics.update(stickiness(group))
    return {**{"group." + k: v for k, v in metrics.items()}, **topics(group), **reasons(group)}


def churn(g):
    starting = sum(g.at_start)
    fresh = [m["is_new"] and not s for m, s in zip(g.moves, g.at_start)]
    lost_fresh = sum(f and w for f, w in zip(fresh, g.away))
    there = sum(s or m["is_new"] for s, m in zip(g.at_start, g.moves))
    share = ratio(sum(g.lost), starting)
    return {"accounts_at_start": starting, "logo_churn": share,
            "logo_churn_annual": None if share is None else 1 - (1 - share) ** (12 / g.months),
            "early_churn": ratio(lost_fresh, sum(fresh)), "churn_with_new": ratio(sum(g.lost) + lost_fresh, there)}


def movements(g):
    kinds = ("close", "new", "expansion", "reactivation", "contraction", "churn")
    return {**{f"{kind}_mrr": g.total(kind) / 1e6 for kind in kinds}, "mrr": g.total("close") / 1e6,
            "open_mrr": g.total("open_then") / 1e6,
            "fx_adjustment": g.total("fx") / 1e6, "correction": (g.total("open") - g.total("open_then")) / 1e6,
            "accounts": sum(g.at_end)}


def retention(g):
    opening = [m for m in g.moves if m["open"] > 0]
    base = sum(m["open"] for m in opening)
    gone, less, more = (sum(m[k] for m in opening) for k in ("churn", "contraction", "expansion"))
    won, lost = g.total("new") + g.total("expansion"), g.total("contraction") + g.total("churn")
    return {
        "cancelled_mrr_churn": ratio(gone, base), "gross_mrr_churn": ratio(gone + less, base),
        "net_mrr_churn": ratio(gone + less - more - g.total("reactivation"), base),
        "nrr": ratio(sum(m["end_at_start"] for m in opening), base),
        "grr": ratio(sum(min(m["open"], m["end_at_start"]) for m in opening), base),
        "quick_ratio": ratio(won + g.total("reactivation"), lost), "quick_ratio_without_returns": ratio(won, lost),
    }


def per_account(g):
    users = sum(a.active_users(g.end) for a, e in zip(g.accounts, g.at_end) if e)
    return {"arpa": ratio(g.total("close") / 1e6, sum(g.at_end)), "arpu": ratio(g.total("close") / 1e6, users)}


def upsell(g):
    eligible = [m for a, m, s, w in zip(g.accounts, g.moves, g.at_start, g.away)
                if s and not w and a.row_then(g.start)["plan"] not in TOP_PLANS]
    return {"upsell_rate": ratio(sum(m["expansion"] > m["resumed"] for m in eligible), len(eligible))}


def lifetime(g, so_far):
    sold = [(a, o) for a in g.accounts for o in a.orders if g.start <= day(o["ordered_on"]) < min(g.end, g.today)]
    once = sum(a.company.usd(minor(o["one_time_amount"], o["currency"]), o["currency"], day(o["ordered_on"]))
               for a, o in sold) / 100
    buys = [(a, o) for a, o in sold if Fraction(o["one_time_amount"]) > 0]
    buyers = len({a.id for a, _ in buys})
    share, arpa = so_far["logo_churn"], so_far["arpa"]
    monthly = None if share is None else 1 - (1 - share) ** (1 / g.months)
    values = [v for v in (own_lifetime(a, g.today)["clv.net"] for a in g.accounts) if v is not None]
    return {
        "non_recurring_revenue": once, "alv": ratio(sum(values), len(values)),
        "ltv": None if monthly is None or arpa is None else arpa * MARGIN * min(1 / max(monthly, 0.0005), 60),
        "clv_simple": None if not buys or not monthly
        else once / len(buys) * len(buys) / (buyers * g.months) / monthly,
    }


def costs(g, arpa):
    everybodys = [c for a in g.accounts for c in a.costs] + list(g.shared)
    booked = [c for c in everybodys
              if day(c["month"]) < min(g.end, g.today) and add_months(day(c["month"]), 1) > g.start]

    def spent(kind):
        return sum(cost_part(c, [kind], g.start, g.end, g.today) for c in everybodys) / 1e6
    keeping = spent("retention") if any(cost_kind(c) == "retention" for c in booked) else None
    stayed = sum(s and e for s, e in zip(g.at_start, g.at_end))
    crc = None if keeping is None else ratio(keeping, stayed)
    monthly = None if crc is None else crc / g.months
    return {
        "crc": crc, "crc_monthly": monthly,
        "crc_per_account": None if keeping is None else ratio(keeping, (sum(g.at_start) + sum(g.at_end)) / 2),
        "crc_all_costs": ratio(spent("retention") + spent("service"), stayed) if booked else None,
        "crc_of_margin": None if monthly is None or not arpa else monthly / (arpa * MARGIN),
    }


GROUP_RESOLUTION = {"fcr", "art_mean", "art_median"}


def service(g):
    first, last = moment(g.start), moment(g.end)
    people = [s for a in g.accounts for s in a.people(first, last, g.now)]
    csat = [s for a in g.accounts for s in a.surveyed("CSAT", first, last, g.now)]
    ces = [s for a in g.accounts for s in a.surveyed("CES", first, last, g.now)]
    solved = [t for a in g.accounts for t in a.solved(first, last, g.now)]
    opened = sum(len(a.opened(first, last, g.now)) for a in g.accounts)
    share, mean, _ = satisfaction(csat)
    told = {k: v for k, v in resolution(solved, opened, g.now).items() if k in GROUP_RESOLUTION}
    asked = {kind: [x for a in g.accounts for x in a.asked(kind, first, last, g.now)]
             for kind in ("nps", "csat", "ces")}
    return {
        "nps": nps(people), "nps_count": len(people), "csat": share, "csat_mean": mean,
        "ces": 100 * satisfaction(ces)[2] if len(ces) >= 5 else None, "tickets": opened, **told, **business(solved),
        **{f"{kind}_response_rate": rate(answered) for kind, answered in asked.items()},
    }


def stickiness(g):
    seen = [a.distinct(g.end) for a in g.accounts]
    users = sum(u for u, _ in seen)
    return {"stickiness": sum(d for _, d in seen) / 30 / users if users else None}


def topics(g):
    tables = defaultdict(int)
    for a in g.accounts:
        for t in a.opened(moment(g.start), moment(g.end), g.now):
            tables["topic." + t["topic"]] += 1
    return tables


def reasons(g):
    tables = defaultdict(int)
    for a, m, lost in zip(g.accounts, g.moves, g.lost):
        if lost:
            tables[f"reason.{a.reason()}.accounts"] += 1
            tables[f"reason.{a.reason()}.mrr"] += m["open"] / 1e6
    return tables

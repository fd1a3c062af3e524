"""Every metric of one account as of a moment."""
from collections import defaultdict
from fractions import Fraction

from invoices import invoice_metrics
from lifetime import band
from plain import MARGIN, PRIOR_CHURN, day, day_of, half_up, instant, minor, moment, months_between, ratio
from service import business, nps, rate, resolution, satisfaction


def account_metrics(a, now):
    today = day_of(now)
    families = (revenue, use, tickets, surveys, touches, people, feelings, measured, deeds)
    metrics = {}
    for family in families:
        metrics.update(family(a, today, now))
    return {**metrics, **lifetime(a, today), **invoice_metrics(a, today)}


def revenue(a, today, _):
    coming = [day(s["renewal_date"]) for s in a.subscriptions if s["renewal_date"] and a.runs_to_renewal(s, today)]
    once = sum(a.company.usd(minor(o["one_time_amount"], o["currency"]), o["currency"], day(o["ordered_on"]))
               for o in a.orders if today - 365 <= day(o["ordered_on"]) < today)
    return {"account.tenure_days": today - a.started, "revenue.mrr": a.balance(today + 1, today, today) / 1e6,
            "revenue.one_off_365": once / 100,
            "account.days_to_renewal": min(coming) - today if coming and a.is_customer(today) else None}


def lifetime(a, today):
    customer = a.is_customer(today)
    churn = a.company.churn_by_day(today).get((a.row["segment"], band(a, today)), PRIOR_CHURN)
    mrr = a.balance(today + 1, today, today) / 1e6
    forward = mrr * MARGIN * sum((1 - max(churn, 0.0005)) ** k for k in range(1, 61))
    net, total = net_value(a, today, forward)
    return {"clv.monthly_churn": churn if customer else None, "clv.forward": forward if customer else None,
            "clv.net": net, "clv.total": total if customer else None}


def net_value(a, today, forward):
    """Of who has costs of its own and one of winning it: others' values nobody knows."""
    winning = [c for c in a.acquisition if day(c["from"]) < today]
    if not winning or not any(day(c["month"]) < today for c in a.costs) or a.started >= today:
        return None, None
    paid = defaultdict(int)
    for currency, steps in a.levels(today):
        for at, change in steps:
            paid[currency] += change * months_between(max(at, a.started), today)
    came = sum(a.company.usd(half_up(amount), currency, today) for currency, amount in paid.items()) / 1e6
    service, retention = (a.cost([kind], -10 ** 6, today, today) / 1e6 for kind in ("service", "retention"))
    won = sum(spent_by(c, today) for c in winning) / 1e6
    return came - won - service - retention, came * MARGIN + forward - won - retention


def spent_by(c, today):
    begin, end = day(c["from"]), day(c["to"])
    return half_up(Fraction(minor(c["amount"]) * 10_000 * max(0, min(today, end) - begin), end - begin))


def use(a, today, now):
    users, user_days = a.distinct(today)
    active, nothing = a.active_users(today), a.without_use(today)
    window = [(on, count, counts) for on, count, counts in a.usage if today - 30 <= on < today]
    last, before = a.events(today - 30, today), a.events(today - 60, today - 30)
    used = {f for _, _, counts in window for f, n in counts.items() if n}
    daily = user_days if a.seen else sum(count for _, count, _ in window)
    recent = a.opened(moment(today - 30), moment(today), now)
    metrics = {
        "usage.licence_utilisation": None if not a.seats or active is None else active / a.seats,
        "usage.active_days_30": sum(1 for _, count, counts in window if count or any(counts.values())) or nothing,
        "usage.events_30": last or nothing,
        "usage.trend": last / before - 1 if before and today - a.started >= 60 else None,
        "usage.users_30": active, "usage.daily_users_30": daily / 30 if daily else nothing,
        "usage.stickiness": user_days / 30 / users if users and today - a.started >= 30 else None,
        "usage.feature_adoption": len(used) / a.company.feature_count if used else nothing,
        "tickets.per_10_users": len(recent) / active * 10 if active else None,
    }
    return {name: value if a.is_customer(today) else None for name, value in metrics.items()}


def is_open(ticket, now):
    solved = instant(ticket["resolved_at"])
    if instant(ticket["opened_at"]) >= now or ticket["status"] == "solved" and not solved:
        return False
    return ticket["status"] == "open" or solved is None or solved >= now


def tickets(a, today, now):
    start90, start30, midnight = (moment(on) for on in (today - 90, today - 30, today))
    solved, opened = a.solved(start90, midnight, now), a.opened(start90, midnight, now)
    recent = a.opened(start30, midnight, now)
    still = [t for t in a.tickets if is_open(t, now)]
    topics = defaultdict(int)
    for t in recent:
        topics[t["topic"]] += 1
    metrics = {
        **resolution(solved, len(opened), now), **business(solved), "open": len(still), "count_30": len(recent),
        "open_urgent": sum(t["priority"] == "urgent" for t in still),
        "reopen_rate": ratio(sum(s[3] > 0 for s in solved), len(solved)),
        "top_topic_share": ratio(max(topics.values(), default=0), len(recent)),
    }
    return {"tickets." + name: value for name, value in metrics.items()}


def surveys(a, today, now):
    start90, midnight = moment(today - 90), moment(today)
    people = a.people(start90, midnight, now)
    latest = a.people(moment(today - 180), 10 ** 12, now)
    csat, ces = a.surveyed("CSAT", start90, midnight, now), a.surveyed("CES", start90, midnight, now)
    wrote = [day_of(instant(s["submitted_at"])) for s in a.surveys
             if s["comment"] not in ("", "n/a") and instant(s["submitted_at"]) < now]
    share, mean, rescaled = satisfaction(csat)
    return {
        "nps.score": nps(people), "nps.count_90": len(people),
        "nps.rejected_90": a.refused("NPS", start90, midnight, now),
        "nps.non_standard_scale": 0 if people else None,
        "nps.latest": 10 * sum(latest) / len(latest) if latest else None,
        "csat.share": share, "csat.mean": mean, "csat.mean_rescaled": rescaled, "csat.count_90": len(csat),
        "ces.mean": sum(s for s, _ in ces) / len(ces) if len(ces) >= 5 else None,
        "ces.score": 100 * satisfaction(ces)[2] if len(ces) >= 5 else None,
        "feedback.days_since": today - max(wrote) if wrote else None,
        **{f"{kind}.response_rate": rate(a.asked(kind, start90, midnight, now)) for kind in ("nps", "csat", "ces")},
    }


def touches(a, today, now):
    met = [(instant(t["at"]), t) for t in a.touches if instant(t["at"]) < now and t["automatic"] != "true"]

    def since(kept):
        return today - day_of(max(at for at, _ in kept)) if kept else None
    return {
        "touch.days_since": since(met),
        "touch.days_since_inbound": since([t for t in met if t[1]["direction"] in ("inbound", "both")]),
        "touch.days_since_meaningful": since([t for t in met if t[1]["kind"] in ("call", "meeting")]),
        "touch.count_30": sum(1 for at, _ in met if moment(today - 30) <= at < moment(today)),
    }


def people(a, today, _):
    there = [c for c in a.contacts
             if day(c["active_since"]) < today and not (c["left_on"] and day(c["left_on"]) < today)]
    return {"contacts.count": len(there), "contacts.champions": sum(c["role"] == "champion" for c in there)}


def feelings(a, today, _):
    felt = sorted((day(f["at"]), f["id"], f) for f in a.feelings if day(f["at"]) < today)
    if not felt or today - felt[-1][0] > 90:
        return {"sentiment.score": None, "sentiment.coverage": None}
    f = felt[-1][2]
    yes = [v == "true" for v in (f["happy"], f["easy_start"]) if v]
    return {"sentiment.score": (float(f["value"]) - 1) * 20 if f["value"] else 100 * sum(yes) / len(yes),
            "sentiment.coverage": 1 if f["value"] else len(yes) / 3}


def measured(a, today, _):
    series = defaultdict(dict)
    for x in a.measures:
        if day(x["at"]) < today:
            series[x["name"]][day(x["at"])] = float(x["value"])     # a day that comes twice is its last row
    value, price, staff = (sorted(series[n].items()) for n in ("customer_value", "customer_price", "employees"))
    is_fresh = bool(value and price) and min(value[-1][0], price[-1][0]) >= today - 365
    then = [v for on, v in staff if on <= today - 365]
    return {"customer.roi": (value[-1][1] - price[-1][1]) / price[-1][1] if is_fresh else None,
            "customer.growth_365": staff[-1][1] / then[-1] - 1 if then and staff[-1][0] > today - 365 else None}


def deeds(a, today, _):
    done = [(day(d["at"]), d["kind"]) for d in a.advocacy if day(d["at"]) < today]
    return {"advocacy.count_365": sum(1 for on, kind in done if kind != "asked" and on >= today - 365),
            "advocacy.days_since_asked": today - max(on for on, _ in done) if done else None}

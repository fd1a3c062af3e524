"""What the data has in it, by number, of what is to be compared: agreeing about nothing proves nothing."""
import datetime as dt

from plain import DAY, RENEWAL_GRACE, TOP_PLANS, Clock, day, day_of, instant, moment
from revenue import tenths
from tables import given, one_each


def zone_cases(company, start, end):
    """Tickets that the zone puts on another day than UTC does, or than it would without summer time."""
    opened = [instant(t["opened_at"]) for a in company.accounts for t in a.tickets]
    standard = standard_offset()
    return {
        "another day": sum(day_of(at) != at // DAY for at in opened),
        "another period": sum((moment(day(start)) <= at < moment(day(end))) != (day(start) <= at // DAY < day(end))
                              for at in opened),
        "summer": sum(day_of(at) != (at + standard) // DAY for at in opened),
    }


def standard_offset():
    """In seconds: of the two that a zone may have in a year, the lesser."""
    return min(int(dt.datetime(2026, month, 1, tzinfo=Clock.zone).utcoffset().total_seconds()) for month in (1, 7))


def upsell_cases(company, start, end, now):
    """Those on the top plan who paid more: they had nothing more to buy."""
    on_top = [a for a in company.accounts if a.row_then(start)["plan"] in TOP_PLANS and a.is_active(start, day_of(now))]
    return {"upsold on top": sum(a.movements(start, end, day_of(now))["expansion"] > 0 for a in on_top)}


def tab_cases(company, tabs, start, end, now):
    cells = [n for of in tabs.values() for tab in of.values() for row in tab["cells"].values() for n in row.values()]
    answers = [own for a in company.accounts for own in given(a, start, end, now).values()]
    return {"shown cells": sum(n is not None for n in cells), "hidden cells": sum(n is None for n in cells),
            "answered twice": sum(len(own) - len(one_each(own)) for own in answers),
            "off the scale": sum(tab["rejected"] for tab in tabs["tier"].values())}


def visit_cases(company, start):
    """What was learnt late, and what had changed hands by then."""
    then = [(a, a.row_then(start)) for a in company.accounts]
    plans = [(p, on) for a in company.accounts for p in a.plans for on, _ in company.versions("plans", p)[1:]]
    return {
        "learnt late": sum(a.balance(start, start, 10 ** 6) != a.balance_then(start) for a in company.accounts),
        "joined since": sum(a.id not in company.then.by_id for a in company.accounts),
        "handed over": sum(row["owner_id"] != a.row["owner_id"] for a, row in then),
        "in another segment": sum(row["segment"] != a.row["segment"] for a, row in then),
        "on another plan": sum((row["plan"] in TOP_PLANS) != (a.row["plan"] in TOP_PLANS) for a, row in then),
        "price seen": sum(len(company.seen_changes(s)) for a in company.accounts for s in a.subscriptions),
        "set to nothing": sum(is_forgotten(a, s) for a in company.accounts for s in a.subscriptions),
        "discount over": sum(bool(p["percent_ends"]) and p["percent"] != "" and day(p["percent_ends"]) < on
                             for p, on in plans),
    }


def is_forgotten(a, sub):
    """Ended and set to nothing, with no order that ended it and no term that was not renewed."""
    end = day(sub["ended_on"])
    refused = [r for r in a.renewals if r["subscription_id"] == sub["subscription_id"] and r["outcome"] == "churned"]
    return end is not None and not tenths(sub) and not refused and a.course(sub)[-1][1] < 0 and \
        not any(at >= end and change < 0 for at, change, _ in a.written(sub))


def refund_cases(company, today):
    """Years that were over early, by now."""
    return {"refunded": sum((a.end_of(s) or today) < min(today, day(s["ended_on"]) or today)
                            for a in company.accounts for s in a.subscriptions)}


def forecast_cases(company, terms, now):
    """Of each kind of term, and of those that were renewed too late."""
    today = day_of(now)
    late = [r for a in company.accounts for r in a.renewals if r["outcome"] == "renewed"
            and day(r["decided_on"]) < today and day(r["decided_on"]) - day(r["renewal_date"]) > RENEWAL_GRACE]
    return {"terms like it": sum(t["like"] > 0 for t in terms), "renewed too late": len(late),
            **{t["category"]: sum(o["category"] == t["category"] for o in terms) for t in terms},
            "of another level": sum(a.course(s)[-1][0] >= today for a in company.accounts for s in a.subscriptions
                                    if a.runs_to_renewal(s, today))}

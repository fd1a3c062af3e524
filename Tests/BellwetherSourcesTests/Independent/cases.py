"""What the data has in it, by number, of what is to be compared: agreeing about nothing proves nothing."""
import datetime as dt

from plain import DAY, TOP_PLANS, Clock, day, day_of, instant, moment
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
    on_top = [a for a in company.accounts if a.row["plan"] in TOP_PLANS and a.is_active(start, day_of(now))]
    return {"upsold on top": sum(a.movements(start, end, day_of(now))["expansion"] > 0 for a in on_top)}


def tab_cases(company, tabs, start, end, now):
    cells = [n for of in tabs.values() for tab in of.values() for row in tab["cells"].values() for n in row.values()]
    answers = [own for a in company.accounts for own in given(a, start, end, now).values()]
    return {"shown cells": sum(n is not None for n in cells), "hidden cells": sum(n is None for n in cells),
            "answered twice": sum(len(own) - len(one_each(own)) for own in answers),
            "off the scale": sum(tab["rejected"] for tab in tabs["tier"].values())}

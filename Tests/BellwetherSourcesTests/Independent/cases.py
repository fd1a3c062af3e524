"""What the data has in it, by number, of what is to be compared: agreeing about nothing proves nothing."""
import datetime as dt

from plain import DAY, Clock, day, day_of, instant, moment


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

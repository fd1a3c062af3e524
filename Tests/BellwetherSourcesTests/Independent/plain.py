"""Days, zones, money and tables."""
import csv
import datetime as dt
from fractions import Fraction
from functools import lru_cache
from math import floor
from zoneinfo import ZoneInfo

DAY = 86_400
EPOCH = dt.date(1970, 1, 1)
MARGIN, PRIOR_CHURN, PRIOR_MONTHS, GRACE, RENEWAL_GRACE, DELINQUENT = 0.8, 0.02, 120, 3, 30, 30
SUPPORT, HOLIDAYS = (9, 17), {"2026-05-01", "2026-07-03", "2026-10-03"}
TOP_PLANS = {"scale"}
PER_YEAR = {"day": 365, "week": 52, "month": 12, "quarter": 4, "year": 1}
DECIMALS = {"JPY": 0, "KWD": 3}


# Days

class Clock:
    """The workspace's zone: what day it is at a moment, and when a day begins."""
    zone = ZoneInfo("UTC")

    @classmethod
    def set(cls, name):
        cls.zone = ZoneInfo(name)


@lru_cache(maxsize=None)
def day(text):
    return (dt.date.fromisoformat(text[:10]) - EPOCH).days if text else None


@lru_cache(maxsize=None)
def instant(text):
    return int(dt.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()) if text else None


@lru_cache(maxsize=None)
def day_of(at):
    return (dt.datetime.fromtimestamp(at, Clock.zone).date() - EPOCH).days


@lru_cache(maxsize=None)
def moment(number, hour=0):
    """When the clock on the wall shows an hour of a day."""
    date = EPOCH + dt.timedelta(days=number)
    return int(dt.datetime(date.year, date.month, date.day, hour, tzinfo=Clock.zone).timestamp())


def add_months(number, months):
    date = EPOCH + dt.timedelta(days=number)
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    for last in (date.day, 30, 29, 28):
        try:
            return (dt.date(year, month + 1, last) - EPOCH).days
        except ValueError:
            pass


def months_between(start, end):
    whole = 0
    while add_months(start, whole + 1) <= end:
        whole += 1
    if whole and add_months(end, -whole) == start:
        return Fraction(whole)
    first, after = add_months(start, whole), add_months(start, whole + 1)
    return whole + Fraction(end - first, after - first)


# Money

def half_up(x):
    return -floor(Fraction(1, 2) - x) if x < 0 else floor(x + Fraction(1, 2))


@lru_cache(maxsize=None)
def minor(text, currency="USD"):
    """Minor units: cents of most, yen, fils."""
    return int(Fraction(text) * 10 ** DECIMALS.get(currency, 2))


def written(amount, currency):
    """The other way round."""
    places = DECIMALS.get(currency, 2)
    return f"{'-' if amount < 0 else ''}{abs(amount) // 10 ** places}" + (
        f".{abs(amount) % 10 ** places:0{places}d}" if places else "")


def ratio(part, whole):
    return part / whole if whole else None


# Tables

def rows(folder, name):
    with open(f"{folder}/{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(folder, name, header, lines):
    with open(f"{folder}/{name}.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header] + lines)

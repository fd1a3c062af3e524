"""How long customers like an account stay."""
import datetime as dt
from collections import defaultdict

from plain import EPOCH, PRIOR_CHURN, PRIOR_MONTHS, add_months


def band(a, before):
    """Which of four bands the account was in before a day: made up, and told to Bellwether as its history."""
    return (sum(ord(c) for c in a.id) + before) % 4


def churn_rates(company, today):
    """Of each segment and band, how many of its customers' months of the last twelve were the last, smoothed."""
    this = dt.date.fromordinal(EPOCH.toordinal() + today).replace(day=1)
    starts = [add_months((this - EPOCH).days, -back) for back in range(13)]
    months, lost = defaultdict(int), defaultdict(int)
    for start, end in zip(starts[1:], starts):
        for a in company.accounts:
            if a.is_active(start, today):
                like = a.row["segment"], band(a, start)
                months[like] += 1
                lost[like] += not a.is_active(end, today) and not a.is_on_pause(end, today)
    return {like: (lost[like] + PRIOR_MONTHS * PRIOR_CHURN) / (months[like] + PRIOR_MONTHS) for like in months}

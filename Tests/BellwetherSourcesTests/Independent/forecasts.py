"""How likely each term that comes up is to be renewed, and how much is expected (M24; customer-success 3.14)."""
from collections import Counter
from math import sqrt

from accounts import touches
from plain import RENEWAL_GRACE, add_months, day, day_of, moment
from renewals import term_months

ALPHA, WEEK = 10, 7
EXPECTED = {"unknown": 0.7, "poor": 0.45, "at_risk": 0.75, "good": 0.95}
# Days to the end of a term: up to which day a stretch goes, and the day of it whose band stands for all of it.
STRETCHES = ((30, 15), (90, 60), (180, 135), (10 ** 6, 270))


def forecasts(company, now):
    today = day_of(now)
    past = evidence(company, today, now)
    return [forecast(a, s, past, today, now) for a in company.accounts if a.is_customer(today)
            for s in a.subscriptions if s["renewal_date"] and a.runs_to_renewal(s, today)]


def forecast(a, sub, past, today, now):
    due = day(sub["renewal_date"])
    like = past[band_today(a, today, now), stretch(due - today)]
    p, category = expectation(settled(a, sub, today), like, EXPECTED[band_today(a, today, now)])
    level = sum(change for at, change in a.course(sub) if at < today)
    target = level * term_months(day(sub["current_term_start"]) or day(sub["started_on"]), due)
    amount = a.company.usd(target // 10_000, sub["currency"], min(due, today)) / 100
    return {"term": sub["subscription_id"], "probability": p, "category": category, "amount": amount,
            "like": like["all"], "renewed": like["renewed"]}


def expectation(settled, like, prior):
    if settled:
        return (1, "closed") if settled == "renewed" else (0, "lost")
    p = (like["renewed"] + ALPHA * prior) / (like["all"] + ALPHA)
    return p, "commit" if p >= 0.9 else "best_case" if p >= 0.6 else "at_risk"


def settled(a, sub, today):
    """What was decided of the term is known, and so is one to which notice was given."""
    for r in a.renewals:
        if r["subscription_id"] == sub["subscription_id"] and r["renewal_date"] == sub["renewal_date"] \
                and day(r["decided_on"]) < today:
            return "renewed" if r["outcome"] == "renewed" else "lost"
    asked = day(sub["cancel_requested_at"])
    is_ending = sub["status"] == "cancel_pending" if asked is None else asked < today
    return "lost" if is_ending else None


# What came of terms like it

def evidence(company, today, now):
    """By band and stretch, how many terms there were and how many of them were renewed in time."""
    counts = {(name, n): Counter() for name in EXPECTED for n in range(len(STRETCHES))}
    for a in company.accounts:
        for r in a.renewals:
            due, begun, decided = (day(r[k]) for k in ("renewal_date", "term_start", "decided_on"))
            if decided >= today or due + 1 < add_months(begun, 3):
                continue
            for n, (_, days) in enumerate(STRETCHES):
                name = band_told(a, due - days, today, now)
                if name:
                    counts[name, n]["all"] += 1
                    counts[name, n]["renewed"] += r["outcome"] == "renewed" and decided - due <= RENEWAL_GRACE
    return counts


def stretch(days):
    return next(n for n, (most, _) in enumerate(STRETCHES) if days <= most)


def told_on(today):
    """The days on which bands were told: each week of the last 400 days."""
    return [today - back for back in range(0, 400, WEEK)]


def band_told(a, on, today, now):
    """Made up as `lifetime.band` is, and as it was told last before a day began."""
    told = [d for d in told_on(today) if d <= on and on - d < WEEK]
    return list(EXPECTED)[(sum(ord(c) for c in a.id) + told[0]) % 4] if told and moment(on) < now else None


def band_today(a, today, now):
    """By how long ago they spoke with each other: 100 today, 0 after 60 days."""
    days = touches(a, today, now)["touch.days_since"]
    if days is None:
        return "unknown"
    tenths = int(max(0, min(1, (60 - days) / 60)) * 1000 + 0.5)
    return "poor" if tenths < 300 else "at_risk" if tenths < 600 else "good"


def totals(terms):
    due = sum(t["amount"] for t in terms)

    def of(*categories):
        return sum(t["amount"] for t in terms if t["category"] in categories)
    return {
        "due": due, "expected": sum(t["probability"] * t["amount"] for t in terms), "low": of("closed", "commit"),
        "high": of("closed", "commit", "best_case", "at_risk"),
        "deviation": sqrt(sum(t["amount"] ** 2 * t["probability"] * (1 - t["probability"]) for t in terms)),
        "concentrated": sum(t["amount"] > 0.2 * due for t in terms),
    }

"""How quickly the team answers, and how content those are whom it asks."""
import datetime as dt

from plain import DAY, EPOCH, HOLIDAYS, SUPPORT, day_of, moment, ratio


def resolution(solved, received, now):
    judged = [(replies, reopened) for _, at, replies, reopened in solved if at + 5 * DAY <= now]
    first = sum(1 for replies, reopened in judged if replies <= 1 and not reopened)
    mean, median = in_minutes([at - opened for opened, at, _, _ in solved])
    return {"fcr": ratio(first, len(judged)), "fcr_received": ratio(first, received),
            "fcr_count_90": len(judged), "art_mean": mean, "art_median": median, "solved_count_90": len(solved)}


def business(solved):
    mean, median = in_minutes([office(opened, at) for opened, at, _, _ in solved])
    return {"art_business_mean": mean, "art_business_median": median}


def in_minutes(seconds):
    times, middle = sorted(seconds), len(seconds) // 2
    if not times:
        return None, None
    median = times[middle] / 60 if len(times) % 2 else (times[middle - 1] + times[middle]) / 120
    return sum(times) / 60 / len(times), median


def office(start, end):
    """Seconds of support's hours between two moments, day by day."""
    total = 0
    for number in range(day_of(start), day_of(end) + 1):
        date = EPOCH + dt.timedelta(days=number)
        if date.weekday() < 5 and date.isoformat() not in HOLIDAYS:
            opens, closes = (moment(number, hour) for hour in SUPPORT)
            total += max(0, min(end, closes) - max(start, opens))
    return total


def rate(asked):
    return sum(asked) / len(asked) if len(asked) >= 5 else None


def nps(scores):
    if len(scores) < 5:
        return None
    return 100 * (sum(s >= 9 for s in scores) - sum(s <= 6 for s in scores)) / len(scores)


def satisfaction(answers):
    if len(answers) < 5:
        return None, None, None
    n = len(answers)
    return (sum(score >= high - 1 for score, high in answers) / n, sum(s / h for s, h in answers) / n,
            sum((s - 1) / (h - 1) for s, h in answers) / n)

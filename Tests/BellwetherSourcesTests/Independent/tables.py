"""What groups are told beside numbers: answers by a field of the account (M39), and who is worth little (M21)."""
from collections import Counter, defaultdict
from statistics import median

from accounts import lifetime
from plain import day_of, instant, moment

LEAST_SHOWN, LEAST_COMPARED = 5, 20
USUAL = {"nps": (0, 10), "csat": (1, 5), "ces": (1, 7)}


# Answers

def form(row):
    """The survey and its scale: those on different ones are never added up."""
    kind = row["survey"].lower()
    low, high = USUAL.get(kind, (None, None))
    return (kind, float(row["scale_min"]) if row.get("scale_min") else low,
            float(row["scale_max"]) if row["scale_max"] else high)


def is_on_scale(row):
    kind, low, high = form(row)
    score = float(row["score"])
    return (low is None or score >= low) and (high is None or score <= high) and (kind != "nps" or score == int(score))


def given(a, start, end, now):
    """By form, the answers of a period."""
    forms = defaultdict(list)
    for row in a.surveys:
        if row["score"] and moment(start) <= instant(row["submitted_at"]) < min(moment(end), now):
            forms[form(row)].append(row)
    return forms


def one_each(answers):
    """Whoever answered twice has answered the later; of whoever is not named each counts."""
    latest = {}
    for row in sorted(answers, key=lambda row: (instant(row["submitted_at"]), row["response_id"])):
        latest[row["contact_id"] or row["response_id"]] = row
    return latest.values()


def chosen(row):
    if row["survey"].lower() == "nps":
        return "promoters" if float(row["score"]) >= 9 else "detractors" if float(row["score"]) <= 6 else "passives"
    return row.get("answer") or f"{float(row['score']):g}"


def cross_tabs(groups, start, end, now):
    """By form: how many of each group chose what, null where it would tell who."""
    by_group = {key: [given(a, start, end, now) for a in accounts] for key, accounts in groups.items()}
    forms = {f for accounts in by_group.values() for answers in accounts for f in answers}
    return {"/".join("" if part is None else f"{part:g}" if isinstance(part, float | int) else part for part in f):
            cross_tab(f, by_group) for f in forms}


def cross_tab(form, by_group):
    answers = {key: [answers[form] for answers in accounts if form in answers] for key, accounts in by_group.items()}
    counts = {key: Counter(chosen(row) for own in accounts for row in one_each([r for r in own if is_on_scale(r)]))
              for key, accounts in answers.items()}
    names = {name for count in counts.values() for name in count}
    return {
        "rejected": sum(not is_on_scale(row) for accounts in answers.values() for own in accounts for row in own),
        "counts": {key: sum(count.values()) for key, count in counts.items()},
        "cells": {key: {name: count[name] if count[name] >= LEAST_SHOWN else None for name in names}
                  for key, count in counts.items()},
    }


# Values

def of_low_value(accounts, now):
    """Below half of the median, where there are enough to have one."""
    known = {a.id: lifetime(a, day_of(now))["clv.net"] for a in accounts}
    values = {id_: value for id_, value in known.items() if value is not None}
    if len(values) < LEAST_COMPARED:
        return []
    return sorted(id_ for id_, value in values.items() if value < median(values.values()) / 2)

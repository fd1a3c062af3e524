"""Which terms came up in a period, and what became of them."""
from fractions import Fraction
from math import floor

from plain import RENEWAL_GRACE, add_months, day, half_up, minor, ratio


def renewal_metrics(accounts, start, end, today):
    """Of terms as (outcome, target, final amount)."""
    terms = [term for a in accounts for term in decided(a, start, end, today) + undecided(a, start, end, today)]
    settled = [t for t in terms if t[0] != "pending"]
    kept = sum(t[0] == "renewed" for t in terms)

    def value(of, final):
        return ratio(sum(final(t) for t in of), sum(t[1] for t in of))

    def gross(of):
        return value(of, lambda t: min(t[1], t[2]))

    def net(of):
        return value(of, lambda t: t[2])
    return {
        "renewals_due": len(terms), "renewals_pending": len(terms) - len(settled),
        "renewal_rate": ratio(kept, len(settled)), "renewal_rate_floor": ratio(kept, len(terms)),
        "renewal_value_gross": gross(terms), "renewal_value_net": net(terms),
        "renewal_value_gross_decided": gross(settled), "renewal_value_net_decided": net(settled),
    }


def comes_up(begun, due, start, end):
    """In the period, of a term that began before it, of three months or longer."""
    return start <= due < end and begun < start and due + 1 >= add_months(begun, 3)


def term_months(begun, due):
    return max(1, floor((due - begun) / 30.4375 + 0.5))


def decided(a, start, end, today):
    return [outcome(a, r) for r in a.renewals
            if comes_up(day(r["term_start"]), day(r["renewal_date"]), start, end) and day(r["decided_on"]) < today]


def outcome(a, r):
    due, months = day(r["renewal_date"]), term_months(day(r["term_start"]), day(r["renewal_date"]))
    target, final = (a.company.usd(minor(r[k], r["currency"]) * months, r["currency"], due)
                     for k in ("mrr_before", "mrr_after"))
    kept = r["outcome"] == "renewed" and day(r["decided_on"]) - due <= RENEWAL_GRACE
    return ("renewed", target, final) if kept else ("lost", target, 0)


def undecided(a, start, end, today):
    """Terms of which nobody has said yet what becomes of them."""
    named = {(r["subscription_id"], day(r["renewal_date"])) for r in a.renewals if day(r["decided_on"]) < today}
    terms = []
    for s in a.subscriptions:
        due, begun = day(s["renewal_date"]), day(s["current_term_start"])
        if not comes_up(begun, due, start, end) or (s["subscription_id"], due) in named:
            continue
        over = day(s["ended_on"]) < today if s["ended_on"] else s["status"] == "cancelled"
        left = min(filter(None, [due, a.end_of(s), today]))
        level = sum(change for at, change in a.course(s) if at < left)
        target = a.company.usd(half_up(Fraction(level * term_months(begun, due), 10_000)), s["currency"], due)
        terms.append(("lost" if over or today - due > RENEWAL_GRACE else "pending", target, 0))
    return terms

"""Every metric of a generated company, computed plainly from its CSV files: no columns, no facts, nothing shared.

    Independent extend FOLDER                          adds tables that the generator has not: touches, users …
    Independent change FOLDER VISIT                    makes of it what is found at a later visit
    Independent measure ZONE NOW START END FOLDER…     prints the metrics as of an instant, and groups over a period

Of several folders each is `MOMENT@FOLDER`: what was found at a visit. Then groups are as they were when the period
began.

Definitions: METRICS 1.1 and 1.6. What cannot be told is null. `cases` counts what the data must have in it, or agreeing
would prove nothing.
"""
import json
import sys
from collections import defaultdict

from accounts import account_metrics
from cases import forecast_cases, refund_cases, tab_cases, upsell_cases, visit_cases, zone_cases
from company import Company
from forecasts import forecasts, totals
from groups import group_metrics
from later import change
from made import extend
from plain import Clock, day, day_of, moment
from tables import cross_tabs, of_low_value

SCOPES = {"portfolio": None, "owner": "owner_id", "tier": "tier", "segment": "segment", "region": "region",
          "account": "account_id"}


def measure(zone, now, start, end, *folders):
    Clock.set(zone)
    now, first, last = int(now), day(start), day(end)
    company = known(folders, now, first)
    scopes = {scope: grouped(company.accounts, column, first) for scope, column in SCOPES.items()}
    shared = {"portfolio": company.tables["costs"][""]}
    tabs = {scope: cross_tabs(members, first, last, now) for scope, members in scopes.items()}
    low = {scope: {key: of_low_value(of, now) for key, of in members.items()} for scope, members in scopes.items()}
    terms = forecasts(company, now)
    if company.then:
        cases = visit_cases(company, first)
    else:
        cases = {**zone_cases(company, start, end), **tab_cases(company, tabs, first, last, now),
                 **forecast_cases(company, terms, now), **refund_cases(company, day_of(now)),
                 "low value": sum(map(len, low["segment"].values()))}
    return {
        "accounts": {a.id: account_metrics(a, now) for a in company.accounts},
        "groups": {scope: {key: group_metrics(of, first, last, now, shared.get(scope, []))
                           for key, of in members.items()} for scope, members in scopes.items()},
        "tabs": tabs, "low": low, "forecasts": {t["term"]: t for t in terms}, "totals": totals(terms),
        "cases": {**cases, **upsell_cases(company, first, last, now)},
    }


def known(folders, now, start):
    """The company as it is known now, and as it was when the period began: by a first visit in it, if there was none
    before."""
    if len(folders) == 1:
        return Company([(0, folders[0])])
    visits = [(int(at), folder) for at, _, folder in (folder.partition("@") for folder in folders)]
    visits = [(at, folder) for at, folder in visits if at <= now]
    company = Company([(day_of(at), folder) for at, folder in visits])
    before = [(day_of(at), folder) for at, folder in visits if at <= moment(start)]
    company.then = Company(before or [(day_of(visits[0][0]), visits[0][1])])
    company.then.rates = company.rates
    return company


def grouped(accounts, column, start):
    members = defaultdict(list)
    for a in accounts:
        members[a.row_then(start)[column] if column else ""].append(a)
    return members


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    answer = {"extend": extend, "change": change, "measure": measure}[command](*arguments)
    json.dump(answer, sys.stdout)

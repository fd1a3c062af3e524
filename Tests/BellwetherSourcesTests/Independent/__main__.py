"""Every metric of a generated company, computed plainly from its CSV files: no columns, no facts, nothing shared.

    Independent extend FOLDER                           adds tables that the generator has not: touches, users …
    Independent measure FOLDER ZONE NOW START END       prints the metrics as of an instant, and groups over a period

Definitions: METRICS 1.1 and 1.6. What cannot be told is null. `cases` counts what the data must have in it, or agreeing
would prove nothing.
"""
import json
import sys
from collections import defaultdict

from accounts import account_metrics
from cases import tab_cases, upsell_cases, zone_cases
from company import Company
from groups import group_metrics
from made import extend
from plain import Clock, day
from tables import cross_tabs, of_low_value

SCOPES = {"portfolio": None, "owner": "owner_id", "tier": "tier", "segment": "segment", "region": "region"}


def measure(folder, zone, now, start, end):
    Clock.set(zone)
    company, now, first, last = Company(folder), int(now), day(start), day(end)
    scopes = {scope: grouped(company.accounts, column) for scope, column in SCOPES.items()}
    shared = {"portfolio": company.tables["costs"][""]}
    groups = {scope: {key: group_metrics(of, first, last, now, shared.get(scope, [])) for key, of in members.items()}
              for scope, members in scopes.items()}
    tabs = {scope: cross_tabs(members, first, last, now) for scope, members in scopes.items()}
    low = {scope: {key: of_low_value(of, now) for key, of in members.items()} for scope, members in scopes.items()}
    cases = {**zone_cases(company, start, end), **upsell_cases(company, first, last, now),
             **tab_cases(company, tabs, first, last, now), "low value": sum(map(len, low["segment"].values()))}
    return {"accounts": {a.id: account_metrics(a, now) for a in company.accounts}, "groups": groups, "tabs": tabs,
            "low": low, "cases": cases}


def grouped(accounts, column):
    members = defaultdict(list)
    for a in accounts:
        members[a.row[column] if column else ""].append(a)
    return members


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    answer = {"extend": extend, "measure": measure}[command](*arguments)
    json.dump(answer, sys.stdout)

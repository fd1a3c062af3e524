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
from cases import zone_cases
from company import Company
from groups import group_metrics
from made import extend
from plain import Clock, day

SCOPES = {"owner": "owner_id", "tier": "tier", "segment": "segment", "region": "region"}


def measure(folder, zone, now, start, end):
    Clock.set(zone)
    company, now, first, last = Company(folder), int(now), day(start), day(end)

    def measured(accounts, shared=()):
        return group_metrics(accounts, first, last, now, shared)
    groups = {"portfolio": {"": measured(company.accounts, company.tables["costs"][""])}}
    for scope, column in SCOPES.items():
        members = defaultdict(list)
        for a in company.accounts:
            members[a.row[column]].append(a)
        groups[scope] = {key: measured(of) for key, of in members.items()}
    return {"accounts": {a.id: account_metrics(a, now) for a in company.accounts}, "groups": groups,
            "cases": zone_cases(company, start, end)}


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    answer = {"extend": extend, "measure": measure}[command](*arguments)
    json.dump(answer, sys.stdout)

"""Prints who was told of which alert, as the state keeps it: ledger.py STATE."""

import json
import sqlite3
import sys

state = sqlite3.connect(f"file:{sys.argv[1]}/bellwether.sqlite?mode=ro", uri=True)
columns = ("alert", "receiver", "recipient", "opened_by", "closed_by")
rows = state.execute(f"SELECT {', '.join(columns)} FROM ledger ORDER BY alert, receiver, recipient")
json.dump([dict(zip(columns, row)) for row in rows], sys.stdout)

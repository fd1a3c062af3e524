"""Tables that the generator has not, made from those that it has by plain rules, so that every metric has something to
be made from."""
import datetime as dt
from fractions import Fraction

from plain import DECIMALS, EPOCH, PER_YEAR, day, half_up, minor, rows, write, written


def extend(folder):
    last = max(day(u["date"]) for u in rows(folder, "usage_daily"))
    change_currencies(folder)
    work_at_night(folder)
    for add in (plan_names, reasons, touches, users, feelings, measures, advocacy):
        add(folder)
    for add in (decide_late, reminders, payments, refund, answers, choices, invitations, plans, acquisition):
        add(folder, last)
    reopen(folder)
    forget_currencies(folder)


def date(number):
    return str(EPOCH + dt.timedelta(days=number))


def add_columns(folder, name, columns, cells):
    """More columns for a table: what a row has in them, by its place and the row."""
    lines = rows(folder, name)
    write(folder, name, list(lines[0]) + columns, [list(row.values()) + cells(n, row) for n, row in enumerate(lines)])


def plan_names(folder):
    """What accounts are on, by what they bought first."""
    names = {"Starter": "basic", "Growth": "team", "Enterprise": "scale"}
    bought = {s["account_id"]: names[s["product"]]
              for s in reversed(rows(folder, "subscriptions")) if s["product"] in names}
    add_columns(folder, "accounts", ["plan"], lambda n, a: [bought.get(a["account_id"], "")])


# Money

def change_currencies(folder):
    """Australians pay in yen, which have no decimals, and Poles in dinars, which have three."""
    new = {"AUD": ("JPY", Fraction(1337, 10)), "PLN": ("KWD", Fraction(1237, 1000))}
    amounts = {"subscriptions": ["mrr"], "orders": ["mrr_delta", "one_time_amount"], "invoices": ["amount", "tax"],
               "renewals": ["mrr_before", "mrr_after"], "accounts": [], "fx_rates": []}
    for name, columns in amounts.items():
        lines = rows(folder, name)
        for row in lines:
            currency, factor = new.get(row["currency"], (row["currency"], None))
            if factor is None:
                continue
            row["currency"] = currency
            for column in columns:
                units = half_up(Fraction(row[column]) * factor * 10 ** DECIMALS[currency])
                row[column] = written(units, currency)
            if name == "fx_rates":
                row["usd_per_unit"] = f"{float(Fraction(row['usd_per_unit']) / factor):.8f}"
        write(folder, name, list(lines[0]), [list(row.values()) for row in lines])


def reasons(folder):
    """Why a subscription was ended; some nobody asked."""
    why = ("price", "", "quality", "closed_down", "price")
    add_columns(folder, "subscriptions", ["reason"], lambda n, s: [why[n % 5] if s["ended_on"] else ""])


def reminders(folder, _):
    add_columns(folder, "invoices", ["reminders"], lambda n, _: ["" if n % 4 == 0 else str(n % 3)])


def decide_late(folder, last):
    """Some terms are renewed only when their days of grace are over."""
    lines = rows(folder, "renewals")
    for n, row in enumerate(lines):
        late = day(row["renewal_date"]) + 31 + n % 20
        if n % 9 == 0 and row["outcome"] == "renewed" and late <= last:
            row["decided_on"] = date(late)
    write(folder, "renewals", list(lines[0]), [list(row.values()) for row in lines])


def refund(folder, last):
    """Of years that were ended early some money goes back between the notice and the end, by note or by payment."""
    bills, back = rows(folder, "invoices"), []
    for n, s in enumerate(s for s in rows(folder, "subscriptions") if s["cancel_requested_at"] and s["ended_on"]):
        notice, end = day(s["cancel_requested_at"]), day(s["ended_on"])
        own = [i for i in bills if i["subscription_id"] == s["subscription_id"] and i["kind"] == "invoice"]
        on = (2 * notice + end) // 3
        if not own or n % 4 == 3 or on > last:
            continue
        amount = minor(own[-1]["amount"], own[-1]["currency"]) * (1 + n % 3) // 10
        if n % 4:
            bills.append({**own[-1], "invoice_id": f"{own[-1]['invoice_id']}-back", "kind": "credit_note",
                          "issued_on": date(on), "due_on": date(on), "paid_on": "", "status": "credit",
                          "amount": written(-amount, own[-1]["currency"]), "tax": written(0, own[-1]["currency"])})
        elif own[-1]["paid_on"]:
            for name, at, sum_ in (("paid", own[-1]["paid_on"], own[-1]["amount"]),
                                   ("back", date(on), written(-amount, own[-1]["currency"]))):
                back.append([f"{own[-1]['invoice_id']}-{name}", s["account_id"], own[-1]["invoice_id"], at, sum_])
    write(folder, "invoices", list(bills[0]), [list(i.values()) for i in bills])
    paid = rows(folder, "payments")
    write(folder, "payments", list(paid[0]), [list(p.values()) for p in paid] + back)


def payments(folder, last):
    """Of some invoices in parts, and some of it goes back."""
    lines = []
    for n, i in enumerate(rows(folder, "invoices")):
        if n % 6 != 1 or i["kind"] != "invoice" or not i["due_on"]:
            continue
        parts = [(-2, 6), (n % 9, 5)] + ([(12, -2)] if n % 18 == 1 else [])
        for k, (after, tenths) in enumerate(parts):
            on, amount = day(i["due_on"]) + after, minor(i["amount"], i["currency"]) * tenths // 10
            if on <= last:
                lines.append([f"{i['invoice_id']}-{k}", i["account_id"], i["invoice_id"], date(on),
                              written(amount, i["currency"])])
    write(folder, "payments", ["id", "account_id", "invoice_id", "at", "amount"], lines)


def forget_currencies(folder):
    """In every third row no cell says the currency: it is that of the account, or of the bill."""
    for name in ("subscriptions", "orders", "invoices", "renewals"):
        lines = rows(folder, name)
        write(folder, name, list(lines[0]),
              [list((row | {"currency": ""} if n % 3 == 0 else row).values()) for n, row in enumerate(lines)])


def acquisition(folder, last):
    """Not of every account, and of some nothing: a cost that is missing is not a cost of 0."""
    lines = [[f"Q{n}", a["account_id"], str(0 if n % 5 == 0 else 100 + n * 37 % 900),
              date(last - 60 - 11 * n % 300), date(last - 30 - 11 * n % 300)]
             for n, a in enumerate(rows(folder, "accounts")) if n % 4]
    write(folder, "acquisition", ["id", "account_id", "amount", "from", "to"], lines)


PLAN = ("id account_id status started ended trial_ends amount quantity interval interval_count percent percent_ends "
        "paused_from paused_until usage_type").split()
PLAN_STATUSES = ("active", "active", "past_due", "active", "trialing", "active", "unpaid", "active")


def plans(folder, last):
    """Subscriptions that state a price and no MRR: of all intervals, with discounts, trials and pauses."""
    lines = []
    for n, account in enumerate(rows(folder, "accounts")):
        for k in range(0 if account["lifecycle_stage"] == "churned" else n % 3):
            lines.append(plan(3 * n + k, account, last))
    write(folder, "plans", PLAN, lines)


def plan(i, account, last):
    start = last - 30 - 37 * i % 270
    cents = f".{i * 7 % 100:02d}" if account["currency"] != "JPY" else ""

    def on(days, holds):
        return date(start + days) if holds else ""
    return [f"P{i}", account["account_id"], PLAN_STATUSES[i % 8], on(0, True), on(90 + i % 60, i % 5 == 0),
            on(14 + i % 20, i % 4 == 1), f"{10 + i * 977 % 3000}{cents}", "" if i % 3 else str(1 + i % 9),
            list(PER_YEAR)[i % 5], "" if i % 2 else str(1 + i % 3), str(i % 40) if i % 3 == 1 else "",
            on(60 + i % 80, i % 2), on(40 + i % 50, i % 4 == 3), on(70 + i % 150, i % 8 == 3),
            "metered" if i % 11 == 5 else "licensed"]


# Use and service

def work_at_night(folder):
    """Every third row up to a day earlier, so that its day hangs on the zone."""
    tables = {"tickets": ["opened_at", "first_response_at", "resolved_at"], "surveys": ["submitted_at"]}
    for name, columns in tables.items():
        lines = rows(folder, name)
        for n, row in enumerate(lines):
            for column in columns if n % 3 == 0 else []:
                row[column] = earlier(row[column], n % 24)
        write(folder, name, list(lines[0]), [list(row.values()) for row in lines])


def earlier(text, hours):
    if not text:
        return ""
    return f"{dt.datetime.fromisoformat(text.rstrip('Z')) - dt.timedelta(hours=hours):%Y-%m-%dT%H:%M:%SZ}"


def touches(folder):
    kinds, directions = ("call", "mail", "meeting", "chat"), ("inbound", "outbound", "both")
    lines = [[f"X{n}", t["account_id"], t["opened_at"], kinds[n % 4], directions[n % 3],
              "true" if n % 7 == 0 else "false"] for n, t in enumerate(rows(folder, "tickets"))]
    write(folder, "touches", ["id", "account_id", "at", "kind", "direction", "automatic"], lines)


def users(folder):
    lines = [[u["account_id"], u["date"], f"u{(k * 7 + n) % 40}", str(1 + k % 3)]
             for n, u in enumerate(rows(folder, "usage_daily")) if int(u["account_id"][1:]) % 3 == 0
             for k in range(min(40, int(u["active_users"] or 0)))]
    write(folder, "users", ["account_id", "day", "user", "count"], lines)


def reopen(folder):
    """Some tickets are open again: the day of the last solution stays."""
    lines = rows(folder, "tickets")
    write(folder, "tickets", list(lines[0]),
          [list((t | {"status": "open"} if n % 29 == 0 else t).values()) for n, t in enumerate(lines)])


# What people say

SCALES = {"NPS": 10, "CSAT": 5, "CES": 7}


def answers(folder, last):
    lines = [[f"Y{a['account_id']}{kind}{n}", a["account_id"], f"p{n % 6}", kind,
              str((7 * n + number) % (high + 1) or 1), str(high), f"{date(last - 9 * n)}T{5 * n % 24:02d}:00:00Z", ""]
             for number, a in enumerate(rows(folder, "accounts")) if number % 4 == 0
             for kind, high in SCALES.items() for n in range(9)]
    header = ["response_id", "account_id", "contact_id", "survey", "score", "scale_max", "submitted_at", "comment"]
    write(folder, "answers", header, lines)


def choices(folder, last):
    """Words, numbers from one to ten, and recommendations that nobody could give; some say nothing of who answered."""
    lines = []
    for number, account in enumerate(rows(folder, "accounts")):
        for n in range(9):
            who, at = f"p{n % 4 // 2}" if n % 5 else "", f"{date(last - 17 * n - number % 7)}T{11 * n % 24:02d}:00:00Z"
            what = (["CUSTOM", "ABC"[(n // 2 + number) % 3], "0", "", ""],
                    ["CUSTOM", "", str(1 + (3 * n + number) % 10), "1", "10"],
                    ["NPS", "", ("11", "7.5", "-1", "9")[(n + number) % 4], "", ""])[n % 3]
            lines.append([f"Z{account['account_id']}{n}", account["account_id"], who, *what, at, ""])
    header = ["response_id", "account_id", "contact_id", "survey", "answer", "score", "scale_min", "scale_max",
              "submitted_at", "comment"]
    write(folder, "choices", header, lines)


def invitations(folder, last):
    lines = [[f"I{a['account_id']}{kind}{n}", a["account_id"], kind, f"{date(last - 11 * n)}T{7 * n % 24:02d}:00:00Z",
              f"{date(last - 11 * n + n)}T{7 * n % 24:02d}:30:00Z" if (n + number) % 3 == 0 else "",
              "true" if (n + number) % 5 == 1 else ""]
             for number, a in enumerate(rows(folder, "accounts")) if number % 3
             for kind in ("nps", "csat", "ces") for n in range(12)]
    write(folder, "invitations", ["id", "account_id", "kind", "at", "answered_at", "answered"], lines)


def feelings(folder):
    lines = [[f"F{n}", s["account_id"], s["submitted_at"][:10], "kim", "" if n % 5 == 0 else str(1 + n % 6),
              "true" if n % 2 else "false", "true" if n % 3 else ""] for n, s in enumerate(rows(folder, "surveys"))]
    write(folder, "feelings", ["id", "account_id", "at", "author", "value", "happy", "easy_start"], lines)


def measures(folder):
    names = ("customer_value", "customer_price", "employees")
    lines = [[s["account_id"], names[n % 3], s["submitted_at"][:10], str(50 + n % 97)]
             for n, s in enumerate(rows(folder, "surveys"))]
    write(folder, "measures", ["account_id", "name", "at", "value"], lines)


def advocacy(folder):
    kinds = ("reference", "review", "referral", "case_study", "asked")
    lines = [[f"D{n}", s["account_id"], s["submitted_at"][:10], kinds[n % 5]]
             for n, s in enumerate(rows(folder, "surveys")) if n % 4 == 0]
    write(folder, "advocacy", ["id", "account_id", "at", "kind"], lines)

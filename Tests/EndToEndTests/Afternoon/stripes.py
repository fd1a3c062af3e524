"""localstripe with a company in it, on a clock that is turned by hand.

    python3 stripes.py COMPANY.json PORT-FILE

What it cannot do stays undone: it knows no list of events by several types, no due dates and no invoice numbers, and its
subscriptions name plans where Stripe's have prices, and have no list of discounts. It answers on a free port of 127.0.0.1, which it writes down.
"""
import json, os, random, socket, sys, types

from aiohttp import web
from localstripe import resources, server

now = [0]
given = []


def random_id(length):
    return given.pop(0) if given else "".join(random.choices("abcdefghijkmnpqrstuvwxyz23456789", k=length))


def settle_in(customers):
    for c in customers:
        now[0] = c["start"]
        given[:] = [c["id"].removeprefix("cus_")]
        customer = resources.Customer(name=c["name"], email=c["email"])
        given.clear()
        plan_id = f"plan-{c['amount']}-{c['currency']}"
        if f"plan:{plan_id}" not in resources.store:
            resources.Plan(id=plan_id, amount=c["amount"], currency=c["currency"], interval="month",
                           product={"name": "Seats"}, nickname="Seats")
        subscription = resources.Subscription(
            customer=customer.id, items=[{"plan": plan_id, "quantity": 1}], trial_end=c["start"] + 60)
        subscription.status = c["status"]
        subscription.ended_at = c.get("ended")
        for i in c["invoices"]:
            now[0] = i["at"]
            item = resources.InvoiceItem(amount=i["amount"], currency=c["currency"], customer=customer.id,
                                         invoice=None)
            given[:] = [i["id"].removeprefix("in_")]
            invoice = resources.Invoice(customer=customer.id, date=i["at"])
            given.clear()
            invoice._finalize()
            if "paid" in i:
                pay(invoice, i["paid"])


def pay(invoice, at):
    """As a bank transfer does: nobody's card is asked."""
    now[0] = at
    invoice._settled = True
    invoice._on_payment_success()


async def set_clock(request):
    now[0] = int(request.match_info["moment"])
    return web.Response()


async def settle(request):
    pay(resources.Invoice._api_retrieve(request.match_info["id"]), now[0])
    return web.Response()


def main(company, port_file):
    random.seed(7)
    resources.time = types.SimpleNamespace(time=lambda: now[0])
    resources.random_id = random_id
    resources.schedule_webhook = lambda event: None
    # It would keep all of it in a file of the whole machine, at each change.
    resources.Store.dump_to_disk = lambda self: None
    # A payment that succeeded, whoever brought it.
    status = resources.Invoice.status.fget
    resources.Invoice.status = property(lambda self: "paid" if getattr(self, "_settled", False) else status(self))
    with open(company) as file:
        settle_in(json.load(file))
    server.app.router.add_post("/_config/clock/{moment}", set_clock)
    server.app.router.add_post("/_config/paid/{id}", settle)
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    with open(port_file + ".part", "w") as file:
        file.write(str(listener.getsockname()[1]))
    os.rename(port_file + ".part", port_file)
    web.run_app(server.app, sock=listener, access_log=None, print=None)


main(*sys.argv[1:])

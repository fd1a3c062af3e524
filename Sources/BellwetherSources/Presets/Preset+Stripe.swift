// Written from deploy/presets by PresetTests; edit those.
extension Preset {
    static let stripe = [
        Preset(
            "stripe-customers-csv",
            #"""
            # The customers that Stripe's dashboard exports:  preset: stripe-customers-csv, csv: { path: … }
            csv: { dates: ["%Y-%m-%d %H:%M", iso] }
            facts:
              account:
                columns:
                  id: id
                  name: Name
                  stripe_id: id
                  # Where bookkeepers' addresses stand for their clients: `columns: { domain: null }`.
                  domain: Email
                  started_at: "Created (UTC)"

            """#),
        Preset(
            "stripe-invoices-csv",
            #"""
            # The invoices that Stripe's dashboard exports:  preset: stripe-invoices-csv, csv: { path: … }
            csv: { dates: ["%Y-%m-%d %H:%M", iso], decimal: ".", thousands: "," }
            facts:
              invoice:
                columns:
                  id: id
                  account_id: Customer
                  number: Number
                  status: Status
                  issued_at: "Date (UTC)"
                  due_date: "Due Date (UTC)"
                  # After balance and credits: what is open is this without what was paid.
                  total: Amount Due
                  paid: Amount Paid
                  currency: Currency
                  subscription_id: Subscription

            """#),
        Preset(
            "stripe-schedules",
            #"""
            # What Stripe's subscription schedules agree on for longer than a billing period, as contracts: a restricted key that may
            # read subscription schedules and events.
            #
            #   - name: billing-terms
            #     preset: stripe-schedules
            #     http: { auth: { bearer: { credential: stripe_key } } }
            #     joins: billing    # the source with `preset: stripe`, if that one joins; left out where its customers are the accounts
            #
            # A contract covers all items of its subscription, whose billing period is no term of its own then.
            every: 15m
            timeout: 2h
            http:
              url: https://api.stripe.com/v1
              headers: { Stripe-Version: "2026-07-29.dahlia" }
              should_retry: Stripe-Should-Retry
              pace: { requests: 20, per: 1s }
              dates: [epoch]
              whole_every: 1d
            facts:
              contract:
                path: /subscription_schedules
                query: { limit: 100 }
                records: data
                pages: &pages { by: last_id, parameter: starting_after, field: id, while: has_more }
                changes:
                  path: /events
                  query:
                    limit: 100
                    "types[]":
                      - subscription_schedule.created
                      - subscription_schedule.updated
                      - subscription_schedule.released
                      - subscription_schedule.completed
                      - subscription_schedule.canceled
                      - subscription_schedule.aborted
                  records: data
                  pages: *pages
                  since: { parameter: "created[gte]", form: epoch, newest: created, overlap: 10m }
                  id: data.object.id
                  fetch: /subscription_schedules/{id}
                  kept: 30d
                # One without an end binds nobody.
                skip_without: [end]
                columns:
                  id: id
                  account_id: customer
                  subscription_id: subscription | released_subscription?
                  status: status
                  signed_at: created
                  # From the first phase to the end of the last one, whatever changes between.
                  start: phases.0.start_date
                  end: phases.-1.end_date
                  # Released, the subscription goes on by itself.
                  auto_renew: end_behavior
                values:
                  # A schedule that was released binds no longer, and its subscription goes on by itself: nothing was lost with it.
                  status: { not_started: signed, completed: ended, released: draft, canceled: terminated }
                  auto_renew: { release: "true", renew: "true", cancel: "false", none: "false" }

            """#),
        Preset(
            "stripe-subscriptions-csv",
            #"""
            # The subscriptions that Stripe's dashboard exports, all of them:  preset: stripe-subscriptions-csv, csv: { path: … }
            csv: { dates: ["%Y-%m-%d %H:%M", iso] }
            facts:
              subscription:
                columns:
                  id: id
                  account_id: Customer ID
                  product: Plan
                  quantity: Quantity
                  interval: Interval
                  amount: Amount
                  status: Status
                  started_at: "Start (UTC)"
                  term_start: "Current Period Start (UTC)"
                  term_end: "Current Period End (UTC)"
                  cancel_requested_at: "Canceled At (UTC)"
                  ended_at: "Ended At (UTC)"
                values:
                  status: { canceled: ended, incomplete_expired: ended }

            """#),
        Preset(
            "stripe",
            #"""
            # Stripe, by a restricted key that may read customers, subscriptions, invoices and events.
            #
            #   - name: billing
            #     preset: stripe
            #     http: { auth: { bearer: { credential: stripe_key } } }
            #
            # What you write adds to this, or takes its place; `null` takes away. Where accounts come from somewhere else,
            # `joins: true`: a customer meets the account whose `id` or `external_id` stands in its metadata as account_id, whose
            # `stripe_id` is its id, or that alone has the domain of its mail address.
            every: 15m
            timeout: 2h
            http:
              url: https://api.stripe.com/v1
              # The version whose fields are named below: current_period_* stand on the item, an invoice's subscription under
              # `parent`. Without it, an account answers in the version it was opened with.
              headers: { Stripe-Version: "2026-07-29.dahlia" }
              should_retry: Stripe-Should-Retry
              # Stripe allows 25 requests a second to one path, and fewer in a sandbox.
              pace: { requests: 20, per: 1s }
              dates: [epoch]
              # Nothing can be asked by the time it was changed, so changes are learnt from events. Those go back 30 days; and once
              # a day everything is listed anew, which also finds what no event told of, and what was deleted.
              whole_every: 1d
            facts:
              account:
                path: /customers
                query: { limit: 100 }
                records: data
                # Newest first; without paging there would be ten.
                pages: &pages { by: last_id, parameter: starting_after, field: id, while: has_more }
                gone: deleted
                changes:
                  path: /events
                  query: { limit: 100, "types[]": [customer.created, customer.updated, customer.deleted] }
                  records: data
                  pages: *pages
                  since: &since { parameter: "created[gte]", form: epoch, newest: created, overlap: 10m }
                  # An event shows the object in an older version and an older state: only its id is taken.
                  id: data.object.id
                  fetch: /customers/{id}
                  kept: 30d
                columns:
                  id: id
                  name: name | email | id
                  stripe_id: id
                  # Another key of the metadata: `columns: { external_id: metadata.tenant? }`.
                  external_id: metadata.account_id?
                  # Where bookkeepers' addresses stand for their clients: `columns: { domain: null }`.
                  domain: email
                  currency: currency
                  started_at: created
                  # `delinquent` is not taken: paying any invoice at all sets it back.
                  tier: metadata.tier?
                  owner: metadata.owner?

              # What of it is agreed on for longer, in schedules, is the preset stripe-schedules.
              subscription:
                path: /subscriptions
                # Without `status=all` cancelled ones are missing, as if they had never been; without `expand` a discount is a bare id.
                query: { limit: 100, status: all, "expand[]": data.discounts.source.coupon }
                records: data
                pages: *pages
                changes:
                  path: /events
                  query:
                    limit: 100
                    "types[]":
                      - customer.subscription.created
                      - customer.subscription.updated
                      - customer.subscription.deleted
                      - customer.subscription.paused
                      - customer.subscription.resumed
                  records: data
                  pages: *pages
                  since: *since
                  id: data.object.id
                  fetch: "/subscriptions/{id}?expand%5B%5D=discounts.source.coupon"
                  kept: 30d
                # One row for each item. The list of items has pages of its own, and their discounts whole, here only by id.
                each: items.data
                rest:
                  when: items.has_more
                  or_with: discounts
                  path: /subscription_items
                  query: { subscription: "{id}", limit: 100, "expand[]": data.discounts.source.coupon }
                  records: data
                  pages: *pages
                key: [$.id, id]
                columns:
                  account_id: $.customer
                  # A pause leaves the status as it was; `pause_collection` tells.
                  status: $.pause_collection.behavior | $.status
                  product: price.nickname | price.product
                  started_at: $.start_date
                  # It is revenue from the day on which it is paid for.
                  trial_ends_at: $.trial_end?
                  # Asked for, and ended, are two things. Until the day of `cancel_at` it runs on, however that was asked for.
                  cancel_requested_at: $.canceled_at
                  ended_at: $.ended_at | $.cancel_at?
                  paused_until: $.pause_collection.resumes_at?
                  # In minor units, or with fractions of them; a price by tiers has neither, and its MRR is not known.
                  amount_minor: price.unit_amount
                  fractional_amount: price.unit_amount_decimal?
                  currency: price.currency
                  quantity: quantity?
                  interval: price.recurring.interval
                  interval_count: price.recurring.interval_count
                  usage_type: price.recurring.usage_type
                  # Until a day, or for good; what is taken off once lowers no MRR, and has no end either. An amount in money is taken
                  # off all items together (`once`): of each at most what it comes to, and what is left of the next.
                  discount_percent: >-
                    $.discounts[source.coupon.duration=repeating].source.coupon.percent_off?
                    | $.discounts[source.coupon.duration=forever].source.coupon.percent_off?
                  discount_amount_minor: >-
                    $.discounts[source.coupon.duration=repeating].source.coupon.amount_off?
                    | $.discounts[source.coupon.duration=forever].source.coupon.amount_off?
                  discount_ends_at: $.discounts[source.coupon.duration=repeating].end?
                  # Those of an item alone come first.
                  item_discount_percent: >-
                    discounts[source.coupon.duration=repeating].source.coupon.percent_off?
                    | discounts[source.coupon.duration=forever].source.coupon.percent_off?
                  item_discount_amount_minor: >-
                    discounts[source.coupon.duration=repeating].source.coupon.amount_off?
                    | discounts[source.coupon.duration=forever].source.coupon.amount_off?
                  item_discount_ends_at: discounts[source.coupon.duration=repeating].end?
                  # Tax within the price is no revenue: by the item's rate, else the subscription's. Where Stripe Tax works it out for
                  # each invoice (`automatic_tax`), no rate stands here, and MRR has the tax of inclusive prices in it. The latest
                  # invoice does not tell it either: a free one or a draft has none, and MRR would move with each. Where the rate is
                  # one for all, say it: `columns: { tax_percent: price.tax_behavior }`, and
                  # `values: { tax_percent: { inclusive: "19", exclusive: "", unspecified: "" } }`.
                  tax_percent: tax_rates[inclusive=true].percentage? | $.default_tax_rates[inclusive=true].percentage?
                  term_start: current_period_start
                  # One that was cancelled to a day has no other term than until then.
                  term_end: $.cancel_at? | current_period_end
                  auto_renew: $.cancel_at_period_end
                  # What the customer said, else how it came about; `values` may put it in your words.
                  churn_reason: $.cancellation_details.feedback? | $.cancellation_details.reason?
                once: [discount_amount]
                # Stripe counts hundredths of two currencies that have none any more, and no hundredths of one that has.
                minor_units: &minor_units { ISK: 2, UGX: 2, MGA: 0 }
                values:
                  status: { canceled: ended, incomplete_expired: ended, keep_as_draft: paused, mark_uncollectible: paused, void: paused }
                  auto_renew: { "true": "false", "false": "true" }

              invoice:
                path: /invoices
                query: { limit: 100 }
                records: data
                pages: *pages
                changes:
                  path: /events
                  query:
                    limit: 100
                    "types[]":
                      - invoice.created
                      - invoice.finalized
                      - invoice.updated
                      - invoice.paid
                      - invoice.payment_failed
                      - invoice.overdue
                      - invoice.voided
                      - invoice.marked_uncollectible
                  records: data
                  pages: *pages
                  since: *since
                  id: data.object.id
                  fetch: /invoices/{id}
                  kept: 30d
                columns:
                  id: id
                  account_id: customer
                  number: number
                  status: status
                  issued_at: status_transitions.finalized_at | created
                  # Null where the card is charged by itself: then it is due on the day it was issued.
                  due_date: due_date
                  paid_at: status_transitions.paid_at
                  # What is asked for after balance and credit notes, so that what is open is Stripe's `amount_remaining`. A credit note
                  # before payment has lowered it already, and one after payment gives back what is no longer open: none is read.
                  total_minor: amount_due
                  paid_minor: amount_paid
                  currency: currency
                  subscription_id: parent.subscription_details.subscription?
                minor_units: *minor_units

            """#),
    ]
}

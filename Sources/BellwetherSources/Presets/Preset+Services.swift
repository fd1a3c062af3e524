// Written from deploy/presets by PresetTests; edit those.
extension Preset {
    static let services = [
        Preset(
            "hubspot-commerce",
            #"""
            # HubSpot's invoices, where it is HubSpot that bills: a private app's token that may read invoices and companies.
            #
            #   - name: hubspot-invoices
            #     preset: hubspot-commerce
            #     http: { auth: { bearer: { credential: hubspot_token } } }
            #     joins: crm        # the source that reads the companies
            #
            # Its subscriptions and deals are not read: what they are called differs from account to account.
            every: 30m
            timeout: 2h
            http:
              url: https://api.hubapi.com
              limits: { remaining: X-HubSpot-RateLimit-Remaining, reset: X-HubSpot-RateLimit-Interval-Milliseconds, reset_is: milliseconds }
              pace: { requests: 4, per: 1s }
              error: category
              dates: [iso, epoch_ms]
            facts:
              # What is still to be paid of an open one is `hs_balance_due`; how much was paid so far is no property of its own.
              invoice:
                path: /crm/v3/objects/invoices
                query: &invoices
                  limit: 100
                  # Properties that are not asked for are not there.
                  properties: hs_number,hs_invoice_status,hs_amount_billed,hs_balance_due,hs_invoice_date,hs_due_date,hs_currency
                  associations: companies
                records: results
                pages: &list { by: cursor, at: paging.next.after, parameter: after }
                # Invoices of people without a company.
                skip_without: [account_id]
                only: { properties.hs_invoice_status: [open] }
                columns: &invoice
                  id: id
                  account_id: associations.companies.results.0.id?
                  number: properties.hs_number
                  status: properties.hs_invoice_status
                  issued_at: properties.hs_invoice_date
                  due_date: properties.hs_due_date
                  total: properties.hs_balance_due
                  currency: properties.hs_currency

              invoice-settled:
                path: /crm/v3/objects/invoices
                query: *invoices
                records: results
                pages: *list
                skip_without: [account_id]
                only: { properties.hs_invoice_status: [paid, voided] }
                columns: { <<: *invoice, total: properties.hs_amount_billed }
                values:
                  status: { voided: void }

            """#),
        Preset(
            "hubspot",
            #"""
            # HubSpot, by a private app's token that may read companies, contacts, tickets, deals' owners and feedback submissions.
            #
            #   - name: crm
            #     preset: hubspot
            #     http: { auth: { bearer: { credential: hubspot_token } } }
            #
            # Companies become accounts. For others to meet them by an id that is kept here in a property of your own, ask for it
            # and name it: `facts: { account: { body: { properties: [name, domain, …, tenant_id] }, columns: { external_id:
            # properties.tenant_id } } }`. Where accounts come from somewhere else, `joins: true`, and it is companies that meet them.
            #
            # Without Service Hub there are no tickets and surveys: `facts: { ticket: null, survey_response: null,
            # survey_response-csat: null }`.
            every: 30m
            timeout: 2h
            http:
              url: https://api.hubapi.com
              limits: { remaining: X-HubSpot-RateLimit-Remaining, reset: X-HubSpot-RateLimit-Interval-Milliseconds, reset_is: milliseconds }
              # Search takes four requests a second.
              pace: { requests: 4, per: 1s }
              error: category
              dates: [iso, epoch_ms]
              # A search shows nothing of what was deleted; once a day everything is listed.
              whole_every: 1d
            facts:
              account:
                method: POST
                path: /crm/v3/objects/companies/search
                body:
                  limit: 200
                  after: "{page}"
                  # Properties that are not asked for are not there.
                  properties: &company
                    - name
                    - domain
                    - hs_additional_domains
                    - hubspot_owner_id
                    - lifecyclestage
                    - industry
                    - country
                    - createdate
                    - hs_lastmodifieddate
                    - notes_last_contacted
                  filterGroups:
                    - filters: [{ propertyName: hs_lastmodifieddate, operator: GTE, value: "{since}" }]
                  sorts: [{ propertyName: hs_lastmodifieddate, direction: ASCENDING }]
                records: results
                # No search gives more than 10,000 records: the next one begins at the newest of them.
                pages: &pages { by: cursor, at: paging.next.after, most: 10000 }
                # New records appear in the search with a delay.
                since: &since { form: epoch_ms, newest: properties.hs_lastmodifieddate, overlap: 30m, first: "0" }
                columns:
                  id: id
                  name: properties.name | properties.domain | id
                  domain: properties.domain & properties.hs_additional_domains?
                  # An owner's number: a key of `people`.
                  owner: properties.hubspot_owner_id
                  status: properties.lifecyclestage
                  lifecycle_stage: properties.lifecyclestage
                  segment: properties.industry
                  region: properties.country
                  hubspot_id: id
                # Stages of your own have numbers for names: add them here.
                values:
                  status:
                    subscriber: prospect
                    lead: prospect
                    marketingqualifiedlead: prospect
                    salesqualifiedlead: prospect
                    opportunity: prospect
                    customer: active
                    evangelist: active
                    other: prospect

              # The last contact that HubSpot knows of.
              touch:
                method: POST
                path: /crm/v3/objects/companies/search
                body:
                  limit: 200
                  after: "{page}"
                  properties: [notes_last_contacted, hs_lastmodifieddate]
                  filterGroups:
                    - filters:
                        - { propertyName: hs_lastmodifieddate, operator: GTE, value: "{since}" }
                        - { propertyName: notes_last_contacted, operator: HAS_PROPERTY }
                  sorts: [{ propertyName: hs_lastmodifieddate, direction: ASCENDING }]
                records: results
                pages: *pages
                since: *since
                skip_without: [at]
                columns: { id: id, account_id: id, at: properties.notes_last_contacted }

              contact:
                method: POST
                path: /crm/v3/objects/contacts/search
                body:
                  limit: 200
                  after: "{page}"
                  properties: [firstname, lastname, email, jobtitle, associatedcompanyid, createdate, lastmodifieddate]
                  filterGroups:
                    # A contact's property has another name than a company's.
                    - filters: [{ propertyName: lastmodifieddate, operator: GTE, value: "{since}" }]
                  sorts: [{ propertyName: lastmodifieddate, direction: ASCENDING }]
                records: results
                pages: *pages
                since: { form: epoch_ms, newest: properties.lastmodifieddate, overlap: 30m, first: "0" }
                skip_without: [account_id]
                columns:
                  id: id
                  account_id: properties.associatedcompanyid
                  name: properties.lastname | properties.firstname
                  email: properties.email
                  role: properties.jobtitle
                  since: properties.createdate

              # A search does not say which company a ticket is of; the list does.
              ticket:
                path: /crm/v3/objects/tickets
                query:
                  limit: 100
                  properties: createdate,closed_date,hs_pipeline_stage,hs_ticket_priority,hs_ticket_category
                  associations: companies
                records: results
                pages: &list { by: cursor, at: paging.next.after, parameter: after }
                skip_without: [account_id]
                columns:
                  id: id
                  account_id: associations.companies.results.0.id?
                  created_at: properties.createdate
                  solved_at: properties.closed_date
                  status: properties.hs_pipeline_stage
                  priority: properties.hs_ticket_priority
                  topic: properties.hs_ticket_category?
                case: { priority: lower }
                values:
                  # The stages of the pipeline that every account begins with.
                  status: { "1": open, "2": open, "3": open, "4": closed }
                  priority: { MEDIUM: normal, medium: normal }

              # A response stands with a contact, and with a company where HubSpot or somebody associated one: those without are left
              # out, since nobody's account is meant by them.
              survey_response:
                path: /crm/v3/objects/feedback_submissions
                query: &submissions
                  limit: 100
                  properties: hs_survey_type,hs_value,hs_response_group,hs_submission_timestamp,hs_content,hs_contact_id
                  associations: companies
                records: results
                pages: *list
                skip_without: [account_id, value]
                # Also asked there: how good an article of the knowledge base is.
                only: { properties.hs_survey_type: [NPS, CES, CUSTOM] }
                columns: &submission
                  id: id
                  account_id: associations.companies.results.0.id?
                  kind: properties.hs_survey_type
                  at: properties.hs_submission_timestamp
                  value: properties.hs_value
                  comment: properties.hs_content
                  contact_id: properties.hs_contact_id?
                case: { kind: lower }

              # Satisfaction is asked for on scales of two to seven steps, and the answer does not say of how many: what counts is the
              # group that HubSpot puts it in.
              survey_response-csat:
                path: /crm/v3/objects/feedback_submissions
                query: *submissions
                records: results
                pages: *list
                skip_without: [account_id, value]
                only: { properties.hs_survey_type: [CSAT] }
                columns: { <<: *submission, value: properties.hs_response_group }
                case: { kind: lower }
                values:
                  value: { PROMOTER: "5", PASSIVE: "3", DETRACTOR: "1" }

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
                  # each invoice (`automatic_tax`), no rate stands here, and MRR has the tax of inclusive prices in it.
                  tax_percent: tax_rates[inclusive=true].percentage? | $.default_tax_rates[inclusive=true].percentage?
                  term_start: current_period_start
                  # One that was cancelled to a day has no other term than until then.
                  term_end: $.cancel_at? | current_period_end
                  auto_renew: $.cancel_at_period_end
                  # What the customer said, else how it came about; `values` may put it in your words.
                  churn_reason: $.cancellation_details.feedback? | $.cancellation_details.reason?
                once: [discount_amount]
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

            """#),
        Preset(
            "zendesk-contacts",
            #"""
            # The people of Zendesk's organisations, and when they last logged in.
            #
            #   - name: desk-contacts
            #     preset: zendesk-contacts
            #     http:
            #       url: https://example.zendesk.com/api/v2
            #       auth: { basic: { user: me@example.com/token, password: { credential: zendesk_token } } }
            #     joins: desk       # the source that reads the organisations; left out where those are the accounts themselves
            #
            # It shares Zendesk's ten exports a minute with the tickets, and everybody is exported once to begin with.
            every: 1h
            timeout: 4h
            http:
              pace: { requests: 5, per: 1m }
            facts:
              contact:
                path: /incremental/users/cursor.json
                query: { per_page: 1000 }
                records: users
                pages: { by: cursor, at: after_cursor, parameter: cursor, until: end_of_stream, kept: true }
                since: { parameter: start_time, form: epoch, first: "0" }
                # People without an organisation; and our own are in the list, too.
                skip_without: [account_id]
                only: { role: [end-user] }
                columns:
                  id: id
                  account_id: organization_id
                  name: name
                  email: email
                  since: created_at
                  last_seen_at: last_login_at

            """#),
        Preset(
            "zendesk",
            #"""
            # Zendesk, by an API token: the user is the agent's address with /token behind it.
            #
            #   - name: desk
            #     preset: zendesk
            #     http:
            #       url: https://example.zendesk.com/api/v2
            #       auth: { basic: { user: me@example.com/token, password: { credential: zendesk_token } } }
            #
            # Organisations become accounts. Where accounts come from somewhere else, `joins: true`: an organisation meets the account
            # whose `id` or `external_id` is its external_id, whose `zendesk_id` is its id, or that alone has one of its domains.
            every: 15m
            timeout: 4h
            http:
              # The incremental export takes ten requests a minute.
              pace: { requests: 10, per: 1m }
            facts:
              account:
                path: /organizations.json
                query: { "page[size]": 100 }
                records: organizations
                pages: { by: cursor, at: meta.after_cursor, parameter: "page[after]", while: meta.has_more }
                columns:
                  id: id
                  name: name
                  domain: domain_names[]?
                  external_id: external_id?
                  zendesk_id: id
              ticket:
                path: /incremental/tickets/cursor.json
                query: { per_page: 1000, include: metric_sets }
                records: tickets
                # From the beginning, and then on from where the last poll came. The last minute is not in it, and comes with the
                # next poll; what comes twice is known. Tickets that were deleted are in it, with `deleted` for their status.
                pages: { by: cursor, at: after_cursor, parameter: cursor, until: end_of_stream, kept: true }
                since: { parameter: start_time, form: epoch, first: "0" }
                # Tickets of people without an organisation.
                skip_without: [account_id]
                columns:
                  id: id
                  account_id: organization_id
                  contact_id: requester_id
                  created_at: created_at
                  solved_at: metric_set.solved_at?
                  status: status
                  priority: priority
                  topic: type
                  agent_replies: metric_set.replies?
                  reopens: metric_set.reopens?
              # How the customer rated a ticket: by the older rating, good or bad, which stands on the ticket and says no date of its
              # own. A list of ratings does not say whose they are. The newer surveys with numbers are another service.
              # For csat.response_rate, who was offered a rating is the kind `survey_invitation`: the same listing once more, with
              # `offered` among `only`, `answered: satisfaction_rating.score?` in place of `value`, and
              # `values: { answered: { offered: "false", good: "true", bad: "true" } }`.
              survey_response:
                path: /incremental/tickets/cursor.json
                query: { per_page: 1000 }
                records: tickets
                pages: { by: cursor, at: after_cursor, parameter: cursor, until: end_of_stream, kept: true }
                since: { parameter: start_time, form: epoch, first: "0" }
                skip_without: [account_id]
                # `offered` and `unoffered` are no answers.
                only: { satisfaction_rating.score?: [good, bad, good_with_comment, bad_with_comment] }
                columns:
                  id: id
                  account_id: organization_id
                  contact_id: requester_id
                  ticket_id: id
                  at: updated_at
                  value: satisfaction_rating.score?
                  comment: satisfaction_rating.comment?
                constants: { kind: csat, scale_min: "1", scale_max: "5" }
                values:
                  value: { good: "5", bad: "1", good_with_comment: "5", bad_with_comment: "1" }

            """#),
    ]
}

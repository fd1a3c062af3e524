// Written from deploy/presets by PresetTests; edit those.
extension Preset {
    static let hubspot = [
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
            # Its subscriptions are the preset hubspot-subscriptions. Deals are not read: what their stages mean differs from account
            # to account.
            #
            # Credit memos are not read, and need not be: HubSpot takes one off the balance of the open invoice it is applied to, and
            # that balance is what is read here; what is more than that, and all of it where the invoice is paid, becomes the
            # customer's credit, for a later invoice. Taken off once more, it would hide what is owed. Nor does the reference of
            # HubSpot's API say what the properties of a credit memo are called, or which scope reads them.
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
            "hubspot-companies-csv",
            #"""
            # The companies that HubSpot exports in English:  preset: hubspot-companies-csv, csv: { path: … }
            csv: { dates: ["%Y-%m-%d %H:%M", iso] }
            facts:
              account:
                columns:
                  id: Record ID
                  name: Company name
                  domain: Company Domain Name
                  owner: Company owner
                  status: Lifecycle Stage
                  lifecycle_stage: Lifecycle Stage
                  segment: Industry
                  region: Country/Region
                  hubspot_id: Record ID
                values:
                  status:
                    Subscriber: prospect
                    Lead: prospect
                    Marketing Qualified Lead: prospect
                    Sales Qualified Lead: prospect
                    Opportunity: prospect
                    Customer: active
                    Evangelist: active
                    Other: prospect

            """#),
        Preset(
            "hubspot-subscriptions",
            #"""
            # The subscriptions of HubSpot's Commerce Hub: a private app's token with the scopes crm.objects.subscriptions.read and
            # crm.objects.companies.read.
            #
            #   - name: hubspot-subscriptions
            #     preset: hubspot-subscriptions
            #     http: { auth: { bearer: { credential: hubspot_token } } }
            #     joins: crm        # the source that reads the companies
            #
            # It is a source of its own, so that the others of HubSpot are read where this one may not be. Where Stripe or somebody
            # else keeps the same subscriptions, read them there alone: they would count twice. HubSpot charges by way of Stripe
            # without making any there.
            #
            # HubSpot's guide names the status, the start, the frequency, the currency and the next payment. Not in the guide, but
            # among the properties that accounts have, is `hs_mrr`, what HubSpot counts as MRR itself: where it is missing, MRR is
            # made of the next payment, which may have taxes in it and what is paid once. For the day on which a subscription ended
            # the guide names no property: it counts until it is first read so. Nor does it say whether one renews by itself.
            every: 30m
            timeout: 2h
            http:
              url: https://api.hubapi.com
              limits: { remaining: X-HubSpot-RateLimit-Remaining, reset: X-HubSpot-RateLimit-Interval-Milliseconds, reset_is: milliseconds }
              pace: { requests: 4, per: 1s }
              error: category
              dates: [iso, epoch_ms]
            facts:
              subscription:
                path: /crm/v3/objects/subscriptions
                query:
                  limit: 100
                  # Properties that are not asked for are not there; those that an account does not have are passed over.
                  properties:
                    - hs_name
                    - hs_status
                    - hs_recurring_billing_start_date
                    - hs_recurring_billing_frequency
                    - hs_currency_code
                    - hs_mrr
                    - hs_next_payment_amount
                    - hs_next_payment_due_date
                  associations: companies
                records: results
                pages: { by: cursor, at: paging.next.after, parameter: after }
                # Subscriptions of people without a company.
                skip_without: [account_id]
                columns:
                  id: id
                  account_id: associations.companies.results.0.id?
                  product: properties.hs_name
                  status: properties.hs_status
                  started_at: properties.hs_recurring_billing_start_date
                  mrr: properties.hs_mrr?
                  amount: properties.hs_next_payment_amount?
                  currency: properties.hs_currency_code
                  interval: properties.hs_recurring_billing_frequency
                  interval_count: properties.hs_recurring_billing_frequency
                  # The end of what is paid for.
                  term_end: properties.hs_next_payment_due_date?
                  # It is the next payment: of who pays by the month, no renewal, on the anniversary neither.
                  term_months: properties.hs_recurring_billing_frequency
                values:
                  status:
                    # It is revenue from its start on, which is still to come.
                    scheduled: active
                    # The payment of this period failed, and the customer was asked for another card: not lost yet.
                    unpaid: past_due
                    canceled: ended
                    expired: ended
                  interval:
                    weekly: week
                    biweekly: week
                    monthly: month
                    quarterly: quarter
                    per_six_months: month
                    annually: year
                    per_two_years: year
                    per_three_years: year
                    per_four_years: year
                    per_five_years: year
                  interval_count:
                    weekly: "1"
                    biweekly: "2"
                    monthly: "1"
                    quarterly: "1"
                    per_six_months: "6"
                    annually: "1"
                    per_two_years: "2"
                    per_three_years: "3"
                    per_four_years: "4"
                    per_five_years: "5"
                  term_months:
                    weekly: "1"
                    biweekly: "1"
                    monthly: "1"
                    quarterly: "3"
                    per_six_months: "6"
                    annually: "12"
                    per_two_years: "24"
                    per_three_years: "36"
                    per_four_years: "48"
                    per_five_years: "60"

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
    ]
}

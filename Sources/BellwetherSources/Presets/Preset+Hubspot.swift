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

// Written from deploy/presets by PresetTests; edit those.
extension Preset {
    static let exports = [
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
            "zendesk-tickets-csv",
            #"""
            # The tickets that Zendesk exports:  preset: zendesk-tickets-csv, csv: { path: … }
            csv: { dates: ["%Y-%m-%d %H:%M", iso] }
            facts:
              ticket:
                skip_without: [account_id]
                columns:
                  id: Id
                  account_id: Organization
                  created_at: Created at
                  solved_at: Solved at
                  status: Status
                  priority: Priority
                  topic: Ticket Type
                  agent_replies: Replies
                  reopens: Reopens
                case: { status: lower, priority: lower }

            """#),
    ]
}

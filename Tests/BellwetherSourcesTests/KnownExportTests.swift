import BellwetherCore
import Testing

@testable import BellwetherSources

/// A folder into which somebody exported Stripe's, HubSpot's and Zendesk's tables.
@Suite struct KnownExportTests {
    private static let files = [
        (
            "customers.csv",
            "id,Description,Email,Name,Created (UTC),Delinquent,Currency,Status\ncus_1,,a@acme.example,ACME,2024-03-01 10:11,false,eur,Active\n"
        ),
        (
            "invoices.csv",
            "id,Amount Due,Closed,Currency,Customer,Date (UTC),Due Date (UTC),Number,Paid,Subscription,Total,Amount Paid,Status\nin_1,\"1,050.00\",FALSE,eur,cus_1,2026-10-01 10:11,2026-10-15 10:11,A-1,FALSE,sub_1,\"1,050.00\",50.00,open\n"
        ),
        (
            "crm.csv",
            "Record ID,Company name,Company owner,Create Date,Country/Region,Industry,Lifecycle Stage,Company Domain Name\n901,Acme GmbH,Kim Berger,2024-01-01 09:30,Germany,RETAIL,Marketing Qualified Lead,acme.example\n"
        ),
        (
            "tickets.csv",
            "Id,Requester,Subject,Status,Priority,Ticket type,Created at,Organization,Solved at,Reopens,Replies\n11,Ann,Help,Open,Urgent,Incident,2026-11-01 10:00,Acme GmbH,,0,2\n12,Bob,Help,Solved,-,-,2026-10-01 10:00,,2026-10-02 10:00,0,2\n"
        ),
    ]

    @Test func `is read by its preset, and what Stripe bills meets the list of customers`() async throws {
        let folder = try Folder()
        for (name, text) in Self.files { try folder.write(name, text) }
        let proposed = ProposedSources.files(in: folder.path)
        let (sources, mistakes) = sources("sources:\n" + proposed.yaml, in: folder.path)
        #expect(mistakes == [], "\(proposed.yaml)")
        #expect(
            proposed.toDo.map { $0.prefix { $0 != ";" } } == [
                "tickets.csv: Zendesk exports the names of organizations and no ids"
            ])
        #expect(proposed.yaml.contains("#account_map: organizations.csv"))
        #expect(sources.map(\.name) == ["crm", "customers", "invoices", "tickets"])
        #expect(sources.map(\.joins) == [nil, "customers", "customers", nil])
        let recorder = Recorder()
        for source in sources { _ = try await source.source.poll(context(), into: recorder) }
        #expect(await recorder.rejected.map(\.description) == [])
        #expect(await recorder.value("status", of: "901", .account) == .text("prospect"))
        let domain = try #require(FactKind.alias.index(of: "domain"))
        let met = await recorder.rows["alias"]?.map { $0.values[domain].text?.hasSuffix("acme.example") }
        #expect(met == [true])
        #expect(await recorder.value("total", of: "in_1", .invoice) == .integer(105_000))
        #expect(await recorder.value("paid", of: "in_1", .invoice) == .integer(5_000))
        #expect(await recorder.rows["ticket"]?.map(\.key) == ["11"])
    }

    @Test func `rows that name users alone are passed over with what to add`() throws {
        let folder = try Folder()
        try folder.write("logins.csv", "user_email,event,when\nann@acme.example,login,2026-11-01 10:00\n")
        #expect(
            ProposedSources.files(in: folder.path).passedOver == [
                "logins.csv: its rows name users (user_email) and no account; add a column with the account's id, which the "
                    + "list of users has, before it is exported"
            ])
    }

    @Test func `alone, what Stripe exports are the accounts`() throws {
        let folder = try Folder()
        try folder.write(Self.files[0].0, Self.files[0].1)
        let yaml = ProposedSources.files(in: folder.path).yaml
        #expect(yaml.contains("preset: stripe-customers-csv"))
        #expect(!yaml.contains("joins"))
    }

    @Test func `a column that says whether is not taken for one that says how much`() async throws {
        let folder = try Folder()
        try folder.write(
            "bills.csv", "Invoice ID,Customer,Due date,Total,Paid,Amount paid\ni1,c1,2026-03-01,10,FALSE,4\n")
        let yaml = ProposedSources.files(in: folder.path).yaml
        #expect(yaml.contains("paid: \"Amount paid\""), "\(yaml)")
    }
}

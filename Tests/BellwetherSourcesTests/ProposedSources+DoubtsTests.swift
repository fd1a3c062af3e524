import BellwetherCore
import Foundation
import Testing

@testable import BellwetherSources

/// What may be meant in two ways, and what is said of it.
@Suite struct ProposedDoubtsTests {
    private func proposed(
        _ files: [String: String]
    ) async throws -> (proposed: ProposedSources, kinds: [String], read: Recorder) {
        let folder = try Folder()
        for (name, text) in files { try folder.write(name, text) }
        let proposed = ProposedSources.files(in: folder.path)
        let recorder = Recorder()
        guard proposed.count > 0 else { return (proposed, [], recorder) }
        let (sources, mistakes) = sources("sources:\n" + proposed.yaml, in: folder.path)
        #expect(mistakes.filter { $0.contains("error") } == [], "\(proposed.yaml)")
        for source in sources { _ = try await source.source.poll(context(), into: recorder) }
        return (proposed, sources.flatMap(\.facts), recorder)
    }

    private func day(_ text: String) -> FactValue? { Day(text).map { .integer(Int64($0.number)) } }

    // MARK: Terms

    @Test(arguments: [
        "current_term_start", "Current period start", "term_start", "Laufzeitbeginn", "当前周期开始日期", "Начало периода",
    ])
    func `the term that runs is told from the first day of service`(header: String) async throws {
        let (proposed, _, recorder) = try await proposed([
            "subscriptions.csv":
                "subscription_id,account_id,started_on,\(header),renewal_date,mrr\nS1,A1,2022-01-01,2026-01-01,2027-01-01,100\n"
        ])
        #expect(await recorder.value("term_start", of: "S1", .subscription) == day("2026-01-01"), "\(proposed.yaml)")
        #expect(await recorder.value("started_at", of: "S1", .subscription) == day("2022-01-01"))
        #expect(await recorder.value("term_end", of: "S1", .subscription) == day("2027-01-01"))
    }

    /// Of a file whose name says nothing, the columns do; of subscriptions they say no such thing.
    @Test func `what became of renewals is no subscription, whatever the file is called`() async throws {
        func kinds(_ header: String, _ row: String) async throws -> [String] {
            try await proposed(["terms.csv": header + "\n" + row + "\n"]).kinds
        }
        let decided = try await kinds(
            "renewal_id,subscription_id,account_id,renewal_date,outcome,decided_on,mrr,currency",
            "R1,S1,A1,2026-09-01,renewed,2026-08-20,100,EUR")
        #expect(decided.contains("renewal") && !decided.contains("subscription"))
        let running = try await kinds(
            "subscription_id,account_id,renewal_date,status,mrr,currency", "S1,A1,2026-09-01,active,100,EUR")
        #expect(running.contains("subscription") && !running.contains("renewal"))
    }

    // MARK: Days

    private let invoices = "invoice_id,account_id,issued_on,due_on,amount,CODE,status\n"

    @Test func `seconds and thousandths in one column are both the days they are`() async throws {
        let rows = "I1,A1,1772409600,1772409600,100,EUR,open\n"
        let more = (2...4).map { "I\($0),A1,1772409600000,1772409600000,100,EUR,open\n" }.joined()
        let (proposed, _, recorder) = try await proposed(["invoices.csv": invoices + rows + more])
        for id in ["I1", "I2"] {
            #expect(await recorder.value("due_date", of: id, .invoice) == day("2026-03-02"), "\(id) \(proposed.yaml)")
        }
        #expect(await recorder.rejected == [])
    }

    private let mixed = """
        I1,A1,09/25/2026,10/25/2026,100,USD,open
        I2,A2,25/09/2026,25/10/2026,100,EUR,open
        I3,A2,05/10/2026,05/11/2026,100,EUR,open
        I4,A1,10/05/2026,11/05/2026,100,USD,open

        """

    @Test func `days that are written in two ways are read by the currency that tells which`() async throws {
        let (proposed, _, recorder) = try await proposed([
            "invoices.csv": invoices.replacing("CODE", with: "currency") + mixed
        ])
        #expect(proposed.yaml.contains("dates_by: { column: \"currency\""), "\(proposed.yaml)")
        for id in ["I3", "I4"] {
            #expect(await recorder.value("issued_at", of: id, .invoice) == day("2026-10-05"))
        }
        #expect(proposed.toDo.filter { $0.contains("two ways") } == [])
    }

    @Test func `one that no other tells is refused, and that is said`() async throws {
        let (proposed, _, recorder) = try await proposed([
            "invoices.csv": invoices.replacing("CODE", with: "currency") + mixed
                + "I5,A1,10/05/2026,11/05/2026,100,AUD,open\n"
        ])
        #expect(
            proposed.toDo.contains {
                $0.contains("2 such as '10/05/2026' may be read in two ways")
                    && $0.contains("for \"AUD\": they are refused")
            }, "\(proposed.toDo)")
        #expect(await recorder.rejected.count == 1)
    }

    @Test func `where nothing tells, they are read as most others are, and that is said`() async throws {
        let (proposed, _, recorder) = try await proposed([
            "invoices.csv": invoices.replacing("CODE", with: "note") + mixed
                + "I5,A1,26/09/2026,26/10/2026,100,EUR,open\n"
        ])
        let said =
            "begin with the day ('25/09/2026') and some with the month ('09/25/2026'), and 4 such as '05/10/2026'"
        #expect(proposed.toDo.contains { $0.contains(said) && $0.contains("read as %d/%m/%Y") }, "\(proposed.toDo)")
        #expect(proposed.yaml.contains("# some of its days begin with the day"), "\(proposed.yaml)")
        #expect(await recorder.value("issued_at", of: "I4", .invoice) == day("2026-05-10"))
        #expect(await recorder.value("issued_at", of: "I1", .invoice) == day("2026-09-25"))
    }

    @Test func `however many ways there are to write a day, none is left out`() {
        let ways = [
            "2026-03-02", "02.03.2026", "25/09/2026", "09/25/2026", "02 Mar 2026", "1772409600", "1772409600000",
            "2026年03月02日",
        ]
        #expect(Guess.dates(of: ways).count == ways.count)
    }

    // MARK: Currencies

    @Test func `the currency in an amount's header comes before a column that says otherwise`() async throws {
        let text =
            "subscription_id,account_id,plan,mrr_usd,currency,status\nS1,A1,Pro,100,EUR,active\nS2,A2,Pro,200,USD,active\n"
        let (proposed, _, recorder) = try await proposed(["subscriptions.csv": text])
        #expect(await recorder.value("currency", of: "S1", .subscription) == .text("USD"), "\(proposed.yaml)")
        #expect(
            proposed.toDo.contains { $0.contains("taken for USD") && $0.contains("\"currency\" says EUR") },
            "\(proposed.toDo)")
        let agreed = try await self.proposed(["subscriptions.csv": text.replacing("EUR", with: "USD")]).proposed
        #expect(agreed.yaml.contains("currency: \"currency\"") && !agreed.toDo.contains { $0.contains("taken for") })
    }

    @Test func `so it does of what a list of accounts says that they pay`() async throws {
        let (proposed, _, recorder) = try await proposed([
            "accounts.csv": "account_id,name,owner,currency,mrr_usd\nA1,One,kim,EUR,100\n"
        ])
        #expect(await recorder.value("currency", of: "A1", .subscription) == .text("USD"), "\(proposed.yaml)")
        #expect(await recorder.value("currency", of: "A1", .account) == .text("EUR"))
    }

    // MARK: Files

    @Test func `orders stay orders where some of their days cannot be read`() async throws {
        let (proposed, kinds, _) = try await proposed([
            "orders.csv": "order_id,account_id,ordered_on,type,product\nO1,A1,2026-10-01,new,Pro\nO2,A1,n/k,new,Pro\n"
        ])
        #expect(kinds.contains("order"), "\(proposed.passedOver)")
    }

    @Test(arguments: ["", "O1,A1,new,Pro\n"])
    func `a table that lacks one thing is told which`(rows: String) async throws {
        let (proposed, _, _) = try await proposed(["orders.csv": "order_id,account_id,type,product\n" + rows])
        #expect(
            proposed.passedOver == [
                "orders.csv: its columns (order_id, account_id, type, product) fit no kind of fact; as order it lacks `at` "
                    + "(day it took effect): where a column says so, give it that name"
            ])
    }

    @Test func `bytes that are none do not take the sense from all other letters`() throws {
        let folder = try Folder()
        let name = Data("A1,café ".utf8) + Data([0xFF, 0xFE])
        try folder.write("accounts.csv", Data("id,name,seats\n".utf8) + name + Data(",5\nA2,Zoë,6\n".utf8))
        let proposed = ProposedSources.files(in: folder.path)
        #expect(!proposed.yaml.contains("encoding:"), "\(proposed.yaml)")
        #expect(proposed.toDo.contains { $0.hasPrefix("accounts.csv: line 2 holds bytes that are no UTF-8") })
    }

    @Test(arguments: [
        ("sep=;\nid;name;seats\nA1;One;5\n", 0), ("SEP=,\nid,name,seats\nA1,One,5\n", 0),
        ("Export of accounts\n\nid,name,seats\nA1,One,5\nA2,Two,6\n", 1),
        ("Accounts;;\nas of;;\nid;name;seats\nA1;One;5\nA2;Two;6\n", 2),
    ])
    func `what stands above the headers keeps nobody from reading the table`(text: String, titles: Int) async throws {
        let (proposed, _, recorder) = try await proposed(["accounts.csv": text])
        #expect(
            proposed.yaml.contains("skip_rows: \(titles)") == (titles > 0), "\(proposed.yaml) \(proposed.passedOver)")
        #expect(await recorder.value("seats", of: "A1", .account) == .integer(5))
    }

    @Test func `folders within are named, since they are not looked into`() throws {
        let folder = try Folder()
        try folder.write("accounts.csv", "id,name,seats\nA1,One,5\n")
        try FileManager.default.createDirectory(atPath: folder.path + "/2025", withIntermediateDirectories: true)
        try folder.write("2025/accounts.csv", "id,name\nA1,One\n")
        #expect(
            ProposedSources.files(in: folder.path).passedOver == [
                "2025/: a folder with a file in it, which is not looked into; put what belongs here beside the others, or begin "
                    + "with that folder and another --out"
            ])
    }
}

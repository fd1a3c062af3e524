import Testing

@testable import BellwetherCore

@Suite struct InvoiceStandingTests {
    /// M32: 1,000 due 10 March, credit of 200 on the 5th, 500 paid on the 9th, as of the 25th.
    @Test func `the golden example: 300 open, 15 days, bucket 1 to 30`() throws {
        var company = Company()
        company.addAccount()
        company.add(.invoice, "INV-1", ["issued_at": "2026-02-24", "due_date": "2026-03-10", "total": 100_000])
        company.add(.creditNote, "CN-1", ["invoice_id": "INV-1", "at": "2026-03-05", "amount": -20_000])
        company.add(.payment, "P-1", ["invoice_id": "INV-1", "at": "2026-03-09", "amount": 50_000])
        let standing = try #require(company.standings(at: "2026-03-25").first)
        #expect(standing.openMinor == 30_000)
        #expect(standing.daysPastDue == 15)
        #expect(standing.isLate)
        #expect(standing.bucket == .upTo30)
        #expect(standing.cleared == nil)
    }

    @Test(arguments: [
        ("2026-03-10", false), ("2026-03-11", false), ("2026-03-13", false), ("2026-03-14", true),
    ])
    func `it is late once three days of grace are over`(today: String, isLate: Bool) throws {
        #expect(try #require(due("2026-03-10").standings(at: today).first).isLate == isLate)
    }

    @Test(arguments: [
        (4, InvoiceStanding.Bucket.upTo30), (30, .upTo30), (31, .upTo60), (60, .upTo60), (61, .upTo90), (90, .upTo90),
        (91, .over90),
    ])
    func `each day past due is in one bucket`(days: Int, bucket: InvoiceStanding.Bucket) throws {
        let today = Day.on("2026-03-10") + days
        #expect(try #require(due("2026-03-10").standings(at: today.description).first).bucket == bucket)
    }

    @Test func `without a due date it is due when issued`() throws {
        var company = Company()
        company.addAccount()
        company.add(.invoice, "INV-1", ["issued_at": "2026-03-10", "total": 100])
        #expect(try #require(company.standings(at: "2026-03-25").first).daysPastDue == 15)
    }

    @Test(arguments: ["draft", "void"])
    func `a draft or void one is none`(status: String) {
        #expect(due("2026-03-10", ["status": .text(status)]).standings(at: "2026-03-25").isEmpty)
    }

    @Test func `a written-off one has no grace, and leaves the balances a year after it was due`() throws {
        let company = due("2026-03-10", ["status": "uncollectible"])
        #expect(try #require(company.standings(at: "2026-03-11").first).isLate)
        #expect(company.measured(.overdueAmount, at: "2027-03-10") == .known(1))
        #expect(company.measured(.overdueAmount, at: "2027-03-11") == .known(0))
    }

    @Test(arguments: [("2026-02-20T00:00Z", true), ("2026-03-04T00:00Z", false)])
    func `a written-off one is late at once, due or not, from when that was seen`(seen: String, isLate: Bool) throws {
        var company = Company()
        company.addAccount()
        company.add(
            .invoice, "INV-1", observed: seen,
            ["issued_at": "2026-02-10", "due_date": "2026-03-10", "total": 100, "status": "uncollectible"])
        let standing = try #require(company.standings(at: "2026-03-01").first)
        #expect(standing.isLate == isLate && standing.daysPastDue == 0)
        #expect(standing.bucket == (isLate ? .upTo30 : nil))
        for metric in [Metric.openAmount, .overdueAmount, .lateCount] {
            #expect(company.measured(metric, at: "2026-03-01") == .known(isLate ? 1 : 0), "\(metric.name)")
        }
    }

    @Test func `what was paid later was still open before`() throws {
        let company = due("2026-03-10", ["status": "paid", "paid_at": "2026-03-20", "paid": 100])
        #expect(try #require(company.standings(at: "2026-03-20").first).isLate)
        let after = try #require(company.standings(at: "2026-03-21").first)
        #expect(after.openMinor == 0)
        #expect(after.cleared == .on("2026-03-20"))
        #expect(after.wasEverLate)
    }

    @Test func `money that went back is open again, until it is paid for good`() throws {
        var company = due("2026-03-10")
        company.add(.payment, "P-1", ["invoice_id": "INV-1", "at": "2026-03-08", "amount": 100])
        company.add(.payment, "P-2", ["invoice_id": "INV-1", "at": "2026-03-12", "amount": -100])
        company.add(.payment, "P-3", ["invoice_id": "INV-1", "at": "2026-03-30", "amount": 100])
        #expect(try #require(company.standings(at: "2026-03-11").first).cleared == .on("2026-03-08"))
        let between = try #require(company.standings(at: "2026-03-25").first)
        #expect(between.openMinor == 100 && between.isLate)
        let after = try #require(company.standings(at: "2026-04-01").first)
        #expect(after.cleared == .on("2026-03-30") && after.wasEverLate)
    }

    @Test func `a note without an invoice passes over those taken back`() throws {
        var company = Company()
        company.addAccount()
        for (key, day, status) in [("1", "2026-02-01", "open"), ("2", "2026-02-10", "void")] {
            company.add(
                .invoice, key,
                [
                    "issued_at": .text(day), "due_date": "2026-03-10", "total": 100, "status": .text(status),
                    "subscription_id": "s",
                ])
        }
        company.add(.creditNote, "C", ["subscription_id": "s", "at": "2026-02-12", "amount": 40])
        #expect(company.standings(at: "2026-03-25").map(\.openMinor) == [60])
    }

    @Test func `payments say when nothing was left, whatever the invoice says`() throws {
        var company = due("2026-03-10", ["paid_at": "2026-03-01"])
        company.add(.payment, "P-1", ["invoice_id": "INV-1", "at": "2026-03-12", "amount": 60])
        company.add(.payment, "P-2", ["invoice_id": "INV-1", "at": "2026-03-16", "amount": 40])
        company.add(.payment, "P-3", ["invoice_id": "INV-1", "at": "2026-03-10", "amount": 40, "status": "failed"])
        #expect(try #require(company.standings(at: "2026-03-16").first).openMinor == 40)
        #expect(try #require(company.standings(at: "2026-03-17").first).cleared == .on("2026-03-16"))
    }

    /// A card that was refused at first, or money that went back, is no debt where the invoice's own source has it for paid.
    @Test(arguments: ["failed", "pending", "refunded"])
    func `a payment that did not come leaves what the invoice says of itself`(status: String) throws {
        var company = due("2026-03-10", ["status": "paid", "paid": 100, "paid_at": "2026-03-05"])
        company.add(
            .payment, "P-1", ["invoice_id": "INV-1", "at": "2026-03-04", "amount": 100, "status": .text(status)])
        #expect(try #require(company.standings(at: "2026-03-25").first).openMinor == 0)
        #expect(company.measured(.lateCount, at: "2026-03-25") == .known(0))
    }

    @Test func `a payment may name the number that people quote`() throws {
        var company = due("2026-03-10", ["number": "2026-17"])
        company.add(.payment, "P-1", ["invoice_id": "2026-17", "at": "2026-03-12", "amount": 100])
        #expect(try #require(company.standings(at: "2026-03-25").first).openMinor == 0)
    }

    @Test func `a credit note without an invoice reduces its subscription's latest one, and no other`() {
        var company = Company()
        company.addAccount()
        for (key, issued) in [("INV-1", "2026-01-10"), ("INV-2", "2026-02-10"), ("INV-3", "2026-03-10")] {
            company.add(.invoice, key, ["issued_at": .text(issued), "subscription_id": "s1", "total": 100])
        }
        company.add(.invoice, "INV-4", ["issued_at": "2026-02-20", "subscription_id": "s2", "total": 100])
        company.add(.creditNote, "CN-1", ["subscription_id": "s1", "at": "2026-03-01", "amount": 150])
        company.add(.creditNote, "CN-2", ["subscription_id": "s1", "at": "2026-03-12", "amount": 30, "status": "void"])
        let open = company.standings(at: "2026-03-25").map(\.openMinor)
        #expect(open == [100, 0, 100, 100])
    }

    @Test(arguments: [("sub", "sub|seats"), ("sub|seats", "sub")])
    func `a credit note of a subscription and an invoice of its item meet`(note: String, invoice: String) {
        var company = Company()
        company.addAccount()
        for (key, subscription) in [("INV-1", invoice), ("INV-2", "sub2")] {
            company.add(
                .invoice, key, ["issued_at": "2026-01-10", "subscription_id": .text(subscription), "total": 100])
        }
        company.add(.creditNote, "CN-1", ["subscription_id": .text(note), "at": "2026-03-01", "amount": 30])
        #expect(company.standings(at: "2026-03-25").map(\.openMinor) == [70, 100])
    }

    @Test func `a payment in another currency is converted, or leaves the invoice in doubt`() throws {
        var company = due("2026-03-10")
        company.add(.payment, "P-1", ["invoice_id": "INV-1", "at": "2026-03-12", "amount": 50, "currency": "USD"])
        let without = company.context(at: "2026-03-25")
        #expect(company.accounts[0].invoiceStandings(in: without).map(\.isInDoubt) == [true])
        let with = company.context(at: "2026-03-25", rates: [.usd: 0.8])
        #expect(company.accounts[0].invoiceStandings(in: with).map(\.openMinor) == [60])
        #expect(company.accounts[0].invoiceStandings(in: with).map(\.isInDoubt) == [false])
    }

    /// What the invoice's own source, or the rest of the money, has closed is closed.
    @Test(
        arguments: [
            ([:], 0, 50, true), (["status": "paid"], 0, 50, false), (["paid_at": "2026-03-12"], 0, 50, false),
            (["paid": 100], 0, 50, false), (["paid": 40], 0, 50, true), ([:], 100, 50, false), ([:], 99, 50, true),
            ([:], 100, -50, true), (["status": "paid"], 100, -50, false),
        ] as [([String: FactValue], Int64, Int64, Bool)])
    func `an invoice is in doubt where nothing else closes it`(
        fields: [String: FactValue], euros: Int64, dollars: Int64, isInDoubt: Bool
    ) throws {
        var company = due("2026-03-10", fields)
        company.add(
            .payment, "P-1",
            ["invoice_id": "INV-1", "at": "2026-03-12", "amount": .integer(dollars), "currency": "USD"])
        if euros > 0 {
            company.add(.payment, "P-2", ["invoice_id": "INV-1", "at": "2026-03-12", "amount": .integer(euros)])
        }
        let standing = try #require(company.standings(at: "2026-03-25").first)
        #expect(standing.isInDoubt == isInDoubt && standing.mayBeOpen == isInDoubt)
        let before = try #require(company.standings(at: "2026-03-12").first)
        #expect(!before.isInDoubt, "nothing of it was known yet")
    }

    private func due(_ day: String, _ fields: [String: FactValue] = [:]) -> Company {
        var company = Company()
        company.addAccount()
        let usual: [String: FactValue] = ["issued_at": "2026-02-24", "due_date": .text(day), "total": 100]
        company.add(.invoice, "INV-1", usual.merging(fields) { $1 })
        return company
    }
}

extension Company {
    func standings(at moment: String) -> [InvoiceStanding] {
        accounts[0].invoiceStandings(in: context(at: moment))
    }
}

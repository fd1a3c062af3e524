import Testing

@testable import BellwetherCore

@Suite struct InvoiceMetricsTests {
    private let all: [Metric] = [.overdueAmount, .daysPastDueMax, .lateCount]

    @Test func `late invoices add up, in grace ones do not`() {
        var company = Company()
        company.addAccount()
        for (key, due, total) in [
            ("1", "2026-03-10", 30_000), ("2", "2026-03-01", 50_000), ("3", "2026-03-22", 90_000),
        ] {
            company.add(
                .invoice, key,
                ["issued_at": "2026-02-01", "due_date": .text(due), "total": .integer(Int64(total))])
        }
        #expect(company.measured(.overdueAmount, at: "2026-03-25") == .known(800))
        #expect(company.measured(.openAmount, at: "2026-03-25") == .known(1700))
        #expect(company.measured(.daysPastDueMax, at: "2026-03-25") == .known(24))
        #expect(company.measured(.lateCount, at: "2026-03-25") == .known(2))
    }

    @Test func `none late is zero, none ever is no data`() {
        var company = Company()
        company.addAccount()
        company.deliver(.invoice)
        for metric in all { #expect(company.measured(metric, at: "2026-03-25") == .absent(.noData)) }
        company.add(.invoice, "1", ["issued_at": "2026-03-20", "due_date": "2026-04-20", "total": 100])
        for metric in all { #expect(company.measured(metric, at: "2026-03-25") == .known(0)) }
    }

    @Test func `one without a rate leaves no sum, but can still be counted`() {
        var company = Company()
        company.addAccount()
        company.add(.invoice, "1", ["issued_at": "2026-03-01", "total": 100])
        company.add(.invoice, "2", ["issued_at": "2026-03-01", "total": 100, "currency": "USD"])
        #expect(company.measured(.overdueAmount, at: "2026-03-25") == .absent(.noFxRate))
        #expect(company.measured(.lateCount, at: "2026-03-25") == .known(2))
        #expect(company.measured(.overdueAmount, at: "2026-03-25", rates: [.usd: 0.5]) == .known(1.5))
    }

    /// An invoice that may be paid in full is no late one: 1,000 paid in a currency without a rate.
    @Test(arguments: [FactKind.payment, .creditNote])
    func `what was paid in a currency without a rate leaves nothing to tell`(kind: FactKind) {
        var company = Company()
        company.addAccount()
        company.add(
            .invoice, "1",
            ["issued_at": "2026-02-01", "due_date": "2026-02-03", "total": 100_000, "reminder_count": 1])
        company.add(kind, "p", ["invoice_id": "1", "at": "2026-02-02", "amount": 100_000, "currency": "USD"])
        let metrics: [Metric] = [
            .overdueAmount, .openAmount, .delinquentAmount, .lateCount, .daysPastDueMax, .lateRate, .worstDelay,
            .paidAfterReminder,
        ]
        for metric in metrics {
            #expect(company.measured(metric, at: "2026-03-25") == .absent(.noFxRate), "\(metric.name)")
            #expect(company.measured(metric, at: "2026-03-25", rates: [.usd: 2]).value != nil, "\(metric.name)")
        }
    }

    @Test func `a doubt leaves alone what does not hang on it`() {
        var company = Company()
        company.addAccount()
        company.add(.invoice, "old", ["issued_at": "2026-01-01", "due_date": "2026-01-10", "total": 100])
        company.add(.invoice, "new", ["issued_at": "2026-02-01", "due_date": "2026-02-03", "total": 100])
        company.add(.payment, "p", ["invoice_id": "new", "at": "2026-02-02", "amount": 90, "currency": "USD"])
        #expect(company.measured(.daysPastDueMax, at: "2026-03-25") == .known(74), "the other is older")
        #expect(company.measured(.worstDelay, at: "2026-03-25") == .known(74))
        #expect(company.measured(.lateCount, at: "2026-03-25") == .absent(.noFxRate))
        // Not due yet, it is not late, whatever is open.
        #expect(company.measured(.lateCount, at: "2026-02-03") == .known(1))
        #expect(company.measured(.overdueAmount, at: "2026-02-03") == .known(1))
        #expect(company.measured(.openAmount, at: "2026-02-03") == .absent(.noFxRate))
    }

    @Test func `one who has left still owes`() {
        var company = Company()
        company.addAccount("acme", ["status": "churned"])
        company.add(.invoice, "1", ["issued_at": "2026-03-01", "total": 100])
        #expect(company.measured(.overdueAmount, at: "2026-03-25") == .known(1))
    }

    /// M03: days from the due date, over the invoices of twelve months that were late at all.
    @Test(
        arguments: [
            ([("2026-02-01", "2026-02-03")], 0), ([("2026-02-01", "2026-02-09"), ("2026-03-01", "2026-03-05")], 8),
            ([("2026-02-01", "2026-02-09"), ("2026-03-01", "")], 24), ([("2026-03-23", "")], 0),
            ([("2025-03-24", "2025-06-01"), ("2025-03-25", "2025-03-30")], 5),
        ] as [([(String, String)], Double)])
    func `the worst delay is that of a year`(invoices: [(due: String, paid: String)], days: Double) {
        var company = Company()
        company.addAccount()
        for (number, invoice) in invoices.enumerated() {
            company.add(
                .invoice, "\(number)",
                [
                    "issued_at": "2025-01-01", "due_date": .text(invoice.due), "total": 100,
                    "paid_at": invoice.paid.isEmpty ? .absent : .text(invoice.paid),
                ])
        }
        #expect(company.measured(.worstDelay, at: "2026-03-25") == .known(days))
    }

    /// METRICS 1.6: paid after grace, late now, in grace, paid in time, due before the window, and due today.
    @Test func `the late rate is over invoices due in twelve calendar months`() {
        var company = Company()
        company.addAccount()
        let invoices: [(String, String, FactValue)] = [
            ("paid-late", "2025-03-25", "2025-03-29"), ("late-now", "2026-03-01", .absent),
            ("in-grace", "2026-03-23", .absent), ("in-time", "2026-01-10", "2026-01-13"),
            ("too-old", "2025-03-24", "2025-06-01"), ("due-today", "2026-03-25", .absent),
        ]
        for (key, due, paid) in invoices {
            company.add(
                .invoice, key, ["issued_at": "2025-03-01", "due_date": .text(due), "total": 100, "paid_at": paid])
        }
        #expect(company.measured(.lateRate, at: "2026-03-25") == .known(0.5))
    }

    @Test func `none due is nothing to divide by`() {
        var company = Company()
        company.addAccount()
        company.add(.invoice, "1", ["issued_at": "2026-03-24", "due_date": "2026-04-24", "total": 100])
        #expect(company.measured(.lateRate, at: "2026-03-25") == .absent(.emptyDenominator))
    }

    @Test func `paid after a reminder is counted where reminders are known`() {
        var company = Company()
        company.addAccount()
        company.add(.invoice, "1", ["issued_at": "2026-01-01", "total": 100, "paid_at": "2026-02-01"])
        #expect(company.measured(.paidAfterReminder, at: "2026-03-25") == .absent(.noData))
        for (key, reminders, paid) in [("2", 2, "2026-02-01"), ("3", 0, "2026-01-02"), ("4", 3, "2026-04-01")] {
            company.add(
                .invoice, key,
                [
                    "issued_at": "2026-01-01", "total": 100, "paid_at": .text(paid),
                    "reminder_count": .integer(Int64(reminders)),
                ])
        }
        #expect(company.measured(.paidAfterReminder, at: "2026-03-25") == .known(1))
    }
}

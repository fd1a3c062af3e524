import CEL

extension Field {
    /// The account's next renewal.
    static let forecast: [Field] = RecordField.renewal(called: "forecast").map { field in
        field.field(in: [.account, .invoice, .contract], on: .renewals, whereMissing: .notApplicable) { row, sight in
            sight.forecasts?.next(of: row.slot)
        }
    }

    /// The term that a rule with `for_each: contract` is about.
    static let contract: [Field] = RecordField.renewal(called: "contract").map { field in
        field.field(in: [.contract], on: .renewals, whereMissing: .notApplicable) { row, _ in
            guard case .contract(let renewal) = row.object else { return nil }
            return renewal
        }
    }
}

extension RecordField<RenewalForecast> {
    static func renewal(called prefix: String) -> [RecordField] {
        [
            text("\(prefix).id", "What its source calls the contract or subscription.", example: "ct_88") {
                $0.contract.key
            },
            number("\(prefix).probability", .ratio, "How likely it is to renew, 0 to 1.", example: "0.56") {
                renewal, _ in
                .known(renewal.probability)
            },
            text(
                "\(prefix).category", unit: .category, "closed, commit, best_case, at_risk or lost.", example: "at_risk"
            ) { $0.category.rawValue },
            number("\(prefix).amount", .money, "What is up for renewal, in the reporting currency.", example: "12400") {
                renewal, _ in renewal.amount
            },
            day("\(prefix).renews_on", "The day the term ends.", example: "2027-01-01") { renewal, _ in renewal.renewsOn
            },
            day("\(prefix).notice_by", "The last day for giving notice.", example: "2026-12-02") { renewal, _ in
                renewal.noticeBy
            },
            number("\(prefix).days_to_renewal", .days, "Calendar days until the term ends.", example: "39") {
                renewal, asOf in .known(Double(renewal.renewsOn - asOf.today))
            },
            number("\(prefix).days_to_notice", .days, "Calendar days until notice is due.", example: "9") {
                renewal, asOf in .known(Double(renewal.noticeBy - asOf.today))
            },
            flag("\(prefix).auto_renews", "Renews by itself unless notice is given.", example: "true") { renewal, _ in
                renewal.autoRenews
            },
            number("\(prefix).like_it", .count, "How many renewals like it there were.", example: "30") { renewal, _ in
                .known(Double(renewal.likeIt))
            },
            number("\(prefix).like_it_renewed", .count, "How many of those renewed.", example: "18") { renewal, _ in
                .known(Double(renewal.likeItRenewed))
            },
        ]
    }
}

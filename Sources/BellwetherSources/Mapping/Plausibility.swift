import BellwetherCore

/// What cannot be, though every field by itself can be read.
enum Plausibility {
    /// Which field cannot be beside the others, and why.
    struct Doubt: Hashable {
        let field: String
        let reason: String
    }

    /// Why a row cannot be, or nothing.
    static func doubt(about values: [FactValue], of kind: FactKind) -> Doubt? {
        let row = FactReader(
            kind: kind, source: "",
            row: FactRow(key: "", account: "", values: values, observed: .distantPast))
        switch kind {
        case .invoice: return invoice(row)
        case .ticket:
            return order("created_at", before: "solved_at", in: row)
                ?? order("created_at", before: "first_reply_at", in: row)
        case .surveyResponse: return response(row)
        case .fxRate:
            return (row.number("rate") ?? 0) > 0 ? nil : Doubt(field: "rate", reason: "'rate' must be above 0")
        case .contract: return order("start", before: "end", in: row) ?? notice(row) ?? term(row)
        case .subscription: return order("term_start", before: "term_end", in: row) ?? notice(row) ?? term(row)
        case .cost: return order("period_start", before: "period_end", in: row)
        default: return nil
        }
    }

    private static func invoice(_ row: FactReader) -> Doubt? {
        guard (row.integer("total") ?? 0) >= 0 else {
            return Doubt(field: "total", reason: "'total' is below 0; map credit notes to 'credit_note'")
        }
        return nil
    }

    private static func notice(_ row: FactReader) -> Doubt? {
        guard let days = row.integer("notice_days"), days > 3_650 else { return nil }
        return Doubt(field: "notice_days", reason: "'notice_days' is more than ten years; is it in another unit?")
    }

    private static func term(_ row: FactReader) -> Doubt? {
        guard let months = row.integer("term_months"), months > FactKind.termMonths.upperBound else { return nil }
        return Doubt(field: "term_months", reason: "'term_months' is more than fifty years; is it in another unit?")
    }

    private static func response(_ row: FactReader) -> Doubt? {
        unlikelyAnswer(row).map { Doubt(field: "value", reason: $0) }
    }

    /// Answers to the NPS question are the metric's to reject: it counts them (`nps.rejected_90`), and with them what stands
    /// on the wrong scale.
    private static func unlikelyAnswer(_ row: FactReader) -> String? {
        guard let value = row.number("value"), row.text("kind") != "nps" else { return nil }
        let least = row.number("scale_min")
        let most = row.number("scale_max")
        if let least, value < least { return "'value' is below the scale's \(plain(least))" }
        if least == nil, value < 0 { return "'value' is below 0" }
        if let most, value > most { return "'value' is above the scale's \(plain(most))" }
        return nil
    }

    private static func order(_ first: String, before second: String, in row: FactReader) -> Doubt? {
        guard let start = row.integer(first), let end = row.integer(second), end < start else { return nil }
        return Doubt(field: second, reason: "'\(second)' is before '\(first)'")
    }

    private static func plain(_ number: Double) -> String {
        Int(exactly: number).map(String.init) ?? number.description
    }
}

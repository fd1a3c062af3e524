package import BellwetherCore

// Days come in millions: their fields are read into whole numbers, without a row in between.
extension BoundMapping {
    /// Adds the days a row makes: none where a filter leaves it out, several where columns are unpivoted. Where it
    /// throws, some may have been added.
    package func addDays(of record: Record, to days: inout DayBatch) throws(Mistake) {
        guard unpivoted.isEmpty || isUnpivotedByFeature(days.fields) else {
            for row in try rows(of: record) { days.add(row) }
            return
        }
        guard isWanted(record) else { return }
        let account = days.code(ofAccount: try accountID(record))
        guard let number = try number(days.fields.day, record) else {
            throw Mistake(column: fields[days.fields.day]?.index, reason: "'day' is empty")
        }
        let day = Int32(clamping: number)
        if unpivoted.isEmpty {
            try addDay(of: record, account, day, to: &days)
        } else {
            try addUnpivoted(record, account, day, to: &days)
        }
    }

    /// Whether columns become features, each with the one number there is: how usage tends to be exported.
    private func isUnpivotedByFeature(_ days: DayFields) -> Bool {
        intoIndex != nil && intoIndex == days.feature && days.values.count == 1 && valueIndex == days.values[0]
    }

    private func addDay(
        of record: Record, _ account: Int32, _ day: Int32, to days: inout DayBatch
    ) throws(Mistake) {
        var feature: Int32 = 0
        if let index = days.fields.feature { feature = days.code(ofFeature: try text(index, record)) }
        let first = try number(days.fields.values[0], record)
        let second = days.fields.values.count > 1 ? try number(days.fields.values[1], record) : nil
        days.add(DayBatch.Cell(day: day, account: account, feature: feature, first: first, second: second))
    }

    private func addUnpivoted(
        _ record: Record, _ account: Int32, _ day: Int32, to days: inout DayBatch
    ) throws(Mistake) {
        let field = kind.fields[days.fields.values[0]]
        for (column, name) in unpivoted {
            let text = record[column].trimmed
            guard !isAbsent(text), let count = try number(text, field, column, record), count != 0 else { continue }
            let feature = days.code(ofFeature: name)
            days.add(DayBatch.Cell(day: day, account: account, feature: feature, first: count, second: nil))
        }
    }

    private func text(_ index: Int, _ record: Record) throws(Mistake) -> String {
        guard let (text, column) = try written(index, record) else { return "" }
        return try value(text, kind.fields[index], in: nil, column: column, isMinor: false, record).text ?? ""
    }

    private func number(_ index: Int, _ record: Record) throws(Mistake) -> Int64? {
        if let asOf, asOf.index == index { return asOf.value }
        guard let (text, column) = try written(index, record) else { return nil }
        return try number(text, kind.fields[index], column, record)
    }

    private func written(
        _ index: Int, _ record: Record
    ) throws(Mistake) -> (text: ArraySlice<UInt8>, column: Int?)? {
        guard let cell = fields[index] else { return nil }
        let text = cell.text(record)
        guard isAbsent(text) else { return (text, cell.index) }
        guard !kind.fields[index].isRequired else {
            throw Mistake(column: cell.index, reason: "'\(kind.fields[index].name)' is empty")
        }
        return nil
    }

    private func number(
        _ text: ArraySlice<UInt8>, _ field: FactField, _ column: Int?, _ record: Record
    ) throws(Mistake) -> Int64? {
        if case .count = field.form, readsPlainDigits, mapping.values.isEmpty, mapping.atMost.isEmpty,
            let count = Decimal.digits(text)
        {
            return count
        }
        return try value(text, field, in: nil, column: column, isMinor: false, record).integer
    }
}

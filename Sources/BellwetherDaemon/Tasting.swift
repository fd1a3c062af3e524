package import BellwetherCore
package import BellwetherSources

/// One source tasted: its first rows as they are mapped, what was refused, or why nothing came.
package struct Tasting: Sendable {
    private let source: SourceDefinition
    private let zone: Zone
    private let reporting: Currency
    private let outside: Outside
    private let now: Moment

    package init(source: SourceDefinition, zone: Zone, reporting: Currency, outside: Outside, now: Moment) {
        self.source = source
        self.zone = zone
        self.reporting = reporting
        self.outside = outside
        self.now = now
    }

    /// Somebody waits: a service that wants to be left alone for longer is told of at once.
    private static let patience = Duration.seconds(30)

    package func text(rows: Int, reading most: Int) async -> (text: String, isGood: Bool) {
        let isOneList = ![SourceKind.http, .postgres, .sqlite].map(\.name).contains(source.kind)
        let taste = Taste(atMost: most, keeping: rows, isOneList: isOneList)
        let asked = AskedRequests()
        var trouble: String?
        do throws(PollError) {
            let context = PollContext(
                source: source.name, now: now, zone: zone, reporting: reporting, cursor: .beginning,
                accounts: try AccountMap(of: source), outside: outside, longestSettle: .zero,
                deadline: now + min(source.timeout, Self.patience), asked: asked)
            _ = try await source.poll(context, into: taste)
        } catch {
            if !(await taste.hasStopped) { trouble = error.description }
        }
        return await (lines(of: taste, asked, trouble).joined(separator: "\n"), trouble == nil)
    }

    private func lines(of taste: Taste, _ asked: AskedRequests, _ trouble: String?) async -> [String] {
        let refused = await taste.refusedCount
        let counts = await taste.counts
        let read = source.facts.map { "\(counts[$0] ?? 0) \($0)" }.joined(separator: ", ")
        let more = await taste.isFull ? "the first rows alone: " : ""
        var lines = ["\(source.name) (\(source.kind)): \(more)\(read); \(refused) refused"]
        let requests = await asked.lines
        if !requests.isEmpty { lines.append("  asked") }
        lines += requests.map { "    " + $0 }
        for name in source.facts {
            guard let kind = FactKind.named(name), let rows = await taste.rows[name], !rows.isEmpty else { continue }
            lines.append("  \(name)")
            lines += FactTable(kind, rows, zone).lines.map { "    " + $0 }
        }
        let examples = await taste.refused
        if !examples.isEmpty { lines.append("  refused") }
        lines += examples.map { "    \($0.kind): \($0)" }
        if let trouble { lines.append("  cannot be read: \(trouble)") }
        return lines
    }
}

/// Facts as a table for a terminal: only the fields that some row has.
struct FactTable {
    private let kind: FactKind
    private let rows: [FactRow]
    private let zone: Zone

    init(_ kind: FactKind, _ rows: [FactRow], _ zone: Zone) {
        self.kind = kind
        self.rows = rows
        self.zone = zone
    }

    var lines: [String] {
        let shown = kind.fields.indices.filter { index in rows.contains { $0.values[index] != .absent } }
        let hasAccount = kind.belongsToAccount && kind != .account && rows.contains { !$0.account.isEmpty }
        let header = ["id"] + (hasAccount ? ["account_id"] : []) + shown.map { kind.fields[$0].name }
        let cells =
            [header]
            + rows.map { row in
                [row.key] + (hasAccount ? [Alias(name: row.account)?.id ?? row.account] : [])
                    + shown.map { text(of: row.values[$0], kind.fields[$0], row) }
            }.map { $0.map(Inert.row) }
        let widths = header.indices.map { column in min(28, cells.map { $0[column].count }.max() ?? 0) }
        return cells.map { row in
            let padded = zip(row, widths).map { cell, width in
                let cut = cell.count > width ? cell.prefix(max(0, width - 1)) + "…" : cell[...]
                return cut + String(repeating: " ", count: max(0, width - cut.count))
            }
            return String(padded.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
        }
    }

    private func text(of value: FactValue, _ field: FactField, _ row: FactRow) -> String {
        switch (value, field.form) {
        case (.absent, _): "–"
        case (.text(let text), _): text
        case (.integer(let number), .day): Day(number: Int32(clamping: number)).description
        case (.integer(let number), .moment): local(Moment(seconds: number))
        case (.integer(let number), .money): decimal(number, places: exponent(of: row))
        case (.integer(let number), .rate): decimal(number, places: exponent(of: row) + 4)
        case (.integer(let number), .flag): number == 0 ? "no" : "yes"
        case (.integer(let number), _): String(number)
        case (.real(let number), _): Int64(exactly: number).map(String.init) ?? number.description
        }
    }

    private func local(_ moment: Moment) -> String {
        let second = zone.secondOfDay(at: moment)
        let (hour, minute) = (second / 3600, second / 60 % 60)
        return "\(zone.day(of: moment)) \(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }

    private func exponent(of row: FactRow) -> Int {
        let code = kind.index(of: "currency").flatMap { row.values[$0].text }
        return code.flatMap { Currency($0) }?.exponent ?? row.decimals ?? 2
    }

    /// Without the zeros that a rate ends in.
    private func decimal(_ number: Int64, places: Int) -> String {
        let digits = String(number.magnitude)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        let whole = padded.dropLast(places)
        var fraction = Array(padded.suffix(places))
        while fraction.count > 2, fraction.last == "0" { fraction.removeLast() }
        return (number < 0 ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + String(fraction))
    }
}

import BellwetherCore

/// A table with a row for each thing that somebody did: it is counted by day where it lies, since nobody wants to read
/// millions of them.
struct RawEvents: Sendable {
    private let account: String
    private let at: String
    private let feature: String?
    private let user: String?
    private let day: Day
    private let clock: Clock
    /// Where the rows name people alone: the table that says whose each of them is, and the column that names them.
    private let people: (link: PeopleLink, by: String, named: String)?

    /// How a moment is written.
    private enum Clock: Sendable { case local, zoned, seconds, milliseconds }

    private static let tables = ["event", "track", "page_view", "pageview", "click", "usage", "action"]
    private static let moments = [
        "occurred_at", "happened_at", "event_time", "event_at", "timestamp", "time", "at", "ts", "created_at",
        "logged_at",
        "received_at", "sent_at", "inserted_at", "date", "created",
    ]
    private static let features = [
        "feature", "event_name", "name", "event", "event_type", "action", "type", "kind", "page",
    ]
    static let users = ["user_id", "user", "actor_id", "member_id", "person_id", "user_uuid", "userid"]

    /// Whether a table, by its name and its columns, is one.
    ///
    /// - Parameter day: what lies before is not counted.
    init?(_ sample: TableSample, since day: Day, people link: PeopleLink? = nil) {
        let headers = sample.columns.map(HeaderText.init)
        func column(_ names: [String]) -> Int? {
            names.lazy.map(HeaderText.init).compactMap { name in headers.firstIndex { $0.bare == name.bare } }.first
        }
        let name = HeaderText.plain(sample.name)
        guard Self.tables.contains(where: name.contains), column(["count", "event_count", "usage_count"]) == nil,
            let at = column(Self.moments), let clock = Self.clock(of: sample.values(at))
        else { return nil }
        if let own = sample.accountColumn ?? column(FieldWords.accountWords) {
            (account, people) = (sample.columns[own], nil)
        } else if let link, let named = link.column(of: sample) ?? column(Self.users + ["email", "user_email"]),
            let by = sample.values(named).contains(where: { $0.contains("@") }) ? link.email : link.id
        {
            (account, people) = (link.account, (link, by, sample.columns[named]))
        } else {
            return nil
        }
        self.at = sample.columns[at]
        feature = column(Self.features).map { sample.columns[$0] }
        user = column(Self.users).map { sample.columns[$0] }
        self.day = day
        self.clock = clock
    }

    private static func clock(of texts: [String]) -> Clock? {
        guard let first = texts.first else { return nil }
        if texts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) {
            return first.utf8.count > 11 ? .milliseconds : first.utf8.count > 8 ? .seconds : nil
        }
        guard Guess.dates(of: texts).map(\.format) == ["iso"] else { return nil }
        return texts.allSatisfy { $0.hasSuffix("+00") || $0.hasSuffix("Z") } ? .zoned : .local
    }

    var tellsUsers: Bool { user != nil }

    /// How often each feature was used on each day.
    func features(of table: String, in database: ProposedSources.Database, _ zone: String) -> [String] {
        query(feature.map { ($0, "feature") }, table, database, zone)
    }

    /// Who used it on each day.
    func users(of table: String, in database: ProposedSources.Database, _ zone: String) -> [String] {
        query(user.map { ($0, "user") }, table, database, zone)
    }

    private func query(
        _ what: (column: String, field: String)?, _ table: String, _ database: ProposedSources.Database, _ zone: String
    ) -> [String] {
        let counted = [accountColumn] + (what.map { [own($0.column)] } ?? [])
        let named = what.map { ", \(own($0.column)) AS \(Self.quoted($0.field))" } ?? ""
        let known = counted.map { "\($0) IS NOT NULL" }.joined(separator: " AND ")
        let dayOf = dayExpression(database, zone)
        return [
            "          SELECT \(accountColumn) AS \"account_id\", \(dayOf) AS \"day\"\(named), count(*) AS \"count\"",
            "          FROM \(from(table))", "          WHERE \(known) AND \(own(at)) >= \(beginning)",
            "            AND \(compared(dayOf, database, zone)) >= ($cursor)",
            "          GROUP BY 1, 2\(what == nil ? "" : ", 3") ORDER BY 2",
            "        # a day that was not over yet is counted again",
            "        cursor: [day]", "        overlap: 2d",
        ]
    }

    private static func quoted(_ name: String) -> String { ProposedSources.Database.quoted(name) }

    /// A column of the events; with people beside them, which of the two it is of has to be said.
    private func own(_ column: String) -> String { people == nil ? Self.quoted(column) : "e." + Self.quoted(column) }

    private var accountColumn: String { people == nil ? Self.quoted(account) : "p." + Self.quoted(account) }

    private func from(_ table: String) -> String {
        guard let people else { return table }
        return
            "\(table) AS e JOIN \(people.link.table) AS p ON p.\(Self.quoted(people.by)) = e.\(Self.quoted(people.named))"
    }

    /// By whom the rows are told to be whose, where they do not say it themselves.
    var throughPeople: String? { people?.link.spoken }

    private func dayExpression(_ database: ProposedSources.Database, _ zone: String) -> String {
        let column = own(at)
        switch (database, clock) {
        case (.postgres, .zoned) where !Self.isUTC(zone):
            return "CAST(\(column) AT TIME ZONE '\(zone)' AS date)"
        case (.postgres, .local), (.postgres, .zoned): return "CAST(\(column) AS date)"
        case (.postgres, .seconds): return "CAST(to_timestamp(\(column)) AS date)"
        case (.postgres, .milliseconds): return "CAST(to_timestamp(\(column) / 1000) AS date)"
        case (.sqlite, .local), (.sqlite, .zoned): return "date(\(column))"
        case (.sqlite, .seconds): return "date(\(column), 'unixepoch')"
        case (.sqlite, .milliseconds): return "date(\(column) / 1000, 'unixepoch')"
        }
    }

    /// By the column itself where its days are the server's, so that an index serves.
    private func compared(_ day: String, _ database: ProposedSources.Database, _ zone: String) -> String {
        let isTheServers = database == .postgres && (clock == .local || clock == .zoned && Self.isUTC(zone))
        return "(\(isTheServers ? own(at) : day))"
    }

    private var beginning: String {
        let seconds = Int64(day.number) * 86_400
        return switch clock {
        case .local, .zoned: "'\(day)'"
        case .seconds: String(seconds)
        case .milliseconds: String(seconds * 1000)
        }
    }

    private static func isUTC(_ zone: String) -> Bool { ["UTC", "Etc/UTC"].contains(zone) }
}

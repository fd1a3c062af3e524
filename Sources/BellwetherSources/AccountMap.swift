import BellwetherCore
import Diagnostics

/// What a source calls our accounts, where it calls them something else: a CSV file with the columns `id`, which is the
/// source's, and `account`, which is ours. A source that joins has its own names for all that are not in there.
package struct AccountMap: Sendable, Hashable {
    private let names: [String: String]
    /// Tells whether it is the one that a source was last read with.
    package let fingerprint: String
    /// The source whose names these are; `nil` where a name that is not in the file is an account's id.
    private let joining: String?

    package static let none = AccountMap(names: [:], fingerprint: "", joining: nil)

    private init(names: [String: String], fingerprint: String, joining: String?) {
        self.names = names
        self.fingerprint = fingerprint
        self.joining = joining
    }

    /// The one that a source is read with.
    package init(of source: SourceDefinition) throws(PollError) {
        let joining = source.joins
        let map = try source.accountMap.map { path throws(PollError) in try AccountMap(file: path) } ?? .none
        self.init(
            names: map.names, fingerprint: map.fingerprint + (joining.map { "+joins \($0)" } ?? ""), joining: joining)
    }

    /// What facts call the account that the source calls so.
    func account(called name: String) -> String {
        guard let ours = names[name] else { return joining.map { Alias(source: $0, id: name).name } ?? name }
        return ours
    }

    package init(file path: String) throws(PollError) {
        var (bytes, hash) = ([UInt8](), FileHash())
        let isComplete = FileBytes.forEachPiece(of: path) { piece in
            hash.add(piece)
            bytes += piece
            return bytes.count <= Self.mostBytes
        }
        guard isComplete else { throw .unreadable(path, because: Files.failure(at: path)) }
        let table: CSVTableText
        do throws(CSVTableText.Mistake) { table = try CSVTableText(bytes) } catch {
            throw .malformed(path, line: error.line, because: error.reason)
        }
        let missing = ["id", "account"].filter { table.header.index(of: $0) == nil }
        guard missing.isEmpty else { throw .brokenMap(path, columns: missing, present: table.header.names) }
        names = try Self.names(in: table, of: path)
        fingerprint = String(hash.value, radix: 16)
        joining = nil
    }

    private static let mostBytes = 64 << 20

    private static func names(in table: CSVTableText, of path: String) throws(PollError) -> [String: String] {
        var names: [String: String] = [:]
        for row in table.rows {
            guard let id = table.text("id", of: row), let account = table.text("account", of: row) else { continue }
            if let other = names.updateValue(account, forKey: id), other != account {
                let reason =
                    "'\(Printable.name(id))' cannot be both '\(Printable.name(other))' and '\(Printable.name(account))'"
                throw .malformed(
                    path, line: row.line, because: reason, discreet: "one name cannot stand for two accounts")
            }
        }
        return names
    }
}

extension SourceCursor {
    private static let map = "@accounts"

    /// A source that was read with another map is read anew, but not as if for the first time.
    package func read(with map: AccountMap) -> SourceCursor {
        guard self != .beginning, (entries[Self.map] ?? "") != map.fingerprint else { return self }
        return SourceCursor([Self.map: map.fingerprint])
    }

    package mutating func note(_ map: AccountMap) {
        entries[Self.map] = map.fingerprint.isEmpty ? nil : map.fingerprint
    }
}

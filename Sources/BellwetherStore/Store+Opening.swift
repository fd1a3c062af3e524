import Foundation
import GRDB

extension Store {
    /// Brings an older file up to date, all at once, after putting a copy of it aside.
    func migrate(_ migrations: [Migration]) throws(StoreError) {
        let standing = try standing(migrations)
        guard let first = standing.pending.first else { return }
        if !standing.applied.isEmpty { try putAside(before: first) }
        try writeNow { try standing.apply(to: $0) }
    }

    /// A reader changes nothing: it can only say what is in the way.
    func checkSchema(_ migrations: [Migration]) throws(StoreError) {
        if let first = try standing(migrations).pending.first {
            throw .olderSchema(file: directory.database, change: first.name)
        }
    }

    private func standing(_ migrations: [Migration]) throws(StoreError) -> SchemaStanding {
        let standing: SchemaStanding
        do {
            standing = try pool.read { try SchemaStanding($0, knowing: migrations) }
        } catch {
            throw StoreError(error, file: directory.database)
        }
        if let unknown = standing.unknown { throw .newerSchema(file: directory.database, change: unknown) }
        return standing
    }

    /// A whole copy under a name of its own, there only once it is complete.
    private func putAside(before migration: Migration) throws(StoreError) {
        let name = String(migration.name.map { $0.isLetter || $0.isNumber ? $0 : "-" })
        let copy = "\(directory.database).before-\(name)"
        let unfinished = copy + ".part"
        do {
            if FileManager.default.fileExists(atPath: unfinished) {
                try FileManager.default.removeItem(atPath: unfinished)
            }
            try directory.makePrivateFile(unfinished)
            let queue = try DatabaseQueue(path: unfinished)
            try pool.backup(to: queue)
            try queue.close()
            guard rename(unfinished, copy) == 0 else {
                throw StoreError.failed(path: copy, detail: String(cString: strerror(errno)))
            }
        } catch {
            throw StoreError(error, file: copy)
        }
    }

    /// What was being sent when the last daemon died may have arrived or not; what a turn had begun is worth nothing.
    func takeUpAgain() throws(StoreError) {
        try writeNow { db in
            try db.execute(
                sql: """
                    UPDATE delivery SET verdict = 'unknown' WHERE verdict IS NULL;
                    UPDATE outbox SET state = 'pending' WHERE state = 'in_flight';
                    """)
        }
        while try hasRuins() {
            try writeNow { try $0.clearSomeRuins([.open, .cleared]) }
        }
    }

    private func hasRuins() throws(StoreError) -> Bool {
        do {
            return try pool.read { try $0.hasRuins([.open, .cleared]) }
        } catch {
            throw StoreError(error, file: directory.database)
        }
    }
}

extension Store {
    /// Whether there is a state in the folder, of whatever age.
    package static func exists(at directory: String) -> Bool {
        FileManager.default.fileExists(atPath: StateDirectory(path: directory).database)
    }
}

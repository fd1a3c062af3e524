import BellwetherCore

/// One table being read, a file or a query's answer: its header has met every mapping.
struct CSVTable {
    private let width: Int
    private let names: [String]
    private let mappings: [BoundMapping]
    private let path: String
    var lastLine = 1

    init(
        _ header: Header, _ mappings: [FactMapping], _ style: ReadingStyle, _ path: String, _ context: PollContext
    ) throws(PollError) {
        width = header.names.count
        names = header.names
        self.path = path
        var bound: [BoundMapping] = []
        for mapping in mappings {
            do { bound.append(try BoundMapping(mapping, header: header, style: style, context: context)) } catch {
                guard case .missingColumns(_, let columns, let present) = error else { throw error }
                throw .missingColumns(path, columns: columns, present: present)
            }
        }
        self.mappings = bound
    }

    func facts(of records: ArraySlice<Record>) -> FactBatch {
        var batch = FactBatch()
        for mapping in mappings {
            for record in records {
                do throws(BoundMapping.Mistake) {
                    guard record.count == width else { throw unequal(record) }
                    try batch.add(record, by: mapping)
                } catch {
                    batch.reject(rejected(record, mapping.kind, error))
                }
            }
        }
        return batch
    }

    private func unequal(_ record: Record) -> BoundMapping.Mistake {
        let columns = record.count == 1 ? "1 column" : "\(record.count) columns"
        return BoundMapping.Mistake(column: nil, reason: "the row has \(columns), the header \(width)")
    }

    private func rejected(_ record: Record, _ kind: FactKind, _ mistake: BoundMapping.Mistake) -> RejectedRow {
        let column = mistake.column ?? -1
        return RejectedRow(
            kind: kind.name, origin: path, line: record.line, column: column + 1,
            name: names.indices.contains(column) ? names[column] : "", reason: mistake.reason,
            discreet: mistake.discreet, raw: record.shown)
    }
}

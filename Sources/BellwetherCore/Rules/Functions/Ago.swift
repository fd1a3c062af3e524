import CEL
import Columns

extension RuleFunction {
    /// The last value at or before now − d, no older than d by more than a day or a tenth. The band can be asked for
    /// too; its history is kept as codes.
    static let ago = RuleFunction(
        "ago", [[.field(nil), .literal(.string)]],
        "What the field was that long ago: its last value at or before then.",
        example: "ago(health.score, '30d') > 70",
        check: { call, _ in
            if let mistake = call.mistakeInLookingBack(alsoOn: bandPath) { return .refused(mistake) }
            let isBand = call.fields.first?.name == bandPath
            return .reference(call.reference(isBand ? .string : .double, unit: call.unit?.name))
        },
        lookBacks: spanned,
        bind: { call, sight in
            guard let (path, span) = call.pathAndSpan else { return call.nothing }
            let then = sight.ago(path, span)
            return path == bandPath ? call.bands(then, of: sight) : call.reader(then)
        },
        column: { call, sight in
            guard let (path, span) = call.pathAndSpan else { return nil }
            let then = sight.ago(path, span)
            return path == bandPath ? sight.bandReader(of: then) : sight.columnReader(of: then)
        })

    private static let bandPath = "health.band"
}

extension RuleFunction.Call {
    /// The keys of the bands whose codes are read.
    fileprivate func bands(_ codes: PastNumbers, of sight: Sight) -> Reader {
        let absences = Absences(of: text)
        let bands = sight.health?.bands ?? []
        return { row in
            switch codes(row.slot) {
            case .absent(let reason): return absences[reason]
            case .known(let code):
                guard bands.indices.contains(Int(code)), bands[Int(code)] != .unknown else { return absences[.noData] }
                return .string(bands[Int(code)].key)
            }
        }
    }
}

extension Sight {
    /// The keys of bands, of their codes.
    fileprivate func bandReader(of codes: PastNumbers) -> ColumnReader {
        let bands = health?.bands ?? []
        return ColumnReader { chunk in
            let swept = codes.sweep(Stretch(chunk: chunk, rows: 0..<accounts.chunks[chunk].count))
            let places = (0..<swept.count).map { row in
                let code = Int(swept.values[row])
                let isKnown = swept.absences[row] == 0 && bands.indices.contains(code) && bands[code] != .unknown
                return isKnown ? UInt16(code) : TextChunk.absent
            }
            return .texts(TextChunk(texts: bands.map(\.key), codes: ContiguousArray(places)))
        }
    }
}

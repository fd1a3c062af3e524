/// A chunk as bytes, for history: one small blob for each metric, instant and chunk.
///
///     version (1) · rows (2, little-endian) · form of absences · … · form of values · …
///
/// Values and absences are each written in the shortest of a few forms. Of absent rows only the reason is kept, and
/// their value is 0 when read back; a known value comes back bit for bit.
extension NumberChunk {
    static let packedVersion: UInt8 = 1

    package func packed() -> [UInt8] {
        var writer = ByteWriter()
        writer.put(Self.packedVersion)
        writer.put(UInt16(count))
        PackedAbsences.write(absences, to: &writer)
        PackedValues.write(settled(), to: &writer)
        return writer.bytes
    }

    /// `nil` for bytes that `packed()` did not write: damaged ones, or those of a later version.
    package convenience init?(packed bytes: [UInt8]) {
        let chunk = bytes.withUnsafeBytes { buffer -> (ContiguousArray<Double>, ContiguousArray<UInt8>)? in
            var reader = ByteReader(buffer)
            guard reader.byte() == Self.packedVersion, let count = reader.short(), count <= Chunk.size,
                let absences = PackedAbsences.read(count: Int(count), from: &reader),
                var values = PackedValues.read(count: Int(count), from: &reader), reader.isAtEnd
            else { return nil }
            for row in values.indices where absences[row] != 0 { values[row] = 0 }
            return (values, absences)
        }
        guard let chunk else { return nil }
        self.init(values: chunk.0, absences: chunk.1)
    }

    /// The bits of the values, those of absent rows like the one before: so they cost next to nothing.
    private func settled() -> ContiguousArray<UInt64> {
        var last: UInt64 = 0
        return ContiguousArray(
            zip(values, absences).map { value, absence in
                if absence == 0 { last = value.bitPattern }
                return last
            })
    }
}

/// Which rows are absent, and why: mostly none, or long runs.
enum PackedAbsences {
    private enum Form: UInt8 {
        case raw, runs
    }

    static func write(_ codes: ContiguousArray<UInt8>, to writer: inout ByteWriter) {
        let runs = Runs(codes)
        guard runs.count * 3 < codes.count else {
            writer.put(Form.raw.rawValue)
            return writer.put(codes)
        }
        writer.put(Form.runs.rawValue)
        runs.forEach(in: codes) { code, length in
            writer.put(UInt16(length))
            writer.put(code)
        }
    }

    static func read(count: Int, from reader: inout ByteReader) -> ContiguousArray<UInt8>? {
        switch reader.byte().flatMap(Form.init) {
        case .raw: reader.bytes(count)
        case .runs: reader.runs(count: count) { $0.byte() }
        case nil: nil
        }
    }
}

/// The values, by their bits.
enum PackedValues {
    private enum Form: UInt8 {
        /// Eight bytes each.
        case raw
        /// A run's length, and its value.
        case runs
        /// Up to 256 different values, and a byte for each row.
        case dictionary
        /// Whole numbers (of units or tenths): the least of them, and each one's distance from it in 1, 2 or 4 bytes.
        case distance
        /// The same, each as the distance from the one before it.
        case delta
    }

    static func write(_ bits: ContiguousArray<UInt64>, to writer: inout ByteWriter) {
        let runs = Runs(bits)
        let dictionary = ValueDictionary(bits)
        let steps = WholeSteps(bits)
        let sizes: [(Form, Int)] = [
            (.raw, bits.count * 8), (.runs, runs.count * 10),
            (.dictionary, dictionary.map { 2 + $0.values.count * 8 + bits.count } ?? .max),
            (.distance, steps?.distanceSize ?? .max), (.delta, steps?.deltaSize ?? .max),
        ]
        let form = sizes.min { $0.1 < $1.1 }?.0 ?? .raw
        writer.put(form.rawValue)
        switch form {
        case .raw: bits.forEach { writer.put($0) }
        case .runs:
            runs.forEach(in: bits) { value, length in
                writer.put(UInt16(length))
                writer.put(value)
            }
        case .dictionary: dictionary?.write(to: &writer)
        case .distance: steps?.writeDistances(to: &writer)
        case .delta: steps?.writeDeltas(to: &writer)
        }
    }

    static func read(count: Int, from reader: inout ByteReader) -> ContiguousArray<Double>? {
        switch reader.byte().flatMap(Form.init) {
        case .raw: reader.array(count) { $0.long().map(Double.init(bitPattern:)) }
        case .runs: reader.runs(count: count) { $0.long().map(Double.init(bitPattern:)) }
        case .dictionary: ValueDictionary.read(count: count, from: &reader)
        case .distance: WholeSteps.readDistances(count: count, from: &reader)
        case .delta: WholeSteps.readDeltas(count: count, from: &reader)
        case nil: nil
        }
    }
}

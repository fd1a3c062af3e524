/// One chunk of a numeric column: a value for each row, or a code saying why there is none.
///
/// A chunk never changes once made, so that a column of the last turn and one of this turn can share it.
package final class NumberChunk: Sendable {
    /// One value a row; meaningless where the row's absence code is not 0.
    package let values: ContiguousArray<Double>
    /// 0 where the value is known; else the code of the reason, which the column's owner chooses.
    package let absences: ContiguousArray<UInt8>
    /// Whether every row is known.
    package let isWhole: Bool

    package init(values: ContiguousArray<Double>, absences: ContiguousArray<UInt8>) {
        precondition(values.count == absences.count, "a row has a value and a validity")
        self.values = values
        self.absences = absences
        isWhole = absences.withUnsafeBufferPointer { codes in
            var any: UInt8 = 0
            for code in codes { any |= code }
            return any == 0
        }
    }

    package var count: Int { values.count }
}

/// A numeric column over all slots, in shared chunks of `Chunk.size` rows.
package struct Numbers: Sendable {
    package var chunks: [NumberChunk]

    package init(chunks: [NumberChunk]) {
        self.chunks = chunks
    }

    package var count: Int {
        guard let last = chunks.last else { return 0 }
        return (chunks.count - 1) * Chunk.size + last.count
    }

    /// The value and absence code of one slot; a slot past the end has the code given.
    @inlinable package func row(_ slot: Int, beyond: UInt8 = .max) -> (value: Double, absence: UInt8) {
        let chunk = slot / Chunk.size
        guard chunk < chunks.count, slot % Chunk.size < chunks[chunk].count else { return (0, beyond) }
        return (chunks[chunk].values[slot % Chunk.size], chunks[chunk].absences[slot % Chunk.size])
    }
}

/// How many slots a chunk holds.
package enum Chunk {
    @inlinable package static var size: Int { 4096 }
}

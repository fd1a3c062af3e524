import BellwetherCore

extension FactRow {
    /// What it says, in 64 bits: two polls that find the same row find the same hash, and nothing is written.
    ///
    /// Absent fields leave no trace, so a field that joins a kind changes no row that does not have it. When it was
    /// observed is not part of what it says, nor a day that is taken from then. FNV-1a: fast, and the same in every process.
    func hash(as kind: FactKind) -> Int64 {
        var hash = Fingerprint()
        hash.add(account)
        if let decimals {
            hash.add("decimals")
            hash.add(.integer(Int64(decimals)))
        }
        for (index, value) in values.enumerated() where value != .absent && index != asOf {
            hash.add(kind.fields[index].name)
            hash.add(value)
        }
        return hash.value
    }
}

private struct Fingerprint {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325

    var value: Int64 { Int64(bitPattern: state) }

    mutating func add(byte: UInt8) {
        state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }

    mutating func add(bits: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) { add(byte: UInt8(truncatingIfNeeded: bits >> UInt64(shift))) }
    }

    /// No UTF-8 text has a byte of 255, so texts cannot run into each other.
    mutating func add(_ text: String) {
        for byte in text.utf8 { add(byte: byte) }
        add(byte: 255)
    }

    mutating func add(_ value: FactValue) {
        switch value {
        case .absent: add(byte: 0)
        case .text(let text):
            add(byte: 1)
            add(text)
        case .integer(let integer):
            add(byte: 2)
            add(bits: UInt64(bitPattern: integer))
        case .real(let real):
            add(byte: 3)
            add(bits: real.bitPattern)
        }
    }
}

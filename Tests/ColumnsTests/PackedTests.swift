import Testing

@testable import Columns

@Suite struct PackedTests {
    @Test(arguments: Shape.allCases)
    func `a chunk comes back as it was`(shape: Shape) throws {
        var random = SplitMix(seed: 7)
        for count in [0, 1, 2, 255, 257, 1000, 4096] {
            let chunk = shape.chunk(count: count, &random)
            let back = try #require(NumberChunk(packed: chunk.packed()))
            #expect(back.absences == chunk.absences)
            #expect(back.knownBits == chunk.knownBits)
        }
    }

    @Test(arguments: [
        (Shape.equal, 40), (.counts, 4200), (.tenths, 8300), (.rising, 4200), (.fewValues, 4300), (.absent, 40),
    ])
    func `what repeats takes little room`(shape: Shape, atMost: Int) {
        var random = SplitMix(seed: 1)
        #expect(shape.chunk(count: 4096, &random).packed().count <= atMost)
    }

    @Test func `the odd numbers keep their bits`() throws {
        let odd: ContiguousArray<Double> = [
            -0.0, 0, .infinity, -.infinity, .nan, .signalingNaN, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 49.9,
            1e300,
        ]
        let chunk = NumberChunk(values: odd, absences: ContiguousArray(repeating: 0, count: odd.count))
        #expect(try #require(NumberChunk(packed: chunk.packed())).knownBits == chunk.knownBits)
    }

    @Test func `an absent row keeps its reason and no value`() throws {
        let chunk = NumberChunk(values: [1, 99, 3], absences: [0, 4, 0])
        let back = try #require(NumberChunk(packed: chunk.packed()))
        #expect(back.values == [1, 0, 3])
        #expect(back.absences == [0, 4, 0])
    }

    @Test func `bytes cut short or run long are refused`() {
        var random = SplitMix(seed: 3)
        for shape in Shape.allCases {
            let bytes = shape.chunk(count: 300, &random).packed()
            #expect(NumberChunk(packed: bytes + [0]) == nil)
            for length in 0..<min(bytes.count, 400) {
                #expect(NumberChunk(packed: Array(bytes.prefix(length))) == nil)
            }
        }
    }

    @Test func `bytes of anybody's making are read or refused, never trapped on`() {
        var random = SplitMix(seed: 11)
        var refused = 0
        for round in 0..<20_000 {
            var bytes = Shape.allCases[round % Shape.allCases.count].chunk(count: 40, &random).packed()
            for _ in 0...Int(random.next() % 4) {
                bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            if NumberChunk(packed: bytes) == nil { refused += 1 }
        }
        #expect(refused > 1000)
    }

    @Test func `a later version is not guessed at`() {
        var bytes = NumberChunk(values: [1], absences: [0]).packed()
        bytes[0] = NumberChunk.packedVersion + 1
        #expect(NumberChunk(packed: bytes) == nil)
    }
}

enum Shape: CaseIterable {
    case equal, counts, tenths, rising, fewValues, anything, absent, holes

    func chunk(count: Int, _ random: inout SplitMix) -> NumberChunk {
        var values = ContiguousArray<Double>()
        var absences = ContiguousArray<UInt8>()
        for row in 0..<count {
            let noise = random.next()
            values.append(value(row: row, noise))
            switch self {
            case .absent: absences.append(5)
            case .holes: absences.append(noise % 3 == 0 ? UInt8(noise >> 8 & 7) : 0)
            default: absences.append(0)
            }
        }
        return NumberChunk(values: values, absences: absences)
    }

    private func value(row: Int, _ noise: UInt64) -> Double {
        switch self {
        case .equal, .absent: 42.5
        case .counts: Double(noise % 200)
        case .tenths: Double(noise % 1001) / 10
        case .rising: 1_700_000_000 + Double(row) * 3600 + Double(noise % 100)
        case .fewValues: 1 / Double(noise % 20 + 3)
        case .anything, .holes: Double(bitPattern: noise)
        }
    }
}

/// A small generator, so that a failure can be had again (Steele, Lea, Flood: SplitMix).
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

extension NumberChunk {
    /// The bits of known values; absent rows have none.
    fileprivate var knownBits: [UInt64?] { zip(values, absences).map { $1 == 0 ? $0.bitPattern : nil } }
}

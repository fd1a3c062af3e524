import Testing

@testable import CEL

@Suite struct NeedleTests {
    @Test(arguments: UInt64(0)..<300)
    func `a part is found where going through every place finds it`(seed: UInt64) {
        var random = Seeded(state: seed)
        let whole = (0..<Int(random.next() % 40)).map { _ in UInt8(random.next() % 2) }
        let part = (0..<Int(random.next() % 5) + 1).map { _ in UInt8(random.next() % 2) }
        let places = whole.indices.filter { whole[$0...].starts(with: part) }
        let needle = Needle(part)
        for start in 0...whole.count {
            #expect(needle.first(in: whole, from: start) == places.first { $0 >= start }, "seed \(seed)")
            #expect(needle.last(in: whole, upTo: start) == places.last { $0 <= start }, "seed \(seed)")
        }
        #expect("\(part)".containsBytes(of: "\(part)"))
    }
}

import Foundation
import Testing

@testable import CEL

@Suite struct NumberTextPlacesTests {
    @Test(arguments: UInt64(0)..<400)
    func `a number is rounded as the C library rounds it`(seed: UInt64) {
        var random = Seeded(state: seed)
        let bits = random.next()
        let places = Int(random.next() % 20)
        let candidates = [
            Double(bitPattern: bits), Double(Int64(bitPattern: bits) % 100_000) / 1000, Double(bits % 64) / 8,
            Double(bitPattern: bits % (1 << 52)),
        ]
        for value in candidates where value.isFinite {
            #expect(NumberText.fixed(value, places: places) == String(format: "%.\(places)f", value), "seed \(seed)")
            #expect(
                NumberText.exponential(value, places: places) == String(format: "%.\(places)e", value), "seed \(seed)")
        }
    }
}

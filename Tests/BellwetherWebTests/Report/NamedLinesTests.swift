import Testing

@testable import BellwetherWeb

@Suite struct NamedLinesTests {
    private static let heights = 15.0...269.0

    /// Thirteen quarters, of which hardly anybody left: lines that end close by each other.
    private static func lines(_ level: (Int) -> Double) -> NamedLines {
        let lines = (0..<13).map { quarter -> NamedLines.Line in
            let months = max(2, min(9, 13 - quarter))
            return NamedLines.Line(
                name: "Q\(quarter)", points: (0..<months).map { (x: 44 + 70 * Double($0), y: level(quarter)) })
        }
        return NamedLines(lines: lines, heights: heights)
    }

    @Test(
        arguments: [{ _ in 8.0 }, { 8 + Double($0) }, { 120 - 3 * Double($0 % 4) }, { _ in 276 }]
            as [@Sendable (Int) -> Double])
    func `no name lies on another, on a line, or outside`(level: @Sendable (Int) -> Double) {
        let drawn = Self.lines(level)
        let names = drawn.names
        #expect(names.count == 13)
        for (place, name) in names.enumerated() {
            #expect(Self.heights.contains(name.y))
            for other in names.dropFirst(place + 1) {
                #expect(
                    abs(name.x - other.x) >= NamedLines.width || abs(name.y - other.y) >= NamedLines.height,
                    "\(place): \(name), \(other)")
            }
            for line in drawn.lines {
                let beneath = line.height(at: name.x + NamedLines.width / 2)
                #expect(beneath.map { abs($0 - name.y) > NamedLines.height / 2 } ?? true, "\(place): \(name)")
            }
        }
    }

    @Test func `a name stands beside its line where there is room`() {
        let lines = [100.0, 140].map { NamedLines.Line(name: "a", points: [(x: 44, y: 60), (x: 600, y: $0)]) }
        #expect(NamedLines(lines: lines, heights: Self.heights).names.map(\.y) == [100, 140])
    }

    @Test func `a line has a height between its ends`() {
        let line = NamedLines.Line(name: "a", points: [(x: 0, y: 10), (x: 10, y: 20), (x: 20, y: 0)])
        #expect([0.0, 5, 10, 15, 20].map { line.height(at: $0) } == [10, 15, 20, 10, 0])
        #expect(line.height(at: 21) == nil && line.height(at: -1) == nil)
    }
}

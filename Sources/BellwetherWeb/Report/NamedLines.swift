/// Lines of a picture, each with its name behind its end: no name lies on another, nor on a line where there is room beside.
struct NamedLines {
    struct Line {
        let name: String
        /// From left to right, at least one.
        let points: [(x: Double, y: Double)]

        /// How high it is at some place; nothing before its beginning and behind its end.
        func height(at x: Double) -> Double? {
            for (from, to) in zip(points, points.dropFirst()) where from.x <= x && x <= to.x {
                return from.y + (to.y - from.y) * (x - from.x) / max(to.x - from.x, .leastNonzeroMagnitude)
            }
            return nil
        }
    }

    /// Of a name, about: ten characters at most.
    static let width = 54.0, height = 14.0
    /// From the end of a line to its name.
    private static let gap = 10.0

    let lines: [Line]
    /// Between which heights names may stand.
    let heights: ClosedRange<Double>

    /// Where the left end of each name is, in the middle of its height: as near the end of its line as it can be, below rather
    /// than above.
    var names: [(x: Double, y: Double)] {
        lines.reduce(into: []) { placed, line in
            let end = line.points[line.points.count - 1]
            let x = end.x + Self.gap
            let tries = stride(from: 0, through: heights.upperBound - heights.lowerBound, by: 2)
                .flatMap { [end.y + $0, end.y - $0] }.filter(heights.contains)
            let apart = tries.filter { isFree(x, $0, of: placed) }
            placed.append((x, apart.first { isClear(x, $0) } ?? apart.first ?? end.y))
        }
    }

    private func isFree(_ x: Double, _ y: Double, of placed: [(x: Double, y: Double)]) -> Bool {
        placed.allSatisfy { abs($0.x - x) >= Self.width || abs($0.y - y) >= Self.height }
    }

    private func isClear(_ x: Double, _ y: Double) -> Bool {
        stride(from: x - 2, through: x + Self.width, by: 4).allSatisfy { x in
            lines.allSatisfy { line in line.height(at: x).map { abs($0 - y) > Self.height / 2 } ?? true }
        }
    }
}

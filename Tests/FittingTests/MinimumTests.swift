import Testing

@testable import Fitting

@Suite struct MinimumTests {
    /// Rosenbrock's valley: its floor is bent, and its least place is known.
    @Test func `finds the lowest place of a bent valley`() throws {
        let found = try Minimum.place(from: [-1.2, 1]) { place in
            let (x, y) = (place[0], place[1])
            let (a, b) = (1 - x, y - x * x)
            return (a * a + 100 * b * b, [-2 * a - 400 * x * b, 200 * b])
        }
        #expect(abs(found[0] - 1) < 1e-5 && abs(found[1] - 1) < 1e-5, "\(found)")
    }

    @Test(arguments: [1, 3, 9, 17])
    func `finds the middle of a bowl of any number of sides`(_ count: Int) throws {
        let found = try Minimum.place(from: [Double](repeating: 7, count: count)) { place in
            let away = place.enumerated().map { $1 - Double($0) }
            return (away.reduce(0) { $0 + $1 * $1 }, away.map { 2 * $0 })
        }
        for (index, value) in found.enumerated() { #expect(abs(value - Double(index)) < 1e-6) }
    }

    @Test func `gives the same bytes for the same question`() throws {
        func ask() throws -> [Double] {
            try Minimum.place(from: [3, -4]) { place in
                let sum = place[0] * place[0] + 3 * place[1] * place[1] + place[0] * place[1]
                return (
                    sum * sum + sum,
                    place.enumerated().map { index, _ in
                        let slope = index == 0 ? 2 * place[0] + place[1] : 6 * place[1] + place[0]
                        return (2 * sum + 1) * slope
                    }
                )
            }
        }
        #expect(try ask() == ask())
    }

    @Test func `stays where it is least already, and has nothing to do without numbers`() throws {
        #expect(try Minimum.place(from: [0]) { ($0[0] * $0[0], [2 * $0[0]]) } == [0])
        #expect(try Minimum.place(from: []) { _ in (0, []) }.isEmpty)
    }

    @Test func `says so where a function has no lowest place`() {
        #expect(throws: FittingError.self) {
            try Minimum.place(from: [1]) { (-$0[0] * $0[0] * $0[0], [-3 * $0[0] * $0[0]]) }
        }
    }
}

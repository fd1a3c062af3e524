import Diagnostics
import Testing

@Suite struct PlaceTests {
    @Test func `says file, line and column`() {
        #expect("\(Place(file: "rules/health.yaml", line: 14, column: 11))" == "rules/health.yaml:14:11")
    }

    @Test func `covers at least one character`() {
        #expect(Place(file: "a", line: 1, column: 1, length: 0).length == 1)
    }

    @Test func `comes in the order of file, line and column`() {
        let places = [("b", 1, 1), ("a", 2, 1), ("a", 1, 9), ("a", 1, 2)].map {
            Place(file: $0, line: $1, column: $2)
        }
        #expect(places.sorted() == places.reversed())
    }
}

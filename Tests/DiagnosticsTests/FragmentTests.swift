import Diagnostics
import Testing

@Suite struct FragmentTests {
    @Test func `stands where it is said to stand`() {
        let fragment = Fragment("ab cd", file: "f", line: 3, column: 7)
        #expect(fragment.place(from: 3, to: 5) == Place(file: "f", line: 3, column: 10, length: 2))
        #expect(fragment.place == Place(file: "f", line: 3, column: 7, length: 5))
    }

    @Test func `goes on at the first column of the next line`() {
        let fragment = Fragment("ab\ncd", file: "f", line: 3, column: 7)
        #expect(fragment.place(from: 3, to: 5) == Place(file: "f", line: 4, column: 1, length: 2))
    }

    @Test func `is cut where its first line ends`() {
        #expect(Fragment("ab\ncd", file: "f").place == Place(file: "f", line: 1, column: 1, length: 2))
    }

    @Test func `counts code points, not bytes`() {
        let fragment = Fragment("üü x", file: "f")
        #expect(fragment.place(from: 5, to: 6) == Place(file: "f", line: 1, column: 4))
        #expect(fragment.place.length == 4)
    }

    @Test func `covers an escape that stands inside the stretch`() {
        // In the file: "a\tb", from column 5 on.
        let runs = [
            Fragment.Run(offset: 0, line: 1, column: 6), Fragment.Run(offset: 2, line: 1, column: 9),
        ]
        let fragment = Fragment("a\tb", file: "f", runs: runs)
        #expect(fragment.place(from: 0, to: 3) == Place(file: "f", line: 1, column: 6, length: 4))
        #expect(fragment.place(from: 2, to: 3) == Place(file: "f", line: 1, column: 9))
    }

    @Test(arguments: ["a <", "a <\n", "a <\n\n"])
    func `misses what is missing behind its last word`(text: String) {
        let end = text.utf8.count
        #expect(Fragment(text, file: "f").place(from: end, to: end) == Place(file: "f", line: 1, column: 4))
    }

    @Test(arguments: [(0, 0), (0, 9), (9, 9), (2, 1)])
    func `has a place for any stretch`(start: Int, end: Int) {
        #expect(Fragment("ab", file: "f").place(from: start, to: end).length >= 1)
        #expect(Fragment("", file: "f").place(from: start, to: end).line == 1)
    }

    @Test func `stands at the beginning where nothing else is known`() {
        #expect(Fragment("ab", file: "f", runs: []).place == Place(file: "f", line: 1, column: 1, length: 2))
    }
}

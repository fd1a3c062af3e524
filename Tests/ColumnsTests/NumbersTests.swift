import Columns
import Testing

@Suite struct NumbersTests {
    private static let column = Numbers(chunks: [
        NumberChunk(values: [1.5, 7, -2], absences: [0, 3, 0]), NumberChunk(values: [9, 0.25], absences: [1, 0]),
    ])

    @Test func `sums what is known, whatever stands where nothing is`() {
        #expect(Self.column.sum == -0.25)
        #expect(Numbers(chunks: []).sum == 0)
    }
}

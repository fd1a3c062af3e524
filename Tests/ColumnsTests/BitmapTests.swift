import Columns
import Testing

@Suite struct BitmapTests {
    @Test(arguments: [0, 1, 7, 8, 63, 64, 65, 130, 200])
    func `takes over marks bit for bit, batch after batch`(count: Int) {
        let marks = (0..<count).map { UInt8(($0 * 7 + $0 / 3) % 3 == 0 ? 1 : 0) }
        var bitmap = Bitmap()
        for start in stride(from: 0, to: count, by: 64) {
            let batch = Array(marks[start..<min(start + 64, count)])
            batch.withUnsafeBufferPointer { if let base = $0.baseAddress { bitmap.append(base, count: $0.count) } }
        }
        #expect(bitmap.count == count)
        #expect((0..<count).map { bitmap[$0] } == marks.map { $0 == 1 })
        #expect(bitmap.ones == marks.count { $0 == 1 })
        #expect(bitmap.places.map(Int.init) == marks.indices.filter { marks[$0] == 1 })
    }

    @Test func `can be all set`() {
        let bitmap = Bitmap(repeating: true, count: 70)
        #expect(bitmap.ones == 70)
        #expect(Bitmap(repeating: false, count: 70).ones == 0)
    }
}

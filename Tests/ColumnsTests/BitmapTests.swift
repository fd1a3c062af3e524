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

    @Test func `is taken from and added to word by word`() {
        var odd = Bitmap(repeating: false, count: 150)
        for row in stride(from: 1, to: 150, by: 2) { odd.set(row) }
        let first = Bitmap(repeating: true, count: 70)
        #expect(odd.subtracting(first).places.map(Int.init) == Array(stride(from: 71, to: 150, by: 2)))
        var all = odd
        all.formUnion(first)
        #expect(all.places.map(Int.init) == Array(0..<70) + Array(stride(from: 71, to: 150, by: 2)))
    }

    @Test func `keeps marks of set rows alone`() {
        var odd = Bitmap(repeating: false, count: 150)
        for row in stride(from: 1, to: 150, by: 2) { odd.set(row) }
        var marks = ContiguousArray<UInt8>(repeating: 1, count: 50)
        marks[0] = 0
        marks.withUnsafeMutableBufferPointer {
            if let base = $0.baseAddress { odd.keep(base, from: 63, count: $0.count) }
        }
        #expect(marks.indices.filter { marks[$0] == 1 } == Array(stride(from: 2, to: 50, by: 2)))
    }

    @Test func `can be all set`() {
        let bitmap = Bitmap(repeating: true, count: 70)
        #expect(bitmap.ones == 70)
        #expect(Bitmap(repeating: false, count: 70).ones == 0)
    }
}

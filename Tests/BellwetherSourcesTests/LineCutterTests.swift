import Testing

@testable import BellwetherSources

@Suite struct LineCutterTests {
    @Test(arguments: [1, 2, 3, 5, 64])
    func `cuts the same lines however the pieces fall`(size: Int) {
        let text = Array("one\n\ntwo\r\n   \nthree".utf8)
        var cutter = LineCutter()
        var found: [String] = []
        func take(isLast: Bool) {
            while let line = cutter.next(isLast: isLast) {
                found.append("\(cutter.number) \(String(decoding: cutter.buffer[line], as: UTF8.self))")
            }
        }
        for start in stride(from: 0, to: text.count, by: size) {
            cutter.add(Array(text[start..<min(start + size, text.count)]))
            take(isLast: false)
        }
        cutter.add([])
        take(isLast: true)
        #expect(found == ["1 one", "3 two\r", "5 three"])
    }
}

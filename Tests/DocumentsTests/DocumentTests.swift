import Diagnostics
import Documents
import Testing

@Suite struct DocumentTests {
    @Test func `reads two hundred thousand keys in time that grows with them`() {
        let yaml = (0..<200_000).map { "key\($0): \($0)\n" }.joined()
        let start = ProcessorTime.ofThisThread()
        let document = document(yaml)
        #expect(ProcessorTime.ofThisThread() - start < ProcessorTime.limit)
        #expect(document.diagnostics.isEmpty)
        guard case .mapping(let entries)? = document.root?.content else {
            Issue.record("there is no mapping")
            return
        }
        #expect(entries.count == 200_000)
        #expect(entries.last?.key.place.line == 200_000)
    }

    @Test func `reads any bytes without falling over`() {
        // Every start of a file with everything in it, and the same with a byte gone wrong.
        let bytes = Array(
            "%YAML 1.2\n---\na: &x [1, 'b', \"c\\n\"]\nd: {e: *x, <<: {f: ~}}\ng: |\n  h\ni: >-\n  j\n".utf8)
        for count in bytes.indices {
            _ = Document.read(Array(bytes.prefix(count)), named: "file")
            for wrong in [0x00, 0x09, 0x0A, 0x21, 0x22, 0x26, 0x2A, 0x3A, 0x5B, 0x7D, 0x80, 0xC3, 0xFF] as [UInt8] {
                var spoilt = bytes
                spoilt[count] = wrong
                let document = Document.read(spoilt, named: "file")
                #expect(document.root != nil || !document.diagnostics.isEmpty)
            }
        }
    }
}

import Sample
import Testing

@Suite struct CSVTests {
    @Test(arguments: [
        (["a", "b"], "a,b\n"),
        (["", ""], ",\n"),
        (["Brandt, Köhler & Partner mbB"], "\"Brandt, Köhler & Partner mbB\"\n"),
        (["Studio \"Neun\" GmbH"], "\"Studio \"\"Neun\"\" GmbH\"\n"),
        (["two\nlines"], "\"two\nlines\"\n"),
        // One character to Swift, two bytes to every reader.
        (["two\r\nlines"], "\"two\r\nlines\"\n"),
        (["it's", " spaced "], "it's, spaced \n"),
    ])
    func `quotes what a reader would take apart`(fields: [String], record: String) {
        var text = ""
        text.appendRecord(fields)
        #expect(Array(text.utf8) == Array(record.utf8))
    }
}

/// The code of a Swift file: what is left without comments and without what stands in quotes.
struct SwiftText {
    let code: String

    init(_ text: String) {
        let unquoted = text.replacing(#/"""[\s\S]*?"""/#, with: "\"\"")
            .replacing(#/"(?:\\.|[^"\\\n])*"/#, with: "\"\"")
        code = unquoted.replacing(#/\/\*[\s\S]*?\*\//#, with: "").replacing(#/\/\/.*/#, with: "")
    }

    init(ofFile path: String) throws {
        self.init(try Checkout.text(path))
    }

    /// The modules it imports, such as `GRDB`; of `import struct GRDB.Row` the module as well.
    var imports: Set<String> {
        let import_ =
            #/(?m)^(?:@\w+ )?(?:(?:package|public|internal|private|fileprivate) )?import (?:(?:struct|class|enum|protocol|func|let|var|typealias) )?(\w+)/#
        return Set(code.matches(of: import_).map { String($0.1) })
    }

    /// Every name and keyword in it.
    var words: Set<String> { Set(code.matches(of: #/\w+/#).map { String($0.0) }) }
}

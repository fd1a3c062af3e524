import Testing

/// A metric, rule function, receiver, source or kind of fact is in the product only if it is in its list.
@Suite struct CatalogueTests {
    @Test(arguments: ["Metric", "GroupMetric", "RuleFunction", "ReceiverKind", "SourceKind", "FactKind"])
    func `lists everything that is declared`(_ type: String) throws {
        let texts = try Checkout.swiftFiles(below: "Sources").map { try SwiftText(ofFile: $0).code }
        let declared = Set(texts.flatMap { Self.declarations(of: type, in: $0) })
        let found = texts.lazy.compactMap { Self.list(of: type, in: $0) }.first
        let list = try #require(found, "there is no \(type).all")
        #expect(!declared.isEmpty)
        for name in declared.sorted() { #expect(list.contains(name), "'\(name)' is missing in \(type).all") }
    }

    /// The members of an extension that are made by the type itself or by one of its makers:
    /// `static let mrr = Metric(…)`, `static let drop = lookingBack(…)`.
    static func declarations(of type: String, in code: String) -> [String] {
        blocks(extending: type, in: code).flatMap { block in
            block.matches(of: #/(?m)^    (?:package )?static let (\w+)(?:: \w+)? =\s+(\w+)\(/#)
                .filter { $0.2 == type || $0.2.first?.isLowercase == true }.map { String($0.1) }
        }
    }

    /// What stands between the brackets of `static let all`.
    static func list(of type: String, in code: String) -> Set<String>? {
        let holders = blocks(extending: type, in: code) + blocks(declaring: type, in: code)
        let all = #/static let all(?:: \[\w+\])? = \[([^\]]*)\]/#
        return holders.lazy.compactMap { $0.firstMatch(of: all) }.first.map { match in
            Set(match.1.matches(of: #/\w+/#).map { String($0.0) })
        }
    }

    private static func blocks(extending type: String, in code: String) -> [Substring] {
        blocks(openedBy: "extension \(type) {", in: code)
    }

    private static func blocks(declaring type: String, in code: String) -> [Substring] {
        blocks(openedBy: "struct \(type): ", in: code)
    }

    /// From an opening line to the brace that closes it at the start of a line.
    private static func blocks(openedBy opening: String, in code: String) -> [Substring] {
        code.split(separator: opening, omittingEmptySubsequences: false).dropFirst().map { rest in
            rest.split(separator: "\n}", maxSplits: 1, omittingEmptySubsequences: false)[0]
        }
    }

    @Test func `finds what is declared by the type, by a maker, and nothing else`() {
        let code = """
            extension Metric {
                package static let mrr = Metric(
                    1)
                static let trend = spanned(2)
                static let horizon = 60
                static func of() { let other = Metric(3) }
            }
            extension Other {
                static let foreign = Metric(4)
            }
            """
        #expect(Self.declarations(of: "Metric", in: code) == ["mrr", "trend"])
        #expect(
            Self.list(of: "Metric", in: "extension Metric {\n    static let all = [mrr, .trend]\n}") == [
                "mrr", "trend",
            ])
    }
}

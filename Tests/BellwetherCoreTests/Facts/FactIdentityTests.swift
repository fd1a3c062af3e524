import Testing

@testable import BellwetherCore

@Suite struct FactIdentityTests {
    private static let texts = [
        "", "a", "ab", "b", "Z", "é", "e\u{301}", "a key that is too long to stand by itself", "𝄞",
    ]

    @Test func `identities stand in the order of their bytes, the source first`() {
        let all = Self.texts.flatMap { source in Self.texts.map { FactIdentity(source: source, key: $0) } }
        for left in all {
            for right in all {
                let bytes = Array(left.source.utf8) == Array(right.source.utf8) ? \FactIdentity.key : \.source
                let expected = left[keyPath: bytes].utf8.lexicographicallyPrecedes(right[keyPath: bytes].utf8)
                #expect((left < right) == expected)
                #expect((left == right) == (!(left < right) && !(right < left)))
            }
        }
    }
}

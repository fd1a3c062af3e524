import Testing

/// The house tests read Swift as text: what they overlook nobody would notice.
@Suite struct SwiftTextTests {
    @Test func `sees imports in all their forms`() {
        let text = SwiftText(
            """
            import Alpha
            package import Beta
            @testable import Gamma
            @preconcurrency package import Delta
            import struct Epsilon.Row
            // import Comment
            let quoted = "import Quoted"
            """)
        #expect(text.imports == ["Alpha", "Beta", "Gamma", "Delta", "Epsilon"])
    }

    @Test func `sees words in code, not in comments and quotes`() {
        let text = SwiftText(
            #"""
            /// Never `await` here.
            /* Task */ let path = "a//b \"async\"" + now() // clock
            """#)
        #expect(text.words == ["let", "path", "now"])
    }
}

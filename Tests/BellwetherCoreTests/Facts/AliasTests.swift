import BellwetherCore
import Testing

@Suite struct AliasTests {
    @Test func `comes back from the name that facts carry, and an account's id is none`() {
        let alias = Alias(source: "billing", id: "cus_1")
        #expect(Alias(name: alias.name) == alias)
        #expect(Alias(name: "billing/cus_1") == nil)
        #expect(Alias(name: "") == nil)
    }
}

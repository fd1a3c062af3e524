import BellwetherCore
import Testing

@Suite struct JoinsTests {
    private func joins(_ accounts: [(String, Recognition)]) -> Joins {
        var joins = Joins()
        for (slot, account) in accounts.enumerated() { joins.add(account: account.0, slot: slot, account.1) }
        return joins
    }

    private var two: Joins {
        joins([
            ("acme", Recognition(externalID: "T-1", systemIDs: ["stripe": "cus_1"], domains: ["acme.com"])),
            ("beta", Recognition(externalID: "T-2", domains: ["beta.com", "acme.io"])),
        ])
    }

    @Test func `ids come before domains`() {
        #expect(
            two.meeting(of: Recognition(externalID: "T-2", domains: ["acme.com"]))
                == .account(1, by: .externalID, "T-2"))
        #expect(two.meeting(of: Recognition(domains: ["acme.io"])) == .account(1, by: .domain, "acme.io"))
        #expect(two.meeting(of: Recognition()) == nil)
    }

    @Test func `an id that leads nowhere leaves it to the domain, and ids that contradict each other do not`() {
        #expect(
            two.meeting(of: Recognition(externalID: "old", domains: ["acme.com"]))
                == .account(0, by: .domain, "acme.com"))
        #expect(
            two.meeting(of: Recognition(externalID: "beta", systemIDs: ["stripe": "cus_1"], domains: ["acme.com"]))
                == .ambiguous(.externalID, "beta, cus_1", ["acme", "beta"]))
    }

    @Test func `an id in one system is no id in another`() {
        #expect(two.meeting(of: Recognition(systemIDs: ["zendesk": "cus_1"])) == nil)
    }

    @Test func `domains of several accounts are nobody's`() {
        #expect(
            two.meeting(of: Recognition(domains: ["acme.com", "beta.com"]))
                == .ambiguous(.domain, "acme.com, beta.com", ["acme", "beta"]))
    }

    @Test func `an account's own id is its own, whoever else keeps it`() {
        let joins = joins([("T-1", Recognition()), ("acme", Recognition(externalID: "T-1"))])
        #expect(joins.meeting(ofID: "T-1") == nil)
        #expect(joins.meeting(ofID: "T-9") == nil)
        #expect(
            joins.meeting(of: Recognition(externalID: "T-1")) == .ambiguous(.externalID, "T-1", ["T-1", "acme"]))
    }

    @Test func `ids that only look alike are two`() {
        let joins = joins([("caf\u{e9}", Recognition()), ("cafe\u{301}", Recognition())])
        #expect(
            joins.meeting(of: Recognition(externalID: "cafe\u{301}")) == .account(1, by: .externalID, "cafe\u{301}"))
    }
}

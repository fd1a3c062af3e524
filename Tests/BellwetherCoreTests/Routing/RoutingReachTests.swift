import Testing

@testable import BellwetherCore

@Suite struct RoutingReachTests {
    private func routing() throws -> Routing {
        let names = ["chat", "mail", "leads", "spare", "sales", "never"]
        let (root, complaints) = readRoute(
            """
            receiver: chat
            routes:
              - matchers: [severity="critical"]
                receiver: mail
                escalate: [{ after: 1d, to: leads }]
              - matchers: [tier="Enterprise"]
                receiver: sales
              - matchers: [team="none"]
                receiver: never
            """, receivers: names)
        #expect(complaints == [])
        let profiles = names.map { ReceiverProfile(name: $0, kind: "slack", fallback: $0 == "mail" ? "spare" : nil) }
        return .sample(root: try #require(root), receivers: profiles)
    }

    @Test(
        arguments: [
            // Surely taken by the first route, goes on from there, and where that fails to the spare and the first receiver.
            (["severity": "critical"], ["mail", "leads", "spare", "chat"]),
            (["severity": "warning"], ["chat", "sales"]),
            (["severity": "warning", "tier": "Team"], ["chat"]),
            (["severity": "warning", "tier": "Enterprise"], ["sales", "chat"]),
            ([:], ["chat", "sales"]),
        ] as [([String: String], Set<String>)])
    func `knows where alerts may come to of which not all labels are known`(
        _ labels: [String: String], _ receivers: Set<String>
    ) throws {
        let open = Set(["owner", "tier", "band"]).subtracting(labels.keys)
        #expect(try routing().receivers(within: labels, open: open) == receivers)
    }
}

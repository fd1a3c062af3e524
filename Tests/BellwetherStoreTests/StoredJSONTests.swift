import Testing

@testable import BellwetherCore
@testable import BellwetherStore

/// What older files hold must stay readable: these forms may gain optional fields, and never lose or rename one.
@Suite struct StoredJSONTests {
    @Test(arguments: [
        (Alert.State.pending(since: monday), #""state":{"pending":{"since":1795420800}}"#),
        (.firing(since: monday), #""state":{"firing":{"since":1795420800}}"#),
        (
            .recovering(since: tuesday, firingSince: monday),
            #""state":{"recovering":{"firingSince":1795420800,"since":1795507200}}"#
        ),
        (
            .resolved(at: tuesday, firingSince: monday, because: .ruleChanged),
            #""state":{"resolved":{"at":1795507200,"because":"rule_changed","firingSince":1795420800}}"#
        ),
    ])
    func `an alert's state has this form`(state: Alert.State, form: String) throws {
        let alert = Alert.sample("acme", state)
        let text = try StoredJSON.text(alert)
        #expect(text.contains(form))
        #expect(try StoredJSON.value(Alert.self, from: text) == alert)
    }

    @Test(arguments: [
        (Alert.Hold.breaker, #""hold":{"breaker":{}}"#), (.source("crm"), #""hold":{"source":{"_0":"crm"}}"#),
        (.unknown(fields: ["health.score"]), #""hold":{"unknown":{"fields":["health.score"]}}"#),
    ])
    func `an alert's hold has this form`(hold: Alert.Hold, form: String) throws {
        let alert = Alert.sample(hold: hold)
        let text = try StoredJSON.text(alert)
        #expect(text.contains(form))
        #expect(try StoredJSON.value(Alert.self, from: text) == alert)
    }

    @Test func `the same value has the same bytes`() throws {
        let labels = (0..<50).map { ("label \($0)", "value") }
        let forwards = Dictionary(uniqueKeysWithValues: labels)
        let backwards = Dictionary(uniqueKeysWithValues: labels.reversed())
        #expect(try StoredJSON.text(forwards) == StoredJSON.text(backwards))
    }

    static let notification = #"""
        {"createdAt":1795420800,"events":[],"groupKey":"g","groupLabels":{"owner":"kim"},"mentions":{},"notes":[],"purpose":"change","receiver":"cs-chat","recipient":"all","sequence":1,"subject":"","unchanged":[],"words":["hello"]}
        """#

    @Test func `a notification has this form`() throws {
        #expect(try StoredJSON.text(Notification.sample()) == Self.notification)
        #expect(try StoredJSON.value(Notification.self, from: Self.notification) == .sample())
    }

    @Test(arguments: [Subject.invoice(account: "a", .init(source: "s", key: "k/é\u{0}")), .account("\u{202e}")])
    func `subjects come back as they were`(subject: Subject) throws {
        #expect(try StoredJSON.value(Subject.self, from: StoredJSON.text(subject)) == subject)
    }
}

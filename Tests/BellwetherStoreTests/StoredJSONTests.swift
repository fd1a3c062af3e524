import Testing

@testable import BellwetherCore
@testable import BellwetherStore

/// What older files hold must stay readable: these texts may gain fields, and never lose or rename one.
@Suite struct StoredJSONTests {
    static let alert = #"""
        {"hold":{"breaker":{}},"labels":{"severity":"warning","tier":"Größe \"L\"/<b>"},"level":1,"openedAt":1795420800,"rule":"health-below-band","slot":0,"state":{"recovering":{"firingSince":1795420800,"since":1795507200}},"story":{"accountID":"acme","accountName":"Acme","annotations":{},"bandColour":"grey","bandKey":"unknown","bandLabel":"Unknown","condition":"","contributions":[],"currency":"EUR","links":[],"play":"","reason":"","rulePlace":"","stakes":"","title":"Acme is At risk: 48"},"subject":{"account":{"_0":"acme"}}}
        """#

    static let notification = #"""
        {"createdAt":1795420800,"events":[],"groupKey":"g","groupLabels":{"owner":"kim"},"mentions":{},"notes":[],"purpose":"change","receiver":"cs-chat","recipient":"all","sequence":1,"subject":"","unchanged":[],"words":["hello"]}
        """#

    @Test func `an alert has this form`() throws {
        let alert = Alert.sample("acme", .recovering(since: tuesday, firingSince: monday), hold: .breaker)
        #expect(try StoredJSON.text(alert) == Self.alert)
        #expect(try StoredJSON.value(Alert.self, from: Self.alert) == alert)
    }

    @Test func `a notification has this form`() throws {
        #expect(try StoredJSON.text(Notification.sample()) == Self.notification)
        #expect(try StoredJSON.value(Notification.self, from: Self.notification) == .sample())
    }

    @Test(arguments: [Subject.invoice(account: "a", .init(source: "s", key: "k/é\u{0}")), .account("\u{202e}")])
    func `subjects come back as they were`(subject: Subject) throws {
        #expect(try StoredJSON.value(Subject.self, from: StoredJSON.text(subject)) == subject)
    }
}

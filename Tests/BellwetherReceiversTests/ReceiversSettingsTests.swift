import BellwetherCore
import Curl
import Testing

@testable import BellwetherReceivers

@Suite struct ReceiversSettingsTests {
    @Test func `reads the example of the manual`() {
        let (receivers, complaints) = readReceivers(
            """
            smtp: { host: mail.example.com, port: 587, tls: starttls, user: bell, password: { credential: smtp_password }, from: "Bellwether <bell@example.com>" }
            receivers:
              - name: cs-chat
                slack: { url: { credential: slack_url } }
                hours: { days: mon-fri, from: "08:00", to: "18:00" }
              - name: owner-mail
                email: { to: owner, fallback: cs-leads@example.com }
                fallback: cs-chat
              - name: ops-mail
                email: { to: ops@example.com }
              - name: ops-chat
                webhook: { url: { credential: ops_url }, signing_key: { credential: ops_key }, allow_addresses: [127.0.0.0/8] }
              - name: terminal
                console: {}
            """)
        #expect(complaints == [])
        #expect(receivers.map(\.name) == ["cs-chat", "owner-mail", "ops-mail", "ops-chat", "terminal"])
        #expect(receivers.map(\.profile.kind) == ["slack", "email", "email", "webhook", "console"])
        #expect(receivers[0].profile.hours != nil)
        #expect(receivers[1].profile.recipients == .owner(fallback: ["cs-leads@example.com"]))
        #expect(receivers[1].profile.fallback == "cs-chat")
        #expect(receivers[2].profile.recipients == .addresses(["ops@example.com"]))
    }

    @Test(arguments: [("own.pem", "./own.pem"), ("/etc/own.pem", "/etc/own.pem")])
    func `certificates of one's own lie where the configuration does`(written: String, read: String) throws {
        let yaml = """
            smtp: { host: mail.example.com, from: bell@example.com, ca_file: \(written) }
            receivers: [{ name: mail, email: { to: ops@example.com } }]
            """
        let mail = try #require(readReceivers(yaml).receivers.first as? Email)
        #expect(mail.smtp.caFile == read)
    }

    @Test func `a digest may be a team's, by its own clock, where many read it`() throws {
        let (receivers, complaints) = readReceivers(
            """
            smtp: { host: mail.example.com, from: bell@example.com }
            receivers:
              - name: billing
                email: { to: billing@example.com }
                digest: { at: "08:30", team: billing }
              - name: owners
                email: { to: owner }
                digest: { team: billing, timezone: Nowhere/Here }
            """)
        #expect(receivers.map { $0.profile.digest?.team } == ["billing", "billing"])
        #expect(
            complaints.map { $0.split(separator: "\n").first.map(String.init) } == [
                "bellwether.yaml:8:21: error: 'team' is for a digest that many read; with `to: owner` each owner has their own",
                "bellwether.yaml:8:40: error: time zone 'Nowhere/Here' is not known",
            ])
    }

    @Test func `says everything that is wrong, each at its place`() {
        let (_, complaints) = readReceivers(
            """
            smtp: { host: "mail example", tls: none, from: nobody, user: bell }
            receivers:
              - name: a
                slak: {}
              - name: a
                slack: { url: http://hooks.example.com/x }
              - name: b
                webhook: { url: "ftp://x", signing_key: whsec_inline }
              - name: c
                email: { to: [x, y@example.com], fallback: z@example.com }
              - name: d
                console: { colour: true }
                slack: {}
              - name: e
                console: {}
                fallback: e
              - slack: { url: "https://hooks.example.com/x" }
            """)
        #expect(
            complaints == [
                "bellwether.yaml:1:7: error: 'user' and 'password' must be given together",
                "bellwether.yaml:1:15: error: 'host' must be the name or address of a host, not 'mail example'",
                "bellwether.yaml:1:36: error: 'tls: none' is clear text, which needs 'allow_addresses'",
                "bellwether.yaml:1:48: error: 'from' must be a mail address such as name@example.com or "
                    + "Name <name@example.com>, not 'nobody'",
                "bellwether.yaml:3:5: error: receiver 'a' must be of one kind: 'console', 'webhook', 'slack', 'teams', "
                    + "'telegram' or 'email'",
                "bellwether.yaml:4:5: error: unknown key 'slak'",
                "bellwether.yaml:5:11: error: receiver 'a' is already defined on line 3",
                "bellwether.yaml:6:19: error: 'http:' is clear text, which needs 'allow_addresses'",
                "bellwether.yaml:8:21: error: a URL must begin with 'https://' or 'http://', not 'ftp://'",
                "bellwether.yaml:8:45: error: 'signing_key' must be a credential, never the secret itself",
                "bellwether.yaml:10:18: error: 'x' is not a mail address; write 'name@example.com' or "
                    + "'Name <name@example.com>'",
                "bellwether.yaml:10:38: error: 'fallback' is for `to: owner` alone",
                "bellwether.yaml:11:5: error: receiver 'd' must be of one kind: 'console', 'webhook', 'slack', 'teams', "
                    + "'telegram' or 'email'; it has 'console' and 'slack'",
                "bellwether.yaml:16:15: error: 'fallback' must name another receiver, not 'e'",
                "bellwether.yaml:17:5: error: 'name' must be given",
            ])
    }

    @Test func `wants a mail server for mail`() {
        let (_, complaints) = readReceivers("receivers: [{ name: a, email: { to: owner } }]")
        #expect(complaints == ["bellwether.yaml:1:31: error: mail needs 'smtp' at the top of the file"])
    }

    @Test(arguments: ReceiverKind.all.map(\.name))
    func `can be written as its own example says`(name: String) throws {
        let kind = try #require(ReceiverKind.all.first { $0.name == name })
        let indented = kind.example.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
        let smtp = "smtp: { host: mail.example.com, from: bell@example.com }\n"
        let (receivers, complaints) = readReceivers("\(smtp)receivers:\n\(indented)\n")
        #expect(complaints == [])
        #expect(receivers.map(\.profile.kind) == [name])
        #expect(kind.help.hasSuffix("."))
    }

    @Test(arguments: [
        "slack: { url: \"https://chat.example.com/x\", ca_file: own.pem }",
        "teams: { url: \"https://chat.example.com/x\", ca_file: own.pem }",
        "webhook: { url: \"https://chat.example.com/x\", ca_file: own.pem }",
        "telegram: { token: { credential: telegram_token }, chat: -100123, ca_file: own.pem }",
    ])
    func `what posts to a chat may trust an authority of one's own`(kind: String) throws {
        let (receivers, complaints) = readReceivers("receivers: [{ name: chat, \(kind) }]")
        #expect(complaints == [])
        #expect(try #require(receivers.first).request().caFile == "./own.pem")
    }
}

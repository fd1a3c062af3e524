import BellwetherCore
import Curl
import Testing

@testable import BellwetherReceivers

@Suite struct EmailTests {
    @Test func `writes to one recipient, as text`() throws {
        let mail = try receiver(Sample.email).mail()
        #expect(mail.recipients.map(\.description) == ["Kim <kim@example.com>"])
        #expect(mail.message.to == mail.recipients)
        #expect(mail.message.subject == "Acme GmbH is At risk: 48, was 71 thirty days ago; 12,400 EUR renews 1 Jan")
        #expect(mail.message.date.description == "Mon, 23 Nov 2026 09:15:00 +0000")
        #expect(mail.message.headers.map(\.value) == ["Bellwether <bellwether.example.com>"])
        #expect(
            mail.message.text == """
                Hello Kim,

                🔴 Acme GmbH is At risk: 48, was 71 thirty days ago (Enterprise floor 60)
                Licences −10.1 · overdue invoice −8.9 · urgent ticket −4.2 · no NPS
                12,400 EUR renews 1 Jan (39 days); notice by 2 Dec (9 days) · 56 % (18 of 30 like it renewed)
                Call the sponsor by Wed 25 Nov; bring the adoption report.
                HubSpot: https://app.hubspot.com/contacts/1/company/77
                Why: https://bellwether.example.com/accounts/acme

                --\u{20}
                Bellwether

                """)
    }

    @Test func `goes through the server that the file names`() throws {
        let request = try receiver(Sample.email).request()
        let mail = try receiver(Sample.email).mail()
        #expect(mail.server == MailServer(try Host("mail.example.com"), port: 587, .starttls))
        #expect(mail.login?.user == "bell")
        #expect(mail.from.address == "bell@example.com")
        #expect(request.allowedAddresses.isEmpty)
    }

    @Test func `answers the first mail of its group with all later ones`() throws {
        let email = try receiver(Sample.email)
        let first = try email.mail().message
        let third = try email.mail(for: .sample(sequence: 3)).message

        #expect(first.inReplyTo == nil)
        #expect(third.subject == "Re: \(first.subject)")
        #expect(third.inReplyTo == first.id)
        #expect(third.references == [first.id])
        #expect(third.id != first.id)
        #expect(first.id.description.hasSuffix(".1@example.com>"))
    }

    @Test func `answers a first mail that went to the address its reader had then`() throws {
        let email = try receiver(Sample.email)
        let before = Notification.sample(recipient: "kim.old@example.com")
        let first = try email.mail(for: before).message
        let third = try email.mail(for: .sample(sequence: 3, threadOf: before.id)).message
        #expect(third.inReplyTo == first.id && first.to != third.to)
    }

    @Test func `is the same mail on every try, and another's for anybody else`() throws {
        let email = try receiver(Sample.email)
        #expect(try email.mail(at: monday).message == email.mail(at: monday + .seconds(3_600)).message)
        #expect(try email.mail().message.id != email.mail(for: .sample(groupKey: "{}:{}#8")).message.id)
    }

    @Test func `shows how the score went, in words too, and as a picture that comes with it`() throws {
        var notification = Notification.sample()
        let bands = [HealthBand(key: "poor", label: "At risk", colour: "red", fromTenths: 0, renews: 0.4)]
        let day = try #require(Day("2026-11-23"))
        let zone = Zone.utc
        let euro = try #require(Currency("EUR"))
        let printer = ValuePrinter(currency: euro, asOf: AsOf(zone.start(of: day), in: zone))
        notification.trends = [
            "acme": try #require(Trend(of: [(day - 2, 71.4), (day, 48.2)], bands: bands, printer: printer))
        ]
        let message = try receiver(Sample.email).mail(for: notification).message
        let picture = try #require(message.pictures.first)
        #expect(message.pictures.count == 1 && picture.png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        #expect(picture.id.hasPrefix("trend1.") && message.id.description.contains(picture.id.dropFirst(7)))
        #expect(message.html.contains("<img src=\"cid:\(picture.id)\" width=\"500\""))
        #expect(
            message.html.contains(
                "alt=\"Health score from 21 Nov to 23 Nov: 71.4 at first, 48.2 at last, lowest 48.2, highest 71.4\""))
        #expect(try receiver(Sample.email).mail(for: notification).message == message)
        #expect(try !receiver(Sample.email).mail().message.html.contains("<img"))
    }

    @Test func `shows a hostile name as text, in both parts`() throws {
        let message = try receiver(Sample.email).mail(for: .hostile).message
        #expect(!message.html.contains("<b>h</b>"))
        #expect(!message.html.contains("<img"))
        #expect(!message.html.contains("<\u{301}"))
        #expect(!message.html.contains("javascript:"))
        #expect(!message.html.unicodeScalars.contains("\u{202E}"))
        #expect(message.html.contains("&lt;b&gt;h&lt;/b&gt;"))
        #expect(message.html.contains("&amp;lt;b&amp;gt;"))
        #expect(message.html.contains("{{x}} {{{x}}}"))
        #expect(!message.text.unicodeScalars.contains("\r"))
        #expect(!message.text.unicodeScalars.contains("\u{202E}"))
    }

    @Test func `fetches nothing and runs nothing`() throws {
        for (_, notification) in Notification.shapes {
            let html = try receiver(Sample.email).mail(for: notification).message.html
            for active in ["<img", "<script", "<form", "@import", "url(", "<link", " onclick", "http-equiv"] {
                #expect(!html.contains(active))
            }
        }
    }

    /// An empty value is false to the template, and must never be read as that.
    @Test func `leaves out what there is nothing to say of`() throws {
        var story = Story.numbered(1)
        (story.bandColour, story.when, story.brief, story.reason, story.stakes, story.play) = (
            "green", "", "", "", "", ""
        )
        (story.owner, story.ownerName, story.stakeMinor, story.links) = (nil, nil, nil, [])
        let many = (1...4).map { number in
            var other = story
            other.accountID = "a\(number)"
            return Event.sample(.opened, other)
        }
        for events in [many, Array(many.prefix(1)), Array(many.prefix(2))] {
            #expect(try !receiver(Sample.email).mail(for: .sample(events)).message.html.contains("false"))
        }
    }

    @Test func `says in both parts that it is a test`() throws {
        let message = try receiver(Sample.email)
            .mail(for: .test(receiver: "owner-mail", recipient: "kim@example.com", at: monday)).message
        #expect(message.subject == "TEST: Bellwether reaches this receiver")
        #expect(message.text.hasPrefix("TEST: Bellwether reaches this receiver\n"))
        #expect(message.html.contains("This is a test. No customer is concerned."))
        #expect(try !receiver(Sample.email).mail().message.html.contains("This is a test"))
    }

    @Test func `sends nothing to what is no address`() throws {
        let email = try receiver(Sample.email)
        let notification = Notification(
            receiver: "owner-mail", recipient: "kim\r\nRCPT TO:<evil@example.com>", groupKey: "", groupLabels: [:],
            sequence: 1, purpose: .change, createdAt: monday, events: [])
        #expect(throws: Unsendable.self) { try email.outgoing(for: notification, at: monday, secrets: findSecret) }
    }

    @Test(arguments: [
        (250, Verdict.delivered(reference: nil)),
        (451, .retry(after: .seconds(60), because: "the mail server answered 451")),
        (554, .rejected(because: "the mail server answered 554")),
    ])
    func `follows the server's reply`(code: Int, verdict: Verdict) throws {
        #expect(try receiver(Sample.email).verdict(on: Response(status: code), at: monday) == verdict)
    }
}

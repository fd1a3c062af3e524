import BellwetherCore
import Curl
import Diagnostics
import Documents

extension ReceiverKind {
    static let teams = ReceiverKind(
        "teams", "Posts an Adaptive Card to a Microsoft Teams channel or chat, through a Workflows webhook.",
        example: """
            - name: cs-teams
              teams: { url: { credential: teams_url } }
            """
    ) { entry in
        guard let destination = Destination.read(from: entry.settings, in: entry.folder) else { return nil }
        if case .text(let url) = destination.url, Teams.isRetired(url),
            let place = entry.settings.placeOfValue("url")
        {
            entry.settings.report(.retiredConnector(at: place))
        }
        return Teams(profile: entry.profile("teams"), destination: destination)
    }
}

/// A flow that begins "when a Teams webhook request is received". It answers 202 when it has queued the card, and says
/// nothing of what became of it: so the card is made to be small and valid before it is sent.
struct Teams: Receiver {
    let profile: ReceiverProfile
    let destination: Destination

    var way: any Sendable & Hashable { destination }

    func outgoing(
        for notification: Notification, at now: Moment, secrets: FindSecret
    ) throws(Unsendable) -> Outgoing {
        guard !Self.isRetired(try destination.url.revealed(by: secrets)) else { throw .retired }
        let body = JSON(teams: Message(notification)).bytes
        return .transfer(try destination.post(body, secrets: secrets))
    }

    /// It answers 202 all the same, and drops the card.
    func refusal(of notification: Notification) -> String? {
        let size = JSON(teams: Message(notification)).bytes.count
        return size <= Self.mostBytes ? nil : "Teams takes \(Self.mostBytes) bytes, and this has \(size)"
    }

    private static let mostBytes = 28_000

    /// A flow answers 202 with nothing. What stands behind an older address says 200 even where Teams refused, and gives
    /// Teams' own answer in words; a page is a portal in between.
    func verdict(on response: Response, at now: Moment) -> Verdict {
        let verdict = Verdict(status: response, at: now)
        guard case .delivered = verdict else {
            return verdict.advising(Self.advice(response.status), quoting: response.heard)
        }
        if response.isPage { return .retry(after: nil, because: "HTTP \(response.status) with a web page") }
        guard let refused = Self.refusal(in: response.body) else { return verdict }
        let told = Response(status: refused, headers: response.headers)
        return Verdict(status: told, at: now).advising(Self.advice(refused), quoting: response.heard)
    }

    /// What whoever is told can do about it.
    private static func advice(_ status: Int) -> String? {
        switch status {
        case 400:
            "the flow takes no card as it is built: make one by the template 'Post to a channel when a webhook request "
                + "is received'"
        case 401:
            "the flow does not let it in: let 'Anyone' trigger it, and copy its whole address, with all behind the '?'"
        case 403: "the flow may not post there: its owner must be a member of the channel, and the flow switched on"
        case 413: "Teams takes no card as big as that: `bellwether outbox show` has it, for whoever mends that"
        default: nil
        }
    }

    /// `Microsoft Teams endpoint returned HTTP error 429 with …`: the number.
    private static func refusal(in body: [UInt8]) -> Int? {
        let text = String(decoding: body.prefix(2_000), as: UTF8.self)
        guard let words = text.firstRange(of: "HTTP error "), let status = Int(text[words.upperBound...].prefix(3))
        else {
            return nil
        }
        return (300..<600).contains(status) ? status : nil
    }

    /// The connectors of Office 365, which took another kind of card, are switched off.
    static func isRetired(_ url: String) -> Bool {
        let rest = url.lowercased().drop { $0 != "/" }.drop { $0 == "/" }
        return rest.prefix { $0 != "/" && $0 != ":" }.hasSuffix("webhook.office.com")
    }
}

extension Diagnostic {
    static func retiredConnector(at place: Place) -> Diagnostic {
        error(
            "the connectors of Office 365 are switched off", at: place,
            help:
                "in Teams, add the workflow 'Post to a channel when a webhook request is received' and use its address")
    }
}

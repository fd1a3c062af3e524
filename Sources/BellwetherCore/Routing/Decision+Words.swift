extension Decision {
    /// What became of a group at this moment, for whoever asks why nothing came.
    package func words(in zone: Zone) -> String {
        switch self {
        case .tell(let reason): "is told now: \(reason.words)"
        case .keepQuiet(let reason): reason.words(in: zone)
        }
    }
}

extension Decision.TellingReason {
    fileprivate var words: String {
        switch self {
        case .openingList: "the opening list"
        case .firstFiring: "it is the first of its group"
        case .newAlerts: "it is new in its group"
        case .worsened: "it got worse, or is more urgent"
        case .closed: "something closed"
        case .woken: "what was snoozed, acknowledged or silenced is not any more"
        case .repeatDue: "a reminder is due"
        }
    }
}

extension Decision.QuietReason {
    fileprivate func words(in zone: Zone) -> String {
        switch self {
        case .waiting(let moment):
            "waits until \(Wording.local(moment, in: zone)), so that what belongs together is told together"
        case .outsideHours(let moment): "waits until \(Wording.local(moment, in: zone)): outside the hours, or muted"
        case .alreadyTold(let moment): "was told; the next reminder is \(Wording.local(moment, in: zone))"
        case .held: "is held: it cannot be decided just now"
        case .quieted: "is silenced, snoozed, acknowledged or inhibited"
        case .forDigest(let moment): "waits for the digest of \(Wording.local(moment, in: zone))"
        case .rehearsal: "waits for the end of the rehearsal"
        case .nothingToTell: "has nothing to tell"
        }
    }
}

extension Routing {
    /// When a receiver could be told something that routes send there, if it were to be told at this moment.
    package func opening(
        of receiver: String, for recipient: Recipient, by quiet: RouteQuiet, from moment: Moment
    ) -> Moment {
        let calendar = calendar(of: recipient)
        let inHours =
            receivers[receiver]?.hours?.opening(from: moment, in: calendar.zone, holidays: calendar.holidays) ?? moment
        return self.quiet.opening(
            from: inHours, muted: quiet.muted, active: quiet.active, in: calendar.zone, holidays: calendar.holidays)
    }
}

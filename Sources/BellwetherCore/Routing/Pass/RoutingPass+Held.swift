extension RoutingPass {
    /// What a reader would have been told since they last read this, were it not quiet by a rule, the heaviest first.
    /// What somebody silenced is no news to anybody.
    func heldBack(from addressee: Addressee, since: Moment) -> [String] {
        let held = quiet.compactMap { id, reason in
            standing[id].flatMap { alert in
                reason.words(standing).map { (alert: alert, because: $0) }
            }
        }
        let own = held.filter { $0.alert.hold == nil && $0.alert.firedAt > since && goes($0.alert, to: addressee) }
        let ranked = own.sorted { ($1.alert.story.weight, $0.alert.id) < ($0.alert.story.weight, $1.alert.id) }
        let shown = ranked.prefix(5).map { "\($0.alert.story.title): \($0.because)" }
        return shown + (ranked.count > shown.count ? ["and \(ranked.count - shown.count) more"] : [])
    }

    private func goes(_ alert: Alert, to addressee: Addressee) -> Bool {
        guard let receiver = routing.receivers[addressee.receiver] else { return false }
        let isRouted = routing.root.matches(for: alert.labels).contains { $0.route.receivers.contains(receiver.name) }
        return isRouted
            && receiver.recipients(of: alert.owner, among: routing.people).contains {
                $0.address == addressee.recipient
            }
    }
}

extension AlertQuiet {
    /// `held because the account is new, until Mon 4 Jan`
    fileprivate func words(_ standing: StandingAlerts) -> String? {
        switch self {
        case .silenced: nil
        case .onboarding(let day): "held because the account is new, until \(Wording.day(day))"
        case .inhibited(let other):
            "held because another alert says what matters"
                + (standing[other].map { ": \($0.story.title)" } ?? "")
        }
    }
}

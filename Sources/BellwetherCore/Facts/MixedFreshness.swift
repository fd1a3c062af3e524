/// Sources that are stale or broken while others bring the same kinds of fact afresh. What hangs on a fact of theirs is
/// not known; of whom they tell nothing all is.
///
/// Days (usage, seats) do not keep which source told them: as long as one of their sources is fresh, they are.
package struct MixedFreshness: Sendable, Hashable {
    /// By the name of a kind, by source: why nothing can be made of what it told.
    private let reasons: [String: [String: AbsenceReason]]

    /// Everything is as fresh as its kind.
    static let none = MixedFreshness([])

    init(_ sources: [SourceStanding]) {
        let fresh = Set(sources.filter { $0.state == .fresh }.flatMap(\.kinds))
        reasons = sources.reduce(into: [:]) { reasons, source in
            guard let reason = source.state.whyUnusable else { return }
            for kind in source.kinds where fresh.contains(kind) { reasons[kind, default: [:]][source.name] = reason }
        }
    }

    /// Whether it is a question of these kinds at all.
    func touches(_ kinds: [FactKind]) -> Bool { !reasons.isEmpty && kinds.contains { reasons[$0.name] != nil } }

    /// The sources in question of one of these kinds.
    func sources(of kinds: [FactKind]) -> [String] { kinds.flatMap { reasons[$0.name].map { Array($0.keys) } ?? [] } }

    /// Why nothing can be made of these kinds for this account: the worse reason, where there are two.
    func whyUnusable(_ kinds: [FactKind], of account: AccountView) -> AbsenceReason? {
        kinds.flatMap { kind in
            guard let reasons = reasons[kind.name] else { return [AbsenceReason]() }
            return account.sources(of: kind).compactMap { reasons[$0] }
        }.max { $0.rawValue < $1.rawValue }
    }

    /// The first of the sources in question that told something of these kinds about this account.
    func source(telling kinds: [FactKind], of account: AccountView) -> String? {
        kinds.flatMap { kind in
            guard let reasons = reasons[kind.name] else { return [String]() }
            return account.sources(of: kind).filter { reasons[$0] != nil }
        }.min()
    }

    /// The source of one fact, where it is in question.
    func source(of identity: FactIdentity, _ kind: FactKind) -> String? {
        reasons[kind.name]?[identity.source].map { _ in identity.source }
    }
}

extension SourceStanding.State {
    /// Why nothing can be made of what such a source told; nothing where it can.
    var whyUnusable: AbsenceReason? {
        switch self {
        case .fresh: nil
        case .stale, .neverLoaded: .stale
        case .broken: .sourceError
        }
    }
}

extension AccountView {
    /// Which sources told the facts of a kind that the account has.
    fileprivate func sources(of kind: FactKind) -> Set<String> {
        switch kind.name {
        case FactKind.account.name: Set([profile?.identity.source].compactMap(\.self))
        case FactKind.subscription.name: Set(subscriptions.map(\.identity.source))
        case FactKind.contract.name: Set(contracts.map(\.identity.source))
        case FactKind.renewal.name: Set(renewals.map(\.identity.source))
        case FactKind.invoice.name: Set(invoices.map(\.identity.source))
        case FactKind.payment.name: Set(payments.map(\.identity.source))
        case FactKind.creditNote.name: Set(creditNotes.map(\.identity.source))
        case FactKind.ticket.name: Set(tickets.map(\.identity.source))
        case FactKind.surveyResponse.name: Set(responses.map(\.identity.source))
        case FactKind.surveyInvitation.name: Set(invitations.map(\.identity.source))
        case FactKind.touch.name: Set(touches.map(\.identity.source))
        case FactKind.cost.name: Set(costs.map(\.identity.source))
        case FactKind.order.name: Set(orders.map(\.identity.source))
        case FactKind.contact.name: Set(contacts.map(\.identity.source))
        case FactKind.sentiment.name: Set(sentiments.map(\.identity.source))
        case FactKind.advocacy.name: Set(advocacy.map(\.identity.source))
        case FactKind.customMeasure.name: Set(measures.map(\.identity.source))
        default: []
        }
    }
}

/// Where an account stands in its life, as its page says it.
extension TurnView {
    func standing(of account: AccountView) -> [String] {
        guard let profile = account.profile else { return [] }
        let status = account.status(at: asOf)
        return [
            since(profile, status), status.map { words(for: $0, of: account) } ?? "",
            profile.isExcluded ? "left out of everything, as a test or an internal account" : "",
        ].filter { !$0.isEmpty }
    }

    private func since(_ profile: Profile, _ status: AccountStatus?) -> String {
        guard let started = profile.started, status?.isCustomer == true || status == .churned else { return "" }
        return "customer since \(printer.text(started))"
    }

    private func words(for status: AccountStatus, of account: AccountView) -> String {
        switch status {
        case .prospect: return "no customer yet"
        case .trialing: return "in a trial"
        case .active: return ""
        case .pastDue: return "a payment is past due"
        case .paused: return "paused"
        case .cancelling: return "has given notice"
        case .churned:
            let when = account.left(by: asOf).map { " on \(printer.text($0))" } ?? ""
            let why = account.churnReason.map { ": \($0.replacing("_", with: " "))" } ?? ""
            return "left\(when)\(why)"
        }
    }
}

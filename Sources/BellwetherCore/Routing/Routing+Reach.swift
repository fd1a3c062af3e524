extension Routing {
    /// Every receiver that alerts may come to of which these labels are known, and others may be anything: by a route,
    /// by what follows where nobody acknowledges, or where one of these stays unable to deliver.
    package func receivers(within labels: [String: String], open: Set<String>) -> Set<String> {
        let first = root.receivers(within: labels, open: open)
        let next = first.compactMap { fallback(for: $0) }
        return first.union(next).filter { receivers[$0] != nil }
    }
}

extension Route {
    fileprivate func receivers(within labels: [String: String], open: Set<String>) -> Set<String> {
        guard matchers.allSatisfy({ open.contains($0.label) || $0.holds(for: labels) }) else { return [] }
        var found: Set<String> = []
        var isTakenBelow = false
        for child in routes {
            found.formUnion(child.receivers(within: labels, open: open))
            guard child.surelyMatches(labels, open: open) else { continue }
            isTakenBelow = true
            if !child.goesOn { break }
        }
        return isTakenBelow ? found : found.union(ownReceivers)
    }

    private func surelyMatches(_ labels: [String: String], open: Set<String>) -> Bool {
        matchers.allSatisfy { !open.contains($0.label) && $0.holds(for: labels) }
    }

    private var ownReceivers: [String] {
        receivers
            + quiet.escalation.compactMap { step in
                if case .receiver(let name) = step.target { name } else { nil }
            }
    }
}

extension Accounts {
    /// The slots whose id is this, or else whose name is or begins with it, whatever the case.
    package func slots(called text: String) -> [Int] {
        if let slot = slots[text] { return [slot] }
        let wanted = text.lowercased()
        guard !wanted.isEmpty else { return [] }
        let named = (0..<slotCount).filter { self[$0].isDescribed }
        let byID = named.filter { self[$0].profile?.id.lowercased() == wanted }
        if !byID.isEmpty { return byID }
        let whole = named.filter { self[$0].profile?.name.lowercased() == wanted }
        return whole.isEmpty ? named.filter { self[$0].profile?.name.lowercased().hasPrefix(wanted) == true } : whole
    }

    /// The ids of these.
    package func ids(called text: String) -> [String] { slots(called: text).compactMap { self[$0].profile?.id } }
}

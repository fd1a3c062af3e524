extension Subscription {
    /// Whether it is the one of that name, or an item of it.
    func isPart(of name: String?) -> Bool { identity.key.isPart(ofSubscription: name) }
}

extension String {
    /// Whether it names the subscription of that name, or an item of it, which is called `NAME|ITEM`.
    func isPart(ofSubscription name: String?) -> Bool {
        guard let name, utf8.starts(with: name.utf8) else { return false }
        let rest = utf8.dropFirst(name.utf8.count)
        return rest.isEmpty || rest.first == UInt8(ascii: "|")
    }
}

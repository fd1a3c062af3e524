extension Route {
    /// The receivers that it or any route below it names.
    package var receiversBelow: Set<String> { routes.reduce(Set(receivers)) { $0.union($1.receiversBelow) } }
}

extension Routing {
    /// Whether any route goes to the owners of accounts.
    package var tellsOwners: Bool { root.receiversBelow.contains { receivers[$0]?.isOwners ?? false } }
}

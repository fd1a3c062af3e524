/// Waits until each of some parts has said that it is there, and says so once.
package actor RollCall {
    private var missing: Set<String>
    private let whenAllAreThere: @Sendable () async -> Void

    package init(_ parts: Set<String>, whenAllAreThere: @escaping @Sendable () async -> Void) {
        missing = parts
        self.whenAllAreThere = whenAllAreThere
    }

    package func isThere(_ part: String) async {
        guard missing.remove(part) != nil, missing.isEmpty else { return }
        await whenAllAreThere()
    }
}

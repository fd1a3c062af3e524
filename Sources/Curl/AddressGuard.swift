/// Decides which addresses a request may reach.
///
/// It is asked about the address that is about to be connected to, never about a name: a name can be made to point
/// anywhere between the question and the connection.
struct AddressGuard {
    let allowed: [AddressRange]
    let isEncrypted: Bool

    init(for request: Request) {
        allowed = request.allowedAddresses
        isEncrypted = request.isEncrypted
    }

    /// Whoever listed a range knows what is there. Everything else must be public, and is never spoken to in clear text.
    func permits(_ address: IPAddress) -> Bool {
        let destination = address.destination
        if allowed.contains(where: { $0.contains(address) || $0.contains(destination) }) { return true }
        return isEncrypted && !AddressRange.notPublic.contains { $0.contains(destination) }
    }
}

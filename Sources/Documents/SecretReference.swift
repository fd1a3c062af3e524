package import Diagnostics

/// Names a credential; the secret itself never stands in a file of ours.
package struct SecretReference: Sendable, Hashable {
    package let credential: String
    package let place: Place

    package init(credential: String, place: Place) {
        self.credential = credential
        self.place = place
    }
}

/// A setting that may be plain, or too precious to be written down: a webhook's address with its token in it.
package enum TextOrSecret: Sendable, Hashable {
    case text(String)
    case secret(SecretReference)
}

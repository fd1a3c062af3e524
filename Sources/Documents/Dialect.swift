/// Which YAML is read: our files keep to `strict`; `suite` is for measuring against the YAML test suite.
package struct Dialect: Sendable, Hashable {
    /// A stream of no or several documents.
    package var allowsManyDocuments: Bool
    /// Tags outside the core schema, which are then as good as `!!str`, `!!seq` and `!!map`.
    package var allowsOtherTags: Bool
    /// Lists and mappings as keys, empty keys, and keys that differ only in type, such as 1 and "1".
    package var allowsAnyKey: Bool
    /// YAML 1.1's `<<`; without it, that is a key like any other.
    package var mergesKeys: Bool

    package static let strict = Dialect(
        allowsManyDocuments: false, allowsOtherTags: false, allowsAnyKey: false, mergesKeys: true)
    package static let suite = Dialect(
        allowsManyDocuments: true, allowsOtherTags: true, allowsAnyKey: true, mergesKeys: false)
}

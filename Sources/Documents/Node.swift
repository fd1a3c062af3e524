package import Diagnostics

/// One value of a YAML file, resolved by the YAML 1.2 core schema, that knows where it is written.
package struct Node: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
        case null
        case bool(Bool)
        case integer(Int64)
        case real(Double)
        case text(String)
        case sequence([Node])
        case mapping([Entry])
    }

    /// A key, which is always a scalar in a file of ours, and its value.
    package struct Entry: Sendable, Hashable {
        package let key: Node
        package let value: Node

        package init(key: Node, value: Node) {
            self.key = key
            self.value = value
        }

        /// The key's text, whatever it resolves to: `2024:` and `"2024":` are one name.
        package var name: String { key.written ?? "" }
    }

    package let content: Content
    package let place: Place
    /// A scalar's resolved text, each byte of it mapped back into the file.
    package let fragment: Fragment?
    /// Whether the reader already complained about it; whoever reads it gets nothing, and need say nothing more.
    package let isBroken: Bool

    package init(_ content: Content, at place: Place, fragment: Fragment? = nil, isBroken: Bool = false) {
        self.content = content
        self.place = place
        self.fragment = fragment
        self.isBroken = isBroken
    }

    /// A scalar's text, with quotes, escapes and folds resolved.
    package var written: String? { fragment?.text }

    /// The same value as an alias repeats it: complaints about the whole point at the alias, those about
    /// its text or its parts at where they are written.
    func repeated(at place: Place) -> Node {
        Node(content, at: place, fragment: fragment, isBroken: isBroken)
    }
}

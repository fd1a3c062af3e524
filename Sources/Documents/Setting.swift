import Diagnostics

/// One kind of value a setting can have: reads a node, or says what it must be.
package struct Setting<Value>: Sendable {
    /// Completes "'for' must be …".
    package let expectation: String
    package let read: @Sendable (Node, Reading) -> Value?

    /// A kind of its own; `read` complains to the `Reading` before it gives nothing.
    package init(_ expectation: String, read: @escaping @Sendable (Node, Reading) -> Value?) {
        self.expectation = expectation
        self.read = read
    }

    /// A kind that is read from one value without further words.
    package init(_ expectation: String, from convert: @escaping @Sendable (Node) -> Value?) {
        self.init(expectation) { node, reading in
            convert(node) ?? reading.refuse(node, becauseItMustBe: expectation)
        }
    }
}

extension Setting {
    /// The same, made into something of ours.
    package func map<Other>(_ transform: @escaping @Sendable (Value) -> Other) -> Setting<Other> {
        Setting<Other>(expectation) { node, reading in read(node, reading).map(transform) }
    }

    /// The same, made into something that not every value can become.
    package func converted<Other>(
        to expectation: String, _ transform: @escaping @Sendable (Value) -> Other?
    ) -> Setting<Other> {
        Setting<Other>(expectation) { node, reading in
            guard let value = read(node, reading) else { return nil }
            return transform(value) ?? reading.refuse(node, becauseItMustBe: expectation)
        }
    }

    /// The same, as far as it passes a test: `.text.checked("an address with an @") { … }`.
    package func checked(_ expectation: String, _ holds: @escaping @Sendable (Value) -> Bool) -> Setting {
        converted(to: expectation) { holds($0) ? $0 : nil }
    }
}

/// One node being read: what a message calls it, and who hears of it.
package struct Reading {
    /// `'for'`, or `an item of 'dates'`.
    package let name: String
    package let report: DiagnosticReport

    /// Says what the node must be, and gives nothing.
    package func refuse<Value>(_ node: Node, becauseItMustBe expectation: String, help: String? = nil) -> Value? {
        complain(about: node, becauseItMustBe: expectation, help: help)
        return nil
    }

    func complain(about node: Node, becauseItMustBe expectation: String, help: String? = nil) {
        guard !node.isBroken else { return }
        report.add(.wrongValue(name, mustBe: expectation, not: node, help: help))
    }

    func items() -> Reading { Reading(name: "an item of \(name)", report: report) }

    func value(of key: Node) -> Reading {
        Reading(name: "\(Printable.quoted(key.written ?? "")) in \(name)", report: report)
    }
}

package import Diagnostics

/// A value under a name that the file's writer chose.
package struct Named<Value> {
    package let name: String
    /// Where the name is written.
    package let place: Place
    package let value: Value

    package init(name: String, place: Place, value: Value) {
        self.name = name
        self.place = place
        self.value = value
    }
}

extension Named: Sendable where Value: Sendable {}
extension Named: Equatable where Value: Equatable {}
extension Named: Hashable where Value: Hashable {}

extension Setting {
    /// A list of values of one kind; one bad item spoils the list, but all bad items are told.
    package static func list<Item>(of kind: Setting<Item>) -> Setting where Value == [Item] {
        Setting("a list") { node, reading in
            guard case .sequence(let nodes) = node.content else {
                return reading.refuse(node, becauseItMustBe: "a list")
            }
            let items = nodes.compactMap { kind.read($0, reading.items()) }
            return items.count == nodes.count ? items : nil
        }
    }

    /// Values of one kind under free names, in the order of the file.
    package static func map<Item>(of kind: Setting<Item>) -> Setting where Value == [Named<Item>] {
        Setting("a mapping") { node, reading in
            guard case .mapping(let entries) = node.content else {
                return reading.refuse(node, becauseItMustBe: "a mapping")
            }
            let items = entries.compactMap { entry in
                kind.read(entry.value, reading.value(of: entry.key)).map {
                    Named(name: entry.name, place: entry.key.place, value: $0)
                }
            }
            return items.count == entries.count ? items : nil
        }
    }
}

extension Setting where Value == [String] {
    /// One text, or a list of them.
    package static var textList: Setting {
        Setting("a text or a list of texts") { node, reading in
            if case .sequence = node.content { return Setting.list(of: .text).read(node, reading) }
            if case .mapping = node.content {
                return reading.refuse(node, becauseItMustBe: "a text or a list of texts")
            }
            return Setting<String>.text.read(node, reading).map { [$0] }
        }
    }
}

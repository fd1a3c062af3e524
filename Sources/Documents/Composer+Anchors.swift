import Diagnostics

/// What an alias of this name stands for, so far.
enum Anchor {
    /// It is still being read: an alias of it would contain itself.
    case open(from: Int)
    case closed(Composed)
}

extension Composer {
    mutating func open(_ anchor: String?, from event: Event) {
        if let anchor { anchors[ExactText(anchor)] = .open(from: event.start) }
    }

    /// An anchor means the latest value before its alias that carries it; one inside this value came later.
    mutating func define(_ anchor: String?, from event: Event, as composed: Composed) {
        guard let anchor else { return }
        if case .scalar = event.step { anchors[ExactText(anchor)] = .closed(composed) }
        if case .open(event.start) = anchors[ExactText(anchor)] { anchors[ExactText(anchor)] = .closed(composed) }
    }

    /// What the alias stands for, within what a file may repeat.
    mutating func repeated(_ name: String, at place: Place, depth: Int) throws(Refusal) -> Composed {
        switch anchors[ExactText(name)] {
        case .closed(let composed):
            repeatedNodes += composed.weight
            guard repeatedNodes <= limits.repeatedNodes else {
                throw Refusal(.tooManyRepeats(limits.repeatedNodes, at: place))
            }
            guard depth + composed.height <= limits.depth else { throw Refusal(.tooDeep(limits.depth, at: place)) }
            return Composed(
                node: composed.node.repeated(at: place), weight: composed.weight, height: composed.height)
        case .open:
            diagnostics.append(.cycle(name, at: place))
        case nil:
            diagnostics.append(.undefinedAlias(name, at: place))
        }
        return Composed(node: Node(.null, at: place, isBroken: true))
    }
}

import Diagnostics

extension Diagnostic {
    static func receiverNamedTwice(_ name: String, at place: Place, first line: Int) -> Diagnostic {
        error("receiver \(Printable.quoted(name)) is already defined on line \(line)", at: place)
    }

    static func oneKind(of name: String, at place: Place, found: [String]) -> Diagnostic {
        let known = Suggestion.alternatives(ReceiverKind.all.map(\.name))
        let rule = "receiver \(Printable.quoted(name)) must be of one kind: \(known)"
        return error(found.isEmpty ? rule : "\(rule); it has \(Suggestion.inProse(found))", at: place)
    }

    static func fallbackElsewhere(_ name: String, at place: Place) -> Diagnostic {
        error("'fallback' must name another receiver, not \(Printable.quoted(name))", at: place)
    }

    static func needsAllowedAddresses(_ what: String, at place: Place) -> Diagnostic {
        error(
            "\(what) is clear text, which needs 'allow_addresses'", at: place,
            help: "list the addresses that may be spoken to, such as 127.0.0.0/8")
    }

    static func badAddress(_ flaw: String, at place: Place) -> Diagnostic { error(flaw, at: place) }

    static func needsSMTP(at place: Place) -> Diagnostic {
        error("mail needs 'smtp' at the top of the file", at: place, help: "name the host, the port and 'from' there")
    }

    static func fallbackWithoutOwner(at place: Place) -> Diagnostic {
        error("'fallback' is for `to: owner` alone", at: place, help: "list all addresses under 'to'")
    }

    static func teamAmongOwners(at place: Place) -> Diagnostic {
        error(
            "'team' is for a digest that many read; with `to: owner` each owner has their own", at: place,
            help: "take 'team' away, or give the team a receiver: a channel, or `to: [team@example.com]`")
    }

    static func bothUserAndPassword(at place: Place) -> Diagnostic {
        error("'user' and 'password' must be given together", at: place)
    }
}

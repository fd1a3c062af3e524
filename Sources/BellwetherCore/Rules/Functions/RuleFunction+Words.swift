import CEL
import Diagnostics

extension FieldFunction.Call {
    /// What is wrong with looking back on this field, over this span.
    func mistakeInLookingBack(alsoOn codes: String? = nil) -> Diagnostic? {
        for argument in arguments {
            switch argument {
            case .field(let field, at: let place) where !field.isKeptInHistory && field.name != codes:
                return .notKept(field.name, by: function, at: place)
            case .literal(.string(let text), at: let place) where Span(text) == nil:
                return .notASpan(text, for: function, at: place)
            case .field, .literal: continue
            }
        }
        return nil
    }

    var unit: Unit? { fields.first?.unit.flatMap { Unit(named: $0) } }
}

extension Diagnostic {
    static func notASpan(_ text: String, for function: String, at place: Place) -> Diagnostic {
        error(
            "'\(function)' must look back over a span such as '30d' or '2w', not '\(Printable.name(text))'", at: place,
            note: "a span is at most 730d; history is kept for 800 days")
    }

    static func notKept(_ field: String, by function: String, at place: Place) -> Diagnostic {
        error(
            "'\(function)' cannot look back on '\(field)'; its past is not kept", at: place,
            help: "history keeps metrics, 'health.score', 'health.coverage' and, for 'ago', 'health.band'")
    }

    static func notATime(_ field: String, for function: String, at place: Place) -> Diagnostic {
        error("'\(function)' must be asked of a day or a moment, not of '\(field)'", at: place)
    }

    static func unknownBand(_ written: String, among bands: [HealthBand], at place: Place) -> Diagnostic {
        let known = bands.flatMap { [$0.key, $0.colour, $0.label] }.reduce(into: [String]()) { known, name in
            if !known.contains(name) { known.append(name) }
        }
        return error(
            "no health model has a band '\(Printable.name(written))'", at: place,
            help: Suggestion.nearest(to: written, among: known).map { "did you mean '\($0)'?" }
                ?? "bands are \(Suggestion.inProse(bands.map(\.key)))")
    }
}

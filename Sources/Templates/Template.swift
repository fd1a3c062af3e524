import Mustache

/// A Mustache text whose values are always escaped for HTML, as text or in a quoted attribute.
///
/// Mustache itself escapes by characters as people see them, and would let a `<` through that carries a combining mark.
/// So values are escaped here, code point by code point, and Mustache is told to add nothing; `{{{…}}}` is no way around.
package struct Template: Sendable {
    private let template: MustacheTemplate

    /// A template of our own: one that cannot be read is a mistake in the program.
    package init(_ text: StaticString) {
        do {
            template = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}\(text)")
        } catch {
            preconditionFailure("a template of ours is well-formed: \(error)")
        }
    }

    package func render(_ values: [String: TemplateValue]) -> String {
        template.render(TemplateValue.mapping(values).object)
    }
}

/// What a template may show.
package enum TemplateValue: Sendable {
    /// A section of an empty text is left out.
    case text(String)
    case flag(Bool)
    case mapping([String: TemplateValue])
    case list([[String: TemplateValue]])
}

extension TemplateValue: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self = .text(text) }
}

extension TemplateValue {
    /// As Mustache takes it: an empty text is false, so that `{{#play}}…{{/play}}` asks whether there is one.
    fileprivate var object: Any {
        switch self {
        case .text(""): false
        case .text(let text): text.escapedForHTML
        case .flag(let flag): flag
        case .mapping(let values): values.mapValues(\.object)
        case .list(let items): items.map { $0.mapValues(\.object) }
        }
    }
}

extension String {
    package var escapedForHTML: String {
        var result = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

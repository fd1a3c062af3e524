@testable import Documents

/// Events as the suite writes them: `+MAP {} &a`, `=VAL :text`.
enum EventNotation {
    static func lines(_ yaml: String) throws -> [String] {
        let bytes = Array(yaml.utf8)
        var stream = EventStream(bytes)
        var lines: [String] = []
        while true {
            let event = try stream.next()
            lines.append(line(event))
            if case .streamEnd = event.step { return lines }
        }
    }

    private static func line(_ event: Event) -> String {
        switch event.step {
        case .streamStart: "+STR"
        case .documentStart(let isImplicit): isImplicit ? "+DOC" : "+DOC ---"
        case .alias(let name): "=ALI *\(name)"
        case .scalar(let text, let style, let properties):
            "=VAL\(written(properties)) \(indicator(style))\(escaped(text))"
        case .sequenceStart(let properties, let isFlow):
            "+SEQ\(isFlow ? " []" : "")\(written(properties))"
        case .sequenceEnd: "-SEQ"
        case .mappingStart(let properties, let isFlow):
            "+MAP\(isFlow ? " {}" : "")\(written(properties))"
        case .mappingEnd: "-MAP"
        case .documentEnd(let isImplicit): isImplicit ? "-DOC" : "-DOC ..."
        case .streamEnd: "-STR"
        }
    }

    private static func written(_ properties: Event.Properties) -> String {
        (properties.anchor.map { " &\($0)" } ?? "") + (properties.tag.map { " <\($0)>" } ?? "")
    }

    private static func indicator(_ style: ScalarStyle) -> String {
        switch style {
        case .plain: ":"
        case .singleQuoted: "'"
        case .doubleQuoted: "\""
        case .literal: "|"
        case .folded: ">"
        }
    }

    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "\\": "\\\\"
            case "\n": "\\n"
            case "\t": "\\t"
            case "\r": "\\r"
            case "\u{8}": "\\b"
            case "\0": "\\0"
            default: String(scalar)
            }
        }.joined()
    }
}

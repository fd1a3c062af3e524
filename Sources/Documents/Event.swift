/// One step through a YAML stream, as libyaml takes it; places are counted in code points from the start of the file.
struct Event: Sendable {
    enum Step: Sendable {
        case streamStart
        case documentStart(isImplicit: Bool)
        case alias(String)
        case scalar(String, ScalarStyle, Properties)
        case sequenceStart(Properties, isFlow: Bool)
        case sequenceEnd
        case mappingStart(Properties, isFlow: Bool)
        case mappingEnd
        case documentEnd(isImplicit: Bool)
        case streamEnd
    }

    /// What may stand before a value: `&anchor !tag`.
    struct Properties: Sendable {
        let anchor: String?
        /// With its handle resolved: `tag:yaml.org,2002:int`.
        let tag: String?
    }

    let step: Step
    let start: Int
    let end: Int
}

enum ScalarStyle: Sendable {
    case plain
    case singleQuoted
    case doubleQuoted
    case literal
    case folded
}

/// What libyaml found wrong, in its words, and where.
struct SyntaxFault: Error {
    let problem: String
    let start: Int
    /// Where the thing began that is broken, such as an open quote.
    let contextStart: Int?

    /// Whether it goes on to the end of the file.
    var isUnclosed: Bool { problem == "found unexpected end of stream" }

    /// Whether it is noticed only behind where somebody would look: at the end of the file, on the next line.
    var isNoticedLate: Bool { isUnclosed || problem == "could not find expected ':'" }
}

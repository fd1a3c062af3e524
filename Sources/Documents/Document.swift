package import Diagnostics

/// One YAML file, composed, or what is wrong with it.
package struct Document: Sendable {
    package let source: SourceText
    /// Nothing for a file without a document in it, or one that cannot be read at all.
    package let root: Node?
    package let diagnostics: [Diagnostic]
    /// Where the structure of the file breaks; then there is no root.
    private let breakage: Breakage?
    private let limits: Limits

    /// Reads a file that must be one document.
    package static func read(_ bytes: [UInt8], named name: String, limits: Limits = .standard) -> Document {
        let stream = DocumentStream.read(bytes, named: name, limits: limits, dialect: .strict)
        return Document(
            source: stream.source, root: stream.roots.first, diagnostics: stream.diagnostics,
            breakage: stream.breakage, limits: limits)
    }

    /// Of a file whose structure is broken, what can be read all the same, for telling what else is wrong in it.
    package var salvage: Salvage? {
        breakage.flatMap { Salvage(source: source, limits: limits, around: $0) }
    }

    /// The mapping that the file is; what was wrong in composing it goes into the report. A file of nothing but
    /// comments is an empty mapping.
    package func settings(reportingTo report: DiagnosticReport) -> Settings? {
        report.add(diagnostics)
        if let root { return Settings(root, report: report) }
        if diagnostics.hasErrors { return nil }
        let place = Place(file: source.name, line: 1, column: 1)
        return Settings(Node(.mapping([]), at: place), report: report)
    }
}

/// All documents of a stream; a file of ours has one.
package struct DocumentStream: Sendable {
    package let source: SourceText
    package let roots: [Node]
    package let diagnostics: [Diagnostic]
    var breakage: Breakage?

    package static func read(
        _ bytes: [UInt8], named name: String, limits: Limits, dialect: Dialect
    ) -> DocumentStream {
        guard bytes.count <= limits.bytes else {
            let fault = Diagnostic.fileTooLarge(bytes.count, limit: limits.bytes, in: name)
            return DocumentStream(source: SourceText("", name: name), roots: [], diagnostics: [fault])
        }
        let (text, fault) = FileEncoding.check(bytes)
        let source = SourceText(String(decoding: text, as: UTF8.self), name: name)
        if let fault {
            let place = Place(file: name, line: fault.line, column: fault.column)
            return DocumentStream(source: source, roots: [], diagnostics: [.encoding(fault.kind, at: place)])
        }
        var composer = Composer(Array(text), source: source, limits: limits, dialect: dialect)
        let roots = composer.documents()
        return DocumentStream(
            source: source, roots: roots, diagnostics: composer.diagnostics.inOrder(), breakage: composer.breakage)
    }
}

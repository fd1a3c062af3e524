import Diagnostics
import Foundation

@testable import CEL

/// Runs the cases of the specification's conformance suite, which is not part of this checkout.
enum Conformance {
    /// `cel` in the folder that `BELLWETHER_SHARED` names, or in `shared` beside the checkout.
    static let folder: URL = {
        let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let named = ProcessInfo.processInfo.environment["BELLWETHER_SHARED"].map { URL(filePath: $0) }
        let shared = named ?? checkout.deletingLastPathComponent().appending(path: "shared")
        return shared.appending(path: "conformance/cel")
    }()

    static var files: [URL] {
        let entries = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return (entries ?? []).filter { $0.pathExtension == "jsonl" }.sorted { $0.path < $1.path }
    }

    static func cases(in file: URL) throws -> [ConformanceCase] {
        try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode(ConformanceCase.self, from: $0)
        }
    }

    /// Libraries beyond the language itself that are not there.
    static let absent: Set = [
        "strings", "math", "optionals", "cel.bind", "encoders", "two-var-comprehensions", "cel.block", "network",
    ]

    /// Why a case is not run, if it is not.
    static func reasonToSkip(_ test: ConformanceCase) -> String? {
        if !test.applies { return "protobuf" }
        if let missing = test.needs.first(where: absent.contains) { return missing }
        return test.expr.contains("matches(") ? "matches" : nil
    }

    /// What is wrong with the outcome, if something is.
    static func complaint(about test: ConformanceCase) -> String? {
        let (condition, diagnostics) = condition(of: test)
        let isErrorExpected = test.expect.error != nil
        guard let condition else {
            return isErrorExpected ? nil : diagnostics.map(\.description).joined(separator: "; ")
        }
        if let wanted = test.expect.type?.type, condition.type != wanted { return "type \(condition.type)" }
        if test.check_only { return nil }
        let value = condition.value { index in
            test.bindings[condition.references[index].name]?.value ?? .failure(.unknownName("unbound"))
        }
        if isErrorExpected {
            if case .failure = value { return nil }
            return "\(value) in place of an error"
        }
        return value == test.expect.value?.value ? nil : "\(value)"
    }

    private static func condition(of test: ConformanceCase) -> (Condition?, [Diagnostic]) {
        let vocabulary = Vocabulary(
            variables: variables(of: test),
            functions: Function.standard(zones: offset) + functions(of: test),
            container: test.container)
        let source = Fragment(test.expr)
        return test.disable_check
            ? Condition.unchecked(source, against: vocabulary)
            : Condition.checked(source, against: vocabulary, expecting: nil, literals: .strict)
    }

    private static func variables(of test: ConformanceCase) -> [Variable] {
        let declared = test.type_env.compactMap { declaration in
            declaration.ident.map { Variable(declaration.name, $0.type) }
        }
        let names = Set(declared.map(\.name))
        return declared + test.bindings.keys.filter { !names.contains($0) }.map { Variable($0, .dyn) }
    }

    private static func functions(of test: ConformanceCase) -> [Function] {
        test.type_env.compactMap { declaration in
            declaration.function.map { overloads in
                Function(
                    declaration.name,
                    overloads.map { .init($0.member ? .member : .global, $0.params.map(\.type), $0.result.type) },
                    body: .init())
            }
        }
    }

    private static let offset: ZoneLookup = { name, seconds in
        TimeZone(identifier: name)?.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
    }
}

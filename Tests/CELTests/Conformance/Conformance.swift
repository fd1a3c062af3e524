import Diagnostics
import Foundation

@testable import CEL

/// Runs the cases of the specification's conformance suite, which is not part of this checkout.
enum Conformance {
    /// The folder that `BELLWETHER_SHARED` names, or `shared` beside the checkout.
    static let shared: URL = {
        let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let named = ProcessInfo.processInfo.environment["BELLWETHER_SHARED"].map { URL(filePath: $0) }
        return named ?? checkout.deletingLastPathComponent().appending(path: "shared")
    }()

    static var files: [URL] { files(in: "cel") }

    static func files(in suite: String) -> [URL] {
        let folder = shared.appending(path: "conformance/" + suite)
        let entries = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return (entries ?? []).filter { $0.pathExtension == "jsonl" }.sorted { $0.path < $1.path }
    }

    static func cases(in file: URL) throws -> [ConformanceCase] {
        try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode(ConformanceCase.self, from: $0)
        }
    }

    /// What is left out on purpose: `cel.block` is what optimizers write, and network addresses are not in the rules'
    /// world. Both are unknown functions, and said to be.
    static let absent: Set = ["cel.block", "network"]

    /// Why a case is not run, if it is not.
    static func reasonToSkip(_ test: ConformanceCase) -> String? {
        return test.applies ? test.needs.first(where: absent.contains) : "protobuf"
    }

    /// One way to find out what a condition is worth, given the values of variables by name.
    struct Evaluator: Sendable {
        let name: String
        /// Nothing where it cannot take the condition; then the case says nothing about it.
        let value: @Sendable (Condition, [String: Value]) -> Value?
        /// Whether cases count for it that are settled before anything is evaluated.
        let settlesUnevaluated: Bool

        static let oneByOne = Evaluator(name: "one by one", settlingUnevaluated: true) { condition, bindings in
            condition.value { index in
                bindings[condition.references[index].name] ?? .failure(.unknownName("unbound"))
            }
        }

        init(
            name: String, settlingUnevaluated settles: Bool = false,
            value: @escaping @Sendable (Condition, [String: Value]) -> Value?
        ) {
            self.name = name
            self.value = value
            settlesUnevaluated = settles
        }

        /// Where all rows of a batch that are alike do not come out alike, they show as a list, which no case expects.
        static let overColumns = Evaluator(name: "over columns") { condition, bindings in
            guard condition.hasVectorForm else { return nil }
            let values = condition.references.map { bindings[$0.name] ?? .failure(.unknownName("unbound")) }
            let found = condition.values(over: RepeatedRow(values))
            return found.allSatisfy { $0.isSame(as: found[0]) } ? found[0] : .list(found)
        }

        static let all = [oneByOne, overColumns]
    }

    enum Outcome {
        case passed
        case failed(String)
        /// Not for this evaluator.
        case notTaken
    }

    static func outcome(of test: ConformanceCase, by evaluator: Evaluator) -> Outcome {
        let (condition, diagnostics) = condition(of: test)
        let isErrorExpected = test.expect.error != nil
        guard evaluator.settlesUnevaluated || condition != nil && !test.check_only else { return .notTaken }
        guard let condition else {
            return isErrorExpected ? .passed : .failed(diagnostics.map(\.description).joined(separator: "; "))
        }
        if let wanted = test.expect.type?.type, condition.type != wanted { return .failed("type \(condition.type)") }
        if test.check_only { return .passed }
        guard let value = evaluator.value(condition, test.bindings.mapValues(\.value)) else { return .notTaken }
        if isErrorExpected {
            if case .failure = value { return .passed }
            return .failed("\(value) in place of an error")
        }
        return value == test.expect.value?.value ? .passed : .failed("\(value)")
    }

    private static func condition(of test: ConformanceCase) -> (Condition?, [Diagnostic]) {
        let vocabulary = Vocabulary(
            variables: variables(of: test),
            functions: Function.standard(zones: zones) + functions(of: test),
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

    /// Handed in, because unchecked cases may find a name only while they are evaluated.
    private static let zones = TimeZones(
        named: { offset(of: $0) },
        known: ["Europe/London", "America/New_York", "Asia/Kathmandu"].reduce(into: [:]) { $0[$1] = offset(of: $1) })

    private static func offset(of name: String) -> TimeZones.Offset? {
        guard let zone = TimeZone(identifier: name) else { return nil }
        return { zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double($0))) }
    }
}

extension Value {
    /// Equal, or both of them the same kind of nothing: NaN, an absence, a failure.
    fileprivate func isSame(as other: Value) -> Bool { self == other || "\(self)" == "\(other)" }
}

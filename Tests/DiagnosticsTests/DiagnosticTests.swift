import Diagnostics
import Testing

@Suite struct DiagnosticTests {
    private func place(_ file: String, _ line: Int, _ column: Int) -> Place {
        Place(file: file, line: line, column: column)
    }

    @Test func `is one line by itself`() {
        let error = Diagnostic.error("unknown function 'days_untill'", at: place("rules/health.yaml", 14, 11))
        #expect("\(error)" == "rules/health.yaml:14:11: error: unknown function 'days_untill'")
        let warning = Diagnostic.warning("'x' matches 0 of 3 accounts", at: place("a.yaml", 1, 2))
        #expect("\(warning)" == "a.yaml:1:2: warning: 'x' matches 0 of 3 accounts")
    }

    @Test func `is told once, in the order of places`() {
        let later = Diagnostic.error("z", at: place("a", 2, 1))
        let sooner = Diagnostic.error("y", at: place("a", 1, 5))
        let same = Diagnostic.error("x", at: place("a", 1, 5))
        #expect([later, sooner, later, same].inOrder() == [same, sooner, later])
    }

    @Test func `tells errors from warnings`() {
        let warning = Diagnostic.warning("x", at: place("a", 1, 1))
        #expect(![warning].hasErrors)
        #expect([warning, .error("y", at: place("a", 1, 1))].hasErrors)
        #expect(![Diagnostic]().hasErrors)
    }
}

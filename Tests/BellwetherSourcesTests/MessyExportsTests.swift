import BellwetherCore
import BellwetherSources
import Foundation
import Testing

/// What becomes of a fault.
enum MessyOutcome: Hashable {
    /// A setting of `messy-exports.yaml` says how to read it, and the fact is as if there had been no fault.
    case repaired(by: String)
    /// Several rows of one key are one fact, the last of them.
    case deduplicated
    /// The row is no fact; it is kept with file, line, column and this reason.
    case quarantined(String)
    /// The value is not known; the rest of the row is.
    case acceptedAsAbsent
    /// Kept and counted until somebody describes its account.
    case keptUnmatched
}

@Suite(
    .enabled(if: GeneratedCompany.generator != nil, "the generated company lies beside the project, and is not there"))
struct MessyExportsTests {
    /// Every kind of fault that the generator knows, by table and, where it has one, by column.
    static let outcomes: [String: MessyOutcome] = [
        "late_rows usage_daily": .repaired(by: "path: exports/{,late/}usage_daily.csv, files: all"),
        "late_rows tickets": .repaired(by: "path: exports/{,late/}tickets.csv, files: all"),
        "late_rows invoices": .repaired(by: "path: exports/{,late/}invoices.csv, files: all"),
        "late_rows surveys": .repaired(by: "path: exports/{,late/}surveys.csv, files: all"),
        "exact_duplicates usage_daily": .deduplicated,
        "exact_duplicates tickets": .deduplicated,
        "exact_duplicates invoices": .deduplicated,
        "exact_duplicates orders": .deduplicated,
        "exact_duplicates surveys": .deduplicated,
        "exact_duplicates contacts": .deduplicated,
        "same_key_new_values tickets": .deduplicated,
        "same_key_new_values usage_daily": .deduplicated,
        "missing_value accounts industry": .acceptedAsAbsent,
        "missing_value accounts owner_id": .acceptedAsAbsent,
        "missing_value accounts segment": .acceptedAsAbsent,
        "missing_value invoices due_on": .acceptedAsAbsent,
        "missing_value tickets first_response_at": .acceptedAsAbsent,
        "missing_value surveys score": .quarantined("'value' is empty"),
        "missing_value subscriptions mrr": .acceptedAsAbsent,
        "missing_value subscriptions renewal_date": .acceptedAsAbsent,
        "missing_value contacts email": .acceptedAsAbsent,
        "missing_value usage_daily sessions": .acceptedAsAbsent,
        "date_formats invoices": .repaired(by: "dates, dates_by"),
        "date_formats orders": .repaired(by: "dates, dates_by"),
        "money_as_text invoices": .repaired(by: "numbers, accounting"),
        "negative_invoice_not_marked invoices": .quarantined("'total' is below 0; map credit notes to 'credit_note'"),
        "future_date usage_daily": .quarantined("which is still to come"),
        "future_date tickets": .quarantined("which is still to come"),
        "future_date invoices": .quarantined("which is still to come"),
        "unknown_account usage_daily": .keptUnmatched,
        "unknown_account tickets": .keptUnmatched,
        "unknown_account invoices": .keptUnmatched,
        "unknown_account surveys": .keptUnmatched,
        "unknown_account contacts": .keptUnmatched,
        "account_id_stray_case_or_blank usage_daily": .repaired(by: "case: { account_id: upper }"),
        "account_id_stray_case_or_blank tickets": .repaired(by: "case: { account_id: upper }"),
        "account_id_stray_case_or_blank invoices": .repaired(by: "case: { account_id: upper }"),
        "account_id_stray_case_or_blank surveys": .repaired(by: "case: { account_id: upper }"),
        "account_id_stray_case_or_blank contacts": .repaired(by: "case: { account_id: upper }"),
        "currency_mixture invoices": .acceptedAsAbsent,
        "impossible_value surveys score": .quarantined("'value' is "),
        "impossible_value usage_daily active_users": .quarantined("('active_users')"),
        "impossible_value tickets resolved_at": .quarantined("'solved_at' is before 'created_at'"),
        "impossible_value subscriptions seats": .acceptedAsAbsent,
        "embedded_newline_and_quotes surveys": .repaired(by: "csv"),
        "double_encoded_text surveys": .repaired(by: "double_encoded: [comment]"),
        "rows_out_of_order invoices": .repaired(by: "columns: id"),
        "rows_out_of_order orders": .repaired(by: "columns: id"),
        "bom accounts": .repaired(by: "encoding: utf-8"),
        "windows_1252 contacts": .repaired(by: "encoding: windows-1252"),
        "crlf invoices": .repaired(by: "csv"),
        "semicolon_and_decimal_comma costs": .repaired(by: "delimiter, decimal"),
        "header_case_and_blanks surveys": .repaired(by: "columns"),
        "short_rows_and_no_final_newline usage_daily": .quarantined("the header 9"),
    ]

    @Test func `every fault of the manifest has the outcome that the table gives it`() async throws {
        let company = try await MessyCompany()
        #expect(Set(company.manifest.map(\.name)) == Set(Self.outcomes.keys))
        for fault in company.manifest {
            guard let outcome = Self.outcomes[fault.name] else { continue }
            company.check(fault, outcome)
        }
        #expect(company.messy.unchangedAtSecondPoll.isSuperset(of: ["crm", "subscriptions", "costs", "rates"]))
    }

    @Test func `accounts without damaged rows score as in the clean run`() async throws {
        let company = try await MessyCompany()
        let damaged = company.damagedAccounts
        let clean = try company.clean.measured()
        let messy = try company.messy.measured()
        #expect(clean.keys.allSatisfy { messy[$0] != nil })
        let whole = clean.keys.filter { !damaged.contains($0) }
        #expect(whole.count * 3 > clean.count, "\(whole.count) of \(clean.count) accounts are without damage")
        #expect(whole.contains { clean[$0]?["health.score"]?.value != nil })
        for id in whole {
            let differing = (clean[id] ?? [:]).keys.filter { messy[id]?[$0] != clean[id]?[$0] }.sorted()
            #expect(differing.isEmpty, "\(id)")
        }
        // The check can fail: what nothing could repair does change numbers.
        #expect(damaged.contains { messy[$0] != clean[$0] })
    }
}

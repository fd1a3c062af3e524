import CEL
import Columns

extension Field {
    static let account: [Field] = RecordField.account.map { field in
        let whole = field.field(
            in: RuleVocabulary.Scope.ofAccounts, on: .kinds(.account), whereMissing: .noData
        ) { row, sight in sight.accounts[row.slot] }
        return accountColumns[field.variable.name].map(whole.inColumns)
            ?? (ProfileColumns.hasTexts(called: field.variable.name) ? whole.inTexts : whole)
    }

    private static let accountColumns: [String: @Sendable (Sight) -> ColumnReader] = [
        "account.status": { sight in
            let keys = AccountStatus.allCases.map(\.rawValue)
            return ColumnReader { chunk in
                let statuses = sight.accounts.chunks[chunk].statuses(at: sight.asOf)
                let codes = statuses.map { $0 == ProfileColumns.noProfile ? TextChunk.absent : UInt16($0) }
                return .texts(TextChunk(texts: keys, codes: ContiguousArray(codes)))
            }
        },
        "account.excluded": { sight in
            ColumnReader { chunk in
                let columns = sight.accounts.chunks[chunk].profileColumns
                return .flags(columns.excluded, absences: columns.undescribed)
            }
        },
    ]

    /// A text that many accounts share, by its codes.
    private var inTexts: Field {
        let name = variable.name
        return inColumns { sight in
            ColumnReader { chunk in
                sight.accounts.chunks[chunk].profileColumns.texts(called: name).map { .texts($0) } ?? .rows
            }
        }
    }
}

extension RecordField<AccountView> {
    /// The account's own fields; texts as the source gives them.
    static let account: [RecordField] =
        [
            text("account.id", "What its source calls it.", example: "acme") { $0.profile?.id },
            described("name", example: "Acme GmbH") { $0.profile?.name },
            status,
            described("owner", example: "kim") { $0.profile?.owner },
            described("tier", example: "Enterprise") { $0.profile?.tier },
            described("segment", example: "Retail") { $0.profile?.segment },
            described("region", example: "DACH") { $0.profile?.region },
            described("product", example: "Suite") { $0.profile?.product },
            described("plan", example: "Annual") { $0.profile?.plan },
            described("lifecycle_stage", example: "adoption") { $0.profile?.lifecycleStage },
            described("domain", example: "acme.example") { $0.profile?.domain },
            described("parent", example: "acme-holding") { $0.profile?.parent },
            described("currency", example: "EUR") { $0.profile?.currency?.code },
            described("churn_reason", example: "price") { $0.churnReason },
            day("account.started_at", help(of: "started_at"), example: "2024-03-01") { view, _ in view.profile?.started
            },
            day("account.churned_at", help(of: "churned_at"), example: "2026-09-30") { view, asOf in
                view.profile?.churned.flatMap { $0 <= asOf.today ? $0 : nil }
            },
            number("account.seats", .count, help(of: "seats"), example: "110") { view, _ in
                Measured(view.profile?.seats)
            },
            flag("account.excluded", help(of: "excluded"), example: "false") { view, _ in view.profile?.isExcluded },
        ]
        + Profile.systems.map { system in
            text("account.external.\(system)", help(of: "\(system)_id"), example: "4711") {
                $0.externalID(in: system)
            }
        }

    /// As of the moment asked about; a source tells today's only.
    private static let status = RecordField(
        variable: Variable(
            "account.status", .string, unit: Unit.text.name, help: help(of: "status"), example: "active")
    ) { view, asOf in
        view.status(at: asOf).map { .string($0.rawValue) }
            ?? .unknown("account.status", because: AbsenceReason.noData.key)
    }

    /// A text under the name and with the help that the kind of fact gives it.
    private static func described(
        _ name: String, example: String, _ read: @escaping @Sendable (AccountView) -> String?
    ) -> RecordField {
        text("account.\(name)", help(of: name), example: example, read)
    }

    private static func help(of field: String) -> String {
        FactKind.account.fields.first { $0.name == field }?.help ?? ""
    }
}

extension AccountView {
    /// Its own, or the one that a source which joins has for it: the first by the source's name, where there are several.
    fileprivate func externalID(in system: String) -> String? {
        profile?.externalIDs[system] ?? otherIDs.lazy.compactMap { $0.externalIDs[system] }.first
    }
}

import CEL

/// The facts of an account as a list that conditions can search: `invoices.exists(i, i.days_past_due > 30)`.
///
/// Holds what is known at the moment of the turn; a fact dated in the future, or ended later, is not there yet.
struct FactList: Sendable {
    let field: Field
    let object: ObjectType

    static let all: [FactList] = [
        FactList(
            "invoices", of: "invoice", RecordField<InvoiceInSight>.invoice(called: ""),
            "Its invoices, but for drafts and voids.",
            in: [.account, .invoice, .contract]
        ) { view, sight in sight.invoices(of: view) },
        FactList("tickets", of: "ticket", RecordField<Ticket>.ticket, "Its requests for help.") { view, sight in
            view.tickets.filter { $0.isKnown(at: sight.asOf) }
        },
        FactList("touches", of: "touch", RecordField<Touch>.touch, "Contacts with it, but for automatic ones.") {
            view, sight in
            view.touches.filter { $0.isKnown(at: sight.asOf) && !$0.isAutomatic }
        },
        FactList("responses", of: "response", RecordField<SurveyResponse>.response, "Its answers to surveys.") {
            view, sight in
            view.responses.filter { $0.isKnown(at: sight.asOf) }
        },
        FactList("subscriptions", of: "subscription", RecordField<Subscription>.subscription, "What it subscribes to.")
        { view, sight in
            view.subscriptions.filter { $0.started.map { $0 <= sight.asOf.today } ?? true }
        },
    ]

    static let fields = all.map(\.field)
    static let objects = all.map(\.object)

    private init<Thing: Sendable>(
        _ name: String, of element: String, _ fields: [RecordField<Thing>], _ help: String,
        in scopes: Set<RuleVocabulary.Scope> = Set(RuleVocabulary.Scope.allCases),
        _ things: @escaping @Sendable (AccountView, Sight) -> [Thing]
    ) {
        let object = ObjectType(element, fields: fields.map(\.variable))
        let kind = FactRecord<Thing>.Kind(object: object, fields: fields)
        self.object = object
        field = Field(
            variable: Variable(name, .list(.object(element)), help: help, example: "\(name).size() > 3"),
            scopes: scopes
        ) { sight in
            { row in
                let things = things(sight.accounts[row.slot], sight)
                return .list(things.map { .record(FactRecord(kind: kind, thing: $0, asOf: sight.asOf)) })
            }
        }
    }
}

/// One element of a list of facts.
private struct FactRecord<Thing: Sendable>: RecordValue {
    final class Kind: Sendable {
        let object: ObjectType
        let fields: [RecordField<Thing>]

        init(object: ObjectType, fields: [RecordField<Thing>]) {
            self.object = object
            self.fields = fields
        }
    }

    let kind: Kind
    let thing: Thing
    let asOf: AsOf

    var type: ObjectType { kind.object }
    func value(at field: Int) -> Value { kind.fields[field].read(thing, asOf) }
}

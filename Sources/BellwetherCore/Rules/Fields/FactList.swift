import CEL

/// The facts of an account as a list that conditions can search: `invoices.exists(i, i.days_past_due > 30)`.
///
/// Holds what is known at the moment of the turn; a fact dated in the future, or ended later, is not there yet.
struct FactList: Sendable {
    let field: Field
    let object: ObjectType

    static let all: [FactList] = [
        invoices, tickets, touches, responses, subscriptions, orders, contacts, measures,
    ]

    static let fields = all.map(\.field)
    static let objects = all.map(\.object)

    private static let invoices = FactList(
        "invoices", .invoice, RecordField<InvoiceInSight>.invoice(called: ""),
        "Its invoices, but for drafts and voids.", in: [.account, .invoice, .contract]
    ) { account, sight in sight.invoices(of: account) }

    private static let tickets = FactList("tickets", .ticket, RecordField<Ticket>.ticket, "Its requests for help.") {
        account, sight in account.tickets.filter { $0.isKnown(at: sight.asOf) }
    }

    private static let touches = FactList(
        "touches", .touch, RecordField<Touch>.touch, "Contacts with it, but for automatic ones."
    ) { account, sight in account.touches.filter { $0.isKnown(at: sight.asOf) && !$0.isAutomatic } }

    private static let responses = FactList(
        "responses", .surveyResponse, RecordField<ResponseInSight>.response, "Its answers to surveys."
    ) { account, sight in ResponseInSight.all(of: account, at: sight.asOf) }

    private static let subscriptions = FactList(
        "subscriptions", .subscription, RecordField<Subscription>.subscription, "What it subscribes to."
    ) { account, sight in account.subscriptions.filter { $0.started.map { $0 <= sight.asOf.today } ?? true } }

    private static let orders = FactList("orders", .order, RecordField<Order>.order, "What it ordered.") {
        account, sight in
        account.orders.filter { order in order.at.map { sight.asOf.knows($0, order.knowledge) } ?? false }
    }

    private static let contacts = FactList(
        "contacts", .contact, RecordField<Contact>.contact, "People there who have not left."
    ) { account, sight in account.contacts.filter { $0.isThere(at: sight.asOf) } }

    private static let measures = FactList(
        "measures", .customMeasure, RecordField<CustomMeasure>.measure, "Custom measures, every value that was told."
    ) { account, sight in
        account.measures.filter { measure in measure.at.map { sight.asOf.knows($0, measure.knowledge) } ?? false }
    }

    private init<Thing: Sendable>(
        _ name: String, _ kind: FactKind, _ fields: [RecordField<Thing>], _ help: String,
        in scopes: Set<RuleVocabulary.Scope> = RuleVocabulary.Scope.ofAccounts,
        _ things: @escaping @Sendable (AccountView, Sight) -> [Thing]
    ) {
        let object = ObjectType(kind.name, fields: fields.map(\.variable))
        let shared = FactRecord<Thing>.Kind(object: object, fields: fields)
        let variable = Variable(
            name, .list(.object(kind.name)), help: help, example: "\(name).exists(x, has(x.\(fields[0].variable.name)))"
        )
        self.object = object
        field = Field(variable: variable, scopes: scopes, hangsOn: .kinds(kind)) { sight in
            { row in
                let things = things(sight.accounts[row.slot], sight)
                return .list(things.map { .record(FactRecord(kind: shared, thing: $0, asOf: sight.asOf)) })
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

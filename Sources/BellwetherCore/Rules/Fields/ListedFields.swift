import CEL

// The fields of facts that are only ever elements of a list.

extension RecordField<Ticket> {
    static let ticket: [RecordField] = [
        text("status", "open, solved, closed …, in the source's words.", example: "open") { $0.status },
        flag("open", "Whether it waits to be solved.", example: "true") { ticket, asOf in ticket.isOpen(at: asOf) },
        text("priority", "low, normal, high or urgent.", example: "urgent") { $0.priority },
        text("topic", "What it is about.", example: "import") { $0.topic },
        moment("created_at", "When it was opened.", example: "2026-11-19T10:00:00Z") { ticket, _ in ticket.created },
        moment("solved_at", "When it was solved.", example: "2026-11-20T10:00:00Z") { ticket, asOf in
            ticket.solved.flatMap { asOf.knows($0, ticket.knowledge) ? $0 : nil }
        },
        number("age_days", .days, "Calendar days since it was opened.", example: "2") { ticket, asOf in
            Measured(ticket.created.map { asOf.today - asOf.zone.day(of: $0) })
        },
        number("reopens", .count, "How often it was reopened.", example: "1") { ticket, _ in Measured(ticket.reopens) },
    ]
}

extension RecordField<Touch> {
    static let touch: [RecordField] = [
        text("kind", "call, meeting, mail, chat …", example: "call") { $0.touchKind },
        text("direction", "inbound, outbound or both.", example: "inbound") { $0.direction },
        moment("at", "When.", example: "2026-11-19T10:00:00Z") { touch, _ in touch.at },
        number("age_days", .days, "Calendar days ago.", example: "2") { touch, asOf in
            Measured(touch.at.map { asOf.today - asOf.zone.day(of: $0) })
        },
    ]
}

extension RecordField<Subscription> {
    static let subscription: [RecordField] = [
        text("status", "active, trialing, past_due, cancelling, paused, unpaid, ended …", example: "active") {
            $0.status
        },
        text("product", "What is subscribed to.", example: "Suite") { $0.product },
        day("started_at", "First day of service.", example: "2024-03-01") { subscription, _ in subscription.started },
        day("ended_at", "Day the paid service ended.", example: "2026-09-30") { subscription, asOf in
            subscription.ended.flatMap { asOf.knows($0, subscription.knowledge) ? $0 : nil }
        },
        day("cancel_requested_at", "Day the customer gave notice.", example: "2026-09-01") { subscription, asOf in
            subscription.cancelRequested.flatMap { asOf.knows($0, subscription.knowledge) ? $0 : nil }
        },
        number("seats", .count, "Paid seats.", example: "110") { subscription, _ in Measured(subscription.seats) },
    ]
}

extension RecordField<Order> {
    static let order: [RecordField] = [
        text("type", "new, expansion, contraction, renewal, churn, services …", example: "expansion") { $0.type },
        text("product", "What was ordered.", example: "Training") { $0.product },
        day("at", "Day it took effect.", example: "2026-11-02") { order, _ in order.at },
        number("age_days", .days, "Calendar days ago.", example: "19") { order, asOf in
            Measured(order.at.map { asOf.today - $0 })
        },
    ]
}

extension RecordField<Contact> {
    static let contact: [RecordField] = [
        text("role", "champion, admin, economic_buyer …", example: "champion") { $0.role },
        flag("is_champion", "Speaks up for us.", example: "true") { contact, _ in contact.isChampion },
        moment("last_seen_at", "When they last used it.", example: "2026-11-19T10:00:00Z") { contact, asOf in
            contact.lastSeen.flatMap { asOf.knows($0, contact.knowledge) ? $0 : nil }
        },
        flag("unsubscribed", "Wants no mail.", example: "false") { contact, _ in contact.isUnsubscribed },
    ]
}

extension RecordField<CustomMeasure> {
    static let measure: [RecordField] = [
        text("name", "What it is.", example: "employees") { $0.name },
        number("value", .count, "How much.", example: "60") { measure, _ in Measured(measure.value) },
        day("at", "The day it was so.", example: "2026-11-01") { measure, _ in measure.at },
        number("age_days", .days, "Calendar days ago.", example: "20") { measure, asOf in
            Measured(measure.at.map { asOf.today - $0 })
        },
    ]
}

extension Touch {
    func isKnown(at asOf: AsOf) -> Bool { at.map { asOf.knows($0, knowledge) } ?? false }
}

extension SurveyResponse {
    func isKnown(at asOf: AsOf) -> Bool { at.map { asOf.knows($0, knowledge) } ?? false }
}

extension Contact {
    /// Came before now, and has not left.
    func isThere(at asOf: AsOf) -> Bool {
        if let since, !asOf.knows(since, knowledge) { return false }
        return left.map { !asOf.knows($0, knowledge) } ?? true
    }
}

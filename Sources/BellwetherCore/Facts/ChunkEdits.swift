import Columns

/// All that changes in one chunk: what a merge and a bulk load have in common.
struct ChunkEdits: Sendable {
    private var profiles: [Int: FactEdit<Profile>] = [:]
    private var otherIDs = FactEdits<OtherIDs>()
    private var subscriptions = FactEdits<Subscription>()
    private var contracts = FactEdits<Contract>()
    private var renewals = FactEdits<RenewalOutcome>()
    private var invoices = FactEdits<Invoice>()
    private var payments = FactEdits<InvoiceReduction>()
    private var creditNotes = FactEdits<InvoiceReduction>()
    private var tickets = FactEdits<Ticket>()
    private var responses = FactEdits<SurveyResponse>()
    private var invitations = FactEdits<SurveyInvitation>()
    private var touches = FactEdits<Touch>()
    private var costs = FactEdits<Cost>()
    private var orders = FactEdits<Order>()
    private var contacts = FactEdits<Contact>()
    private var sentiments = FactEdits<Sentiment>()
    private var advocacy = FactEdits<Advocacy>()
    private var measures = FactEdits<CustomMeasure>()

    /// Takes a row of any kind but the daily ones and exchange rates, which are no account's.
    mutating func add(kind: FactKind, row: Int, source: String, _ record: FactRow, isDeleted: Bool = false) {
        switch kind {
        case .account: addProfile(row: row, source: source, record, isDeleted: isDeleted)
        case .alias: otherIDs.add(row: row, source: source, record, kind: kind, isDeleted: isDeleted)
        case .subscription: subscriptions.add(row: row, source: source, record, kind: kind, isDeleted: isDeleted)
        case .contract: contracts.add(row: row, source: source, record, kind: kind, isDeleted: isDeleted)
        case .renewal: renewals.add(row: row, source: source, record, kind: kind, isDeleted: isDeleted)
        case .invoice: invoices.add(row: row, source: source, record, kind: kind, isDeleted: isDeleted)
        case .payment: payments.add(row: row, source: source, record, kind: kind, isDeleted: isDeleted)
        case .creditNote: creditNotes.add(row: row, source: source, record, kind: kind, isDeleted: isDeleted)
        case .ticket: tickets.add(row: row, source: source, record, kind: kind, isDeleted: isDeleted)
        case .surveyResponse: responses.add(row: row, source: source, record, kind: kind, isDeleted: isDeleted)
        case .surveyInvitation:
            invitations.add(row: row, source: source, record, kind: kind, isDeleted: isDeleted)
        case .touch: touches.add(row: row, source: source, record, kind: kind, isDeleted: isDeleted)
        case .cost: costs.add(row: row, source: source, record, kind: kind, isDeleted: isDeleted)
        case .order: orders.add(row: row, source: source, record, kind: kind, isDeleted: isDeleted)
        case .contact: contacts.add(row: row, source: source, record, kind: kind, isDeleted: isDeleted)
        case .sentiment: sentiments.add(row: row, source: source, record, kind: kind, isDeleted: isDeleted)
        case .advocacy: advocacy.add(row: row, source: source, record, kind: kind, isDeleted: isDeleted)
        case .customMeasure: measures.add(row: row, source: source, record, kind: kind, isDeleted: isDeleted)
        default: break
        }
    }

    /// An account has one profile. Where several sources describe it, the one whose name sorts first does.
    private mutating func addProfile(row: Int, source: String, _ record: FactRow, isDeleted: Bool) {
        let identity = FactIdentity(source: source, key: record.key)
        let profile = isDeleted ? nil : Profile(FactReader(kind: .account, source: source, row: record))
        let edit = FactEdit(row: Int32(row), identity: identity, fact: profile, observed: record.observed)
        guard let before = profiles[row] else {
            profiles[row] = edit
            return
        }
        if before.identity == identity {
            if edit.supersedes(before) { profiles[row] = edit }
        } else if before.fact == nil || (edit.fact != nil && identity < before.identity) {
            profiles[row] = edit
        }
    }

    /// Replaces the columns that change; the others stay the same storage. What was gathered is let go of column by
    /// column: of a bulk load it is as much as what comes of it.
    mutating func apply(to parts: inout AccountChunkParts, rows: Int) {
        applyProfiles(to: &parts, rows: rows)
        otherIDs.apply(to: &parts.otherIDs, rows: rows)
        subscriptions.apply(to: &parts.subscriptions, rows: rows)
        contracts.apply(to: &parts.contracts, rows: rows)
        renewals.apply(to: &parts.renewals, rows: rows)
        if !invoices.isEmpty { parts.changeInvoices { invoices.apply(to: &$0, rows: rows) } }
        payments.apply(to: &parts.payments, rows: rows)
        creditNotes.apply(to: &parts.creditNotes, rows: rows)
        if !tickets.isEmpty { parts.changeTickets { tickets.apply(to: &$0, rows: rows) } }
        if !responses.isEmpty { parts.changeResponses { responses.apply(to: &$0, rows: rows) } }
        invitations.apply(to: &parts.invitations, rows: rows)
        touches.apply(to: &parts.touches, rows: rows)
        costs.apply(to: &parts.costs, rows: rows)
        orders.apply(to: &parts.orders, rows: rows)
        contacts.apply(to: &parts.contacts, rows: rows)
        sentiments.apply(to: &parts.sentiments, rows: rows)
        advocacy.apply(to: &parts.advocacy, rows: rows)
        measures.apply(to: &parts.measures, rows: rows)
    }

    private func applyProfiles(to parts: inout AccountChunkParts, rows: Int) {
        if parts.profiles.count < rows {
            parts.profiles.append(contentsOf: repeatElement(nil, count: rows - parts.profiles.count))
        }
        for (row, edit) in profiles {
            let current = parts.profiles[row]
            if let profile = edit.fact {
                if let current, current.identity.source != edit.identity.source, current.identity < edit.identity {
                    continue
                }
                parts.profiles[row] = profile
            } else if current?.identity == edit.identity {
                parts.profiles[row] = nil
            }
        }
    }
}

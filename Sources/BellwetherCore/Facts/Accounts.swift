package import Columns

/// All accounts as known now: chunks of 4,096 slots, shared with the turns before until a fact in them changes.
///
/// A slot is given to an account id at first sight, kept in the store, and never reused. Facts may name an account
/// that no source has described yet: its slot then has no profile, and nothing counts it.
package struct Accounts: Sendable {
    package internal(set) var chunks: [AccountChunk]
    package internal(set) var rates: ExchangeRates
    /// Costs that belong to no account.
    package internal(set) var sharedCosts: [Cost]
    /// Names of features, by code; code 0 is "not told apart".
    package internal(set) var features: [String]
    /// Ids of users, by code; code 0 is nobody's.
    package internal(set) var users: [String]
    /// How every source stands; decides whether "no rows" means zero, absent or stale.
    package internal(set) var sources: [SourceStanding]
    package internal(set) var slots: [String: Int]
    /// By the names of kinds that are days, the first day of anybody, however few days are held here: what was done before
    /// it is not known. `nil` where nobody keeps it, as for accounts that are made up: those were always counted.
    package internal(set) var countedSince: [String: Day]?

    package init() {
        chunks = []
        rates = ExchangeRates()
        sharedCosts = []
        features = [""]
        users = [""]
        sources = []
        slots = [:]
        countedSince = nil
    }

    package var slotCount: Int {
        guard let last = chunks.last else { return 0 }
        return (chunks.count - 1) * Chunk.size + last.count
    }

    package subscript(slot: Int) -> AccountView {
        AccountView(chunk: chunks[slot / Chunk.size], row: slot % Chunk.size, slot: slot)
    }
}

/// The facts of up to 4,096 accounts. Never changed once made.
package final class AccountChunk: Sendable {
    /// `nil` for an id that facts name but no source describes.
    package let profiles: ContiguousArray<Profile?>
    package let profileColumns: ProfileColumns
    package let otherIDs: Ragged<OtherIDs>
    package let subscriptions: Ragged<Subscription>
    package let contracts: Ragged<Contract>
    package let renewals: Ragged<RenewalOutcome>
    package let invoices: Ragged<Invoice>
    package let payments: Ragged<InvoiceReduction>
    package let creditNotes: Ragged<InvoiceReduction>
    /// Each row ordered by day.
    package let usage: Ragged<UsageDay>
    package let seatDays: Ragged<SeatDay>
    package let tickets: Ragged<Ticket>
    package let responses: Ragged<SurveyResponse>
    package let invitations: Ragged<SurveyInvitation>
    package let touches: Ragged<Touch>
    package let costs: Ragged<Cost>
    package let orders: Ragged<Order>
    package let contacts: Ragged<Contact>
    package let sentiments: Ragged<Sentiment>
    package let advocacy: Ragged<Advocacy>
    package let measures: Ragged<CustomMeasure>
    /// Ordered by day, then by user.
    package let userDays: Ragged<UserDay>
    /// What metrics ask of these facts, place for place.
    let invoiceMarks: Ragged<InvoiceMark>
    let ticketMarks: Ragged<TicketMark>
    let responseMarks: Ragged<ResponseMark>
    /// Whether any of its days tells how many seats there are.
    let tellsSeats: Bool

    package init(_ parts: AccountChunkParts) {
        profiles = parts.profiles
        profileColumns = parts.profileColumns ?? ProfileColumns(of: parts.profiles)
        otherIDs = parts.otherIDs
        subscriptions = parts.subscriptions
        contracts = parts.contracts
        renewals = parts.renewals
        invoices = parts.invoices
        payments = parts.payments
        creditNotes = parts.creditNotes
        usage = parts.usage
        seatDays = parts.seatDays
        tickets = parts.tickets
        responses = parts.responses
        invitations = parts.invitations
        touches = parts.touches
        costs = parts.costs
        orders = parts.orders
        contacts = parts.contacts
        sentiments = parts.sentiments
        advocacy = parts.advocacy
        measures = parts.measures
        userDays = parts.userDays
        invoiceMarks = parts.invoiceMarks ?? parts.invoices.marks
        ticketMarks = parts.ticketMarks ?? parts.tickets.marks
        responseMarks = parts.responseMarks ?? parts.responses.marks
        tellsSeats = parts.tellsSeats ?? parts.seatDays.contains { $0.seats >= 0 }
    }

    package var count: Int { profiles.count }
}

/// What a chunk is made from: the same columns, while they can still be changed.
package struct AccountChunkParts: Sendable {
    package var profiles: ContiguousArray<Profile?> = [] {
        didSet { profileColumns = nil }
    }
    /// Of the profiles as they are; nothing once one of them changes.
    fileprivate var profileColumns: ProfileColumns?
    package var otherIDs = Ragged<OtherIDs>()
    package var subscriptions = Ragged<Subscription>()
    package var contracts = Ragged<Contract>()
    package var renewals = Ragged<RenewalOutcome>()
    private(set) var invoices = Ragged<Invoice>()
    package var payments = Ragged<InvoiceReduction>()
    package var creditNotes = Ragged<InvoiceReduction>()
    package var usage = Ragged<UsageDay>()
    package var seatDays = Ragged<SeatDay>() { didSet { tellsSeats = nil } }
    private(set) var tickets = Ragged<Ticket>()
    private(set) var responses = Ragged<SurveyResponse>()
    package var invitations = Ragged<SurveyInvitation>()
    package var touches = Ragged<Touch>()
    package var costs = Ragged<Cost>()
    package var orders = Ragged<Order>()
    package var contacts = Ragged<Contact>()
    package var sentiments = Ragged<Sentiment>()
    package var advocacy = Ragged<Advocacy>()
    package var measures = Ragged<CustomMeasure>()
    package var userDays = Ragged<UserDay>()
    /// Those of the chunk before, as long as their facts are.
    private(set) var invoiceMarks: Ragged<InvoiceMark>?
    private(set) var ticketMarks: Ragged<TicketMark>?
    private(set) var responseMarks: Ragged<ResponseMark>?
    private(set) var tellsSeats: Bool?

    package init() {}

    /// - Parameter change: gives back the rows that it changed, in order.
    mutating func changeInvoices(_ change: (inout Ragged<Invoice>) -> [Int]) {
        let changed = change(&invoices)
        invoiceMarks = invoiceMarks.map { invoices.marks(over: $0, except: changed) }
    }

    mutating func changeTickets(_ change: (inout Ragged<Ticket>) -> [Int]) {
        let changed = change(&tickets)
        ticketMarks = ticketMarks.map { tickets.marks(over: $0, except: changed) }
    }

    mutating func changeResponses(_ change: (inout Ragged<SurveyResponse>) -> [Int]) {
        let changed = change(&responses)
        responseMarks = responseMarks.map { responses.marks(over: $0, except: changed) }
    }

    /// The columns of a chunk, to change some of them; the rest stay shared with it.
    package init(_ chunk: AccountChunk) {
        profiles = chunk.profiles
        profileColumns = chunk.profileColumns
        otherIDs = chunk.otherIDs
        subscriptions = chunk.subscriptions
        contracts = chunk.contracts
        renewals = chunk.renewals
        invoices = chunk.invoices
        payments = chunk.payments
        creditNotes = chunk.creditNotes
        usage = chunk.usage
        seatDays = chunk.seatDays
        tickets = chunk.tickets
        responses = chunk.responses
        invitations = chunk.invitations
        touches = chunk.touches
        costs = chunk.costs
        orders = chunk.orders
        contacts = chunk.contacts
        sentiments = chunk.sentiments
        advocacy = chunk.advocacy
        measures = chunk.measures
        userDays = chunk.userDays
        invoiceMarks = chunk.invoiceMarks
        ticketMarks = chunk.ticketMarks
        responseMarks = chunk.responseMarks
        tellsSeats = chunk.tellsSeats
    }
}

/// One account's facts: a window onto its row of every column.
package struct AccountView: Sendable {
    package let chunk: AccountChunk
    package let row: Int
    package let slot: Int
    /// What its facts come to, where that was worked out already for the moment that is measured; its own is at `place`.
    let digests: AccountDigests?
    let place: Int

    package init(chunk: AccountChunk, row: Int, slot: Int) {
        self.init(chunk: chunk, row: row, slot: slot, digests: nil, place: 0)
    }

    init(chunk: AccountChunk, row: Int, slot: Int, digests: AccountDigests?, place: Int) {
        self.chunk = chunk
        self.row = row
        self.slot = slot
        self.digests = digests
        self.place = place
    }

    func with(_ digests: AccountDigests, at place: Int) -> AccountView {
        AccountView(chunk: chunk, row: row, slot: slot, digests: digests, place: place)
    }

    package var profile: Profile? { chunk.profiles[row] }
    /// Whether any source tells of the account itself; a profile is large, and copied to be looked at.
    var isDescribed: Bool { chunk.profileColumns.undescribed[row] == 0 }
    package var otherIDs: ArraySlice<OtherIDs> { chunk.otherIDs[row] }
    package var subscriptions: ArraySlice<Subscription> { chunk.subscriptions[row] }
    package var contracts: ArraySlice<Contract> { chunk.contracts[row] }
    package var renewals: ArraySlice<RenewalOutcome> { chunk.renewals[row] }
    package var invoices: ArraySlice<Invoice> { chunk.invoices[row] }
    package var payments: ArraySlice<InvoiceReduction> { chunk.payments[row] }
    package var creditNotes: ArraySlice<InvoiceReduction> { chunk.creditNotes[row] }
    package var usage: ArraySlice<UsageDay> { chunk.usage[row] }
    package var seatDays: ArraySlice<SeatDay> { chunk.seatDays[row] }
    package var tickets: ArraySlice<Ticket> { chunk.tickets[row] }
    package var responses: ArraySlice<SurveyResponse> { chunk.responses[row] }
    package var invitations: ArraySlice<SurveyInvitation> { chunk.invitations[row] }
    package var touches: ArraySlice<Touch> { chunk.touches[row] }
    package var costs: ArraySlice<Cost> { chunk.costs[row] }
    package var orders: ArraySlice<Order> { chunk.orders[row] }
    package var contacts: ArraySlice<Contact> { chunk.contacts[row] }
    package var sentiments: ArraySlice<Sentiment> { chunk.sentiments[row] }
    package var advocacy: ArraySlice<Advocacy> { chunk.advocacy[row] }
    package var measures: ArraySlice<CustomMeasure> { chunk.measures[row] }
    package var userDays: ArraySlice<UserDay> { chunk.userDays[row] }
    func invoice(at place: Int) -> Invoice { invoices[invoices.startIndex + place] }
    var invoiceMarks: ArraySlice<InvoiceMark> { chunk.invoiceMarks[row] }
    var ticketMarks: ArraySlice<TicketMark> { chunk.ticketMarks[row] }
    var responseMarks: ArraySlice<ResponseMark> { chunk.responseMarks[row] }
}

/// Dated exchange rates; where no dated one exists for a pair, the configured one.
package struct ExchangeRates: Sendable {
    package struct Quote: Sendable, Hashable {
        package let day: Day
        package let rate: Double

        package init(day: Day, rate: Double) {
            self.day = day
            self.rate = rate
        }
    }

    package struct Pair: Sendable, Hashable {
        package let base, quote: Currency

        package init(base: Currency, quote: Currency) {
            self.base = base
            self.quote = quote
        }
    }

    /// Ordered by day.
    package var dated: [Pair: [Quote]]

    package init(dated: [Pair: [Quote]] = [:]) {
        self.dated = dated
    }
}

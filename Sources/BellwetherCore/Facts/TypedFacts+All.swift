package struct Profile: TypedFact {
    package static let kind = FactKind.account
    package let identity: FactIdentity
    package let id: String
    package let name: String
    package let status: String
    package let owner, tier, segment, region, product, plan, lifecycleStage, domain, parent, churnReason,
        churnNote: String?
    package let currency: Currency?
    package let started, churned: Day?
    /// When it was first read to have churned, where no source says when it did.
    package let seenGone: Day?
    package let seats, licensedFeatures: Int?
    /// Whether its source says how it stands; else that is told by its subscriptions alone.
    package let tellsStatus: Bool
    package let isExcluded: Bool
    package let externalIDs: [String: String]
    package let knowledge: Knowledge

    /// Where an account has an id of its own: `hubspot_id` and the like.
    package static let systems = ["hubspot", "salesforce", "stripe", "zendesk"]

    package init(_ row: FactReader) {
        identity = row.identity
        id = row.row.key
        name = row.text("name") ?? row.row.key
        tellsStatus = row.text("status") != nil || row.day("churned_at") != nil
        status = row.text("status") ?? (row.day("churned_at") == nil ? "active" : "churned")
        owner = row.text("owner")
        tier = row.text("tier")
        segment = row.text("segment")
        region = row.text("region")
        product = row.text("product")
        plan = row.text("plan")
        lifecycleStage = row.text("lifecycle_stage")
        domain = row.text("domain")
        parent = row.text("parent")
        churnReason = row.text("churn_reason")
        churnNote = row.text("churn_note")
        currency = row.text("currency").flatMap { Currency($0) }
        started = row.day("started_at")
        churned = row.day("churned_at")
        seenGone = row.day("seen_gone_at")
        seats = row.count("seats")
        licensedFeatures = row.count("licensed_features")
        isExcluded = row.flag("excluded") ?? false
        externalIDs = Self.systems.reduce(into: [:]) { ids, system in
            ids[system] = row.text(system + "_id")
        }
        knowledge = row.knowledge
    }
}

/// What a source that joins calls the account: its ids in known systems.
package struct OtherIDs: TypedFact {
    package static let kind = FactKind.alias
    package let identity: FactIdentity
    package let externalIDs: [String: String]
    package let knowledge: Knowledge

    package init(_ row: FactReader) {
        identity = row.identity
        externalIDs = Profile.systems.reduce(into: [:]) { ids, system in ids[system] = row.text(system + "_id") }
        knowledge = row.knowledge
    }
}

package struct Subscription: TypedFact {
    package static let kind = FactKind.subscription
    package let identity: FactIdentity
    package let status, product, interval, usageType, churnReason: String?
    package let started, ended, cancelRequested, pausedFrom, pausedUntil, discountEnds: Day?
    package internal(set) var termStart, termEnd: Day?
    package let itemDiscountEnds: Day?
    /// The first day that is paid for: after a trial, where there was one.
    package let paidFrom: Day?
    /// Ten-thousandths of a minor unit of `currency` a month, where the source states it.
    package internal(set) var statedMRR: Int64?
    package internal(set) var discountMinor, itemDiscountMinor, renewalMinor: Int64?
    /// Of one unit for one interval, in minor units and their fractions.
    package internal(set) var unitPrice: Double?
    package let quantity, discountPercent, itemDiscountPercent, taxPercent: Double?
    package let intervalCount, seats, noticeDays, termMonths: Int?
    package let autoRenews: Bool?
    package internal(set) var currency: StatedCurrency
    package let knowledge: Knowledge
    /// What `status`, `interval` and `usageType` say, found out once: every turn asks.
    let isUnpaid, isOver, isMetered: Bool
    /// Whether only the length of its terms is told: they follow each other from the first day of service.
    let hasFollowingTerms: Bool
    /// A year has 12 months, 4 quarters, 52 weeks and 365 days.
    let periodsPerYear: Double?

    package init(_ row: FactReader) {
        identity = row.identity
        status = row.text("status")
        product = row.text("product")
        interval = row.text("interval")
        ended = row.day("ended_at")
        // What was seen to be paid for before was revenue until its end.
        isUnpaid = Self.isUnpaid(status) && row.day("seen_unpaid_at") == nil
        isOver = Self.isOver(status)
        isMetered = row.text("usage_type") == "metered"
        periodsPerYear = interval.flatMap(Self.periodsPerYear)
        usageType = row.text("usage_type")
        churnReason = row.text("churn_reason")
        started = row.day("started_at")
        paidFrom = [started, row.day("trial_ends_at")].compactMap(\.self).max()
        cancelRequested = row.day("cancel_requested_at")
        termStart = row.day("term_start")
        termEnd = row.day("term_end")
        termMonths = row.count("term_months").flatMap { FactKind.termMonths.contains($0) ? $0 : nil }
        hasFollowingTerms = termEnd == nil && termMonths != nil && started != nil
        pausedFrom = row.day("paused_from")
        pausedUntil = row.day("paused_until")
        discountEnds = row.day("discount_ends_at")
        itemDiscountEnds = row.day("item_discount_ends_at")
        statedMRR = row.integer("mrr")
        unitPrice = row.integer("amount").map(Double.init) ?? row.number("fractional_amount")
        discountMinor = row.integer("discount_amount")
        itemDiscountMinor = row.integer("item_discount_amount")
        renewalMinor = row.integer("renewal_amount")
        quantity = row.number("quantity")
        discountPercent = row.number("discount_percent")
        itemDiscountPercent = row.number("item_discount_percent")
        taxPercent = row.number("tax_percent")
        intervalCount = row.count("interval_count")
        seats = row.count("seats")
        noticeDays = row.count("notice_days")
        autoRenews = row.flag("auto_renew")
        currency = row.currency
        knowledge = row.knowledge
    }
}

package struct Contract: TypedFact {
    package static let kind = FactKind.contract
    package let identity: FactIdentity
    package let subscription, status, humanCategory: String?
    package let start, end, noticeGiven, signed: Day?
    package let autoRenews: Bool?
    package let noticeDays: Int?
    package let renewalMinor: Int64?
    package let currency: StatedCurrency
    package let knowledge: Knowledge

    package init(_ row: FactReader) {
        identity = row.identity
        subscription = row.text("subscription_id")
        status = row.text("status")
        humanCategory = row.text("human_category")
        start = row.day("start")
        end = row.day("end")
        noticeGiven = row.day("notice_given_at")
        signed = row.day("signed_at")
        autoRenews = row.flag("auto_renew")
        noticeDays = row.count("notice_days")
        renewalMinor = row.integer("renewal_amount")
        currency = row.currency
        knowledge = row.knowledge
    }
}

package struct RenewalOutcome: TypedFact {
    package static let kind = FactKind.renewal
    package let identity: FactIdentity
    package let contract, subscription, outcome: String?
    package let termStart, renewalDate, decided: Day?
    package let mrrBefore, mrrAfter, minorBefore, minorAfter: Int64?
    package let currency: StatedCurrency
    package let knowledge: Knowledge

    package init(_ row: FactReader) {
        identity = row.identity
        contract = row.text("contract_id")
        subscription = row.text("subscription_id")
        outcome = row.text("outcome")
        termStart = row.day("term_start")
        renewalDate = row.day("renewal_date")
        decided = row.day("decided_on")
        mrrBefore = row.integer("mrr_before")
        mrrAfter = row.integer("mrr_after")
        minorBefore = row.integer("amount_before")
        minorAfter = row.integer("amount_after")
        currency = row.currency
        knowledge = row.knowledge
    }
}

package struct Invoice: TypedFact {
    package static let kind = FactKind.invoice
    package let identity: FactIdentity
    package let number, status, subscription: String?
    package let issued, due, paid: Day?
    package let totalMinor: Int64
    package let paidMinor: Int64?
    package let currency: StatedCurrency
    package let isDisputed: Bool
    package let reminderCount: Int?
    package let knowledge: Knowledge

    package init(_ row: FactReader) {
        identity = row.identity
        number = row.text("number")
        status = row.text("status")
        subscription = row.text("subscription_id")
        issued = row.day("issued_at")
        due = row.day("due_date")
        paid = row.day("paid_at")
        totalMinor = row.integer("total") ?? 0
        paidMinor = row.integer("paid")
        currency = row.currency
        isDisputed = row.flag("disputed") ?? false
        reminderCount = row.count("reminder_count")
        knowledge = row.knowledge
    }
}

/// A payment or a credit note: money that reduces what is open on an invoice.
package struct InvoiceReduction: KeyedFact {
    package let identity: FactIdentity
    package let invoice, subscription, status: String?
    package let at: Day?
    package let amountMinor: Int64
    package let currency: StatedCurrency
    package let knowledge: Knowledge

    package init(_ row: FactReader) {
        identity = row.identity
        invoice = row.text("invoice_id")
        subscription = row.text("subscription_id")
        status = row.text("status")
        at = row.day("at")
        amountMinor = row.integer("amount") ?? 0
        currency = row.currency
        knowledge = row.knowledge
    }
}

package struct Ticket: TypedFact {
    package static let kind = FactKind.ticket
    package let identity: FactIdentity
    package let created: Moment?
    package let firstReply, solved, reopened: Moment?
    package let status, priority, topic, contact: String?
    package let agentReplies, reopens: Int?
    package let isOpenedByAgent: Bool
    package let knowledge: Knowledge

    package init(_ row: FactReader) {
        identity = row.identity
        created = row.moment("created_at")
        firstReply = row.moment("first_reply_at")
        solved = row.moment("solved_at")
        reopened = row.moment("reopened_at")
        status = row.text("status")
        priority = row.text("priority")
        topic = row.text("topic")
        contact = row.text("contact_id")
        agentReplies = row.count("agent_replies")
        reopens = row.count("reopens")
        isOpenedByAgent = row.flag("opened_by_agent") ?? false
        knowledge = row.knowledge
    }
}

package struct SurveyResponse: TypedFact {
    package static let kind = FactKind.surveyResponse
    package let identity: FactIdentity
    package let survey, contact, ticket, comment, question, answer, feedbackKind: String?
    package let at: Moment?
    package let value: Double?
    package let scaleMin, scaleMax: Double?
    package let isInverted: Bool
    package let knowledge: Knowledge

    package init(_ row: FactReader) {
        identity = row.identity
        survey = row.text("kind")
        contact = row.text("contact_id")
        ticket = row.text("ticket_id")
        comment = row.text("comment")
        question = row.text("question")
        answer = row.text("answer")
        feedbackKind = row.text("feedback_kind")
        isInverted = row.flag("inverted") ?? false
        at = row.moment("at")
        value = row.number("value")
        scaleMin = row.number("scale_min")
        scaleMax = row.number("scale_max")
        knowledge = row.knowledge
    }
}

package struct SurveyInvitation: TypedFact {
    package static let kind = FactKind.surveyInvitation
    package let identity: FactIdentity
    package let survey: String?
    package let at, answered: Moment?
    /// Whether it was answered, of one that does not tell when.
    package let isAnswered: Bool
    package let knowledge: Knowledge

    package init(_ row: FactReader) {
        identity = row.identity
        survey = row.text("kind")
        at = row.moment("at")
        answered = row.moment("answered_at")
        isAnswered = row.flag("answered") ?? false
        knowledge = row.knowledge
    }
}

package struct Touch: TypedFact {
    package static let kind = FactKind.touch
    package let identity: FactIdentity
    package let at: Moment?
    package let touchKind, direction: String?
    package let isAutomatic: Bool
    package let knowledge: Knowledge

    package init(_ row: FactReader) {
        identity = row.identity
        at = row.moment("at")
        touchKind = row.text("kind")
        direction = row.text("direction")
        isAutomatic = row.flag("automatic") ?? false
        knowledge = row.knowledge
    }
}

package struct Cost: TypedFact {
    package static let kind = FactKind.cost
    package let identity: FactIdentity
    package let category, costKind: String?
    package let amountMinor: Int64
    package let currency: StatedCurrency
    package let periodStart, periodEnd: Day?
    package let knowledge: Knowledge

    package init(_ row: FactReader) {
        identity = row.identity
        category = row.text("category")
        costKind = row.text("kind")
        amountMinor = row.integer("amount") ?? 0
        currency = row.currency
        periodStart = row.day("period_start")
        periodEnd = row.day("period_end")
        knowledge = row.knowledge
    }
}

/// A change of a subscription's MRR, or money that does not recur.
package struct Order: TypedFact {
    package static let kind = FactKind.order
    package let identity: FactIdentity
    package let at: Day?
    package let subscription, type, product: String?
    /// Ten-thousandths of a minor unit a month.
    package let mrrChange: Int64?
    package let amountMinor, refundedMinor: Int64?
    package let currency: StatedCurrency
    package let knowledge: Knowledge

    package init(_ row: FactReader) {
        identity = row.identity
        at = row.day("at")
        subscription = row.text("subscription_id")
        type = row.text("type")
        product = row.text("product")
        mrrChange = row.integer("mrr_change")
        amountMinor = row.integer("amount")
        refundedMinor = row.integer("refunded")
        currency = row.currency
        knowledge = row.knowledge
    }
}

package struct Contact: TypedFact {
    package static let kind = FactKind.contact
    package let identity: FactIdentity
    package let name, email, role: String?
    package let isChampion, isUnsubscribed: Bool
    package let since, left: Day?
    package let lastSeen: Moment?
    package let knowledge: Knowledge

    package init(_ row: FactReader) {
        identity = row.identity
        name = row.text("name")
        email = row.text("email")
        role = row.text("role")
        isChampion = row.flag("is_champion") ?? (row.text("role") == "champion")
        isUnsubscribed = row.flag("unsubscribed") ?? false
        since = row.day("since")
        left = row.day("left_at")
        lastSeen = row.moment("last_seen_at")
        knowledge = row.knowledge
    }
}

package struct Sentiment: TypedFact {
    package static let kind = FactKind.sentiment
    package let identity: FactIdentity
    package let at: Day?
    package let author, reason: String?
    package let value, scaleMin, scaleMax: Double?
    /// Happy, an easy start, renewed: each yes, no or not answered.
    package let answers: [Bool?]
    package let knowledge: Knowledge

    package init(_ row: FactReader) {
        identity = row.identity
        at = row.day("at")
        author = row.text("author")
        reason = row.text("reason")
        value = row.number("value")
        scaleMin = row.number("scale_min")
        scaleMax = row.number("scale_max")
        answers = ["happy", "easy_start", "renewed"].map { row.flag($0) }
        knowledge = row.knowledge
    }
}

package struct Advocacy: TypedFact {
    package static let kind = FactKind.advocacy
    package let identity: FactIdentity
    package let at: Day?
    package let deed: String?
    package let knowledge: Knowledge

    package init(_ row: FactReader) {
        identity = row.identity
        at = row.day("at")
        deed = row.text("kind")
        knowledge = row.knowledge
    }
}

package struct CustomMeasure: TypedFact {
    package static let kind = FactKind.customMeasure
    package let identity: FactIdentity
    package let name: String?
    package let at: Day?
    package let value: Double?
    package let knowledge: Knowledge

    package init(_ row: FactReader) {
        identity = row.identity
        name = row.text("name")
        at = row.day("at")
        value = row.number("value")
        knowledge = row.knowledge
    }
}

/// One person's use on one day; people are codes of the accounts' user table.
package struct UserDay: Sendable, Hashable {
    package var day: Day
    package var user: Int32
    package var count: Int32

    package init(day: Day, user: Int32, count: Int32) {
        self.day = day
        self.user = user
        self.count = count
    }
}

/// One account's use of one feature on one day; features are codes of the accounts' feature table.
package struct UsageDay: Sendable, Hashable {
    package var day: Day
    /// 0 where the source does not tell features apart.
    package var feature: Int32
    package var count: Int32

    package init(day: Day, feature: Int32, count: Int32) {
        self.day = day
        self.feature = feature
        self.count = count
    }
}

/// How many people of an account were active on one day; -1 stands for absent.
package struct SeatDay: Sendable, Hashable {
    package var day: Day
    package var seats: Int32
    package var activeUsers: Int32

    package init(day: Day, seats: Int32, activeUsers: Int32) {
        self.day = day
        self.seats = seats
        self.activeUsers = activeUsers
    }
}

import CEL
import Columns
import Documents

/// What all rules see at one moment: for whom each holds, and, when asked, how a known alert stands.
///
/// Large, asked for each alert, and never changed once made: it has a place of its own in memory, and is not copied.
package final class Matches: Sendable {
    package let rules: [Rule]
    /// By rule, what decides what fires today, as one text.
    let meanings: [String]
    /// By rule, for whom it holds: in the order of the accounts.
    package let found: [Found]
    /// How many accounts rules and counts are about.
    package var watched: Int { slots.ones }
    /// A bit for each account that is.
    private let slots: Bitmap
    private let context: RuleContext
    private let sight: Sight
    private let watch: BoundCondition
    private let bound: [BoundRule]
    private let byName: [String: Int]
    private let teller: StoryTeller
    private let objects: ObjectRows
    let finding: Finding
    private let edition: RuleBook.Edition

    convenience init(_ book: RuleBook, in sight: Sight, since before: Before = .nothing) {
        let bound = Self.bound(book, in: sight)
        let finding = Finding(
            book.rules, except: { bound[$0].heldBy != nil }, in: sight, under: book.context,
            since: before.found(by: book, bound, in: sight))
        self.init(book, bound, finding, in: sight, meaning: before.meanings(of: book, in: sight))
    }

    private init(
        _ book: RuleBook, _ bound: [BoundRule], _ finding: Finding, in sight: Sight, meaning known: [String]? = nil
    ) {
        rules = book.rules
        meanings = known ?? book.rules.map { $0.meaning(on: sight.asOf.today) }
        context = book.context
        edition = book.edition
        self.sight = sight
        self.bound = bound
        self.finding = finding
        watch = sight.bound(book.context.watch)
        byName = Self.names(of: book.rules)
        teller = StoryTeller(sight, book.context, rules: book.rules)
        slots = finding.watched
        objects = finding.objects
        found = finding.found
    }

    private static func bound(_ book: RuleBook, in sight: Sight) -> [BoundRule] {
        let holds = SourceHold(
            sight.accounts.sources, catalogue: sight.metrics.catalogue, healthModels: book.context.healthModels)
        return book.rules.map { rule in
            BoundRule(rule, in: sight, heldBy: holds.source(holding: rule), rowHold: holds.rowHold(of: rule))
        }
    }

    /// What the rules of several books see, where each column and each list of subjects is made once for all of them.
    /// None of them takes over from an earlier turn.
    static func of(_ books: [RuleBook], in sight: Sight) -> [Matches] {
        guard var context = books.first?.context else { return [] }
        context.tells = false
        let bound = books.map { Self.bound($0, in: sight) }
        let rules = Array(bound.joined())
        let finding = Finding(
            rules.map(\.rule), except: { rules[$0].heldBy != nil }, in: sight, under: context)
        var first = 0
        return zip(books, bound).map { book, bound in
            defer { first += bound.count }
            return Matches(book, bound, finding.part(first..<first + bound.count), in: sight)
        }
    }

    /// Under its old names too; a name of today wins.
    private static func names(of rules: [Rule]) -> [String: Int] {
        var names: [String: Int] = [:]
        for (index, rule) in rules.enumerated() {
            for old in rule.was where names[old] == nil { names[old] = index }
        }
        for (index, rule) in rules.enumerated() { names[rule.id] = index }
        return names
    }
}

extension Matches {
    /// What rules found at the turn before, and whose facts may have come to something else since.
    package struct Before: Sendable {
        private let matches: Matches?
        private let anew: MeasuredAnew

        package static let nothing = Before(nil, anew: .everybody)

        init(_ matches: Matches?, anew: MeasuredAnew) {
            self.matches = matches
            self.anew = anew
        }

        fileprivate func meanings(of book: RuleBook, in sight: Sight) -> [String]? {
            ofToday(book, in: sight)?.meanings
        }

        /// A source that went stale or came back: then nothing that was found is left.
        fileprivate func found(by book: RuleBook, _ bound: [BoundRule], in sight: Sight) -> Finding.Before? {
            guard let matches = ofToday(book, in: sight), matches.bound.map(\.heldBy) == bound.map(\.heldBy),
                matches.bound.map(\.rowHold) == bound.map(\.rowHold)
            else { return nil }
            return Finding.Before(finding: matches.finding, sight: matches.sight, anew: anew)
        }

        /// Another day, another policy: then nothing is left of it.
        private func ofToday(_ book: RuleBook, in sight: Sight) -> Matches? {
            guard let matches, matches.edition === book.edition,
                matches.sight.asOf.today == sight.asOf.today, matches.sight.asOf.now <= sight.asOf.now
            else { return nil }
            return matches
        }
    }

    /// What was expected of renewals then.
    var forecasts: RenewalForecasts? { sight.forecasts }

    /// Whether it is this very moment that rules saw.
    func areOf(_ asOf: AsOf) -> Bool { sight.asOf.now == asOf.now }

    /// Of whom a rule may see something else than at the turn before; nothing where that may be anybody.
    func moved(under rule: Rule) -> Movement? {
        guard let movement = finding.movement, let index = byName[rule.id], !movement.isShared[index],
            rule.count == nil
        else { return nil }
        return movement
    }
}

extension RuleBook {
    /// What all rules see of these accounts now.
    package func matches(
        in accounts: Accounts, _ metrics: Metrics, _ health: HealthScores, _ forecasts: RenewalForecasts,
        given history: History, opening: Opening? = nil, at now: Moment, since before: Matches.Before = .nothing
    ) -> Matches {
        let sight = context.sight(
            of: accounts, metrics, health, forecasts, given: history, opening: opening, at: now)
        return Matches(self, in: sight, since: before)
    }

    /// The same for several books that see the same: of their contexts, only what people read may differ.
    package static func matches(
        of books: [RuleBook], in accounts: Accounts, _ metrics: Metrics, _ health: HealthScores,
        _ forecasts: RenewalForecasts, given history: History, opening: Opening? = nil, at now: Moment
    ) -> [Matches] {
        guard let context = books.first?.context else { return [] }
        let sight = context.sight(
            of: accounts, metrics, health, forecasts, given: history, opening: opening, at: now)
        return Matches.of(books, in: sight)
    }
}

extension RuleContext {
    fileprivate func sight(
        of accounts: Accounts, _ metrics: Metrics, _ health: HealthScores, _ forecasts: RenewalForecasts,
        given history: History, opening: Opening? = nil, at now: Moment
    ) -> Sight {
        let asOf = AsOf(now, in: calendar.zone)
        let money = MeasuringContext(
            of: accounts, at: asOf, reporting: reporting, configuredRates: configuredRates, billing: billing,
            maxAgeDays: healthModels.maxAgeDays)
        return Sight(
            accounts: accounts, metrics: metrics, health: health, forecasts: forecasts, history: history, asOf: asOf,
            money: money, opening: opening)
    }
}

// MARK: What alerts ask

extension Matches {
    /// The rule of this id, or that once had it.
    package func rule(called id: String) -> Rule? { byName[id].map { rules[$0] } }

    /// How many may begin to fire in one turn; nothing where that does not matter.
    var breakerLimit: Int? { context.breaksFloods ? Breaker.limit(watching: watched) : nil }

    func end(ofShadow rule: Rule, since: Moment) -> Moment { rule.shadow.counted(from: since, by: context.calendar) }

    /// Business days are those of the account's region.
    private func calendar(of alert: Alert) -> BusinessCalendar {
        guard !context.calendars.isEmpty, (0..<sight.accounts.slotCount).contains(alert.slot) else {
            return context.calendar
        }
        return sight.accounts[alert.slot].profile?.region.flatMap { context.calendars[$0] } ?? context.calendar
    }

    func timing(of rule: Rule, for alert: Alert) -> Alert.Timing {
        Alert.Timing(
            hold: rule.hold, keepFiringFor: rule.keepFiringFor, calendar: calendar(of: alert), count: rule.count,
            hasClearCondition: rule.clearWhen != nil, settle: rule.flapping?.settle ?? .zero,
            levels: Dictionary(rule.levels.map { ($0.severity, $0.hold) }) { first, _ in first })
    }

    /// How an alert stands now: its account first, then its sources, then its invoice or contract, then the condition.
    ///
    /// - Parameter isFiring: where that is to be known of an alert as if it did, or did not yet.
    package func observation(
        of alert: Alert, under rule: Rule, whileFiring isFiring: Bool? = nil
    ) -> Alert.Observation {
        if let end = endOfAccount(of: alert) { return end }
        guard let bound = byName[rule.id].map({ self.bound[$0] }) else { return .ended(.ruleRemoved) }
        if let source = bound.heldBy { return .held(source: source) }
        switch standing(of: alert) {
        case .gone(let reason): return .ended(reason)
        case .there(let row):
            if let source = bound.source(holding: row) { return .held(source: source) }
            return bound.observation(
                of: row, whileFiring: isFiring ?? alert.isFiring, closing: recovery(of: alert, under: rule))
        }
    }

    /// Mostly it is among what rules went over anyway.
    private func standing(of alert: Alert) -> Sight.Standing {
        objects.row(of: alert.subject, slot: alert.slot).map(Sight.Standing.there)
            ?? sight.row(of: alert.subject, slot: alert.slot)
    }

    private func endOfAccount(of alert: Alert) -> Alert.Observation? {
        if alert.subject.isGroup { return nil }
        if let slot = sight.accounts.slots[alert.subject.account], slot != alert.slot { return .ended(.merged) }
        guard alert.slot < sight.accounts.slotCount, sight.accounts[alert.slot].isDescribed else {
            return .ended(.accountGone)
        }
        switch watch.truth(for: SubjectRow(slot: alert.slot)) {
        case .holds: return nil
        case .unknown(let absences): return .unknown(fields: absences.map(\.name))
        case .doesNotHold:
            return .ended(sight.accounts[alert.slot].status(at: sight.asOf) == .churned ? .churned : .notWatched)
        }
    }

    /// A rule about renewals that clears because the account renewed says so.
    private func recovery(of alert: Alert, under rule: Rule) -> ClosingReason {
        let since = sight.asOf.zone.day(of: alert.openedAt)
        return rule.isAboutRenewals && !alert.subject.isGroup && sight.hasRenewed(alert.slot, since: since)
            ? .renewed : .recovered
    }

    /// Whether a source that is stale holds back what a rule has found.
    func isHeld(_ match: Match, under rule: Rule) -> Bool {
        byName[rule.id].map { bound[$0].source(holding: match.row) != nil } ?? false
    }

    // MARK: At a glance

    func glance(at alerts: [Alert], of rule: Rule, isShadowed: Bool, at now: Moment) -> Glance? {
        guard let index = byName[rule.id], bound[index].heldBy == nil, bound[index].rowHold == nil else { return nil }
        return Glance(at: alerts, of: rule, found: found[index], in: self, isShadowed: isShadowed, at: now)
    }

    private func isWatched(_ slot: Int) -> Bool { slot < slots.count && slots[slot] }

    /// Where an alert's subject is among those that its rule went over.
    func place(of alert: Alert, under rule: Rule) -> Int? {
        if let slot = sight.accounts.slots[alert.subject.account], slot != alert.slot, !alert.subject.isGroup {
            return nil
        }
        if case .account(let id) = alert.subject {
            let isThere =
                rule.target == .account && (0..<sight.accounts.slotCount).contains(alert.slot)
                && sight.accounts[alert.slot].profile?.id == id
            return isThere ? alert.slot : nil
        }
        guard let (target, place) = objects.place(of: alert.subject, slot: alert.slot), target == rule.target,
            sight.subject(of: objects.rows(target)[place]) == alert.subject
        else { return nil }
        return place
    }

    /// Those of these places, in order, at which an alert that fires certainly goes on; nothing where the rule has no
    /// condition of its own for that.
    func steady(_ places: [Int], under rule: Rule) -> Set<Int>? {
        guard let clearing = ColumnClearing(rule, in: sight) else { return nil }
        guard rule.target == .account else { return clearing.steady(objects: places, of: objects.rows(rule.target)) }
        return clearing.steady(accounts: places.filter(isWatched))
    }

    /// Whether an alert says what it would say now.
    func isUpToDate(_ alert: Alert, under rule: Rule, at place: Int) -> Bool {
        guard context.tells else { return true }
        if isUntold(alert) { return false }
        if isOutdated(alert, under: rule) { return false }
        let row = rule.target == .account ? SubjectRow(slot: place) : objects.rows(rule.target)[place]
        return teller.labels(alert.labels, are: rule, for: row)
            && alert.level >= teller.level(of: rule, alert.labels, for: row)
    }

    // MARK: Telling

    /// An alert as it begins: pending, with as few words as it needs.
    func newAlert(of rule: Rule, for match: Match, at now: Moment) -> Alert {
        let story = context.tells ? teller.brief(of: rule.at(nil), for: match.row) : .untold
        var alert = Alert(
            rule: rule.id, subject: match.subject, slot: match.row.slot, openedAt: now, state: .pending(since: now),
            story: story)
        relabel(&alert, under: rule, for: match.row)
        return alert
    }

    /// Brings labels and level up to date; the level never falls while an alert lasts, or each wave would be told, nor does
    /// it rise while only the end is waited for.
    func relabel(_ alert: inout Alert, under rule: Rule) {
        guard context.tells, case .there(let row) = standing(of: alert) else { return }
        relabel(&alert, under: rule, for: row)
    }

    private func relabel(_ alert: inout Alert, under rule: Rule, for row: SubjectRow) {
        guard context.tells else { return }
        let rule = rule.at(alert.severity)
        let before = alert
        alert.labels = teller.labels(of: rule, for: row)
        alert.level = max(alert.level, teller.level(of: rule, alert.labels, for: row))
        let isGraver = alert.level > before.level || alert.severityRank > before.severityRank
        if isGraver, onlyWaitsForItsEnd(before, under: rule, for: row) {
            alert.level = before.level
            if alert.severityRank > before.severityRank { alert.labels["severity"] = before.labels["severity"] }
        }
        // Who hears of a handover is told whose it is, though the rest of the words is retold for what fires alone.
        let isOfAnother = row.group == nil && alert.story.owner != sight.accounts[row.slot].profile?.owner
        if isOfAnother, !isUntold(alert) { teller.nameOwner(in: &alert.story, for: row) }
    }

    /// Whether what an alert began with is not so any more, and only what ends it has not come yet. A rule with levels says
    /// of each by itself whether it still holds.
    private func onlyWaitsForItsEnd(_ alert: Alert, under rule: Rule, for row: SubjectRow) -> Bool {
        guard rule.severity == nil, !alert.labels.isEmpty else { return false }
        return switch alert.state {
        case .pending: false
        case .firing, .recovering, .resolved: teller.isUnmet(rule, for: row)
        }
    }

    /// The rise of an alert that counts for more than before only since a date came nearer: on the day of its last words
    /// it would have been no graver, had all else been as it is now. Steps of a ladder say by themselves how near it is.
    func nearing(of alert: Alert, since before: Alert, under rule: Rule) -> Nearing? {
        guard context.tells, !isUntold(before), alert.severityRank > before.severityRank,
            alert.level % 100 <= before.level % 100, alert.ladder == before.ladder,
            case .there(let row) = standing(of: alert)
        else { return nil }
        let days = sight.asOf.today - sight.asOf.zone.day(of: before.story.asOf)
        let then = teller.severity(of: rule.at(alert.severity), for: row, daysAgo: days)
        guard days > 0, let then, then.rank <= before.severityRank else { return nil }
        let first = before.nearing.flatMap { $0.to == before.level ? $0.from : nil }
        return Nearing(from: first ?? before.level, to: alert.level)
    }

    /// Brings an alert to the step of its rule's ladder that it stands on; one further down is told like something
    /// worse.
    func step(_ alert: inout Alert, under rule: Rule) {
        guard let ladder = rule.ladder, alert.isFiring, case .there(let row) = standing(of: alert),
            let standing = sight.standing(of: row, on: ladder)
        else { return }
        if alert.ladder?.move(to: standing) ?? false { alert.level += 1 }
        alert.ladder = standing
    }

    /// The same, and what messages say.
    func retell(_ alert: inout Alert, under rule: Rule) {
        guard context.tells, alert.slot < sight.accounts.slotCount,
            case .there(let row) = standing(of: alert)
        else { return }
        relabel(&alert, under: rule, for: row)
        defer {
            alert.story.step = alert.ladder?.step
            alert.story.flapping = alert.flaps.flatMap { rule.flapping?.words($0) }
        }
        let current = rule.at(alert.severity)
        alert.story =
            alert.isResolved
            ? teller.ending(alert.story, of: current, for: row)
            : teller.story(of: current, for: row)
        if alert.isFiring, let open = teller.whatKeepsOpen(current, for: row) { alert.story.condition = open }
        alert.story.asOf = sight.asOf.now
    }

    /// Whether an alert has no words yet, which it needs now: it began in the past that was made up for.
    func isUntold(_ alert: Alert) -> Bool { context.tells && alert.story == .untold }

    /// Whether what a message would say of a firing alert may be otherwise now: it is of another day (days late, days
    /// left), or what it speaks of was measured anew since. Turns of the past tell nobody, and leave it at that.
    func isOutdated(_ alert: Alert, under rule: Rule) -> Bool {
        guard context.breaksFloods, alert.isFiring, alert.hold == nil || alert.waitsForOperator else { return false }
        return !isOfToday(alert.story) || isAboutNews(alert, under: rule)
    }

    private func isOfToday(_ story: Story) -> Bool { sight.asOf.zone.day(of: story.asOf) == sight.asOf.today }

    /// Whether anything reads otherwise of whom it is about, as far as can be told: of a group, of anybody.
    private func isAboutNews(_ alert: Alert, under rule: Rule) -> Bool {
        guard let movement = finding.movement, let index = byName[rule.id], !movement.isShared[index] else {
            return true
        }
        return alert.subject.isGroup ? movement.isAny : movement.contains(alert.slot)
    }

    /// Makes the words of a firing alert anew. Those of today that come out as they were stay, and say of when they are.
    func refresh(_ alert: inout Alert, under rule: Rule) {
        let before = alert.story
        retell(&alert, under: rule)
        var same = before
        same.asOf = alert.story.asOf
        if same == alert.story, isOfToday(before) { alert.story = before }
    }

    /// The rule's condition as far as it decides, with its values, whether or not the alert fires.
    func condition(of alert: Alert, under rule: Rule) -> String? {
        guard context.tells, case .there(let row) = standing(of: alert) else { return nil }
        return teller.condition(of: rule.at(alert.severity), for: row)
    }

    /// What would have to come true for the rule to hold of an alert's subject: `tickets.open (1) > 5`; nothing where that
    /// is not there.
    package func unmet(by alert: Alert, under rule: Rule) -> String? {
        guard case .there(let row) = standing(of: alert) else { return nil }
        let mildest = rule.at(nil)
        return teller.unmet(mildest.when, mildest, row)
    }

    /// The same of what decides whom the rule is for; nothing where it is for everybody.
    package func unmetApplication(by alert: Alert, under rule: Rule) -> String? {
        guard let appliesTo = rule.appliesTo, case .there(let row) = standing(of: alert) else { return nil }
        return teller.unmet(appliesTo, rule, row)
    }

    /// Of a rule that holds for nobody, by its place: who comes nearest.
    package func nearest(of rule: Int) -> Nearest? {
        let target = rules[rule].target
        // Accounts are gone over in columns, and have no rows of their own.
        let rows = target == .account ? slots.places.map { SubjectRow(slot: Int($0)) } : objects.rows(target)
        return sight.nearest(of: rules[rule], among: rows)
    }

    /// An alert with the labels and words that it would be told with now.
    package func telling(_ alert: Alert) -> Alert {
        guard let rule = rule(called: alert.rule) else { return alert }
        var told = alert
        retell(&told, under: rule)
        return told
    }

    /// The same with where each leads: to the account, as its alerts do.
    func linked(_ dates: [ComingDate]) -> [ComingDate] {
        dates.map { date in
            var linked = date
            linked.link = sight.accounts.slots[date.accountID].flatMap { teller.link(toSlot: $0) }
            return linked
        }
    }

    /// What a message would say of a match now.
    package func story(of rule: Rule, for match: Match) -> Story { teller.story(of: rule.at(nil), for: match.row) }
}

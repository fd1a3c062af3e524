import CEL
import Documents

/// Puts into words what a rule found: the same for every receiver, each of which tells it in its own form.
struct StoryTeller: Sendable {
    let sight: Sight
    let context: RuleContext
    let printer: ValuePrinter
    let healthHistory: HealthHistory
    /// By rule and level: labels are told each turn for every alert, so they are tied to the columns once.
    private let words: [String: RuleWords]

    init(_ sight: Sight, _ context: RuleContext, rules: [Rule]) {
        self.sight = sight
        self.context = context
        var printer = ValuePrinter(currency: context.reporting, asOf: sight.asOf, bands: context.healthModels.bands)
        printer.bandsOfScores = context.healthModels.bandsOfScores
        self.printer = printer
        healthHistory = HealthHistory(sight, context.healthModels)
        words = Dictionary(rules.flatMap(\.variants).map { ($0.levelID, RuleWords(of: $0, in: sight)) }) {
            first, _ in first
        }
    }

    /// What stories read of history: the score and its measures a month ago.
    static func lookBacks(of models: HealthModels) -> [LookBack] {
        let month = HealthHistory.month
        return LookBack.over(month, of: "health.score") + [LookBack(LookBack.inputsPath, days: month.daysKept)]
    }

    /// Enough for an alert that nobody is told of yet: what the rule is called, where a title is to come.
    func brief(of rule: Rule, for row: SubjectRow) -> Story {
        if let group = row.group { return briefStory(of: rule, for: group) }
        let account = sight.accounts[row.slot].profile
        let (id, name) = (account?.id ?? "", account?.name ?? "")
        var story = Story(
            accountID: id, accountName: name, title: rule.plainTitle(of: Inert.name(name)),
            currency: context.reporting.code)
        nameOwner(in: &story, for: row)
        story.accountSince = account?.started
        story.rulePlace = "\(rule.place)"
        return story
    }

    /// Whose account it is: the one thing in a message that is never of another day.
    func nameOwner(in story: inout Story, for row: SubjectRow) {
        let owner = sight.accounts[row.slot].profile?.owner
        story.owner = owner
        story.ownerName = owner.map { context.people.person($0)?.name ?? $0 }
    }

    func story(of rule: Rule, for row: SubjectRow) -> Story {
        var story = brief(of: rule, for: row)
        var absent: [String] = []
        if let group = row.group {
            tell(group, in: &story)
        } else {
            absent = tellHealth(in: &story, of: row.slot)
            tellMoney(in: &story, for: row)
            story.stakes = stakes(for: row)
            story.links = context.links.compactMap { link(to: $0, for: row) }
        }
        if let title = text(of: rule.annotation("title"), rule, row) { story.title = title }
        sayOnce(in: &story, for: row)
        story.reason =
            text(of: rule.annotation("reason"), rule, row) ?? reason(of: rule, for: row, story, lacking: absent)
        story.brief = text(of: rule.annotation("brief"), rule, row) ?? ""
        story.topic = topic(of: rule, for: row)
        story.plan = rule.playbook(under: labels(of: rule, for: row)).map { plan(of: $0, rule, row) }
        // What is to be done is said once.
        story.play =
            text(of: rule.annotation("play"), rule, row) ?? (story.plan == nil ? rule.builtInPlay(on: story.topic) : "")
        story.condition = condition(of: rule, for: row)
        let others = rule.annotations.filter { !["title", "brief", "play", "reason", Story.over].contains($0.name) }
        for annotation in others {
            if let text = text(of: annotation.value, rule, row, cuttingTexts: false) {
                story.annotations[annotation.name] = text
            }
        }
        return story
    }

    /// An alert that ended is told as it was; only the health is of now, and what its end means.
    func ending(_ story: Story, of rule: Rule, for row: SubjectRow) -> Story {
        var story = story
        if row.group == nil { _ = tellHealth(in: &story, of: row.slot) }
        story.annotations[Story.over] = text(of: rule.annotation(Story.over), rule, row)
        return story
    }

    private func topic(of rule: Rule, for row: SubjectRow) -> Story.Topic {
        switch row.object {
        case .invoice: return .invoice
        case .contract(let renewal): return renewal.category == .lost ? .leaving : .renewal
        case .group: return .other
        case nil:
            if isAboutHealth(rule) { return .health }
            return words[rule.levelID]?.isAboutRenewals ?? rule.isAboutRenewals ? .renewal : .other
        }
    }

    /// Nothing where the template gives no words: the built-in ones take their place.
    private func text(
        of template: Template?, _ rule: Rule, _ row: SubjectRow, cuttingTexts isCut: Bool = true
    ) -> String? {
        guard let template else { return nil }
        var printer = printer(for: row)
        printer.naming = isCut
        let text = sight.bound(template, under: rule.thresholds).text(for: row, printing: printer)
        return text.utf8.contains { $0 > UInt8(ascii: " ") } ? text : nil
    }

    /// Calls bands what the account's own models call them: by rank, where that is how it goes.
    private func printer(for row: SubjectRow) -> ValuePrinter {
        guard row.group == nil, let health = sight.health else { return printer }
        var printer = printer
        if let code = health.band.measured(row.slot).value {
            printer.ownBands = context.healthModels.family(ofBand: Int(code), making: nil)
        }
        for (name, scores) in health.named {
            guard let code = scores.band.measured(row.slot).value else { continue }
            printer.bandsOfScores[name] = context.healthModels.family(ofBand: Int(code), making: name)
        }
        return printer
    }

    private func plan(of playbook: RulePlaybook, _ rule: Rule, _ row: SubjectRow) -> TaskPlan {
        TaskPlan(
            playbook: playbook.name,
            steps: playbook.steps.map { step in
                TaskPlan.Step(
                    subject: text(of: step.subject, rule, row) ?? playbook.name,
                    notes: text(of: step.notes, rule, row, cuttingTexts: false) ?? "",
                    assignee: step.assignee, dueDays: step.dueDays)
            })
    }

    // MARK: Labels

    func labels(of rule: Rule, for row: SubjectRow) -> [String: String] {
        var labels =
            row.group.map { self.labels(of: $0, under: rule) }
            ?? Dictionary(uniqueKeysWithValues: ownLabels(of: rule, for: row)).compactMapValues(\.self)
        if let severity = rule.severity { labels["severity"] = severity.rawValue }
        for label in words[rule.levelID]?.labels ?? [] {
            labels[label.name] = label.template.text(for: row, printing: printer(for: row))
        }
        return labels
    }

    /// Whether those that an alert has are still true: the same as making them anew, without making them.
    func labels(_ labels: [String: String], are rule: Rule, for row: SubjectRow) -> Bool {
        guard row.group == nil, rule.severity == nil, let words = words[rule.levelID] else {
            return labels == self.labels(of: rule, for: row)
        }
        var count = 0
        for (name, value) in ownLabels(of: rule, for: row) where !words.names.contains(name) {
            guard let value else { continue }
            guard labels[name] == value else { return false }
            count += 1
        }
        for label in words.labels {
            guard labels[label.name] == label.template.text(for: row, printing: printer(for: row)) else { return false }
        }
        return labels.count == count + words.labels.count
    }

    private func ownLabels(of rule: Rule, for row: SubjectRow) -> [(String, String?)] {
        let account = sight.accounts[row.slot].profile
        return [
            ("alert", rule.id), ("account", account?.id), ("owner", account?.owner), ("tier", account?.tier),
            ("segment", account?.segment), ("band", sight.health?.band(of: row.slot).key),
            ("source", row.identity?.source ?? account?.identity.source),
        ]
    }

    /// How bad it is: the severity first, then, for rules about health, how low the band is among those of its model. A
    /// rule with levels says by itself what is worse.
    func level(of rule: Rule, _ labels: [String: String], for row: SubjectRow) -> Int {
        let severity = labels["severity"].flatMap(AlertSeverity.init)?.rank ?? 0
        let isAboutHealth = rule.severity == nil && row.group == nil && isAboutHealth(rule)
        return severity * 100 + (isAboutHealth ? healthHistory.bandsAbove(row.slot) : 0)
    }

    // MARK: Parts

    /// Gives back the measures nothing is known of.
    private func tellHealth(in story: inout Story, of slot: Int) -> [String] {
        guard let health = sight.health else { return [] }
        let band = health.band(of: slot)
        story.bandKey = band.key
        story.bandLabel = band.label
        story.bandColour = band.colour
        story.score = health.score.measured(slot).value
        story.scoreThen = healthHistory.scoreThen(slot)
        let change = healthHistory.change(slot)
        let (contributions, absent) = healthHistory.contributions(slot, given: change)
        story.contributions = contributions
        story.otherChanges =
            change.map { $0.othersInStories(printer.comings($0, healthHistory.breakdown(slot), of: slot, in: sight)) }
            ?? []
        // What went is said with what that did.
        let said = story.otherChanges.contains { $0.words != nil } ? change?.gone ?? [] : []
        return absent.filter { !said.contains($0) }
    }

    /// The condition with its values, as far as it decided: `48.2 < 60`.
    func condition(of rule: Rule, for row: SubjectRow) -> String {
        let readers = readers(of: rule)
        return rule.when.reasons(reading: { readers[$0](row) }, printing: printed).joined(separator: " && ")
    }

    /// What the condition of a rule reads, tied to the columns.
    func readers(of rule: Rule) -> [Reader] {
        words[rule.levelID]?.readers ?? sight.readers(of: rule.when.references, under: rule.thresholds)
    }

    func isAboutHealth(_ rule: Rule) -> Bool { words[rule.levelID]?.isAboutHealth ?? rule.isAboutHealth }

    /// `still open: clears when health.score (61.3) >= threshold.floor (60) + 5`, of what fires though its condition does
    /// not hold any more.
    func whatKeepsOpen(_ rule: Rule, for row: SubjectRow) -> String? {
        guard let clears = rule.clearWhen, isUnmet(rule, for: row) else { return nil }
        return "still open: clears when " + unmet(clears, rule, row)
    }

    /// Whether the condition of a rule is known not to hold.
    func isUnmet(_ rule: Rule, for row: SubjectRow) -> Bool {
        sight.bound(rule.when, under: rule.thresholds).truth(for: row) == .doesNotHold
    }

    /// What would have to come true for a condition of the rule to hold, with the values.
    func unmet(_ condition: Condition, _ rule: Rule, _ row: SubjectRow) -> String {
        let readers = sight.readers(of: condition.references, under: rule.thresholds)
        return condition.unmet(reading: { readers[$0](row) }, printing: printed)
    }

    private func printed(_ value: Value, _ reference: Reference) -> String {
        if case .string = value { return Condition.plainly(value, of: reference) }
        var printer = printer
        printer.comparing = true
        return printer.text(value, of: reference)
    }

    /// The first of the links that stand under what is told of an account.
    func link(toSlot slot: Int) -> Story.Link? {
        context.links.lazy.compactMap { link(to: $0, for: SubjectRow(slot: slot)) }.first
    }

    /// A link is given whole or not at all; what goes into it is percent-encoded.
    private func link(to link: LinkTemplate, for row: SubjectRow) -> Story.Link? {
        let readers = sight.readers(of: link.url.references, under: [])
        var isWhole = true
        let url = link.url.rendered(reading: { readers[$0](row) }) { value, reference in
            if case .unknown = value { isWhole = false }
            return PercentEncoding.encoded(printer.text(value, of: reference))
        }
        return isWhole ? Story.Link(label: link.label, url: url) : nil
    }
}

/// What is asked of a rule for every alert, tied to the columns.
private struct RuleWords: Sendable {
    let labels: [(name: String, template: BoundTemplate)]
    let names: Set<String>
    let readers: [Reader]
    let isAboutHealth: Bool
    let isAboutRenewals: Bool

    init(of rule: Rule, in sight: Sight) {
        labels = rule.labels.map { ($0.name, sight.bound($0.value, under: rule.thresholds)) }
        names = Set(labels.map(\.name))
        readers = sight.readers(of: rule.when.references, under: rule.thresholds)
        isAboutHealth = rule.isAboutHealth
        isAboutRenewals = rule.isAboutRenewals
    }
}

extension Rule {
    /// Words that need nothing but the rule itself.
    func plainTitle(of subject: String) -> String {
        "\(subject): \(annotation("title") == nil && !summary.isEmpty ? summary : Wording.spoken(id))"
    }
}

extension SubjectRow {
    /// Which invoice or contract it is.
    var identity: FactIdentity? {
        switch object {
        case .invoice(let invoice): invoice.invoice.identity
        case .contract(let renewal): renewal.contract
        case .group, nil: nil
        }
    }
}

/// RFC 3986: what is not unreserved is written as the bytes it is.
enum PercentEncoding {
    static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            isUnreserved(byte) ? String(UnicodeScalar(byte)) : "%" + hex(byte >> 4) + hex(byte & 15)
        }.joined()
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }

    private static func hex(_ digit: UInt8) -> String { String(digit, radix: 16, uppercase: true) }
}
